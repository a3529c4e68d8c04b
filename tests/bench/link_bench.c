/* Links everybody in a store from nothing, and prints what each part of it took:
 *
 *	link_bench STORE
 *
 * What links, people and keys there are is forgotten first; nobody is judged anew.
 * Seconds are of the clock, and with cpu_ before them of the processor, of the thread that
 * begins and ends; cpu is of all processors, main of that thread: where two cores are
 * free, the clock shows little more. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

#include "care/work.h"
#include "linkage/sweep.h"

struct people { VEC(struct holding) held; };
struct timing { struct lap { double clock, cpu; } compute, settle, keep; struct sweep_size size; };

static double clock_of(clockid_t which)
{
	struct timespec t;

	clock_gettime(which, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static struct lap lap_begin(void)
{
	return (struct lap){clock_of(CLOCK_MONOTONIC), clock_of(CLOCK_THREAD_CPUTIME_ID)};
}

static struct lap lap_end(struct lap from)
{
	struct lap now = lap_begin();

	return (struct lap){now.clock - from.clock, now.cpu - from.cpu};
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
	struct lap from = lap_begin();
	enum status st = guide_read(&guide, txn_store(w->txn), err);

	if (st == ST_OK)
		st = sweep_compute(&s, txn_store(w->txn), &guide, true, w->session->rule.today, err);
	t->compute = lap_end(from);
	if (st == ST_OK) {
		sweep_measure(s, &t->size);
		from = lap_begin();
		st = sweep_settle(s, w, err);
		t->settle = lap_end(from);
	}
	from = lap_begin();
	if (st == ST_OK)
		st = sweep_keep(s, w->txn, err);
	t->keep = lap_end(from);
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
	struct lap all;
	double cpu = 0;
	struct rusage used;
	struct err err;
	enum status st;

	if (argc != 2)
		return 2;
	o.store = argv[1];
	st = session_open(&session, &o, &err);
	if (st == ST_OK)
		st = case_write(session, &deed, forget_all, NULL, &err);
	cpu = clock_of(CLOCK_PROCESS_CPUTIME_ID);
	all = lap_begin();
	if (st == ST_OK)
		st = case_write(session, &deed, link_all, &t, &err);
	all = lap_end(all);
	cpu = clock_of(CLOCK_PROCESS_CPUTIME_ID) - cpu;
	session_close(session);
	if (st != ST_OK) {
		fprintf(stderr, "%s\n", err.text);
		return 1;
	}
	getrusage(RUSAGE_SELF, &used);
	printf("records %zu compared %zu pairs %zu seconds %.3f compute %.3f settle %.3f keep %.3f "
		"commit %.3f cpu %.3f main %.3f cpu_compute %.3f cpu_settle %.3f cpu_keep %.3f mib %.0f\n",
		t.size.records, t.size.compared, t.size.pairs, all.clock, t.compute.clock, t.settle.clock,
		t.keep.clock, all.clock - t.compute.clock - t.settle.clock - t.keep.clock, cpu, all.cpu,
		t.compute.cpu, t.settle.cpu, t.keep.cpu, (double)used.ru_maxrss / 1024);
	return 0;
}
