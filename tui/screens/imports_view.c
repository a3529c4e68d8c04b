/*
 * imports_view.c - view 6: what came in, newest first, with what was set aside
 * beneath, or beside from 120 columns on; and the feeds, an agency a line.
 */
#include <stdio.h>
#include <string.h>

#include "screens/imports_part.h"
#include "screens/kept.h"
#include "screens/show.h"
#include "text.h"

enum { NUMBER_CELLS = 9, STATE_CELLS = 11, ROWS_CELLS = 12, NAME_MOST = 24 };

struct imports_screen {
	struct screen screen;
	bool shows_feeds, is_in_page; /* in_page: keys scroll the import beneath */
	struct import_line *import;
	const char **agencies;        /* of each, as they are called */
	size_t import_n;
	struct feed_line *feed;
	size_t feed_n, quiet_n;
	int when_cells, name_cells;
	struct list imports, feeds;
	struct imports_part part;
	struct arena *preview_arena;  /* what taking one back would do, while that is asked */
	struct page preview;
};

static struct imports_screen *self(struct screen *s)
{
	return (struct imports_screen *)s;
}

/* The list of imports ------------------------------------------------------- */

static size_t imports_count(const void *arg)
{
	return ((const struct imports_screen *)arg)->import_n;
}

static int64_t imports_id(const void *arg, size_t row)
{
	return ((const struct imports_screen *)arg)->import[row].import;
}

static void imports_text(const void *arg, size_t row, char *out, size_t room)
{
	const struct imports_screen *k = arg;
	const struct import_line *l = &k->import[row];

	snprintf(out, room, "%s %s %s %s %s %s", l->at, k->agencies[row], l->agency ? l->agency : "",
		l->format ? l->format : "", l->worker ? l->worker : "", l->state);
}

static void when_told(const struct app *app, const struct import_line *l, bool has_time, char out[static 24])
{
	struct civil at;
	char day[12];

	show_day(app, civil_parse(l->at, &at) ? at.day : CIVIL_NONE, day);
	snprintf(out, 24, "%s%s%.5s", day, has_time ? " " : "",
		has_time && strlen(l->at) > 16 ? l->at + 11 : "");
}

enum { IC_WHEN, IC_WHO, IC_NEW, IC_CHANGED, IC_ASIDE, IC_STATE, IC_READ, IC_FORMAT, IC_BY, IC_COUNT };

static const struct list_column IMPORT_COLUMN[IC_COUNT] = {
	[IC_WHEN] = {"When (UTC)", "When", ORDER_DAY, COLUMN_DOWN_FIRST},
	[IC_WHO] = {"Whose", NULL, ORDER_TEXT, 0},
	[IC_NEW] = {"New", NULL, ORDER_NUMBER, COLUMN_RIGHT | COLUMN_DOWN_FIRST},
	[IC_CHANGED] = {"Changed", NULL, ORDER_NUMBER, COLUMN_RIGHT | COLUMN_DOWN_FIRST},
	[IC_ASIDE] = {"Set aside", "Aside", ORDER_NUMBER, COLUMN_RIGHT | COLUMN_DOWN_FIRST},
	[IC_STATE] = {"State", NULL, ORDER_TEXT, COLUMN_UNNAMED},
	[IC_READ] = {"Rows read", NULL, ORDER_NUMBER, COLUMN_RIGHT | COLUMN_EXTRA | COLUMN_DOWN_FIRST},
	[IC_FORMAT] = {"Format", NULL, ORDER_TEXT, COLUMN_EXTRA},
	[IC_BY] = {"Worker", NULL, ORDER_TEXT, COLUMN_EXTRA},
};

static void import_widths(const void *arg, int cells, struct column *col)
{
	const struct imports_screen *k = arg;
	bool is_narrow = cells < 60, has_states = false;

	for (size_t i = 0; i < k->import_n; i++)
		has_states = has_states || strcmp(k->import[i].state, "applied") != 0;
	col[IC_WHEN].cells = is_narrow ? k->when_cells - 6 : k->when_cells;
	col[IC_WHO] = (struct column){4, 1, 0};
	col[IC_NEW].cells = NUMBER_CELLS;
	col[IC_CHANGED].cells = is_narrow ? 0 : NUMBER_CELLS;
	col[IC_ASIDE].cells = is_narrow ? NUMBER_CELLS - 1 : NUMBER_CELLS + 1;
	col[IC_STATE].cells = is_narrow || !has_states ? 0 : STATE_CELLS;
	col[IC_READ].cells = NUMBER_CELLS + 1;
	col[IC_FORMAT].cells = 13;
	col[IC_BY].cells = 12;
}

