#include "rows.h"

#include <stdlib.h>

void *rows_copy(const void *items, size_t n, size_t size, struct arena *arena)
{
	void *copy = arena_alloc(arena, (n ? n : 1) * size);

	if (copy && n)
		memcpy(copy, items, n * size);
	return copy;
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
