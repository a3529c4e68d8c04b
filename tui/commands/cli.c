/* What all commands need: the session, the person meant, a list to print. */
#include <stdarg.h>
#include <string.h>

#include "access.h"
#include "command.h"
#include "mask.h"

/* Of the command that is run; the dashboard asks for itself. */
static enum status role_check(struct cli *cli, struct err *err)
{
	const struct command *c = cli->options->command ? command_find(cli->options->command) : NULL;

	return c ? session_require(cli->session, command_needs(c, cli->options), c->name, err) : ST_OK;
}

enum status cli_open_session(struct cli *cli, enum store_need need, struct err *err)
{
	const struct session_options o = {
		.store = cli->store,
		.worker = cli->options->value[OPT_WORKER],
		.today = cli->today,
		.make = need == STORE_MAKES,
		.hides_names = cli_is_masked(cli),
	};

	enum status st = session_open(&cli->session, &o, err);

	return st == ST_OK ? role_check(cli, err) : st;
}

static const char *text_of(struct cli *, const char *format, va_list)
	__attribute__((format(printf, 2, 0)));

static const char *text_of(struct cli *cli, const char *format, va_list args)
{
	va_list again;
	int length;
	char *text;

	va_copy(again, args);
	length = vsnprintf(NULL, 0, format, again);
	va_end(again);
	text = length < 0 ? NULL : arena_alloc(cli->arena, (size_t)length + 1);
	if (!text) {
		cli->is_short = true;
		return "";
	}
	vsnprintf(text, (size_t)length + 1, format, args);
	return text;
}

const char *cli_text(struct cli *cli, const char *format, ...)
{
	const char *text;
	va_list args;

	va_start(args, format);
	text = text_of(cli, format, args);
	va_end(args);
	return text;
}

bool cli_is_masked(const struct cli *cli)
{
	return option_given(cli->options, OPT_MASK);
}

const char *cli_mask(struct cli *cli, const char *name)
{
	return mask_text(cli_is_masked(cli), cli->arena, name);
}

const char *cli_hide(struct cli *cli, const char *text)
{
	return cli_is_masked(cli) ? "" : text;
}

const char *cli_short_id(struct cli *cli, const char *uuid)
{
	return cli_text(cli, "%.8s", uuid ? uuid : "");
}

const char *cli_minute(struct cli *cli, const char *at)
{
	return at && strlen(at) > 16 ? cli_text(cli, "%.10s %.5s", at, at + 11) : at;
}

void cli_say(struct cli *cli, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	out_line(stdout, text_of(cli, format, args));
	va_end(args);
}

enum status cli_person_named(struct cli *cli, const char *text, int64_t *person, struct err *err)
{
	char **fits = NULL;
	size_t n = 0;
	enum status st = person_resolve(cli->session, text, person, cli->arena, &fits, &n, err);

	for (size_t i = 0; st == ST_AMBIGUOUS && i < n; i++)
		out_line(stderr, fits[i]);
	return st;
}

enum status cli_person(struct cli *cli, const char *text, int64_t *person, struct err *err)
{
	const char *why = cli->options->value[OPT_WHY], *led = NULL;
	enum status st = cli_person_named(cli, text, person, err);

	if (st == ST_OK && why)
		st = access_open(cli->session, *person, why, err);
	if (st == ST_OK)
		st = access_require(cli->session, *person, err);
	if (st == ST_OK)
		st = person_led(cli->session, text, *person, cli->arena, &led, err);
	if (st == ST_OK && led)
		out_line(stderr, led);
	return st;
}

enum status cli_numbered(struct cli *cli, const char *text, int64_t *person, struct err *err)
{
	bool finds = session_may(cli->session, MAY_PEOPLE) || session_viewer(cli->session)->role == ROLE_OWNER;

	return finds ? cli_person(cli, text, person, err) : person_numbered(cli->session, text, person, err);
}

enum status cli_queue(struct cli *cli, struct err *err)
{
	const char *why = cli->options->value[OPT_WHY];

	return why ? access_queue_say(cli->session, why, err) : ST_OK;
}

void cli_veil_say(struct cli *cli)
{
	if (cli->style.format == OUT_TABLE)
		out_paragraph(stdout, "Of people who are not on your list there is more: say why you look with --why referral, call, "
			"repeat, meeting, safeguarding or quality.", 0, cli->style.width);
}

enum status cli_agency(struct cli *cli, const char *typed, int64_t person, const char **code, struct err *err)
{
	const struct agency *agency = NULL;
	enum status st = agency_typed(cli->session, typed, person, &agency, err);

	*code = agency ? agency->code : NULL;
	return st;
}

enum status cli_pair(struct cli *cli, const char *const word[static 2], struct err *err)
{
	int64_t person;
	enum status st = ST_OK;

	for (size_t i = 0; i < 2 && st == ST_OK && option_given(cli->options, OPT_WHY); i++)
		st = cli_person(cli, word[i], &person, err);
	return st;
}

enum status cli_list(struct cli *cli, const struct out_column *columns, size_t n, struct out **out,
	struct err *err)
{
	*out = out_open(stdout, &cli->style, columns, n);
	return *out ? ST_OK : err_nomem(err);
}

enum status cli_empty_list(
	struct cli *cli, const struct out_column *columns, size_t n, enum status found)
{
	struct out *out;

	if (found == ST_NONE && cli_list(cli, columns, n, &out, NULL) == ST_OK)
		(void)out_close(out, NULL, NULL);
	return found;
}