static void import_cell(const void *arg, size_t row, size_t column, struct cell *out)
{
	const struct imports_screen *k = arg;
	const struct import_line *l = &k->import[row];
	char when[24];

	switch (column) {
	case IC_WHEN:
		when_told(k->screen.app, l, true, when);
		cell_text(out, when);
		out->number = l->import;
		break;
	case IC_WHO:     cell_text(out, k->agencies[row]); break;
	case IC_NEW:     cell_number(out, l->fresh); break;
	case IC_CHANGED: cell_number(out, l->changed); break;
	case IC_ASIDE:
		out->look = l->rejected ? LOOK_URGENT : LOOK_PLAIN;
		out->number = l->rejected;
		snprintf(out->text, sizeof out->text, l->rejected ? "! %lld" : "%lld", (long long)l->rejected);
		break;
	case IC_STATE:  cell_text(out, strcmp(l->state, "applied") == 0 ? "" : l->state); break;
	case IC_READ:   cell_number(out, l->read); break;
	case IC_FORMAT: cell_text(out, l->format); break;
	case IC_BY:     cell_text(out, l->worker); break;
	}
}

static const struct list_columns IMPORT_COLUMNS = {
	IMPORT_COLUMN, IC_COUNT, .has_heading = true, .widths = import_widths, .cell = import_cell};

static void imports_draw_row(const void *arg, size_t row, struct canvas *c, struct area a)
{
	const struct imports_screen *k = arg;
	struct column col[COLUMNS_MOST];
	char when[24];

	columns_of_line(&IMPORT_COLUMNS, &k->imports.order, k, a.cols, col);
	for (size_t i = 0; i < IC_COUNT; i++)
		column_cell_draw(&IMPORT_COLUMNS, i, &col[i], k, row, c, a);
	if (a.cols >= 60 || !col[IC_WHEN].cells)
		return;
	when_told(k->screen.app, &k->import[row], false, when); /* no room for the time of day */
	column_text(c, a, &col[IC_WHEN], LOOK_PLAIN, when);
}

static const struct list_source IMPORTS = {
	imports_count, NULL, imports_id, imports_text, imports_draw_row};

/* The list of feeds --------------------------------------------------------- */

static size_t feeds_count(const void *arg)
{
	return ((const struct imports_screen *)arg)->feed_n;
}

static int64_t feeds_id(const void *arg, size_t row)
{
	return ((const struct imports_screen *)arg)->feed[row].agency;
}

static void feeds_text(const void *arg, size_t row, char *out, size_t room)
{
	const struct feed_line *f = &((const struct imports_screen *)arg)->feed[row];

	snprintf(out, room, "%s %s %s %s", f->name, f->code, FEED_STATE_NAMES[f->state], f->told);
}

enum { FC_WHO, FC_RECEIVED, FC_ROWS, FC_HAPPENED, FC_TOLD, FC_COUNT };

static const struct list_column FEED_COLUMN[FC_COUNT] = {
	[FC_WHO] = {"Agency", NULL, ORDER_TEXT, 0},
	[FC_RECEIVED] = {"File came", NULL, ORDER_DAY, 0},
	[FC_ROWS] = {"Rows", NULL, ORDER_NUMBER, COLUMN_RIGHT | COLUMN_DOWN_FIRST},
	[FC_HAPPENED] = {"Newest event", NULL, ORDER_DAY, 0},
	[FC_TOLD] = {"To say", NULL, ORDER_TEXT, COLUMN_UNNAMED},
};

static void feed_widths(const void *arg, int cells, struct column *col)
{
	bool is_narrow = cells < 70;

	col[FC_WHO].cells = is_narrow ? 12 : ((const struct imports_screen *)arg)->name_cells;
	col[FC_RECEIVED].cells = is_narrow ? 0 : 12;
	col[FC_ROWS].cells = is_narrow ? 0 : ROWS_CELLS - 3;
	col[FC_HAPPENED].cells = is_narrow ? 0 : 13;
	col[FC_TOLD] = (struct column){8, 1, 0};
}

