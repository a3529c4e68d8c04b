/*
 * rowindex.h - finds rows of a run by what they are called (private to ingest).
 *
 * Eight bytes a slot: a run has millions of rows, and a handle of uthash in
 * each of them would cost more than the row's own texts.
 */
#ifndef THROUGHLINE_INGEST_ROWINDEX_H
#define THROUGHLINE_INGEST_ROWINDEX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct rowindex {
	struct rowindex_slot { uint32_t hash, row; } *slots; /* row UINT32_MAX: free */
	size_t cap, n;
};

uint32_t rowindex_hash(uint32_t scope, const char *name);
/* Room for so many rows; false: no memory.  Grows by itself later. */
bool rowindex_init(struct rowindex *, size_t rows);
void rowindex_done(struct rowindex *);

/* The row of that hash which same() takes for the one meant, or NULL. */
typedef bool rowindex_same(const void *arg, uint32_t row);
uint32_t *rowindex_find(const struct rowindex *, uint32_t hash, rowindex_same *, const void *arg);
/* Adds a row that was not found; false: no memory. */
bool rowindex_add(struct rowindex *, uint32_t hash, uint32_t row);

#endif
