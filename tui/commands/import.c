/* import, imports, rejects, withdraw: what agencies sent, and what became of it. */
#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "command.h"
#include "ingest.h"
#include "progress.h"
#include "scratch.h"

#define SHOWN_REJECTS 10

static void print_services(struct cli *cli, const struct ingest_report *r, bool dry)
{
	cli_say(cli, "%" PRId64 " file%s read (%s): %" PRId64 " service%s of the community.", r->files,
		r->files == 1 ? "" : "s", r->formats, r->services, r->services == 1 ? "" : "s");
	if (!r->fresh && !r->changed && !r->gone)
		cli_say(cli, "Nothing changed%s.", r->services ? ": the directory is the same as before" : "");
	else
		cli_say(cli, "%s%" PRId64 " new, %" PRId64 " changed, %" PRId64 " the same as before, %" PRId64
			" no longer in it.", dry ? "Would be " : "", r->fresh, r->changed, r->same, r->gone);
	if (dry)
		cli_say(cli, "Tried only: nothing was taken in.");
}

static void print_counts(struct cli *cli, const struct ingest_report *r, bool dry)
{
	if (!strcmp(r->formats, "openreferral")) {
		print_services(cli, r, dry);
		return;
	}
	cli_say(cli,
		"%" PRId64 " file%s read (%s): %" PRId64 " %s, %" PRId64
		" record%s of people, %" PRId64 " event%s.",
		r->files, r->files == 1 ? "" : "s", r->formats ? r->formats : "", r->agencies,
		r->agencies == 1 ? "agency" : "agencies", r->people, r->people == 1 ? "" : "s",
		r->events, r->events == 1 ? "" : "s");
	if (!r->fresh && !r->changed && !r->same && r->rejected)
		cli_say(cli, "Nothing %s taken in: all of it %s set aside.", dry ? "would be" : "was", dry ? "would be" : "was");
	else if (!r->fresh && !r->changed && !r->same)
		cli_say(cli, "Nothing changed: these files hold nothing new.");
	else if (!r->fresh && !r->changed)
		cli_say(cli, "Nothing changed: %s in these files %s here already.", r->rejected ? "the rest" : "everything",
			dry ? "is" : "was");
	else
		cli_say(cli,
			"%s%" PRId64 " new, %" PRId64 " changed, %" PRId64 " the same as before.",
			dry ? "Would be " : "", r->fresh, r->changed, r->same);
	for (size_t i = 0; r->of_n > 1 && i < r->of_n; i++)
		cli_say(cli, "  %s: %" PRId64 " new, %" PRId64 " changed, %" PRId64 " the same, %" PRId64 " set aside.",
			agency_called_by_code(cli->session, r->of[i].agency), r->of[i].fresh, r->of[i].changed,
			r->of[i].same, r->of[i].rejected);
	if (!dry)
		cli_say(cli,
			"The store has %" PRId64 " link%s between records and %" PRId64
			" finding%s of people asked again.",
			r->links, r->links == 1 ? "" : "s", r->findings,
			r->findings == 1 ? "" : "s");
	else
		cli_say(cli, "Tried only: nothing was taken in.");
}

static void print_rejects(struct cli *cli, const struct ingest_report *r, bool dry)
{
	size_t shown = r->reject_n < SHOWN_REJECTS ? r->reject_n : SHOWN_REJECTS;

	if (!r->rejected)
		return;
	cli_say(cli, "%s:", rejects_told(r->rejected, r->in_part, cli->arena));
	for (size_t i = 0; i < shown; i++) {
		const struct ingest_reject *j = &r->reject[i];
		const char *text = !j->text || !*j->text ? "" : cli_is_masked(cli) ? "masked" : j->text;

		cli_say(cli, "  %s%s: %s%s%s%s", j->file, j->line ? cli_text(cli, ":%" PRId64, j->line) : "",
			reject_sentence(j->field, j->reason, cli->arena), *text ? " (" : "", text,
			*text ? ")" : "");
	}
	if ((int64_t)shown < r->rejected)
		cli_say(cli, "  and %" PRId64 " more%s", r->rejected - (int64_t)shown,
			dry ? "." : "; `throughline rejects` lists them all.");
}

