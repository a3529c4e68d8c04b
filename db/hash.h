/*
 * hash.h - SHA-256 over fields, each with its length, so that no two rows of
 * fields look alike (private to db).
 */
#ifndef THROUGHLINE_DB_HASH_H
#define THROUGHLINE_DB_HASH_H

#include <sodium.h>
#include <stdbool.h>
#include <stdint.h>

#include "vec.h"

enum { HASH_BYTES = crypto_hash_sha256_BYTES };

struct hash { unsigned char byte[HASH_BYTES]; };

void hash_text(crypto_hash_sha256_state *, const char *); /* NULL is not the empty text */
void hash_int(crypto_hash_sha256_state *, int64_t);
void hash_hex(const struct hash *, char out[static 65]);

/* Hashes of rows whose order means nothing: sorted before they are hashed. */
struct hashes { VEC(struct hash) rows; };
bool hashes_add(struct hashes *, crypto_hash_sha256_state *row); /* false: no memory */
struct hash hashes_finish(struct hashes *); /* and frees */

#endif
