/*
 * counting.h - a board while it is counted (private to core/board).
 *
 * Steps fill tallies and `fact`s, the few words about each thing behind a figure;
 * the end sorts them and makes the figures.
 */
#ifndef THROUGHLINE_CORE_BOARD_COUNTING_H
#define THROUGHLINE_CORE_BOARD_COUNTING_H

#include "board.h"
#include "care/work.h"
#include "store_board.h"

enum { NOW, BEFORE, SPANS };
enum { ARRIVES_MOST = 366 }; /* days: later than that is as late */

/* One thing behind a figure. */
enum fact_kind { FACT_AGAIN, FACT_KNEW, FACT_AHEAD, FACT_PREVENTED, FACT_REUSED, FACT_JOINT,
	FACT_SENT, FACT_CANNOT_JUDGE };
struct fact {
	int64_t event;
	uint32_t person;       /* numbers of records and agencies are small here: there are many facts */
	int32_t on;
	int32_t agency, other; /* as board_figure has them; 0 none, or not known here */
	int32_t days;          /* sent: until the reply, NO_REPLY, or REPLY_UNDATED; else its minutes */
	uint8_t kind;          /* enum fact_kind */
	uint8_t state;         /* enum verdict: of what was asked again */
	uint8_t more;          /* asked again: how many agencies knew beside `other` */
	bool is_late, is_same_kind, is_earlier; /* earlier: sent before the period, and without reply */
};
enum { NO_REPLY = -1, REPLY_UNDATED = -2 };

/* One assessment of somebody, by whom. */
struct meeting { uint32_t person, practitioner; int32_t agency; }; /* practitioner 0: not named */
struct asked_person { int64_t person; uint32_t asked, agencies; };

/* What is counted of a period, and of a month. */
struct tally {
	int32_t from, until;
	int64_t done, judged, again, in_time, late, same_kind, avoidable, justified, undecided;
	int64_t reused, joint, prevented, cannot_judge, sent, answered;
	int64_t minutes, again_minutes, spared_minutes, spared; /* spared: assessments with such minutes */
};
struct span {
	struct tally tally;
	VEC(struct meeting) meeting;
	VEC(int32_t) wait;
	int64_t people, many, assessors;
};
struct agency_tally {
	struct board_feed feed;
	uint32_t arrives[ARRIVES_MOST + 1];
	bool is_told;           /* the viewer is told of it; else it counts in sums alone */
};

enum phase { PHASE_ASKING, PHASE_HIDDEN, PHASE_FINDINGS, PHASE_RECORDS, PHASE_CALLED_OFF, PHASE_PEOPLE, PHASE_PAIRS, PHASE_DONE };

struct board {
	struct session *session;
	struct arena *arena;    /* what is lent when done */
	struct arena *scratch;  /* of one piece */
	struct board_query query;
	bool is_hushed;
	struct hidden_sets *hidden; /* NULL where nothing is kept from the viewer */
	int64_t seq;
	int reply_days;
	enum phase phase;
	int32_t oldest;         /* the first day of all that is counted */
	int64_t finding, finding_end, record, record_end;
	struct span span[SPANS];
	struct tally month[BOARD_MONTHS], year; /* year: of all months */
	VEC(struct fact) fact;
	VEC(struct asked_person) asked;
	struct agency_tally *agency; size_t agency_n; /* in the order of feeds_of_all() */
	int32_t *place; int64_t place_n; /* by the agency's number: 1 + its index in `agency`, 0 none */
	int64_t ahead, people, waiting, waiting_long;
	int64_t arrived_days[ARRIVES_MOST + 1];
	int64_t read, set_aside;
	struct board_figure figure[BF_COUNT];
	struct board_pair *pair; size_t pair_n;
	struct board_way *way; size_t way_n;
	struct board_feed *feed; size_t feed_n;
};

/* What is hidden is not counted; of whom something is, no finding either: it may rest on that. */
enum status hidden_begin(struct board *, struct err *);
void hidden_free(struct hidden_sets *);  /* NULL is fine */
/* Whether each event is to be asked; asks those of some records. */
bool hidden_is_asked(const struct board *);
enum status hidden_ask(struct board *, int64_t after, int64_t upto, struct err *);
/* Then what reviews it, some people at a time; what follows holds once that is done. */
enum status hidden_settle(struct board *, bool *is_done, struct err *);
bool record_is_hidden(const struct board *, int64_t record, int64_t agency);
bool event_is_hidden(const struct board *, int64_t event, int64_t record, int64_t agency);
bool person_is_hidden(const struct board *, int64_t person);

/* NULL for an agency that came later. */
struct agency_tally *board_agency(const struct board *, int64_t agency);
/* The tallies of a day: of its period and its month, where they are counted. */
struct tallies { struct tally *of[2]; struct span *span; size_t n; };
struct tallies tallies_of(struct board *, int32_t day);

/* The pieces: some findings; some records with their events; what stands still. */
enum status count_findings(struct board *, int64_t after, int64_t upto, struct err *);
enum status count_records(struct board *, int64_t after, int64_t upto, struct err *);
enum status count_called_off(struct board *, struct err *);
enum status count_imports(struct board *, struct err *);

/* The end: people; then pairs, ways, feeds and every figure. */
enum status count_people(struct board *, struct err *);
enum status count_pairs(struct board *, struct err *);
void figures_make(struct board *);
/* Then those of single agencies that the viewer is not told of go. */
enum status agencies_name(struct board *, struct err *);
/* The tally's figure; false where it is none of a tally alone. */
bool tally_figure(const struct tally *, enum board_of, struct board_number *);

/* The smallest number of days within which so many in a hundred of these are; sorted. */
int32_t days_within(const int32_t *days, size_t n, int per_cent);

#endif
