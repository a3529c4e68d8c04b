/* instruments.c - the table of named kinds of assessment. */
#include "catalogue/parts.h"
#include "catalogue/table.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "text.h"

enum {
	I_CODE, I_NAME, I_CLASS, I_GROUP, I_DOMAINS, I_DEPTH, I_VALIDITY, I_MINUTES, I_SUBJECT,
	I_POLICY, I_FOLLOWS, I_FOLDS, I_DONE_BY, I_COLUMNS
};

static const char *const COLUMNS[I_COLUMNS] = {
	"code", "name", "class", "group", "domains", "depth", "validity_days", "minutes", "subject",
	"policy", "follows", "folds_into", "done_by",
};

/* What a row says about other rows, read once all are there. */
struct mention { const char *follows, *folds_into; int line; };
struct mentions { struct mention *v; size_t n, cap; };

static int word_find(const char *word, const char *const *words, int n)
{
	for (int i = 0; i < n; i++)
		if (strcasecmp(word, words[i]) == 0)
			return i;
	return -1;
}

static bool number_read(const char *text, int *out)
{
	char *end;
	long value = strtol(text, &end, 10);

	if (!*text || *end || value < 0 || value > 36525)
		return false;
	*out = (int)value;
	return true;
}

/* Under its code it is found: one word, there once. */
static enum status code_check(const struct catalogue *c, const struct table *t, const char *code, struct err *err)
{
	if (!*code || strpbrk(code, " ;:,"))
		return table_error(t, err, "this is no instrument code:", code);
	if (strlen(code) > 64)
		return table_error(t, err, "an instrument code is longer than 64 characters", "");
	if (catalogue_instrument_find(c, code) >= 0)
		return table_error(t, err, "this instrument is there twice:", code);
	return ST_OK;
}

static enum status numbers_read(const struct table *t, struct instrument *i, struct err *err)
{
	if (!number_read(t->cell[I_VALIDITY], &i->validity_days))
		return table_error(t, err, "validity_days is no number of days:", t->cell[I_VALIDITY]);
	if (!number_read(t->cell[I_MINUTES], &i->minutes))
		return table_error(t, err, "minutes is no number of minutes:", t->cell[I_MINUTES]);
	return ST_OK;
}

static enum status row_read(struct catalogue *c, const struct table *t, struct instrument *i, struct err *err)
{
	static const char *const CLASSES[] = {"needs", "tool"};
	static const char *const SUBJECTS[] = {"person", "carer"};
	int class = word_find(t->cell[I_CLASS], CLASSES, 2);
	int subject = *t->cell[I_SUBJECT] ? word_find(t->cell[I_SUBJECT], SUBJECTS, 2) : SUBJECT_PERSON;
	int policy = word_find(t->cell[I_POLICY], POLICY_NAMES, PO_COUNT), unknown;
	enum status st;

	*i = (struct instrument){
		.code = t->cell[I_CODE], .name = t->cell[I_NAME], .done_by = t->cell[I_DONE_BY]};
	i->group_code = *t->cell[I_GROUP] ? t->cell[I_GROUP] : i->code;
	i->domains = catalogue_domains_parse(c, t->cell[I_DOMAINS], i->entry_depth, &unknown);
	st = code_check(c, t, i->code, err);
	if (st != ST_OK)
		return st;
	if (class < 0)
		return table_error(t, err, "class is needs or tool, not", t->cell[I_CLASS]);
	if (subject < 0)
		return table_error(t, err, "subject is person or carer, not", t->cell[I_SUBJECT]);
	if (policy < 0)
		return table_error(t, err, "policy is flag, same, advise or never, not", t->cell[I_POLICY]);
	if (unknown)
		return table_error(t, err, "a domain is not in domains.tsv:", t->cell[I_DOMAINS]);
	if (!depth_parse(t->cell[I_DEPTH], &i->depth))
		return table_error(
			t, err, "depth is contact, overview, specialist or comprehensive, not", t->cell[I_DEPTH]);
	i->class = (enum instrument_class)class;
	i->subject = (enum subject)subject;
	i->policy = (enum policy)policy;
	return numbers_read(t, i, err);
}

