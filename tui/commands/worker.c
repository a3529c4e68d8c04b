/* worker: who uses the store, as what, and what each role may do. */
#include "workers.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "command.h"
#include "worker_keys.h"

static struct worker_said said_by(const struct options *o, const char *name)
{
	return (struct worker_said){.name = name, .shown_name = o->value[OPT_NAME],
		.agency = o->value[OPT_AGENCY], .phone = o->value[OPT_PHONE],
		.role = o->value[OPT_ROLE], .marks = o->value[OPT_MARKS]};
}

static const char *marks_text(struct cli *cli, unsigned marks)
{
	const char *text = "";

	for (int i = 0; i < MARK_COUNT; i++)
		if (marks >> i & 1)
			text = cli_text(cli, "%s%s%s", text, *text ? "," : "", MARK_NAMES[i]);
	return text;
}

static enum status workers_print(struct cli *cli, struct err *err)
{
	static const struct out_column COLUMNS[] = { { .name = "worker" }, { .name = "role" },
		{ .name = "agency" }, { .name = "name", .at_most = 24 }, { .name = "marks" }, { .name = "phone" },
		{ .name = "since" }, { .name = "ended" }, { .name = "by", .place = OUT_DATA_ONLY } };
	struct worker *w;
	struct out *out;
	size_t n;
	enum status st = workers_list(cli->session, cli->arena, &w, &n, err);

	if (st == ST_OK)
		st = cli_list(cli, COLUMNS, sizeof COLUMNS / sizeof *COLUMNS, &out, err);
	if (st != ST_OK)
		return st;
	for (size_t i = 0; i < n; i++)
		out_row(out, (const char *[]){ w[i].name, ROLE_NAMES[w[i].role], w[i].agency, w[i].shown_name,
			marks_text(cli, w[i].marks), w[i].phone, w[i].since, w[i].ended, w[i].created_by });
	return out_close(out, n == 1 ? "worker" : "workers", err);
}

static const enum role TOLD_ROLES[] = { ROLE_COORDINATOR, ROLE_PRACTITIONER, ROLE_MANAGER, ROLE_AUDITOR,
	ROLE_STEWARD, ROLE_OWNER };
enum { TOLD_ROLE_N = sizeof TOLD_ROLES / sizeof *TOLD_ROLES };

/* In data first, in a table last, where it may run over. */
static void may_print(struct out *out, const char *told, const char *const cell[static TOLD_ROLE_N])
{
	const char *row[TOLD_ROLE_N + 2];

	row[0] = row[TOLD_ROLE_N + 1] = told;
	for (size_t i = 0; i < TOLD_ROLE_N; i++)
		row[i + 1] = cell[i];
	out_row(out, row);
}

/* The one table of what each may do, as the program asks it; beneath, what takes a mark too. */
static enum status roles_print(struct cli *cli, struct err *err)
{
	static const struct out_column COLUMNS[] = { { .name = "may", .place = OUT_DATA_ONLY },
		{ .name = "coordinator", .heading = "coord." }, { .name = "practitioner", .heading = "pract." },
		{ .name = "manager" }, { .name = "auditor" }, { .name = "steward" }, { .name = "owner" },
		{ .name = "may", .place = OUT_TABLE_ONLY } };
	const char *cell[TOLD_ROLE_N], *no = cli->style.format == OUT_TABLE ? "-" : "no";
	struct out *out;
	enum status st = cli_list(cli, COLUMNS, sizeof COLUMNS / sizeof *COLUMNS, &out, err);

	if (st != ST_OK)
		return st;
	for (int may = MAY_UNSAID + 1; may < MAY_COUNT; may++) {
		for (size_t i = 0; i < TOLD_ROLE_N; i++)
			cell[i] = role_may(TOLD_ROLES[i], (enum may)may) ? "yes" : no;
		may_print(out, may_told((enum may)may), cell);
	}
	for (int bit = 0; bit < MARK_COUNT; bit++) {
		for (size_t i = 0; i < TOLD_ROLE_N; i++)
			cell[i] = mark_is_of(bit, TOLD_ROLES[i]) ? "marked" : no;
		may_print(out, cli_text(cli, "marked %s: %s", MARK_NAMES[bit], mark_told(bit)), cell);
	}
	st = out_close(out, NULL, err);
	if (st == ST_OK && cli->style.format == OUT_TABLE)
		out_paragraph(stdout, "A practitioner opens the people of whom the own agency holds a record, and Today is that "
			"agency's. Owner is the account that owns the store, where it comes as no worker. Marks are given with --marks.", 0,
			cli->style.width);
	return st;
}

