#include "ingest/profile_look.h"

#include "ingest/profile_guess.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "text.h"

enum { SNIFFED_ROWS = 200, HEADER_WITHIN = 60 };

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

/* Values ----------------------------------------------------------------------------- */

static bool is_sex(const char *folded)
{
	static const char *const WORDS[] = { "m", "f", "male", "female", "man", "woman", "other", "unknown", "u",
		"x", "non binary", "not known", "not stated", "1", "2", "0", "9", "transgender" };

	for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++)
		if (strcmp(WORDS[i], folded) == 0)
			return true;
	return false;
}

static bool is_email(const char *text)
{
	const char *at = strchr(text, '@');

	return at && at > text && strchr(at, '.') && !strchr(text, ' ');
}

static bool is_phone(const char *text)
{
	char folded[24];

	return text[strspn(text, "0123456789 +()-./")] == 0 && phone_fold(text, folded, sizeof folded) &&
		folded[0] == '0' && strlen(folded) >= 10;
}

/* Nine to fifteen digits however they are parted, as a phone's may be. */
static bool is_digits(const char *text)
{
	size_t n = 0;

	if (text[strspn(text, "0123456789 +()-./")])
		return number_is_shortened(text);
	for (; *text; text++)
		n += isdigit((unsigned char)*text) != 0;
	return n >= 9 && n <= 15;
}

/* Two or three words of letters. */
static bool is_name(const char *text, bool *has_comma)
{
	int words = 0;
	bool inside = false;

	*has_comma = false;
	for (; *text; text++) {
		bool letter = isalpha((unsigned char)*text) || (unsigned char)*text >= 0x80 ||
			strchr("'-.()&", *text) != NULL;

		if (*text == ',')
			*has_comma = true;
		else if (*text != ' ' && !letter)
			return false;
		words += letter && !inside;
		inside = letter;
	}
	return words >= 2 && words <= 5;
}

static bool is_time(const char *text)
{
	size_t n = strspn(text, "0123456789");

	return n >= 1 && n <= 2 && text[n] == ':' && isdigit((unsigned char)text[n + 1]) && strlen(text) <= 11;
}

/* `########`, `#REF!`: what was there is lost. */
static bool is_sheet_error(const char *text)
{
	static const char *const ERRORS[] = { "#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!" };

	for (size_t i = 0; i < sizeof ERRORS / sizeof *ERRORS; i++)
		if (strcmp(text, ERRORS[i]) == 0)
			return true;
	return strlen(text) > 2 && text[strspn(text, "#")] == 0;
}

static void kinds_count(struct look_column *c, const char *text)
{
	static const struct { enum look_kind kind; unsigned forms; } DATES[] = { { LK_DMY, DATES_DMY },
		{ LK_MDY, DATES_MDY }, { LK_YMD, DATES_YMD } };
	char out[32], folded[128], nhs[11];
	struct address_parts address;
	bool has_comma;
	size_t digits = strspn(text, "0123456789");

	for (size_t i = 0; i < 3; i++)
		c->is[DATES[i].kind] += profile_date(text, DATES[i].forms, CIVIL_NONE, out);
	c->is[LK_EXCEL] += digits == 5 && (!text[5] || text[5] == '.') && profile_date(text, DATES_EXCEL, CIVIL_NONE, out);
	c->is[LK_TIME] += is_time(text);
	c->is[LK_NHS] += nhs_number_valid(text, nhs);
	profile_address(text, &address);
	c->is[LK_POSTCODE] += *address.postcode && !*address.address;
	c->is[LK_HOLDS_POSTCODE] += *address.postcode && *address.address;
	c->is[LK_PHONE] += is_phone(text);
	c->is[LK_DIGITS] += !is_phone(text) && is_digits(text);
	c->is[LK_EMAIL] += is_email(text);
	text_fold(text, folded, sizeof folded);
	c->is[LK_SEX] += is_sex(folded);
	if (is_name(text, &has_comma))
		c->is[has_comma ? LK_COMMA_NAME : LK_NAME]++;
	c->is[LK_NUMBER] += text[strspn(text, "0123456789.,-")] == 0;
}

/* Data --------------------------------------------------------------------------------- */

