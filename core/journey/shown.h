/*
 * shown.h - a person as shown: details chosen field by field from what their
 * agencies say, and names for a line (private to core).
 */
#ifndef THROUGHLINE_JOURNEY_SHOWN_H
#define THROUGHLINE_JOURNEY_SHOWN_H

#include "records.h"

/* Field by field from the record with the newest updated_at, else newest import,
 * then agency code; disputed where another record states another value after folding. */
void shown_choose(const struct record *, size_t n, struct shown_field field[RF_COUNT]);

/* Of these fields alone, for a list of many people: whether others dispute them is not judged (is_disputed
 * stays false), and a number's status is no field of its own. */
void shown_choose_some(const struct record *, size_t n, const enum record_field *which, size_t which_n,
	struct shown_field field[RF_COUNT]);

/* Agencies differ by nature in when they updated, their own numbers, and the status of
 * a number: that is no dispute. */
bool shown_comparable(enum record_field);
/* Two agencies say the same when they do after folding, each field in its own way. */
bool shown_same(enum record_field, const char *x, const char *y);
/* The same, or one says less than the other and nothing against it: a year, and a date in it. */
bool shown_agrees(enum record_field, const char *x, const char *y);
/* Why the value shown comes before the first that differs. */
enum shown_why shown_because(enum record_field, const struct record *, size_t n);

/* "Grace Okafor", as she likes it; "Okafor, Grace"; never NULL save for no memory. */
const char *shown_called(const struct shown_field field[RF_COUNT], struct arena *);
const char *shown_listed(const struct shown_field field[RF_COUNT], struct arena *);
int32_t shown_day(const struct shown_field field[RF_COUNT], enum record_field); /* CIVIL_NONE */

/* "24 Nov", or "24 Nov 2023" where the year is not today's. */
void day_shown(int32_t day, int32_t today, char out[static 12]);

/* What to call an event on a line: its title, else its instrument's name, else its kind. */
const char *event_title(const struct catalogue *, const struct event *, const char *instrument);
const char *event_kind_shown(enum event_kind); /* "Assessment", "Referral" … */

#endif
