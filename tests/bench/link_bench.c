/* Links records in a store, and prints what each part of it took:
 *
 *	link_bench STORE          everybody, from nothing: what links, people and keys there
 *	                          are is forgotten first; nobody is judged anew
 *	link_bench STORE AGENCY   an agency's records among everybody, as an import does once
 *	                          they are in the store: their links are forgotten first; whom
 *	                          it concerns is judged anew
 *
 * Seconds are of the clock, and with cpu_ before them of the processor, of the thread that
 * begins and ends; cpu is of all processors, main of that thread: where two cores are
 * free, the clock shows little more. */
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

#include "care/pace.h"
#include "care/work.h"
#include "linkage/linking.h"
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
		st = store_blocks_upto_set(w->txn, 0, err);
	vec_done(&people.held);
	return st;
}

static enum status people_and_links_put(struct sweep *s, struct work *w, const struct sweep_size *n, struct err *err)
{
	enum status st = sweep_unlink(s, w, 0, n->gone, err);

	if (st == ST_OK)
		st = sweep_back(s, w, 0, n->backs, err);
	if (st == ST_OK)
		st = sweep_link(s, w, 0, n->pairs, err);
	if (st == ST_OK)
		st = sweep_people(s, w, 0, n->knots, err);
	return st == ST_OK ? sweep_pairs(s, w, 0, n->ids, err) : st;
}

/* What the next comparison needs: the model, and keys of all records. */
static enum status model_and_keys_put(struct sweep *s, const struct guide *guide, struct txn *txn, struct err *err)
{
	struct blocking keys;
	enum status st = guide_keep(guide, txn, err);

	blocking_begin(&keys);
	if (st == ST_OK)
		st = sweep_keys(s, &keys, err);
	while (st == ST_OK && !blocking_is_over(&keys))
		st = blocking_put(&keys, txn, 1 << 16, err);
	blocking_done(&keys);
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
		st = people_and_links_put(s, w, &t->size, err);
		t->settle = lap_end(from);
	}
	from = lap_begin();
	if (st == ST_OK)
		st = model_and_keys_put(s, &guide, w->txn, err);
	t->keep = lap_end(from);
	w->touched.n = 0;
	sweep_free(s);
	guide_done(&guide);
	return st;
}

/* An agency's records ------------------------------------------------------------ */

struct newcomers {
	const char *agency;
	struct people people;
	VEC(int64_t) id;
	struct linking *linking;
	struct pace pace;
};

static enum status newcomer_find(void *arg, const struct record *r, struct err *err)
{
	struct newcomers *n = arg;

	if (strcmp(r->agency_code, n->agency))
		return ST_OK;
	return vec_push(&n->id, r->id) && vec_push(&n->people.held, (struct holding){r->id, r->person, r->id}) ? ST_OK
		: err_nomem(err);
}

static enum status newcomers_forget(struct work *w, void *arg, struct err *err)
{
	struct newcomers *n = arg;
	struct link_row *row = NULL;
	size_t row_n = 0;
	enum status st = store_record_after(txn_store(w->txn), 0, INT64_MAX, newcomer_find, n, err);

	if (st == ST_OK)
		st = store_links_of(txn_store(w->txn), n->id.v, n->id.n, w->arena, &row, &row_n, err);
	for (size_t i = 0; i < row_n && st == ST_OK; i++)
		st = store_link_remove(w->txn, row[i].a, row[i].b, err);
	return st == ST_OK ? store_people_set(w->txn, n->people.held.v, n->people.held.n, err) : st;
}

static enum status newcomers_write(struct work *w, void *arg, struct err *err)
{
	struct newcomers *n = arg;
	enum status st;

	pace_begin(&n->pace);
	st = linking_write(n->linking, w, pace_is_late, &n->pace, err);
	pace_end(&n->pace);
	return st;
}

static enum status newcomers_link(struct session *s, struct newcomers *n, struct err *err)
{
	enum status st = linking_new(s, n->id.v, n->id.n, 0, LINKING_AS_DUE, &n->linking, err);

