#include "judging.h"

#include <stdlib.h>

#include "store_events.h"
#include "text/parts.h"
#include "unpack.h"

enum { PART = 4096 /* runs */, AHEAD = 16 };

/* What one thread needs for itself. */
struct judge {
	struct arena *scratch; /* one person's, reset for the next */
	struct arena *arena;   /* of what it found */
	VEC(struct told) one;  /* one person's */
	VEC(struct person_finding) found;
	enum status st;
	struct err err;
};
/* What came of one part: where it is among what its thread found. */
struct share { int thread; size_t from, n; };

struct everyone {
	const struct rule *rule;
	struct arena *kept;    /* wordings and references */
	struct wordings words;
	struct unpacked all;
	struct run *ordered;   /* by person */
	struct dated_death *death;
	size_t death_n;
	struct judge judge[PART_THREADS];
	struct share *share;
	size_t share_n;
};

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
	const struct run *run = x->all.run.v;
	const size_t n = x->all.run.n;
	int64_t highest = 0;
	size_t *at, sum = 0;

	for (size_t i = 0; i < n; i++)
		if (run[i].person > highest)
			highest = run[i].person;
	at = calloc((size_t)highest + 1, sizeof *at);
	x->ordered = malloc((n + 1) * sizeof *x->ordered);
	if (!at || !x->ordered) {
		free(at);
		return err_nomem(err);
	}
	for (size_t i = 0; i < n; i++)
		at[run[i].person]++;
	for (int64_t p = 0; p <= highest; p++) {
		size_t of_one = at[p];

		at[p] = sum;
		sum += of_one;
	}
	for (size_t i = 0; i < n; i++)
		x->ordered[at[run[i].person]++] = run[i];
	free(at);
	return ST_OK;
}

/* One person ------------------------------------------------------------------ */

static int death_of(const void *person, const void *death)
{
	int64_t p = *(const int64_t *)person, of = ((const struct dated_death *)death)->person;

	return (p > of) - (p < of);
}

/* The earliest that is stated. */
static int32_t died_on(const struct everyone *x, int64_t person)
{
	const struct dated_death *d = x->death_n
		? bsearch(&person, x->death, x->death_n, sizeof *d, death_of) : NULL;

	while (d && d > x->death && d[-1].person == person)
		d--;
	return d ? d->day : CIVIL_NONE;
}

static bool finding_keep(struct judge *j, int64_t person, const struct finding *f)
{
	struct person_finding kept = {person, *f};
	int64_t *evidence = arena_alloc(j->arena, f->evidence_n * sizeof *evidence);

	if (!evidence)
		return false;
	memcpy(evidence, f->evidence, f->evidence_n * sizeof *evidence);
	kept.finding.evidence = evidence;
	kept.finding.source_ref = arena_dup(j->arena, f->source_ref);
	return kept.finding.source_ref && vec_push(&j->found, kept);
}

static enum status one_judge(const struct everyone *x, struct judge *j, int64_t person)
{
	struct history *h;
	struct finding *finding;
	size_t found = 0;
	enum status st;

	if (!may_ask_again(j->one.v, j->one.n))
		return ST_OK;
	arena_reset(j->scratch);
	told_sort(j->one.v, j->one.n);
	st = history_of(&h, x->rule, &x->words, j->one.v, j->one.n, died_on(x, person), j->scratch, &j->err);
	if (st == ST_OK)
		st = duplicates_judge(h, j->scratch, &finding, &found, &j->err);
	for (size_t i = 0; i < found && st == ST_OK; i++)
		if (!finding_keep(j, person, &finding[i]))
			st = err_nomem(&j->err);
	return st;
}

static bool run_add(const struct everyone *x, struct judge *j, const struct run *run)
{
	if (!vec_grow((void **)&j->one.v, &j->one.cap, j->one.n + run->n, sizeof *j->one.v))
		return false;
	memcpy(j->one.v + j->one.n, x->all.told.v + run->from, run->n * sizeof *j->one.v);
	j->one.n += run->n;
	return true;
}

/* Everybody ------------------------------------------------------------------- */

