#include "screens/board_matrix.h"

#include <stdio.h>
#include <stdlib.h>

#include "screens/show.h"
#include "text.h"

enum { LABEL_MOST = 16, LABEL_LEAST = 9, CELL_MOST = 11, CELL_LEAST = 7 };

static const enum board_of FIGURE[MATRIX_COUNT] = {
	[MATRIX_AGAIN] = BF_AGAIN, [MATRIX_SENT] = BF_SENT, [MATRIX_WAITING] = BF_WAITING,
};

/* Filling ------------------------------------------------------------------- */

struct numbers { struct { int64_t from, to, n; } *v; size_t n; };

static enum status numbers_of(const struct matrix *m, const struct board *b, struct arena *a,
	struct numbers *out, struct err *e)
{
	size_t pair_n, way_n;
	const struct board_pair *p = board_pairs(b, &pair_n);
	const struct board_way *w = board_ways(b, &way_n);

	out->v = arena_alloc(a, (pair_n + way_n + 1) * sizeof *out->v);
	out->n = 0;
	if (!out->v)
		return err_nomem(e);
	for (size_t i = 0; m->of == MATRIX_AGAIN && i < pair_n; i++, out->n++) {
		out->v[out->n].from = p[i].from;
		out->v[out->n].to = p[i].to;
		out->v[out->n].n = p[i].again;
	}
	for (size_t i = 0; m->of != MATRIX_AGAIN && i < way_n; i++, out->n++) {
		out->v[out->n].from = w[i].from;
		out->v[out->n].to = w[i].to;
		out->v[out->n].n = m->of == MATRIX_SENT ? w[i].sent : w[i].waiting;
	}
	return ST_OK;
}

static size_t place_of(const int64_t *agency, size_t n, int64_t of)
{
	size_t i = 0;

	while (i < n && agency[i] != of)
		i++;
	return i;
}

/* In the order of the feeds, those that have a number. */
static size_t agencies_of(const struct board *b, const struct numbers *x, int64_t *agency)
{
	size_t feed_n, n = 0;
	const struct board_feed *f = board_feeds(b, &feed_n);

	for (size_t i = 0; i < feed_n; i++) {
		bool is_used = false;

		for (size_t j = 0; j < x->n; j++)
			is_used = is_used || (x->v[j].n && (x->v[j].from == f[i].line.agency || x->v[j].to == f[i].line.agency));
		if (is_used)
			agency[n++] = f[i].line.agency;
	}
	return n;
}

/* Of one that asked again each finding once, however many knew. */
static int64_t asked_by(const struct board *b, int64_t agency)
{
	size_t n;
	const struct board_feed *f = board_feeds(b, &n);

	for (size_t i = 0; i < n; i++)
		if (f[i].line.agency == agency)
			return f[i].asked;
	return 0;
}

static void cells_sum(const struct matrix *m, const struct board *b, const int64_t *agency, size_t n, int64_t *cell)
{
	for (size_t i = 0; i < n; i++)
		for (size_t j = 0; j < n; j++) {
			cell[i * (n + 1) + n] += cell[i * (n + 1) + j];
			cell[n * (n + 1) + j] += cell[i * (n + 1) + j];
		}
	for (size_t j = 0; m->of == MATRIX_AGAIN && j < n; j++)
		cell[n * (n + 1) + j] = asked_by(b, agency[j]);
	cell[n * (n + 1) + n] = board_figure(b, FIGURE[m->of])->now.num;
}

/* Where there is most: the cursor begins there. */
static void cursor_place(struct matrix *m)
{
	int64_t most = -1;

	for (size_t i = 0; i < m->n; i++)
		for (size_t j = 0; j < m->n; j++)
			if (m->cell[i * (m->n + 1) + j] > most) {
				most = m->cell[i * (m->n + 1) + j];
				m->row = i;
				m->col = j;
			}
}

enum status matrix_fill(struct matrix *m, const struct board *b, struct arena *a, struct err *e)
{
	int64_t was_row = m->row < m->n ? m->agency[m->row] : 0, was_col = m->col < m->n ? m->agency[m->col] : 0;
	struct numbers x = {0};
	size_t feed_n, n = 0;
	int64_t *agency, *cell = NULL;
	enum status st = numbers_of(m, b, a, &x, e);

