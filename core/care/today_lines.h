/*
 * today_lines.h - gathering and wording the lines of Today (private to care).
 */
#ifndef THROUGHLINE_CARE_TODAY_LINES_H
#define THROUGHLINE_CARE_TODAY_LINES_H

#include "governance/gate.h"
#include "journey/shown.h"
#include "today.h"

struct gathering {
	struct session *session;
	struct arena *arena;       /* the caller's: what is listed lives there */
	struct arena *scratch;     /* reset for each person */
	size_t each;
	bool is_mine;              /* only these people, ascending: */
	int64_t *mine; size_t mine_n;
	int64_t own;               /* a practitioner's agency, whose lines alone are wanted; 0: everybody's */
	struct today *today;
	VEC(struct today_line) lines;
	size_t listed[TD_COUNT];
	bool is_cut[TD_COUNT];     /* not all rows of this kind were read */
	VEC(int64_t) died;         /* people who died with something open */
	int reply_days;
	int64_t died_requests;     /* of them, without reply for longer than that */
	bool is_soon;              /* what takes long is left out where it isn't at hand */
};

/* One person as a section needs them; in the scratch until the next is loaded. */
struct met {
	int64_t person;
	struct event *event; size_t event_n; /* those seen whole */
	struct death death;
	bool is_seen;              /* they may be found at all */
	bool is_veiled;            /* … and are not opened: what others hold of them is not told yet */
};

/* The person who holds this record, with the events that the viewer sees whole. */
enum status met_load(struct gathering *, int64_t record, struct met *, struct err *);
/* The one of theirs, or NULL: the viewer does not see it. */
const struct event *met_event(const struct met *, int64_t id);

/* Adds one more of a kind: counted always, listed while there is room.  `line`
 * has what, why, since, event; who is made here. */
bool line_has_room(const struct gathering *, enum today_kind);
/* Rows of a kind are gone through for more to list, or to count: how many everybody's are is known without
 * (total_set), and where some are withheld from the viewer no more are counted than are listed (more_judge). */
bool line_is_looked_for(const struct gathering *, enum today_kind);
enum status line_add(struct gathering *, const struct met *, struct today_line, struct err *);

/* Whether a line about this person is wanted; one about an event of this person; whether one
 * of either may be, asked before more is read of them.  And how many rows are to be read so
 * that `each` of them may be: all (0) where most are of others, several times as many where
 * some may not be seen. */
enum status line_is_wanted(const struct gathering *, int64_t person, bool *is, struct err *);
enum status event_is_wanted(const struct gathering *, int64_t person, const struct event *, bool *is, struct err *);
enum status may_be_wanted(const struct gathering *, int64_t person, bool *is, struct err *);
size_t rows_wanted(const struct gathering *);
bool is_in_haste(const struct gathering *); /* one agency's first screen: only some rows of each kind are gone through */
/* Of one agency's rows most are of others or withheld: asked of an event alone, before its person is met with all
 * that they have, for that costs several times as much.  The scratch is reset. */
enum status event_may_be_told(const struct gathering *, int64_t event, bool *is, struct err *);
enum status event_may_be_wanted(const struct gathering *, int64_t person, int64_t event, bool *is, struct err *);
/* All of a kind, as the store counts them; of a worker's people those were counted one by one. */
void total_set(struct gathering *, enum today_kind, int64_t all);

/* Of somebody not opened a line keeps whom, of which kind and since when, and says no more of what is held than
 * that there is something; what is the viewer's own agency's stays.  Its why is the section's to keep short. */
void line_veil(const struct gathering *, const struct met *, struct today_line *);

/* "Okafor, Grace (82)" */
const char *who_shown(const struct shown_field field[RF_COUNT], int32_t on, struct arena *);

/* The sections, one file each. */
enum status today_died(struct gathering *, struct err *);
enum status today_stays(struct gathering *, struct err *);
enum status today_asked(struct gathering *, struct err *);
enum status today_replies(struct gathering *, struct err *);
enum status today_actions(struct gathering *, struct err *);
enum status today_links(struct gathering *, struct err *);
enum status today_moves(struct gathering *, struct err *);
enum status today_leads(struct gathering *, struct err *);
enum status today_warnings(struct gathering *, struct err *);
enum status today_consents(struct gathering *, struct err *);
enum status today_feeds(struct gathering *, struct err *);

/* Judging stays, pure: one person's events and one day. */
struct stay {
	bool in_hospital;
	size_t at;            /* event index of the admission, or of the discharge */
	int32_t since;        /* in hospital: from; else: discharged on */
	bool was_contacted;   /* by another agency, since the discharge */
};
/* The newest stay of the person: false when they are neither in hospital nor
 * came out of it within `days`. */
bool stay_judge(const struct event *, size_t n, int32_t today, int days, struct stay *out);
/* What counts as being in touch with somebody. */
bool is_touch(const struct event *);
/* The last time the person came out of hospital, on or after `since`, wherever they are
 * now: false when they did not. */
bool discharge_judge(const struct event *, size_t n, int32_t today, int32_t since, struct stay *out);

#endif
