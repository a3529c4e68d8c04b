/* A journey's time: days as people type them, time in which nothing happened, referrals
 * that wait, agencies gone silent, parts of it, and who knows. */
#include <stdio.h>
#include <string.h>

#include "journey.h"
#include "story.h"
#include "town.h"

static const char *typed(const char *text)
{
	static char out[32];
	char first[11], last[11];
	int32_t a, b;

	if (!civil_typed(text, civil_day(2025, 11, 21), &a, &b))
		return "no";
	civil_iso(a, first);
	civil_iso(b, last);
	snprintf(out, sizeof out, a == b ? "%s" : "%s %s", first, last);
	return out;
}

static void a_day_is_read_however_it_is_typed(void **state)
{
	static const char *const WAYS[] = {"2025-09-12", "12/9/25", "12.9.2025", "12 Sep 2025", "12sep", " 12 september ",
		"Sep 12", "12/9", "12-09-2025", "-70", "Sept 12, 2025"};

	(void)state;
	for (size_t i = 0; i < sizeof WAYS / sizeof *WAYS; i++)
		assert_string_equal(typed(WAYS[i]), "2025-09-12");
	assert_string_equal(typed("today"), "2025-11-21");
	assert_string_equal(typed("tod"), "2025-11-21");
	assert_string_equal(typed("Yesterday"), "2025-11-20");
	assert_string_equal(typed("-3m"), "2025-08-21");
	assert_string_equal(typed("+2w"), "2025-12-05");
	assert_string_equal(typed("-1y"), "2024-11-21");
	assert_string_equal(typed("3 jul 43"), "1943-07-03");
}

static void a_month_or_a_year_is_all_of_it(void **state)
{
	(void)state;
	assert_string_equal(typed("1999"), "1999-01-01 1999-12-31");
	assert_string_equal(typed("Feb 2024"), "2024-02-01 2024-02-29");
	assert_string_equal(typed("9/2024"), "2024-09-01 2024-09-30");
	assert_string_equal(typed("2024-09"), "2024-09-01 2024-09-30");
}

static void without_a_year_it_is_the_nearest(void **state)
{
	(void)state;
	assert_string_equal(typed("3 Dec"), "2025-12-03");
	assert_string_equal(typed("sep"), "2025-09-01 2025-09-30");
	assert_string_equal(typed("1 Aug"), "2025-08-01");
	assert_string_equal(typed("29 Feb"), "2024-02-29");
}

static void what_is_no_day_is_none(void **state)
{
	static const char *const NOT[] = {"", " ", "31 Feb", "30/2/2025", "13/13/2025", "someday", "to", "2025-13", "0",
		"9999999", "1 2 3 4", "-", "12 sep 5", "-3q"};

	(void)state;
	for (size_t i = 0; i < sizeof NOT / sizeof *NOT; i++)
		if (strcmp(typed(NOT[i]), "no") != 0)
			fail_msg("\"%s\" was read as %s", NOT[i], typed(NOT[i]));
}

/* Gaps -------------------------------------------------------------------- */

struct told { struct journey_row row[8]; const struct journey_row *at[8]; size_t n; };

/* Newest first, as a journey is. */
static void tells(struct told *t, enum event_kind kind, const char *from, const char *to)
{
	struct journey_row *r = &t->row[t->n];

	*r = (struct journey_row){.event = {.kind = kind, .status = ES_COMPLETED, .end = CIVIL_ABSENT}};
	assert_true(civil_parse(from, &r->event.start));
	if (to && strcmp(to, "on") != 0)
		assert_true(civil_parse(to, &r->event.end));
	t->at[t->n++] = r;
}

static struct journey_gap gap_after(const struct told *t, size_t i)
{
	struct arena *a = arena_new();
	struct journey_gap *gap, found;

	works(journey_gaps(t->at, t->n, civil_day(2025, 11, 21), a, &gap, &the_err));
	found = gap[i];
	arena_free(a);
	return found;
}

static void time_without_anything_is_counted_from_the_last_end(void **state)
{
	struct told t = {.n = 0};

	(void)state;
	tells(&t, EV_CONTACT, "2025-09-30", NULL);
	tells(&t, EV_ADMISSION, "2025-08-01", "2025-08-20");
	tells(&t, EV_CONTACT, "2025-07-25", NULL);
	assert_int_equal(gap_after(&t, 0).days, 52);
	assert_int_equal(gap_after(&t, 1).days, 41);
	assert_null(gap_after(&t, 1).but);
	assert_int_equal(gap_after(&t, 2).days, 0);
}

