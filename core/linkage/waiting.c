/* waiting.c - pairs that wait for a worker: which, and in what order. */
#include "linkage/waiting.h"

#include <stdlib.h>

#include "governance/gate.h"
#include "linkage/cut.h"
#include "linkage/words.h"

static int weight_order(const struct waiting_pair *x, const struct waiting_pair *y)
{
	if (x->weight != y->weight)
		return x->weight > y->weight ? -1 : 1;
	if (x->a != y->a)
		return x->a < y->a ? -1 : 1;
	return (x->b > y->b) - (x->b < y->b);
}

/* Two people's pairs together, the heaviest first. */
static int people_order(const void *a, const void *b)
{
	const struct waiting_pair *x = a, *y = b;

	if (x->person_a != y->person_a)
		return x->person_a < y->person_a ? -1 : 1;
	if (x->person_b != y->person_b)
		return x->person_b < y->person_b ? -1 : 1;
	if (x->is_compared != y->is_compared)
		return x->is_compared ? -1 : 1;
	return weight_order(x, y);
}

static int queue_group(const struct waiting_pair *w)
{
	return w->is_resting ? 2 : w->asked ? 0 : 1;
}

static int queue_order(const void *a, const void *b)
{
	const struct waiting_pair *x = a, *y = b;

	if (queue_group(x) != queue_group(y))
		return queue_group(x) - queue_group(y);
	if (x->reply_by != y->reply_by)
		return x->reply_by < y->reply_by ? -1 : 1;
	return weight_order(x, y);
}

struct queueing {
	const struct pair_words *words;
	int32_t today;
	struct waiting_pair *v;
	size_t n;
};

static void waiting_add(struct queueing *q, const struct undecided *u, bool is_compared)
{
	int64_t a = u->person_a, b = u->person_b;
	const struct pair_word *asked = pair_words_asked(q->words, a, b);
	struct waiting_pair w = {.a = u->a, .b = u->b, .weight = u->weight, .is_compared = is_compared,
		.person_a = a < b ? a : b, .person_b = a < b ? b : a, .reply_by = CIVIL_NONE};

	if (a == b || pair_words_of(q->words, u->a, u->b) || pair_words_apart(q->words, a, b))
		return;
	if (asked) {
		w.asked = &asked->decision;
		w.reply_by = question_due(w.asked);
		w.is_resting = w.reply_by >= q->today;
	}
	q->v[q->n++] = w;
}

static void waiting_arrange(struct queueing *q, struct waiting_pairs *out)
{
	size_t kept = 0;

	if (q->n)
		qsort(q->v, q->n, sizeof *q->v, people_order);
	for (size_t i = 0; i < q->n; i++)
		if (!kept || q->v[i].person_a != q->v[kept - 1].person_a ||
			q->v[i].person_b != q->v[kept - 1].person_b)
			q->v[kept++] = q->v[i];
	if (kept)
		qsort(q->v, kept, sizeof *q->v, queue_order);
	*out = (struct waiting_pairs){.v = q->v, .n = kept};
	while (out->due < kept && !q->v[out->due].is_resting)
		out->due++;
}

enum status links_waiting(const struct store *store, int32_t today, struct arena *arena,
	struct waiting_pairs *out, struct err *err)
{
	struct pair_words *words = arena_alloc(arena, sizeof *words);
	struct queueing q = {.words = words, .today = today};
	struct undecided *pair = NULL;
	size_t all = 0;
	enum status st = words ? store_links_undecided(store, arena, &pair, &all, err) : err_nomem(err);

	if (st == ST_OK)
		st = pair_words_read(store, arena, words, err);
	if (st != ST_OK)
		return st;
	q.v = arena_alloc(arena, (all + words->asked_n + 1) * sizeof *q.v);
	if (!q.v)
		return err_nomem(err);
	for (size_t i = 0; i < all; i++)
		waiting_add(&q, &pair[i], true);
	for (size_t i = 0; i < words->asked_n; i++) {
		const struct pair_word *w = &words->asked[i];
		const struct undecided u = {w->decision.a, w->decision.b, 0, w->person_a, w->person_b};

		waiting_add(&q, &u, false);
	}
	waiting_arrange(&q, out);
	return ST_OK;
}

enum status waiting_read(const struct store *store, const struct waiting_pair *w,
	struct arena *arena, struct link_row *out, struct err *err)
{
	struct link_row *row;
	size_t n = 0;
	enum status st = w->is_compared ? store_links_of(store, &w->a, 1, arena, &row, &n, err) : ST_OK;

	if (st != ST_OK)
		return st;
	*out = (struct link_row){.a = w->a, .b = w->b, .weight = w->weight, .band = "", .reason = ""};
	for (size_t i = 0; i < n; i++)
		if (row[i].a == w->a && row[i].b == w->b)
			*out = row[i];
	return ST_OK;
}

bool session_waiting_is_known(const struct session *s)
{
	return s->waiting && s->waiting_seq == store_change_seq(s->store) &&
		s->waiting_day == s->rule.today;
}

/* Those of which the viewer may know. */
static enum status pairs_sift(const struct session *s, struct waiting_pairs *pairs, struct err *err)
{
	size_t kept = 0, due = 0;
	enum status st = ST_OK;

	if (sees_all(s))
		return ST_OK;
	for (size_t i = 0; i < pairs->n && st == ST_OK; i++) {
		bool is = false;

		st = pair_is_seen(s, pairs->v[i].a, pairs->v[i].b, &is, err);
		if (!is)
			continue;
		due += i < pairs->due;
		pairs->v[kept++] = pairs->v[i];
	}
	pairs->n = kept;
	pairs->due = due;
	return st;
}

/* Read anew only when the store or the day has moved on: the screens ask several
 * times for one state of it. */
enum status session_waiting(struct session *s, const struct waiting_pairs **out, struct err *err)
{
	int64_t seq = store_change_seq(s->store);
	struct waiting_pairs *pairs;
	struct arena *arena;
	enum status st;

	if (s->waiting && s->waiting_seq == seq && s->waiting_day == s->rule.today) {
		*out = s->waiting;
		return ST_OK;
	}
	arena = arena_new();
	pairs = arena ? arena_alloc(arena, sizeof *pairs) : NULL;
	st = pairs ? links_waiting(s->store, s->rule.today, arena, pairs, err) : err_nomem(err);
	if (st == ST_OK)
		st = pairs_sift(s, pairs, err);
	if (st != ST_OK) {
		arena_free(arena);
		return st;
	}
	arena_free(s->waiting_arena);
	s->waiting_arena = arena;
	s->waiting = pairs;
	s->waiting_seq = seq;
	s->waiting_day = s->rule.today;
	*out = pairs;
	return ST_OK;
}
