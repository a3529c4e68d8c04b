#include "ingest/profile/look.h"

#include "ingest/profile/guess.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "text.h"

enum { SNIFFED_ROWS = 200, HEADER_WITHIN = 60, REGISTER_GAP = 35 };

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

/* Of the rows below the header: how wide they are. */
struct shape { int64_t rows, width[LOOK_COLUMNS + 1]; };

struct looking {
	struct look *look;
	struct arena *arena, *scratch; /* what is kept; of one row */
	struct batch batch;            /* cleans texts */
	const char *label;
	int rows;           /* before the header */
	int64_t header_at;  /* the line that is likeliest to be it; 0: the first that may be */
	int header_knows;   /* how many of its cells are usual names */
	int values_before;  /* rows of values before the first that may be it */
	bool has_header;    /* one that may be it was seen */
	bool is_bare;       /* no row is it: columns are known by their places */
	bool is_first;      /* what comes stands right below the header */
	size_t width;       /* commonest */
	struct shape below;
	const char *above[LOOK_COLUMNS]; /* the row before, of which one may group the columns */
	bool is_enough;     /* rows were looked at: of what comes only totals are told */
	bool is_other;      /* what comes is another table's */
	struct look_value alone; /* of the row before, where it has one cell alone: its text and line … */
	int alone_place;
};

/* `########`, `#REF!`: what was there is lost. */
static bool is_sheet_error(const char *text)
{
	static const char *const ERRORS[] = { "#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!" };

	for (size_t i = 0; i < sizeof ERRORS / sizeof *ERRORS; i++)
		if (strcmp(text, ERRORS[i]) == 0)
			return true;
	return strlen(text) > 2 && text[strspn(text, "#")] == 0;
}

static const char *cell(struct looking *g, const struct csv_row *row, size_t i)
{
	const char *text = i < row->n ? batch_text_in(&g->batch, g->arena, row->field[i], row->length[i]) : NULL;

	return text ? profile_cell(text) : NULL;
}

/* "Date 1" is the first of several, and no day. */
static bool is_numbered_date(const char *text)
{
	if (strncasecmp(text, "date", 4) != 0)
		return false;
	text += 4 + strspn(text + 4, " ");
	return *text && strspn(text, "0123456789") == strlen(text) && strlen(text) <= 2;
}

/* The days that a row of names has: each within five weeks of the one before, and all in one direction of time.
 * False: it is no register. */
static bool days_read(struct looking *g, const struct csv_row *row, struct look *out)
{
	const struct day_hint any = {.year = 2025, .month = 1};
	int32_t last = CIVIL_NONE, way = 0;
	size_t days = 0, known = 0, numbers = 0;
	struct civil when;
	char day[11];

	for (size_t i = 0; i < row->n; i++) {
		const char *text = cell(g, row, i);
		enum day_name is = text ? profile_day(text, DATES_DMY | DATES_EXCEL, &any, CIVIL_NONE, last, day) : DAY_NONE;

		if (is == DAY_NONE || is_numbered_date(text)) {
			known += text && guess_is_header(text);
			continue;
		}
		if (is == DAY_YES && civil_parse(day, &when)) {
			int32_t step = last == CIVIL_NONE ? 0 : when.day - last;

			if (abs(step) > REGISTER_GAP || (step < 0 && way > 0) || (step > 0 && way < 0))
				return false;
			way = step ? step : way;
			last = when.day;
		}
		numbers += text[strspn(text, "0123456789")] == 0 && strlen(text) < 3;
		days++;
		if (out && i < out->n)
			out->column[i].is_day = true;
	}
	/* Numbers alone are days beneath the name of a month, else sessions that are counted; two
	 * dates beside one word may be a row of values. */
	return known > 0 && days >= 2 && (days > 2 || known > 1) && (!numbers || (numbers == days && days >= 3));
}

/* As wide as the data, filled for the most part, and no values. */
static bool is_header(struct looking *g, const struct csv_row *row)
{
	size_t filled = 0;
	char out[32], nhs[11], postcode[9];

	if (days_read(g, row, NULL))
		return true;

	for (size_t i = 0; i < row->n; i++) {
		const char *text = cell(g, row, i);

		if (!text)
			continue;
		filled++;
		if (strlen(text) > 100 || profile_date(text, DATES_DMY, CIVIL_NONE, out) ||
			nhs_number_valid(text, nhs) || postcode_fold(text, postcode) || look_is_email(text) ||
			text[strspn(text, "0123456789.,-")] == 0)
			return false;
	}
	return filled >= 2 && filled * 2 >= g->width;
}

