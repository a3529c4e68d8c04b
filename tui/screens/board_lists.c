#include "screens/board_lists.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>

#include "screens/kept.h"
#include "screens/show.h"
#include "screens/tags.h"

enum { NARROW = 60, NUMBER = 10, TREND_LEAST = 20 }; /* in fewer rows months are told in words */

static const struct board *board_of_lists(const void *arg)
{
	return ((const struct board_lists *)arg)->app->counting.board;
}

/* To the right of its column, with a blank after it. */
static void number_draw(struct canvas *c, struct area a, const struct column *col, enum look look, const char *text)
{
	int room = col->cells - 1, cells = canvas_measure(c, text);

	if (room < 1)
		return;
	cells = cells > room ? room : cells;
	canvas_text(c, a.y, a.x + col->x + room - cells, cells, look, text);
}

/* Figures ------------------------------------------------------------------- */

static size_t figures_count(const void *arg)
{
	return ((const struct board_lists *)arg)->figure_n;
}

static bool figures_is_heading(const void *arg, size_t row)
{
	return ((const struct board_lists *)arg)->figure[row].is_heading;
}

static int64_t figures_id(const void *arg, size_t row)
{
	return (int64_t)((const struct board_lists *)arg)->figure[row].of + 1;
}

static void figures_text(const void *arg, size_t row, char *out, size_t room)
{
	const struct figure_row *r = &((const struct board_lists *)arg)->figure[row];

	snprintf(out, room, "%s %s %s", BOARD_PARTS[r->part], BOARD_MEANINGS[r->of].label,
		BOARD_MEANINGS[r->of].definition);
}

static const char *of_told(const struct board *b, const struct board_figure *f, struct arena *a)
{
	const struct board_meaning *m = &BOARD_MEANINGS[f->of];
	const char *told = NULL;

	if (!m->of || m->shape == BS_MINUTES || m->shape == BS_MINUTES_SHARE)
		return "";
	if (m->shape == BS_SHARE)
		told = arena_printf(a, "%s of %s %s", board_count_told(b, f->now.num, a), board_count_told(b, f->now.den, a), m->of);
	else
		told = arena_printf(a, "%s %s", board_count_told(b, f->now.den, a), m->of);
	return told ? told : "";
}

enum figure_column { GC_LABEL, GC_NOW, GC_BEFORE, GC_OF, GC_COUNT };

static void figure_columns(struct column col[static GC_COUNT], int cols)
{
	bool is_narrow = cols < NARROW;

	col[GC_LABEL] = (struct column){is_narrow ? 12 : 36, is_narrow, 0};
	col[GC_NOW] = (struct column){is_narrow ? NUMBER : NUMBER - 1, 0, 0};
	col[GC_BEFORE] = (struct column){is_narrow ? 0 : NUMBER, 0, 0};
	col[GC_OF] = (struct column){0, is_narrow ? 0 : 1, 0};
	columns_lay(col, GC_COUNT, cols);
}

static void figures_draw(const void *arg, size_t row, struct canvas *c, struct area a)
{
	const struct figure_row *r = &((const struct board_lists *)arg)->figure[row];
	const struct board *b = board_of_lists(arg);
	const struct board_figure *f = board_figure(b, r->of);
	struct arena *texts = arena_new();
	struct column col[GC_COUNT];

	if (r->is_heading)
		canvas_text(c, a.y, a.x - LIST_MARGIN + 1, a.cols, LOOK_HEADING, BOARD_PARTS[r->part]);
	else if (texts) {
		figure_columns(col, a.cols);
		column_text(c, a, &col[GC_LABEL], LOOK_PLAIN, BOARD_MEANINGS[r->of].label);
		number_draw(c, a, &col[GC_NOW], LOOK_STRONG, board_told(b, r->of, &f->now, texts));
		number_draw(c, a, &col[GC_BEFORE], LOOK_PLAIN, f->has_before ? board_told(b, r->of, &f->before, texts) : "");
		if (col[GC_OF].cells)
			column_text(c, a, &col[GC_OF], LOOK_PLAIN, of_told(b, f, texts));
	}
	arena_free(texts);
}

