#include "screens/people_many.h"

#include <stdio.h>
#include <string.h>

#include "lead.h"
#include "screens/opening.h"
#include "writing.h"

static const char NOBODY[] = "Nobody: somebody is wanted", ELSE[] = "Somebody else: type their name";

const char *one_at_a_time(const struct list *l)
{
	return l->marked.n ? "This is for one line at a time; Esc takes the marks off first." : NULL;
}

/* Gathering ----------------------------------------------------------------- */

static bool is_there(const struct people_many *m, int64_t person)
{
	for (size_t i = 0; i < m->n; i++)
		if (m->person[i] == person)
			return true;
	return false;
}

static bool gather(struct people_many *m, const struct person_line *line, size_t n)
{
	arena_free(m->arena);
	*m = (struct people_many){.arena = arena_new()};
	if (!m->arena)
		return false;
	m->person = arena_alloc(m->arena, (n + 1) * sizeof *m->person);
	m->line = arena_alloc(m->arena, (n + 1) * sizeof *m->line);
	m->asked = arena_alloc(m->arena, (n + 1) * sizeof *m->asked);
	for (size_t i = 0; i < n && m->person && m->line && m->asked; i++) {
		const char *who;

		if (line[i].person && is_there(m, line[i].person))
			continue;
		who = arena_dup(m->arena, line[i].who);
		if (!who)
			return false;
		m->person[m->n] = line[i].person;
		m->line[m->n++] = (struct preview_line){.text = who, .left = line[i].left};
	}
	return m->person && m->line && m->asked;
}

static void recorded(struct screen *s)
{
	struct list *list = screen_list(s);

	if (list)
		list_unmark(list);
	app_outdate(s->app, &SCREEN_PEOPLE);
	app_changed(s->app);
}

static size_t wanted(const struct people_many *m)
{
	size_t n = 0;

	for (size_t i = 0; i < m->n; i++)
		n += !m->line[i].left;
	return n;
}

static const char *people_word(size_t n)
{
	return n == 1 ? "person" : "people";
}

/* Nothing to say yes to: why not, in the words of the first line. */
static bool is_idle(struct app *app)
{
	const struct people_many *m = &app->many;

	if (wanted(m))
		return false;
	app_say(app, "None of the lines marked: %s.", m->n ? m->line[0].left : "nobody is on them");
	return true;
}

/* Stars --------------------------------------------------------------------- */

static void star_record(struct screen *s, int picked, const char *text)
{
	struct people_many *m = &s->app->many;
	struct arena *a = arena_new();
	int64_t *person = a ? arena_alloc(a, (m->n + 1) * sizeof *person) : NULL;
	size_t n = 0, done = 0;
	struct err e = {0};
	enum status st = person ? ST_OK : err_nomem(&e);

	(void)picked;
	(void)text;
	for (size_t i = 0; i < m->n && person; i++)
		if (!m->line[i].left)
			person[n++] = m->person[i];
	if (st == ST_OK)
		st = stars_set(s->app->session, person, n, m->is_on, &done, &e);
	if (st == ST_OK) {
		recorded(s);
		app_say(s->app, "%s: %zu %s. u takes it back.", m->is_on ? "Starred" : "No longer starred", done, people_word(done));
	} else {
		app_fail(s->app, &e);
	}
	arena_free(a);
}

/* Where all of them are starred they are no longer. */
static enum status star_look(struct app *app, struct err *e)
{
	struct people_many *m = &app->many;
	int64_t *star;
	size_t n = 0, starred = 0, people = 0;
	enum status st = stars_list(app->session, m->arena, &star, &n, e);

	for (size_t i = 0; i < m->n && st == ST_OK; i++) {
		bool is_starred = false;

		for (size_t k = 0; k < n && !is_starred; k++)
			is_starred = star[k] == m->person[i];
		people += m->person[i] != 0;
		starred += is_starred;
		if (is_starred)
			m->line[i].left = "starred already";
	}
	m->is_on = starred < people;
	for (size_t i = 0; i < m->n && !m->is_on; i++)
		if (m->person[i])
			m->line[i].left = NULL;
	return st;
}

static void nothing_new(struct app *app)
{
	(void)app; /* a star is the worker's own: nobody else changes it */
}

static void star_begin(struct app *app)
{
	struct people_many *m = &app->many;
	struct err e = {0};
	char title[80];

	if (star_look(app, &e) != ST_OK) {
		app_fail(app, &e);
		return;
	}
	if (is_idle(app))
		return;
	snprintf(title, sizeof title, "%zu %s: %s", wanted(m), people_word(wanted(m)), m->is_on ? "starred" : "no longer starred");
	app_preview(app, title, m->line, m->n, star_record, nothing_new);
}

/* Leads --------------------------------------------------------------------- */

static void lead_record(struct screen *s, int picked, const char *text)
{
	struct people_many *m = &s->app->many;
	struct handover *asked = arena_alloc(m->arena, (m->n + 1) * sizeof *asked);
	size_t n = 0, left = 0;
	struct err e = {0};
	enum status st = asked ? ST_OK : err_nomem(&e);

	(void)picked;
	(void)text;
	for (size_t i = 0; i < m->n && asked; i++)
		if (!m->line[i].left)
			asked[n++] = m->asked[i];
	if (st == ST_OK && n)
		st = leads_hand(s->app->session, asked, n, &left, &e);
	recorded(s);
	if (st != ST_OK)
		app_fail(s->app, &e);
	else if (!n)
		app_say(s->app, "Nothing was changed: all of them were handed over meanwhile.");
	else if (!s->app->message_is_error)
		app_say(s->app, "Handed over: %zu %s.%s u takes it back.", n - left, people_word(n - left),
			left ? " The others were handed over meanwhile, and left." : "");
}

