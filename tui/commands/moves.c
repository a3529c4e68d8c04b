/* moves: people who may have moved, and what a worker says of one. */
#include <string.h>

#include "command.h"
#include "moves.h"
#include "writing.h"

static const struct out_column COLUMNS[] = {
	{ .name = "person_id", .place = OUT_BELOW, .heading = "person" },
	{ .name = "agency" },
	{ .name = "local_id" },
	{ .name = "was" },
	{ .name = "now" },
	{ .name = "since" },
	{ .name = "came" },
	{ .name = "who", .place = OUT_BELOW }, /* where there are workers, of people whom they have not opened */
};
enum { COLUMN_N = sizeof COLUMNS / sizeof *COLUMNS };

static enum status move_print(struct cli *cli, const struct move *m, struct out *out, struct err *err)
{
	char id[37], since[11], came[11];
	enum status st = person_id(cli->session, m->person, id, err);

	civil_iso(m->since, since);
	civil_iso(m->day, came);
	if (st == ST_OK)
		out_row(out, (const char *[COLUMN_N]){ id, m->who ? "" : session_agency(cli->session, m->agency)->code,
			m->who ? "" : strchr(m->address, ':') + 1, m->was, m->now, since, came, m->who ? cli_hide(cli, m->who) : "" });
	return st;
}

static enum status moves_print(struct cli *cli, struct err *err)
{
	bool is_shared = !session_viewer(cli->session)->is_alone, is_veiled = false;
	struct move *m;
	struct out *out;
	size_t n = 0;
	enum status st = cli_queue(cli, err);

	if (st == ST_OK)
		st = moves_list(cli->session, true, SIZE_MAX, cli->arena, &m, &n, NULL, err);
	if (st == ST_OK)
		st = cli_list(cli, COLUMNS, is_shared ? COLUMN_N : COLUMN_N - 1, &out, err);
	for (size_t i = 0; i < n && st == ST_OK; i++) {
		is_veiled |= m[i].who != NULL;
		st = move_print(cli, &m[i], out, err);
	}
	if (st != ST_OK)
		return st;
	st = out_close(out, n == 1 ? "record with another postcode than before"
		: "records with another postcode than before", err);
	if (st == ST_OK && is_veiled)
		cli_veil_say(cli);
	return st == ST_OK && !n ? err_set(err, ST_NONE, "nobody came with another postcode than before") : st;
}

enum status command_moves(struct cli *cli, struct err *err)
{
	const struct options *o = cli->options;
	struct written out;
	char day[12];
	int64_t person;
	enum status st = ST_OK;

	if (!o->word_n)
		return moves_print(cli, err);
	if (option_given(o, OPT_WHY))
		st = cli_person(cli, o->word[0], &person, err);
	if (st != ST_OK)
		return st;
	if (o->word_n == 2 && strcmp(o->word[1], "moved") == 0)
		st = move_taken(cli->session, o->word[0], o->value[OPT_ON], cli->arena, &out, err);
	else if (o->word_n == 2 && strcmp(o->word[1], "correction") == 0)
		st = move_corrected(cli->session, o->word[0], cli->arena, &out, err);
	else
		return err_set(err, ST_USAGE, "say what it was: moves AGENCY:local_id moved, or correction");
	if (st != ST_OK)
		return st;
	civil_short(out.on, day);
	cli_say(cli, "Written: %s, %s, on %s. It is %s; `throughline undo` takes it back.", out.title, day,
		out.hangs_on, out.address);
	return ST_OK;
}