/* Where a path is -, what comes by standard input. */
static enum status paths_make(struct cli *cli, const char *const **out, int *in, struct err *err)
{
	const struct options *o = cli->options;
	const char **path = arena_alloc(cli->arena, (o->word_n + 1) * sizeof *path), *kept = NULL;
	enum status st = path ? ST_OK : err_nomem(err);

	*in = -1;
	for (size_t i = 0; i < o->word_n && st == ST_OK; i++) {
		bool is_input = strcmp(o->word[i], "-") == 0;

		if (is_input && !kept)
			st = standard_input_keep(cli, in, &kept, err);
		path[i] = is_input ? kept : o->word[i];
	}
	*out = path;
	return st;
}

static enum status import_run(struct cli *cli, bool dry, struct err *err)
{
	const struct options *o = cli->options;
	struct progress bar;
	struct ingest_report report = { 0 };
	struct ingest_options options = {
		.path_n = o->word_n,
		.agency = o->value[OPT_AGENCY],
		.format = o->value[OPT_FORMAT],
		.profile = o->value[OPT_PROFILE],
		.dry_run = dry,
		.as_new = option_given(o, OPT_AS_NEW),
		.progress = progress_show,
		.progress_arg = &bar,
	};
	int in;
	enum status st = paths_make(cli, &options.paths, &in, err);

	progress_init(&bar, option_given(cli->options, OPT_PROGRESS));
	if (st == ST_OK)
		st = ingest_run(cli->session, &options, cli->arena, &report, err);
	progress_done(&bar);
	if (in >= 0)
		close(in);
	if (st != ST_OK)
		return st;
	print_counts(cli, &report, dry);
	for (size_t i = 0; i < report.note_n; i++)
		cli_say(cli, "Note: %s", report.note[i]);
	print_rejects(cli, &report, dry);
	if (option_given(o, OPT_STRICT) && report.rejected)
		return err_set(err, ST_REJECTS,
			"%" PRId64 " row%s set aside; see throughline rejects", report.rejected,
			report.rejected == 1 ? " was" : "s were");
	return ST_OK;
}

/* Another process is at it: those that take turns with it wait, the others tell. */
static void under_way_say(const struct cli *cli)
{
	const char *command = cli->options->command, *told = ingest_under_way(cli->session);

	if (told && strcmp(command, "import") != 0 && strcmp(command, "withdraw") != 0 && strcmp(command, "init") != 0)
		out_line(stderr, told);
}

enum status cli_finish_import(struct cli *cli, struct err *err)
{
	struct progress bar;
	const struct ingest_options options = { .progress = progress_show, .progress_arg = &bar };
	int64_t import = 0;
	enum status st;

	progress_init(&bar, option_given(cli->options, OPT_PROGRESS));
	st = ingest_finish(cli->session, &options, &import, err);
	progress_done(&bar);
	if (st == ST_OK && import)
		out_line(stderr, cli_text(cli, "Import %" PRId64
			" had been broken off before all of it was in; that is made good now.", import));
	else if (st == ST_OK)
		under_way_say(cli);
	return st;
}

/* Trying leaves no store behind where there was none. */
static enum status import_try_without_store(struct cli *cli, struct err *err)
{
	const char *folder;
	enum status st = scratch_make(cli, &folder, err);

	if (st != ST_OK)
		return st;
	cli->store = cli_text(cli, "%s/case.db", folder);
	st = cli->is_short ? err_nomem(err) : cli_open_session(cli, STORE_MAKES, err);
	if (st == ST_OK)
		st = import_run(cli, true, err);
	session_close(cli->session);
	cli->session = NULL;
	scratch_remove(folder);
	return st;
}

enum status command_import(struct cli *cli, struct err *err)
{
	const char *format = cli->options->value[OPT_FORMAT];
	bool dry = option_given(cli->options, OPT_DRY_RUN);
	enum status st;

	if (ingest_format_check(format, err) != ST_OK)
		return ST_USAGE;
	st = cli_open_session(cli, dry ? STORE_OPENS : STORE_MAKES, err);
	if (st == ST_MISSING && dry)
		return import_try_without_store(cli, err);
	return st == ST_OK ? import_run(cli, dry, err) : st;
}

