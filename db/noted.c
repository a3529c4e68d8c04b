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

/* How many there are: one, two while a restore puts another store in the place, or none of ours. */
static int notes_read(int fd, char note[static 2][NOTE + 1])
{
	struct stat st;
	int n = 0;

	if (fd < 0 || fstat(fd, &st) != 0 || !S_ISREG(st.st_mode))
		return 0;
	while (n < 2 && pread(fd, note[n], NOTE, (off_t)n * NOTE) == NOTE)
		note[n++][NOTE] = '\0';
	return n;
}

static enum noted note_prove(const char note[static NOTE + 1], const struct chain_keys *keys,
	struct audit_end *out)
{
	for (size_t i = keys->n; i-- > 0; )
		if (note_fits(note, keys->key[i].byte, out))
			return NOTED_FITS;
	return NOTED_UNFIT;
}

/* Is a row of the audit what was noted of it? */
static bool row_is(const struct store *s, const struct audit_end *noted)
{
	struct hash held;
	char hex[65] = "";
	struct query q;

	if (!noted->row)
		return true; /* noted before there was any */
	query_begin(&q, s, SQL_AUDIT_HASH_AT);
	query_int(&q, noted->row);
	if (query_next(&q) && sqlite3_column_bytes(q.st, 0) == HASH_BYTES) {
		memcpy(held.byte, sqlite3_column_blob(q.st, 0), HASH_BYTES);
		hash_hex(&held, hex);
	}
	return query_end(&q, NULL) == ST_OK && !strcmp(hex, noted->hash);
}

/* What lies beside, where it is a file of ours. */
static enum noted notes_beside(const char *beside, char note[static 2][NOTE + 1], int *n)
{
	char *name = name_beside(beside, ".head");
	struct stat st;
	int fd;

	*n = 0;
	if (!name)
		return NOTED_UNFIT;
	if (lstat(name, &st) != 0) {
		free(name);
		return NOTED_NONE;
	}
	fd = open(name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
	*n = notes_read(fd, note);
	if (fd >= 0)
		close(fd);
	free(name);
	return *n ? NOTED_FITS : NOTED_UNFIT;
}

enum noted chain_noted(const struct store *s, const struct chain_keys *keys, struct audit_end *out)
{
	char note[2][NOTE + 1];
	struct audit_end restored;
	int n;
	enum noted noted = notes_beside(s->beside, note, &n);

	if (noted == NOTED_FITS)
		noted = note_prove(note[0], keys, out);
	if (n == 2 && note_prove(note[1], keys, &restored) == NOTED_FITS && row_is(s, &restored)) {
		*out = restored;
		return NOTED_FITS;
	}
	if (noted != NOTED_FITS)
		*out = (struct audit_end){0};
	return noted;
}

static enum status notes_write(const char *beside, const char *text, size_t n, struct err *err)
{
	char *name = name_beside(beside, ".head");
	struct part part = {.fd = -1};
	enum status st = name ? part_begin(&part, name, err) : err_nomem(err);

	if (st == ST_OK && !write_all(part.fd, text, n))
		st = file_fail("cannot be written", name, err);
	if (st == ST_OK)
		st = part_appear(&part, true, err);
	part_done(&part);
	free(name);
	return st;
}

void chain_note_anew(const char *beside, const unsigned char key[static CHAIN_KEY_BYTES],
	const struct audit_end *end)
{
	char note[NOTE + 1];

	note_make(key, end, note);
	(void)notes_write(beside, note, NOTE, NULL);
}

enum status chain_note_also(const char *beside, const struct audit_end *end, struct err *err)
{
	char note[2][NOTE + 1], both[2 * NOTE];
	struct chain_keys keys;
	int n;
	enum status st = chain_keys_read(beside, &keys, err);

	if (st == ST_OK && keys.n) {
		(void)notes_beside(beside, note, &n);
		if (!n)
			memset(note[0], '-', NOTE);
		note_make(keys.key[keys.n - 1].byte, end, note[1]);
		memcpy(both, note[0], NOTE);
		memcpy(both + NOTE, note[1], NOTE);
		st = notes_write(beside, both, sizeof both, err);
	}
	sodium_memzero(&keys, sizeof keys);
	return st;
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

/* What stands there is what the chain went through before these rows. */
static bool chain_met(const struct txn *t, const char note[static NOTE + 1])
{
	struct audit_end noted;
	char hex[65];

	if (!note_of(t->store, note, &noted) || noted.row > t->audit_before)
		return false;
	hash_hex(&t->hash_before, hex);
	return noted.row < t->audit_before ? row_is(t->store, &noted) : !strcmp(noted.hash, hex);
}

static int head_open(const char *beside)
{
	char *name = name_beside(beside, ".head");
	int fd = name ? open(name, O_RDWR | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC) : -1;

	free(name);
	return fd;
}

static void note_only(struct store *s, const struct audit_end *end)
{
	if (s->head >= 0)
		close(s->head);
	s->head = -1;
	chain_note_anew(s->beside, s->chain_key, end);
}

void chain_note(const struct txn *t)
{
	struct store *s = t->store;
	struct audit_end end = {.row = t->audit_row};
	char note[2][NOTE + 1];
	int n;

	hash_hex(&t->audit_hash, end.hash);
	if (t->notes_anew) {
		note_only(s, &end);
		return;
	}
	if (s->head < 0)
		s->head = head_open(s->beside);
	n = notes_read(s->head, note);
	if (n == 2 && (chain_met(t, note[0]) || chain_met(t, note[1]))) {
		note_only(s, &end);
	} else if (n == 1 && chain_met(t, note[0])) {
		note_make(s->chain_key, &end, note[0]);
		(void)!pwrite(s->head, note[0], NOTE, 0);
	}
}
