#include "worker_keys.h"

#include <sodium.h>
#include <stdio.h>
#include <string.h>

#include "care/work.h"
#include "store_workers.h"

enum { BLOB_MOST = 2048, RSA_LEAST = 256 /* bytes: 2048 bits */, PRINT_LEAST = 8 };
#define PRINT_KIND "SHA256:"

static const char *const TYPES[] = {"ssh-ed25519", "ecdsa-sha2-nistp256", "ecdsa-sha2-nistp384",
	"ecdsa-sha2-nistp521", "ssh-rsa", "sk-ssh-ed25519@openssh.com", "sk-ecdsa-sha2-nistp256@openssh.com"};

/* One key as its bytes: strings, each behind its length. */
struct blob { const unsigned char *at; size_t left; };

static bool blob_string(struct blob *b, const unsigned char **out, size_t *length)
{
	size_t n;

	if (b->left < 4)
		return false;
	n = (size_t)b->at[0] << 24 | (size_t)b->at[1] << 16 | (size_t)b->at[2] << 8 | b->at[3];
	if (n > b->left - 4)
		return false;
	*out = b->at + 4;
	*length = n;
	b->at += 4 + n;
	b->left -= 4 + n;
	return true;
}

/* The bytes say the type that stands before them, and an RSA key is long enough. */
static bool blob_is_sound(const unsigned char *bytes, size_t n, const char *type)
{
	struct blob b = {bytes, n};
	const unsigned char *part;
	size_t length, parts = 0;

	if (!blob_string(&b, &part, &length) || length != strlen(type) || memcmp(part, type, length) != 0)
		return false;
	while (b.left) {
		if (!blob_string(&b, &part, &length))
			return false;
		parts++;
	}
	return parts >= 1 && (strcmp(type, "ssh-rsa") != 0 || (parts == 2 && length >= RSA_LEAST));
}

static void print_make(const unsigned char *bytes, size_t n, char print[static KEY_PRINT_ROOM])
{
	unsigned char hash[crypto_hash_sha256_BYTES];
	char text[KEY_PRINT_ROOM - sizeof PRINT_KIND + 1];

	crypto_hash_sha256(hash, bytes, n);
	sodium_bin2base64(text, sizeof text, hash, sizeof hash, sodium_base64_VARIANT_ORIGINAL_NO_PADDING);
	snprintf(print, KEY_PRINT_ROOM, "%s%s", PRINT_KIND, text);
}

static bool blob_read(const char *type, const char *base64, char print[static KEY_PRINT_ROOM])
{
	unsigned char bytes[BLOB_MOST];
	size_t n = 0;

	if (sodium_base642bin(bytes, sizeof bytes, base64, strlen(base64), NULL, &n, NULL,
		sodium_base64_VARIANT_ORIGINAL) != 0 || !blob_is_sound(bytes, n, type))
		return false;
	print_make(bytes, n, print);
	return true;
}

static const char *type_find(const char *text, size_t length)
{
	for (size_t i = 0; i < sizeof TYPES / sizeof *TYPES; i++)
		if (strlen(TYPES[i]) == length && memcmp(TYPES[i], text, length) == 0)
			return TYPES[i];
	return NULL;
}

/* "ssh-ed25519 AAAA… comment", one line of it. */
static enum status key_parse(const char *text, struct arena *arena, struct worker_key *out, struct err *err)
{
	size_t type = strcspn(text, " \t\r\n"), line = strcspn(text, "\r\n");
	const char *blob = text + type + strspn(text + type, " \t");

	if (text[line + strspn(text + line, "\r\n")])
		return err_set(err, ST_USAGE, "a public key is one line; give one at a time");
	*out = (struct worker_key){.type = type_find(text, type)};
	if (!out->type)
		return err_set(err, ST_USAGE, "that is no public key of a kind that is taken here: ssh-ed25519, ecdsa-sha2-nistp256, 384 "
			"or 521, ssh-rsa, or one of these on a security key, without options before it");
	out->blob = arena_dup_n(arena, blob, strcspn(blob, " \t\r\n"));
	if (!out->blob)
		return err_nomem(err);
	if (!blob_read(out->type, out->blob, out->print))
		return err_set(err, ST_USAGE, "this public key is not whole, or is an RSA key of fewer than 2048 bits");
	return ST_OK;
}

/* Kept ------------------------------------------------------------------------- */

enum status worker_keys(struct session *s, struct arena *arena, struct worker_key **out, size_t *n,
	struct err *err)
{
	struct worker_key_row *row;
	enum status st = store_worker_keys(s->store, arena, &row, n, err);

