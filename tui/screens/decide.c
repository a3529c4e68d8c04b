#include "screens/decide.h"

#include <stdio.h>
#include <string.h>

#include "asked.h"
#include "screens/show.h"

enum { REPLY_DAYS = 7 };

/* What to part is shown at once; nothing is separated yet. */
static void parting_open(struct app *app, int64_t event)
{
	struct target target = {0, 0};
	struct err e = {0};

	if (asked_whose(app->session, event, &target.person, &target.event, &e) != ST_OK) {
		app_fail(app, &e);
		return;
	}
	app_go(app, &SCREEN_SEPARATE, &target);
	if (!app->message_is_error)
		app_say(app, "Recorded: wrong link. This is what parting the records would do; S parts them.");
}

static void record(struct screen *s, int picked, const char *text)
{
	struct app *app = s->app;
	struct deciding *d = &app->deciding;
	const struct ruling ruling = {
		.verdict = d->verdict, .reason = d->reason,
		.note = d->note[0] ? d->note : NULL, .reply_by = d->reply_by[0] ? d->reply_by : NULL,
		.seen = d->seen.v,
	};
	struct list *list = s->class->list(s);
	struct err e = {0};

	(void)picked;
	(void)text;
	if (asked_decide(app->session, d->event.v, d->event.n, &ruling, &e) != ST_OK) {
		app_changed(app); /* what stands there by now is shown */
		app_fail(app, &e);
		return;
	}
	if (list)
		list_unmark(list);
	app_changed(app);
	if (app->message_is_error)
		return;
	if (d->verdict == VD_WRONG_LINK && d->event.n == 1)
		parting_open(app, d->event.v[0]);
	else if (d->event.n > 1)
		app_say(app, "Recorded for %zu: %s. u takes the last one back.", d->event.n,
			show_state(d->verdict));
	else
		app_say(app, "Recorded: %s. u takes it back.", show_state(d->verdict));
}

/* One row is decided at once, several after a look at what they are. */
static void preview(struct screen *s)
{
	struct deciding *d = &s->app->deciding;
	char text[200];

	if (d->event.n == 1) {
		record(s, 0, "");
		return;
	}
	snprintf(text, sizeof text, "%zu marked, %s: Enter records, Esc leaves (%.110s)", d->event.n,
		show_state(d->verdict), d->whom);
	app_confirm(s->app, text, record);
}

static void note_given(struct screen *s, int picked, const char *text)
{
	struct deciding *d = &s->app->deciding;

	(void)picked;
	if (!text[strspn(text, " ")]) {
		app_ask(s->app, "The reason, in your words: ", "", note_given);
		return;
	}
	snprintf(d->note, sizeof d->note, "%s", text);
	preview(s);
}

static void reason_given(struct screen *s, int picked, const char *text)
{
	struct deciding *d = &s->app->deciding;

	(void)text;
	d->reason = JUSTIFIED_REASONS[picked];
	if (strncmp(d->reason, "other", 5) == 0)
		app_ask(s->app, "The reason, in your words: ", "", note_given);
	else
		preview(s);
}

static void reply_given(struct screen *s, int picked, const char *text)
{
	struct deciding *d = &s->app->deciding;
	struct civil by;
	char iso[11];

	(void)picked;
	if (!civil_parse(text, &by) || by.day < session_today(s->app->session)) {
		app_ask(s->app, "That is no day from today on. Reply by: ", text, reply_given);
		return;
	}
	civil_iso(by.day, iso);
	snprintf(d->reply_by, sizeof d->reply_by, "%s", iso);
	preview(s);
}

static void ask_reason(struct app *app)
{
	app_pick_text(app, "Right to ask again because", JUSTIFIED_REASONS, JUSTIFIED_REASON_COUNT,
		NULL, reason_given);
}

struct choice choice_make(int64_t event, const struct decision *shown)
{
	return (struct choice){event, shown ? shown->id : 0};
}

void decide_start(
	struct app *app, enum verdict verdict, const struct choice *choice, size_t n, const char *whom)
{
	struct deciding *d = &app->deciding;
	char day[11];

	d->event.n = d->seen.n = 0;
	for (size_t i = 0; i < n; i++)
		if (!vec_push(&d->event, choice[i].event) || !vec_push(&d->seen, choice[i].seen)) {
			app_say(app, "There is not enough memory for that.");
			return;
		}
	d->verdict = verdict;
	d->reason = NULL;
	d->note[0] = d->reply_by[0] = '\0';
	snprintf(d->whom, sizeof d->whom, "%s", whom);
	if (verdict == VD_JUSTIFIED) {
		ask_reason(app);
	} else if (verdict == VD_ASKED) {
		civil_iso(session_today(app->session) + REPLY_DAYS, day);
		app_ask(app, "Reply by: ", day, reply_given);
	} else {
		preview(nav_top(&app->nav));
	}
}
