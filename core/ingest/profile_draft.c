/* A first profile, written from looking at a table. */
#include "profile.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "directory/terms.h"
#include "ingest/profile_guess.h"
#include "text.h"

struct draft {
	FILE *out;
	struct look *look;
	struct guesses *guesses;
	const struct catalogue *catalogue;
	const char *base; /* the file's name */
};

static void quoted(FILE *out, const char *text)
{
	fputc('"', out);
	for (; *text; text++) {
		if (*text == '"')
			fputc('"', out);
		fputc(*text == '\n' ? ' ' : *text, out);
	}
	fputc('"', out);
}

/* A column, by its place where its name would be taken for another's. */
static void column_write(const struct draft *d, const struct look_column *c)
{
	for (size_t i = 0; i < d->look->n; i++) {
		const struct look_column *o = &d->look->column[i];

		if (o == c && *c->folded) {
			quoted(d->out, c->name);
			return;
		}
		if (strcmp(o->folded, c->folded) == 0)
			break;
	}
	fprintf(d->out, "%d", c->place + 1);
}

/* The whole ------------------------------------------------------------------------------ */

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

static int64_t dates_in(const struct look_column *c)
{
	int64_t most = c->is[LK_DMY] > c->is[LK_MDY] ? c->is[LK_DMY] : c->is[LK_MDY];

	return most > c->is[LK_YMD] ? most : c->is[LK_YMD];
}

/* A spreadsheet's day numbers in a column of dates: all of it, or where a cell was typed otherwise. */
static int64_t serials(const struct look_column *c)
{
	bool are_dates = look_is(c, LK_EXCEL) ||
		(dates_in(c) && (dates_in(c) + c->is[LK_EXCEL]) * 10 >= c->filled * 8);

	return c->claimed && are_dates ? c->is[LK_EXCEL] : 0;
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
		column_write(d, c);
		fputs(" starts ", d->out);
		quoted(d->out, d->look->total[i].text);
		fprintf(d->out, "   # line %lld looks like no person\n", (long long)d->look->total[i].count);
	}
}

/* Notes below the table, empty places: only somebody can say whether these are people. */
static void nameless_write(const struct draft *d)
{
	const struct look_column *name = guesses_find(d->guesses, TABLE_PEOPLE, "full_name");
	const struct look_column *id = guesses_find(d->guesses, TABLE_PEOPLE, "local_id");
	int64_t rows;

	name = name ? name : guesses_find(d->guesses, TABLE_PEOPLE, "family_name");
	rows = name && id ? id->filled - name->filled : 0;
	if (rows <= 0 || !name->filled)
		return;
	fputs("# skip     where ", d->out);
	column_write(d, name);
	fprintf(d->out, " is empty   # %lld row%s nobody: %s below the table, an empty place? Then take the # off\n",
		(long long)rows, rows == 1 ? " names" : "s name", rows == 1 ? "a note" : "notes");
}

/* Rows that are nobody's by themselves: whether they are the person's above only somebody can say. */
static void down_write(const struct draft *d)
{
	const struct look_column *id = guesses_find(d->guesses, TABLE_PEOPLE, "local_id");
	int64_t rows = id ? d->look->rows - id->filled : 0;

	if (rows <= 0 || !id->filled)
		return;
	fputs("# down     ", d->out);
	column_write(d, id);
	for (size_t i = 0; i < d->guesses->n; i++) {
		const struct guess *g = &d->guesses->list[i];

		if (g->table != TABLE_PEOPLE || g->column == id || g->column->filled > id->filled)
			continue;
		fputs(", ", d->out);
		column_write(d, g->column);
	}
	fprintf(d->out, "   # %lld row%s without the first: cells merged with those above? Then take the # off\n",
		(long long)rows, rows == 1 ? " is" : "s are");
}

