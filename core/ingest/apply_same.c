/* apply_same.c - rows that came as they were: which import sent them too. */
#include "ingest/apply.h"
#include "store_imports.h"

/* So that what this import sent is known when another is taken back. */
enum status apply_same_put(struct applying *x, enum row_kind kind, struct err *e)
{
	struct same_run *run = &x->same[kind];
	enum status st = run->first
		? store_import_same(x->work->txn, x->import, kind, run->first, run->last, e) : ST_OK;

	*run = (struct same_run){0};
	return st;
}

enum status apply_same_note(struct applying *x, enum row_kind kind, int64_t id, struct err *e)
{
	struct same_run *run = &x->same[kind];
	bool has = false;
	enum status st = ST_OK;

	if (x->import != x->run) /* it may have said so the first time */
		st = store_import_same_has(txn_store(x->work->txn), x->import, kind, id, &has, e);
	if (st != ST_OK || has)
		return st;
	if (run->first && id == run->last + 1) {
		run->last = id;
		return ST_OK;
	}
	if (id < run->first || id > run->last) {
		st = apply_same_put(x, kind, e);
		*run = (struct same_run){id, id};
	}
	return st;
}
