/* agency: who sends, and on which terms; one made known before its first file comes, as a line of
 * agencies.csv would. */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "command.h"
#include "ingest.h"
#include "scratch.h"
#include "terms.h"

static void cell_write(FILE *f, const char *text)
{
	fputc('"', f);
	for (; *text; text++) {
		if (*text == '"')
			fputc('"', f);
		fputc(*text, f);
	}
	fputc('"', f);
}

static enum status line_write(const char *path, const char *const *word, struct err *err)
{
	FILE *f = fopen(path, "w");
	bool is_lost;

	if (!f)
		return err_set(err, ST_IO, "%s cannot be written: %s", path, strerror(errno));
	fputs("code,name,sector\n", f);
	for (int i = 0; i < 3; i++) {
		if (i)
			fputc(',', f);
		cell_write(f, word[i]);
	}
	fputc('\n', f);
	is_lost = ferror(f);
	is_lost |= fclose(f) != 0;
	return is_lost ? err_set(err, ST_IO, "%s cannot be written whole", path) : ST_OK;
}

static enum status line_import(struct cli *cli, const char *path, struct err *err)
{
	const struct ingest_options options = { .paths = &path, .path_n = 1, .format = "csv" };
	struct ingest_report tried = { 0 }, report;
	struct ingest_options try = options;
	enum status st;

	try.dry_run = true;
	st = ingest_run(cli->session, &try, cli->arena, &tried, err);
	if (st == ST_OK && tried.rejected)
		return err_set(err, ST_USAGE, "%s %s; see throughline help agency",
			tried.reject[0].field ? tried.reject[0].field : "", tried.reject[0].reason);
	return st == ST_OK ? ingest_run(cli->session, &options, cli->arena, &report, err) : st;
}

static enum status agency_add(struct cli *cli, struct err *err)
{
	const char *const *word = cli->options->word;
	const char *folder, *path;
	enum status st;

	if (session_agency_by_code(cli->session, word[1]))
		return err_set(err, ST_USAGE,
			"%s is known already; a line in agencies.csv changes it", word[1]);
	st = scratch_make(cli, &folder, err);
	if (st != ST_OK)
		return st;
	path = cli_text(cli, "%s/agencies.csv", folder);
	st = cli->is_short ? err_nomem(err) : line_write(path, word + 1, err);
	if (st == ST_OK)
		st = line_import(cli, path, err);
	scratch_remove(folder);
	if (st == ST_OK)
		cli_say(cli, "%s is known now.", word[1]);
	return st;
}

/* Who sends, and on which terms. */
static enum status agencies_list(struct cli *cli, struct err *err)
{
	static const struct out_column COLUMNS[] = { { .name = "agency" }, { .name = "name", .at_most = 24 },
		{ .name = "sector" }, { .name = "purpose", .at_most = 30 }, { .name = "basis", .at_most = 30 },
		{ .name = "agreement", .at_most = 20 }, { .name = "review" } };
	struct agency_terms *list;
	struct out *out;
	size_t n;
	enum status st = terms_list(cli->session, cli->arena, &list, &n, err);

	if (st == ST_OK)
		st = cli_list(cli, COLUMNS, sizeof COLUMNS / sizeof *COLUMNS, &out, err);
	if (st != ST_OK)
		return st;
	for (size_t i = 0; i < n; i++)
		out_row(out, (const char *[]){ list[i].agency->code, list[i].agency->name, list[i].agency->sector,
			list[i].said[TERM_PURPOSE], list[i].said[TERM_BASIS], list[i].said[TERM_AGREEMENT],
			list[i].said[TERM_REVIEW] });
	return out_close(out, n == 1 ? "agency" : "agencies", err);
}

enum status command_agency(struct cli *cli, struct err *err)
{
	const struct options *o = cli->options;
	enum status st;

	if (!o->word_n)
		return agencies_list(cli, err);
	if (o->word_n == 4 && !strcmp(o->word[0], "add"))
		return agency_add(cli, err);
	if (o->word_n != 4 || strcmp(o->word[0], "set"))
		return err_set(err, ST_USAGE, "use: throughline agency add CODE NAME SECTOR, or throughline agency "
			"set CODE purpose|basis|agreement|review TEXT");
	st = terms_set(cli->session, o->word[1], o->word[2], o->word[3], err);
	if (st == ST_OK)
		cli_say(cli, "It is kept.");
	return st;
}