void figures_heading(struct canvas *c, struct area a)
{
	struct area row = {a.y, a.x + LIST_MARGIN, 1, a.cols - LIST_MARGIN};
	struct column col[GC_COUNT];

	figure_columns(col, row.cols);
	number_draw(c, row, &col[GC_NOW], LOOK_HEADING, "now");
	number_draw(c, row, &col[GC_BEFORE], LOOK_HEADING, "before");
	if (col[GC_OF].cells)
		column_text(c, row, &col[GC_OF], LOOK_HEADING, "of");
}

void figures_page(const struct board_lists *l, struct page *page, struct arena *a)
{
	const struct figure_row *r = figures_row(l);
	const struct board *b = board_of_lists(l);
	const struct board_figure *f = r ? board_figure(b, r->of) : NULL;
	const char *now, *of, *before, *months;

	if (!r)
		return;
	now = board_told(b, r->of, &f->now, a);
	of = of_told(b, f, a);
	before = f->has_before ? board_told(b, r->of, &f->before, a) : "";
	page_add(page, LOOK_STRONG, NULL, arena_printf(a, "%s: %s%s%s%s%s%s", board_label(r->of),
		*now ? now : f->now.den ? "not told" : "-", *of ? ", " : "", of, *before ? "; before " : "", before, "."));
	page_add(page, LOOK_PLAIN, NULL, BOARD_MEANINGS[r->of].definition);
	months = l->app->canvas && l->app->canvas->rows < TREND_LEAST ? board_months_told(b, r->of, a) : "";
	if (*months)
		page_add(page, LOOK_PLAIN, NULL, arena_printf(a, "By month: %s.", months));
}

static const struct list_source FIGURES = {
	figures_count, figures_is_heading, figures_id, figures_text, figures_draw};

/* A number as it is told, and its order goes by no more than that: "<8" hides which. */
static void told_cell(struct cell *out, const char *told)
{
	char digits[CELL_ROOM];
	size_t n = 0;

	cell_text(out, told);
	for (const char *at = out->text; *at; at++)
		if (*at != ',')
			digits[n++] = *at;
	digits[n] = '\0';
	if (*digits == '<')
		out->number = 0;
	else if (isdigit((unsigned char)*digits))
		out->number = (int64_t)(strtod(digits, NULL) * 1000);
}

/* Ways ---------------------------------------------------------------------- */

static const struct board_way *way_at(const void *arg, size_t row)
{
	static const struct board_way NONE;
	size_t n;
	const struct board_way *w = board_ways(board_of_lists(arg), &n);

	return row < n ? &w[row] : &NONE; /* a list not yet refreshed */
}

static size_t ways_count(const void *arg)
{
	size_t n = 0;

	if (board_of_lists(arg))
		board_ways(board_of_lists(arg), &n);
	return n;
}

static int64_t ways_id(const void *arg, size_t row)
{
	const struct board_way *w = way_at(arg, row);

	return w->from * INT32_MAX + w->to;
}

static void ways_text(const void *arg, size_t row, char *out, size_t room)
{
	const struct app *app = ((const struct board_lists *)arg)->app;

	*out = '\0';
	tag_agency(app->session, way_at(arg, row)->from, out, room);
	tag_agency(app->session, way_at(arg, row)->to, out, room);
}

static const char *days_told(const struct board *b, enum board_of of, int64_t days, int64_t n, struct arena *a)
{
	return days < 0 ? "" : board_told(b, of, &(struct board_number){days, n, 0}, a);
}

/* The longest wait is one person's: not where small numbers are not told. */
static const char *longest_told(const struct board *b, const struct board_way *w, struct arena *a)
{
	return !w->waiting || board_is_hushed(b) ? "" : days_told(b, BF_REPLY_MOST, w->longest, w->waiting, a);
}

enum way_column { YC_FROM, YC_TO, YC_SENT, YC_HALF, YC_MOST, YC_WAITING, YC_LONGEST, YC_COUNT };

enum { TELLS_NUMBER = COLUMN_RIGHT | COLUMN_DOWN_FIRST };

