/*
 * store_requests.h - what each import said of each request for support, where the store
 * shows several of them as one event.
 */
#ifndef THROUGHLINE_STORE_REQUESTS_H
#define THROUGHLINE_STORE_REQUESTS_H

#include "store.h"

struct request_told {
	const char *ref; /* the request's own name, whatever event it is part of */
	int64_t import;
	const char *title, *outcome, *summary; /* NULL: not sent */
	int32_t day; /* of which time it is; CIVIL_NONE: not said */
};
/* Once more for the same import changes nothing. */
enum status store_request_tell(struct txn *, int64_t record, const struct request_told *, struct err *);
/* All of a record, by ref and then by import. */
enum status store_requests_told(const struct store *, int64_t record, struct arena *, struct request_told **out, size_t *n,
	struct err *);
/* What this import said of the record's requests was not said. */
enum status store_requests_untell(struct txn *, int64_t record, int64_t import, struct err *);
/* No import tells of this event any more: it is out of force, whatever was said of it. */
enum status store_event_untold(struct txn *, int64_t event, struct err *);
/* The records of whose requests some version asks by this name (of any case) that was no agency's here: whom that
 * leads to is read anew.  Some may be out of force. */
enum status store_requests_asking(struct txn *, const char *name, struct arena *, int64_t **record, size_t *n, struct err *);

#endif
