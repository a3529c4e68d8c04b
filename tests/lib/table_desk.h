/*
 * table_desk.h - one format's reader over texts given as files, for tests: what
 * was staged, set aside and noted can be looked at afterwards.
 */
#ifndef THROUGHLINE_TESTS_TABLE_DESK_H
#define THROUGHLINE_TESTS_TABLE_DESK_H

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "ingest/apply.h"
#include "staged.h"

struct table_desk {
	const struct format *format;
	struct batch batch;
	void *state;
	struct err err;
	char folder[64];
	size_t files;
	char path[32][160];
};

void table_desk_open(struct table_desk *, const struct format *, const char *agency);
void table_desk_close(struct table_desk *);
/* A file of that name (perhaps folder/name) with this text, read. */
enum status table_give(struct table_desk *, const char *name, const char *text);
/* What a run does after its last file, up to the check. */
enum status table_finish(struct table_desk *);

/* What was staged; the test fails where there is none such. */
struct record table_person(const struct table_desk *, const char *agency, const char *local_id);
struct event table_event(const struct table_desk *, const char *ref);
/* How many: people, and events that no other row replaced. */
size_t table_people(const struct table_desk *);
size_t table_events(const struct table_desk *);
bool table_has_event(const struct table_desk *, const char *ref);
const struct agency *table_agency(const struct table_desk *, const char *code); /* as sent; NULL */

/* One row was set aside on this line for this field and reason (a part of it). */
void table_rejected(const struct table_desk *, int64_t line, const char *field, const char *reason);
void table_noted(const struct table_desk *, const char *part);

#endif
