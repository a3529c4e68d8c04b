/* known: what need not be asked again about one person, and what remains to be asked. */
#include <string.h>

#include "command.h"
#include "journey.h"
#include "screens/known_told.h"

enum status cli_domains(struct cli *cli, const char *name, const char *text, domains_t *out, struct err *err)
{
	char *list = arena_dup(cli->arena, text);
	int unknown = 0;

	if (!list)
		return err_nomem(err);
	for (char *p = list; *p; p++)
		if (*p == ',')
			*p = ';';
	*out = catalogue_domains_parse(session_catalogue(cli->session), list, NULL, &unknown);
	if (unknown || !*out)
		return err_set(err, ST_USAGE,
			"--%s takes codes such as MOBIL,NUTRI; %s has one that is unknown", name, text);
	return ST_OK;
}

static enum status query_read(struct cli *cli, struct known_query *q, struct err *err)
{
	const struct catalogue *c = session_catalogue(cli->session);
	const char *instrument = cli->options->value[OPT_INSTRUMENT],
		   *domains = cli->options->value[OPT_DOMAINS];

	*q = (struct known_query){ .instrument = -1 };
	if (instrument && domains)
		return err_set(err, ST_USAGE, "--instrument or --domains, not both");
	if (instrument && (q->instrument = catalogue_instrument_find(c, instrument)) < 0)
		return err_set(err, ST_USAGE, "no assessment type has the code %s", instrument);
	return domains ? cli_domains(cli, "domains", domains, &q->domains, err) : ST_OK;
}

static const char *const STATE_NAMES[] = {
	[AN_NEVER] = "never",
	[AN_CURRENT] = "current",
	[AN_LAPSED] = "lapsed",
	[AN_RESET] = "reset",
};

static void row_print(
	struct cli *cli, const struct person *p, const struct answer *a, struct out *out)
{
	const struct domain *d = catalogue_domain(
		session_catalogue(cli->session), (size_t)a->domain);
	const struct journey_row *by = a->state == AN_NEVER ? NULL : person_row_at(p, a->by);
	char on[11] = "", until[11] = "";
	struct answer *source = NULL;
	size_t n = 0;
	struct err e = {0};

	if (a->state == AN_NEVER || person_known_sources(cli->session, p, a->domain, cli->arena, &source, &n, &e) != ST_OK)
		n = 0;
	if (by)
		civil_iso(by->event.start.day, on);
	civil_iso(a->until, until);
	out_row(out,
		(const char *[]){ d->code, STATE_NAMES[a->state], by ? by->event.agency_code : "",
			by ? by->event.source_ref : "", on, until, by ? depth_name(a->depth) : "",
			answer_sentence(p->history, a, session_agency_name, cli->session, cli->arena),
			known_others(cli->session, p, source, n, cli->arena) });
}

/* What the list comes to, for one who is about to assess. */
static void say_outcome(struct cli *cli, const struct answer *answer, size_t n)
{
	const struct catalogue *c = session_catalogue(cli->session);
	char known[1000] = "", left[1000] = "";
	domains_t answered = 0, remaining = 0;

	for (size_t i = 0; i < n; i++)
		*(answer_holds(&answer[i]) ? &answered : &remaining) |= (domains_t)1
			<< answer[i].domain;
	catalogue_domains_name(c, answered, known, sizeof known);
	catalogue_domains_name(c, remaining, left, sizeof left);
	if (answered)
		out_paragraph(stdout,
			cli_text(cli, "Known already, ask the agency instead: %s.", known), 2,
			cli->style.width);
	if (remaining)
		out_paragraph(stdout, cli_text(cli, "Remains to be asked: %s.", left), 2,
			cli->style.width);
}

static const struct out_column COLUMNS[] = {
	{ .name = "domain", .place = OUT_DATA_ONLY },
	{ .name = "state" },
	{ .name = "agency", .place = OUT_DATA_ONLY },
	{ .name = "source_ref", .place = OUT_DATA_ONLY },
	{ .name = "on", .place = OUT_DATA_ONLY },
	{ .name = "until", .place = OUT_DATA_ONLY },
	{ .name = "depth", .place = OUT_DATA_ONLY },
	{ .name = "reason", .heading = "what is known" },
	{ .name = "also asked:", .place = OUT_BELOW_ONLY },
};
enum { COLUMN_N = sizeof COLUMNS / sizeof *COLUMNS };

enum status cli_known(struct cli *cli, const struct person *p, const struct known_query *query,
	struct err *err)
{
	struct answer *answer;
	struct out *out;
	size_t n;
	enum status st = person_known(cli->session, p, query, cli->arena, &answer, &n, err);

	if (st == ST_OK)
		st = cli_list(cli, COLUMNS, COLUMN_N, &out, err);
	if (st != ST_OK)
		return st;
	for (size_t i = 0; i < n; i++)
		row_print(cli, p, &answer[i], out);
	st = out_close(out, NULL, err);
	if (st == ST_OK && cli->style.format == OUT_TABLE && query->instrument >= 0)
		say_outcome(cli, answer, n);
	return st;
}

enum status command_known(struct cli *cli, struct err *err)
{
	const struct agency *agency = NULL;
	struct known_query query;
	struct person *p;
	int64_t id;
	enum status st = query_read(cli, &query, err);

	if (st == ST_OK)
		st = cli_person(cli, cli->options->word[0], &id, err);
	if (st == ST_OK)
		st = agency_typed(cli->session, cli->options->value[OPT_AGENCY], id, &agency, err);
	query.agency = agency ? agency->id : 0;
	if (st != ST_OK)
		return cli_empty_list(cli, COLUMNS, COLUMN_N, st);
	st = person_open(cli->session, id, cli->arena, &p, err);
	return st == ST_OK ? cli_known(cli, p, &query, err) : st;
}
