#include "widgets/page.h"

#include <stdio.h>
#include <string.h>

#include "text.h"

void page_clear(struct page *p)
{
	p->part.n = 0;
	p->top = 0;
	p->label_cells = 0;
}

void page_done(struct page *p)
{
	vec_done(&p->part);
}

void page_add(struct page *p, enum look look, const char *label, const char *text)
{
	bool is_sentence = label && *label && label[strlen(label) - 1] == ':'; /* goes on behind it */
	int cells = label ? text_width(label) + 2 - is_sentence : 0;

	if (!text || !*text)
		return;
	if (cells > p->label_cells)
		p->label_cells = cells;
	(void)vec_push(&p->part, (struct paragraph){label, text, look, 0});
}

void page_last(struct page *p, const char *text)
{
	p->last = text;
}

void page_blank(struct page *p)
{
	(void)vec_push(&p->part, (struct paragraph){NULL, "", LOOK_PLAIN, 0});
}

bool page_is_cut(const struct page *p)
{
	return p->lines > p->height;
}

const char *page_why_not(const struct page *p, enum act act)
{
	switch (act) {
	case ACT_DOWN: case ACT_PAGE_DOWN: case ACT_LAST:
		return p->top + p->height < p->lines ? NULL : "This is the end of the text.";
	case ACT_UP: case ACT_PAGE_UP: case ACT_FIRST:
		return p->top > 0 ? NULL : "This is the beginning of the text.";
	default:
		return NULL;
	}
}

const char *page_alone_why_not(const struct page *p, enum act act)
{
	return act == ACT_FILTER || act == ACT_NEXT_HIT || act == ACT_PREV_HIT ? "There is no list here to filter."
		: page_why_not(p, act);
}

const char *page_pane_why_not(const struct page *p, bool is_open, bool is_beneath, enum act act)
{
	bool is_of_list = act == ACT_FILTER || act == ACT_NEXT_HIT || act == ACT_PREV_HIT || (act >= ACT_MARK && act <= ACT_MARK_ALL);

	if (is_open)
		return is_of_list ? "Tab goes back to the list first." : page_why_not(p, act);
	if (act != ACT_PANE && act != ACT_OPEN)
		return NULL;
	if (!p->part.n)
		return "There is no line to open.";
	return is_beneath && !page_is_cut(p) ? "All of it is beneath the list." : NULL;
}

bool page_act(struct page *p, enum act act)
{
	int by = p->height > 2 ? p->height - 1 : 1;

	switch (act) {
	case ACT_DOWN:      p->top++; break;
	case ACT_UP:        p->top--; break;
	case ACT_PAGE_DOWN: p->top += by; break;
	case ACT_PAGE_UP:   p->top -= by; break;
	case ACT_FIRST:     p->top = 0; break;
	case ACT_LAST:      p->top = p->lines; break;
	default:            return false;
	}
	if (p->top > p->lines - p->height)
		p->top = p->lines - p->height;
	if (p->top < 0)
		p->top = 0;
	return true;
}

/* Draws one paragraph from line `line` of the page on; returns the line after it. */
static int part_draw(
	const struct page *p, const struct paragraph *part, struct canvas *c, struct area a, int line)
{
	int indent = part->label ? p->label_cells : 0;
	const char *at = part->text;
	char text[1024];
	bool is_first = true;

	do {
		size_t skip, n = canvas_break(c, at, a.cols - indent, &skip);
		int y = line - p->top;

		if (y >= 0 && y < a.rows) {
			snprintf(text, sizeof text, "%.*s", (int)(n < sizeof text ? n : sizeof text - 1), at);
			if (is_first && part->label)
				canvas_text(c, a.y + y, a.x, indent - 1, LOOK_PLAIN, part->label);
			canvas_text(c, a.y + y, a.x + indent, a.cols - indent, part->look, text);
		}
		is_first = false;
		at += skip;
		line++;
	} while (*at);
	return line;
}

void page_draw(struct page *p, struct canvas *c, struct area a)
{
	int line = 0;

	if (p->label_cells > a.cols / 2)
		p->label_cells = a.cols / 2;
	for (size_t i = 0; i < p->part.n; i++)
		line = part_draw(p, &p->part.v[i], c, a, line);
	if (p->last)
		line = part_draw(p, &(struct paragraph){NULL, p->last, LOOK_PLAIN, 0}, c, a, line);
	p->lines = line;
	p->height = a.rows;
	if (page_is_cut(p) && a.rows > 0 && p->top + a.rows < p->lines)
		canvas_text(c, a.y + a.rows - 1, a.x + a.cols - 6, 6, LOOK_PLAIN, " more");
}
