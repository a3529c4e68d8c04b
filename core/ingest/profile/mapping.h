/*
 * mapping.h - a mapping profile: how any agency's table becomes people and
 * events (private to ingest).
 *
 * A profile is a small text, one thing a line, `#` begins a comment:
 *
 *	profile    moorland                     its name
 *	agency     HOUSING
 *	delimiter  semicolon                    comma, semicolon, tab, pipe
 *	encoding   windows-1252                 else told by the bytes
 *	dates      dmy                          dmy, mdy or ymd; and excel
 *	lists      ','                          what parts the items of a list
 *	nothing    "N/A", "-"                   cells that say nothing
 *	skip       where "Tenant" starts "Total"
 *	down       "Tenancy Ref", "Tenant"      cells that stand for the rows beneath, too
 *	people
 *	  local_id      "Tenancy Ref"
 *	  full_name     "Tenant"
 *	  sex           "Gender"
 *	    "M" is male
 *	    other is unknown
 *	events
 *	  when          "Visit" is filled
 *	  source_ref    "Tenancy Ref" + '/' + "Visit"
 *	  kind          'contact'
 *	  starts_on     "Visit" + ' ' + "Time"
 *	events each day                         a column for each day: a cell is an event
 *	  when          cell is "P", "A"
 *	  source_ref    "Tenancy Ref" + '/' + day
 *	  local_id      "Tenancy Ref"
 *	  starts_on     day
 *	  kind          'contact'
 *	  status        cell
 *	    "P" is completed
 *	    "A" is not-attended
 *
 * "Double quotes" hold what stands in the file, 'single quotes' what Throughline
 * gets; `column 3` or `column C` is a column by its place.  `each day` stands for every column
 * whose name is a date (`in 2025` or `in 2025-11` says what the names leave out, else a line
 * above the header or the file's name does), `each "Week 1" to "Week 9"` for those from one to
 * another; of each `cell` is what stands in it, `heading` its name, `day` the date that this is.
 * `local_id hashed "Name" + "DOB"` is a code made of them, in which nobody can read them.  The header is the first row in
 * which every column that the profile names occurs; what stands above it is
 * left out, and so is the header where it comes again.
 */
#ifndef THROUGHLINE_INGEST_MAPPING_H
#define THROUGHLINE_INGEST_MAPPING_H

#include "ingest/files/csv.h"
#include "ingest/interchange.h"

enum {
	PROFILE_COLUMNS_MAX = 256,
	PROFILE_PLACES_MAX = 1024,  /* columns of a file */
	PROFILE_HEADER_ROWS = 100,  /* in which the header is looked for */
	PROFILE_TEXT_MAX = 65536,   /* bytes of a profile */
	/* Fields that fill several of people.csv. */
	PROFILE_FULL_NAME = TABLE_COLUMNS_MAX,
	PROFILE_FULL_ADDRESS,
	/* What stands where a column's number does. */
	COLUMN_ANY = -1,
	COLUMN_CELL = -2,    /* of a section for each of several columns: what stands in it */
	COLUMN_DAY = -3,     /* the date that its name is */
	COLUMN_HEADING = -4, /* its name */
};

enum { DATES_DMY = 1, DATES_MDY = 2, DATES_YMD = 4, DATES_EXCEL = 8 };

