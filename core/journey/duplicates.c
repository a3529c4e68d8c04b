/* The rule itself: which earlier assessment answers which domain, and what
 * that makes of the later one. */
#include <stdlib.h>
#include <strings.h>

#include "history.h"
#include "halving.h"
#include "minutes.h"

#define PASSED_AFTER_DAYS 14
#define JOINT_WITHIN_DAYS 1

/* Conditions ---------------------------------------------------------------- */

/* The last day on which a is current for the domain. */
int32_t answer_until(const struct history *h, const struct asked *a, int domain)
{
	int32_t days = h->words->max_days[domain];
	int64_t until;

	if (a->valid_until != CIVIL_NONE)
		return a->valid_until;
	if (a->validity_days < days)
		days = a->validity_days;
	until = (int64_t)a->end.day + days;
	return until > INT32_MAX ? INT32_MAX : (int32_t)until;
}

bool answer_is_before(const struct asked *a, const struct asked *b)
{
	if (b->is_now)
		return a->end.day <= b->start.day;
	return civil_before(a->end, b->start);
}

bool answer_kind_fits(const struct asked *a, const struct asked *b)
{
	return a->group == b->group ||
		(a->class == CLASS_NEEDS && b->class == CLASS_NEEDS && b->facts.policy != PO_SAME);
}

bool answer_is_followed(const struct history *h, const struct asked *a, const struct asked *b)
{
	const struct instrument *i;

	if (a->facts.instrument < 0 || b->facts.instrument < 0)
		return false;
	i = catalogue_instrument(h->rule.catalogue, b->facts.instrument);
	for (size_t k = 0; k < i->follows_n; k++)
		if (i->follows[k] == a->facts.instrument)
			return true;
	return false;
}

static bool list_names_agency(const char *list, const char *code)
{
	size_t length = strlen(code);

	while (list) {
		size_t n;

		list += strspn(list, " \t;");
		n = strcspn(list, ";");
		while (n && (list[n - 1] == ' ' || list[n - 1] == '\t'))
			n--;
		if (n == length && !strncasecmp(list, code, n))
			return true;
		list = strchr(list, ';');
	}
	return false;
}

static bool names_partner(const struct history *h, const struct asked *a, const struct asked *partner)
{
	return a->event != NOT_AN_EVENT && partner->agency_code &&
		list_names_agency(asked_told(h, a)->wording->joint_with, partner->agency_code);
}

bool answer_is_joint(const struct history *h, const struct asked *a, const struct asked *b)
{
	return abs(a->start.day - b->start.day) <= JOINT_WITHIN_DAYS &&
		(names_partner(h, a, b) || names_partner(h, b, a));
}

domains_t answer_by_kind(const struct history *h, const struct asked *a, const struct asked *b)
{
	domains_t both = a->facts.counted & b->facts.counted, answered = 0;

	if (!both || !answer_kind_fits(a, b) || answer_is_followed(h, a, b))
		return 0;
	while (both) {
		int d = domains_take(&both);

		if (a->facts.depth[d] >= b->facts.depth[d])
			answered |= (domains_t)1 << d;
	}
	return answered;
}

/* Domains of b for which 2, 3, 4 and 6 hold. */
static domains_t answer_current(const struct history *h, const struct asked *a,
	const struct asked *b, const int32_t *floor)
{
	domains_t left, answered = 0;

	if (!(a->facts.counted & b->facts.counted) || !answer_is_before(a, b))
		return 0;
	for (left = answer_by_kind(h, a, b); left;) {
		int d = domains_take(&left);

		if (b->start.day <= answer_until(h, a, d) && a->end.day >= floor[d])
			answered |= (domains_t)1 << d;
	}
	return answered;
}

/* Where evidence that may be current for b lies: [*from, result). */
static size_t evidence_window(const struct history *h, const struct asked *b, size_t *from)
{
	struct halving end = {.to = h->evidence_n};

	while (halving_on(&end))
		halving_turn(&end, h->evidence_end[end.at] <= b->start.day);
	for (*from = end.at; *from > 0 && h->evidence_reach[*from - 1] >= b->start.day;)
		(*from)--;
	return end.at;
}

/* Condition 7 ----------------------------------------------------------------- */

static void own_answers_add(struct own_answers *own, domains_t answered, struct civil end)
{
	while (answered) {
		int d = domains_take(&answered);
		domains_t bit = (domains_t)1 << d;
		struct civil *newest = &own->end[d];

		if (!(own->domains & bit) || end.day > newest->day ||
			(end.day == newest->day && end.ms > newest->ms))
			*newest = end;
		own->domains |= bit;
	}
}

void own_answers_find(const struct history *h, const struct asked *b, const int32_t *floor,
	struct own_answers *own)
{
	size_t from, to = evidence_window(h, b, &from);

	own->domains = 0;
	for (size_t i = from; i < to; i++) {
		const struct asked *o = &h->asked[h->evidence[i]];

		if (o->agency == b->agency && o->facts.subject == b->facts.subject)
			own_answers_add(own, answer_current(h, o, b, floor), o->end);
	}
}

bool own_answers_since(const struct own_answers *own, int domain, struct civil end)
{
	return own->domains >> domain & 1 && civil_before(end, own->end[domain]);
}

static domains_t own_answers_leave(const struct own_answers *own, domains_t answered, struct civil end)
{
	for (domains_t left = answered & own->domains; left;) {
		int d = domains_take(&left);

		if (own_answers_since(own, d, end))
			answered &= ~((domains_t)1 << d);
	}
	return answered;
}

/* Findings -------------------------------------------------------------------- */

bool cover_reaches(const struct rule *rule, int answered, int counted)
{
	int num = rule->threshold_num, den = rule->threshold_den;

	return answered > 0 && (int64_t)answered * den >= (int64_t)counted * num;
}