static const char *count_text(struct cli *cli, int64_t n)
{
	return n < 0 ? "" : cli_text(cli, "%" PRId64, n); /* not told */
}

enum status command_imports(struct cli *cli, struct err *err)
{
	static const struct out_column COLUMNS[] = {
		{ .name = "import", .is_number = true },
		{ .name = "at", .place = OUT_DATA_ONLY },
		{ .name = "at (UTC)", .place = OUT_TABLE_ONLY },
		{ .name = "worker", .place = OUT_BELOW, .heading = "by" },
		{ .name = "agency", .at_most = 24 },
		{ .name = "format", .place = OUT_BELOW },
		{ .name = "files", .is_number = true, .place = OUT_BELOW },
		{ .name = "read", .is_number = true, .place = OUT_BELOW },
		{ .name = "new", .is_number = true },
		{ .name = "changed", .is_number = true },
		{ .name = "same", .is_number = true },
		{ .name = "rejected", .is_number = true },
		{ .name = "state" },
	};
	struct import_line *line;
	struct out *out;
	size_t n;
	enum status st = imports_list(cli->session, true, cli->arena, &line, &n, err);

	if (st == ST_OK)
		st = cli_list(cli, COLUMNS, sizeof COLUMNS / sizeof *COLUMNS, &out, err);
	if (st != ST_OK)
		return st;
	for (size_t i = 0; i < n; i++)
		out_row(out,
			(const char *[]){ count_text(cli, line[i].import), line[i].at,
				cli_minute(cli, line[i].at), line[i].worker, line[i].agency,
				line[i].format, count_text(cli, line[i].files),
				count_text(cli, line[i].read), count_text(cli, line[i].fresh),
				count_text(cli, line[i].changed), count_text(cli, line[i].same),
				count_text(cli, line[i].rejected), line[i].state });
	st = out_close(out, n == 1 ? "import" : "imports", err);
	return st == ST_OK && !n
		? err_set(err, ST_NONE,
			  "nothing has come in yet; throughline import FOLDER takes files in")
		: st;
}

static enum status import_number(const char *text, int64_t *import, struct err *err)
{
	char *end = NULL;

	errno = 0;
	*import = strtoll(text, &end, 10);
	if (errno || *end || *import <= 0 || !(*text >= '0' && *text <= '9'))
		return err_set(
			err, ST_USAGE, "an import is a number, as `throughline imports` lists them");
	return ST_OK;
}

enum status command_withdraw(struct cli *cli, struct err *err)
{
	struct progress bar;
	const struct ingest_options options = { .progress = progress_show, .progress_arg = &bar };
	struct withdraw_report report;
	int64_t import;
	bool dry;
	enum status st = import_number(cli->options->word[0], &import, err);

	if (st != ST_OK)
		return st;
	dry = option_given(cli->options, OPT_DRY_RUN);
	progress_init(&bar, option_given(cli->options, OPT_PROGRESS));
	st = dry ? ingest_withdraw_try(cli->session, import, &options, &report, err)
		: ingest_withdraw(cli->session, import, &options, &report, err);
	progress_done(&bar);
	if (st != ST_OK)
		return st;
	if (!dry)
		cli_say(cli, "Import %" PRId64 " was taken back.", import);
	if (report.stays)
		cli_say(cli, "%s: import %" PRId64 ", of the same files, stays; what these brought goes with the last of them.",
			dry ? "Nothing would change" : "Nothing changed", report.stays);
	else if (!report.gone && !report.restored)
		cli_say(cli, dry ? "Nothing would change: others sent the same."
			: "Nothing changed: others sent the same.");
	else
		cli_say(cli,
			"%" PRId64 " row%s that only it brought %s out of force; of %" PRId64
			" what was known before %s again.",
			report.gone, report.gone == 1 ? "" : "s",
			dry ? "would be" : report.gone == 1 ? "is" : "are", report.restored, dry ? "would be" : "is");
	cli_say(cli, dry ? "Nothing was taken back."
		: "To undo this, import its files again: they come back to their place, behind what came later.");
	return ST_OK;
}

