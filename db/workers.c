/*
 * workers.c - who uses the store.
 */
#include "store_workers.h"

#include "rows.h"
#include "sqlite/query.h"

/* There is a row. */
static enum status is_there(struct query *q, bool *is, struct err *err)
{
	int64_t id;
	enum status status = query_number(q, &id, err);

	*is = status == ST_OK;
	return status == ST_NONE ? ST_OK : status;
}

enum status store_worker_any(const struct store *s, bool *any, struct err *err)
{
	struct query q;

	query_begin(&q, s, SQL_WORKER_ANY);
	return is_there(&q, any, err);
}

static bool worker_read(struct query *q, struct arena *arena, struct worker_row *out)
{
	int64_t role = row_int(q, 4), marks = row_int(q, 5);

	if (role <= ROLE_OWNER || role >= ROLE_COUNT || marks < 0 || marks > MARK_ALL) {
		query_fail(q, SQLITE_CORRUPT);
		return false;
	}
	*out = (struct worker_row){.name = row_text(q, 1, arena), .shown_name = row_text(q, 2, arena),
		.agency = row_text(q, 3, arena), .role = (enum role)role, .marks = (unsigned)marks,
		.phone = row_text(q, 6, arena), .since = row_text(q, 7, arena),
		.ended = row_text(q, 8, arena), .created_by = row_text(q, 9, arena)};
	return true;
}

enum status store_worker_get(const struct store *s, const char *name, struct arena *arena,
	struct worker_row *out, struct err *err)
{
	struct query q;
	bool found;
	enum status status;

	query_begin(&q, s, SQL_WORKER_GET);
	query_text(&q, name);
	found = query_next(&q) && worker_read(&q, arena, out);
	status = query_end(&q, err);
	return status != ST_OK || found ? status : err_set(err, ST_NONE, "there is no worker %s", name);
}

enum status store_worker_all(const struct store *s, struct arena *arena, struct worker_row **out,
	size_t *n, struct err *err)
{
	VEC(struct worker_row) rows = {0};
	struct worker_row row;
	struct query q;

	query_begin(&q, s, SQL_WORKER_ALL);
	while (query_next(&q) && worker_read(&q, arena, &row))
		if (!vec_push(&rows, row))
			query_fail(&q, SQLITE_NOMEM);
	return rows_give(&q, &rows, arena, out, n, err);
}

static enum status worker_is_new(struct txn *t, const char *name, struct err *err)
{
	bool found;
	struct query q;
	enum status status;

	query_begin(&q, t->store, SQL_WORKER_GET);
	query_text(&q, name);
	found = query_next(&q);
	status = query_end(&q, err);
	return status == ST_OK && found
		? err_set(err, ST_USAGE, "%s is or was a worker here, and a name stays one worker's; take another", name)
		: status;
}

enum status store_worker_add(struct txn *t, const struct worker_row *w, struct err *err)
{
	struct query q;
	int64_t id;
	enum status status = worker_is_new(t, w->name, err);

	if (status != ST_OK)
		return status;
	query_begin(&q, t->store, SQL_WORKER_ADD);
	query_text(&q, w->name);
	query_sent(&q, w->shown_name);
	query_sent(&q, w->agency);
	query_int(&q, (int64_t)w->role);
	query_int(&q, (int64_t)w->marks);
	query_sent(&q, w->phone);
	query_text(&q, w->since);
	query_sent(&q, w->ended);
	query_text(&q, w->created_by);
	return query_number(&q, &id, err);
}

enum status store_worker_change(struct txn *t, const struct worker_row *w, struct err *err)
{
	struct worker_row before;
	struct query q;
	enum status status;

	arena_reset(t->store->scratch);
	status = store_worker_get(t->store, w->name, t->store->scratch, &before, err);
	if (status != ST_OK)
		return status;
	query_begin(&q, t->store, SQL_WORKER_CHANGE);
	query_sent(&q, w->shown_name);
	query_sent(&q, w->agency);
	query_int(&q, (int64_t)w->role);
	query_int(&q, (int64_t)w->marks);
	query_sent(&q, w->phone);
	query_sent(&q, w->ended);
	query_text(&q, w->name);
	return query_run(&q, err);
}

/* Relations -------------------------------------------------------------- */

enum status store_worker_relate(struct txn *t, const char *worker, int64_t record,
	enum relation kind, const char *created_by, struct err *err)
{
	struct query q;

	query_begin(&q, t->store, SQL_WORKER_RELATE);
	query_text(&q, worker);
	query_int(&q, record);
	query_int(&q, (int64_t)kind);
	query_text(&q, created_by);
	return query_run(&q, err);
}

enum status store_worker_unrelate(struct txn *t, const char *worker, int64_t person, struct err *err)
{
	struct query q;

	query_begin(&q, t->store, SQL_WORKER_UNRELATE);
	query_text(&q, worker);
	query_int(&q, person);
	return query_run(&q, err);
}

enum status store_worker_has_relations(const struct store *s, const char *worker, bool *has,
	struct err *err)
{
	struct query q;

	query_begin(&q, s, SQL_WORKER_RELATIONS);
	query_text(&q, worker);
	return is_there(&q, has, err);
}

enum status store_worker_is_related(const struct store *s, const char *worker, int64_t person,
	bool *is, struct err *err)
{
	struct query q;

	query_begin(&q, s, SQL_WORKER_IS_RELATED);
	query_text(&q, worker);
	query_int(&q, person);
	return is_there(&q, is, err);
}

enum status store_person_is_held(const struct store *s, int64_t person, const char *agency,
	bool *is, struct err *err)
{
	struct query q;

	query_begin(&q, s, SQL_PERSON_IS_HELD);
	query_int(&q, person);
	query_text(&q, agency);
	return is_there(&q, is, err);
}

/* Keys ------------------------------------------------------------------- */

enum status store_worker_key_add(struct txn *t, const struct worker_key_row *k, struct err *err)
{
	struct query q;
	bool is_taken;
	enum status status;

	query_begin(&q, t->store, SQL_WORKER_KEY_FIND);
	query_text(&q, k->blob);
	is_taken = query_next(&q);
	status = query_end(&q, err);
	if (status == ST_OK && is_taken)
		return err_set(err, ST_USAGE, "this key is a worker's already; each worker needs a key of their own");
	if (status != ST_OK)
		return status;
	query_begin(&q, t->store, SQL_WORKER_KEY_ADD);
	query_text(&q, k->blob);
	query_text(&q, k->worker);
	query_text(&q, k->type);
	query_text(&q, k->since);
	query_text(&q, k->created_by);
	return query_run(&q, err);
}

enum status store_worker_key_remove(struct txn *t, const char *blob, struct err *err)
{
	struct query q;

	query_begin(&q, t->store, SQL_WORKER_KEY_REMOVE);
	query_text(&q, blob);
	return query_run(&q, err);
}

enum status store_worker_keys(const struct store *s, struct arena *arena,
	struct worker_key_row **out, size_t *n, struct err *err)
{
	VEC(struct worker_key_row) rows = {0};
	struct query q;

	query_begin(&q, s, SQL_WORKER_KEYS);
	while (query_next(&q)) {
		struct worker_key_row row = {.worker = row_text(&q, 0, arena), .type = row_text(&q, 1, arena),
			.blob = row_text(&q, 2, arena), .since = row_text(&q, 3, arena),
			.created_by = row_text(&q, 4, arena), .is_open = row_is_null(&q, 5)};

		if (!vec_push(&rows, row))
			query_fail(&q, SQLITE_NOMEM);
	}
	return rows_give(&q, &rows, arena, out, n, err);
}