/* Keys --------------------------------------------------------------------- */

enum { KEY_FILE_MOST = 16384 };

/* A .pub file, or standard input. */
static enum status key_text(struct cli *cli, const char *path, const char **out, struct err *err)
{
	FILE *f = strcmp(path, "-") ? fopen(path, "r") : stdin;
	char *text = arena_alloc(cli->arena, KEY_FILE_MOST + 1);
	size_t n;

	if (!f)
		return err_set(err, ST_MISSING, "%s cannot be read: %s", path, strerror(errno));
	if (!text)
		return err_nomem(err);
	n = fread(text, 1, KEY_FILE_MOST, f);
	text[n] = '\0';
	if (f != stdin)
		fclose(f);
	*out = text;
	return strlen(text) == n && n < KEY_FILE_MOST ? ST_OK : err_set(err, ST_USAGE, "that is no public key");
}

static enum status key_add(struct cli *cli, const char *name, const char *path, struct err *err)
{
	char print[KEY_PRINT_ROOM];
	const char *text = NULL;
	enum status st = key_text(cli, path, &text, err);

	if (st == ST_OK)
		st = worker_key_add(cli->session, name, text, print, err);
	if (st == ST_OK)
		cli_say(cli, "%s comes in by the key %s once authorized_keys has the lines of throughline worker keys.", name, print);
	return st;
}

static enum status key_remove(struct cli *cli, const char *name, const char *print, struct err *err)
{
	enum status st = worker_key_remove(cli->session, name, print, err);

	if (st == ST_OK)
		cli_say(cli, "The key is gone from %s; write authorized_keys anew with throughline worker keys.", name);
	return st;
}

static enum status keys_list(struct cli *cli, struct err *err)
{
	static const struct out_column COLUMNS[] = { { .name = "worker" }, { .name = "type" }, { .name = "key" },
		{ .name = "since" } };
	struct worker_key *key;
	struct out *out;
	size_t n;
	enum status st = worker_keys(cli->session, cli->arena, &key, &n, err);

	if (st == ST_OK)
		st = cli_list(cli, COLUMNS, 4, &out, err);
	if (st != ST_OK)
		return st;
	for (size_t i = 0; i < n; i++)
		out_row(out, (const char *[]){ key[i].worker, key[i].type, key[i].print, key[i].since });
	return out_close(out, n == 1 ? "key" : "keys", err);
}

/* The whole of authorized_keys, of those who work here. */
static enum status key_lines(struct cli *cli, struct err *err)
{
	char program[PATH_MAX + 1] = "", store[PATH_MAX + 1];
	struct worker_key *key;
	const char *line;
	size_t n;
	enum status st = worker_keys(cli->session, cli->arena, &key, &n, err);

	if (st == ST_OK && (readlink("/proc/self/exe", program, PATH_MAX) < 1 || !realpath(session_store_path(cli->session), store)))
		st = err_set(err, ST_IO, "where the program and the store are cannot be found out: %s", strerror(errno));
	for (size_t i = 0; i < n && st == ST_OK; i++) {
		if (!key[i].is_open)
			continue;
		st = worker_key_line(&key[i], program, store, cli->arena, &line, err);
		if (st == ST_OK)
			puts(line);
	}
	return st;
}

static enum status worker_say(struct cli *cli, const char *name, struct err *err)
{
	struct worker w;
	enum status st = worker_get(cli->session, name, cli->arena, &w, err);