static void told_cell(const struct feed_line *f, struct cell *out)
{
	bool is_urgent = f->state == FEED_QUIET || f->is_few;

	out->look = is_urgent ? LOOK_URGENT : LOOK_PLAIN;
	snprintf(out->text, sizeof out->text, "%s%s", is_urgent ? "! " : "", f->told);
}

static void feed_cell(const void *arg, size_t row, size_t column, struct cell *out)
{
	const struct imports_screen *k = arg;
	const struct feed_line *f = &k->feed[row];

	switch (column) {
	case FC_WHO:      cell_text(out, f->name); break;
	case FC_RECEIVED: show_day_cell(k->screen.app, f->received, out); break;
	case FC_ROWS:
		if (f->rows >= 0)
			cell_number(out, f->rows);
		break;
	case FC_HAPPENED: show_day_cell(k->screen.app, f->happened, out); break;
	case FC_TOLD:     told_cell(f, out); break;
	}
}

static const struct list_columns FEED_COLUMNS = {
	FEED_COLUMN, FC_COUNT, .has_heading = true, .widths = feed_widths, .cell = feed_cell};

/* A narrow line says when the last file came where nothing else is to be said. */
static void feeds_draw_row(const void *arg, size_t row, struct canvas *c, struct area a)
{
	const struct imports_screen *k = arg;
	const struct feed_line *f = &k->feed[row];
	struct column col[COLUMNS_MOST];
	char day[12];

	columns_of_line(&FEED_COLUMNS, &k->feeds.order, k, a.cols, col);
	for (size_t i = 0; i < FC_COUNT; i++)
		column_cell_draw(&FEED_COLUMNS, i, &col[i], k, row, c, a);
	if (a.cols >= 70 || !col[FC_TOLD].cells || *f->told || f->received == CIVIL_NONE)
		return;
	show_day(k->screen.app, f->received, day);
	canvas_textf(c, a.y, a.x + col[FC_TOLD].x, col[FC_TOLD].cells - 1, LOOK_PLAIN, "file came %s", day);
}

static const struct list_source FEEDS = {feeds_count, NULL, feeds_id, feeds_text, feeds_draw_row};

/* The screen ---------------------------------------------------------------- */

static void imports_start(struct screen *s, const struct target *target)
{
	struct imports_screen *k = self(s);

	(void)target;
	list_init(&k->imports, &IMPORTS, k);
	list_init(&k->feeds, &FEEDS, k);
	kept_begin(s->app, &k->imports, &IMPORT_COLUMNS, "imports", true);
	kept_begin(s->app, &k->feeds, &FEED_COLUMNS, "feeds", true);
	imports_part_init(&k->part, s->app);
}

/* "Council, GP +3"; codes of a `;` list as they are called. */
static const char *called(const struct app *app, const char *codes, struct arena *a)
{
	const char *told = "";
	size_t more = 0;

	for (int i = 0; codes && *codes; i++) {
		size_t length = strcspn(codes, ";");
		const char *code = arena_printf(a, "%.*s", (int)length, codes);
		const struct agency *agency = code ? session_agency_by_code(app->session, code) : NULL;

		if (i < 3)
			told = arena_printf(a, "%s%s%s", told ? told : "", i ? ", " : "",
				agency ? agency_shown(agency) : code ? code : "");
		more += i >= 3;
		codes += length + (codes[length] == ';');
	}
	if (more)
		told = arena_printf(a, "%s +%zu", told ? told : "", more);
	return told && *told ? told : "(services of the community)";
}

static enum status lines_make(struct imports_screen *k, struct arena *a, struct err *e)
{
	k->agencies = arena_alloc(a, (k->import_n + 1) * sizeof *k->agencies);
	if (!k->agencies)
		return err_nomem(e);
	k->when_cells = 11;
	for (size_t i = 0; i < k->import_n; i++) {
		char when[24];

		when_told(k->screen.app, &k->import[i], true, when);
		k->agencies[i] = called(k->screen.app, k->import[i].agency, a);
		k->when_cells = (int)strlen(when) + 2 > k->when_cells ? (int)strlen(when) + 2 : k->when_cells;
	}
	k->name_cells = 8;
	k->quiet_n = 0;
	for (size_t i = 0; i < k->feed_n; i++) {
		int cells = text_width(k->feed[i].name) + 2;

		k->quiet_n += k->feed[i].state == FEED_QUIET;
		cells = cells > NAME_MOST ? NAME_MOST : cells;
		k->name_cells = cells > k->name_cells ? cells : k->name_cells;
	}
	return ST_OK;
}

