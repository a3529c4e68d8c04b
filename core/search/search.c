/* search.c - people found, best first, as a list shows them. */
#include "search.h"

#include <stdlib.h>
#include <string.h>

#include "care/work.h"
#include "journey/shown.h"
#include "search/match.h"
#include "text.h"

enum { LIMIT_USUAL = 50, RANKED_LEAST = 100 };

static int code_compare(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Codes of the agencies that hold records, sorted, each once. */
static const char *agencies_list(const struct record *record, size_t n, struct arena *arena)
{
	const char **code = arena_alloc(arena, (n + 1) * sizeof *code), *list = "";

	if (!code)
		return NULL;
	for (size_t i = 0; i < n; i++)
		code[i] = record[i].agency_code;
	if (n)
		qsort(code, n, sizeof *code, code_compare);
	for (size_t i = 0; i < n && list; i++)
		if (!i || strcmp(code[i], code[i - 1]) != 0)
			list = arena_printf(arena, "%s%s%s", list, *list ? ";" : "", code[i]);
	return list;
}

static const char *or_empty(const struct shown_field *field)
{
	return field->value ? field->value : "";
}

static enum status hit_fill(
	struct person_hit *hit, const struct match *m, struct arena *arena, struct err *err)
{
	struct shown_field field[RF_COUNT];
	char nhs[11];

	if (!m->record_n)
		return err_set(err, ST_BUG, "a person without records was found");
	shown_choose(m->record, m->record_n, field);
	*hit = (struct person_hit){.person = m->person, .why = m->why, .rank = m->score};
	memcpy(hit->uuid, m->record[0].uuid, sizeof hit->uuid);
	hit->name = shown_listed(field, arena);
	hit->date_of_birth = or_empty(&field[RF_DATE_OF_BIRTH]);
	hit->sex = or_empty(&field[RF_SEX]);
	hit->nhs_number = or_empty(&field[RF_NHS_NUMBER]);
	if (nhs_number_valid(hit->nhs_number, nhs))
		hit->nhs_number = arena_dup(arena, nhs);
	hit->agencies = agencies_list(m->record, m->record_n, arena);
	return hit->name && hit->nhs_number && hit->agencies ? ST_OK : err_nomem(err);
}

/* Best first; then by name, birth date, id. */
static int hit_order(const void *a, const void *b)
{
	const struct person_hit *x = a, *y = b;
	int order = (x->rank < y->rank) - (x->rank > y->rank);

	if (!order)
		order = strcmp(x->name, y->name);
	if (!order)
		order = strcmp(x->date_of_birth, y->date_of_birth);
	return order ? order : strcmp(x->uuid, y->uuid);
}

static enum status look_audit(
	struct session *s, const char *deed, size_t found, struct arena *arena, struct err *err)
{
	struct deed d = {deed, 0, arena_printf(arena, "%zu found", found)};

	return d.detail ? case_look(s, &d, err) : err_nomem(err);
}

enum status people_search(struct session *s, const char *text, size_t limit, bool audited,
	struct arena *arena, struct person_hit **out, size_t *out_n, struct err *err)
{
	struct query query;
	struct match *match = NULL;
	struct person_hit *hit = NULL;
	size_t n = 0;
	enum status st = query_read(&query, text, session_today(s), arena, err);

	if (!limit)
		limit = LIMIT_USUAL;
	if (st == ST_OK)
		st = matches_find(s->store, &query, limit < RANKED_LEAST ? RANKED_LEAST : limit,
			arena, &match, &n, err);
	query_done(&query);
	if (st == ST_OK && !(hit = arena_alloc(arena, (n + 1) * sizeof *hit)))
		st = err_nomem(err);
	for (size_t i = 0; i < n && st == ST_OK; i++)
		st = hit_fill(&hit[i], &match[i], arena, err);
	if (st != ST_OK)
		return st;
	if (n)
		qsort(hit, n, sizeof *hit, hit_order);
	if (n > limit)
		n = limit;
	if (audited)
		st = look_audit(s, "search", n, arena, err);
	if (st != ST_OK)
		return st;
	*out = hit;
	*out_n = n;
	return ST_OK;
}

enum status people_recent(struct session *s, size_t limit, struct arena *arena,
	struct person_hit **out, size_t *out_n, struct err *err)
{
	struct person_hit *hit;
	int64_t *person = NULL;
	size_t n = 0, kept = 0;
	enum status st = store_recent(
		s->store, s->worker, limit ? limit : LIMIT_USUAL, arena, &person, &n, err);

	if (st != ST_OK)
		return st;
	hit = arena_alloc(arena, (n + 1) * sizeof *hit);
	if (!hit)
		return err_nomem(err);
	for (size_t i = 0; i < n && st == ST_OK; i++) {
		struct match m = {.why = "opened lately", .score = (double)(n - i)};
		bool is_there = false;

		st = store_person_of(s->store, person[i], &m.person, err);
		for (size_t k = 0; k < kept; k++)
			is_there = is_there || hit[k].person == m.person;
		if (st != ST_OK || is_there)
			continue;
		st = store_person_records(s->store, m.person, arena, &m.record, &m.record_n, err);
		if (st == ST_OK)
			st = hit_fill(&hit[kept++], &m, arena, err);
	}
	if (st == ST_OK)
		st = look_audit(s, "list", kept, arena, err);
	if (st != ST_OK)
		return st;
	*out = hit;
	*out_n = kept;
	return ST_OK;
}