	n->pace = pace_new(s->store);
	while (st == ST_OK && !linking_is_over(n->linking)) {
		st = linking_prepare(n->linking, err);
		store_give_way(s->store);
		if (st == ST_OK)
			st = case_write_piece(s, newcomers_write, n, err);
		pace_learn(&n->pace);
		linking_written(n->linking);
	}
	return st;
}

static enum status newcomers_time(struct session *s, const char *agency, struct err *err)
{
	struct newcomers n = {.agency = agency};
	enum status st = case_write(s, &(struct deed){.deed = "link"}, newcomers_forget, &n, err);
	double cpu = clock_of(CLOCK_PROCESS_CPUTIME_ID);
	struct lap all = lap_begin();

	if (st == ST_OK) {
		store_many_writes(s->store, true);
		st = newcomers_link(s, &n, err);
		store_many_writes(s->store, false);
	}
	all = lap_end(all);
	if (st == ST_OK)
		printf("newcomers %zu whole %d seconds %.3f cpu %.3f main %.3f\n", n.id.n, linking_is_whole(n.linking), all.clock,
			clock_of(CLOCK_PROCESS_CPUTIME_ID) - cpu, all.cpu);
	linking_free(n.linking);
	vec_done(&n.id);
	vec_done(&n.people.held);
	return st;
}

/* Everybody --------------------------------------------------------------------- */

static enum status everybody_time(struct session *s, struct err *err)
{
	struct deed deed = {.deed = "link"};
	struct timing t = {0};
	struct rusage used;
	struct lap all;
	double cpu;
	enum status st = case_write(s, &deed, forget_all, NULL, err);

	cpu = clock_of(CLOCK_PROCESS_CPUTIME_ID);
	all = lap_begin();
	if (st == ST_OK)
		st = case_write(s, &deed, link_all, &t, err);
	all = lap_end(all);
	cpu = clock_of(CLOCK_PROCESS_CPUTIME_ID) - cpu;
	getrusage(RUSAGE_SELF, &used);
	if (st == ST_OK)
		printf("records %zu compared %zu pairs %zu seconds %.3f compute %.3f settle %.3f keep %.3f "
			"commit %.3f cpu %.3f main %.3f cpu_compute %.3f cpu_settle %.3f cpu_keep %.3f mib %.0f\n",
			t.size.records, t.size.compared, t.size.pairs, all.clock, t.compute.clock, t.settle.clock,
			t.keep.clock, all.clock - t.compute.clock - t.settle.clock - t.keep.clock, cpu, all.cpu,
			t.compute.cpu, t.settle.cpu, t.keep.cpu, (double)used.ru_maxrss / 1024);
	return st;
}

/* The keys of all at once, before the store is opened: the program itself never forgets them. */
static bool keys_forget(const char *path)
{
	sqlite3 *db = NULL;
	bool done = sqlite3_open_v2(path, &db, SQLITE_OPEN_READWRITE, NULL) == SQLITE_OK &&
		sqlite3_exec(db, "DELETE FROM block_page", NULL, NULL, NULL) == SQLITE_OK;

	if (!done)
		fprintf(stderr, "%s\n", sqlite3_errmsg(db));
	sqlite3_close(db);
	return done;
}

int main(int argc, char **argv)
{
	struct session_options o = {.worker = "bench", .today = civil_day(2025, 11, 21)};
	struct session *session = NULL;
	struct err err;
	enum status st;

	if (argc != 2 && argc != 3)
		return 2;
	if (argc == 2 && !keys_forget(argv[1]))
		return 1;
	o.store = argv[1];
	st = session_open(&session, &o, &err);
	if (st == ST_OK)
		st = argc == 3 ? newcomers_time(session, argv[2], &err) : everybody_time(session, &err);
	session_close(session);
	if (st != ST_OK)
		fprintf(stderr, "%s\n", err.text);
	return st == ST_OK ? 0 : 1;
}
