/* The events of a first profile: of a row, and of each column of dates. */
#include "ingest/profile/draft.h"

#include <string.h>

#include "text.h"

/* The hour beside a day: one that is said of every row, before one that is not. */
static struct look_column *time_find(const struct draft *d, const struct look_column *date)
{
	struct look_column *first = NULL;

	for (size_t i = 0; i < d->look->n; i++) {
		struct look_column *c = &d->look->column[i];

		if (c->claimed || !look_is(c, LK_TIME))
			continue;
		if (c->filled >= date->filled)
			return c;
		first = first ? first : c;
	}
	return first;
}

/* Two visits of a day are two: what starts_on is made of stands in the reference, too. */
static void time_write(const struct draft *d, const struct look_column *time, const char *between)
{
	if (!time)
		return;
	fprintf(d->out, " + '%s' + ", between);
	draft_column(d, time);
}

static void source_ref_write(const struct draft *d, const struct look_column *id, const struct look_column *date,
	const struct look_column *time)
{
	const struct look_column *ref = guesses_find(d->guesses, TABLE_EVENTS, "source_ref");
	const struct look_column *kind = guesses_find(d->guesses, TABLE_EVENTS, "kind");
	const struct look_column *code = guesses_find(d->guesses, TABLE_EVENTS, "code");

	draft_line(d, "source_ref", NULL);
	/* Nobody's name, birth date or NHS number in a reference. */
	if ((id ? id->is[LK_NHS] && id->is[LK_NHS] == id->filled : draft_is_known(d)) && !(ref && ref->is_unique))
		fputs("hashed ", d->out);
	if (ref)
		draft_column(d, ref);
	if (ref && !ref->is_unique) {
		fputs(" + '/' + ", d->out);
		if (draft_whose(d, id))
			fputs("   # by its header; it comes in several rows, so with whose each is\n", d->out);
		else
			fputs("\"…\"   # it comes in several rows: what tells these apart?\n", d->out);
		return;
	}
	if (ref) {
		draft_why(d, TABLE_EVENTS, "source_ref");
		return;
	}
	if (draft_whose(d, id))
		fputs(" + '/' + ", d->out);
	draft_column(d, date);
	time_write(d, time, "/");
	if (kind && kind->filled == d->look->rows) {
		fputs(" + '/' + ", d->out);
		draft_column(d, kind);
	}
	if (code && code->filled == d->look->rows) {
		fputs(" + '/' + ", d->out);
		draft_column(d, code);
	}
	fputs("   # no column numbers the events: these together must not come twice", d->out);
	if (time && time->filled < date->filled)
		fprintf(d->out, "; %lld without a time will be set aside", (long long)(date->filled - time->filled));
	fputc('\n', d->out);
}

static bool may_be_instrument(const char *value, const char *usual)
{
	const char *kind = guess_meaning("kind", value);

	kind = kind ? kind : usual;
	return kind && (strcmp(kind, "assessment") == 0 || strcmp(kind, "review") == 0);
}

static void instrument_value_write(const struct draft *d, const char *value, int found)
{
	fputs(found < 0 ? "    # " : "    ", d->out);
	draft_quoted(d->out, value);
	if (found < 0)
		fprintf(d->out, " is '…'   # which assessment type? %s\n",
			guess_meaning("kind", value) && strcmp(guess_meaning("kind", value), "review") == 0
			? "CA-REVIEW a council's?" : "CA-NEEDS a council's, HOUS-UK housing's, WELLB a charity's, PROV-INIT home care's?");
	else
		fprintf(d->out, " is %s   # closest: %s\n", catalogue_instrument(d->catalogue, found)->code,
			catalogue_instrument(d->catalogue, found)->name);
}

void draft_instrument(const struct draft *d, const struct look_column *kind)
{
	const char *usual = draft_usual_kind(kind);
	bool any = false;

	for (size_t i = 0; i < kind->value_n && !kind->has_more; i++) {
		bool may = may_be_instrument(kind->value[i].text, usual);

		any |= may && guess_instrument(d->catalogue, kind->value[i].text) >= 0;
	}
	if (!any) {
		fputs("  # instrument   'HOUS-UK'   # for assessments: without a type or domains nothing can be judged\n",
			d->out);
		return;
	}
	draft_line(d, "instrument", kind);
	fputs("   # what is asked: the catalogue's assessment types\n", d->out);
	for (size_t i = 0; i < kind->value_n; i++)
		if (may_be_instrument(kind->value[i].text, usual))
			instrument_value_write(d, kind->value[i].text, guess_instrument(d->catalogue, kind->value[i].text));
	fputs("    other is nothing\n", d->out);
}

