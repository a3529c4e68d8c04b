/* Whatever comes in whatever order, and whatever workers say: what always holds. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "apart.h"
#include "asked.h"
#include "case.h"
#include "crowd.h"
#include "writing.h"

/* Chance that is the same every time ---------------------------------------- */

struct chance { uint64_t state; };

static size_t drawn(struct chance *c, size_t below)
{
	uint64_t z = (c->state += 0x9E3779B97F4A7C15u);

	z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
	z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
	return (size_t)((z ^ (z >> 31)) % below);
}

#define one_of(c, list) ((list)[drawn(c, sizeof(list) / sizeof *(list))])

/* Few names, dates and homes, so that they meet: families, twins, slips, numbers
 * that are another's. */
static const char *details(struct crowd *t, struct chance *c)
{
	static const char *const family[] = {"Okafor", "Okafor", "Okafro", "Reed", "Hussain"};
	static const char *const given[] = {"Grace", "Grace", "Gracie", "Adaeze", "Tom", "T"};
	static const char *const born[] = {"1943-07-03", "1943-07-03", "1943-03-07", "1971-02-11", ""};
	static const char *const sex[] = {"F", "F", "M", ""};
	static const char *const home[] = {"LS6_2AB", "LS6_2AB", "LS8_1XX", ""};
	static const char *const nhs[] = {"", "", "", "9990000018", "9990000026"};
	static const char *const ids[] = {"", "", "", "mrn=A77123", "mrn=B88123"};
	static const char *const day[] = {"2025-03-01", "2025-04-07", "2025-05-11", "2025-06-02"};

	return arena_printf(t->arena,
		"family=%s given=%s born=%s sex=%s postcode=%s nhs=%s ids=%s assessed=%s", one_of(c, family),
		one_of(c, given), one_of(c, born), one_of(c, sex), one_of(c, home), one_of(c, nhs),
		one_of(c, ids), one_of(c, day));
}

enum { AGENCIES = 4, LOCAL = 5 };

static const char *address(struct crowd *t, size_t i)
{
	static const char *const agency[AGENCIES] = {"GP", "ASC", "NHS", "HSG"};

	return arena_printf(t->arena, "%s:%zu", agency[i % AGENCIES], i / AGENCIES);
}

/* What always holds --------------------------------------------------------- */

/* One person for each record, by their lowest; nothing separated together; findings
 * as the rule gives them: doctor sees to all three. */
static void all_is_well(struct crowd *t)
{
	struct doctor_report report;

	good(doctor_run(t->session, t->arena, &report, &crowd_err));
	for (size_t i = 0; i < report.complaint_n; i++)
		print_error("%s\n", report.complaint[i].text);
	assert_int_equal(report.complaint_n, 0);
	people_of(t);
}

static enum status decides(struct crowd *t, const char *a, const char *b)
{
	struct link_preview preview;
	enum status st = link_records(t->session, a, b, "met her", false, t->arena, &preview, &crowd_err);

	if (st == ST_USAGE)
		st = separate_records(t->session, a, b, "saw both", false, t->arena, &preview, &crowd_err);
	if (st != ST_OK && st != ST_USAGE) /* the same record; not there; separated over a path */
		assert_true(st == ST_NONE || st == ST_DENIED);
	return st;
}

/* A worker's word, taken back, brought again; it may stay. */
static void a_word_is_said(struct crowd *t, struct chance *c)
{
	const char *before = crowd_digest(t), *after;
	size_t a = drawn(c, AGENCIES * LOCAL), b = drawn(c, AGENCIES * LOCAL);

	if (decides(t, address(t, a), address(t, b)) != ST_OK)
		return;
	after = crowd_digest(t);
	assert_string_not_equal(after, before);
	undoes(t);
	assert_string_equal(crowd_digest(t), before);
	redoes(t);
	if (drawn(c, 3) == 0)
		undoes(t);
}

/* A worker writes something of an agency that may hold no record of the person. */
static void a_note_is_written(struct crowd *t, struct chance *c)
{
	static const char *const agency[] = {"GP", "ASC", "NHS", "HSG"};
	const char *before = crowd_digest(t), *after;
	struct writing w = {.kind = EV_NOTE, .text = "rang her", .agency = one_of(c, agency)};
	struct written out;
	char **fits;
	size_t n;

	if (person_resolve(t->session, address(t, drawn(c, AGENCIES * LOCAL)), &w.person, t->arena, &fits,
		&n, &crowd_err) != ST_OK || !session_agency_by_code(t->session, w.agency))
		return;
	good(writing_put(t->session, &w, t->arena, &out, &crowd_err));
	after = crowd_digest(t);
	assert_string_not_equal(after, before);
	undoes(t);
	assert_string_equal(crowd_digest(t), before);
	redoes(t);
	assert_string_equal(crowd_digest(t), after);
}

