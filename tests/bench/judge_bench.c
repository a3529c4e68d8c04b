/*
 * judge_bench STORE - judging everybody, from the store to findings in memory,
 * beside a sweep over the same rows that only counts them.  Prints one line of
 * `name value` pairs, for bench.py.
 */
#include <stdio.h>
#include <time.h>

#include "catalogue.h"
#include "duplicates.h"
#include "store_events.h"

struct tally {
	const struct rule *rule;
	struct arena *arena;
	long long events, assessments, findings, people;
	bool judges;
};

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static enum status one_person(void *arg, int64_t person, const struct event *events, size_t n, int32_t died, struct err *err)
{
	struct tally *t = arg;
	struct history *history;
	struct finding *finding;
	size_t findings = 0;
	enum status st = ST_OK;

	(void)person;
	t->people++;
	t->events += (long long)n;
	for (size_t i = 0; i < n; i++)
		t->assessments += events[i].kind == EV_ASSESSMENT;
	if (!t->judges)
		return ST_OK;
	arena_reset(t->arena);
	st = history_new(&history, t->rule, events, n, died, t->arena, err);
	if (st == ST_OK)
		st = duplicates_judge(history, t->arena, &finding, &findings, err);
	t->findings += (long long)findings;
	return st;
}

static enum status sweep(const struct store *store, struct tally *t, double *seconds, struct err *err)
{
	double start = now();
	enum status st = store_events_sweep(store, one_person, t, err);

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
	double plain = 0, full = 0;
	enum status st = argc == 2 ? store_open(&store, argv[1], STORE_USE, &err) : ST_USAGE;

	judged.arena = arena_new();
	if (st == ST_OK)
		st = catalogue_new(&catalogue, NULL, &err);
	rule.catalogue = catalogue;
	if (st == ST_OK)
		st = sweep(store, &counted, &plain, &err);
	if (st == ST_OK)
		st = sweep(store, &judged, &full, &err);
	if (st == ST_OK)
		printf("people %lld events %lld assessments %lld findings %lld sweep_seconds %.6f judge_seconds %.6f\n",
			judged.people, judged.events, judged.assessments, judged.findings, plain, full);
	else
		fprintf(stderr, "judge_bench: %s\n", err.text);
	arena_free(judged.arena);
	catalogue_free(catalogue);
	store_close(store);
	return st == ST_OK ? 0 : 1;
}
