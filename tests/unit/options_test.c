/* The command line taken apart. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "options.h"

#define ARGS(...) ((char *[]){"throughline", __VA_ARGS__, NULL})

static enum status parsed(struct options *o, char **argv, struct err *err)
{
	int argc = 0;

	while (argv[argc])
		argc++;
	return options_parse(o, argc, argv, err);
}

static void refused(char **argv, const char *because)
{
	struct options o;
	struct err err = {0};

	assert_int_equal(parsed(&o, argv, &err), ST_USAGE);
	assert_non_null(strstr(err.text, because));
	options_done(&o);
}

static void options_stand_before_and_after_the_command(void **state)
{
	struct options o;
	struct err err;

	(void)state;
	assert_int_equal(parsed(&o, ARGS("--store", "a.db", "people", "--format=csv", "okafor", "--today", "2025-11-21", "1943"),
		&err), ST_OK);
	assert_string_equal(o.command, "people");
	assert_string_equal(o.value[OPT_STORE], "a.db");
	assert_string_equal(o.value[OPT_FORMAT], "csv");
	assert_string_equal(o.value[OPT_TODAY], "2025-11-21");
	assert_int_equal(o.word_n, 2);
	assert_string_equal(o.word[0], "okafor");
	assert_string_equal(o.word[1], "1943");
	assert_null(o.word[2]);
	options_done(&o);
}

static void two_dashes_end_the_options(void **state)
{
	struct options o;
	struct err err;

	(void)state;
	assert_int_equal(parsed(&o, ARGS("people", "--", "--store", "-x"), &err), ST_OK);
	assert_null(o.value[OPT_STORE]);
	assert_int_equal(o.word_n, 2);
	assert_string_equal(o.word[1], "-x");
	options_done(&o);
}

static void a_lone_dash_is_a_word(void **state)
{
	struct options o;
	struct err err;

	(void)state;
	assert_int_equal(parsed(&o, ARGS("import", "-"), &err), ST_OK);
	assert_int_equal(o.word_n, 1);
	options_done(&o);
}

static void an_equals_sign_in_a_value_stays(void **state)
{
	struct options o;
	struct err err;

	(void)state;
	assert_int_equal(parsed(&o, ARGS("decide", "--note=a=b"), &err), ST_OK);
	assert_string_equal(o.value[OPT_NOTE], "a=b");
	options_done(&o);
}

static void the_last_of_two_holds(void **state)
{
	struct options o;
	struct err err;

	(void)state;
	assert_int_equal(parsed(&o, ARGS("--store", "a", "--store", "b"), &err), ST_OK);
	assert_string_equal(o.value[OPT_STORE], "b");
	assert_null(o.command);
	options_done(&o);
}

static void audit_tells_who_asks_from_who_is_asked_for(void **state)
{
	struct options o;
	struct err err;

	(void)state;
	assert_int_equal(parsed(&o, ARGS("--worker", "alice", "audit", "--worker", "bob"), &err), ST_OK);
	assert_string_equal(o.value[OPT_WORKER], "alice");
	assert_string_equal(o.audited, "bob");
	options_done(&o);
	assert_int_equal(parsed(&o, ARGS("people", "x", "--worker", "alice"), &err), ST_OK);
	assert_string_equal(o.value[OPT_WORKER], "alice");
	assert_null(o.audited);
	options_done(&o);
}

static void what_does_not_fit_is_named(void **state)
{
	(void)state;
	refused(ARGS("--sotre", "x"), "--sotre");
	refused(ARGS("--stor", "x"), "--stor;");
	refused(ARGS("-x"), "-x");
	refused(ARGS("people", "--plain=yes"), "--plain");
	refused(ARGS("people", "--format"), "--format needs a value");
}

static void an_empty_value_is_no_value(void **state)
{
	(void)state;
	refused(ARGS("--store", "", "people", "x"), "--store needs a value");
	refused(ARGS("--store=", "people", "x"), "--store needs a value");
}

static void h_is_help(void **state)
{
	struct options o;
	struct err err;

	(void)state;
	assert_int_equal(parsed(&o, ARGS("people", "-h"), &err), ST_OK);
	assert_true(option_given(&o, OPT_HELP));
	options_done(&o);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(options_stand_before_and_after_the_command),
		cmocka_unit_test(two_dashes_end_the_options),
		cmocka_unit_test(a_lone_dash_is_a_word),
		cmocka_unit_test(an_equals_sign_in_a_value_stays),
		cmocka_unit_test(the_last_of_two_holds),
		cmocka_unit_test(audit_tells_who_asks_from_who_is_asked_for),
		cmocka_unit_test(what_does_not_fit_is_named),
		cmocka_unit_test(an_empty_value_is_no_value),
		cmocka_unit_test(h_is_help),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
