#include "screens/imports_lists.h"

#include <stdio.h>
#include <string.h>

#include "screens/kept.h"
#include "screens/show.h"
#include "text.h"

enum { NUMBER_CELLS = 9, STATE_CELLS = 12, ROWS_CELLS = 12, NAME_MOST = 24 };

/* The list of imports ------------------------------------------------------- */

static size_t imports_count(const void *arg)
{
	return ((const struct imports_lists *)arg)->import_n;
}

static int64_t imports_id(const void *arg, size_t row)
{
	return ((const struct imports_lists *)arg)->import[row].import;
}

static void imports_text(const void *arg, size_t row, char *out, size_t room)
{
	const struct imports_lists *k = arg;
	const struct import_line *l = &k->import[row];

	*out = '\0';
	words_tag(out, room, "agency", k->agencies[row]);
	words_tag(out, room, "agency", l->agency);
	words_tag(out, room, "day", l->at);
	words_rest(out, room, "%s %s %s %s", l->at, l->format ? l->format : "", l->worker ? l->worker : "", l->state);
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
	const struct imports_lists *k = arg;
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

/* Nothing where it is not told. */
static void number_cell(struct cell *out, int64_t n)
{
	if (n >= 0)
		cell_number(out, n);
}

static void import_cell(const void *arg, size_t row, size_t column, struct cell *out)
{
	const struct imports_lists *k = arg;
	const struct import_line *l = &k->import[row];
	char when[24];

	switch (column) {
	case IC_WHEN:
		when_told(k->app, l, true, when);
		cell_text(out, when);
		out->number = l->import;
		break;
	case IC_WHO:     cell_text(out, k->agencies[row]); break;
	case IC_NEW:     number_cell(out, l->fresh); break;
	case IC_CHANGED: number_cell(out, l->changed); break;
	case IC_ASIDE:
		if (l->rejected < 0)
			break;
		out->look = l->rejected ? LOOK_URGENT : LOOK_PLAIN;
		out->number = l->rejected;
		snprintf(out->text, sizeof out->text, l->rejected ? "! %lld" : "%lld", (long long)l->rejected);
		break;
	case IC_STATE:  cell_text(out, strcmp(l->state, "applied") == 0 ? "" : l->state); break;
	case IC_READ:   number_cell(out, l->read); break;
	case IC_FORMAT: cell_text(out, l->format); break;
	case IC_BY:     cell_text(out, l->worker); break;
	}
}

static const struct list_columns IMPORT_COLUMNS = {
	IMPORT_COLUMN, IC_COUNT, .has_heading = true, .widths = import_widths, .cell = import_cell};

static void imports_draw_row(const void *arg, size_t row, struct canvas *c, struct area a)
{
	const struct imports_lists *k = arg;
	struct column col[COLUMNS_MOST];
	char when[24];

	columns_of_line(&IMPORT_COLUMNS, &k->imports.order, k, a.cols, col);
	for (size_t i = 0; i < IC_COUNT; i++)
		column_cell_draw(&IMPORT_COLUMNS, i, &col[i], k, row, c, a);
	if (a.cols >= 60 || !col[IC_WHEN].cells)
		return;
	when_told(k->app, &k->import[row], false, when); /* no room for the time of day */
	column_text(c, a, &col[IC_WHEN], LOOK_PLAIN, when);
}

static const struct list_source IMPORTS = {
	imports_count, NULL, imports_id, imports_text, imports_draw_row};

/* The list of feeds --------------------------------------------------------- */

static size_t feeds_count(const void *arg)
{
	return ((const struct imports_lists *)arg)->feed_n;
}

static int64_t feeds_id(const void *arg, size_t row)
{
	return ((const struct imports_lists *)arg)->feed[row].agency;
}

static void feeds_text(const void *arg, size_t row, char *out, size_t room)
{
	const struct feed_line *f = &((const struct imports_lists *)arg)->feed[row];

	*out = '\0';
	words_tag(out, room, "agency", f->name);
	words_tag(out, room, "agency", f->code);
	words_rest(out, room, "%s %s", FEED_STATE_NAMES[f->state], f->told);
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

	col[FC_WHO].cells = is_narrow ? 12 : ((const struct imports_lists *)arg)->name_cells;
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
	const struct imports_lists *k = arg;
	const struct feed_line *f = &k->feed[row];

	switch (column) {
	case FC_WHO:      cell_text(out, f->name); break;
	case FC_RECEIVED: show_day_cell(k->app, f->received, out); break;
	case FC_ROWS:
		if (f->rows >= 0)
			cell_number(out, f->rows);
		break;
	case FC_HAPPENED: show_day_cell(k->app, f->happened, out); break;
	case FC_TOLD:     told_cell(f, out); break;
	}
}

static const struct list_columns FEED_COLUMNS = {
	FEED_COLUMN, FC_COUNT, .has_heading = true, .widths = feed_widths, .cell = feed_cell};

/* A narrow line says when the last file came where nothing else is to be said. */
static void feeds_draw_row(const void *arg, size_t row, struct canvas *c, struct area a)
{
	const struct imports_lists *k = arg;
	const struct feed_line *f = &k->feed[row];
	struct column col[COLUMNS_MOST];
	char day[12];

	columns_of_line(&FEED_COLUMNS, &k->feeds.order, k, a.cols, col);
	for (size_t i = 0; i < FC_COUNT; i++)
		column_cell_draw(&FEED_COLUMNS, i, &col[i], k, row, c, a);
	if (a.cols >= 70 || !col[FC_TOLD].cells || *f->told || f->received == CIVIL_NONE)
		return;
	show_day(k->app, f->received, day);
	canvas_textf(c, a.y, a.x + col[FC_TOLD].x, col[FC_TOLD].cells - 1, LOOK_PLAIN, "file came %s", day);
}

static const struct list_source FEEDS = {feeds_count, NULL, feeds_id, feeds_text, feeds_draw_row};

/* Both ----------------------------------------------------------------------- */

void imports_lists_init(struct imports_lists *k, const struct app *app)
{
	k->app = app;
	list_init(&k->imports, &IMPORTS, k);
	list_init(&k->feeds, &FEEDS, k);
	kept_begin(app, &k->imports, &IMPORT_COLUMNS, "imports", true);
	kept_begin(app, &k->feeds, &FEED_COLUMNS, "feeds", true);
}

void imports_lists_done(struct imports_lists *k)
{
	list_done(&k->imports);
	list_done(&k->feeds);
}

/* "Council, GP +3"; codes of a `;` list as they are called; of none what it was that came. */
static const char *called(const struct app *app, const char *codes, const char *format, struct arena *a)
{
	const char *told = "";
	size_t more = 0;

	for (int i = 0; codes && *codes; i++) {
		size_t length = strcspn(codes, ";");
		const char *code = arena_printf(a, "%.*s", (int)length, codes);

		if (i < 3)
			told = arena_printf(a, "%s%s%s", told ? told : "", i ? ", " : "",
				code ? agency_called_by_code(app->session, code) : "");
		more += i >= 3;
		codes += length + (codes[length] == ';');
	}
	if (more)
		told = arena_printf(a, "%s +%zu", told ? told : "", more);
	if (told && *told)
		return told;
	return format && strcmp(format, "openreferral") == 0 ? "(services of the community)" : "(names of agencies)";
}

static enum status lines_make(struct imports_lists *k, struct arena *a, struct err *e)
{
	k->agencies = arena_alloc(a, (k->import_n + 1) * sizeof *k->agencies);
	if (!k->agencies)
		return err_nomem(e);
	k->when_cells = 11;
	for (size_t i = 0; i < k->import_n; i++) {
		char when[24];

		when_told(k->app, &k->import[i], true, when);
		k->agencies[i] = called(k->app, k->import[i].agency, k->import[i].format, a);
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

enum status imports_lists_read(struct imports_lists *k, bool is_first, struct arena *a, struct err *e)
{
	struct imports_lists next = *k;
	int64_t import = list_id(&k->imports), feed = list_id(&k->feeds);
	enum status st = imports_list(k->app->session, is_first, a, &next.import, &next.import_n, e);

	if (st == ST_OK)
		st = feeds_list(k->app->session, is_first, a, &next.feed, &next.feed_n, e);
	if (st == ST_OK)
		st = lines_make(&next, a, e);
	if (st != ST_OK)
		return st;
	/* The newest is gone to as it comes, by those who were on the newest. */
	if (k->import_n && import == k->import[0].import && next.import_n && !list_is_ordered(&k->imports))
		import = next.import[0].import;
	*k = next;
	list_refresh(&k->imports, import);
	list_refresh(&k->feeds, feed);
	return ST_OK;
}

const struct import_line *imports_lists_import(const struct imports_lists *k)
{
	size_t row;

	return list_selected(&k->imports, &row) ? &k->import[row] : NULL;
}