static void rejects_print(struct cli *cli, struct out *out, const struct reject_page *page)
{
	for (size_t i = 0; i < page->n; i++) {
		const struct reject_line *r = &page->line[i];
		char import[24], line[24];

		snprintf(import, sizeof import, "%" PRId64, r->import);
		snprintf(line, sizeof line, "%" PRId64, r->line);
		out_row(out, (const char *[]){ import, r->file, line, r->field, r->reason, cli_hide(cli, r->text) });
	}
}

/* Page by page: there may be a million rows.  *n: how many were printed. */
static enum status rejects_list(struct cli *cli, struct reject_page *page, const char *agency, size_t *n, struct err *err)
{
	static const struct out_column COLUMNS[] = {
		{ .name = "import", .is_number = true },
		{ .name = "file", .at_most = 30 },
		{ .name = "line", .is_number = true },
		{ .name = "field", .at_most = 16 },
		{ .name = "reason" },
		{ .name = "text", .place = OUT_BELOW, .heading = "row" },
	};
	struct arena *a = arena_new();
	struct out *out = NULL;
	enum status st = a ? rejects_page(cli->session, page, agency, a, err) : err_nomem(err), closed;

	if (st == ST_OK)
		st = cli_list(cli, COLUMNS, sizeof COLUMNS / sizeof *COLUMNS, &out, err);
	*n = 0;
	while (st == ST_OK && page->n) {
		rejects_print(cli, out, page);
		*n += page->n;
		arena_reset(a);
		st = rejects_page(cli->session, page, agency, a, err);
	}
	arena_free(a);
	if (!out)
		return st;
	closed = out_close(out, *n == 1 ? "row set aside" : "rows set aside", st == ST_OK ? err : NULL);
	return st == ST_OK ? closed : st;
}

enum status command_rejects(struct cli *cli, struct err *err)
{
	const char *agency = cli->options->value[OPT_AGENCY];
	struct reject_page page = { 0 };
	size_t n = 0;
	enum status st = cli->options->word_n ? import_number(cli->options->word[0], &page.import, err) : ST_OK;

	if (st == ST_OK)
		st = rejects_list(cli, &page, agency, &n, err);
	if (st != ST_OK)
		return st;
	if (page.untold)
		out_line(stderr, cli_text(cli, "%zu row%s of files that hold several agencies' are left "
			"out: it cannot be told whose they are", page.untold, page.untold == 1 ? "" : "s"));
	if (n)
		return ST_OK;
	return err_set(err, ST_NONE, cli->options->word_n || agency ? "nothing was set aside"
		: "nothing was set aside of what came last; `throughline imports` counts what was of others, "
		"`throughline rejects IMPORT` shows it");
}

enum status command_feeds(struct cli *cli, struct err *err)
{
	static const struct out_column COLUMNS[] = {
		{ .name = "agency" },
		{ .name = "state" },
		{ .name = "received" },
		{ .name = "rows", .is_number = true },
		{ .name = "rows_before", .is_number = true, .heading = "before" },
		{ .name = "happened", .heading = "newest of theirs" },
		{ .name = "import", .is_number = true },
		{ .name = "told", .place = OUT_BELOW, .heading = "" },
	};
	struct feed_line *line;
	struct out *out;
	size_t n;
	enum status st = feeds_list(cli->session, true, cli->arena, &line, &n, err);

	if (st == ST_OK)
		st = cli_list(cli, COLUMNS, sizeof COLUMNS / sizeof *COLUMNS, &out, err);
	if (st != ST_OK)
		return st;
	for (size_t i = 0; i < n; i++) {
		const struct feed_line *f = &line[i];
		char received[11] = "", happened[11] = "";

		if (f->received != CIVIL_NONE)
			civil_iso(f->received, received);
		if (f->happened != CIVIL_NONE)
			civil_iso(f->happened, happened);
		out_row(out, (const char *[]){ f->code, FEED_STATE_NAMES[f->state], received,
			f->rows >= 0 ? count_text(cli, f->rows) : "",
			f->rows_before >= 0 ? count_text(cli, f->rows_before) : "", happened,
			f->import ? count_text(cli, f->import) : "", f->told });
	}
	st = out_close(out, n == 1 ? "feed" : "feeds", err);
	return st == ST_OK && !n ? err_set(err, ST_NONE, "no agency is known yet; throughline "
		"import FOLDER takes files in") : st;
}
