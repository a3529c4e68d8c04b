/* search.c - people found, best first, as a list shows them. */
#include "search.h"

#include <stdlib.h>
#include <string.h>

#include "governance/gate.h"
#include "governance/opening.h"
#include "journey/shown.h"
#include "lead.h"
#include "numbers.h"
#include "search/hits.h"
#include "search/match.h"
#include "search/why.h"
#include "store_desk.h"
#include "text.h"

enum { LIMIT_USUAL = 50, RANKED_LEAST = 100, LATELY_MOST = 50, FEW = 20 };

#define ASIDE_SCORE 0.9

/* Codes of the agencies that hold records, sorted, each once. */
static const char *agencies_list(const struct record *record, size_t n, struct arena *arena)
{
	const char **code = arena_alloc(arena, (n + 1) * sizeof *code);

	if (!code)
		return NULL;
	for (size_t i = 0; i < n; i++)
		code[i] = record[i].agency_code;
	return texts_join(code, texts_sort(code, n), arena);
}

/* What a line tells of somebody, and what only one that is told does. */
static const enum record_field ON_LINE[] = {
	RF_FAMILY_NAME, RF_GIVEN_NAME, RF_PREFERRED_NAME, RF_DATE_OF_BIRTH, RF_SEX, RF_NHS_NUMBER};
static const enum record_field AROUND[] = {RF_DATE_OF_BIRTH, RF_TOWN, RF_POSTCODE};

static const char *or_empty(const struct shown_field *field)
{
	return field->value ? field->value : "";
}

/* "LS6 Leeds": not whose street. */
static const char *area_of(const struct shown_field *field, struct arena *arena)
{
	const char *town = or_empty(&field[RF_TOWN]);
	char code[9];

	if (!postcode_fold(or_empty(&field[RF_POSTCODE]), code))
		return town;
	return arena_printf(arena, "%.*s%s%s", (int)strcspn(code, " "), code, *town ? " " : "", town);
}

static int age_of(const struct shown_field *field, const struct match *m, int32_t today)
{
	int32_t born = shown_day(field, RF_DATE_OF_BIRTH), on = death_age_day(records_died(m->record, m->record_n), today);

	return born == CIVIL_NONE || on == CIVIL_NONE ? -1 : civil_age(born, on);
}

static enum status hit_fill(
	struct person_hit *hit, const struct match *m, struct arena *arena, struct err *err)
{
	struct shown_field field[RF_COUNT];
	char nhs[11];

	if (!m->record_n)
		return err_set(err, ST_BUG, "a person without records was found");
	shown_choose_some(m->record, m->record_n, ON_LINE, sizeof ON_LINE / sizeof *ON_LINE, field);
	*hit = (struct person_hit){.person = m->person, .why = "", .by = "", .since = CIVIL_NONE, .rank = m->score};
	memcpy(hit->uuid, m->record[0].uuid, sizeof hit->uuid);
	hit->name = shown_listed(field, arena);
	hit->date_of_birth = or_empty(&field[RF_DATE_OF_BIRTH]);
	hit->sex = or_empty(&field[RF_SEX]);
	hit->nhs_number = or_empty(&field[RF_NHS_NUMBER]);
	if (nhs_number_valid(hit->nhs_number, nhs))
		hit->nhs_number = arena_dup(arena, nhs);
	hit->agencies = agencies_list(m->record, m->record_n, arena);
	hit->area = hit->lead = "";
	return hit->name && hit->nhs_number && hit->agencies ? ST_OK : err_nomem(err);
}

/* What only those who are told of need: age, area and lead, and what the viewer has of somebody
 * whom they have not said why they open (see is_veiled). */
static enum status hit_finish(struct session *s, struct person_hit *hit, const struct match *m, struct arena *arena,
	struct err *err)
{
	struct shown_field field[RF_COUNT];
	struct lead lead;
	enum status st = sees_all(s) ? ST_OK : opening_is_due(s, hit->person, &hit->is_veiled, err);

