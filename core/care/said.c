/* said.c - words of a worker's own, as the store keeps them. */
#include "care/said.h"

#include <string.h>

#include "text.h"

enum { CLEAN_ROOM = 3 }; /* bytes that one byte may become */

static size_t characters(const char *text)
{
	size_t n = 0;

	for (; *text; text++)
		n += ((unsigned char)*text & 0xc0) != 0x80;
	return n;
}

enum status words_settle(const char *typed, size_t most, struct arena *arena, const char **out,
	struct err *err)
{
	size_t length = typed ? strlen(typed) : 0, room = CLEAN_ROOM * length + 1;
	char *said = arena_alloc(arena, room);

	if (!said)
		return err_nomem(err);
	said[text_clean(typed ? typed : "", length, TEXT_LINE, said, room)] = '\0';
	said = text_trim(said);
	if (characters(said) > most)
		return err_set(err, ST_USAGE, "that is too long; say it in at most %zu characters", most);
	*out = *said ? said : NULL;
	return ST_OK;
}

enum status said_settle(const char *typed, struct arena *arena, const char **out, struct err *err)
{
	return words_settle(typed, SAID_MOST, arena, out, err);
}
