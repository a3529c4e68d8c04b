/* What the rule takes an event to be: what it sends, item by item, over its
 * instrument, or for a review over what it reviews. */
#include <ctype.h>
#include <stdlib.h>

#include "history.h"
#include "minutes.h"
#include "text.h"

#define REVIEW_INSTRUMENT "CA-REVIEW"
#define UNSTATED_VALIDITY_DAYS 90

/* Who is asked by a text that is no agency's code may know it all already. */
static bool is_of_an_agency(const struct event *request)
{
	char code[65];

	return !text_is_sent(request->to_agency) || code_fold(request->to_agency, code);
}

/* Assessment, review or request of an agency. */
static bool event_is_asking(const struct event *e)
{
	return e->kind == EV_ASSESSMENT || e->kind == EV_REVIEW || (e->kind == EV_REQUEST && is_of_an_agency(e));
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

void facts_of_instrument(const struct catalogue *catalogue, int instrument, int own_group,
	struct asked *a)
{
	const struct instrument *i;

	facts_of_nothing(own_group, a);
	if (instrument < 0)
		return;
	i = catalogue_instrument(catalogue, instrument);
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
static int instrument_of(const struct catalogue *catalogue, const struct event *e, bool *unknown)
{
	int named = text_is_sent(e->instrument) ? catalogue_instrument_find(catalogue, e->instrument) : -1;
	int coded = -1;

	if (named < 0 && text_is_sent(e->code))
		coded = catalogue_code_find(catalogue, e->code_system, e->code);
	*unknown = text_is_sent(e->instrument) ? named < 0 : text_is_sent(e->code) && coded < 0;
	return named >= 0 ? named : coded;
}

/* What e sends itself, item by item. */
static void sent_read(const struct catalogue *catalogue, const struct event *e, struct sent *out)
{
	struct civil until;
	char word[16];

	*out = (struct sent){.subject = -1, .valid_until = CIVIL_NONE};
	if (text_is_sent(e->domains))
		out->domains = catalogue_domains_parse(catalogue, e->domains, out->depth, &out->unknown_domains);
	if (!strcmp(word_of(e->subject, word), "person"))
		out->subject = SUBJECT_PERSON;
	else if (!strcmp(word, "carer"))
		out->subject = SUBJECT_CARER;
	if (!depth_parse(word_of(e->depth, word), &out->all))
		out->all = 0;
	if (text_is_sent(e->valid_until) && civil_parse(e->valid_until, &until))
		out->valid_until = until.day;
}

/* What was sent over what is there. */
static void facts_lay(const struct sent *sent, domains_t countable, struct asked *a)
{
	a->facts.unknown_domains = sent->unknown_domains;
	if (sent->domains)
		a->facts.domains = sent->domains;
	if (sent->subject >= 0)
		a->facts.subject = (enum subject)sent->subject;
	if (sent->all)
		memset(a->facts.depth, (int)sent->all, sizeof a->facts.depth);
	for (domains_t left = sent->domains; left;) {
		int d = domains_take(&left);

		if (sent->depth[d])
			a->facts.depth[d] = sent->depth[d];
	}
	a->facts.counted = a->facts.domains & countable;
	a->valid_until = sent->valid_until;
}

static int instrument_of_review(const struct catalogue *catalogue, int own)
{
	return own < 0 ? catalogue_instrument_find(catalogue, REVIEW_INSTRUMENT) : own;
}

static void asked_read(const struct catalogue *catalogue, const struct event *e, struct wording *w)
{
	bool unknown;
	int own = instrument_of(catalogue, e, &unknown);

	sent_read(catalogue, e, &w->sent);
	facts_of_instrument(catalogue, e->kind == EV_REVIEW ? instrument_of_review(catalogue, own) : own,
		GROUP_OWN, &w->asked);
	facts_lay(&w->sent, catalogue_countable(catalogue), &w->asked);
	w->asked.own_instrument = own;
	w->asked.facts.unknown_instrument = unknown;
	w->asked.facts.is_reuse = w->is_reuse;
	w->asked.resets = w->sends_resets;
}

void wording_read(const struct catalogue *catalogue, const struct event *e, struct wording *w)
{
	*w = (struct wording){
		.kind = e->kind, .status = e->status, .agency = e->agency,
		.review_of = e->review_of, .joint_with = e->joint_with,
		.is_review_sent = text_is_sent(e->review_of),
		.is_reuse = text_is_sent(e->reuses),
		.is_open = e->kind == EV_ASSESSMENT || (e->kind == EV_REQUEST &&
			text_is_sent(e->to_agency) && !text_is_sent(e->responded_on)),
		.sends_resets = text_is_sent(e->resets),
		.is_asking = event_is_asking(e),
	};
	w->may_reset = (e->status == ES_COMPLETED || e->status == ES_IN_PROGRESS) &&
		(w->sends_resets || e->kind == EV_ADMISSION || e->kind == EV_CHANGE);
	if (w->may_reset)
		w->resets = reset_domains(catalogue, e);
	if (!w->is_asking)
		return;
	w->minutes = minutes_sent(e);
	asked_read(catalogue, e, w);
}

static void times_of(const struct history *h, const struct told *t, struct asked *a)
{
	bool is_request = t->wording->kind == EV_REQUEST;

	a->start = is_request ? (struct civil){h->rule.today, CIVIL_NO_TIME} : t->start;
	a->end = a->start;
	if (!is_request && civil_is_set(t->end) && !civil_before(t->end, t->start))
		a->end = t->end;
}

/* Whether it can be B, and whether it can be A. */
static void roles_of(const struct history *h, const struct told *t, struct asked *a)
{
	const struct wording *w = t->wording;
	bool is_live = status_is_judged(w->status) && civil_is_set(a->start);
	bool is_alive = h->died == CIVIL_NONE || a->start.day <= h->died;

	a->facts.cannot_judge = w->kind == EV_ASSESSMENT && is_live && !a->facts.domains;
	a->facts.is_judged = w->is_open && is_live && is_alive && a->facts.counted &&
		a->facts.policy != PO_NEVER && !w->is_review_sent;
	a->is_evidence = w->kind != EV_REQUEST && w->status == ES_COMPLETED && civil_is_set(a->start) &&
		a->facts.policy != PO_NEVER && a->facts.counted;
}

/* With the facts of its wording, which are those that rest on no other event. */
static void asked_take(const struct history *h, size_t event, struct asked *a)
{
	const struct told *t = &h->told[event];

	*a = t->wording->asked;
	a->event = event;
	if (a->group == GROUP_OWN)
		a->group = -(int)event - 1;
	times_of(h, t, a);
	roles_of(h, t, a);
}

/* What it sends itself over the facts of another. */
static void asked_rest(const struct history *h, const struct asked *base, struct asked *a)
{
	const struct told *t = asked_told(h, a);
	struct asked filled = *base;

	filled.event = a->event;
	filled.agency = a->agency;
	filled.agency_code = a->agency_code;
	filled.own_instrument = a->own_instrument;
	filled.facts.unknown_instrument = a->facts.unknown_instrument;
	filled.facts.is_reuse = a->facts.is_reuse;
	filled.resets = a->resets;
	facts_lay(&t->wording->sent, h->words->countable, &filled);
	times_of(h, t, &filled);
	roles_of(h, t, &filled);
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
	const char *of = asked_told(r->h, a)->wording->review_of, *colon;
	int32_t found;
	int agency;

	if (a->own_instrument >= 0 || !text_is_sent(of))
		return -1;
	found = name_find(r, a->agency, of);
	colon = strchr(of, ':');
	if (found >= 0 || !colon)
		return found;
	agency = wordings_agency_find(r->h->words, of, (size_t)(colon - of));
	return agency == AGENCY_NOBODY ? -1 : name_find(r, agency, colon + 1);
}

static void base_of_review(const struct history *h, const struct asked *a, struct asked *base)
{
	const struct catalogue *catalogue = h->rule.catalogue;

	facts_of_instrument(catalogue, instrument_of_review(catalogue, a->own_instrument),
		-(int)a->event - 1, base);
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

		asked_rest(h, &base, &filled);
		base = filled;
		if (!is_circle || !n)
			h->asked[r->chain[n]] = filled;
		r->is_done[r->chain[n]] = !is_circle;
	}
}

/* Only such a review's facts are not those of its wording. */
static bool rests_on_another(const struct history *h, const struct asked *a)
{
	const struct wording *w = asked_told(h, a)->wording;

	return w->kind == EV_REVIEW && a->own_instrument < 0 && w->is_review_sent;
}

static void names_sort(struct reviews *r)
{
	const struct history *h = r->h;

	for (size_t i = 0; i < h->asked_n; i++) {
		const struct told *t = asked_told(h, &h->asked[i]);

		if (t->wording->kind != EV_REQUEST)
			r->name[r->name_n++] = (struct name){
				h->asked[i].agency, t->source_ref ? t->source_ref : "", (uint32_t)i};
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
		bool is_review = rests_on_another(h, &h->asked[i]);

		r.is_done[i] = !is_review;
		r.of[i] = is_review ? review_names(&r, &h->asked[i]) : -1;
	}
	for (size_t i = 0; i < h->asked_n; i++)
		if (!r.is_done[i])
			review_resolve(&r, (uint32_t)i);
	return ST_OK;
}

enum status facts_resolve(struct history *h, struct arena *arena, struct err *err)
{
	bool has_reviews = false;
	size_t n = 0;

	for (size_t i = 0; i < h->event_n; i++)
		n += h->told[i].wording->is_asking;
	h->asked = arena_alloc(arena, (n + 1) * sizeof *h->asked);
	if (!h->asked)
		return err_nomem(err);
	for (size_t i = 0; i < h->event_n; i++) {
		struct asked *a = &h->asked[h->asked_n];

		h->asked_of[i] = -1;
		if (!h->told[i].wording->is_asking)
			continue;
		h->asked_of[i] = (int32_t)h->asked_n++;
		asked_take(h, i, a);
		has_reviews = has_reviews || rests_on_another(h, a);
	}
	return has_reviews ? reviews_resolve(h, arena, err) : ST_OK;
}

void assessment_facts(const struct rule *rule, const struct event *e, struct facts *out)
{
	struct wording w;
	const struct told told = {.start = e->start, .end = e->end, .wording = &w};
	const struct history alone = {.rule = *rule, .told = &told, .event_n = 1, .died = CIVIL_NONE};
	struct asked a;

	wording_read(rule->catalogue, e, &w);
	asked_take(&alone, 0, &a);
	*out = a.facts;
}
