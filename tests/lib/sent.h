/*
 * sent.h - what an agency sends, put into a test's store as an import does: one transaction each.
 */
#ifndef THROUGHLINE_TESTS_SENT_H
#define THROUGHLINE_TESTS_SENT_H

#include "shelf.h"

/* What is written, and what the store says of it. */
struct writing {
	struct agency agency;
	struct record record;
	struct event event;
	struct import_row import;
	int64_t import_id, id, was;
	enum put put;
};

/* The argument is a struct writing. */
enum status write_agency(struct txn *, void *, struct err *);
enum status write_record(struct txn *, void *, struct err *);
enum status write_event(struct txn *, void *, struct err *);
enum status write_import(struct txn *, void *, struct err *);

void wrote(struct shelf *, store_fn *, struct writing *);

#endif
