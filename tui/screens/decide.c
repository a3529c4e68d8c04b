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

static void told_of_many(struct app *app, const struct deciding *d, size_t left)
{
	size_t n = d->event.n - left;

	if (left && n == 1)
		app_say(app, "Recorded for 1: %s. %zu left as %s, decided meanwhile. u takes it back.",
			verdict_shown(d->verdict), left, left == 1 ? "it is" : "they are");
	else if (left)
		app_say(app, "Recorded for %zu: %s. %zu left as %s, decided meanwhile. u takes back all %zu.", n,
			verdict_shown(d->verdict), left, left == 1 ? "it is" : "they are", n);
	else
		app_say(app, "Recorded for %zu: %s. u takes back all %zu.", n, verdict_shown(d->verdict), n);
}

static answer_fn record;

/* Somebody else decided first: theirs is shown, what was typed is kept, and recorded
 * after theirs only when that is meant. */
static void ask_again(struct app *app)
{
	struct deciding *d = &app->deciding;
	const char *why = d->note[0] ? d->note : d->reason;
	struct err e = {0};
	char text[200];

	if (asked_seen(app->session, d->event.v, d->event.n, d->seen.v, &e) != ST_OK) {
		app_fail(app, &e);
		return;
	}
	snprintf(text, sizeof text, "Not recorded. Enter: %s%s%.90s%s after theirs; Esc leaves theirs",
		verdict_shown(d->verdict), why ? " (" : "", why ? why : "", why ? ")" : "");
	app_confirm(app, text, record);
}

static void record(struct screen *s, int picked, const char *text)
{
	struct app *app = s->app;
	struct deciding *d = &app->deciding;
	size_t left = 0;
	const struct ruling ruling = {
		.verdict = d->verdict, .reason = d->reason,
		.note = d->note[0] ? d->note : NULL, .reply_by = d->reply_by[0] ? d->reply_by : NULL,
		.seen = d->seen.v, .left = d->event.n > 1 ? &left : NULL,
	};
	struct list *list = screen_list(s);
	struct err e = {0};

	(void)picked;
	(void)text;
	enum status st = asked_decide(app->session, d->event.v, d->event.n, &ruling, &e);

	if (st != ST_OK) {
		meanwhile_look(app);
		app_changed(app); /* what stands there by now is shown */
		if (st == ST_CHANGED)
			ask_again(app);
		else
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
		told_of_many(app, d, left);
	else
		app_say(app, "Recorded: %s%s%s. u takes it back.", verdict_shown(d->verdict), d->reply_by[0] ? ", reply by " : "",
			d->reply_by);
}

/* "7 findings of 5 people: justified, hospital stay" */
static void title_make(const struct deciding *d, char *out, size_t room)
{
	char whose[40] = "";

	if (d->people > 1)
		snprintf(whose, sizeof whose, " of %zu people", d->people);
	snprintf(out, room, "%zu findings%s: %s%s%.80s%s%s", d->event.n, whose, verdict_shown(d->verdict),
		d->reason ? ", " : "", d->note[0] ? d->note : d->reason ? d->reason : "",
		d->reply_by[0] ? ", reply by " : "", d->reply_by);
}

/* Somebody has changed the store while the preview is open: says there what is left. */
static void look_again(struct app *app)
{
	struct deciding *d = &app->deciding;
	struct err e = {0};

	for (size_t i = 0; i < d->event.n; i++)
		if (asked_since(app->session, d->event.v[i], d->seen.v[i], d->arena, &d->line[i].left, &e) != ST_OK) {
			app_fail(app, &e);
			return;
		}
}

/* One row is decided at once, several after a look at what they are. */
static void preview(struct screen *s)
{
	struct app *app = s->app;
	struct deciding *d = &app->deciding;
	char title[200];

	if (d->event.n == 1) {
		record(s, 0, "");
		return;
	}
	title_make(d, title, sizeof title);
	app_preview(app, title, d->line, d->event.n, record, look_again);
	look_again(app);
}

static void note_given(struct screen *, int picked, const char *text);

static void note_ask(struct app *app)
{
	app_ask_words(app, "reason to ask again", app->deciding.person, "The reason, in your words: ", note_given);
}

static void note_given(struct screen *s, int picked, const char *text)
{
	struct deciding *d = &s->app->deciding;

	(void)picked;
	if (!text[strspn(text, " ")]) {
		note_ask(s->app);
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
		note_ask(s->app);
	else
		preview(s);
}

static void reply_given(struct screen *s, int picked, const char *text)
{
	struct deciding *d = &s->app->deciding;
	int32_t today = session_today(s->app->session), by;

	(void)picked;
	if (!civil_typed_day(text, today, &by) || by < today) {
		app_ask(s->app, REPLY_NO_DAY, text, reply_given);
		return;
	}
	civil_short(by, d->reply_by);
	preview(s);
}

static void ask_reason(struct app *app)
{
	app_pick_text(app, "Right to ask again because", JUSTIFIED_REASONS, JUSTIFIED_REASON_COUNT,
		NULL, reason_given);
}

/* Of several, the first and the last person are told about; all are checked when it is recorded. */
static void about_begin(struct app *app, const struct choice *choice, size_t n)
{
	int64_t person[2] = {0, 0}, record;
	struct err e;

	(void)asked_whose(app->session, choice[0].event, &person[0], &record, &e);
	if (n > 1)
		(void)asked_whose(app->session, choice[n - 1].event, &person[1], &record, &e);
	app->deciding.person = person[0];
	meanwhile_begin(app, person[0], person[1]);
}

struct choice choice_make(int64_t event, const struct decision *shown)
{
	return (struct choice){.event = event, .seen = shown ? shown->id : 0};
}

static bool choices_keep(struct deciding *d, const struct choice *choice, size_t n)
{
	arena_free(d->arena);
	d->arena = arena_new();
	d->line = d->arena ? arena_alloc(d->arena, n * sizeof *d->line) : NULL;
	d->event.n = d->seen.n = d->people = 0;
	for (size_t i = 0; i < n && d->line; i++) {
		bool is_told = false;

		for (size_t k = 0; k < i && !is_told; k++)
			is_told = choice[k].person == choice[i].person;
		d->people += !is_told;
		d->line[i] = (struct preview_line){.text = arena_dup(d->arena, choice[i].text ? choice[i].text : "")};
		if (!d->line[i].text || !vec_push(&d->event, choice[i].event) || !vec_push(&d->seen, choice[i].seen))
			return false;
	}
	return d->line != NULL;
}

void decide_start(struct app *app, enum verdict verdict, const struct choice *choice, size_t n)
{
	struct deciding *d = &app->deciding;
	char day[12];

	if (!choices_keep(d, choice, n)) {
		app_say(app, "There is not enough memory for that.");
		return;
	}
	d->verdict = verdict;
	d->reason = NULL;
	d->note[0] = d->reply_by[0] = '\0';
	about_begin(app, choice, n);
	if (verdict == VD_JUSTIFIED) {
		ask_reason(app);
	} else if (verdict == VD_ASKED) {
		civil_short(session_today(app->session) + REPLY_DAYS, day);
		app_ask(app, "Reply by: ", day, reply_given);
	} else {
		preview(nav_top(&app->nav));
	}
}
