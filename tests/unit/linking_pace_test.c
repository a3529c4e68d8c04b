/* However much of an import one transaction links, and whoever writes meanwhile: the
 * same people, and the same links. */
#include <stdlib.h>

#include <sqlite3.h>

#include "../../db/inside.h"
#include "case.h"
#include "crowd.h"
#include "linkage/pairs.h"
#include "linkage/sweep.h"

enum { NATIVES = 60, COMERS = 90, AGENCIES = 4 };

/* The same every time. */
static size_t drawn(uint64_t *state, size_t below)
{
	*state = *state * 6364136223846793005u + 1442695040888963407u;
	return (size_t)((*state >> 33) % below);
}

#define one_of(state, list) ((list)[drawn(state, sizeof(list) / sizeof *(list))])

/* Few names, dates and homes, so that they meet: families, twins, slips. */
static const char *details(struct crowd *t, uint64_t *state)
{
	static const char *const family[] = {"Okafor", "Okafro", "Reed", "Hussain", "Adeyemi"};
	static const char *const given[] = {"Grace", "Gracie", "Adaeze", "Tom", "Aisha", "T"};
	static const char *const sex[] = {"F", "F", "M", ""};
	static const char *const nhs[] = {"", "", "", "9990000018", "9990000026"};

	return arena_printf(t->arena, "family=%s given=%s born=19%zu-0%zu-1%zu sex=%s postcode=LS%zu_2AB nhs=%s",
		one_of(state, family), one_of(state, given), 43 + drawn(state, 3), 1 + drawn(state, 4),
		drawn(state, 3), one_of(state, sex), 4 + drawn(state, 5), one_of(state, nhs));
}

static const char *address(struct crowd *t, size_t i)
{
	static const char *const agency[AGENCIES] = {"GP", "ASC", "NHS", "HSG"};

	return arena_printf(t->arena, "%s:%zu", agency[i % AGENCIES], i / AGENCIES);
}

/* What has nothing to do with them: but who links must look again. */
static void another_writes(struct crowd *t, int piece)
{
	if (piece % 3)
		good(setting_set(t->session, "screen.lock", piece % 2 ? "10" : "20", &crowd_err));
}

struct pace { int steps; void (*meanwhile)(struct crowd *, int); };

/* Some are there, and many come at once: of one another, of those, or those changed. */
static const char *came_at(struct pace pace, bool is_large, const char *reach, struct arena *keep)
{
	const char *place[NATIVES + COMERS], *fields[NATIVES + COMERS], *out;
	uint64_t state = 47;
	struct crowd *t;

	crowd_setup((void **)&t);
	link_auto_is(t, reach);
	for (size_t i = 0; i < NATIVES + COMERS; i++) {
		place[i] = address(t, i < NATIVES ? i : i - NATIVES / 3);
		fields[i] = details(t, &state);
	}
	arrive_together(t, place, fields, NATIVES);
	t->is_large = is_large;
	t->steps = pace.steps;
	t->meanwhile = pace.meanwhile;
	arrive_together(t, place + NATIVES, fields + NATIVES, COMERS);
	out = arena_dup(keep, arena_printf(t->arena, "%s\n%s", people_of(t), links_of(t)));
	crowd_teardown((void **)&t);
	return out;
}

static void come_to_the_same(struct crowd *t, bool is_large, const char *reach)
{
	static const struct pace paces[] = {{1, another_writes}, {2, NULL}, {3, another_writes}, {7, NULL},
		{1000, NULL}, {1000, another_writes}};
	const char *first = came_at((struct pace){.steps = 1}, is_large, reach, t->arena);

	for (size_t i = 0; i < sizeof paces / sizeof *paces; i++)
		assert_string_equal(came_at(paces[i], is_large, reach, t->arena), first);
}

static void everybody_linked_at_any_pace_comes_to_the_same(void **state)
{
	come_to_the_same(*state, false, "certain");
	come_to_the_same(*state, false, "likely");
}

static void those_who_came_linked_at_any_pace_come_to_the_same(void **state)
{
	come_to_the_same(*state, true, "certain");
	come_to_the_same(*state, true, "likely");
}

/* Pairs that wait, put right a record at a time: how many rows that takes out and puts in. */
static enum status pairs_one_by_one(struct work *w, void *rows, struct err *err)
{
	sqlite3 *db = txn_store(w->txn)->db;
	struct sweep_size size = {0};
	struct sweep *s = NULL;
	struct guide guide;
	int before;
	enum status st = guide_read(&guide, txn_store(w->txn), err);

	if (st == ST_OK)
		st = sweep_compute(&s, txn_store(w->txn), &guide, false, w->session->rule.today, err);
	if (s)
		sweep_measure(s, &size);
	before = sqlite3_total_changes(db);
	for (size_t i = 0; i < size.ids && st == ST_OK; i++)
		st = sweep_pairs(s, w, i, i + 1, err);
	*(int *)rows = sqlite3_total_changes(db) - before;
	sweep_free(s);
	guide_done(&guide);
	return st;
}

/* Each of them once, though those who are compared are in no order of their arrival. */
static void of_pairs_that_wait_none_is_put_right_again_and_again(void **state)
{
	static const char *const name[] = {"Young", "Clarke", "Hale", "Adeyemi", "Reed"};
	struct crowd *t = *state;
	struct undecided *pair;
	size_t pairs;
	int rows = 0;

	for (size_t i = 0; i < sizeof name / sizeof *name; i++) {
		arrives(t, arena_printf(t->arena, "GP:%zu", i),
			arena_printf(t->arena, "family=%s given=Elizabeth born=1960-05-0%zu sex=F postcode=LS6_2AB", name[i], i + 1));
		arrives(t, arena_printf(t->arena, "ASC:%zu", i),
			arena_printf(t->arena, "family=%s given=Betty born=1960-05-0%zu sex=F postcode=LS6_2AB", name[i], i + 1));
	}
	good(case_write(t->session, NULL, pairs_one_by_one, &rows, &crowd_err));
	good(store_links_undecided(t->session->store, t->arena, &pair, &pairs, &crowd_err));
	assert_true(pairs > sizeof name / sizeof *name);
	assert_int_equal(rows, 2 * pairs);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		crowd_test(everybody_linked_at_any_pace_comes_to_the_same),
		crowd_test(those_who_came_linked_at_any_pace_come_to_the_same),
		crowd_test(of_pairs_that_wait_none_is_put_right_again_and_again),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
