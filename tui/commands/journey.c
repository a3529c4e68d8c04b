/* journey: everything that happened to one person, across agencies, in time order. */
#include <stdlib.h>
#include <string.h>

#include "canvas_grid.h"
#include "command.h"
#include "journey.h"
#include "screens/journey_lines.h"
#include "screens/show.h"
#include "screens/swimlane.h"
#include "text.h"

/* AGENCY:source_ref;… sorted by bytes. */
static const char *evidence_text(struct cli *cli, const struct person *p, const struct finding *f)
{
	const char **item = arena_alloc(cli->arena, (f->evidence_n + 1) * sizeof *item), *all;
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
	qsort(item, n, sizeof *item, text_order);
	all = texts_join(item, n, cli->arena);
	cli->is_short |= !all;
	return all ? all : "";
}

/* What is asked for --------------------------------------------------------- */

static enum status day_read(const char *name, const char *text, int32_t today, bool is_end,
	int32_t *out, struct err *err)
{
	int32_t first, last;

	if (!text)
		return ST_OK;
	if (!civil_typed(text, today, &first, &last))
		return err_set(err, ST_USAGE, "--%s takes a day, month or year, as " CIVIL_SPAN_AS, name);
	*out = is_end ? last : first;
	return ST_OK;
}

/* "referral" is what the screen calls a request. */
static bool kind_read(const char *text, int *out)
{
	enum event_kind kind;

	if (event_kind_parse(text, &kind)) {
		*out = (int)kind;
		return true;
	}
	for (int k = 0; k < EV_KIND_COUNT; k++) {
		char shown[64], asked[64];

		text_fold(show_kind((enum event_kind)k), shown, sizeof shown);
		text_fold(text, asked, sizeof asked);
		if (*asked && !strcmp(shown, asked)) {
			*out = k;
			return true;
		}
	}
	return false;
}

static enum status part_read(struct cli *cli, struct journey_part *part, struct err *err)
{
	const char *const *value = cli->options->value;
	int32_t today = session_today(cli->session);
	enum status st;

	*part = JOURNEY_WHOLE;
	if (value[OPT_KIND] && !kind_read(value[OPT_KIND], &part->kind))
		return err_set(err, ST_USAGE, "no event is of the kind %s; assessment, contact, referral, admission, ... are",
			value[OPT_KIND]);
	if (value[OPT_DOMAIN]) {
		st = cli_domains(cli, "domain", value[OPT_DOMAIN], &part->domains, err);
		if (st != ST_OK)
			return st;
	}
	st = day_read("from", value[OPT_FROM], today, false, &part->from, err);
	return st == ST_OK ? day_read("to", value[OPT_TO], today, true, &part->to, err) : st;
}

/* Its rows, newest first. */
struct part_rows { const struct journey_row **row; size_t n; };

static enum status rows_find(struct cli *cli, const struct person *p, const struct journey_part *part,
	struct part_rows *out, struct err *err)
{
	out->n = 0;
	out->row = arena_alloc(cli->arena, (p->row_n + 1) * sizeof *out->row);
	if (!out->row)
		return err_nomem(err);
	for (size_t i = 0; i < p->row_n; i++)
		if (journey_part_has(part, &p->row[i]))
			out->row[out->n++] = &p->row[i];
	return ST_OK;
}

/* csv and json --------------------------------------------------------------- */

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
static enum status journey_data(struct cli *cli, const struct person *p, const struct part_rows *rows, struct err *err)
{
	struct out *out;
	enum status st = cli_list(cli, DATA, DATA_N, &out, err);

	for (size_t i = rows->n; st == ST_OK && i-- > 0;) {
		const struct journey_row *r = rows->row[i];
		char domains[DOMAINS_MAX * 12];

		catalogue_domains_show(
			session_catalogue(cli->session), r->domains, ";", domains, sizeof domains);
		out_row(out,
			(const char *[]){ r->event.starts_on, r->event.ends_on,
				r->event.agency_code, r->event.local_id, r->event.source_ref,
				journey_kind(r), journey_status(r), r->title, r->instrument,
				domains,
				journey_finding(r) ? evidence_text(cli, p, journey_finding(r)) : "" });
	}
	return st == ST_OK ? out_close(out, NULL, err) : st;
}

/* To read --------------------------------------------------------------------- */

static void say_header(struct cli *cli, const struct person *p)
{
	char born[12], died[12], nhs[13] = "", digits[11];

	civil_short(p->born, born);
	civil_short(p->death.day, died);
	if (p->field[RF_NHS_NUMBER].value &&
		nhs_number_valid(p->field[RF_NHS_NUMBER].value, digits))
		nhs_number_show(digits, nhs);
	if (cli_is_masked(cli))
		*born = *nhs = '\0';
	cli_say(cli, "%s%s%s%s%s%s%s", cli_mask(cli, p->called), *born ? "  born " : "", born, *nhs ? "  NHS " : "",
		nhs, !p->death.has_died ? "" : *died ? "  ! died " : "  ! has died", p->death.has_died ? died : "");
	for (size_t i = 0; i < p->involved_n; i++) {
		const struct involved *v = &p->involved[i];
		char last[12], heard[12];

		civil_short(v->last, last);
		civil_short(v->heard, heard);
		cli_say(cli, "  %s%s%s%s%s%s%s", agency_called(cli->session, v->agency),
			v->practitioner ? ", " : "", v->practitioner ? v->practitioner : "",
			*last ? ", last contact " : "", last, v->is_silent ? "; nothing received since " : "",
			v->is_silent ? heard : "");
	}
	if (p->own_words)
		out_paragraph(stdout, cli_text(cli, "  \"%s\"", p->own_words), 3, cli->style.width);
	putchar('\n');
}

