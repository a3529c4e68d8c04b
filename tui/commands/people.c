/* people: who a name, number, birth date, postcode or phone may mean. */
#include "command.h"
#include "search.h"
#include "text.h"

static void hint_say(struct cli *cli, const struct people_hint *hint)
{
	for (size_t i = 0; i < hint->tried_n; i++)
		cli_say(cli, "%s%s", i ? "      " : "tried ", hint->tried[i]);
	if (*hint->help)
		cli_say(cli, "%s", hint->help);
}

/* What is asked for beside the words. */
static enum status stay_read(const struct cli *cli, struct people_stay *stay, bool *is_asked, struct err *err)
{
	const char *since = cli->options->value[OPT_DISCHARGED_SINCE];
	int32_t day = CIVIL_NONE, last;

	if (since && !civil_typed(since, session_today(cli->session), &day, &last))
		return err_set(err, ST_USAGE, "--discharged-since takes a day, month or year, as " CIVIL_SPAN_AS);
	*stay = (struct people_stay){ option_given(cli->options, OPT_IN_HOSPITAL), day };
	*is_asked = stay->in_hospital || since;
	if (!*is_asked && !cli->options->word_n)
		return err_set(err, ST_USAGE, "who is looked for? throughline people QUERY, or --in-hospital, "
			"or --discharged-since DATE");
	return ST_OK;
}

/* As sent; who reads it is told where it is none. */
static const char *number_told(struct cli *cli, const char *number)
{
	char digits[11];

	return cli->style.format == OUT_TABLE && *number && !nhs_number_valid(number, digits)
		? cli_text(cli, "%s (not valid)", number) : number;
}

#define HIT_COLUMNS \
	{ .name = "person_id", .place = OUT_DATA_ONLY }, { .name = "person", .place = OUT_TABLE_ONLY }, \
	{ .name = "name", .at_most = 30 }, { .name = "date_of_birth", .heading = "born" }, \
	{ .name = "sex", .place = OUT_DATA_ONLY }, { .name = "nhs_number" }, \
	{ .name = "agencies", .place = OUT_DATA_ONLY }, { .name = "why", .place = OUT_BELOW }
static const struct out_column COLUMNS[] = { HIT_COLUMNS, { .name = "agencies", .place = OUT_TABLE_ONLY } };
/* Where there are workers, with what is shown of whom they have not opened. */
static const struct out_column SHARED[] = {
	HIT_COLUMNS, { .name = "age", .place = OUT_BELOW }, { .name = "area", .place = OUT_BELOW },
	{ .name = "lead", .place = OUT_BELOW },
	{ .name = "agencies", .place = OUT_TABLE_ONLY },
};
enum { SHARED_AGE = 8, SHARED_N = sizeof SHARED / sizeof *SHARED, COLUMNS_N = sizeof COLUMNS / sizeof *COLUMNS };

static bool is_shared(const struct cli *cli)
{
	return !session_viewer(cli->session)->is_alone;
}

static void hits_print(struct cli *cli, struct out *out, const struct person_hit *hit, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		const char *value[SHARED_N] = { hit[i].uuid, cli_short_id(cli, hit[i].uuid), cli_mask(cli, hit[i].name),
			cli_hide(cli, hit[i].date_of_birth), hit[i].sex, cli_hide(cli, number_told(cli, hit[i].nhs_number)),
			hit[i].agencies, cli_is_masked(cli) ? hit[i].by : hit[i].why,
			hit[i].age < 0 ? "" : cli_hide(cli, cli_text(cli, "%d", hit[i].age)), cli_hide(cli, hit[i].area), hit[i].lead,
			hit[i].agencies };

		for (int k = SHARED_AGE; k < SHARED_N - 1 && cli->style.format == OUT_TABLE && !hit[i].is_veiled; k++)
			value[k] = ""; /* there is more to tell them by */
		if (!is_shared(cli))
			value[COLUMNS_N - 1] = hit[i].agencies;
		out_row(out, value);
	}
}

enum status command_people(struct cli *cli, struct err *err)
{
	const char *query = cli->options->word_n ? cli->options->word[0] : "";
	struct people_hint hint = {NULL, 0, ""};
	struct people_stay stay;
	struct person_hit *hit = NULL;
	struct out *out;
	bool is_stay = false;
	enum status st = stay_read(cli, &stay, &is_stay, err);
	size_t n = 0;

	for (size_t i = 1; i < cli->options->word_n; i++)
		query = cli_text(cli, "%s %s", query, cli->options->word[i]);
	if (st == ST_OK && cli->is_short)
		st = err_nomem(err);
	if (st == ST_OK)
		st = is_stay ? people_stayed(cli->session, &stay, query, 0, true, cli->arena, &hit, &n, err)
			: people_search(cli->session, query, 0, true, cli->arena, &hit, &n, err);
	if (st == ST_OK)
		st = cli_list(cli, is_shared(cli) ? SHARED : COLUMNS, is_shared(cli) ? SHARED_N : COLUMNS_N, &out, err);
	if (st == ST_OK && !n && !is_stay)
		st = people_hint(cli->session, query, cli->arena, &hint, err);
	if (st != ST_OK)
		return st;
	hits_print(cli, out, hit, n);
	st = out_close(out, n == 1 ? "person" : "people", err);
	if (st != ST_OK || n)
		return st;
	if (cli->style.format == OUT_TABLE && !cli_is_masked(cli))
		hint_say(cli, &hint);
	return err_set(err, ST_NONE, is_stay ? "nobody of whom that is known"
		: "nobody found; try part of a name, a birth date or an identifier");
}
