/*
 * story.h - one made-up person's history for tests of the rule, one line per
 * event, and what the rule makes of it as lines of text.
 *
 *	asks(s, "NHS:a", "2025-03-14", "instrument=HDA");
 *	asks(s, "ASC:b", "2025-03-17", "instrument=REABL");
 *	assert_found(s, "ASC:b done overlap flag 0.8333 CONT;... by NHS:a");
 *
 * Today is 2025-11-21, nobody has died, the threshold is one half and the
 * catalogue is the built-in one, unless the test says otherwise.
 */
#ifndef TESTS_STORY_H
#define TESTS_STORY_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "duplicates.h"

#define STORY_EVENTS 64

struct story {
	struct arena *arena;
	struct catalogue *catalogue;
	struct rule rule;
	int32_t died;
	struct event event[STORY_EVENTS];
	size_t event_n;
};

int story_setup(void **state);
int story_teardown(void **state);
#define story_test(name) cmocka_unit_test_setup_teardown(name, story_setup, story_teardown)

int32_t on(const char *date);
void today_is(struct story *, const char *date);
void use_catalogue(struct story *, const struct catalogue_text *);

/* address is AGENCY:source_ref; fields are events.csv's, "domains=MOBIL;HOME
 * status=planned to_agency=ASC", `_` standing for a blank inside a value. */
void happens(struct story *, enum event_kind, const char *address, const char *starts_on, const char *fields);
void asks(struct story *, const char *address, const char *starts_on, const char *fields);    /* assessment */
void reviews(struct story *, const char *address, const char *starts_on, const char *fields);
void requests(struct story *, const char *address, const char *starts_on, const char *fields);
void admits(struct story *, const char *address, const char *starts_on, const char *fields);
void changes(struct story *, const char *address, const char *starts_on, const char *fields);

struct history *story_history(struct story *);
size_t story_index(const struct story *, const char *address); /* fails the test where there is none */
int64_t story_agency(const char *code); /* the id of an agency of this code, in every story */

/* Findings, one a line: "ASC:b done repeat flag 0.5000 COGN;MOBIL by GP:a;NHS:c". */
#define assert_found(s, expected) assert_string_equal(story_found(s), expected)
#define assert_nothing_found(s) assert_string_equal(story_found(s), "")
#define assert_found_within(s, expected) assert_string_equal(story_found_within(s), expected)
const char *story_found(struct story *);
const char *story_found_within(struct story *); /* of the same agency */

/* Answers, one a line: "MOBIL current NHS:a 2025-04-11 overview too-shallow own-since came-later",
 * "HOME reset NHS:a 2025-04-11 overview by GP:x", "CARER never". */
#define assert_explained(s, address, expected) assert_string_equal(story_explained(s, address), expected)
const char *story_explained(struct story *, const char *address);
const char *story_known(struct story *, const char *instrument, const char *domains, const char *agency);

/* All findings as sentences, one a line; all answers of one event. */
const char *story_sentences(struct story *);
const char *story_sentences_within(struct story *);
const char *story_answer_sentences(struct story *, const char *address);

#endif
