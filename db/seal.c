#include "seal.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
	CHUNK = 65536, SALT_AT = 32, STREAM_AT = SALT_AT + crypto_pwhash_SALTBYTES,
	HEADER = STREAM_AT + crypto_secretstream_xchacha20poly1305_HEADERBYTES,
	TAIL = crypto_secretstream_xchacha20poly1305_ABYTES,
	KEY = crypto_secretstream_xchacha20poly1305_KEYBYTES,
	SHORTEST_PASSPHRASE = 12
};
enum kdf { KDF_BYTES, KDF_ARGON2ID };
/* What a header may ask of the machine that opens it. */
#define OPERATIONS_MOST UINT64_C(64)
#define MEMORY_MOST (UINT64_C(1) << 31)

static const char MAGIC[8] = "THLNSEAL";

struct sealing {
	unsigned char header[HEADER], key[KEY];
	unsigned char plain[CHUNK], sealed[CHUNK + TAIL];
	crypto_secretstream_xchacha20poly1305_state state;
};

void secret_wipe(struct secret *s)
{
	sodium_memzero(s, sizeof *s);
}

enum status secret_read(struct secret *s, const char *file, struct err *err)
{
	int fd = open(file, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
	int64_t got = -1;
	struct stat st;

	secret_wipe(s);
	if (fd < 0)
		return err_set(err, ST_USAGE, "the key file %s cannot be read: %s", file,
			strerror(errno));
	if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && st.st_size <= SECRET_MOST)
		got = read_all(fd, s->byte, SECRET_MOST);
	close(fd);
	if (got < 0)
		return err_set(err, ST_USAGE, "%s is no key file: 32 bytes, or a line with a passphrase",
			file);
	if (st.st_mode & 0077)
		return err_set(err, ST_USAGE, "others than its owner can read the key file %s: "
			"chmod 600 it, and make a new key if somebody may have read it", file);
	s->n = (size_t)got;
	s->is_key = s->n == KEY;
	while (!s->is_key && s->n && (s->byte[s->n - 1] == '\n' || s->byte[s->n - 1] == '\r'))
		s->n--;
	if (s->n < SHORTEST_PASSPHRASE)
		return err_set(err, ST_USAGE, "the passphrase in %s is too short: %d characters at "
			"least, better five words", file, SHORTEST_PASSPHRASE);
	return ST_OK;
}

static void number_put(unsigned char *at, uint64_t n, int bytes)
{
	for (int i = 0; i < bytes; i++)
		at[i] = (unsigned char)(n >> (8 * i));
}

static uint64_t number_get(const unsigned char *at, int bytes)
{
	uint64_t n = 0;

	for (int i = 0; i < bytes; i++)
		n |= (uint64_t)at[i] << (8 * i);
	return n;
}

static enum status key_make(struct sealing *s, const struct secret *secret, const char *name,
	struct err *err)
{
	uint64_t operations = number_get(s->header + 16, 8), memory = number_get(s->header + 24, 8);

	if (s->header[9] == KDF_BYTES && secret->is_key) {
		memcpy(s->key, secret->byte, KEY);
		return ST_OK;
	}
	if (s->header[9] == KDF_BYTES)
		return err_set(err, ST_DAMAGED, "%s was encrypted with a key of 32 bytes, which this "
			"key file does not hold", name);
	if (operations > OPERATIONS_MOST || memory > MEMORY_MOST)
		return err_set(err, ST_DAMAGED, "the head of %s was changed: it asks for more work than "
			"any key is worth", name);
	if (crypto_pwhash(s->key, KEY, (const char *)secret->byte, secret->n, s->header + SALT_AT,
	    operations, (size_t)memory, crypto_pwhash_ALG_ARGON2ID13) != 0)
		return err_nomem(err);
	return ST_OK;
}

static enum status header_make(struct sealing *s, const struct secret *secret, const char *name,
	struct err *err)
{
	bool is_phrase = !secret->is_key;
	enum status st;

	memcpy(s->header, MAGIC, sizeof MAGIC);
	s->header[8] = 1;
	s->header[9] = is_phrase ? KDF_ARGON2ID : KDF_BYTES;
	number_put(s->header + 12, CHUNK, 4);
	if (is_phrase) {
		number_put(s->header + 16, crypto_pwhash_OPSLIMIT_MODERATE, 8);
		number_put(s->header + 24, crypto_pwhash_MEMLIMIT_MODERATE, 8);
		randombytes_buf(s->header + SALT_AT, crypto_pwhash_SALTBYTES);
	}
	st = key_make(s, secret, name, err);
	if (st == ST_OK && crypto_secretstream_xchacha20poly1305_init_push(&s->state,
	    s->header + STREAM_AT, s->key) != 0)
		st = err_set(err, ST_BUG, "libsodium does not encrypt");
	return st;
}

