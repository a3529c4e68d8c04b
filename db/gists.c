#include "gists.h"

#include <stdlib.h>

#include "events.h"
#include "numbers.h"
#include "rows.h"
#include "store_events.h"

enum { ROW_FULL = 8192 /* bytes: then another row is begun */ };

static enum status row_put(struct txn *t, int64_t record, int64_t event, const char *text, size_t n,
	struct err *err)
{
	struct query q;

	query_begin(&q, t->store, SQL_GISTS_PUT);
	query_int(&q, record);
	query_int(&q, event);
	query_text_n(&q, text, n);
	return query_run(&q, err);
}

/* Of new events: those of one record go in together. */
static enum status added_put(struct txn *t, struct err *err)
{
	struct gists *g = &t->gists.added;
	enum status status = g->text.n
		? row_put(t, t->gists.record, t->gists.first, g->text.v, g->text.n, err) : ST_OK;

	g->text.n = 0;
	return status;
}

enum status gists_add(struct txn *t, const struct event *e, int64_t id, struct err *err)
{
	struct gist_writing *w = &t->gists;
	enum status status = ST_OK;

	if (!event_has_gist(e))
		return ST_OK;
	if (e->record != w->record || w->added.text.n >= ROW_FULL)
		status = added_put(t, err);
	if (status != ST_OK)
		return status;
	if (!w->added.text.n) {
		w->record = e->record;
		w->first = id;
	}
	return gist_add(&w->added, e, id) ? ST_OK : err_nomem(err);
}

enum status gists_anew(struct txn *t, int64_t event, struct err *err)
{
	int64_t record;
	struct query q;
	enum status status;

	query_begin(&q, t->store, SQL_EVENT_HELD_BY);
	query_int(&q, event);
	status = query_number(&q, &record, err);
	if (status == ST_OK && !vec_push(&t->gists.anew, record))
		status = err_nomem(err);
	return status;
}

struct row_mark { int64_t event; size_t from; };
struct row_marks { VEC(struct row_mark) v; };

static enum status record_pack(const struct store *s, int64_t record, struct arena *arena,
	struct gists *out, struct row_marks *marks, struct err *err)
{
	struct event_reader reader = {.arena = arena};
	struct query q;
	struct event e;

	query_begin(&q, s, SQL_EVENTS_OF_GISTS);
	query_int(&q, record);
	while (query_next(&q)) {
		size_t n = marks->v.n;

		if (!event_read(&reader, &q, &e) || !event_has_gist(&e))
			continue;
		if ((!n || out->text.n - marks->v.v[n - 1].from >= ROW_FULL) &&
		    !vec_push(&marks->v, (struct row_mark){e.id, out->text.n}))
			query_fail(&q, SQLITE_NOMEM);
		if (!gist_add(out, &e, e.id))
			query_fail(&q, SQLITE_NOMEM);
	}
	return query_end(&q, err);
}

static enum status record_make(struct txn *t, int64_t record, struct arena *arena, struct err *err)
{
	struct gists all = {0};
	struct row_marks marks = {0};
	struct query q;
	enum status status = record_pack(t->store, record, arena, &all, &marks, err);

	if (status == ST_OK) {
		query_begin(&q, t->store, SQL_GISTS_REMOVE);
		query_int(&q, record);
		status = query_run(&q, err);
	}
	for (size_t i = 0; i < marks.v.n && status == ST_OK; i++) {
		size_t from = marks.v.v[i].from, to = i + 1 < marks.v.n ? marks.v.v[i + 1].from : all.text.n;

		status = row_put(t, record, marks.v.v[i].event, all.text.v + from, to - from, err);
	}
	vec_done(&marks.v);
	vec_done(&all.text);
	return status;
}

enum status gists_settle(struct txn *t, struct err *err)
{
	struct gist_writing *w = &t->gists;
	struct arena *arena;
	enum status status = added_put(t, err);

	if (status != ST_OK || !w->anew.n)
		return status;
	arena = arena_new();
	if (!arena)
		return err_nomem(err);
	w->anew.n = numbers_sort(w->anew.v, w->anew.n);
	for (size_t i = 0; i < w->anew.n && status == ST_OK; i++) {
		arena_reset(arena);
		status = record_make(t, w->anew.v[i], arena, err);
	}
	w->anew.n = 0;
	arena_free(arena);
	return status;
}

