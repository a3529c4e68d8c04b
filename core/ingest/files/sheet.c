/* sheet.c - one sheet of a workbook, written as a table. */
#include <stdlib.h>
#include <string.h>

#include "ingest/files/cells.h"
#include "ingest/files/workbook.h"
#include "ingest/files/xml.h"
#include "vec.h"

enum {
	TEXT_MOST = 4 * 32767,        /* bytes that a cell's text may take */
	SHARED_MOST = 256 << 20, ROW_TEXT_MOST = 64 << 20,
	COLUMNS_MOST = 16384, ROWS_MOST = 1048576,
};

#define TOO_MUCH "%s holds more text than can be read of a spreadsheet: save it as CSV and take that in"

struct bytes { VEC(char) of; };

static bool bytes_add(struct bytes *b, const char *text, size_t n)
{
	if (n == 0)
		return true;
	if (!vec_grow((void **)&b->of.v, &b->of.cap, b->of.n + n, 1))
		return false;
	memcpy(b->of.v + b->of.n, text, n);
	b->of.n += n;
	return true;
}

/* Texts that cells share -------------------------------------------------------------- */

struct shared {
	struct bytes text;
	VEC(size_t) end; /* of each, in text */
	int is_within;   /* a text that counts, not how it is read aloud */
	bool is_phonetic, is_too_much, no_memory;
	struct xml *xml;
};

static void shared_begin(void *arg, const char *name, const char **attributes)
{
	struct shared *s = arg;

	(void)attributes;
	if (strcmp(name, "rPh") == 0)
		s->is_phonetic = true;
	else if (strcmp(name, "t") == 0)
		s->is_within = !s->is_phonetic;
}

static void shared_end(void *arg, const char *name)
{
	struct shared *s = arg;

	if (strcmp(name, "rPh") == 0)
		s->is_phonetic = false;
	else if (strcmp(name, "t") == 0)
		s->is_within = false;
	else if (strcmp(name, "si") == 0) {
		s->is_too_much |= s->end.n > SHARED_MOST / sizeof *s->end.v;
		s->no_memory |= !s->is_too_much && !vec_push(&s->end, s->text.of.n);
		s->xml->is_enough |= s->is_too_much || s->no_memory;
	}
}

static void shared_text(void *arg, const char *text, size_t n)
{
	struct shared *s = arg;
	size_t from = s->end.n ? s->end.v[s->end.n - 1] : 0, has = s->text.of.n - from;

	if (!s->is_within || has >= TEXT_MOST)
		return;
	s->is_too_much |= s->text.of.n + n > SHARED_MOST;
	s->no_memory |= !s->is_too_much && !bytes_add(&s->text, text, n);
	s->xml->is_enough = s->is_too_much || s->no_memory;
}

static enum status shared_read(struct shared *s, zip_t *zip, int64_t part, const char *label, struct err *e)
{
	struct xml xml = {.begin = shared_begin, .end = shared_end, .text = shared_text, .arg = s};
	enum status st;

	s->xml = &xml;
	st = part < 0 ? ST_OK : xml_read(zip, part, label, &xml, e);
	s->xml = NULL;
	if (st == ST_OK && s->is_too_much)
		st = err_set(e, ST_FORMAT, TOO_MUCH, label);
	return st == ST_OK && s->no_memory ? err_nomem(e) : st;
}

/* The sheet ----------------------------------------------------------------------------- */

enum cell_type { CT_NUMBER, CT_SHARED, CT_TEXT };
struct cell { size_t column, from, n; };

struct writing {
	const struct sheet *sheet;
	const struct shared *shared;
	const struct cell_styles *styles;
	struct unpacking *to;
	struct xml *xml;
	long row;             /* at which the table is, from 1 */
	VEC(struct cell) cell; /* of the row, with their texts */
	struct bytes text, line;
	size_t column, next;  /* of the cell at hand; behind it */
	enum cell_type type;
	size_t style, from;   /* where its own text begins */
	bool is_table, is_value, is_phonetic, is_too_much, no_memory;
};