static void while_support_goes_on_there_is_nothing_but_that(void **state)
{
	struct told t = {.n = 0};

	(void)state;
	tells(&t, EV_CONTACT, "2025-09-30", NULL);
	tells(&t, EV_CONTACT, "2025-08-01", NULL);
	tells(&t, EV_SERVICE, "2025-07-07", "on");
	assert_int_equal(gap_after(&t, 1).days, 60);
	assert_ptr_equal(gap_after(&t, 1).but, t.at[2]);
	assert_int_equal(gap_after(&t, 1).but_days, 60);
}

static void support_that_ended_meanwhile_is_told_with_what_followed(void **state)
{
	struct told t = {.n = 0};

	(void)state;
	tells(&t, EV_CONTACT, "2025-11-20", NULL);
	tells(&t, EV_SERVICE, "2025-07-07", "2025-09-07");
	assert_int_equal(gap_after(&t, 1).days, 136);
	assert_ptr_equal(gap_after(&t, 1).but, t.at[1]);
	assert_int_equal(gap_after(&t, 1).but_days, 62);
}

static void what_ended_shortly_after_it_began_is_no_word_in_it(void **state)
{
	struct told t = {.n = 0};

	(void)state;
	tells(&t, EV_CONTACT, "2025-11-20", NULL);
	tells(&t, EV_SERVICE, "2025-07-07", "2025-07-27");
	assert_int_equal(gap_after(&t, 1).days, 116);
	assert_null(gap_after(&t, 1).but);
}

static void what_is_ahead_is_no_time_without_anything(void **state)
{
	struct told t = {.n = 0};

	(void)state;
	tells(&t, EV_ASSESSMENT, "2026-03-01", NULL);
	tells(&t, EV_CONTACT, "2025-10-01", NULL);
	assert_int_equal(gap_after(&t, 0).days, 0);
	assert_int_equal(gap_after(&t, 1).days, 51); /* up to today */
}

static void a_part_has_what_lasted_into_it(void **state)
{
	struct told t = {.n = 0};
	struct journey_part part = JOURNEY_WHOLE;

	(void)state;
	tells(&t, EV_ADMISSION, "2025-06-12", "2025-06-25");
	assert_true(journey_part_has(&part, t.at[0]));
	part.from = civil_day(2025, 6, 25);
	assert_true(journey_part_has(&part, t.at[0]));
	part.from = civil_day(2025, 6, 26);
	assert_false(journey_part_has(&part, t.at[0]));
	part.from = CIVIL_NONE;
	part.to = civil_day(2025, 6, 11);
	assert_false(journey_part_has(&part, t.at[0]));
	part = JOURNEY_WHOLE;
	part.kind = EV_CONTACT;
	assert_false(journey_part_has(&part, t.at[0]));
}

/* A person in a store ------------------------------------------------------ */

static struct person *opened(struct town *t, int64_t who)
{
	struct person *p = NULL;

	works(person_open(t->session, who, t->arena, &p, &the_err));
	return p;
}

static void a_referral_waits_until_it_is_answered(void **state)
{
	struct town t;
	struct person *p;
	int64_t who, open, late;

	(void)state;
	town_open(&t);
	who = town_record(&t, "GP", "1", "Grace", "Okafor", "1943-07-03");
	open = town_event(&t, (struct event){.agency_code = "GP", .local_id = "1", .source_ref = "r1", .kind = EV_REQUEST,
		.status = ES_COMPLETED, .starts_on = "2025-11-18", .to_agency = "ASC"});
	late = town_event(&t, (struct event){.agency_code = "GP", .local_id = "1", .source_ref = "r2", .kind = EV_REQUEST,
		.status = ES_PLANNED, .starts_on = "2025-09-30", .to_agency = "ASC"});
	town_event(&t, (struct event){.agency_code = "GP", .local_id = "1", .source_ref = "r3", .kind = EV_REQUEST,
		.status = ES_COMPLETED, .starts_on = "2025-05-12", .responded_on = "2025-05-30", .to_agency = "ASC"});
	p = opened(&t, who);
	assert_int_equal(p->row[0].event.id, open);
	assert_int_equal(p->row[0].waiting, 3);
	assert_false(p->row[0].is_overdue);
	assert_int_equal(person_row(p, late)->waiting, 52);
	assert_true(person_row(p, late)->is_overdue);
	assert_int_equal(p->row[2].waiting, -1);
	town_close(&t);
}

