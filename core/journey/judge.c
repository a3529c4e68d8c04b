#include "judging.h"

#include <stdlib.h>

#include "history.h"
#include "store_events.h"
#include "store_people.h"

/* Events that were told one after another of one person. */
struct run { int64_t person; size_t from, n; };

struct everyone {
	const struct store *store;
	const struct rule *rule;
	struct arena *kept;    /* wordings and references */
	struct arena *scratch; /* one person's, reset for the next */
	struct arena *arena;   /* of the findings */
	struct wordings words;
	VEC(struct told) told;
	VEC(struct run) run;
	struct run *ordered;   /* by person */
	VEC(struct told) one;  /* one person's */
	struct dated_death *death;
	size_t death_n, death_at;
	VEC(struct person_finding) found;
};

static enum status code_of(void *store, int64_t agency, const char **code, struct err *err)
{
	return store_agency_code(store, agency, code, err);
}

static enum status everyone_take(void *arg, int64_t person, const char *text, struct err *err)
{
	struct everyone *x = arg;
	struct run run = {person, x->told.n, 0};
	struct gist g;
	enum status st = ST_OK;

	while (st == ST_OK && gist_next(&text, &g)) {
		struct told t = {.id = g.event, .start = g.start, .end = g.end,
			.source_ref = arena_dup_n(x->kept, g.source_ref, g.source_ref_n)};

		st = wording_of_gist(&x->words, &g, code_of, (void *)x->store, &t.wording, err);
		if (st == ST_OK && (!t.source_ref || !vec_push(&x->told, t)))
			st = err_nomem(err);
	}
	run.n = x->told.n - run.from;
	return st == ST_OK && run.n && !vec_push(&x->run, run) ? err_nomem(err) : st;
}

static bool is_before(const struct told *a, const struct told *b)
{
	if (a->start.day != b->start.day)
		return a->start.day < b->start.day;
	if (a->start.ms != b->start.ms)
		return a->start.ms < b->start.ms;
	return told_name_compare(a, b) < 0;
}

static int told_compare(const void *a, const void *b)
{
	return is_before(a, b) ? -1 : is_before(b, a);
}

enum { FEW = 24 };

static void told_sort(struct told *told, size_t n)
{
	if (n > FEW) {
		qsort(told, n, sizeof *told, told_compare);
		return;
	}
	for (size_t i = 1; i < n; i++) {
		const struct told t = told[i];
		size_t k = i;

		for (; k && is_before(&t, &told[k - 1]); k--)
			told[k] = told[k - 1];
		told[k] = t;
	}
}

/* Where one agency alone has asked, or nothing can be judged, nothing is asked again. */
static bool may_ask_again(const struct told *told, size_t n)
{
	int first = AGENCY_NOBODY;
	bool is_open = false, is_another = false;

	for (size_t i = 0; i < n; i++) {
		const struct wording *w = told[i].wording;

		if (!w->is_asking)
			continue;
		is_open = is_open || w->is_open;
		if (first == AGENCY_NOBODY)
			first = w->asked.agency;
		is_another = is_another || w->asked.agency != first;
	}
	return is_open && is_another;
}

/* By person: how many runs each has, hence where they begin, then each to its place. */
static enum status runs_order(struct everyone *x, struct err *err)
{
	int64_t highest = 0;
	size_t *at, sum = 0;

	for (size_t i = 0; i < x->run.n; i++)
		if (x->run.v[i].person > highest)
			highest = x->run.v[i].person;
	at = calloc((size_t)highest + 1, sizeof *at);
	x->ordered = malloc((x->run.n + 1) * sizeof *x->ordered);
	if (!at || !x->ordered) {
		free(at);
		return err_nomem(err);
	}
	for (size_t i = 0; i < x->run.n; i++)
		at[x->run.v[i].person]++;
	for (int64_t p = 0; p <= highest; p++) {
		size_t n = at[p];

		at[p] = sum;
		sum += n;
	}
	for (size_t i = 0; i < x->run.n; i++)
		x->ordered[at[x->run.v[i].person]++] = x->run.v[i];
	free(at);
	return ST_OK;
}

