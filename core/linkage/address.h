/*
 * address.h - records by AGENCY:local_id, as commands name them (private to core).
 */
#ifndef THROUGHLINE_LINKAGE_ADDRESS_H
#define THROUGHLINE_LINKAGE_ADDRESS_H

#include "store_people.h"

struct session;

/* ST_NONE names the address that is not there, ST_USAGE what is none. */
enum status address_find(const struct store *, const char *address, struct arena *,
	struct record *out, struct err *);
/* The same for a viewer: ST_NONE also where the record does not exist for them. */
enum status address_seen(const struct session *, const char *address, struct arena *,
	struct record *out, struct err *);
/* The same of one that somebody named: in vain it stands in the audit, with whom it leads to.
 * Not inside a transaction. */
enum status address_named(struct session *, const char *address, struct arena *, struct record *out, struct err *);
/* NULL when there is no memory. */
const char *address_of(const struct record *, struct arena *);

#endif