	board_feeds(b, &feed_n);
	agency = st == ST_OK ? arena_alloc(a, (feed_n + 1) * sizeof *agency) : NULL;
	if (agency) {
		n = agencies_of(b, &x, agency);
		cell = arena_alloc(a, (n + 1) * (n + 1) * sizeof *cell);
	}
	if (!cell)
		return st == ST_OK ? err_nomem(e) : st;
	for (size_t i = 0; i < x.n; i++) {
		size_t row = place_of(agency, n, x.v[i].from), col = place_of(agency, n, x.v[i].to);

		if (row < n && col < n)
			cell[row * (n + 1) + col] += x.v[i].n;
	}
	cells_sum(m, b, agency, n, cell);
	m->agency = agency;
	m->cell = cell;
	m->row = place_of(agency, n, was_row);
	m->col = place_of(agency, n, was_col);
	if (!m->n) {
		m->n = n;
		cursor_place(m);
	}
	m->n = n;
	return ST_OK;
}

/* The cursor ---------------------------------------------------------------- */

const char *matrix_why_not(const struct matrix *m, enum act act)
{
	switch (act) {
	case ACT_DOWN:  return m->row < m->n ? NULL : "This is the last row.";
	case ACT_UP:    return m->row ? NULL : "This is the first row.";
	case ACT_RIGHT: return m->col < m->n ? NULL : "This is the last column.";
	case ACT_LEFT:  return m->col ? NULL : "This is the first column.";
	case ACT_FIRST: return m->row || m->col ? NULL : "This is the first agency.";
	case ACT_LAST:  return m->row < m->n || m->col < m->n ? NULL : "This is all of them together.";
	default:        return NULL;
	}
}

bool matrix_act(struct matrix *m, enum act act)
{
	switch (act) {
	case ACT_DOWN:  m->row += m->row < m->n; return true;
	case ACT_UP:    m->row -= m->row > 0; return true;
	case ACT_RIGHT: m->col += m->col < m->n; return true;
	case ACT_LEFT:  m->col -= m->col > 0; return true;
	case ACT_FIRST: m->row = m->col = 0; return true;
	case ACT_LAST:  m->row = m->col = m->n; return true;
	default:        return false;
	}
}

static int64_t at(const struct matrix *m, size_t row, size_t col)
{
	return m->cell ? m->cell[row * (m->n + 1) + col] : 0;
}

int64_t matrix_number(const struct matrix *m)
{
	return at(m, m->row, m->col);
}

struct board_behind matrix_behind(const struct matrix *m)
{
	return (struct board_behind){.of = FIGURE[m->of], .other = m->row < m->n ? m->agency[m->row] : 0,
		.agency = m->col < m->n ? m->agency[m->col] : 0};
}

static const char *late_told(const struct board *b, const struct board_behind *w, struct arena *a)
{
	size_t n;
	const struct board_pair *p = board_pairs(b, &n);

	for (size_t i = 0; i < n; i++)
		if (p[i].from == w->other && p[i].to == w->agency && p[i].late)
			return arena_printf(a, " Of these, the answer came here only later: %s.",
				board_count_told(b, p[i].late, a));
	return "";
}

const char *matrix_sentence(const struct matrix *m, const struct board *b, struct arena *a)
{
	const struct board_behind w = matrix_behind(m);
	const char *who = w.other ? show_agency(m->app, w.other) : m->of == MATRIX_AGAIN ? "another agency" : "all";
	const char *whom = w.agency ? show_agency(m->app, w.agency) : m->of == MATRIX_AGAIN ? "All together" : "all";
	const char *number = board_count_told(b, matrix_number(m), a);
	const char *text = NULL;

	if (m->row == m->col && m->row < m->n && m->of == MATRIX_AGAIN)
		return "What an agency asks again of itself is not counted here.";
	switch (m->of) {
	case MATRIX_AGAIN:
		text = arena_printf(a, "%s asked again what %s knew: %s.%s", whom, who, number,
			w.other && w.agency ? late_told(b, &w, a) : "");
		break;
	case MATRIX_SENT:
		text = arena_printf(a, "Referrals from %s to %s: %s.", who, whom, number);
		break;
	case MATRIX_WAITING:
		text = arena_printf(a, "Referrals from %s to %s without a reply, of twelve months: %s.", who, whom, number);
		break;
	case MATRIX_COUNT:
		break;
	}
	return text ? text : "";
}

/* Drawing ------------------------------------------------------------------- */

struct measure { int label, cell; size_t rows, cols; }; /* how many fit */

static struct measure measure_of(const struct matrix *m, struct area a)
{
	struct measure x = {.label = LABEL_LEAST};

