/* duplicates, decide, undo, redo: what was asked again, and what is made of it. */
#include <string.h>

#include "asked.h"
#include "command.h"

static enum status stage_read(const char *text, int *stage, struct err *err)
{
	*stage = -1;
	for (int i = 0; text && i < SG_COUNT; i++)
		if (!strcmp(text, STAGE_NAMES[i]))
			*stage = i;
	return text && *stage < 0
		? err_set(err, ST_USAGE, "--stage is requested, planned, under-way, done or passed")
		: ST_OK;
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
	const struct agency *agency = NULL;
	enum status st = stage_read(o->value[OPT_STAGE], &q->stage, err);

	q->same_agency = option_given(o, OPT_SAME_AGENCY);
	if (st == ST_OK)
		st = state_read(o->value[OPT_STATE], &q->state, err);
	if (st == ST_OK)
		st = o->value[OPT_PERSON] ? cli_person(cli, o->value[OPT_PERSON], &q->person, err) : cli_queue(cli, err);
	if (st == ST_OK)
		st = agency_typed(cli->session, o->value[OPT_AGENCY], q->person, &agency, err);
	q->agency = agency ? agency->id : 0;
	return st;
}

/* First what csv and json have, then what only a table shows. */
static const struct out_column COLUMNS[] = {
	{ .name = "person_id", .place = OUT_DATA_ONLY },
	{ .name = "agency", .place = OUT_DATA_ONLY },
	{ .name = "source_ref", .place = OUT_DATA_ONLY },
	{ .name = "instrument", .place = OUT_DATA_ONLY },
	{ .name = "on", .place = OUT_DATA_ONLY },
	{ .name = "stage", .place = OUT_DATA_ONLY },
	{ .name = "kind", .place = OUT_DATA_ONLY },
	{ .name = "policy", .place = OUT_DATA_ONLY },
	{ .name = "coverage", .is_number = true, .place = OUT_DATA_ONLY },
	{ .name = "domains", .place = OUT_DATA_ONLY },
	{ .name = "evidence", .place = OUT_DATA_ONLY },
	{ .name = "state", .place = OUT_DATA_ONLY },
	{ .name = "person", .at_most = 26, .place = OUT_TABLE_ONLY },
	{ .name = "on", .place = OUT_TABLE_ONLY },
	{ .name = "stage", .place = OUT_TABLE_ONLY },
	{ .name = "what", .at_most = 16, .place = OUT_TABLE_ONLY },
	{ .name = "known", .place = OUT_TABLE_ONLY },
	{ .name = "state", .place = OUT_TABLE_ONLY },
	{ .name = "asked by", .place = OUT_BELOW_ONLY },
	{ .name = "known", .place = OUT_BELOW_ONLY },
	{ .name = "from", .place = OUT_BELOW_ONLY },
	{ .name = "person", .place = OUT_BELOW_ONLY },
};
enum { COLUMN_N = sizeof COLUMNS / sizeof *COLUMNS };

static void asked_print(struct cli *cli, const struct asked_row *r, struct out *out)
{
	const struct finding *f = &r->finding;
	const char *agency = session_agency(cli->session, r->agency)->code;
	char on[11], domains[DOMAINS_MAX * 12];
	const char *coverage = cli_text(cli, "%.4f", (double)f->cover_num / (double)f->cover_den);

	civil_iso(f->on, on);
	catalogue_domains_show(session_catalogue(cli->session), r->is_veiled ? 0 : f->answered, ";", domains, sizeof domains);
	out_row(out,
		(const char *[COLUMN_N]){ r->person_uuid, agency, r->source_ref, f->instrument, on,
			STAGE_NAMES[f->stage], FINDING_KIND_NAMES[f->kind], POLICY_NAMES[f->policy],
			coverage, domains, r->evidence, VERDICT_NAMES[r->state], cli_mask(cli, r->who), on,
			STAGE_NAMES[f->stage], f->instrument ? f->instrument : r->title,
			cli_text(cli, "%d/%d", f->cover_num, f->cover_den), VERDICT_NAMES[r->state],
			cli_text(cli, "%s:%s, %s, %s", agency, r->source_ref,
				FINDING_KIND_NAMES[f->kind], POLICY_NAMES[f->policy]),
			domains, r->evidence, cli_short_id(cli, r->person_uuid) });
}

