/*
 * decisions.c - what workers said: appended, never changed.  An undo is a row
 * that takes an earlier one back, and may be taken back itself.
 */
#include "decisions.h"

#include <stdlib.h>
#include <string.h>

#include "rows.h"
#include "store_findings.h"

enum status ids_read(const struct store *s, int statement, int64_t of, int64_t **ids, size_t *n,
	struct err *err)
{
	VEC(int64_t) all = {0};
	struct query q;
	enum status status;

	query_begin(&q, s, (enum statement)statement);
	query_int(&q, of);
	while (query_next(&q))
		if (!vec_push(&all, row_int(&q, 0)))
			query_fail(&q, SQLITE_NOMEM);
	status = query_end(&q, err);
	if (status != ST_OK)
		vec_done(&all);
	*ids = all.v;
	*n = all.n;
	return status;
}

/* The row in force that takes this one back, 0 for none.  Rows only take back
 * earlier ones, so this ends. */
static enum status undoer_find(const struct store *s, int64_t id, int64_t *out, struct err *err)
{
	int64_t *undoing;
	size_t n;
	enum status status = ids_read(s, SQL_DECISIONS_UNDOING, id, &undoing, &n, err);

	*out = 0;
	for (size_t i = 0; status == ST_OK && !*out && i < n; i++) {
		int64_t undone = 0;

		if (undoing[i] <= id)
			continue;
		status = undoer_find(s, undoing[i], &undone, err);
		if (status == ST_OK && !undone)
			*out = undoing[i];
	}
	free(undoing);
	return status;
}

enum status decision_in_force(const struct store *s, int64_t id, bool *out, struct err *err)
{
	int64_t undoer;
	enum status status = undoer_find(s, id, &undoer, err);

	*out = !undoer;
	return status;
}

/* Reading ---------------------------------------------------------------- */

struct decision_rows { VEC(struct decision) rows; };

static enum status decisions_gather(struct query *q, struct arena *arena,
	struct decision_rows *into, struct err *err)
{
	while (query_next(q)) {
		int64_t verdict = row_int(q, 3);
		struct decision d = {
			.id = row_int(q, 0),
			.at = row_text(q, 1, arena),
			.worker = row_text(q, 2, arena),
			.verdict = (enum verdict)verdict,
			.event = row_int(q, 4),
			.a = row_int(q, 5),
			.b = row_int(q, 6),
			.reason = row_text(q, 7, arena),
			.note = row_text(q, 8, arena),
			.reply_by = row_text(q, 9, arena),
			.undoes = row_int(q, 10),
			.action = row_int(q, 11),
			.sharing = row_int(q, 12),
		};

		if (verdict < 0 || verdict >= VD_COUNT)
			query_fail(q, SQLITE_CORRUPT);
		else if (!vec_push(&into->rows, d))
			query_fail(q, SQLITE_NOMEM);
	}
	return query_end(q, err);
}

static enum status evidence_fill(const struct store *s, struct decision *d, size_t n,
	struct arena *arena, struct err *err)
{
	enum status status = ST_OK;

	for (size_t i = 0; status == ST_OK && i < n; i++) {
		int64_t *ids;

		status = ids_read(s, SQL_DECISION_EVIDENCE, d[i].id, &ids, &d[i].evidence_n, err);
		if (status == ST_OK) {
			d[i].evidence = rows_copy(ids, d[i].evidence_n, sizeof *ids, arena);
			if (!d[i].evidence)
				status = err_nomem(err);
		}
		free(ids);
	}
	return status;
}

/* Drops those that are undone. */
static enum status keep_in_force(const struct store *s, struct decision_rows *all, struct err *err)
{
	enum status status = ST_OK;
	size_t kept = 0;

	for (size_t i = 0; status == ST_OK && i < all->rows.n; i++) {
		bool stands;

		status = decision_in_force(s, all->rows.v[i].id, &stands, err);
		if (status == ST_OK && stands)
			all->rows.v[kept++] = all->rows.v[i];
	}
	all->rows.n = kept;
	return status;
}

/* What is left of these when the undone ones are gone, with their evidence. */
static enum status decisions_give(const struct store *s, struct decision_rows *all,
	enum status status, struct reading *reading, struct arena *arena, struct decision **out,
	size_t *n, struct err *err)
{
	if (status == ST_OK)
		status = keep_in_force(s, all, err);
	if (status == ST_OK)
		status = evidence_fill(s, all->rows.v, all->rows.n, arena, err);
	status = read_end(reading, status, err);
	return rows_finish(status, &all->rows, arena, out, n, err);
}

