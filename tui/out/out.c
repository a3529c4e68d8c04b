#include "out.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "arena.h"
#include "table.h"
#include "text.h"
#include "vec.h"
#include "wrap.h"

struct out {
	FILE *file;
	struct out_style style;
	const struct out_column *column;
	size_t column_n, row_n;
	struct arena *arena;
	VEC(char *const *) rows; /* table only */
	bool is_short;           /* of memory */
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

/* Clean copy of a value; NULL: no memory. */
static char *clean_value(struct out *o, const char *value)
{
	size_t length = value ? strlen(value) : 0, room = length * 3 + 1;
	char *clean = arena_alloc(o->arena, room);

	if (clean)
		text_clean(value ? value : "", length, TEXT_LINE, clean, room);
	else
		o->is_short = true;
	return clean;
}

/* What a spreadsheet would run as a formula: also in full-width forms. */
static bool is_formula(const char *text)
{
	static const char *const WIDE[] = { "\uFF1D", "\uFF0B", "\uFF0D", "\uFF20" };

	if (*text && strchr("=+-@\t\r", *text))
		return true;
	for (size_t i = 0; i < sizeof WIDE / sizeof *WIDE; i++)
		if (!strncmp(text, WIDE[i], strlen(WIDE[i])))
			return true;
	return false;
}

static void csv_cell(FILE *f, const char *text, bool is_number)
{
	bool is_guarded = !is_number && is_formula(text);

	if (!is_guarded && !strpbrk(text, ",\"\r\n")) {
		fputs(text, f);
		return;
	}
	fputc('"', f);
	if (is_guarded)
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

static bool is_data(const struct out_column *c)
{
	return c->place != OUT_TABLE_ONLY && c->place != OUT_BELOW_ONLY;
}

static void csv_row(struct out *o, char *const *values)
{
	bool is_first = true;

	for (size_t i = 0; i < o->column_n; i++) {
		if (!is_data(&o->column[i]))
			continue;
		if (!is_first)
			fputc(',', o->file);
		is_first = false;
		csv_cell(o->file, values ? values[i] : o->column[i].name, o->column[i].is_number);
	}
	fputc('\n', o->file);
}

static void json_row(struct out *o, char *const *values)
{
	const char *before = "{";

	fputs(o->row_n ? ",\n " : "\n ", o->file);
	for (size_t i = 0; i < o->column_n; i++) {
		if (!is_data(&o->column[i]))
			continue;
		fputs(before, o->file);
		before = ", ";
		json_text(o->file, o->column[i].name);
		fputs(": ", o->file);
		if (o->column[i].is_number && *values[i] &&
			!values[i][strspn(values[i], "-.0123456789")])
			fputs(values[i], o->file);
		else
			json_text(o->file, values[i]);
	}
	fputc('}', o->file);
}

struct out *out_open(
	FILE *file, const struct out_style *style, const struct out_column *columns, size_t n)
{
	struct out *o = calloc(1, sizeof *o);

	if (!o)
		return NULL;
	*o = (struct out){ .file = file, .style = *style, .column = columns, .column_n = n };
	o->arena = arena_new();
	if (!o->arena) {
		free(o);
		return NULL;
	}
	if (style->format == OUT_CSV)
		csv_row(o, NULL);
	if (style->format == OUT_JSON)
		fputc('[', file);
	return o;
}

static char *const *row_clean(struct out *o, const char *const *values)
{
	char **row = arena_alloc(o->arena, o->column_n * sizeof *row);

	for (size_t i = 0; row && i < o->column_n; i++)
		if (!(row[i] = clean_value(o, values[i])))
			return NULL;
	return row;
}

void out_row(struct out *o, const char *const *values)
{
	char *const *row = row_clean(o, values);

	if (!row || (o->style.format == OUT_TABLE && !vec_push(&o->rows, row))) {
		o->is_short = true;
		return;
	}
	if (o->style.format == OUT_CSV)
		csv_row(o, row);
	if (o->style.format == OUT_JSON)
		json_row(o, row);
	if (o->style.format != OUT_TABLE)
		arena_reset(o->arena);
	o->row_n++;
}

static void rows_print(struct out *o, const char *noun)
{
	if (!o->rows.n)
		return;
	o->is_short |= !table_print(
		o->file, &o->style, o->column, o->column_n, o->rows.v, o->rows.n, o->arena);
	if (noun)
		fprintf(o->file, "%zu %s\n", o->rows.n, noun);
}

enum status out_close(struct out *o, const char *noun, struct err *err)
{
	bool is_short, is_lost;
	int reason;

	if (o->style.format == OUT_TABLE)
		rows_print(o, noun);
	if (o->style.format == OUT_JSON)
		fputs(o->row_n ? "\n]\n" : "]\n", o->file);
	errno = 0;
	is_lost = fflush(o->file) || ferror(o->file);
	reason = errno;
	is_short = o->is_short;
	vec_done(&o->rows);
	arena_free(o->arena);
	free(o);
	if (is_short)
		return err_nomem(err);
	if (is_lost)
		return err_set(err, ST_IO, "the list could not be written whole%s%s",
			reason ? ": " : "", reason ? strerror(reason) : "");
	return ST_OK;
}

/* Clean copy of any length, to be freed; NULL: no memory. */
static char *clean_copy(const char *text)
{
	size_t length = text ? strlen(text) : 0;
	char *clean = text ? malloc(length * 3 + 1) : NULL;

	if (clean)
		text_clean(text, length, TEXT_LINE, clean, length * 3 + 1);
	return clean;
}

void out_line(FILE *f, const char *text)
{
	char *clean = clean_copy(text);

	if (clean)
		fprintf(f, "%s\n", clean);
	free(clean);
}

void out_paragraph(FILE *f, const char *text, int indent, int width)
{
	char *clean = clean_copy(text);

	if (clean) {
		wrap_write(f, clean, 0, indent, width);
		fputc('\n', f);
	}
	free(clean);
}

void out_labelled(FILE *f, const char *label, const char *text, int indent, int width)
{
	char *clean = clean_copy(text), *before = clean_copy(label);
	int at = before ? text_width(before) : 0, gap = !at && !indent ? 0 : at < indent ? indent - at : 1;

	if (clean && before) {
		fprintf(f, "%s%*s", before, *clean ? gap : 0, "");
		wrap_write(f, clean, at + gap, indent, width);
		fputc('\n', f);
	}
	free(clean);
	free(before);
}

int out_labelled_lines(const char *text, int indent, int width)
{
	char *clean = clean_copy(text);
	int lines = clean ? wrap_lines(clean, indent, indent, width) : 0;

	free(clean);
	return lines;
}
