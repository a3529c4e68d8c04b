/*
 * vec.h - a growing array: struct VEC(struct event) *events*; owner frees with
 * vec_done().  vec_push() gives false when there is no memory.
 */
#ifndef THROUGHLINE_VEC_H
#define THROUGHLINE_VEC_H

#include <stdbool.h>
#include <stddef.h>
#include <stdlib.h>

#define VEC(type) struct { type *v; size_t n, cap; }

#define vec_push(vec, ...) \
	(vec_grow((void **)&(vec)->v, &(vec)->cap, (vec)->n + 1, sizeof *(vec)->v) && \
	 ((vec)->v[(vec)->n++] = (__VA_ARGS__), true))

#define vec_done(vec) (free((vec)->v), (vec)->v = NULL, (vec)->n = (vec)->cap = 0)

static inline bool vec_grow(void **items, size_t *cap, size_t need, size_t size)
{
	size_t room = *cap ? *cap : 16;
	void *more;

	if (*items && need <= *cap)
		return true;
	while (room < need)
		room *= 2;
	more = realloc(*items, room * size);
	if (!more)
		return false;
	*items = more;
	*cap = room;
	return true;
}

#endif
