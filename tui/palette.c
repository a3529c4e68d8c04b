#include "palette.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app.h"
#include "lists.h"
#include "palette_words.h"
#include "search.h"
#include "text.h"

enum { PEOPLE_MOST = 20, LETTERS_LEAST = 2 };

static size_t verb_count(const struct verb_set *set)
{
	size_t n = 0;

	while (verb_at(set, n, NULL))
		n++;
	return n;
}

static void entry_add(struct palette *p, struct palette_entry entry, struct picker_item item)
{
	item.value = (int)p->n;
	p->entry[p->n] = entry;
	p->item[p->n++] = item;
}

static void verb_add(const struct app *app, struct palette *p, const struct verb *v)
{
	const char *why = p->has_people ? app_why_not(app, v) : NULL, *also = palette_words(v->act);

	entry_add(p, (struct palette_entry){.verb = v}, p->has_people
		? (struct picker_item){.key = v->keys, .label = v->word, .about = why ? why : v->help, .also = also}
		: (struct picker_item){.key = v->keys, .label = v->help, .also = also});
}

static bool is_chosen(const struct palette_chosen *c)
{
	return c->act != ACT_NONE || c->person;
}

static bool is_lately(const struct palette *p, enum act act)
{
	for (size_t i = 0; i < PALETTE_LATELY; i++)
		if (p->lately[i].act == act)
			return true;
	return false;
}

static const struct verb *verb_of_act(const struct verb_set *set, enum act act)
{
	const struct verb *v;

	for (size_t i = 0; (v = verb_at(set, i, NULL)); i++)
		if (v->act == act)
			return v;
	return NULL;
}

/* "82, LS6 Leeds, lead j.obi  name" */
static const char *person_veiled(const struct person_hit *h, struct arena *a)
{
	const char *age = h->age < 0 ? "" : arena_printf(a, "%d", h->age);

	return !age ? NULL : arena_printf(a, "%s%s%s%s%s  %s", age, *age && *h->area ? ", " : "", h->area,
		*h->lead ? ", lead " : "", h->lead, h->why);
}

static const char *person_about(const struct app *app, const struct person_hit *h, struct arena *a)
{
	struct civil born;
	char day[12];

	if (app->mask)
		return h->by;
	if (h->is_veiled)
		return person_veiled(h, a);
	civil_short(civil_parse(h->date_of_birth, &born) ? born.day : CIVIL_NONE, day);
	return arena_printf(a, "%s%s%s", day, *day && *h->why ? "  " : "", h->why);
}

static void person_add(const struct app *app, struct palette *p, const struct person_hit *h, struct arena *a)
{
	entry_add(p, (struct palette_entry){.person = h->person}, (struct picker_item){.key = "",
		.label = app_mask(app, a, h->name), .about = person_about(app, h, a)});
}

/* Whom of them the worker may see by now; none where that cannot be read. */
static size_t people_of_lately(const struct app *app, const struct palette *p, struct person_hit **hit)
{
	int64_t person[PALETTE_LATELY];
	size_t n = 0;
	struct err unused;

	for (size_t i = 0; i < PALETTE_LATELY; i++)
		if (p->lately[i].person)
			person[n++] = p->lately[i].person;
	if (!n || !session_may(app->session, MAY_PEOPLE) ||
		people_listed(app->session, person, n, app->picker_arena, hit, &n, &unused) != ST_OK)
		return 0;
	return n;
}

static void lately_add(const struct app *app, struct palette *p, const struct verb_set *set)
{
	struct person_hit *hit = NULL;
	size_t n = people_of_lately(app, p, &hit);

	for (size_t i = 0; i < PALETTE_LATELY && is_chosen(&p->lately[i]); i++) {
		const struct verb *v = p->lately[i].person ? NULL : verb_of_act(set, p->lately[i].act);

		if (v && app_may(app, v))
			verb_add(app, p, v);
		for (size_t k = 0; k < n; k++)
			if (hit[k].asked == p->lately[i].person)
				person_add(app, p, &hit[k], app->picker_arena);
	}
}

/* What was chosen lately, then verbs that can be done, then the others with why not. */
static void verbs_add(const struct app *app, struct palette *p, const struct verb_set *set)
{
	const struct verb *v;

	if (p->has_people)
		lately_add(app, p, set);
	for (int can = 1; can >= 0; can--)
		for (size_t i = 0; (v = verb_at(set, i, NULL)); i++)
			if (app_may(app, v) && (!p->has_people ? can : (app_why_not(app, v) == NULL) == can && !is_lately(p, v->act)))
				verb_add(app, p, v);
}

