/*
 * arena.c - memory freed all at once: a list of blocks, each twice the one
 * before; what is bigger than a block gets one of its own.
 */
#include "arena.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BLOCK_FIRST = 4096, BLOCK_LARGEST = 1 << 20 };

struct block {
	struct block *next;
	size_t size, used;
	_Alignas(max_align_t) unsigned char bytes[];
};

struct arena {
	struct block *block; /* the newest */
	size_t next_size;
};

struct arena *arena_new(void)
{
	struct arena *a = calloc(1, sizeof *a);

	if (a)
		a->next_size = BLOCK_FIRST;
	return a;
}

static void blocks_free(struct block *b)
{
	while (b) {
		struct block *next = b->next;

		free(b);
		b = next;
	}
}

void arena_free(struct arena *a)
{
	if (!a)
		return;
	blocks_free(a->block);
	free(a);
}

void arena_reset(struct arena *a)
{
	if (!a->block)
		return;
	blocks_free(a->block->next);
	a->block->next = NULL;
	if (a->block->size > BLOCK_LARGEST) {
		free(a->block);
		a->block = NULL;
		return;
	}
	a->block->used = 0;
}

static struct block *block_add(struct arena *a, size_t need)
{
	size_t size = a->next_size > need ? a->next_size : need;
	struct block *b;

	if (size > SIZE_MAX - sizeof *b)
		return NULL;
	b = malloc(sizeof *b + size);
	if (!b)
		return NULL;
	b->size = size;
	b->used = 0;
	b->next = a->block;
	a->block = b;
	if (a->next_size < BLOCK_LARGEST)
		a->next_size *= 2;
	return b;
}

/* As it lies there: not zeroed, for bytes at a multiple of `unit`, a power of two. */
static void *block_take(struct arena *a, size_t size, size_t unit)
{
	struct block *b = a->block;
	size_t at = b ? (b->used + unit - 1) & ~(unit - 1) : 0;

	if (!b || at > b->size || b->size - at < size) {
		b = block_add(a, size);
		at = 0;
	}
	if (!b)
		return NULL;
	b->used = at + size;
	return b->bytes + at;
}

void *arena_alloc(struct arena *a, size_t size)
{
	const size_t unit = _Alignof(max_align_t);
	void *p;

	if (size > SIZE_MAX - unit)
		return NULL;
	size = size ? (size + unit - 1) / unit * unit : unit;
	p = block_take(a, size, unit);
	return p ? memset(p, 0, size) : NULL;
}

char *arena_dup_n(struct arena *a, const char *text, size_t length)
{
	char *copy;

	if (!text || length == SIZE_MAX)
		return NULL;
	copy = block_take(a, length + 1, 1);
	if (!copy)
		return NULL;
	if (length)
		memcpy(copy, text, length);
	copy[length] = '\0';
	return copy;
}

void arena_join(struct arena *into, struct arena *from)
{
	struct block **at = &into->block;

	if (!from)
		return;
	while (*at)
		at = &(*at)->next;
	*at = from->block;
	free(from);
}

char *arena_dup(struct arena *a, const char *text)
{
	return text ? arena_dup_n(a, text, strlen(text)) : NULL;
}

char *arena_printf(struct arena *a, const char *format, ...)
{
	va_list args, again;
	char room[256], *out = NULL; /* most texts need no second go */
	int length;

	va_start(args, format);
	va_copy(again, args);
	length = vsnprintf(room, sizeof room, format, args);
	if (length >= 0 && (size_t)length < sizeof room) {
		out = arena_dup_n(a, room, (size_t)length);
	} else if (length >= 0) {
		out = arena_alloc(a, (size_t)length + 1);
		if (out)
			vsnprintf(out, (size_t)length + 1, format, again);
	}
	va_end(again);
	va_end(args);
	return out;
}
