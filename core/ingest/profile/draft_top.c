/*
 * draft_top.c - what of a first profile goes for the whole file: its name, its form, its days, what says nothing,
 * and which rows are nobody's.
 */
#include "ingest/profile/draft.h"

#include <stdio.h>
#include <string.h>

#include "text.h"

static void name_write(const struct draft *d)
{
	char name[65];
	size_t n = 0;

	for (const char *c = d->base; *c && *c != '.' && n < 40; c++) {
		bool letter = (*c >= 'a' && *c <= 'z') || (*c >= 'A' && *c <= 'Z');

		if (letter)
			name[n++] = (char)(*c | 0x20);
		else if (n && name[n - 1] != '-')
			name[n++] = '-';
	}
	while (n && name[n - 1] == '-')
		n--;
	name[n] = 0;
	fprintf(d->out, "profile    %s\n", n ? name : "table");
}

static int64_t sum(const struct look *l, enum look_kind a, enum look_kind without)
{
	int64_t all = 0;

	for (size_t i = 0; i < l->n; i++) {
		const struct look_column *c = &l->column[i];
		int64_t more = c->is[a] - (without < LK_COUNT ? c->is[without] : 0);

		if ((c->claimed || look_is(c, LK_DMY) || look_is(c, LK_MDY) || look_is(c, a)) && more > 0)
			all += more;
	}
	return all;
}

/* How many dates tell the order by themselves, and how many say otherwise. */
static void only_write(const struct draft *d, int64_t n, const char *first, int64_t against, const char *other)
{
	fprintf(d->out, "   # %lld date%s can only be %s first", (long long)n, n == 1 ? "" : "s", first);
	if (against)
		fprintf(d->out, ", %lld only %s first: look at %s", (long long)against, other,
			against == 1 ? "that one" : "those");
	fputc('\n', d->out);
}

/* A spreadsheet's day numbers in a column of dates: all of it, or where a cell was typed otherwise. */
static int64_t serials(const struct look_column *c)
{
	static const char DATED[] = "date_of_birth;date_of_death;updated_at;starts_on;ends_on;valid_until;responded_on";
	bool are_dates = look_is(c, LK_EXCEL) ||
		(look_dates(c) && (look_dates(c) + c->is[LK_EXCEL]) * 10 >= c->filled * 8);

	return c->claimed && text_list_has(DATED, c->claimed) && are_dates ? c->is[LK_EXCEL] : 0;
}

static void dates_write(const struct draft *d)
{
	int64_t dmy = sum(d->look, LK_DMY, LK_MDY), mdy = sum(d->look, LK_MDY, LK_DMY);
	int64_t all = sum(d->look, LK_DMY, LK_COUNT), excel = 0;

	for (size_t i = 0; i < d->look->n; i++)
		excel += serials(&d->look->column[i]);
	if (!all && !excel && !mdy)
		return;
	fprintf(d->out, "dates      %s%s", mdy > dmy ? "mdy" : "dmy", excel ? ", excel" : "");
	if (mdy > dmy)
		only_write(d, mdy, "month", dmy, "day");
	else if (dmy)
		only_write(d, dmy, "day", mdy, "month");
	else
		fprintf(d->out, "   # no date tells which order is meant: day first is a guess\n");
}

static void skips_write(const struct draft *d)
{
	for (size_t i = 0; i < d->look->total_n; i++) {
		const struct look_column *c = &d->look->column[d->look->total_place[i]];

		fputs("skip       where ", d->out);
		draft_column(d, c);
		fputs(d->look->total_whole[i] ? " is " : " starts ", d->out);
		draft_quoted(d->out, d->look->total[i].text);
		fprintf(d->out, "   # line %lld looks like no person\n", (long long)d->look->total[i].count);
	}
	if (d->look->other_line)
		fprintf(d->out, "# Line %lld names the columns of another table: the rows beneath it will be set aside. Save that as a "
			"file of its own.\n", (long long)d->look->other_line);
}

