/*
 * agencies.c - the organisations that send records, by code.
 */
#include <stdlib.h>
#include <string.h>

#include "decisions.h"
#include "rows.h"
#include "store_people.h"

enum { AGENCY_TEXTS = 8 };

static void agency_texts(const struct agency *a, const char *text[static AGENCY_TEXTS])
{
	const char *const all[AGENCY_TEXTS] = {a->name, a->sector, a->ods_code, a->phone, a->email,
		a->cost_per_hour, a->area, a->shown_as};

	memcpy(text, all, sizeof all);
}

/* The new row says more or other than what is there. */
static bool agency_says_more(const struct query *q, const char *const text[static AGENCY_TEXTS])
{
	for (int i = 0; i < AGENCY_TEXTS; i++) {
		const char *held = row_peek(q, 2 + i);

		if (text[i] && *text[i] && (!held || strcmp(held, text[i]) != 0))
			return true;
	}
	return false;
}

static enum status agency_insert(struct txn *t, const char *code,
	const char *const text[static AGENCY_TEXTS], int64_t *id, struct err *err)
{
	struct query q;

	query_begin(&q, t->store, SQL_AGENCY_INSERT);
	query_text(&q, code);
	for (int i = 0; i < AGENCY_TEXTS; i++)
		query_sent(&q, text[i]);
	return query_number(&q, id, err);
}

static enum status agency_update(struct txn *t, int64_t id,
	const char *const text[static AGENCY_TEXTS], struct err *err)
{
	struct query q;

	query_begin(&q, t->store, SQL_AGENCY_UPDATE);
	for (int i = 0; i < AGENCY_TEXTS; i++)
		query_sent(&q, text[i]);
	query_int(&q, id);
	return query_run(&q, err);
}

enum status store_agency_put(struct txn *t, const struct agency *a, int64_t *id, enum put *put,
	struct err *err)
{
	const char *text[AGENCY_TEXTS];
	enum put what = PUT_NEW;
	int64_t found = 0;
	bool is_out = false;
	struct query q;
	enum status status;

	agency_texts(a, text);
	query_begin(&q, t->store, SQL_AGENCY_FIND);
	query_text(&q, a->code);
	if (query_next(&q)) {
		found = row_int(&q, 0);
		is_out = row_int(&q, 10);
		what = agency_says_more(&q, text) ? PUT_CHANGED : PUT_SAME;
	}
	status = query_end(&q, err);
	if (status == ST_OK && what == PUT_NEW)
		status = agency_insert(t, a->code, text, &found, err);
	else if (status == ST_OK && (what == PUT_CHANGED || is_out))
		status = agency_update(t, found, text, err);
	if (status != ST_OK)
		return status;
	*id = found;
	if (put)
		*put = is_out ? PUT_NEW : what;
	return ST_OK;
}

/* Who said what --------------------------------------------------------- */

enum status store_agency_base(struct txn *t, int64_t agency, struct err *err)
{
	return run_number(t, SQL_AGENCY_VERSION_BASE, agency, err);
}

enum status store_agency_said(struct txn *t, int64_t agency, const struct agency *a,
	int64_t import, struct err *err)
{
	const char *text[AGENCY_TEXTS];
	struct query q;

	agency_texts(a, text);
	query_begin(&q, t->store, SQL_AGENCY_VERSION_PUT);
	query_int(&q, agency);
	query_int(&q, import);
	for (int i = 0; i < AGENCY_TEXTS; i++)
		query_sent(&q, text[i]);
	return query_run(&q, err);
}

static enum status is_used(const struct store *s, int64_t agency, bool *used, struct err *err)
{
	int64_t one;
	struct query q;
	enum status status;

	query_begin(&q, s, SQL_AGENCY_IS_USED);
	query_int(&q, agency);
	status = query_number(&q, &one, err);
	*used = status == ST_OK;
	return status == ST_NONE ? ST_OK : status;
}

/* What the imports that are left say of it, the later before the earlier. */
static enum status agency_restate(struct txn *t, int64_t agency, struct err *err)
{
	struct arena *arena = t->store->scratch;
	const char *text[AGENCY_TEXTS] = {NULL};
	bool is_known = false;
	struct query q;
	enum status status;

	arena_reset(arena);
	query_begin(&q, t->store, SQL_AGENCY_VERSIONS);
	query_int(&q, agency);
	while (query_next(&q)) {
		is_known = true;
		for (int i = 0; i < AGENCY_TEXTS; i++)
			if (!row_is_null(&q, i))
				text[i] = row_text(&q, i, arena);
	}
	status = query_end(&q, err);
	if (status == ST_OK && !is_known)
		status = is_used(t->store, agency, &is_known, err);
	if (status != ST_OK)
		return status;
	query_begin(&q, t->store, SQL_AGENCY_RESTATE);
	for (int i = 0; i < AGENCY_TEXTS; i++)
		query_sent(&q, text[i]);
	query_int(&q, !is_known);
	query_int(&q, agency);
	return query_run(&q, err);
}

