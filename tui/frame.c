/*
 * frame.c - what is around every screen: the line of views above, the line of
 * verbs, the message or the question below.
 */
#include <stdio.h>
#include <string.h>

#include "app_inside.h"
#include "input.h"

static const struct { const char *name, *brief; } CALLED[VIEW_COUNT] = {
	{"1 Today", "1 Today"}, {"2 People", "2 People"}, {"3 Asked again", "3 Asked"},
	{"4 Links", "4 Links"}, {"5 Board", "5 Board"}, {"6 Imports", "6 Imports"},
};
enum { LABEL_ROOM = 64 };

/* "12,040", into a small buffer; where there is little room "12k", "1.4k": rounded down. */
static void number_show(int64_t n, bool is_tight, char out[static 32])
{
	char digits[24];
	size_t length, at = 0;

	if (is_tight && n >= 1000) {
		if (n < 10000)
			snprintf(out, 32, "%lld.%lldk", (long long)n / 1000, (long long)n / 100 % 10);
		else
			snprintf(out, 32, "%lldk", (long long)n / 1000);
		return;
	}
	snprintf(digits, sizeof digits, "%lld", (long long)n);
	length = strlen(digits);
	for (size_t i = 0; i < length; i++) {
		if (i && (length - i) % 3 == 0)
			out[at++] = ',';
		out[at++] = digits[i];
	}
	out[at] = '\0';
}

/* The numbered view that the present screen belongs to. */
static const struct screen_class *view_of(const struct app *app)
{
	for (size_t i = app->nav.n; i-- > 0;)
		if (app->nav.way[i]->class->number)
			return app->nav.way[i]->class;
	return NULL;
}

static void running_show(const struct job *j, char out[static 32])
{
	if (job_percent(j) < 0)
		snprintf(out, 32, "...");
	else
		snprintf(out, 32, "%d %%", job_percent(j));
}

/* How much of a view's label there is room for: of its count, then of its name. */
enum label { LABEL_WHOLE, LABEL_TIGHT, LABEL_BRIEF, LABEL_NAME, LABEL_NUMBER };

static void view_label(const struct app *app, int i, enum label how, char *out, size_t room)
{
	const struct job *job = app_job(app);
	char n[32] = "";

	if (!session_may(app->session, VIEWS[i]->needs)) {
		*out = '\0';
		return;
	}
	if (how == LABEL_NUMBER) {
		snprintf(out, room, "%.1s", CALLED[i].name);
		return;
	}
	if (VIEWS[i] == &SCREEN_ASKED && app->asked_open > 0)
		number_show(app->asked_open, how != LABEL_WHOLE, n);
	if (VIEWS[i] == &SCREEN_LINKS && app->pairs_due > 0)
		number_show(app->pairs_due, how != LABEL_WHOLE, n);
	if (*n && (VIEWS[i] == &SCREEN_LINKS ? app->pairs_more : VIEWS[i] == &SCREEN_ASKED && app->asked_more))
		snprintf(n + strlen(n), sizeof n - strlen(n), "+");
	if (VIEWS[i] == &SCREEN_IMPORTS && job)
		running_show(job, n);
	if (how == LABEL_NAME)
		*n = '\0';
	snprintf(out, room, "%s%s%s", how >= LABEL_BRIEF ? CALLED[i].brief : CALLED[i].name, *n ? " " : "", n);
}

/* Who works, and the day: without its year, then without the worker, where that needs the room. */
enum right { RIGHT_WHOLE, RIGHT_NO_YEAR, RIGHT_NO_WORKER };

static void right_make(const struct app *app, enum right how, char out[static 96])
{
	const char *demo = session_is_demo(app->session) ? "demo " : "";
	char day[12];

	civil_short(session_today(app->session), day);
	if (how != RIGHT_WHOLE)
		day[strlen(day) - strlen(" 2025")] = '\0';
	if (how == RIGHT_NO_WORKER || app->canvas->cols < 60)
		snprintf(out, 96, "%s%s ", demo, day);
	else
		snprintf(out, 96, "%s%s %s ", demo, session_worker(app->session), day);
}

/* With a blank or bracket on both sides; nothing for a view that is not for the worker. */
static int label_cells(const char *label)
{
	return *label ? (int)strlen(label) + 2 : 0;
}

static int labels_make(const struct app *app, enum label how, char label[VIEW_COUNT][LABEL_ROOM])
{
	int cells = 0;

	for (int i = 0; i < VIEW_COUNT; i++) {
		view_label(app, i, how, label[i], LABEL_ROOM);
		cells += label_cells(label[i]);
	}
	return cells;
}

