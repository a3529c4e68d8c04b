/* The rule as the program has it, with its windows, floors and sums, against
 * the seven conditions written down one by one and tried on every pair: the
 * same findings for thousands of made-up people. */
#include <stdlib.h>
#include <string.h>

#include "story.h"

#define TEST(name) static void name(void **state)

/* The conditions, word by word --------------------------------------------------- */

struct one {
	const struct event *e;
	const struct facts *f;
	const struct instrument *i; /* or NULL */
	struct civil start, end;
	const char *agency;
};

struct crowd {
	struct story *s;
	struct one one[STORY_EVENTS];
	size_t n;
};

static void crowd_read(struct crowd *c, struct story *s, const struct history *h)
{
	c->s = s;
	c->n = s->event_n;
	for (size_t k = 0; k < c->n; k++) {
		struct one *o = &c->one[k];
		bool is_request;

		o->e = &s->event[k];
		o->f = history_facts(h, k);
		o->i = o->f->instrument < 0 ? NULL : catalogue_instrument(s->catalogue, o->f->instrument);
		is_request = o->e->kind == EV_REQUEST;
		o->start = is_request ? (struct civil){s->rule.today, CIVIL_NO_TIME} : o->e->start;
		o->end = !civil_is_set(o->e->end) || civil_before(o->e->end, o->start) ? o->start : o->e->end;
		o->agency = is_request && o->e->to_agency ? o->e->to_agency : o->e->agency_code;
	}
}

static bool has_happened(const struct event *e)
{
	return e->status == ES_COMPLETED || e->status == ES_IN_PROGRESS;
}

static bool spans_a_night(const struct one *o)
{
	return !civil_is_set(o->e->end) || civil_before(o->e->end, o->start) || o->end.day > o->start.day;
}

static bool is_open_stay(const struct one *o)
{
	return !civil_is_set(o->e->end) || civil_before(o->e->end, o->start);
}

static int name_order(const struct one *x, const struct one *y)
{
	int order = strcmp(x->e->agency_code, y->e->agency_code);

	return order ? order : strcmp(x->e->source_ref, y->e->source_ref);
}

static bool is_transfer(const struct crowd *c, const struct one *x)
{
	for (size_t k = 0; k < c->n; k++) {
		const struct one *y = &c->one[k];

		if (y == x || y->e->kind != EV_ADMISSION || !has_happened(y->e) || !spans_a_night(y))
			continue;
		if (civil_before(y->start, x->start) && (is_open_stay(y) || x->start.day <= y->end.day + 1))
			return true;
		if (!civil_before(y->start, x->start) && !civil_before(x->start, y->start) && name_order(x, y) > 0)
			return true;
	}
	return false;
}

static bool resets(const struct crowd *c, const struct one *r, int d)
{
	const struct catalogue *catalogue = c->s->catalogue;
	domains_t set = 0;

	if (!has_happened(r->e) || (r->e->resets && !strcmp(r->e->resets, "none")))
		return false;
	if (r->e->kind == EV_ADMISSION && (!spans_a_night(r) || is_transfer(c, r)))
		return false;
	if (r->e->resets)
		set = catalogue_domains_parse(catalogue, r->e->resets, NULL, NULL);
	else if (r->e->kind == EV_ADMISSION)
		set = catalogue_domains_parse(catalogue, "HEALTH;MEDS;NUTRI;PCARE;CONT;MOBIL;SKIN;COGN", NULL, NULL);
	else if (r->e->kind == EV_CHANGE && !catalogue_change_find(catalogue, r->e->code, &set, NULL))
		set = ~(domains_t)0;
	return set >> d & 1;
}

static bool is_reset(const struct crowd *c, const struct one *a, const struct one *b, int d)
{
	for (size_t k = 0; k < c->n; k++) {
		const struct one *r = &c->one[k];
		bool is_sudden = r->e->kind == EV_CHANGE || r->e->kind == EV_CONCERN;

		int32_t day = r->e->start.day;

		if (r == b || !resets(c, r, d) || day > b->start.day)
			continue;
		if (is_sudden ? a->end.day <= day : a->end.day < day)
			return true;
	}
	return false;
}