static void no_news_from_an_agency_is_not_that_nothing_happened(void **state)
{
	struct town t;
	struct person *p;
	int64_t who, other;

	(void)state;
	town_open(&t);
	who = town_record(&t, "GP", "1", "Grace", "Okafor", "1943-07-03");
	other = town_record(&t, "GP", "2", "Ivy", "Lamb", "1950-01-01");
	town_event(&t, (struct event){.agency_code = "GP", .local_id = "1", .source_ref = "c1", .kind = EV_CONTACT,
		.status = ES_COMPLETED, .starts_on = "2025-05-12"});
	p = opened(&t, who);
	assert_true(p->involved[0].is_silent);
	assert_int_equal(p->involved[0].heard, civil_day(2025, 5, 12));
	town_event(&t, (struct event){.agency_code = "GP", .local_id = "2", .source_ref = "c2", .kind = EV_CONTACT,
		.status = ES_COMPLETED, .starts_on = "2025-11-19"});
	(void)other;
	assert_false(opened(&t, who)->involved[0].is_silent);
	town_close(&t);
}

/* Who has asked about a domain, best first: "ASC:n1 current; AGE:v1 lapsed; ". */
static const char *sources(struct story *s, const char *domain)
{
	static const char *const STATES[] = {"never", "current", "lapsed", "reset"};
	const struct history *h = story_history(s);
	struct answer *an;
	size_t n;
	int d = catalogue_domain_find(s->catalogue, domain, strlen(domain));
	char *all = arena_dup(s->arena, "");

	works(known_sources(h, d, s->arena, &an, &n, &the_err));
	for (size_t i = 0; i < n; i++)
		all = arena_printf(s->arena, "%s%s:%s %s; ", all, s->event[an[i].by].agency_code,
			s->event[an[i].by].source_ref, STATES[an[i].state]);
	return all;
}

static void all_who_know_are_told_the_deepest_that_holds_first(void **state)
{
	struct story *s = *state;

	asks(s, "AGEUK:v", "2025-11-01", "domains=MOBIL depth=contact");
	asks(s, "ASC:n", "2025-10-01", "domains=MOBIL depth=specialist");
	asks(s, "NHS:d", "2025-01-05", "domains=MOBIL depth=specialist");
	asks(s, "GP:g", "2025-02-05", "domains=MOBIL depth=overview");
	assert_string_equal(sources(s, "MOBIL"), "ASC:n current; AGEUK:v current; GP:g lapsed; NHS:d lapsed; ");
	assert_string_equal(sources(s, "SKIN"), "");
}

static void what_a_fall_reset_stands_after_what_was_asked_since(void **state)
{
	struct story *s = *state;

	asks(s, "ASC:n", "2025-10-01", "domains=MOBIL depth=specialist");
	changes(s, "AGEUK:f", "2025-10-20", "resets=MOBIL");
	asks(s, "GP:g", "2025-11-05", "domains=MOBIL depth=contact");
	assert_string_equal(sources(s, "MOBIL"), "GP:g current; ASC:n reset; ");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_day_is_read_however_it_is_typed),
		cmocka_unit_test(a_month_or_a_year_is_all_of_it),
		cmocka_unit_test(without_a_year_it_is_the_nearest),
		cmocka_unit_test(what_is_no_day_is_none),
		cmocka_unit_test(time_without_anything_is_counted_from_the_last_end),
		cmocka_unit_test(while_support_goes_on_there_is_nothing_but_that),
		cmocka_unit_test(support_that_ended_meanwhile_is_told_with_what_followed),
		cmocka_unit_test(what_ended_shortly_after_it_began_is_no_word_in_it),
		cmocka_unit_test(what_is_ahead_is_no_time_without_anything),
		cmocka_unit_test(a_part_has_what_lasted_into_it),
		cmocka_unit_test(a_referral_waits_until_it_is_answered),
		cmocka_unit_test(no_news_from_an_agency_is_not_that_nothing_happened),
		story_test(all_who_know_are_told_the_deepest_that_holds_first),
		story_test(what_a_fall_reset_stands_after_what_was_asked_since),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
