/*
 * keys.h - the keys a record is found by (private to core): made here, kept by
 * the store, used by search.
 *
 * A key is a letter for its kind, a colon and a folded text:
 *   n: folded name part      s: its sound             r: its nickname roots, where they are not the part itself
 *   d: birth date 1943-07-03 p: postcode without blank  t: phone digits
 *   N: NHS number            i: system=value of an other id   l: agency:local_id, small letters
 *   v: an identifier's bare value, an e-mail address, small letters
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

/* One key, cut and with ASCII letters made small where small is asked for. */
char *key_make(struct arena *, char kind, const char *text, bool small);

#endif