static enum status columns_make(struct looking *g, const struct csv_row *row, struct err *e)
{
	struct look *l = g->look;

	l->column = arena_alloc(g->arena, l->n * sizeof *l->column);
	if (!l->column)
		return err_nomem(e);
	for (size_t i = 0; i < l->n; i++) {
		struct look_column *c = &l->column[i];
		const char *name = i < row->n ? cell(g, row, i) : NULL;
		char folded[256];

		text_fold(name ? name : "", folded, sizeof folded);
		c->name = name ? name : "";
		c->group = c->beneath = "";
		c->folded = arena_dup(g->arena, folded);
		c->place = (int)i;
		c->is_unique = true;
		if (!c->folded)
			return err_nomem(e);
	}
	return ST_OK;
}

/* Dates, NHS numbers, postcodes, e-mail: no names of columns. */
static bool has_values(struct looking *g, const struct csv_row *row)
{
	char out[32], nhs[11], postcode[9];

	for (size_t i = 0; i < row->n; i++) {
		const char *text = cell(g, row, i);

		if (text && (profile_date(text, DATES_DMY, CIVIL_NONE, out) || nhs_number_valid(text, nhs) ||
				    postcode_fold(text, postcode) || look_is_email(text)))
			return true;
	}
	return false;
}

/* Of a row above the header: a title has one cell. */
static bool above_keep(struct looking *g, const struct csv_row *row)
{
	size_t filled = 0;

	for (size_t i = 0; i < LOOK_COLUMNS; i++) {
		const char *text = cell(g, row, i);

		g->above[i] = text && strlen(text) <= 40 ? text : NULL;
		filled += text != NULL;
	}
	if (filled < 2 || has_values(g, row))
		memset(g->above, 0, sizeof g->above);
	return !g->batch.no_memory;
}

/* Each of the row above stands for the columns from its own to the next: only of such that part their columns,
 * as of "Referral" over "Date" and "Type". */
static void groups_keep(struct looking *g)
{
	struct look *l = g->look;
	const char *group = "";
	size_t named = 0, alone = 0;

	for (size_t i = 0; i < l->n; i++) {
		named += *l->column[i].name != 0;
		alone += *l->column[i].name && g->above[i] != NULL;
	}
	if (alone * 3 > named * 2)
		return;
	for (size_t i = 0; i < l->n; i++) {
		group = g->above[i] ? g->above[i] : group;
		l->column[i].group = group;
	}
}

/* Cells merged sideways in the header, named again in the row below it: "Date" and "Source" beneath "Referral". */
static bool is_beneath(struct looking *g, const struct csv_row *row)
{
	const struct look *l = g->look;
	size_t filled = 0, usual = 0, merged = 0;

	if (!l->header_line || l->is_register || !l->n || cell(g, row, 0))
		return false;
	for (size_t i = 1; i < row->n; i++) {
		const char *text = cell(g, row, i);

		if (!text)
			continue;
		if (i >= l->n || strlen(text) > 40 || strpbrk(text, "0123456789"))
			return false;
		filled++;
		usual += guess_is_header(text);
		merged += !*l->column[i].name;
	}
	return merged > 0 && filled >= 2 && usual * 2 >= filled;
}

static bool beneath_take(struct looking *g, const struct csv_row *row)
{
	struct look *l = g->look;
	const char *group = "";
	char folded[256];

	if (!is_beneath(g, row))
		return false;
	for (size_t i = 0; i < l->n; i++) {
		const char *text = cell(g, row, i);

		group = *l->column[i].name ? l->column[i].name : group;
		if (!text)
			continue;
		l->column[i].group = group;
		l->column[i].beneath = text;
		if (l->total_n)
			continue;
		text_fold(text, folded, sizeof folded);
		l->total_place[0] = (int)i;
		l->total_whole[0] = true;
		l->total[l->total_n++] = (struct look_value){ arena_dup(g->arena, folded), row->line };
		g->batch.no_memory |= !l->total[0].text;
	}
	return true;
}

