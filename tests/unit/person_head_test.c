/* The head above a person: how to reach them safely and what to beware of are not cut short. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "canvas_grid.h"
#include "screens/person_head.h"

#define SAFE "Safe contact: ring her daughter Ada first, never the house while he is in"
#define WARNINGS "! Two to visit; a dog that is not tied up in the yard behind the house"

static const struct person_head HEAD = {.name = "VANE, Cora", .beside = "  75 F  3 Feb 1950  NHS 999 000 0018",
	.brief = "  75 F  NHS 999 000 0018", .reach = SAFE "  Phone 01632 960101", .safe = SAFE, .warnings = WARNINGS};

/* The head as one text, its lines joined by blanks. */
static int head_read(int rows, int cols, char *out, size_t size)
{
	struct canvas *c = canvas_grid_new(rows, cols, false);
	int taken;

	canvas_begin(c);
	taken = person_head_draw(&HEAD, c, (struct area){0, 0, rows, cols}, TAB_JOURNEY);
	canvas_end(c);
	*out = '\0';
	for (int y = 0; y < taken; y++)
		strncat(out, canvas_grid_row(c, y), size - strlen(out) - 1);
	canvas_close(c);
	return taken;
}

static void in_a_small_window_they_take_a_second_line(void **state)
{
	char text[1024];

	(void)state;
	assert_int_equal(head_read(10, 40, text, sizeof text), 6);
	assert_non_null(strstr(text, SAFE));
	assert_non_null(strstr(text, WARNINGS));
	assert_non_null(strstr(text, "[Journey]"));
}

static void in_a_usual_one_too(void **state)
{
	char text[1024];

	(void)state;
	assert_int_equal(head_read(22, 80, text, sizeof text), 5);
	assert_non_null(strstr(text, SAFE));
	assert_non_null(strstr(text, "Phone 01632 960101"));
	assert_non_null(strstr(text, WARNINGS));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(in_a_small_window_they_take_a_second_line),
		cmocka_unit_test(in_a_usual_one_too),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
