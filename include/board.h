/*
 * board.h - the partnership in figures: what was asked again and by whom although
 * who knew it, what was spared, how long referrals wait, and what each feed is worth.
 *
 * A board is counted in steps, so that nothing waits for it; it keeps what is
 * behind each figure, so that a list of it opens.  Figures are of the last so many
 * days, beside the same number of days before, and of twelve months.
 *
 * Small numbers: who may not see names, or asks for it (`is_hushed`), gets figures
 * by the method that NHS Digital uses for Hospital Episode Statistics since September
 * 2018: 0 stays, 1 to 7 reads "<8", others are rounded to the nearest 5, shares are
 * worked out from rounded counts, and what is of fewer than 8 is left out.  Sums are
 * rounded on their own, so that no hidden number follows from a total.
 *
 * Agencies are named as elsewhere: by the name that they go by, and one of which the viewer is
 * told nothing counts in sums alone.
 */
#ifndef THROUGHLINE_BOARD_H
#define THROUGHLINE_BOARD_H

#include "case.h"
#include "ingest.h"

enum { BOARD_DAYS = 90, BOARD_DAYS_MOST = 366, BOARD_MONTHS = 12, BOARD_SMALL = 8 /* what is below is hushed */ };

/* What a figure is of, in the order in which they are told. */
enum board_of {
	/* Asked again */
	BF_DONE, BF_AGAIN, BF_IN_TIME, BF_LATE, BF_SAME_KIND, BF_AVOIDABLE, BF_JUSTIFIED, BF_UNDECIDED,
	/* Spared */
	BF_AHEAD, BF_PREVENTED, BF_REUSED, BF_JOINT,
	/* Burden */
	BF_PEOPLE, BF_TIMES, BF_MANY, BF_ASSESSORS, BF_MINUTES, BF_MINUTES_AGAIN, BF_MINUTES_SPARED,
	/* Referrals */
	BF_SENT, BF_ANSWERED, BF_REPLY_HALF, BF_REPLY_MOST, BF_WAITING, BF_WAITING_LONG,
	/* Feeds */
	BF_RECORDS, BF_NUMBERS, BF_BIRTHS, BF_ARRIVES, BF_CANNOT_JUDGE, BF_SET_ASIDE,
	BF_COUNT
};
enum board_part { BP_AGAIN, BP_SPARED, BP_BURDEN, BP_REFERRALS, BP_FEEDS, BP_COUNT };
extern const char *const BOARD_PARTS[BP_COUNT]; /* "Asked again", "Spared" … */

enum board_shape {
	BS_COUNT,   /* num */
	BS_SHARE,   /* num of den */
	BS_MEAN,    /* num divided by den */
	BS_DAYS,    /* num days, of den that it was taken from */
	BS_MINUTES, /* num minutes, of den assessments */
	BS_MINUTES_SHARE, /* num of den minutes */
};
struct board_meaning {
	const char *name;       /* in csv and json */
	const char *label;      /* on a line */
	const char *definition; /* a sentence or two */
	const char *of;         /* what den counts; NULL where there is none */
	enum board_part part;
	enum board_shape shape;
	bool has_list;          /* board_list() has what is behind it */
	bool is_now;            /* as things stand: not of a period, none before */
};
extern const struct board_meaning BOARD_MEANINGS[BF_COUNT];

/* den -1: a count, though the figure is a share elsewhere.  things: how many of
 * them minutes are of, else 0. */
struct board_number { int64_t num, den, things; };
struct board_figure {
	enum board_of of;
	int64_t agency, other;     /* 0 all.  Who asked and who knew; who was asked and who referred; whose feed */
	int32_t from, until;
	struct board_number now, before;
	bool has_before;
};

/* From one agency to another: what the first knew and the second asked again, or
 * referrals of the first to the second. */
