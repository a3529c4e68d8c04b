/*
 * looks.h - roles, not colours.  Each says the same in three ways: a colour, which
 * the theme chooses (theme.h), an attribute for terminals without colour, and a mark or
 * word, because meaning is never told by colour alone.
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

/* What a colour is for. */
enum hue { HUE_OWN, HUE_ASKED, HUE_URGENT, HUE_KNOWN, HUE_TIME, HUE_COUNT };

struct look_spec {
	enum hue hue;
	unsigned attrs;     /* where it has a colour, or needs none */
	unsigned mono;      /* without */
	const char *mark;   /* one ASCII cell that says the same, "" where text does */
	const char *spoken; /* for the legend */
};
extern const struct look_spec LOOKS[LOOK_COUNT];

#endif
