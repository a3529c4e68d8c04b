/* noted.c - how far the audit went, noted beside the store with a mark made with its key. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "chain.h"
#include "part.h"
#include "sqlite/query.h"

enum { NOTE = 20 + 1 + 64 + 1 + 64 + 1 };

static void mark_make(const unsigned char key[static CHAIN_KEY_BYTES], const struct audit_end *end,
	char out[static 65])
{
	static const char ABOUT[] = "the end of an audit";
	unsigned char row[8], mark[HASH_BYTES];
	crypto_generichash_state state;

	for (int i = 0; i < 8; i++)
		row[i] = (unsigned char)((uint64_t)end->row >> (8 * i));
	crypto_generichash_init(&state, key, CHAIN_KEY_BYTES, sizeof mark);
	crypto_generichash_update(&state, (const unsigned char *)ABOUT, sizeof ABOUT);
	crypto_generichash_update(&state, row, sizeof row);
	crypto_generichash_update(&state, (const unsigned char *)end->hash, sizeof end->hash);
	crypto_generichash_final(&state, mark, sizeof mark);
	sodium_bin2hex(out, 65, mark, sizeof mark);
}

static void note_make(const unsigned char key[static CHAIN_KEY_BYTES], const struct audit_end *end,
	char note[static NOTE + 1])
{
	char mark[65];

	mark_make(key, end, mark);
	snprintf(note, NOTE + 1, "%020lld %.64s %.64s\n", (long long)end->row, end->hash, mark);
}

static bool note_fits(const char note[static NOTE + 1], const unsigned char key[static CHAIN_KEY_BYTES],
	struct audit_end *out)
{
	char again[NOTE + 1];
	long long row;

	*out = (struct audit_end){0};
	if (sscanf(note, "%lld %64[0-9a-f]", &row, out->hash) != 2)
		return false;
	out->row = row;
	note_make(key, out, again);
	return sodium_memcmp(note, again, NOTE) == 0;
}

static enum noted note_read(int fd, char note[static NOTE + 1])
{
	struct stat st;

	if (fd < 0 || fstat(fd, &st) != 0 || !S_ISREG(st.st_mode) || pread(fd, note, NOTE, 0) != NOTE)
		return NOTED_UNFIT;
	note[NOTE] = '\0';
	return NOTED_FITS;
}

static enum noted note_prove(const char note[static NOTE + 1], const struct chain_keys *keys,
	struct audit_end *out)
{
	for (size_t i = keys->n; i-- > 0; )
		if (note_fits(note, keys->key[i].byte, out))
			return NOTED_FITS;
	return NOTED_UNFIT;
}

enum noted chain_noted(const char *beside, const struct chain_keys *keys, struct audit_end *out)
{
	char note[NOTE + 1], *name = name_beside(beside, ".head");
	struct stat st;
	enum noted noted = NOTED_UNFIT;

	if (name && lstat(name, &st) != 0) {
		noted = NOTED_NONE;
	} else if (name) {
		int fd = open(name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);

		noted = note_read(fd, note);
		if (fd >= 0)
			close(fd);
	}
	if (noted == NOTED_FITS)
		noted = note_prove(note, keys, out);
	if (noted != NOTED_FITS)
		*out = (struct audit_end){0};
	free(name);
	return noted;
}

void chain_note_anew(const char *beside, const unsigned char key[static CHAIN_KEY_BYTES],
	const struct audit_end *end)
{
	char note[NOTE + 1], *name = name_beside(beside, ".head");
	struct part part = {.fd = -1};

	note_make(key, end, note);
	if (name && part_begin(&part, name, NULL) == ST_OK && write_all(part.fd, note, NOTE))
		(void)part_appear(&part, true, NULL);
	part_done(&part);
	free(name);
}

void chain_note_at(const char *beside, const struct audit_end *end)
{
	struct chain_keys keys;

	if (chain_keys_read(beside, &keys, NULL) == ST_OK && keys.n)
		chain_note_anew(beside, keys.key[keys.n - 1].byte, end);
	sodium_memzero(&keys, sizeof keys);
}

/* Its key may be a former one. */
static bool note_of(const struct store *s, const char note[static NOTE + 1], struct audit_end *out)
{
	struct chain_keys keys;
	bool fits = note_fits(note, s->chain_key, out);

	if (fits)
		return true;
	fits = chain_keys_read(s->beside, &keys, NULL) == ST_OK && note_prove(note, &keys, out) == NOTED_FITS;
	sodium_memzero(&keys, sizeof keys);
	return fits;
}

/* Is a row of the audit, below those just added, what was noted of it? */
static bool row_is(const struct store *s, const struct audit_end *noted)
{
	struct hash held;
	char hex[65] = "";
	struct query q;

	query_begin(&q, s, SQL_AUDIT_HASH_AT);
	query_int(&q, noted->row);
	if (query_next(&q) && sqlite3_column_bytes(q.st, 0) == HASH_BYTES) {
		memcpy(held.byte, sqlite3_column_blob(q.st, 0), HASH_BYTES);
		hash_hex(&held, hex);
	}
	return query_end(&q, NULL) == ST_OK && !strcmp(hex, noted->hash);
}

/* What stands there is what the chain went through before these rows. */
static bool chain_met(const struct txn *t)
{
	struct audit_end noted;
	char note[NOTE + 1], hex[65];
	const struct store *s = t->store;

	if (note_read(s->head, note) != NOTED_FITS || !note_of(s, note, &noted) || noted.row > t->audit_before)
		return false;
	hash_hex(&t->hash_before, hex);
	return noted.row < t->audit_before ? row_is(s, &noted) : !strcmp(noted.hash, hex);
}

static int head_open(const char *beside)
{
	char *name = name_beside(beside, ".head");
	int fd = name ? open(name, O_RDWR | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC) : -1;

	free(name);
	return fd;
}

void chain_note(const struct txn *t)
{
	struct store *s = t->store;
	struct audit_end end = {.row = t->audit_row};
	char note[NOTE + 1];

	hash_hex(&t->audit_hash, end.hash);
	if (t->notes_anew) {
		if (s->head >= 0)
			close(s->head);
		s->head = -1;
		chain_note_anew(s->beside, s->chain_key, &end);
		return;
	}
	if (s->head < 0)
		s->head = head_open(s->beside);
	if (s->head < 0 || !chain_met(t))
		return;
	note_make(s->chain_key, &end, note);
	(void)!pwrite(s->head, note, NOTE, 0);
}