static const struct list_column WAY_COLUMNS[YC_COUNT] = {
	[YC_FROM] = {"From", NULL, ORDER_TEXT, 0},
	[YC_TO] = {"To", NULL, ORDER_TEXT, 0},
	[YC_SENT] = {"sent", NULL, ORDER_NUMBER, TELLS_NUMBER},
	[YC_HALF] = {"half in", NULL, ORDER_NUMBER, TELLS_NUMBER},
	[YC_MOST] = {"9 of 10", NULL, ORDER_NUMBER, TELLS_NUMBER},
	[YC_WAITING] = {"no reply", "waits", ORDER_NUMBER, TELLS_NUMBER},
	[YC_LONGEST] = {"longest", NULL, ORDER_NUMBER, TELLS_NUMBER},
};

static void way_widths(const void *arg, int cells, struct column *col)
{
	bool is_narrow = cells < NARROW;
	int days = is_narrow ? 0 : 10;

	(void)arg;
	col[YC_FROM] = (struct column){8, 1, 0};
	col[YC_TO] = (struct column){8, 1, 0};
	col[YC_SENT].cells = is_narrow ? 0 : 7;
	col[YC_HALF].cells = col[YC_MOST].cells = col[YC_LONGEST].cells = days;
	col[YC_WAITING].cells = 10;
}

static void way_cell(const void *arg, size_t row, size_t column, struct cell *out)
{
	const struct app *app = ((const struct board_lists *)arg)->app;
	const struct board *b = board_of_lists(arg);
	const struct board_way *w = way_at(arg, row);
	struct arena *texts = arena_new();

	if (!texts)
		return;
	switch ((enum way_column)column) {
	case YC_FROM:    cell_text(out, show_agency(app, w->from)); break;
	case YC_TO:      cell_text(out, show_agency(app, w->to)); break;
	case YC_SENT:    told_cell(out, board_count_told(b, w->sent, texts)); break;
	case YC_HALF:    told_cell(out, days_told(b, BF_REPLY_HALF, w->half, w->answered, texts)); break;
	case YC_MOST:    told_cell(out, days_told(b, BF_REPLY_MOST, w->most, w->answered, texts)); break;
	case YC_WAITING:
		out->look = w->waiting ? LOOK_STRONG : LOOK_PLAIN;
		told_cell(out, board_count_told(b, w->waiting, texts));
		break;
	case YC_LONGEST: told_cell(out, longest_told(b, w, texts)); break;
	case YC_COUNT:   break;
	}
	arena_free(texts);
}

static const struct list_columns WAYS_BY = {
	WAY_COLUMNS, YC_COUNT, .has_heading = true, .widths = way_widths, .cell = way_cell};

static void ways_draw(const void *arg, size_t row, struct canvas *c, struct area a)
{
	list_row_draw(&((const struct board_lists *)arg)->ways, row, c, a);
}

void ways_page(const struct board_lists *l, struct page *page, struct arena *a)
{
	const struct board_way *w = ways_row(l);
	const struct board *b = board_of_lists(l);
	const char *half, *most, *longest;

	if (!w)
		return;
	half = days_told(b, BF_REPLY_HALF, w->half, w->answered, a);
	most = days_told(b, BF_REPLY_MOST, w->most, w->answered, a);
	longest = longest_told(b, w, a);
	page_add(page, LOOK_STRONG, NULL, arena_printf(a, "%s to %s: %s sent in the period, %s answered.",
		show_agency(l->app, w->from), show_agency(l->app, w->to), board_count_told(b, w->sent, a),
		board_count_told(b, w->answered, a)));
	if (*half)
		page_add(page, LOOK_PLAIN, NULL, arena_printf(a,
			"Half of the replies came within %s, nine in ten within %s.", half, most));
	page_add(page, LOOK_PLAIN, NULL, arena_printf(a, "Without reply, of twelve months: %s%s%s.",
		board_count_told(b, w->waiting, a), *longest ? "; the longest waits " : "", longest));
}

static const struct list_source WAYS = {ways_count, NULL, ways_id, ways_text, ways_draw};

/* Feeds --------------------------------------------------------------------- */

