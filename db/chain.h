/*
 * chain.h - what the audit's chain is made with and how far it went, kept beside the
 * store and not in it (private to db).
 *
 * STORE.key has the keys, one a line in hexadecimal, the newest last: who has only the
 * store, or a copy of it, cannot make a row that fits.  STORE.head has the number and the
 * hash of the audit's last row, with a mark made with the key.
 *
 * It is written after each commit with a row of the audit, in the queue of writers, and not
 * waited for: a process that dies between leaves an audit that goes on past the note, which is
 * no matter; a power cut may take looks that were not on the disk yet, and leave a note that is
 * ahead of them, which is told.  A note that is missing, or is not what the chain went through,
 * is left so: nobody but who is asked to makes it anew.
 *
 * A restore writes a second note below it, of the store that is to come: whichever of the two
 * the power or a kill leaves there has its own.  The next row that is noted leaves one.
 */
#ifndef THROUGHLINE_DB_CHAIN_H
#define THROUGHLINE_DB_CHAIN_H

#include "inside.h"
#include "store_admin.h"

enum { CHAIN_MARK_BYTES = 16, CHAIN_KEYS_MOST = 32 };

struct chain_key { unsigned char byte[CHAIN_KEY_BYTES], mark[CHAIN_MARK_BYTES]; };
struct chain_keys { struct chain_key key[CHAIN_KEYS_MOST]; size_t n; };

/* malloc'd, or NULL. */
char *name_beside(const char *beside, const char *tail);

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

/* After its commit; a note that cannot be written is left. */
void chain_note(const struct txn *);
/* A second note, of a store that is about to be put there: with the newest key. */
enum status chain_note_also(const char *beside, const struct audit_end *, struct err *);
/* Of a store that was put in its place, likewise. */
void chain_note_at(const char *beside, const struct audit_end *);
enum noted { NOTED_NONE, NOTED_FITS, NOTED_UNFIT /* no file of ours, or made without a key that is here */ };
/* With this key, in place of whatever stands there. */
void chain_note_anew(const char *beside, const unsigned char key[static CHAIN_KEY_BYTES], const struct audit_end *);
enum noted chain_noted(const struct store *, const struct chain_keys *, struct audit_end *out);

#endif
