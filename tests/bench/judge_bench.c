/*
 * judge_bench STORE - judging everybody, from the store to findings in memory,
 * beside a sweep over the same rows that only counts them; then those findings
 * written into the store, which had none.  Prints one line of `name value` pairs,
 * for bench.py.
 */
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "catalogue.h"
#include "duplicates.h"
#include "store_events.h"
#include "store_findings.h"
#include "vec.h"

struct judged { int64_t person; struct finding *finding; size_t n; };

struct tally {
	const struct rule *rule;
	struct arena *arena, *kept;
	VEC(struct judged) all;
	long long events, assessments, findings, people;
	bool judges;
};

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void *copied(struct arena *a, const void *from, size_t size)
{
	void *to = arena_alloc(a, size ? size : 1);

	return to && size ? memcpy(to, from, size) : to;
}

static enum status findings_keep(struct tally *t, int64_t person, const struct finding *f, size_t n, struct err *err)
{
	struct judged j = {person, copied(t->kept, f, n * sizeof *f), n};
	bool ok = j.finding && vec_push(&t->all, j);

	for (size_t i = 0; i < n && ok; i++) {
		j.finding[i].evidence = copied(t->kept, f[i].evidence, f[i].evidence_n * sizeof *f[i].evidence);
		ok = j.finding[i].evidence;
	}
	return ok ? ST_OK : err_nomem(err);
}

static enum status one_person(void *arg, int64_t person, const struct event *events, size_t n, struct death died, struct err *err)
{
	struct tally *t = arg;
	struct history *history;
	struct finding *finding;
	size_t findings = 0;
	enum status st = ST_OK;

	t->people++;
	t->events += (long long)n;
	for (size_t i = 0; i < n; i++)
		t->assessments += events[i].kind == EV_ASSESSMENT;
	if (!t->judges)
		return ST_OK;
	arena_reset(t->arena);
	st = history_new(&history, t->rule, events, n, died.day, t->arena, err);
	if (st == ST_OK)
		st = duplicates_judge(history, t->arena, &finding, &findings, err);
	t->findings += (long long)findings;
	return st == ST_OK && findings ? findings_keep(t, person, finding, findings, err) : st;
}

static enum status sweep(const struct store *store, struct tally *t, double *seconds, struct err *err)
{
	double start = now();
	enum status st = store_events_sweep(store, one_person, t, err);

	*seconds = now() - start;
	return st;
}

static enum status findings_forget(struct txn *txn, void *arg, struct err *err)
{
	struct tally *t = arg;
	enum status st = ST_OK;

	for (size_t i = 0; i < t->all.n && st == ST_OK; i++)
		st = store_findings_set(txn, t->all.v[i].person, NULL, 0, err);
	return st;
}

static enum status findings_write(struct txn *txn, void *arg, struct err *err)
{
	struct tally *t = arg;
	enum status st = ST_OK;

	for (size_t i = 0; i < t->all.n && st == ST_OK; i++)
		st = store_findings_set(txn, t->all.v[i].person, t->all.v[i].finding, t->all.v[i].n, err);
	return st;
}

static enum status write_all(struct store *store, struct tally *t, double *seconds, struct err *err)
{
	enum status st = store_write(store, STORE_FULL, findings_forget, t, err);
	double start = now();

	if (st == ST_OK)
		st = store_write(store, STORE_FULL, findings_write, t, err);
	*seconds = now() - start;
	return st;
}

int main(int argc, char **argv)
{
	struct err err = {0};
	struct store *store = NULL;
	struct catalogue *catalogue = NULL;
	struct rule rule = { .today = civil_day(2025, 11, 21), .threshold_num = 1, .threshold_den = 2 };
	struct tally counted = {0}, judged = { .rule = &rule, .judges = true };
	double plain = 0, full = 0, writing = 0;
	enum status st = argc == 2 ? store_open(&store, argv[1], STORE_USE, &err) : ST_USAGE;

	judged.arena = arena_new();
	judged.kept = arena_new();
	if (st == ST_OK)
		st = catalogue_new(&catalogue, NULL, &err);
	rule.catalogue = catalogue;
	if (st == ST_OK)
		st = sweep(store, &counted, &plain, &err);
	if (st == ST_OK)
		st = sweep(store, &judged, &full, &err);
	if (st == ST_OK)
		st = write_all(store, &judged, &writing, &err);
	if (st == ST_OK)
		printf("people %lld events %lld assessments %lld findings %lld sweep_seconds %.6f judge_seconds %.6f "
			"write_seconds %.6f\n", judged.people, judged.events, judged.assessments, judged.findings, plain,
			full, writing);
	else
		fprintf(stderr, "judge_bench: %s\n", err.text);
	vec_done(&judged.all);
	arena_free(judged.kept);
	arena_free(judged.arena);
	catalogue_free(catalogue);
	store_close(store);
	return st == ST_OK ? 0 : 1;
}
