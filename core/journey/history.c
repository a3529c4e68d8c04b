#include <stdlib.h>

#include "history.h"

bool agency_is_another(int a, int than)
{
	return a != than && a != AGENCY_NOT_STATED;
}

int told_name_compare(const struct told *a, const struct told *b)
{
	const char *x = a->wording->agency_code, *y = b->wording->agency_code;
	int order = x == y ? 0 : strcmp(x ? x : "", y ? y : "");

	return order ? order : strcmp(a->source_ref ? a->source_ref : "", b->source_ref ? b->source_ref : "");
}

struct dated { int32_t day; uint32_t asked; };

static int dated_compare(const void *a, const void *b)
{
	const struct dated *x = a, *y = b;

	if (x->day != y->day)
		return x->day < y->day ? -1 : 1;
	return x->asked < y->asked ? -1 : x->asked > y->asked;
}

/* The last day on which any of its domains is still current. */
static int32_t asked_reach(const struct history *h, const struct asked *a)
{
	int32_t reach = a->end.day;

	for (domains_t left = a->facts.counted; left;) {
		int32_t until = answer_until(h, a, domains_take(&left));

		if (until > reach)
			reach = until;
	}
	return reach;
}

/* Evidence by its end, with how far back a reader has to look. */
static enum status evidence_sort(struct history *h, struct arena *arena, struct err *err)
{
	struct dated *dated = arena_alloc(arena, (h->asked_n + 1) * sizeof *dated);
	size_t n = 0;

	if (!dated)
		return err_nomem(err);
	for (size_t i = 0; i < h->asked_n; i++)
		if (h->asked[i].is_evidence)
			dated[n++] = (struct dated){h->asked[i].end.day, (uint32_t)i};
	qsort(dated, n, sizeof *dated, dated_compare);

	h->evidence_n = n;
	h->evidence = arena_alloc(arena, (n + 1) * sizeof *h->evidence);
	h->evidence_end = arena_alloc(arena, (n + 1) * sizeof *h->evidence_end);
	h->evidence_reach = arena_alloc(arena, (n + 1) * sizeof *h->evidence_reach);
	if (!h->evidence || !h->evidence_end || !h->evidence_reach)
		return err_nomem(err);
	for (size_t i = 0; i < n; i++) {
		int32_t reach = asked_reach(h, &h->asked[dated[i].asked]);

		h->evidence[i] = dated[i].asked;
		h->evidence_end[i] = dated[i].day;
		h->evidence_reach[i] = i && h->evidence_reach[i - 1] > reach ? h->evidence_reach[i - 1] : reach;
	}
	return ST_OK;
}

enum status history_of(struct history **out, const struct rule *rule, const struct wordings *words,
	const struct told *told, size_t n, int32_t died, struct arena *arena, struct err *err)
{
	struct history *h = arena_alloc(arena, sizeof *h);
	enum status status;

	if (!h)
		return err_nomem(err);
	h->rule = *rule;
	h->words = words;
	h->told = told;
	h->event_n = n;
	h->died = died;
	h->asked_of = arena_alloc(arena, (n + 1) * sizeof *h->asked_of);
	if (!h->asked_of)
		return err_nomem(err);
	status = facts_resolve(h, arena, err);
	if (status == ST_OK)
		status = resets_find(h, arena, err);
	if (status == ST_OK)
		status = evidence_sort(h, arena, err);
	if (status == ST_OK)
		*out = h;
	return status;
}

static enum status told_make(struct wordings *words, const struct event *events, size_t n,
	struct told *told, struct err *err)
{
	for (size_t i = 0; i < n; i++) {
		const struct event *e = &events[i];

		told[i] = (struct told){e->id, e->start, e->end, e->source_ref, wording_of_event(words, e)};
		if (!told[i].wording)
			return err_nomem(err);
	}
	return ST_OK;
}

enum status history_new(struct history **out, const struct rule *rule, const struct event *events,
	size_t n, int32_t died, struct arena *arena, struct err *err)
{
	struct wordings *words = arena_alloc(arena, sizeof *words);
	struct told *told = arena_alloc(arena, (n + 1) * sizeof *told);
	struct history *h;
	enum status status = ST_OK;

	if (!words || !told || !wordings_begin(words, rule->catalogue, arena))
		status = err_nomem(err);
	if (status == ST_OK)
		status = told_make(words, events, n, told, err);
	if (status == ST_OK)
		status = history_of(&h, rule, words, told, n, died, arena, err);
	if (status == ST_OK) {
		h->event = events;
		*out = h;
	}
	return status;
}

const struct facts *history_facts(const struct history *h, size_t event_index)
{
	static const struct facts NONE = {.instrument = -1, .policy = PO_ADVISE};
	int32_t i = event_index < h->event_n ? h->asked_of[event_index] : -1;

	return i < 0 ? &NONE : &h->asked[i].facts;
}
