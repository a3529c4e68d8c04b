/* import, imports, rejects: what agencies sent, and what became of it. */
#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "command.h"
#include "ingest.h"
#include "progress.h"

#define SHOWN_REJECTS 10

static void print_counts(struct cli *cli, const struct ingest_report *r, bool dry)
{
	struct arena *a = cli->arena;

	out_line(stdout, arena_printf(a, "%" PRId64 " file%s read (%s): %" PRId64 " agencies, %" PRId64 " records of people, %" PRId64 " events.",
		r->files, r->files == 1 ? "" : "s", r->formats ? r->formats : "", r->agencies, r->people, r->events));
	if (!r->fresh && !r->changed)
		out_line(stdout, "Nothing changed: everything in these files was already here.");
	else
		out_line(stdout, arena_printf(a, "%s%" PRId64 " new, %" PRId64 " changed, %" PRId64 " the same as before.",
			dry ? "Would be " : "", r->fresh, r->changed, r->same));
	if (!dry)
		out_line(stdout, arena_printf(a, "The store has %" PRId64 " links between records and %" PRId64 " findings of people asked again.",
			r->links, r->findings));
	else
		out_line(stdout, "Tried only: nothing was taken in.");
}

static void print_rejects(struct cli *cli, const struct ingest_report *r, bool dry)
{
	size_t shown = r->reject_n < SHOWN_REJECTS ? r->reject_n : SHOWN_REJECTS;

	if (!r->rejected)
		return;
	out_line(stdout, arena_printf(cli->arena, "%" PRId64 " row%s set aside:", r->rejected, r->rejected == 1 ? "" : "s"));
	for (size_t i = 0; i < shown; i++) {
		const struct ingest_reject *j = &r->reject[i];

		out_line(stdout, arena_printf(cli->arena, "  %s:%" PRId64 ": %s%s%s%s%s%s", j->file, j->line, j->field ? j->field : "",
			j->field && *j->field ? ": " : "", j->reason, j->text && *j->text ? " (" : "", j->text ? j->text : "",
			j->text && *j->text ? ")" : ""));
	}
	if ((int64_t)shown < r->rejected)
		out_line(stdout, dry ? "  …" : "  … `throughline rejects` lists them all.");
}

enum status command_import(struct cli *cli, struct err *err)
{
	const struct options *o = cli->options;
	bool dry = option_given(o, OPT_DRY_RUN);
	struct progress bar;
	struct ingest_report report = {0};
	struct ingest_options options = {
		.paths = o->word, .path_n = o->word_n,
		.agency = o->value[OPT_AGENCY], .format = o->value[OPT_FORMAT], .dry_run = dry,
		.progress = progress_show, .progress_arg = &bar,
	};
	enum status st;

	progress_init(&bar);
	st = ingest_run(cli->session, &options, cli->arena, &report, err);
	progress_done(&bar);
	if (st != ST_OK)
		return st;
	print_counts(cli, &report, dry);
	for (size_t i = 0; i < report.note_n; i++)
		out_line(stdout, arena_printf(cli->arena, "Note: %s", report.note[i]));
	print_rejects(cli, &report, dry);
	if (option_given(o, OPT_STRICT) && report.rejected)
		return err_set(err, ST_REJECTS, "%" PRId64 " rows were set aside; see throughline rejects", report.rejected);
	return ST_OK;
}

static const char *count_text(struct cli *cli, int64_t n)
{
	return arena_printf(cli->arena, "%" PRId64, n);
}

enum status command_imports(struct cli *cli, struct err *err)
{
	static const struct out_column COLUMNS[] = {
		{ "import", true, 0 }, { "at", false, 0 }, { "worker", false, 12 }, { "agency", false, 24 }, { "format", false, 0 },
		{ "files", true, 0 }, { "read", true, 0 }, { "new", true, 0 }, { "changed", true, 0 }, { "same", true, 0 },
		{ "rejected", true, 0 }, { "state", false, 0 },
	};
	struct import_line *line;
	struct out *out;
	size_t n;
	enum status st = imports_list(cli->session, cli->arena, &line, &n, err);

	if (st == ST_OK)
		st = cli_list(cli, COLUMNS, 12, &out, err);
	if (st != ST_OK)
		return st;
	for (size_t i = 0; i < n; i++)
		out_row(out, (const char *[]){ count_text(cli, line[i].import), line[i].at, line[i].worker, line[i].agency,
			line[i].format, count_text(cli, line[i].files), count_text(cli, line[i].read), count_text(cli, line[i].fresh),
			count_text(cli, line[i].changed), count_text(cli, line[i].same), count_text(cli, line[i].rejected), line[i].state });
	st = out_close(out, n == 1 ? "import" : "imports", err);
	return st == ST_OK && !n ? err_set(err, ST_NONE, "nothing has come in yet; throughline import FOLDER takes files in") : st;
}

enum status command_rejects(struct cli *cli, struct err *err)
{
	static const struct out_column COLUMNS[] = {
		{ "import", true, 0 }, { "file", false, 30 }, { "line", true, 0 }, { "field", false, 0 }, { "reason", false, 50 },
		{ "text", false, 40 },
	};
	struct reject_line *line;
	struct out *out;
	char *end = NULL;
	int64_t import = 0;
	size_t n;
	enum status st;

	if (cli->options->word_n) {
		errno = 0;
		import = strtoll(cli->options->word[0], &end, 10);
		if (errno || *end || import <= 0)
			return err_set(err, ST_USAGE, "an import is a number, as `throughline imports` lists them");
	}
	st = rejects_list(cli->session, import, cli->arena, &line, &n, err);
	if (st == ST_OK)
		st = cli_list(cli, COLUMNS, 6, &out, err);
	if (st != ST_OK)
		return st;
	for (size_t i = 0; i < n; i++)
		out_row(out, (const char *[]){ count_text(cli, line[i].import), line[i].file, count_text(cli, line[i].line),
			line[i].field, line[i].reason, line[i].text });
	st = out_close(out, n == 1 ? "row set aside" : "rows set aside", err);
	return st == ST_OK && !n ? err_set(err, ST_NONE, "nothing was set aside") : st;
}
