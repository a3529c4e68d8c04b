#define HASH_NONFATAL_OOM 1
#include "lent.h"

#include <stdlib.h>
#include <string.h>
#include <uthash.h>

#include "sqlite/query.h"

struct lent_code {
	int64_t agency;
	const char *code;
	UT_hash_handle hh;
};

struct lent_reason {
	int64_t number;
	UT_hash_handle hh;
	char text[];
};

struct lent {
	struct arena *arena; /* texts stay, also when their numbers are forgotten */
	struct lent_code *codes;
	const struct lent_code *last;
	struct lent_reason *reasons;
};

struct lent *lent_new(void)
{
	struct lent *l = calloc(1, sizeof *l);

	if (!l)
		return NULL;
	l->arena = arena_new();
	if (!l->arena) {
		free(l);
		return NULL;
	}
	return l;
}

void lent_forget(struct lent *l)
{
	HASH_CLEAR(hh, l->codes);
	HASH_CLEAR(hh, l->reasons);
	l->last = NULL;
}

void lent_free(struct lent *l)
{
	if (!l)
		return;
	lent_forget(l);
	arena_free(l->arena);
	free(l);
}

static enum status code_read(const struct store *s, int64_t agency, struct lent_code **out,
	struct err *err)
{
	struct lent *l = s->lent;
	struct lent_code *c = arena_alloc(l->arena, sizeof *c);
	struct query q;
	enum status status;

	if (!c)
		return err_nomem(err);
	c->agency = agency;
	query_begin(&q, s, SQL_AGENCY_CODE);
	query_int(&q, agency);
	if (query_next(&q))
		c->code = row_text(&q, 0, l->arena);
	status = query_end(&q, err);
	if (status != ST_OK)
		return status;
	if (!c->code)
		return err_set(err, ST_DAMAGED, "the store %s names an agency that it does not hold; "
			"keep a copy of it and restore the last backup", s->path);
	HASH_ADD(hh, l->codes, agency, sizeof c->agency, c);
	if (!c->hh.tbl)
		return err_nomem(err);
	*out = c;
	return ST_OK;
}

enum status agency_code_of(const struct store *s, int64_t agency, const char **out, struct err *err)
{
	struct lent *l = s->lent;
	struct lent_code *c;
	enum status status;

	if (l->last && l->last->agency == agency) {
		*out = l->last->code;
		return ST_OK;
	}
	HASH_FIND(hh, l->codes, &agency, sizeof agency, c);
	if (!c) {
		status = code_read(s, agency, &c, err);
		if (status != ST_OK)
			return status;
	}
	l->last = c;
	*out = c->code;
	return ST_OK;
}

static enum status reason_read(struct txn *t, const char *text, int64_t *number, struct err *err)
{
	struct query q;
	enum status status;

	query_begin(&q, t->store, SQL_REASON_FIND);
	query_text(&q, text);
	status = query_number(&q, number, err);
	if (status != ST_NONE)
		return status;
	query_begin(&q, t->store, SQL_REASON_ADD);
	query_text(&q, text);
	return query_number(&q, number, err);
}

enum status reason_number(struct txn *t, const char *text, int64_t *out, struct err *err)
{
	struct lent *l = t->store->lent;
	size_t length = strlen(text);
	struct lent_reason *r;
	enum status status;

	HASH_FIND(hh, l->reasons, text, length, r);
	if (!r) {
		r = arena_alloc(l->arena, sizeof *r + length + 1);
		status = r ? reason_read(t, text, &r->number, err) : err_nomem(err);
		if (status != ST_OK)
			return status;
		memcpy(r->text, text, length + 1);
		HASH_ADD_KEYPTR(hh, l->reasons, r->text, length, r);
		if (!r->hh.tbl)
			return err_nomem(err);
	}
	*out = r->number;
	return ST_OK;
}
