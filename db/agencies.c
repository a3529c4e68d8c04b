/*
 * agencies.c - the organisations that send records, by code.
 */
#include <string.h>

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
	struct query q;
	enum status status;

	agency_texts(a, text);
	query_begin(&q, t->store, SQL_AGENCY_FIND);
	query_text(&q, a->code);
	if (query_next(&q)) {
		found = row_int(&q, 0);
		what = agency_says_more(&q, text) ? PUT_CHANGED : PUT_SAME;
	}
	status = query_end(&q, err);
	if (status == ST_OK && what == PUT_NEW)
		status = agency_insert(t, a->code, text, &found, err);
	else if (status == ST_OK && what == PUT_CHANGED)
		status = agency_update(t, found, text, err);
	if (status != ST_OK)
		return status;
	*id = found;
	if (put)
		*put = what;
	return ST_OK;
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
