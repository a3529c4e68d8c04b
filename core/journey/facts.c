/* What the rule takes an event to be: what it sends, item by item, over its
 * instrument, or for a review over what it reviews. */
#include <ctype.h>
#include <stdlib.h>

#include "history.h"

#define REVIEW_INSTRUMENT "CA-REVIEW"
#define UNSTATED_VALIDITY_DAYS 90

bool event_is_asking(const struct event *e)
{
	return e->kind == EV_ASSESSMENT || e->kind == EV_REVIEW || e->kind == EV_REQUEST;
}

static bool status_is_judged(enum event_status status)
{
	return status == ES_PLANNED || status == ES_IN_PROGRESS || status == ES_COMPLETED;
}

/* Lower-cased, without blanks around it; "" where nothing or too much is sent. */
static const char *word_of(const char *text, char word[static 16])
{
	size_t n = 0;

	word[0] = '\0';
	if (!text_is_sent(text))
		return word;
	text += strspn(text, " \t");
	while (n < 15 && text[n]) {
		word[n] = (char)tolower((unsigned char)text[n]);
		n++;
	}
	if (text[n])
		n = 0;
	while (n && (word[n - 1] == ' ' || word[n - 1] == '\t'))
		n--;
	word[n] = '\0';
	return word;
}

/* What neither an event nor an instrument says. */
static void facts_of_nothing(int own_group, struct asked *a)
{
	memset(a, 0, sizeof *a);
	a->facts.instrument = -1;
	a->facts.subject = SUBJECT_PERSON;
	a->facts.policy = PO_ADVISE;
	memset(a->facts.depth, DEPTH_OVERVIEW, sizeof a->facts.depth);
	a->class = CLASS_NEEDS;
	a->group = own_group;
	a->validity_days = UNSTATED_VALIDITY_DAYS;
	a->valid_until = CIVIL_NONE;
}

void facts_of_instrument(const struct history *h, int instrument, int own_group, struct asked *a)
{
	const struct instrument *i;

	facts_of_nothing(own_group, a);
	if (instrument < 0)
		return;
	i = catalogue_instrument(h->rule.catalogue, instrument);
	a->facts.instrument = instrument;
	a->facts.domains = i->domains;
	a->facts.subject = i->subject;
	a->facts.policy = i->policy;
	for (int d = 0; d < DOMAINS_MAX; d++)
		a->facts.depth[d] = i->entry_depth[d] ? i->entry_depth[d] : (unsigned char)i->depth;
	a->class = i->class;
	a->group = i->group;
	a->validity_days = i->validity_days;
}

/* The instrument an event names, else the one its code maps to, else -1. */
static int instrument_of(const struct history *h, const struct event *e, bool *unknown)
{
	const struct catalogue *catalogue = h->rule.catalogue;
	int named = text_is_sent(e->instrument) ? catalogue_instrument_find(catalogue, e->instrument) : -1;
	int coded = -1;

	if (named < 0 && text_is_sent(e->code))
		coded = catalogue_code_find(catalogue, e->code_system, e->code);
	*unknown = text_is_sent(e->instrument) ? named < 0 : text_is_sent(e->code) && coded < 0;
	return named >= 0 ? named : coded;
}

/* What e sends over what is there, item by item. */
static void facts_lay(const struct history *h, const struct event *e, struct asked *a)
{
	unsigned char own[DOMAINS_MAX] = {0};
	char word[16];
	enum depth depth;
	domains_t sent = 0;
	int unknown = 0;

	if (text_is_sent(e->domains))
		sent = catalogue_domains_parse(h->rule.catalogue, e->domains, own, &unknown);
	a->facts.unknown_domains = unknown;
	if (sent)
		a->facts.domains = sent;
	if (!strcmp(word_of(e->subject, word), "person"))
		a->facts.subject = SUBJECT_PERSON;
	else if (!strcmp(word, "carer"))
		a->facts.subject = SUBJECT_CARER;
	if (depth_parse(word_of(e->depth, word), &depth))
		memset(a->facts.depth, (int)depth, sizeof a->facts.depth);
	for (int d = 0; d < DOMAINS_MAX; d++)
		if (own[d])
			a->facts.depth[d] = own[d];
	a->facts.counted = a->facts.domains & h->countable;
}