	shown_choose_some(m->record, m->record_n, AROUND, sizeof AROUND / sizeof *AROUND, field);
	hit->age = age_of(field, m, session_today(s));
	hit->area = area_of(field, arena);
	if (!hit->area)
		return err_nomem(err);
	if (st != ST_OK || sees_all(s))
		return st;
	st = lead_of(s, hit->person, arena, &lead, err);
	if (st == ST_OK)
		hit->lead = lead.worker;
	if (hit->is_veiled) {
		hit->date_of_birth = hit->sex = hit->nhs_number = hit->agencies = "";
		hit->why = hit->by;
	}
	return st == ST_NONE ? ST_OK : st;
}

enum status hit_of_person(struct session *s, int64_t person, struct arena *arena, struct person_hit *hit, struct err *err)
{
	struct match m = {0};
	enum status st = store_person_of(s->store, person, &m.person, err);

	if (st == ST_OK)
		st = seen_records(s, m.person, arena, &m.record, &m.record_n, err);
	if (st == ST_OK && !m.record_n)
		return err_set(err, ST_NONE, "nobody in this store fits; find them with `people`");
	if (st == ST_OK)
		st = hit_fill(hit, &m, arena, err);
	return st == ST_OK ? hit_finish(s, hit, &m, arena, err) : st;
}

enum status hit_told(struct session *s, int64_t person, struct arena *arena, const char **out, struct err *err)
{
	struct person_hit hit;
	const char *age = "";
	enum status st = hit_of_person(s, person, arena, &hit, err);

	if (st != ST_OK)
		return st;
	if (hit.age >= 0)
		age = arena_printf(arena, " (%d)", hit.age);
	*out = age ? arena_printf(arena, "%s%s%s%s%s%s", hit.name, age, *hit.area ? ", " : "", hit.area,
		*hit.lead ? ", lead " : "", hit.lead) : NULL;
	return *out ? ST_OK : err_nomem(err);
}

/* What a search goes through. */
struct searching {
	struct session *session;
	struct arena *arena;
	struct query query;
	size_t enough;
	struct keys_known known;
	int64_t *lately; /* people, newest first */
	size_t lately_n;
	struct match *match;
	size_t match_n;
};

struct ranked {
	struct person_hit hit;
	const struct match *match;
	size_t lately; /* place among those opened lately */
};

/* Best first; of equals those opened lately, then by name, birth date, id. */
static int ranked_order(const void *a, const void *b)
{
	const struct ranked *x = a, *y = b;
	int order = (x->hit.rank < y->hit.rank) - (x->hit.rank > y->hit.rank);

	if (!order)
		order = (x->lately > y->lately) - (x->lately < y->lately);
	if (!order)
		order = strcmp(x->hit.name, y->hit.name);
	if (!order)
		order = strcmp(x->hit.date_of_birth, y->hit.date_of_birth);
	return order ? order : strcmp(x->hit.uuid, y->hit.uuid);
}

enum status hits_audit(
	struct session *s, const char *deed, size_t found, struct arena *arena, struct err *err)
{
	struct deed d = {.deed = deed, .detail = arena_printf(arena, "%zu found", found)};

	return d.detail ? case_look(s, &d, err) : err_nomem(err);
}

static enum status searching_find(struct searching *s, struct err *err)
{
	struct match_wish wish = {s->lately, s->lately_n, s->enough, &s->known};

	return matches_find(
		s->session, &s->query, &wish, s->arena, &s->match, &s->match_n, err);
}

/* What was typed as it stands first; where that finds few, what sounds or is
 * spelt alike too. */
static enum status searching_gather(void *arg, struct err *err)
{
	struct searching *s = arg;
	enum status st = store_recent(s->session->store, s->session->worker, LATELY_MOST, s->arena,
		&s->lately, &s->lately_n, err);

	if (st == ST_OK)
		st = searching_find(s, err);
	if (st != ST_OK || s->match_n >= FEW)
		return st;
	st = query_widen(&s->query, s->session->store, s->arena, err);
	return st == ST_OK ? searching_find(s, err) : st;
}

