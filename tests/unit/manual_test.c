/*
 * manual_test.c - the manual's keys are those of the table that the dashboard
 * itself reads.  UPDATE=1 writes them into the manual; the difference is then
 * reviewed.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "verbs.h"

enum { MANUAL_ROOM = 1 << 17, TABLES_MOST = VERB_SET_COUNT * VERB_TABLES };

static const char MANUAL[] = "tui/man/throughline.1";
static const char BEGIN[] = ".\\\" Keys: tui/verbs.c, written by tests/unit/manual_test.c\n";
static const char END[] = ".\\\" End of keys\n";

/* Each key by itself: a single mark would be punctuation to mdoc. */
static void keys_print(const char *keys, FILE *out)
{
	fputs(".It", out);
	for (const char *at = keys; *at;) {
		size_t length = strcspn(at, " ");

		fprintf(out, "%s Ic \\&", at == keys ? "" : " ,");
		for (size_t i = 0; i < length; i++)
			fprintf(out, at[i] == '-' ? "\\-" : "%c", at[i]);
		at += length;
		at += strspn(at, " ");
	}
	fputc('\n', out);
}

static void table_print(const struct verb_table *t, const char *screen, FILE *out)
{
	fprintf(out, ".Pp\n%s:\n.Bl -tag -width Ds -compact\n", screen);
	for (size_t i = 0; i < t->n; i++) {
		keys_print(t->verb[i].keys, out);
		fprintf(out, "%s.\n", t->verb[i].help);
	}
	fputs(".El\n", out);
}

/* A screen's own table bears the screen's name, where two have the same. */
static const char *table_title(const struct verb_set *set, size_t at)
{
	return at ? set->table[at]->name : set->name;
}

static char *keys_section(void)
{
	const struct verb_table *done[TABLES_MOST];
	char *text = NULL;
	size_t size, n = 0;
	FILE *out = open_memstream(&text, &size);

	assert_non_null(out);
	for (size_t s = 0; s < VERB_SET_COUNT; s++)
		for (size_t t = 0; t < VERB_TABLES && VERB_SETS[s]->table[t]; t++) {
			const struct verb_table *table = VERB_SETS[s]->table[t];
			bool is_done = false;

			for (size_t i = 0; i < n; i++)
				is_done = is_done || done[i] == table;
			if (is_done)
				continue;
			table_print(table, table_title(VERB_SETS[s], t), out);
			done[n++] = table;
		}
	fclose(out);
	return text;
}

static char *manual_read(void)
{
	FILE *f = fopen(MANUAL, "r");
	char *text = calloc(1, MANUAL_ROOM);
	size_t n;

	assert_non_null(f);
	assert_non_null(text);
	n = fread(text, 1, MANUAL_ROOM - 1, f);
	fclose(f);
	assert_true(n > 0 && n < MANUAL_ROOM - 1);
	return text;
}

static void manual_write(const char *manual, const char *from, const char *keys, const char *rest)
{
	FILE *f = fopen(MANUAL, "w");

	assert_non_null(f);
	fprintf(f, "%.*s%s%s", (int)(from - manual), manual, keys, rest);
	assert_int_equal(fclose(f), 0);
}

static void the_manual_has_the_keys_of_the_dashboard(void **state)
{
	char *manual = manual_read(), *keys = keys_section();
	const char *from = strstr(manual, BEGIN), *to = strstr(manual, END);

	(void)state;
	assert_non_null(from);
	assert_non_null(to);
	from += strlen(BEGIN);
	assert_true(strlen(keys) > 1000);
	if (strlen(keys) == (size_t)(to - from) && memcmp(keys, from, strlen(keys)) == 0)
		print_message("the manual is current\n");
	else if (getenv("UPDATE"))
		manual_write(manual, from, keys, to);
	else
		fail_msg("the manual's keys are not those of tui/verbs.c; run this test with UPDATE=1");
	free(manual);
	free(keys);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_manual_has_the_keys_of_the_dashboard),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