static bool is_told(const struct palette *p, const struct verb *v)
{
	for (size_t i = 0; i < p->n; i++)
		if (p->entry[i].verb && p->entry[i].verb->act == v->act && strcmp(p->entry[i].verb->word, v->word) == 0)
			return true;
	return false;
}

/* What can be done on other screens, once letters ask for it. */
static void others_add(const struct app *app, struct palette *p, const struct verb_set *here, struct arena *a)
{
	const struct verb *v;

	for (size_t s = 0; s < VERB_SET_COUNT; s++)
		for (size_t i = 0; VERB_SETS[s] != here && (v = verb_at(VERB_SETS[s], i, NULL)); i++)
			if (app_may(app, v) && !is_told(p, v))
				entry_add(p, (struct palette_entry){.verb = v, .of = VERB_SETS[s]}, (struct picker_item){
					.key = v->keys, .label = v->word, .also = palette_words(v->act),
					.about = arena_printf(a, "In %s: %s", VERB_SETS[s]->name, v->help)});
}

static size_t verbs_everywhere(void)
{
	size_t n = 0;

	for (size_t s = 0; s < VERB_SET_COUNT; s++)
		n += verb_count(VERB_SETS[s]);
	return n;
}

static const char LATELY[] = "palette"; /* what they are kept by */

static const char PERSON[] = "person "; /* before a person's number, which is nobody's name */

static struct palette_chosen chosen_read(const char *line, size_t length)
{
	size_t n = strlen(PERSON);

	if (length > n && strncmp(line, PERSON, n) == 0)
		return (struct palette_chosen){.person = strtoll(line + n, NULL, 10)};
	return (struct palette_chosen){.act = verb_named(line, length)};
}

/* Those of the sessions before, one a line: of verbs their keys and words, since numbers would be
 * other verbs' in another version.  Where nothing can be read there are none. */
static void lately_read(struct app *app)
{
	struct palette *p = &app->palette;
	struct arena *a = arena_new();
	const char *text = "";
	struct err unused;
	size_t n = 0;

	p->has_lately = true;
	if (a && list_setting_get(app->session, LATELY, a, &text, &unused) != ST_OK)
		text = "";
	for (; *text && n < PALETTE_LATELY; text += strcspn(text, "\n"), text += *text == '\n') {
		struct palette_chosen chosen = chosen_read(text, strcspn(text, "\n"));

		if (is_chosen(&chosen) && (chosen.person || !is_lately(p, chosen.act)))
			p->lately[n++] = chosen;
	}
	arena_free(a);
}

static void lately_write(struct app *app)
{
	const struct palette *p = &app->palette;
	char text[PALETTE_LATELY * (VERB_NAME + 1)] = "", name[VERB_NAME];
	size_t at = 0;
	struct err unused;

	for (size_t i = 0; i < PALETTE_LATELY && is_chosen(&p->lately[i]); i++) {
		if (p->lately[i].person)
			snprintf(name, sizeof name, "%s%lld", PERSON, (long long)p->lately[i].person);
		else
			verb_name(p->lately[i].act, name);
		at += (size_t)snprintf(text + at, sizeof text - at, "%s\n", name);
	}
	/* what cannot be kept is only not offered first next time */
	(void)list_setting_keep(app->session, LATELY, text, &unused);
}

void palette_open(struct app *app, bool has_people)
{
	const struct screen *s = nav_top(&app->nav);
	const struct verb_set *set = s->class->verbs(s);
	size_t legend_n = 0, room = 2 * verb_count(set) + verbs_everywhere() + PEOPLE_MOST + PALETTE_LATELY;
	const struct picker_item *legend =
		s->class->legend && !has_people ? s->class->legend(s, &legend_n) : NULL;
	struct palette *p = &app->palette;

	if (!app_items(app, 1))
		return;
	if (!p->has_lately)
		lately_read(app);
	p->n = 0;
	p->has_people = has_people;
	p->item = arena_alloc(app->picker_arena, (room + legend_n) * sizeof *p->item);
	p->entry = arena_alloc(app->picker_arena, (room + legend_n) * sizeof *p->entry);
	if (!p->item || !p->entry) {
		app_say(app, "There is not enough memory for that.");
		return;
	}
	verbs_add(app, p, set);
	p->here_n = p->n;
	if (has_people)
		others_add(app, p, set, app->picker_arena);
	p->verb_n = p->n;
	for (size_t i = 0; i < legend_n; i++)
		p->item[p->n++] = legend[i];
	picker_init(&app->picker, has_people ? "Command or person" : "Keys here", p->item, p->n, has_people);
	for (size_t i = 0; i < p->here_n && i < PALETTE_LATELY; i++)
		app->picker.early |= (uint32_t)(p->entry[i].person != 0) << i;
	app->picker.offered_n = has_people ? p->here_n : p->n;
	app->picker.tells_nearest = true;
	picker_renew(&app->picker, p->n);
	app->mode = APP_VERB;
}

