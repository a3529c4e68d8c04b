/*
 * encoding.h - a text file as UTF-8, piece by piece (private to ingest).
 *
 * UTF-8 with or without BOM is passed on as it is; UTF-16 is told by its mark, or
 * by the zeros beside its letters, and converted (Excel's "Unicode text"); a file
 * that is neither is taken for Windows-1252 and converted.  The bytes are looked
 * through once before, so that one stray accent late in a file decides for all of
 * it.  Stray NUL bytes are left out and counted.  A file that gzip or an archive packed
 * is read as what is in it (packed.h).
 */
#ifndef THROUGHLINE_INGEST_ENCODING_H
#define THROUGHLINE_INGEST_ENCODING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "status.h"

struct source;
enum text_encoding { ENCODING_AUTO, ENCODING_UTF8, ENCODING_1252 };

/* What is worth a word to the sender. */
struct text_seen {
	bool is_1252;
	int64_t nuls; /* left out so far */
};

/* ST_FORMAT for a binary file; `label` names the file in the sentence. */
enum status source_open(struct source **out, const char *path, const char *label, struct err *);
/* The same of a file whose encoding is known; what is plainly UTF-16 is read so. */
enum status source_open_as(struct source **out, const char *path, const char *label,
	enum text_encoding, struct err *);
void source_close(struct source *); /* NULL is fine */
struct text_seen source_seen(const struct source *);
/* How many bytes of the file were read since it was last asked. */
int64_t source_taken(struct source *);
/* The beginning as text (of at most 4,096 bytes), unpacked; that of a binary file
 * holds NUL bytes. */
enum status source_head(const char *path, const char *label, char *head, size_t room, size_t *n, struct err *);
/* The next piece, lent until the next call; length 0 at the end. */
enum status source_read(struct source *, const char **text, size_t *length, struct err *);
/* All of it, for the caller to free; ST_FORMAT where it is more than that many bytes. */
enum status source_whole(const char *path, const char *label, size_t most, char **text, size_t *n,
	struct err *);

#endif
