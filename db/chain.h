/*
 * chain.h - what the audit's chain is made with and how far it went, kept beside the
 * store and not in it (private to db).
 *
 * STORE.key has the keys, one a line in hexadecimal, the newest last: who has only the
 * store, or a copy of it, cannot make a row that fits.  STORE.head has the number and the
 * hash of the audit's last row as of the last commit that was put on the disk.
 */
#ifndef THROUGHLINE_DB_CHAIN_H
#define THROUGHLINE_DB_CHAIN_H

#include "hash.h"
#include "inside.h"
#include "store_admin.h"

enum { CHAIN_MARK_BYTES = 16, CHAIN_KEYS_MOST = 32 };

struct chain_key { unsigned char byte[CHAIN_KEY_BYTES], mark[CHAIN_MARK_BYTES]; };
struct chain_keys { struct chain_key key[CHAIN_KEYS_MOST]; size_t n; };

/* `beside`: what the file is named after.  No file: no keys. */
enum status chain_keys_read(const char *beside, struct chain_keys *, struct err *);
const struct chain_key *chain_key_find(const struct chain_keys *, const void *mark, size_t n); /* NULL */
/* Adds what is not there yet; the file is made where there is none. */
enum status chain_keys_add(const char *beside, const struct chain_keys *, struct err *);
/* All of them as the file has them; malloc'd. */
char *chain_keys_text(const struct chain_keys *);
void chain_keys_parse(const char *text, struct chain_keys *);

/* The key that the next row is to be chained with, read or made, and kept in the store
 * while it is open.  In the queue of writers. */
enum status chain_key_current(struct store *, const void *mark, size_t n, struct err *);

/* After a commit that is on the disk; a note that cannot be written is left. */
void chain_note(struct store *, int64_t row, const struct hash *);
void chain_note_at(const char *beside, const struct audit_end *);
/* row 0: nothing is noted. */
void chain_noted(const char *beside, struct audit_end *out);

#endif
