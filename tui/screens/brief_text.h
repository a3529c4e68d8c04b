/*
 * brief_text.h - a brief as paragraphs behind labels, cut to one printed page: the
 * same on the screen, in plain mode and on paper.
 */
#ifndef THROUGHLINE_BRIEF_TEXT_H
#define THROUGHLINE_BRIEF_TEXT_H


#include "brief.h"
#include "looks.h"
#include "vec.h"

enum { BRIEF_LINES = 60, BRIEF_COLS = 80, BRIEF_LABEL = 13 /* cells before a text */ };

struct brief_text {
	VEC(struct brief_paragraph {
		enum look look;
		const char *label; /* NULL: the text begins at the margin */
		const char *text;  /* "": a blank line */
	}) part;
	struct arena *arena;
	bool is_short;             /* there was no memory for all of it */
};

/* Leaves nothing that identifies: initials, no birth date, number, contact or words. */
void brief_mask(struct brief *, struct arena *);
/* Into a text that is empty or was made before; brief_text_done() frees it.  What does
 * not fit the page is counted where it would stand.  ST_NOMEM. */
enum status brief_text_make(struct brief_text *, const struct brief *, struct arena *, struct err *);
void brief_text_done(struct brief_text *);

#endif
