/* The words of a profile, the columns and the conditions that they make. */
#include "ingest/profile/parser.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "text.h"

enum status profile_wrong(struct parser *p, const char *format, ...)
{
	char text[300];
	va_list args;

	va_start(args, format);
	vsnprintf(text, sizeof text, format, args);
	va_end(args);
	return err_set(p->err, ST_FORMAT, "%s line %d: %s", p->label, p->line, text);
}

/* Words ---------------------------------------------------------------------- */

static const char *quoted(struct parser *p, char quote)
{
	char *out = arena_alloc(p->arena, strlen(p->at) + 1);
	size_t n = 0;

	for (p->at++; out && *p->at; p->at++) {
		if (*p->at == quote && p->at[1] != quote) {
			p->at++;
			return out;
		}
		if (*p->at == quote)
			p->at++;
		out[n++] = *p->at;
	}
	return NULL;
}

static bool is_word(char c)
{
	return c && !strchr(" \t+,#\"'", c);
}

/* Takes the next token; TK_BAD for a quote that is not closed. */
void profile_next(struct parser *p)
{
	size_t n = 0;

	p->at += strspn(p->at, " \t");
	p->token = (struct token){ .kind = TK_END };
	switch (*p->at) {
	case 0:
	case '#':
		return;
	case '"':
	case '\'':
		p->token.kind = *p->at == '"' ? TK_CELL : TK_TEXT;
		p->token.text = quoted(p, *p->at);
		if (!p->token.text)
			p->token.kind = TK_BAD;
		return;
	case '+':
	case ',':
		p->token.kind = *p->at++ == '+' ? TK_PLUS : TK_COMMA;
		return;
	}
	while (is_word(p->at[n]))
		n++;
	p->token = (struct token){ TK_WORD, arena_dup_n(p->arena, p->at, n) };
	p->at += n;
	if (!p->token.text)
		p->token.kind = TK_BAD;
}

bool profile_word_is(const struct parser *p, const char *word)
{
	return p->token.kind == TK_WORD && strcasecmp(p->token.text, word) == 0;
}

enum status profile_line_ends(struct parser *p)
{
	if (p->token.kind == TK_END)
		return ST_OK;
	if (p->token.kind == TK_BAD)
		return profile_wrong(p, "a quote is opened and not closed");
	return profile_wrong(p, "%s%s does not belong here", p->token.text ? p->token.text : "a comma or +",
		p->token.kind == TK_CELL ? " in double quotes" : "");
}

static const char *profile_folded(struct parser *p, const char *text)
{
	char small[512];

	text_fold(text, small, sizeof small);
	/* What is marks alone folds to nothing; it is kept as it stands. */
	return arena_dup(p->arena, *small ? small : text);
}

/* Columns and conditions ------------------------------------------------------ */

bool profile_names_column(const struct parser *p)
{
	return p->token.kind == TK_CELL || profile_word_is(p, "column") ||
		(p->token.kind == TK_WORD && *p->token.text >= '0' && *p->token.text <= '9');
}

bool profile_each_word(const struct parser *p, int *out)
{
	static const char *const WORDS[] = { "cell", "day", "heading" };
	static const int MEANT[] = { COLUMN_CELL, COLUMN_DAY, COLUMN_HEADING };

	for (int i = 0; p->section && p->section->each != EACH_ROW && i < 3; i++) {
		if (profile_word_is(p, WORDS[i])) {
			*out = MEANT[i];
			return true;
		}
	}
	return false;
}

/* 28, or AB as a spreadsheet calls it; 0: neither. */
static long place_of(const char *word)
{
	long place = 0;

	if (word[strspn(word, "0123456789")] == 0)
		return strlen(word) < 6 ? strtol(word, NULL, 10) : 0;
	for (; *word; word++) {
		if (!isalpha((unsigned char)*word) || place > PROFILE_PLACES_MAX)
			return 0;
		place = place * 26 + (toupper((unsigned char)*word) - 'A' + 1);
	}
	return place;
}

