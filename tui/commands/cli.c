/* What all commands need: the session, the person meant, a list to print. */
#include <stdlib.h>
#include <string.h>

#include "command.h"

static enum status read_day(const char *text, int32_t *day, struct err *err)
{
	struct civil when;

	*day = CIVIL_NONE;
	if (!text)
		return ST_OK;
	if (!civil_parse(text, &when))
		return err_set(err, ST_USAGE, "--today needs a day that exists, as in 2025-11-21");
	*day = when.day;
	return ST_OK;
}

/* `audit --worker W` asks about a worker; `--worker W audit` says who asks. */
const char *cli_worker_filter(const struct cli *cli)
{
	const struct options *o = cli->options;

	return o->is_after[OPT_WORKER] && !strcmp(o->command, "audit") ? o->value[OPT_WORKER] : NULL;
}

enum status cli_open_session(struct cli *cli, enum store_need need, struct err *err)
{
	struct session_options o = {
		.store = cli->store,
		.worker = cli_worker_filter(cli) ? NULL : cli->options->value[OPT_WORKER],
		.make = need == STORE_MAKES,
	};
	enum status st = read_day(cli->options->value[OPT_TODAY], &o.today, err);

	return st == ST_OK ? session_open(&cli->session, &o, err) : st;
}

enum status cli_person(struct cli *cli, const char *text, int64_t *person, struct err *err)
{
	char **fits = NULL;
	size_t n = 0;
	enum status st = person_resolve(cli->session, text, person, cli->arena, &fits, &n, err);

	for (size_t i = 0; st == ST_AMBIGUOUS && i < n; i++)
		out_line(stderr, fits[i]);
	return st;
}

enum status cli_list(struct cli *cli, const struct out_column *columns, size_t n, struct out **out, struct err *err)
{
	*out = out_open(stdout, cli->format, columns, n);
	return *out ? ST_OK : err_nomem(err);
}