enum status decision_read_one(const struct store *s, int64_t id, struct arena *arena,
	struct decision *out, struct err *err)
{
	struct decision_rows all = {0};
	struct query q;
	enum status status;

	query_begin(&q, s, SQL_DECISION_GET);
	query_int(&q, id);
	status = decisions_gather(&q, arena, &all, err);
	if (status == ST_OK && !all.rows.n)
		status = err_set(err, ST_BUG, "there is no decision %lld", (long long)id);
	if (status == ST_OK)
		status = evidence_fill(s, all.rows.v, 1, arena, err);
	if (status == ST_OK)
		*out = all.rows.v[0];
	vec_done(&all.rows);
	return status;
}

/* In force, by a statement of one number. */
static enum status decisions_of(const struct store *s, enum statement what, int64_t id,
	struct arena *arena, struct decision **out, size_t *n, struct err *err)
{
	struct decision_rows all = {0};
	struct reading reading;
	struct query q;
	enum status status = read_begin(&reading, s, err);

	if (status == ST_OK) {
		query_begin(&q, s, what);
		query_int(&q, id);
		status = decisions_gather(&q, arena, &all, err);
	}
	return decisions_give(s, &all, status, &reading, arena, out, n, err);
}

enum status store_decisions_led(const struct store *s, int64_t record, struct arena *arena,
	struct decision **out, size_t *n, struct err *err)
{
	return decisions_of(s, SQL_DECISIONS_LED, record, arena, out, n, err);
}

enum status store_decisions_of_event(const struct store *s, int64_t event, struct arena *arena,
	struct decision **out, size_t *n, struct err *err)
{
	return decisions_of(s, SQL_DECISIONS_OF_EVENT, event, arena, out, n, err);
}

static int newest_first(const void *one, const void *two)
{
	const struct decision *x = one, *y = two;

	return (x->id < y->id) - (x->id > y->id);
}

/* Each once, the newest first. */
static enum status records_gather(const struct store *s, const int64_t *records, size_t n,
	struct arena *arena, struct decision_rows *all, struct err *err)
{
	enum status status = ST_OK;
	struct query q;
	size_t kept = 0;

	for (size_t i = 0; status == ST_OK && i < n; i++) {
		query_begin(&q, s, SQL_DECISIONS_OF_RECORD);
		query_int(&q, records[i]);
		status = decisions_gather(&q, arena, all, err);
	}
	if (all->rows.n)
		qsort(all->rows.v, all->rows.n, sizeof *all->rows.v, newest_first);
	for (size_t i = 0; i < all->rows.n; i++)
		if (!kept || all->rows.v[kept - 1].id != all->rows.v[i].id)
			all->rows.v[kept++] = all->rows.v[i];
	all->rows.n = kept;
	return status;
}

enum status store_decisions_of_records(const struct store *s, const int64_t *records,
	size_t n_records, struct arena *arena, struct decision **out, size_t *n, struct err *err)
{
	struct decision_rows all = {0};
	struct reading reading;
	enum status status = read_begin(&reading, s, err);

	if (status == ST_OK)
		status = records_gather(s, records, n_records, arena, &all, err);
	return decisions_give(s, &all, status, &reading, arena, out, n, err);
}

enum status store_decisions_ever_of_records(const struct store *s, const int64_t *records,
	size_t n_records, struct arena *arena, struct decision **out, size_t *n, struct err *err)
{
	struct decision_rows all = {0};
	struct reading reading;
	enum status status = read_begin(&reading, s, err);

	if (status == ST_OK)
		status = records_gather(s, records, n_records, arena, &all, err);
	status = read_end(&reading, status, err);
	return rows_finish(status, &all.rows, arena, out, n, err);
}

enum status store_decision_undone_by(const struct store *s, int64_t decision,
	struct arena *arena, struct decision *out, struct err *err)
{
	struct reading reading;
	int64_t undoer = 0;
	enum status status = read_begin(&reading, s, err);

	if (status == ST_OK)
		status = undoer_find(s, decision, &undoer, err);
	if (status == ST_OK)
		status = undoer ? decision_read_one(s, undoer, arena, out, err)
			: err_set(err, ST_NONE, "this decision stands");
	return read_end(&reading, status, err);
}

enum status store_decisions_all(const struct store *s, struct arena *arena, struct decision **out,
	size_t *n, struct err *err)
{
	struct decision_rows all = {0};
	struct query q;
	enum status status;

	query_begin(&q, s, SQL_DECISIONS_ALL);
	status = decisions_gather(&q, arena, &all, err);
	if (status == ST_OK)
		status = evidence_fill(s, all.rows.v, all.rows.n, arena, err);
	return rows_finish(status, &all.rows, arena, out, n, err);
}

