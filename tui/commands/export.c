/* export: what leaves the store, whole. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "command.h"
#include "export.h"
#include "screens/show.h"

static enum status give_link(void *arg, const char *agency, const char *local_id,
	const char *person_id, struct err *err)
{
	(void)err;
	out_row(arg, (const char *[]){ agency, local_id, person_id });
	return ST_OK;
}

static enum status links_export(struct cli *cli, struct err *err)
{
	static const struct out_column COLUMNS[] = { { .name = "agency" }, { .name = "local_id" },
		{ .name = "person_id" } };
	struct out *out;
	enum status st, closed;

	if (!option_given(cli->options, OPT_FORMAT))
		cli->style.format = OUT_CSV;
	st = cli_list(cli, COLUMNS, 3, &out, err);
	if (st != ST_OK)
		return st;
	st = export_links(cli->session, give_link, out, err);
	closed = out_close(out, "records", st == ST_OK ? err : NULL);
	return st == ST_OK ? closed : st;
}

/* One person ------------------------------------------------------------- */

enum form { AS_TEXT, AS_JSON, AS_FHIR, AS_CSV, AS_COUNT };
static const char *const FORMS[AS_COUNT] = { "text", "json", "fhir", "csv" };

static void show_record(struct cli *cli, const struct record *r)
{
	const struct agency *a = session_agency(cli->session, r->agency);

	bool has_code = strcmp(agency_shown(a), r->agency_code) != 0;

	putchar('\n');
	cli_say(cli, "%s%s%s%s, as %s", agency_shown(a), has_code ? " (" : "", has_code ? r->agency_code : "",
		has_code ? ")" : "", r->local_id);
	for (int f = 0; f < RF_COUNT; f++)
		if (r->field[f])
			out_paragraph(stdout,
				cli_text(cli, "  %s: %s", show_field_name((enum record_field)f),
					show_field((enum record_field)f, r->field[f], cli->arena)),
				4, cli->style.width);
}

/* Its first line, then every field that has something to add. */
static void show_event(struct cli *cli, const struct event *e)
{
	const char *value[EXPORT_EVENT_COLUMNS];

	export_event_row(e, value);
	putchar('\n');
	cli_say(cli, "%s%s%s  %s  %s, %s", e->starts_on ? e->starts_on : "", e->ends_on ? " to " : "",
		e->ends_on ? e->ends_on : "", agency_called(cli->session, e->agency),
		EVENT_KIND_NAMES[e->kind], EVENT_STATUS_NAMES[e->status]);
	for (size_t i = 0; i < EXPORT_EVENT_COLUMNS; i++) {
		const char *name = export_event_column(i);

		if (value[i] && strcmp(name, "agency") && strcmp(name, "kind") &&
			strcmp(name, "status") && strcmp(name, "starts_on") && strcmp(name, "ends_on"))
			out_paragraph(stdout, cli_text(cli, "  %s: %s", name, value[i]), 4,
				cli->style.width);
	}
}

static void show_action(struct cli *cli, const struct action_line *a)
{
	char by[11];

	civil_iso(a->by, by);
	putchar('\n');
	cli_say(cli, "%s %s  %s", a->is_done ? "done, was due" : "by", by,
		a->agency ? agency_called(cli->session, a->agency) : a->worker);
	out_paragraph(stdout, cli_text(cli, "  %s", a->what), 2, cli->style.width);
}

static enum status person_text(struct cli *cli, const struct export_person *x, struct err *err)
{
	const struct person *p = x->person;

	cli_say(cli, "%s  person %s", p->called, p->uuid);
	cli_say(cli, "What each agency holds:");
	for (size_t i = 0; i < p->record_n; i++)
		show_record(cli, &p->record[i]);
	putchar('\n');
	cli_say(cli, "What happened, oldest first:");
	for (size_t i = 0; i < x->event_n; i++)
		show_event(cli, x->event[i]);
	if (x->action_n) {
		putchar('\n');
		cli_say(cli, "Actions:");
	}
	for (size_t i = 0; i < x->action_n; i++)
		show_action(cli, &x->action[i]);
	return cli->is_short ? err_nomem(err) : ST_OK;
}

static enum status person_csv(struct cli *cli, const struct export_person *x, struct err *err)
{
	struct out_column column[EXPORT_EVENT_COLUMNS] = { 0 };
	const char *value[EXPORT_EVENT_COLUMNS];
	struct out *out;
	char by[11];
	enum status st;

	for (size_t i = 0; i < EXPORT_EVENT_COLUMNS; i++)
		column[i].name = export_event_column(i);
	cli->style.format = OUT_CSV;
	st = cli_list(cli, column, EXPORT_EVENT_COLUMNS, &out, err);
	for (size_t i = 0; i < x->event_n && st == ST_OK; i++) {
		export_event_row(x->event[i], value);
		out_row(out, value);
	}
	for (size_t i = 0; i < x->action_n && st == ST_OK; i++) {
		export_action_row(cli->session, &x->action[i], by, value);
		out_row(out, value);
	}
	return st == ST_OK ? out_close(out, NULL, err) : st;
}

static enum status person_whole(struct cli *cli, const struct export_person *x, enum form as,
	struct err *err)
{
	const char *whole = NULL;
	enum status st;

	if (as == AS_TEXT)
		return person_text(cli, x, err);
	if (as == AS_CSV)
		return person_csv(cli, x, err);
	st = as == AS_JSON ? export_person_json(cli->session, x, cli->arena, &whole, err)
			   : export_person_fhir(cli->session, x, cli->arena, &whole, err);
	if (st == ST_OK && (puts(whole) == EOF || fflush(stdout) != 0))
		st = err_set(err, ST_IO, "the export could not be written whole");
	return st;
}

