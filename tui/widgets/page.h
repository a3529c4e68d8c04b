/*
 * page.h - a text to read: paragraphs with a look each, broken to the width
 * that there is, scrolled by lines.  Texts are lent.
 */
#ifndef THROUGHLINE_PAGE_H
#define THROUGHLINE_PAGE_H

#include "canvas.h"
#include "vec.h"
#include "verbs.h"

struct paragraph {
	const char *label; /* in a column before it, or NULL */
	const char *text;
	enum look look;
	int indent;
};

struct page {
	VEC(struct paragraph) part;
	const char *last;  /* a paragraph behind all others, or NULL */
	int label_cells;   /* 0: no column */
	int top, lines, height; /* lines and height as last drawn */
};

void page_clear(struct page *); /* nothing to read, from the top */
void page_done(struct page *);
/* NULL or empty text adds nothing.  Out of memory shows less. */
void page_add(struct page *, enum look, const char *label, const char *text);
/* What ends it from now on, behind what is added later too; NULL: nothing. */
void page_last(struct page *, const char *text);
void page_blank(struct page *);
const char *page_why_not(const struct page *, enum act); /* it would not move; NULL: it would */
/* The same for a page that is all there is: no list either. */
const char *page_alone_why_not(const struct page *, enum act);
/* The same for a page about the selected line of a list, which Tab or Enter opens over it
 * (is_open) and which else stands beneath it or nowhere. */
const char *page_pane_why_not(const struct page *, bool is_open, bool is_beneath, enum act);
bool page_act(struct page *, enum act); /* false: no verb of a page's */
bool page_is_cut(const struct page *);  /* more than the area holds */
void page_draw(struct page *, struct canvas *, struct area);

#endif
