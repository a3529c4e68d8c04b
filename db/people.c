/*
 * people.c - which records are whose, and the addresses of people.
 */
#include <string.h>

#include "lent.h"
#include "rows.h"
#include "store_people.h"

enum {
	SET_AT_ONCE = 24, /* of PERSON_SET_MANY */
	MANY = 256,
};

enum status store_person_of(const struct store *s, int64_t record, int64_t *person, struct err *err)
{
	struct query q;
	enum status status;

	query_begin(&q, s, SQL_PERSON_OF);
	query_int(&q, record);
	status = query_number(&q, person, err);
	return status == ST_NONE ? err_set(err, ST_NONE, "there is no such record") : status;
}

enum status store_record_import(const struct store *s, int64_t id, int64_t *import, struct err *err)
{
	struct query q;

	query_begin(&q, s, SQL_RECORD_IN_FORCE);
	query_int(&q, id);
	return query_number(&q, import, err);
}

enum status store_person_died(const struct store *s, int64_t person, struct death *out, struct err *err)
{
	struct query q;

	*out = DEATH_NONE;
	query_begin(&q, s, SQL_PERSON_DIED);
	query_int(&q, person);
	while (query_next(&q))
		(void)death_add(out, row_peek(&q, 0));
	return query_end(&q, err);
}

/* Several records at once cost less than each by itself. */
static enum status holdings_set(struct txn *t, const struct holding *const *v, size_t n, struct err *err)
{
	enum status status = ST_OK;
	struct query q;

	if (n == SET_AT_ONCE) {
		query_begin(&q, t->store, SQL_PERSON_SET_MANY);
		for (size_t i = 0; i < n; i++) {
			query_int(&q, v[i]->record);
			query_int(&q, v[i]->person);
		}
		return query_run(&q, err);
	}
	for (size_t i = 0; i < n && status == ST_OK; i++) {
		query_begin(&q, t->store, SQL_PERSON_SET);
		query_int(&q, v[i]->person);
		query_int(&q, v[i]->record);
		status = query_run(&q, err);
	}
	return status;
}

enum status store_people_set(struct txn *t, const struct holding *v, size_t n, struct err *err)
{
	const struct holding *moved[SET_AT_ONCE];
	enum status status = ST_OK;
	size_t some = 0;

	if (n >= MANY)
		txn_grow_cache(t);
	for (size_t i = 0; i < n && status == ST_OK; i++) {
		if (v[i].was == v[i].person)
			continue;
		t->people += (v[i].person == v[i].record) - (v[i].was == v[i].record);
		t->counters_moved = true;
		moved[some++] = &v[i];
		if (some < SET_AT_ONCE)
			continue;
		status = holdings_set(t, moved, some, err);
		some = 0;
	}
	return status == ST_OK ? holdings_set(t, moved, some, err) : status;
}

enum status store_person_set(struct txn *t, int64_t record, int64_t person, struct err *err)
{
	struct holding h = {.record = record, .person = person};
	enum status status = store_person_of(t->store, record, &h.was, err);

	if (status == ST_OK)
		status = store_people_set(t, &h, 1, err);
	return status == ST_OK && h.was != person ? store_pairs_of_settle(t, record, err) : status;
}

enum status store_person_count(const struct store *s, int64_t *people, int64_t *records,
	struct err *err)
{
	struct txn read = {.store = (struct store *)s};
	struct query q;
	enum status status = ST_OK;

	if (s->txn) {
		read = *s->txn;
	} else {
		query_begin(&q, s, SQL_COUNTER_GET);
		if (query_next(&q)) {
			read.next_record = row_int(&q, 0);
			read.people = row_int(&q, 2);
			read.records_out = row_int(&q, 3);
		}
		status = query_end(&q, err);
	}
	if (status != ST_OK)
		return status;
	*people = read.people;
	*records = read.next_record - 1 - read.records_out;
	return ST_OK;
}

enum status store_record_each(const struct store *s,
	enum status (*give)(void *arg, const struct record *, struct err *), void *arg,
	struct err *err)
{
	enum status given = ST_OK, status;
	struct query q;

	query_begin(&q, s, SQL_RECORD_EACH);
	while (given == ST_OK && query_next(&q)) {
		const unsigned char *uuid = sqlite3_column_blob(q.st, 3);
		struct record r = {
			.id = row_int(&q, 0),
			.person = row_int(&q, 1),
			.agency = row_int(&q, 2),
			.local_id = row_peek(&q, 4),
			.agency_code = row_peek(&q, 5),
		};

		if (!uuid || sqlite3_column_bytes(q.st, 3) != sizeof(uuid_t)) {
			query_fail(&q, SQLITE_CORRUPT);
			break;
		}
		uuid_unparse_lower(uuid, r.uuid);
		given = give(arg, &r, err);
	}
	status = query_end(&q, given == ST_OK ? err : NULL);
	return given != ST_OK ? given : status;
}

enum status store_record_sweep(const struct store *s,
	enum status (*give)(void *arg, const struct record *, struct err *), void *arg,
	struct err *err)
{
	enum status given = ST_OK, status;
	struct query q;

	query_begin(&q, s, SQL_RECORD_SWEEP);
	while (given == ST_OK && query_next(&q)) {
		struct record r = {
			.id = row_int(&q, 0),
			.person = row_int(&q, 1),
			.agency = row_int(&q, 2),
			.local_id = row_peek(&q, 4),
			.agency_code = row_peek(&q, RECORD_ROW_FIELDS + RF_COUNT),
		};

		for (int i = 0; i < RF_COUNT; i++)
			r.field[i] = row_peek(&q, RECORD_ROW_FIELDS + i);
		given = give(arg, &r, err);
	}
	status = query_end(&q, given == ST_OK ? err : NULL);
	return given != ST_OK ? given : status;
}

enum status store_record_after(const struct store *s, int64_t after, int64_t upto,
	enum status (*give)(void *arg, const struct record *, struct err *), void *arg,
	struct err *err)
{
	static const enum record_field compared[] = {RF_NHS_NUMBER, RF_NHS_NUMBER_STATUS,
		RF_FAMILY_NAME, RF_GIVEN_NAME, RF_OTHER_NAMES, RF_PREFERRED_NAME, RF_DATE_OF_BIRTH,
		RF_SEX, RF_ADDRESS, RF_TOWN, RF_POSTCODE, RF_PHONE, RF_EMAIL, RF_OTHER_IDS};
	enum status given = ST_OK, status;
	struct record r = {0};
	struct query q;

	query_begin(&q, s, SQL_RECORD_AFTER);
	query_int(&q, after);
	query_int(&q, upto);
	while (given == ST_OK && query_next(&q)) {
		r.id = row_int(&q, 0);
		r.person = row_int(&q, 1);
		r.agency = row_int(&q, 2);
		r.local_id = row_peek(&q, 3);
		for (size_t i = 0; i < sizeof compared / sizeof *compared; i++)
			r.field[compared[i]] = row_peek(&q, 4 + (int)i);
		given = agency_code_of(s, r.agency, &r.agency_code, err);
		if (given == ST_OK)
			given = give(arg, &r, err);
	}
	status = query_end(&q, given == ST_OK ? err : NULL);
	return given != ST_OK ? given : status;
}
