/* queue.c - the pairs that wait for a worker, with whose they are. */
#include <string.h>

#include "governance/gate.h"
#include "governance/opening.h"
#include "journey/shown.h"
#include "linkage.h"
#include "linkage/cut.h"
#include "linkage/waiting.h"
#include "store_findings.h"

static enum status side_fill(const struct session *s, int64_t record, struct arena *scratch,
	struct arena *arena, struct pair_side *out, struct err *err)
{
	struct shown_field field[RF_COUNT];
	struct record *held;
	const char *listed;
	size_t n = 0;
	enum status st = store_person_of(s->store, record, &out->person, err);

	if (st == ST_OK)
		st = seen_records(s, out->person, scratch, &held, &n, err);
	if (st != ST_OK)
		return st;
	for (size_t i = 0; i < n; i++)
		if (held[i].id == record)
			out->agency = held[i].agency;
	shown_choose(held, n, field);
	listed = shown_listed(field, scratch);
	out->record = record;
	out->born = shown_day(field, RF_DATE_OF_BIRTH);
	out->listed = listed ? arena_dup(arena, listed) : NULL;
	return out->listed ? ST_OK : err_nomem(err);
}

static enum status seen_fill(const struct store *store, struct queued_pair *p,
	struct arena *scratch, struct err *err)
{
	struct decision *d;
	size_t n = 0;
	enum status st = store_decisions_of_records(store, &p->a.record, 1, scratch, &d, &n, err);

	if (st != ST_OK)
		return st;
	p->seen = (struct pair_seen){.person_a = p->a.person, .person_b = p->b.person};
	for (size_t i = 0; i < n && !p->seen.decision; i++)
		if (d[i].a == p->b.record || d[i].b == p->b.record)
			p->seen.decision = d[i].id;
	return ST_OK;
}

static enum status pair_make(const struct session *s, const struct waiting_pair *w,
	struct arena *scratch, struct arena *arena, struct queued_pair *out, struct err *err)
{
	struct link_row row;
	const char *reason;
	const struct store *store = s->store;
	enum status st = side_fill(s, w->a, scratch, arena, &out->a, err);

	if (st == ST_OK)
		st = side_fill(s, w->b, scratch, arena, &out->b, err);
	if (st == ST_OK)
		st = waiting_read(store, w, scratch, &row, err);
	if (st == ST_OK)
		st = seen_fill(store, out, scratch, err);
	if (st == ST_OK)
		st = opening_veils_either(s, out->a.person, out->b.person, &out->is_veiled, err);
	if (st != ST_OK)
		return st;
	out->weight = w->weight;
	reason = row.reason && !out->is_veiled ? row.reason : "";
	st = link_cut(s, w->a, w->b, &out->weight, &reason, scratch, err);
	if (st != ST_OK)
		return st;
	out->band = arena_dup(arena, row.band);
	out->reason = arena_dup(arena, reason);
	out->asked = w->asked ? arena_dup(arena, w->asked->reason ? w->asked->reason : "") : NULL;
	out->reply_by = w->reply_by;
	out->is_resting = w->is_resting;
	return out->band && out->reason && (out->asked || !w->asked) ? ST_OK : err_nomem(err);
}

struct queue_reading {
	struct session *session;
	size_t limit;
	struct arena *arena, *scratch; /* the caller's; one pair's */
	struct pair_queue *out;
};

/* What was read before is left where it is: rows point there. */
static bool room_make(const struct queue_reading *r, size_t n)
{
	struct pair_queue *q = r->out;
	size_t room = q->room * 2 > n ? q->room * 2 : n;
	struct queued_pair *v = q->v && n <= q->room ? q->v : arena_alloc(r->arena, (room + 1) * sizeof *v);

	if (!v || v == q->v)
		return v != NULL;
	if (q->v)
		memcpy(v, q->v, q->n * sizeof *v);
	q->v = v;
	q->room = room;
	return true;
}

static enum status queue_fill(void *arg, struct err *err)
{
	const struct queue_reading *r = arg;
	const struct waiting_pairs *all = NULL;
	enum status st = session_waiting(r->session, r->limit, &all, err);
	size_t n;

	if (st != ST_OK)
		return st;
	n = r->limit && r->limit < all->n ? r->limit : all->n;
	r->out->due = all->due;
	r->out->may_be_more = waiting_may_be_more(all);
	if (!room_make(r, n))
		return err_nomem(err);
	for (; r->out->n < n && st == ST_OK; r->out->n++) {
		arena_reset(r->scratch);
		st = pair_make(r->session, &all->v[r->out->n], r->scratch, r->arena,
			&r->out->v[r->out->n], err);
	}
	r->out->has_rest = n < all->n || all->judged < all->all;
	return st;
}

enum status pair_queue_read(struct session *s, size_t limit, struct arena *arena,
	struct pair_queue *out, struct err *err)
{
	const struct deed deed = {.deed = "list", .detail = "pairs to decide"};
	struct pair_queue queue = {0};
	struct queue_reading r = {.session = s, .limit = limit, .arena = arena,
		.scratch = arena_new(), .out = &queue};
	enum status st = r.scratch ? case_look(s, &deed, err) : err_nomem(err);

	if (st == ST_OK && works_with_people(s))
		st = store_read(s->store, queue_fill, &r, err);
	arena_free(r.scratch);
	if (st == ST_OK)
		*out = queue;
	return st;
}

enum status pair_queue_go_on(struct session *s, size_t more, struct arena *arena, struct pair_queue *q, struct err *err)
{
	struct pair_queue next = *q;
	struct queue_reading r = {.session = s, .limit = q->n + more, .arena = arena,
		.scratch = arena_new(), .out = &next};
	enum status st = r.scratch ? store_read(s->store, queue_fill, &r, err) : err_nomem(err);

	arena_free(r.scratch);
	if (st == ST_OK)
		*q = next;
	return st;
}

bool pair_queue_is_known(const struct session *s)
{
	return session_waiting_is_known(s);
}

bool pair_queue_may_be_more(const struct session *s)
{
	return s->waiting && waiting_may_be_more(s->waiting);
}

enum status pair_queue_count(struct session *s, int64_t *due, struct err *err)
{
	const struct waiting_pairs *all = NULL;
	bool is_theirs = works_with_people(s) && session_may(s, MAY_LINK);
	enum status st = is_theirs ? session_waiting(s, PAIRS_COUNTED, &all, err) : ST_OK;

	if (st == ST_OK)
		*due = all ? (int64_t)all->due : 0;
	return st;
}
