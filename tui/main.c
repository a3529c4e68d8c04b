/*
 * main.c - options, store, then a command or the dashboard; what went wrong
 * becomes one sentence and the status that the program ends with.
 */
#include <errno.h>
#include <fcntl.h>
#include <locale.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "commands/command.h"
#include "exit.h"

/* People's most private records: no core dumps, no files that others may read,
 * and a closed descriptor is not given to the store by accident. */
static void protect_process(void)
{
	const struct rlimit none = {0, 0};

	setrlimit(RLIMIT_CORE, &none);
	prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
	umask(0077);
	for (int fd = 0; fd < 3; fd++)
		if (fcntl(fd, F_GETFD) < 0 && open("/dev/null", O_RDWR) < 0)
			_exit(6);
}

/* $XDG_DATA_HOME/throughline/case.db and its like, unless told. */
static const char *store_to_use(const struct options *o, struct arena *a)
{
	const char *named = o->value[OPT_STORE] ? o->value[OPT_STORE] : getenv("THROUGHLINE_STORE");
	const char *data = getenv("XDG_DATA_HOME"), *home = getenv("HOME");

	if (named && *named)
		return named;
	if (data && *data == '/')
		return arena_printf(a, "%s/throughline/case.db", data);
	return arena_printf(a, "%s/.local/share/throughline/case.db", home && *home ? home : ".");
}

/* SSH hands over what a client typed after the host; nothing of it is run. */
static enum status refuse_remote_command(struct err *err)
{
	const char *asked = getenv("SSH_ORIGINAL_COMMAND");

	if (asked && *asked)
		return err_set(err, ST_DENIED, "commands sent with ssh are not run here; connect without one");
	return ST_OK;
}

static enum status check_options(const struct command *c, const struct options *o, struct err *err)
{
	for (int i = 0; i < OPT_COUNT; i++)
		if (o->value[i] && !OPTIONS[i].is_global && !(c && c->options & OPTION_BIT(i)))
			return err_set(err, ST_USAGE, "--%s does not go with %s; see throughline help %s", OPTIONS[i].name,
				c ? c->name : "the dashboard", c ? c->name : "");
	if (c && (o->word_n < c->min_words || o->word_n > c->max_words))
		return err_set(err, ST_USAGE, "use: throughline %s %s", c->name, c->words);
	return ST_OK;
}

static enum status run_command(struct cli *cli, const struct command *c, struct err *err)
{
	enum status st = ST_OK;

	if (c->run != command_import && !out_format_parse(cli->options->value[OPT_FORMAT], &cli->format))
		return err_set(err, ST_USAGE, "--format is table, csv or json");
	if (c->store != STORE_NONE)
		st = cli_open_session(cli, c->store, err);
	return st == ST_OK ? c->run(cli, err) : st;
}

static enum status run_dashboard(struct cli *cli, struct err *err)
{
	enum status st;

	if (!option_given(cli->options, OPT_ONCE) && !option_given(cli->options, OPT_PLAIN) &&
	    !(isatty(STDIN_FILENO) && isatty(STDOUT_FILENO))) {
		commands_help(stderr);
		return err_set(err, ST_USAGE, "the dashboard needs a terminal; name a command, or use --once or --plain");
	}
	st = cli_open_session(cli, STORE_OPENS, err);
	return st == ST_OK ? dashboard_open(cli, err) : st;
}

static enum status run(struct cli *cli, struct err *err)
{
	const struct options *o = cli->options;
	const struct command *c = o->command ? command_find(o->command) : NULL;
	enum status st;

	if (option_given(o, OPT_VERSION)) {
		puts("throughline " THROUGHLINE_VERSION);
		return ST_OK;
	}
	if (option_given(o, OPT_HELP)) {
		if (c)
			command_help(c, stdout);
		else
			commands_help(stdout);
		return ST_OK;
	}
	if (o->command && !c)
		return err_set(err, ST_USAGE, "there is no command %s; see throughline --help", o->command);
	st = refuse_remote_command(err);
	if (st == ST_OK)
		st = check_options(c, o, err);
	if (st != ST_OK)
		return st;
	return c ? run_command(cli, c, err) : run_dashboard(cli, err);
}

int main(int argc, char **argv)
{
	struct err err = {0};
	struct options options;
	struct cli cli = { .options = &options };
	enum status st;

	protect_process();
	setlocale(LC_ALL, "");
	signal(SIGPIPE, SIG_DFL);
	st = options_parse(&options, argc, argv, &err);
	cli.arena = arena_new();
	if (!cli.arena)
		st = err_nomem(&err);
	if (st == ST_OK) {
		cli.store = store_to_use(&options, cli.arena);
		st = cli.store ? run(&cli, &err) : err_nomem(&err);
	}
	session_close(cli.session);
	if (st == ST_OK && (fflush(stdout) || ferror(stdout)))
		st = err_set(&err, ST_IO, "not everything could be written: %s", strerror(errno));
	if (st != ST_OK && err.text[0]) {
		fputs("throughline: ", stderr);
		out_line(stderr, err.text);
	}
	arena_free(cli.arena);
	options_done(&options);
	return exit_status(st);
}
