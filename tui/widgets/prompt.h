/*
 * prompt.h - a field of one line with full editing.
 */
#ifndef THROUGHLINE_PROMPT_H
#define THROUGHLINE_PROMPT_H

#include "canvas.h"
#include "input.h"

enum { PROMPT_ROOM = 256 };

struct prompt {
	char text[PROMPT_ROOM]; /* UTF-8 */
	size_t at;              /* the cursor, in bytes */
	bool is_preset;         /* the text is a proposal that the first letter typed replaces */
};

void prompt_set(struct prompt *, const char *text); /* the cursor at its end */
void prompt_propose(struct prompt *, const char *text);

enum prompt_said {
	PROMPT_TYPED,  /* the text has changed */
	PROMPT_MOVED,  /* only the cursor has, or nothing */
	PROMPT_DONE,   /* Enter */
	PROMPT_LEFT,   /* Esc, Ctrl-G */
	PROMPT_PASSED  /* not a field's key: arrows up and down, pages, Tab */
};
enum prompt_said prompt_key(struct prompt *, uint32_t key);

/* Draws label and field in `cells` cells, with the focus on the cursor. */
void prompt_draw(
	const struct prompt *, struct canvas *, int y, int x, int cells, const char *label);

#endif
