/*
 * arena.h - memory that is freed all at once: one arena per screen, command or
 * request makes ownership plain.  Everything a read function returns lives in
 * the arena it was given, until that arena is reset or freed.
 *
 * Allocation functions return NULL when there is no memory; functions of core
 * and db turn that into ST_NOMEM.
 */
#ifndef THROUGHLINE_ARENA_H
#define THROUGHLINE_ARENA_H

#include <stddef.h>

struct arena;

struct arena *arena_new(void);
void arena_free(struct arena *); /* NULL is fine */
void arena_reset(struct arena *); /* keeps one block for the next round */
void arena_join(struct arena *into, struct arena *from); /* what was of the one is the other's; `from` is gone */

void *arena_alloc(struct arena *, size_t size); /* zeroed, aligned for any type */
char *arena_dup(struct arena *, const char *text); /* NULL for NULL */
char *arena_dup_n(struct arena *, const char *text, size_t length);
char *arena_printf(struct arena *, const char *format, ...) __attribute__((format(printf, 2, 3)));

#endif