static int32_t died_on(struct everyone *x, int64_t person)
{
	while (x->death_at < x->death_n && x->death[x->death_at].person < person)
		x->death_at++;
	return x->death_at < x->death_n && x->death[x->death_at].person == person
		? x->death[x->death_at].day : CIVIL_NONE;
}

static enum status finding_keep(struct everyone *x, int64_t person, const struct finding *f, struct err *err)
{
	struct person_finding kept = {person, *f};
	int64_t *evidence = arena_alloc(x->arena, f->evidence_n * sizeof *evidence);

	if (!evidence)
		return err_nomem(err);
	memcpy(evidence, f->evidence, f->evidence_n * sizeof *evidence);
	kept.finding.evidence = evidence;
	kept.finding.source_ref = arena_dup(x->arena, f->source_ref);
	return kept.finding.source_ref && vec_push(&x->found, kept) ? ST_OK : err_nomem(err);
}

static enum status one_judge(struct everyone *x, int64_t person, struct err *err)
{
	struct history *h;
	struct finding *finding;
	size_t found = 0;
	enum status st;

	if (!may_ask_again(x->one.v, x->one.n))
		return ST_OK;
	arena_reset(x->scratch);
	told_sort(x->one.v, x->one.n);
	st = history_of(&h, x->rule, &x->words, x->one.v, x->one.n, died_on(x, person), x->scratch, err);
	if (st == ST_OK)
		st = duplicates_judge(h, x->scratch, &finding, &found, err);
	for (size_t i = 0; i < found && st == ST_OK; i++)
		st = finding_keep(x, person, &finding[i], err);
	return st;
}

static bool run_add(struct everyone *x, const struct run *run)
{
	if (!vec_grow((void **)&x->one.v, &x->one.cap, x->one.n + run->n, sizeof *x->one.v))
		return false;
	memcpy(x->one.v + x->one.n, x->told.v + run->from, run->n * sizeof *x->one.v);
	x->one.n += run->n;
	return true;
}

static enum status all_judge(struct everyone *x, struct err *err)
{
	enum status st = runs_order(x, err);

	for (size_t i = 0; i < x->run.n && st == ST_OK;) {
		int64_t person = x->ordered[i].person;

		x->one.n = 0;
		for (; i < x->run.n && x->ordered[i].person == person && st == ST_OK; i++)
			if (!run_add(x, &x->ordered[i]))
				st = err_nomem(err);
		if (st == ST_OK)
			st = one_judge(x, person, err);
	}
	return st;
}

static enum status findings_give(struct everyone *x, struct person_finding **out, size_t *n, struct err *err)
{
	size_t size = x->found.n * sizeof **out;

	*out = arena_alloc(x->arena, size);
	if (!*out)
		return err_nomem(err);
	if (size)
		memcpy(*out, x->found.v, size);
	*n = x->found.n;
	return ST_OK;
}

static enum status everyone_judge(struct everyone *x, struct err *err)
{
	enum status st;

	x->kept = arena_new();
	x->scratch = arena_new();
	if (!x->kept || !x->scratch || !wordings_begin(&x->words, x->rule->catalogue, x->kept))
		return err_nomem(err);
	st = store_gists_sweep(x->store, everyone_take, x, err);
	if (st == ST_OK)
		st = store_deaths(x->store, x->kept, &x->death, &x->death_n, err);
	return st == ST_OK ? all_judge(x, err) : st;
}

enum status judge_everyone(const struct store *store, const struct rule *rule, struct arena *arena,
	struct person_finding **out, size_t *n, struct err *err)
{
	struct everyone x = {.store = store, .rule = rule, .arena = arena};
	enum status st = everyone_judge(&x, err);

	if (st == ST_OK)
		st = findings_give(&x, out, n, err);
	vec_done(&x.found);
	vec_done(&x.one);
	vec_done(&x.run);
	vec_done(&x.told);
	free(x.ordered);
	arena_free(x.scratch);
	arena_free(x.kept);
	return st;
}
