#include "rows.h"

#include <stdlib.h>

void *rows_copy(const void *items, size_t n, size_t size, struct arena *arena)
{
	void *copy = arena_alloc(arena, (n ? n : 1) * size);

	if (copy && n)
		memcpy(copy, items, n * size);
	return copy;
}

enum status rows_numbers(struct query *q, struct arena *arena, int64_t **out, size_t *n, struct err *err)
{
	VEC(int64_t) rows = {0};

	while (query_next(q))
		if (!vec_push(&rows, row_int(q, 0)))
			query_fail(q, SQLITE_NOMEM);
	return rows_give(q, &rows, arena, out, n, err);
}

enum status rows_out(enum status status, void **items, size_t n, size_t size, struct arena *arena,
	void **out, size_t *out_n, struct err *err)
{
	void *copy = NULL;

	if (status == ST_OK) {
		copy = rows_copy(*items, n, size, arena);
		if (!copy)
			status = err_nomem(err);
	}
	free(*items);
	*items = NULL;
	if (status == ST_OK) {
		*out = copy;
		*out_n = n;
	}
	return status;
}
