/*
 * store.h - the case store: one SQLite file, opened, read and written.
 *
 * Implemented by db, used by core alone.  Reads take `const struct store *`,
 * fill arrays in the caller's arena and leave no statement open.  Every writing
 * function takes a `struct txn *`, and only store_write() makes one.
 */
#ifndef THROUGHLINE_STORE_H
#define THROUGHLINE_STORE_H

#include <stdbool.h>
#include <stdint.h>

#include "arena.h"
#include "status.h"

struct store;
struct txn;

enum store_mode {
	STORE_USE,  /* must exist */
	STORE_MAKE, /* made where there is none, with its folder */
};

/* Opens by the sequence of ENGINEERING section C; migrates an older store
 * (after an online copy beside it, FILE.before-vN).  Errors: ST_MISSING,
 * ST_DAMAGED (no store of ours), ST_READONLY, ST_NEWER, ST_BUSY, ST_IO. */
enum status store_open(struct store **out, const char *path, enum store_mode, struct err *);
void store_close(struct store *); /* NULL is fine */

const char *store_path(const struct store *);
/* The account that runs the program owns the file. */
bool store_is_owned(const struct store *);
/* Version-4 uuid text made when the store was. */
const char *store_id(const struct store *);
/* Version-5 uuid of (store, agency, ref): an event's address outside. */
void store_address(const struct store *, const char *agency, const char *ref, char out[static 37]);

enum store_sync { STORE_FULL, STORE_NORMAL }; /* case writes; audit of looks */

/* Queue (flock on FILE.lock, at most ten seconds), BEGIN IMMEDIATE, fn, commit;
 * re-run on busy, so fn has no effect outside the transaction.  Not nestable.
 * When fn returns other than ST_OK all is rolled back. */
typedef enum status store_fn(struct txn *, void *arg, struct err *);
enum status store_write(struct store *, enum store_sync, store_fn *fn, void *arg, struct err *);
struct store *txn_store(struct txn *); /* to read inside the transaction */
void txn_bump(struct txn *);           /* case content changed: change.seq += 1 */

/* For somebody who writes again and again: a wider cache meanwhile, and the log is
 * worked off between two writes.  Those who wait in the queue are let go first; a
 * transaction may ask whether somebody does, and end soon. */
void store_many_writes(struct store *, bool on);
/* Lets go of what is kept of the file for reading it again: what comes next wants the memory. */
void store_memory_spare(struct store *);
void store_give_way(struct store *);
bool store_is_waited_for(const struct store *);

/* What one session at a time does on behalf of all, in many writes; the kernel takes the turn from one that dies.
 * False: another has it. */
enum store_turn { TURN_JUDGING, TURN_KEYS };
bool store_turn_take(struct store *, enum store_turn);
void store_turn_leave(struct store *, enum store_turn);

/* Several reads of one state of the store: what others commit meanwhile is not
 * seen, and the locks are taken once.  fn writes nothing and waits for nobody. */
typedef enum status read_fn(void *arg, struct err *);
enum status store_read(const struct store *, read_fn *fn, void *arg, struct err *);

/* Cheap, four times a second: true when another process committed since last asked. */
bool store_looks_changed(struct store *);
int64_t store_change_seq(const struct store *);

/* Settings: plain texts by key.  ST_NONE: it is not set. */
enum status store_setting_get(const struct store *, const char *key, struct arena *, const char **out, struct err *);
enum status store_setting_put(struct txn *, const char *key, const char *value, struct err *); /* NULL removes */
/* Those whose keys begin with a prefix, by key. */
struct setting_row { const char *key, *value; };
enum status store_setting_list(const struct store *, const char *prefix, struct arena *, struct setting_row **out, size_t *n,
	struct err *);

#endif
