#include "out.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "arena.h"
#include "text.h"
#include "vec.h"

struct out {
	FILE *file;
	enum out_format format;
	const struct out_column *column;
	size_t column_n, row_n;
	struct arena *arena;
	VEC(const char **) rows; /* table only */
	bool failed;
};

bool out_format_parse(const char *text, enum out_format *out)
{
	static const char *const NAMES[] = { "table", "csv", "json" };

	*out = OUT_TABLE;
	if (!text)
		return true;
	for (int i = 0; i < 3; i++)
		if (!strcmp(text, NAMES[i])) {
			*out = (enum out_format)i;
			return true;
		}
	return false;
}

/* Clean copy of a value; lives until the next out_row(). */
static const char *clean_value(struct out *o, const char *value)
{
	size_t length = value ? strlen(value) : 0, room = length * 3 + 1;
	char *clean = arena_alloc(o->arena, room);

	if (!clean) {
		o->failed = true;
		return "";
	}
	text_clean(value ? value : "", length, TEXT_LINE, clean, room);
	return clean;
}

static void csv_cell(FILE *f, const char *text, bool is_number)
{
	bool is_formula = !is_number && *text && strchr("=+-@\t\r", *text);

	if (!is_formula && !strpbrk(text, ",\"\r\n")) {
		fputs(text, f);
		return;
	}
	fputc('"', f);
	if (is_formula)
		fputc('\'', f);
	for (; *text; text++) {
		if (*text == '"')
			fputc('"', f);
		fputc(*text, f);
	}
	fputc('"', f);
}

static void json_text(FILE *f, const char *text)
{
	fputc('"', f);
	for (; *text; text++) {
		if (*text == '"' || *text == '\\')
			fputc('\\', f);
		if ((unsigned char)*text < 0x20)
			fprintf(f, "\\u%04x", (unsigned)*text);
		else
			fputc(*text, f);
	}
	fputc('"', f);
}

static void csv_row(struct out *o, const char *const *values)
{
	for (size_t i = 0; i < o->column_n; i++) {
		if (i)
			fputc(',', o->file);
		csv_cell(o->file, clean_value(o, values[i]), o->column[i].is_number);
	}
	fputc('\n', o->file);
}

static void json_row(struct out *o, const char *const *values)
{
	fputs(o->row_n ? ",\n " : "\n ", o->file);
	for (size_t i = 0; i < o->column_n; i++) {
		const char *text = clean_value(o, values[i]);

		fputs(i ? ", " : "{", o->file);
		json_text(o->file, o->column[i].name);
		fputs(": ", o->file);
		if (o->column[i].is_number && *text)
			fputs(text, o->file);
		else
			json_text(o->file, text);
	}
	fputc('}', o->file);
}

static void table_keep(struct out *o, const char *const *values)
{
	const char **row = arena_alloc(o->arena, o->column_n * sizeof *row);

	if (!row || !vec_push(&o->rows, row)) {
		o->failed = true;
		return;
	}
	for (size_t i = 0; i < o->column_n; i++)
		row[i] = clean_value(o, values[i]);
}

struct out *out_open(FILE *file, enum out_format format, const struct out_column *columns, size_t n)
{
	struct out *o = calloc(1, sizeof *o);

	if (!o)
		return NULL;
	*o = (struct out){ .file = file, .format = format, .column = columns, .column_n = n };
	o->arena = arena_new();
	if (!o->arena) {
		free(o);
		return NULL;
	}
	for (size_t i = 0; format == OUT_CSV && i < n; i++)
		fprintf(file, "%s%s", columns[i].name, i + 1 < n ? "," : "\n");
	if (format == OUT_JSON)
		fputc('[', file);
	return o;
}

void out_row(struct out *o, const char *const *values)
{
	switch (o->format) {
	case OUT_TABLE:
		table_keep(o, values);
		break;
	case OUT_CSV:
		csv_row(o, values);
		arena_reset(o->arena);
		break;
	case OUT_JSON:
		json_row(o, values);
		arena_reset(o->arena);
		break;
	}
	o->row_n++;
}

size_t out_rows(const struct out *o)
{
	return o->row_n;
}

static int column_width(const struct out *o, size_t c)
{
	int most = text_width(o->column[c].name);

	for (size_t r = 0; r < o->rows.n; r++) {
		int w = text_width(o->rows.v[r][c]);

		if (w > most)
			most = w;
	}
	return o->column[c].at_most && most > o->column[c].at_most ? o->column[c].at_most : most;
}

/* One cell, padded and cut by terminal cells; the last column is not padded. */
static void table_cell(FILE *f, const char *text, int width, bool to_right, bool is_last)
{
	int used = 0, whole = text_width(text);
	bool is_cut = whole > width;
	size_t bytes = text_fit(text, is_cut ? width - 1 : width, &used);

	if (is_cut)
		used++;
	if (to_right)
		fprintf(f, "%*s", width - used, "");
	fwrite(text, 1, bytes, f);
	if (is_cut)
		fputs("…", f);
	if (!to_right && !is_last)
		fprintf(f, "%*s", width - used, "");
	fputs(is_last ? "\n" : "  ", f);
}

static void table_print(struct out *o, const char *noun)
{
	int *width = calloc(o->column_n, sizeof *width);

	if (!width) {
		o->failed = true;
		return;
	}
	for (size_t c = 0; c < o->column_n; c++)
		width[c] = column_width(o, c);
	for (size_t c = 0; o->rows.n && c < o->column_n; c++)
		table_cell(o->file, o->column[c].name, width[c], o->column[c].is_number, c + 1 == o->column_n);
	for (size_t r = 0; r < o->rows.n; r++)
		for (size_t c = 0; c < o->column_n; c++)
			table_cell(o->file, o->rows.v[r][c], width[c], o->column[c].is_number, c + 1 == o->column_n);
	if (noun && o->rows.n)
		fprintf(o->file, "%zu %s\n", o->rows.n, noun);
	free(width);
}

enum status out_close(struct out *o, const char *noun, struct err *err)
{
	bool failed;

	if (o->format == OUT_TABLE)
		table_print(o, noun);
	if (o->format == OUT_JSON)
		fputs(o->row_n ? "\n]\n" : "]\n", o->file);
	errno = 0;
	failed = fflush(o->file) || ferror(o->file);
	failed |= o->failed;
	vec_done(&o->rows);
	arena_free(o->arena);
	free(o);
	return failed ? err_set(err, ST_IO, "the list could not be written: %s", errno ? strerror(errno) : "no memory") : ST_OK;
}

void out_line(FILE *f, const char *text)
{
	char clean[2048];

	text_clean(text, strlen(text), TEXT_LINE, clean, sizeof clean);
	fprintf(f, "%s\n", clean);
}
