/* People from links, without a store. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "civil.h"
#include "linkage/cluster.h"

enum { MOST = 8 };

static const struct cluster_rules RULES = {.margin = 6, .born_least = 2};

struct graph {
	struct cluster_record record[MOST];
	struct cluster_edge edge[16];
	size_t edge_n;
	struct cluster_cut cut[8];
	size_t cut_n;
	size_t against[2];
	size_t group[MOST];
};

static struct graph nothing(void)
{
	struct graph g = {.edge_n = 0};

	for (int i = 0; i < MOST; i++)
		g.record[i] = (struct cluster_record){"", (uint64_t)i, CIVIL_NONE, 0};
	return g;
}

static void linked(struct graph *g, size_t a, size_t b, double weight)
{
	g->edge[g->edge_n++] = (struct cluster_edge){.a = a, .b = b, .weight = weight};
}

static void joined(struct graph *g, size_t a, size_t b)
{
	g->edge[g->edge_n++] = (struct cluster_edge){.a = a, .b = b, .by_worker = true};
}

static void parted(struct graph *g, size_t a, size_t b)
{
	g->cut[g->cut_n++] = (struct cluster_cut){a, b};
}

/* Who contradicts whom; everybody else is silent. */
static double weighed(void *arg, size_t a, size_t b)
{
	const size_t *against = arg;

	return (a == against[0] && b == against[1]) || (a == against[1] && b == against[0]) ? -20 : 0;
}

/* "00223": the lowest record of each one's person. */
static void people_are(struct graph *g, const char *expected)
{
	char got[MOST + 1] = "";
	size_t n = strlen(expected);

	assert_true(cluster_people(g->record, n, g->edge, g->edge_n, g->cut, g->cut_n,
		g->against[0] == g->against[1] ? NULL : &(struct cluster_evidence){weighed, g->against},
		&RULES, g->group));
	for (size_t i = 0; i < n; i++)
		got[i] = (char)('0' + g->group[i]);
	assert_string_equal(got, expected);
}

static void what_nothing_links_is_a_person_of_one(void **state)
{
	struct graph g = nothing();

	(void)state;
	people_are(&g, "0123");
	people_are(&g, "");
}

static void a_chain_of_links_is_one_person(void **state)
{
	struct graph g = nothing();

	(void)state;
	linked(&g, 2, 3, 5);
	linked(&g, 0, 3, 9);
	people_are(&g, "0100");
}

static void a_separation_holds_over_any_path(void **state)
{
	struct graph g = nothing();

	(void)state;
	linked(&g, 0, 1, 20);
	linked(&g, 1, 2, 10);
	linked(&g, 2, 3, 15);
	parted(&g, 0, 3);
	people_are(&g, "0022");
}

static void a_record_between_two_goes_where_its_evidence_is_stronger(void **state)
{
	struct graph g = nothing();

	(void)state;
	linked(&g, 0, 2, 10);
	linked(&g, 1, 2, 11);
	linked(&g, 0, 1, 30);
	parted(&g, 0, 1);
	people_are(&g, "011");
}

static void a_tie_between_separated_records_goes_to_the_lower_numbered(void **state)
{
	struct graph g = nothing(), h = nothing();

	(void)state;
	for (size_t i = 0; i < MOST; i++)
		g.record[i].rank = h.record[i].rank = 100 - i;
	linked(&g, 1, 2, 10);
	linked(&g, 0, 2, 10);
	parted(&g, 0, 1);
	people_are(&g, "010");
	linked(&h, 1, 2, 10);
	linked(&h, 0, 1, 10);
	parted(&h, 0, 2);
	people_are(&h, "002");
}

/* Alice, Bob and a record between; the same three arriving in two orders. */
static void a_tie_owes_nothing_to_the_order_of_arrival(void **state)
{
	struct graph g = nothing(), h = nothing();

	(void)state;
	g.record[0] = h.record[2] = (struct cluster_record){"9990000018", 70, CIVIL_NONE, 0};
	g.record[1] = h.record[1] = (struct cluster_record){"", 80, CIVIL_NONE, 0};
	g.record[2] = h.record[0] = (struct cluster_record){"9990000026", 60, CIVIL_NONE, 0};
	linked(&g, 0, 1, 10);
	linked(&g, 1, 2, 10);
	linked(&h, 0, 1, 10);
	linked(&h, 1, 2, 10);
	people_are(&g, "011");
	people_are(&h, "002");
}

/* Who is separated from somebody that nothing joins to them is looked at like the rest. */
static void a_separation_from_somebody_apart_decides_no_tie(void **state)
{
	struct graph g = nothing();

	(void)state;
	joined(&g, 0, 1);
	joined(&g, 0, 2);
	joined(&g, 1, 3);
	parted(&g, 2, 3);
	people_are(&g, "01014");
	g.edge_n = 0;
	joined(&g, 0, 1);
	joined(&g, 0, 2);
	joined(&g, 1, 3);
	parted(&g, 0, 4);
	parted(&g, 3, 4);
	people_are(&g, "01014");
}

static void a_workers_link_comes_before_any_weight(void **state)
{
	struct graph g = nothing();

	(void)state;
	linked(&g, 0, 2, 100);
	joined(&g, 1, 2);
	parted(&g, 0, 1);
	people_are(&g, "011");
}

