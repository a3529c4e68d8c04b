/*
 * looks.h - roles, not colours.  Each says the same in three ways: a colour of
 * the terminal's sixteen on its own background, an attribute for terminals
 * without colour, and a mark or word, because meaning is never told by colour
 * alone.  No look is bright, none sets a background.
 */
#ifndef THROUGHLINE_LOOKS_H
#define THROUGHLINE_LOOKS_H

enum look {
	LOOK_PLAIN,
	LOOK_STRONG,   /* names, the view that is open */
	LOOK_HEADING,
	LOOK_MARKER,   /* the selected row's `>` */
	LOOK_MARKED,   /* a row marked with Space */
	LOOK_KEY,      /* a key in the footer */
	LOOK_ASKED,    /* a finding */
	LOOK_URGENT,
	LOOK_KNOWN,
	LOOK_LAPSED,   /* no longer known: lapsed or reset */
	LOOK_DISPUTED, /* agencies disagree */
	LOOK_TODAY,
	LOOK_ERROR,
	LOOK_COUNT
};

enum { ATTR_BOLD = 1, ATTR_UNDERLINE = 2, ATTR_REVERSE = 4 };

struct look_spec {
	int colour;         /* 0-7, or -1 for the terminal's own */
	unsigned attrs;     /* with colours */
	unsigned mono;      /* without */
	const char *mark;   /* one ASCII cell that says the same, "" where text does */
	const char *spoken; /* for the legend */
};
extern const struct look_spec LOOKS[LOOK_COUNT];

#endif