static void event_others_write(const struct draft *d)
{
	static const char DONE[] = "source_ref;starts_on;kind;domains";

	for (size_t i = 0; i < d->guesses->n; i++) {
		const struct guess *g = &d->guesses->list[i];

		if (g->table == TABLE_EVENTS && !text_list_has(DONE, g->field))
			draft_field(d, g);
	}
}

/* "Referral date": what is dated so is a request. */
static const char *kind_by_date(const struct look_column *date)
{
	const char *kind = guess_meaning("kind", date->words);

	return kind ? kind : "contact";
}

/* When it was to be, where it is said of rows that do not say when it was: visits that nobody made. */
static struct look_column *planned_find(const struct draft *d, const struct look_column *date)
{
	if (!guesses_find(d->guesses, TABLE_EVENTS, "status") || date->filled >= d->look->rows)
		return NULL;
	for (size_t i = 0; i < d->look->n; i++) {
		struct look_column *c = &d->look->column[i];

		if (!c->claimed && guess_is_date(c) && c->filled > date->filled && !guess_has_one(c->words, "end;finish") &&
			guess_has_one(c->words, "scheduled;planned;booked;rostered"))
			return c;
	}
	return NULL;
}

/* `instead`: the column that is empty where this one counts; NULL: it counts by itself. */
static void event_write(const struct draft *d, const struct look_column *date, struct look_column *time,
	const struct look_column *instead)
{
	const struct look_column *kind = guesses_find(d->guesses, TABLE_EVENTS, "kind");
	const struct look_column *id = guesses_find(d->guesses, TABLE_PEOPLE, "local_id");

	fputs("\nevents\n", d->out);
	if (instead || date->filled < d->look->rows) {
		fputs("  when           ", d->out);
		draft_column(d, instead ? instead : date);
		fputs(instead ? " is empty   # nobody came, or not yet: its status says which\n" : " is filled\n", d->out);
	}
	source_ref_write(d, id, date, time);
	draft_whom(d, id);
	draft_line(d, "starts_on", date);
	time_write(d, time, " ");
	if (instead)
		fputc('\n', d->out);
	else
		draft_why(d, TABLE_EVENTS, "starts_on");
	draft_line(d, "kind", kind);
	if (!kind)
		fprintf(d->out, "'%s'   # the same for every row; or assessment, review, request …\n",
			kind_by_date(instead ? instead : date));
	else
		draft_why(d, TABLE_EVENTS, "kind");
	if (kind) {
		draft_values(d, "kind", kind);
		if (!guesses_find(d->guesses, TABLE_EVENTS, "title")) {
			draft_line(d, "title", kind);
			fputc('\n', d->out);
		}
		draft_instrument(d, kind);
	}
	draft_needs(d);
	event_others_write(d);
}

void draft_events(const struct draft *d)
{
	const struct look_column *date = guesses_find(d->guesses, TABLE_EVENTS, "starts_on");
	struct look_column *time = time_find(d, date), *planned;

	if (time)
		time->claimed = "starts_on";
	planned = planned_find(d, date);
	event_write(d, date, time, NULL);
	if (!planned)
		return;
	planned->claimed = "starts_on";
	event_write(d, planned, NULL, date);
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
	for (const char *at = c->is_grouped ? c->words : c->folded; *at; at++)
		fputc(*at == ' ' ? '-' : *at, d->out);
	fputc('\'', d->out);
}

static void title_write(const struct draft *d, const struct look_column *c)
{
	const char *const said[] = { c->is_grouped ? c->group : "", c->is_grouped ? " " : "", c->name };

	fputs("  title          '", d->out);
	for (size_t i = 0; i < 3; i++)
		for (const char *at = said[i]; *at; at++)
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
	draft_column(d, c);
	fputs(" is filled   # a column of dates is an event each\n", d->out);
	draft_line(d, "source_ref", id);
	fputs(" + '/' + ", d->out);
	slug_write(d, c);
	fputs(" + '/' + ", d->out);
	draft_column(d, c);
	fputc('\n', d->out);
	draft_line(d, "local_id", id);
	fputc('\n', d->out);
	draft_line(d, "starts_on", c);
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

void draft_column_events(const struct draft *d)
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
