#include "hash.h"

#include <string.h>

static void hash_number(crypto_hash_sha256_state *state, uint64_t n)
{
	unsigned char bytes[8];

	for (int i = 0; i < 8; i++)
		bytes[i] = (unsigned char)(n >> (56 - 8 * i));
	crypto_hash_sha256_update(state, bytes, sizeof bytes);
}

void hash_text(crypto_hash_sha256_state *state, const char *text)
{
	size_t length;

	if (!text) {
		hash_number(state, UINT64_MAX);
		return;
	}
	length = strlen(text);
	hash_number(state, length);
	crypto_hash_sha256_update(state, (const unsigned char *)text, length);
}

void hash_int(crypto_hash_sha256_state *state, int64_t n)
{
	hash_number(state, 8);
	hash_number(state, (uint64_t)n);
}

void hash_hex(const struct hash *h, char out[static 65])
{
	sodium_bin2hex(out, 65, h->byte, sizeof h->byte);
}

bool hashes_add(struct hashes *all, crypto_hash_sha256_state *row)
{
	struct hash h;

	crypto_hash_sha256_final(row, h.byte);
	return vec_push(&all->rows, h);
}

static int by_bytes(const void *one, const void *two)
{
	return memcmp(one, two, sizeof(struct hash));
}

struct hash hashes_finish(struct hashes *all)
{
	crypto_hash_sha256_state state;
	struct hash out;

	if (all->rows.n)
		qsort(all->rows.v, all->rows.n, sizeof *all->rows.v, by_bytes);
	crypto_hash_sha256_init(&state);
	for (size_t i = 0; i < all->rows.n; i++)
		crypto_hash_sha256_update(&state, all->rows.v[i].byte, HASH_BYTES);
	crypto_hash_sha256_final(&state, out.byte);
	vec_done(&all->rows);
	return out;
}
