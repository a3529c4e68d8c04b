/*
 * brief_view.c - one page about a person, for a meeting: what `throughline brief` prints.
 */
#include "screens/brief_text.h"
#include "screens/screen.h"
#include "widgets/page.h"

#include "app.h"

struct brief_screen {
	struct screen screen;
	int64_t person;
	struct brief_text text;
	struct page page;
};

static struct brief_screen *self(struct screen *s)
{
	return (struct brief_screen *)s;
}

static void brief_start(struct screen *s, const struct target *target)
{
	self(s)->person = target->person;
}

/* Where somebody's change is read anew, the same lines stay in the window. */
static void page_fill(struct page *page, const struct brief_text *text)
{
	int top = page->top;

	page_clear(page);
	for (size_t i = 0; i < text->part.n; i++) {
		const struct brief_paragraph *p = &text->part.v[i];

		if (*p->text)
			page_add(page, p->look, p->label, p->text);
		else
			page_blank(page);
	}
	page->top = top;
}

static enum status brief_read(struct screen *s, struct arena *a, bool is_first, struct err *e)
{
	struct brief_screen *v = self(s);
	struct brief brief;
	enum status st = (is_first ? brief_open : brief_reread)(s->app->session, v->person, a, &brief, e);

	if (st == ST_OK && s->app->mask)
		brief_mask(&brief, a);
	if (st == ST_OK)
		st = brief_text_make(&v->text, &brief, a, e);
	if (st == ST_OK)
		page_fill(&v->page, &v->text);
	return st;
}

static void brief_stop(struct screen *s)
{
	page_done(&self(s)->page);
	brief_text_done(&self(s)->text);
}

static void brief_draw(struct screen *s, struct canvas *c, struct area a)
{
	page_draw(&self(s)->page, c, (struct area){a.y, a.x + 1, a.rows, a.cols - 2});
	canvas_focus(c, a.y, a.x + 1);
}

static const struct verb_set *brief_verbs(const struct screen *s)
{
	(void)s;
	return &VERBS_OF_BRIEF;
}

static void brief_act(struct screen *s, enum act act)
{
	page_act(&self(s)->page, act);
}

static const char *brief_why_not(const struct screen *s, enum act act)
{
	return page_alone_why_not(&((const struct brief_screen *)s)->page, act);
}

const struct screen_class SCREEN_BRIEF = {
	.name = "Brief", .needs = MAY_PEOPLE, .size = sizeof(struct brief_screen),
	.start = brief_start, .read = brief_read, .stop = brief_stop, .draw = brief_draw,
	.verbs = brief_verbs, .act = brief_act, .why_not = brief_why_not,
};
