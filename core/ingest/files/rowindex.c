#include "ingest/files/rowindex.h"

#include <stdlib.h>
#include <string.h>

#define FREE UINT32_MAX

uint32_t rowindex_hash(uint32_t scope, const char *name)
{
	uint64_t h = 0xcbf29ce484222325u ^ scope;

	for (; *name; name++)
		h = (h ^ (unsigned char)*name) * 0x100000001b3u;
	h ^= h >> 32;
	h *= 0xd6e8feb86659fd93u;
	return (uint32_t)(h >> 32);
}

static bool slots_make(struct rowindex *x, size_t cap)
{
	x->slots = malloc(cap * sizeof *x->slots);
	if (!x->slots)
		return false;
	memset(x->slots, 0xff, cap * sizeof *x->slots);
	x->cap = cap;
	return true;
}

bool rowindex_init(struct rowindex *x, size_t rows)
{
	size_t cap = 64;

	while (cap < rows * 2)
		cap *= 2;
	x->n = 0;
	return slots_make(x, cap);
}

void rowindex_done(struct rowindex *x)
{
	free(x->slots);
	*x = (struct rowindex){ 0 };
}

uint32_t *rowindex_find(
	const struct rowindex *x, uint32_t hash, rowindex_same *same, const void *arg)
{
	for (size_t i = hash & (x->cap - 1); x->slots[i].row != FREE; i = (i + 1) & (x->cap - 1))
		if (x->slots[i].hash == hash && same(arg, x->slots[i].row))
			return &x->slots[i].row;
	return NULL;
}

static void slot_put(struct rowindex *x, uint32_t hash, uint32_t row)
{
	size_t i = hash & (x->cap - 1);

	while (x->slots[i].row != FREE)
		i = (i + 1) & (x->cap - 1);
	x->slots[i] = (struct rowindex_slot){ hash, row };
	x->n++;
}

bool rowindex_add(struct rowindex *x, uint32_t hash, uint32_t row)
{
	if ((x->n + 1) * 2 > x->cap) {
		struct rowindex more = { 0 };

		if (!slots_make(&more, x->cap * 2))
			return false;
		for (size_t i = 0; i < x->cap; i++)
			if (x->slots[i].row != FREE)
				slot_put(&more, x->slots[i].hash, x->slots[i].row);
		free(x->slots);
		*x = more;
	}
	slot_put(x, hash, row);
	return true;
}
