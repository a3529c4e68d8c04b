/* people, journey, known: one person found, and what is there about them. */
#include <stdlib.h>
#include <string.h>

#include "command.h"
#include "journey.h"
#include "search.h"
#include "text.h"

enum status command_people(struct cli *cli, struct err *err)
{
	static const struct out_column COLUMNS[] = {
		{ "person_id", false, 8 }, { "name", false, 26 }, { "date_of_birth", false, 0 }, { "sex", false, 3 },
		{ "nhs_number", false, 0 }, { "agencies", false, 22 }, { "why", false, 18 },
	};
	const char *query = cli->options->word[0];
	struct person_hit *hit;
	struct out *out;
	enum status st;
	size_t n;

	for (size_t i = 1; query && i < cli->options->word_n; i++)
		query = arena_printf(cli->arena, "%s %s", query, cli->options->word[i]);
	if (!query)
		return err_nomem(err);
	st = people_search(cli->session, query, 0, true, cli->arena, &hit, &n, err);
	if (st == ST_OK)
		st = cli_list(cli, COLUMNS, 7, &out, err);
	if (st != ST_OK)
		return st;
	for (size_t i = 0; i < n; i++)
		out_row(out, (const char *[]){ hit[i].uuid, hit[i].name, hit[i].date_of_birth, hit[i].sex, hit[i].nhs_number,
			hit[i].agencies, hit[i].why });
	st = out_close(out, n == 1 ? "person" : "people", err);
	return st == ST_OK && !n ? err_set(err, ST_NONE, "nobody found; try part of a name, a birth date or an identifier") : st;
}

/* journey ------------------------------------------------------------------ */

/* The evidence of the finding on a row, as AGENCY:source_ref;… sorted by bytes
 * by who made the finding: here in the order of the person's rows. */
