/*
 * town.h - a session on a store in a folder of its own, for tests of core: short
 * ways to put agencies' content in as an import would, judged in the same write.
 *
 * Its day is 21 Nov 2025.
 */
#ifndef THROUGHLINE_TESTS_TOWN_H
#define THROUGHLINE_TESTS_TOWN_H

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "asked.h"
#include "care/work.h"
#include "shelf.h" /* works() */

#define TOWN_TODAY civil_day(2025, 11, 21)

struct town {
	char folder[64], path[96];
	struct session *session;
	struct arena *arena;
};

void town_open(struct town *);
void town_close(struct town *);
/* The session ends and another begins, by this worker (NULL: ada) on this day. */
void town_reopen(struct town *, const char *worker, int32_t today);
struct session_options town_options(const struct town *);

/* By agency code and local id; the agency is made where there is none. */
int64_t town_record(struct town *, const char *agency, const char *local_id, const char *given,
	const char *family, const char *born);
/* Sets a field of a record, as a later version would. */
void town_field(struct town *, int64_t record, enum record_field, const char *value);
/* The event says agency_code, local_id, source_ref, kind, starts_on and what else it has. */
int64_t town_event(struct town *, struct event);
/* An assessment of an instrument; completed before the town's day, else planned. */
int64_t town_assessment(struct town *, const char *agency, const char *local_id, const char *ref,
	const char *instrument, const char *starts_on);
/* Sends an event again with another status. */
void town_status(struct town *, int64_t event, enum event_status);
/* The record belongs to this person from here on. */
void town_hold(struct town *, int64_t record, int64_t person);

/* Findings on an event in the queue: the row, or the test fails. */
struct asked_row town_asked(struct town *, int64_t event, enum finding_kind);
size_t town_asked_count(struct town *);

#endif
