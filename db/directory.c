/*
 * directory.c - services of the community, by source and generation.
 */
#include "rows.h"
#include "store_directory.h"

enum status store_source_get(const struct store *s, const char *name, struct source_state *out,
	struct err *err)
{
	struct query q;

	*out = (struct source_state){0};
	query_begin(&q, s, SQL_SOURCE_GET);
	query_text(&q, name);
	if (query_next(&q)) {
		out->id = row_int(&q, 0);
		out->generation = row_int(&q, 1);
		out->services = row_int(&q, 2);
		out->newest = row_int(&q, 3);
	}
	return query_end(&q, err);
}

enum status store_source_add(struct txn *t, const char *name, int64_t *id, struct err *err)
{
	char at[21];
	struct query q;

	time_text(time_now(), at);
	query_begin(&q, t->store, SQL_SOURCE_ADD);
	query_text(&q, name);
	query_text(&q, at);
	return query_number(&q, id, err);
}

enum status store_source_turn(struct txn *t, int64_t source, int64_t generation, struct err *err)
{
	char at[21];
	struct query q;

	time_text(time_now(), at);
	query_begin(&q, t->store, SQL_SOURCE_TURN);
	query_int(&q, generation);
	query_text(&q, at);
	query_int(&q, source);
	return query_run(&q, err);
}

static void age_bind(struct query *q, int age)
{
	if (age < 0)
		query_null(q);
	else
		query_int(q, age);
}

static enum status places_add(struct txn *t, int64_t id, const struct service *s, struct err *err)
{
	enum status status = ST_OK;
	struct query q;

	for (size_t i = 0; i < s->place_n && status == ST_OK; i++) {
		query_begin(&q, t->store, SQL_SERVICE_PLACE_ADD);
		query_int(&q, id);
		query_int(&q, (int64_t)i);
		query_sent(&q, s->place[i].kind);
		query_sent(&q, s->place[i].name);
		query_sent(&q, s->place[i].address);
		query_sent(&q, s->place[i].postcode);
		status = query_run(&q, err);
	}
	return status;
}

static enum status contacts_add(struct txn *t, int64_t id, const struct service *s, struct err *err)
{
	enum status status = ST_OK;
	struct query q;

	for (size_t i = 0; i < s->contact_n && status == ST_OK; i++) {
		query_begin(&q, t->store, SQL_SERVICE_CONTACT_ADD);
		query_int(&q, id);
		query_int(&q, (int64_t)i);
		query_sent(&q, s->contact[i].name);
		query_sent(&q, s->contact[i].title);
		query_sent(&q, s->contact[i].phone);
		query_sent(&q, s->contact[i].email);
		status = query_run(&q, err);
	}
	return status;
}

static enum status lines_add(struct txn *t, int64_t id, const struct service *s, struct err *err)
{
	enum status status = ST_OK;
	struct query q;

	for (int k = 0; k < SERVICE_LINES; k++)
		for (size_t i = 0; i < s->line_n[k] && status == ST_OK; i++) {
			query_begin(&q, t->store, SQL_SERVICE_LINE_ADD);
			query_int(&q, id);
			query_int(&q, k);
			query_int(&q, (int64_t)i);
			query_text(&q, s->line[k][i]);
			status = query_run(&q, err);
		}
	return status;
}

static enum status keys_add(struct txn *t, int64_t id, const char *const *key, size_t n, struct err *err)
{
	enum status status = ST_OK;
	struct query q;

	for (size_t i = 0; i < n && status == ST_OK; i++) {
		query_begin(&q, t->store, SQL_SERVICE_KEY_ADD);
		query_text(&q, key[i]);
		query_int(&q, id);
		status = query_run(&q, err);
	}
	return status;
}

