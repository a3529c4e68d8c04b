/*
 * utf16.h - UTF-16 as UTF-8, piece by piece (private to ingest).  What is half a
 * character at a piece's end waits for the next; half of one that never comes
 * whole becomes U+FFFD.
 */
#ifndef THROUGHLINE_INGEST_UTF16_H
#define THROUGHLINE_INGEST_UTF16_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct utf16 {
	bool is_big; /* the higher byte comes first */
	bool has_odd; /* half a unit waits */
	unsigned char odd;
	uint16_t high; /* half a pair waits; 0: none */
};

enum utf16_found { UTF16_NO, UTF16_LITTLE, UTF16_BIG };
/* By its mark, else by every second byte being zero, as those of plain letters are. */
enum utf16_found utf16_find(const unsigned char *bytes, size_t n);

/* Bytes that n bytes become at most. */
#define UTF16_ROOM(n) ((n) / 2 * 3 + 6)
/* Returns how many bytes came out. */
size_t utf16_take(struct utf16 *, const unsigned char *in, size_t n, char *out);
/* What still waits when no more comes: room for UTF16_ROOM(0). */
size_t utf16_end(struct utf16 *, char *out);

#endif
