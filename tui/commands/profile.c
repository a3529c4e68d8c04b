/* profile: drafting, trying and keeping the texts that say how an agency's table is read. */
#include "profile.h"

#include <ctype.h>
#include <inttypes.h>
#include <string.h>

#include "command.h"
#include "ingest.h"

enum { SHOWN_UNMAPPED = 30, SHOWN_REJECTS = 10 };

/* The shape of a text without its content: "Oxxxxx, Gxxxx", "99/99/9999". */
static const char *masked(struct cli *cli, const char *text)
{
	char *out = arena_dup(cli->arena, text);
	bool inside = false;

	if (!out) {
		cli->is_short = true;
		return "";
	}
	for (char *c = out; *c; c++) {
		bool letter = isalpha((unsigned char)*c) || (unsigned char)*c >= 0x80;

		if (isdigit((unsigned char)*c))
			*c = '9';
		else if (letter && (inside || (unsigned char)*c >= 0x80))
			*c = 'x';
		inside = letter;
	}
	return out;
}

static void print_samples(struct cli *cli, const struct profile_trial *t)
{
	bool bare = option_given(cli->options, OPT_SHOW) && !option_given(cli->options, OPT_MASK);

	for (size_t i = 0; i < t->sample_n; i++) {
		const struct profile_sample *s = &t->sample[i];

		cli_say(cli, "Line %" PRId64 " would be a%s %s:", s->line, *s->table == 'e' ? "n" : "", s->table);
		for (size_t k = 0; k < s->n; k++)
			cli_say(cli, "  %-20s %s", s->shown[k].field,
				bare || s->shown[k].is_code ? s->shown[k].value
							    : masked(cli, s->shown[k].value));
	}
	if (t->sample_n && !bare)
		cli_say(cli, "(Masked; --show shows names and numbers as they are.)");
}

static void print_unmapped(struct cli *cli, const struct profile_trial *t)
{
	size_t n = t->unmapped_n < SHOWN_UNMAPPED ? t->unmapped_n : SHOWN_UNMAPPED;

	if (!t->unmapped_n)
		return;
	cli_say(cli, "Values that no line of the profile has; they would go in as they are:");
	for (size_t i = 0; i < n; i++) {
		const struct profile_unmapped *u = &t->unmapped[i];

		cli_say(cli, "  %s (line %d), column \"%s\": \"%s\", %" PRId64 " time%s", u->field, u->line,
			u->column, option_given(cli->options, OPT_MASK) ? masked(cli, u->value) : u->value, u->count,
			u->count == 1 ? "" : "s");
	}
	if (n < t->unmapped_n)
		cli_say(cli, "  and %zu more", t->unmapped_n - n);
}

static void print_unread(struct cli *cli, const struct profile_trial *t)
{
	const char *list = "";

	if (!t->unread_n)
		return;
	for (size_t i = 0; i < t->unread_n && i < 40; i++)
		list = cli_text(cli, "%s%s%s", list, i ? ", " : "", t->unread[i]);
	cli_say(cli, "Columns that the profile leaves out: %s%s", list, t->unread_n > 40 ? " …" : "");
}

static void print_counts(struct cli *cli, const struct ingest_report *r)
{
	size_t n = r->reject_n < SHOWN_REJECTS ? r->reject_n : SHOWN_REJECTS;
	int64_t whole = r->rejected - r->in_part;

	cli_say(cli,
		"It would bring %" PRId64 " record%s of people and %" PRId64 " event%s; %" PRId64
		" row%s would be set aside%s.",
		r->people, r->people == 1 ? "" : "s", r->events, r->events == 1 ? "" : "s", whole, whole == 1 ? "" : "s",
		r->in_part ? cli_text(cli, ", %" PRId64 " would go in without a field", r->in_part) : "");
	for (size_t i = 0; i < n; i++)
		cli_say(cli, "  line %" PRId64 ", %s%s%s", r->reject[i].line,
			r->reject[i].field ? r->reject[i].field : "",
			r->reject[i].field && *r->reject[i].field ? ": " : "", r->reject[i].reason);
	if ((int64_t)n < r->rejected)
		cli_say(cli, "  and %" PRId64 " more", r->rejected - (int64_t)n);
	for (size_t i = 0; i < r->note_n; i++)
		cli_say(cli, "Note: %s", r->note[i]);
}

static enum status profile_check(struct cli *cli, const char *profile, const char *path, struct err *err)
{
	const struct ingest_options options = { .paths = &path, .path_n = 1, .profile = profile,
		.agency = cli->options->value[OPT_AGENCY], .dry_run = true };
	struct ingest_report report = { 0 };
	struct profile_trial trial;
	enum status st = profile_try(cli->session, profile, path, cli->arena, &trial, err);

