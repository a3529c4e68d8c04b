/*
 * down.c - cells that were merged over several rows: a spreadsheet saves what stands
 * in them with the first of these rows alone.
 */
#include <stdlib.h>
#include <string.h>

#include "ingest/profile/mapping.h"

static bool is_empty(const struct csv_row *row, int place)
{
	return place < 0 || (size_t)place >= row->n || strspn(row->field[place], " ") == row->length[place];
}

static bool above_keep(struct profile_reading *r, const struct csv_row *row)
{
	for (const struct profile_down *d = r->profile->down; d; d = d->next) {
		int place = r->place[d->column];
		char *kept = strdup(is_empty(row, place) ? "" : row->field[place]);

		if (!kept)
			return false;
		free(r->above[d->column]);
		r->above[d->column] = kept;
	}
	return true;
}

static bool room_make(struct profile_reading *r, size_t n)
{
	const char **cell = realloc(r->cell, n * sizeof *cell);
	size_t *length;

	if (!cell)
		return false;
	r->cell = cell;
	length = realloc(r->length, n * sizeof *length);
	if (!length)
		return false;
	r->length = length;
	r->room = n;
	return true;
}

static void above_fill(struct profile_reading *r, const struct csv_row *row, struct csv_row *out)
{
	for (size_t i = 0; i < r->room; i++) {
		r->cell[i] = i < row->n ? row->field[i] : "";
		r->length[i] = i < row->n ? row->length[i] : 0;
	}
	for (const struct profile_down *d = r->profile->down; d; d = d->next) {
		int place = r->place[d->column];

		if (!is_empty(row, place) || (size_t)place >= r->room)
			continue;
		r->cell[place] = r->above[d->column];
		r->length[place] = strlen(r->above[d->column]);
		if (out->n <= (size_t)place)
			out->n = (size_t)place + 1;
	}
	out->field = r->cell;
	out->length = r->length;
}

enum status profile_down_take(struct profile_reading *r, const struct csv_row *row, struct csv_row *out,
	struct err *e)
{
	const struct profile_down *first = r->profile->down;
	const struct profile_row view = { .profile = r->profile, .place = r->place, .cell = row->field,
		.length = row->length, .n = row->n, .today = CIVIL_NONE };
	size_t most = row->n > r->places ? row->n : r->places;

	*out = *row;
	if (!first || row->fault || profile_skips(&view))
		return ST_OK;
	if (!is_empty(row, r->place[first->column]))
		return above_keep(r, row) ? ST_OK : err_nomem(e);
	if (!r->above[first->column])
		return ST_OK;
	if (most > r->room && !room_make(r, most))
		return err_nomem(e);
	above_fill(r, row, out);
	return ST_OK;
}

void profile_down_done(struct profile_reading *r)
{
	for (size_t i = 0; i < PROFILE_COLUMNS_MAX; i++) {
		free(r->above[i]);
		r->above[i] = NULL;
	}
	free(r->cell);
	free(r->length);
	r->cell = NULL;
	r->length = NULL;
	r->room = 0;
}
