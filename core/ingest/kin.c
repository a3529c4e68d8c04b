#include "ingest/kin.h"

#include <string.h>

#include "civil.h"
#include "linkage/normal.h"
#include "search/keys.h"
#include "store_findings.h"
#include "text.h"
#include "vec.h"

enum { CANDIDATES_MAX = 256 };

/* Nothing speaks against it, and neither is withheld where the other is not. */
static bool may_be_alike(const struct record *a, const struct record *b)
{
	return a->agency != b->agency && strcmp(a->local_id, b->local_id) == 0 &&
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

/* A worker says that they are two. */
static enum status are_apart(const struct store *s, int64_t a, int64_t b, struct arena *arena, bool *are, struct err *e)
{
	struct decision *d;
	size_t n = 0;
	enum status st = store_decisions_of_records(s, &a, 1, arena, &d, &n, e);

	*are = false;
	for (size_t i = 0; i < n && st == ST_OK; i++)
		*are |= d[i].verdict == VD_SEPARATE && (d[i].a == b || d[i].b == b);
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

enum status kin_find(const struct store *s, int64_t record, struct arena *arena, struct kin **out, size_t *n, struct err *e)
{
	struct record own, other;
	struct key_hit *hit = NULL;
	size_t hits = 0;
	const char *key;
	enum status st = store_record_get(s, record, arena, &own, e);

	*n = 0;
	*out = NULL;
	if (st != ST_OK)
		return st == ST_NONE ? ST_OK : st;
	key = own.local_id ? key_make(arena, 'v', own.local_id, true) : NULL;
	if (!key)
		return err_nomem(e);
	st = store_keys_find(s, key, false, CANDIDATES_MAX, arena, &hit, &hits, e);
	*out = st == ST_OK ? arena_alloc(arena, (hits + 1) * sizeof **out) : NULL;
	if (st == ST_OK && !*out)
		st = err_nomem(e);
	for (size_t i = 0; i < hits && st == ST_OK; i++) {
		bool are = false;

		if (hit[i].record != record)
			st = are_kin(s, &own, hit[i].record, arena, &other, &are, e);
		if (st == ST_OK && are && other.person)
			(*out)[(*n)++] = (struct kin){other.id, other.agency};
	}
	return st;
}