static void top_write(const struct draft *d, const char *agency)
{
	const struct look *l = d->look;
	const char *delimiter = l->delimiter == ';' ? "semicolon" : l->delimiter == '\t' ? "tab"
		: l->delimiter == '|' ? "pipe" : "comma";

	fprintf(d->out, "# Drafted from %s: %lld row%s%s below the header on line %lld%s.\n"
		"# Read it through, then try it:  throughline profile check THIS-FILE %s\n"
		"# and keep it:                   throughline profile add THIS-FILE\n",
		d->base, (long long)l->rows, l->rows == 1 ? "" : "s", l->rows >= LOOK_ROWS ? " (no more were looked at)" : "",
		(long long)l->header_line, l->headers ? ", which comes again further down" : "", d->base);
	name_write(d);
	if (agency)
		fprintf(d->out, "agency     %s\n", agency);
	else
		fputs("# agency   CODE                # whose files are these?\n", d->out);
	fprintf(d->out, "delimiter  %s\n", delimiter);
	if (l->seen.is_1252)
		fputs("encoding   windows-1252\n", d->out);
	dates_write(d);
	fputs("nothing    \"N/A\", \"n/k\", \"NULL\", \"-\"\n", d->out);
	skips_write(d);
	nameless_write(d);
	down_write(d);
}

/* Fields ------------------------------------------------------------------------------------ */

static const char *why(const struct guess *g)
{
	return g->by_values ? "by its values" : "by its header";
}

static void line_begin(const struct draft *d, const char *field, const struct look_column *c)
{
	fprintf(d->out, "  %-14s ", field);
	if (c)
		column_write(d, c);
}

static bool is_valued(const char *field)
{
	return strcmp(field, "sex") == 0 || strcmp(field, "status") == 0 || strcmp(field, "kind") == 0;
}

/* The NHS's numbers for a sex are told by the 2: elsewhere 0 and 1 are what a sender says they are. */
static const char *sex_by_number(const struct look_column *c, const char *value)
{
	static const char *const MEANS[] = { "unknown", "male", "female" };
	bool has_two = false;

	for (size_t i = 0; i < c->value_n; i++)
		has_two |= strcmp(c->value[i].text, "2") == 0;
	if (!has_two || !value[0] || value[1])
		return NULL;
	return value[0] == '9' ? "unknown" : value[0] >= '0' && value[0] <= '2' ? MEANS[value[0] - '0'] : NULL;
}

/* A line for each value that was seen; what nobody can guess is left to a person. */
/* Beneath "Assessment type" everything is one, whatever its own words say. */
static void values_write(const struct draft *d, const char *field, const struct look_column *c)
{
	bool kind = strcmp(field, "kind") == 0;
	const char *usual = kind ? guess_meaning("kind", c->words) : NULL;

	if (c->has_more) {
		fputs("    # more different values than can be listed here\n", d->out);
		return;
	}
	for (size_t i = 0; i < c->value_n; i++) {
		const char *means = guess_meaning(field, c->value[i].text);

		if (!means && strcmp(field, "sex") == 0)
			means = sex_by_number(c, c->value[i].text);

		fputs(means || kind ? "    " : "    # ", d->out);
		quoted(d->out, c->value[i].text);
		fprintf(d->out, " is %s   # %lld row%s%s\n", means ? means : usual ? usual : kind ? "contact" : "…",
			(long long)c->value[i].count, c->value[i].count == 1 ? "" : "s",
			means ? "" : kind ? "; a guess: assessment, review, request, plan, service, note?" : "; what is it?");
	}
}

static bool date_check(const char *field)
{
	return strstr(field, "date_of_") == field;
}

