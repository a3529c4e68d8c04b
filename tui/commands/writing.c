/* plan, note, change: what workers write by hand. */
#include <stdio.h>
#include <string.h>

#include "command.h"
#include "journey.h"
#include "plain/ask.h"
#include "writing.h"

/* All words behind the person; where there are none, or a lone `-`, what standard
 * input has. */
static const char *text_read(struct cli *cli, bool from_input)
{
	const struct options *o = cli->options;
	char room[WRITING_MOST * 4 + 2]; /* one more than is allowed, so that it is refused, not cut */
	const char *text = "";
	size_t n;

	if (o->word_n > 1 && strcmp(o->word[1], "-") != 0) {
		for (size_t i = 1; i < o->word_n; i++)
			text = cli_text(cli, "%s%s%s", text, i > 1 ? " " : "", o->word[i]);
		return text;
	}
	if (!from_input && o->word_n < 2)
		return NULL;
	n = fread(room, 1, sizeof room - 1, stdin);
	room[n] = '\0';
	return cli_text(cli, "%s", room);
}

static const char *domains_of(struct cli *cli)
{
	const char *typed = cli->options->value[OPT_DOMAINS];
	char *list = typed ? arena_dup(cli->arena, typed) : NULL;

	for (char *p = list; p && *p; p++)
		if (*p == ',')
			*p = ';';
	return list;
}

static enum status writing_read(struct cli *cli, struct writing *w, struct err *err)
{
	const struct options *o = cli->options;
	enum status st = cli_person(cli, o->word[0], &w->person, err);

	w->on = o->value[OPT_ON];
	w->code = o->value[OPT_CODE];
	w->instrument = o->value[OPT_INSTRUMENT];
	w->resets = domains_of(cli);
	if (st == ST_OK)
		st = cli_agency(cli, o->value[OPT_AGENCY], w->person, &w->agency, err);
	return st == ST_OK ? writing_stands_on(cli->session, o->word[0], &w->record, err) : st;
}

static void written_say(struct cli *cli, const struct writing *w, const struct written *out)
{
	bool dry = option_given(cli->options, OPT_DRY_RUN);
	char day[12], names[1000] = "";

	civil_short(out->on, day);
	catalogue_domains_name(session_catalogue(cli->session), out->resets, names, sizeof names);
	cli_say(cli, "%s: %s, %s, on %s%s.", dry ? "Would be written" : "Written", out->title, day,
		out->makes_record ? dry ? "a record that would be made for it: " : "a record made for it: " : "",
		out->hangs_on);
	if (out->resets)
		cli_say(cli, "What was known before about %s %s to be asked anew.", names,
			w->kind == EV_CONCERN ? "may have" : "has");
	if (!dry)
		cli_say(cli, "It is %s. `throughline undo` takes it back.", out->address);
}

static enum status write_it(struct cli *cli, const struct writing *w, struct err *err)
{
	struct written out;
	bool dry = option_given(cli->options, OPT_DRY_RUN);
	enum status st = cli->is_short ? err_nomem(err)
		: (dry ? writing_try : writing_put)(cli->session, w, cli->arena, &out, err);

	if (st == ST_OK)
		written_say(cli, w, &out);
	return st;
}

enum status command_note(struct cli *cli, struct err *err)
{
	const char *kind = cli->options->value[OPT_KIND];
	struct writing w = { .kind = EV_NOTE };
	enum status st;

	if (kind && (!event_kind_parse(kind, &w.kind) || (w.kind != EV_NOTE && w.kind != EV_CONTACT &&
		w.kind != EV_CONCERN && w.kind != EV_VIEW)))
		return err_set(err, ST_USAGE, "--kind is note, contact, concern or view");
	if (cli->options->value[OPT_DOMAINS] && w.kind != EV_CONCERN)
		return err_set(err, ST_USAGE, "--domains goes with --kind concern only");
	st = writing_read(cli, &w, err);
	if (st != ST_OK)
		return st;
	w.text = text_read(cli, true);
	return write_it(cli, &w, err);
}

enum status command_change(struct cli *cli, struct err *err)
{
	struct writing w = { .kind = EV_CHANGE };
	enum status st = writing_read(cli, &w, err);

	if (st != ST_OK)
		return st;
	w.text = text_read(cli, false);
	return write_it(cli, &w, err);
}

static void check_say(struct cli *cli, const struct plan_check *check)
{
	char day[12];

	civil_short(check->death.day, day);
	if (check->death.has_died)
		cli_say(cli, *day ? "This person has died (%s)." : "This person has died.", day);
	for (size_t i = 0; i < check->known_n; i++)
		out_paragraph(stdout, check->known[i].sentence, 2, cli->style.width);
	if (check->together)
		out_paragraph(stdout, cli_text(cli, "%s", check->together), 2, cli->style.width);
}

/* What `known` would say, and who is to be asked instead. */
static enum status plan_show(struct cli *cli, const struct writing *w, struct err *err)
{
	const struct catalogue *c = session_catalogue(cli->session);
	struct known_query query = { .instrument = catalogue_instrument_find(c, w->instrument) };
	struct plan_check check = { 0 };
	struct person *p;
	enum status st = person_open(cli->session, w->person, cli->arena, &p, err);

	if (st == ST_OK)
		st = plan_check(cli->session, p, w, cli->arena, &check, err);
	query.agency = check.agency;
	if (st == ST_OK)
		st = cli_known(cli, p, &query, err);
	if (st == ST_OK)
		check_say(cli, &check);
	return st;
}

enum status command_plan(struct cli *cli, struct err *err)
{
	const struct options *o = cli->options;
	struct writing w = { .kind = EV_ASSESSMENT };
	struct written tried;
	char line[16] = "";
	enum status st = writing_read(cli, &w, err);

	if (st != ST_OK)
		return st;
	w.text = text_read(cli, false);
	st = cli->is_short ? err_nomem(err) : writing_try(cli->session, &w, cli->arena, &tried, err);
	if (st == ST_OK)
		st = plan_show(cli, &w, err);
	if (st != ST_OK)
		return st;
	if (option_given(o, OPT_DRY_RUN)) {
		written_say(cli, &w, &tried);
		return ST_OK;
	}
	if (!option_given(o, OPT_YES) && !ask_line("Plan it? y/n", line, sizeof line))
		*line = '\0';
	if (!option_given(o, OPT_YES) && *line != 'y' && *line != 'Y')
		return err_set(err, ST_NONE, "not planned; y, or --yes, plans it all the same");
	return write_it(cli, &w, err);
}
