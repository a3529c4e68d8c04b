#include "chain.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "part.h"

enum { LINE = 2 * CHAIN_KEY_BYTES + 1, FILE_MOST = CHAIN_KEYS_MOST * LINE };

char *name_beside(const char *beside, const char *tail)
{
	size_t room = strlen(beside) + strlen(tail) + 1;
	char *name = malloc(room);

	if (name)
		snprintf(name, room, "%s%s", beside, tail);
	return name;
}

static void key_add(struct chain_keys *keys, const unsigned char byte[static CHAIN_KEY_BYTES])
{
	struct chain_key *k = &keys->key[keys->n];

	if (keys->n == CHAIN_KEYS_MOST)
		return;
	memcpy(k->byte, byte, CHAIN_KEY_BYTES);
	crypto_generichash(k->mark, CHAIN_MARK_BYTES, byte, CHAIN_KEY_BYTES, NULL, 0);
	if (!chain_key_find(keys, k->mark, CHAIN_MARK_BYTES))
		keys->n++;
}

void chain_keys_parse(const char *text, struct chain_keys *keys)
{
	unsigned char byte[CHAIN_KEY_BYTES];

	keys->n = 0;
	for (; strlen(text) >= LINE - 1; text += LINE) {
		size_t n = 0;

		if (sodium_hex2bin(byte, sizeof byte, text, LINE - 1, NULL, &n, NULL) == 0 &&
		    n == CHAIN_KEY_BYTES)
			key_add(keys, byte);
		if (!text[LINE - 1])
			break;
	}
	sodium_memzero(byte, sizeof byte);
}

char *chain_keys_text(const struct chain_keys *keys)
{
	char *text = malloc(keys->n * LINE + 1);

	for (size_t i = 0; text && i < keys->n; i++) {
		sodium_bin2hex(text + i * LINE, LINE, keys->key[i].byte, CHAIN_KEY_BYTES);
		text[i * LINE + LINE - 1] = '\n';
	}
	if (text)
		text[keys->n * LINE] = '\0';
	return text;
}

/* Where there is a file that cannot be read, none is made in its place: what was chained with its keys
 * could never be proved again, and whoever was erased would come back. */
static enum status keys_text(const char *name, char text[static FILE_MOST + 1], struct err *err)
{
	int fd = open(name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
	int64_t got;

	text[0] = '\0';
	if (fd < 0 && errno == ENOENT)
		return ST_OK;
	if (fd < 0 && errno == ELOOP)
		return err_set(err, ST_IO, "%s is a link, which is not followed: put the file itself there", name);
	got = fd < 0 ? -1 : read_all(fd, text, FILE_MOST);
	text[got < 0 ? 0 : got] = '\0';
	if (got < 0)
		(void)file_fail("cannot be read", name, err);
	if (fd >= 0)
		close(fd);
	return got < 0 ? ST_IO : ST_OK;
}

enum status chain_keys_read(const char *beside, struct chain_keys *keys, struct err *err)
{
	char text[FILE_MOST + 1], *name = name_beside(beside, ".key");
	enum status st = name ? keys_text(name, text, err) : err_nomem(err);

	keys->n = 0;
	if (st == ST_OK)
		chain_keys_parse(text, keys);
	if (name)
		sodium_memzero(text, sizeof text);
	free(name);
	return st;
}

const struct chain_key *chain_key_find(const struct chain_keys *keys, const void *mark, size_t n)
{
	for (size_t i = keys->n; mark && n == CHAIN_MARK_BYTES && i-- > 0; )
		if (!memcmp(keys->key[i].mark, mark, n))
			return &keys->key[i];
	return NULL;
}

static enum status keys_write(const char *beside, const struct chain_keys *keys, struct err *err)
{
	char *name = name_beside(beside, ".key"), *text = chain_keys_text(keys);
	struct part part = {.fd = -1};
	enum status st = name && text ? part_begin(&part, name, err) : err_nomem(err);

	if (st == ST_OK && !write_all(part.fd, text, strlen(text)))
		st = file_fail("cannot be written", name, err);
	if (st == ST_OK)
		st = part_appear(&part, true, err);
	part_done(&part);
	if (text)
		sodium_memzero(text, strlen(text));
	free(text);
	free(name);
	return st;
}

enum status chain_keys_add(const char *beside, const struct chain_keys *more, struct err *err)
{
	struct chain_keys keys;
	size_t before;
	enum status st = chain_keys_read(beside, &keys, err);

	before = keys.n;
	for (size_t i = 0; st == ST_OK && i < more->n; i++)
		key_add(&keys, more->key[i].byte);
	if (st == ST_OK && keys.n > before)
		st = keys_write(beside, &keys, err);
	sodium_memzero(&keys, sizeof keys);
	return st;
}

static void key_make(struct chain_keys *keys)
{
	unsigned char byte[CHAIN_KEY_BYTES];

	randombytes_buf(byte, sizeof byte);
	keys->n = 0;
	key_add(keys, byte);
	sodium_memzero(byte, sizeof byte);
}

/* What is noted of the audit is noted with it from here on, and before it is there: whoever
 * finds a key expects a note. */
static enum status key_begin(const struct store *s, struct chain_keys *keys, struct err *err)
{
	struct audit_end end;
	enum status st = store_audit_end(s, &end, err);

	if (st != ST_OK)
		return st;
	key_make(keys);
	if (!s->notes_no_end)
		chain_note_anew(s->beside, keys->key[0].byte, &end);
	return keys_write(s->beside, keys, err);
}

/* The key of the rows before, where it is here; else the newest there is. */
enum status chain_key_current(struct store *s, const void *mark, size_t n, struct err *err)
{
	const struct chain_key *key;
	struct chain_keys keys;
	enum status st;

	if (s->has_chain_key && n == CHAIN_MARK_BYTES && mark && !memcmp(s->chain_mark, mark, n))
		return ST_OK;
	st = chain_keys_read(s->beside, &keys, err);
	if (st == ST_OK && !keys.n)
		st = key_begin(s, &keys, err);
	if (st == ST_OK) {
		key = chain_key_find(&keys, mark, n);
		if (!key)
			key = &keys.key[keys.n - 1];
		memcpy(s->chain_key, key->byte, CHAIN_KEY_BYTES);
		memcpy(s->chain_mark, key->mark, CHAIN_MARK_BYTES);
		s->has_chain_key = true;
	}
	sodium_memzero(&keys, sizeof keys);
	return st;
}
