#include "text/json_memory.h"

#include <jansson.h>
#include <stdlib.h>

static _Thread_local bool ran_out;

static void *room(size_t n)
{
	void *at = malloc(n);

	ran_out = ran_out || !at;
	return at;
}

void json_memory_watch(void)
{
	json_set_alloc_funcs(room, free);
}

bool json_memory_ran_out(void)
{
	bool since = ran_out;

	ran_out = false;
	return since;
}