static const struct import_line *selected(const struct imports_screen *k)
{
	size_t row;

	return list_selected(&k->imports, &row) ? &k->import[row] : NULL;
}

static enum status imports_read(struct screen *s, struct arena *a, bool is_first, struct err *e)
{
	struct imports_screen *k = self(s);
	struct imports_screen next = *k;
	int64_t import = list_id(&k->imports), feed = list_id(&k->feeds);
	enum status st = imports_list(s->app->session, is_first, a, &next.import, &next.import_n, e);

	if (st == ST_OK)
		st = feeds_list(s->app->session, is_first, a, &next.feed, &next.feed_n, e);
	if (st == ST_OK)
		st = lines_make(&next, a, e);
	if (st != ST_OK)
		return st;
	/* The newest is gone to as it comes, by those who were on the newest. */
	if (k->import_n && import == k->import[0].import && next.import_n)
		import = next.import[0].import;
	*k = next;
	list_refresh(&k->imports, import);
	list_refresh(&k->feeds, feed);
	imports_part_show(&k->part, selected(k));
	return ST_OK;
}

static void imports_stop(struct screen *s)
{
	list_done(&self(s)->imports);
	list_done(&self(s)->feeds);
	imports_part_done(&self(s)->part);
	page_done(&self(s)->preview);
	arena_free(self(s)->preview_arena);
}

static void tabs_draw(const struct imports_screen *k, struct canvas *c, struct area a)
{
	const struct job *job = app_job(k->screen.app);
	char quiet[40] = "", line[200];
	int x = a.x + 1;

	if (k->quiet_n)
		snprintf(quiet, sizeof quiet, ", %zu quiet", k->quiet_n);
	x += canvas_textf(c, a.y, x, a.cols - 1, k->shows_feeds ? LOOK_PLAIN : LOOK_STRONG,
		k->shows_feeds ? " Imports %zu " : "[Imports %zu]", k->import_n) + 1;
	x += canvas_textf(c, a.y, x, a.x + a.cols - x, k->shows_feeds ? LOOK_STRONG : LOOK_PLAIN,
		k->shows_feeds ? "[Feeds %zu%s]" : " Feeds %zu%s", k->feed_n, quiet) + 2;
	if (!job || a.cols - x < 30)
		return;
	job_line(job, k->screen.app->now, a.cols - x - 1, line, sizeof line);
	canvas_text(c, a.y, x, a.x + a.cols - x - 1, LOOK_STRONG, line);
}

static void empty_draw(struct canvas *c, struct area a)
{
	canvas_text(c, a.y, a.x + 2, a.cols - 2, LOOK_PLAIN,
		"Nothing has come in yet. I takes a file or folder in.");
	canvas_focus(c, a.y, a.x + 2);
}

static void none_draw(const struct list *list, struct canvas *c, struct area a)
{
	if (!list_rows(list))
		canvas_text(c, a.y + list_head_rows(list, a), a.x + 2, a.cols - 2, LOOK_PLAIN, "No row holds these words; Esc shows all.");
}

/* The list takes no more than it has, and at most a third: the rows set aside
 * need the room. */
static int list_rows_wanted(const struct imports_screen *k, struct area a)
{
	int most = a.rows / 3 < 3 ? 3 : a.rows / 3;
	size_t n = k->imports.shown.n ? k->imports.shown.n : 1;

	return (n < (size_t)most ? (int)n : most) + list_head_rows(&k->imports, a);
}

static void imports_draw_tab(struct imports_screen *k, struct canvas *c, struct area a)
{
	bool is_wide = canvas_has_pane(c, a.cols);
	int cols = is_wide ? a.cols * 3 / 5 : a.cols;
	int rows = is_wide ? a.rows : list_rows_wanted(k, (struct area){a.y, a.x, a.rows - 1, a.cols});
	struct area list = {a.y, a.x, rows, cols};
	struct area page = is_wide ? (struct area){a.y + 1, cols + 2, a.rows - 1, a.cols - cols - 3}
		: (struct area){a.y + rows + 1, a.x + 1, a.rows - rows - 1, a.cols - 2};

	list_draw(&k->imports, c, list);
	none_draw(&k->imports, c, list);
	if (!is_wide)
		canvas_fill(c, a.y + rows, a.x, a.cols, LOOK_PLAIN, "\u2500", '-');
	page_draw(k->screen.app->mode == APP_CONFIRM ? &k->preview : &k->part.page, c, page);
	if (k->is_in_page) {
		canvas_text(c, page.y, page.x - 1, 1, LOOK_MARKER, LOOKS[LOOK_MARKER].mark);
		canvas_focus(c, page.y, page.x - 1);
	}
}