static void times_of(const struct history *h, const struct event *e, struct asked *a)
{
	struct civil until;

	a->start = e->kind == EV_REQUEST ? (struct civil){h->rule.today, CIVIL_NO_TIME} : e->start;
	a->end = a->start;
	if (e->kind != EV_REQUEST && civil_is_set(e->end) && !civil_before(e->end, e->start))
		a->end = e->end;
	a->valid_until = CIVIL_NONE;
	if (text_is_sent(e->valid_until) && civil_parse(e->valid_until, &until))
		a->valid_until = until.day;
}

/* Whether it can be B, and whether it can be A. */
static void roles_of(const struct history *h, const struct event *e, struct asked *a)
{
	bool is_live = status_is_judged(e->status) && civil_is_set(a->start);
	bool is_open = e->kind == EV_ASSESSMENT ||
		(e->kind == EV_REQUEST && text_is_sent(e->to_agency) && !text_is_sent(e->responded_on));
	bool is_alive = h->died == CIVIL_NONE || a->start.day <= h->died;

	a->facts.cannot_judge = e->kind == EV_ASSESSMENT && is_live && !a->facts.domains;
	a->facts.is_reuse = text_is_sent(e->reuses);
	a->facts.is_judged = is_open && is_live && is_alive && a->facts.counted &&
		a->facts.policy != PO_NEVER && !text_is_sent(e->review_of);
	a->resets = text_is_sent(e->resets);
	a->is_evidence = e->kind != EV_REQUEST && e->status == ES_COMPLETED && civil_is_set(a->start) &&
		a->facts.policy != PO_NEVER && a->facts.counted;
}

/* Fills in `a` over base; what names the event in the history is there already. */
static void asked_fill(const struct history *h, const struct asked *base, struct asked *a)
{
	const struct event *e = asked_event(h, a);
	struct asked filled = *base;

	filled.event = a->event;
	filled.agency = a->agency;
	filled.agency_code = a->agency_code;
	filled.own_instrument = a->own_instrument;
	filled.facts.unknown_instrument = a->facts.unknown_instrument;
	facts_lay(h, e, &filled);
	times_of(h, e, &filled);
	roles_of(h, e, &filled);
	*a = filled;
}

/* Reviews ----------------------------------------------------------------- */

/* A review without an instrument of its own takes the facts of what it names;
 * that may be a review which does the same. */
struct name { int agency; const char *ref; uint32_t asked; };
struct reviews {
	struct history *h;
	struct name *name;      /* of assessments and reviews, sorted */
	size_t name_n;
	int32_t *of;            /* per asked: the one it takes its facts from, or -1 */
	bool *is_done;          /* its facts are those that whoever names it takes */
	uint32_t *chain, *seen; /* the walk from one review, and which walk was where last */
};

static int name_compare(const void *a, const void *b)
{
	const struct name *x = a, *y = b;

	if (x->agency != y->agency)
		return x->agency < y->agency ? -1 : 1;
	return strcmp(x->ref, y->ref);
}

static int32_t name_find(const struct reviews *r, int agency, const char *ref)
{
	struct name wanted = {agency, ref, 0}, *found;

	found = bsearch(&wanted, r->name, r->name_n, sizeof wanted, name_compare);
	return found ? (int32_t)found->asked : -1;
}

/* A source_ref of its own agency, or AGENCY:source_ref. */
static int32_t review_names(const struct reviews *r, const struct asked *a)
{
	const char *of = asked_event(r->h, a)->review_of, *colon;
	int32_t found;
	int agency;

	if (a->own_instrument >= 0 || !text_is_sent(of))
		return -1;
	found = name_find(r, a->agency, of);
	colon = strchr(of, ':');
	if (found >= 0 || !colon)
		return found;
	agency = history_agency_find(r->h, of, (size_t)(colon - of));
	return agency == AGENCY_NOBODY ? -1 : name_find(r, agency, colon + 1);
}

static void base_of_review(const struct history *h, const struct asked *a, struct asked *base)
{
	int instrument = a->own_instrument;

	if (instrument < 0)
		instrument = catalogue_instrument_find(h->rule.catalogue, REVIEW_INSTRUMENT);
	facts_of_instrument(h, instrument, -(int)a->event - 1, base);
}

/* Walks from one review to what its facts rest on, then back.  A walk that
 * comes round in a circle rests on CA-REVIEW, and holds for this one only. */