/* What gets shorter, one after another, until all of it fits: what tells where one can go
 * goes last. */
static const struct { enum label label; enum right right; } STEPS[] = {
	{LABEL_WHOLE, RIGHT_WHOLE}, {LABEL_WHOLE, RIGHT_NO_YEAR}, {LABEL_TIGHT, RIGHT_NO_YEAR},
	{LABEL_TIGHT, RIGHT_NO_WORKER}, {LABEL_BRIEF, RIGHT_NO_WORKER}, {LABEL_NAME, RIGHT_NO_WORKER},
};

/* Where not even the names fit they shrink to their numbers, the last first; the present
 * one keeps its name. */
static void top_draw(const struct app *app)
{
	struct canvas *c = app->canvas;
	const struct screen_class *here = view_of(app);
	char right[96], label[VIEW_COUNT][LABEL_ROOM];
	int room = 0, full = 1, x = 0;

	for (size_t i = 0; i < sizeof STEPS / sizeof *STEPS && full > room; i++) {
		full = labels_make(app, STEPS[i].label, label);
		right_make(app, STEPS[i].right, right);
		room = c->cols - canvas_measure(c, right);
	}
	for (int i = VIEW_COUNT; i-- > 0 && full > room;) {
		full -= (int)strlen(label[i]);
		view_label(app, i, VIEWS[i] == here ? LABEL_NAME : LABEL_NUMBER, label[i], sizeof label[i]);
		full += (int)strlen(label[i]);
	}
	for (int i = 0; i < VIEW_COUNT; i++) {
		bool is_here = VIEWS[i] == here;
		int cells = label_cells(label[i]);

		if (x + cells > room)
			break;
		canvas_textf(c, 0, x, cells, is_here ? LOOK_STRONG : LOOK_PLAIN,
			is_here ? "[%s]" : " %s", label[i]);
		canvas_spot(c, 0, x, cells, (uint32_t)('1' + i), 1);
		x += cells;
	}
	canvas_text(c, 0, room, c->cols - room, LOOK_PLAIN, right);
}

enum { NARROW = 60 };

static int verb_cells(const struct verb *v)
{
	char key[16];

	verb_key(v, key);
	return (int)(strlen(key) + strlen(v->word)) + 3;
}

/* Help always finds room, and where there is some the palette too. */
static bool is_kept(const struct canvas *c, const struct verb *v)
{
	return v->act == ACT_HELP || (v->act == ACT_PALETTE && c->cols >= NARROW);
}

/* Where lines are marked, what can be done with all of them. */
static bool is_on_bar(const struct verb *v, bool is_marked)
{
	return is_marked ? v->flags & VERB_ON_MARKED || v->act == ACT_LEVEL_UP || v->act == ACT_PALETTE || v->act == ACT_HELP
		: v->flags & VERB_ON_BAR;
}

/* Which lines of a list that the screen cuts are on it, at the right end; the cells left before that. */
static int cut_draw(const struct list *l, struct canvas *c, int y)
{
	char text[LIST_CUT] = "";
	int cells;

	if (l)
		list_cut_tell(l, text);
	cells = *text ? (int)strlen(text) + 2 : 0;
	if (*text)
		canvas_text(c, y, c->cols - cells + 1, cells - 1, LOOK_PLAIN, text);
	return c->cols - cells;
}

/* The longest of three ways to say it that there is room for. */
static void hint_draw(const struct list *l, struct canvas *c, int y, const char *wide, const char *narrow, const char *least)
{
	int cells = cut_draw(l, c, y) - 1;

	canvas_text(c, y, 1, cells, LOOK_PLAIN, canvas_measure(c, wide) <= cells ? wide
		: canvas_measure(c, narrow) <= cells ? narrow : least);
}

/* The verbs possible here, the most useful first. */
static void bar_draw(const struct app *app, int y)
{
	const struct screen *s = nav_top(&app->nav);
	const struct verb_set *set = s->class->verbs(s);
	const struct verb_table *table;
	const struct verb *v;
	struct canvas *c = app->canvas;
	const struct list *list = app_list(app);
	int x = 1, kept = 0, cells = cut_draw(list, c, y);
	bool is_full = false, is_marked = list && list->marked.n;

	if (is_marked)
		x += canvas_textf(c, y, x, 24, LOOK_MARKED, "%zu marked", list->marked.n) + 2;

	for (size_t i = 0; (v = verb_at(set, i, &table)); i++)
		if (is_kept(c, v) && is_on_bar(v, is_marked))
			kept += verb_cells(v);
	for (size_t i = 0; (v = verb_at(set, i, &table)); i++) {
		bool stays = is_kept(c, v);
		char key[16];

		if (!is_on_bar(v, is_marked) || app_why_not(app, v))
			continue;
		is_full = is_full || x + verb_cells(v) + kept - (stays ? verb_cells(v) : 0) > cells + 1;
		if (is_full && !stays)
			continue;
		verb_key(v, key);
		canvas_spot(c, y, x, verb_cells(v) - 1, key_parse(key, strlen(key)), 1);
		x += canvas_text(c, y, x, (int)strlen(key), LOOK_KEY, key) + 1;
		x += canvas_text(c, y, x, (int)strlen(v->word), LOOK_PLAIN, v->word) + 2;
		if (stays)
			kept -= verb_cells(v);
	}
}

