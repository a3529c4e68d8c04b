/* One table of verbs: no key twice, every verb explained. */
#include <ctype.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "input.h"
#include "verbs.h"

/* Calls give for every key of every verb of a set. */
static void each_key(const struct verb_set *set,
	void (*give)(const struct verb_set *, const struct verb *, uint32_t))
{
	const struct verb *v;

	for (size_t i = 0; (v = verb_at(set, i, NULL)); i++)
		for (const char *at = v->keys; *at;) {
			size_t length = strcspn(at, " ");

			give(set, v, key_parse(at, length));
			at += length;
			at += strspn(at, " ");
		}
}

static void key_is_its_own(const struct verb_set *set, const struct verb *v, uint32_t key)
{
	if (verb_of_key(set, key) != v)
		fail_msg("%s: a key of \"%s\" is also one of \"%s\"", set->name, v->word,
			verb_of_key(set, key)->word);
}

static void key_is_a_key(const struct verb_set *set, const struct verb *v, uint32_t key)
{
	if (!key)
		fail_msg("%s: a key of \"%s\" has no such name", set->name, v->word);
}

static void capitals_write(const struct verb_set *set, const struct verb *v, uint32_t key)
{
	bool is_moving = v->act == ACT_LAST || v->act == ACT_PREV_HIT;

	if (key < 128 && isupper((int)key) && !is_moving && !(v->flags & VERB_WRITES))
		fail_msg("%s: \"%s\" has a capital letter and writes nothing", set->name, v->word);
	if (key < 128 && islower((int)key) && (v->flags & VERB_WRITES) && v->act != ACT_UNDO)
		fail_msg("%s: \"%s\" writes with a small letter", set->name, v->word);
}

static void no_key_stands_for_two_verbs_on_one_screen(void **state)
{
	(void)state;
	for (size_t i = 0; i < VERB_SET_COUNT; i++)
		each_key(VERB_SETS[i], key_is_its_own);
}

/* Whichever tab of a person, or event of theirs, is open. */
static const struct verb_set *const OF_A_PERSON[] = {&VERBS_OF_JOURNEY, &VERBS_OF_KNOWN, &VERBS_OF_PERSON_ASKED,
	&VERBS_OF_ACTIONS, &VERBS_OF_RECORDS, &VERBS_OF_ACCESS, &VERBS_OF_EVENT};

static void capital_means_the_same(const struct verb_set *set, const struct verb *v, uint32_t key)
{
	if (key >= 128 || !isupper((int)key))
		return;
	for (size_t i = 0; i < sizeof OF_A_PERSON / sizeof *OF_A_PERSON; i++) {
		const struct verb *other = verb_of_key(OF_A_PERSON[i], key);

		if (other && other->act != v->act)
			fail_msg("%c: \"%s\" in %s, \"%s\" in %s", (int)key, v->word, set->name, other->word, OF_A_PERSON[i]->name);
	}
}

static void a_capital_letter_means_one_thing_on_every_tab_of_a_person(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof OF_A_PERSON / sizeof *OF_A_PERSON; i++)
		each_key(OF_A_PERSON[i], capital_means_the_same);
}

static void every_key_can_be_typed(void **state)
{
	(void)state;
	for (size_t i = 0; i < VERB_SET_COUNT; i++)
		each_key(VERB_SETS[i], key_is_a_key);
}

static void small_letters_look_and_capital_letters_write(void **state)
{
	(void)state;
	for (size_t i = 0; i < VERB_SET_COUNT; i++)
		each_key(VERB_SETS[i], capitals_write);
}

static void every_verb_says_what_it_does(void **state)
{
	const struct verb *v;

	(void)state;
	for (size_t i = 0; i < VERB_SET_COUNT; i++)
		for (size_t j = 0; (v = verb_at(VERB_SETS[i], j, NULL)); j++) {
			assert_true(v->act != ACT_NONE);
			assert_true(strlen(v->word) > 1 && strlen(v->word) <= 16);
			assert_true(strlen(v->help) > 7 && strlen(v->help) <= 64);
			assert_true(isupper((unsigned char)v->help[0]));
		}
}

static void help_and_the_palette_can_be_reached_from_every_screen(void **state)
{
	(void)state;
	for (size_t i = 0; i < VERB_SET_COUNT; i++) {
		assert_int_equal(verb_of_key(VERB_SETS[i], '?')->act, ACT_HELP);
		assert_int_equal(verb_of_key(VERB_SETS[i], ':')->act, ACT_PALETTE);
		assert_int_equal(verb_of_key(VERB_SETS[i], K_ESC)->act, ACT_LEVEL_UP);
		assert_int_equal(verb_of_key(VERB_SETS[i], 'q')->act, ACT_LEVEL_UP);
	}
}

static void whatever_decides_can_be_undone(void **state)
{
	const struct verb *v;

	(void)state;
	for (size_t i = 0; i < VERB_SET_COUNT; i++)
		for (size_t j = 0; (v = verb_at(VERB_SETS[i], j, NULL)); j++)
			if (verb_verdict(v->act) != VD_OPEN)
				assert_true(v->flags & VERB_UNDOABLE);
}

static void a_verb_is_found_again_by_its_name(void **state)
{
	const struct verb *v;
	char name[VERB_NAME];

	(void)state;
	for (size_t i = 0; i < VERB_SET_COUNT; i++)
		for (size_t j = 0; (v = verb_at(VERB_SETS[i], j, NULL)); j++) {
			verb_name(v->act, name);
			assert_int_equal(verb_named(name, strlen(name)), v->act);
		}
	assert_int_equal(verb_named("y sing", 6), ACT_NONE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(no_key_stands_for_two_verbs_on_one_screen),
		cmocka_unit_test(a_capital_letter_means_one_thing_on_every_tab_of_a_person),
		cmocka_unit_test(every_key_can_be_typed),
		cmocka_unit_test(small_letters_look_and_capital_letters_write),
		cmocka_unit_test(every_verb_says_what_it_does),
		cmocka_unit_test(help_and_the_palette_can_be_reached_from_every_screen),
		cmocka_unit_test(whatever_decides_can_be_undone),
		cmocka_unit_test(a_verb_is_found_again_by_its_name),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
