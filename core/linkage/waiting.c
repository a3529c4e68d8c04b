/* waiting.c - pairs that wait for a worker: which, and in what order. */
#include "linkage/waiting.h"

#include <stdlib.h>

#include "governance/gate.h"
#include "linkage/cut.h"
#include "linkage/words.h"
#include "numbers.h"

static int weight_order(const struct waiting_pair *x, const struct waiting_pair *y)
{
	if (x->weight != y->weight)
		return x->weight > y->weight ? -1 : 1;
	if (x->a != y->a)
		return x->a < y->a ? -1 : 1;
	return (x->b > y->b) - (x->b < y->b);
}

/* Which of two people's pairs stands for them: the heaviest that was compared. */
static bool is_rather(const struct waiting_pair *x, const struct waiting_pair *than)
{
	return x->is_compared != than->is_compared ? x->is_compared : weight_order(x, than) < 0;
}

static int queue_group(const struct waiting_pair *w)
{
	return w->is_resting ? 2 : w->asked ? 0 : 1;
}

/* What the queue goes by, apart from the pair itself: sorting moves and looks at little. */
struct rank {
	int32_t group, reply_by;
	double weight;
	const struct waiting_pair *pair;
};

static int rank_order(const void *a, const void *b)
{
	const struct rank *x = a, *y = b;

	if (x->group != y->group)
		return x->group - y->group;
	if (x->reply_by != y->reply_by)
		return x->reply_by < y->reply_by ? -1 : 1;
	if (x->weight != y->weight)
		return x->weight > y->weight ? -1 : 1;
	return weight_order(x->pair, y->pair);
}

struct queueing {
	const struct pair_words *words;
	int32_t today;
	struct waiting_pair *v;
	size_t n;
	uint32_t *slot; /* of v, from 1, by the two people; 0: free */
	size_t slot_n;
};

/* The place of these two people's pair, which may be a new one. */
static uint32_t *slot_of(const struct queueing *q, int64_t person_a, int64_t person_b)
{
	uint64_t hash = ((uint64_t)person_a * 0x9E3779B97F4A7C15u ^ (uint64_t)person_b) * 0xD6E8FEB86659FD93u;
	size_t i = (hash ^ hash >> 32) & (q->slot_n - 1);

	while (q->slot[i] && (q->v[q->slot[i] - 1].person_a != person_a || q->v[q->slot[i] - 1].person_b != person_b))
		i = (i + 1) & (q->slot_n - 1);
	return &q->slot[i];
}

static bool queue_make(struct queueing *q, size_t most, struct arena *arena)
{
	for (q->slot_n = 16; q->slot_n < 2 * most;)
		q->slot_n *= 2;
	q->v = arena_alloc(arena, (most + 1) * sizeof *q->v);
	q->slot = arena_alloc(arena, q->slot_n * sizeof *q->slot);
	return q->v && q->slot;
}

static void waiting_add(struct queueing *q, const struct undecided *u, bool is_compared)
{
	int64_t a = u->person_a, b = u->person_b;
	const struct pair_word *asked = pair_words_asked(q->words, a, b);
	struct waiting_pair w = {.a = u->a, .b = u->b, .weight = u->weight, .is_compared = is_compared,
		.person_a = a < b ? a : b, .person_b = a < b ? b : a, .reply_by = CIVIL_NONE};
	uint32_t *slot;

	if (a == b || pair_words_of(q->words, u->a, u->b) || pair_words_apart(q->words, a, b))
		return;
	if (asked) {
		w.asked = &asked->decision;
		w.reply_by = question_due(w.asked);
		w.is_resting = w.reply_by >= q->today;
	}
	slot = slot_of(q, w.person_a, w.person_b);
	if (!*slot) {
		q->v[q->n++] = w;
		*slot = (uint32_t)q->n;
	} else if (is_rather(&w, &q->v[*slot - 1])) {
		q->v[*slot - 1] = w;
	}
}

static enum status waiting_arrange(const struct queueing *q, struct arena *scratch, struct arena *arena,
	struct waiting_pairs *out, struct err *err)
{
	struct rank *rank = arena_alloc(scratch, (q->n + 1) * sizeof *rank);
	struct waiting_pair *v = arena_alloc(arena, (q->n + 1) * sizeof *v);

	if (!rank || !v)
		return err_nomem(err);
	for (size_t i = 0; i < q->n; i++)
		rank[i] = (struct rank){queue_group(&q->v[i]), q->v[i].reply_by, q->v[i].weight, &q->v[i]};
	if (q->n)
		qsort(rank, q->n, sizeof *rank, rank_order);
	*out = (struct waiting_pairs){.v = v, .n = q->n};
	for (size_t i = 0; i < q->n; i++)
		v[i] = *rank[i].pair;
	while (out->due < q->n && !v[out->due].is_resting)
		out->due++;
	return ST_OK;
}

