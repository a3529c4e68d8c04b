/* brief: one page about a person, for a meeting. */
#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "brief.h"
#include "command.h"
#include "screens/brief_text.h"

/* Headings are told apart without a colour. */
static const char *capitals(struct cli *cli, const char *heading)
{
	char *text = arena_dup(cli->arena, heading);

	for (char *p = text; p && *p && *p != ':'; p++)
		*p = (char)toupper((unsigned char)*p);
	return text ? text : heading;
}

static enum status page_print(struct cli *cli, const struct brief *brief, struct err *err)
{
	int width = cli->style.width < BRIEF_COLS ? cli->style.width : BRIEF_COLS;
	struct brief_text text = { 0 };
	enum status st = brief_text_make(&text, brief, cli->arena, err);

	for (size_t i = 0; st == ST_OK && i < text.part.n; i++) {
		const struct brief_paragraph *p = &text.part.v[i];

		out_labelled(stdout, p->label ? p->label : "", p->look == LOOK_HEADING ? capitals(cli, p->text) : p->text,
			p->label ? BRIEF_LABEL : 0, width);
	}
	brief_text_done(&text);
	return st;
}

static enum status json_print(struct cli *cli, const struct brief *brief, struct err *err)
{
	const char *whole;
	enum status st = brief_json(brief, cli->arena, &whole, err);

	if (st == ST_OK && (puts(whole) == EOF || fflush(stdout) != 0))
		st = err_set(err, ST_IO, "the brief could not be written whole");
	return st;
}

enum status command_brief(struct cli *cli, struct err *err)
{
	const char *form = cli->options->value[OPT_FORMAT];
	bool is_json = form && strcmp(form, "json") == 0;
	struct brief brief;
	int64_t person;
	enum status st;

	if (form && !is_json && strcmp(form, "text") != 0)
		return err_set(err, ST_USAGE, "a brief is text or json, not %.20s", form);
	st = cli_person(cli, cli->options->word[0], &person, err);
	if (st == ST_OK)
		st = brief_open(cli->session, person, cli->arena, &brief, err);
	if (st != ST_OK)
		return st;
	if (option_given(cli->options, OPT_MASK))
		brief_mask(&brief, cli->arena);
	return is_json ? json_print(cli, &brief, err) : page_print(cli, &brief, err);
}
