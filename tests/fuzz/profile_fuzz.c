/* Any text as a mapping profile: read or refused with a sentence, never a crash. */
#include <stdlib.h>
#include <string.h>

#include "ingest/profile/mapping.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new();
	char *text = a ? arena_alloc(a, size + 1) : NULL;
	struct profile *p;
	struct err err = { 0 };
	enum status st;

	if (!text)
		abort();
	memcpy(text, data, size);
	st = profile_parse(&p, text, "fuzz", a, &err);
	if (st != ST_OK && st != ST_FORMAT)
		abort();
	if (st == ST_FORMAT && !err.text[0])
		abort();
	arena_free(a);
	return 0;
}
