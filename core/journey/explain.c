/* Why each domain of an assessment is or is not answered. */
#include <stdlib.h>

#include "weigh.h"

/* How far one earlier assessment comes for one domain, best last. */
enum rank {
	RANK_NONE,
	RANK_PAST,        /* lapsed or reset */
	RANK_TOO_SHALLOW,
	RANK_OWN_SINCE,
	RANK_ANSWERS,
};

struct weighing {
	const struct history *h;
	const struct asked *b;
	enum listen listen;
	const int32_t *floor;
	struct own_answers own;
};

/* 1, 3 without depth, 4 and 5: one whose answer would serve b, were it current. */
static bool is_heard(const struct weighing *w, const struct asked *a)
{
	const struct asked *b = w->b;

	if (a->facts.subject != b->facts.subject || !answer_is_before(a, b))
		return false;
	if (b->agency != AGENCY_NOBODY && !agency_is_another(a->agency, b->agency))
		return false;
	return w->listen == LISTEN_ANYONE || (answer_kind_fits(a, b) &&
		!answer_is_followed(w->h, a, b) && !answer_is_joint(w->h, a, b));
}

static enum rank rank_of(const struct weighing *w, const struct asked *a, int d)
{
	if (w->b->start.day > answer_until(w->h, a, d) || a->end.day < w->floor[d])
		return RANK_PAST;
	if (a->facts.depth[d] < w->b->facts.depth[d])
		return RANK_TOO_SHALLOW;
	return own_answers_since(&w->own, d, a->end) ? RANK_OWN_SINCE : RANK_ANSWERS;
}

/* Newer by its end; of two at once the greater agency, source_ref. */
static bool is_newer(const struct history *h, const struct asked *a, const struct asked *than)
{
	if (civil_before(than->end, a->end))
		return true;
	return !civil_before(a->end, than->end) &&
		told_name_compare(asked_told(h, a), asked_told(h, than)) > 0;
}

/* Current ones: the deepest, then the newest.  Past ones: the newest. */
static bool is_preferred(const struct history *h, const struct asked *a, const struct asked *to,
	int d, enum rank rank)
{
	if (rank != RANK_PAST && a->facts.depth[d] != to->facts.depth[d])
		return a->facts.depth[d] > to->facts.depth[d];
	return is_newer(h, a, to);
}

static const struct asked *best_find(const struct weighing *w, int d, enum rank *best)
{
	const struct asked *found = NULL;

	*best = RANK_NONE;
	for (size_t i = 0; i < w->h->evidence_n; i++) {
		const struct asked *a = &w->h->asked[w->h->evidence[i]];
		enum rank rank;

		if (!(a->facts.counted >> d & 1) || !is_heard(w, a))
			continue;
		rank = rank_of(w, a, d);
		if (!found || rank > *best || (rank == *best && is_preferred(w->h, a, found, d, rank))) {
			found = a;
			*best = rank;
		}
	}
	return found;
}

/* What ended it first: an event before its last day, else that day. */
static void past_explain(const struct weighing *w, const struct asked *a, struct answer *out)
{
	size_t reset = resets_first(w->h, w->b, out->domain, a->end.day);

	out->state = AN_LAPSED;
	if (reset != NOT_AN_EVENT && w->h->event[reset].start.day <= out->until) {
		out->state = AN_RESET;
		out->reset_by = reset;
	}
}

static void answer_fill(const struct weighing *w, const struct asked *a, enum rank rank, int d,
	struct answer *out)
{
	struct civil received;

	*out = (struct answer){.domain = d, .state = AN_CURRENT, .by = a->event,
		.until = answer_until(w->h, a, d), .depth = (enum depth)a->facts.depth[d],
		.reset_by = NOT_AN_EVENT, .too_shallow = rank == RANK_TOO_SHALLOW,
		.own_since = rank == RANK_OWN_SINCE};
	/* With the day set back, what arrived after it says nothing of then. */
	out->came_later = civil_parse(asked_event(w->h, a)->received, &received) &&
		received.day > w->b->start.day && received.day <= w->h->rule.today;
	if (rank == RANK_PAST)
		past_explain(w, a, out);
}

static void answer_weigh(const struct weighing *w, int d, struct answer *out)
{
	enum rank rank;
	const struct asked *a = best_find(w, d, &rank);

	*out = (struct answer){.domain = d, .state = AN_NEVER, .by = NOT_AN_EVENT,
		.until = CIVIL_NONE, .reset_by = NOT_AN_EVENT};
	if (a)
		answer_fill(w, a, rank, d, out);
}

enum status answers_weigh(const struct history *h, const struct asked *b, enum listen listen,
	struct arena *arena, struct answer **out, size_t *n, struct err *err)
{
	int32_t other_floor[DOMAINS_MAX];
	struct weighing w = {.h = h, .b = b, .listen = listen};
	struct answer *answer = arena_alloc(arena, DOMAINS_MAX * sizeof *answer);

	if (!answer)
		return err_nomem(err);
	w.floor = resets_floor(h, b, other_floor);
	if (listen == LISTEN_RULE && b->agency >= 0)
		own_answers_find(h, b, w.floor, &w.own);
	*out = answer;
	*n = 0;
	for (domains_t left = b->facts.counted; left;)
		answer_weigh(&w, domains_take(&left), &answer[(*n)++]);
	return ST_OK;
}

/* One that is heard, while the best is looked for. */
struct source { const struct weighing *w; const struct asked *a; enum rank rank; int domain; };

static int source_order(const void *a, const void *b)
{
	const struct source *x = a, *y = b;
	bool is_x, is_y;

	if (x->rank != y->rank)
		return x->rank > y->rank ? -1 : 1;
	is_x = is_preferred(x->w->h, x->a, y->a, x->domain, x->rank);
	is_y = is_preferred(x->w->h, y->a, x->a, x->domain, x->rank);
	return is_y - is_x;
}

enum status sources_weigh(const struct history *h, const struct asked *b, int domain,
	struct arena *arena, struct answer **out, size_t *n, struct err *err)
{
	int32_t other_floor[DOMAINS_MAX];
	struct weighing w = {.h = h, .b = b, .listen = LISTEN_ANYONE};
	struct source *source = arena_alloc(arena, (h->evidence_n + 1) * sizeof *source);
	size_t found = 0;

	if (!source)
		return err_nomem(err);
	w.floor = resets_floor(h, b, other_floor);
	for (size_t i = 0; i < h->evidence_n; i++) {
		const struct asked *a = &h->asked[h->evidence[i]];

		if ((a->facts.counted >> domain & 1) && is_heard(&w, a))
			source[found++] = (struct source){&w, a, rank_of(&w, a, domain), domain};
	}
	qsort(source, found, sizeof *source, source_order);
	*out = arena_alloc(arena, (found + 1) * sizeof **out);
	if (!*out)
		return err_nomem(err);
	for (size_t i = 0; i < found; i++)
		answer_fill(&w, source[i].a, source[i].rank, domain, &(*out)[i]);
	*n = found;
	return ST_OK;
}

enum status duplicates_explain(const struct history *h, size_t event_index, struct arena *arena,
	struct answer **out, size_t *n, struct err *err)
{
	int32_t i = event_index < h->event_n ? h->asked_of[event_index] : -1;

	if (i >= 0 && h->asked[i].facts.is_judged)
		return answers_weigh(h, &h->asked[i], LISTEN_RULE, arena, out, n, err);
	*out = NULL;
	*n = 0;
	return ST_OK;
}