enum status store_service_add(struct txn *t, int64_t source, int64_t generation, const struct service *s,
	const char *mark, const char *const *key, size_t key_n, struct err *err)
{
	int64_t id;
	struct query q;
	enum status status;

	query_begin(&q, t->store, SQL_SERVICE_ADD);
	query_int(&q, source);
	query_int(&q, generation);
	query_text(&q, s->ref);
	query_text(&q, mark);
	query_text(&q, s->name);
	query_sent(&q, s->organisation);
	query_sent(&q, s->description);
	query_sent(&q, s->url);
	query_sent(&q, s->email);
	query_sent(&q, s->status);
	query_sent(&q, s->alert);
	query_sent(&q, s->assured_on);
	age_bind(&q, s->minimum_age);
	age_bind(&q, s->maximum_age);
	query_sent(&q, s->domain_codes);
	status = query_number(&q, &id, err);
	if (status == ST_OK)
		status = places_add(t, id, s, err);
	if (status == ST_OK)
		status = contacts_add(t, id, s, err);
	if (status == ST_OK)
		status = lines_add(t, id, s, err);
	return status == ST_OK ? keys_add(t, id, key, key_n, err) : status;
}

enum status store_service_marks(const struct store *s, int64_t source, struct arena *arena,
	struct service_mark **out, size_t *n, struct err *err)
{
	VEC(struct service_mark) rows = {0};
	struct query q;

	query_begin(&q, s, SQL_SERVICE_MARKS);
	query_int(&q, source);
	while (query_next(&q)) {
		struct service_mark row = {row_text(&q, 0, arena), row_text(&q, 1, arena)};

		if (!vec_push(&rows, row))
			query_fail(&q, SQLITE_NOMEM);
	}
	return rows_give(&q, &rows, arena, out, n, err);
}

enum status store_services_of(const struct store *s, int64_t source, int64_t generation, int64_t *n, struct err *err)
{
	struct query q;

	query_begin(&q, s, SQL_SERVICES_OF);
	query_int(&q, source);
	query_int(&q, generation);
	return query_number(&q, n, err);
}

enum status store_services_before(const struct store *s, int64_t source, int64_t generation, int64_t *out, struct err *err)
{
	struct query q;

	query_begin(&q, s, SQL_SERVICES_BEFORE);
	query_int(&q, source);
	query_int(&q, generation);
	return query_number(&q, out, err);
}

static enum status service_remove(struct txn *t, int64_t id, struct err *err)
{
	static const enum statement PARTS[] = {SQL_SERVICE_KEYS_REMOVE, SQL_SERVICE_LINES_REMOVE,
		SQL_SERVICE_CONTACTS_REMOVE, SQL_SERVICE_PLACES_REMOVE, SQL_SERVICE_REMOVE};
	enum status status = ST_OK;

	for (size_t i = 0; i < sizeof PARTS / sizeof *PARTS && status == ST_OK; i++) {
		struct query q;

		query_begin(&q, t->store, PARTS[i]);
		query_int(&q, id);
		status = query_run(&q, err);
	}
	return status;
}

enum status store_services_clear(struct txn *t, int64_t source, int64_t oldest, int limit, bool *left,
	struct err *err)
{
	VEC(int64_t) ids = {0};
	enum status status;
	struct query q;

	query_begin(&q, t->store, SQL_SERVICES_OUT);
	query_int(&q, source);
	query_int(&q, oldest);
	query_int(&q, limit + 1);
	while (query_next(&q))
		if (!vec_push(&ids, row_int(&q, 0)))
			query_fail(&q, SQLITE_NOMEM);
	status = query_end(&q, err);
	*left = ids.n > (size_t)limit;
	for (size_t i = 0; i < ids.n && i < (size_t)limit && status == ST_OK; i++)
		status = service_remove(t, ids.v[i], err);
	vec_done(&ids);
	return status;
}

enum status store_services_keyed(const struct store *s, const char *from, const char *to, struct arena *arena,
	int64_t **out, size_t *n, struct err *err)
{
	struct query q;

	query_begin(&q, s, SQL_SERVICES_KEYED);
	query_text(&q, from);
	query_text(&q, to);
	return rows_numbers(&q, arena, out, n, err);
}