static int64_t size_of(int fd)
{
	struct stat st;

	return fstat(fd, &st) == 0 ? st.st_size : 0;
}

static enum status chunks_put(struct sealing *s, int from, int to, const char *name,
	const struct showing *showing, struct err *err)
{
	int64_t total = size_of(from), done = 0, got = read_all(from, s->plain, CHUNK);
	enum status st = ST_OK;

	for (bool is_last = false; st == ST_OK && !is_last; ) {
		unsigned char sealed_tag;
		size_t n = (size_t)got;

		done += got;
		is_last = got < CHUNK || done >= total;
		sealed_tag = is_last ? crypto_secretstream_xchacha20poly1305_TAG_FINAL : 0;
		if (got < 0)
			return file_fail("cannot be read back", name, err);
		crypto_secretstream_xchacha20poly1305_push(&s->state, s->sealed, NULL, s->plain, n,
			s->header, HEADER, sealed_tag);
		if (!write_all(to, s->sealed, n + TAIL))
			return file_fail("cannot be written", name, err);
		if (!is_last)
			got = read_all(from, s->plain, CHUNK);
		st = showing_tell(showing, "encrypting", done, total, err);
	}
	return st;
}

enum status seal_put(int from, int to, const char *name, const struct secret *secret,
	const struct showing *showing, struct err *err)
{
	struct sealing *s = sodium_malloc(sizeof *s);
	enum status st;

	if (!s)
		return err_nomem(err);
	sodium_memzero(s, sizeof *s);
	st = header_make(s, secret, name, err);
	if (st == ST_OK && !write_all(to, s->header, HEADER))
		st = file_fail("cannot be written", name, err);
	if (st == ST_OK)
		st = chunks_put(s, from, to, name, showing, err);
	sodium_free(s);
	return st;
}

bool seal_is_on(int fd)
{
	char head[sizeof MAGIC];
	bool is_on = read_all(fd, head, sizeof head) == sizeof head && !memcmp(head, MAGIC, sizeof head);

	(void)lseek(fd, 0, SEEK_SET);
	return is_on;
}

static enum status changed(const char *name, int64_t done, struct err *err)
{
	if (!done)
		return err_set(err, ST_DAMAGED, "%s does not open: another key was used for it, or its "
			"beginning was changed", name);
	return err_set(err, ST_DAMAGED, "%s is not as it was written: changed or cut short after "
		"%lld bytes; use another backup", name, (long long)done);
}

static enum status header_read(struct sealing *s, int from, const char *name,
	const struct secret *secret, struct err *err)
{
	enum status st;

	if (read_all(from, s->header, HEADER) != HEADER || memcmp(s->header, MAGIC, sizeof MAGIC))
		return changed(name, 0, err);
	if (s->header[8] != 1)
		return err_set(err, ST_NEWER, "%s was encrypted by a newer Throughline; use that one",
			name);
	if (number_get(s->header + 12, 4) != CHUNK || s->header[9] > KDF_ARGON2ID)
		return changed(name, 0, err);
	st = key_make(s, secret, name, err);
	if (st == ST_OK && crypto_secretstream_xchacha20poly1305_init_pull(&s->state,
	    s->header + STREAM_AT, s->key) != 0)
		st = changed(name, 0, err);
	return st;
}

static enum status chunks_open(struct sealing *s, int from, int to, const char *name,
	const struct showing *showing, struct err *err)
{
	int64_t total = size_of(from), done = 0;
	unsigned char tag = 0;
	enum status st = ST_OK;

	while (st == ST_OK && tag != crypto_secretstream_xchacha20poly1305_TAG_FINAL) {
		int64_t got = read_all(from, s->sealed, CHUNK + TAIL);
		unsigned long long n = 0;

		if (got < 0)
			return file_fail("cannot be read", name, err);
		if (got < TAIL || crypto_secretstream_xchacha20poly1305_pull(&s->state, s->plain, &n, &tag,
		    s->sealed, (unsigned long long)got, s->header, HEADER) != 0)
			return changed(name, done, err);
		done += (int64_t)n;
		if (to >= 0 && !write_all(to, s->plain, (size_t)n))
			return file_fail("cannot be written", "the opened backup", err);
		st = showing_tell(showing, to < 0 ? "reading back" : "decrypting", done, total, err);
	}
	if (st == ST_OK && read_all(from, s->sealed, 1) != 0)
		return changed(name, done, err);
	return st;
}

enum status seal_open(int from, int to, const char *name, const struct secret *secret,
	const struct showing *showing, struct err *err)
{
	struct sealing *s = sodium_malloc(sizeof *s);
	enum status st;

	if (!s)
		return err_nomem(err);
	sodium_memzero(s, sizeof *s);
	st = header_read(s, from, name, secret, err);
	if (st == ST_OK)
		st = chunks_open(s, from, to, name, showing, err);
	sodium_free(s);
	return st;
}
