/*
 * store_erase.h - content taken away for good, what keeps it away, and what keeps it here.
 */
#ifndef THROUGHLINE_STORE_ERASE_H
#define THROUGHLINE_STORE_ERASE_H

#include "store_people.h"

/* The keys that any of these records (ascending) is found by: passes over all keys. */
enum status store_keys_of(const struct store *, const int64_t *records, size_t record_n, struct arena *, struct key_row **out,
	size_t *n, struct err *);
enum status store_key_remove(struct txn *, const struct key_row *, struct err *);

/* Of a record that is nobody's any more (store_record_leave), and of its events: content,
 * former versions, what was typed, kept and said of it, and its address.  Left is a row
 * with a number each, since decisions point at them.  Links and keys are the caller's. */
enum status store_record_erase(struct txn *, int64_t record, struct err *);
/* Rows that were set aside and name one of these (ascending by strcmp) name nothing. */
enum status store_rejects_forget(struct txn *, const char *const *names, size_t n, struct err *);
/* Takes the log, where former pages are, into the store at once; false: somebody reads. */
bool store_log_empty(struct store *);

/* That this record is not to come again. */
enum status store_erased_put(struct txn *, const char *agency, const char *local_id, struct err *);
/* Whether any was; whether this one was, with when (ST_NONE: it was not, or the key is gone). */
enum status store_erased_any(const struct store *, bool *, struct err *);
enum status store_erased_find(const struct store *, const char *agency, const char *local_id, struct arena *, const char **at,
	struct err *);
/* It may come again; *was: it had been kept from that. */
enum status store_erased_lift(struct txn *, const char *agency, const char *local_id, bool *was, struct err *);
/* How many were erased under a key that is not here: they would come in again. */
enum status store_erased_unkept(const struct store *, int64_t *, struct err *);
/* Records that are here although they were erased, as a backup brings them that is older than that; ascending. */
enum status store_erased_here(const struct store *, struct arena *, int64_t **out, size_t *n, struct err *);

/* Kept, whatever else says that it should go: record by record, so that it stays with each. */
struct hold_row { int64_t record; const char *at, *worker, *reason; };
enum status store_hold_put(struct txn *, const struct hold_row *, struct err *);
enum status store_hold_remove(struct txn *, int64_t record, struct err *);
enum status store_holds(const struct store *, struct arena *, struct hold_row **out, size_t *n, struct err *); /* by record */
enum status store_hold_of(const struct store *, int64_t person, struct arena *, struct hold_row *out, struct err *); /* ST_NONE */
enum status store_hold_on(const struct store *, int64_t record, struct arena *, struct hold_row *out, struct err *); /* ST_NONE */

#endif
