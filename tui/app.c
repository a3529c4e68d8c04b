#include "app.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "asked.h"
#include "directory.h"
#include "ingest.h"
#include "journey.h"
#include "linkage.h"
#include "mask.h"
#include "remote.h"
#include "mouse.h"
#include "screens/kept.h"
#include "screens/write_keys.h"
#include "text.h"
#include "wishes.h"

static const struct screen_class *const VIEWS[] = {&SCREEN_TODAY, &SCREEN_PEOPLE, &SCREEN_ASKED, &SCREEN_LINKS,
	&SCREEN_BOARD, &SCREEN_IMPORTS};
enum { VIEW_COUNT = sizeof VIEWS / sizeof *VIEWS };

static enum may needs_of(const struct verb *v)
{
	bool is_view = v->act >= ACT_TODAY && v->act <= ACT_IMPORTS;

	return is_view ? VIEWS[v->act - ACT_TODAY]->needs : verb_needs(v);
}

bool app_may(const struct app *app, const struct verb *v)
{
	return session_may(app->session, needs_of(v));
}

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

static void count(struct app *app)
{
	const struct asked_query open = {.stage = -1, .state = VD_OPEN};
	struct err e = {0};

	if (asked_count(app->session, &open, &app->asked_open, &e) != ST_OK)
		app->asked_open = -1;
	if ((app->is_soon && !pair_queue_is_known(app->session)) ||
		pair_queue_count(app->session, &app->pairs_due, &e) != ST_OK)
		app->pairs_due = -1;
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

void app_changed(struct app *app)
{
	struct screen *s = nav_top(&app->nav);
	struct err e = {0};

	count(app);
	if (screen_reread(s, &e) != ST_OK)
		app_fail(app, &e);
}

struct list *app_list(const struct app *app)
{
	struct screen *s = nav_top(&app->nav);

	return s->class->list(s);
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

void app_others(struct app *app)
{
	lock_read(app);
	meanwhile_look(app);
	if (app->mode == APP_VERBS)
		app_refresh(app);
	else
		app->meanwhile.is_behind = true;
}

/* A screen come back to is read anew only when something has changed since. */
static void catch_up(struct app *app)
{
	if (nav_top(&app->nav)->seq != session_change_seq(app->session))
		app_changed(app);
}

void app_outdate(struct app *app, const struct screen_class *class)
{
	for (size_t i = 0; i < app->nav.n; i++)
		if (app->nav.way[i]->class == class)
			app->nav.way[i]->seq = -1;
	for (size_t i = 0; i < app->nav.ahead_n; i++)
		if (app->nav.ahead[i]->class == class)
			app->nav.ahead[i]->seq = -1;
}

static void note_person(struct app *app, int64_t person)
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
	if (st == ST_OK)
		st = screen_open(&s, class, app, target, e);

	if (st != ST_OK)
		return st;
	nav_push(&app->nav, s);
	if (class->is_form)
		meanwhile_begin(app, target->person, 0);
	note_person(app, target->person);
	under_way_say(app);
	return ST_OK;
}

void app_go(struct app *app, const struct screen_class *class, const struct target *target)
{
	struct err e = {0};

	if (go(app, class, target, &e) != ST_OK)
		app_fail(app, &e);
}

static enum status begin(struct app *app, struct err *e)
{
	const struct target none = {0, 0};
	size_t first = 0;
	enum status st;

	while (first < VIEW_COUNT && !session_may(app->session, VIEWS[first]->needs))
		first++;
	if (first == VIEW_COUNT)
		return err_set(e, ST_DENIED, "no view of the dashboard is for your role; throughline worker roles says what is");
	lock_read(app);
	wishes_read(app);
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
	*app = (struct app){.session = session, .canvas = canvas, .mask = mask};
	return begin(app, e);
}

enum status app_open_soon(struct app *app, struct session *session, bool mask, struct err *e)
{
	*app = (struct app){.session = session, .mask = mask, .is_soon = true};
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
	catch_up(app);
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
	app_picker_close(app);
	job_done(&app->taking.job);
	left_done(&app->left);
	counting_done(&app->counting);
	nav_done(&app->nav);
	vec_done(&app->deciding.event);
	vec_done(&app->deciding.seen);
	arena_free(app->deciding.arena);
}

const char *app_mask(const struct app *app, struct arena *a, const char *text)
{
	return mask_text(app->mask, a, text);
}

/* Taking in while the rest goes on ----------------------------------------- */

enum { PROGRESS_DRAW_MS = 1000 };

bool app_take(struct app *app, enum job_deed deed)
{
	struct taking *t = &app->taking;
	const struct job_order order = {.deed = deed, .program = app->program,
		.store = session_store_path(app->session), .worker = session_worker(app->session),
		.today = session_today(app->session), .path = t->path, .agency = t->agency,
		.import = t->import, .mask = app->mask};
	struct err e = {0};

	if (!app->program) {
		app_say(app, "Not possible here; leave and use: throughline import");
		return false;
	}
	job_done(&t->job);
	t->is_untold = t->is_seen = false;
	app_outdate(app, &SCREEN_TAKE);
	if (job_start(&t->job, &order, app->now, &e) == ST_OK)
		return true;
	app_fail(app, &e);
	return false;
}

/* The line of the report that has the counts. */
static void counts_copy(const struct job *j, char *out, size_t room)
{
	const char *line = job_report(j);

	if (j->deed != JOB_WITHDRAW) {
		line += strcspn(line, "\n");
		line += *line == '\n';
	}
	snprintf(out, room, "%.*s", (int)strcspn(line, "\n"), line);
}

static void tell_end(struct app *app)
{
	const struct job *j = &app->taking.job;
	char counts[300];

	counts_copy(j, counts, sizeof counts);
	if (!job_went_well(j)) {
		app_say(app, "%s: %s", j->deed == JOB_TRY ? "Tried" : j->deed == JOB_TAKE ? "Not taken in"
			: "Not taken back", j->said);
		app->message_is_error = true;
	} else if (j->deed == JOB_WITHDRAW) {
		app_say(app, "%s", counts);
	} else {
		app_say(app, "%s %s", j->deed == JOB_TRY ? "Tried; I in Imports shows it." : "Taken in.", counts);
	}
}

/* Whoever types is not interrupted: it is told when they are done. */
static bool is_answering(const struct app *app)
{
	const struct list *list = app_list(app);

	return app->mode != APP_VERBS || nav_top(&app->nav)->is_typing || (list && list->is_typing);
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

const struct job *app_job(const struct app *app)
{
	const struct job *taken = &app->taking.job, *left = &app->left.job;

	return taken->state == JOB_RUNNING ? taken : left->state == JOB_RUNNING ? left : NULL;
}

void app_job_stop(struct app *app)
{
	job_stop(app->taking.job.state == JOB_RUNNING ? &app->taking.job : &app->left.job);
}

const char *app_job_left(const struct app *app)
{
	const struct job *j = app_job(app);

	if (!j)
		return NULL;
	if (j->deed == JOB_TRY)
		return "The try that was under way is stopped; nothing was taken in.";
	if (j->is_stopping)
		return "The import was told to stop; throughline imports tells whether it is in.";
	return j->deed == JOB_WITHDRAW
		? "Taking the import back goes on by itself; throughline imports tells when it is done."
		: "The import goes on by itself, to its end; throughline imports tells when it is in.";
}

static bool left_see_to(struct app *app, int64_t now)
{
	bool is_news = left_tick(&app->left, app->session, app->program, now), is_error;
	const char *told = is_answering(app) ? NULL : left_told(&app->left, &is_error);

	if (!told || !*told)
		return is_news;
	app_say(app, "%s", told);
	app->message_is_error = is_error;
	return true;
}

static bool taking_see_to(struct app *app, int64_t now)
{
	struct taking *t = &app->taking;
	bool was_running = t->job.state == JOB_RUNNING, is_news = job_read(&t->job, now);
	bool is_over = was_running && t->job.state == JOB_OVER, is_there;

	t->is_untold = t->is_untold || is_over;
	is_there = nav_top(&app->nav)->class == &SCREEN_TAKE;
	if (is_over)
		app_outdate(app, &SCREEN_TAKE);
	if (is_over && t->job.is_stopping)
		left_put_off(&app->left, now);
	if (is_over && app->mode == APP_VERBS)
		app_changed(app);
	if (t->is_untold && !is_answering(app)) {
		t->is_untold = false;
		if (!is_there)
			tell_end(app);
		return true;
	}
	if (!is_news || (!is_over && now - t->drawn < PROGRESS_DRAW_MS))
		return false;
	t->drawn = now;
	return true;
}

bool app_tick(struct app *app, int64_t now)
{
	bool is_news;

	app->now = now;
	if (nav_top(&app->nav)->class->tick)
		nav_top(&app->nav)->class->tick(nav_top(&app->nav), now);
	is_news = lock_tick(app, now);
	is_news = rest_read(app) || is_news;
	is_news = left_see_to(app, now) || is_news;
	is_news = taking_see_to(app, now) || is_news;
	if (screen_has_work(app))
		is_news = nav_top(&app->nav)->class->work(nav_top(&app->nav)) || is_news;
	return (board_is_counted(app) && count_on(app)) || is_news;
}

/* Questions --------------------------------------------------------------- */

void app_pick(
	struct app *app, const char *title, const struct picker_item *item, size_t n, answer_fn *answer)
{
	picker_init(&app->picker, title, item, n, false);
	app->mode = APP_PICK;
	app->answer = answer;
}

static void ask(struct app *app, enum app_mode mode, const char *question, answer_fn *answer)
{
	snprintf(app->question, sizeof app->question, "%s", question);
	app->mode = mode;
	app->answer = answer;
}

struct picker_item *app_items(struct app *app, size_t n)
{
	struct arena *a = arena_new();
	struct picker_item *item = a ? arena_alloc(a, (n + 1) * sizeof *item) : NULL;

	if (!item) {
		arena_free(a);
		app_say(app, "There is not enough memory for that.");
		return NULL;
	}
	arena_free(app->picker_arena);
	app->picker_arena = a;
	return item;
}

void app_pick_text(struct app *app, const char *title, const char *const *text, size_t n,
	const char *other, answer_fn *answer)
{
	struct picker_item *item = app_items(app, n + 1);

	if (!item)
		return;
	for (size_t i = 0; i <= n; i++)
		item[i] = (struct picker_item){.label = i < n ? text[i] : other, .value = (int)i};
	app_pick(app, title, item, n + (other != NULL), answer);
}

void app_ask(struct app *app, const char *question, const char *text, answer_fn *answer)
{
	ask(app, APP_ASK, question, answer);
	prompt_set(&app->prompt, text);
}

void app_confirm(struct app *app, const char *question, answer_fn *answer)
{
	ask(app, APP_CONFIRM, question, answer);
}

void app_preview(struct app *app, const char *title, const struct preview_line *line, size_t n,
	answer_fn *answer, look_again_fn *again)
{
	app->preview_again = again;
	preview_init(&app->preview, title, line, n);
	app->mode = APP_PREVIEW;
	app->answer = answer;
}

static void left(struct app *app)
{
	app_say(app, "Left as it was.");
}

/* Verbs ------------------------------------------------------------------- */

static const char *order_why_not(const struct app *app, enum act act)
{
	const struct list *list = app_list(app);

	if (!list)
		return "Go back to the list first, with Tab or Esc.";
	if (!list->columns)
		return "This list has one order.";
	return act == ACT_USUAL && columns_are_usual(&list->order) ? "It is in its usual order." : NULL;
}

const char *app_why_not(const struct app *app, const struct verb *v)
{
	const struct screen *s = nav_top(&app->nav);
	struct list *list = app_list(app);
	const char *why;

	if (!app_may(app, v))
		return may_why_not(needs_of(v));
	switch (v->act) {
	case ACT_TODAY: case ACT_PEOPLE: case ACT_ASKED: case ACT_LINKS: case ACT_BOARD: case ACT_IMPORTS:
		return s->class == VIEWS[v->act - ACT_TODAY] ? "You are there already." : NULL;
	case ACT_BACK:
		return app->nav.n < 2 ? "This is where you began." : NULL;
	case ACT_FORWARD:
		return nav_next(&app->nav) ? NULL : "There is nothing ahead that you came back from.";
	case ACT_LAST_PERSON:
		return app->person_now ? NULL : "You have opened nobody yet.";
	case ACT_MOUSE:
		return mouse_why_not(app);
	case ACT_ORDER: case ACT_USUAL:
		return order_why_not(app, v->act);
	default:
		why = s->class->why_not(s, v->act);
		return why || !list ? why : list_why_not(list, v->act);
	}
}

void app_back(struct app *app)
{
	nav_pop(&app->nav);
	catch_up(app);
}

static void go_view(struct app *app, const struct screen_class *class)
{
	app_view(app, class, &(struct target){0, 0});
}

/* Who comes on the screen again is looked at again: that is in the audit first. */
static bool looked_at(struct app *app, int64_t person)
{
	struct arena *a = arena_new();
	struct person *unused;
	struct err e = {0};
	enum status st = !a ? err_nomem(&e) : person ? person_open(app->session, person, a, &unused, &e) : ST_OK;

	arena_free(a);
	if (st != ST_OK)
		app_fail(app, &e);
	else
		note_person(app, person);
	return st == ST_OK;
}

static void go_forward(struct app *app)
{
	if (!looked_at(app, nav_next(&app->nav)->person))
		return;
	nav_forward(&app->nav);
	catch_up(app);
}

/* With the tab and row that they were left with, where they are open still. */
static void go_person(struct app *app, int64_t person)
{
	if (!nav_holds(&app->nav, &SCREEN_PERSON, person)) {
		app_go(app, &SCREEN_PERSON, &(struct target){person, 0});
	} else if (looked_at(app, person)) {
		nav_raise(&app->nav, &SCREEN_PERSON, person);
		catch_up(app);
	}
}

/* On a person, the one before. */
static void go_last_person(struct app *app)
{
	int64_t here = nav_top(&app->nav)->person;
	int64_t person = app->person_now != here ? app->person_now : app->person_before;

	if (person)
		go_person(app, person);
	else
		app_say(app, "You have opened nobody else yet.");
}

static void level_up(struct app *app)
{
	struct screen *s = nav_top(&app->nav);
	struct list *list = app_list(app);

	if (s->class->level_up && s->class->level_up(s))
		return;
	if (list && list_is_filtered(list)) {
		list_unfilter(list);
		app_moved(app);
	} else if (list && list->marked.n) {
		list_unmark(list);
		app_say(app, "No line is marked any more.");
	} else if (s->class->number || !nav_pop(&app->nav)) {
		app->quit = true;
	} else {
		catch_up(app);
	}
}

/* What the screen itself had to say of it follows. */
static void undone_say(struct app *app, const struct undone *what, bool redo)
{
	char also[sizeof app->message];

	if (app->message_is_error)
		return;
	snprintf(also, sizeof also, "%s", app->message);
	app_say(app, "%s: %s.%s%.200s", redo ? "Brought back" : "Taken back",
		app->mask ? what->masked : what->sentence, *also ? " " : "", also);
}

static void undo(struct app *app, bool redo)
{
	struct arena *a = arena_new();
	struct err e = {0};
	struct undone what;
	enum status st = !a ? err_nomem(&e)
		: redo          ? decision_redo(app->session, a, &what, &e)
		: decision_undo(app->session, a, &what, &e);

	if (st == ST_OK) {
		app_changed(app);
		undone_say(app, &what, redo);
	} else if (st == ST_NONE) {
		app_say(app, redo ? "Nothing to bring back." : "Nothing to take back.");
	} else {
		app_fail(app, &e);
	}
	arena_free(a);
}

static void order_open(struct app *app)
{
	order_form_init(&app->order_form, app_list(app));
	app->mode = APP_ORDER;
}

static void order_say(struct app *app)
{
	const struct list *list = app_list(app);
	const struct list_column *by = list_is_ordered(list) ? &list->columns->column[list->order.by] : NULL;

	app_moved(app);
	if (by)
		app_say(app, "By %s, %s. 0 brings the usual order back.", by->name, column_way(by, list->order.is_down));
	else
		app_say(app, "The usual order and columns.");
}

static void as_usual(struct app *app)
{
	list_as_usual(app_list(app));
	order_say(app);
}

static void reread(struct app *app)
{
	app->counting.is_wanted = true;
	app_changed(app);
	if (!app->message[0])
		app_say(app, "Read anew.");
}

/* True when the verb is one of those for every screen. */
static bool act_everywhere(struct app *app, enum act act)
{
	switch (act) {
	case ACT_TODAY: case ACT_PEOPLE: case ACT_ASKED: case ACT_LINKS: case ACT_BOARD: case ACT_IMPORTS:
		go_view(app, VIEWS[act - ACT_TODAY]);
		return true;
	case ACT_LEVEL_UP:    level_up(app); return true;
	case ACT_BACK:        app_back(app); return true;
	case ACT_FORWARD:     go_forward(app); return true;
	case ACT_LAST_PERSON: go_last_person(app); return true;
	case ACT_PALETTE:     palette_open(app, true); return true;
	case ACT_HELP:        palette_open(app, false); return true;
	case ACT_UNDO:        undo(app, false); return true;
	case ACT_REDO:        undo(app, true); return true;
	case ACT_ORDER:       order_open(app); return true;
	case ACT_USUAL:       as_usual(app); return true;
	case ACT_REREAD:      reread(app); return true;
	case ACT_REPAINT:     app->repaint = true; return true;
	case ACT_MOUSE:       mouse_turn(app); return true;
	case ACT_THEME:       theme_ask(app); return true;
	case ACT_SUSPEND:     app->suspend = true; return true;
	case ACT_LOCK:        lock_now(app); return true;
	case ACT_LEAVE:       app->quit = true; return true;
	default:              return false;
	}
}

void app_run(struct app *app, const struct verb *v)
{
	struct screen *s = nav_top(&app->nav);
	const char *why = app_why_not(app, v);
	bool has_shifted = app->has_shifted;
	struct list *list;
	struct err e = {0};

	app->has_shifted = false;
	if (session_require(app->session, needs_of(v), v->word, &e) != ST_OK) {
		app_fail(app, &e);
		return;
	}
	if (has_shifted && v->flags & VERB_WRITES && v->act != ACT_UNDO && v->act != ACT_REDO)
		why = "Not recorded: the line you were on had gone. Press it again for this one.";
	if (why) {
		app_say(app, "%s", why);
		return;
	}
	if (act_everywhere(app, v->act))
		return;
	s->class->act(s, v->act);
	list = v->act >= ACT_DOWN && v->act <= ACT_MARK_ALL ? app_list(app) : NULL;
	if (list && nav_top(&app->nav) == s)
		list_act(list, v->act);
	app_moved(app);
}

/* Keys -------------------------------------------------------------------- */

static void key_to_picker(struct app *app, uint32_t key)
{
	struct screen *s = nav_top(&app->nav);
	bool is_verb = app->mode == APP_VERB;
	int value = 0;
	enum picked got = picker_key(&app->picker, key, &value);

	if (is_verb && got == PICK_NOT_YET)
		palette_typed(app);
	if (got == PICK_NOT_YET)
		return;
	if (is_verb && got == PICK_DONE) {
		palette_choose(app, value);
		return;
	}
	app_picker_close(app);
	if (got == PICK_DONE)
		app->answer(s, value, "");
	else if (!is_verb)
		left(app);
}

static void key_to_order(struct app *app, uint32_t key)
{
	enum order_said said = order_form_key(&app->order_form, key);

	if (said == OF_STAYS)
		return;
	app_picker_close(app);
	if (said != OF_LEFT)
		order_say(app);
}

static void key_to_prompt(struct app *app, uint32_t key)
{
	enum prompt_said said = prompt_key(&app->prompt, key);

	if (said != PROMPT_DONE && said != PROMPT_LEFT)
		return;
	app->mode = APP_VERBS;
	if (said == PROMPT_DONE)
		app->answer(nav_top(&app->nav), 0, app->prompt.text);
	else
		left(app);
}

static void key_to_confirm(struct app *app, uint32_t key)
{
	if (key != K_ENTER && key != K_ESC && key != 'q' && key != 'n')
		return;
	app->mode = APP_VERBS;
	if (key == K_ENTER)
		app->answer(nav_top(&app->nav), 1, "");
	else
		left(app);
}

static void key_to_preview(struct app *app, uint32_t key)
{
	enum previewed said = preview_key(&app->preview, key);

	if (said == PREVIEW_OPEN)
		return;
	app_picker_close(app);
	if (said == PREVIEW_YES)
		app->answer(nav_top(&app->nav), 1, "");
	else
		left(app);
}

static void key_to_verbs(struct app *app, uint32_t key)
{
	struct screen *s = nav_top(&app->nav);
	struct list *list = app_list(app);
	const struct verb *v;

	if (s->is_typing) {
		s->class->type(s, key);
		app_moved(app);
		return;
	}
	if (list && list->is_typing) {
		list_type(list, key);
		app_moved(app);
		return;
	}
	v = verb_of_key(s->class->verbs(s), key);
	if (v)
		app_run(app, v);
	else
		app_say(app, "This key does nothing here; ? shows those that do.");
}

void app_key(struct app *app, uint32_t key)
{
	app->message[0] = '\0';
	app->message_is_error = false;
	app->lock.touched = app->now;
	if (app->meanwhile.told[0])
		meanwhile_look(app); /* how long ago it was */
	if (key == K_CTRL('C'))
		app->quit = true;
	else if (key == K_CTRL('Z'))
		app->suspend = true;
	else if (app->lock.is_on)
		lock_key(app, key);
	else if (key == K_CTRL('L'))
		app->repaint = true;
	else if (key == K_CTRL('X'))
		lock_now(app); /* also in the middle of a word */
	else if (app->mode == APP_PICK || app->mode == APP_VERB)
		key_to_picker(app, key);
	else if (app->mode == APP_ORDER)
		key_to_order(app, key);
	else if (app->mode == APP_ASK)
		key_to_prompt(app, key);
	else if (app->mode == APP_CONFIRM)
		key_to_confirm(app, key);
	else if (app->mode == APP_PREVIEW)
		key_to_preview(app, key);
	else
		key_to_verbs(app, key);
	meanwhile_settle(app);
	kept_see_to(app, app_list(app));
}

bool app_hold(struct app *app, bool is_held)
{
	bool was_held = app->is_held;

	app->is_held = is_held;
	if (!was_held || is_held)
		return false;
	app_moved(app);
	if (app->mode == APP_VERB)
		palette_typed(app);
	return true;
}

void app_draw(struct app *app)
{
	canvas_begin(app->canvas);
	frame_draw(app);
	canvas_end(app->canvas);
}
