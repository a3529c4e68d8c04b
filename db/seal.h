/*
 * seal.h - a file encrypted, chunk after chunk (private to db).
 *
 * libsodium's secretstream (XChaCha20-Poly1305): every chunk is bound to those before
 * it and the last is marked, so that a chunk changed, moved, left out or added shows,
 * and a file cut short.  The key is 32 bytes of a file, or is made of the passphrase
 * in it (Argon2id), with what that took told in the header, which every chunk is
 * bound to as well:
 *
 *	"THLNSEAL"  version 1  kdf (0 bytes, 1 Argon2id)  2 zero bytes  chunk u32
 *	operations u64  memory u64  salt 16  stream header 24         little-endian
 */
#ifndef THROUGHLINE_DB_SEAL_H
#define THROUGHLINE_DB_SEAL_H

#include <stdbool.h>

#include "part.h"

enum { SECRET_MOST = 4096 };
struct secret {
	unsigned char byte[SECRET_MOST];
	size_t n;
	bool is_key; /* 32 bytes as they are, no passphrase */
};

/* From a file that nobody but its owner can read; ST_USAGE says what is wrong with it.
 * Wipe it with secret_wipe(). */
enum status secret_read(struct secret *, const char *file, struct err *);
void secret_wipe(struct secret *);

/* Does a file begin as a sealed one?  Leaves it at its beginning. */
bool seal_is_on(int fd);
/* From where `from` stands to its end.  `name` is for sentences. */
enum status seal_put(int from, int to, const char *name, const struct secret *,
	const struct showing *, struct err *);
/* The way back; to -1 proves it only.  ST_DAMAGED: changed, cut short, or another key. */
enum status seal_open(int from, int to, const char *name, const struct secret *,
	const struct showing *, struct err *);

#endif
