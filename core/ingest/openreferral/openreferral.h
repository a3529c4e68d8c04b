/*
 * openreferral.h - Open Referral UK and HSDS files, as rows of the standard's
 * tables whatever they came as (private to ingest).
 *
 * JSON is the same tables nested; each reader fills the rows, and assembling
 * services of them is the same for both.  Rows live in the batch's arena.
 */
#ifndef THROUGHLINE_INGEST_OPENREFERRAL_H
#define THROUGHLINE_INGEST_OPENREFERRAL_H

#include "directory.h"
#include "ingest/batch.h"

enum hsds_table { HS_ORGANISATION, HS_SERVICE, HS_LOCATION, HS_SITE, HS_ADDRESS, HS_PHONE, HS_CONTACT, HS_SCHEDULE,
	HS_COST, HS_AREA, HS_TERM, HS_ATTRIBUTE, HS_ELIGIBILITY, HS_LANGUAGE, HS_ACCESS, HS_FUNDING, HS_DOCUMENT, HS_TABLES };
#define HSDS_COLUMNS_MAX 19

/* The table's columns; NULL after the last.  The first is its id. */
extern const char *const HSDS_COLUMNS[HS_TABLES][HSDS_COLUMNS_MAX + 1];
int hsds_column(enum hsds_table, const char *name); /* -1: none of ours */
/* What earlier releases call a column: i = 0, 1, … gives its names; NULL after the last. */
const char *hsds_column_name(enum hsds_table, int column, size_t i);

struct hsds_row {
	enum hsds_table table;
	const char *value[HSDS_COLUMNS_MAX];
	struct origin origin;
	size_t at;                     /* its place among its table's rows */
	struct hsds_row *parts, *next; /* for assembling: a location's addresses, a contact's phones */
	struct hsds_row *lent, *lent_next; /* what those at a location, or of an organisation, have of it */
};
struct hsds {
	VEC(struct hsds_row *) row[HS_TABLES];
	struct hsds_index *by_id[HS_TABLES]; /* handles of uthash */
	int64_t paged, told; /* records that came on pages, and how many these say there are */
};

/* The row of that id, made where there is none (id NULL: a new one); NULL: no memory. */
struct hsds_row *hsds_put(struct hsds *, struct batch *, enum hsds_table, const char *id);
struct hsds_row *hsds_find(const struct hsds *, enum hsds_table, const char *id); /* NULL: none */
void hsds_done(struct hsds *);
/* Value of a column by its name; NULL: not sent. */
const char *hsds_get(const struct hsds_row *, const char *column);
void hsds_set(struct hsds_row *, const char *column, const char *value); /* a value stands that was there */

/* Hangs each row of a table on the one that it is part of, first come first; what a place or an organisation
 * has is lent to each service that is there, or of it.  `column` names the whole. */
void hsds_hang(const struct hsds *, enum hsds_table part, const char *column, enum hsds_table whole);
void hsds_lend(const struct hsds *, enum hsds_table part, const char *column, enum hsds_table whole);

/* HSDS 1: a service names its place, and the place its organisation, where later there are rows between them. */
enum status hsds_sites_make(struct hsds *, struct batch *, struct err *);

/* A text without the tags and character references of HTML; the same where it has none.  NULL: no memory. */
const char *hsds_plain(const char *text, struct arena *);
/* A row in words; NULL: it says nothing, or there is no memory (*nomem). */
const char *hsds_days_text(const char *byday, struct arena *, bool *nomem); /* "TH,FR" → "Thu, Fri"; "1MO" → "first Mon" */
const char *hsds_language_text(const struct hsds_row *, struct arena *, bool *nomem);
const char *hsds_access_text(const struct hsds_row *, struct arena *, bool *nomem);

enum status hsds_read_json(struct hsds *, struct batch *, const char *path, struct err *);
enum status hsds_read_csv(struct hsds *, struct batch *, enum hsds_table, const char *path, struct err *);

/* By the file's name and header. */
bool hsds_is_json(const char *head, size_t length);
/* HS_TABLES: one of which nothing is kept; -1: none */
int hsds_csv_table(struct batch *, const char *path, const char *head, size_t length);

int hsds_table_named(const char *name, size_t length); /* "services", "location"; -1: none of which anything is kept */

/* Services of the rows, into the batch's list; what lacks its name is set aside. */
enum status hsds_assemble(const struct hsds *, struct batch *, struct err *);

#endif