/* "C5" → 2; what says nothing goes on from the one before, also where that is empty. */
static size_t column_of(const struct writing *w, const char *at)
{
	size_t column = 0;

	for (; at && *at >= 'A' && *at <= 'Z' && column < COLUMNS_MOST; at++)
		column = column * 26 + (size_t)(*at - 'A') + 1;
	return column ? column - 1 : w->next;
}

static enum cell_type type_of(const char *type)
{
	if (!type || strcmp(type, "n") == 0)
		return CT_NUMBER;
	return strcmp(type, "s") == 0 ? CT_SHARED : CT_TEXT;
}

static bool out_give(struct writing *w, const char *text, size_t n)
{
	if (w->xml->is_enough)
		return false;
	if (!unpacking_give(w->to, text, n))
		w->xml->is_enough = true;
	return !w->xml->is_enough;
}

static void row_begin(struct writing *w, const char *number)
{
	long row = number ? strtol(number, NULL, 10) : w->row + 1;

	for (; w->row + 1 < row && row <= ROWS_MOST && out_give(w, "\n", 1); w->row++)
		;
	w->row++;
	w->cell.n = w->text.of.n = w->next = 0;
}

static void cell_begin(struct writing *w, const char **attributes)
{
	const char *style = xml_attribute(attributes, "s");

	w->column = column_of(w, xml_attribute(attributes, "r"));
	w->next = w->column + 1;
	w->type = type_of(xml_attribute(attributes, "t"));
	w->style = style ? (size_t)strtoul(style, NULL, 10) : 0;
	w->from = w->text.of.n;
}

static void sheet_begin(void *arg, const char *name, const char **attributes)
{
	struct writing *w = arg;

	w->is_table |= strcmp(name, "sheetData") == 0;
	if (!w->is_table)
		return;
	if (strcmp(name, "row") == 0)
		row_begin(w, xml_attribute(attributes, "r"));
	else if (strcmp(name, "c") == 0)
		cell_begin(w, attributes);
	else if (strcmp(name, "rPh") == 0)
		w->is_phonetic = true;
	else if (strcmp(name, "v") == 0 || strcmp(name, "t") == 0)
		w->is_value = !w->is_phonetic;
}

static void sheet_text(void *arg, const char *text, size_t n)
{
	struct writing *w = arg;

	if (w->is_value && w->text.of.n - w->from < TEXT_MOST)
		w->no_memory |= !bytes_add(&w->text, text, n);
}

/* What stands in the cell, in place of what stood for it. */
static void cell_resolve(struct writing *w)
{
	char number[CELL_TEXT], told[CELL_TEXT];
	size_t n = w->text.of.n - w->from;
	struct cell_form form = cell_style(w->styles, w->style);

	if (w->type == CT_TEXT || n == 0 || n >= sizeof number)
		return;
	memcpy(number, w->text.of.v + w->from, n);
	number[n] = '\0';
	w->text.of.n = w->from;
	if (w->type == CT_NUMBER) {
		cell_told(number, &form, w->sheet->is_1904, told);
		w->no_memory |= !bytes_add(&w->text, told, strlen(told));
	} else {
		size_t i = (size_t)strtoul(number, NULL, 10), from = i && i < w->shared->end.n ? w->shared->end.v[i - 1] : 0;

		if (i < w->shared->end.n)
			w->no_memory |= !bytes_add(&w->text, w->shared->text.of.v + from, w->shared->end.v[i] - from);
	}
}

static void cell_end(struct writing *w)
{
	if (w->xml->is_enough)
		return;
	cell_resolve(w);
	if (w->column < COLUMNS_MOST && w->text.of.n > w->from)
		w->no_memory |= !vec_push(&w->cell, (struct cell){w->column, w->from, w->text.of.n - w->from});
	w->is_too_much = w->text.of.n > ROW_TEXT_MOST || w->cell.n > COLUMNS_MOST;
	w->xml->is_enough |= w->is_too_much || w->no_memory;
}

static int by_column(const void *a, const void *b)
{
	const struct cell *x = a, *y = b;

	return (x->column > y->column) - (x->column < y->column);
}

