#include "governance/shelved.h"

#include <string.h>

#include "store_people.h"

enum { NOBODY = 0 };

static bool is_said(const struct record *r, enum record_field f)
{
	return r->field[f] && *r->field[f];
}

static bool is_alike(const struct record *a, const struct record *b, enum record_field f)
{
	return is_said(a, f) && is_said(b, f) && strcmp(a->field[f], b->field[f]) == 0;
}

static bool is_of_one(const struct record *a, const struct record *b)
{
	if (is_said(a, RF_NHS_NUMBER) && is_said(b, RF_NHS_NUMBER))
		return is_alike(a, b, RF_NHS_NUMBER);
	return is_alike(a, b, RF_FAMILY_NAME) && is_alike(a, b, RF_GIVEN_NAME) && is_alike(a, b, RF_DATE_OF_BIRTH);
}

static bool is_theirs(const struct record *r, const struct record *own, size_t n)
{
	bool is = false;

	for (size_t i = 0; i < n; i++) {
		if (own[i].id == r->id)
			return false;
		is = is || is_of_one(r, &own[i]);
	}
	return is;
}

enum status shelved_find(const struct store *s, const struct record *own, size_t own_n, struct arena *arena,
	struct record **out, size_t *n, struct err *err)
{
	struct record *all;
	size_t all_n = 0;
	enum status st = store_person_records(s, NOBODY, arena, &all, &all_n, err);

	*n = 0;
	for (size_t i = 0; i < all_n && st == ST_OK; i++)
		if (is_theirs(&all[i], own, own_n))
			all[(*n)++] = all[i];
	*out = all;
	return st;
}

enum status shelved_with(const struct store *s, int64_t person, struct arena *arena, struct record **out, size_t *n, size_t *own,
	struct err *err)
{
	struct record *theirs, *shelved = NULL;
	size_t own_n = 0, shelved_n = 0;
	enum status st = store_person_records(s, person, arena, &theirs, &own_n, err);

	if (st == ST_OK && !own_n) {
		theirs = arena_alloc(arena, sizeof *theirs);
		st = theirs ? store_record_get(s, person, arena, theirs, err) : err_nomem(err);
		own_n = 1;
	}
	if (st == ST_OK)
		st = shelved_find(s, theirs, own_n, arena, &shelved, &shelved_n, err);
	if (st != ST_OK)
		return st;
	*out = arena_alloc(arena, (own_n + shelved_n) * sizeof **out);
	if (!*out)
		return err_nomem(err);
	memcpy(*out, theirs, own_n * sizeof *theirs);
	if (shelved_n)
		memcpy(*out + own_n, shelved, shelved_n * sizeof *shelved);
	*n = own_n + shelved_n;
	*own = own_n;
	return ST_OK;
}

enum status shelved_named(const struct store *s, const char *address, struct arena *arena, int64_t *record, struct err *err)
{
	const char *colon = strchr(address, ':');
	size_t n = 0, length = colon ? (size_t)(colon - address) : 0;
	struct record *all;
	enum status st = store_person_records(s, NOBODY, arena, &all, &n, err);

	if (st != ST_OK)
		return st;
	for (size_t i = 0; colon && i < n; i++)
		if (strlen(all[i].agency_code) == length && !memcmp(all[i].agency_code, address, length) &&
				!strcmp(all[i].local_id, colon + 1)) {
			*record = all[i].id;
			return ST_OK;
		}
	return err_set(err, ST_NONE, "there is no such record");
}