static void field_write(const struct draft *d, const struct guess *g)
{
	const struct look_column *c = g->column;
	bool is_address = strcmp(g->field, "address") == 0 && c->is[LK_HOLDS_POSTCODE] * 4 > c->filled;

	line_begin(d, is_address ? "full_address" : g->field, c);
	fprintf(d->out, "   # %s", why(g));
	if (is_address)
		fputs("; the postcode stands inside", d->out);
	else if (strcmp(g->field, "nhs_number") == 0)
		fprintf(d->out, "; the check digit holds in %lld of %lld", (long long)c->is[LK_NHS], (long long)c->filled);
	else if (strcmp(g->field, "full_name") == 0 && c->is[LK_COMMA_NAME])
		fputs("; FAMILY, Given", d->out);
	else if (date_check(g->field) && dates_in(c) + c->is[LK_EXCEL] < c->filled)
		fputs("; not all of them are dates", d->out);
	if (strcmp(g->field, "local_id") == 0 && c->claimed && strcmp(c->claimed, "nhs_number") == 0)
		fputs("; nothing else tells people apart", d->out);
	if (strcmp(g->field, "local_id") == 0 && !c->is_unique)
		fputs("; it comes in several rows: one person each?", d->out);
	fputc('\n', d->out);
	if (is_valued(g->field))
		values_write(d, g->field, c);
}

/* "Address 1", "Address 2" … as one. */
static bool address_lines_write(const struct draft *d)
{
	int n = 0;

	for (size_t i = 0; i < d->look->n; i++) {
		struct look_column *c = &d->look->column[i];
		size_t words = strspn(c->folded, "adreslin ");

		if (strncmp(c->folded, "addr", 4) != 0 || !c->folded[words] || c->folded[words] > '9' ||
			(c->claimed && strcmp(c->claimed, "address") != 0))
			continue;
		if (n++)
			fputs(" + ', ' + ", d->out);
		else
			fputs("  full_address   ", d->out);
		column_write(d, c);
		c->claimed = "full_address";
	}
	if (n)
		fputs("   # by their headers\n", d->out);
	return n > 0;
}

/* Whose a row is: by the column that numbers people, else by name and birth date.  False: not even these. */
static bool whose_write(const struct draft *d, const struct look_column *id)
{
	static const char *const WHOLE[] = { "full_name", "date_of_birth" },
		*const PARTS[] = { "family_name", "given_name", "date_of_birth" };
	bool has_whole = guesses_find(d->guesses, TABLE_PEOPLE, "full_name");
	size_t n = has_whole ? 2 : 3;

	if (id) {
		column_write(d, id);
		return true;
	}
	for (size_t i = 0; i < n; i++)
		if (!guesses_find(d->guesses, TABLE_PEOPLE, has_whole ? WHOLE[i] : PARTS[i]))
			return false;
	for (size_t i = 0; i < n; i++) {
		fputs(i ? " + '/' + " : "", d->out);
		column_write(d, guesses_find(d->guesses, TABLE_PEOPLE, has_whole ? WHOLE[i] : PARTS[i]));
	}
	return true;
}

/* Where no column numbers people only somebody can say what else tells them apart. */
static void id_missing_write(const struct draft *d)
{
	fputs("  # local_id     ", d->out);
	if (whose_write(d, NULL))
		fputs("   # no column numbers people and it is needed: name and birth date, if nothing better, "
			"tell them apart until one is spelt otherwise. Then take the # off\n", d->out);
	else
		fputs("\"…\"   # which column tells one person from another? it is needed\n", d->out);
}

static void people_write(const struct draft *d)
{
	const struct look_column *id = guesses_find(d->guesses, TABLE_PEOPLE, "local_id");
	bool has_lines;

	fputs("\npeople\n", d->out);
	if (!id)
		id_missing_write(d);
	has_lines = address_lines_write(d);
	for (size_t i = 0; i < d->guesses->n; i++) {
		const struct guess *g = &d->guesses->list[i];

		if (g->table == TABLE_PEOPLE && !(has_lines && strcmp(g->field, "address") == 0))
			field_write(d, g);
	}
}

