#include "app.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "access.h"
#include "app_inside.h"
#include "asked.h"
#include "directory.h"
#include "ingest.h"
#include "journey.h"
#include "linkage.h"
#include "mask.h"
#include "remote.h"
#include "search.h"
#include "screens/opening.h"
#include "screens/write_keys.h"
#include "wishes.h"

void app_say(struct app *app, const char *format, ...)
{
	va_list ap;

	va_start(ap, format);
	vsnprintf(app->message, sizeof app->message, format, ap);
	va_end(ap);
	app->message_is_error = false;
}

/* What failed is told in core's words, here as a sentence of its own. */
void app_fail(struct app *app, const struct err *e)
{
	char *text = app->message;
	size_t word = strspn(e->text, "abcdefghijklmnopqrstuvwxyz"), n;

	app_say(app, "%s", e->text[0] ? e->text : "That did not work; try again.");
	if (text[word] == ' ' || text[word] == ',')
		text[0] = (char)toupper((unsigned char)text[0]);
	n = strlen(text);
	if (n && n + 1 < sizeof app->message && !strchr(".?!:", text[n - 1]))
		memcpy(text + n, ".", 2);
	app->message_is_error = true;
}

/* A hundred thousand findings are counted when the first screen is there, and again only where somebody
 * wrote since, or the day is another. */
static void asked_count_again(struct app *app, struct err *e)
{
	size_t read = 0;
	const struct asked_query open = {.stage = -1, .state = VD_OPEN, .read = &read};
	int64_t seq = session_change_seq(app->session);
	int32_t today = session_today(app->session);

	if (app->is_soon) {
		app->asked_open = -1;
		return;
	}
	if (app->asked_open >= 0 && seq >= 0 && seq == app->counted_seq && today == app->counted_day)
		return;
	app->counted_seq = seq;
	app->counted_day = today;
	if (asked_count(app->session, &open, &app->asked_open, e) != ST_OK)
		app->asked_open = -1;
	app->asked_more = read >= ASKED_COUNTED;
}

static void count(struct app *app)
{
	struct err e = {0};

	asked_count_again(app, &e);
	if ((app->is_soon && !pair_queue_is_known(app->session)) ||
		pair_queue_count(app->session, &app->pairs_due, &e) != ST_OK)
		app->pairs_due = -1;
	app->pairs_more = pair_queue_may_be_more(app->session);
	if (directory_count(app->session, &app->services, &e) != ST_OK)
		app->services = 0;
}

/* What an import that is not all in yet means for what is shown: said once for each
 * screen that is opened, not over what else there is to say. */
static void under_way_say(struct app *app)
{
	const struct screen_class *here = nav_top(&app->nav)->class;

	app->under_way = ingest_under_way(app->session);
	if (app->under_way && !app->message[0] && here != &SCREEN_IMPORTS && here != &SCREEN_TAKE)
		app_say(app, "%s", app->under_way);
}

static bool is_gone(enum status st)
{
	return st == ST_DENIED || st == ST_NONE;
}

/* What one may no longer look at, or is there no more, leaves the screen: the one before it is there then. */
void app_changed(struct app *app)
{
	struct err e = {0}, gone = {0};
	enum status st;

	app->read_at = access_row(app->session);
	count(app);
	while (is_gone(st = screen_reread(nav_top(&app->nav), &e)) && nav_pop(&app->nav))
		gone = e;
	if (st != ST_OK || gone.code)
		app_fail(app, st != ST_OK ? &e : &gone);
}

struct list *app_list(const struct app *app)
{
	return screen_list(nav_top(&app->nav));
}

void app_moved(struct app *app)
{
	struct screen *s = nav_top(&app->nav);

	if (s->class->moved)
		s->class->moved(s);
}

/* A key meant for a row that has just gone must not write about the next one. */
void app_refresh(struct app *app)
{
	const struct list *list = app_list(app);
	int64_t id = list ? list_id(list) : 0;
	size_t marked = list ? list->marked.n : 0;
	bool was_under_way = app->under_way != NULL;

	app_changed(app);
	if (app->mode == APP_PREVIEW)
		app->preview_again(app);
	if (list && app_list(app) == list && list->marked.n < marked)
		app_say(app, "%zu marked line%s gone: somebody has dealt with %s.", marked - list->marked.n,
			marked - list->marked.n == 1 ? " has" : "s have", marked - list->marked.n == 1 ? "it" : "them");
	app->under_way = ingest_under_way(app->session);
	if (app->under_way && !was_under_way)
		under_way_say(app);
	if (!id || app_list(app) != list || list_id(list) == id)
		return;
	app->has_shifted = true;
	app_say(app, "The line you were on has gone: somebody has dealt with it.");
}

