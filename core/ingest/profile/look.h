/*
 * look.h - what a table looks like, for drafting a profile (private to
 * ingest): its delimiter, its header, and per column what its values are.
 */
#ifndef THROUGHLINE_INGEST_PROFILE_LOOK_H
#define THROUGHLINE_INGEST_PROFILE_LOOK_H

#include "ingest/profile/mapping.h"

enum { LOOK_ROWS = 2000, LOOK_COLUMNS = 400, LOOK_DISTINCT = 25 };

enum look_kind { LK_DMY, LK_MDY, LK_YMD, LK_EXCEL, LK_TIME, LK_NHS, LK_POSTCODE, LK_HOLDS_POSTCODE, LK_PHONE, LK_DIGITS,
	LK_EMAIL, LK_SEX, LK_COMMA_NAME, LK_NAME, LK_WORD, LK_OWN, LK_NUMBER, LK_COUNT };

struct look_value { const char *text; int64_t count; };
struct look_column {
	const char *name, *folded;     /* "" where the header has none */
	char words[128];               /* the same with its abbreviations written out, for guessing */
	char parts[128];               /* likewise of "OccurrenceNo": "occurrence no" */
	const char *group;             /* what stands above it and its neighbours: "Referral" of "Date"; "" */
	uint32_t nobodies;             /* which of look_nobody() stand in it */
	const char *beneath;           /* what stands below its name as a name of its own: "Date" of "Referral"; "" */
	bool is_grouped;               /* its words begin with these: its name alone says too little */
	int number;                    /* of the row's several events: which one it is of; 0: of none */
	char several[32];              /* what these are called, "visit" of "Visit 2 Date"; "" */
	int place;                     /* from 0 */
	int64_t filled, is[LK_COUNT];  /* of the rows looked at: how many fit each kind */
	struct look_value value[LOOK_DISTINCT]; /* the first different ones */
	size_t value_n;
	bool has_more;                 /* more different values than that */
	size_t run;                    /* so many columns from here on are counted alike; 0: not the first of such */
	bool is_day;                   /* its name is a day, as in a register */
	int32_t first_day, last_day;   /* of its dates; 0: none */
	bool is_shared;                /* several people stand under one of its numbers */
	bool is_unique;                /* no value comes twice, as far as looked */
	const char *claimed;           /* the field that it was given, for drafting */
};
struct look {
	char delimiter;
	struct text_seen seen;
	int64_t header_line, rows, headers; /* header_line 0: there is none; headers: how often it comes again */
	struct day_hint hint;          /* what stands above the header of a year and month */
	bool is_register;              /* columns are named by days, or counted */
	bool is_bare;                  /* no row is the header */
	struct look_column *column;
	size_t n;
	uint32_t nothings;             /* which of look_nothing() stand in cells */
	/* Rows that are no data: the word they begin with and where it stands. */
	struct look_value total[8];
	int total_place[8];
	bool total_whole[8];           /* it is all that stands there */
	size_t total_n;
	int64_t other_line;            /* the header of another table beneath; 0: there is none */
};

/* ST_FORMAT: no table in it. */
enum status look_at(struct look *, const char *path, struct arena *, struct err *);

/* A row of nothing but usual names of columns: below a header the header of another table. */
bool look_is_header(const struct csv_row *);

/* Counts one filled cell of a column by the kinds that it fits (kinds.c). */
void look_count(struct look_column *, const char *text);
bool look_is_email(const char *text);
/* What people write for "nothing is known", by its number from 0; NULL: no more. */
const char *look_nothing(size_t i);
/* Which of these a cell is, -1: none. */
int look_nothing_find(const char *text);
/* Likewise what stands in place of a name where nobody lives. */
const char *look_nobody(size_t i);
int look_nobody_find(const char *text);

/* Nearly all that is filled is of this kind. */
static inline bool look_is(const struct look_column *c, enum look_kind k)
{
	return c->filled > 0 && c->is[k] * 10 >= c->filled * 8;
}

/* How many of its cells are dates, in whichever order. */
static inline int64_t look_dates(const struct look_column *c)
{
	int64_t most = c->is[LK_DMY] > c->is[LK_MDY] ? c->is[LK_DMY] : c->is[LK_MDY];

	return most > c->is[LK_YMD] ? most : c->is[LK_YMD];
}

#endif