static const struct board_feed *feed_at(const void *arg, size_t row)
{
	static const struct board_feed NONE = {.line = {.code = "", .name = "", .told = ""}};
	size_t n;
	const struct board_feed *f = board_feeds(board_of_lists(arg), &n);

	return row < n ? &f[row] : &NONE;
}

static size_t feeds_count(const void *arg)
{
	size_t n = 0;

	if (board_of_lists(arg))
		board_feeds(board_of_lists(arg), &n);
	return n;
}

static int64_t feeds_id(const void *arg, size_t row)
{
	return feed_at(arg, row)->line.agency;
}

static void feeds_text(const void *arg, size_t row, char *out, size_t room)
{
	const struct feed_line *f = &feed_at(arg, row)->line;

	*out = '\0';
	words_tag(out, room, "agency", f->name);
	words_tag(out, room, "agency", f->code);
	words_rest(out, room, "%s %s", FEED_STATE_NAMES[f->state], f->told);
}

static const char *share_told(const struct board *b, enum board_of of, int64_t num, int64_t den, struct arena *a)
{
	return board_told(b, of, &(struct board_number){num, den, 0}, a);
}

static const char *arrives_told(const struct board *b, const struct board_feed *f, struct arena *a)
{
	return days_told(b, BF_ARRIVES, f->arrived ? f->arrives : -1, f->arrived, a);
}

enum feed_column { EC_WHO, EC_RECORDS, EC_NUMBERS, EC_BIRTHS, EC_ARRIVES, EC_JUDGED, EC_TOLD, EC_COUNT };

static const struct list_column FEED_COLUMNS[EC_COUNT] = {
	[EC_WHO] = {"Agency", NULL, ORDER_TEXT, 0},
	[EC_RECORDS] = {"records", NULL, ORDER_NUMBER, TELLS_NUMBER},
	[EC_NUMBERS] = {"NHS no.", NULL, ORDER_NUMBER, COLUMN_RIGHT},
	[EC_BIRTHS] = {"born", NULL, ORDER_NUMBER, COLUMN_RIGHT},
	[EC_ARRIVES] = {"here in", NULL, ORDER_NUMBER, TELLS_NUMBER},
	[EC_JUDGED] = {"no needs", NULL, ORDER_NUMBER, TELLS_NUMBER},
	[EC_TOLD] = {"Files", NULL, ORDER_TEXT, 0},
};

static void feed_widths(const void *arg, int cells, struct column *col)
{
	bool is_narrow = cells < NARROW;

	(void)arg;
	col[EC_WHO].cells = is_narrow ? 12 : 16;
	col[EC_RECORDS].cells = is_narrow ? 0 : NUMBER;
	col[EC_NUMBERS].cells = col[EC_BIRTHS].cells = is_narrow ? 0 : 8;
	col[EC_ARRIVES].cells = is_narrow ? 0 : 9;
	col[EC_JUDGED].cells = is_narrow ? 0 : 10;
	col[EC_TOLD] = (struct column){4, 1, 0};
}

static void files_cell(const struct board_feed *f, struct cell *out)
{
	bool is_urgent = f->line.state == FEED_QUIET || f->line.is_few;

	out->look = is_urgent ? LOOK_URGENT : LOOK_PLAIN;
	snprintf(out->text, sizeof out->text, "%s%s", is_urgent ? "! " : "",
		*f->line.told ? f->line.told : FEED_STATE_NAMES[f->line.state]);
}

static void feed_cell(const void *arg, size_t row, size_t column, struct cell *out)
{
	const struct board *b = board_of_lists(arg);
	const struct board_feed *f = feed_at(arg, row);
	struct arena *texts = arena_new();

	if (!texts)
		return;
	switch ((enum feed_column)column) {
	case EC_WHO:     cell_text(out, f->line.name); break;
	case EC_RECORDS: told_cell(out, board_count_told(b, f->records, texts)); break;
	case EC_NUMBERS: told_cell(out, share_told(b, BF_NUMBERS, f->numbers, f->records, texts)); break;
	case EC_BIRTHS:  told_cell(out, share_told(b, BF_BIRTHS, f->births, f->records, texts)); break;
	case EC_ARRIVES: told_cell(out, arrives_told(b, f, texts)); break;
	case EC_JUDGED:  told_cell(out, share_told(b, BF_CANNOT_JUDGE, f->cannot_judge, f->done, texts)); break;
	case EC_TOLD:    files_cell(f, out); break;
	case EC_COUNT:   break;
	}
	arena_free(texts);
}

