/* What the rule reads of an event, packed and taken apart again. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "gist.h"

static const struct event WHOLE = {
	.agency = 7, .source_ref = "a/1", .kind = EV_ASSESSMENT, .status = ES_PLANNED,
	.start = {20413, CIVIL_NO_TIME}, .end = {20414, 86399999},
	.code_system = "s", .code = "c", .instrument = "OT-FUNC", .domains = "MOBIL;COGN:overview",
	.depth = "specialist", .valid_until = "2026-01-01", .subject = "carer", .review_of = "NHS:1",
	.reuses = "NHS:2", .joint_with = "NHS", .to_agency = "GP", .responded_on = "2025-12-01",
	.resets = "none", .minutes = "45",
};

static struct gists packed(const struct event *e, int64_t id)
{
	struct gists g = {0};

	assert_true(gist_add(&g, e, id));
	return g;
}

static void same_time(struct civil a, struct civil b)
{
	assert_int_equal(a.day, b.day);
	assert_int_equal(a.ms, b.ms);
}

static void what_is_packed_comes_out(void **state)
{
	struct gists g = packed(&WHOLE, 42);
	const char *text = g.text.v;
	char room[200];
	struct event e;
	struct gist out;

	(void)state;
	assert_true(gist_next(&text, &out));
	assert_int_equal(out.event, 42);
	same_time(out.start, WHOLE.start);
	same_time(out.end, WHOLE.end);
	assert_int_equal(out.source_ref_n, 3);
	assert_memory_equal(out.source_ref, "a/1", 3);
	assert_true(out.wording_n < sizeof room);
	assert_true(gist_words(&out, room, &e));
	assert_int_equal(e.agency, 7);
	assert_int_equal(e.kind, EV_ASSESSMENT);
	assert_int_equal(e.status, ES_PLANNED);
	assert_string_equal(e.code_system, "s");
	assert_string_equal(e.code, "c");
	assert_string_equal(e.instrument, "OT-FUNC");
	assert_string_equal(e.domains, "MOBIL;COGN:overview");
	assert_string_equal(e.depth, "specialist");
	assert_string_equal(e.valid_until, "2026-01-01");
	assert_string_equal(e.subject, "carer");
	assert_string_equal(e.review_of, "NHS:1");
	assert_string_equal(e.reuses, "NHS:2");
	assert_string_equal(e.joint_with, "NHS");
	assert_string_equal(e.to_agency, "GP");
	assert_string_equal(e.responded_on, "2025-12-01");
	assert_string_equal(e.resets, "none");
	assert_string_equal(e.minutes, "45");
	assert_false(gist_next(&text, &out));
	vec_done(&g.text);
}

static void times_come_out_as_they_went_in(void **state)
{
	static const struct civil TIMES[] = {
		{0, CIVIL_NO_TIME}, {0, 0}, {-1, CIVIL_NO_TIME}, {-1, 86399999}, {-40000, 1}, {20413, 0},
		{1000000, CIVIL_NO_TIME},
	};

	(void)state;
	for (size_t i = 0; i < sizeof TIMES / sizeof *TIMES; i++) {
		struct event e = {.kind = EV_REVIEW, .start = TIMES[i], .end = CIVIL_ABSENT};
		struct gists g = packed(&e, -5);
		const char *text = g.text.v;
		struct gist out;

		assert_true(gist_next(&text, &out));
		same_time(out.start, TIMES[i]);
		assert_false(civil_is_set(out.end));
		assert_int_equal(out.event, -5);
		vec_done(&g.text);
	}
}

static void those_worded_alike_have_the_same_bytes(void **state)
{
	struct event e = WHOLE;
	struct gists g = packed(&WHOLE, 1);
	const char *text;
	struct gist one, other;

	(void)state;
	e.source_ref = "b";
	e.start.day++;
	e.end = CIVIL_ABSENT;
	assert_true(gist_add(&g, &e, 2));
	e.minutes = "";
	assert_true(gist_add(&g, &e, 3));
	text = g.text.v;
	assert_true(gist_next(&text, &one));
	assert_true(gist_next(&text, &other));
	assert_int_equal(one.wording_n, other.wording_n);
	assert_memory_equal(one.wording, other.wording, one.wording_n);
	assert_true(gist_next(&text, &other));
	assert_int_not_equal(one.wording_n, other.wording_n);
	vec_done(&g.text);
}

static bool has(enum event_kind kind, enum event_status status, const char *resets, const char *responded)
{
	struct event e = {.kind = kind, .status = status, .resets = resets, .responded_on = responded};

	return event_has_gist(&e);
}

static void only_what_the_rule_may_read_has_one(void **state)
{
	(void)state;
	for (int status = 0; status < ES_COUNT; status++) {
		assert_true(has(EV_ASSESSMENT, (enum event_status)status, NULL, NULL));
		assert_true(has(EV_REVIEW, (enum event_status)status, NULL, NULL)); /* another may rest on it */
	}
	assert_true(has(EV_REQUEST, ES_COMPLETED, NULL, ""));
	assert_false(has(EV_REQUEST, ES_CANCELLED, NULL, NULL));
	assert_false(has(EV_REQUEST, ES_COMPLETED, NULL, "2025-01-01"));
	assert_true(has(EV_REQUEST, ES_COMPLETED, "MOBIL", "2025-01-01"));
	assert_true(has(EV_ADMISSION, ES_IN_PROGRESS, NULL, NULL));
	assert_false(has(EV_ADMISSION, ES_PLANNED, NULL, NULL));
	assert_true(has(EV_CHANGE, ES_COMPLETED, NULL, NULL));
	assert_false(has(EV_CONTACT, ES_COMPLETED, NULL, NULL));
	assert_true(has(EV_CONTACT, ES_COMPLETED, "MOBIL", NULL));
	assert_false(has(EV_CONCERN, ES_PLANNED, "MOBIL", NULL));
}

static void what_is_none_is_not_taken_for_one(void **state)
{
	static const char *const WRONG[] = {"", "x", "1", "1\x1f", "1\x1f" "2", "1\x1f" "2\x1f\x1f", "1\x1f" "2\x1fz",
		"1\x1f" "2\x1f\x1fref\x1f", "1\x1f" "2\x1f\x1fref\x1f" "AB7\x1f", "\x1f\x1f\x1f\x1f\x1e"};
	struct gist out = {.wording = "zz7\x1f", .wording_n = 4};
	char room[8];
	struct event e;

	(void)state;
	for (size_t i = 0; i < sizeof WRONG / sizeof *WRONG; i++) {
		const char *text = WRONG[i];

		assert_false(gist_next(&text, &(struct gist){0}));
		assert_ptr_equal(text, WRONG[i]);
	}
	assert_false(gist_words(&out, room, &e));
	out.wording = "AB";
	out.wording_n = 2;
	assert_false(gist_words(&out, room, &e));
	out.wording = "AB7x";
	out.wording_n = 4;
	assert_false(gist_words(&out, room, &e));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_packed_comes_out),
		cmocka_unit_test(times_come_out_as_they_went_in),
		cmocka_unit_test(those_worded_alike_have_the_same_bytes),
		cmocka_unit_test(only_what_the_rule_may_read_has_one),
		cmocka_unit_test(what_is_none_is_not_taken_for_one),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
