/* links, link, separate, ask, explain: whose record is whose. */
#include <inttypes.h>
#include <math.h>
#include <string.h>

#include "command.h"
#include "linkage.h"

static const char *weight_text(struct cli *cli, double w)
{
	return isnan(w) ? "" : cli_text(cli, "%.2f", w);
}

#define PAIR_COLUMNS \
	{ .name = "a", .at_most = 28 }, { .name = "b", .at_most = 28 }, { .name = "band", .at_most = 8 }, \
	{ .name = "weight", .is_number = true }, { .name = "state", .at_most = 12 }, { .name = "reason" }
static const struct out_column PAIR[] = { PAIR_COLUMNS };
/* Where there are workers, with what is shown of people whom they have not opened. */
static const struct out_column SHARED[] = {
	PAIR_COLUMNS, { .name = "who_a", .place = OUT_BELOW }, { .name = "who_b", .place = OUT_BELOW },
};
enum { PAIR_N = sizeof PAIR / sizeof *PAIR, SHARED_N = sizeof SHARED / sizeof *SHARED };

static bool is_shared(const struct cli *cli)
{
	return !session_viewer(cli->session)->is_alone;
}

static const char *who_told(struct cli *cli, const char *who)
{
	return who ? cli_hide(cli, who) : "";
}

enum status command_links(struct cli *cli, struct err *err)
{
	struct link_line *line;
	struct out *out;
	bool is_veiled = false;
	size_t n;
	enum status st = cli_queue(cli, err);

	if (st == ST_OK)
		st = links_list(cli->session, cli->arena, &line, &n, err);
	if (st == ST_OK)
		st = cli_list(cli, is_shared(cli) ? SHARED : PAIR, is_shared(cli) ? SHARED_N : PAIR_N, &out, err);
	if (st != ST_OK)
		return st;
	for (size_t i = 0; i < n; i++) {
		is_veiled |= line[i].who_a != NULL;
		out_row(out, (const char *[SHARED_N]){ line[i].a, line[i].b, line[i].band, weight_text(cli, line[i].weight),
			line[i].state, line[i].reason, who_told(cli, line[i].who_a), who_told(cli, line[i].who_b) });
	}
	st = out_close(out, n == 1 ? "link" : "links", err);
	if (st == ST_OK && is_veiled)
		cli_veil_say(cli);
	return st == ST_OK && !n ? err_set(err, ST_NONE, "no records are linked yet") : st;
}

static const char *placed_why(struct cli *cli, const struct placed_record *r)
{
	if (r->by == PLACED_BY_HAND)
		return *r->against ? cli_text(cli, "placed by hand; for the other side: %s", r->against)
			: "placed by hand";
	if (!*r->why)
		return "";
	return cli_text(cli, "%s (with %s)%s%s", r->why, r->with,
		*r->against ? "; for the other side: " : "", r->against);
}

static const char *things(struct cli *cli, int64_t n, const char *one)
{
	return cli_text(cli, "%" PRId64 " %s%s", n, one, n == 1 ? "" : "s");
}

/* The person and its numbers; each record, and beneath it what puts it there. */
static void show_side(struct cli *cli, const char *title, const struct link_side *side)
{
	cli_say(cli, "%s %s: %s, %s, asked again %" PRId64, title, cli_short_id(cli, side->id),
		things(cli, (int64_t)side->n, "record"), things(cli, side->events, "event"),
		side->findings);
	for (size_t i = 0; i < side->n; i++) {
		const struct placed_record *r = &side->record[i];
		const char *why = placed_why(cli, r);

		cli_say(cli, "  %s  %s%s%s%s%s", r->address, cli_mask(cli, r->name), *r->name ? ", " : "",
			cli_hide(cli, r->born), *cli_hide(cli, r->born) ? ", " : "", things(cli, r->events, "event"));
		if (*why)
			cli_say(cli, "      %s", why);
	}
}

static void show_preview(struct cli *cli, const struct link_preview *p, bool is_link)
{
	bool dry = option_given(cli->options, OPT_DRY_RUN);

	if (is_link) {
		show_side(cli, dry ? "Would come together: person" : "Came together: person", &p->side[0]);
		show_side(cli, "and person", &p->side[1]);
	} else {
		show_side(cli, dry ? "One person would be" : "Now one person is", &p->side[0]);
		show_side(cli, dry ? "And another would be" : "And another is", &p->side[1]);
	}
	for (size_t i = 0; i < p->earlier_n; i++)
		cli_say(cli, "%s %s", i ? "        " : "Earlier:", p->earlier[i]);
	cli_say(cli,
		"%" PRId64 " event%s between them; asked again: %" PRId64 " before, %" PRId64
		" after.",
		p->events, p->events == 1 ? "" : "s", p->findings_before, p->findings_after);
	if (p->caution)
		out_line(stderr, cli_text(cli, "Take care: %s.", p->caution));
	cli_say(cli, "%s",
		dry ? "Tried only: nothing was changed." : "`throughline undo` takes it back.");
}

