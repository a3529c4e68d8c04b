/*
 * keys.h - the keys a record is found by (private to core): made here, kept by
 * the store, used by search.
 *
 * A key is a letter for its kind, a colon and a folded text.  Of a record:
 *   n: name part             v: an identifier's bare value, a local_id, an e-mail address, small letters
 *   d: birth date 1943-07-03 p: postcode without blank
 *   t: phone digits          T: the same from the last to the first
 *   N: NHS number            M: the same from the last to the first
 * Of a name part, once for all records (record 0), so that records need no keys
 * of their own for what is nearly so (spell.h):
 *   w: how it may be misspelt, a blank, the part     s: its sound, a blank, the part
 * Texts longer than KEY_TEXT_MAX bytes are cut, so a key is a hint, never proof.
 */
#ifndef THROUGHLINE_SEARCH_KEYS_H
#define THROUGHLINE_SEARCH_KEYS_H

#include "linkage/normal.h"

enum { KEY_TEXT_MAX = 120 };

/* Sorted by bytes, each once. */
enum status keys_make(
	const struct record *, struct arena *, const char ***keys, size_t *n, struct err *);
/* The same where the record's normal form is at hand. */
enum status keys_of(const struct record *, const struct normal *, struct arena *,
	const char ***keys, size_t *n, struct err *);

/* The name parts among a record's keys begin so. */
#define KEY_NAME "n:"

/* One key, cut and with ASCII letters made small where small is asked for. */
char *key_make(struct arena *, char kind, const char *text, bool small);
/* The same of a number's digits from the last to the first. */
char *key_make_ending(struct arena *, char kind, const char *digits);

#endif
