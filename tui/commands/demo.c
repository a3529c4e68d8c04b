/* demo: a made-up locality in a store of its own, taken in by the ordinary importer. */
#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "command.h"
#include "demo.h"
#include "ingest.h"
#include "progress.h"
#include "scratch.h"

static enum status number_read(const char *text, const char *option, uint64_t least, uint64_t most,
	uint64_t *out, struct err *err)
{
	char *end;

	if (!text)
		return ST_OK;
	errno = 0;
	*out = strtoull(text, &end, 10);
	if (errno || *end || *text < '0' || *text > '9' || *out < least || *out > most)
		return err_set(err, ST_USAGE, "--%s is a number from %" PRIu64 " to %" PRIu64,
			option, least, most);
	return ST_OK;
}

static enum status demo_options_read(
	const struct options *o, struct demo_options *d, struct err *err)
{
	uint64_t people = DEMO_PEOPLE, seed = DEMO_SEED;
	enum status st = number_read(o->value[OPT_PEOPLE], "people", 1, 2000000, &people, err);

	if (st == ST_OK)
		st = number_read(o->value[OPT_SEED], "seed", 0, UINT64_MAX, &seed, err);
	*d = (struct demo_options){ .people = (int)people, .seed = seed };
	return st;
}

/* `--store`, else demo.db beside the store that is used by default. */
static const char *demo_store(struct cli *cli)
{
	const char *slash = strrchr(cli->store, '/');

	if (cli->options->value[OPT_STORE])
		return cli->store;
	return cli_text(cli, "%.*sdemo.db", slash ? (int)(slash - cli->store + 1) : 0, cli->store);
}

#define DEMO_OWN_AGENCY "ASC"

static enum status demo_import(struct cli *cli, const char *folder, struct err *err)
{
	struct ingest_report report = { 0 };
	struct progress bar;
	struct ingest_options options = {
		.paths = &folder,
		.path_n = 1,
		.format = "csv",
		.progress = progress_show,
		.progress_arg = &bar,
	};
	enum status st;

	progress_init(&bar, false);
	st = ingest_run(cli->session, &options, cli->arena, &report, err);
	progress_done(&bar);
	if (st == ST_OK)
		cli_say(cli,
			"A made-up locality: %" PRId64 " records and %" PRId64 " events of %" PRId64
			" agencies, %" PRId64 " findings of people asked again, in %s.",
			report.people, report.events, report.agencies, report.findings, cli->store);
	return st;
}

/* The directory of what there is beside agencies comes by a run of its own. */
static enum status demo_services_import(struct cli *cli, const char *path, struct err *err)
{
	const struct ingest_options options = { .paths = &path, .path_n = 1, .format = "openreferral" };
	struct ingest_report report = { 0 };

	return ingest_run(cli->session, &options, cli->arena, &report, err);
}

/* Interchange files in a private folder, taken in, removed. */
static enum status demo_fill(struct cli *cli, const struct demo_options *d, struct err *err)
{
	const char *folder, *locality, *services;
	enum status st = scratch_make(cli, &folder, err);

	if (st != ST_OK)
		return st;
	locality = cli_text(cli, "%s/locality", folder);
	services = cli_text(cli, "%s/services.json", folder);
	st = cli->is_short ? err_nomem(err) : demo_write(locality, d, err);
	if (st == ST_OK)
		st = demo_import(cli, locality, err);
	if (st == ST_OK)
		st = demo_services_write(services, err);
	if (st == ST_OK)
		st = demo_services_import(cli, services, err);
	if (st == ST_OK) /* whoever looks is the council's coordinator */
		st = setting_set(cli->session, "worker.agency", DEMO_OWN_AGENCY, err);
	scratch_remove(folder);
	return st;
}

static enum status demo_session(struct cli *cli, struct err *err)
{
	const struct session_options s = {
		.store = cli->store,
		.worker = cli->options->value[OPT_WORKER],
		.today = cli->today,
		.make = true,
		.must_be_demo = true,
		.be_demo = true,
		.demo_today = demo_today(),
		.hides_names = cli_is_masked(cli),
	};

	return session_open(&cli->session, &s, err);
}

static enum status demo_make(struct cli *cli, const struct demo_options *d, struct err *err)
{
	struct import_line *line;
	size_t n;
	enum status st = imports_list(cli->session, true, cli->arena, &line, &n, err);

	if (st != ST_OK)
		return st;
	if (!n)
		return demo_fill(cli, d, err);
	if (cli->options->value[OPT_PEOPLE] || cli->options->value[OPT_SEED])
		return err_set(err, ST_USAGE,
			"a locality is in %s already; remove that file, or name another with --store",
			cli->store);
	cli_say(cli, "The made-up locality is in %s already.", cli->store);
	return ST_OK;
}

static enum status demo_files(
	struct cli *cli, const char *folder, const struct demo_options *d, struct err *err)
{
	enum status st = demo_write(folder, d, err);

	if (st == ST_OK)
		cli_say(cli,
			"A made-up locality of %d people is in %s; throughline import takes it in.",
			d->people, folder);
	return st;
}

enum status command_demo(struct cli *cli, struct err *err)
{
	const struct options *o = cli->options;
	struct demo_options d;
	enum status st = demo_options_read(o, &d, err);

	if (st != ST_OK)
		return st;
	if (o->value[OPT_WRITE])
		return demo_files(cli, o->value[OPT_WRITE], &d, err);
	cli->store = demo_store(cli);
	st = cli->is_short ? err_nomem(err) : demo_session(cli, err);
	if (st == ST_OK)
		st = demo_make(cli, &d, err);
	if (st != ST_OK || option_given(o, OPT_NO_OPEN))
		return st;
	if (!option_given(o, OPT_ONCE) && !option_given(o, OPT_PLAIN) &&
		!(isatty(STDIN_FILENO) && isatty(STDOUT_FILENO)))
		return ST_OK;
	return dashboard_open(cli, err);
}
