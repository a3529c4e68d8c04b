/* The lines of a profile that go for the whole file. */
#include "ingest/profile/parser.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "text.h"

static enum status name_line(struct parser *p)
{
	char folded_name[65];

	if (p->token.kind != TK_WORD || !code_fold(p->token.text, folded_name))
		return profile_wrong(p, "a profile's name has letters, digits and - only");
	p->profile->name = p->token.text;
	return profile_next(p), profile_line_ends(p);
}

static enum status agency_line(struct parser *p)
{
	char code[65];

	if (!p->token.text || !code_fold(p->token.text, code))
		return profile_wrong(p, "an agency's code has letters, digits and - only");
	p->profile->agency = arena_dup(p->arena, code);
	return p->profile->agency ? (profile_next(p), profile_line_ends(p)) : err_nomem(p->err);
}

static bool delimiter_of(const struct token *t, char *out)
{
	static const struct { const char *name; char c; } NAMES[] = {
		{ "comma", ',' }, { "semicolon", ';' }, { "tab", '\t' }, { "pipe", '|' },
		{ ";", ';' }, { "|", '|' }, { ",", ',' }, { ":", ':' }, { "~", '~' }, { "^", '^' },
	};

	for (size_t i = 0; t->text && i < sizeof NAMES / sizeof *NAMES; i++) {
		if (strcasecmp(NAMES[i].name, t->text) == 0) {
			*out = NAMES[i].c;
			return true;
		}
	}
	return false;
}

static enum status delimiter_line(struct parser *p)
{
	if (!delimiter_of(&p->token, &p->profile->delimiter))
		return profile_wrong(p, "the delimiter is comma, semicolon, tab or pipe");
	return profile_next(p), profile_line_ends(p);
}

static enum status encoding_line(struct parser *p)
{
	if (profile_word_is(p, "utf-8"))
		p->profile->encoding = ENCODING_UTF8;
	else if (profile_word_is(p, "windows-1252"))
		p->profile->encoding = ENCODING_1252;
	else
		return profile_wrong(p, "the encoding is utf-8 or windows-1252; leave the line out where "
				"the file itself may tell");
	return profile_next(p), profile_line_ends(p);
}

static enum status header_line(struct parser *p)
{
	long line;

	if (profile_word_is(p, "none")) {
		p->profile->header_line = -1;
		return profile_next(p), profile_line_ends(p);
	}
	if (profile_word_is(p, "line"))
		profile_next(p);
	line = p->token.kind == TK_WORD ? strtol(p->token.text, NULL, 10) : 0;
	if (line < 1 || line > 100000)
		return profile_wrong(p, "the header is `none`, or `line` and the number of a line; leave it "
				"out and it is found by its columns");
	p->profile->header_line = (int)line;
	return profile_next(p), profile_line_ends(p);
}

enum status profile_dates_take(struct parser *p, unsigned *out)
{
	static const char *const NAMES[] = { "dmy", "mdy", "ymd", "excel" };
	size_t i;

	for (*out = 0; p->token.kind == TK_WORD || p->token.kind == TK_COMMA; profile_next(p)) {
		if (p->token.kind == TK_COMMA || profile_word_is(p, "or") || profile_word_is(p, "and"))
			continue;
		for (i = 0; i < 4 && !profile_word_is(p, NAMES[i]); i++)
			;
		if (i == 4)
			break;
		*out |= 1u << i;
	}
	if (!*out)
		return profile_wrong(p, "dates are dmy, mdy or ymd (day, month, year in the file's order), and excel "
				"for a spreadsheet's day numbers");
	if ((*out & DATES_DMY) && (*out & DATES_MDY))
		return profile_wrong(p, "dates are dmy or mdy, not both: 03/07/2025 would be two days");
	return ST_OK;
}

static enum status dates_line(struct parser *p)
{
	enum status st = profile_dates_take(p, &p->profile->dates);

	return st == ST_OK ? profile_line_ends(p) : st;
}

enum status profile_separator_take(struct parser *p, char *out)
{
	if ((p->token.kind != TK_TEXT && p->token.kind != TK_CELL) || strlen(p->token.text) != 1)
		return profile_wrong(p, "what parts a list is one character in quotes, as in ','");
	*out = *p->token.text;
	profile_next(p);
	return ST_OK;
}

static enum status lists_line(struct parser *p)
{
	enum status st = profile_separator_take(p, &p->profile->list);

	return st == ST_OK ? profile_line_ends(p) : st;
}

static enum status nothing_line(struct parser *p)
{
	struct profile_value **end = &p->profile->nothing;
	enum status st;

	while (*end)
		end = &(*end)->next;
	st = profile_cells_take(p, end);
	return st == ST_OK ? profile_line_ends(p) : st;
}

static enum status skip_line(struct parser *p)
{
	if (profile_word_is(p, "where"))
		profile_next(p);
	return profile_condition_take(p, &p->skip_end);
}

static enum status down_line(struct parser *p)
{
	struct profile_down **end = &p->profile->down;
	enum status st;

	for (;;) {
		if (p->token.kind != TK_CELL && p->token.kind != TK_WORD)
			return profile_wrong(p, "after down come columns, in double quotes");
		*end = arena_alloc(p->arena, sizeof **end);
		if (!*end)
			return err_nomem(p->err);
		st = profile_column_take(p, &(*end)->column);
		if (st != ST_OK)
			return st;
		end = &(*end)->next;
		profile_next(p);
		if (p->token.kind != TK_COMMA)
			return profile_line_ends(p);
		profile_next(p);
	}
}

enum status profile_file_line(struct parser *p, const char *word, bool *is_one)
{
	static const struct { const char *word; enum status (*take)(struct parser *); } LINES[] = {
		{ "profile", name_line }, { "agency", agency_line }, { "delimiter", delimiter_line },
		{ "encoding", encoding_line }, { "header", header_line }, { "dates", dates_line },
		{ "lists", lists_line }, { "nothing", nothing_line }, { "skip", skip_line }, { "down", down_line },
	};

	for (size_t i = 0; i < sizeof LINES / sizeof *LINES; i++) {
		*is_one = strcasecmp(LINES[i].word, word) == 0;
		if (*is_one)
			return LINES[i].take(p);
	}
	return ST_OK;
}
