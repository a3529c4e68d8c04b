#include "ingest/profile/parser.h"

#include <string.h>
#include <strings.h>

#include "text.h"

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
	if (t == TABLE_EVENTS && profile_word_is(p, "each"))
		return profile_each_take(p, s);
	return profile_line_ends(p);
}

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
		else if (profile_each_word(p, &t->column))
			;
		else if (profile_names_column(p))
			st = profile_column_take(p, &t->column);
		else if (p->token.kind == TK_BAD)
			st = profile_wrong(p, "a quote is opened and not closed");
		else if (p->token.kind == TK_WORD)
			st = profile_wrong(p, "write \"%s\" for a column of the file, or '%s' for the same in "
				"every row", p->token.text, p->token.text);
		else
			st = profile_wrong(p, "a column in double quotes or a text in single quotes is meant here");
		if (st != ST_OK)
			return st;
		out = &t->next;
		profile_next(p);
		if (p->token.kind != TK_PLUS)
			return ST_OK;
		profile_next(p);
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
		return profile_wrong(p, "%s is filled already; + joins several columns", name);
	*f = (struct profile_field){ .field = field, .name = name, .line = p->line };
	f->number = p->profile->field_n++;
	f->is_hashed = profile_word_is(p, "hashed");
	if (f->is_hashed) {
		if (strcmp(name, "local_id") != 0 && strcmp(name, "source_ref") != 0)
			return profile_wrong(p, "only local_id and source_ref can be hashed");
		profile_next(p);
	}
	st = terms_take(p, &f->terms);
	while (st == ST_OK && p->token.kind == TK_WORD) {
		bool is_dates = profile_word_is(p, "dates");

		if (!is_dates && !profile_word_is(p, "list"))
			break;
		profile_next(p);
		st = is_dates ? profile_dates_take(p, &f->dates) : profile_separator_take(p, &f->list);
	}
	*p->field_end = p->field = f;
	p->field_end = &f->next;
	p->value_end = &f->values;
	return st == ST_OK ? profile_line_ends(p) : st;
}

/* What comes after `is`: a word, 'text', or nothing. */
static enum status meaning_take(struct parser *p, const char **out)
{
	if (!profile_word_is(p, "is"))
		return profile_wrong(p, "`is` and what the value means come here, as in \"M\" is male");
	profile_next(p);
	if (p->token.kind != TK_WORD && p->token.kind != TK_TEXT)
		return profile_wrong(p, "what does the value mean? write a word, a text in single quotes, or "
				"`nothing`");
	*out = profile_word_is(p, "nothing") ? NULL : p->token.text;
	return profile_next(p), profile_line_ends(p);
}

static enum status value_line(struct parser *p)
{
	struct profile_value **first = p->value_end, *v;
	const char *to;
	enum status st;

	if (!p->field)
		return profile_wrong(p, "a value belongs beneath the field that it is for");
	st = profile_cells_take(p, first);
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
		return profile_wrong(p, "`other` belongs beneath the field that it is for");
	p->field->has_other = true;
	return meaning_take(p, &p->field->other);
}

static enum status inside_line(struct parser *p, const char *word)
{
	int field = field_of(p->section->table, word);

	if (strcasecmp(word, "when") == 0)
		return profile_condition_take(p, &p->when_end);
	if (strcasecmp(word, "other") == 0)
		return other_line(p);
	if (field < 0)
		return profile_wrong(p, "there is no field %s; %s takes the columns of %s%s", word,
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
	bool is_one = false;

	profile_next(p);
	if (p->token.kind == TK_END)
		return ST_OK;
	if (p->token.kind == TK_CELL)
		return value_line(p);
	if (p->token.kind != TK_WORD)
		return p->token.kind == TK_BAD ? profile_line_ends(p)
					       : profile_wrong(p, "a line begins with a word or a value in double quotes");
	word = p->token.text;
	profile_next(p);
	if (strcasecmp(word, "people") == 0)
		return section_begin(p, TABLE_PEOPLE);
	if (strcasecmp(word, "events") == 0)
		return section_begin(p, TABLE_EVENTS);
	/* `agency` is a column of both tables, too. */
	if (!p->section) {
		enum status st = profile_file_line(p, word, &is_one);

		if (is_one)
			return st;
	}
	if (!p->section)
		return profile_wrong(p, "there is nothing called %s; say `people` or `events` before the fields",
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
			return profile_wrong(p, "%s must say where %s comes from",
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
			return profile_wrong(p, "without a header a column is meant by its place, as in column 1, not by "
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
