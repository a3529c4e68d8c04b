/* init, setting, doctor, audit: the store itself. */
#include <inttypes.h>
#include <math.h>
#include <string.h>

#include "command.h"
#include "linkage.h"

enum status command_init(struct cli *cli, struct err *err)
{
	enum status st = worker_first(cli, err);

	if (st != ST_OK)
		return st;
	cli_say(cli, "The store is %s; take files in with throughline import FOLDER.",
		session_store_path(cli->session));
	return ST_OK;
}

/* As many lines as it has. */
static void value_print(struct cli *cli, const char *value)
{
	for (size_t length; *value; value += length + (value[length] == '\n')) {
		length = strcspn(value, "\n");
		cli_say(cli, "%.*s", (int)length, value);
	}
}

static void say_fitted(struct cli *cli, const struct fitted *f)
{
	if (f->records)
		cli_say(cli, "Fitted to %" PRId64 " records.", f->records);
	else
		cli_say(cli, "Built in: nothing was fitted yet.");
	cli_say(cli, "Any two records are one person's about once in %.0f (prior %.2f bits).",
		exp2(-f->prior), f->prior);
	cli_say(cli, "Kin of one home and name, for each record of one person there: %.2f.", f->kin);
	cli_say(cli, "Keys left out, as too many records share them: %" PRId64 ".", f->left_out);
	for (size_t i = 0; i < f->agencies_n; i++)
		if (!strcmp(f->agencies[i].a, f->agencies[i].b))
			cli_say(cli, "%s holds hardly anybody twice: %+.2f bits.", f->agencies[i].a,
				f->agencies[i].bits);
		else
			cli_say(cli, "Who is left over in %s may be in %s: %+.2f bits.",
				f->agencies[i].a, f->agencies[i].b, f->agencies[i].bits);
}

/* What the linker goes by: in a table for people, what holds for all of it above. */
static enum status print_fitted(struct cli *cli, struct err *err)
{
	static const struct out_column COLUMNS[] = { { .name = "field" }, { .name = "level" },
		{ .name = "m", .is_number = true }, { .name = "u", .is_number = true },
		{ .name = "weight", .is_number = true } };
	struct fitted f;
	struct out *out;
	enum status st = linking_fitted(cli->session, cli->arena, &f, err);

	if (st == ST_OK && cli->style.format == OUT_TABLE)
		say_fitted(cli, &f);
	if (st == ST_OK)
		st = cli_list(cli, COLUMNS, 5, &out, err);
	if (st != ST_OK)
		return st;
	for (size_t i = 0; i < f.level_n; i++)
		out_row(out, (const char *[]){ f.level[i].field, f.level[i].level,
			cli_text(cli, "%.3g", f.level[i].m), cli_text(cli, "%.3g", f.level[i].u),
			cli_text(cli, "%.2f", f.level[i].weight) });
	return out_close(out, NULL, err);
}

static enum status print_setting(struct cli *cli, const char *key, struct err *err)
{
	struct setting *s;
	size_t n;
	enum status st = settings_list(cli->session, cli->arena, &s, &n, err);

	if (st != ST_OK)
		return st;
	for (size_t i = 0; i < n; i++)
		if (!strcmp(s[i].key, key)) {
			value_print(cli, s[i].value);
			return ST_OK;
		}
	return err_set(
		err, ST_USAGE, "there is no setting %s; throughline setting lists them", key);
}

static enum status change_setting(
	struct cli *cli, const char *key, const char *value, struct err *err)
{
	struct relinked r;
	enum status st = setting_change(cli->session, key, value, &r, err);

	if (st != ST_OK)
		return st;
	cli_say(cli, "%s is %s now.", key, value);
	if (r.is_relinked)
		cli_say(cli,
			"Everybody was linked anew: %" PRId64 " %s changed; %" PRId64
			" people before, %" PRId64 " now.",
			r.changed, r.changed == 1 ? "person" : "people", r.people_before,
			r.people_after);
	return ST_OK;
}

enum status command_setting(struct cli *cli, struct err *err)
{
	static const struct out_column COLUMNS[] = {
		{ .name = "key" },
		{ .name = "value", .at_most = 20 },
		{ .name = "default", .at_most = 20 },
		{ .name = "about", .place = OUT_BELOW },
	};
	const struct options *o = cli->options;
	struct setting *s;
	struct out *out;
	size_t n;
	enum status st;

	if (o->word_n == 1 && !strcmp(o->word[0], "linking"))
		return print_fitted(cli, err);
	if (o->word_n == 1)
		return print_setting(cli, o->word[0], err);
	if (o->word_n == 2)
		return change_setting(cli, o->word[0], o->word[1], err);
	st = settings_list(cli->session, cli->arena, &s, &n, err);
	if (st == ST_OK)
		st = cli_list(cli, COLUMNS, 4, &out, err);
	if (st != ST_OK)
		return st;
	for (size_t i = 0; i < n; i++)
		out_row(out, (const char *[]){ s[i].key, s[i].value, s[i].fallback, s[i].about });
	return out_close(out, NULL, err);
}