/* Nothing that is shown stays for who was closed meanwhile, or is somebody else here now. */
static bool is_over(struct app *app)
{
	struct err e = {0};

	if (session_still(app->session, &e) != ST_DENIED)
		return false;
	app->over = e;
	app->quit = true;
	return true;
}

void app_others(struct app *app)
{
	if (is_over(app))
		return;
	lock_read(app);
	meanwhile_look(app);
	if (app->mode != APP_VERBS && access_narrowed(app->session, nav_top(&app->nav)->person, app->read_at, app->sight))
		app_question_close(app, "What you may see was changed by somebody");
	else if (app->mode == APP_VERBS || app->mode == APP_PREVIEW) /* which has what it is about, and says what is left */
		app_refresh(app);
	else
		app->meanwhile.is_behind = true;
}

void app_catch_up(struct app *app)
{
	if (nav_top(&app->nav)->seq != session_change_seq(app->session))
		app_changed(app);
}

void app_outdate(struct app *app, const struct screen_class *class)
{
	for (size_t i = 0; i < app->nav.n; i++)
		if (!class || app->nav.way[i]->class == class)
			app->nav.way[i]->seq = -1;
	for (size_t i = 0; i < app->nav.ahead_n; i++)
		if (!class || app->nav.ahead[i]->class == class)
			app->nav.ahead[i]->seq = -1;
}

void app_resized(struct app *app)
{
	app_outdate(app, &SCREEN_TODAY);
	if (app->mode == APP_VERBS && !app->lock.is_on)
		app_catch_up(app);
	else
		app->meanwhile.is_behind = true;
}

void app_note_person(struct app *app, int64_t person)
{
	if (!person || person == app->person_now)
		return;
	app_outdate(app, &SCREEN_PEOPLE);
	app->person_before = app->person_now;
	app->person_now = person;
}

static enum status go(
	struct app *app, const struct screen_class *class, const struct target *target, struct err *e)
{
	struct screen *s;
	enum status st = session_require(app->session, class->needs, class->name, e);

	if (st == ST_OK && app->is_remote && class == &SCREEN_TAKE)
		st = err_set(e, ST_DENIED, REMOTE_FILES);
	app->is_held = false; /* what has just been opened is shown whole */
	if (st == ST_OK && target->person)
		st = opening_is_said(app, target->person, e);
	if (st == ST_OK)
		st = screen_open(&s, class, app, target, e);
	if (st != ST_OK)
		return st;
	nav_push(&app->nav, s);
	if (class->is_form)
		meanwhile_begin(app, target->person, 0);
	app_note_person(app, target->person);
	under_way_say(app);
	return ST_OK;
}

void app_go(struct app *app, const struct screen_class *class, const struct target *target)
{
	struct err e = {0};

	switch (go(app, class, target, &e)) {
	case ST_OK: break;
	case ST_UNOPENED: opening_ask(app, class, target); break;
	default: app_fail(app, &e);
	}
}

/* z leads to whom the worker opened when they were here last, too. */
static void last_people_read(struct app *app)
{
	int64_t last[2];
	struct err unused;

	if (people_opened_last(app->session, last, &unused) != ST_OK)
		return;
	app->person_now = last[0];
	app->person_before = last[1];
}

static enum status begin(struct app *app, struct err *e)
{
	const struct target none = {0, 0};
	size_t first = 0;
	enum status st;

	while (first < VIEW_COUNT && !session_may(app->session, VIEWS[first]->needs))
		first++;
	if (first == VIEW_COUNT) {
		session_refused(app->session, "dashboard");
		return err_set(e, ST_DENIED, "no view of the dashboard is for your role; %s", session_may(app->session, MAY_AUDIT)
			? "an auditor reads the log with throughline audit, or ssh throughline@host audit"
			: "throughline worker roles says what is");
	}
	app->read_at = access_row(app->session);
	lock_read(app);
	wishes_read(app);
	last_people_read(app);
	count(app);
	st = go(app, VIEWS[first], &none, e);
	if (st == ST_OK)
		writing_offer(app);
	return st;
}

enum status app_open_at(struct app *app, const struct screen_class *class, const struct target *target, struct err *e)
{
	return go(app, class, target, e);
}

enum status app_open(
	struct app *app, struct session *session, struct canvas *canvas, bool mask, struct err *e)
{
	*app = (struct app){.session = session, .canvas = canvas, .mask = mask, .counted_seq = -1};
	return begin(app, e);
}

