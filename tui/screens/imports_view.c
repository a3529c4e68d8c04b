/*
 * imports_view.c - view 6: what came in, newest first, with what was set aside
 * beneath, or beside from 120 columns on; and the feeds, an agency a line.
 */
#include <stdio.h>
#include <string.h>

#include "screens/imports_lists.h"
#include "screens/imports_part.h"

struct imports_screen {
	struct screen screen;
	bool shows_feeds, is_in_page; /* in_page: keys scroll the import beneath */
	struct imports_lists lists;
	struct imports_part part;
	struct arena *preview_arena;  /* what taking one back would do, while that is asked */
	struct page preview;
};

static struct imports_screen *self(struct screen *s)
{
	return (struct imports_screen *)s;
}

/* The screen ---------------------------------------------------------------- */

static void imports_start(struct screen *s, const struct target *target)
{
	struct imports_screen *k = self(s);

	(void)target;
	imports_lists_init(&k->lists, s->app);
	imports_part_init(&k->part, s->app);
}

static enum status imports_read(struct screen *s, struct arena *a, bool is_first, struct err *e)
{
	struct imports_screen *k = self(s);
	enum status st = imports_lists_read(&k->lists, is_first, a, e);

	if (st == ST_OK)
		imports_part_show(&k->part, imports_lists_import(&k->lists));
	return st;
}

static void imports_stop(struct screen *s)
{
	imports_lists_done(&self(s)->lists);
	imports_part_done(&self(s)->part);
	page_done(&self(s)->preview);
	arena_free(self(s)->preview_arena);
}

static void tabs_draw(const struct imports_screen *k, struct canvas *c, struct area a)
{
	const struct job *job = app_job(k->screen.app);
	char quiet[40] = "", line[200];
	int x = a.x + 1, from;

	if (k->lists.quiet_n)
		snprintf(quiet, sizeof quiet, ", %zu quiet", k->lists.quiet_n);
	x += canvas_textf(c, a.y, x, a.cols - 1, k->shows_feeds ? LOOK_PLAIN : LOOK_STRONG,
		k->shows_feeds ? " Imports %zu " : "[Imports %zu]", k->lists.import_n) + 1;
	canvas_spot(c, a.y, a.x + 1, x - a.x - 1, '[', k->shows_feeds);
	from = x;
	x += canvas_textf(c, a.y, x, a.x + a.cols - x, k->shows_feeds ? LOOK_STRONG : LOOK_PLAIN,
		k->shows_feeds ? "[Feeds %zu%s]" : " Feeds %zu%s", k->lists.feed_n, quiet) + 2;
	canvas_spot(c, a.y, from, x - from, ']', !k->shows_feeds);
	if (!job || a.cols - x < 30)
		return;
	job_line(job, k->screen.app->now, a.cols - x - 1, line, sizeof line);
	canvas_text(c, a.y, x, a.x + a.cols - x - 1, LOOK_STRONG, line);
}

static void empty_draw(struct canvas *c, struct area a)
{
	(void)canvas_wrap(c, (struct area){a.y, a.x + 2, 2, a.cols - 2}, LOOK_PLAIN,
		"Nothing has come in yet. I takes a file or folder in.");
	canvas_focus(c, a.y, a.x + 2);
}

static void none_draw(const struct list *list, struct canvas *c, struct area a)
{
	if (!list_rows(list))
		(void)canvas_wrap(c, (struct area){a.y + list_head_rows(list, a), a.x + 2, 2, a.cols - 2}, LOOK_PLAIN,
			"No row holds these words; Esc shows all.");
}

/* The list takes no more than it has, and at most a third: the rows set aside
 * need the room. */
static int list_rows_wanted(const struct imports_screen *k, struct area a)
{
	int most = a.rows / 3 < 3 ? 3 : a.rows / 3;
	size_t n = k->lists.imports.shown.n ? k->lists.imports.shown.n : 1;

	return (n < (size_t)most ? (int)n : most) + list_head_rows(&k->lists.imports, a);
}

static void imports_draw_tab(struct imports_screen *k, struct canvas *c, struct area a)
{
	bool is_wide = canvas_has_pane(c, a.cols);
	int cols = is_wide ? a.cols * 3 / 5 : a.cols;
	int rows = is_wide ? a.rows : list_rows_wanted(k, (struct area){a.y, a.x, a.rows - 1, a.cols});
	struct area list = {a.y, a.x, rows, cols};
	struct area page = is_wide ? (struct area){a.y + 1, cols + 2, a.rows - 1, a.cols - cols - 3}
		: (struct area){a.y + rows + 1, a.x + 1, a.rows - rows - 1, a.cols - 2};

	list_draw(&k->lists.imports, c, list);
	none_draw(&k->lists.imports, c, list);
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
	if (!(k->shows_feeds ? k->lists.feed_n : k->lists.import_n)) {
		empty_draw(c, rows);
	} else if (k->shows_feeds) {
		list_draw(&k->lists.feeds, c, body);
		none_draw(&k->lists.feeds, c, body);
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
	} else if (list_selected(&k->lists.feeds, &row)) {
		k->shows_feeds = false;
		list_find(&k->lists.imports, k->lists.feed[row].import);
	}
}

