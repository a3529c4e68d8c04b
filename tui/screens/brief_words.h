/*
 * brief_words.h - how each thing of a brief reads (private to brief_text).
 */
#ifndef THROUGHLINE_BRIEF_WORDS_H
#define THROUGHLINE_BRIEF_WORDS_H

#include "screens/brief_text.h"

enum { BRIEF_CELLS = 240 }; /* of one text; what is longer ends in `...` */

/* As much of it as a page has room for, no word wider than a line; lent, "" without memory. */
const char *brief_tidy(struct brief_text *, const char *text, int cells);
/* NULL text: no memory. */
void brief_text_add(struct brief_text *, enum look, const char *label, const char *text);

/* Who they are. */
void brief_header(struct brief_text *, const struct brief *);
/* One thing, and what stands before it, which may move into the text; NULL without memory. */
const char *brief_line_text(struct brief_text *, const struct brief *, enum brief_part, const struct brief_line *);
const char *brief_line_label(struct brief_text *, const struct brief *, enum brief_part, const struct brief_line *,
	const char **text);

#endif
