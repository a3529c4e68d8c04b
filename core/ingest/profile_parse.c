#include "ingest/mapping.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "text.h"

enum token_kind { TK_END, TK_WORD, TK_CELL, TK_TEXT, TK_PLUS, TK_COMMA, TK_BAD };
struct token {
	enum token_kind kind;
	const char *text;
};

struct parser {
	struct profile *profile;
	struct arena *arena;
	struct err *err;
	const char *label;
	const char *at;  /* in the line that is read */
	int line;
	struct token token; /* the one that is looked at */
	struct profile_section *section;
	struct profile_section **section_end;
	struct profile_field *field, **field_end;
	struct profile_value **value_end;
	struct profile_condition **skip_end, **when_end;
};

static enum status wrong(struct parser *p, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

static enum status wrong(struct parser *p, const char *format, ...)
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
static void next(struct parser *p)
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

static bool word_is(const struct parser *p, const char *word)
{
	return p->token.kind == TK_WORD && strcasecmp(p->token.text, word) == 0;
}

static enum status line_ends(struct parser *p)
{
	if (p->token.kind == TK_END)
		return ST_OK;
	if (p->token.kind == TK_BAD)
		return wrong(p, "a quote is opened and not closed");
	return wrong(p, "%s%s does not belong here", p->token.text ? p->token.text : "a comma or +",
		p->token.kind == TK_CELL ? " in double quotes" : "");
}

static const char *folded(struct parser *p, const char *text)
{
	char small[512];

	text_fold(text, small, sizeof small);
	/* What is marks alone folds to nothing; it is kept as it stands. */
	return arena_dup(p->arena, *small ? small : text);
}

/* Columns and conditions ------------------------------------------------------ */

/* The number of the column that the token names, first named here or before. */
static enum status column_take(struct parser *p, int *out)
{
	struct profile_column **c = &p->profile->columns;
	bool by_place = p->token.kind == TK_WORD &&
		p->token.text[strspn(p->token.text, "0123456789")] == 0;
	long place = by_place ? strtol(p->token.text, NULL, 10) : 0;
	const char *name = by_place ? NULL : folded(p, p->token.text);

	if (by_place && (place < 1 || place > PROFILE_PLACES_MAX))
		return wrong(p, "a column by its place is a number from 1 to %d", PROFILE_PLACES_MAX);
	if (!by_place && !name)
		return err_nomem(p->err);
	if (!by_place && !*name)
		return wrong(p, "a column needs a name between its quotes");
	for (*out = 0; *c; c = &(*c)->next, ++*out)
		if (by_place ? (*c)->place == place - 1
			     : (*c)->name && strcmp((*c)->folded, name) == 0)
			return ST_OK;
	if (*out >= PROFILE_COLUMNS_MAX)
		return wrong(p, "a profile names at most %d columns", PROFILE_COLUMNS_MAX);
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
static enum status cells_take(struct parser *p, struct profile_value **out)
{
	for (;;) {
		if (p->token.kind != TK_CELL)
			return wrong(p, "a value of the file is meant here, in double quotes");
		*out = arena_alloc(p->arena, sizeof **out);
		if (!*out || !((*out)->from = folded(p, p->token.text)))
			return err_nomem(p->err);
		out = &(*out)->next;
		next(p);
		if (p->token.kind != TK_COMMA)
			return ST_OK;
		next(p);
	}
}

static enum status test_take(struct parser *p, struct profile_condition *c)
{
	bool is = word_is(p, "is");

	if (!is && !word_is(p, "starts") && !word_is(p, "has"))
		return wrong(p, "after the column comes `is`, `starts` or `has`");
	c->test = is ? TEST_IS : word_is(p, "starts") ? TEST_STARTS : TEST_HAS;
	next(p);
	if (is && (word_is(p, "empty") || word_is(p, "filled"))) {
		c->test = word_is(p, "empty") ? TEST_EMPTY : TEST_FILLED;
		next(p);
		return ST_OK;
	}
	return cells_take(p, &c->values);
}

/* "Column" is empty | is filled | is "a", "b" | starts "a" | has "a". */
static enum status condition_take(struct parser *p, struct profile_condition ***end)
{
	struct profile_condition *c = arena_alloc(p->arena, sizeof *c);
	enum status st = ST_OK;

	if (!c)
		return err_nomem(p->err);
	c->column = -1;
	if (p->token.kind != TK_CELL && p->token.kind != TK_WORD)
		return wrong(p, "a column is meant here, in double quotes");
	if (!word_is(p, "any"))
		st = column_take(p, &c->column);
	if (st != ST_OK)
		return st;
	next(p);
	st = test_take(p, c);
	if (st == ST_OK)
		st = line_ends(p);
	**end = c;
	*end = &c->next;
	return st;
}

/* What goes for the whole file ------------------------------------------------- */

static enum status name_line(struct parser *p)
{
	char folded_name[65];

	if (p->token.kind != TK_WORD || !code_fold(p->token.text, folded_name))
		return wrong(p, "a profile's name has letters, digits and - only");
	p->profile->name = p->token.text;
	return next(p), line_ends(p);
}

static enum status agency_line(struct parser *p)
{
	char code[65];

	if (!p->token.text || !code_fold(p->token.text, code))
		return wrong(p, "an agency's code has letters, digits and - only");
	p->profile->agency = arena_dup(p->arena, code);
	return p->profile->agency ? (next(p), line_ends(p)) : err_nomem(p->err);
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
		return wrong(p, "the delimiter is comma, semicolon, tab or pipe");
	return next(p), line_ends(p);
}

static enum status encoding_line(struct parser *p)
{
	if (word_is(p, "utf-8"))
		p->profile->encoding = ENCODING_UTF8;
	else if (word_is(p, "windows-1252"))
		p->profile->encoding = ENCODING_1252;
	else
		return wrong(p, "the encoding is utf-8 or windows-1252; leave the line out where "
				"the file itself may tell");
	return next(p), line_ends(p);
}

static enum status header_line(struct parser *p)
{
	long line;

	if (word_is(p, "none")) {
		p->profile->header_line = -1;
		return next(p), line_ends(p);
	}
	if (word_is(p, "line"))
		next(p);
	line = p->token.kind == TK_WORD ? strtol(p->token.text, NULL, 10) : 0;
	if (line < 1 || line > 100000)
		return wrong(p, "the header is `none`, or `line` and the number of a line; leave it "
				"out and it is found by its columns");
	p->profile->header_line = (int)line;
	return next(p), line_ends(p);
}

static enum status dates_take(struct parser *p, unsigned *out)
{
	static const char *const NAMES[] = { "dmy", "mdy", "ymd", "excel" };
	size_t i;

	for (*out = 0; p->token.kind == TK_WORD || p->token.kind == TK_COMMA; next(p)) {
		if (p->token.kind == TK_COMMA || word_is(p, "or") || word_is(p, "and"))
			continue;
		for (i = 0; i < 4 && !word_is(p, NAMES[i]); i++)
			;
		if (i == 4)
			break;
		*out |= 1u << i;
	}
	if (!*out)
		return wrong(p, "dates are dmy, mdy or ymd (day, month, year in the file's order), and excel "
				"for a spreadsheet's day numbers");
	if ((*out & DATES_DMY) && (*out & DATES_MDY))
		return wrong(p, "dates are dmy or mdy, not both: 03/07/2025 would be two days");
	return ST_OK;
}

static enum status dates_line(struct parser *p)
{
	enum status st = dates_take(p, &p->profile->dates);

	return st == ST_OK ? line_ends(p) : st;
}

static enum status separator_take(struct parser *p, char *out)
{
	if ((p->token.kind != TK_TEXT && p->token.kind != TK_CELL) || strlen(p->token.text) != 1)
		return wrong(p, "what parts a list is one character in quotes, as in ','");
	*out = *p->token.text;
	next(p);
	return ST_OK;
}

static enum status lists_line(struct parser *p)
{
	enum status st = separator_take(p, &p->profile->list);

	return st == ST_OK ? line_ends(p) : st;
}

static enum status nothing_line(struct parser *p)
{
	struct profile_value **end = &p->profile->nothing;
	enum status st;

	while (*end)
		end = &(*end)->next;
	st = cells_take(p, end);
	return st == ST_OK ? line_ends(p) : st;
}

static enum status skip_line(struct parser *p)
{
	if (word_is(p, "where"))
		next(p);
	return condition_take(p, &p->skip_end);
}

static enum status down_line(struct parser *p)
{
	struct profile_down **end = &p->profile->down;
	enum status st;

	for (;;) {
		if (p->token.kind != TK_CELL && p->token.kind != TK_WORD)
			return wrong(p, "after down come columns, in double quotes");
		*end = arena_alloc(p->arena, sizeof **end);
		if (!*end)
			return err_nomem(p->err);
		st = column_take(p, &(*end)->column);
		if (st != ST_OK)
			return st;
		end = &(*end)->next;
		next(p);
		if (p->token.kind != TK_COMMA)
			return line_ends(p);
		next(p);
	}
}

/* Sections -------------------------------------------------------------------- */

static enum status section_begin(struct parser *p, enum table t)
{
	struct profile_section *s = arena_alloc(p->arena, sizeof *s);

	if (!s)
		return err_nomem(p->err);
	s->table = t;
	s->line = p->line;
	*p->section_end = p->section = s;
	p->section_end = &s->next;
	p->field = NULL;
	p->field_end = &s->fields;
	p->when_end = &s->when;
	return line_ends(p);
}

static enum status people_line(struct parser *p)
{
	return section_begin(p, TABLE_PEOPLE);
}

static enum status events_line(struct parser *p)
{
	return section_begin(p, TABLE_EVENTS);
}

static const struct { const char *word; enum status (*take)(struct parser *); } TOP[] = {
	{ "profile", name_line }, { "agency", agency_line }, { "delimiter", delimiter_line },
	{ "encoding", encoding_line }, { "header", header_line }, { "dates", dates_line },
	{ "lists", lists_line }, { "nothing", nothing_line }, { "skip", skip_line }, { "down", down_line },
	{ "people", people_line }, { "events", events_line },
};

static int field_of(enum table t, const char *word)
{
	if (t == TABLE_PEOPLE && strcasecmp(word, "full_name") == 0)
		return PROFILE_FULL_NAME;
	if (t == TABLE_PEOPLE && strcasecmp(word, "full_address") == 0)
		return PROFILE_FULL_ADDRESS;
	return table_column_find(t, word);
}

/* "Column" + 'text' + 3 … */
static enum status terms_take(struct parser *p, struct profile_term **out)
{
	for (;;) {
		struct profile_term *t = *out = arena_alloc(p->arena, sizeof *t);
		enum status st = ST_OK;

		if (!t)
			return err_nomem(p->err);
		if (p->token.kind == TK_TEXT)
			t->text = p->token.text;
		else if (p->token.kind == TK_CELL ||
			(p->token.kind == TK_WORD && *p->token.text >= '0' && *p->token.text <= '9'))
			st = column_take(p, &t->column);
		else if (p->token.kind == TK_BAD)
			st = wrong(p, "a quote is opened and not closed");
		else if (p->token.kind == TK_WORD)
			st = wrong(p, "write \"%s\" for a column of the file, or '%s' for the same in "
				"every row", p->token.text, p->token.text);
		else
			st = wrong(p, "a column in double quotes or a text in single quotes is meant here");
		if (st != ST_OK)
			return st;
		out = &t->next;
		next(p);
		if (p->token.kind != TK_PLUS)
			return ST_OK;
		next(p);
	}
}

static bool is_named_already(const struct parser *p, int field)
{
	for (const struct profile_field *f = p->section->fields; f; f = f->next)
		if (f->field == field)
			return true;
	return false;
}

static enum status field_line(struct parser *p, int field, const char *name)
{
	struct profile_field *f = arena_alloc(p->arena, sizeof *f);
	enum status st;

	if (!f)
		return err_nomem(p->err);
	if (is_named_already(p, field))
		return wrong(p, "%s is filled already; + joins several columns", name);
	*f = (struct profile_field){ .field = field, .name = name, .line = p->line };
	f->number = p->profile->field_n++;
	st = terms_take(p, &f->terms);
	while (st == ST_OK && p->token.kind == TK_WORD) {
		bool is_dates = word_is(p, "dates");

		if (!is_dates && !word_is(p, "list"))
			break;
		next(p);
		st = is_dates ? dates_take(p, &f->dates) : separator_take(p, &f->list);
	}
	*p->field_end = p->field = f;
	p->field_end = &f->next;
	p->value_end = &f->values;
	return st == ST_OK ? line_ends(p) : st;
}

/* What comes after `is`: a word, 'text', or nothing. */
static enum status meaning_take(struct parser *p, const char **out)
{
	if (!word_is(p, "is"))
		return wrong(p, "`is` and what the value means come here, as in \"M\" is male");
	next(p);
	if (p->token.kind != TK_WORD && p->token.kind != TK_TEXT)
		return wrong(p, "what does the value mean? write a word, a text in single quotes, or "
				"`nothing`");
	*out = word_is(p, "nothing") ? NULL : p->token.text;
	return next(p), line_ends(p);
}

static enum status value_line(struct parser *p)
{
	struct profile_value **first = p->value_end, *v;
	const char *to;
	enum status st;

	if (!p->field)
		return wrong(p, "a value belongs beneath the field that it is for");
	st = cells_take(p, first);
	if (st == ST_OK)
		st = meaning_take(p, &to);
	if (st != ST_OK)
		return st;
	for (v = *first; v; v = v->next) {
		v->to = to;
		p->value_end = &v->next;
	}
	return ST_OK;
}

static enum status other_line(struct parser *p)
{
	if (!p->field)
		return wrong(p, "`other` belongs beneath the field that it is for");
	p->field->has_other = true;
	return meaning_take(p, &p->field->other);
}

static enum status inside_line(struct parser *p, const char *word)
{
	int field = field_of(p->section->table, word);

	if (strcasecmp(word, "when") == 0)
		return condition_take(p, &p->when_end);
	if (strcasecmp(word, "other") == 0)
		return other_line(p);
	if (field < 0)
		return wrong(p, "there is no field %s; %s takes the columns of %s%s", word,
			p->section->table == TABLE_PEOPLE ? "people" : "events",
			TABLE_FILES[p->section->table],
			p->section->table == TABLE_PEOPLE ? ", full_name and full_address" : "");
	return field_line(p, field, field >= TABLE_COLUMNS_MAX
		? (field == PROFILE_FULL_NAME ? "full_name" : "full_address")
		: table_column(p->section->table, (size_t)field));
}

static enum status line_take(struct parser *p)
{
	const char *word;

	next(p);
	if (p->token.kind == TK_END)
		return ST_OK;
	if (p->token.kind == TK_CELL)
		return value_line(p);
	if (p->token.kind != TK_WORD)
		return p->token.kind == TK_BAD ? line_ends(p)
					       : wrong(p, "a line begins with a word or a value in double quotes");
	word = p->token.text;
	next(p);
	for (size_t i = 0; i < sizeof TOP / sizeof *TOP; i++) {
		bool begins = TOP[i].take == people_line || TOP[i].take == events_line;

		/* `agency` is a column of both tables, too. */
		if (strcasecmp(TOP[i].word, word) == 0 && (begins || !p->section))
			return TOP[i].take(p);
	}
	if (!p->section)
		return wrong(p, "there is nothing called %s; say `people` or `events` before the fields",
			word);
	return inside_line(p, word);
}

/* The whole ------------------------------------------------------------------- */

static bool fills(const struct profile_section *s, const char *name)
{
	for (const struct profile_field *f = s->fields; f; f = f->next)
		if (strcmp(f->name, name) == 0)
			return true;
	return false;
}

static enum status section_check(struct parser *p, const struct profile_section *s)
{
	p->line = s->line;
	for (size_t i = 0; table_column(s->table, i); i++)
		if (table_column_is_required(s->table, i) && !fills(s, table_column(s->table, i)))
			return wrong(p, "%s must say where %s comes from",
				s->table == TABLE_PEOPLE ? "people" : "events", table_column(s->table, i));
	return ST_OK;
}

static enum status whole_check(struct parser *p)
{
	struct profile *x = p->profile;
	enum status st = ST_OK;

	if (!x->name)
		return err_set(p->err, ST_FORMAT, "%s has no name: its first line is `profile NAME`",
			p->label);
	if (!x->sections)
		return err_set(p->err, ST_FORMAT,
			"%s says neither `people` nor `events`: nothing would be read", p->label);
	for (const struct profile_column *c = x->columns; c; c = c->next) {
		p->line = c->line;
		if (x->header_line < 0 && c->name)
			return wrong(p, "without a header a column is meant by its place, as in 1, not by "
				"\"%.80s\"", c->name);
	}
	for (const struct profile_section *s = x->sections; s && st == ST_OK; s = s->next)
		st = section_check(p, s);
	return st;
}

static enum status lines_take(struct parser *p, const char *text)
{
	enum status st = ST_OK;

	while (*text && st == ST_OK) {
		size_t n = strcspn(text, "\r\n");
		char *line = arena_alloc(p->arena, n * 3 + 1);

		if (!line)
			return err_nomem(p->err);
		text_clean(text, n, TEXT_LINE, line, n * 3 + 1);
		p->line++;
		p->at = line;
		st = line_take(p);
		text += n;
		if (*text == '\r' && text[1] == '\n')
			text++;
		if (*text)
			text++;
	}
	return st;
}

enum status profile_parse(struct profile **out, const char *text, const char *label,
	struct arena *a, struct err *e)
{
	struct profile *x = arena_alloc(a, sizeof *x);
	struct parser p = { .profile = x, .arena = a, .err = e, .label = label };
	enum status st;

	if (!x)
		return err_nomem(e);
	if (strlen(text) > PROFILE_TEXT_MAX)
		return err_set(e, ST_FORMAT, "%s is longer than a profile can be (64 KiB)", label);
	x->text = text;
	x->label = label;
	x->delimiter = ',';
	x->dates = DATES_DMY;
	x->list = ';';
	p.section_end = &x->sections;
	p.skip_end = &x->skip;
	if (strncmp(text, "\xef\xbb\xbf", 3) == 0)
		text += 3;
	st = lines_take(&p, text);
	if (st == ST_OK)
		st = whole_check(&p);
	if (st == ST_OK)
		*out = x;
	return st;
}
