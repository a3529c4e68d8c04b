/* since: what is new of the worker's people. */
#include "command.h"
#include "mine.h"

static enum status since_print(struct cli *cli, const struct since *s, struct err *err)
{
	static const struct out_column COLUMNS[] = {
		{ .name = "person_id", .place = OUT_BELOW, .heading = "person" },
		{ .name = "name" },
		{ .name = "came" },
		{ .name = "what" },
		{ .name = "why" },
		{ .name = "from" },
	};
	struct out *out;
	enum status st = cli_list(cli, COLUMNS, sizeof COLUMNS / sizeof *COLUMNS, &out, err);

	for (size_t i = 0; i < s->line_n && st == ST_OK; i++) {
		const struct since_line *l = &s->line[i];
		char id[37];

		st = person_id(cli->session, l->person, id, err);
		if (st == ST_OK)
			out_row(out, (const char *[]){ id, cli_mask(cli, l->who), l->at, l->what, l->why, l->by });
	}
	return st == ST_OK ? out_close(out, s->line_n == 1 ? "thing is new" : "things are new", err) : st;
}

enum status command_since(struct cli *cli, struct err *err)
{
	const struct options *o = cli->options;
	int32_t first, last;
	char day[12];
	struct since since;
	enum status st;

	if (o->word_n && !civil_typed(o->word[0], session_today(cli->session), &first, &last))
		return err_set(err, ST_USAGE, "since which day, month or year? write it as " CIVIL_SPAN_AS);
	if (o->word_n)
		civil_iso(first, day);
	st = since_read(cli->session, o->word_n ? day : NULL, cli->arena, &since, err);
	if (st == ST_OK)
		st = since_print(cli, &since, err);
	if (st != ST_OK || since.line_n)
		return st;
	civil_short(since.from, day);
	return since.people ? err_set(err, ST_NONE, "nothing is new of your people")
		: err_set(err, ST_NONE, "you lead, starred or wrote of nobody yet, so nothing is new of them");
}
