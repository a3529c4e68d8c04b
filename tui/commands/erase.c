/* erase, hold, retention: what is held taken away for good, kept whatever comes, or due to go. */
#include <stdlib.h>
#include <string.h>

#include "command.h"
#include "erase.h"
#include "retention.h"

static void say_how_much(struct cli *cli, const struct erasure *e)
{
	const char *id = cli_short_id(cli, e->person_id);

	if (e->is_bare)
		cli_say(cli, "All that is held of person %s would be erased, with former versions, notes, actions and "
			"all they are found by.", id);
	else
		cli_say(cli, "%zu record%s and %zu event%s of person %s would be erased, with their former "
			"versions, notes, actions and all they are found by.", e->records,
			e->records == 1 ? "" : "s", e->events, e->events == 1 ? "" : "s", id);
	if (e->withdrawn && !e->is_bare)
		cli_say(cli, "%zu of the records %s out of force since what brought %s was withdrawn; nobody is shown "
			"what is kept of %s.", e->withdrawn, e->withdrawn == 1 ? "is" : "are",
			e->withdrawn == 1 ? "it" : "them", e->withdrawn == 1 ? "it" : "them");
}

static void say_what_goes(struct cli *cli, const struct erasure *e, const char *person)
{
	say_how_much(cli, e);
	cli_say(cli, "Left are the audit's rows, without content, and what keeps the same records from "
		"coming in again.");
	if (e->is_bare)
		cli_say(cli, "Which agencies hold their own is told by `export links`, until it is done.");
	else
		cli_say(cli, "Agencies that hold their own: %s.", e->agencies);
	cli_say(cli, "Backups made before keep what they have until they are removed.");
	if (e->held)
		cli_say(cli, "There is a hold: %s. Nothing can be erased while it stands.", e->held);
	else
		cli_say(cli, "This cannot be undone. To do it: throughline erase %s --confirm %s", person,
			e->code);
}

static void log_say(struct cli *cli)
{
	cli_say(cli, "Somebody still reads from the write-ahead log, which has them until all sessions "
		"have ended once.");
}

static void say_what_went(struct cli *cli, const struct erased *done)
{
	const struct erasure *e = &done->what;

	if (e->is_bare)
		cli_say(cli, "All that was held of person %s is erased.", cli_short_id(cli, e->person_id));
	else
		cli_say(cli, "%zu record%s and %zu event%s are erased.", e->records, e->records == 1 ? "" : "s",
			e->events, e->events == 1 ? "" : "s");
	if (!done->is_log_empty)
		log_say(cli);
	cli_say(cli, "Tell %s, and remove backups and former stores when their time has come.",
		e->is_bare ? "the agencies that hold their own" : e->agencies);
}

void erased_again_say(struct cli *cli, const struct erased_again *done)
{
	cli_say(cli, "%zu record%s erased before %s here again, and %s erased anew.", done->records,
		done->records == 1 ? "" : "s", done->records == 1 ? "was" : "were", done->records == 1 ? "is" : "are");
	if (done->held)
		cli_say(cli, "%zu more %s kept by a hold: release it, then `throughline erase again`.", done->held,
			done->held == 1 ? "is" : "are");
	if (!done->is_log_empty)
		log_say(cli);
}

/* erase lift AGENCY:local_id WORDS... */
static enum status lift(struct cli *cli, struct err *err)
{
	const struct options *o = cli->options;
	const char *why = "";
	enum status st;

	for (size_t i = 2; i < o->word_n; i++)
		why = cli_text(cli, "%s%s%s", why, i > 2 ? " " : "", o->word[i]);
	if (o->word_n < 2)
		return err_set(err, ST_USAGE, "whose record comes again? say it as AGENCY:local_id, and why");
	st = cli->is_short ? err_nomem(err) : erasure_lift(cli->session, o->word[1], why, err);
	if (st == ST_OK)
		cli_say(cli, "It is taken in again from now on, when it is sent. What was erased stays so.");
	return st;
}