/* People --------------------------------------------------------------------- */

/* The first look at anybody goes to the audit before it is shown, as in People. */
static enum status people_find(struct app *app, const char *query, struct err *e)
{
	struct palette *p = &app->palette;
	struct arena *fresh = arena_new();
	struct person_hit *hit = NULL;
	size_t n = 0;
	enum status st = fresh ? people_search(app->session, query, PEOPLE_MOST, !p->owes_look, fresh, &hit, &n, e)
		: err_nomem(e);

	if (st != ST_OK && st != ST_NONE) {
		arena_free(fresh);
		return st;
	}
	p->owes_look = true;
	for (size_t i = 0; i < n && st == ST_OK; i++)
		person_add(app, p, &hit[i], fresh);
	arena_free(p->people_arena);
	p->people_arena = fresh;
	return ST_OK;
}

void palette_typed(struct app *app)
{
	struct palette *p = &app->palette;
	const char *typed = app->picker.typed.text;
	bool is_asked = text_width(typed) >= LETTERS_LEAST && session_may(app->session, MAY_PEOPLE);
	struct err e = {0};

	if (!p->has_people || app->is_held || strcmp(typed, p->query) == 0)
		return;
	snprintf(p->query, sizeof p->query, "%s", typed);
	if (!is_asked && p->n == p->verb_n)
		return;
	p->n = p->verb_n;
	if (is_asked && people_find(app, typed, &e) != ST_OK)
		app_fail(app, &e);
	picker_renew(&app->picker, p->n);
}

/* The one row for the query that the typing ended with. */
static void look_settle(struct app *app)
{
	struct palette *p = &app->palette;
	struct arena *a = p->owes_look ? arena_new() : NULL;
	struct person_hit *hit;
	struct err e = {0};
	size_t n;
	enum status st;

	if (!p->owes_look)
		return;
	p->owes_look = false;
	st = a ? people_search(app->session, p->query, PEOPLE_MOST, true, a, &hit, &n, &e) : err_nomem(&e);
	if (st != ST_OK && st != ST_NONE)
		app_fail(app, &e);
	arena_free(a);
}

/* Choosing -------------------------------------------------------------------- */

static void lately_keep(struct app *app, struct palette_chosen chosen)
{
	struct palette *p = &app->palette;
	size_t at = 0;

	while (at + 1 < PALETTE_LATELY && is_chosen(&p->lately[at]) &&
		(p->lately[at].act != chosen.act || p->lately[at].person != chosen.person))
		at++;
	memmove(p->lately + 1, p->lately, at * sizeof *p->lately);
	p->lately[0] = chosen;
	lately_write(app);
}

void palette_choose(struct app *app, int at)
{
	const struct palette_entry entry = app->palette.entry[at];
	char key[16];

	app_picker_close(app);
	if (entry.person) {
		lately_keep(app, (struct palette_chosen){.person = entry.person});
		app_go(app, &SCREEN_PERSON, &(struct target){entry.person, 0});
	} else if (entry.of) {
		verb_key(entry.verb, key);
		app_say(app, "That is for another screen, %s: press %s there.", entry.of->name, key);
	} else {
		lately_keep(app, (struct palette_chosen){.act = entry.verb->act});
		app_run(app, entry.verb);
	}
}

void palette_close(struct app *app)
{
	struct palette *p = &app->palette;

	look_settle(app);
	arena_free(p->people_arena);
	p->people_arena = NULL;
	p->entry = NULL;
	p->item = NULL;
	p->n = p->verb_n = 0;
	p->query[0] = '\0';
	p->has_people = false;
}
