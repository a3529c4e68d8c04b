/* restate.c - what is linked and what waits, after `link.auto` changed. */
#include <string.h>

#include "linkage/linker.h"
#include "linkage/pairs.h"

struct changed { VEC(int64_t) records; };

static enum status row_restate(struct work *work, const struct link_row *was, enum link_auto reach,
	struct changed *changed, struct err *err)
{
	struct link_row now = *was;
	enum status st;

	now.state = link_state(now.band, reach);
	if (strcmp(now.reason, SENT_AS_ONE) == 0 || pair_rows_equal(was, &now))
		return ST_OK;
	st = store_link_put(work->txn, &now, err);
	if (st == ST_OK &&
		(!vec_push(&changed->records, now.a) || !vec_push(&changed->records, now.b)))
		st = err_nomem(err);
	return st;
}

enum status linker_restate(struct work *work, struct err *err)
{
	const struct store *store = txn_store(work->txn);
	struct changed changed = {0};
	struct link_row *rows = NULL;
	enum link_auto reach;
	size_t n = 0;
	enum status st = link_auto_read(store, work->arena, &reach, err);

	if (st == ST_OK)
		st = store_link_all(store, work->arena, &rows, &n, err);
	for (size_t i = 0; i < n && st == ST_OK; i++)
		st = row_restate(work, &rows[i], reach, &changed, err);
	if (st == ST_OK)
		st = linker_regroup(work, changed.records.v, changed.records.n, err);
	vec_done(&changed.records);
	return st;
}
