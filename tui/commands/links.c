/* links, link, separate, explain, export links: whose record is whose. */
#include <string.h>

#include "command.h"
#include "export.h"
#include "linkage.h"

static const char *weight_text(struct cli *cli, double w)
{
	return arena_printf(cli->arena, "%.2f", w);
}

enum status command_links(struct cli *cli, struct err *err)
{
	static const struct out_column COLUMNS[] = {
		{ "a", false, 28 }, { "b", false, 28 }, { "band", false, 0 }, { "weight", true, 0 }, { "state", false, 0 },
		{ "reason", false, 60 },
	};
	struct link_line *line;
	struct out *out;
	size_t n;
	enum status st = links_list(cli->session, cli->arena, &line, &n, err);

	if (st == ST_OK)
		st = cli_list(cli, COLUMNS, 6, &out, err);
	if (st != ST_OK)
		return st;
	for (size_t i = 0; i < n; i++)
		out_row(out, (const char *[]){ line[i].a, line[i].b, line[i].band, weight_text(cli, line[i].weight), line[i].state,
			line[i].reason });
	st = out_close(out, n == 1 ? "link" : "links", err);
	return st == ST_OK && !n ? err_set(err, ST_NONE, "no records are linked yet") : st;
}

static void show_side(struct cli *cli, const char *title, const char **side, size_t n)
{
	if (!n)
		return;
	out_line(stdout, title);
	for (size_t i = 0; i < n; i++)
		out_line(stdout, arena_printf(cli->arena, "  %s", side[i]));
}

static void show_preview(struct cli *cli, const struct link_preview *p, bool is_link)
{
	bool dry = option_given(cli->options, OPT_DRY_RUN);

	if (is_link) {
		show_side(cli, dry ? "Would be one person:" : "One person:", p->left, p->left_n);
	} else {
		show_side(cli, dry ? "One person would be:" : "One person:", p->left, p->left_n);
		show_side(cli, dry ? "And another:" : "And another:", p->right, p->right_n);
	}
	out_line(stdout, arena_printf(cli->arena, "%lld events; findings %lld before, %lld after.", (long long)p->events,
		(long long)p->findings_before, (long long)p->findings_after));
	out_line(stdout, dry ? "Nothing was changed." : "`throughline undo` takes it back.");
}

enum status command_link(struct cli *cli, struct err *err)
{
	const struct options *o = cli->options;
	struct link_preview p = {0};
	enum status st = link_records(cli->session, o->word[0], o->word[1], o->value[OPT_REASON],
		option_given(o, OPT_DRY_RUN), cli->arena, &p, err);

	if (st == ST_OK)
		show_preview(cli, &p, true);
	return st;
}

enum status command_separate(struct cli *cli, struct err *err)
{
	const struct options *o = cli->options;
	struct link_preview p = {0};
	enum status st = separate_records(cli->session, o->word[0], o->word[1], o->value[OPT_REASON],
		option_given(o, OPT_DRY_RUN), cli->arena, &p, err);

	if (st == ST_OK)
		show_preview(cli, &p, false);
	return st;
}

enum status command_explain(struct cli *cli, struct err *err)
{
	static const struct out_column COLUMNS[] = {
		{ "field", false, 0 }, { "a", false, 28 }, { "b", false, 28 }, { "level", false, 0 }, { "weight", true, 0 },
	};
	struct pair_explained pair;
	struct out *out;
	enum status st = explain_pair(cli->session, cli->options->word[0], cli->options->word[1], cli->arena, &pair, err);

	if (st == ST_OK)
		st = cli_list(cli, COLUMNS, 5, &out, err);
	if (st != ST_OK)
		return st;
	for (size_t i = 0; i < pair.field_n; i++)
		out_row(out, (const char *[]){ pair.field[i].field, pair.field[i].a, pair.field[i].b, pair.field[i].level,
			weight_text(cli, pair.field[i].weight) });
	out_row(out, (const char *[]){ "total", "", "", pair.band, weight_text(cli, pair.total) });
	out_row(out, (const char *[]){ "state", pair.state, pair.same_person ? "one person" : "two people", pair.reason, "" });
	return out_close(out, NULL, err);
}

static enum status give_link(void *arg, const char *agency, const char *local_id, const char *person_id, struct err *err)
{
	(void)err;
	out_row(arg, (const char *[]){ agency, local_id, person_id });
	return ST_OK;
}

enum status command_export(struct cli *cli, struct err *err)
{
	static const struct out_column COLUMNS[] = { { "agency", false, 0 }, { "local_id", false, 0 }, { "person_id", false, 0 } };
	struct out *out;
	enum status st, closed;

	if (strcmp(cli->options->word[0], "links"))
		return err_set(err, ST_USAGE, "use: throughline export links");
	if (!option_given(cli->options, OPT_FORMAT))
		cli->format = OUT_CSV;
	st = cli_list(cli, COLUMNS, 3, &out, err);
	if (st != ST_OK)
		return st;
	st = export_links(cli->session, give_link, out, err);
	closed = out_close(out, "records", st == ST_OK ? err : NULL);
	return st == ST_OK ? closed : st;
}
