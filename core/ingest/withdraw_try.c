/*
 * withdraw_try.c - what taking an import back would do, counted by doing it: record
 * after record goes back in short transactions, none of which is committed.
 */
#include <stdlib.h>

#include "directory/replace.h"
#include "ingest.h"
#include "ingest/take.h"
#include "store_retold.h"

enum { RECORDS_AT_ONCE = 32 };

struct trying {
	int64_t import, *record;
	size_t record_n, done, from;
	bool is_parted; /* something here may be told of in parts */
	struct arena *arena;
	struct withdraw_report report, before;
};

static enum status piece_fn(struct work *w, void *arg, struct err *e)
{
	struct trying *x = arg;
	enum status st = ST_OK;

	x->report = x->before;
	x->done = x->from;
	for (size_t n = 0; n < RECORDS_AT_ONCE && x->done < x->record_n && st == ST_OK; n++, x->done++) {
		struct taken_back was;

		arena_reset(x->arena);
		st = withdraw_record(w, x->import, x->record[x->done], x->is_parted, x->arena, &was, e);
		if (st == ST_OK)
			withdraw_count(&x->report, &was);
	}
	return st == ST_OK ? ST_STOPPED : st; /* nothing of it is kept */
}

enum status run_withdraw_try(struct batch *b, int64_t import, struct withdraw_report *out, struct err *e)
{
	struct trying x = { .import = import, .arena = arena_new(), .report = { .import = import } };
	struct import_row row = { 0 };
	struct err why = { 0 };
	enum status st = x.arena ? store_import_get(b->session->store, import, x.arena, &row, e) : err_nomem(e);

	if (st == ST_OK)
		st = withdraw_allowed(&row, e);
	if (st == ST_OK && withdraw_is_directory(&row)) {
		struct directory_back back = { 0 };

		st = directory_back_try(b->session, &row, x.arena, &back, e);
		x.report.gone = back.gone;
		x.report.restored = back.restored;
	} else if (st == ST_OK)
		st = withdraw_beside(b->session->store, &row, &x.report.stays, e);
	if (st == ST_OK && !x.report.stays && !withdraw_is_directory(&row))
		st = store_import_records(b->session->store, row.place, &x.record, &x.record_n, e);
	if (st == ST_OK)
		st = store_events_to_fold_any(b->session->store, &x.is_parted, e);
	x.import = row.place;
	while (x.done < x.record_n && st == ST_OK) {
		st = batch_progress(b, "counting", (int64_t)x.done, (int64_t)x.record_n, e);
		if (st != ST_OK)
			break;
		x.from = x.done;
		x.before = x.report;
		st = case_write_piece(b->session, piece_fn, &x, &why);
		st = st == ST_STOPPED ? ST_OK : err_set(e, st, "%s", why.text);
	}
	free(x.record);
	arena_free(x.arena);
	if (st == ST_OK)
		*out = x.report;
	return st;
}
