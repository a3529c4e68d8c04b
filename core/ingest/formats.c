#include "ingest/formats.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "ingest.h"

static const struct format *const FORMATS[FORMATS_COUNT] = { &FORMAT_SYNTHEA, &FORMAT_OPENREFERRAL, &FORMAT_FHIR,
	&FORMAT_CLD, &FORMAT_HMIS, &FORMAT_PROFILE, &FORMAT_CSV };

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

void format_names(const char *before_last, char out[static FORMAT_NAMES_ROOM])
{
	size_t at = 0;

	for (size_t i = 0; i < FORMATS_COUNT; i++) {
		const char *before = i == 0 ? "" : i + 1 < FORMATS_COUNT ? ", " : before_last;
		size_t n = strlen(before) + strlen(FORMATS[i]->name);

		if (at + n >= FORMAT_NAMES_ROOM)
			break;
		at += (size_t)snprintf(out + at, FORMAT_NAMES_ROOM - at, "%s%s", before, FORMATS[i]->name);
	}
}

bool formats_tell_parts(const char *names)
{
	return names && (strstr(names, FORMAT_FHIR.name) || strstr(names, FORMAT_SYNTHEA.name));
}

enum status ingest_format_check(const char *name, struct err *e)
{
	char names[FORMAT_NAMES_ROOM];

	if (!name || !*name || strcmp(name, "auto") == 0 || format_find(name) >= 0)
		return ST_OK;
	format_names(" or ", names);
	return err_set(e, ST_USAGE, "there is no format %.40s; it is auto, %s", name, names);
}

int format_recognise(struct batch *b, const char *path, const char *head, size_t length)
{
	for (int i = 0; i < FORMATS_COUNT; i++)
		if (FORMATS[i]->recognise(b, path, head, length))
			return i;
	return -1;
}
