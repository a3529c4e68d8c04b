/* catalogue.c - making a catalogue from its four tables, and looking things up in it. */
#include "catalogue.h"

#include <stdlib.h>
#include <string.h>

#include "catalogue/parts.h"
#include "catalogue/table.h"

extern const char catalogue_domains_tsv[], catalogue_instruments_tsv[],
	catalogue_instrument_codes_tsv[], catalogue_changes_tsv[];

static enum status code_add(
	struct catalogue *c, const char *system, const char *code, int instrument, struct err *err)
{
	struct meaning *m = arena_alloc(c->arena, sizeof *m);
	struct known_code *k;

	if (!m)
		return err_nomem(err);
	*m = (struct meaning){system, instrument, NULL};
	HASH_FIND(hh, c->codes, code, strlen(code), k);
	if (k) {
		k->last->next = m;
		k->last = m;
		return ST_OK;
	}
	k = arena_alloc(c->arena, sizeof *k);
	if (!k)
		return err_nomem(err);
	k->code = code;
	k->first = k->last = m;
	HASH_ADD_KEYPTR(hh, c->codes, k->code, strlen(k->code), k);
	return k->hh.tbl ? ST_OK : err_nomem(err);
}

static enum status codes_read(struct catalogue *c, const char *text, struct err *err)
{
	static const char *const columns[] = {"system", "code", "instrument"};
	struct table t;
	enum status st = table_open(&t, "instrument_codes.tsv", text, columns, 3, 3, c->arena, err);

	while (st == ST_OK && table_next(&t)) {
		int instrument = catalogue_instrument_find(c, t.cell[2]);

		if (!*t.cell[1])
			return table_error(&t, err, "the code is empty", "");
		if (instrument < 0)
			return table_error(
				&t, err, "this instrument is not in instruments.tsv:", t.cell[2]);
		st = code_add(c, t.cell[0], t.cell[1], instrument, err);
	}
	return st;
}

static enum status change_add(struct catalogue *c, const struct table *t, struct err *err)
{
	struct named_change *change;
	domains_t all = c->domain_n == 32 ? ~(domains_t)0 : ((domains_t)1 << c->domain_n) - 1;
	domains_t resets;
	int unknown = 0;

	resets = strcmp(t->cell[1], "*") == 0
		? all
		: catalogue_domains_parse(c, t->cell[1], NULL, &unknown);
	if (!*t->cell[0])
		return table_error(t, err, "the code is empty", "");
	if (unknown)
		return table_error(t, err, "a domain is not in domains.tsv:", t->cell[1]);
	HASH_FIND(hh, c->changes, t->cell[0], strlen(t->cell[0]), change);
	if (change)
		return table_error(t, err, "this change is there twice:", t->cell[0]);
	change = arena_alloc(c->arena, sizeof *change);
	if (!change)
		return err_nomem(err);
	change->code = t->cell[0];
	change->name = *t->cell[2] ? t->cell[2] : t->cell[0];
	change->resets = resets;
	HASH_ADD_KEYPTR(hh, c->changes, change->code, strlen(change->code), change);
	return change->hh.tbl ? ST_OK : err_nomem(err);
}

static enum status changes_read(struct catalogue *c, const char *text, struct err *err)
{
	static const char *const columns[] = {"code", "resets", "name"};
	struct table t;
	enum status st = table_open(&t, "changes.tsv", text, columns, 3, 2, c->arena, err);

	while (st == ST_OK && table_next(&t))
		st = change_add(c, &t, err);
	return st;
}

enum status catalogue_new(
	struct catalogue **out, const struct catalogue_text *text, struct err *err)
{
	struct catalogue_text t = text ? *text : (struct catalogue_text){0};
	struct catalogue *c = calloc(1, sizeof *c);
	enum status st;

	if (!c || !(c->arena = arena_new())) {
		free(c);
		return err_nomem(err);
	}
	st = domains_read(c, t.domains ? t.domains : catalogue_domains_tsv, err);
	if (st == ST_OK)
		st = instruments_read(
			c, t.instruments ? t.instruments : catalogue_instruments_tsv, err);
	if (st == ST_OK)
		st = codes_read(c, t.codes ? t.codes : catalogue_instrument_codes_tsv, err);
	if (st == ST_OK)
		st = changes_read(c, t.changes ? t.changes : catalogue_changes_tsv, err);
	if (st != ST_OK) {
		catalogue_free(c);
		return st;
	}
	*out = c;
	return ST_OK;
}

void catalogue_free(struct catalogue *c)
{
	if (!c)
		return;
	HASH_CLEAR(hh, c->by_name);
	HASH_CLEAR(hh, c->codes);
	HASH_CLEAR(hh, c->changes);
	vec_done(&c->instruments);
	arena_free(c->arena);
	free(c);
}

size_t catalogue_instrument_count(const struct catalogue *c)
{
	return c->instruments.n;
}

const struct instrument *catalogue_instrument(const struct catalogue *c, int i)
{
	return &c->instruments.v[i];
}

int catalogue_instrument_find(const struct catalogue *c, const char *code)
{
	struct named_instrument *named;
	char upper[65];
	size_t n = 0;

	if (!code)
		return -1;
	for (; n < sizeof upper - 1 && code[n]; n++)
		upper[n] = code[n] >= 'a' && code[n] <= 'z' ? (char)(code[n] - 'a' + 'A') : code[n];
	if (code[n])
		return -1;
	HASH_FIND(hh, c->by_name, upper, n, named);
	return named ? named->instrument : -1;
}

int catalogue_code_find(const struct catalogue *c, const char *system, const char *code)
{
	struct known_code *k;

	if (!code || !*code)
		return -1;
	HASH_FIND(hh, c->codes, code, strlen(code), k);
	for (struct meaning *m = k ? k->first : NULL; m; m = m->next)
		if (!system || !*system || strcmp(system, m->system) == 0)
			return m->instrument;
	return -1;
}

bool catalogue_change_at(
	const struct catalogue *c, size_t i, const char **code, const char **name, domains_t *resets)
{
	const struct named_change *change = c->changes;

	while (change && i--)
		change = change->hh.next;
	if (!change)
		return false;
	*code = change->code;
	*name = change->name;
	*resets = change->resets;
	return true;
}

bool catalogue_change_find(
	const struct catalogue *c, const char *code, domains_t *resets, const char **name)
{
	struct named_change *change;

	if (!code)
		return false;
	HASH_FIND(hh, c->changes, code, strlen(code), change);
	if (!change)
		return false;
	*resets = change->resets;
	if (name)
		*name = change->name;
	return true;
}