enum status command_duplicates(struct cli *cli, struct err *err)
{
	struct asked_query query = { 0 };
	struct asked_row *row;
	struct out *out;
	bool is_veiled = false;
	size_t n;
	enum status st = query_read(cli, &query, err);

	if (st != ST_OK)
		return cli_empty_list(cli, COLUMNS, COLUMN_N, st);
	st = asked_list(cli->session, &query, cli->arena, &row, &n, err);
	if (st == ST_OK)
		st = cli_list(cli, COLUMNS, COLUMN_N, &out, err);
	if (st != ST_OK)
		return st;
	for (size_t i = 0; i < n; i++) {
		asked_print(cli, &row[i], out);
		is_veiled |= row[i].is_veiled;
	}
	st = out_close(out, n == 1 ? "finding" : "findings", err);
	if (st == ST_OK && is_veiled)
		cli_veil_say(cli);
	if (st == ST_OK && cli->style.format == OUT_TABLE && n)
		out_paragraph(stdout, ASKED_RIGHT, 0, cli->style.width);
	return st == ST_OK && !n
		? err_set(err, ST_NONE, "nothing was asked again, as far as the files here tell")
		: st;
}

enum status command_decide(struct cli *cli, struct err *err)
{
	const struct options *o = cli->options;
	struct ruling ruling = { .reason = o->value[OPT_REASON],
		.note = o->value[OPT_NOTE],
		.reply_by = o->value[OPT_REPLY_BY] };
	const char *before = NULL;
	int64_t event, seen = 0;
	enum status st;

	if (!verdict_parse(o->word[1], &ruling.verdict) || ruling.verdict == VD_OPEN ||
		ruling.verdict >= VD_NO_LONGER_APPLIES)
		return err_set(err, ST_USAGE,
			"a decision is avoidable, justified, reused, joint, asked, wrong-link or data-error");
	st = asked_find(cli->session, o->word[0], &event, err);
	if (st == ST_OK)
		st = asked_seen(cli->session, &event, 1, &seen, err);
	if (st == ST_OK && seen)
		st = asked_since(cli->session, event, 0, cli->arena, &before, err);
	ruling.seen = &seen;
	if (st == ST_OK)
		st = asked_decide(cli->session, &event, 1, &ruling, err);
	if (st == ST_OK)
		cli_say(cli, "Recorded: %s. `throughline undo` takes it back.",
			verdict_shown(ruling.verdict));
	if (st == ST_OK && before)
		cli_say(cli, "Instead of: %s.", before);
	return st;
}

static const char *undone_shown(const struct cli *cli, const struct undone *what)
{
	const char *told = undone_told(what, option_given(cli->options, OPT_MASK), cli->arena);

	return told ? told : what->masked;
}

static enum status stays_say(const struct cli *cli, const struct undone *what, struct err *err)
{
	return err_set(err, what->is_refused ? ST_DENIED : ST_NONE, "%s: %.400s",
		what->is_redo ? "not brought back" : "not taken back", undone_shown(cli, what));
}

enum status command_undo(struct cli *cli, struct err *err)
{
	const struct options *o = cli->options;
	struct undone what;
	enum status st;

	if (o->word_n == 1)
		return err_set(err, ST_USAGE, "undo takes nothing, or two records AGENCY:local_id");
	st = o->word_n ? cli_pair(cli, o->word, err) : ST_OK;
	if (st == ST_OK)
		st = o->word_n ? pair_undo(cli->session, o->word[0], o->word[1], cli->arena, &what, err)
			: decision_undo(cli->session, cli->arena, &what, err);
	if (st == ST_OK && what.stays)
		return stays_say(cli, &what, err);
	if (st == ST_OK)
		cli_say(cli, "%s: %s", undone_head(&what), undone_shown(cli, &what));
	return st;
}

enum status command_redo(struct cli *cli, struct err *err)
{
	struct undone what;
	enum status st = decision_redo(cli->session, cli->arena, &what, err);

	if (st == ST_OK && what.stays)
		return stays_say(cli, &what, err);
	if (st == ST_OK)
		cli_say(cli, "%s: %s", undone_head(&what), undone_shown(cli, &what));
	return st;
}
