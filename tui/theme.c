#include "theme.h"

#include <stdlib.h>
#include <string.h>

const struct theme_info THEMES[THEME_COUNT] = {
	[THEME_AUTO] = {"auto", "Colours that can be read on black and on white"},
	[THEME_DARK] = {"dark", "Colours for a dark background"},
	[THEME_LIGHT] = {"light", "Colours for a light background"},
	[THEME_CONTRAST] = {"contrast", "High contrast: white on black"},
	[THEME_MONO] = {"mono", "No colours: bold, underlined and reverse"},
};

#define OWN COLOUR_OWN
struct hues { short of[HUE_COUNT]; };
#define HUES(asked, urgent, known, time) {{OWN, asked, urgent, known, time}}

/* The numbers are the terminal's: of 256 the six levels of red, green and blue. */
static const struct hues NUMBERS[THEME_COUNT][COLOURS_COUNT] = {
	[THEME_AUTO] = {
		[COLOURS_NONE] = HUES(OWN, OWN, OWN, OWN),
		[COLOURS_8] = HUES(OWN, OWN, OWN, OWN), /* not one can be read on both */
		[COLOURS_16] = HUES(OWN, OWN, OWN, OWN),
		[COLOURS_256] = HUES(163, 131, 29, 63),
	},
	[THEME_DARK] = {
		[COLOURS_NONE] = HUES(OWN, OWN, OWN, OWN),
		[COLOURS_8] = HUES(OWN, OWN, 2, 6), /* red and magenta are too dark */
		[COLOURS_16] = HUES(13, 9, 2, 6),
		[COLOURS_256] = HUES(213, 210, 114, 80),
	},
	[THEME_LIGHT] = {
		[COLOURS_NONE] = HUES(OWN, OWN, OWN, OWN),
		[COLOURS_8] = HUES(5, 1, 4, 4), /* green, yellow and cyan are too bright */
		[COLOURS_16] = HUES(5, 1, 4, 4),
		[COLOURS_256] = HUES(90, 124, 22, 24),
	},
	[THEME_CONTRAST] = {
		[COLOURS_NONE] = HUES(OWN, OWN, OWN, OWN),
		[COLOURS_8] = HUES(OWN, OWN, OWN, OWN),
		[COLOURS_16] = HUES(11, OWN, 10, 14),
		[COLOURS_256] = HUES(226, OWN, 120, 123),
	},
	[THEME_MONO] = {
		[COLOURS_NONE] = HUES(OWN, OWN, OWN, OWN),
		[COLOURS_8] = HUES(OWN, OWN, OWN, OWN),
		[COLOURS_16] = HUES(OWN, OWN, OWN, OWN),
		[COLOURS_256] = HUES(OWN, OWN, OWN, OWN),
	},
};

enum colours theme_colours(int colours)
{
	/* beyond 256 a number is not a place in a table but red, green and blue: the first 8 hold */
	return colours < 8 ? COLOURS_NONE
		: colours < 16 || colours > 256 ? COLOURS_8
		: colours < 256 ? COLOURS_16
		: COLOURS_256;
}

bool theme_parse(const char *name, enum theme *theme)
{
	for (int i = 0; i < THEME_COUNT; i++)
		if (strcmp(THEMES[i].name, name) == 0) {
			*theme = (enum theme)i;
			return true;
		}
	return false;
}

enum theme theme_settle(enum theme theme, const char *colorfgbg, const char *term)
{
	const char *back = colorfgbg ? strrchr(colorfgbg, ';') : NULL;
	char *end;
	long number;

	if (theme != THEME_AUTO)
		return theme;
	if (term && strncmp(term, "linux", 5) == 0)
		return THEME_DARK;
	if (!back)
		return THEME_AUTO;
	number = strtol(back + 1, &end, 10);
	if (end == back + 1 || *end || number < 0 || number > 15)
		return THEME_AUTO;
	return number == 7 || number == 15 ? THEME_LIGHT : number <= 6 || number == 8 ? THEME_DARK : THEME_AUTO;
}

int theme_colour(enum theme theme, enum colours colours, enum hue hue)
{
	return NUMBERS[theme][colours].of[hue];
}

void theme_ground(enum theme theme, enum colours colours, int *fore, int *back)
{
	static const short GROUND[COLOURS_COUNT][2] = {{OWN, OWN}, {7, 0}, {15, 0}, {231, 16}};

	*fore = theme == THEME_CONTRAST ? GROUND[colours][0] : OWN;
	*back = theme == THEME_CONTRAST ? GROUND[colours][1] : OWN;
}

unsigned theme_attrs(enum theme theme, enum colours colours, enum look look)
{
	return theme_colour(theme, colours, LOOKS[look].hue) != OWN ? LOOKS[look].attrs : LOOKS[look].mono;
}
