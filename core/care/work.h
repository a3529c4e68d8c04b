/*
 * work.h - the unit of work (private to core): the only way in which core
 * writes case content, and the only way a look gets into the audit.
 *
 * case_write() opens the one transaction, calls fn, judges every person touched
 * anew, writes the difference to the stored findings, appends the audit row and
 * commits; whatever fails, nothing has happened.  fn may be run again when the
 * store was busy, so it keeps no state of its own outside `work` and what it
 * sets afresh each time.
 */
#ifndef THROUGHLINE_CARE_WORK_H
#define THROUGHLINE_CARE_WORK_H

#include "case.h"
#include "duplicates.h"
#include "governance.h"
#include "store.h"
#include "store_people.h"
#include "vec.h"

struct waiting_pairs;
struct gatehouse;

struct session {
	struct store *store;
	struct catalogue *catalogue;
	struct viewer viewer;
	char viewer_agency[65];      /* what it points at */
	bool has_relations;          /* the worker is marked as being, or as kin of, somebody */
	bool is_claimed;             /* the worker's name was told, and is to be one of the workers' */
	struct rule rule;            /* catalogue, today, threshold */
	bool is_demo;
	bool hides_names;            /* others look on (session_options) */
	bool is_day_fixed;           /* by an option or the demo; else it follows the clock */
	char catalogue_mark[33];     /* hash of the catalogue's texts */
	char judged_by[65];          /* what findings are judged by (care/judged.h); "" while that changes */
	int64_t seen_seq;
	struct arena *lent;          /* agencies and other things lent */
	struct agency *agency; size_t agency_n; /* by code; re-read when one is added */
	char worker[65]; /* WORKER_LABEL_ROOM */
	struct arena *waiting_arena; /* of the pairs that waited (linkage/waiting.h) … */
	struct waiting_pairs *waiting; /* … or NULL … */
	int64_t waiting_seq;         /* … at this change, on this day */
	int32_t waiting_day;
	const char *queue_why;       /* why the worker looks at queues of people they have not opened, of ACCESS_REASONS;
	                              * NULL: not said */
	int64_t queue_looked;        /* whose evidence they looked at last */
	struct gatehouse *gate;           /* what was read of who sees what (governance/gate.h), or NULL */
};

struct work {
	struct session *session;
	struct txn *txn;
	struct arena *arena;         /* freed after the commit */
	VEC(int64_t) touched;        /* people to judge anew; repeats are fine */
	const char *refused;         /* what for, where fn refuses it: for the audit; NULL */
};

struct deed {
	const char *deed;            /* as in the audit: import, decide, link … */
	int64_t person;              /* 0: nobody in particular */
	const char *detail;          /* codes, counts, references; never content */
	bool is_owed;                /* the end of what stands in the audit already: anybody's to bring about */
};

typedef enum status work_fn(struct work *, void *arg, struct err *);
enum status case_write(struct session *, const struct deed *, work_fn *fn, void *arg, struct err *);
/* The same for a piece of a longer deed, which stands in the audit already: nothing
 * is audited, and the commit is not waited for to be on the disk. */
enum status case_write_piece(struct session *, work_fn *fn, void *arg, struct err *);
/* Keeps something of the worker's own that is no case content: nothing is judged or
 * audited, and nobody else's screen is read anew. */
enum status case_keep(struct session *, store_fn *fn, void *arg, struct err *);
/* 1 to 64 letters, digits or . _ @ - */
bool worker_label_is_valid(const char *);
/* As given, else the login name.  ST_USAGE: no such label. */
enum { WORKER_LABEL_ROOM = 65 };
enum status worker_label(const char *given, char out[static WORKER_LABEL_ROOM], struct err *);
bool work_touch(struct work *, int64_t person); /* false: no memory */

/* Writes the look to the audit before anything is shown; fails when it cannot. */
enum status case_look(struct session *, const struct deed *, struct err *);
/* The same for opening one person, who then heads the worker's recent people. */
enum status case_look_person(struct session *, int64_t person, struct err *);

/* The same, keeping with it why: nobody else's screen shows that, so nobody's is read anew. */
struct sharing_said;
enum status case_look_saying(struct session *, const struct deed *, const struct sharing_said *, struct err *);

/* A row of the audit alone, whoever it is: for what was refused. */
enum status case_note(struct session *, const struct deed *, struct err *);

/* Judges these people anew inside the transaction (care/refresh.c). */
enum status refresh_people(struct work *, const int64_t *people, size_t n, struct err *);

/* What any of these records says of a death. */
struct death records_died(const struct record *, size_t n);

/* Re-reads the agencies that the session lends, after one was added. */
enum status session_read_agencies(struct session *, struct err *);

#endif
