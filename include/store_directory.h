/*
 * store_directory.h - services of the community: kept by source, replaced as a
 * whole, found by keys that core makes.
 */
#ifndef THROUGHLINE_STORE_DIRECTORY_H
#define THROUGHLINE_STORE_DIRECTORY_H

#include "directory.h"
#include "store.h"

/* The source's generation in force (0: none yet) with how many services it has,
 * and the newest that has any, in force or not. */
struct source_state { int64_t id, generation, services, newest; };
enum status store_source_get(const struct store *, const char *name, struct source_state *, struct err *);
enum status store_source_add(struct txn *, const char *name, int64_t *id, struct err *);
/* From now on this generation is the one in force. */
enum status store_source_turn(struct txn *, int64_t source, int64_t generation, struct err *);

/* One service of a generation with what it is found by; `mark` is a hash of its content. */
enum status store_service_add(struct txn *, int64_t source, int64_t generation, const struct service *, const char *mark,
	const char *const *key, size_t key_n, struct err *);
/* How many services this generation has. */
enum status store_services_of(const struct store *, int64_t source, int64_t generation, int64_t *n, struct err *);
/* The newest generation before this one that is kept; 0: none is. */
enum status store_services_before(const struct store *, int64_t source, int64_t generation, int64_t *out, struct err *);
/* The marks of the generation in force, by ref. */
struct service_mark { const char *ref, *mark; };
enum status store_service_marks(const struct store *, int64_t source, struct arena *, struct service_mark **out, size_t *n,
	struct err *);
/* Takes away up to `limit` services of generations that are after the one in force, or before `oldest`;
 * *left: were there more? */
enum status store_services_clear(struct txn *, int64_t source, int64_t oldest, int limit, bool *left, struct err *);

/* Numbers of services in force with a key from `from` up to `to` (not in it),
 * ascending, each once. */
enum status store_services_keyed(const struct store *, const char *from, const char *to, struct arena *, int64_t **out,
	size_t *n, struct err *);
enum status store_services_count(const struct store *, int64_t *n, struct err *); /* in force and to be found */
enum status store_service_get(const struct store *, int64_t id, struct arena *, struct service *, struct err *);

#endif
