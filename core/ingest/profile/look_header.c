/*
 * look_header.c - which row of a table names its columns, what stands above it, and what right beneath.
 */
#include "ingest/profile/looking.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "ingest/profile/guess.h"
#include "text.h"

enum { HEADER_WITHIN = 60, REGISTER_GAP = 35 };

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
		const char *text = look_cell(g, row, i);
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
		const char *text = look_cell(g, row, i);

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
		const char *name = i < row->n ? look_cell(g, row, i) : NULL;
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
		const char *text = look_cell(g, row, i);

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
		const char *text = look_cell(g, row, i);

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

	if (!l->header_line || l->is_register || !l->n || look_cell(g, row, 0))
		return false;
	for (size_t i = 1; i < row->n; i++) {
		const char *text = look_cell(g, row, i);

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

bool look_beneath_take(struct looking *g, const struct csv_row *row)
{
	struct look *l = g->look;
	const char *group = "";
	char folded[256];

	if (!is_beneath(g, row))
		return false;
	for (size_t i = 0; i < l->n; i++) {
		const char *text = look_cell(g, row, i);

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
enum status look_bare(struct looking *g, struct err *e)
{
	const struct csv_row none = { .n = 0 };
	enum status st;

	g->look->n = g->width;
	st = columns_make(g, &none, e);
	g->look->is_bare = true;
	return st;
}

bool look_is_header_again(struct looking *g, const struct csv_row *row)
{
	size_t same = 0, named = 0;

	for (size_t i = 0; i < g->look->n; i++) {
		const char *text = look_cell(g, row, i);

		named += *g->look->column[i].name != 0;
		same += text && strcmp(text, g->look->column[i].name) == 0;
	}
	return g->look->header_line && named && same == named;
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
		const char *text = look_cell(g, row, i);
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
enum status look_header_choose(struct looking *g, const char *path, const struct csv_form *form, struct err *e)
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

/* The header, or what stands above it. */
enum status look_above(struct looking *g, const struct csv_row *row, struct err *e)
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