static void source_ref_write(const struct draft *d, const struct look_column *id, const struct look_column *date)
{
	const struct look_column *ref = guesses_find(d->guesses, TABLE_EVENTS, "source_ref");
	const struct look_column *kind = guesses_find(d->guesses, TABLE_EVENTS, "kind");
	const struct look_column *code = guesses_find(d->guesses, TABLE_EVENTS, "code");

	line_begin(d, "source_ref", ref);
	if (ref && !ref->is_unique) {
		fputs(" + '/' + ", d->out);
		if (whose_write(d, id))
			fputs("   # by its header; it comes in several rows, so with whose each is\n", d->out);
		else
			fputs("\"…\"   # it comes in several rows: what tells these apart?\n", d->out);
		return;
	}
	if (ref) {
		fputs("   # by its header\n", d->out);
		return;
	}
	if (whose_write(d, id))
		fputs(" + '/' + ", d->out);
	column_write(d, date);
	if (kind && kind->filled == d->look->rows) {
		fputs(" + '/' + ", d->out);
		column_write(d, kind);
	}
	if (code && code->filled == d->look->rows) {
		fputs(" + '/' + ", d->out);
		column_write(d, code);
	}
	fputs("   # no column numbers the events: these together must not come twice\n", d->out);
}

static bool may_be_instrument(const char *value)
{
	const char *kind = guess_meaning("kind", value);

	return kind && (strcmp(kind, "assessment") == 0 || strcmp(kind, "review") == 0);
}

static void instrument_write(const struct draft *d, const struct look_column *kind)
{
	bool any = false;

	for (size_t i = 0; i < kind->value_n && !kind->has_more; i++) {
		const char *value = kind->value[i].text;
		int found = may_be_instrument(value) ? guess_instrument(d->catalogue, value) : -1;

		if (found < 0)
			continue;
		if (!any) {
			line_begin(d, "instrument", kind);
			fputs("   # what is asked: the catalogue's assessment types\n", d->out);
		}
		any = true;
		fputs("    ", d->out);
		quoted(d->out, value);
		fprintf(d->out, " is %s   # closest: %s\n", catalogue_instrument(d->catalogue, found)->code,
			catalogue_instrument(d->catalogue, found)->name);
	}
	if (any)
		fputs("    other is nothing\n", d->out);
	else
		fputs("  # instrument   'HOUS-UK'   # for assessments: without a type or domains nothing can be judged\n",
			d->out);
}

/* What parts the topics, so that each can be looked up. */
static char list_separator(const struct look_column *c)
{
	static const char TRIED[] = ";,/|";

	for (const char *s = TRIED; *s; s++)
		for (size_t i = 0; i < c->value_n; i++)
			if (strchr(c->value[i].text, *s))
				return *s;
	return ';';
}

struct topics { const char *text[LOOK_DISTINCT]; size_t length[LOOK_DISTINCT], n; };

static void topic_add(struct topics *t, const char *text, size_t n)
{
	while (n && *text == ' ')
		text++, n--;
	while (n && text[n - 1] == ' ')
		n--;
	for (size_t i = 0; i < t->n; i++)
		if (t->length[i] == n && memcmp(t->text[i], text, n) == 0)
			return;
	if (!n || t->n == LOOK_DISTINCT)
		return;
	t->text[t->n] = text;
	t->length[t->n++] = n;
}

static void domains_write(const struct draft *d, const struct look_column *c)
{
	char separator = list_separator(c), topic[128], codes[200];
	struct topics topics = { .n = 0 };

	line_begin(d, "domains", c);
	fprintf(d->out, " list '%c'   # by its header; the needs that were asked about\n", separator);
	for (size_t i = 0; i < c->value_n; i++) {
		const char *at = c->value[i].text;

		while (*at) {
			size_t n = 0;

			while (at[n] && at[n] != separator)
				n++;
			topic_add(&topics, at, n);
			at += n + (at[n] != 0);
		}
	}
	for (size_t i = 0; i < topics.n; i++) {
		domains_t found;

		if (topics.length[i] >= sizeof topic)
			continue;
		memcpy(topic, topics.text[i], topics.length[i]);
		topic[topics.length[i]] = 0;
		found = terms_domains(d->catalogue, topic);
		catalogue_domains_show(d->catalogue, found, ";", codes, sizeof codes);
		fputs(found ? "    " : "    # ", d->out);
		quoted(d->out, topic);
		fprintf(d->out, " is '%s'%s\n", found ? codes : "…", found ? "" : "   # which domain?");
	}
}

