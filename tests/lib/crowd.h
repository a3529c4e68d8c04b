/*
 * crowd.h - a store with made-up people, for tests of linking and search: short
 * ways for records to arrive, and who is one person then.
 *
 *	arrives(t, "GP:1", "family=Okafor given=Grace born=1943-07-03 sex=F");
 *	arrives(t, "ASC:9", "family=Okafor given=Grace born=1943-07-03 sex=F");
 *	assert_people(t, "GP:1 ASC:9");
 *
 * Today is 2025-11-21 and worker ann looks.
 */
#ifndef TESTS_CROWD_H
#define TESTS_CROWD_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "case.h"
#include "linkage.h"

struct crowd {
	char folder[64], path[96];
	struct session *session;
	struct arena *arena; /* reset by nobody: a test is short */
	bool is_large;       /* as in a large store: who comes is compared, the rest stays */
	int steps;           /* of linking that one transaction takes; 0: one */
	void (*meanwhile)(struct crowd *, int piece); /* what others do before each transaction of linking */
	int dies_before;     /* that piece, once; somebody else links everybody.  0: never */
};

int crowd_setup(void **state);
int crowd_teardown(void **state);
#define crowd_test(name) cmocka_unit_test_setup_teardown(name, crowd_setup, crowd_teardown)

/* Fields by people.csv's names, or short: family given born sex postcode nhs
 * status ids phone; `_` stands for a blank; assessed=DATE brings an assessment
 * with it.  What arrives again replaces. */
void arrives(struct crowd *, const char *address, const char *fields);
/* Several addresses, blanks between, with the same details in one resource. */
void arrives_as_one(struct crowd *, const char *addresses, const char *fields);
/* n records of one import, each with its own details. */
void arrive_together(struct crowd *, const char *const *address, const char *const *fields, size_t n);
/* n records, AGENCY:1 to AGENCY:n, with the same details, at once and unlinked. */
void arrive_many(struct crowd *, const char *agency, int n, const char *fields);
void link_auto_is(struct crowd *, const char *value);
void says(enum status, const char *sentence_part); /* of the last err */
void undoes(struct crowd *);
void redoes(struct crowd *);

/* People as "GP:1 ASC:9 | NHS:3": records in order of arrival, people by their first. */
#define assert_people(t, expected) assert_string_equal(people_of(t), expected)
const char *people_of(struct crowd *);
/* Pairs that the linker keeps, one a line: "GP:1 ASC:9 certain linked: same identifier". */
#define assert_links(t, expected) assert_string_equal(links_of(t), expected)
const char *links_of(struct crowd *);
/* What a search finds, one a line: "Okafor, Grace: name". */
#define assert_finds(t, query, expected) assert_string_equal(finds(t, query), expected)
const char *finds(struct crowd *, const char *query);
/* All hashes of doctor --digest, one a line. */
const char *crowd_digest(struct crowd *);
const char *person_of(struct crowd *, const char *address); /* their id */

extern struct err crowd_err;
void works_in_crowd(enum status, const char *file, int line);
#define good(call) works_in_crowd(call, __FILE__, __LINE__)

#endif