enum status store_decision_newest(const struct store *s, int64_t *id, struct err *err)
{
	return read_number(s, SQL_DECISION_NEWEST, id, err);
}

enum status store_decisions_since(const struct store *s, int64_t id, size_t limit,
	struct arena *arena, struct decision **out, size_t *n, struct err *err)
{
	struct decision_rows all = {0};
	struct query q;
	enum status status;

	query_begin(&q, s, SQL_DECISIONS_SINCE);
	query_int(&q, id);
	query_int(&q, (int64_t)limit);
	status = decisions_gather(&q, arena, &all, err);
	return rows_finish(status, &all.rows, arena, out, n, err);
}

/* Adding ----------------------------------------------------------------- */

/* What a row is about in the end: the event of the decision that it undoes. */
static enum status root_event(const struct store *s, const struct decision *d, int64_t *event,
	struct err *err)
{
	int64_t id = d->undoes, now = d->event;
	enum status status = ST_OK;

	while (status == ST_OK && !now && id) {
		struct query q;

		query_begin(&q, s, SQL_DECISION_GET);
		query_int(&q, id);
		id = 0;
		if (query_next(&q)) {
			now = row_int(&q, 4);
			id = row_int(&q, 10);
		}
		status = query_end(&q, err);
	}
	*event = now;
	return status;
}

static enum status decision_insert(struct txn *t, const struct decision *d, int64_t *id,
	struct err *err)
{
	char now[21];
	struct query q;

	time_text(time_now(), now);
	query_begin(&q, t->store, SQL_DECISION_ADD);
	query_text(&q, d->at ? d->at : now);
	query_text(&q, d->worker);
	query_int(&q, (int64_t)d->verdict);
	query_int_or_null(&q, d->event);
	query_int_or_null(&q, d->a);
	query_int_or_null(&q, d->b);
	query_sent(&q, d->reason);
	query_sent(&q, d->note);
	query_sent(&q, d->reply_by);
	query_int_or_null(&q, d->undoes);
	query_int_or_null(&q, d->action);
	query_int_or_null(&q, d->sharing);
	return query_number(&q, id, err);
}

enum status store_decision_add(struct txn *t, const struct decision *d, int64_t *id,
	struct err *err)
{
	int64_t added, event = 0;
	enum status status = decision_insert(t, d, &added, err);

	for (size_t i = 0; status == ST_OK && i < d->evidence_n; i++) {
		struct query q;

		query_begin(&q, t->store, SQL_DECISION_EVIDENCE_ADD);
		query_int(&q, added);
		query_int(&q, d->evidence[i]);
		status = query_run(&q, err);
	}
	if (status == ST_OK)
		status = root_event(t->store, d, &event, err);
	if (status == ST_OK && event)
		status = findings_restate(t, event, err);
	if (status == ST_OK && id)
		*id = added;
	return status;
}

/* The state of a finding ------------------------------------------------- */

static bool is_shared(const int64_t *x, size_t n, const int64_t *y, size_t m)
{
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < m; k++)
			if (x[i] == y[k])
				return true;
	return false;
}

static enum status is_decided(const struct store *s, int64_t event, bool *out, struct err *err)
{
	struct query q;

	query_begin(&q, s, SQL_DECISIONS_OF_EVENT);
	query_int(&q, event);
	*out = query_next(&q);
	return query_end(&q, err);
}

enum status decisions_judge(const struct store *s, int64_t event, const int64_t *evidence,
	size_t n, enum verdict *state, int64_t *decision, struct err *err)
{
	struct arena *arena;
	struct decision *all = NULL;
	size_t all_n = 0;
	bool decided;
	enum status status = is_decided(s, event, &decided, err);

	*state = VD_OPEN;
	*decision = 0;
	if (status != ST_OK || !decided)
		return status;
	arena = arena_new();
	status = arena ? store_decisions_of_event(s, event, arena, &all, &all_n, err) : err_nomem(err);
	if (all_n) {
		*state = VD_NO_LONGER_APPLIES;
		*decision = all[0].id;
	}
	for (size_t i = 0; i < all_n; i++) {
		if (is_shared(all[i].evidence, all[i].evidence_n, evidence, n)) {
			*state = all[i].verdict;
			*decision = all[i].id;
			break;
		}
	}
	arena_free(arena);
	return status;
}