struct looking {
	struct look *look;
	struct arena *arena, *scratch; /* what is kept; of one row */
	struct batch batch;            /* cleans texts */
	const char *label;
	int rows;           /* before the header */
	int64_t header_at;  /* the line that is likeliest to be it; 0: the first that may be */
	int header_knows;   /* how many of its cells are usual names */
	size_t width;       /* commonest */
};

static const char *cell(struct looking *g, const struct csv_row *row, size_t i)
{
	return i < row->n ? batch_text_in(&g->batch, g->arena, row->field[i], row->length[i]) : NULL;
}

/* As wide as the data, filled for the most part, and no values. */
static bool is_header(struct looking *g, const struct csv_row *row)
{
	size_t filled = 0;
	char out[32], nhs[11], postcode[9];

	for (size_t i = 0; i < row->n; i++) {
		const char *text = cell(g, row, i);

		if (!text)
			continue;
		filled++;
		if (strlen(text) > 100 || profile_date(text, DATES_DMY, CIVIL_NONE, out) ||
			nhs_number_valid(text, nhs) || postcode_fold(text, postcode) || is_email(text) ||
			text[strspn(text, "0123456789.,-")] == 0)
			return false;
	}
	return filled >= 2 && filled * 2 >= g->width;
}

static enum status header_keep(struct looking *g, const struct csv_row *row, struct err *e)
{
	struct look *l = g->look;

	l->header_line = row->line;
	l->n = row->n < LOOK_COLUMNS ? row->n : LOOK_COLUMNS;
	l->column = arena_alloc(g->arena, l->n * sizeof *l->column);
	if (!l->column)
		return err_nomem(e);
	for (size_t i = 0; i < l->n; i++) {
		struct look_column *c = &l->column[i];
		const char *name = cell(g, row, i);
		char folded[256];

		text_fold(name ? name : "", folded, sizeof folded);
		c->name = name ? name : "";
		c->folded = arena_dup(g->arena, folded);
		c->place = (int)i;
		c->is_unique = true;
		if (!c->folded)
			return err_nomem(e);
	}
	return ST_OK;
}

static bool is_header_again(struct looking *g, const struct csv_row *row)
{
	size_t same = 0, named = 0;

	for (size_t i = 0; i < g->look->n; i++) {
		const char *text = cell(g, row, i);

		named += *g->look->column[i].name != 0;
		same += text && strcmp(text, g->look->column[i].name) == 0;
	}
	return named && same == named;
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
	return st == ST_STOPPED ? ST_OK : st;
}

static enum status row_look(void *arg, const struct csv_row *row, struct err *e)
{
	struct looking *g = arg;
	struct look *l = g->look;
	struct arena *kept = g->arena;

	if (!l->header_line) {
		if (g->header_at ? row->line == g->header_at : is_header(g, row))
			return header_keep(g, row, e);
		return ++g->rows < HEADER_WITHIN ? ST_OK : err_set(e, ST_STOPPED, "no header");
	}
	if (is_header_again(g, row)) {
		l->headers++;
		return ST_OK;
	}
	if (total_take(g, row))
		return ST_OK;
	arena_reset(g->scratch);
	for (size_t i = 0; i < l->n; i++) {
		const char *text;

		g->arena = g->scratch;
		text = cell(g, row, i);
		g->arena = kept;
		if (!text || is_sheet_error(text))
			continue;
		l->column[i].filled++;
		kinds_count(&l->column[i], text);
		if (!value_count(g, &l->column[i], text))
			g->batch.no_memory = true;
	}
	if (g->batch.no_memory)
		return err_nomem(e);
	return ++l->rows < LOOK_ROWS ? ST_OK : err_set(e, ST_STOPPED, "enough");
}

enum status look_at(struct look *l, const char *path, struct arena *a, struct err *e)
{
	const char *slash = strrchr(path, '/');
	struct looking g = { .look = l, .arena = a, .label = slash && slash[1] ? slash + 1 : path };
	struct sniff s = { .rows = 0 };
	struct csv_form form = { .delimiter = ',' };
	enum status st;

	*l = (struct look){ .delimiter = ',' };
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
	if (!l->header_line)
		return err_set(e, ST_FORMAT, "%s has no row that looks like the names of its columns", g.label);
	return ST_OK;
}
