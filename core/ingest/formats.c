#include "ingest/formats.h"

#include <strings.h>

static const struct format *const FORMATS[FORMATS_COUNT] = { &FORMAT_FHIR, &FORMAT_CSV };

const struct format *format_at(size_t i)
{
	return FORMATS[i];
}

int format_find(const char *name)
{
	for (int i = 0; i < FORMATS_COUNT; i++)
		if (strcasecmp(FORMATS[i]->name, name) == 0)
			return i;
	return -1;
}

int format_recognise(const char *path, const char *head, size_t length)
{
	for (int i = 0; i < FORMATS_COUNT; i++)
		if (FORMATS[i]->recognise(path, head, length))
			return i;
	return -1;
}
