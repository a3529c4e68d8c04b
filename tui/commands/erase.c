/* erase, hold: what is held about one person taken away for good, or kept whatever comes. */
#include <string.h>

#include "command.h"
#include "erase.h"

static void say_what_goes(struct cli *cli, const struct erasure *e, const char *person)
{
	cli_say(cli, "%zu record%s and %zu event%s of person %s would be erased, with their former "
		"versions, notes, actions and all they are found by.", e->records,
		e->records == 1 ? "" : "s", e->events, e->events == 1 ? "" : "s", cli_short_id(cli, e->person_id));
	cli_say(cli, "Left are the audit's rows, without content, and what keeps the same records from "
		"coming in again.");
	cli_say(cli, "Agencies that hold their own: %s.", e->agencies);
	cli_say(cli, "Backups made before keep what they have until they are removed.");
	if (e->held)
		cli_say(cli, "There is a hold: %s. Nothing can be erased while it stands.", e->held);
	else
		cli_say(cli, "This cannot be undone. To do it: throughline erase %s --confirm %s", person,
			e->code);
}

enum status command_erase(struct cli *cli, struct err *err)
{
	const struct options *o = cli->options;
	struct erasure what;
	struct erased done;
	int64_t person;
	enum status st = cli_person(cli, o->word[0], &person, err);

	if (st == ST_OK && !o->value[OPT_CONFIRM]) {
		st = erasure_preview(cli->session, person, cli->arena, &what, err);
		if (st == ST_OK)
			say_what_goes(cli, &what, o->word[0]);
		return st;
	}
	if (st == ST_OK)
		st = erasure_make(cli->session, person, o->value[OPT_CONFIRM], cli->arena, &done, err);
	if (st != ST_OK)
		return st;
	cli_say(cli, "%zu record%s and %zu event%s are erased.", done.what.records,
		done.what.records == 1 ? "" : "s", done.what.events, done.what.events == 1 ? "" : "s");
	if (!done.is_log_empty)
		cli_say(cli, "Somebody still reads from the write-ahead log, which has them until all sessions "
			"have ended once.");
	cli_say(cli, "Tell %s, and remove backups and former stores when their time has come.",
		done.what.agencies);
	return ST_OK;
}

static enum status list_holds(struct cli *cli, struct err *err)
{
	static const struct out_column COLUMNS[] = { { .name = "person_id" }, { .name = "at" },
		{ .name = "worker" }, { .name = "reason" } };
	struct held *held;
	struct out *out;
	size_t n;
	enum status st = holds_list(cli->session, cli->arena, &held, &n, err);

	if (st == ST_OK)
		st = cli_list(cli, COLUMNS, 4, &out, err);
	if (st != ST_OK)
		return st;
	for (size_t i = 0; i < n; i++)
		out_row(out, (const char *[]){ held[i].person_id, held[i].at, held[i].worker, held[i].reason });
	return out_close(out, n == 1 ? "hold" : "holds", err);
}

enum status command_hold(struct cli *cli, struct err *err)
{
	const struct options *o = cli->options;
	int64_t person;
	enum status st;

	if (!o->word_n)
		return list_holds(cli, err);
	if (o->word_n == 1)
		return err_set(err, ST_USAGE, "use: throughline hold PERSON REASON, or hold PERSON release");
	st = cli_person(cli, o->word[0], &person, err);
	if (st != ST_OK)
		return st;
	if (!strcmp(o->word[1], "release")) {
		st = hold_release(cli->session, person, err);
		if (st == ST_OK)
			cli_say(cli, "The hold is released.");
		return st;
	}
	st = hold_put(cli->session, person, o->word[1], err);
	if (st == ST_OK)
		cli_say(cli, "Nothing of this person is erased until the hold is released.");
	return st;
}
