#include "ingest/fhir/told.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { SLOTS = 1024, LONGEST = 4096 };

struct slot {
	char *bytes; /* those of the spans one after another; NULL: empty */
	size_t length[FHIR_TOLD_BY];
	uint64_t hash;
	const char *unwanted;
};

struct fhir_told { struct slot slot[SLOTS]; };

struct fhir_told *fhir_told_new(void)
{
	return calloc(1, sizeof(struct fhir_told));
}

void fhir_told_free(struct fhir_told *t)
{
	for (size_t i = 0; t && i < SLOTS; i++)
		free(t->slot[i].bytes);
	free(t);
}

static uint64_t mixed(uint64_t h, uint64_t word)
{
	h = (h ^ word) * 0x9e3779b97f4a7c15u;
	return h ^ h >> 29;
}

static uint64_t hash_of(const struct span *by)
{
	uint64_t h = 0;

	for (int i = 0; i < FHIR_TOLD_BY; i++) {
		const char *at = by[i].at;
		size_t left = by[i].length;
		uint64_t word = 0;

		for (; left >= sizeof word; left -= sizeof word, at += sizeof word) {
			memcpy(&word, at, sizeof word);
			h = mixed(h, word);
		}
		word = 0;
		if (left)
			memcpy(&word, at, left);
		h = mixed(mixed(h, word), by[i].length);
	}
	return h;
}

static bool is_of(const struct slot *s, uint64_t hash, const struct span *by)
{
	const char *at = s->bytes;

	if (!at || s->hash != hash)
		return false;
	for (int i = 0; i < FHIR_TOLD_BY; at += s->length[i], i++)
		if (s->length[i] != by[i].length || (by[i].length && memcmp(at, by[i].at, by[i].length) != 0))
			return false;
	return true;
}

bool fhir_told_get(const struct fhir_told *t, const struct span by[static FHIR_TOLD_BY],
	const char **unwanted)
{
	uint64_t hash = hash_of(by);
	const struct slot *s = t ? &t->slot[hash % SLOTS] : NULL;

	if (!s || !is_of(s, hash, by))
		return false;
	*unwanted = s->unwanted;
	return true;
}

void fhir_told_put(struct fhir_told *t, const struct span by[static FHIR_TOLD_BY], const char *unwanted)
{
	uint64_t hash = hash_of(by);
	struct slot *s = t ? &t->slot[hash % SLOTS] : NULL;
	size_t all = 0;
	char *at;

	for (int i = 0; i < FHIR_TOLD_BY; i++)
		all += by[i].length;
	at = s && all <= LONGEST ? malloc(all + 1) : NULL;
	if (!at)
		return;
	free(s->bytes);
	*s = (struct slot){.bytes = at, .hash = hash, .unwanted = unwanted};
	for (int i = 0; i < FHIR_TOLD_BY; at += by[i].length, i++) {
		s->length[i] = by[i].length;
		if (by[i].length)
			memcpy(at, by[i].at, by[i].length);
	}
}
