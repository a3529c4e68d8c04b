/*
 * unsaid.c - what tables had no column for, by ranges of records, since most of an import is of one table;
 * and what is in force of a record, put anew.
 */
#include "store_unsaid.h"

#include "quarters.h"
#include "rows.h"
#include "versions.h"

/* Ranges ------------------------------------------------------------------ */

struct range { int64_t first, last; uint32_t lacks; };

enum status store_unsaid_put(struct txn *t, int64_t import, int64_t first, int64_t last, uint32_t lacks,
	struct err *err)
{
	struct query q;

	if (first > last || !lacks)
		return ST_OK;
	query_begin(&q, t->store, SQL_UNSAID_PUT);
	query_int(&q, import);
	query_int(&q, first);
	query_int(&q, last);
	query_int(&q, lacks);
	return query_run(&q, err);
}

/* lacks 0: there is none that the record is in. */
static enum status range_read(const struct store *s, int64_t import, int64_t record, struct range *out,
	struct err *err)
{
	struct query q;

	*out = (struct range){0};
	query_begin(&q, s, SQL_UNSAID_OF);
	query_int(&q, import);
	query_int(&q, record);
	if (query_next(&q) && row_int(&q, 1) >= record)
		*out = (struct range){row_int(&q, 0), row_int(&q, 1), (uint32_t)row_int(&q, 2)};
	return query_end(&q, err);
}

enum status store_unsaid_of(const struct store *s, int64_t import, int64_t record, uint32_t *lacks, struct err *err)
{
	struct range r;
	enum status status = range_read(s, import, record, &r, err);

	*lacks = r.lacks;
	return status;
}

enum status store_unsaid_set(struct txn *t, int64_t import, int64_t record, uint32_t lacks, struct err *err)
{
	struct range was;
	enum status status = range_read(t->store, import, record, &was, err);

	if (status != ST_OK || was.lacks == lacks)
		return status;
	if (was.lacks)
		status = run_numbers(t, SQL_UNSAID_REMOVE, import, was.first, err);
	if (status == ST_OK && was.lacks)
		status = store_unsaid_put(t, import, was.first, record - 1, was.lacks, err);
	if (status == ST_OK)
		status = store_unsaid_put(t, import, record, record, lacks, err);
	return status == ST_OK && was.lacks ? store_unsaid_put(t, import, record + 1, was.last, was.lacks, err) : status;
}

enum status store_unsaid_clear(struct txn *t, int64_t import, size_t most, bool *left, struct err *err)
{
	enum status status = run_numbers(t, SQL_UNSAID_CLEAR, import, (int64_t)most, err);

	*left = status == ST_OK && sqlite3_changes64(t->store->db) == (int64_t)most;
	return status;
}

/* What was told ------------------------------------------------------------ */

struct sendings {
	const struct store *store;
	int64_t record, gone;
	struct arena *arena;
	VEC(struct record_sent) version, all;
};

static enum status versions_add(struct sendings *x, enum statement which, struct err *err)
{
	struct query q;

	query_begin(&q, x->store, which);
	query_int(&q, x->record);
	while (query_next(&q)) {
		struct record_sent sent = {.import = row_int(&q, 0), .received = row_int(&q, 1)};

		for (int i = 0; i < RF_COUNT; i++)
			sent.field[i] = row_text(&q, 2 + i, x->arena);
		if (!vec_push(&x->version, sent))
			query_fail(&q, SQLITE_NOMEM);
	}
	return query_end(&q, err);
}

static enum status is_in_force(const struct store *s, int64_t record, bool *is, struct err *err)
{
	struct query q;

	query_begin(&q, s, SQL_RECORD_IN_FORCE);
	query_int(&q, record);
	*is = query_next(&q);
	return query_end(&q, err);
}

/* Who sent it as it was stands after the last version that is not later. */
static enum status is_after(const struct sendings *x, const struct record_sent *version, const struct teller *at,
	int64_t received, bool *is, struct err *err)
{
	struct teller other;
	enum status status = teller_read(x->store, version->import, ROW_RECORD, x->record, &other, err);

	*is = version->import ? teller_is_after(&other, at) : version->received > received;
	return status;
}

static enum status same_add(struct sendings *x, const struct sent_same *same, struct err *err)
{
	struct teller at;
	struct record_sent sent = {.import = same->import, .received = same->received};
	size_t place = x->all.n;
	bool is_later = true;
	enum status status = teller_read(x->store, same->import, ROW_RECORD, x->record, &at, err);

