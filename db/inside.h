/*
 * inside.h - what an open store and a transaction are made of (private to db).
 *
 * A store belongs to one thread.  `statement` is an array apart from the struct,
 * so that reads of a const store can prepare what they need on first use.
 */
#ifndef THROUGHLINE_DB_INSIDE_H
#define THROUGHLINE_DB_INSIDE_H

#include <sqlite3.h>
#include <uuid/uuid.h>

#include "gist.h"
#include "hash.h"
#include "store.h"

#define STORE_APPLICATION_ID 0x54484C4E /* "THLN", in the file's header */
#define STORE_WAIT_MS 10000

enum { CHAIN_KEY_BYTES = 32 };

struct migration;
struct settling;
struct lent; /* agency codes, lent to events and records as long as the store is open */

struct store {
	sqlite3 *db;
	sqlite3_stmt **statement;
	char *path;        /* as it was asked for: for sentences */
	char *place;       /* absolute, its folder resolved */
	char *beside;      /* what its key and the note of the audit's end are named after */
	int queue;         /* descriptor of FILE.lock */
	int head;          /* of that note, or -1 */
	bool notes_no_end; /* somebody else will: it is not where it is to be yet */
	bool has_chain_key;
	unsigned char chain_key[CHAIN_KEY_BYTES], chain_mark[CHAIN_KEY_BYTES / 2];
	int wait_ms;       /* how long a writer queues */
	enum store_sync sync;
	int log_pages;     /* in the write-ahead log, by the last commit here */
	int log_given;     /* so many of them were worked off, or given to … */
	struct settling *settling; /* … the thread that works them off; NULL: there is none */
	char id[37];
	uuid_t space;      /* the store's id: name space of addresses */
	int64_t data_version;
	struct lent *lent;
	struct arena *scratch; /* for what a function needs until it returns */
	bool is_wide;      /* many writes: the page cache is wide already */
	struct txn *txn;   /* the one under way, or NULL */
};

/* Gists of events that are new, all of one record; and records whose gists are to be
 * made anew. */
struct gist_writing {
	struct gists added;
	int64_t record, first;
	VEC(int64_t) anew;
};

/* Counters live here during a transaction and are written before its commit. */
struct txn {
	struct store *store;
	int64_t next_record, next_event, people, records_out;
	int64_t uuids_upto; /* all records up to this one are found by their uuid (uuids.h) */
	int64_t next_finding; /* 0: not asked for yet */
	bool counters_moved, bumped;
	bool has_grown; /* the page cache, for this transaction */
	bool finds_records, finds_events; /* the last one put was there already */
	int64_t audit_row; /* the last one added, 0: none … */
	struct hash audit_hash; /* … and its hash */
	int64_t audit_before; /* the last one before them, 0: none … */
	struct hash hash_before;
	bool notes_anew; /* whatever was noted of the audit's end */
	struct gist_writing gists;
	int64_t import, received; /* the import asked about last, and when it came in */
};

/* store_open() with other migrations than the program's own: for its tests. */
enum status store_open_with(struct store **out, const char *path, enum store_mode,
	const struct migration *, size_t n, struct err *);

/* One sentence for what SQLite answered; gives the status for it. */
enum status store_fail(const struct store *, int rc, struct err *);
enum status path_fail(const char *path, int rc, struct err *);

/* One connection more to the store's file; closed by who asked, after a failure too. */
int db_open_beside(const struct store *, sqlite3 **);

/* Runs a pragma or begin, commit, rollback: no statement of the subject. */
int db_run(sqlite3 *, const char *text);

/* The queue of writers (queue.c): flock on FILE.lock, at most wait_ms. */
enum status queue_open(const char *place, int *fd, struct err *);
enum status queue_enter(int fd, int wait_ms, const char *path, struct err *);
void queue_leave(int fd);
long queue_holder(int fd); /* the process that is in it now; 0: none, or it cannot be told */
bool queue_is_waited_for(int fd); /* somebody else waits in it */
void queue_give_way(int fd); /* waits a little where somebody waits for it */
/* A store is not replaced while somebody opens it, and the other way round. */
enum gate { GATE_LEAVE, GATE_OPEN, GATE_SWAP };
enum status queue_gate(int fd, enum gate, int wait_ms, const char *path, struct err *);
int64_t clock_ms(void); /* monotonic */

/* When what this import brings came in; import 0 is a worker writing now. */
enum status txn_received(struct txn *, int64_t import, int64_t *seconds, struct err *);

/* A wider page cache until the transaction ends: for whoever puts very much at once. */
void txn_grow_cache(struct txn *);

/* Civil UTC, 2025-11-21T09:30:00Z. */
void time_text(int64_t seconds, char out[static 21]);
int64_t time_now(void);

#endif
