#include "screens/opening.h"

#include "access.h"

const char OPENING_TITLE[] = "Not on your list. You open them because of";
static const char SEVERAL[] = "Some are not on your list. You need them because of";
const char OPENING_KEPT[] = "Why you open them is kept for 28 days; the audit has it, and u does not take it back.";

/* In the order of ACCESS_REASONS. */
static const char *const KEYS[] = {"r", "c", "q", "m", "s", "d"};
enum { KEY_COUNT = sizeof KEYS / sizeof *KEYS };

void opening_reasons(struct app *app, const char *title, answer_fn *answer)
{
	struct picker_item *item = app_items(app, ACCESS_REASON_COUNT);

	if (!item)
		return;
	for (size_t i = 0; i < ACCESS_REASON_COUNT; i++)
		item[i] = (struct picker_item){.key = i < KEY_COUNT ? KEYS[i] : NULL, .label = ACCESS_REASONS[i], .value = (int)i};
	app_pick_key(app, title, item, ACCESS_REASON_COUNT, answer);
}

enum status opening_is_said(struct app *app, int64_t person, struct err *e)
{
	bool must = false;
	enum status st = access_must_say(app->session, person, &must, e);

	return st == ST_OK && must ? err_set(e, ST_UNOPENED, "say why you open them first") : st;
}

/* Those that are on the list, or were opened, are passed over. */
static enum status reason_keep(struct app *app, const char *why, struct err *e)
{
	enum status st = app->opening.is_many ? ST_OK : access_open(app->session, app->opening.target.person, why, e);

	for (size_t i = 0; i < app->many.n && app->opening.is_many && st == ST_OK; i++)
		if (app->many.person[i])
			st = access_open(app->session, app->many.person[i], why, e);
	return st;
}

static void reason_picked(struct screen *s, int picked, const char *text)
{
	struct app *app = s->app;
	struct err e = {0};

	(void)text;
	if (reason_keep(app, ACCESS_REASONS[picked], &e) != ST_OK) {
		app_fail(app, &e);
		return;
	}
	app_outdate(app, &SCREEN_PEOPLE);
	if (app->opening.class)
		app_go(app, app->opening.class, &app->opening.target);
	else
		s->class->act(s, app->opening.act);
	if (!app->message[0])
		app_say(app, "%s", OPENING_KEPT);
}

void opening_ask(struct app *app, const struct screen_class *class, const struct target *target)
{
	app->opening = (struct opening){.class = class, .target = *target};
	opening_reasons(app, OPENING_TITLE, reason_picked);
}

bool opening_first(struct app *app, enum act act, int64_t person)
{
	struct err e = {0};
	enum status st = person ? opening_is_said(app, person, &e) : ST_OK;

	for (size_t i = 0; i < app->many.n && !person && st == ST_OK; i++)
		if (app->many.person[i])
			st = opening_is_said(app, app->many.person[i], &e);
	if (st == ST_UNOPENED) {
		app->opening = (struct opening){.target.person = person, .act = act, .is_many = !person};
		opening_reasons(app, person ? OPENING_TITLE : SEVERAL, reason_picked);
	} else if (st != ST_OK) {
		app_fail(app, &e);
	}
	return st != ST_OK;
}
