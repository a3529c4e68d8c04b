/* What stands on Today: kept as it would be judged anew, whatever day it is. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "care/standing.h"
#include "case.h"
#include "town.h"

struct chance { uint64_t state; };

static int32_t drawn(struct chance *c, int32_t below)
{
	c->state = c->state * 6364136223846793005u + 1442695040888963407u;
	return (int32_t)((c->state >> 33) % (uint64_t)below);
}

enum { FIRST = 20000, DAYS = 60, MOST = 8 };

/* Stays and what bears on them, some dated ahead; warnings, plans, referrals. */
static struct event any_event(struct chance *c, int64_t id, struct arena *a)
{
	static const enum event_kind KIND[] = {EV_ADMISSION, EV_ADMISSION, EV_DISCHARGE, EV_DISCHARGE,
		EV_CONTACT, EV_ASSESSMENT, EV_WARNING, EV_REQUEST, EV_SERVICE};
	enum event_kind kind = KIND[drawn(c, 9)];
	struct event e = {.id = id, .agency = 1 + drawn(c, 2), .kind = kind,
		.status = drawn(c, 5) ? ES_COMPLETED : (enum event_status)drawn(c, 4),
		.start = {FIRST + drawn(c, DAYS), CIVIL_NO_TIME}, .end = CIVIL_ABSENT};
	char day[11];

	if ((kind == EV_ADMISSION || kind == EV_SERVICE) && drawn(c, 3))
		e.end = (struct civil){e.start.day + drawn(c, 20), CIVIL_NO_TIME};
	civil_iso(e.start.day + drawn(c, 40), day);
	if (kind == EV_WARNING)
		e.valid_until = arena_dup(a, day);
	return e;
}

static int by_start(const void *a, const void *b)
{
	const struct event *x = a, *y = b;

	if (x->start.day != y->start.day)
		return x->start.day - y->start.day;
	return (x->id > y->id) - (x->id < y->id);
}

static size_t without_turns(const struct standings *s, int32_t today, struct standing *out, int32_t *turns)
{
	size_t n = 0;

	*turns = INT32_MAX;
	for (size_t i = 0; i < s->v.n; i++)
		if (s->v.v[i].kind == SK_TURNS)
			*turns = s->v.v[i].day;
		else if (s->v.v[i].kind != SK_LEFT || s->v.v[i].day >= today - LEFT_DAYS)
			out[n++] = s->v.v[i];
	return n;
}

static void what_stands_holds_until_the_day_on_which_it_turns(void **state)
{
	struct arena *a = arena_new();
	struct chance c = {7};
	struct standings then = {0}, now = {0};

	(void)state;
	for (int round = 0; round < 4000; round++) {
		struct event e[MOST];
		struct standing kept[MOST], fresh[MOST];
		struct death died = drawn(&c, 6) ? DEATH_NONE : (struct death){true, FIRST + drawn(&c, DAYS)};
		int32_t turns, later, judged = FIRST + drawn(&c, DAYS);
		size_t n = 1 + (size_t)drawn(&c, MOST);

		arena_reset(a);
		for (size_t i = 0; i < n; i++)
			e[i] = any_event(&c, (int64_t)i + 1, a);
		qsort(e, n, sizeof *e, by_start);
		assert_true(standing_judge(9, e, n, died, judged, &then));
		without_turns(&then, judged, kept, &turns);
		for (int32_t day = judged; day < turns && day < judged + 40; day++) {
			size_t kept_n = without_turns(&then, day, kept, &later), fresh_n;

			assert_true(standing_judge(9, e, n, died, day, &now));
			fresh_n = without_turns(&now, day, fresh, &later);
			assert_int_equal(later, turns);
			assert_int_equal(kept_n, fresh_n);
			assert_memory_equal(kept, fresh, fresh_n * sizeof *fresh);
		}
	}
	vec_done(&then.v);
	vec_done(&now.v);
	arena_free(a);
}

static void all_is_well(struct town *t)
{
	struct doctor_report report;

	works(doctor_run(t->session, t->arena, &report, &the_err));
	for (size_t i = 0; i < report.complaint_n; i++)
		print_error("%s\n", report.complaint[i].text);
	assert_int_equal(report.complaint_n, 0);
}

/* Three people, whose records change hands, who stay and die, on one day and another. */
static void a_day_passes(struct town *t, struct chance *c, const int64_t record[static 6])
{
	static const char *const local[] = {"1", "2", "3"};
	static const char *const agency[] = {"ASC", "RNHS"};
	struct event e = any_event(c, 0, t->arena);
	char on[11], end[11], ref[16];
	int who = drawn(c, 6);

	civil_iso(TOWN_TODAY - 30 + e.start.day - FIRST, on);
	civil_iso(TOWN_TODAY - 30 + e.end.day - FIRST, end);
	snprintf(ref, sizeof ref, "e%d-%d", who, drawn(c, 8));
	e.starts_on = on;
	e.ends_on = civil_is_set(e.end) ? end : NULL;
	e.agency_code = agency[who % 2];
	e.local_id = local[who / 2];
	e.source_ref = ref;
	switch (drawn(c, 8)) {
	case 0:
		town_hold(t, record[who | 1], record[(who | 1) - drawn(c, 2)]);
		break;
	case 1:
		town_field(t, record[who], RF_DATE_OF_DEATH, drawn(c, 2) ? NULL : drawn(c, 2) ? on : DEATH_UNDATED);
		break;
	case 2:
		town_reopen(t, NULL, TOWN_TODAY - 30 + drawn(c, 70));
		break;
	default:
		town_event(t, e);
	}
}

static void what_is_kept_is_what_would_be_judged_anew(void **state)
{
	static const char *const local[] = {"1", "2", "3"};
	struct chance c = {11};
	int64_t record[6];
	struct town t;

	(void)state;
	town_open(&t);
	for (size_t i = 0; i < 6; i++)
		record[i] = town_record(&t, i % 2 ? "RNHS" : "ASC", local[i / 2], "Grace", "Okafor", "1943-07-03");
	for (int step = 0; step < 400; step++) {
		a_day_passes(&t, &c, record);
		all_is_well(&t);
		arena_reset(t.arena);
	}
	town_close(&t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_stands_holds_until_the_day_on_which_it_turns),
		cmocka_unit_test(what_is_kept_is_what_would_be_judged_anew),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