static void event_others_write(const struct draft *d)
{
	static const char DONE[] = "source_ref;starts_on;kind;domains";

	for (size_t i = 0; i < d->guesses->n; i++) {
		const struct guess *g = &d->guesses->list[i];

		if (g->table == TABLE_EVENTS && !text_list_has(DONE, g->field))
			field_write(d, g);
	}
}

/* "Referral date": what is dated so is a request. */
static const char *kind_by_date(const struct look_column *date)
{
	const char *kind = guess_meaning("kind", date->words);

	return kind ? kind : "contact";
}

static void events_write(const struct draft *d)
{
	const struct look_column *date = guesses_find(d->guesses, TABLE_EVENTS, "starts_on");
	const struct look_column *kind = guesses_find(d->guesses, TABLE_EVENTS, "kind");
	const struct look_column *needs = guesses_find(d->guesses, TABLE_EVENTS, "domains");
	const struct look_column *id = guesses_find(d->guesses, TABLE_PEOPLE, "local_id");

	fputs("\nevents\n", d->out);
	if (date->filled < d->look->rows) {
		fputs("  when           ", d->out);
		column_write(d, date);
		fputs(" is filled\n", d->out);
	}
	source_ref_write(d, id, date);
	if (id) {
		line_begin(d, "local_id", id);
		fputc('\n', d->out);
	} else {
		id_missing_write(d);
	}
	line_begin(d, "starts_on", date);
	for (size_t i = 0; i < d->look->n; i++) {
		struct look_column *c = &d->look->column[i];

		if (!c->claimed && look_is(c, LK_TIME)) {
			fputs(" + ' ' + ", d->out);
			column_write(d, c);
			c->claimed = "starts_on";
			break;
		}
	}
	fputs("   # by its header\n", d->out);
	line_begin(d, "kind", kind);
	if (!kind)
		fprintf(d->out, "'%s'   # the same for every row; or assessment, review, request …\n", kind_by_date(date));
	else
		fputs("   # by its header\n", d->out);
	if (kind) {
		values_write(d, "kind", kind);
		if (!guesses_find(d->guesses, TABLE_EVENTS, "title")) {
			line_begin(d, "title", kind);
			fputc('\n', d->out);
		}
		instrument_write(d, kind);
	}
	if (needs)
		domains_write(d, needs);
	event_others_write(d);
}

/* A column of dates that is named after what was done then. */
static const char *kind_of_column(const struct look_column *c)
{
	static const char *const NONE[] = { "tenancy", "contract", "lease", "birth", "rent", "let", "payment" };
	const char *kind = guess_meaning("kind", c->words);
	bool is_date = look_is(c, LK_DMY) || look_is(c, LK_MDY) || look_is(c, LK_YMD) || look_is(c, LK_EXCEL);

	for (size_t i = 0; i < sizeof NONE / sizeof *NONE; i++)
		if (strstr(c->words, NONE[i]))
			return NULL;
	return !c->claimed && *c->folded && c->filled && is_date ? kind : NULL;
}

static bool is_ahead(const struct look_column *c)
{
	return strstr(c->words, "next") || strstr(c->words, "due") || strstr(c->words, "planned");
}

/* A word of the column's own, for its events' references. */
static void slug_write(const struct draft *d, const struct look_column *c)
{
	fputc('\'', d->out);
	for (const char *at = c->folded; *at; at++)
		fputc(*at == ' ' ? '-' : *at, d->out);
	fputc('\'', d->out);
}

