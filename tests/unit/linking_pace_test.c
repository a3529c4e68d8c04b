/* However much of an import one transaction links, and whoever writes meanwhile: the
 * same people, and the same links. */
#include <stdlib.h>

#include "case.h"
#include "crowd.h"

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

int main(void)
{
	const struct CMUnitTest tests[] = {
		crowd_test(everybody_linked_at_any_pace_comes_to_the_same),
		crowd_test(those_who_came_linked_at_any_pace_come_to_the_same),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
