/* held.c - whether a record has the keys that it is to be found by. */
#include "search/keyed.h"

#include <string.h>

#include "search/keys.h"
#include "search/spell.h"

static enum status name_held(const struct store *store, const char *part, struct arena *arena, bool *held,
	struct err *err)
{
	const char *key[SPELL_KEYS];
	size_t n = 0;
	enum status st = spell_keys(part, arena, key, &n, err);

	for (size_t i = 0; i < n && *held && st == ST_OK; i++)
		st = store_key_held(store, key[i], 0, held, err);
	return st;
}

enum status keyed_held(const struct store *store, const struct record *r, struct arena *arena, bool *held,
	struct err *err)
{
	const char **key;
	size_t n = 0;
	enum status st = keys_make(r, arena, &key, &n, err);

	*held = true;
	for (size_t i = 0; i < n && *held && st == ST_OK; i++) {
		st = store_key_held(store, key[i], r->id, held, err);
		if (st == ST_OK && *held && !strncmp(key[i], KEY_NAME, strlen(KEY_NAME)))
			st = name_held(store, key[i] + strlen(KEY_NAME), arena, held, err);
	}
	return st;
}