/* Nobody's runs are parted: they go with the first of them. */
static size_t whole_from(const struct everyone *x, size_t at)
{
	while (at && at < x->all.run.n && x->ordered[at].person == x->ordered[at - 1].person)
		at++;
	return at;
}

static bool some_judge(void *arg, int thread, size_t from, size_t to)
{
	struct everyone *x = arg;
	struct judge *j = &x->judge[thread];
	const size_t begun = j->found.n, end = whole_from(x, to);

	for (size_t i = whole_from(x, from); i < end && j->st == ST_OK;) {
		int64_t person = x->ordered[i].person;

		j->one.n = 0;
		if (i + AHEAD < x->all.run.n) /* what comes lies anywhere: it is under way by then */
			__builtin_prefetch(x->all.told.v + x->ordered[i + AHEAD].from);
		for (; i < end && x->ordered[i].person == person && j->st == ST_OK; i++)
			if (!run_add(x, j, &x->ordered[i]))
				j->st = err_nomem(&j->err);
		if (j->st == ST_OK)
			j->st = one_judge(x, j, person);
	}
	x->share[from / PART] = (struct share){thread, begun, j->found.n - begun};
	return j->st == ST_OK;
}

static enum status all_judge(struct everyone *x, struct err *err)
{
	x->share_n = (x->all.run.n + PART - 1) / PART;
	x->share = calloc(x->share_n + 1, sizeof *x->share);
	for (int i = 0; i < PART_THREADS; i++) {
		x->judge[i].scratch = arena_new();
		x->judge[i].arena = arena_new();
		if (!x->judge[i].scratch || !x->judge[i].arena)
			return err_nomem(err);
	}
	if (!x->share)
		return err_nomem(err);
	if (parts_run(x->all.run.n, PART, some_judge, x))
		return ST_OK;
	for (int i = 0; i < PART_THREADS; i++)
		if (x->judge[i].st != ST_OK)
			return err_set(err, x->judge[i].st, "%s", x->judge[i].err.text);
	return err_nomem(err);
}

static enum status findings_give(struct everyone *x, struct arena *arena, struct person_finding **out, size_t *n,
	struct err *err)
{
	size_t all = 0, at = 0;

	for (int i = 0; i < PART_THREADS; i++)
		all += x->judge[i].found.n;
	*out = arena_alloc(arena, all * sizeof **out);
	if (!*out)
		return err_nomem(err);
	for (size_t i = 0; i < x->share_n; i++) {
		const struct share *s = &x->share[i];

		if (s->n)
			memcpy(*out + at, x->judge[s->thread].found.v + s->from, s->n * sizeof **out);
		at += s->n;
	}
	*n = all;
	for (int i = 0; i < PART_THREADS; i++) {
		arena_join(arena, x->judge[i].arena);
		x->judge[i].arena = NULL;
	}
	return ST_OK;
}

static enum status everyone_judge(struct everyone *x, const struct store *store, struct arena *arena, struct err *err)
{
	enum status st;

	x->kept = arena_new();
	if (!x->kept || !wordings_begin(&x->words, x->rule->catalogue, x->kept))
		return err_nomem(err);
	st = unpack_everyone(store, &x->words, arena, x->kept, &x->all, err);
	if (st == ST_OK)
		st = store_deaths(store, x->kept, &x->death, &x->death_n, err);
	if (st == ST_OK)
		st = runs_order(x, err);
	return st == ST_OK ? all_judge(x, err) : st;
}

enum status judge_everyone(const struct store *store, const struct rule *rule, struct arena *arena,
	struct person_finding **out, size_t *n, struct err *err)
{
	struct everyone x = {.rule = rule};
	enum status st = everyone_judge(&x, store, arena, err);

	if (st == ST_OK)
		st = findings_give(&x, arena, out, n, err);
	for (int i = 0; i < PART_THREADS; i++) {
		vec_done(&x.judge[i].found);
		vec_done(&x.judge[i].one);
		arena_free(x.judge[i].scratch);
		arena_free(x.judge[i].arena);
	}
	vec_done(&x.all.run);
	vec_done(&x.all.told);
	free(x.share);
	free(x.ordered);
	arena_free(x.kept);
	return st;
}