struct profile_column {
	struct profile_column *next;
	const char *name;   /* NULL: by its place */
	const char *folded;
	int place;          /* from 0; -1: by its name */
	int line;           /* of the profile, where it is first named */
};
struct profile_term {
	struct profile_term *next;
	const char *text;   /* NULL: a column's cell */
	int column;         /* or COLUMN_CELL, COLUMN_DAY, COLUMN_HEADING */
};
struct profile_value {
	struct profile_value *next;
	const char *from;   /* folded */
	const char *to;     /* NULL: nothing */
};
struct profile_field {
	struct profile_field *next;
	int field;          /* column of the section's table, or PROFILE_FULL_… */
	int number;         /* of all of the profile's fields, from 0 */
	const char *name;
	struct profile_term *terms;
	struct profile_value *values;
	bool has_other;     /* `other is`: for what is in no line of values */
	const char *other;
	unsigned dates;     /* 0: as the profile's */
	char list;          /* 0: as the profile's where the field is a list */
	bool is_hashed;     /* a code in place of what it is made of */
	int line;
};
enum profile_test { TEST_EMPTY, TEST_FILLED, TEST_IS, TEST_STARTS, TEST_HAS };
struct profile_condition {
	struct profile_condition *next;
	int column;         /* or COLUMN_… */
	enum profile_test test;
	struct profile_value *values; /* `from` alone */
};
/* What makes a row of events: a row of the file, or one cell of it. */
enum profile_each { EACH_ROW, EACH_DAY, EACH_COLUMN };
struct profile_range { struct profile_range *next; int from, to; }; /* columns of the profile */
struct profile_section {
	struct profile_section *next;
	enum table table;
	enum profile_each each;
	struct profile_range *ranges; /* EACH_COLUMN */
	int year, month;              /* of days whose names say none; 0: not said */
	struct profile_condition *when; /* all must hold */
	struct profile_field *fields;
	int line;
};
struct profile_down { struct profile_down *next; int column; };
struct profile {
	struct profile *next;
	const char *name, *agency; /* agency: code, folded */
	const char *text;          /* as written */
	const char *label;         /* as sentences call it */
	char delimiter;
	enum text_encoding encoding;
	unsigned dates;
	char list;
	int header_line;           /* 0: found by its columns; -1: there is none */
	struct profile_value *nothing;
	struct profile_condition *skip; /* any of them */
	struct profile_down *down; /* where the first is empty, they are as in the row above */
	struct profile_section *sections;
	struct profile_column *columns;
	int column_n, field_n;
};

/* All of it lives in the arena.  ST_FORMAT names the line and the word. */
enum status profile_parse(struct profile **out, const char *text, const char *label,
	struct arena *, struct err *);

/* A month's number, 0: none; a weekday's from Monday 0, -1: none: by its first three letters or more. */
int profile_month(const char *word, size_t length);
int profile_weekday(const char *word, size_t length);

/* Text as a date of these forms, in out as YYYY-MM-DD or with THH:MM:SS; ISO
 * dates always are one.  A year of two digits is the latest that is no later
 * than `latest` (CIVIL_NONE: 1969 to 2068); midnight is no time. */
bool profile_date(const char *text, unsigned forms, int32_t latest, char out[static 32]);

/* A cell without the apostrophe by which a spreadsheet was told that a number is text. */
static inline const char *profile_cell(const char *cell)
{
	return cell[0] == '\'' && ((cell[1] >= '0' && cell[1] <= '9') || cell[1] == '+') ? cell + 1 : cell;
}

/* "OKAFOR, Grace (Mrs)", "Mrs Grace Okafor", "Grace OKAFOR": the parts, empty
 * where there is none.  "Jo" alone is a given name, "Mrs Okafor" a family's.  False for one that names two people. */
struct name_parts { char family[200], given[200], preferred[200]; };
bool profile_name(const char *full, struct name_parts *);
/* An address without the postcode that stands in it. */
struct address_parts { char address[400], postcode[9]; };
void profile_address(const char *full, struct address_parts *);

/* One row of a file through a section: values in the scratch arena, clean.
 * What a value list does not have is told to `unmapped`. */
struct profile_row {
	const struct profile *profile;
	const int *place;            /* by column */
	const char *const *cell;     /* of the file, n of them */
	const size_t *length;
	size_t n;
	int32_t today;               /* CIVIL_NONE: not known */
	const struct profile_heading *heading; /* that the section is for; NULL: for the row */
	const char *secret;          /* of the store, for what is hashed; NULL: none */
	void (*unmapped)(void *arg, const struct profile_field *, const char *value);
	void *arg;
};
/* One of the columns that a section is for each of. */
struct profile_heading {
	const struct profile_section *section;
	int place;
	char day[11];                /* "" where its name is none */
	const char *name;
};
bool profile_skips(const struct profile_row *);
bool profile_applies(const struct profile_row *, const struct profile_section *);
/* The first column of a field that says nothing in this row; COLUMN_ANY: none. */
int profile_empty_column(const struct profile_row *, const struct profile_field *, struct batch *, struct arena *);
/* A cell that cannot be what its field says is left as it is, for the table to
 * refuse; *two_people where a full name holds two. */
