/* Whose people are whose: led, starred, involved with. */
#include "mine.h"

#include "care/work.h"
#include "numbers.h"
#include "store_desk.h"

enum { WROTE_MOST = 1000 };

struct mine { VEC(int64_t) v; };

static enum status add(struct mine *m, const int64_t *person, size_t n, struct err *err)
{
	for (size_t i = 0; i < n; i++)
		if (!vec_push(&m->v, person[i]))
			return err_nomem(err);
	return ST_OK;
}

static enum status led_add(struct mine *m, const struct session *s, struct arena *arena, struct err *err)
{
	struct lead_row *row;
	size_t n = 0;
	enum status st = store_leads_of(s->store, s->worker, arena, &row, &n, err);

	for (size_t i = 0; i < n && st == ST_OK; i++)
		st = add(m, &row[i].person, 1, err);
	return st;
}

static enum status gather(struct mine *m, const struct session *s, struct arena *arena, struct err *err)
{
	int64_t *person;
	size_t n = 0;
	enum status st = store_stars(s->store, s->worker, arena, &person, &n, err);

	if (st == ST_OK)
		st = add(m, person, n, err);
	if (st == ST_OK)
		st = store_people_written_of(s->store, s->worker, WROTE_MOST, arena, &person, &n, err);
	if (st == ST_OK)
		st = add(m, person, n, err);
	if (st == ST_OK)
		st = store_people_kept_of(s->store, s->worker, arena, &person, &n, err);
	if (st == ST_OK)
		st = add(m, person, n, err);
	return st == ST_OK ? led_add(m, s, arena, err) : st;
}

enum status mine_list(struct session *s, struct arena *arena, int64_t **person, size_t *n, struct err *err)
{
	struct mine m = {0};
	enum status st = gather(&m, s, arena, err);
	int64_t *out;

	m.v.n = m.v.n ? numbers_sort(m.v.v, m.v.n) : 0;
	out = st == ST_OK ? arena_alloc(arena, (m.v.n + 1) * sizeof *out) : NULL;
	if (st == ST_OK && !out)
		st = err_nomem(err);
	for (size_t i = 0; st == ST_OK && i < m.v.n; i++)
		out[i] = m.v.v[i];
	if (st == ST_OK) {
		*person = out;
		*n = m.v.n;
	}
	vec_done(&m.v);
	return st;
}
