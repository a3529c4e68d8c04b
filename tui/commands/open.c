/* The dashboard, as the command line's options ask for it. */
#include <stdlib.h>
#include <string.h>

#include "command.h"
#include "plain/plain.h"
#include "remote.h"

bool color_parse(const char *text, enum color_when *when)
{
	static const char *const NAMES[] = { "auto", "always", "never" };

	*when = COLOR_AUTO;
	for (int i = 0; text && i < 3; i++)
		if (!strcmp(text, NAMES[i])) {
			*when = (enum color_when)i;
			return true;
		}
	return !text;
}

/* Of `--once`: what a shell says of its window, else 24 by 80. */
static int size_from(const char *variable)
{
	const char *text = getenv(variable);
	long n = text ? strtol(text, NULL, 10) : 0;

	return n > 0 && n < 1000 ? (int)n : 0;
}

enum status dashboard_open(struct cli *cli, struct err *err)
{
	const struct options *o = cli->options;
	struct dashboard_options d = {
		.ascii = option_given(o, OPT_ASCII),
		.mask = option_given(o, OPT_MASK),
		.once = option_given(o, OPT_ONCE),
		.mouse = option_given(o, OPT_MOUSE),
		.slow = option_given(o, OPT_SLOW),
		.view = o->value[OPT_VIEW],
		.color = cli->color,
		.theme = o->value[OPT_THEME],
		.rows = size_from("LINES"),
		.cols = size_from("COLUMNS"),
	};

	d.is_remote = remote_is() && session_viewer(cli->session)->role != ROLE_OWNER;
	if (o->value[OPT_PERSON]) {
		enum status st = session_require(cli->session, MAY_PEOPLE, "person", err);

		if (st == ST_OK)
			st = cli_person(cli, o->value[OPT_PERSON], &d.person, err);
		if (st != ST_OK)
			return st;
	} else {
		enum status st = cli_queue(cli, err);

		if (st != ST_OK)
			return st;
	}
	if (option_given(o, OPT_PLAIN))
		return plain_run(cli->session, d.mask, d.is_remote, err);
	return dashboard_run(cli->session, &d, err);
}
