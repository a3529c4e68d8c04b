#include "ingest/fhir/map.h"

#include <stdlib.h>
#include <string.h>

#define HASH_NONFATAL_OOM 1
#include <uthash.h>

struct fhir_map_entry {
	void *value;
	UT_hash_handle hh;
	char key[];
};

void *fhir_map_get(const struct fhir_map *map, const char *key)
{
	struct fhir_map_entry *entry;

	HASH_FIND_STR(map->head, key, entry);
	return entry ? entry->value : NULL;
}

bool fhir_map_put(struct fhir_map *map, const char *key, void *value)
{
	struct fhir_map_entry *entry;
	size_t length = strlen(key);

	HASH_FIND_STR(map->head, key, entry);
	if (entry) {
		entry->value = value;
		return true;
	}
	entry = calloc(1, sizeof *entry + length + 1);
	if (!entry)
		return false;
	memcpy(entry->key, key, length + 1);
	entry->value = value;
	HASH_ADD_KEYPTR(hh, map->head, entry->key, length, entry);
	if (!entry->hh.tbl) {
		free(entry);
		return false;
	}
	return true;
}

void fhir_map_done(struct fhir_map *map)
{
	struct fhir_map_entry *entry = map->head, *next;

	if (entry)
		HASH_CLEAR(hh, map->head);
	for (; entry; entry = next) {
		next = entry->hh.next;
		free(entry);
	}
	map->head = NULL;
}
