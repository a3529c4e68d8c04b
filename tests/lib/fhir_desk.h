/*
 * fhir_desk.h - made-up FHIR files in one run, and what became of them as text.
 *
 *	desk_take(d, "a.json", "{'resourceType':'Patient','id':'p1'}");
 *	desk_finish(d);
 *	assert_string_equal(desk_event(d, "Observation/o1"), "GP assessment completed …");
 *
 * `'` stands for `"`.  A test that does not finish ends the run as it is.
 */
#ifndef TESTS_FHIR_DESK_H
#define TESTS_FHIR_DESK_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "ingest/batch.h"
#include "staged.h"

struct fhir_desk {
	struct batch batch;
	void *state;
	struct err err;
	char text[4096]; /* of the last answer */
};

int desk_open(void **state);
int desk_close(void **state);
#define desk_test(name) cmocka_unit_test_setup_teardown(name, desk_open, desk_close)

/* Reads one file of that name; desk_take() wants it to be read. */
enum status desk_read(struct fhir_desk *, const char *name, const char *text);
enum status desk_read_bytes(struct fhir_desk *, const char *name, const char *bytes, size_t n);
void desk_take(struct fhir_desk *, const char *name, const char *text);
/* A Bundle of these resources, comma between. */
void desk_bundle(struct fhir_desk *, const char *name, const char *resources);
void desk_finish(struct fhir_desk *);

/* The event of a source_ref, NULL for none. */
const struct event *desk_find(const struct fhir_desk *, const char *source_ref);
/* "AGENCY kind status starts_on/ends_on instrument", `-` for what is not there. */
const char *desk_event(struct fhir_desk *, const char *source_ref);
/* How many events there are of a kind. */
size_t desk_count(const struct fhir_desk *, enum event_kind);
/* "AGENCY:local_id g1, …" of all records, in the order they came. */
const char *desk_people(struct fhir_desk *);
/* "file:line field: reason (text)" of the only reject. */
const char *desk_reject(struct fhir_desk *);
bool desk_notes(const struct fhir_desk *, const char *part);

#endif