bool profile_values(const struct profile_row *, const struct profile_section *, struct batch *,
	struct arena *scratch, struct table_row *out, const struct profile_field **two_people);

/* The profile of the batch's whose columns the file's first rows hold, the one with
 * most columns first, of those the one that the file is named after; NULL: none, or no
 * memory (the batch's no_memory).  The batch's agency, where it has one, must be its own.
 * *rival: another that fits as well, or NULL. */
const struct profile *profile_recognise(struct batch *, const char *path, const struct profile **rival);

/* The year and month that stand above a table or in its file's name; 0: not there (day.c). */
struct day_hint {
	int year, month;
	bool is_told; /* by the profile: no other year will do */
	bool is_torn; /* several years are named: none of them is meant */
};
/* Takes what a text says of them. */
void day_hint_take(struct day_hint *, const char *text);
/* The day that a column's name is: "Mon 3 Nov 2025", "03/11", "3".  What it leaves out is the hint's,
 * else of a weekday the year nearest to `today`.  `after`: the day of the column before, which this
 * one is taken to be nearest to: January after December is the next year's; CIVIL_NONE: none. */
enum day_name { DAY_NONE, DAY_YES, DAY_NO_YEAR, DAY_NO_MONTH, DAY_WRONG_WEEKDAY };
enum day_name profile_day(const char *name, unsigned forms, const struct day_hint *, int32_t today,
	int32_t after, char out[static 11]);

/* Rows of a file as the profile reads it: the header, then data rows. */
struct profile_reading {
	const struct profile *profile;
	const char *label;
	int64_t header_line, skipped;
	bool is_other;               /* another header came: what stands beneath it is another table's */
	int place[PROFILE_COLUMNS_MAX];
	size_t places;               /* of the header */
	int32_t today;               /* CIVIL_NONE: not known */
	bool only_tells;             /* whether it is this profile's file */
	struct profile_heading *heading; /* of all sections for each of several columns; its own */
	size_t heading_n;
	enum status (*give)(void *arg, struct profile_reading *, const struct csv_row *, struct err *);
	void *arg;
	struct text_seen seen;
	/* private */
	int rows, best, best_missing;
	int64_t best_line;
	char *above[PROFILE_COLUMNS_MAX]; /* by column of the profile: what stands for the rows beneath */
	const char **cell;
	size_t *length, room;
	struct day_hint hint;
};
/* The row with what stands for it in the rows above (down.c); lent until the next. */
enum status profile_down_take(struct profile_reading *, const struct csv_row *, struct csv_row *out, struct err *);
void profile_down_done(struct profile_reading *);
/* The columns that sections are for each of (each.c).  ST_FORMAT: there is none, or no year. */
enum status profile_headings_find(struct profile_reading *, const struct csv_row *header, struct err *);
void profile_headings_done(struct profile_reading *);
/* The row's next turn with a section: for the row, or for each of its columns; *at begins at 0.
 * False: no more. */
bool profile_turn(const struct profile_reading *, const struct profile_section *, size_t *at,
	const struct profile_heading **out);
/* What it found of the columns stays until profile_headings_done. */
enum status profile_read(struct profile_reading *, const char *path, struct err *);

/* Every profile kept in the store, by name. */
/* A kept one by its name, or a file's. */
enum status profile_named(struct session *, const char *profile, struct arena *, struct profile **out,
	struct err *);
/* A file's rows into the batch. */
enum status profile_take(struct batch *, const struct profile *, const char *path, struct err *);
enum status profiles_load(struct session *, struct arena *, struct profile **list, struct err *);

#endif