/* Lanes of all the time that the rows take. */
static enum status lanes_print(struct cli *cli, const struct person *p, const struct part_rows *rows, struct err *err)
{
	enum { WIDTH_LEAST = 40, WIDTH_MOST = 200 };
	int width = cli->style.width < WIDTH_LEAST ? WIDTH_LEAST : cli->style.width > WIDTH_MOST ? WIDTH_MOST : cli->style.width;
	struct canvas *c = NULL;
	struct swimlane lanes;
	enum status st;

	swimlane_init(&lanes);
	st = swimlane_fill(&lanes, cli->session, p, rows->row, rows->n, cli->arena, err);
	if (st == ST_OK) {
		swimlane_show_all(&lanes, rows->row, rows->n);
		c = canvas_grid_new((int)lanes.lane_n + 2, width, cli->style.is_ascii);
		st = c ? ST_OK : err_nomem(err);
	}
	if (st == ST_OK) {
		canvas_begin(c);
		swimlane_draw(&lanes, c, (struct area){0, 0, (int)lanes.lane_n + 2, width});
		canvas_end(c);
		for (int y = 0; y < c->rows; y++)
			out_line(stdout, canvas_grid_row(c, y));
		canvas_close(c);
	}
	swimlane_done(&lanes);
	return st;
}

/* "4 of 5 known: Council, 27 May 2025; Hospital, 16 May 2025" */
static const char *known_text(struct cli *cli, const struct person *p, const struct journey_row *r)
{
	const struct finding *f = journey_finding(r);
	const char *all = "";
	bool is_first = true;

	for (size_t i = 0; f && i < f->evidence_n; i++) {
		const struct journey_row *knows = person_row(p, f->evidence[i]);
		char day[12];

		if (!knows)
			continue;
		journey_day(knows, day);
		all = cli_text(cli, "%s%s%s, %s", all, is_first ? "" : "; ",
			agency_called(cli->session, knows->event.agency), day);
		is_first = false;
	}
	return f ? cli_text(cli, "%d of %d known: %s", f->cover_num, f->cover_den, all) : "";
}

static void line_print(struct cli *cli, const struct person *p, const struct journey_line *l, struct out *out)
{
	const struct journey_row *r = l->row;
	const char *status;
	char when[12];

	if (l->kind != LINE_EVENT) {
		out_row(out, (const char *[]){ "", "", "", cli_text(cli, "- %s -", l->note), "", "" });
		return;
	}
	status = show_status(&r->event);
	journey_day(r, when);
	out_row(out,
		(const char *[]){ when, agency_called(cli->session, r->event.agency),
			show_row_kind(r), cli_text(cli, "%s%s%s", status, *status ? ": " : "", r->title),
			known_text(cli, p, r), r->waiting >= 0 ? journey_wait_text(r, cli->arena) : "" });
}

static enum status lines_print(struct cli *cli, const struct person *p, const struct part_rows *rows, struct err *err)
{
	static const struct out_column COLUMNS[] = {
		{ .name = "when" },
		{ .name = "agency", .at_most = 24 },
		{ .name = "kind" },
		{ .name = "what" },
		{ .name = "=", .place = OUT_BELOW },
		{ .name = "...", .place = OUT_BELOW },
	};
	struct journey_line *line;
	struct out *out;
	size_t n;
	enum status st = journey_lines_make(cli->session, p, rows->row, rows->n, cli->arena, &line, &n, err);

	if (st == ST_OK)
		st = cli_list(cli, COLUMNS, 6, &out, err);
	if (st != ST_OK)
		return st;
	for (size_t i = n; i-- > 0;)
		line_print(cli, p, &line[i], out);
	return out_close(out, NULL, err);
}

static enum status journey_table(struct cli *cli, const struct person *p, const struct part_rows *rows, struct err *err)
{
	enum status st;

	say_header(cli, p);
	if (!rows->n) {
		cli_say(cli, "No agency has sent anything that happened.");
		return ST_OK;
	}
	st = lanes_print(cli, p, rows, err);
	if (st == ST_OK)
		st = lines_print(cli, p, rows, err);
	if (st != ST_OK)
		return st;
	if (rows->n < p->row_n)
		cli_say(cli, "%zu of %zu events; %zu %s left out", rows->n, p->row_n, p->row_n - rows->n,
			p->row_n - rows->n == 1 ? "is" : "are");
	else
		cli_say(cli, "%zu event%s", rows->n, rows->n == 1 ? "" : "s");
	return ST_OK;
}

enum status command_journey(struct cli *cli, struct err *err)
{
	const struct agency *agency = NULL;
	struct journey_part part;
	struct part_rows rows;
	struct person *p;
	int64_t id;
	enum status st = part_read(cli, &part, err);

	if (st == ST_OK)
		st = cli_person(cli, cli->options->word[0], &id, err);
	if (st == ST_OK)
		st = agency_typed(cli->session, cli->options->value[OPT_AGENCY], id, &agency, err);
	part.agency = agency ? agency->id : 0;
	if (st != ST_OK)
		return cli_empty_list(cli, DATA, DATA_N, st);
	st = person_open(cli->session, id, cli->arena, &p, err);
	if (st == ST_OK)
		st = rows_find(cli, p, &part, &rows, err);
	if (st != ST_OK)
		return st;
	if (!rows.n && p->row_n)
		return cli_empty_list(cli, DATA, DATA_N, err_set(err, ST_NONE, "none of the %zu events fits that", p->row_n));
	return cli->style.format == OUT_TABLE ? journey_table(cli, p, &rows, err) : journey_data(cli, p, &rows, err);
}
