/* The table of commands, its help, and the table of exits. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "commands/command.h"
#include "exit.h"
#include "text.h"
#include "verbs.h"

static void no_two_commands_share_a_name(void **state)
{
	(void)state;
	for (size_t i = 0; i < COMMAND_COUNT; i++) {
		for (size_t j = i + 1; j < COMMAND_COUNT; j++)
			assert_string_not_equal(COMMANDS[i].name, COMMANDS[j].name);
		assert_ptr_equal(command_find(COMMANDS[i].name), &COMMANDS[i]);
	}
	assert_null(command_find("peoples"));
	assert_null(command_find(""));
}

static void every_command_of_the_design_is_there(void **state)
{
	static const char *const NAMES[] = {
		"init", "demo", "import", "imports", "rejects", "moves", "people", "journey", "known", "duplicates", "decide", "undo",
		"redo", "plan", "note", "change", "links", "link", "separate", "explain", "export", "setting", "doctor", "audit",
	};

	(void)state;
	for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES; i++)
		assert_non_null(command_find(NAMES[i]));
}

static void every_command_has_help_and_something_to_run(void **state)
{
	(void)state;
	for (size_t i = 0; i < COMMAND_COUNT; i++) {
		assert_true(COMMANDS[i].help && *COMMANDS[i].help);
		assert_non_null(COMMANDS[i].words);
		assert_non_null(COMMANDS[i].run);
		assert_true(COMMANDS[i].min_words <= COMMANDS[i].max_words);
		assert_true((COMMANDS[i].max_words > 0) == (*COMMANDS[i].words != '\0'));
	}
}

/* One table says who may what: no command is left out of it, and what changes the store or
 * takes something out is for somebody in particular. */
static void every_command_says_which_role_it_needs(void **state)
{
	static const char *const OPEN[] = {"init", "demo", "directory", "help"}; /* there is nobody in it */

	(void)state;
	for (size_t i = 0; i < COMMAND_COUNT; i++) {
		const struct command *c = &COMMANDS[i];
		bool is_open = false, is_somebodys = false;

		for (size_t k = 0; k < sizeof OPEN / sizeof *OPEN; k++)
			is_open |= strcmp(c->name, OPEN[k]) == 0;
		for (int role = 0; role < ROLE_COUNT; role++)
			is_somebodys |= role_may((enum role)role, c->needs);
		if (c->needs == MAY_UNSAID || !is_somebodys)
			fail_msg("%s does not say which role it needs", c->name);
		if (is_open != (c->needs == MAY_COME_IN))
			fail_msg("%s is for everybody, and is not known to be", c->name);
	}
	for (int role = 0; role < ROLE_COUNT; role++)
		assert_false(role_may((enum role)role, MAY_UNSAID));
}

static void every_verb_that_writes_needs_a_role(void **state)
{
	const struct verb *v;

	(void)state;
	for (size_t i = 0; i < VERB_SET_COUNT; i++)
		for (size_t j = 0; (v = verb_at(VERB_SETS[i], j, NULL)); j++)
			if ((v->flags & VERB_WRITES) && (verb_needs(v) == MAY_COME_IN || verb_needs(v) == MAY_UNSAID))
				fail_msg("%s writes, and is for everybody", v->word);
}

static void no_two_options_share_a_name_and_all_have_help(void **state)
{
	(void)state;
	for (int i = 0; i < OPT_COUNT; i++) {
		assert_true(OPTIONS[i].name && OPTIONS[i].help && *OPTIONS[i].help);
		for (int j = i + 1; j < OPT_COUNT; j++)
			assert_string_not_equal(OPTIONS[i].name, OPTIONS[j].name);
	}
}

static void every_option_belongs_to_all_or_to_a_command(void **state)
{
	uint64_t taken = 0;

	(void)state;
	for (size_t i = 0; i < COMMAND_COUNT; i++)
		taken |= COMMANDS[i].options;
	for (int i = 0; i < OPT_COUNT; i++)
		assert_int_equal(OPTIONS[i].is_global, !(taken & OPTION_BIT(i)));
}

static void the_help_fits_eighty_columns(void **state)
{
	char *text = NULL;
	size_t length = 0;
	FILE *f = open_memstream(&text, &length);

	(void)state;
	assert_non_null(f);
	commands_help(f);
	for (size_t i = 0; i < COMMAND_COUNT; i++)
		command_help(&COMMANDS[i], f);
	fclose(f);
	for (char *line = strtok(text, "\n"); line; line = strtok(NULL, "\n"))
		if (text_width(line) > 80)
			fail_msg("too wide: %s", line);
	free(text);
}

static void each_status_ends_as_the_manual_says(void **state)
{
	static const struct { enum status st; int exit; } TABLE[] = {
		{ST_OK, 0}, {ST_NONE, 1}, {ST_CHANGED, 2}, {ST_USAGE, 2}, {ST_AMBIGUOUS, 2}, {ST_FORMAT, 3}, {ST_REJECTS, 3}, {ST_MISSING, 4},
		{ST_BUSY, 4}, {ST_DAMAGED, 4}, {ST_READONLY, 4}, {ST_FULL, 4}, {ST_NEWER, 4}, {ST_IO, 4}, {ST_DENIED, 5}, {ST_UNOPENED, 5},
		{ST_NOMEM, 6}, {ST_BUG, 6}, {ST_STOPPED, 130},
	};

	(void)state;
	assert_int_equal(sizeof TABLE / sizeof *TABLE, ST_BUG + 1);
	for (size_t i = 0; i < sizeof TABLE / sizeof *TABLE; i++)
		assert_int_equal(exit_status(TABLE[i].st), TABLE[i].exit);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(no_two_commands_share_a_name),
		cmocka_unit_test(every_command_of_the_design_is_there),
		cmocka_unit_test(every_command_has_help_and_something_to_run),
		cmocka_unit_test(every_command_says_which_role_it_needs),
		cmocka_unit_test(every_verb_that_writes_needs_a_role),
		cmocka_unit_test(no_two_options_share_a_name_and_all_have_help),
		cmocka_unit_test(every_option_belongs_to_all_or_to_a_command),
		cmocka_unit_test(the_help_fits_eighty_columns),
		cmocka_unit_test(each_status_ends_as_the_manual_says),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
