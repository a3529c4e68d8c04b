/*
 * json_memory.h - reading JSON where memory may run out.
 *
 * Jansson takes a text that it has no room for like one that is no JSON, and hands
 * out less where it builds; its lexer goes on past the end of a string that it could
 * not keep (2.14).  Here its allocator notes that memory ran out, and while a text is
 * read there is a reserve to fall back on, wide enough to end well.  The library
 * keeps one allocator for the whole process, hence state by thread, not an argument.
 */
#ifndef THROUGHLINE_JSON_MEMORY_H
#define THROUGHLINE_JSON_MEMORY_H

#include <jansson.h>
#include <stdbool.h>

/* Before the library is first used; again does no harm. */
void json_memory_watch(void);
/* Since it was last asked. */
bool json_memory_ran_out(void);

/* As json_loadb(); NULL also where memory ran out, which json_memory_ran_out() tells. */
json_t *json_read(const char *text, size_t n, size_t flags);

#endif