static struct agency agency_read(struct query *q, struct arena *arena)
{
	return (struct agency){
		.id = row_int(q, 0),
		.code = row_text(q, 1, arena),
		.name = row_text(q, 2, arena),
		.sector = row_text(q, 3, arena),
		.ods_code = row_text(q, 4, arena),
		.phone = row_text(q, 5, arena),
		.email = row_text(q, 6, arena),
		.cost_per_hour = row_text(q, 7, arena),
		.area = row_text(q, 8, arena),
		.shown_as = row_text(q, 9, arena),
	};
}

/* *it: as it is now; ST_NONE: there is no such agency. */
static enum status agency_now(const struct store *s, const char *code, struct arena *arena, struct agency *it,
	bool *is_out, struct err *err)
{
	struct query q;
	enum status status;

	*it = (struct agency){0};
	query_begin(&q, s, SQL_AGENCY_FIND);
	query_text(&q, code);
	if (query_next(&q)) {
		*it = agency_read(&q, arena);
		*is_out = row_int(&q, 10) != 0;
	}
	status = query_end(&q, err);
	return status == ST_OK && !it->id ? ST_NONE : status;
}

static bool says_same(const struct agency *a, const struct agency *b)
{
	const char *x[AGENCY_TEXTS], *y[AGENCY_TEXTS];
	bool same = true;

	agency_texts(a, x);
	agency_texts(b, y);
	for (int i = 0; i < AGENCY_TEXTS && same; i++)
		same = strcmp(x[i] ? x[i] : "", y[i] ? y[i] : "") == 0;
	return same;
}

static enum status has_said(const struct store *s, int64_t agency, int64_t import, bool *has, struct err *err)
{
	int64_t one;
	struct query q;
	enum status status;

	query_begin(&q, s, SQL_AGENCY_VERSION_HAS);
	query_int(&q, agency);
	query_int(&q, import);
	status = query_number(&q, &one, err);
	*has = status == ST_OK;
	return status == ST_NONE ? ST_OK : status;
}

enum status store_agency_put_behind(struct txn *t, const struct agency *a, int64_t import, int64_t *id,
	enum put *put, struct err *err)
{
	struct arena *arena = arena_new();
	struct agency was = {0}, now = {0};
	bool is_out = false, has = false;
	enum status status = arena ? agency_now(t->store, a->code, arena, &was, &is_out, err) : err_nomem(err);

	*put = PUT_SAME;
	*id = was.id;
	if (status == ST_NONE) {
		status = store_agency_put(t, a, id, put, err);
		if (status == ST_OK)
			status = store_agency_said(t, *id, a, import, err);
		arena_free(arena);
		return status;
	}
	if (status == ST_OK)
		status = has_said(t->store, was.id, import, &has, err);
	if (status == ST_OK && !has) {
		if (!is_out) /* one that was taken back says nothing of its own */
			status = store_agency_base(t, was.id, err);
		if (status == ST_OK)
			status = store_agency_said(t, was.id, a, import, err);
		if (status == ST_OK)
			status = agency_restate(t, was.id, err);
		if (status == ST_OK)
			status = agency_now(t->store, a->code, arena, &now, &has, err);
		*put = is_out ? PUT_NEW : says_same(&was, &now) ? PUT_SAME : PUT_CHANGED;
	}
	arena_free(arena);
	return status;
}

enum status store_agencies_take_back(struct txn *t, int64_t import, struct err *err)
{
	int64_t *agency = NULL;
	size_t n = 0;
	enum status status = ids_read(t->store, SQL_AGENCIES_OF_IMPORT, import, &agency, &n, err);

	for (size_t i = 0; status == ST_OK && i < n; i++) {
		status = run_numbers(t, SQL_AGENCY_VERSION_REMOVE, agency[i], import, err);
		if (status == ST_OK)
			status = agency_restate(t, agency[i], err);
	}
	free(agency);
	return status;
}

enum status store_agency_all(const struct store *s, struct arena *arena, struct agency **out,
	size_t *n, struct err *err)
{
	VEC(struct agency) rows = {0};
	struct query q;

	query_begin(&q, s, SQL_AGENCY_ALL);
	while (query_next(&q)) {
		struct agency a = agency_read(&q, arena);

		if (!vec_push(&rows, a))
			query_fail(&q, SQLITE_NOMEM);
	}
	return rows_give(&q, &rows, arena, out, n, err);
}

enum status store_agency_ref_put(struct txn *t, const char *ref, int64_t agency, struct err *err)
{
	struct query q;

	query_begin(&q, t->store, SQL_AGENCY_REF_PUT);
	query_text(&q, ref);
	query_int(&q, agency);
	return query_run(&q, err);
}

enum status store_agency_by_ref(const struct store *s, const char *ref, int64_t *agency,
	struct err *err)
{
	struct query q;

	query_begin(&q, s, SQL_AGENCY_BY_REF);
	query_text(&q, ref);
	return query_number(&q, agency, err);
}
