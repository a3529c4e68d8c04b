/*
 * rows.h - what a read function gives: the rows it gathered, moved into the
 * caller's arena once their number is known (private to db).
 */
#ifndef THROUGHLINE_DB_ROWS_H
#define THROUGHLINE_DB_ROWS_H

#include <string.h>

#include "sqlite/query.h"
#include "vec.h"

/* The columns of RECORD_ROW, before those that an agency sends. */
enum { RECORD_ROW_IMPORT = 6, RECORD_ROW_FIELDS };

/* Copies n items of that size; NULL only for no memory (one zeroed item for none). */
void *rows_copy(const void *items, size_t n, size_t size, struct arena *);

/* Ends the query; on success gives the rows, in any case frees the vec. */
#define rows_give(q, vec, arena, out, n, err) \
	rows_finish(query_end(q, err), vec, arena, out, n, err)

/* The same where the query has ended. */
#define rows_finish(status, vec, arena, out, n, err) \
	rows_out(status, (void **)&(vec)->v, (vec)->n, sizeof *(vec)->v, arena, (void **)(out), n, err)
enum status rows_out(enum status, void **items, size_t n, size_t size, struct arena *, void **out,
	size_t *out_n, struct err *);

/* The numbers in the first column, to the end of the query. */
enum status rows_numbers(struct query *, struct arena *, int64_t **out, size_t *n, struct err *);

#endif
