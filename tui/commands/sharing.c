/* sharing, consent, why, break-glass: who may see what of whose, and why somebody looks. */
#include <stdlib.h>
#include <string.h>

#include "access.h"
#include "command.h"

/* The agreement ------------------------------------------------------------ */

static void matrix_say(struct cli *cli, const struct sharing_cell *cell)
{
	const char *line = cli_text(cli, "%-13s", "looks / whose");
	size_t changed = 0;

	for (int i = 0; i < PARTY_COUNT; i++)
		line = cli_text(cli, "%s %.7s%*s", line, PARTY_NAMES[i],
			(int)(strlen(PARTY_NAMES[i]) < 7 ? 7 - strlen(PARTY_NAMES[i]) : 0), "");
	cli_say(cli, "%s", line);
	for (int who = 0; who < PARTY_COUNT; who++) {
		line = cli_text(cli, "%-13s", PARTY_NAMES[who]);
		for (int whose = 0; whose < PARTY_COUNT; whose++) {
			const struct sharing_cell *c = &cell[who * PARTY_COUNT + whose];

			line = cli_text(cli, "%s %s%s   ", line, c->now, c->is_changed ? "*" : " ");
			changed += c->is_changed;
		}
		cli_say(cli, "%s", line);
	}
	cli_say(cli, "Standard / sensitive. F full, R for a reason, C with consent, else E; c the same, else N;");
	cli_say(cli, "E that it exists, N nothing.%s", changed ? " * is not as it began:" : "");
	for (size_t i = 0; changed && i < PARTY_COUNT * PARTY_COUNT; i++)
		if (cell[i].is_changed)
			cli_say(cli, "  %s of %s: %s, was %s", PARTY_NAMES[cell[i].who], PARTY_NAMES[cell[i].whose],
				cell[i].now, cell[i].usual);
}

static enum status agreement_print(struct cli *cli, struct err *err)
{
	static const struct out_column COLUMNS[] = {
		{ .name = "looks" }, { .name = "whose" }, { .name = "shared" }, { .name = "began" },
	};
	bool is_table = !cli->options->value[OPT_FORMAT] || !strcmp(cli->options->value[OPT_FORMAT], "table");
	struct sharing_default *more;
	struct sharing_cell *cell;
	struct out *out;
	size_t n, more_n;
	enum status st = sharing_cells(cli->session, cli->arena, &cell, &n, err);

	if (st == ST_OK)
		st = sharing_defaults(cli->session, cli->arena, &more, &more_n, err);
	if (st == ST_OK && is_table) {
		matrix_say(cli, cell);
		for (size_t i = 0; i < more_n; i++)
			cli_say(cli, "  %s %s: %s", more[i].of, more[i].code, more[i].sensitivity);
		cli_say(cli, "%s", SHARING_STARTS);
		return ST_OK;
	}
	if (st == ST_OK)
		st = cli_list(cli, COLUMNS, sizeof COLUMNS / sizeof *COLUMNS, &out, err);
	for (size_t i = 0; st == ST_OK && i < n; i++)
		out_row(out, (const char *[]){ PARTY_NAMES[cell[i].who], PARTY_NAMES[cell[i].whose], cell[i].now, cell[i].usual });
	return st == ST_OK ? out_close(out, "cells", err) : st;
}

static enum status worker_say(struct cli *cli, const char *const *word, struct err *err)
{
	const struct saying said = { .kind = SAID_NAMED, .record = word[1], .worker = word[2] };
	enum status st = access_say(cli->session, &said, err);

	if (st == ST_OK)
		cli_say(cli, "%s is among the named workers of %s.", word[2], word[1]);
	return st;
}

static enum status worker_unsay(struct cli *cli, const char *const *word, struct err *err)
{
	enum status st = access_unname(cli->session, word[1], word[2], err);

	if (st == ST_OK)
		cli_say(cli, "%s is among the named workers of %s no more.", word[2], word[1]);
	return st;
}

enum status command_sharing(struct cli *cli, struct err *err)
{
	const char *const *word = cli->options->word;
	enum status st;

	if (!cli->options->word_n)
		return agreement_print(cli, err);
	if (cli->options->word_n != 3)
		return err_set(err, ST_USAGE, "say three words: who, whose and the cell; or agency CODE SENSITIVITY; "
			"see throughline help sharing");
	if (!strcmp(word[0], "bar"))
		return err_set(err, ST_USAGE, "who is kept out is said of the worker: throughline worker relation %.64s %.128s kin",
			word[2], word[1]);
	if (!strcmp(word[0], "name"))
		return worker_say(cli, word, err);
	if (!strcmp(word[0], "unname"))
		return worker_unsay(cli, word, err);
	if (!strcmp(word[0], "agency") || !strcmp(word[0], "instrument"))
		st = sharing_default_set(cli->session, word[0], word[1], word[2], err);
	else
		st = sharing_cell_set(cli->session, word[0], word[1], word[2], err);
	if (st == ST_OK)
		cli_say(cli, "%s %s: %s from now on.", word[0], word[1], word[2]);
	return st;
}

/* One person ------------------------------------------------------------------ */

static const char *day_said(struct cli *cli, int32_t day)
{
	char iso[11];

	civil_iso(day, iso);
	return arena_dup(cli->arena, iso);
}

static enum status consent_print(struct cli *cli, int64_t person, struct err *err)
{
	static const struct out_column COLUMNS[] = {
		{ .name = "number" }, { .name = "said" }, { .name = "state" }, { .name = "agency" }, { .name = "to" },
		{ .name = "purpose" }, { .name = "from" }, { .name = "until" }, { .name = "review" }, { .name = "given_by" },
		{ .name = "how" }, { .name = "by" }, { .name = "why" }, { .name = "ended" }, { .name = "ended_by" },
		{ .name = "ended_why" },
	};
	struct said *x;
	struct out *out;
	size_t n;
	enum status st = access_said(cli->session, person, cli->arena, &x, &n, err);