static bool is_current(const struct crowd *c, const struct one *a, int d, int32_t day)
{
	int max_days = catalogue_domain(c->s->catalogue, (size_t)d)->max_days;
	int validity = a->i ? a->i->validity_days : 90;
	struct civil until;

	if (a->e->valid_until && civil_parse(a->e->valid_until, &until))
		return day <= until.day;
	return day <= a->end.day + (validity < max_days ? validity : max_days);
}

static bool same_group(const struct one *a, const struct one *b)
{
	return a->i && b->i && a->i->group == b->i->group;
}

static bool by_3_and_4(const struct one *a, const struct one *b, int d)
{
	bool a_needs = !a->i || a->i->class == CLASS_NEEDS, b_needs = !b->i || b->i->class == CLASS_NEEDS;

	if (!(a->f->counted >> d & 1) || a->f->depth[d] < b->f->depth[d])
		return false;
	for (size_t k = 0; b->i && a->i && k < b->i->follows_n; k++)
		if (b->i->follows[k] == a->f->instrument)
			return false;
	return same_group(a, b) || (a_needs && b_needs && b->f->policy != PO_SAME);
}

static bool is_joint(const struct one *a, const struct one *b)
{
	bool is_named = (a->e->joint_with && !strcmp(a->e->joint_with, b->agency)) ||
		(b->e->joint_with && !strcmp(b->e->joint_with, a->agency));

	return is_named && abs(a->start.day - b->start.day) <= 1;
}

static bool is_another(const struct one *a, const struct one *b)
{
	return strcmp(a->agency, b->agency) != 0 && strcmp(a->agency, AGENCY_UNKNOWN) != 0;
}

static bool by_1(const struct one *a, const struct one *b, bool is_own)
{
	return (a->e->kind == EV_ASSESSMENT || a->e->kind == EV_REVIEW) && a->e->status == ES_COMPLETED &&
		a->f->policy != PO_NEVER && a->f->subject == b->f->subject &&
		(is_own ? !strcmp(a->agency, b->agency) : is_another(a, b));
}

static bool by_2346(const struct crowd *c, const struct one *a, const struct one *b, int d)
{
	return civil_before(a->end, b->start) && is_current(c, a, d, b->start.day) && by_3_and_4(a, b, d) &&
		!is_reset(c, a, b, d);
}

static bool answers(const struct crowd *c, const struct one *a, const struct one *b, int d, bool is_within)
{
	if (!by_1(a, b, is_within) || !by_2346(c, a, b, d) || is_joint(a, b))
		return false;
	for (size_t k = 0; k < c->n && !is_within; k++) {
		const struct one *o = &c->one[k];

		if (by_1(o, b, true) && by_2346(c, o, b, d) && civil_before(a->end, o->end))
			return false;
	}
	return true;
}

/* What they make ------------------------------------------------------------------- */

struct outcome {
	domains_t answered;
	uint64_t evidence; /* bit = index of the event */
	bool is_repeat;
	int num, den;
};

static int count(domains_t set)
{
	int n = 0;

	for (; set; set &= set - 1)
		n++;
	return n;
}

static bool judge(const struct crowd *c, const struct one *b, bool is_within, struct outcome *v)
{
	*v = (struct outcome){.den = count(b->f->counted)};
	if (!b->f->is_judged || b->f->is_reuse)
		return false;
	for (size_t k = 0; k < c->n; k++)
		for (int d = 0; d < DOMAINS_MAX; d++) {
			if (!(b->f->counted >> d & 1) || !answers(c, &c->one[k], b, d, is_within))
				continue;
			v->answered |= (domains_t)1 << d;
			v->evidence |= (uint64_t)1 << k;
			v->is_repeat |= same_group(&c->one[k], b);
		}
	v->num = count(v->answered);
	return v->num && 2 * v->num >= v->den;
}