static enum status header_keep(struct looking *g, const struct csv_row *row, struct err *e)
{
	struct look *l = g->look;
	enum status st;

	l->header_line = row->line;
	l->n = row->n < LOOK_COLUMNS ? row->n : LOOK_COLUMNS;
	st = columns_make(g, row, e);
	if (st != ST_OK)
		return st;
	groups_keep(g);
	g->is_first = true;
	l->is_register = days_read(g, row, l);
	for (size_t i = 0; i < l->n; i++)
		l->column[i].is_day &= l->is_register;
	return ST_OK;
}

/* A table that begins with its first row. */
static enum status bare_keep(struct looking *g, struct err *e)
{
	const struct csv_row none = { .n = 0 };
	enum status st;

	g->look->n = g->width;
	st = columns_make(g, &none, e);
	g->look->is_bare = true;
	return st;
}

static bool is_header_again(struct looking *g, const struct csv_row *row)
{
	size_t same = 0, named = 0;

	for (size_t i = 0; i < g->look->n; i++) {
		const char *text = cell(g, row, i);

		named += *g->look->column[i].name != 0;
		same += text && strcmp(text, g->look->column[i].name) == 0;
	}
	return g->look->header_line && named && same == named;
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

/* Lines above the header, or one that groups its columns, may look like a header too. */
static enum status row_compare(void *arg, const struct csv_row *row, struct err *e)
{
	struct looking *g = arg;
	bool may_be = is_header(g, row);
	int knows = 0;

	arena_reset(g->scratch);
	g->has_header |= may_be;
	g->values_before += !g->has_header && row->n == g->width && has_values(g, row);
	for (size_t i = 0; may_be && i < row->n; i++) {
		const char *text = cell(g, row, i);
		bool is_again = false;

		for (size_t k = 0; text && k < i && !is_again; k++)
			is_again = row->length[k] == row->length[i] && memcmp(row->field[k], row->field[i], row->length[i]) == 0;
		knows += text && !is_again && guess_is_header(text);
	}
	if (knows > g->header_knows) {
		g->header_knows = knows;
		g->header_at = row->line;
	}
	return ++g->rows < HEADER_WITHIN ? ST_OK : err_set(e, ST_STOPPED, "enough");
}

/* Two usual names at least: fewer tell nothing. */
static enum status header_choose(struct looking *g, const char *path, const struct csv_form *form, struct err *e)
{
	struct arena *kept = g->arena;
	enum status st;

	g->arena = g->scratch;
	st = csv_read_form(path, g->label, form, row_compare, g, &g->look->seen, e);
	g->arena = kept;
	g->rows = 0;
	if (g->header_knows < 2)
		g->header_at = 0;
	g->is_bare = !g->header_at && g->values_before > 0 && g->width >= 3;
	return st == ST_STOPPED ? ST_OK : st;
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

/* The header, or what stands above it. */
static enum status above_look(struct looking *g, const struct csv_row *row, struct err *e)
{
	if (g->header_at ? row->line == g->header_at : is_header(g, row))
		return header_keep(g, row, e);
	for (size_t i = 0; i < row->n; i++)
		if (row->length[i] < 200)
			day_hint_take(&g->look->hint, row->field[i]);
	if (!above_keep(g, row))
		return err_nomem(e);
	return ++g->rows < HEADER_WITHIN ? ST_OK : err_set(e, ST_STOPPED, "no header");
}

/* A row of the table; not a second header, one of another table beneath, or a total, which are kept as such. */
static bool is_of_table(struct looking *g, const struct csv_row *row)
{
	if (g->is_first) {
		g->is_first = false;
		if (beneath_take(g, row))
			return false;
	}
	if (is_header_again(g, row)) {
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
	text = cell(g, row, i);
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
	enum status st = g->is_bare && !l->is_bare ? bare_keep(g, e) : ST_OK;

	if (st != ST_OK)
		return st;
	if (!l->header_line && !l->is_bare)
		return above_look(g, row, e);
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
	st = g.scratch ? header_choose(&g, path, &form, e) : err_nomem(e);
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
