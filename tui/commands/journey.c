/* journey: everything that happened to one person, across agencies, in time order. */
#include <stdlib.h>
#include <string.h>

#include "command.h"
#include "journey.h"
#include "text.h"

static int compare_texts(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* AGENCY:source_ref;… sorted by bytes. */
static const char *evidence_text(struct cli *cli, const struct person *p, const struct finding *f)
{
	const char **item = arena_alloc(cli->arena, (f->evidence_n + 1) * sizeof *item), *all = "";
	size_t n = 0;

	if (!item) {
		cli->is_short = true;
		return "";
	}
	for (size_t i = 0; i < f->evidence_n; i++) {
		const struct journey_row *r = person_row(p, f->evidence[i]);

		if (r)
			item[n++] = cli_text(
				cli, "%s:%s", r->event.agency_code, r->event.source_ref);
	}
	qsort(item, n, sizeof *item, compare_texts);
	for (size_t i = 0; i < n; i++)
		all = cli_text(cli, "%s%s%s", all, i ? ";" : "", item[i]);
	return all;
}

static const struct finding *finding_of(const struct journey_row *r)
{
	return r->finding ? r->finding : r->together;
}

static const struct out_column DATA[] = {
	{ .name = "starts_on" },
	{ .name = "ends_on" },
	{ .name = "agency" },
	{ .name = "local_id" },
	{ .name = "source_ref" },
	{ .name = "kind" },
	{ .name = "status" },
	{ .name = "title" },
	{ .name = "instrument" },
	{ .name = "domains" },
	{ .name = "duplicate_of" },
};
enum { DATA_N = sizeof DATA / sizeof *DATA };

/* Rows are newest first; a journey is told from its beginning. */
static enum status journey_data(struct cli *cli, const struct person *p, struct err *err)
{
	struct out *out;
	enum status st = cli_list(cli, DATA, DATA_N, &out, err);

	for (size_t i = p->row_n; st == ST_OK && i-- > 0;) {
		const struct journey_row *r = &p->row[i];
		char domains[DOMAINS_MAX * 12];

		catalogue_domains_show(
			session_catalogue(cli->session), r->domains, ";", domains, sizeof domains);
		out_row(out,
			(const char *[]){ r->event.starts_on, r->event.ends_on,
				r->event.agency_code, r->event.local_id, r->event.source_ref,
				EVENT_KIND_NAMES[r->event.kind],
				EVENT_STATUS_NAMES[r->event.status], r->title, r->instrument,
				domains,
				finding_of(r) ? evidence_text(cli, p, finding_of(r)) : "" });
	}
	return st == ST_OK ? out_close(out, NULL, err) : st;
}

static void say_header(struct cli *cli, const struct person *p)
{
	char born[12], nhs[13] = "", digits[11];

	civil_short(p->born, born);
	if (p->field[RF_NHS_NUMBER].value &&
		nhs_number_valid(p->field[RF_NHS_NUMBER].value, digits))
		nhs_number_show(digits, nhs);
	cli_say(cli, "%s%s%s%s%s", p->called, *born ? "  born " : "", born, *nhs ? "  NHS " : "",
		nhs);
	for (size_t i = 0; i < p->involved_n; i++) {
		const struct involved *v = &p->involved[i];
		char last[12];

		civil_short(v->last, last);
		cli_say(cli, "  %s%s%s%s%s", agency_shown(session_agency(cli->session, v->agency)),
			v->practitioner ? ", " : "", v->practitioner ? v->practitioner : "",
			*last ? ", last contact " : "", last);
	}
	if (p->own_words)
		out_paragraph(stdout, cli_text(cli, "  \"%s\"", p->own_words), 3, cli->style.width);
	putchar('\n');
}

static enum status journey_table(struct cli *cli, const struct person *p, struct err *err)
{
	static const struct out_column COLUMNS[] = {
		{ .name = "when" },
		{ .name = "agency", .at_most = 24 },
		{ .name = "kind" },
		{ .name = "what" },
		{ .name = "=", .place = OUT_BELOW },
	};
	struct out *out;
	enum status st;

	say_header(cli, p);
	st = cli_list(cli, COLUMNS, 5, &out, err);
	for (size_t i = p->row_n; st == ST_OK && i-- > 0;) {
		const struct journey_row *r = &p->row[i];
		const struct finding *f = finding_of(r);
		char when[12];

		civil_short(r->event.start.day, when);
		out_row(out,
			(const char *[]){ when,
				agency_shown(session_agency(cli->session, r->event.agency)),
				EVENT_KIND_NAMES[r->event.kind], r->title,
				f ? cli_text(cli, "%d of %d known: %s", f->cover_num, f->cover_den,
					    evidence_text(cli, p, f))
				  : "" });
	}
	return st == ST_OK ? out_close(out, p->row_n == 1 ? "event" : "events", err) : st;
}

enum status command_journey(struct cli *cli, struct err *err)
{
	struct person *p;
	int64_t id;
	enum status st = cli_person(cli, cli->options->word[0], &id, err);

	if (st != ST_OK)
		return cli_empty_list(cli, DATA, DATA_N, st);
	st = person_open(cli->session, id, cli->arena, &p, err);
	if (st != ST_OK)
		return st;
	return cli->style.format == OUT_TABLE ? journey_table(cli, p, err)
					      : journey_data(cli, p, err);
}
