/*
 * judge_bench STORE - judging everybody, from the store to findings in memory,
 * beside a bare pass over the rows that this reads; then those findings written into
 * the store, which had none.  Prints one line of `name value` pairs, for bench.py: seconds
 * by the clock, and of judging those of all processors and of the thread that begins it.
 */
#include <stdio.h>
#include <time.h>

#include "catalogue.h"
#include "judging.h"
#include "store_events.h"

struct tally { long long people, gists, assessments; int64_t last; };
struct findings { const struct person_finding *v; size_t n; bool is_gone; };
struct taken { double plain, full, cpu, first; };

static double clock_of(clockid_t which)
{
	struct timespec t;

	clock_gettime(which, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static double now(void)
{
	return clock_of(CLOCK_MONOTONIC);
}

static void keep_least(double *least, double took)
{
	if (!*least || took < *least)
		*least = took;
}

static enum status rows_count(void *arg, int64_t person, const char *gists, size_t length, struct err *err)
{
	struct tally *t = arg;

	(void)err;
	(void)length;
	t->people += person != t->last && *gists;
	t->last = person;
	return ST_OK;
}

static enum status events_count(void *arg, int64_t person, const struct event *events, size_t n,
	struct death died, struct err *err)
{
	struct tally *t = arg;

	(void)person;
	(void)died;
	(void)err;
	t->people++;
	t->gists += (long long)n;
	for (size_t i = 0; i < n; i++)
		t->assessments += events[i].kind == EV_ASSESSMENT;
	return ST_OK;
}

static enum status findings_write(struct txn *txn, void *arg, struct err *err)
{
	const struct findings *f = arg;
	struct arena *arena = arena_new();
	enum status st = arena ? ST_OK : err_nomem(err);

	for (size_t i = 0, n; i < f->n && st == ST_OK; i += n) {
		struct finding *of;

		for (n = 1; i + n < f->n && f->v[i + n].person == f->v[i].person;)
			n++;
		arena_reset(arena);
		of = arena_alloc(arena, n * sizeof *of);
		for (size_t k = 0; of && k < n; k++)
			of[k] = f->v[i + k].finding;
		st = !of ? err_nomem(err) : store_findings_set(txn, f->v[i].person, of, f->is_gone ? 0 : n, err);
	}
	arena_free(arena);
	return st;
}

/* Several times, of which the quickest counts: the first warms the cache. */
static enum status judge(const struct store *store, const struct rule *rule, struct arena *arena,
	struct findings *out, struct taken *least, struct err *err)
{
	enum status st = ST_OK;

	for (int i = 0; i < 5 && st == ST_OK; i++) {
		struct person_finding *found = NULL;
		struct tally rows = {0};
		double start = now(), cpu, first;

		st = store_gists_sweep(store, rows_count, &rows, err);
		keep_least(&least->plain, now() - start);
		arena_reset(arena);
		start = now();
		cpu = clock_of(CLOCK_PROCESS_CPUTIME_ID);
		first = clock_of(CLOCK_THREAD_CPUTIME_ID);
		if (st == ST_OK)
			st = judge_everyone(store, rule, arena, &found, &out->n, err);
		keep_least(&least->full, now() - start);
		keep_least(&least->cpu, clock_of(CLOCK_PROCESS_CPUTIME_ID) - cpu);
		keep_least(&least->first, clock_of(CLOCK_THREAD_CPUTIME_ID) - first);
		out->v = found;
	}
	return st;
}

/* With the memory that many writes are given, as where everybody is judged anew. */
static enum status write_all(struct store *store, struct findings *found, double *seconds, double *cpu,
	struct err *err)
{
	struct findings gone = { found->v, found->n, true };
	enum status st = store_write(store, STORE_FULL, findings_write, &gone, err);
	double start = now(), first = clock_of(CLOCK_THREAD_CPUTIME_ID);

	store_many_writes(store, true);
	if (st == ST_OK)
		st = store_write(store, STORE_FULL, findings_write, found, err);
	store_many_writes(store, false);
	*seconds = now() - start;
	*cpu = clock_of(CLOCK_THREAD_CPUTIME_ID) - first;
	return st;
}

int main(int argc, char **argv)
{
	struct err err = {0};
	struct store *store = NULL;
	struct catalogue *catalogue = NULL;
	struct arena *arena = arena_new();
	struct rule rule = { .today = civil_day(2025, 11, 21), .threshold_num = 1, .threshold_den = 2 };
	struct tally all = {0};
	struct findings found = {0};
	struct taken took = {0};
	double writing = 0, writing_cpu = 0;
	enum status st = argc == 2 && arena ? store_open(&store, argv[1], STORE_USE, &err) : ST_USAGE;

	if (st == ST_OK)
		st = catalogue_new(&catalogue, NULL, &err);
	rule.catalogue = catalogue;
	if (st == ST_OK)
		st = store_events_sweep(store, events_count, &all, &err);
	if (st == ST_OK)
		st = judge(store, &rule, arena, &found, &took, &err);
	if (st == ST_OK)
		st = write_all(store, &found, &writing, &writing_cpu, &err);
	if (st == ST_OK)
		printf("people %lld events %lld assessments %lld findings %zu sweep_seconds %.6f judge_seconds %.6f "
			"judge_cpu %.6f judge_first %.6f write_seconds %.6f write_cpu %.6f\n", all.people, all.gists, all.assessments,
			found.n, took.plain, took.full, took.cpu, took.first, writing, writing_cpu);
	else
		fprintf(stderr, "judge_bench: %s\n", err.text);
	arena_free(arena);
	catalogue_free(catalogue);
	store_close(store);
	return st == ST_OK ? 0 : 1;
}
