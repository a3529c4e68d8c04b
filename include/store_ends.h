/*
 * store_ends.h - services that end otherwise than was sent, since their person has died:
 * what was sent of the end is kept beside, and is in force again before anything of the
 * record changes.
 */
#ifndef THROUGHLINE_STORE_ENDS_H
#define THROUGHLINE_STORE_ENDS_H

#include "store_events.h"

/* It is over, and ended that day. */
enum status store_service_end(struct txn *, const struct event *, const char *ends_on, struct civil end, struct err *);
/* All of the record's say what was sent; *any: one said something else. */
enum status store_services_as_sent(struct txn *, int64_t record, bool *any, struct err *);
/* Its status and end as they were sent; left alone where it says what was sent. */
enum status store_service_sent(const struct store *, struct event *, struct arena *, struct err *);

#endif
