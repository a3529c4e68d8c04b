#include "ingest/profile/looking.h"

#include <stdlib.h>
#include <string.h>

#include "ingest/profile/guess.h"
#include "text.h"

enum { SNIFFED_ROWS = 200 };

/* Delimiter ------------------------------------------------------------------------ */

struct sniff { int rows, width[LOOK_COLUMNS + 1]; };

static enum status row_sniff(void *arg, const struct csv_row *row, struct err *e)
{
	struct sniff *s = arg;

	s->width[row->n < LOOK_COLUMNS ? row->n : LOOK_COLUMNS]++;
	return ++s->rows < SNIFFED_ROWS ? ST_OK : err_set(e, ST_STOPPED, "seen");
}

/* How well the file parts by this delimiter: rows of the commonest width, wider ones more. */
static enum status sniff_score(const char *path, char delimiter, const char *label, long *score, struct err *e)
{
	const struct csv_form form = { delimiter, ENCODING_AUTO };
	struct sniff s = { .rows = 0 };
	struct text_seen seen;
	enum status st = csv_read_form(path, label, &form, row_sniff, &s, &seen, e);

	*score = 0;
	if (st != ST_OK && st != ST_STOPPED)
		return st;
	for (int w = 2; w <= LOOK_COLUMNS; w++)
		if (s.width[w] * (long)(w + 2) > *score)
			*score = s.width[w] * (long)(w + 2);
	return ST_OK;
}

static enum status delimiter_find(struct look *l, const char *path, const char *label, struct err *e)
{
	static const char TRIED[] = ",;\t|";
	long best = 0, score;
	enum status st = ST_FORMAT, tried;

	for (const char *d = TRIED; *d; d++) {
		tried = sniff_score(path, *d, label, &score, e);
		if (tried != ST_OK && tried != ST_FORMAT)
			return tried;
		if (tried == ST_OK)
			st = ST_OK;
		if (tried == ST_OK && score > best) {
			best = score;
			l->delimiter = *d;
		}
	}
	if (st == ST_OK && !best)
		return err_set(e, ST_FORMAT, "%s is no table: nothing parts its lines into columns", label);
	return st;
}

/* Data --------------------------------------------------------------------------------- */

/* `########`, `#REF!`: what was there is lost. */
static bool is_sheet_error(const char *text)
{
	static const char *const ERRORS[] = { "#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!" };

	for (size_t i = 0; i < sizeof ERRORS / sizeof *ERRORS; i++)
		if (strcmp(text, ERRORS[i]) == 0)
			return true;
	return strlen(text) > 2 && text[strspn(text, "#")] == 0;
}

const char *look_cell(struct looking *g, const struct csv_row *row, size_t i)
{
	const char *text = i < row->n ? batch_text_in(&g->batch, g->arena, row->field[i], row->length[i]) : NULL;

	return text ? profile_cell(text) : NULL;
}

/* "Total", "Printed on …": a row that is nearly empty and says so. */
static bool total_take(struct looking *g, const struct csv_row *row)
{
	/* Beside the first four there may be a sum in every column. */
	static const char *const WORDS[] = { "grand total", "sub total", "subtotal", "total", "count", "printed",
		"report", "end of", "number of", "no of", "page", "records", "rows", "generated", "run on", "run date" };
	enum { SUMS = 4 };
	struct look *l = g->look;
	size_t filled = 0, first = row->n;
	char folded[256];

	for (size_t i = 0; i < row->n; i++) {
		if (row->length[i] && first == row->n)
			first = i;
		filled += row->length[i] > 0;
	}
	if (first == row->n)
		return false;
	text_fold(row->field[first], folded, sizeof folded);
	for (size_t w = 0; w < sizeof WORDS / sizeof *WORDS; w++) {
		if (strncmp(folded, WORDS[w], strlen(WORDS[w])) != 0 || (w >= SUMS && filled * 2 > l->n))
			continue;
		for (size_t i = 0; i < l->total_n; i++)
			if (l->total_place[i] == (int)first && strcmp(l->total[i].text, WORDS[w]) == 0)
				return true;
		if (l->total_n < sizeof l->total / sizeof *l->total) {
			l->total[l->total_n] = (struct look_value){ WORDS[w], row->line };
			l->total_place[l->total_n++] = (int)first;
		}
		return true;
	}
	return false;
}

bool look_is_header(const struct csv_row *row)
{
	size_t filled = 0;

	if (!row->n || !row->length[0])
		return false;
	/* Nearly every row of values has a digit: few come further than this. */
	for (size_t i = 0; i < row->n; i++) {
		if (row->length[i] > 60 || strpbrk(row->field[i], "0123456789"))
			return false;
		filled += row->length[i] > 0;
	}
	if (filled < 3)
		return false;
	for (size_t i = 0; i < row->n; i++)
		if (row->length[i] && !guess_is_header(row->field[i]))
			return false;
	return true;
}

/* What may be the title of another table. */
static void alone_keep(struct looking *g, const struct csv_row *row)
{
	size_t filled = 0;

	for (size_t i = 0; i < row->n; i++) {
		if (!row->length[i])
			continue;
		g->alone_place = (int)i;
		filled++;
	}
	g->alone = (struct look_value){ NULL, row->line };
	if (filled == 1 && row->length[g->alone_place] <= 60 && (size_t)g->alone_place < g->look->n)
		g->alone.text = arena_dup(g->scratch, row->field[g->alone_place]);
}

