#include "ingest/erased.h"

#include <stdio.h>
#include <string.h>

#include "care/work.h"
#include "ingest/staging.h"
#include "store_erase.h"

/* Rows of one record follow one another: what was found last is kept. */
struct looking {
	struct batch *batch;
	struct arena *arena;
	uint32_t agency;
	const char *local_id; /* in the arena, or NULL */
	const char *at;       /* when it was erased, or NULL */
};

static enum status record_look(struct looking *x, uint32_t agency, const char *local_id, struct err *e)
{
	const struct staging *s = x->batch->staging;
	uint32_t whose = agency == STAGING_NO_AGENCY ? s->only : agency;
	enum status st;

	if (x->local_id && x->agency == agency && strcmp(x->local_id, local_id) == 0)
		return ST_OK;
	arena_reset(x->arena);
	x->at = NULL;
	x->agency = agency;
	x->local_id = arena_dup(x->arena, local_id);
	if (!x->local_id)
		return err_nomem(e);
	st = store_erased_find(x->batch->session->store, s->agencies.v[whose].code, local_id, x->arena, &x->at, e);
	return st == ST_NONE ? ST_OK : st;
}

/* The row's own id goes nowhere: it would name who was to be forgotten. */
static enum status row_look(struct looking *x, const struct staged_row *row, struct err *e)
{
	const char *local_id = row->is_event ? row->event.local_id : row->name;
	enum status st = local_id ? record_look(x, row->agency, local_id, e) : ST_OK;
	char reason[80];

	if (st != ST_OK || !x->at || !local_id)
		return st;
	snprintf(reason, sizeof reason, "was erased here on %.10s, and stays so", x->at);
	st = staging_drop(x->batch->staging, row->at, e);
	if (st == ST_OK && !row->is_told)
		st = batch_reject(x->batch, (struct origin){row->file, row->line}, "local_id",
			arena_dup(x->batch->arena, reason), NULL, e);
	return st;
}

enum status erased_set_aside(struct batch *b, struct err *e)
{
	struct looking x = {.batch = b};
	struct staged_row row;
	bool any = false;
	enum status st;

	if (!b->session)
		return ST_OK;
	st = store_erased_any(b->session->store, &any, e);
	if (st != ST_OK || !any)
		return st;
	x.arena = arena_new();
	if (!x.arena)
		return err_nomem(e);
	for (uint64_t at = STAGING_FIRST; at < b->staging->rows_end && st == ST_OK; at = row.next) {
		st = staging_row(b->staging, at, &row, e);
		if (st == ST_OK && !row.is_gone)
			st = row_look(&x, &row, e);
	}
	arena_free(x.arena);
	return st;
}
