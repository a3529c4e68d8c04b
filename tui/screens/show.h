/*
 * show.h - how facts read on the screen: the same everywhere.
 */
#ifndef THROUGHLINE_SHOW_H
#define THROUGHLINE_SHOW_H

#include "app.h"
#include "journey.h"
#include "widgets/columns.h"

/* What an agency is called on a line; never NULL. */
const char *show_agency(const struct app *, int64_t agency);

/* What to call an assessment type: the catalogue's name, else the code, else "". */
const char *show_instrument(const struct app *, const char *code);

/* "F", "M", or as it was sent; "" for NULL. */
const char *show_sex(const char *sent);

const char *show_stage(enum stage);   /* "planned", "happened?" … */
const char *show_kind(enum event_kind);
struct journey_row;
const char *show_row_kind(const struct journey_row *); /* "": it is withheld */
/* "" for what is completed, else "planned", "not attended" … */
const char *show_status(const struct event *);

/* What a field of a record is called, and its value as people read it (dates, NHS
 * numbers): the value itself, or lent from the arena; NULL without memory. */
const char *show_field_name(enum record_field);
const char *show_field(enum record_field, const char *value, struct arena *);

/* With `mask` a line of Today without anybody's details: nobody's name behind why two may
 * be one, nothing of what is to be done. */
struct today_line;
void show_today_mask(bool mask, struct today_line *, size_t n, struct arena *);

/* "12 Sep", or with the year when it is more than nine months from today. */
void show_day(const struct app *, int32_t day, char out[static 12]);
/* The month, where that is all that is told. */
void show_row_day(const struct app *, const struct journey_row *, char out[static 12]);
void show_day_cell(const struct app *, int32_t day, struct cell *); /* CIVIL_NONE: nothing */
void show_day_of(int32_t today, int32_t day, char out[static 12]);
int show_day_cells(const struct app *, int32_t day); /* what it takes, with a blank after it */

/* "23 Nov 2026 01:51" of a moment as the store keeps it; from the arena. */
const char *show_moment(const char *at, struct arena *);

#endif
