/* Links everybody in a store from nothing, and prints what each part of it took:
 *
 *	link_bench STORE
 *
 * What links, people and keys there are is forgotten first; nobody is judged anew.
 * Seconds are of the clock, cpu of all processors, main of the thread that begins and
 * ends: where two cores are free, the clock shows little more. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

#include "care/work.h"
#include "linkage/sweep.h"

struct people { VEC(struct holding) held; };
struct timing { double compute, settle, keep; struct sweep_size size; };

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

/* Everybody is a person of one again, and nothing is known of anybody. */
static enum status forget_person(void *arg, const struct record *r, struct err *err)
{
	struct people *p = arg;

	return vec_push(&p->held, (struct holding){r->id, r->person, r->id}) ? ST_OK : err_nomem(err);
}

static enum status forget_all(struct work *w, void *arg, struct err *err)
{
	struct people people = {.held = {0}};
	struct link_row *row = NULL;
	size_t n = 0;
	enum status st = store_link_all(txn_store(w->txn), w->arena, &row, &n, err);

	(void)arg;
	for (size_t i = 0; i < n && st == ST_OK; i++)
		st = store_link_remove(w->txn, row[i].a, row[i].b, err);
	if (st == ST_OK)
		st = store_record_after(txn_store(w->txn), 0, INT64_MAX, forget_person, &people, err);
	if (st == ST_OK)
		st = store_people_set(w->txn, people.held.v, people.held.n, err);
	if (st == ST_OK)
		st = store_blocks_clear(w->txn, err);
	if (st == ST_OK)
		st = store_blocks_upto_set(w->txn, 0, err);
	vec_done(&people.held);
	return st;
}

static enum status link_all(struct work *w, void *arg, struct err *err)
{
	struct timing *t = arg;
	struct sweep *s = NULL;
	struct guide guide;
	double from = now();
	enum status st = guide_read(&guide, txn_store(w->txn), err);

	if (st == ST_OK)
		st = sweep_compute(&s, txn_store(w->txn), &guide, true, w->session->rule.today, err);
	t->compute = now() - from;
	if (st == ST_OK) {
		sweep_measure(s, &t->size);
		from = now();
		st = sweep_settle(s, w, err);
		t->settle = now() - from;
	}
	from = now();
	if (st == ST_OK)
		st = sweep_keep(s, w->txn, err);
	t->keep = now() - from;
	w->touched.n = 0;
	sweep_free(s);
	guide_done(&guide);
	return st;
}

int main(int argc, char **argv)
{
	struct session_options o = {.worker = "bench", .today = civil_day(2025, 11, 21)};
	struct deed deed = {.deed = "link"};
	struct session *session = NULL;
	struct timing t = {0};
	double cpu = 0, thread = 0;
	struct rusage used;
	struct err err;
	double from;
	enum status st;

	if (argc != 2)
		return 2;
	o.store = argv[1];
	st = session_open(&session, &o, &err);
	if (st == ST_OK)
		st = case_write(session, &deed, forget_all, NULL, &err);
	cpu = clock_of(CLOCK_PROCESS_CPUTIME_ID);
	thread = clock_of(CLOCK_THREAD_CPUTIME_ID);
	from = now();
	if (st == ST_OK)
		st = case_write(session, &deed, link_all, &t, &err);
	from = now() - from;
	cpu = clock_of(CLOCK_PROCESS_CPUTIME_ID) - cpu;
	thread = clock_of(CLOCK_THREAD_CPUTIME_ID) - thread;
	session_close(session);
	if (st != ST_OK) {
		fprintf(stderr, "%s\n", err.text);
		return 1;
	}
	getrusage(RUSAGE_SELF, &used);
	printf("records %zu compared %zu pairs %zu seconds %.3f compute %.3f settle %.3f keep %.3f "
		"commit %.3f cpu %.3f main %.3f mib %.0f\n", t.size.records, t.size.compared, t.size.pairs, from,
		t.compute, t.settle, t.keep, from - t.compute - t.settle - t.keep,
		cpu, thread,
		(double)used.ru_maxrss / 1024);
	return 0;
}