enum status store_services_count(const struct store *s, int64_t *n, struct err *err)
{
	return read_number(s, SQL_SERVICES_COUNT, n, err);
}

static enum status places_read(const struct store *s, struct arena *arena, struct service *out, struct err *err)
{
	VEC(struct service_place) rows = {0};
	struct service_place *list = NULL;
	size_t count = 0, *n = &count;
	struct query q;
	enum status status;

	query_begin(&q, s, SQL_SERVICE_PLACES);
	query_int(&q, out->id);
	while (query_next(&q)) {
		struct service_place row = {row_text(&q, 0, arena), row_text(&q, 1, arena),
			row_text(&q, 2, arena), row_text(&q, 3, arena)};

		if (!vec_push(&rows, row))
			query_fail(&q, SQLITE_NOMEM);
	}
	status = rows_give(&q, &rows, arena, &list, n, err);
	out->place = list;
	out->place_n = count;
	return status;
}

static enum status contacts_read(const struct store *s, struct arena *arena, struct service *out, struct err *err)
{
	VEC(struct service_contact) rows = {0};
	struct service_contact *list = NULL;
	size_t count = 0, *n = &count;
	struct query q;
	enum status status;

	query_begin(&q, s, SQL_SERVICE_CONTACTS);
	query_int(&q, out->id);
	while (query_next(&q)) {
		struct service_contact row = {row_text(&q, 0, arena), row_text(&q, 1, arena),
			row_text(&q, 2, arena), row_text(&q, 3, arena)};

		if (!vec_push(&rows, row))
			query_fail(&q, SQLITE_NOMEM);
	}
	status = rows_give(&q, &rows, arena, &list, n, err);
	out->contact = list;
	out->contact_n = count;
	return status;
}

static enum status lines_read(const struct store *s, struct arena *arena, struct service *out, struct err *err)
{
	for (int k = 0; k < SERVICE_LINES; k++) {
		VEC(const char *) rows = {0};
		const char **list = NULL;
		size_t count = 0, *n = &count;
		struct query q;
		enum status status;

		query_begin(&q, s, SQL_SERVICE_LINES);
		query_int(&q, out->id);
		query_int(&q, k);
		while (query_next(&q))
			if (!vec_push(&rows, row_text(&q, 0, arena)))
				query_fail(&q, SQLITE_NOMEM);
		status = rows_give(&q, &rows, arena, &list, n, err);
		out->line[k] = list;
		out->line_n[k] = count;
		if (status != ST_OK)
			return status;
	}
	return ST_OK;
}

enum status store_service_get(const struct store *s, int64_t id, struct arena *arena, struct service *out,
	struct err *err)
{
	struct service row = {.id = 0};
	struct query q;
	enum status status;

	query_begin(&q, s, SQL_SERVICE_GET);
	query_int(&q, id);
	if (query_next(&q))
		row = (struct service){
			.id = id,
			.source = row_text(&q, 0, arena),
			.ref = row_text(&q, 1, arena),
			.name = row_text(&q, 2, arena),
			.organisation = row_text(&q, 3, arena),
			.description = row_text(&q, 4, arena),
			.url = row_text(&q, 5, arena),
			.email = row_text(&q, 6, arena),
			.status = row_text(&q, 7, arena),
			.alert = row_text(&q, 8, arena),
			.assured_on = row_text(&q, 9, arena),
			.minimum_age = row_is_null(&q, 10) ? -1 : (int)row_int(&q, 10),
			.maximum_age = row_is_null(&q, 11) ? -1 : (int)row_int(&q, 11),
			.domain_codes = row_text(&q, 12, arena),
		};
	status = query_end(&q, err);
	if (status == ST_OK && !row.id)
		return err_set(err, ST_NONE, "there is no such service");
	if (status == ST_OK)
		status = places_read(s, arena, &row, err);
	if (status == ST_OK)
		status = contacts_read(s, arena, &row, err);
	if (status == ST_OK)
		status = lines_read(s, arena, &row, err);
	if (status == ST_OK)
		*out = row;
	return status;
}