/* Homes that stand empty. */
static void nobodies_write(const struct draft *d)
{
	const struct look_column *name = guesses_find(d->guesses, TABLE_PEOPLE, "full_name");
	const char *word;
	int n = 0;

	name = name ? name : guesses_find(d->guesses, TABLE_PEOPLE, "family_name");
	for (size_t i = 0; name && (word = look_nobody(i)); i++) {
		if (!(name->nobodies & (uint32_t)1 << i))
			continue;
		if (!n++) {
			fputs("skip       where ", d->out);
			draft_column(d, name);
		}
		fputs(n > 1 ? ", " : " is ", d->out);
		draft_quoted(d->out, word);
	}
	if (n)
		fputs("   # nobody's name\n", d->out);
}

/* Notes below the table, empty places: only somebody can say whether these are people. */
static void nameless_write(const struct draft *d)
{
	const struct look_column *name = guesses_find(d->guesses, TABLE_PEOPLE, "full_name");
	const struct look_column *id = guesses_find(d->guesses, TABLE_PEOPLE, "local_id");
	int64_t rows;

	name = name ? name : guesses_find(d->guesses, TABLE_PEOPLE, "family_name");
	rows = name && id ? id->filled - name->filled : 0;
	if (rows <= 0 || !name->filled || d->look->is_bare)
		return;
	fputs("# skip     where ", d->out);
	draft_column(d, name);
	fprintf(d->out, " is empty   # %lld row%s nobody: %s below the table, an empty place? Then take the # off\n",
		(long long)rows, rows == 1 ? " names" : "s name", rows == 1 ? "a note" : "notes");
}

/* Rows that are nobody's by themselves: whether they are the person's above only somebody can say. */
static void down_write(const struct draft *d)
{
	const struct look_column *first = guesses_find(d->guesses, TABLE_PEOPLE, "local_id");
	int64_t rows;

	first = first ? first : guesses_find(d->guesses, TABLE_PEOPLE, "full_name");
	first = first ? first : guesses_find(d->guesses, TABLE_PEOPLE, "family_name");
	rows = first ? d->look->rows - first->filled : 0;
	if (rows <= 0 || !first->filled)
		return;
	fputs("# down     ", d->out);
	draft_column(d, first);
	for (size_t i = 0; i < d->guesses->n; i++) {
		const struct guess *g = &d->guesses->list[i];

		if (g->table != TABLE_PEOPLE || g->column == first || g->column->filled > first->filled)
			continue;
		fputs(", ", d->out);
		draft_column(d, g->column);
	}
	fprintf(d->out, "   # %lld row%s without the first: cells merged with those above? Then take the # off\n",
		(long long)rows, rows == 1 ? " is" : "s are");
}

/* What is usually meant by it, and what else of the kind was seen. */
static void nothings_write(const struct draft *d)
{
	enum { ALWAYS = 4 };
	const char *word;

	for (size_t i = 0; (word = look_nothing(i)); i++) {
		if (i >= ALWAYS && !(d->look->nothings & (uint32_t)1 << i))
			continue;
		fputs(i ? ", " : "nothing    ", d->out);
		draft_quoted(d->out, word);
	}
	fputc('\n', d->out);
}

void draft_top(const struct draft *d, const char *agency)
{
	const struct look *l = d->look;
	const char *delimiter = l->delimiter == ';' ? "semicolon" : l->delimiter == '\t' ? "tab"
		: l->delimiter == '|' ? "pipe" : "comma";

	fprintf(d->out, "# Drafted from %s: %lld row%s%s ", d->base, (long long)l->rows, l->rows == 1 ? "" : "s",
		l->rows >= LOOK_ROWS ? " (no more were looked at)" : "");
	if (l->is_bare)
		fputs("and no header: a column is known by its place, column 1 or column A.\n", d->out);
	else
		fprintf(d->out, "below the header on line %lld%s.\n", (long long)l->header_line,
			l->headers ? ", which comes again further down" : "");
	fprintf(d->out, "# Read it through, then try it:  throughline profile check THIS-FILE %s\n"
		"# and keep it:                   throughline profile add THIS-FILE\n", d->base);
	name_write(d);
	if (agency)
		fprintf(d->out, "agency     %s\n", agency);
	else
		fputs("# agency   CODE                # whose files are these?\n", d->out);
	fprintf(d->out, "delimiter  %s\n", delimiter);
	if (l->is_bare)
		fputs("header     none\n", d->out);
	if (l->seen.is_1252)
		fputs("encoding   windows-1252\n", d->out);
	dates_write(d);
	nothings_write(d);
	skips_write(d);
	nobodies_write(d);
	nameless_write(d);
	down_write(d);
}
