/* words.c - what workers said about pairs of records. */
#include "linkage/words.h"

#include <stdlib.h>
#include <string.h>

#include "store_findings.h"

static int word_order(const void *a, const void *b)
{
	const struct decision *x = &((const struct pair_word *)a)->decision;
	const struct decision *y = &((const struct pair_word *)b)->decision;

	if (x->a != y->a)
		return x->a < y->a ? -1 : 1;
	if (x->b != y->b)
		return x->b < y->b ? -1 : 1;
	return (x->id < y->id) - (x->id > y->id); /* the newest first */
}

/* Pair decisions in force out of all rows, oldest first: a row is taken back by
 * a later one that is itself in force. */
static enum status words_keep(const struct decision *all, size_t n, struct arena *arena,
	struct pair_words *out, struct err *err)
{
	int64_t *undone = arena_alloc(arena, (n + 1) * sizeof *undone);
	size_t undone_n = 0;

	*out = (struct pair_words){.v = arena_alloc(arena, (n + 1) * sizeof *out->v),
		.asked = arena_alloc(arena, (n + 1) * sizeof *out->asked)};
	if (!undone || !out->v || !out->asked)
		return err_nomem(err);
	for (size_t i = n; i-- > 0;) {
		bool is_undone = false;

		for (size_t k = 0; k < undone_n && !is_undone; k++)
			is_undone = undone[k] == all[i].id;
		if (is_undone)
			continue;
		if (all[i].undoes)
			undone[undone_n++] = all[i].undoes;
		else if (all[i].verdict == VD_LINK || all[i].verdict == VD_SEPARATE)
			out->v[out->n++].decision = all[i];
		else if (all[i].verdict == VD_ASKED && all[i].a)
			out->asked[out->asked_n++].decision = all[i];
	}
	return ST_OK;
}

static enum status word_people(const struct store *store, struct pair_word *w, struct err *err)
{
	enum status st = store_person_of(store, w->decision.a, &w->person_a, err);

	return st == ST_OK ? store_person_of(store, w->decision.b, &w->person_b, err) : st;
}

enum status pair_words_read(
	const struct store *store, struct arena *arena, struct pair_words *out, struct err *err)
{
	struct decision *all = NULL;
	size_t n = 0, kept = 0;
	enum status st = store_decisions_all(store, arena, &all, &n, err);

	if (st == ST_OK)
		st = words_keep(all, n, arena, out, err);
	if (st != ST_OK)
		return st;
	if (out->n)
		qsort(out->v, out->n, sizeof *out->v, word_order);
	for (size_t i = 0; i < out->n && st == ST_OK; i++) {
		struct pair_word *w = &out->v[i];

		if (kept && out->v[kept - 1].decision.a == w->decision.a &&
			out->v[kept - 1].decision.b == w->decision.b)
			continue;
		st = word_people(store, w, err);
		if (st == ST_OK)
			out->v[kept++] = *w;
		st = st == ST_NONE ? ST_OK : st; /* one of them is nobody's now */
	}
	out->n = kept;
	kept = 0;
	for (size_t i = 0; i < out->asked_n && st == ST_OK; i++) {
		st = word_people(store, &out->asked[i], err);
		if (st == ST_OK)
			out->asked[kept++] = out->asked[i];
		st = st == ST_NONE ? ST_OK : st;
	}
	out->asked_n = kept;
	return st;
}

static int pair_order(const void *a, const void *b)
{
	const struct decision *x = &((const struct pair_word *)a)->decision;
	const struct decision *y = &((const struct pair_word *)b)->decision;

	if (x->a != y->a)
		return x->a < y->a ? -1 : 1;
	return (x->b > y->b) - (x->b < y->b);
}

const struct pair_word *pair_words_of(const struct pair_words *words, int64_t a, int64_t b)
{
	struct pair_word key = {.decision = {.a = a, .b = b}};

	return words->n ? bsearch(&key, words->v, words->n, sizeof key, pair_order) : NULL;
}

static bool is_about(const struct pair_word *w, int64_t person, int64_t other)
{
	return (w->person_a == person && w->person_b == other) ||
		(w->person_a == other && w->person_b == person);
}

const struct pair_word *pair_words_apart(
	const struct pair_words *words, int64_t person, int64_t other)
{
	for (size_t i = 0; i < words->n; i++)
		if (words->v[i].decision.verdict == VD_SEPARATE &&
			is_about(&words->v[i], person, other))
			return &words->v[i];
	return NULL;
}

const struct pair_word *pair_words_asked(
	const struct pair_words *words, int64_t person, int64_t other)
{
	for (size_t i = 0; i < words->asked_n; i++)
		if (is_about(&words->asked[i], person, other))
			return &words->asked[i];
	return NULL;
}

/* What waits -------------------------------------------------------------- */

static int weight_order(const struct link_row *x, const struct link_row *y)
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
	if (!*x->row.band != !*y->row.band)
		return *x->row.band ? -1 : 1;
	return weight_order(&x->row, &y->row);
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
	return weight_order(&x->row, &y->row);
}

struct queueing {
	const struct pair_words *words;
	int32_t today;
	struct waiting_pair *v;
	size_t n;
};

int32_t question_due(const struct decision *d)
{
	struct civil by = CIVIL_ABSENT;

	civil_parse(d->reply_by ? d->reply_by : "", &by);
	return by.day;
}

static void waiting_add(struct queueing *q, const struct link_row *row, int64_t a, int64_t b)
{
	const struct pair_word *asked = pair_words_asked(q->words, a, b);
	struct waiting_pair w = {
		.row = *row, .person_a = a < b ? a : b, .person_b = a < b ? b : a, .reply_by = CIVIL_NONE};

	if (a == b || pair_words_of(q->words, row->a, row->b) || pair_words_apart(q->words, a, b))
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
		waiting_add(&q, &pair[i].row, pair[i].person_a, pair[i].person_b);
	for (size_t i = 0; i < words->asked_n; i++) {
		const struct pair_word *w = &words->asked[i];
		const struct link_row row = {
			.a = w->decision.a, .b = w->decision.b, .band = "", .reason = ""};

		waiting_add(&q, &row, w->person_a, w->person_b);
	}
	waiting_arrange(&q, out);
	return ST_OK;
}

static const char *day_told(const char *text, char out[static 12])
{
	struct civil at = CIVIL_ABSENT;

	civil_parse(text ? text : "", &at);
	civil_short(at.day, out);
	return out;
}

const char *word_told(const struct decision *d, struct arena *arena)
{
	const char *what = d->verdict == VD_LINK ? "linked" : "separated", *reason = d->reason;
	char day[12], by[12];
	const char *placed = d->note ? ", placed by hand in a separation" : "";

	day_told(d->at, day);
	if (d->verdict == VD_ASKED)
		return arena_printf(arena, "asked %s by %s on %s, reply by %s", reason ? reason : "",
			d->worker, day, day_told(d->reply_by, by));
	if (!reason || !*reason)
		return arena_printf(arena, "%s by %s on %s%s", what, d->worker, day, placed);
	return arena_printf(
		arena, "%s by %s on %s%s because %s", what, d->worker, day, placed, reason);
}
