/* forget.c - keys of records whose content goes, and spellings that only they had. */
#include "search/forget.h"

#include <string.h>

#include "search/keys.h"
#include "search/spell.h"
#include "store_erase.h"

/* A name part is kept, spelt otherwise, as long as any record has or had it. */
static enum status spellings_forget(struct txn *txn, const char *name_key, struct arena *arena,
	struct err *err)
{
	const char *part = name_key + strlen(KEY_NAME), *key[SPELL_KEYS];
	struct key_hit *left;
	size_t left_n, n = 0;
	enum status st = store_keys_find(txn_store(txn), name_key, false, 1, arena, &left, &left_n, err);

	if (st == ST_OK && !left_n)
		st = spell_keys(part, arena, key, &n, err);
	for (size_t i = 0; i < n && st == ST_OK; i++)
		st = store_key_remove(txn, &(struct key_row){.key = key[i]}, err);
	return st;
}

enum status keys_forget(struct txn *txn, const struct key_row *row, size_t n, struct arena *arena,
	struct err *err)
{
	enum status st = ST_OK;

	for (size_t i = 0; i < n && st == ST_OK; i++)
		st = store_key_remove(txn, &row[i], err);
	for (size_t i = 0; i < n && st == ST_OK; i++)
		if (strncmp(row[i].key, KEY_NAME, strlen(KEY_NAME)) == 0)
			st = spellings_forget(txn, row[i].key, arena, err);
	return st;
}