static enum status searching_run(struct searching *s, const char *text, size_t limit,
	struct err *err)
{
	enum status st = query_read(&s->query, text, session_today(s->session), s->arena, err);

	s->enough = limit < RANKED_LEAST ? RANKED_LEAST : limit;
	return st == ST_OK ? store_read(s->session->store, searching_gather, s, err) : st;
}

/* A middle name, or what one of several agencies calls somebody, counts a little
 * less than the name they go by. */
static double rank_of(const struct searching *s, const struct match *m, const char *shown)
{
	double rank = 0;

	for (size_t i = 0; i < s->query.terms.n; i++) {
		const struct found_by *f = &m->by[i];
		bool is_aside = f->way && f->way->by <= BY_SOUND && !f->is_past &&
			!why_is_shown(f, shown, s->arena);

		rank += is_aside ? f->score * ASIDE_SCORE : f->score;
	}
	return rank;
}

static enum status searching_rank(const struct searching *s, struct ranked **out, struct err *err)
{
	struct ranked *r = arena_alloc(s->arena, (s->match_n + 1) * sizeof *r);
	enum status st = r ? ST_OK : err_nomem(err);

	for (size_t i = 0; i < s->match_n && st == ST_OK; i++) {
		r[i].match = &s->match[i];
		st = hit_fill(&r[i].hit, r[i].match, s->arena, err);
		if (st != ST_OK)
			return st;
		r[i].hit.rank = rank_of(s, r[i].match, r[i].hit.name);
		while (r[i].lately < s->lately_n && s->lately[r[i].lately] != r[i].hit.person)
			r[i].lately++;
	}
	if (st == ST_OK && s->match_n)
		qsort(r, s->match_n, sizeof *r, ranked_order);
	*out = r;
	return st;
}

static enum status searching_give(const struct searching *s, size_t limit,
	struct person_hit **out, size_t *n, struct err *err)
{
	struct ranked *ranked = NULL;
	struct person_hit *hit;
	enum status st = searching_rank(s, &ranked, err);

	if (st != ST_OK)
		return st;
	*n = s->match_n < limit ? s->match_n : limit;
	*out = hit = arena_alloc(s->arena, (*n + 1) * sizeof *hit);
	if (!hit)
		return err_nomem(err);
	for (size_t i = 0; i < *n && st == ST_OK; i++) {
		hit[i] = ranked[i].hit;
		st = why_tell(s->session, &s->query, ranked[i].match, hit[i].name, s->arena,
			&hit[i].why, &hit[i].by, err);
		if (st == ST_OK)
			st = hit_finish(s->session, &hit[i], ranked[i].match, s->arena, err);
	}
	return st;
}

enum status people_search(struct session *session, const char *text, size_t limit, bool audited,
	struct arena *arena, struct person_hit **out, size_t *out_n, struct err *err)
{
	struct searching s = {.session = session, .arena = arena};
	struct person_hit *hit = NULL;
	size_t n = 0;
	enum status st;

	if (!limit)
		limit = LIMIT_USUAL;
	st = searching_run(&s, text, limit, err);
	if (st == ST_OK)
		st = searching_give(&s, limit, &hit, &n, err);
	if (st == ST_OK && audited)
		st = hits_audit(session, "search", n, arena, err);
	query_done(&s.query);
	if (st != ST_OK)
		return st;
	*out = hit;
	*out_n = n;
	return ST_OK;
}

enum status people_searched(struct session *s, size_t found, struct err *err)
{
	struct arena *arena = arena_new();
	enum status st = arena ? hits_audit(s, "search", found, arena, err) : err_nomem(err);

	arena_free(arena);
	return st;
}

/* Whom the worker leads, keeps in view and opened lately, one after the other. */
struct mine { int64_t *person[3]; size_t n[3]; };