static const struct list_columns FEEDS_BY = {
	FEED_COLUMNS, EC_COUNT, .has_heading = true, .widths = feed_widths, .cell = feed_cell};

static void feeds_draw(const void *arg, size_t row, struct canvas *c, struct area a)
{
	list_row_draw(&((const struct board_lists *)arg)->feeds, row, c, a);
}

void feeds_page(const struct board_lists *l, struct page *page, struct arena *a)
{
	const struct board_feed *f = feeds_row(l);
	const struct board *b = board_of_lists(l);
	const char *arrives;

	if (!f)
		return;
	arrives = arrives_told(b, f, a);
	page_add(page, LOOK_STRONG, NULL, arena_printf(a, "%s: %s record%s; %s with an NHS number, %s with a date of birth.",
		f->line.name, board_count_told(b, f->records, a), f->records == 1 ? "" : "s",
		share_told(b, BF_NUMBERS, f->numbers, f->records, a),
		share_told(b, BF_BIRTHS, f->births, f->records, a)));
	page_add(page, LOOK_PLAIN, NULL, arena_printf(a, "Assessments of the period: %s, without needs %s; asked again %s; "
		"asked again elsewhere though it knew %s.", board_count_told(b, f->done, a), board_count_told(b, f->cannot_judge, a),
		board_count_told(b, f->asked, a), board_count_told(b, f->knew, a)));
	page_add(page, LOOK_PLAIN, NULL, *arrives ? arena_printf(a, "Half of what happened was here within %s.", arrives) : NULL);
	page_add(page, LOOK_PLAIN, NULL, f->read ? arena_printf(a, "Of %s rows of its own imports %s were set aside.",
		board_count_told(b, f->read, a), board_count_told(b, f->set_aside, a)) : NULL);
}

static const struct list_source FEEDS = {feeds_count, NULL, feeds_id, feeds_text, feeds_draw};

/* All of them --------------------------------------------------------------- */

void board_lists_init(struct board_lists *l, const struct app *app)
{
	l->app = app;
	list_init(&l->figures, &FIGURES, l);
	list_init(&l->ways, &WAYS, l);
	list_init(&l->feeds, &FEEDS, l);
	kept_begin(app, &l->ways, &WAYS_BY, "board-referrals", true);
	kept_begin(app, &l->feeds, &FEEDS_BY, "board-feeds", true);
}

void board_lists_done(struct board_lists *l)
{
	list_done(&l->figures);
	list_done(&l->ways);
	list_done(&l->feeds);
}

void board_lists_refresh(struct board_lists *l)
{
	int64_t figure = list_id(&l->figures);

	l->figure_n = 0;
	for (int of = 0; of < BF_COUNT; of++) {
		enum board_part part = BOARD_MEANINGS[of].part;

		if (!of || BOARD_MEANINGS[of - 1].part != part)
			l->figure[l->figure_n++] = (struct figure_row){true, part, (enum board_of)of};
		l->figure[l->figure_n++] = (struct figure_row){false, part, (enum board_of)of};
	}
	list_refresh(&l->figures, figure);
	list_refresh(&l->ways, 0);
	list_refresh(&l->feeds, 0);
}

const struct figure_row *figures_row(const struct board_lists *l)
{
	size_t row;

	return list_selected(&l->figures, &row) ? &l->figure[row] : NULL;
}

const struct board_way *ways_row(const struct board_lists *l)
{
	size_t row;

	return list_selected(&l->ways, &row) ? way_at(l, row) : NULL;
}

const struct board_feed *feeds_row(const struct board_lists *l)
{
	size_t row;

	return list_selected(&l->feeds, &row) ? feed_at(l, row) : NULL;
}
