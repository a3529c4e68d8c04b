/*
 * What is told of an agency as such, whoever its people are: that it sends, and how much.
 */
#include "governance/facts.h"
#include "governance/gate.h"

#include <string.h>
#include <strings.h>

static bool has_cell(const struct sharing_matrix *m, enum party who, enum party whose)
{
	return m->cell[who][whose][0] != 'N' || m->cell[who][whose][1] != 'N';
}

/* By its sector's best: for some people it may be engaged, and the viewer's agency too. */
static bool matrix_gives(const struct viewer *v, const struct sharing_rules *rules, enum sector whose)
{
	bool gives = false;

	for (int i = 0; i < 4 && v->role != ROLE_COORDINATOR; i++)
		gives |= has_cell(&rules->matrix, party_of(v->sector, i & 1), party_of(whose, i & 2));
	for (int i = 0; i < 2 && v->role == ROLE_COORDINATOR; i++)
		gives |= has_cell(&rules->matrix, PARTY_NHS, party_of(whose, i)) ||
			has_cell(&rules->matrix, PARTY_ADULT_CARE, party_of(whose, i));
	return gives;
}

enum status agency_told(const struct session *s, const struct agency *a, enum tells *out, struct err *err)
{
	const struct sharing_rules *rules = NULL;
	enum status st;

	*out = TELLS_ALL;
	if (sees_all(s) || (s->viewer.is_owner && session_may(s, MAY_IMPORT)))
		return ST_OK;
	*out = TELLS_NOTHING;
	if (!works_with_people(s))
		return ST_OK;
	st = sharing_rules_of(s, &rules, err);
	if (st != ST_OK)
		return st;
	if ((s->viewer.agency && strcmp(s->viewer.agency, a->code) == 0) ||
		(rules_agency(rules, a->id).least != SN_HIDDEN && matrix_gives(&s->viewer, rules, agency_sector(a))))
		*out = TELLS_NAME;
	return ST_OK;
}

enum status agency_figured(const struct session *s, const struct agency *a, enum tells *out, struct err *err)
{
	const struct sharing_rules *rules = NULL;
	enum status st = agency_told(s, a, out, err);

	if (st != ST_OK || *out != TELLS_NOTHING || works_with_people(s))
		return st;
	st = sharing_rules_of(s, &rules, err);
	if (st == ST_OK && rules_agency(rules, a->id).least != SN_HIDDEN)
		*out = TELLS_NAME;
	return st;
}

const char *agency_code_told(const struct session *s, const struct agency *a, enum tells told)
{
	bool is_own = s->viewer.agency && strcmp(s->viewer.agency, a->code) == 0;

	return told == TELLS_ALL || is_own || !a->shown_as || !*a->shown_as ? a->code : a->shown_as;
}

/* What is known of --------------------------------------------------------------- */

/* Who works with no people sees of agencies what their role has of them elsewhere. */
static enum status known_of(struct session *s, const struct agency *a, const struct record *r, size_t n, bool *is,
	struct err *err)
{
	enum tells tells = TELLS_ALL;
	enum status st = works_with_people(s) ? agency_told(s, a, &tells, err) : ST_OK;

	*is = st == ST_OK && tells != TELLS_NOTHING;
	for (size_t i = 0; i < n; i++)
		*is |= r[i].agency == a->id;
	return st;
}

enum status agencies_known(struct session *s, int64_t person, struct arena *arena, const struct agency ***out, size_t *n,
	struct err *err)
{
	struct record *r = NULL;
	size_t record_n = 0;
	enum status st = person ? seen_records(s, person, arena, &r, &record_n, err) : ST_OK;

	*n = 0;
	*out = st == ST_OK ? arena_alloc(arena, (s->agency_n + 1) * sizeof **out) : NULL;
	if (st == ST_OK && !*out)
		return err_nomem(err);
	for (size_t i = 0; i < s->agency_n && st == ST_OK; i++) {
		bool is = false;

		st = known_of(s, &s->agency[i], r, record_n, &is, err);
		if (is)
			(*out)[(*n)++] = &s->agency[i];
	}
	return st;
}