static void review_resolve(struct reviews *r, uint32_t first)
{
	struct history *h = r->h;
	struct asked base;
	size_t n = 0;
	int32_t next = (int32_t)first;
	bool is_circle;

	while (next >= 0 && !r->is_done[next] && r->seen[next] != first + 1) {
		r->seen[next] = first + 1;
		r->chain[n++] = (uint32_t)next;
		next = r->of[next];
	}
	is_circle = next >= 0 && !r->is_done[next];
	if (next >= 0 && !is_circle)
		base = h->asked[next];
	else
		base_of_review(h, &h->asked[r->chain[n - 1]], &base);
	while (n-- > 0) {
		struct asked filled = h->asked[r->chain[n]];

		asked_fill(h, &base, &filled);
		base = filled;
		if (!is_circle || !n)
			h->asked[r->chain[n]] = filled;
		r->is_done[r->chain[n]] = !is_circle;
	}
}

static void names_sort(struct reviews *r)
{
	const struct history *h = r->h;

	for (size_t i = 0; i < h->asked_n; i++) {
		const struct event *e = asked_event(h, &h->asked[i]);

		if (e->kind != EV_REQUEST)
			r->name[r->name_n++] = (struct name){
				h->asked[i].agency, e->source_ref ? e->source_ref : "", (uint32_t)i};
	}
	qsort(r->name, r->name_n, sizeof *r->name, name_compare);
}

static enum status reviews_resolve(struct history *h, struct arena *arena, struct err *err)
{
	struct reviews r = {.h = h};

	r.name = arena_alloc(arena, h->asked_n * sizeof *r.name);
	r.of = arena_alloc(arena, h->asked_n * sizeof *r.of);
	r.is_done = arena_alloc(arena, h->asked_n * sizeof *r.is_done);
	r.chain = arena_alloc(arena, h->asked_n * sizeof *r.chain);
	r.seen = arena_alloc(arena, h->asked_n * sizeof *r.seen);
	if (!r.name || !r.of || !r.is_done || !r.chain || !r.seen)
		return err_nomem(err);
	names_sort(&r);
	for (size_t i = 0; i < h->asked_n; i++) {
		bool is_review = asked_event(h, &h->asked[i])->kind == EV_REVIEW;

		r.is_done[i] = !is_review;
		r.of[i] = is_review ? review_names(&r, &h->asked[i]) : -1;
	}
	for (size_t i = 0; i < h->asked_n; i++)
		if (!r.is_done[i])
			review_resolve(&r, (uint32_t)i);
	return ST_OK;
}

/* Numbers the events that ask, and what each says of itself alone. */
static enum status asked_number(struct history *h, struct arena *arena, struct err *err)
{
	size_t n = 0;

	for (size_t i = 0; i < h->event_n; i++)
		h->asked_of[i] = event_is_asking(&h->event[i]) ? (int32_t)n++ : -1;
	h->asked = arena_alloc(arena, (n + 1) * sizeof *h->asked);
	if (!h->asked)
		return err_nomem(err);
	h->asked_n = n;
	for (size_t i = 0; i < h->event_n; i++) {
		const struct event *e = &h->event[i];
		bool is_elsewhere = e->kind == EV_REQUEST && text_is_sent(e->to_agency);
		struct asked *a;

		if (h->asked_of[i] < 0)
			continue;
		a = &h->asked[h->asked_of[i]];
		a->event = i;
		a->agency = history_agency(h, is_elsewhere ? e->to_agency : e->agency_code);
		a->agency_code = h->agency_code[a->agency];
		a->own_instrument = instrument_of(h, e, &a->facts.unknown_instrument);
	}
	return ST_OK;
}

enum status facts_resolve(struct history *h, struct arena *arena, struct err *err)
{
	enum status status = asked_number(h, arena, err);
	bool has_reviews = false;

	if (status != ST_OK)
		return status;
	for (size_t i = 0; i < h->asked_n; i++) {
		struct asked *a = &h->asked[i], base;

		if (asked_event(h, a)->kind == EV_REVIEW) {
			has_reviews = true;
			continue;
		}
		facts_of_instrument(h, a->own_instrument, -(int)a->event - 1, &base);
		asked_fill(h, &base, a);
	}
	return has_reviews ? reviews_resolve(h, arena, err) : ST_OK;
}

void assessment_facts(const struct rule *rule, const struct event *e, struct facts *out)
{
	const struct history alone = {.rule = *rule, .event = e, .event_n = 1, .died = CIVIL_NONE,
		.countable = catalogue_countable(rule->catalogue)};
	struct asked base, a = {.event = 0};

	a.own_instrument = instrument_of(&alone, e, &a.facts.unknown_instrument);
	facts_of_instrument(&alone, a.own_instrument, -1, &base);
	asked_fill(&alone, &base, &a);
	*out = a.facts;
}