/* erase again */
static enum status again(struct cli *cli, struct err *err)
{
	struct erased_again done;
	enum status st = erasure_again(cli->session, cli->arena, &done, err);

	if (st == ST_OK)
		erased_again_say(cli, &done);
	return st;
}

/* Somebody, or a record that is nobody's any more. */
static enum status named(struct cli *cli, const char *text, int64_t *person, struct err *err)
{
	struct err none;
	enum status st = cli_numbered(cli, text, person, err);

	return st == ST_NONE && erasure_named(cli->session, text, person, &none) == ST_OK ? ST_OK : st;
}

enum status command_erase(struct cli *cli, struct err *err)
{
	const struct options *o = cli->options;
	struct erasure what;
	struct erased done;
	int64_t person;
	enum status st;

	if (!strcmp(o->word[0], "lift"))
		return lift(cli, err);
	if (o->word_n > 1)
		return err_set(err, ST_USAGE, "erase takes a PERSON, or lift with AGENCY:local_id and why, or again");
	if (!strcmp(o->word[0], "again"))
		return again(cli, err);
	st = named(cli, o->word[0], &person, err);
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
	say_what_went(cli, &done);
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
	st = named(cli, o->word[0], &person, err);
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

static enum status list_rules(struct cli *cli, struct err *err)
{
	static const struct out_column COLUMNS[] = { { .name = "scope" }, { .name = "years", .is_number = true },
		{ .name = "death_years", .is_number = true } };
	struct retention_rule *rule;
	struct out *out;
	size_t n;
	enum status st = retention_rules(cli->session, cli->arena, &rule, &n, err);

	if (st == ST_OK)
		st = cli_list(cli, COLUMNS, 3, &out, err);
	if (st != ST_OK)
		return st;
	for (size_t i = 0; i < n; i++)
		out_row(out, (const char *[]){ rule[i].scope, cli_text(cli, "%d", rule[i].years),
			rule[i].death_years ? cli_text(cli, "%d", rule[i].death_years) : NULL });
	return out_close(out, n == 1 ? "rule" : "rules", err);
}

static enum status list_due(struct cli *cli, struct err *err)
{
	static const struct out_column COLUMNS[] = { { .name = "person_id" }, { .name = "last_contact" },
		{ .name = "due_since" }, { .name = "hold" } };
	struct retention_due *due;
	struct out *out;
	size_t n;
	enum status st = retention_list(cli->session, cli->arena, &due, &n, err);

	if (st == ST_OK)
		st = cli_list(cli, COLUMNS, 4, &out, err);
	if (st != ST_OK)
		return st;
	for (size_t i = 0; i < n; i++) {
		char last[11], since[11];

		civil_iso(due[i].last, last);
		civil_iso(due[i].since, since);
		out_row(out, (const char *[]){ due[i].person_id, last, since, due[i].is_held ? "yes" : NULL });
	}
	return out_close(out, n == 1 ? "person" : "people", err);
}

/* -1: no number. */
static int years_of(const char *text)
{
	return text && strlen(text) < 4 && strspn(text, "0123456789") == strlen(text) && *text ? atoi(text) : -1;
}

enum status command_retention(struct cli *cli, struct err *err)
{
	const struct options *o = cli->options;
	struct retention_rule rule;
	enum status st;

	if (!o->word_n)
		return list_rules(cli, err);
	if (o->word_n == 1 && !strcmp(o->word[0], "due"))
		return list_due(cli, err);
	if (o->word_n < 3 || strcmp(o->word[0], "set"))
		return err_set(err, ST_USAGE, "use: throughline retention, retention due, or retention set "
			"AGENCY|SECTOR|all YEARS [YEARS-AFTER-DEATH]");
	rule = (struct retention_rule){ o->word[1], years_of(o->word[2]), o->word_n == 4 ? years_of(o->word[3]) : 0 };
	st = retention_set(cli->session, &rule, err);
	if (st == ST_OK)
		cli_say(cli, rule.years ? "It is kept; `retention due` lists whose time is over." : "It is gone.");
	return st;
}