	if (st != ST_OK)
		return st;
	*out = arena_alloc(arena, (*n + 1) * sizeof **out);
	if (!*out)
		return err_nomem(err);
	for (size_t i = 0; i < *n; i++) {
		(*out)[i] = (struct worker_key){.worker = row[i].worker, .type = row[i].type, .blob = row[i].blob,
			.since = row[i].since, .is_open = row[i].is_open};
		if (!blob_read(row[i].type, row[i].blob, (*out)[i].print))
			return err_set(err, ST_DAMAGED, "a key kept of %s is none", row[i].worker);
	}
	return ST_OK;
}

struct key_change { const char *worker, *print; struct worker_key key; };

static enum status add_fn(struct work *work, void *arg, struct err *err)
{
	const struct key_change *c = arg;
	struct worker_row w;
	char day[11];
	struct worker_key_row row = {.worker = c->worker, .type = c->key.type, .blob = c->key.blob,
		.since = day, .created_by = work->session->worker};
	enum status st = store_worker_get(txn_store(work->txn), c->worker, work->arena, &w, err);

	civil_iso(work->session->rule.today, day);
	return st == ST_OK ? store_worker_key_add(work->txn, &row, err) : st;
}

static enum status key_write(struct session *s, const char *turn, struct key_change *c, work_fn *fn,
	struct err *err)
{
	struct arena *arena = arena_new();
	struct deed deed = {.deed = "worker"};
	enum status st = arena ? ST_OK : err_nomem(err);

	if (st == ST_OK && !worker_label_is_valid(c->worker))
		st = err_set(err, ST_USAGE, "a worker's name has 1 to 64 letters, digits or . _ @ -");
	if (st == ST_OK) {
		deed.detail = arena_printf(arena, "key %s %s %s", turn, c->worker, c->key.print);
		st = deed.detail ? case_write(s, &deed, fn, c, err) : err_nomem(err);
	}
	arena_free(arena);
	return st;
}

enum status worker_key_add(struct session *s, const char *worker, const char *text,
	char print[static KEY_PRINT_ROOM], struct err *err)
{
	struct key_change c = {.worker = worker};
	struct arena *arena = arena_new();
	enum status st = arena ? key_parse(text, arena, &c.key, err) : err_nomem(err);

	if (st == ST_OK)
		st = key_write(s, "add", &c, add_fn, err);
	if (st == ST_OK)
		memcpy(print, c.key.print, KEY_PRINT_ROOM);
	arena_free(arena);
	return st;
}

static enum status remove_fn(struct work *work, void *arg, struct err *err)
{
	const struct key_change *c = arg;

	return store_worker_key_remove(work->txn, c->key.blob, err);
}

enum status worker_key_remove(struct session *s, const char *worker, const char *print, struct err *err)
{
	struct key_change c = {.worker = worker};
	size_t kind = strncmp(print, PRINT_KIND, strlen(PRINT_KIND)) == 0 ? strlen(PRINT_KIND) : 0, n = 0, fit = 0;
	struct arena *arena = arena_new();
	struct worker_key *key = NULL;
	enum status st = arena ? worker_keys(s, arena, &key, &n, err) : err_nomem(err);

	for (size_t i = 0; st == ST_OK && i < n; i++)
		if (strcmp(key[i].worker, worker) == 0 && strlen(print + kind) >= PRINT_LEAST &&
			strncmp(key[i].print + strlen(PRINT_KIND), print + kind, strlen(print + kind)) == 0) {
			c.key = key[i];
			fit++;
		}
	if (st == ST_OK && fit != 1)
		st = err_set(err, ST_NONE, "%s has no such key; throughline worker key lists them", worker);
	if (st == ST_OK)
		st = key_write(s, "remove", &c, remove_fn, err);
	arena_free(arena);
	return st;
}

/* Lines ------------------------------------------------------------------------ */

/* Goes between single quotes of a shell, within double quotes of authorized_keys. */
static bool is_plain_path(const char *path)
{
	for (const unsigned char *at = (const unsigned char *)path; *at; at++)
		if (*at < 0x20 || *at == 0x7f || strchr("'\"\\", *at))
			return false;
	return *path == '/';
}

enum status worker_key_line(const struct worker_key *key, const char *program, const char *store,
	struct arena *arena, const char **out, struct err *err)
{
	if (!is_plain_path(program) || !is_plain_path(store))
		return err_set(err, ST_USAGE, "the paths of the program and of the store must begin with / and have no quotes, "
			"backslashes or control characters, to stand in authorized_keys");
	*out = arena_printf(arena, "command=\"'%s' --worker %s --store '%s'\",restrict,pty %s %s %s", program,
		key->worker, store, key->type, key->blob, key->worker);
	return *out ? ST_OK : err_nomem(err);
}
