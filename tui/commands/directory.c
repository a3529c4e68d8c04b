/* directory: services of the community for a need, near a place, at an age. */
#include "directory.h"

#include <stdlib.h>
#include <string.h>

#include "command.h"

enum { SHOWN_MOST = 200 };

static const struct out_column COLUMNS[] = {
	{ .name = "name", .at_most = 34 },
	{ .name = "organisation", .at_most = 24 },
	{ .name = "where", .at_most = 28 },
	{ .name = "domains", .place = OUT_BELOW, .heading = "for" },
	{ .name = "topics", .place = OUT_DATA_ONLY },
	{ .name = "ages", .place = OUT_BELOW_ONLY },
	{ .name = "minimum_age", .is_number = true, .place = OUT_DATA_ONLY },
	{ .name = "maximum_age", .is_number = true, .place = OUT_DATA_ONLY },
	{ .name = "status", .place = OUT_DATA_ONLY },
	{ .name = "closed", .place = OUT_BELOW_ONLY, .heading = "!" },
	{ .name = "alert", .place = OUT_BELOW, .heading = "!" },
	{ .name = "open", .place = OUT_BELOW },
	{ .name = "cost", .place = OUT_BELOW },
	{ .name = "eligibility", .place = OUT_BELOW, .heading = "who" },
	{ .name = "how", .place = OUT_BELOW, .heading = "how to get in" },
	{ .name = "languages", .place = OUT_BELOW },
	{ .name = "access", .place = OUT_BELOW },
	{ .name = "contact", .place = OUT_BELOW },
	{ .name = "email", .place = OUT_BELOW, .heading = "e-mail" },
	{ .name = "url", .place = OUT_BELOW, .heading = "see" },
	{ .name = "assured_on", .place = OUT_BELOW, .heading = "last made sure of on" },
	{ .name = "postcodes", .place = OUT_DATA_ONLY },
	{ .name = "description", .place = OUT_DATA_ONLY },
	{ .name = "funding", .place = OUT_DATA_ONLY },
	{ .name = "source", .place = OUT_DATA_ONLY },
	{ .name = "id", .place = OUT_DATA_ONLY },
};
enum { COLUMN_COUNT = sizeof COLUMNS / sizeof *COLUMNS };

static const char *joined(struct cli *cli, const char *const *line, size_t n)
{
	const char *out = "";

	for (size_t i = 0; i < n; i++)
		out = cli_text(cli, "%s%s%s", out, i ? "; " : "", line[i]);
	return out;
}

static const char *contacts(struct cli *cli, const struct service *s)
{
	const char *out = "";

	for (size_t i = 0; i < s->contact_n; i++)
		out = cli_text(cli, "%s%s%s", out, *out ? "; " : "", service_contact_text(&s->contact[i], cli->arena));
	return out;
}

static const char *postcodes(struct cli *cli, const struct service *s)
{
	const char *out = "";

	for (size_t i = 0; i < s->place_n; i++)
		if (s->place[i].postcode)
			out = cli_text(cli, "%s%s%s", out, *out ? ";" : "", s->place[i].postcode);
	return out;
}

static const char *number(struct cli *cli, int n)
{
	return n < 0 ? NULL : cli_text(cli, "%d", n);
}

/* The needs by name, to read; by code, to use. */
static const char *needs(struct cli *cli, const struct service *s)
{
	char names[400];

	if (cli->style.format != OUT_TABLE)
		return s->domain_codes;
	catalogue_domains_name(session_catalogue(cli->session), s->domains, names, sizeof names);
	return cli_text(cli, "%s", names);
}

static void service_row(struct cli *cli, struct out *out, const struct service *s)
{
	bool is_open = !s->status || !strcmp(s->status, "active");
	const char *where = service_where(s, cli->arena);

	out_row(out, (const char *[COLUMN_COUNT]){ s->name, s->organisation, where, needs(cli, s),
		joined(cli, s->line[SERVICE_TERM], s->line_n[SERVICE_TERM]), service_ages(s, cli->arena), number(cli, s->minimum_age),
		number(cli, s->maximum_age), s->status, is_open ? NULL : s->status, s->alert,
		joined(cli, s->line[SERVICE_OPEN], s->line_n[SERVICE_OPEN]),
		joined(cli, s->line[SERVICE_COST], s->line_n[SERVICE_COST]),
		joined(cli, s->line[SERVICE_WHO], s->line_n[SERVICE_WHO]),
		joined(cli, s->line[SERVICE_HOW], s->line_n[SERVICE_HOW]),
		joined(cli, s->line[SERVICE_LANGUAGE], s->line_n[SERVICE_LANGUAGE]),
		joined(cli, s->line[SERVICE_ACCESS], s->line_n[SERVICE_ACCESS]), contacts(cli, s), s->email, s->url,
		s->assured_on, postcodes(cli, s), s->description,
		joined(cli, s->line[SERVICE_FUNDING], s->line_n[SERVICE_FUNDING]), s->source, s->ref });
}

static enum status query_read(struct cli *cli, struct directory_query *q, struct err *err)
{
	const struct options *o = cli->options;
	const char *domains = o->value[OPT_DOMAIN], *age = o->value[OPT_AGE], *words = "";
	int unknown = 0;

	*q = (struct directory_query){ .near = o->value[OPT_NEAR], .age = -1, .limit = SHOWN_MOST };
	if (domains) {
		char *list = arena_dup(cli->arena, domains);

		if (!list)
			return err_nomem(err);
		for (char *c = list; *c; c++)
			*c = *c == ',' ? ';' : *c >= 'a' && *c <= 'z' ? (char)(*c - 'a' + 'A') : *c;
		q->domains = catalogue_domains_parse(session_catalogue(cli->session), list, NULL, &unknown);
		if (unknown || !q->domains)
			return err_set(err, ST_USAGE, "--domain takes codes of needs, as in MONEY,HOME");
	}
	if (age) {
		if (age[strspn(age, "0123456789")] || strlen(age) > 3)
			return err_set(err, ST_USAGE, "--age is a number of years");
		q->age = atoi(age);
	}
	for (size_t i = 0; i < o->word_n; i++)
		words = cli_text(cli, "%s%s%s", words, i ? " " : "", o->word[i]);
	q->words = *words ? words : NULL;
	return ST_OK;
}

enum status command_directory(struct cli *cli, struct err *err)
{
	struct directory_query q;
	struct service *s;
	struct out *out;
	size_t n, all;
	enum status st = query_read(cli, &q, err);

	if (st == ST_OK)
		st = directory_search(cli->session, &q, cli->arena, &s, &n, &all, err);
	if (st == ST_OK)
		st = cli_list(cli, COLUMNS, COLUMN_COUNT, &out, err);
	if (st != ST_OK)
		return st;
	for (size_t i = 0; i < n; i++)
		service_row(cli, out, &s[i]);
	st = out_close(out, n == 1 ? "service" : "services", err);
	if (st == ST_OK && n < all && cli->style.format == OUT_TABLE)
		cli_say(cli, "The best %zu of %zu; say more of what is looked for.", n, all);
	return st == ST_OK && !n
		? err_set(err, ST_NONE, "no service fits; throughline import takes in Open Referral files")
		: st;
}
