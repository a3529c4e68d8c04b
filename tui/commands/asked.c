/* duplicates, decide, undo, redo: what was asked again, and what is made of it. */
#include <stdlib.h>
#include <string.h>

#include "asked.h"
#include "command.h"

static enum status stage_read(const char *text, int *stage, struct err *err)
{
	*stage = -1;
	for (int i = 0; text && i < SG_COUNT; i++)
		if (!strcmp(text, STAGE_NAMES[i]))
			*stage = i;
	return text && *stage < 0 ? err_set(err, ST_USAGE, "--stage is requested, planned, under-way, done or passed") : ST_OK;
}

static enum status state_read(const char *text, int *state, struct err *err)
{
	enum verdict v;

	*state = -1;
	if (!text)
		return ST_OK;
	if (!strcmp(text, VERDICT_NAMES[VD_OPEN]))
		v = VD_OPEN;
	else if (!strcmp(text, VERDICT_NAMES[VD_NO_LONGER_APPLIES]))
		v = VD_NO_LONGER_APPLIES;
	else if (!verdict_parse(text, &v) || v >= VD_LINK)
		return err_set(err, ST_USAGE,
			"--state is open, avoidable, justified, reused, joint, asked, wrong-link, data-error or no-longer-applies");
	*state = (int)v;
	return ST_OK;
}

static enum status query_read(struct cli *cli, struct asked_query *q, struct err *err)
{
	const struct options *o = cli->options;
	enum status st = stage_read(o->value[OPT_STAGE], &q->stage, err);

	q->same_agency = option_given(o, OPT_SAME_AGENCY);
	if (st == ST_OK)
		st = state_read(o->value[OPT_STATE], &q->state, err);
	if (st == ST_OK && o->value[OPT_AGENCY]) {
		const struct agency *a = session_agency_by_code(cli->session, o->value[OPT_AGENCY]);

		if (!a)
			return err_set(err, ST_USAGE, "no agency here has the code %s", o->value[OPT_AGENCY]);
		q->agency = a->id;
	}
	if (st == ST_OK && o->value[OPT_PERSON])
		st = cli_person(cli, o->value[OPT_PERSON], &q->person, err);
	return st;
}

static void asked_print(struct cli *cli, const struct asked_row *r, struct out *out)
{
	char on[11], coverage[16], domains[DOMAINS_MAX * 12];

	civil_iso(r->finding.on, on);
	snprintf(coverage, sizeof coverage, "%.4f", (double)r->finding.cover_num / (double)r->finding.cover_den);
	catalogue_domains_show(session_catalogue(cli->session), r->finding.answered, ";", domains, sizeof domains);
	out_row(out, (const char *[]){ r->person_uuid, session_agency(cli->session, r->agency)->code, r->source_ref,
		r->finding.instrument, on, STAGE_NAMES[r->finding.stage], FINDING_KIND_NAMES[r->finding.kind],
		POLICY_NAMES[r->finding.policy], coverage, domains, r->evidence, VERDICT_NAMES[r->state] });
}

enum status command_duplicates(struct cli *cli, struct err *err)
{
	static const struct out_column COLUMNS[] = {
		{ "person_id", false, 8 }, { "agency", false, 12 }, { "source_ref", false, 16 }, { "instrument", false, 0 },
		{ "on", false, 0 }, { "stage", false, 0 }, { "kind", false, 0 }, { "policy", false, 0 }, { "coverage", true, 0 },
		{ "domains", false, 24 }, { "evidence", false, 40 }, { "state", false, 0 },
	};
	struct asked_query query = {0};
	struct asked_row *row;
	struct out *out;
	size_t n;
	enum status st = query_read(cli, &query, err);

	if (st == ST_OK)
		st = asked_list(cli->session, &query, cli->arena, &row, &n, err);
	if (st == ST_OK)
		st = cli_list(cli, COLUMNS, 12, &out, err);
	if (st != ST_OK)
		return st;
	for (size_t i = 0; i < n; i++)
		asked_print(cli, &row[i], out);
	st = out_close(out, n == 1 ? "finding" : "findings", err);
	if (st == ST_OK && cli->format == OUT_TABLE && n)
		puts(ASKED_RIGHT);
	return st == ST_OK && !n ? err_set(err, ST_NONE, "nothing was asked again, as far as the files here tell") : st;
}

enum status command_decide(struct cli *cli, struct err *err)
{
	const struct options *o = cli->options;
	struct ruling ruling = { .reason = o->value[OPT_REASON], .note = o->value[OPT_NOTE], .reply_by = o->value[OPT_REPLY_BY] };
	int64_t event;
	enum status st;

	if (!verdict_parse(o->word[1], &ruling.verdict) || ruling.verdict == VD_OPEN || ruling.verdict >= VD_NO_LONGER_APPLIES)
		return err_set(err, ST_USAGE,
			"a verdict is avoidable, justified, reused, joint, asked, wrong-link or data-error");
	st = asked_find(cli->session, o->word[0], &event, err);
	if (st == ST_OK)
		st = asked_decide(cli->session, &event, 1, &ruling, err);
	if (st == ST_OK)
		out_line(stdout, arena_printf(cli->arena, "Decided: %s. `throughline undo` takes it back.", VERDICT_NAMES[ruling.verdict]));
	return st;
}

enum status command_undo(struct cli *cli, struct err *err)
{
	const char *what;
	enum status st = decision_undo(cli->session, cli->arena, &what, err);

	if (st == ST_OK)
		out_line(stdout, arena_printf(cli->arena, "Undone: %s", what));
	return st;
}

enum status command_redo(struct cli *cli, struct err *err)
{
	const char *what;
	enum status st = decision_redo(cli->session, cli->arena, &what, err);

	if (st == ST_OK)
		out_line(stdout, arena_printf(cli->arena, "Brought back: %s", what));
	return st;
}
