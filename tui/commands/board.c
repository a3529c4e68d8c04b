/* board: the partnership in figures. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "board.h"
#include "command.h"
#include "progress.h"

enum { STEP_MS = 200 };

/* What csv and json have. */
static const struct out_column DATA[] = {
	{ .name = "figure" }, { .name = "agency" }, { .name = "other" }, { .name = "from" }, { .name = "until" },
	{ .name = "value", .is_number = true }, { .name = "unit" },
	{ .name = "numerator", .is_number = true }, { .name = "denominator", .is_number = true },
	{ .name = "before", .is_number = true }, { .name = "definition" },
};
enum { DATA_N = sizeof DATA / sizeof *DATA };

/* The tables to read. */
static const struct out_column FIGURES[] = {
	{ .name = "figure", .at_most = 36 }, { .name = "now", .is_number = true }, { .name = "before", .is_number = true },
	{ .name = "of" },
};
static const struct out_column PAIRS[] = {
	{ .name = "knew", .at_most = 24 }, { .name = "asked again", .at_most = 24 },
	{ .name = "times", .is_number = true }, { .name = "here only later", .is_number = true },
};
static const struct out_column WAYS[] = {
	{ .name = "from", .at_most = 20 }, { .name = "to", .at_most = 20 }, { .name = "sent", .is_number = true },
	{ .name = "answered", .is_number = true }, { .name = "half in", .is_number = true },
	{ .name = "9 of 10", .is_number = true }, { .name = "no reply", .is_number = true },
};
static const struct out_column FEEDS[] = {
	{ .name = "agency", .at_most = 20 }, { .name = "records", .is_number = true },
	{ .name = "NHS no.", .is_number = true }, { .name = "born", .is_number = true },
	{ .name = "asked", .is_number = true }, { .name = "no needs", .is_number = true },
	{ .name = "here in", .is_number = true }, { .name = "feed" },
};

static void title(struct cli *cli, const char *text)
{
	cli_say(cli, "%s", "");
	cli_say(cli, "%s", text);
}

static enum status days_read(const struct cli *cli, int *days, struct err *err)
{
	const char *text = cli->options->value[OPT_DAYS];
	char *end;
	long n = text ? strtol(text, &end, 10) : BOARD_DAYS;

	if (text && (*end || n < 1 || n > BOARD_DAYS_MOST))
		return err_set(err, ST_USAGE, "--days takes a number from 1 to %d", BOARD_DAYS_MOST);
	*days = (int)n;
	return ST_OK;
}

static enum status count_all(struct cli *cli, struct board **out, struct err *err)
{
	struct board_query query = { .is_hushed = option_given(cli->options, OPT_MASK), .is_look = true };
	struct progress bar;
	struct board *b = NULL;
	enum status st = days_read(cli, &query.days, err);

	if (st == ST_OK)
		st = board_begin(cli->session, &query, &b, err);
	if (st != ST_OK)
		return st;
	progress_init(&bar, false);
	while (st == ST_OK && !board_is_done(b)) {
		st = board_step(b, STEP_MS, err);
		if (st == ST_OK && !progress_show(&bar, "counting", board_percent(b), 100))
			st = err_set(err, ST_STOPPED, "stopped before all was counted");
	}
	progress_done(&bar);
	if (st == ST_OK)
		*out = b;
	else
		board_free(b);
	return st;
}

static const char *code_of(const struct board *b, int64_t agency)
{
	return agency ? board_code_told(b, agency) : "";
}

static const char *unit_of(enum board_shape shape)
{
	switch (shape) {
	case BS_COUNT:   return "count";
	case BS_SHARE:   case BS_MINUTES_SHARE: return "per cent";
	case BS_MEAN:    return "each";
	case BS_DAYS:    return "days";
	case BS_MINUTES: return "minutes";
	}
	return "";
}

static const char *definition_of(struct cli *cli, const struct board_figure *f)
{
	const char *of = BOARD_MEANINGS[f->of].definition;

	if (!f->other)
		return of;
	return f->of == BF_AGAIN || f->of == BF_LATE
		? cli_text(cli, "%s Of a pair: what `other` knew and `agency` asked; where several knew, it counts for each.", of)
		: cli_text(cli, "%s Of a pair: referrals of `other` to `agency`.", of);
}

static void data_row(struct cli *cli, const struct board *b, const struct board_figure *f, struct out *out)
{
	const struct board_meaning *m = &BOARD_MEANINGS[f->of];
	const char *num, *den;
	char from[11], until[11];

	civil_iso(f->from, from);
	civil_iso(f->until, until);
	board_parts_told(b, f->of, &f->now, cli->arena, &num, &den);
	out_row(out, (const char *[DATA_N]){ m->name, code_of(b, f->agency), code_of(b, f->other), from, until,
		board_value(b, f->of, &f->now, cli->arena), unit_of(f->now.den < 0 ? BS_COUNT : m->shape), num, den,
		f->has_before ? board_value(b, f->of, &f->before, cli->arena) : "", definition_of(cli, f) });
}

static enum status data_print(struct cli *cli, const struct board *b, struct err *err)
{
	struct board_figure *f;
	struct out *out;
	size_t n;
	enum status st = board_all(b, cli->arena, &f, &n, err);

	if (st == ST_OK)
		st = cli_list(cli, DATA, DATA_N, &out, err);
	if (st != ST_OK)
		return st;
	for (size_t i = 0; i < n; i++)
		data_row(cli, b, &f[i], out);
	return out_close(out, NULL, err);
}

/* Tables -------------------------------------------------------------------- */

