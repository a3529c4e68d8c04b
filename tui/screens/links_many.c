#include "screens/links_many.h"

#include <stdio.h>
#include <string.h>

static struct links_screen *self(struct screen *s)
{
	return (struct links_screen *)s;
}

static const struct queued_pair *pair_find(const struct links_screen *k, int64_t a, int64_t b)
{
	for (size_t i = 0; i < k->line_n; i++)
		if (!k->line[i].heading && k->line[i].pair->a.record == a && k->line[i].pair->b.record == b)
			return k->line[i].pair;
	return NULL;
}

static const char *line_tell(const struct links_line *l, struct arena *a)
{
	char odds[32];

	pair_odds(l->pair->weight, odds);
	return arena_printf(a, "%s  %s  %s", l->who, l->agencies, odds);
}

bool links_many_begin(struct links_screen *k, enum verdict verdict)
{
	struct links_many *m = &k->many;

	m->n = 0;
	arena_free(m->arena);
	m->arena = k->list.marked.n ? arena_new() : NULL;
	if (!m->arena)
		return false;
	m->ruling = arena_alloc(m->arena, k->list.marked.n * sizeof *m->ruling);
	m->line = arena_alloc(m->arena, k->list.marked.n * sizeof *m->line);
	for (size_t i = 0; m->ruling && m->line && i < k->line_n && m->n < k->list.marked.n; i++) {
		const struct queued_pair *p = k->line[i].pair;

		if (k->line[i].heading || !list_is_marked(&k->list, pair_number(p->a.record, p->b.record)))
			continue;
		m->line[m->n] = (struct preview_line){.text = line_tell(&k->line[i], m->arena)};
		if (!m->line[m->n].text)
			return false;
		m->ruling[m->n++] = (struct pair_ruling){.a = p->a.record, .b = p->b.record,
			.verdict = verdict, .seen = p->seen};
	}
	return m->n > 0;
}

/* A pair that somebody decided meanwhile waits no more, or waits otherwise. */
static void look_again(struct app *app)
{
	struct links_screen *k = self(nav_top(&app->nav));
	struct links_many *m = &k->many;

	for (size_t i = 0; i < m->n; i++) {
		const struct queued_pair *p = pair_find(k, m->ruling[i].a, m->ruling[i].b);
		bool is_as_seen = p && p->seen.decision == m->ruling[i].seen.decision &&
			p->seen.person_a == m->ruling[i].seen.person_a && p->seen.person_b == m->ruling[i].seen.person_b;

		m->line[i].left = is_as_seen ? NULL : "decided meanwhile";
	}
}

static void told_of_many(struct app *app, const char *what, size_t n, size_t left)
{
	const char *others = left ? " The others were decided meanwhile, or are withheld, and left." : "";

	if (n == 1)
		app_say(app, "Recorded for 1 pair: %s.%s u takes it back.", what, others);
	else
		app_say(app, "Recorded for %zu pairs: %s.%s u takes back all %zu.", n, what, others, n);
}

static void record(struct screen *s, int picked, const char *text)
{
	struct links_screen *k = self(s);
	struct links_many *m = &k->many;
	struct app *app = s->app;
	const char *what = m->ruling->verdict == VD_LINK ? "linked" : "different people";
	struct err e = {0};
	size_t left = 0;
	enum status st;

	(void)picked;
	(void)text;
	m->ruling->reason = k->reason;
	st = pairs_decide(app->session, m->ruling, m->n, &left, &e);
	if (st == ST_OK)
		list_unmark(&k->list);
	app_changed(app); /* also what stands there by now is shown */
	if (st != ST_OK)
		app_fail(app, &e);
	else if (!app->message_is_error)
		told_of_many(app, what, m->n - left, left);
}

void links_many_preview(struct links_screen *k)
{
	char title[200];

	snprintf(title, sizeof title, "%zu pair%s: %s%s%s%.80s", k->many.n, k->many.n == 1 ? "" : "s",
		k->many.ruling->verdict == VD_LINK ? "one person" : "two different people", k->many.n == 1 ? "" : " each",
		k->reason[0] ? ", " : "", k->reason);
	app_preview(k->screen.app, title, k->many.line, k->many.n, record, look_again);
	look_again(k->screen.app);
}

void links_many_done(struct links_screen *k)
{
	arena_free(k->many.arena);
}