static void title_write(const struct draft *d, const struct look_column *c)
{
	fputs("  title          '", d->out);
	for (const char *at = c->name; *at; at++)
		if (*at != '\'' && *at != '\n')
			fputc(*at, d->out);
	fputs("'\n", d->out);
}

static void column_events_write(const struct draft *d, const struct look_column *id, const struct look_column *c,
	const char *kind)
{
	int found = strcmp(kind, "assessment") == 0 || strcmp(kind, "review") == 0
		? guess_instrument(d->catalogue, c->words) : -1;

	fputs("\nevents\n  when           ", d->out);
	column_write(d, c);
	fputs(" is filled   # a column of dates is an event each\n", d->out);
	line_begin(d, "source_ref", id);
	fputs(" + '/' + ", d->out);
	slug_write(d, c);
	fputs(" + '/' + ", d->out);
	column_write(d, c);
	fputc('\n', d->out);
	line_begin(d, "local_id", id);
	fputc('\n', d->out);
	line_begin(d, "starts_on", c);
	fprintf(d->out, "\n  kind           '%s'   # or contact, assessment, review, request …\n", kind);
	if (is_ahead(c))
		fputs("  status         'planned'\n", d->out);
	title_write(d, c);
	if (found >= 0)
		fprintf(d->out, "  instrument     '%s'   # closest: %s\n", catalogue_instrument(d->catalogue, found)->code,
			catalogue_instrument(d->catalogue, found)->name);
	else if (strcmp(kind, "assessment") == 0)
		fputs("  # instrument   'HOUS-UK'   # without a type or domains nothing can be judged\n", d->out);
}

static void columns_events_write(const struct draft *d)
{
	const struct look_column *id = guesses_find(d->guesses, TABLE_PEOPLE, "local_id");

	for (size_t i = 0; id && i < d->look->n; i++) {
		struct look_column *c = &d->look->column[i];
		const char *kind = kind_of_column(c);

		if (!kind)
			continue;
		column_events_write(d, id, c, kind);
		c->claimed = "starts_on";
	}
}

static void unplaced_write(const struct draft *d)
{
	bool any = false;

	for (size_t i = 0; i < d->look->n; i++) {
		const struct look_column *c = &d->look->column[i];

		if (c->claimed || (!*c->name && !c->filled))
			continue;
		if (!any)
			fputs("\n# Not placed:\n", d->out);
		any = true;
		fputs("#   ", d->out);
		column_write(d, c);
		fprintf(d->out, "   %s\n", guess_shape(c));
	}
}

/* A word that is claimed for events is not lost where there are none. */
static void events_unclaim(struct guesses *g)
{
	for (size_t i = 0; i < g->n; i++)
		if (g->list[i].table == TABLE_EVENTS)
			g->list[i].column->claimed = NULL;
}

enum status profile_draft(const char *path, const char *agency, const struct catalogue *c,
	struct arena *a, const char **text, struct err *e)
{
	const char *slash = strrchr(path, '/');
	struct look look;
	struct guesses guesses;
	struct draft d = { .look = &look, .guesses = &guesses, .catalogue = c,
		.base = slash && slash[1] ? slash + 1 : path };
	char *written = NULL;
	size_t size;
	enum status st = look_at(&look, path, a, e);

	if (st != ST_OK)
		return st;
	guesses_make(&guesses, &look);
	if (!guesses.has_events)
		events_unclaim(&guesses);
	d.out = open_memstream(&written, &size);
	if (!d.out)
		return err_nomem(e);
	top_write(&d, agency);
	if (guesses.has_people)
		people_write(&d);
	if (guesses.has_events)
		events_write(&d);
	columns_events_write(&d);
	unplaced_write(&d);
	if (fclose(d.out) != 0 || !(*text = arena_dup(a, written)))
		st = err_nomem(e);
	free(written);
	return st;
}
