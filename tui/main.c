/*
 * main.c - options, store, then a command or the dashboard; what went wrong
 * becomes one sentence and the status that the program ends with.
 */
#include <fcntl.h>
#include <langinfo.h>
#include <locale.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "commands/command.h"
#include "exit.h"
#include "remote.h"

/* People's most private records: no core dumps, no files that others may read,
 * and a closed descriptor is not given to the store by accident.  What is
 * written to a closed standard output fails, as it would have. */
static void protect_process(void)
{
	const struct rlimit none = { 0, 0 };

	setrlimit(RLIMIT_CORE, &none);
	prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
	umask(0077);
	for (int fd = 0; fd < 3; fd++)
		if (fcntl(fd, F_GETFD) < 0 &&
			open("/dev/null", fd == STDERR_FILENO ? O_WRONLY : O_RDONLY) < 0)
			_exit(exit_status(ST_IO));
}

/* All who come in have one day, the host's: what ends on a day ends for each at once. */
static enum status zone_settle(struct err *err)
{
	if (remote_is() && unsetenv("TZ") != 0)
		return err_set(err, ST_BUG, "the time zone cannot be settled");
	return ST_OK;
}

/* $XDG_DATA_HOME/throughline/case.db and its like, unless told. */
static enum status store_to_use(struct cli *cli, struct err *err)
{
	const char *named = cli->options->value[OPT_STORE], *data = getenv("XDG_DATA_HOME"),
		   *home = getenv("HOME");

	if (!named)
		named = getenv("THROUGHLINE_STORE");
	if (named && *named)
		cli->store = named;
	else if (data && *data == '/')
		cli->store = cli_text(cli, "%s/throughline/case.db", data);
	else if (home && *home == '/')
		cli->store = cli_text(cli, "%s/.local/share/throughline/case.db", home);
	else
		return err_set(err, ST_USAGE,
			"there is no home folder to look for a store in; name one with --store");
	return cli->is_short ? err_nomem(err) : ST_OK;
}

static enum status check_options(const struct command *c, const struct options *o, struct err *err)
{
	for (int i = 0; i < OPT_COUNT; i++)
		if (o->value[i] && !OPTIONS[i].is_global && !(!c && i == OPT_PERSON) && !(c && c->options & OPTION_BIT(i)))
			return err_set(err, ST_USAGE,
				"--%s does not go with %s; see throughline help%s%s",
				OPTIONS[i].name, c ? c->name : "the dashboard", c ? " " : "",
				c ? c->name : "");
	if (c && (o->word_n < c->min_words || o->word_n > c->max_words))
		return err_set(err, ST_USAGE, "use: throughline %s%s%s", c->name,
			*c->words ? " " : "", c->words);
	return ST_OK;
}

/* What every command and the dashboard take alike. */
static enum status read_globals(struct cli *cli, struct err *err)
{
	const struct options *o = cli->options;
	struct civil today = CIVIL_ABSENT;

	if (o->value[OPT_TODAY] && !civil_parse(o->value[OPT_TODAY], &today))
		return err_set(err, ST_USAGE, "--today needs a day that exists, as in 2025-11-21");
	cli->today = today.day;
	if (!color_parse(o->value[OPT_COLOR], &cli->color))
		return err_set(err, ST_USAGE, "--color is auto, always or never");
	return ST_OK;
}

/* As wide as the terminal; elsewhere as $COLUMNS says, else 80. */
static int width_of_lines(void)
{
	struct winsize size;
	const char *columns = getenv("COLUMNS");
	long said = columns ? strtol(columns, NULL, 10) : 0;

	if (isatty(STDOUT_FILENO) && !ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) && size.ws_col)
		return size.ws_col;
	return said >= 20 && said <= 10000 ? (int)said : 80;
}

static enum status run_command(struct cli *cli, const struct command *c, struct err *err)
{
	enum status st = ST_OK;

	if (c->run != command_import && c->run != command_brief &&
		!out_format_parse(cli->options->value[OPT_FORMAT], &cli->style.format))
		return err_set(err, ST_USAGE, "--format is table, csv or json");
	cli->style.width = width_of_lines();
	cli->style.is_ascii = option_given(cli->options, OPT_ASCII) ||
		strcmp(nl_langinfo(CODESET), "UTF-8");
	if (c->store != STORE_NONE)
		st = cli_open_session(cli, c->store, err);
	if (st == ST_OK && c->store != STORE_NONE)
		st = cli_finish_import(cli, err);
	return st == ST_OK ? c->run(cli, err) : st;
}

static enum status run_dashboard(struct cli *cli, struct err *err)
{
	enum status st;

	if (!option_given(cli->options, OPT_ONCE) && !option_given(cli->options, OPT_PLAIN) &&
		!(isatty(STDIN_FILENO) && isatty(STDOUT_FILENO))) {
		commands_help(stderr);
		return err_set(err, ST_USAGE,
			"the dashboard needs a terminal; name a command, or use --once or --plain");
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
		return err_set(err, ST_USAGE, "there is no command %s; see throughline --help",
			o->command);
	st = check_options(c, o, err);
	if (st == ST_OK)
		st = read_globals(cli, err);
	if (st == ST_OK && c && c->run == command_help_words)
		return c->run(cli, err);
	if (st == ST_OK)
		st = store_to_use(cli, err);
	if (st != ST_OK)
		return st;
	return c ? run_command(cli, c, err) : run_dashboard(cli, err);
}

/* Who asked over ssh for what is not run there stands in the audit. */
static void remote_refused(struct cli *cli)
{
	struct err unheard;

	cli->today = CIVIL_NONE;
	if (store_to_use(cli, &unheard) == ST_OK && cli_open_session(cli, STORE_OPENS, &unheard) == ST_OK)
		session_refused(cli->session, "ssh command");
}

int main(int argc, char **argv)
{
	struct err err = { 0 };
	struct options options;
	struct cli cli = { .options = &options };
	enum status st;

	protect_process();
	setlocale(LC_CTYPE, ""); /* alone: numbers in lists keep their point */
	signal(SIGPIPE, SIG_DFL);
	signal(SIGXFSZ, SIG_IGN); /* a limit on files is told like a full disk */
	st = options_parse(&options, argc, argv, &err);
	cli.arena = arena_new();
	if (!cli.arena)
		st = err_nomem(&err);
	if (st == ST_OK)
		st = zone_settle(&err);
	if (st == ST_OK)
		st = remote_add(&options, cli.arena, &err);
	if (st == ST_DENIED)
		remote_refused(&cli);
	if (st == ST_OK)
		st = run(&cli, &err);
	session_close(cli.session);
	if (st == ST_OK && cli.is_short)
		st = err_nomem(&err);
	if (st == ST_OK && (fflush(stdout) || ferror(stdout)))
		st = err_set(&err, ST_IO,
			"it is done, but not all that there is to say could be written to standard output");
	if (st != ST_OK && err.text[0]) {
		fputs("throughline: ", stderr);
		out_line(stderr, err.text);
	}
	arena_free(cli.arena);
	options_done(&options);
	return exit_status(st);
}
