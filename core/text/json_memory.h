/*
 * json_memory.h - did the JSON library run out of memory?
 *
 * Jansson takes a text that it has no room for like one that is no JSON, and hands
 * out less where it builds; whoever reads what an agency sent has to tell the two
 * apart.  It keeps its allocator for the whole process, hence one flag a thread
 * instead of an argument.
 */
#ifndef THROUGHLINE_JSON_MEMORY_H
#define THROUGHLINE_JSON_MEMORY_H

#include <stdbool.h>

/* Before the library is first used; again does no harm. */
void json_memory_watch(void);
/* Since it was last asked. */
bool json_memory_ran_out(void);

#endif
