#include "table.h"

#include <string.h>

#include "text.h"
#include "wrap.h"

enum { GAP = 2, BELOW_INDENT = 6, CUT_LEAST = 8, LAST_LEAST = 16 };

/* The columns that stand side by side: their place in the row, and how wide. */
struct shape {
	FILE *file;
	const struct out_style *style;
	struct arena *arena;
	const struct out_column *column;
	size_t column_n;
	size_t *at;
	int *width;
	size_t n;
};

static const char *heading(const struct out_column *c)
{
	return c->heading ? c->heading : c->name;
}

static bool is_below(const struct out_column *c)
{
	return c->place == OUT_BELOW || c->place == OUT_BELOW_ONLY;
}

static int natural_width(const struct shape *s, size_t c, char *const *const *row, size_t row_n)
{
	int most = text_width(heading(&s->column[c]));

	for (size_t r = 0; r < row_n; r++) {
		int w = text_width(row[r][c]);

		if (w > most)
			most = w;
	}
	return s->column[c].at_most && most > s->column[c].at_most ? s->column[c].at_most : most;
}

static int taken_before_last(const struct shape *s)
{
	int all = 0;

	for (size_t i = 0; i + 1 < s->n; i++)
		all += s->width[i] + GAP;
	return all;
}

/* The widest column that may still be cut, or n. */
static size_t widest_to_cut(const struct shape *s)
{
	size_t best = s->n;

	for (size_t i = 0; i + 1 < s->n; i++)
		if (s->column[s->at[i]].at_most && s->width[i] > CUT_LEAST &&
			(best == s->n || s->width[i] > s->width[best]))
			best = i;
	return best;
}

static void columns_fit(struct shape *s)
{
	int last = s->width[s->n - 1] < LAST_LEAST ? s->width[s->n - 1] : LAST_LEAST;
	size_t cut;

	while (taken_before_last(s) + last > s->style->width && (cut = widest_to_cut(s)) < s->n)
		s->width[cut]--;
}

/* One cell, padded and cut by terminal cells. */
static void cell_print(const struct shape *s, const char *text, size_t i)
{
	int used = 0, width = s->width[i], whole = text_width(text);
	bool is_cut = whole > width, to_right = s->column[s->at[i]].is_number;
	size_t bytes = text_fit(text, is_cut ? width - 1 : width, &used);

	if (is_cut)
		used++;
	if (to_right)
		fprintf(s->file, "%*s", width - used, "");
	fwrite(text, 1, bytes, s->file);
	if (is_cut)
		fputs(s->style->is_ascii ? "~" : "…", s->file);
	if (!to_right)
		fprintf(s->file, "%*s", width - used, "");
	fprintf(s->file, "%*s", GAP, "");
}

/* The last cell takes what is left and runs over under itself. */
static void last_print(const struct shape *s, char *text)
{
	size_t last = s->n - 1;
	int at = taken_before_last(s), pad = s->width[last] - text_width(text);

	if (s->column[s->at[last]].is_number && pad > 0)
		fprintf(s->file, "%*s", pad, "");
	wrap_write(s->file, text, at, at, s->style->width);
	fputc('\n', s->file);
}

/* `heading value` of the columns below, as many on a line as fit. */
static bool below_print(const struct shape *s, char *const *values)
{
	int at = 0;

	for (size_t c = 0; c < s->column_n; c++) {
		char *item;

		if (!is_below(&s->column[c]) || !*values[c])
			continue;
		item = arena_printf(s->arena, "%s %s", heading(&s->column[c]), values[c]);
		if (!item)
			return false;
		if (at && at + GAP + text_width(item) > s->style->width) {
			fputc('\n', s->file);
			at = 0;
		}
		fprintf(s->file, "%*s", at ? GAP : BELOW_INDENT, "");
		at = wrap_write(s->file, item, at ? at + GAP : BELOW_INDENT, BELOW_INDENT + GAP,
			s->style->width);
	}
	if (at)
		fputc('\n', s->file);
	return true;
}

static bool row_print(const struct shape *s, char *const *values)
{
	for (size_t i = 0; i + 1 < s->n; i++)
		cell_print(s, values[s->at[i]], i);
	last_print(s, values[s->at[s->n - 1]]);
	return below_print(s, values);
}

static bool headings_print(const struct shape *s)
{
	char *last;

	for (size_t i = 0; i + 1 < s->n; i++)
		cell_print(s, heading(&s->column[s->at[i]]), i);
	last = arena_dup(s->arena, heading(&s->column[s->at[s->n - 1]]));
	if (last)
		last_print(s, last);
	return last != NULL;
}

bool table_print(FILE *f, const struct out_style *style, const struct out_column *column,
	size_t column_n, char *const *const *row, size_t row_n, struct arena *a)
{
	struct shape s = {
		.file = f, .style = style, .arena = a, .column = column, .column_n = column_n
	};
	bool is_whole;

	s.at = arena_alloc(a, column_n * sizeof *s.at);
	s.width = arena_alloc(a, column_n * sizeof *s.width);
	if (!s.at || !s.width)
		return false;
	for (size_t c = 0; c < column_n; c++)
		if (column[c].place == OUT_EVERYWHERE || column[c].place == OUT_TABLE_ONLY) {
			s.width[s.n] = natural_width(&s, c, row, row_n);
			s.at[s.n++] = c;
		}
	columns_fit(&s);
	is_whole = headings_print(&s);
	for (size_t r = 0; r < row_n && is_whole; r++)
		is_whole = row_print(&s, row[r]);
	return is_whole;
}