enum status agency_named(struct session *s, const char *code, int64_t person, const struct agency **out, struct err *err)
{
	const struct agency *a = code ? session_agency_by_code(s, code) : NULL;
	struct arena *arena = a ? arena_new() : NULL;
	struct record *r = NULL;
	size_t n = 0;
	bool is = false;
	enum status st = a && !arena ? err_nomem(err) : a && person ? seen_records(s, person, arena, &r, &n, err) : ST_OK;

	if (st == ST_OK && a)
		st = known_of(s, a, r, n, &is, err);
	arena_free(arena);
	*out = is ? a : NULL;
	return st == ST_OK && code && !is ? err_set(err, ST_USAGE, "no agency here has the code %.64s", code) : st;
}

/* What is typed --------------------------------------------------------------------- */

/* Everyday events of such an agency are shown in full, whoever it is engaged with. */
static bool shows_unasked(const struct viewer *v, const struct sharing_rules *rules, const struct agency *a)
{
	enum party whose = party_of(agency_sector(a), false);

	if (rules_agency(rules, a->id).least != SN_STANDARD)
		return false;
	if (v->role == ROLE_COORDINATOR)
		return rules->matrix.cell[PARTY_NHS][whose][0] == 'F' || rules->matrix.cell[PARTY_ADULT_CARE][whose][0] == 'F';
	return rules->matrix.cell[party_of(v->sector, false)][whose][0] == 'F';
}

static enum status code_is_told(struct session *s, const struct agency *a, const struct record *r, size_t n, bool *is,
	struct err *err)
{
	const struct sharing_rules *rules = NULL;
	enum status st;

	*is = sees_all(s) || !works_with_people(s) || !a->shown_as || !*a->shown_as || strcasecmp(a->code, a->shown_as) == 0 ||
		(s->viewer.agency && strcmp(s->viewer.agency, a->code) == 0);
	for (size_t i = 0; i < n; i++)
		*is |= r[i].agency == a->id && !record_is_veiled(&r[i]);
	if (*is)
		return ST_OK;
	st = sharing_rules_of(s, &rules, err);
	*is = st == ST_OK && shows_unasked(&s->viewer, rules, a);
	return st;
}

/* Of several that go by one name, the one that holds a record of the person. */
struct meant { const struct agency *agency; bool holds; size_t n; };

static void mean(struct meant *m, const struct agency *a, const struct record *r, size_t n)
{
	bool holds = false;

	for (size_t i = 0; i < n; i++)
		holds |= r[i].agency == a->id;
	if (m->agency && holds == m->holds)
		m->n++;
	if (m->agency && holds <= m->holds)
		return;
	*m = (struct meant){a, holds, 1};
}

static enum status typed_find(struct session *s, const char *typed, int64_t person, struct arena *arena, struct meant *m,
	struct err *err)
{
	struct record *r = NULL;
	size_t n = 0;
	enum status st = person ? seen_records(s, person, arena, &r, &n, err) : ST_OK;

	for (size_t i = 0; i < s->agency_n && st == ST_OK; i++) {
		const struct agency *a = &s->agency[i];
		bool is_known = false, is_told = false;

		st = known_of(s, a, r, n, &is_known, err);
		if (st == ST_OK && is_known)
			st = code_is_told(s, a, r, n, &is_told, err);
		if (st != ST_OK || !is_known)
			continue;
		if (is_told && strcasecmp(a->code, typed) == 0) {
			*m = (struct meant){a, true, 1};
			break;
		}
		if (a->shown_as && strcasecmp(a->shown_as, typed) == 0)
			mean(m, a, r, n);
	}
	return st;
}

enum status agency_typed(struct session *s, const char *typed, int64_t person, const struct agency **out, struct err *err)
{
	struct arena *arena = typed ? arena_new() : NULL;
	struct meant m = {.n = 0};
	enum status st = !typed ? ST_OK : arena ? typed_find(s, typed, person, arena, &m, err) : err_nomem(err);

	arena_free(arena);
	*out = m.n == 1 ? m.agency : NULL;
	if (st != ST_OK || !typed || m.n == 1)
		return st;
	return m.n ? err_set(err, ST_USAGE, "several agencies go by %.64s", typed)
		: err_set(err, ST_USAGE, "no agency here has the code %.64s, or goes by that name", typed);
}