/* Taking in and taking back -------------------------------------------------- */

static void take_in(struct app *app)
{
	const struct taking *t = &app->taking;
	bool was_stopped = t->job.is_stopping && !job_went_well(&t->job);
	bool is_open = t->job.deed == JOB_TRY && (job_went_well(&t->job) || taking_lacks_agency(t));
	bool is_there = t->job.state == JOB_RUNNING ||
		(t->job.state == JOB_OVER && !was_stopped && (!t->is_seen || is_open));

	app_go(app, &SCREEN_TAKE, &(struct target){0, !is_there});
}

static size_t later_than(const struct imports_screen *k, const struct import_line *l)
{
	size_t n = 0;

	for (size_t i = 0; i < k->lists.import_n; i++)
		n += k->lists.import[i].import > l->import;
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
	page_add(&k->preview, LOOK_PLAIN, NULL, !l->changed ? NULL : arena_printf(a, "Of at most %s that it changed, what was known before "
		"is in force again, unless something newer came.", imports_number(a, l->changed)));
	page_add(&k->preview, LOOK_PLAIN, NULL, arena_printf(a, "How many exactly takes longer to count: throughline "
		"withdraw %lld --dry-run tells.", (long long)l->import));
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
	page_add(&k->preview, LOOK_PLAIN, NULL, !later ? NULL : arena_printf(a, "%zu later import%s as %s.", later,
		later == 1 ? " stays" : "s stay", later == 1 ? "it is" : "they are"));
	page_add(&k->preview, LOOK_PLAIN, NULL, "Links and findings of everybody touched are worked out anew.");
	page_add(&k->preview, LOOK_PLAIN, NULL, "Its files taken in again undo that.");
	return true;
}

static void withdraw_confirmed(struct screen *s, int picked, const char *text)
{
	(void)picked;
	(void)text;
	s->app->taking.import = list_id(&self(s)->lists.imports);
	if (app_take(s->app, JOB_WITHDRAW))
		app_say(s->app, "Being taken back; its end is told, on whatever screen you are.");
}

static void withdraw(struct imports_screen *k)
{
	struct app *app = k->screen.app;
	const struct import_line *l = imports_lists_import(&k->lists);
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
	const struct import_line *l = k->shows_feeds ? NULL : imports_lists_import(&k->lists);

	if (k->screen.app->taking.job.state == JOB_RUNNING)
		return "One at a time: S stops what is under way.";
	if (!l)
		return "There is no import to take back.";
	if (strcmp(l->state, "withdrawn") == 0)
		return "Taken back already. Its files, then those after them, taken in again undo it.";
	return NULL;
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
	if (act == ACT_OPEN && !k->shows_feeds && !imports_lists_import(&k->lists))
		return "There is no import to read.";
	if (act == ACT_OPEN && k->shows_feeds && (!list_selected(&k->lists.feeds, &row) || !k->lists.feed[row].import))
		return "No file of theirs has come up to today.";
	return k->is_in_page ? page_why_not(&k->part.page, act) : NULL;
}

static struct list *imports_list_of(struct screen *s)
{
	struct imports_screen *k = self(s);

	return k->is_in_page ? NULL : k->shows_feeds ? &k->lists.feeds : &k->lists.imports;
}

static void imports_moved(struct screen *s)
{
	if (!s->app->is_held || !self(s)->part.shown.import)
		imports_part_show(&self(s)->part, imports_lists_import(&self(s)->lists));
}

static bool imports_level_up(struct screen *s)
{
	bool was_in = self(s)->is_in_page;

	self(s)->is_in_page = false;
	return was_in;
}

const struct screen_class SCREEN_IMPORTS = {
	.name = "Imports", .needs = MAY_FEEDS, .number = 6, .size = sizeof(struct imports_screen),
	.start = imports_start, .read = imports_read, .stop = imports_stop, .draw = imports_draw,
	.verbs = imports_verbs, .act = imports_act, .why_not = imports_why_not,
	.list = imports_list_of, .moved = imports_moved, .level_up = imports_level_up,
};
