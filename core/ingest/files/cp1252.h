/*
 * cp1252.h - bytes of Windows-1252 as UTF-8, piece by piece (private to ingest).
 * Where what several systems wrote was put into one file, some of it is UTF-8:
 * that stays as it is, character by character.
 */
#ifndef THROUGHLINE_INGEST_CP1252_H
#define THROUGHLINE_INGEST_CP1252_H

#include <stddef.h>

/* UTF-8 checked across pieces: how many bytes of a character are still due, and
 * what the next one may be.  Zeroed, it begins. */
struct utf8_check {
	unsigned due, low, high;
	size_t good, bad; /* characters of several bytes; bytes that fit nowhere */
};
void utf8_check_piece(struct utf8_check *, const unsigned char *bytes, size_t n);

/* Zeroed, it begins. */
struct cp1252 {
	struct utf8_check check;
	unsigned char waiting[4]; /* may be a character of UTF-8 */
	size_t n;
};

/* What `n` bytes, and those that wait, become at most. */
#define CP1252_ROOM(n) (((n) + 4) * 3)

/* Both return how many bytes of UTF-8 they put. */
size_t cp1252_take(struct cp1252 *, const unsigned char *in, size_t n, char *out);
size_t cp1252_end(struct cp1252 *, char *out);

#endif