static domains_t one_way(const struct one *a, const struct one *b)
{
	domains_t set = 0;

	for (int d = 0; d < DOMAINS_MAX; d++)
		if (b->f->counted >> d & 1 && by_3_and_4(a, b, d))
			set |= (domains_t)1 << d;
	return set;
}

static bool is_to_come(const struct crowd *c, const struct one *o)
{
	return o->e->kind == EV_ASSESSMENT && o->f->is_judged && !o->f->is_reuse &&
		(o->e->status == ES_IN_PROGRESS ||
		 (o->e->status == ES_PLANNED && c->s->rule.today - o->start.day <= 14));
}

static bool together(const struct crowd *c, const struct one *b, struct outcome *v)
{
	*v = (struct outcome){.den = 1};
	for (size_t k = 0; k < c->n; k++) {
		const struct one *a = &c->one[k];
		bool is_before = civil_before(a->start, b->start) ||
			(!civil_before(b->start, a->start) && name_order(a, b) < 0);
		domains_t there, back;
		int num, den;

		if (a == b || !is_before || !is_to_come(c, a) || !is_to_come(c, b) || !is_another(a, b) || !is_another(b, a) ||
			a->f->subject != b->f->subject || is_joint(a, b) || b->start.day - a->start.day > 28)
			continue;
		there = one_way(a, b);
		back = one_way(b, a);
		num = count(there);
		den = count(b->f->counted);
		if (count(back) * den > num * count(a->f->counted)) {
			there = back;
			num = count(back);
			den = count(a->f->counted);
		}
		if (!num || 2 * num < den)
			continue;
		v->answered |= there;
		v->evidence |= (uint64_t)1 << k;
		if (num * v->den > v->num * den) {
			v->num = num;
			v->den = den;
		}
	}
	return v->evidence;
}

/* Made-up people --------------------------------------------------------------------- */

static uint32_t random_next(uint32_t *seed, uint32_t below)
{
	*seed = *seed * 1664525u + 1013904223u;
	return (*seed >> 8) % below;
}

static const char *pick(uint32_t *seed, const char *const *from, size_t n)
{
	return from[random_next(seed, (uint32_t)n)];
}
#define PICK(seed, ...) pick(seed, (const char *const[]){__VA_ARGS__}, \
	sizeof (const char *const[]){__VA_ARGS__} / sizeof(const char *))

static const char *random_date(struct story *s, uint32_t *seed)
{
	uint32_t day = random_next(seed, 75);

	return arena_printf(s->arena, "2025-%02u-%02u%s", (unsigned)(9 + day / 25), (unsigned)(1 + day % 25),
		PICK(seed, "", "", "T09:00", "T12:00"));
}

static const char *random_asking(struct story *s, uint32_t *seed)
{
	return arena_printf(s->arena, "%s%s%s%s%s%s%s",
		PICK(seed, "instrument=HDA ", "instrument=REABL ", "instrument=CA-NEEDS ", "instrument=TUG ",
			"instrument=TINETTI ", "instrument=BARTHEL ", "instrument=WATERLOW ", "instrument=MHANDL ",
			"domains=MOBIL;HOME ", "domains=MOBIL:contact;MEDS;COGN ", "domains=HOME;COMM ", ""),
		PICK(seed, "", "", "", "domains=MOBIL;HOME ", "domains=NUTRI;PCARE;MOBIL:specialist ", "domains=COGN;SAFEG "),
		PICK(seed, "", "", "", "depth=contact ", "depth=specialist "),
		PICK(seed, "", "", "", "status=planned ", "status=planned ", "status=in-progress ", "status=cancelled "),
		PICK(seed, "", "", "", "joint_with=ASC ", "joint_with=NHS "),
		PICK(seed, "", "", "", "", "", "valid_until=2025-10-10 ", "subject=carer ", "reuses=X:1 ", "resets=MOBIL "),
		PICK(seed, "", "", "", "ends_on=2025-10-05 ", "ends_on=2025-10-20T10:00 "));
}

