/* blocks.c - records that share a key. */
#include "linkage/blocks.h"

#include <stdlib.h>
#include <string.h>

#include "search/keys.h"

#define UNSEEN UINT32_MAX /* the store was not asked yet */

enum status blocks_begin(struct blocks *b, struct err *err)
{
	*b = (struct blocks){.scratch = arena_new()};
	return b->scratch && vec_push(&b->entries, 0) ? ST_OK : err_nomem(err);
}

void blocks_done(struct blocks *b)
{
	vec_done(&b->members);
	vec_done(&b->entries);
	vec_done(&b->found);
	free(b->block);
	arena_free(b->scratch);
}

/* FNV-1a.  Where two keys came to share one, two people would be compared in vain. */
static uint64_t key_hash(const char *key)
{
	uint64_t hash = 14695981039346656037u;

	for (; *key; key++)
		hash = (hash ^ (unsigned char)*key) * 1099511628211u;
	return hash;
}

/* The block of those whose names were taken down the other way round, or NULL. */
static const char *swapped_key(const struct normal *m, struct arena *arena)
{
	return key_exact_name(arena, m->born, m->given_joined, m->family_joined);
}

static bool is_swappable(const struct normal *m)
{
	return m->born != CIVIL_NONE && *m->family && *m->given;
}

static bool member_add(struct blocks *b, const char *key, uint32_t note, bool looks)
{
	struct block_member m = {.note = note, .looks = looks};

	if (!key)
		return false;
	m.hash = key_hash(key);
	m.entry = (uint32_t)b->members.n & INT32_MAX;
	return vec_push(&b->members, m);
}

enum status blocks_note(struct blocks *b, const struct normal *m, struct err *err)
{
	uint32_t note = (uint32_t)b->entries.n - 1;
	const char **key;
	size_t n;
	enum status st;
	bool ok = true;

	arena_reset(b->scratch);
	st = keys_of_blocks(m, b->scratch, &key, &n, err);
	if (st != ST_OK)
		return st;
	for (size_t i = 0; i < n && ok; i++)
		ok = member_add(b, key[i], note, false);
	if (ok && is_swappable(m))
		ok = member_add(b, swapped_key(m, b->scratch), note, true);
	return ok && vec_push(&b->entries, (uint32_t)b->members.n) ? ST_OK : err_nomem(err);
}

static int member_order(const void *a, const void *b)
{
	const struct block_member *x = a, *y = b;

	if (x->hash != y->hash)
		return x->hash < y->hash ? -1 : 1;
	return (x->note > y->note) - (x->note < y->note);
}

enum status blocks_settle(struct blocks *b, bool is_whole, struct err *err)
{
	struct block_member *m = b->members.v;
	uint32_t n = (uint32_t)b->members.n, first = 0;

	b->is_whole = is_whole;
	b->block = calloc(n + 1, sizeof *b->block);
	if (!b->block)
		return err_nomem(err);
	if (n)
		qsort(m, n, sizeof *m, member_order);
	for (uint32_t i = 0; i < n; i++) {
		if (m[i].hash != m[first].hash)
			first = i;
		b->block[m[i].entry] = (struct block){first, UNSEEN};
	}
	return ST_OK;
}

static enum status members_each(const struct blocks *b, const struct block *block, block_fn *give,
	void *arg, struct err *err)
{
	const struct block_member *from = b->members.v + block->first, *m;
	const struct block_member *end = b->members.v + b->members.n;
	enum status st = ST_OK;
	size_t n = 0;

	for (m = from; m < end && m->hash == from->hash && n <= BLOCK_MOST; m++)
		n += !m->looks;
	if (n > BLOCK_MOST)
		return ST_OK;
	for (end = m, m = from; m < end && st == ST_OK; m++)
		if (!m->looks)
			st = give(arg, m->note, 0, err);
	return st;
}

/* Looks the key up; everybody of its block is told. */
static enum status block_look(struct blocks *b, const struct store *store, struct block *block,
	const char *key, struct err *err)
{
	struct block found = {(uint32_t)b->found.n, 0};
	struct key_hit *hit = NULL;
	size_t n = 0, first = block->first;
	enum status st;

	if (!key)
		return err_nomem(err);
	st = store_keys_find(store, key, false, BLOCK_MOST + 1, b->scratch, &hit, &n, err);
	for (size_t i = 0; i < n && n <= BLOCK_MOST && st == ST_OK; i++)
		if (!hit[i].is_past && !vec_push(&b->found, hit[i].record))
			st = err_nomem(err);
	if (st != ST_OK)
		return st;
	found.n = (uint32_t)b->found.n - found.first;
	for (size_t i = first;
		i < b->members.n && b->members.v[i].hash == b->members.v[first].hash; i++)
		b->block[b->members.v[i].entry] = found;
	return ST_OK;
}

static enum status found_each(struct blocks *b, const struct store *store, uint32_t note,
	const struct normal *m, block_fn *give, void *arg, struct err *err)
{
	const char **key;
	size_t n;
	enum status st;

	arena_reset(b->scratch);
	st = keys_of_blocks(m, b->scratch, &key, &n, err);
	for (uint32_t e = b->entries.v[note]; e < b->entries.v[note + 1] && st == ST_OK; e++) {
		size_t i = e - b->entries.v[note];
		struct block *block = &b->block[e];

		if (block->n == UNSEEN)
			st = block_look(b, store, block,
				i < n ? key[i] : swapped_key(m, b->scratch), err);
		for (uint32_t k = 0; k < block->n && st == ST_OK; k++)
			st = give(arg, -1, b->found.v[block->first + k], err);
	}
	return st;
}

enum status blocks_each(struct blocks *b, const struct store *store, uint32_t note,
	const struct normal *m, block_fn *give, void *arg, struct err *err)
{
	enum status st = ST_OK;

	if (!b->is_whole)
		return found_each(b, store, note, m, give, arg, err);
	for (uint32_t e = b->entries.v[note]; e < b->entries.v[note + 1] && st == ST_OK; e++)
		st = members_each(b, &b->block[e], give, arg, err);
	return st;
}
