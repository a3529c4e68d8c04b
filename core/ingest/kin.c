#include "ingest/kin.h"

#include <string.h>

#include "civil.h"
#include "linkage/normal.h"
#include "search/keys.h"
#include "store_findings.h"
#include "text.h"
#include "vec.h"

/* Both are in force, nothing speaks against it, and neither is withheld where the other is not. */
static bool may_be_alike(const struct record *a, const struct record *b)
{
	return a->person && b->person && a->agency != b->agency && strcmp(a->local_id, b->local_id) == 0 &&
		!text_contradicts(a->field[RF_DATE_OF_BIRTH], b->field[RF_DATE_OF_BIRTH]) &&
		text_same(a->field[RF_SENSITIVITY], b->field[RF_SENSITIVITY]);
}

/* One name and birth date; or one of these with one NHS number that neither agency doubts. */
static bool agree(const struct normal *x, const struct normal *y)
{
	const bool born = x->born != CIVIL_NONE && x->born == y->born;
	const bool named = *x->family && strcmp(x->family, y->family) == 0 &&
		(!*x->given || !*y->given || strcmp(x->given, y->given) == 0);
	const bool numbered = *x->nhs && strcmp(x->nhs, y->nhs) == 0 && x->standing != NHS_UNVERIFIED &&
		y->standing != NHS_UNVERIFIED;

	if (*x->nhs && *y->nhs && strcmp(x->nhs, y->nhs) != 0)
		return false;
	return (born && named) || (numbered && (born || named));
}

static enum status are_alike(const struct record *a, const struct record *b, struct arena *arena, bool *are, struct err *e)
{
	struct normal x, y;
	enum status st = ST_OK;

	*are = may_be_alike(a, b);
	if (*are)
		st = normal_make(a, CIVIL_NONE, arena, &x, e);
	if (*are && st == ST_OK)
		st = normal_make(b, CIVIL_NONE, arena, &y, e);
	*are = *are && st == ST_OK && agree(&x, &y);
	return st;
}

/* A worker says that they are two, and nobody after that that they are one. */
static enum status are_apart(const struct store *s, int64_t a, int64_t b, struct arena *arena, bool *are, struct err *e)
{
	struct decision *d;
	size_t n = 0;
	enum status st = store_decisions_of_records(s, &a, 1, arena, &d, &n, e);

	*are = false;
	for (size_t i = 0; i < n && st == ST_OK; i++)
		if ((d[i].a == b || d[i].b == b) && (d[i].verdict == VD_SEPARATE || d[i].verdict == VD_LINK)) {
			*are = d[i].verdict == VD_SEPARATE;
			break;
		}
	return st;
}

static enum status are_kin(const struct store *s, const struct record *a, int64_t b, struct arena *arena,
	struct record *other, bool *are, struct err *e)
{
	bool apart = false;
	enum status st = store_record_get(s, b, arena, other, e);

	*are = false;
	if (st == ST_OK)
		st = are_alike(a, other, arena, are, e);
	if (st == ST_OK && *are)
		st = are_apart(s, a->id, b, arena, &apart, e);
	*are = *are && st == ST_OK && !apart;
	return st == ST_NONE ? ST_OK : st;
}

enum status kin_are(const struct store *s, int64_t a, int64_t b, struct arena *arena, bool *are, struct err *e)
{
	struct record one, other;
	enum status st = store_record_get(s, a, arena, &one, e);

	*are = false;
	if (st == ST_OK)
		st = are_kin(s, &one, b, arena, &other, are, e);
	return st == ST_NONE ? ST_OK : st;
}

enum status kin_are_said_apart(const struct store *s, int64_t a, int64_t b, struct arena *arena, bool *are, struct err *e)
{
	struct record one, other;
	enum status st = store_record_get(s, a, arena, &one, e);

	*are = false;
	if (st == ST_OK)
		st = store_record_get(s, b, arena, &other, e);
	if (st == ST_OK)
		st = are_alike(&one, &other, arena, are, e);
	if (st == ST_OK && *are)
		st = are_apart(s, a, b, arena, are, e);
	return st == ST_NONE ? ST_OK : st;
}

enum status kin_among(const struct store *s, int64_t record, const int64_t *other, size_t others, struct arena *arena,
	struct kin **out, size_t *n, struct err *e)
{
	struct record own, r;
	enum status st = store_record_get(s, record, arena, &own, e);

	*n = 0;
	*out = st == ST_OK ? arena_alloc(arena, (others + 1) * sizeof **out) : NULL;
	if (st != ST_OK)
		return st == ST_NONE ? ST_OK : st;
	if (!*out)
		return err_nomem(e);
	for (size_t i = 0; i < others && st == ST_OK; i++) {
		bool are = false;

		st = are_kin(s, &own, other[i], arena, &r, &are, e);
		if (st == ST_OK && are)
			(*out)[(*n)++] = (struct kin){r.id, r.agency};
	}
	return st;
}

enum status kin_find(const struct store *s, int64_t record, struct arena *arena, struct kin **out, size_t *n, struct err *e)
{
	struct record own;
	struct key_hit *hit = NULL;
	size_t hits = 0, others = 0;
	int64_t *other;
	const char *key;
	enum status st = store_record_get(s, record, arena, &own, e);

	*n = 0;
	*out = NULL;
	if (st != ST_OK)
		return st == ST_NONE ? ST_OK : st;
	key = own.local_id ? key_make(arena, 'v', own.local_id, true) : NULL;
	if (!key)
		return err_nomem(e);
	st = store_keys_find(s, key, false, INT32_MAX, arena, &hit, &hits, e);
	other = st == ST_OK ? arena_alloc(arena, (hits + 1) * sizeof *other) : NULL;
	if (st == ST_OK && !other)
		st = err_nomem(e);
	for (size_t i = 0; i < hits && st == ST_OK; i++)
		if (hit[i].record != record)
			other[others++] = hit[i].record;
	return st == ST_OK && others ? kin_among(s, record, other, others, arena, out, n, e) : st;
}
