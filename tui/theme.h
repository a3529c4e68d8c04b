/*
 * theme.h - which colours a screen is drawn in.
 *
 * A look (looks.h) names what is meant; a theme says in which colour, of those that the
 * terminal has: 8, 16 or 256.  Every colour of a theme stands out from the backgrounds it is
 * for by 4.5 to 1 at least (WCAG 2.1, 1.4.3), of `contrast` by 7 to 1; where a terminal has
 * none that does, the look keeps to its attributes.  The terminal is never asked what its
 * background is: an answer may be late, or never come.
 */
#ifndef THROUGHLINE_THEME_H
#define THROUGHLINE_THEME_H

#include <stdbool.h>

#include "looks.h"

enum theme {
	THEME_AUTO,     /* what can be read on black and on white alike, until more is known */
	THEME_DARK,     /* for a dark background, the terminal's own */
	THEME_LIGHT,    /* for a light one */
	THEME_CONTRAST, /* white on black, whatever the terminal's are */
	THEME_MONO,     /* attributes alone */
	THEME_COUNT
};

struct theme_info { const char *name, *about; };
extern const struct theme_info THEMES[THEME_COUNT];

/* How many colours: the first 8 and 16 are the terminal's to choose, of 256 those from the
 * 17th on are the same everywhere. */
enum colours { COLOURS_NONE, COLOURS_8, COLOURS_16, COLOURS_256, COLOURS_COUNT };
enum colours theme_colours(int colours); /* of so many as terminfo tells */

bool theme_parse(const char *name, enum theme *);

/* The theme that `auto` stands for here: what $COLORFGBG tells of the background (NULL: it is
 * not set), and the Linux console's, which is black. */
enum theme theme_settle(enum theme, const char *colorfgbg, const char *term);

enum { COLOUR_OWN = -1 }; /* the terminal's own */
int theme_colour(enum theme, enum colours, enum hue);
/* What all is drawn in and on; COLOUR_OWN but for `contrast`. */
void theme_ground(enum theme, enum colours, int *fore, int *back);
/* A look's attributes: those for no colour where it has none. */
unsigned theme_attrs(enum theme, enum colours, enum look);

#endif