static void the_program_never_joins_two_nhs_numbers(void **state)
{
	struct graph g = nothing();

	(void)state;
	g.record[0].nhs = "9990000018";
	g.record[2].nhs = "9990000026";
	linked(&g, 0, 1, 20);
	linked(&g, 1, 2, 10);
	linked(&g, 2, 3, 5);
	people_are(&g, "0022");
}

static void a_worker_may_join_two_nhs_numbers(void **state)
{
	struct graph g = nothing();

	(void)state;
	g.record[0].nhs = g.record[2].nhs = "9990000018";
	g.record[1].nhs = "9990000026";
	joined(&g, 0, 1);
	linked(&g, 1, 2, 3); /* one number in common: no conflict */
	people_are(&g, "000");
}

static void the_order_of_links_does_not_matter(void **state)
{
	static const size_t orders[][4] = {{0, 1, 2, 3}, {3, 2, 1, 0}, {2, 0, 3, 1}, {1, 3, 0, 2}};
	static const struct cluster_edge edges[] = {
		{.a = 0, .b = 2, .weight = 7}, {.a = 1, .b = 2, .weight = 7},
		{.a = 2, .b = 3, .weight = 9}, {.a = 1, .b = 4, .weight = 7},
	};

	(void)state;
	for (size_t o = 0; o < 4; o++) {
		struct graph g = nothing();

		for (size_t i = 0; i < 4; i++)
			g.edge[g.edge_n++] = edges[orders[o][i]];
		parted(&g, 0, 1);
		people_are(&g, "01001");
	}
}

static void workers_who_contradict_each_other_leave_the_separation(void **state)
{
	struct graph g = nothing();

	(void)state;
	joined(&g, 0, 1);
	joined(&g, 1, 2);
	parted(&g, 0, 2);
	people_are(&g, "002");
}

/* Father 0 1 and son 2 3, and a record 4 of the name without a birth date. */
static struct graph father_and_son(double to_father, double to_son)
{
	struct graph g = nothing();

	g.record[0].born = g.record[1].born = civil_day(1950, 3, 12);
	g.record[2].born = g.record[3].born = civil_day(1981, 11, 2);
	linked(&g, 0, 1, 20);
	linked(&g, 2, 3, 20);
	linked(&g, 1, 4, to_father);
	linked(&g, 2, 4, to_son);
	return g;
}

static void two_birth_dates_told_twice_are_two_people(void **state)
{
	struct graph g = father_and_son(20, 9);

	(void)state;
	linked(&g, 0, 2, 15);
	people_are(&g, "00220");
	for (size_t e = 0; e < g.edge_n; e++)
		if (g.edge[e].weight == 15 || g.edge[e].weight == 9)
			assert_int_equal(g.edge[e].fate, FATE_BORN);
}

static void a_birth_date_told_once_may_be_a_slip(void **state)
{
	struct graph g = father_and_son(20, 9);

	(void)state;
	g.record[1].born = CIVIL_NONE;
	people_are(&g, "00000");
}

static void who_fits_two_people_is_linked_to_neither(void **state)
{
	struct graph g = father_and_son(10, 9);

	(void)state;
	people_are(&g, "00224");
	for (size_t e = 0; e < g.edge_n; e++)
		assert_int_equal(g.edge[e].fate, g.edge[e].weight == 20 ? FATE_JOINED : FATE_RIVAL);
}

static void what_speaks_against_keeps_apart(void **state)
{
	struct graph g = nothing();

	(void)state;
	g.against[0] = 0;
	g.against[1] = 2;
	linked(&g, 0, 1, 30);
	linked(&g, 1, 2, 10);
	people_are(&g, "002");
	assert_int_equal(g.edge[1].fate, FATE_AGAINST);
	g.record[1].nhs = "9990000018";
	g.record[2].nhs = "9990000026";
	people_are(&g, "002");
	assert_int_equal(g.edge[1].fate, FATE_NHS);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_nothing_links_is_a_person_of_one),
		cmocka_unit_test(a_chain_of_links_is_one_person),
		cmocka_unit_test(a_separation_holds_over_any_path),
		cmocka_unit_test(a_record_between_two_goes_where_its_evidence_is_stronger),
		cmocka_unit_test(a_tie_between_separated_records_goes_to_the_lower_numbered),
		cmocka_unit_test(a_tie_owes_nothing_to_the_order_of_arrival),
		cmocka_unit_test(a_separation_from_somebody_apart_decides_no_tie),
		cmocka_unit_test(a_workers_link_comes_before_any_weight),
		cmocka_unit_test(the_program_never_joins_two_nhs_numbers),
		cmocka_unit_test(a_worker_may_join_two_nhs_numbers),
		cmocka_unit_test(the_order_of_links_does_not_matter),
		cmocka_unit_test(two_birth_dates_told_twice_are_two_people),
		cmocka_unit_test(a_birth_date_told_once_may_be_a_slip),
		cmocka_unit_test(who_fits_two_people_is_linked_to_neither),
		cmocka_unit_test(what_speaks_against_keeps_apart),
		cmocka_unit_test(workers_who_contradict_each_other_leave_the_separation),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