static int compare_texts(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static const char *evidence_text(struct cli *cli, const struct person *p, const struct finding *f)
{
	const char **item = arena_alloc(cli->arena, (f->evidence_n + 1) * sizeof *item), *all = "";
	size_t n = 0;

	for (size_t i = 0; item && i < f->evidence_n; i++) {
		const struct journey_row *r = person_row(p, f->evidence[i]);

		if (r)
			item[n++] = arena_printf(cli->arena, "%s:%s", r->event.agency_code, r->event.source_ref);
		if (r && !item[n - 1])
			return "";
	}
	if (item)
		qsort(item, n, sizeof *item, compare_texts);
	for (size_t i = 0; item && i < n && all; i++)
		all = arena_printf(cli->arena, "%s%s%s", all, i ? ";" : "", item[i]);
	return all ? all : "";
}

static enum status journey_list(struct cli *cli, const struct person *p, struct err *err)
{
	static const struct out_column COLUMNS[] = {
		{ "starts_on", false, 0 }, { "ends_on", false, 0 }, { "agency", false, 0 }, { "local_id", false, 0 },
		{ "source_ref", false, 0 }, { "kind", false, 0 }, { "status", false, 0 }, { "title", false, 0 },
		{ "instrument", false, 0 }, { "domains", false, 0 }, { "duplicate_of", false, 0 },
	};
	struct out *out;
	enum status st = cli_list(cli, COLUMNS, 11, &out, err);

	for (size_t i = 0; st == ST_OK && i < p->row_n; i++) {
		const struct journey_row *r = &p->row[i];
		const struct finding *f = r->finding ? r->finding : r->together;
		char domains[DOMAINS_MAX * 12];

		catalogue_domains_show(session_catalogue(cli->session), r->domains, ";", domains, sizeof domains);
		out_row(out, (const char *[]){ r->event.starts_on, r->event.ends_on, r->event.agency_code, r->event.local_id,
			r->event.source_ref, EVENT_KIND_NAMES[r->event.kind], EVENT_STATUS_NAMES[r->event.status], r->title,
			r->instrument, domains, f ? evidence_text(cli, p, f) : "" });
	}
	return st == ST_OK ? out_close(out, NULL, err) : st;
}

static void journey_head(struct cli *cli, const struct person *p)
{
	char born[12], nhs[13] = "", digits[11];

	civil_short(p->born, born);
	if (p->field[RF_NHS_NUMBER].value && nhs_number_valid(p->field[RF_NHS_NUMBER].value, digits))
		nhs_number_show(digits, nhs);
	out_line(stdout, arena_printf(cli->arena, "%s%s%s%s%s", p->called, *born ? "  born " : "", born,
		*nhs ? "  NHS " : "", nhs));
	for (size_t i = 0; i < p->involved_n; i++) {
		const struct involved *v = &p->involved[i];
		char last[12];

		civil_short(v->last, last);
		out_line(stdout, arena_printf(cli->arena, "  %s%s%s%s%s", agency_shown(session_agency(cli->session, v->agency)),
			v->practitioner ? ", " : "", v->practitioner ? v->practitioner : "", *last ? ", last contact " : "", last));
	}
	if (p->own_words)
		out_line(stdout, arena_printf(cli->arena, "  \"%s\"", p->own_words));
	putchar('\n');
}

static enum status journey_text(struct cli *cli, const struct person *p, struct err *err)
{
	static const struct out_column COLUMNS[] = {
		{ "when", false, 0 }, { "agency", false, 24 }, { "kind", false, 10 }, { "what", false, 44 }, { "asked again", false, 60 },
	};
	struct out *out;
	enum status st;

	journey_head(cli, p);
	st = cli_list(cli, COLUMNS, 5, &out, err);
	for (size_t i = 0; st == ST_OK && i < p->row_n; i++) {
		const struct journey_row *r = &p->row[i];
		const struct finding *f = r->finding ? r->finding : r->together;
		char when[12];

		civil_short(r->event.start.day, when);
		out_row(out, (const char *[]){ when, agency_shown(session_agency(cli->session, r->event.agency)),
			EVENT_KIND_NAMES[r->event.kind], r->title,
			f ? arena_printf(cli->arena, "= %d of %d known: %s", f->cover_num, f->cover_den, evidence_text(cli, p, f)) : "" });
	}
	return st == ST_OK ? out_close(out, p->row_n == 1 ? "event" : "events", err) : st;
}

enum status command_journey(struct cli *cli, struct err *err)
{
	struct person *p;
	int64_t id;
	enum status st = cli_person(cli, cli->options->word[0], &id, err);

	if (st == ST_OK)
		st = person_open(cli->session, id, cli->arena, &p, err);
	if (st != ST_OK)
		return st;
	return cli->format == OUT_TABLE ? journey_text(cli, p, err) : journey_list(cli, p, err);
}

/* known -------------------------------------------------------------------- */

static enum status known_query_read(struct cli *cli, struct known_query *q, struct err *err)
{
	const struct catalogue *c = session_catalogue(cli->session);
	const char *instrument = cli->options->value[OPT_INSTRUMENT], *domains = cli->options->value[OPT_DOMAINS];
	const char *agency = cli->options->value[OPT_AGENCY];
	int unknown = 0;

	*q = (struct known_query){ .instrument = -1 };
	if (instrument && (q->instrument = catalogue_instrument_find(c, instrument)) < 0)
		return err_set(err, ST_USAGE, "no assessment type has the code %s", instrument);
	if (domains) {
		char *list = arena_dup(cli->arena, domains);

		if (!list)
			return err_nomem(err);
		for (char *p = list; *p; p++)
			if (*p == ',')
				*p = ';';
		q->domains = catalogue_domains_parse(c, list, NULL, &unknown);
		if (unknown || !q->domains)
			return err_set(err, ST_USAGE, "--domains takes codes such as MOBIL,NUTRI; %s has one that is unknown", domains);
	}
	if (agency) {
		const struct agency *a = session_agency_by_code(cli->session, agency);

		if (!a)
			return err_set(err, ST_USAGE, "no agency here has the code %s", agency);
		q->agency = a->id;
	}
	return ST_OK;
}

static const char *const STATE_NAMES[] = {
	[AN_NEVER] = "never", [AN_CURRENT] = "current", [AN_LAPSED] = "lapsed", [AN_RESET] = "reset",
};

static const char *shown_name(void *arg, int64_t agency)
{
	return agency_shown(session_agency(arg, agency));
}

static void known_row(struct cli *cli, const struct person *p, const struct answer *a, struct out *out)
{
	const struct domain *d = catalogue_domain(session_catalogue(cli->session), (size_t)a->domain);
	const struct journey_row *by = a->state == AN_NEVER ? NULL : &p->row[p->history_row[a->by]];
	char on[11] = "", until[11] = "";

	if (by)
		civil_iso(by->event.start.day, on);
	civil_iso(a->until, until);
	out_row(out, (const char *[]){ cli->format == OUT_TABLE ? d->name : d->code, STATE_NAMES[a->state],
		by ? by->event.agency_code : "", by ? by->event.source_ref : "", on, until,
		by ? depth_name(a->depth) : "", answer_sentence(p->history, a, shown_name, cli->session, cli->arena) });
}

enum status command_known(struct cli *cli, struct err *err)
{
	static const struct out_column COLUMNS[] = {
		{ "domain", false, 38 }, { "state", false, 0 }, { "agency", false, 12 }, { "source_ref", false, 14 },
		{ "on", false, 0 }, { "until", false, 0 }, { "depth", false, 0 }, { "reason", false, 0 },
	};
	struct known_query query;
	struct answer *answer;
	struct person *p;
	struct out *out;
	int64_t id;
	size_t n;
	enum status st = known_query_read(cli, &query, err);

	if (st == ST_OK)
		st = cli_person(cli, cli->options->word[0], &id, err);
	if (st == ST_OK)
		st = person_open(cli->session, id, cli->arena, &p, err);
	if (st == ST_OK)
		st = person_known(cli->session, p, &query, cli->arena, &answer, &n, err);
	if (st == ST_OK)
		st = cli_list(cli, COLUMNS, 8, &out, err);
	if (st != ST_OK)
		return st;
	for (size_t i = 0; i < n; i++)
		known_row(cli, p, &answer[i], out);
	return out_close(out, NULL, err);
}