/* A text whose last line stands in row y, its others above that; returns its lines. */
static int text_above(struct canvas *c, int y, enum look look, const char *text)
{
	enum { ROWS_MOST = 4 };
	struct area a = {0, 1, 0, c->cols - 1};
	int n = canvas_wrap(c, a, look, text);

	a.rows = n < ROWS_MOST ? n : ROWS_MOST;
	a.y = y - a.rows + 1;
	for (int i = 0; i < a.rows; i++)
		canvas_text(c, a.y + i, 0, c->cols, LOOK_PLAIN, "");
	(void)canvas_wrap(c, a, look, text);
	return a.rows;
}

/* A sentence too long for the last row takes the rows above it too. */
static void message_draw(const struct app *app, int y)
{
	text_above(app->canvas, y, app->message_is_error ? LOOK_ERROR : LOOK_PLAIN, app->message);
}

/* A question that leaves no room to answer it stands above the answer; returns the rows they take. */
static int ask_draw(const struct app *app, int y)
{
	enum { FIELD_LEAST = 14 };
	static const char PRESET[] = "   Enter takes it, typing replaces it";
	struct canvas *c = app->canvas;
	bool is_long = canvas_measure(c, app->question) + FIELD_LEAST > c->cols - 1;
	int x, rows = 1;

	if (is_long)
		rows += text_above(c, y - 1, LOOK_STRONG, app->question);
	prompt_draw(&app->prompt, c, y, 1, c->cols - 1, is_long ? "" : app->question);
	x = c->focus_x;
	if (app->prompt.is_preset && x + canvas_measure(c, PRESET) < c->cols)
		canvas_text(c, y, x, c->cols - x, LOOK_PLAIN, PRESET);
	return rows;
}

static int confirm_draw(const struct app *app, int y)
{
	struct canvas *c = app->canvas;
	int rows = text_above(c, y, LOOK_STRONG, app->question);
	size_t skip;
	const char *last = app->question;

	for (int i = 1; i < rows; i++) {
		(void)canvas_break(c, last, c->cols - 1, &skip);
		last += skip;
	}
	canvas_focus(c, y, 1 + (canvas_measure(c, last) < c->cols - 2 ? canvas_measure(c, last) : c->cols - 2));
	return rows;
}

static void preview_ask(const struct app *app, int y)
{
	const struct preview *p = &app->preview;
	struct canvas *c = app->canvas;
	size_t left = preview_left(p);

	int cells = cut_draw(&p->list, c, y) - 1;

	if (!left && p->n == 1)
		canvas_text(c, y, 1, cells, LOOK_STRONG, "Enter does it  Esc leaves it");
	else if (!left)
		canvas_textf(c, y, 1, cells, LOOK_STRONG, "Enter does all %zu  Esc leaves them", p->n);
	else
		canvas_textf(c, y, 1, cells, LOOK_STRONG, "Enter does %zu of them, %zu left  Esc leaves all",
			p->n - left, left);
}

/* For as long as nothing is typed it says what may be. */
static void filter_draw(struct list *list, struct canvas *c, int y)
{
	char label[64], names[WORDS_NAMES];
	int x;

	snprintf(label, sizeof label, "Filter (%zu of %zu): ", list_rows(list), list_rows_all(list));
	prompt_draw(&list->filter, c, y, 1, c->cols - 1, label);
	x = c->focus_x + 2;
	if (list_is_filtered(list) || c->is_slow || x >= c->cols)
		return;
	list_names_tell(list, names);
	canvas_textf(c, y, x, c->cols - x, LOOK_PLAIN, "words  !without  %s", names);
}

