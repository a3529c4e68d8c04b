#include "screens/opening.h"

#include <stdio.h>
#include <string.h>

#include "access.h"

const char OPENING_TITLE[] = "Not on your list. You open them because of";
const char OPENING_KEPT[] = "Why you open them is kept for 28 days; the audit has it, and u does not take it back.";

/* In the order of ACCESS_REASONS; q leaves here too, and is none of them. */
static const char *const KEYS[] = {"r", "c", "a", "m", "s", "d"};
enum { KEY_COUNT = sizeof KEYS / sizeof *KEYS };

/* Each by its key; `usual` stands first. */
static void reasons_ask(struct app *app, const char *title, const char *usual, answer_fn *answer)
{
	struct picker_item *item = app_items(app, ACCESS_REASON_COUNT);
	size_t n = 0;

	if (!item)
		return;
	for (int is_rest = 0; is_rest < 2; is_rest++)
		for (size_t i = 0; i < ACCESS_REASON_COUNT; i++)
			if (is_rest == !(usual && strcmp(ACCESS_REASONS[i], usual) == 0))
				item[n++] = (struct picker_item){.key = i < KEY_COUNT ? KEYS[i] : NULL, .label = ACCESS_REASONS[i],
					.value = (int)i};
	app_pick_key(app, title, item, n, answer);
}

void opening_reasons(struct app *app, const char *title, answer_fn *answer)
{
	reasons_ask(app, title, NULL, answer);
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

/* How many of those whom it is about are not on the worker's list. */
static enum status strangers_count(struct app *app, size_t *people, size_t *strangers, struct err *e)
{
	enum status st = ST_OK;

	*people = *strangers = 0;
	for (size_t i = 0; i < app->many.n && st == ST_OK; i++) {
		bool must = false;

		if (!app->many.person[i])
			continue;
		++*people;
		st = access_must_say(app->session, app->many.person[i], &must, e);
		*strangers += must;
	}
	return st;
}

/* "2 of these 5 are not on your list. You open them because of" */
static void several_title(size_t people, size_t strangers, char *out, size_t room)
{
	if (people == 1)
		snprintf(out, room, "%s", OPENING_TITLE);
	else if (strangers == people)
		snprintf(out, room, "%s of these %zu is on your list. You open them because of",
			people == 2 ? "Neither" : "None", people);
	else
		snprintf(out, room, "%zu of these %zu %s not on your list. You open them because of", strangers, people,
			strangers == 1 ? "is" : "are");
}

bool opening_first(struct app *app, enum act act, int64_t person)
{
	struct err e = {0};
	size_t people = 1, strangers = 0;
	enum status st;

	st = person ? opening_is_said(app, person, &e) : strangers_count(app, &people, &strangers, &e);
	if (st == ST_OK && !strangers)
		return false;
	if (st != ST_OK && st != ST_UNOPENED) {
		app_fail(app, &e);
		return true;
	}
	app->opening = (struct opening){.target.person = person, .act = act, .is_many = !person};
	several_title(people, strangers, app->opening.title, sizeof app->opening.title);
	opening_reasons(app, app->opening.title, reason_picked);
	return true;
}

/* Queues -------------------------------------------------------------------- */

const char QUEUE_UNSAID[] = "Not on your list: what is held is told once you say why you look at this queue. Tab, and one key, "
	"for all of it.";

bool queue_is_unsaid(struct app *app, int64_t person, int64_t other)
{
	const int64_t of[] = {person, other};
	bool must = false;
	struct err e = {0};

	for (int i = 0; i < 2 && !must; i++)
		if (of[i] && access_queue_must_say(app->session, of[i], &must, &e) != ST_OK) {
			app_fail(app, &e);
			return true;
		}
	return must;
}

static void queue_picked(struct screen *s, int picked, const char *text)
{
	struct err e = {0};

	(void)text;
	if (access_queue_say(s->app->session, ACCESS_REASONS[picked], &e) != ST_OK || screen_reread(s, &e) != ST_OK)
		app_fail(s->app, &e);
	else
		app_say(s->app, "%sEach look here stands in the audit with it, until you leave the program.",
			verb_verdict(s->app->opening.act) == VD_OPEN ? "" : "Nothing is decided yet: read it, then the key once more. ");
}

bool queue_first(struct app *app, int64_t person, int64_t other, const char *usual, enum act act)
{
	if (!queue_is_unsaid(app, person, other))
		return false;
	app->opening = (struct opening){.act = act};
	reasons_ask(app, "Not on your list. You look at this queue because of", usual, queue_picked);
	return true;
}