	if (st != ST_OK)
		return st;
	if (w.ended)
		cli_say(cli, "%s was closed on %s and comes in no more.", w.name, w.ended);
	else
		cli_say(cli, "%s works here as %s, %s%s%s%s.", w.name, ROLE_NAMES[w.role],
			w.agency ? "for " : "for the partnership", w.agency ? w.agency : "",
			w.marks ? ", marked " : "", marks_text(cli, w.marks));
	if (!w.ended && w.agency && !session_agency_by_code(cli->session, w.agency))
		cli_say(cli, "No agency is known as %s yet.", w.agency);
	return ST_OK;
}

enum status worker_first(struct cli *cli, struct err *err)
{
	const struct options *o = cli->options;
	struct worker_said said = said_by(o, session_worker(cli->session));
	struct worker *w;
	size_t n;
	enum status st;

	if (!said.role && !said.agency && !said.shown_name && !said.phone && !said.marks)
		return ST_OK;
	if (!o->value[OPT_WORKER])
		return err_set(err, ST_USAGE, "name the first worker, as in: throughline init --worker j.obi --role steward");
	if (!said.role)
		said.role = ROLE_NAMES[ROLE_STEWARD];
	st = workers_list(cli->session, cli->arena, &w, &n, err);
	if (st == ST_OK && n)
		st = err_set(err, ST_USAGE, "there are workers already; throughline worker add makes more");
	if (st == ST_OK)
		st = worker_add(cli->session, &said, err);
	return st == ST_OK ? worker_say(cli, said.name, err) : st;
}

/* NAME AGENCY:local_id self|kin|none */
static enum status relation_set(struct cli *cli, const char *const *word, struct err *err)
{
	const struct worker_kin k = {.name = word[0], .record = word[1], .is_kin = !strcmp(word[2], "kin"),
		.is_over = !strcmp(word[2], "none")};
	enum status st;

	if (!k.is_kin && !k.is_over && strcmp(word[2], "self") != 0)
		return err_set(err, ST_USAGE, "say self, kin or none, as in: throughline worker relation j.obi ASC:A1 kin");
	st = worker_relate(cli->session, &k, err);
	if (st == ST_OK)
		cli_say(cli, k.is_over ? "%s may open this person, as far as the role goes." : "%s may not open this person.", k.name);
	return st;
}

enum status command_worker(struct cli *cli, struct err *err)
{
	const struct options *o = cli->options;
	const char *deed = o->word_n ? o->word[0] : "list", *name = o->word_n > 1 ? o->word[1] : NULL;
	const struct worker_said said = said_by(o, name);
	enum status st;

	if (!name && !strcmp(deed, "list"))
		return workers_print(cli, err);
	if (!name && !strcmp(deed, "roles"))
		return roles_print(cli, err);
	if (!name && !strcmp(deed, "key"))
		return keys_list(cli, err);
	if (!name && !strcmp(deed, "keys"))
		return key_lines(cli, err);
	if (name && o->word_n == 4 && !strcmp(deed, "key") && !strcmp(name, "add"))
		return key_add(cli, o->word[2], o->word[3], err);
	if (name && o->word_n == 4 && !strcmp(deed, "key") && !strcmp(name, "remove"))
		return key_remove(cli, o->word[2], o->word[3], err);
	if (o->word_n == 4 && !strcmp(deed, "relation"))
		return relation_set(cli, o->word + 1, err);
	if (o->word_n > 2)
		name = NULL;
	if (name && !strcmp(deed, "add"))
		st = worker_add(cli->session, &said, err);
	else if (name && !strcmp(deed, "set"))
		st = worker_set(cli->session, &said, err);
	else if (name && !strcmp(deed, "close"))
		st = worker_close(cli->session, name, err);
	else if (name && !strcmp(deed, "reopen"))
		st = worker_reopen(cli->session, name, err);
	else
		return err_set(err, ST_USAGE, "use: throughline worker [list | roles | add|set|close|reopen NAME | "
			"relation NAME AGENCY:local_id self|kin|none | key [add NAME FILE | remove NAME KEY] | keys]");
	return st == ST_OK ? worker_say(cli, name, err) : st;
}