/* What somebody who asks is to be given -------------------------------------- */

static void sar_withheld_show(struct cli *cli, const struct sar *x)
{
	putchar('\n');
	cli_say(cli, "Withheld until it is reviewed, %zu:", x->withheld_n);
	for (size_t i = 0; i < x->withheld_n; i++)
		out_paragraph(stdout, cli_text(cli, "  %s%s%s, %s: %s", x->withheld[i].month,
			*x->withheld[i].month ? "  " : "", x->withheld[i].agency, x->withheld[i].what,
			x->withheld[i].why), 4, cli->style.width);
}

static void sar_access_show(struct cli *cli, const struct sar *x)
{
	putchar('\n');
	cli_say(cli, "Who looked, and who changed what, newest first:");
	if (x->is_partial)
		out_paragraph(stdout, "Workers of agencies of which you see nothing there are not named: an auditor has their "
			"names for the person.", 2, cli->style.width);
	for (size_t i = 0; i < x->access_n; i++)
		out_paragraph(stdout, cli_text(cli, "  %s  %s  %s %s", cli_minute(cli, x->access[i].at),
			x->access[i].worker, x->access[i].deed, x->access[i].detail ? x->access[i].detail : ""), 4,
			cli->style.width);
}

static void sar_agencies_show(struct cli *cli, const struct sar *x)
{
	putchar('\n');
	cli_say(cli, "Agencies to consult before anything is given:");
	for (size_t i = 0; i < x->agency_n; i++) {
		const struct agency *agency = x->agency[i];
		const char *code = person_agency_code(x->person, agency);
		bool is_told = strcmp(code, agency->code) == 0;
		const char *email = is_told ? agency->email : NULL; /* which would tell its name */

		cli_say(cli, "  %s%s%s%s%s%s%s%s", agency_shown(agency), is_told ? " (" : "", is_told ? code : "",
			is_told ? ")" : "", agency->phone ? "  " : "", agency->phone ? agency->phone : "",
			email ? "  " : "", email ? email : "");
	}
	if (x->is_partial)
		out_paragraph(stdout, "More may be held that you may not see: none of that is listed here. Ask the one who runs the "
			"store whether other agencies are to be consulted.", 2, cli->style.width);
}

/* What else a record says; how to reach them safely may name somebody else. */
static void sar_record_show(struct cli *cli, const struct record *r)
{
	struct record given = *r;

	given.field[SAR_FIELD_WITHHELD] = NULL;
	show_record(cli, &given);
}

static enum status sar_export(struct cli *cli, int64_t person, struct err *err)
{
	struct sar x;
	enum status st = sar_draft(cli->session, person, cli->arena, &x, err);

	if (st != ST_OK)
		return st;
	cli_say(cli, "DRAFT, to be reviewed and not to be sent as it is: what is held about %s, person %s.",
		x.person->called, x.person->uuid);
	out_paragraph(stdout, "Look through every text for what it tells of other people, and ask each agency "
		"below about what came from it. Answer within a month of the day on which it was asked for.", 0,
		cli->style.width);
	sar_agencies_show(cli, &x);
	sar_withheld_show(cli, &x);
	putchar('\n');
	cli_say(cli, "What each agency holds:");
	for (size_t i = 0; i < x.record_n; i++)
		sar_record_show(cli, x.record[i]);
	putchar('\n');
	cli_say(cli, "What happened, oldest first:");
	for (size_t i = 0; i < x.event_n; i++)
		show_event(cli, x.event[i]);
	if (x.action_n) {
		putchar('\n');
		cli_say(cli, "Actions:");
	}
	for (size_t i = 0; i < x.action_n; i++)
		show_action(cli, &x.action[i]);
	sar_access_show(cli, &x);
	return cli->is_short ? err_nomem(err) : ST_OK;
}

static enum status person_export(struct cli *cli, const char *person, struct err *err)
{
	const char *form = cli->options->value[OPT_AS];
	struct export_person x;
	enum form as = AS_TEXT;
	enum status st;
	int64_t id;

	if (cli_is_masked(cli))
		return err_set(err, ST_USAGE, "an export holds all that tells who it is; without --mask it is made");
	while (form && as < AS_COUNT && strcmp(form, FORMS[as]) != 0)
		as++;
	if (as == AS_COUNT)
		return err_set(err, ST_USAGE, "a person is exported as text, json, fhir or csv, not as %.20s", form);
	if (option_given(cli->options, OPT_SAR) && as != AS_TEXT)
		return err_set(err, ST_USAGE, "a draft of what somebody may be given is a text");
	st = cli_person(cli, person, &id, err);
	if (st == ST_OK && option_given(cli->options, OPT_SAR))
		return sar_export(cli, id, err);
	if (st == ST_OK)
		st = export_person(cli->session, id, FORMS[as], cli->arena, &x, err);
	if (st == ST_OK)
		st = person_whole(cli, &x, as, err);
	if (st == ST_OK && x.left_out)
		out_line(stderr, cli_text(cli, "%zu event%s that you may not see %s left out.", x.left_out,
			x.left_out == 1 ? "" : "s", x.left_out == 1 ? "is" : "are"));
	return st;
}

enum status command_export(struct cli *cli, struct err *err)
{
	const struct options *o = cli->options;

	if (strcmp(o->word[0], "links") == 0 && o->word_n == 1)
		return links_export(cli, err);
	if (strcmp(o->word[0], "person") == 0 && o->word_n == 2)
		return person_export(cli, o->word[1], err);
	return err_set(err, ST_USAGE,
		"what can be exported is: throughline export links, or throughline export person PERSON");
}