static void a_step_is_taken(struct crowd *t, struct chance *c)
{
	static const char *const reach[] = {"off", "certain", "likely"};
	size_t who = drawn(c, AGENCIES * LOCAL);

	switch (drawn(c, 14)) {
	case 0:
		link_auto_is(t, one_of(c, reach));
		break;
	case 1:
		good(setting_set(t->session, "linking", "refit", &crowd_err));
		break;
	case 2:
		arrives_as_one(t, arena_printf(t->arena, "GP:s%zu ASC:s%zu NHS:s%zu", who % 3, who % 3, who % 3),
			details(t, c));
		break;
	case 3: case 4: case 5: case 6:
		a_word_is_said(t, c);
		break;
	case 7: case 8:
		a_note_is_written(t, c);
		break;
	default:
		arrives(t, address(t, who), details(t, c));
	}
}

static void any_sequence_leaves_everybody_one_person_and_can_be_taken_back(void **state)
{
	struct crowd *t = *state;
	struct chance c = {17};

	for (int i = 0; i < 120; i++) {
		t->is_large = i % 3 == 0;
		a_step_is_taken(t, &c);
		all_is_well(t);
	}
}

/* Orders --------------------------------------------------------------------- */

enum { CROWD = 24 };

static int text_order(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* People by what they are made of, in an order of their own. */
static const char *people_sorted(struct crowd *t)
{
	char *rest = arena_dup(t->arena, people_of(t)), *person, *people[CROWD], *record[CROWD];
	const char *out = "";
	size_t n = 0;

	while ((person = strtok_r(rest, "|", &rest))) {
		const char *one = "";
		size_t m = 0;

		while ((record[m] = strtok_r(person, " ", &person)))
			m++;
		qsort(record, m, sizeof *record, text_order);
		for (size_t i = 0; i < m; i++)
			one = arena_printf(t->arena, "%s %s", one, record[i]);
		people[n++] = arena_dup(t->arena, one);
	}
	qsort(people, n, sizeof *people, text_order);
	for (size_t i = 0; i < n; i++)
		out = arena_printf(t->arena, "%s%s |", out, people[i]);
	return out;
}

static const char *arrived_in_some_order(uint64_t order, const char *const *fields, struct arena *keep)
{
	struct crowd *t;
	struct chance c = {order};
	size_t turn[CROWD];
	const char *out;

	crowd_setup((void **)&t);
	link_auto_is(t, "likely");
	for (size_t i = 0; i < CROWD; i++) {
		size_t j = drawn(&c, i + 1);

		turn[i] = turn[j];
		turn[j] = i;
	}
	for (size_t i = 0; i < CROWD; i++)
		arrives(t, address(t, turn[i]), fields[turn[i]]);
	out = arena_dup(keep, people_sorted(t));
	crowd_teardown((void **)&t);
	return out;
}

static void the_same_records_in_any_order_are_the_same_people(void **state)
{
	struct crowd *t = *state;
	const char *fields[CROWD], *first = NULL;
	struct chance c = {5};

	for (size_t i = 0; i < CROWD; i++)
		fields[i] = details(t, &c);
	for (uint64_t order = 1; order < 9; order++) {
		const char *people = arrived_in_some_order(order, fields, t->arena);

		if (first)
			assert_string_equal(people, first);
		first = people;
	}
}

/* Who comes is compared with whom they share a key with, and with nobody else:
 * the same as if everybody were compared anew. */
static void adding_is_as_good_as_anew(struct crowd *t, struct chance *c,
	const char *(*make)(struct crowd *, struct chance *), size_t n, int rounds)
{
	t->is_large = true;
	for (int round = 0; round < rounds; round++) {
		const char *added, *people;

		arrives(t, address(t, drawn(c, n)), make(t, c));
		added = crowd_digest(t);
		people = people_of(t);
		link_auto_is(t, "certain"); /* as it was: everybody anew under the same model */
		assert_string_equal(people_of(t), people);
		assert_string_equal(crowd_digest(t), added);
	}
}

static void what_is_added_and_everybody_anew_come_to_the_same(void **state)
{
	struct crowd *t = *state;
	struct chance c = {29};

	link_auto_is(t, "certain");
	for (size_t i = 0; i < AGENCIES * LOCAL; i++)
		arrives(t, address(t, i), details(t, &c));
	for (size_t i = 0; i < 6; i++)
		a_note_is_written(t, &c);
	adding_is_as_good_as_anew(t, &c, details, CROWD, 40);
}

/* Somebody of a small town. */
static const char *townsfolk(struct crowd *t, struct chance *c)
{
	static const char *const first[] = {"Ol", "Ha", "Be", "Mar", "Ti"};
	static const char *const last[] = {"ker", "sby", "ton", "land", "ley"};

	return arena_printf(t->arena, "family=%s%s given=%s%s born=19%zu-0%zu-1%zu sex=%s postcode=LS%zu_2AB",
		one_of(c, first), one_of(c, last), one_of(c, first), one_of(c, first), 40 + drawn(c, 40),
		1 + drawn(c, 9), drawn(c, 3), drawn(c, 2) ? "F" : "M", drawn(c, 8));
}

static void so_they_do_under_a_fitted_model(void **state)
{
	struct crowd *t = *state;
	struct chance c = {31};

	t->is_large = true;
	link_auto_is(t, "certain");
	for (size_t i = 0; i < 400; i++)
		arrives(t, address(t, i), townsfolk(t, &c));
	good(setting_set(t->session, "linking", "refit", &crowd_err));
	adding_is_as_good_as_anew(t, &c, townsfolk, 420, 12);
}

/* While it is written --------------------------------------------------------- */

static struct chance meanwhile_chance;
static bool has_written; /* the model is fitted to one record more or less from then on */

/* A note of an agency that may hold no record of the person, or the last one back. */
static void writes(struct crowd *t, struct chance *c)
{
	static const char *const agency[] = {"GP", "ASC", "NHS", "HSG"};
	struct writing w = {.kind = EV_NOTE, .text = "rang her", .agency = one_of(c, agency)};
	struct undone what;
	struct written out;
	char **fits;
	size_t n;

	has_written = true;
	if (drawn(c, 2)) {
		(void)decision_undo(t->session, t->arena, &what, &crowd_err);
		return;
	}
	if (person_resolve(t->session, address(t, drawn(c, 120)), &w.person, t->arena, &fits, &n, &crowd_err) == ST_OK)
		good(writing_put(t->session, &w, t->arena, &out, &crowd_err));
}

static void somebody_speaks(struct crowd *t, int piece)
{
	static const char *const reach[] = {"certain", "likely"};
	struct chance *c = &meanwhile_chance;

	(void)piece;
	all_is_well(t); /* whoever looks now sees everybody whole */
	switch (drawn(c, 40)) {
	case 0: case 1: case 2: case 3: case 4: case 5: case 6: case 7:
		(void)decides(t, address(t, drawn(c, 120)), address(t, drawn(c, 120)));
		break;
	case 8:
		(void)decides(t, "GP:0", "ASC:0");
		break;
	case 9:
		link_auto_is(t, one_of(c, reach));
		break;
	case 10: case 11: case 12: case 13:
		writes(t, c);
	}
}

static void what_is_said_while_everybody_is_linked_stands(void **state)
{
	struct crowd *t = *state;
	struct chance c = {37};

	meanwhile_chance = (struct chance){41};
	for (size_t i = 0; i < 120; i++)
		arrives(t, address(t, i), townsfolk(t, &c));
	t->meanwhile = somebody_speaks;
	for (int round = 0; round < 60; round++) {
		const char *linked, *people;

		t->is_large = round % 4 == 3;
		for (size_t more = drawn(&c, 4); more; more--) {
			t->meanwhile = NULL;
			arrives(t, address(t, drawn(&c, 120)), townsfolk(t, &c));
			t->meanwhile = somebody_speaks;
		}
		arrives(t, address(t, drawn(&c, 120)), townsfolk(t, &c));
		all_is_well(t);
		linked = crowd_digest(t);
		people = people_of(t);
		good(setting_set(t->session, "linking", "refit", &crowd_err)); /* everybody anew, at once */
		all_is_well(t);
		if (t->is_large || has_written) {
			has_written = false;
			continue;
		}
		assert_string_equal(people_of(t), people);
		assert_string_equal(crowd_digest(t), linked);
	}
}

static int word_before;

static void parts_them(struct crowd *t, int piece)
{
	struct link_preview preview;

	if (piece == word_before)
		good(separate_records(t->session, "GP:1", "ASC:9", "two people", false, t->arena,
			&preview, &crowd_err));
}

static void links_another(struct crowd *t, int piece)
{
	struct link_preview preview;

	if (piece == word_before)
		good(link_records(
			t->session, "GP:1", "NHS:5", "met her", false, t->arena, &preview, &crowd_err));
}

static void stops_the_linker(struct crowd *t, int piece)
{
	if (piece == word_before)
		link_auto_is(t, "off");
}

/* ASC:9 is as GP:1, and somebody speaks before one transaction of their linking or another. */
static void comes_to(void (*meanwhile)(struct crowd *, int), const char *people)
{
	static const char *const grace =
		"family=Okafor given=Grace born=1943-07-03 sex=F postcode=LS6_2AB nhs=9990000018";
	enum { PIECES = 12 };

	for (word_before = 0; word_before < PIECES; word_before++) {
		struct crowd *t;
		const char *digest;

		crowd_setup((void **)&t);
		arrives(t, "GP:1", grace);
		arrives(t, "NHS:5", "family=Reed given=Tom born=1971-02-11 sex=M");
		t->meanwhile = meanwhile;
		arrives(t, "ASC:9", grace);
		t->meanwhile = NULL;
		all_is_well(t);
		assert_people(t, people);
		digest = crowd_digest(t);
		good(setting_set(t->session, "linking", "refit", &crowd_err));
		assert_string_equal(crowd_digest(t), digest);
		crowd_teardown((void **)&t);
	}
}

static const char *note_on;

static void writes_a_note(struct crowd *t, int piece)
{
	struct writing w = {.kind = EV_NOTE, .text = "rang her", .agency = "NHS"};
	struct written out;
	char **fits;
	size_t n;

	if (piece != word_before)
		return;
	good(person_resolve(t->session, "GP:1", &w.person, t->arena, &fits, &n, &crowd_err));
	good(writing_put(t->session, &w, t->arena, &out, &crowd_err));
	note_on = out.hangs_on;
}

static void takes_it_back(struct crowd *t, int piece)
{
	if (piece == word_before)
		undoes(t);
}

/* A record is made here, or goes, before one transaction of the linking or another. */
static void what_is_written_while_they_are_linked_is_hers(void **state)
{
	static const char *const grace =
		"family=Okafor given=Grace born=1943-07-03 sex=F postcode=LS6_2AB nhs=9990000018";
	enum { PIECES = 12 };

	(void)state;
	for (word_before = 0; word_before < PIECES; word_before++) {
		struct crowd *t;

		crowd_setup((void **)&t);
		arrives(t, "GP:1", grace);
		arrives(t, "NHS:5", "family=Reed given=Tom born=1971-02-11 sex=M");
		note_on = NULL;
		t->meanwhile = writes_a_note;
		arrives(t, "ASC:9", grace);
		all_is_well(t);
		assert_string_equal(person_of(t, "ASC:9"), person_of(t, "GP:1"));
		if (note_on)
			assert_string_equal(person_of(t, note_on), person_of(t, "GP:1"));
		t->meanwhile = takes_it_back;
		if (note_on)
			arrives(t, "HSG:3", grace);
		all_is_well(t);
		assert_int_equal(word_before || note_on, 1);
		crowd_teardown((void **)&t);
	}
}

static void what_a_worker_says_of_those_being_linked_stands(void **state)
{
	(void)state;
	comes_to(parts_them, "GP:1 | NHS:5 | ASC:9");
	comes_to(links_another, "GP:1 NHS:5 ASC:9");
	comes_to(stops_the_linker, "GP:1 | NHS:5 | ASC:9");
}

static const char *linked_with_a_death(int dies_before, struct arena *keep)
{
	struct crowd *t;
	struct chance c = {43};
	const char *out;

	crowd_setup((void **)&t);
	for (size_t i = 0; i < 60; i++)
		arrives(t, address(t, i), townsfolk(t, &c));
	t->dies_before = dies_before;
	arrives_as_one(t, "GP:x ASC:x", townsfolk(t, &c));
	assert_int_equal(t->dies_before, 0);
	all_is_well(t);
	out = arena_dup(keep, arena_printf(t->arena, "%s%s", crowd_digest(t), links_of(t)));
	crowd_teardown((void **)&t);
	return out;
}

static void who_goes_on_with_it_comes_to_the_same(void **state)
{
	struct crowd *t = *state;
	const char *whole = linked_with_a_death(0, t->arena);

	for (int piece = 1; piece < 12; piece++)
		assert_string_equal(linked_with_a_death(piece, t->arena), whole);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		crowd_test(any_sequence_leaves_everybody_one_person_and_can_be_taken_back),
		crowd_test(the_same_records_in_any_order_are_the_same_people),
		crowd_test(what_is_added_and_everybody_anew_come_to_the_same),
		crowd_test(so_they_do_under_a_fitted_model),
		crowd_test(what_is_said_while_everybody_is_linked_stands),
		crowd_test(what_a_worker_says_of_those_being_linked_stands),
		cmocka_unit_test(what_is_written_while_they_are_linked_is_hers),
		crowd_test(who_goes_on_with_it_comes_to_the_same),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