static void imports_draw(struct screen *s, struct canvas *c, struct area a)
{
	struct imports_screen *k = self(s);
	struct area body = {a.y + 1, a.x, a.rows - 1, a.cols};
	struct area rows = {a.y + 2, a.x, a.rows - 2, a.cols};

	tabs_draw(k, c, a);
	if (!(k->shows_feeds ? k->feed_n : k->import_n)) {
		empty_draw(c, rows);
	} else if (k->shows_feeds) {
		list_draw(&k->feeds, c, body);
		none_draw(&k->feeds, c, body);
	} else {
		imports_draw_tab(k, c, body);
	}
}

static const struct verb_set *imports_verbs(const struct screen *s)
{
	return ((const struct imports_screen *)s)->shows_feeds ? &VERBS_OF_FEEDS : &VERBS_OF_IMPORTS;
}

static void open_row(struct imports_screen *k)
{
	size_t row;

	if (!k->shows_feeds) {
		k->is_in_page = !k->is_in_page;
	} else if (list_selected(&k->feeds, &row)) {
		k->shows_feeds = false;
		list_find(&k->imports, k->feed[row].import);
	}
}

/* Taking in and taking back -------------------------------------------------- */

static void take_in(struct app *app)
{
	const struct taking *t = &app->taking;
	bool is_there = t->job.state == JOB_RUNNING ||
		(t->job.state == JOB_OVER && (!t->is_seen || t->job.deed == JOB_TRY));

	app_go(app, &SCREEN_TAKE, &(struct target){0, !is_there});
}

static size_t later_than(const struct imports_screen *k, const struct import_line *l)
{
	size_t n = 0;

	for (size_t i = 0; i < k->import_n; i++)
		n += k->import[i].import > l->import;
	return n;
}

/* Nobody waits longer than a moment for a preview. */
static bool never_wait(void *arg, const char *doing, int64_t done, int64_t total)
{
	(void)arg;
	(void)doing;
	(void)done;
	(void)total;
	return false;
}

/* Counted where that takes no longer than a moment, else at most as many as it brought. */
static void preview_count(struct imports_screen *k, const struct import_line *l, struct arena *a)
{
	const struct ingest_options options = { .progress = never_wait };
	struct withdraw_report r;
	struct err unused;

	if (ingest_withdraw_try(k->screen.app->session, l->import, &options, &r, &unused) == ST_OK) {
		page_add(&k->preview, LOOK_PLAIN, NULL, arena_printf(a, "%s row%s that only it brought %s out of force.",
			imports_number(a, r.gone), r.gone == 1 ? "" : "s", r.gone == 1 ? "goes" : "go"));
		page_add(&k->preview, LOOK_PLAIN, NULL, arena_printf(a, "Of %s row%s what was known before is in "
			"force again.", imports_number(a, r.restored), r.restored == 1 ? "" : "s"));
		return;
	}
	page_add(&k->preview, LOOK_PLAIN, NULL, arena_printf(a, "At most %s row%s that it brought new, those that "
		"no other import sent, go out of force.", imports_number(a, l->fresh), l->fresh == 1 ? "" : "s"));
	page_add(&k->preview, LOOK_PLAIN, NULL, arena_printf(a, "Of at most %s that it changed, what was known before "
		"is in force again, unless something newer came.", imports_number(a, l->changed)));
	page_add(&k->preview, LOOK_PLAIN, NULL, arena_printf(a, "Counting takes longer: throughline withdraw %lld "
		"--dry-run does.", (long long)l->import));
}