static const char *of_told(struct cli *cli, const struct board *b, const struct board_figure *f)
{
	const struct board_meaning *m = &BOARD_MEANINGS[f->of];

	if (m->shape == BS_MINUTES_SHARE || m->shape == BS_MINUTES || !m->of)
		return "";
	if (m->shape == BS_SHARE)
		return cli_text(cli, "%s of %s %s", board_count_told(b, f->now.num, cli->arena),
			board_count_told(b, f->now.den, cli->arena), m->of);
	return cli_text(cli, "%s %s", board_count_told(b, f->now.den, cli->arena), m->of);
}

static enum status figures_print(struct cli *cli, const struct board *b, enum board_part part, struct err *err)
{
	struct out *out;
	enum status st = cli_list(cli, FIGURES, 4, &out, err);

	if (st != ST_OK)
		return st;
	for (int of = 0; of < BF_COUNT; of++) {
		const struct board_figure *f = board_figure(b, (enum board_of)of);

		if (BOARD_MEANINGS[of].part == part)
			out_row(out, (const char *[]){ BOARD_MEANINGS[of].label,
				board_told(b, f->of, &f->now, cli->arena),
				f->has_before ? board_told(b, f->of, &f->before, cli->arena) : "", of_told(cli, b, f) });
	}
	return out_close(out, NULL, err);
}

static enum status pairs_print(struct cli *cli, const struct board *b, struct err *err)
{
	size_t n;
	const struct board_pair *p = board_pairs(b, &n);
	struct out *out;
	enum status st = n ? cli_list(cli, PAIRS, 4, &out, err) : ST_OK;

	if (st != ST_OK || !n)
		return st;
	title(cli, "Who knew, and who asked again");
	for (size_t i = 0; i < n; i++)
		out_row(out, (const char *[]){ agency_called(cli->session, p[i].from), agency_called(cli->session, p[i].to),
			board_count_told(b, p[i].again, cli->arena), board_count_told(b, p[i].late, cli->arena) });
	return out_close(out, NULL, err);
}

static const char *days_told(struct cli *cli, const struct board *b, enum board_of of, int64_t days, int64_t of_n)
{
	return days < 0 ? "" : board_told(b, of, &(struct board_number){ days, of_n, 0 }, cli->arena);
}

static enum status ways_print(struct cli *cli, const struct board *b, struct err *err)
{
	size_t n;
	const struct board_way *w = board_ways(b, &n);
	struct out *out;
	enum status st = n ? cli_list(cli, WAYS, 7, &out, err) : ST_OK;

	if (st != ST_OK || !n)
		return st;
	title(cli, "Referrals, from and to");
	for (size_t i = 0; i < n; i++)
		out_row(out, (const char *[]){ agency_called(cli->session, w[i].from), agency_called(cli->session, w[i].to),
			board_count_told(b, w[i].sent, cli->arena), board_count_told(b, w[i].answered, cli->arena),
			days_told(cli, b, BF_REPLY_HALF, w[i].half, w[i].answered),
			days_told(cli, b, BF_REPLY_MOST, w[i].most, w[i].answered),
			board_count_told(b, w[i].waiting, cli->arena) });
	return out_close(out, NULL, err);
}

static const char *share_told(struct cli *cli, const struct board *b, enum board_of of, int64_t num, int64_t den)
{
	return board_told(b, of, &(struct board_number){ num, den, 0 }, cli->arena);
}

static enum status feeds_print(struct cli *cli, const struct board *b, struct err *err)
{
	size_t n;
	const struct board_feed *f = board_feeds(b, &n);
	struct out *out;
	enum status st = n ? cli_list(cli, FEEDS, 8, &out, err) : ST_OK;

	if (st != ST_OK || !n)
		return st;
	title(cli, "Feeds");
	for (size_t i = 0; i < n; i++)
		out_row(out, (const char *[]){ f[i].line.name, board_count_told(b, f[i].records, cli->arena),
			share_told(cli, b, BF_NUMBERS, f[i].numbers, f[i].records),
			share_told(cli, b, BF_BIRTHS, f[i].births, f[i].records),
			board_count_told(b, f[i].done, cli->arena),
			share_told(cli, b, BF_CANNOT_JUDGE, f[i].cannot_judge, f[i].done),
			days_told(cli, b, BF_ARRIVES, f[i].arrived ? f[i].arrives : -1, f[i].arrived),
			*f[i].line.told ? f[i].line.told : FEED_STATE_NAMES[f[i].line.state] });
	return out_close(out, NULL, err);
}

static enum status tables_print(struct cli *cli, const struct board *b, struct err *err)
{
	char from[12], until[12];
	enum status st = ST_OK;

	civil_short(board_from(b), from);
	civil_short(session_today(cli->session), until);
	if (board_days(b) == 1)
		cli_say(cli, "%s; before: the day before.", until);
	else
		cli_say(cli, "The last %d days, %s to %s; before: the %d days before these.", board_days(b), from, until,
			board_days(b));
	if (board_is_hushed(b))
		out_paragraph(stdout, "Counts of 1 to 7 are told as <8, others rounded to the nearest 5.", 0,
			cli->style.width);
	for (int part = 0; part < BP_COUNT && st == ST_OK; part++) {
		title(cli, BOARD_PARTS[part]);
		st = figures_print(cli, b, (enum board_part)part, err);
	}
	if (st == ST_OK)
		st = pairs_print(cli, b, err);
	if (st == ST_OK)
		st = ways_print(cli, b, err);
	return st == ST_OK ? feeds_print(cli, b, err) : st;
}

enum status command_board(struct cli *cli, struct err *err)
{
	struct board *b = NULL;
	enum status st = count_all(cli, &b, err);

	if (st == ST_OK)
		st = cli->style.format == OUT_TABLE ? tables_print(cli, b, err) : data_print(cli, b, err);
	board_free(b);
	return st;
}