	if (st != ST_OK)
		return st;
	if (trial.header_line)
		cli_say(cli, "The header is on line %" PRId64 "; below it %" PRId64 " row%s, %" PRId64
			" skipped.", trial.header_line, trial.rows, trial.rows == 1 ? "" : "s", trial.skipped);
	else
		cli_say(cli, "%" PRId64 " row%s, %" PRId64 " skipped.", trial.rows,
			trial.rows == 1 ? "" : "s", trial.skipped);
	if (trial.heading_n)
		cli_say(cli, "%zu column%s an event each: %s%s%s.", trial.heading_n, trial.heading_n == 1 ? " is" : "s are",
			trial.heading[0], trial.heading_n > 1 ? " to " : "", trial.heading_n > 1 ? trial.heading[1] : "");
	print_samples(cli, &trial);
	print_unmapped(cli, &trial);
	print_unread(cli, &trial);
	st = ingest_run(cli->session, &options, cli->arena, &report, err);
	if (st == ST_OK)
		print_counts(cli, &report);
	return st;
}

static enum status profile_new(struct cli *cli, const char *path, struct err *err)
{
	struct catalogue *catalogue = NULL;
	const char *text;
	enum status st = catalogue_new(&catalogue, &(struct catalogue_text){ 0 }, err);

	if (st == ST_OK)
		st = profile_draft(path, cli->options->value[OPT_AGENCY], catalogue, cli->arena, &text, err);
	catalogue_free(catalogue);
	while (st == ST_OK && *text) {
		size_t n = strcspn(text, "\n");

		out_line(stdout, cli_text(cli, "%.*s", (int)n, text));
		text += n + (text[n] == '\n');
	}
	return st;
}

static enum status profile_show(struct cli *cli, const char *name, struct err *err)
{
	const char *text;
	enum status st = profile_text(cli->session, name, cli->arena, &text, err);

	while (st == ST_OK && *text) {
		size_t n = strcspn(text, "\r\n");

		out_line(stdout, cli_text(cli, "%.*s", (int)n, text));
		text += n;
		if (*text == '\r' && text[1] == '\n')
			text++;
		text += *text != 0;
	}
	return st;
}

static enum status profile_list(struct cli *cli, struct err *err)
{
	static const struct out_column COLUMNS[] = { { .name = "profile" }, { .name = "agency" },
		{ .name = "reads" }, { .name = "columns", .is_number = true } };
	struct profile_line *line;
	struct out *out;
	size_t n;
	enum status st = profiles_list(cli->session, cli->arena, &line, &n, err);

	if (st == ST_OK)
		st = cli_list(cli, COLUMNS, 4, &out, err);
	if (st != ST_OK)
		return st;
	for (size_t i = 0; i < n; i++)
		out_row(out, (const char *[]){ line[i].name, line[i].agency, line[i].reads,
			cli_text(cli, "%" PRId64, line[i].columns) });
	st = out_close(out, n == 1 ? "profile" : "profiles", err);
	return st == ST_OK && !n
		? err_set(err, ST_NONE, "no profile is kept yet; throughline profile new FILE drafts one")
		: st;
}

static enum status profile_keep(struct cli *cli, const char *path, struct err *err)
{
	const char *name;
	enum status st = profile_add(cli->session, path, cli->arena, &name, err);

	if (st == ST_OK)
		cli_say(cli, "%s is kept; import knows its files by their columns now.", name);
	return st;
}

static enum status profile_drop(struct cli *cli, const char *name, struct err *err)
{
	enum status st = profile_remove(cli->session, name, err);

	if (st == ST_OK)
		cli_say(cli, "%s is kept no longer; what came in by it stays.", name);
	return st;
}

enum status command_profile(struct cli *cli, struct err *err)
{
	const char *const *word = cli->options->word;
	size_t n = cli->options->word_n;
	const char *deed = n ? word[0] : "";
	bool makes = !strcmp(deed, "add");
	enum status st;

	if (!strcmp(deed, "new") && n == 2)
		return profile_new(cli, word[1], err);
	if (!(n == 0 || (n == 3 && !strcmp(deed, "check")) ||
		    (n == 2 && (makes || !strcmp(deed, "show") || !strcmp(deed, "remove")))))
		return err_set(err, ST_USAGE,
			"use: throughline profile [new FILE | check P FILE | add FILE | show P | remove P]");
	st = cli_open_session(cli, makes ? STORE_MAKES : STORE_OPENS, err);
	if (st != ST_OK)
		return st;
	return n == 0 ? profile_list(cli, err)
		: n == 3 ? profile_check(cli, word[1], word[2], err)
		: makes ? profile_keep(cli, word[1], err)
		: !strcmp(deed, "show") ? profile_show(cli, word[1], err) : profile_drop(cli, word[1], err);
}