	for (size_t i = 0; i < m->n; i++) {
		int cells = text_width(show_agency(m->app, m->agency[i])) + 2;

		x.label = cells > x.label ? cells : x.label;
	}
	if (x.label > LABEL_MOST)
		x.label = LABEL_MOST;
	if (x.label > a.cols / 3)
		x.label = a.cols / 3;
	x.cell = (a.cols - x.label) / ((int)m->n + 1);
	x.cell = x.cell > CELL_MOST ? CELL_MOST : x.cell < CELL_LEAST ? CELL_LEAST : x.cell;
	x.cols = (size_t)((a.cols - x.label) / x.cell);
	x.rows = a.rows > 2 ? (size_t)a.rows - 1 : 1;
	return x;
}

/* Moves the window no further than the cursor needs. */
static void follow(size_t *first, size_t cursor, size_t fit, size_t all)
{
	if (cursor < *first)
		*first = cursor;
	if (cursor >= *first + fit)
		*first = cursor - fit + 1;
	if (*first + fit > all)
		*first = all > fit ? all - fit : 0;
}

static void heading_draw(const struct matrix *m, struct canvas *c, struct area a, const struct measure *x)
{
	static const char *const CORNER[MATRIX_COUNT] = {
		[MATRIX_AGAIN] = "knew/asked", [MATRIX_SENT] = "from/to", [MATRIX_WAITING] = "from/to"};

	canvas_text(c, a.y, a.x + 1, x->label - 1, LOOK_HEADING, CORNER[m->of]);
	if (m->left > 0)
		canvas_text(c, a.y, a.x + x->label - 1, 1, LOOK_MARKER, "<");
	for (size_t i = 0; i < x->cols && m->left + i <= m->n; i++) {
		size_t col = m->left + i;
		const char *name = col < m->n ? show_agency(m->app, m->agency[col]) : "All";
		int cells = canvas_measure(c, name), room = x->cell - 1;
		int from = a.x + x->label + (int)i * x->cell + 1;

		cells = cells > room ? room : cells;
		canvas_text(c, a.y, from + room - cells, cells, LOOK_HEADING, name);
	}
	if (m->left + x->cols <= m->n)
		canvas_text(c, a.y, a.x + a.cols - 1, 1, LOOK_MARKER, ">");
}

static void cell_draw(const struct matrix *m, const struct board *b, struct canvas *c, int y, int from,
	const struct measure *x, size_t row, size_t col, struct arena *a)
{
	bool is_cursor = row == m->row && col == m->col, is_all = row == m->n || col == m->n;
	int64_t n = at(m, row, col);
	bool is_self = row == col && row < m->n && !n;
	const char *told = is_self ? "-" : n ? board_count_told(b, n, a) : is_all ? "0" : ".";
	char text[32];

	snprintf(text, sizeof text, "%*s", x->cell - 1, told);
	canvas_text(c, y, from + 1, x->cell - 1, is_all || is_cursor ? LOOK_STRONG : LOOK_PLAIN, text);
	if (!is_cursor)
		return;
	from += x->cell - canvas_measure(c, told) - 1;
	canvas_text(c, y, from, 1, LOOK_MARKER, LOOKS[LOOK_MARKER].mark);
	canvas_focus(c, y, from);
}

void matrix_draw(struct matrix *m, const struct board *b, struct canvas *c, struct area a)
{
	struct measure x = measure_of(m, a);
	struct arena *texts = arena_new();

	if (!m->n) {
		canvas_text(c, a.y, a.x + 2, a.cols - 2, LOOK_PLAIN, m->of == MATRIX_AGAIN
			? "Nobody asked again what another knew." : m->of == MATRIX_SENT
			? "No referral was sent." : "Every referral has its reply.");
		canvas_focus(c, a.y, a.x + 2);
		arena_free(texts);
		return;
	}
	follow(&m->left, m->col, x.cols, m->n + 1);
	follow(&m->top, m->row, x.rows, m->n + 1);
	heading_draw(m, c, a, &x);
	for (size_t i = 0; texts && i < x.rows && m->top + i <= m->n; i++) {
		size_t row = m->top + i;
		int y = a.y + 1 + (int)i;

		canvas_text(c, y, a.x + 1, x.label - 1, row < m->n ? LOOK_PLAIN : LOOK_STRONG,
			row < m->n ? show_agency(m->app, m->agency[row]) : "All");
		for (size_t j = 0; j < x.cols && m->left + j <= m->n; j++)
			cell_draw(m, b, c, y, a.x + x.label + (int)j * x.cell, &x, row, m->left + j, texts);
	}
	arena_free(texts);
}