bool cover_is_greater(int a_num, int a_den, int b_num, int b_den)
{
	return (int64_t)a_num * b_den > (int64_t)b_num * a_den;
}

enum stage asked_stage(const struct history *h, const struct asked *a)
{
	const struct wording *w = asked_told(h, a)->wording;

	if (w->kind == EV_REQUEST)
		return SG_REQUESTED;
	if (w->status == ES_IN_PROGRESS)
		return SG_UNDER_WAY;
	if (w->status == ES_COMPLETED)
		return SG_DONE;
	return a->start.day < h->rule.today - PASSED_AFTER_DAYS ? SG_PASSED : SG_PLANNED;
}

static int id_compare(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return x < y ? -1 : x > y;
}

enum status finding_add(const struct history *h, struct findings *findings, const struct asked *b,
	enum finding_kind kind, domains_t answered, int num, int den,
	const struct asked *const *evidence, size_t evidence_n, struct arena *arena, struct err *err)
{
	const struct told *told = asked_told(h, b);
	const struct catalogue *catalogue = h->rule.catalogue;
	int64_t *ids = arena_alloc(arena, evidence_n * sizeof *ids);
	int instrument = b->facts.instrument, minutes = told->wording->minutes;

	if (!ids)
		return err_nomem(err);
	for (size_t i = 0; i < evidence_n; i++)
		ids[i] = asked_told(h, evidence[i])->id;
	qsort(ids, evidence_n, sizeof *ids, id_compare);
	findings->finding[findings->n++] = (struct finding){
		.event = told->id,
		.kind = kind,
		.stage = asked_stage(h, b),
		.policy = b->facts.policy,
		.counted = b->facts.counted,
		.answered = answered,
		.cover_num = num,
		.cover_den = den,
		.instrument = instrument < 0 ? NULL : catalogue_instrument(catalogue, instrument)->code,
		.on = told->start.day,
		.minutes = minutes ? minutes : minutes_usual(catalogue, instrument),
		.agency = told->wording->agency,
		.agency_code = told->wording->agency_code,
		.source_ref = told->source_ref,
		.evidence = ids,
		.evidence_n = evidence_n,
	};
	return ST_OK;
}

static bool is_of(enum whose whose, const struct asked *a, const struct asked *b)
{
	return whose == WHOSE_OWN ? a->agency == b->agency : agency_is_another(a->agency, b->agency);
}

/* Judges one b; scratch has room for all evidence. */
static enum status asked_judge(const struct history *h, const struct asked *b, enum whose whose,
	const struct asked **scratch, struct findings *findings, struct arena *arena, struct err *err)
{
	int32_t other_floor[DOMAINS_MAX];
	const int32_t *floor = resets_floor(h, b, other_floor);
	struct own_answers own = {.domains = 0};
	size_t from, to = evidence_window(h, b, &from), n = 0;
	domains_t answered = 0;
	bool is_repeat = false;
	int counted = domains_count(b->facts.counted);

	if (whose == WHOSE_OTHERS)
		own_answers_find(h, b, floor, &own);
	for (size_t i = from; i < to; i++) {
		const struct asked *a = &h->asked[h->evidence[i]];
		domains_t by_a;

		if (!is_of(whose, a, b) || a->facts.subject != b->facts.subject || answer_is_joint(h, a, b))
			continue;
		by_a = own_answers_leave(&own, answer_current(h, a, b, floor), a->end);
		if (!by_a)
			continue;
		answered |= by_a;
		is_repeat |= a->group == b->group;
		scratch[n++] = a;
	}
	if (!cover_reaches(&h->rule, domains_count(answered), counted))
		return ST_OK;
	return finding_add(h, findings, b, is_repeat ? FK_REPEAT : FK_OVERLAP, answered,
		domains_count(answered), counted, scratch, n, arena, err);
}

static int finding_compare(const void *a, const void *b)
{
	const struct finding *x = a, *y = b;

	if (x->event != y->event)
		return x->event < y->event ? -1 : 1;
	return (int)x->kind - (int)y->kind;
}

static enum status history_judge(const struct history *h, enum whose whose, struct arena *arena,
	struct finding **out, size_t *n, struct err *err)
{
	struct findings findings = {0};
	const struct asked **scratch = arena_alloc(arena, (h->evidence_n + 1) * sizeof *scratch);
	enum status status = ST_OK;
	size_t judged = 0;

	for (size_t i = 0; i < h->asked_n; i++)
		judged += h->asked[i].facts.is_judged;
	/* one of its own and one together */
	findings.finding = arena_alloc(arena, (2 * judged + 1) * sizeof *findings.finding);
	if (!scratch || !findings.finding)
		return err_nomem(err);
	for (size_t i = 0; i < h->asked_n && status == ST_OK; i++) {
		const struct asked *b = &h->asked[i];

		if (b->facts.is_judged && !b->facts.is_reuse)
			status = asked_judge(h, b, whose, scratch, &findings, arena, err);
	}
	if (status == ST_OK && whose == WHOSE_OTHERS)
		status = together_judge(h, &findings, arena, err);
	if (status != ST_OK)
		return status;
	qsort(findings.finding, findings.n, sizeof *findings.finding, finding_compare);
	*out = findings.finding;
	*n = findings.n;
	return ST_OK;
}

enum status duplicates_judge(const struct history *h, struct arena *arena, struct finding **out,
	size_t *n, struct err *err)
{
	return history_judge(h, WHOSE_OTHERS, arena, out, n, err);
}

enum status duplicates_judge_same_agency(const struct history *h, struct arena *arena,
	struct finding **out, size_t *n, struct err *err)
{
	return history_judge(h, WHOSE_OWN, arena, out, n, err);
}