void gists_done(struct txn *t)
{
	vec_done(&t->gists.added.text);
	vec_done(&t->gists.anew);
}

/* Reading ------------------------------------------------------------------- */

static enum status settled(const struct store *s, struct err *err)
{
	return s->txn ? gists_settle(s->txn, err) : ST_OK;
}

static enum status gists_give(const struct query *q, int column, int64_t person, gists_fn *give,
	void *arg, struct err *err)
{
	const char *text = row_peek(q, column);

	return text ? give(arg, person, text, (size_t)sqlite3_column_bytes(q->st, column), err) : err_nomem(err);
}

enum status store_gists_sweep(const struct store *s, gists_fn *give, void *arg, struct err *err)
{
	enum status status = settled(s, err), ended;
	struct query q;

	query_begin(&q, s, SQL_GISTS_SWEEP);
	while (status == ST_OK && query_next(&q))
		if (row_int(&q, 0))
			status = gists_give(&q, 1, row_int(&q, 0), give, arg, err);
	ended = query_end(&q, status == ST_OK ? err : NULL);
	return status == ST_OK ? ended : status;
}

static int by_person(const void *a, const void *b)
{
	const struct dated_death *x = a, *y = b;

	return x->person != y->person ? (x->person > y->person) - (x->person < y->person)
		: (x->day > y->day) - (x->day < y->day);
}

enum status store_deaths(const struct store *s, struct arena *arena, struct dated_death **out, size_t *n,
	struct err *err)
{
	VEC(struct dated_death) rows = {0};
	struct civil day;
	struct query q;

	query_begin(&q, s, SQL_DEATHS);
	while (query_next(&q)) {
		const char *text = row_peek(&q, 1);

		if (text && civil_parse(text, &day) && !vec_push(&rows, (struct dated_death){row_int(&q, 0), day.day}))
			query_fail(&q, SQLITE_NOMEM);
	}
	if (rows.n)
		qsort(rows.v, rows.n, sizeof *rows.v, by_person);
	return rows_give(&q, &rows, arena, out, n, err);
}

/* Checking ------------------------------------------------------------------ */

/* Of gists in any order: how many, and a sum of what each says of which record. */
struct sum { uint64_t n, of; };

static void sum_add(struct sum *sum, int64_t record, const char *text, size_t n)
{
	uint64_t hash = 0xCBF29CE484222325u ^ (uint64_t)record;

	for (size_t i = 0; i < n; i++)
		hash = (hash ^ (unsigned char)text[i]) * 0x100000001B3u;
	sum->n++;
	sum->of += hash;
}

static enum status sum_kept(const struct store *s, struct sum *sum, struct err *err)
{
	struct query q;

	query_begin(&q, s, SQL_GISTS_EACH);
	while (query_next(&q)) {
		const char *text = row_peek(&q, 1), *from = text;
		struct gist g;

		for (; text && gist_next(&text, &g); from = text)
			sum_add(sum, row_int(&q, 0), from, (size_t)(text - from));
		if (!text || *text)
			sum->of++; /* cannot be read */
	}
	return query_end(&q, err);
}

static enum status sum_said(const struct store *s, struct arena *arena, struct sum *sum, struct err *err)
{
	struct event_reader reader = {.arena = arena};
	struct gists g = {0};
	struct event e;
	struct query q;
	enum status status;

	query_begin(&q, s, SQL_EVENTS_EACH);
	while (query_next(&q)) {
		if (!event_read(&reader, &q, &e))
			break;
		g.text.n = 0;
		if (event_has_gist(&e) && !gist_add(&g, &e, e.id))
			query_fail(&q, SQLITE_NOMEM);
		else if (g.text.n)
			sum_add(sum, e.record, g.text.v, g.text.n);
		arena_reset(arena);
		reader = (struct event_reader){.arena = arena};
	}
	status = query_end(&q, err);
	vec_done(&g.text);
	return status;
}

enum status gists_agree(const struct store *s, bool *agree, struct err *err)
{
	struct arena *arena = arena_new();
	struct sum kept = {0}, said = {0};
	enum status status = arena ? sum_kept(s, &kept, err) : err_nomem(err);

	if (status == ST_OK)
		status = sum_said(s, arena, &said, err);
	*agree = kept.n == said.n && kept.of == said.of;
	arena_free(arena);
	return status;
}