static int group_number(const struct catalogue *c, const char *group_code)
{
	size_t n = c->instruments.n;

	for (size_t i = 0; i < n; i++)
		if (strcmp(c->instruments.v[i].group_code, group_code) == 0)
			return c->instruments.v[i].group;
	return (int)n;
}

static enum status row_keep(struct catalogue *c, struct instrument *i, struct err *err)
{
	struct named_instrument *named = arena_alloc(c->arena, sizeof *named);
	char *upper = arena_dup(c->arena, i->code);

	if (!named || !upper)
		return err_nomem(err);
	for (char *p = upper; *p; p++)
		if (*p >= 'a' && *p <= 'z')
			*p = (char)(*p - 'a' + 'A');
	i->group = group_number(c, i->group_code);
	named->code = upper;
	named->instrument = (int)c->instruments.n;
	if (!vec_push(&c->instruments, *i))
		return err_nomem(err);
	HASH_ADD_KEYPTR(hh, c->by_name, named->code, strlen(named->code), named);
	return named->hh.tbl ? ST_OK : err_nomem(err);
}

struct resolving {
	const struct catalogue *catalogue;
	int *out;
	size_t n;
	char unknown[65]; /* the first code that is not there */
};

static void resolve_item(void *arg, const char *item, size_t length)
{
	struct resolving *r = arg;
	char code[65] = "";
	int found = -1;

	if (length < sizeof code) {
		memcpy(code, item, length);
		found = catalogue_instrument_find(r->catalogue, code);
	}
	if (found >= 0)
		r->out[r->n++] = found;
	else if (!r->unknown[0])
		memcpy(r->unknown, *code ? code : "(too long)", *code ? length : 10);
}

/* Turns a list of codes into indexes. */
static enum status resolve(struct catalogue *c, const char *list, const int **out, size_t *n,
	const struct table *t, struct err *err)
{
	struct resolving r = {.catalogue = c};

	*out = NULL;
	*n = 0;
	if (!*list)
		return ST_OK;
	r.out = arena_alloc(c->arena, (strlen(list) / 2 + 1) * sizeof *r.out);
	if (!r.out)
		return err_nomem(err);
	text_list(list, resolve_item, &r);
	if (r.unknown[0])
		return table_error(t, err, "this instrument is not in the table:", r.unknown);
	*out = r.out;
	*n = r.n;
	return ST_OK;
}

static enum status mentions_resolve(
	struct catalogue *c, const struct mentions *m, struct table *t, struct err *err)
{
	enum status st = ST_OK;

	for (size_t k = 0; k < m->n && st == ST_OK; k++) {
		struct instrument *i = &c->instruments.v[k];

		t->line = m->v[k].line;
		st = resolve(c, m->v[k].follows, &i->follows, &i->follows_n, t, err);
		if (st == ST_OK)
			st = resolve(
				c, m->v[k].folds_into, &i->folds_into, &i->folds_into_n, t, err);
	}
	return st;
}

enum status instruments_read(struct catalogue *c, const char *text, struct err *err)
{
	struct table t;
	struct mentions m = {0};
	enum status st = table_open(
		&t, "instruments.tsv", text, COLUMNS, I_COLUMNS, I_POLICY + 1, c->arena, err);

	while (st == ST_OK && table_next(&t)) {
		struct instrument i;

		st = row_read(c, &t, &i, err);
		if (st == ST_OK)
			st = row_keep(c, &i, err);
		if (st == ST_OK &&
			!vec_push(&m, (struct mention){t.cell[I_FOLLOWS], t.cell[I_FOLDS], t.line}))
			st = err_nomem(err);
	}
	if (st == ST_OK)
		st = mentions_resolve(c, &m, &t, err);
	vec_done(&m);
	return st;
}