enum status command_link(struct cli *cli, struct err *err)
{
	const struct options *o = cli->options;
	struct link_preview p = { 0 };
	enum status st = cli_pair(cli, o->word, err);

	if (st == ST_OK)
		st = link_records(cli->session, o->word[0], o->word[1], o->value[OPT_REASON], option_given(o, OPT_DRY_RUN),
			cli->arena, &p, err);

	if (st == ST_OK)
		show_preview(cli, &p, true);
	return st;
}

/* `A,B` taken apart; blanks around and between commas are nothing. */
static const char *const *list_of(struct cli *cli, const char *text, size_t *n)
{
	size_t length = text ? strlen(text) : 0;
	char *copy = arena_dup(cli->arena, text ? text : "");
	const char **list = arena_alloc(cli->arena, (length + 1) * sizeof *list);

	*n = 0;
	if (!copy || !list) {
		cli->is_short = true;
		return NULL;
	}
	for (char *rest = NULL, *word = strtok_r(copy, ",", &rest); word; word = strtok_r(NULL, ",", &rest)) {
		word += strspn(word, " ");
		if (*word)
			list[(*n)++] = word;
	}
	return list;
}

enum status command_separate(struct cli *cli, struct err *err)
{
	const struct options *o = cli->options;
	struct separation what = { .a = o->word[0], .b = o->word[1], .reason = o->value[OPT_REASON] };
	struct link_preview p = { 0 };
	enum status st;

	what.with_a = list_of(cli, o->value[OPT_WITH_A], &what.with_a_n);
	what.with_b = list_of(cli, o->value[OPT_WITH_B], &what.with_b_n);
	if (cli->is_short)
		return err_nomem(err);
	st = cli_pair(cli, o->word, err);
	if (st == ST_OK)
		st = separation_make(
			cli->session, &what, option_given(o, OPT_DRY_RUN), cli->arena, &p, err);
	if (st == ST_OK)
		show_preview(cli, &p, false);
	return st;
}

enum status command_ask(struct cli *cli, struct err *err)
{
	const struct options *o = cli->options;
	const char *agency;
	enum status st = cli_agency(cli, o->value[OPT_AGENCY], 0, &agency, err);

	if (st == ST_OK)
		st = ask_about_records(cli->session, o->word[0], o->word[1], agency, o->value[OPT_REPLY_BY], err);
	if (st == ST_OK)
		cli_say(cli, "Asked; the pair rests until the reply is due. `throughline undo` takes it back.");
	return st;
}

static enum status pair_fields(struct cli *cli, const struct pair_explained *pair, struct err *err)
{
	static const struct out_column COLUMNS[] = {
		{ .name = "field" },
		{ .name = "a", .at_most = 28 },
		{ .name = "b", .at_most = 28 },
		{ .name = "level", .at_most = 20 },
		{ .name = "weight", .is_number = true },
	};
	struct out *out;
	enum status st = cli_list(cli, COLUMNS, 5, &out, err);

	if (st != ST_OK)
		return st;
	for (size_t i = 0; i < pair->field_n; i++)
		out_row(out,
			(const char *[]){ pair->field[i].field, cli_hide(cli, pair->field[i].a), cli_hide(cli, pair->field[i].b),
				pair->field[i].level, weight_text(cli, pair->field[i].weight) });
	out_row(out,
		(const char *[]){ "total", "", "", pair->band, weight_text(cli, pair->total) });
	st = out_close(out, NULL, err);
	if (st == ST_OK)
		cli_say(cli, "%s: %s%s%s.", pair->same_person ? "One person" : "Two people",
			pair->state, pair->reason && *pair->reason ? ", " : "",
			pair->reason ? pair->reason : "");
	for (size_t i = 0; st == ST_OK && i < pair->earlier_n; i++)
		cli_say(cli, "%s %s.", i ? "        " : "Earlier:", pair->earlier[i]);
	return st;
}

/* As a table every field; as csv and json the pair as `links` gives it. */
enum status command_explain(struct cli *cli, struct err *err)
{
	const char *const *word = cli->options->word;
	struct pair_explained pair;
	struct out *out;
	enum status st = cli_pair(cli, word, err);

	if (st == ST_OK)
		st = explain_pair(cli->session, word[0], word[1], cli->arena, &pair, err);

	if (st != ST_OK)
		return cli_empty_list(cli, PAIR, PAIR_N, st);
	if (cli->style.format == OUT_TABLE)
		return pair_fields(cli, &pair, err);
	st = cli_list(cli, PAIR, PAIR_N, &out, err);
	if (st != ST_OK)
		return st;
	out_row(out,
		(const char *[]){ pair.a, pair.b, pair.band, weight_text(cli, pair.total),
			pair.state, pair.reason });
	return out_close(out, NULL, err);
}
