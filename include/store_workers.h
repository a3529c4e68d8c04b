/*
 * store_workers.h - who uses the store: each worker by name, with a role and an agency.
 *
 * A name is never given to somebody else and no row goes away; a worker who left has an
 * `ended` day.  Without any row the store works for its owner alone.
 */
#ifndef THROUGHLINE_STORE_WORKERS_H
#define THROUGHLINE_STORE_WORKERS_H

#include "model.h"
#include "store.h"

struct worker_row {
	const char *name;
	const char *shown_name;  /* NULL: the name */
	const char *agency;      /* its code, known or not yet; NULL: of the partnership */
	enum role role;
	unsigned marks;          /* enum mark */
	const char *phone;
	const char *since, *ended; /* days; ended NULL: works here */
	const char *created_by;
};
/* ST_USAGE: the name is or was somebody's. */
enum status store_worker_add(struct txn *, const struct worker_row *, struct err *);
/* By name; since and created_by stay as they are.  ST_NONE: there is no such worker. */
enum status store_worker_change(struct txn *, const struct worker_row *, struct err *);
/* ST_NONE: there is none. */
enum status store_worker_get(const struct store *, const char *name, struct arena *, struct worker_row *out, struct err *);
/* By name, the ended too. */
enum status store_worker_all(const struct store *, struct arena *, struct worker_row **out, size_t *n, struct err *);
enum status store_worker_any(const struct store *, bool *any, struct err *);

/* Whom a worker is, or is kin of: kept by record, of whichever person holds it. */
enum relation { RELATION_SELF, RELATION_KIN };
enum status store_worker_relate(struct txn *, const char *worker, int64_t record, enum relation, const char *created_by,
	struct err *);
enum status store_worker_unrelate(struct txn *, const char *worker, int64_t person, struct err *);
enum status store_worker_has_relations(const struct store *, const char *worker, bool *has, struct err *);
enum status store_worker_is_related(const struct store *, const char *worker, int64_t person, bool *is, struct err *);

/* Public keys, each one worker's at most. */
struct worker_key_row {
	const char *worker, *type, *blob; /* blob: base64 */
	const char *since, *created_by;
	bool is_open;                     /* the worker has not ended */
};
enum status store_worker_key_add(struct txn *, const struct worker_key_row *, struct err *); /* ST_USAGE: somebody's already */
enum status store_worker_key_remove(struct txn *, const char *blob, struct err *);
/* By worker. */
enum status store_worker_keys(const struct store *, struct arena *, struct worker_key_row **out, size_t *n, struct err *);

/* Any agency of that code holds a record of this person. */
enum status store_person_is_held(const struct store *, int64_t person, const char *agency, bool *is, struct err *);

#endif