/* "_x000D_": what XML has no letters for, and the underscore where such would be read; 0: it is none. */
static char escaped(const char *text, size_t n)
{
	char hex[5] = "";
	unsigned long c;

	if (n < 7 || text[0] != '_' || text[1] != 'x' || text[6] != '_')
		return '\0';
	memcpy(hex, text + 2, 4);
	c = strspn(hex, "0123456789abcdefABCDEF") == 4 ? strtoul(hex, NULL, 16) : 0;
	return c > '~' ? '\0' : c < ' ' && c ? ' ' : (char)c;
}

/* Between quotes, each within it twice. */
static bool cell_write(struct bytes *line, const char *text, size_t n)
{
	bool ok = bytes_add(line, "\"", 1);

	for (size_t i = 0; i < n && ok; i++) {
		const char of = escaped(text + i, n - i);
		const char c = of ? of : text[i] == '\n' || text[i] == '\r' || text[i] == '\0' ? ' ' : text[i];

		i += of ? 6 : 0;
		ok = bytes_add(line, &c, 1) && (c != '"' || bytes_add(line, &c, 1));
	}
	return ok && bytes_add(line, "\"", 1);
}

static void row_end(struct writing *w)
{
	size_t column = 0;
	bool ok = true;

	w->line.of.n = 0;
	if (w->cell.n)
		qsort(w->cell.v, w->cell.n, sizeof *w->cell.v, by_column);
	for (size_t i = 0; i < w->cell.n && ok; i++) {
		const struct cell *c = &w->cell.v[i];

		if (i && c->column == c[-1].column)
			continue;
		for (; column < c->column && ok; column++)
			ok = bytes_add(&w->line, ",", 1);
		ok = ok && cell_write(&w->line, w->text.of.v + c->from, c->n);
	}
	w->no_memory |= !ok || !bytes_add(&w->line, "\n", 1);
	if (!w->no_memory && !w->is_too_much)
		out_give(w, w->line.of.v, w->line.of.n);
}

static void sheet_end(void *arg, const char *name)
{
	struct writing *w = arg;

	w->is_table &= strcmp(name, "sheetData") != 0;
	if (!w->is_table)
		return;
	if (strcmp(name, "row") == 0)
		row_end(w);
	else if (strcmp(name, "c") == 0)
		cell_end(w);
	else if (strcmp(name, "rPh") == 0)
		w->is_phonetic = false;
	else if (strcmp(name, "v") == 0 || strcmp(name, "t") == 0)
		w->is_value = false;
	w->xml->is_enough |= w->no_memory;
}

static enum status sheet_write(zip_t *zip, const struct sheet *sheet, const char *label, const struct shared *shared,
	const struct cell_styles *styles, struct unpacking *to, struct err *e)
{
	struct writing w = {.sheet = sheet, .shared = shared, .styles = styles, .to = to};
	struct xml xml = {.begin = sheet_begin, .end = sheet_end, .text = sheet_text, .arg = &w};
	enum status st;

	w.xml = &xml;
	st = xml_read(zip, sheet->part, label, &xml, e);
	if (st == ST_OK && w.is_too_much)
		st = err_set(e, ST_FORMAT, TOO_MUCH, label);
	if (st == ST_OK && w.no_memory)
		st = err_nomem(e);
	vec_done(&w.cell);
	vec_done(&w.text.of);
	vec_done(&w.line.of);
	return st;
}

enum status workbook_unpack(zip_t *zip, const struct sheet *sheet, const char *label, struct unpacking *to, struct err *e)
{
	struct shared shared = {0};
	struct cell_styles *styles = NULL;
	enum status st = shared_read(&shared, zip, sheet->shared, label, e);

	if (st == ST_OK)
		st = cell_styles_read(&styles, zip, sheet->styles, label, e);
	if (st == ST_OK)
		st = sheet_write(zip, sheet, label, &shared, styles, to, e);
	cell_styles_free(styles);
	vec_done(&shared.text.of);
	vec_done(&shared.end);
	return st;
}