/* The number of the column that the token names, first named here or before. */
enum status profile_column_take(struct parser *p, int *out)
{
	struct profile_column **c = &p->profile->columns;
	bool is_said = profile_word_is(p, "column"), by_place;
	const char *name = NULL;
	long place;

	if (is_said)
		profile_next(p);
	if (p->token.kind != TK_WORD && p->token.kind != TK_CELL)
		return profile_wrong(p, "after `column` comes its number or letter, as in column 3 or column C");
	by_place = p->token.kind == TK_WORD &&
		(is_said || p->token.text[strspn(p->token.text, "0123456789")] == 0);
	place = by_place ? place_of(p->token.text) : 0;
	if (!by_place)
		name = profile_folded(p, p->token.text);

	if (by_place && (place < 1 || place > PROFILE_PLACES_MAX))
		return profile_wrong(p, "a column by its place is a number from 1 to %d, or its letter", PROFILE_PLACES_MAX);
	if (!by_place && !name)
		return err_nomem(p->err);
	if (!by_place && !*name)
		return profile_wrong(p, "a column needs a name between its quotes");
	for (*out = 0; *c; c = &(*c)->next, ++*out)
		if (by_place ? (*c)->place == place - 1
			     : (*c)->name && strcmp((*c)->folded, name) == 0)
			return ST_OK;
	if (*out >= PROFILE_COLUMNS_MAX)
		return profile_wrong(p, "a profile names at most %d columns", PROFILE_COLUMNS_MAX);
	*c = arena_alloc(p->arena, sizeof **c);
	if (!*c)
		return err_nomem(p->err);
	(*c)->name = by_place ? NULL : p->token.text;
	(*c)->folded = name;
	(*c)->place = by_place ? (int)place - 1 : -1;
	(*c)->line = p->line;
	p->profile->column_n++;
	return ST_OK;
}

/* "a", "b" … to the end of the line or the word after. */
enum status profile_cells_take(struct parser *p, struct profile_value **out)
{
	for (;;) {
		if (p->token.kind != TK_CELL)
			return profile_wrong(p, "a value of the file is meant here, in double quotes");
		*out = arena_alloc(p->arena, sizeof **out);
		if (!*out || !((*out)->from = profile_folded(p, p->token.text)))
			return err_nomem(p->err);
		out = &(*out)->next;
		profile_next(p);
		if (p->token.kind != TK_COMMA)
			return ST_OK;
		profile_next(p);
	}
}

static enum status test_take(struct parser *p, struct profile_condition *c)
{
	bool is = profile_word_is(p, "is");

	if (!is && !profile_word_is(p, "starts") && !profile_word_is(p, "has"))
		return profile_wrong(p, "after the column comes `is`, `starts` or `has`");
	c->test = is ? TEST_IS : profile_word_is(p, "starts") ? TEST_STARTS : TEST_HAS;
	profile_next(p);
	if (is && (profile_word_is(p, "empty") || profile_word_is(p, "filled"))) {
		c->test = profile_word_is(p, "empty") ? TEST_EMPTY : TEST_FILLED;
		profile_next(p);
		return ST_OK;
	}
	return profile_cells_take(p, &c->values);
}

/* "Column" is empty | is filled | is "a", "b" | starts "a" | has "a". */
enum status profile_condition_take(struct parser *p, struct profile_condition ***end)
{
	struct profile_condition *c = arena_alloc(p->arena, sizeof *c);
	enum status st = ST_OK;

	if (!c)
		return err_nomem(p->err);
	if (p->token.kind != TK_CELL && p->token.kind != TK_WORD)
		return profile_wrong(p, "a column is meant here, in double quotes");
	c->column = COLUMN_ANY;
	if (!profile_word_is(p, "any") && !profile_each_word(p, &c->column))
		st = profile_column_take(p, &c->column);
	if (st != ST_OK)
		return st;
	profile_next(p);
	st = test_take(p, c);
	if (st == ST_OK)
		st = profile_line_ends(p);
	**end = c;
	*end = &c->next;
	return st;
}