/* What stands when the worker is asked: said in the line, and held against what stands later. */
static void lead_see(struct people_many *m, size_t i, const struct lead *lead)
{
	const char *text = !lead->decision ? m->line[i].text : arena_printf(m->arena, "%s  %s", m->line[i].text,
		*lead->worker ? arena_printf(m->arena, "%s leads now", lead->worker) : "somebody is wanted");

	m->asked[i] = (struct handover){.person = m->person[i], .to = m->to, .note = m->note, .seen = lead->decision};
	if (text)
		m->line[i].text = text;
}

/* Who leads each by now: of whom that is another than was seen, or who is meant, they are left. */
static enum status lead_look(struct app *app, bool is_first, struct err *e)
{
	struct people_many *m = &app->many;
	struct lead lead;
	enum status st = ST_OK;

	for (size_t i = 0; i < m->n && st == ST_OK; i++) {
		struct handover *h = &m->asked[i];

		if (!m->person[i])
			continue;
		lead = (struct lead){.worker = "", .decision = 0};
		st = lead_of(app->session, m->person[i], m->arena, &lead, e);
		if (st == ST_NONE)
			st = ST_OK;
		if (is_first)
			lead_see(m, i, &lead);
		if (lead.decision != h->seen)
			m->line[i].left = "handed over meanwhile";
		else if (lead.decision && strcmp(lead.worker, m->to) == 0)
			m->line[i].left = *m->to ? "leads already" : "somebody is wanted already";
	}
	return st;
}

static void lead_look_again(struct app *app)
{
	struct err e = {0};

	if (lead_look(app, false, &e) != ST_OK)
		app_fail(app, &e);
}

static void lead_preview(struct app *app)
{
	struct people_many *m = &app->many;
	struct err e = {0};
	char title[200];

	if (lead_look(app, true, &e) != ST_OK) {
		app_fail(app, &e);
		return;
	}
	if (is_idle(app))
		return;
	if (*m->to)
		snprintf(title, sizeof title, "%zu %s: %s leads%s%.80s", wanted(m), people_word(wanted(m)), m->to,
			*m->note ? ", " : "", m->note);
	else
		snprintf(title, sizeof title, "%zu %s: somebody to lead is wanted%s%.80s", wanted(m), people_word(wanted(m)),
			*m->note ? ", " : "", m->note);
	app_preview(app, title, m->line, m->n, lead_record, lead_look_again);
}

static void words_given(struct screen *s, int picked, const char *text)
{
	(void)picked;
	snprintf(s->app->many.note, sizeof s->app->many.note, "%s", text + strspn(text, " "));
	lead_preview(s->app);
}

static void words_ask(struct app *app)
{
	app_ask(app, "A word with it, or only Enter: ", "", words_given);
}

static void name_given(struct screen *s, int picked, const char *text)
{
	struct people_many *m = &s->app->many;
	char name[sizeof m->to];

	(void)picked;
	snprintf(name, sizeof name, "%s", text + strspn(text, " "));
	name[strcspn(name, " ")] = '\0';
	if (!*name) {
		app_ask(s->app, "Whose name? ", "", name_given);
		return;
	}
	memcpy(m->to, name, sizeof name);
	words_ask(s->app);
}

static void leader_picked(struct screen *s, int picked, const char *text)
{
	struct people_many *m = &s->app->many;

	(void)text;
	if ((size_t)picked > m->name_n) {
		app_ask(s->app, "Who leads them? ", "", name_given);
		return;
	}
	snprintf(m->to, sizeof m->to, "%s", (size_t)picked < m->name_n ? m->name[picked] : "");
	words_ask(s->app);
}

static void lead_begin(struct app *app)
{
	struct people_many *m = &app->many;
	struct err e = {0};
	const char **name, **text, *title;

	if (is_idle(app))
		return;
	if (leads_named(app->session, 0, m->arena, &name, &m->name_n, &e) != ST_OK) {
		app_fail(app, &e);
		return;
	}
	m->name = name;
	text = arena_alloc(m->arena, (m->name_n + 1) * sizeof *text);
	title = arena_printf(m->arena, "Who leads %s %zu from now on?", wanted(m) == 1 ? "this" : "these", wanted(m));
	if (!text || !title) {
		app_say(app, "There is not enough memory for that.");
		return;
	}
	for (size_t i = 0; i < m->name_n; i++)
		text[i] = i ? name[i] : arena_printf(m->arena, "%s (me)", name[0]);
	text[m->name_n] = NOBODY;
	app_pick_text(app, title, text, m->name_n + 1, ELSE, leader_picked);
}

void people_many_begin(struct app *app, enum act act, const struct person_line *line, size_t n)
{
	if (!gather(&app->many, line, n))
		app_say(app, "There is not enough memory for that.");
	else if (opening_first(app, act, 0))
		;
	else if (act == ACT_STAR)
		star_begin(app);
	else
		lead_begin(app);
}