static enum status print_digest(struct cli *cli, struct err *err)
{
	static const struct out_column COLUMNS[] = { { .name = "kind" },
		{ .name = "rows", .is_number = true }, { .name = "hash" } };
	struct digest_line *line;
	struct out *out;
	size_t n;
	enum status st = doctor_digest(cli->session, cli->arena, &line, &n, err);

	if (st == ST_OK)
		st = cli_list(cli, COLUMNS, 3, &out, err);
	if (st != ST_OK)
		return st;
	for (size_t i = 0; i < n; i++)
		out_row(out,
			(const char *[]){ line[i].kind, cli_text(cli, "%" PRId64, line[i].rows),
				line[i].hash });
	return out_close(out, NULL, err);
}

enum status command_doctor(struct cli *cli, struct err *err)
{
	struct doctor_report r = { 0 };
	enum status st;

	if (option_given(cli->options, OPT_DIGEST))
		return print_digest(cli, err);
	st = doctor_run(cli->session, cli->arena, &r, err);
	if (st != ST_OK)
		return st;
	for (size_t i = 0; i < r.fact_n; i++)
		out_line(stdout, r.fact[i]);
	for (size_t i = 0; i < r.complaint_n; i++)
		cli_say(cli, "%s: %s", r.complaint[i].check, r.complaint[i].text);
	if (r.complaint_n)
		return err_set(err, ST_DAMAGED,
			"the doctor found %zu thing%s to mend, listed above", r.complaint_n,
			r.complaint_n == 1 ? "" : "s");
	out_line(stdout, "All is well.");
	for (size_t i = 0; i < r.advice_n; i++)
		out_paragraph(stdout, cli_text(cli, "To do: %s.", r.advice[i]), 2, cli->style.width);
	return ST_OK;
}

/* --head, or --verify [[audit] N HASH], as --head and backup print it. */
static enum status prove_audit(struct cli *cli, struct err *err)
{
	const struct options *o = cli->options;
	const char *const *word = o->word;
	const char *said = NULL, *held = NULL;
	size_t n = o->word_n;
	enum status st;

	if (n && !strcmp(word[0], "audit"))
		word++, n--;
	if (n)
		held = cli_text(cli, "%s %s", word[0], n > 1 ? word[1] : "");
	st = option_given(o, OPT_HEAD) ? audit_head(cli->session, cli->arena, &said, err)
		: audit_verify(cli->session, held, cli->arena, &said, err);
	if (st == ST_OK)
		out_line(stdout, said);
	return st;
}

static enum status list_audit(struct cli *cli, struct err *err)
{
	static const struct out_column COLUMNS[] = {
		{ .name = "at", .place = OUT_DATA_ONLY },
		{ .name = "at (UTC)", .place = OUT_TABLE_ONLY },
		{ .name = "worker", .at_most = 16 },
		{ .name = "deed" },
		{ .name = "person", .place = OUT_DATA_ONLY },
		{ .name = "person", .place = OUT_TABLE_ONLY },
		{ .name = "detail" },
	};
	const struct options *o = cli->options;
	struct audit_line *line;
	struct out *out;
	int64_t person = 0;
	size_t n;
	enum status st = ST_OK;

	if (o->value[OPT_PERSON])
		st = cli_numbered(cli, o->value[OPT_PERSON], &person, err);
	if (st == ST_OK)
		st = audit_read(cli->session, person, o->audited, 0, cli->arena, &line, &n, err);
	if (st == ST_OK)
		st = cli_list(cli, COLUMNS, sizeof COLUMNS / sizeof *COLUMNS, &out, err);
	if (st != ST_OK)
		return st;
	for (size_t i = 0; i < n; i++)
		out_row(out,
			(const char *[]){ line[i].at, cli_minute(cli, line[i].at), line[i].worker,
				line[i].deed, line[i].person, cli_short_id(cli, line[i].person),
				line[i].detail });
	return out_close(out, n == 1 ? "row" : "rows", err);
}

enum status command_audit(struct cli *cli, struct err *err)
{
	const struct options *o = cli->options;
	enum status st = ST_OK;

	if (option_given(o, OPT_REPLACE) && !option_given(o, OPT_HEAD))
		return err_set(err, ST_USAGE, "--replace goes with --head: the audit's end is noted anew");
	if (option_given(o, OPT_REPLACE))
		st = audit_note_anew(cli->session, err);
	if (st != ST_OK)
		return st;
	if (option_given(o, OPT_VERIFY) || option_given(o, OPT_HEAD))
		return prove_audit(cli, err);
	if (o->word_n)
		return err_set(err, ST_USAGE, "the end of an audit goes with --verify");
	return list_audit(cli, err);
}
