#include <stdlib.h>
#include <strings.h>

#include "history.h"

int history_agency_find(const struct history *h, const char *code, size_t length)
{
	for (int i = 0; i < h->agency_n; i++)
		if (!strncasecmp(h->agency_code[i], code, length) && !h->agency_code[i][length])
			return i;
	return AGENCY_NOBODY;
}

int history_agency(struct history *h, const char *code)
{
	int i;

	if (!text_is_sent(code))
		return AGENCY_NOT_STATED;
	i = history_agency_find(h, code, strlen(code));
	if (i != AGENCY_NOBODY)
		return i;
	h->agency_code[h->agency_n] = code;
	return h->agency_n++;
}

bool agency_is_another(int a, int than)
{
	return a != than && a != AGENCY_NOT_STATED;
}

int event_name_compare(const struct event *a, const struct event *b)
{
	int order = strcmp(a->agency_code ? a->agency_code : "", b->agency_code ? b->agency_code : "");

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

static void domains_read(struct history *h)
{
	const struct catalogue *catalogue = h->rule.catalogue;
	size_t n = catalogue_domain_count(catalogue);

	for (size_t d = 0; d < n && d < DOMAINS_MAX; d++)
		h->max_days[d] = catalogue_domain(catalogue, d)->max_days;
	h->countable = catalogue_countable(catalogue);
}

enum status history_new(struct history **out, const struct rule *rule, const struct event *events,
	size_t n, int32_t died, struct arena *arena, struct err *err)
{
	struct history *h = arena_alloc(arena, sizeof *h);
	enum status status;

	if (!h)
		return err_nomem(err);
	h->rule = *rule;
	h->event = events;
	h->event_n = n;
	h->died = died;
	domains_read(h);
	h->agency_code = arena_alloc(arena, (n + 1) * sizeof *h->agency_code);
	h->asked_of = arena_alloc(arena, (n + 1) * sizeof *h->asked_of);
	if (!h->agency_code || !h->asked_of)
		return err_nomem(err);
	h->agency_code[AGENCY_NOT_STATED] = AGENCY_UNKNOWN;
	h->agency_n = 1;

	status = facts_resolve(h, arena, err);
	if (status == ST_OK)
		status = resets_find(h, arena, err);
	if (status == ST_OK)
		status = evidence_sort(h, arena, err);
	if (status == ST_OK)
		*out = h;
	return status;
}

const struct facts *history_facts(const struct history *h, size_t event_index)
{
	static const struct facts NONE = {.instrument = -1, .policy = PO_ADVISE};
	int32_t i = event_index < h->event_n ? h->asked_of[event_index] : -1;

	return i < 0 ? &NONE : &h->asked[i].facts;
}
