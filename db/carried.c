/*
 * carried.c - an event that several files tell of: each version has what the one
 * before had and its own file did not send.  Which of it that is is kept, so that it
 * goes when what told it is taken back.
 */
#include "carried.h"

#include <string.h>

#include "events.h"
#include "gists.h"
#include "rows.h"
#include "store_events.h"
#include "text.h"

enum { FIELDS = 3 };
static const char *const FIELD[FIELDS] = {"practitioner", "role", "responded_on"};
static const char PART[] = "part:";

struct carried { int64_t import; const char *what; };
struct told {
	int64_t version, import; /* version 0: the one in force */
	const char *field[FIELDS], *parts;
};
struct chain {
	struct carried *carried; size_t carried_n;
	struct told *told; size_t told_n; /* oldest first */
};

enum status store_event_carried(struct txn *t, int64_t event, int64_t import, const char *what,
	struct err *err)
{
	struct query q;

	query_begin(&q, t->store, SQL_CARRIED_PUT);
	query_int(&q, event);
	query_int(&q, import);
	query_text(&q, what);
	return query_run(&q, err);
}

static enum status carried_read(const struct store *s, int64_t event, struct arena *arena,
	struct chain *out, struct err *err)
{
	VEC(struct carried) all = {0};
	size_t *n = &out->carried_n;
	struct query q;

	query_begin(&q, s, SQL_CARRIED_OF);
	query_int(&q, event);
	while (query_next(&q))
		if (!vec_push(&all, (struct carried){row_int(&q, 0), row_text(&q, 1, arena)}))
			query_fail(&q, SQLITE_NOMEM);
	return rows_give(&q, &all, arena, &out->carried, n, err);
}

static enum status told_read(const struct store *s, int64_t event, struct arena *arena,
	struct chain *out, struct err *err)
{
	VEC(struct told) all = {0};
	size_t *n = &out->told_n;
	struct query q;

	query_begin(&q, s, SQL_EVENT_TOLD);
	query_int(&q, event);
	while (query_next(&q)) {
		struct told told = {.version = row_int(&q, 0), .import = row_int(&q, 1)};

		for (int i = 0; i < FIELDS; i++)
			told.field[i] = row_text(&q, 2 + i, arena);
		told.parts = row_text(&q, 2 + FIELDS, arena);
		if (!vec_push(&all, told))
			query_fail(&q, SQLITE_NOMEM);
	}
	return rows_give(&q, &all, arena, &out->told, n, err);
}

static const char *carried_by(const struct chain *c, int64_t import)
{
	for (size_t i = 0; i < c->carried_n; i++)
		if (c->carried[i].import == import)
			return c->carried[i].what;
	return NULL;
}

struct parting {
	const char *what, *before; /* what was carried; the parts of the version before */
	struct arena *arena;
	const char *parts;
	bool nomem;
};

/* A part stays where it was sent, or the version before has it still. */
static void part_keep(void *arg, const char *item, size_t length)
{
	struct parting *p = arg;
	const char *part = arena_printf(p->arena, "%s%.*s", PART, (int)length, item);

	p->nomem |= !part;
	if (p->nomem || (text_list_has(p->what, part) &&
		!(p->before && text_list_has(p->before, part + sizeof PART - 1))))
		return;
	p->parts = p->parts ? arena_printf(p->arena, "%s;%s", p->parts, part + sizeof PART - 1)
		: part + sizeof PART - 1;
	p->nomem |= !p->parts;
}

/* A part of the version before that this one had from it, and lost while that was out of force. */
static void part_return(void *arg, const char *item, size_t length)
{
	struct parting *p = arg;
	const char *part = arena_printf(p->arena, "%s%.*s", PART, (int)length, item), *rest;
	size_t at = 0;

	p->nomem |= !part;
	if (p->nomem || !text_list_has(p->what, part) || (p->parts && text_list_has(p->parts, part + sizeof PART - 1)))
		return;
	part += sizeof PART - 1;
	rest = p->parts ? p->parts : "";
	while (rest[at] && strcmp(part, arena_dup_n(p->arena, rest + at, strcspn(rest + at, ";"))) > 0)
		at += strcspn(rest + at, ";") + (rest[at + strcspn(rest + at, ";")] == ';');
	p->parts = arena_printf(p->arena, "%.*s%s%s%s%s", (int)at, rest, at && rest[at - 1] != ';' ? ";" : "", part,
		rest[at] ? ";" : "", rest + at);
	p->nomem |= !p->parts;
}

/* *changes: it says something else now. */
static enum status told_settle(struct told *told, const struct told *before, const char *what,
	struct arena *arena, bool *changes, struct err *err)
{
	struct parting p = {.what = what, .before = before ? before->parts : NULL, .arena = arena};

	*changes = false;
	for (int i = 0; i < FIELDS; i++) {
		const char *now = before ? before->field[i] : NULL;

		if (!text_list_has(what, FIELD[i]) || text_same(now, told->field[i]))
			continue;
		told->field[i] = now;
		*changes = true;
	}
	if (told->parts)
		text_list(told->parts, part_keep, &p);
	if (p.before)
		text_list(p.before, part_return, &p);
	*changes = *changes || !text_same(p.parts, told->parts);
	told->parts = p.parts;
	return p.nomem ? err_nomem(err) : ST_OK;
}

static enum status told_write(struct txn *t, int64_t event, int64_t agency, const struct told *told,
	struct err *err)
{
	struct query q;
	enum status status;

	query_begin(&q, t->store, told->version ? SQL_EVENT_VERSION_TELL : SQL_EVENT_TELL);
	for (int i = 0; i < FIELDS; i++)
		query_sent(&q, told->field[i]);
	query_sent(&q, told->parts);
	query_int(&q, told->version ? told->version : event);
	status = query_run(&q, err);
	if (status != ST_OK || told->version)
		return status;
	status = gists_anew(t, event, err);
	return status == ST_OK ? event_parts_set(t, agency, event, told->parts, err) : status;
}

static enum status chain_settle(struct txn *t, int64_t event, int64_t agency, struct chain *c,
	struct arena *arena, bool *is_other, struct err *err)
{
	enum status status = told_read(t->store, event, arena, c, err);

	for (size_t i = 0; i < c->told_n && status == ST_OK; i++) {
		struct told *told = &c->told[i];
		const char *what = carried_by(c, told->import);
		bool changes = false;

		if (!what)
			continue;
		status = told_settle(told, i ? told - 1 : NULL, what, arena, &changes, err);
		if (status == ST_OK && changes)
			status = told_write(t, event, agency, told, err);
		*is_other = *is_other || (changes && !told->version);
	}
	return status;
}

static enum status carried_forget(struct txn *t, int64_t event, int64_t import, struct err *err)
{
	return run_numbers(t, SQL_CARRIED_REMOVE, event, import, err);
}

enum status carried_settle(struct txn *t, int64_t event, int64_t agency, int64_t gone, bool *is_other,
	struct err *err)
{
	struct arena *arena = arena_new();
	struct chain c = {0};
	enum status status = arena ? carried_read(t->store, event, arena, &c, err) : err_nomem(err);

	*is_other = false;
	if (status == ST_OK && carried_by(&c, gone))
		status = carried_forget(t, event, gone, err);
	if (status == ST_OK && c.carried_n)
		status = chain_settle(t, event, agency, &c, arena, is_other, err);
	arena_free(arena);
	return status;
}