	if (st == ST_OK)
		st = cli_list(cli, COLUMNS, sizeof COLUMNS / sizeof *COLUMNS, &out, err);
	for (size_t i = 0; st == ST_OK && i < n; i++, x++)
		out_row(out, (const char *[]){ cli_text(cli, "%lld", (long long)x->number), SAID_NAMES[x->kind],
			SAID_STATES[x->state], x->agency ? x->agency : "all", x->receiver ? x->receiver : "any",
			x->purpose ? x->purpose : "any", day_said(cli, x->from), day_said(cli, x->until), day_said(cli, x->review),
			x->giver ? x->giver : "", x->how ? x->how : "", x->by, x->why ? x->why : "",
			x->ended_at ? cli_text(cli, "%.10s", x->ended_at) : "", x->ended_by ? x->ended_by : "",
			x->ended_why ? x->ended_why : "" });
	if (st == ST_OK)
		st = out_close(out, n == 1 ? "word on sharing" : "words on sharing", err);
	return st == ST_OK && !n ? err_set(err, ST_NONE, "nothing was said of sharing, but what agencies sent") : st;
}

static enum status consent_end_say(struct cli *cli, int64_t person, struct err *err)
{
	enum status st = access_end(cli->session, person, strtoll(cli->options->word[2], NULL, 10),
		cli->options->value[OPT_NOTE], err);

	if (st == ST_OK)
		cli_say(cli, "Ended. `undo` takes that back.");
	return st;
}

enum status command_consent(struct cli *cli, struct err *err)
{
	const struct options *o = cli->options;
	struct saying said = { .why = o->value[OPT_NOTE],
		.on = o->value[OPT_ON], .until = o->value[OPT_TO], .review = o->value[OPT_REVIEW],
		.purpose = o->value[OPT_PURPOSE], .giver = o->value[OPT_BY], .how = o->value[OPT_HOW] };
	enum status st = cli_person(cli, o->word[0], &said.person, err);

	if (st != ST_OK || o->word_n == 1)
		return st == ST_OK ? consent_print(cli, said.person, err) : st;
	if (!strcmp(o->word[1], "end") && o->word_n == 3)
		return consent_end_say(cli, said.person, err);
	for (said.kind = SAID_GIVEN; said.kind <= SAID_SIGNED && strcmp(o->word[1], SAID_NAMES[said.kind]) != 0; said.kind++)
		;
	if (said.kind > SAID_SIGNED || o->word_n > 2)
		return err_set(err, ST_USAGE, "say given, refused, override, or end and a number of `consent PERSON`");
	st = cli_agency(cli, o->value[OPT_AGENCY], said.person, &said.agency, err);
	if (st == ST_OK)
		st = cli_agency(cli, o->value[OPT_FOR], said.person, &said.receiver, err);
	if (st == ST_OK)
		st = access_say(cli->session, &said, err);
	if (st == ST_OK)
		cli_say(cli, "Kept: %s, of %s. `undo` takes it back.", o->word[1], said.agency ? o->value[OPT_AGENCY] : "all agencies");
	return st;
}

static const char *words_joined(struct cli *cli, size_t from)
{
	const char *text = "";

	for (size_t i = from; i < cli->options->word_n; i++)
		text = cli_text(cli, "%s%s%s", text, *text ? " " : "", cli->options->word[i]);
	return text;
}

enum status command_why(struct cli *cli, struct err *err)
{
	struct saying said = { .kind = SAID_REASON, .why = words_joined(cli, 1) };
	enum status st = cli_person_named(cli, cli->options->word[0], &said.person, err);

	if (st == ST_OK)
		st = access_say(cli->session, &said, err);
	if (st == ST_OK)
		cli_say(cli, "Kept for 28 days. What asks for a reason is shown meanwhile; it is in the audit.");
	return st;
}

static enum status broken_print(struct cli *cli, struct err *err)
{
	static const struct out_column COLUMNS[] = {
		{ .name = "at" }, { .name = "worker" }, { .name = "person" }, { .name = "why" }, { .name = "what" },
	};
	struct broken *b;
	struct out *out;
	size_t n;
	enum status st = access_broken(cli->session, 0, cli->arena, &b, &n, err);

	if (st == ST_OK)
		st = cli_list(cli, COLUMNS, sizeof COLUMNS / sizeof *COLUMNS, &out, err);
	for (size_t i = 0; st == ST_OK && i < n; i++)
		out_row(out, (const char *[]){ b[i].at, b[i].worker, b[i].person, b[i].why, b[i].what });
	if (st == ST_OK)
		st = out_close(out, n == 1 ? "time to review" : "times to review", err);
	return st == ST_OK && !n ? err_set(err, ST_NONE, "nobody has broken glass or signed an override") : st;
}

enum status command_glass(struct cli *cli, struct err *err)
{
	struct saying said = { .kind = SAID_BROKEN, .why = words_joined(cli, 1) };
	enum status st;

	if (!cli->options->word_n)
		return broken_print(cli, err);
	st = cli_person_named(cli, cli->options->word[0], &said.person, err);
	if (st == ST_OK)
		st = access_say(cli->session, &said, err);
	if (st == ST_OK)
		cli_say(cli, "For one hour you see what is otherwise only said to exist. It is kept with why, and reviewed.");
	return st;
}
