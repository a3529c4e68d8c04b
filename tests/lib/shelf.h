/*
 * shelf.h - a store in a folder of its own, for tests of the store: short ways
 * to put content in and to expect that it worked.
 */
#ifndef THROUGHLINE_TESTS_SHELF_H
#define THROUGHLINE_TESTS_SHELF_H

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "store_admin.h"
#include "store_events.h"
#include "store_findings.h"
#include "store_imports.h"
#include "store_people.h"

struct shelf {
	char folder[64];
	char path[96];
	struct store *store;
	struct arena *arena;
};

/* A new folder under $TMPDIR with a new store in it; taken away by shelf_close(). */
void shelf_open(struct shelf *);
void shelf_close(struct shelf *);
void shelf_reopen(struct shelf *);

/* The same as cmocka's set-up and teardown, with the shelf as the state. */
int shelf_setup(void **state);
int shelf_teardown(void **state);
#define on_shelf(test) cmocka_unit_test_setup_teardown(test, shelf_setup, shelf_teardown)

/* The status is ST_OK, or the test fails with the sentence. */
#define works(call) works_at(call, &the_err, __FILE__, __LINE__)
extern struct err the_err;
void works_at(enum status, const struct err *, const char *file, int line);

/* One transaction each. */
int64_t put_agency(struct shelf *, const char *code);
int64_t put_record(struct shelf *, const char *agency, const char *local_id, const char *family);
int64_t put_event(struct shelf *, int64_t record, const char *ref, enum event_kind,
	enum event_status, const char *starts_on, const char *ends_on);
void set_person(struct shelf *, int64_t record, int64_t person);
void set_findings(struct shelf *, int64_t person, const struct finding *, size_t n);
int64_t decide(struct shelf *, const char *worker, enum verdict, int64_t event,
	const int64_t *evidence, size_t n);
int64_t undo(struct shelf *, const char *worker, int64_t decision);
void audit(struct shelf *, const char *worker, const char *deed, const char *person);

/* A finding on an event, with evidence. */
struct finding a_finding(int64_t event, enum finding_kind, enum stage, int32_t on,
	const int64_t *evidence, size_t n);
/* A number out of the store by any SQL: tests look behind the curtain. */
int64_t number_of(struct shelf *, const char *sql);
/* The digest of a kind, "" when there is none. */
const char *digest_of(struct shelf *, const char *kind);

#endif
