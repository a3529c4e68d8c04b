/*
 * theme_test.c - every colour of every theme can be read: WCAG's contrast, worked out from
 * what terminals make of a colour's number.
 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "theme.h"

struct rgb { int r, g, b; };
#define RGB(hex) {(hex) >> 16 & 255, (hex) >> 8 & 255, (hex) & 255}

/* The first sixteen as xterm, the Linux console and GNOME's terminal have them. */
static const struct rgb PALETTES[][16] = {
	{RGB(0x000000), RGB(0xcd0000), RGB(0x00cd00), RGB(0xcdcd00), RGB(0x0000ee), RGB(0xcd00cd), RGB(0x00cdcd), RGB(0xe5e5e5),
	 RGB(0x7f7f7f), RGB(0xff0000), RGB(0x00ff00), RGB(0xffff00), RGB(0x5c5cff), RGB(0xff00ff), RGB(0x00ffff), RGB(0xffffff)},
	{RGB(0x000000), RGB(0xaa0000), RGB(0x00aa00), RGB(0xaa5500), RGB(0x0000aa), RGB(0xaa00aa), RGB(0x00aaaa), RGB(0xaaaaaa),
	 RGB(0x555555), RGB(0xff5555), RGB(0x55ff55), RGB(0xffff55), RGB(0x5555ff), RGB(0xff55ff), RGB(0x55ffff), RGB(0xffffff)},
	{RGB(0x000000), RGB(0xcc0000), RGB(0x4e9a06), RGB(0xc4a000), RGB(0x3465a4), RGB(0x75507b), RGB(0x06989a), RGB(0xd3d7cf),
	 RGB(0x555753), RGB(0xef2929), RGB(0x8ae234), RGB(0xfce94f), RGB(0x729fcf), RGB(0xad7fa8), RGB(0x34e2e2), RGB(0xeeeeec)},
};
enum { PALETTE_COUNT = sizeof PALETTES / sizeof *PALETTES };

/* Backgrounds that terminals have: black, and of 256 colours, which stay as they are, other
 * usual dark ones and light ones. */
static const struct rgb BLACK = RGB(0x000000), WHITE = RGB(0xffffff);
static const struct rgb DARK[] = {RGB(0x000000), RGB(0x1e1e1e), RGB(0x002b36), RGB(0x300a24), RGB(0x282a36), RGB(0x2e3440)};
static const struct rgb LIGHT[] = {RGB(0xffffff), RGB(0xfdf6e3), RGB(0xeeeeec), RGB(0xfafafa)};

static struct rgb rgb_of(int colour, size_t palette)
{
	static const int LEVEL[] = {0, 95, 135, 175, 215, 255};

	if (colour < 16)
		return PALETTES[palette][colour];
	if (colour >= 232)
		return (struct rgb){8 + (colour - 232) * 10, 8 + (colour - 232) * 10, 8 + (colour - 232) * 10};
	colour -= 16;
	return (struct rgb){LEVEL[colour / 36], LEVEL[colour / 6 % 6], LEVEL[colour % 6]};
}

static double linear(int channel)
{
	double c = channel / 255.0;

	return c <= 0.03928 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4);
}

static double luminance(struct rgb c)
{
	return 0.2126 * linear(c.r) + 0.7152 * linear(c.g) + 0.0722 * linear(c.b);
}

static double contrast(struct rgb a, struct rgb b)
{
	double x = luminance(a), y = luminance(b);

	return x > y ? (x + 0.05) / (y + 0.05) : (y + 0.05) / (x + 0.05);
}

static void stands_out(enum theme theme, enum colours colours, int fore, size_t palette, struct rgb back, double least)
{
	double got = contrast(rgb_of(fore, palette), back);

	if (got < least)
		fail_msg("%s, colours %d: %d on #%02x%02x%02x is %.2f to 1", THEMES[theme].name, colours, fore, (unsigned)back.r,
			(unsigned)back.g, (unsigned)back.b, got);
}

static void colour_stands_out(enum theme theme, enum colours colours, int fore, size_t palette)
{
	int ground_fore, ground;

	theme_ground(theme, colours, &ground_fore, &ground);
	switch (theme) {
	case THEME_AUTO:
		stands_out(theme, colours, fore, palette, BLACK, 4.5);
		stands_out(theme, colours, fore, palette, WHITE, 4.5);
		break;
	case THEME_DARK:
		for (size_t i = 0; i < (colours == COLOURS_256 ? sizeof DARK / sizeof *DARK : 1); i++)
			stands_out(theme, colours, fore, palette, DARK[i], 4.5);
		break;
	case THEME_LIGHT:
		for (size_t i = 0; i < (colours == COLOURS_256 ? sizeof LIGHT / sizeof *LIGHT : 1); i++)
			stands_out(theme, colours, fore, palette, LIGHT[i], 4.5);
		break;
	case THEME_CONTRAST:
		stands_out(theme, colours, fore, palette, rgb_of(ground, palette), 7.0);
		stands_out(theme, colours, ground_fore, palette, rgb_of(ground, palette), 7.0);
		break;
	case THEME_MONO:
	case THEME_COUNT:
		fail_msg("mono has a colour");
	}
}

