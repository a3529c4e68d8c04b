/* A first profile, written from looking at a table. */
#include "profile.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ingest/profile/draft.h"
#include "text.h"

void draft_quoted(FILE *out, const char *text)
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
void draft_column(const struct draft *d, const struct look_column *c)
{
	for (size_t i = 0; i < d->look->n; i++) {
		const struct look_column *o = &d->look->column[i];

		if (o->place == c->place && *c->folded) {
			draft_quoted(d->out, c->name);
			return;
		}
		if (strcmp(o->folded, c->folded) == 0)
			break;
	}
	fprintf(d->out, "column %d", c->place + 1);
}

/* What a guess was made by; of a name that comes several times, which of them it is. */
static void why_write(const struct draft *d, const struct guess *g)
{
	fprintf(d->out, "   # by its %s", g->by_values ? "values" : "header");
	if (g->column->is_grouped && !g->by_values)
		fprintf(d->out, ", %s beneath %s", g->column->name, g->column->group);
}

void draft_line(const struct draft *d, const char *field, const struct look_column *c)
{
	fprintf(d->out, "  %-14s ", field);
	if (c)
		draft_column(d, c);
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

/* Beneath "Assessment type" or "Tool" everything is an assessment, unless its own words say otherwise. */
const char *draft_usual_kind(const struct look_column *c)
{
	const char *kind = guess_meaning("kind", c->words);

	kind = kind || !*c->parts ? kind : guess_meaning("kind", c->parts);
	return kind ? kind : guess_has_one(c->words, "tool") ? "assessment" : NULL;
}

/* A line for each value that was seen; what nobody can guess is left to a person. */
void draft_values(const struct draft *d, const char *field, const struct look_column *c)
{
	bool kind = strcmp(field, "kind") == 0;
	const char *usual = kind ? draft_usual_kind(c) : NULL;

	if (c->has_more) {
		fputs("    # more different values than can be listed here\n", d->out);
		return;
	}
	for (size_t i = 0; i < c->value_n; i++) {
		const char *means = strcmp(field, "status") == 0 ? guess_status(c, c->value[i].text)
			: guess_meaning(field, c->value[i].text);

		if (!means && strcmp(field, "sex") == 0)
			means = sex_by_number(c, c->value[i].text);

		fputs(means || kind ? "    " : "    # ", d->out);
		draft_quoted(d->out, c->value[i].text);
		fprintf(d->out, " is %s   # %lld row%s%s\n", means ? means : usual ? usual : kind ? "contact" : "…",
			(long long)c->value[i].count, c->value[i].count == 1 ? "" : "s",
			means ? "" : kind ? "; a guess: assessment, review, request, plan, service, note?" : "; what is it?");
	}
	if (kind && c->filled < d->look->rows)
		fprintf(d->out, "    \"\" is %s   # where nothing stands; a guess\n", usual ? usual : "contact");
}

static bool date_check(const char *field)
{
	return strstr(field, "date_of_") == field;
}

void draft_why(const struct draft *d, enum table t, const char *field)
{
	for (size_t i = 0; i < d->guesses->n; i++)
		if (d->guesses->list[i].table == t && strcmp(d->guesses->list[i].field, field) == 0)
			why_write(d, &d->guesses->list[i]), fputc('\n', d->out);
}

void draft_field(const struct draft *d, const struct guess *g)
{
	const struct look_column *c = g->column;
	bool is_address = strcmp(g->field, "address") == 0 && c->is[LK_HOLDS_POSTCODE] * 4 > c->filled;

	draft_line(d, is_address ? "full_address" : g->field, c);
	why_write(d, g);
	if (is_address)
		fputs("; the postcode stands inside", d->out);
	else if (strcmp(g->field, "nhs_number") == 0)
		fprintf(d->out, "; the check digit holds in %lld of %lld", (long long)c->is[LK_NHS], (long long)c->filled);
	else if (strcmp(g->field, "full_name") == 0 && c->is[LK_COMMA_NAME])
		fputs("; FAMILY, Given", d->out);
	else if (date_check(g->field) && look_dates(c) + c->is[LK_EXCEL] < c->filled)
		fputs("; not all of them are dates", d->out);
	if (strcmp(g->field, "local_id") == 0 && c->claimed && strcmp(c->claimed, "nhs_number") == 0)
		fputs("; nothing else tells people apart", d->out);
	if (strcmp(g->field, "local_id") == 0 && !c->is_unique)
		fputs("; it comes in several rows: one person each?", d->out);
	fputc('\n', d->out);
	if (is_valued(g->field))
		draft_values(d, g->field, c);
}

/* "Address 1", "Address 2" … as one. */
bool draft_address_lines(const struct draft *d)
{
	int n = 0;

	for (size_t i = 0; i < d->look->n; i++) {
		struct look_column *c = &d->look->column[i];
		size_t words = strspn(c->folded, "adreslin ");

		if (strncmp(c->folded, "addr", 4) != 0 || !c->folded[words] || c->folded[words] > '9' ||
			(c->claimed && strcmp(c->claimed, "address") != 0 && strcmp(c->claimed, "full_address") != 0))
			continue;
		if (n++)
			fputs(" + ', ' + ", d->out);
		else
			fputs("  full_address   ", d->out);
		draft_column(d, c);
		c->claimed = "full_address";
	}
	if (n)
		fputs("   # by their headers\n", d->out);
	return n > 0;
}

/* What tells people apart where no column numbers them; NULL: a column that there is none of. */
static size_t names_and_birth(const struct draft *d, const struct look_column *out[3])
{
	static const char *const WHOLE[] = { "full_name", "date_of_birth" },
		*const PARTS[] = { "family_name", "given_name", "date_of_birth" };
	bool has_whole = guesses_find(d->guesses, TABLE_PEOPLE, "full_name");
	size_t n = has_whole ? 2 : 3;

	for (size_t i = 0; i < n; i++)
		out[i] = guesses_find(d->guesses, TABLE_PEOPLE, has_whole ? WHOLE[i] : PARTS[i]);
	return n;
}

bool draft_is_known(const struct draft *d)
{
	const struct look_column *column[3];
	size_t n = names_and_birth(d, column);

	for (size_t i = 0; i + 1 < n; i++)
		if (!column[i])
			return false;
	return true;
}

bool draft_whose(const struct draft *d, const struct look_column *id)
{
	const struct look_column *column[3];
	size_t n = id ? 1 : names_and_birth(d, column);

	if (id)
		column[0] = id;
	else if (!draft_is_known(d))
		return false;
	for (size_t i = 0; i < n; i++) {
		if (!column[i])
			break; /* no birth dates */
		fputs(i ? " + '/' + " : "", d->out);
		draft_column(d, column[i]);
	}
	return true;
}

/* Where no column numbers people only somebody can say what else tells them apart. */
static void draft_id_missing(const struct draft *d)
{
	bool is_known = draft_is_known(d);

	fprintf(d->out, "  # local_id     %s", is_known ? "hashed " : "");
	if (is_known && draft_whose(d, NULL))
		fprintf(d->out, "   # no column numbers people and it is needed: %s, if nothing better, "
			"tell them apart until one is spelt otherwise%s. Then take the # off\n",
			guesses_find(d->guesses, TABLE_PEOPLE, "date_of_birth") ? "name and birth date" : "names alone",
			guesses_find(d->guesses, TABLE_PEOPLE, "date_of_birth") ? "" : " or two are called the same");
	else
		fputs("\"…\"   # which column tells one person from another? it is needed\n", d->out);
}

void draft_whom(const struct draft *d, const struct look_column *id)
{
	if (!id) {
		draft_id_missing(d);
		return;
	}
	draft_line(d, "local_id", id);
	fputc('\n', d->out);
}

/* Whether a yes there is what agencies agreed to share by, only somebody can say. */
static void consent_offer(const struct draft *d)
{
	for (size_t i = 0; i < d->look->n; i++) {
		struct look_column *c = &d->look->column[i];

		if (c->claimed || !c->filled || c->has_more || !guess_has_one(c->words,
			"consent;consented;permission to share;agrees to share;share information") ||
			guess_has_one(c->words, "date;by;giving;treatment;photo;photos;photograph;marketing"))
			continue;
		fputs("  # consent      ", d->out);
		draft_column(d, c);
		fputs("   # whether their events may be shared with other agencies? yes, no, given, refused.  Then take the # off\n",
			d->out);
		c->claimed = "offered";
		return;
	}
}

static void people_write(const struct draft *d)
{
	const struct look_column *id = guesses_find(d->guesses, TABLE_PEOPLE, "local_id");
	bool has_lines;

	fputs("\npeople\n", d->out);
	if (!id)
		draft_id_missing(d);
	has_lines = draft_address_lines(d);
	draft_birth(d);
	for (size_t i = 0; i < d->guesses->n; i++) {
		const struct guess *g = &d->guesses->list[i];

		if (g->table == TABLE_PEOPLE && !(has_lines && strcmp(g->field, "address") == 0))
			draft_field(d, g);
	}
	consent_offer(d);
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
		draft_column(d, c);
		fprintf(d->out, "   %s\n", draft_is_yes_or_no(c) ? "yes or no" : guess_is_level(c)
			? "levels: what of, only a person can say" : guess_shape(c));
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
	bool ok;
	enum status st = look_at(&look, path, a, e);

	if (st != ST_OK)
		return st;
	guess_columns_word(&look);
	draft_several_claim(&look);
	draft_each_claim(&look);
	guesses_make(&guesses, &look);
	draft_needs_claim(&d);
	if (!guesses.has_events)
		events_unclaim(&guesses);
	d.out = open_memstream(&written, &size);
	if (!d.out)
		return err_nomem(e);
	draft_top(&d, agency);
	if (guesses.has_people)
		people_write(&d);
	if (guesses.has_events)
		draft_events(&d);
	draft_several(&d);
	draft_column_events(&d);
	draft_each(&d);
	ok = draft_seconds(&d);
	draft_needs_offer(&d);
	unplaced_write(&d);
	if (fclose(d.out) != 0 || !ok || !(*text = arena_dup(a, written)))
		st = err_nomem(e);
	free(written);
	return st;
}