	while (place > 0 && status == ST_OK) {
		status = is_after(x, &x->all.v[place - 1], &at, same->received, &is_later, err);
		if (!is_later)
			break;
		place--;
	}
	if (status != ST_OK || !place)
		return status;
	if (!vec_push(&x->all, sent))
		return err_nomem(err);
	memcpy(sent.field, x->all.v[place - 1].field, sizeof sent.field);
	memmove(&x->all.v[place + 1], &x->all.v[place], (x->all.n - 1 - place) * sizeof sent);
	x->all.v[place] = sent;
	return ST_OK;
}

/* What was another's, sent as it was, may have become its own since. */
static bool is_told_by(const struct sendings *x, int64_t import)
{
	for (size_t i = 0; i < x->all.n; i++)
		if (x->all.v[i].import == import)
			return true;
	return false;
}

static enum status all_add(struct sendings *x, struct err *err)
{
	struct sent_same *same = NULL;
	size_t n = 0;
	enum status status = versions_add(x, SQL_RECORD_SAID, err);

	if (status == ST_OK)
		status = versions_add(x, SQL_RECORD_SAID_BEFORE, err);
	for (size_t i = x->version.n; i-- > 0 && status == ST_OK;)
		if (!vec_push(&x->all, x->version.v[i]))
			status = err_nomem(err);
	if (status == ST_OK)
		status = same_all(x->store, ROW_RECORD, x->record, x->arena, &same, &n, err);
	for (size_t i = 0; i < n && status == ST_OK; i++)
		if (same[i].import != x->gone && !is_told_by(x, same[i].import))
			status = same_add(x, &same[i], err);
	for (size_t i = 0; i < x->all.n && status == ST_OK; i++)
		status = store_unsaid_of(x->store, x->all.v[i].import, x->record, &x->all.v[i].lacks, err);
	return status;
}

enum status store_record_sendings(const struct store *s, int64_t record, int64_t gone, struct arena *arena,
	struct record_sent **out, size_t *n, struct err *err)
{
	struct sendings x = {.store = s, .record = record, .gone = gone, .arena = arena};
	bool is = false;
	enum status status = is_in_force(s, record, &is, err);

	if (status == ST_OK && is)
		status = all_add(&x, err);
	vec_done(&x.version);
	return rows_finish(status, &x.all, arena, out, n, err);
}

/* Told anew ----------------------------------------------------------------- */

static enum status version_put(struct txn *t, int64_t record, const struct record_sent *sent, int64_t by,
	struct err *err)
{
	struct query q;

	query_begin(&q, t->store, SQL_RECORD_VERSION_ADD);
	query_int(&q, record);
	query_int_or_null(&q, by);
	query_int_or_null(&q, sent->import);
	query_int(&q, sent->received);
	for (int i = 0; i < RF_COUNT; i++)
		query_sent(&q, sent->field[i]);
	return query_run(&q, err);
}

static enum status current_put(struct txn *t, int64_t record, const struct record_sent *sent, struct err *err)
{
	struct query q;

	query_begin(&q, t->store, SQL_RECORD_UPDATE);
	query_int_or_null(&q, sent->import);
	query_int(&q, sent->received);
	for (int i = 0; i < RF_COUNT; i++)
		query_sent(&q, sent->field[i]);
	query_int(&q, record);
	return query_run(&q, err);
}

static enum status same_note(struct txn *t, int64_t record, int64_t import, bool is, struct err *err)
{
	bool has = false;
	enum status status;

	if (!is)
		return same_forget(t, import, ROW_RECORD, record, err);
	status = store_import_same_has(t->store, import, ROW_RECORD, record, &has, err);
	return status == ST_OK && !has ? store_import_same(t, import, ROW_RECORD, record, record, err) : status;
}

enum status store_record_tell(struct txn *t, int64_t record, const struct record_sent *sent, size_t n, bool is_other,
	struct err *err)
{
	const struct record_sent *held = &sent[0];
	enum status status = run_number(t, SQL_RECORD_VERSIONS_FORGET, record, err);

	for (size_t i = 0; i < n && status == ST_OK; i++) {
		const bool is_same = i && sent[i].import && record_says_same(held, &sent[i]);

		if (sent[i].import)
			status = same_note(t, record, sent[i].import, is_same, err);
		if (status == ST_OK && i && !is_same)
			status = version_put(t, record, held, sent[i].import, err);
		held = is_same ? held : &sent[i];
	}
	if (status == ST_OK && is_other) /* the newest of all: what the record is found and compared by until now */
		status = record_keep(t, record, 0, true, err);
	return status == ST_OK ? current_put(t, record, held, err) : status;
}