static void every_colour_of_every_theme_can_be_read(void **state)
{
	int coloured = 0;

	(void)state;
	for (int theme = 0; theme < THEME_COUNT; theme++)
		for (int colours = 0; colours < COLOURS_COUNT; colours++)
			for (int hue = 0; hue < HUE_COUNT; hue++) {
				int fore = theme_colour((enum theme)theme, (enum colours)colours, (enum hue)hue);

				if (fore == COLOUR_OWN)
					continue;
				assert_true(fore < (colours == COLOURS_8 ? 8 : colours == COLOURS_16 ? 16 : 256));
				assert_int_not_equal(colours, COLOURS_NONE);
				for (size_t p = 0; p < PALETTE_COUNT; p++)
					colour_stands_out((enum theme)theme, (enum colours)colours, fore, p);
				coloured++;
			}
	assert_int_equal(coloured, 4 + 2 + 4 + 4 + 4 + 4 + 4 + 3 + 3);
}

/* A terminal may make bold letters brighter, which is wrong on white. */
static void what_has_a_colour_is_not_bold(void **state)
{
	(void)state;
	for (int look = 0; look < LOOK_COUNT; look++)
		if (LOOKS[look].hue != HUE_OWN)
			assert_false(LOOKS[look].attrs & ATTR_BOLD);
}

/* Two looks of one colour, or of none, are told apart by mark, word or attribute. */
static void nothing_is_told_by_colour_alone(void **state)
{
	(void)state;
	for (int look = 0; look < LOOK_COUNT; look++)
		if (LOOKS[look].hue != HUE_OWN) {
			assert_true(LOOKS[look].mark[0] != '\0');
			assert_true(strlen(LOOKS[look].spoken) > 3);
		}
}

static void what_is_known_of_the_background_is_taken_into_account(void **state)
{
	(void)state;
	assert_int_equal(theme_settle(THEME_AUTO, NULL, "xterm-256color"), THEME_AUTO);
	assert_int_equal(theme_settle(THEME_AUTO, NULL, "linux"), THEME_DARK);
	assert_int_equal(theme_settle(THEME_AUTO, "15;0", "xterm"), THEME_DARK);
	assert_int_equal(theme_settle(THEME_AUTO, "0;default;15", "xterm"), THEME_LIGHT);
	assert_int_equal(theme_settle(THEME_AUTO, "0;7", "xterm"), THEME_LIGHT);
	assert_int_equal(theme_settle(THEME_AUTO, "0;default", "xterm"), THEME_AUTO);
	assert_int_equal(theme_settle(THEME_AUTO, "15;", "xterm"), THEME_AUTO);
	assert_int_equal(theme_settle(THEME_AUTO, "nonsense", NULL), THEME_AUTO);
	assert_int_equal(theme_settle(THEME_LIGHT, "15;0", "linux"), THEME_LIGHT);
}

static void colours_are_used_as_far_as_they_are_the_same_everywhere(void **state)
{
	(void)state;
	assert_int_equal(theme_colours(-1), COLOURS_NONE);
	assert_int_equal(theme_colours(8), COLOURS_8);
	assert_int_equal(theme_colours(16), COLOURS_16);
	assert_int_equal(theme_colours(88), COLOURS_16);
	assert_int_equal(theme_colours(256), COLOURS_256);
	assert_int_equal(theme_colours(0x1000000), COLOURS_8);
}

static void a_theme_is_known_by_its_name(void **state)
{
	enum theme theme = THEME_COUNT;

	(void)state;
	for (int i = 0; i < THEME_COUNT; i++) {
		assert_true(theme_parse(THEMES[i].name, &theme));
		assert_int_equal(theme, i);
	}
	assert_false(theme_parse("pink", &theme));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_colour_of_every_theme_can_be_read),
		cmocka_unit_test(what_has_a_colour_is_not_bold),
		cmocka_unit_test(nothing_is_told_by_colour_alone),
		cmocka_unit_test(what_is_known_of_the_background_is_taken_into_account),
		cmocka_unit_test(colours_are_used_as_far_as_they_are_the_same_everywhere),
		cmocka_unit_test(a_theme_is_known_by_its_name),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
