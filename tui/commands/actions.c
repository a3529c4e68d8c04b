/* actions: what is to be done, by whom and by when; one kept, one done. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "command.h"
#include "writing.h"

static const struct out_column COLUMNS[] = {
	{ .name = "person_id", .place = OUT_DATA_ONLY },
	{ .name = "action", .is_number = true },
	{ .name = "by" },
	{ .name = "name", .at_most = 30 },
	{ .name = "who", .at_most = 24 },
	{ .name = "state" },
	{ .name = "what", .place = OUT_BELOW },
};
enum { COLUMN_N = sizeof COLUMNS / sizeof *COLUMNS };

static const char *whose(struct cli *cli, const struct action_line *l)
{
	return l->is_veiled ? "" : l->agency ? session_agency(cli->session, l->agency)->code : l->worker;
}

static void line_print(struct cli *cli, const struct action_line *l, struct out *out)
{
	bool is_late = !l->is_done && l->by < session_today(cli->session);
	char by[11];

	civil_iso(l->by, by);
	out_row(out, (const char *[]){ l->uuid, cli_text(cli, "%" PRId64, l->id), by, l->who, whose(cli, l),
		l->is_done ? "done" : is_late ? "late" : "to do", l->what });
}

static enum status actions_print(struct cli *cli, struct err *err)
{
	const char *text = cli->options->value[OPT_PERSON];
	struct action_line *line = NULL;
	int64_t person = 0;
	struct out *out;
	bool is_veiled = false;
	size_t n = 0;
	enum status st = text ? cli_person(cli, text, &person, err) : cli_queue(cli, err);

	if (st != ST_OK)
		return cli_empty_list(cli, COLUMNS, COLUMN_N, st);
	st = actions_list(cli->session, person, cli->arena, &line, &n, err);
	if (st == ST_OK)
		st = cli_list(cli, COLUMNS, COLUMN_N, &out, err);
	if (st != ST_OK)
		return st;
	for (size_t i = 0; i < n; i++) {
		is_veiled |= line[i].is_veiled;
		line_print(cli, &line[i], out);
	}
	st = out_close(out, n == 1 ? "action" : "actions", err);
	if (st == ST_OK && is_veiled)
		cli_veil_say(cli);
	return st != ST_OK || n ? st : err_set(err, ST_NONE, "nothing is to be done");
}

static enum status action_put(struct cli *cli, struct err *err)
{
	const struct options *o = cli->options;
	const char *text = "", *code = o->value[OPT_AGENCY];
	const struct agency *agency = NULL;
	int64_t person;
	enum status st = cli_person(cli, o->word[1], &person, err);

	if (st == ST_OK)
		st = agency_typed(cli->session, code, person, &agency, err);
	for (size_t i = 2; i < o->word_n; i++)
		text = cli_text(cli, "%s%s%s", text, i > 2 ? " " : "", o->word[i]);
	if (st == ST_OK && cli->is_short)
		st = err_nomem(err);
	if (st == ST_OK)
		st = action_give(cli->session, person, agency ? agency->id : 0, text, o->value[OPT_ON] ? o->value[OPT_ON] : "",
			err);
	if (st == ST_OK)
		cli_say(cli, "Kept. `throughline undo` takes it back.");
	return st;
}

static enum status action_finish(struct cli *cli, struct err *err)
{
	char *end;
	long long id = strtoll(cli->options->word[1], &end, 10);
	enum status st;

	if (*end || id < 1)
		return err_set(err, ST_USAGE, "an action is told by its number, as `throughline actions` lists it");
	st = action_done(cli->session, id, err);
	if (st == ST_OK)
		cli_say(cli, "Done. `throughline undo` takes it back.");
	return st;
}

enum status command_actions(struct cli *cli, struct err *err)
{
	const struct options *o = cli->options;

	if (!o->word_n)
		return actions_print(cli, err);
	if (o->word_n == 2 && strcmp(o->word[0], "done") == 0)
		return action_finish(cli, err);
	if (o->word_n > 2 && strcmp(o->word[0], "keep") == 0)
		return action_put(cli, err);
	return err_set(err, ST_USAGE, "use: throughline actions, or actions keep PERSON TEXT --on DATE, or actions done NUMBER");
}