static enum status mine_read(struct session *s, size_t limit, struct arena *arena, struct mine *out, struct err *err)
{
	enum status st = leads_list(s, NULL, arena, &out->person[0], &out->n[0], err);

	if (st == ST_OK)
		st = store_stars(s->store, s->worker, arena, &out->person[1], &out->n[1], err);
	if (st == ST_OK)
		st = store_recent(s->store, s->worker, limit ? limit : LIMIT_USUAL, arena, &out->person[2], &out->n[2], err);
	return st;
}

static bool is_hit(const struct person_hit *hit, size_t n, int64_t person)
{
	for (size_t i = 0; i < n; i++)
		if (hit[i].person == person)
			return true;
	return false;
}

static enum status mine_add(struct session *s, const struct mine *mine, int64_t record, double score, struct arena *arena,
	struct person_hit *hit, size_t *kept, struct err *err)
{
	struct match m = {.score = score};
	enum status st = store_person_of(s->store, record, &m.person, err);

	if (is_hit(hit, *kept, m.person))
		return st;
	if (st == ST_OK)
		st = seen_records(s, m.person, arena, &m.record, &m.record_n, err);
	if (st == ST_OK && !m.record_n)
		return ST_OK;
	if (st == ST_OK)
		st = hit_fill(&hit[*kept], &m, arena, err);
	if (st == ST_OK)
		st = hit_finish(s, &hit[*kept], &m, arena, err);
	if (st != ST_OK)
		return st;
	hit[*kept].is_led = numbers_include(mine->person[0], mine->n[0], m.person);
	hit[*kept].is_starred = numbers_include(mine->person[1], mine->n[1], m.person);
	++*kept;
	return ST_OK;
}

enum status people_recent(struct session *s, size_t limit, struct arena *arena,
	struct person_hit **out, size_t *out_n, struct err *err)
{
	struct person_hit *hit;
	struct mine mine = {0};
	size_t kept = 0, all;
	enum status st = mine_read(s, limit, arena, &mine, err);

	if (st != ST_OK)
		return st;
	all = mine.n[0] + mine.n[1] + mine.n[2];
	hit = arena_alloc(arena, (all + 1) * sizeof *hit);
	if (!hit)
		return err_nomem(err);
	for (size_t k = 0; k < 3; k++)
		for (size_t i = 0; i < mine.n[k] && st == ST_OK; i++)
			st = mine_add(s, &mine, mine.person[k][i], (double)(all - kept), arena, hit, &kept, err);
	if (st == ST_OK)
		st = hits_audit(s, "list", kept, arena, err);
	if (st != ST_OK)
		return st;
	*out = hit;
	*out_n = kept;
	return ST_OK;
}

enum status people_listed(struct session *s, const int64_t *person, size_t person_n, struct arena *arena,
	struct person_hit **out, size_t *out_n, struct err *err)
{
	struct person_hit *hit = arena_alloc(arena, (person_n + 1) * sizeof *hit);
	size_t kept = 0;
	enum status st = hit ? ST_OK : err_nomem(err);

	for (size_t i = 0; i < person_n && st == ST_OK; i++) {
		st = hit_of_person(s, person[i], arena, &hit[kept], err);
		if (st == ST_OK && !is_hit(hit, kept, hit[kept].person))
			hit[kept++].asked = person[i];
		if (st == ST_NONE)
			st = ST_OK;
	}
	if (st == ST_OK)
		st = hits_audit(s, "list", kept, arena, err);
	if (st != ST_OK)
		return st;
	*out = hit;
	*out_n = kept;
	return ST_OK;
}

enum status people_opened_last(struct session *s, int64_t out[static 2], struct err *err)
{
	struct arena *a = arena_new();
	int64_t *person = NULL;
	size_t n = 0;
	enum status st = a ? store_recent(s->store, s->worker, 2, a, &person, &n, err) : err_nomem(err);

	for (size_t i = 0; i < 2; i++)
		out[i] = st == ST_OK && i < n ? person[i] : 0;
	arena_free(a);
	return st;
}