/* The table ends here; what stood above the other's header was its title. */
static void other_begin(struct looking *g, const struct csv_row *row)
{
	struct look *l = g->look;
	char folded[256];

	g->is_other = true;
	l->other_line = l->other_line ? l->other_line : row->line;
	if (!g->alone.text || l->total_n == sizeof l->total / sizeof *l->total)
		return;
	text_fold(g->alone.text, folded, sizeof folded);
	l->total_place[l->total_n] = g->alone_place;
	l->total_whole[l->total_n] = true;
	l->total[l->total_n] = (struct look_value){ arena_dup(g->arena, folded), g->alone.count };
	g->batch.no_memory |= !l->total[l->total_n++].text;
}

static bool value_count(struct looking *g, struct look_column *c, const char *text)
{
	for (size_t i = 0; i < c->value_n; i++) {
		if (strcmp(c->value[i].text, text) == 0) {
			c->value[i].count++;
			c->is_unique = false;
			return true;
		}
	}
	if (c->value_n == LOOK_DISTINCT) {
		c->has_more = true;
		return true;
	}
	c->value[c->value_n] = (struct look_value){ arena_dup(g->arena, text), 1 };
	return c->value[c->value_n++].text != NULL;
}

static void shape_count(struct shape *s, const struct csv_row *row)
{
	s->rows++;
	s->width[row->n < LOOK_COLUMNS ? row->n : LOOK_COLUMNS]++;
}

/* Rows of a table are alike.  Where they are not it is none, unless a column has a usual name and most rows
 * have several cells: then they were cut at their last value. */
static bool is_prose(const struct looking *g)
{
	const struct shape *s = &g->below;
	int64_t alike = 0;

	for (size_t w = 2; w <= LOOK_COLUMNS; w++)
		alike = s->width[w] > alike ? s->width[w] : alike;
	return (s->rows == 0 || alike * 2 <= s->rows) && (g->header_knows == 0 || s->width[1] * 2 > s->rows);
}

/* A row of the table; not a second header, one of another table beneath, or a total, which are kept as such. */
static bool is_of_table(struct looking *g, const struct csv_row *row)
{
	if (g->is_first) {
		g->is_first = false;
		if (look_beneath_take(g, row))
			return false;
	}
	if (look_is_header_again(g, row)) {
		g->look->headers += !g->is_enough;
		g->is_other = false;
		return false;
	}
	if (g->look->header_line && look_is_header(row))
		other_begin(g, row);
	return !g->is_other && !total_take(g, row);
}

static bool cell_count(struct looking *g, const struct csv_row *row, size_t i)
{
	struct look_column *c = &g->look->column[i];
	struct arena *kept = g->arena;
	const char *text;
	int nothing, nobody;

	g->arena = g->scratch;
	text = look_cell(g, row, i);
	g->arena = kept;
	nothing = text ? look_nothing_find(text) : -1;
	if (nothing >= 0)
		g->look->nothings |= (uint32_t)1 << nothing;
	if (!text || nothing >= 0 || is_sheet_error(text))
		return true;
	nobody = look_nobody_find(text);
	if (nobody >= 0)
		c->nobodies |= (uint32_t)1 << nobody;
	c->filled++;
	look_count(c, text);
	return value_count(g, c, text);
}

static void row_count(struct looking *g, const struct csv_row *row)
{
	shape_count(&g->below, row);
	arena_reset(g->scratch);
	alone_keep(g, row);
	for (size_t i = 0; i < g->look->n; i++)
		if (!cell_count(g, row, i))
			g->batch.no_memory = true;
	g->is_enough = ++g->look->rows >= LOOK_ROWS;
}

static enum status row_look(void *arg, const struct csv_row *row, struct err *e)
{
	struct looking *g = arg;
	const struct look *l = g->look;
	enum status st = g->is_bare && !l->is_bare ? look_bare(g, e) : ST_OK;

	if (st != ST_OK)
		return st;
	if (!l->header_line && !l->is_bare)
		return look_above(g, row, e);
	if (is_of_table(g, row) && !g->is_enough)
		row_count(g, row);
	return g->batch.no_memory ? err_nomem(e) : ST_OK;
}

enum status look_at(struct look *l, const char *path, struct arena *a, struct err *e)
{
	const char *slash = strrchr(path, '/');
	struct looking g = { .look = l, .arena = a, .label = slash && slash[1] ? slash + 1 : path };
	struct sniff s = { .rows = 0 };
	struct csv_form form = { .delimiter = ',' };
	enum status st;

	*l = (struct look){ .delimiter = ',' };
	day_hint_take(&l->hint, g.label);
	g.batch.arena = a;
	st = delimiter_find(l, path, g.label, e);
	if (st != ST_OK)
		return st;
	form.delimiter = l->delimiter;
	(void)csv_read_form(path, g.label, &form, row_sniff, &s, &l->seen, e);
	for (size_t w = 1; w <= LOOK_COLUMNS; w++)
		if (s.width[w] > s.width[g.width])
			g.width = w;
	g.scratch = arena_new();
	st = g.scratch ? look_header_choose(&g, path, &form, e) : err_nomem(e);
	if (st == ST_OK)
		st = csv_read_form(path, g.label, &form, row_look, &g, &l->seen, e);
	arena_free(g.scratch);
	if (st != ST_OK && st != ST_STOPPED)
		return st;
	if (!l->header_line && !l->is_bare)
		return err_set(e, ST_FORMAT, "%s has no row that looks like the names of its columns, nor rows of dates or "
			"numbers that would be a table without them; is the table further down, or in another sheet?", g.label);
	if (!l->is_bare && is_prose(&g))
		return err_set(e, ST_FORMAT, "%s is no table: its rows have no columns one below another, as those of a letter or a log "
			"have none; ask its sender for the table itself", g.label);
	return ST_OK;
}