/* What is known of it before it is done. */
static bool preview_make(struct imports_screen *k, const struct import_line *l)
{
	struct arena *a = arena_new();
	size_t later = later_than(k, l);

	page_clear(&k->preview);
	arena_free(k->preview_arena);
	k->preview_arena = a;
	if (!a)
		return false;
	page_add(&k->preview, LOOK_STRONG, NULL, arena_printf(a, "Taking import %lld back", (long long)l->import));
	preview_count(k, l, a);
	page_add(&k->preview, LOOK_PLAIN, NULL, arena_printf(a, "%zu later import%s as %s.", later,
		later == 1 ? " stays" : "s stay", later == 1 ? "it is" : "they are"));
	page_add(&k->preview, LOOK_PLAIN, NULL, "Links and findings of everybody touched are worked out anew.");
	page_add(&k->preview, LOOK_PLAIN, NULL, "Its files taken in again undo that.");
	return true;
}

static void withdraw_confirmed(struct screen *s, int picked, const char *text)
{
	(void)picked;
	(void)text;
	s->app->taking.import = list_id(&self(s)->imports);
	if (app_take(s->app, JOB_WITHDRAW))
		app_say(s->app, "Being taken back; its end is told, on whatever screen you are.");
}

static void withdraw(struct imports_screen *k)
{
	struct app *app = k->screen.app;
	const struct import_line *l = selected(k);
	char question[120];

	if (!preview_make(k, l)) {
		app_say(app, "There is not enough memory for that.");
		return;
	}
	snprintf(question, sizeof question, "Enter takes import %lld back, Esc leaves it", (long long)l->import);
	app_confirm(app, question, withdraw_confirmed);
}

static const char *withdraw_why_not(const struct imports_screen *k)
{
	const struct import_line *l = k->shows_feeds ? NULL : selected(k);

	if (k->screen.app->taking.job.state == JOB_RUNNING)
		return "One at a time: S stops what is under way.";
	if (!l)
		return "There is no import to take back.";
	if (strcmp(l->state, "withdrawn") == 0)
		return "It is taken back already. Its files taken in again undo that.";
	return l->format && strcmp(l->format, "openreferral") == 0
		? "A directory is replaced by its former file: take that in." : NULL;
}

static void imports_act(struct screen *s, enum act act)
{
	struct imports_screen *k = self(s);

	if (act == ACT_TAKE_IN) {
		take_in(s->app);
	} else if (act == ACT_WITHDRAW) {
		withdraw(k);
	} else if (act == ACT_STOP) {
		app_job_stop(s->app);
	} else if (act == ACT_OPEN) {
		open_row(k);
	} else if (act == ACT_NEXT_TAB || act == ACT_PREV_TAB) {
		k->shows_feeds = !k->shows_feeds;
		k->is_in_page = false;
	} else if (k->is_in_page) {
		page_act(&k->part.page, act);
	}
}

static const char *imports_why_not(const struct screen *s, enum act act)
{
	const struct imports_screen *k = (const struct imports_screen *)s;
	size_t row;

	if (act == ACT_WITHDRAW)
		return withdraw_why_not(k);
	if (act == ACT_STOP)
		return app_job(s->app) ? NULL : "Nothing is under way.";
	if (k->is_in_page && (act == ACT_FILTER || act == ACT_NEXT_HIT || act == ACT_PREV_HIT))
		return "Enter goes back to the list first.";
	if (act == ACT_OPEN && !k->shows_feeds && !selected(k))
		return "There is no import to read.";
	if (act == ACT_OPEN && k->shows_feeds && (!list_selected(&k->feeds, &row) || !k->feed[row].import))
		return "No file of theirs has come up to today.";
	return k->is_in_page ? page_why_not(&k->part.page, act) : NULL;
}

static struct list *imports_list_of(struct screen *s)
{
	struct imports_screen *k = self(s);

	return k->is_in_page ? NULL : k->shows_feeds ? &k->feeds : &k->imports;
}

static void imports_moved(struct screen *s)
{
	if (!s->app->is_held || !self(s)->part.shown.import)
		imports_part_show(&self(s)->part, selected(self(s)));
}

static bool imports_level_up(struct screen *s)
{
	bool was_in = self(s)->is_in_page;

	self(s)->is_in_page = false;
	return was_in;
}

const struct screen_class SCREEN_IMPORTS = {
	.name = "Imports", .number = 6, .size = sizeof(struct imports_screen),
	.start = imports_start, .read = imports_read, .stop = imports_stop, .draw = imports_draw,
	.verbs = imports_verbs, .act = imports_act, .why_not = imports_why_not,
	.list = imports_list_of, .moved = imports_moved, .level_up = imports_level_up,
};
