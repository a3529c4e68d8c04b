/*
 * workers.h - those who use the store: added, changed and closed by who may, never
 * removed.  Once there is one, nobody else comes in but the account that owns the store.
 */
#ifndef THROUGHLINE_WORKERS_H
#define THROUGHLINE_WORKERS_H

#include "case.h"

struct worker {
	const char *name;        /* as --worker and the audit have it */
	const char *shown_name;  /* never NULL: the name where none was given */
	const char *agency;      /* its code; NULL: of the partnership as a whole */
	enum role role;
	unsigned marks;          /* enum mark */
	const char *phone;       /* NULL: none is known */
	const char *since, *ended; /* days; ended NULL: works here */
	const char *created_by;
};
/* By name, those who left among them. */
enum status workers_list(struct session *, struct arena *, struct worker **out, size_t *n, struct err *);
enum status worker_get(struct session *, const char *name, struct arena *, struct worker *out, struct err *); /* ST_NONE */

/* What is said of a worker; NULL is not said, "" takes away what was there. */
struct worker_said {
	const char *name;
	const char *shown_name, *agency, *phone;
	const char *role, *marks; /* as ROLE_NAMES; `,` list of MARK_NAMES or "none" */
};
enum { WORKER_TEXT_MOST = 60 /* characters of a shown name, of a phone */ };
/* ST_USAGE: a name that is no worker's name or was one's already, no such role or mark,
 * no role, a text too long; the agency need not be known yet. */
enum status worker_add(struct session *, const struct worker_said *, struct err *);
/* ST_NONE: no such worker.  Only what is said changes. */
enum status worker_set(struct session *, const struct worker_said *, struct err *);
/* From today on nobody comes in by that name; what they lead stays theirs until it is handed over. */
enum status worker_close(struct session *, const char *name, struct err *);
enum status worker_reopen(struct session *, const char *name, struct err *);

/* Whom a worker is (`kin` false) or is kin of: refused to them from then on, in lists too.
 * The person's records of now are marked, so that it outlives links and separations.
 * `is_over`: the marks of that person are taken away, by anybody but that worker. */
struct worker_kin { const char *name, *record; bool is_kin, is_over; }; /* record: AGENCY:local_id */
/* ST_NONE: no such worker, no such record. */
enum status worker_relate(struct session *, const struct worker_kin *, struct err *);

#endif