static void bottom_draw(struct app *app, int y)
{
	struct canvas *c = app->canvas;
	struct list *list = app_list(app);

	if (app->mode == APP_ASK || app->mode == APP_CONFIRM) {
		int rows = app->mode == APP_ASK ? ask_draw(app, y) : confirm_draw(app, y);

		if (app->message[0])
			message_draw(app, y - rows);
	} else if (app->mode == APP_PREVIEW) {
		preview_ask(app, y);
	} else if (app->mode == APP_PICK && app->picker.is_keyed && app->message[0]) {
		message_draw(app, y);
	} else if (app->mode == APP_PICK && app->picker.is_keyed) {
		hint_draw(&app->picker.list, c, y, "One key says it, or Up Down and Enter  Esc leave",
			"One key, or Up Down Enter  Esc leave", "One key, or Enter  Esc leave");
	} else if (app->mode == APP_PICK || app->mode == APP_VERB) {
		hint_draw(&app->picker.list, c, y, "Type to search  Up Down move  Enter choose  Esc leave",
			"Type  Up Down  Enter choose  Esc leave", "Type  Enter choose  Esc");
	} else if (app->mode == APP_ORDER) {
		hint_draw(&app->order_form.list, c, y, order_form_hint(80), order_form_hint(40), "Enter order  0 usual  Esc");
	} else if (app->message[0]) {
		message_draw(app, y);
	} else if (list && list->is_typing) {
		filter_draw(list, c, y);
	} else if (nav_top(&app->nav)->is_typing) {
		const struct screen *s = nav_top(&app->nav);

		canvas_text(c, y, 1, cut_draw(list, c, y) - 1, LOOK_PLAIN, s->class->hint ? s->class->hint(s)
			: "Type to search  Up Down move  Enter open  Esc leave");
	} else {
		bar_draw(app, y);
	}
}

/* What others did while a form is open, above it; returns the rows that it takes. */
static int meanwhile_draw(const struct app *app, int y)
{
	enum { ROWS_MOST = 3 };
	struct canvas *c = app->canvas;
	char text[sizeof app->meanwhile.told + 4], line[sizeof text];
	const char *at = text;
	size_t skip, n = 0;

	if (!app->meanwhile.told[0])
		return 0;
	snprintf(text, sizeof text, "%s %s", LOOKS[LOOK_URGENT].mark, app->meanwhile.told);
	for (; *at && n < ROWS_MOST; at += skip, n++) {
		snprintf(line, sizeof line, "%.*s", (int)canvas_break(c, at, c->cols - 2, &skip), at);
		canvas_text(c, y + (int)n, 0, c->cols, LOOK_PLAIN, "");
		canvas_text(c, y + (int)n, 1, c->cols - 1, LOOK_URGENT, line);
	}
	return (int)n;
}

/* What is picked, ordered or shown ahead, beneath the screen that it is about. */
static void beneath_draw(struct app *app, struct area body)
{
	struct canvas *c = app->canvas;
	struct screen *s = nav_top(&app->nav);
	int rows = app->mode == APP_PICK ? picker_rows(&app->picker, c, c->cols)
		: app->mode == APP_PREVIEW ? (int)app->preview.n + 1 : (int)app->order_form.n + 1;
	struct area beneath;

	if (rows > body.rows * 2 / 3)
		rows = body.rows * 2 / 3;
	s->class->draw(s, c, (struct area){body.y, 0, body.rows - rows, c->cols});
	beneath = (struct area){body.y + body.rows - rows, 0, rows, c->cols};
	if (app->mode == APP_PICK)
		picker_draw(&app->picker, c, beneath);
	else if (app->mode == APP_PREVIEW)
		preview_draw(&app->preview, c, beneath);
	else
		order_form_draw(&app->order_form, c, beneath);
}

void frame_draw(struct app *app)
{
	struct canvas *c = app->canvas;
	struct screen *s = nav_top(&app->nav);
	struct area body = {1, 0, c->rows - 2, c->cols};
	int told;

	if (app->lock.is_on) {
		lock_draw(app);
		return;
	}
	if (c->rows < APP_MIN_ROWS || c->cols < APP_MIN_COLS) {
		canvas_textf(c, 0, 0, c->cols, LOOK_PLAIN, "%dx%d: too small,", c->cols, c->rows);
		canvas_textf(c, 1, 0, c->cols, LOOK_PLAIN, "needs %dx%d", APP_MIN_COLS, APP_MIN_ROWS);
		return;
	}
	top_draw(app);
	told = meanwhile_draw(app, body.y);
	body.y += told;
	body.rows -= told;
	if (app->mode == APP_VERB) {
		picker_draw(&app->picker, c, body);
	} else if (app->mode == APP_PICK || app->mode == APP_ORDER || app->mode == APP_PREVIEW) {
		beneath_draw(app, body);
	} else {
		s->class->draw(s, c, body);
	}
	bottom_draw(app, c->rows - 1);
}