struct board_pair { int64_t from, to, again, late; };
struct board_way {
	int64_t from, to;
	int64_t sent, answered, waiting; /* sent in the period, answered of them; without reply, of twelve months */
	int32_t half, most, longest;     /* days: half and nine in ten were answered within; the longest still waiting */
};
/* Quality of one agency's stream of files. */
struct board_feed {
	struct feed_line line;
	int64_t records, numbers, births; /* with an NHS number that can be one; with a birth date */
	int64_t done, cannot_judge;       /* assessments of the period; those without needs */
	int64_t asked, knew;              /* asked again by it; asked again elsewhere though it knew */
	int64_t arrived;                  /* events of the period of which the day they came in is known */
	int32_t arrives;                  /* days within which half of those came in */
	int64_t read, set_aside;          /* rows of its own imports in the period */
};

/* is_look: not when what is on the screen already is counted anew. */
struct board_query { int days; bool is_hushed, is_look; };
struct board;

/* Begins to count; one row of the audit for a look.  The session is lent and must outlive it. */
enum status board_begin(struct session *, const struct board_query *, struct board **out, struct err *);
/* Counts on for about so many milliseconds. */
enum status board_step(struct board *, int ms, struct err *);
bool board_is_done(const struct board *);
int board_percent(const struct board *);
int64_t board_seq(const struct board *); /* the change of the store at which it was begun */
void board_free(struct board *);         /* NULL is fine */

/* What follows is for a board that is done, and lent by it. */
bool board_is_hushed(const struct board *);
int board_days(const struct board *);
int32_t board_from(const struct board *);
const struct board_figure *board_figure(const struct board *, enum board_of);
/* The figure of one calendar month, 0 the oldest; false: this one is not told by months. */
bool board_month(const struct board *, enum board_of, int month, struct board_figure *out);
const struct board_pair *board_pairs(const struct board *, size_t *n); /* by from, to */
const struct board_way *board_ways(const struct board *, size_t *n);   /* most without reply first */
const struct board_feed *board_feeds(const struct board *, size_t *n); /* as feeds_of_all() has them */
/* An agency of a figure by its code, or by the name that it goes by for the viewer. */
const char *board_code_told(const struct board *, int64_t agency);
/* Every figure: of all, of months, of agencies and pairs; in a fixed order. */
enum status board_all(const struct board *, struct arena *, struct board_figure **out, size_t *n, struct err *);

/* As may be shown: "212", "<8"; "18 %", "2.4", "12 days", "31 h"; "" where there is none
 * or it may not be told. */
const char *board_count_told(const struct board *, int64_t n, struct arena *);
const char *board_told(const struct board *, enum board_of, const struct board_number *, struct arena *);
/* The bare value for data: a share in per cent with one decimal, days, minutes. */
const char *board_value(const struct board *, enum board_of, const struct board_number *, struct arena *);
/* "Dec 33 %, Jan 29 %, …", the oldest first; "" for a figure that is not told by months. */
const char *board_months_told(const struct board *, enum board_of, struct arena *);
/* The label without the blanks that put it beneath another. */
const char *board_label(enum board_of);
/* What it was worked out from, for data: of a count the count, of days only how many. */
void board_parts_told(const struct board *, enum board_of, const struct board_number *, struct arena *,
	const char **num, const char **den);

/* What is behind a figure. */
struct board_row {
	int64_t person, event;   /* event 0: the row is about the person */
	int32_t on;
	const char *who, *what, *why; /* as Today has them, and of somebody not opened no more than its lines tell; where
	                               * the figure itself tells more, the beginning of their id for `who` */
};
struct board_behind { enum board_of of; int64_t agency, other; size_t most; };
/* The newest first, of people the most often asked; *total are all there are.  One row of
 * the audit for a look.  Who may not see names has the beginning of a person's id for
 * `who`, and only what is neither sensitive nor in somebody's own words; ST_DENIED where
 * that would be fewer than BOARD_SMALL, and for who may see no lists at all. */
enum status board_list(struct board *, const struct board_behind *, bool is_look, struct arena *, struct board_row **out,
	size_t *n, int64_t *total, struct err *);

#endif
