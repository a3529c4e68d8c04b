/* people: who a name, number, birth date, postcode or phone may mean. */
#include "command.h"
#include "search.h"

static void hint_say(struct cli *cli, const struct people_hint *hint)
{
	for (size_t i = 0; i < hint->tried_n; i++)
		cli_say(cli, "%s%s", i ? "      " : "tried ", hint->tried[i]);
	if (*hint->help)
		cli_say(cli, "%s", hint->help);
}

enum status command_people(struct cli *cli, struct err *err)
{
	static const struct out_column COLUMNS[] = {
		{ .name = "person_id", .place = OUT_DATA_ONLY },
		{ .name = "person", .place = OUT_TABLE_ONLY },
		{ .name = "name", .at_most = 30 },
		{ .name = "date_of_birth", .heading = "born" },
		{ .name = "sex", .place = OUT_DATA_ONLY },
		{ .name = "nhs_number" },
		{ .name = "agencies", .place = OUT_DATA_ONLY },
		{ .name = "why", .place = OUT_BELOW },
		{ .name = "agencies", .place = OUT_TABLE_ONLY },
	};
	const char *query = cli->options->word[0];
	struct people_hint hint = {NULL, 0, ""};
	struct person_hit *hit;
	struct out *out;
	enum status st;
	size_t n;

	for (size_t i = 1; i < cli->options->word_n; i++)
		query = cli_text(cli, "%s %s", query, cli->options->word[i]);
	if (cli->is_short)
		return err_nomem(err);
	st = people_search(cli->session, query, 0, true, cli->arena, &hit, &n, err);
	if (st == ST_OK)
		st = cli_list(cli, COLUMNS, sizeof COLUMNS / sizeof *COLUMNS, &out, err);
	if (st == ST_OK && !n)
		st = people_hint(cli->session, query, cli->arena, &hint, err);
	if (st != ST_OK)
		return st;
	for (size_t i = 0; i < n; i++)
		out_row(out,
			(const char *[]){ hit[i].uuid, cli_short_id(cli, hit[i].uuid), hit[i].name,
				hit[i].date_of_birth, hit[i].sex, hit[i].nhs_number,
				hit[i].agencies, hit[i].why, hit[i].agencies });
	st = out_close(out, n == 1 ? "person" : "people", err);
	if (st != ST_OK || n)
		return st;
	if (cli->style.format == OUT_TABLE)
		hint_say(cli, &hint);
	return err_set(err, ST_NONE, "nobody found; try part of a name, a birth date or an identifier");
}
