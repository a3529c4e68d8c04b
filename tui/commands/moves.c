/* moves: people who may have moved, and what a worker says of one. */
#include <string.h>

#include "command.h"
#include "moves.h"
#include "writing.h"

static enum status moves_print(struct cli *cli, struct err *err)
{
	static const struct out_column COLUMNS[] = {
		{ .name = "person_id", .place = OUT_BELOW, .heading = "person" },
		{ .name = "agency" },
		{ .name = "local_id" },
		{ .name = "was" },
		{ .name = "now" },
		{ .name = "since" },
		{ .name = "came" },
	};
	struct move *m;
	struct out *out;
	size_t n;
	enum status st = moves_list(cli->session, true, SIZE_MAX, cli->arena, &m, &n, NULL, err);

	if (st == ST_OK)
		st = cli_list(cli, COLUMNS, sizeof COLUMNS / sizeof *COLUMNS, &out, err);
	for (size_t i = 0; i < n && st == ST_OK; i++) {
		char id[37], since[11], came[11];

		st = person_id(cli->session, m[i].person, id, err);
		if (st != ST_OK)
			break;
		civil_iso(m[i].since, since);
		civil_iso(m[i].day, came);
		out_row(out, (const char *[]){ id, session_agency(cli->session, m[i].agency)->code,
			strchr(m[i].address, ':') + 1, m[i].was, m[i].now, since, came });
	}
	if (st != ST_OK)
		return st;
	st = out_close(out, n == 1 ? "record with another postcode than before"
		: "records with another postcode than before", err);
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