static enum status waiting_gather(const struct store *store, int32_t today, struct arena *scratch,
	struct arena *arena, struct waiting_pairs *out, struct err *err)
{
	struct pair_words *words = arena_alloc(arena, sizeof *words);
	struct queueing q = {.words = words, .today = today};
	struct undecided *pair = NULL;
	size_t all = 0;
	enum status st = words ? store_links_undecided(store, scratch, &pair, &all, err) : err_nomem(err);

	if (st == ST_OK)
		st = pair_words_read(store, arena, words, err);
	if (st != ST_OK)
		return st;
	if (!queue_make(&q, all + words->asked_n, scratch))
		return err_nomem(err);
	for (size_t i = 0; i < all; i++)
		waiting_add(&q, &pair[i], true);
	for (size_t i = 0; i < words->asked_n; i++) {
		const struct pair_word *w = &words->asked[i];
		const struct undecided u = {w->decision.a, w->decision.b, 0, w->person_a, w->person_b};

		waiting_add(&q, &u, false);
	}
	return waiting_arrange(&q, scratch, arena, out, err);
}

enum status links_waiting(const struct store *store, int32_t today, struct arena *arena,
	struct waiting_pairs *out, struct err *err)
{
	struct arena *scratch = arena_new();
	enum status st = scratch ? waiting_gather(store, today, scratch, arena, out, err) : err_nomem(err);

	arena_free(scratch);
	return st;
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

bool waiting_may_be_more(const struct waiting_pairs *pairs)
{
	return pairs->judged < pairs->all_due;
}

static void sift_begin(const struct session *s, struct waiting_pairs *pairs)
{
	pairs->all = pairs->n;
	pairs->all_due = pairs->due;
	pairs->judged = sees_all(s) ? pairs->n : 0;
	if (!sees_all(s))
		pairs->n = pairs->due = 0;
}

/* Those of which the viewer may know, in their order, until there are `most`. */
static enum status pairs_sift(const struct session *s, size_t most, struct waiting_pairs *pairs, struct err *err)
{
	while (pairs->judged < pairs->all && (!most || pairs->n < most)) {
		const struct waiting_pair *w = &pairs->v[pairs->judged];
		bool is = false;
		enum status st = pair_is_seen(s, w->a, w->b, &is, err);

		if (st != ST_OK)
			return st;
		if (is) {
			pairs->due += pairs->judged < pairs->all_due;
			pairs->v[pairs->n++] = *w;
		}
		pairs->judged++;
	}
	return ST_OK;
}

/* Read anew only when the store or the day has moved on: the screens ask several
 * times for one state of it. */
enum status session_waiting(struct session *s, size_t most, const struct waiting_pairs **out, struct err *err)
{
	int64_t seq = store_change_seq(s->store);
	struct waiting_pairs *pairs;
	struct arena *arena;
	enum status st;

	if (s->waiting && s->waiting_seq == seq && s->waiting_day == s->rule.today) {
		*out = s->waiting;
		return pairs_sift(s, most, s->waiting, err);
	}
	arena = arena_new();
	pairs = arena ? arena_alloc(arena, sizeof *pairs) : NULL;
	st = pairs ? links_waiting(s->store, s->rule.today, arena, pairs, err) : err_nomem(err);
	if (st == ST_OK) {
		sift_begin(s, pairs);
		st = pairs_sift(s, most, pairs, err);
	}
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

enum status session_waiting_of(struct session *s, const int64_t *person, size_t person_n, struct arena *arena,
	struct waiting_pairs *out, struct err *err)
{
	const struct waiting_pairs *all = NULL;
	enum status st = session_waiting(s, 1, &all, err);

	*out = (struct waiting_pairs){.v = st == ST_OK ? arena_alloc(arena, (all->all_due + 1) * sizeof *out->v) : NULL};
	if (st == ST_OK && !out->v)
		st = err_nomem(err);
	for (size_t i = 0; st == ST_OK && i < all->all_due; i++) {
		const struct waiting_pair *w = &all->v[i];
		bool is = i < all->due || i >= all->judged; /* between them stands what was judged and is not seen */

		is = is && (numbers_have(person, person_n, w->person_a) || numbers_have(person, person_n, w->person_b));
		if (is && i >= all->judged)
			st = pair_is_seen(s, w->a, w->b, &is, err);
		if (is && st == ST_OK)
			out->v[out->n++] = *w;
	}
	out->due = out->n;
	return st;
}
