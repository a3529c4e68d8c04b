/*
 * staged.h - rows that a reader staged, looked at by tests: in the order in which
 * they came, those that were replaced or set aside too.  Texts live in the arena.
 */
#ifndef THROUGHLINE_TESTS_STAGED_H
#define THROUGHLINE_TESTS_STAGED_H

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "ingest/staging.h"

/* The i-th person or event; the test fails where there are fewer. */
struct record staged_person_at(struct staging *, size_t i, struct arena *);
struct event staged_event_at(struct staging *, size_t i, struct arena *);
/* Its texts are there until the next is looked at. */
struct staged_row staged_row_at(struct staging *, bool is_event, size_t i);
bool staged_is_gone(struct staging *, bool is_event, size_t i);
/* The i-th row set aside; its texts are there until the next is looked at. */
struct staged_reject staged_reject_at(const struct batch *, size_t i);
/* The local_id after which the plan has the i-th event. */
const char *staged_holder(struct staging *, size_t i, struct arena *);

#endif
