#include "text/json_memory.h"

#include <stdint.h>
#include <stdlib.h>

enum { RESERVE_LEAST = 65536, RESERVE_TIMES = 8 }; /* of the text: a string's buffers as they double, and some values */

/* The reserve is memory that nobody has touched until malloc fails. */
static _Thread_local struct {
	bool ran_out, is_reading;
	char *reserve;
	size_t room, used;
} memory;

static bool is_of_reserve(const void *at)
{
	uintptr_t p = (uintptr_t)at, first = (uintptr_t)memory.reserve;

	return memory.reserve && p >= first && p < first + memory.room;
}

static void *reserve_take(size_t n)
{
	size_t need = (n + 15) & ~(size_t)15;
	char *at;

	if (!memory.is_reading || need > memory.room - memory.used)
		return NULL;
	at = memory.reserve + memory.used;
	memory.used += need;
	return at;
}

static void *room_take(size_t n)
{
	void *at = malloc(n);

	if (at)
		return at;
	memory.ran_out = true;
	return reserve_take(n);
}

static void room_leave(void *at)
{
	if (!is_of_reserve(at))
		free(at);
}

void json_memory_watch(void)
{
	json_set_alloc_funcs(room_take, room_leave);
}

bool json_memory_ran_out(void)
{
	bool since = memory.ran_out;

	memory.ran_out = false;
	return since;
}

static bool reserve_have(size_t text)
{
	size_t need = text > (SIZE_MAX - RESERVE_LEAST) / RESERVE_TIMES ? SIZE_MAX
		: text * RESERVE_TIMES + RESERVE_LEAST;
	char *wider;

	memory.used = 0;
	if (memory.room >= need)
		return true;
	wider = malloc(need);
	if (!wider)
		return false;
	free(memory.reserve);
	memory.reserve = wider;
	memory.room = need;
	return true;
}

json_t *json_read(const char *text, size_t n, size_t flags)
{
	json_error_t wrong;
	json_t *read;

	if (!reserve_have(n)) {
		memory.ran_out = true;
		return NULL;
	}
	memory.is_reading = true;
	read = json_loadb(text, n, flags, &wrong);
	memory.is_reading = false;
	if (memory.used) { /* parts of it lie in the reserve */
		json_decref(read);
		read = NULL;
	}
	return read;
}