static void random_event(struct story *s, uint32_t *seed, int number)
{
	const char *address = arena_printf(s->arena, "%s:%d",
		PICK(seed, "ASC", "NHS", "GP", "ASC", "NHS", "GP", "UNKNOWN"), number);
	const char *date = random_date(s, seed);

	switch (random_next(seed, 12)) {
	case 0:
		admits(s, address, date, PICK(seed, "", "ends_on=2025-10-01", "ends_on=2025-10-12 resets=HOME",
			"ends_on=2025-11-05", "ends_on=2025-09-20 status=in-progress", "status=cancelled"));
		return;
	case 1:
		changes(s, address, date, PICK(seed, "code=fall", "code=move", "code=medication_change", "resets=none", ""));
		return;
	case 2:
		happens(s, EV_CONCERN, address, date, PICK(seed, "", "resets=MOBIL;COGN", "resets=HOME"));
		return;
	case 3:
		reviews(s, address, date, random_asking(s, seed));
		return;
	case 4:
		requests(s, address, date, arena_printf(s->arena, "%s%s", random_asking(s, seed),
			PICK(seed, "to_agency=ASC", "to_agency=GP", "to_agency=HOUSING", "")));
		return;
	default:
		asks(s, address, date, random_asking(s, seed));
	}
}

/* One against the other ----------------------------------------------------------------- */

static void same_finding(const struct crowd *c, const struct finding *f, const struct outcome *v,
	enum finding_kind kind)
{
	uint64_t evidence = 0;

	for (size_t i = 0; i < f->evidence_n; i++)
		evidence |= (uint64_t)1 << (f->evidence[i] - c->s->event[0].id);
	assert_int_equal(f->kind, kind);
	assert_int_equal(f->answered, v->answered);
	assert_true(evidence == v->evidence);
	assert_int_equal(f->cover_num * v->den, v->num * f->cover_den);
}

/* How many findings both agree on. */
static size_t compare(struct story *s, bool is_within)
{
	struct history *h = story_history(s);
	struct crowd c;
	struct finding *found;
	struct err err;
	size_t n, at = 0;

	crowd_read(&c, s, h);
	assert_int_equal(is_within ? duplicates_judge_same_agency(h, s->arena, &found, &n, &err) :
		duplicates_judge(h, s->arena, &found, &n, &err), ST_OK);
	for (size_t k = 0; k < c.n; k++) {
		struct outcome v;

		if (judge(&c, &c.one[k], is_within, &v)) {
			assert_true(at < n && found[at].event == c.one[k].e->id);
			same_finding(&c, &found[at++], &v, v.is_repeat ? FK_REPEAT : FK_OVERLAP);
		}
		if (!is_within && together(&c, &c.one[k], &v)) {
			assert_true(at < n && found[at].event == c.one[k].e->id);
			same_finding(&c, &found[at++], &v, FK_TOGETHER);
		}
	}
	assert_int_equal(at, n);
	return n;
}

static void compare_people(struct story *s, int people, int events, bool is_within)
{
	uint32_t seed = 7;
	size_t findings = 0;

	for (int p = 0; p < people; p++) {
		arena_reset(s->arena);
		s->event_n = 0;
		s->died = p % 10 ? CIVIL_NONE : on("2025-11-10");
		for (int i = 0; i < events; i++)
			random_event(s, &seed, i);
		findings += compare(s, is_within);
	}
	assert_true(findings > (size_t)people / 10);
}

TEST(short_histories_are_judged_to_the_letter)
{
	today_is(*state, "2025-11-12");
	compare_people(*state, 8000, 10, false);
}

TEST(long_histories_are_judged_to_the_letter)
{
	today_is(*state, "2025-11-12");
	compare_people(*state, 150, 60, false);
}

TEST(repeats_within_an_agency_are_judged_to_the_letter)
{
	today_is(*state, "2025-10-12");
	compare_people(*state, 4000, 12, true);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		story_test(short_histories_are_judged_to_the_letter),
		story_test(long_histories_are_judged_to_the_letter),
		story_test(repeats_within_an_agency_are_judged_to_the_letter),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
