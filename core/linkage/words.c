/* words.c - what workers said about pairs of records. */
#include "linkage/words.h"

#include <stdlib.h>
#include <string.h>

#include "governance/gate.h"
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

int32_t question_due(const struct decision *d)
{
	struct civil by = CIVIL_ABSENT;

	civil_parse(d->reply_by ? d->reply_by : "", &by);
	return by.day;
}

static const char *day_told(const char *text, char out[static 12])
{
	struct civil at = CIVIL_ABSENT;

	civil_parse(text ? text : "", &at);
	civil_short(at.day, out);
	return out;
}

/* By whom, as the viewer may know. */
static const char *said_by(const struct session *s, const char *worker, const struct decision *about, struct arena *arena)
{
	int64_t person = 0;

	(void)store_person_of(s->store, about->a, &person, NULL);
	return worker_shown(s, worker, person, arena);
}

const char *word_told(const struct session *s, const struct decision *d, struct arena *arena)
{
	const char *what = d->verdict == VD_LINK ? "linked" : "separated", *reason = d->reason;
	char day[12], by[12];
	const char *worker = said_by(s, d->worker, d, arena);
	const char *placed = d->note ? ", placed by hand in a separation" : "";

	day_told(d->at, day);
	if (d->verdict == VD_ASKED)
		return arena_printf(arena, "asked %s by %s on %s, reply by %s", reason ? reason : "",
			worker, day, day_told(d->reply_by, by));
	if (!reason || !*reason)
		return arena_printf(arena, "%s by %s on %s%s", what, worker, day, placed);
	return arena_printf(
		arena, "%s by %s on %s%s because %s", what, worker, day, placed, reason);
}

const char *word_undone(const struct session *s, const char *told, const struct decision *d, const struct decision *by,
	struct arena *arena)
{
	char day[12];

	return arena_printf(arena, "%s; undone by %s on %s", told, said_by(s, by->worker, d, arena), day_told(by->at, day));
}