int app_rows(const struct app *app)
{
	return app->canvas ? app->canvas->rows : app->rows_first;
}

enum status app_open_soon(struct app *app, struct session *session, bool mask, int rows, struct err *e)
{
	*app = (struct app){.session = session, .mask = mask, .rows_first = rows, .is_soon = true, .counted_seq = -1};
	return begin(app, e);
}

/* What the first screen left out. */
static bool rest_read(struct app *app)
{
	if (!app->is_soon)
		return false;
	app->is_soon = false;
	if (app->mode == APP_VERBS)
		app_changed(app);
	else
		app->meanwhile.is_behind = true;
	return true;
}

void app_view(struct app *app, const struct screen_class *class, const struct target *target)
{
	struct list *list;
	bool was_filtered;

	if (!nav_raise(&app->nav, class, 0)) {
		app_go(app, class, target);
		return;
	}
	app_catch_up(app);
	under_way_say(app);
	list = app_list(app);
	if (!target->event || !list)
		return;
	was_filtered = list_is_filtered(list);
	list_find(list, target->event);
	if (was_filtered && !list_is_filtered(list))
		app_say(app, "The filter of this list hid it, and is off.");
	app_moved(app);
}

void app_picker_close(struct app *app)
{
	if (app->mode == APP_PICK || app->mode == APP_VERB)
		picker_done(&app->picker);
	if (app->mode == APP_VERB)
		palette_close(app);
	if (app->mode == APP_PREVIEW)
		preview_done(&app->preview);
	if (app->mode == APP_ORDER)
		order_form_done(&app->order_form);
	arena_free(app->picker_arena);
	app->picker_arena = NULL;
	app->mode = APP_VERBS;
}

void app_done(struct app *app)
{
	words_keep(app);
	app_picker_close(app);
	job_done(&app->taking.job);
	left_done(&app->left);
	counting_done(&app->counting);
	nav_done(&app->nav);
	sight_forget(app);
	vec_done(&app->deciding.event);
	vec_done(&app->deciding.seen);
	arena_free(app->deciding.arena);
	arena_free(app->many.arena);
}

const char *app_mask(const struct app *app, struct arena *a, const char *text)
{
	return mask_text(app->mask, a, text);
}

static bool board_is_counted(const struct app *app)
{
	return app->counting.next && nav_top(&app->nav)->class == &SCREEN_BOARD;
}

static bool screen_has_work(const struct app *app)
{
	const struct screen *s = nav_top(&app->nav);

	return s->class->has_work && !app->is_held && s->class->has_work(s);
}

bool app_is_counting(const struct app *app)
{
	return board_is_counted(app) || screen_has_work(app);
}

static bool count_on(struct app *app)
{
	struct screen *s = nav_top(&app->nav);
	bool is_done, is_news = counting_step(app, &is_done);
	struct err e = {0};

	if (is_done && screen_reread(s, &e) != ST_OK)
		app_fail(app, &e);
	return is_news;
}

enum { GLASS_MS = 1000 };

/* What broken glass shows goes from every screen when its hour is over, and its minutes are told. */
static bool glass_tick(struct app *app, int64_t now)
{
	int before = app->glass;

	if (app->glass_at && now - app->glass_at < GLASS_MS && now >= app->glass_at)
		return false;
	app->glass_at = now;
	app->glass = access_glass(app->session);
	if (!before || app->glass == before || (app->glass && app->mode != APP_VERBS))
		return false;
	if (app->mode != APP_VERBS) {
		app_question_close(app, "The hour is over: the glass is whole again");
		return true;
	}
	app_outdate(app, NULL);
	app_changed(app);
	if (!app->glass)
		app_say(app, "The hour is over: the glass is whole again.");
	return true;
}

bool app_tick(struct app *app, int64_t now)
{
	bool is_news;

	app->now = now;
	if (nav_top(&app->nav)->class->tick)
		nav_top(&app->nav)->class->tick(nav_top(&app->nav), now);
	words_tick(app);
	is_news = lock_tick(app, now);
	is_news = glass_tick(app, now) || is_news;
	is_news = rest_read(app) || is_news;
	is_news = taking_tick(app, now) || is_news;
	if (screen_has_work(app))
		is_news = nav_top(&app->nav)->class->work(nav_top(&app->nav)) || is_news;
	return (board_is_counted(app) && count_on(app)) || is_news;
}

void app_draw(struct app *app)
{
	canvas_begin(app->canvas);
	frame_draw(app);
	canvas_end(app->canvas);
}
