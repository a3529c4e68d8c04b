/*
 * audit.c - who looked and who did what: appended, chained, never changed.
 *
 * Each row's hash is made over the hash before it (32 zero bytes for the first),
 * its number and its fields with their lengths, with a key that is not in the store
 * (chain.h); the table audit_key says from which row on with which one.  Rows of
 * versions that had no key have a plain hash.
 *
 * The chain shows a row that was changed, removed or moved; that its tail was not cut
 * off, an end noted elsewhere shows.
 */
#include <stdlib.h>
#include <string.h>

#include "chain.h"
#include "rows.h"
#include "store_admin.h"
#include "text.h"

static void plain_hash(const struct hash *before, const struct audit_row *row, struct hash *out)
{
	const char *const fields[] = {row->at, row->worker, row->deed, row->person, row->detail};
	crypto_hash_sha256_state state;

	crypto_hash_sha256_init(&state);
	crypto_hash_sha256_update(&state, before->byte, HASH_BYTES);
	hash_int(&state, row->id);
	for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
		hash_text(&state, fields[i]);
	crypto_hash_sha256_final(&state, out->byte);
}

static void number_put(crypto_generichash_state *state, uint64_t n)
{
	unsigned char bytes[8];

	for (int i = 0; i < 8; i++)
		bytes[i] = (unsigned char)(n >> (8 * i));
	crypto_generichash_update(state, bytes, sizeof bytes);
}

static void keyed_hash(const unsigned char key[static CHAIN_KEY_BYTES], const struct hash *before,
	const struct audit_row *row, struct hash *out)
{
	const char *const fields[] = {row->at, row->worker, row->deed, row->person, row->detail};
	crypto_generichash_state state;

	crypto_generichash_init(&state, key, CHAIN_KEY_BYTES, HASH_BYTES);
	crypto_generichash_update(&state, before->byte, HASH_BYTES);
	number_put(&state, (uint64_t)row->id);
	for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
		size_t length = fields[i] ? strlen(fields[i]) : 0;

		number_put(&state, fields[i] ? length : UINT64_MAX);
		crypto_generichash_update(&state, (const unsigned char *)(fields[i] ? fields[i] : ""), length);
	}
	crypto_generichash_final(&state, out->byte, HASH_BYTES);
}

static bool hash_read(const struct query *q, int column, struct hash *out)
{
	const void *bytes = sqlite3_column_blob(q->st, column);

	if (!bytes || sqlite3_column_bytes(q->st, column) != HASH_BYTES)
		return false;
	memcpy(out->byte, bytes, HASH_BYTES);
	return true;
}

/* The key for the next row; from here on it is another one, where the last is not here. */
static enum status key_settle(struct txn *t, int64_t row, struct err *err)
{
	unsigned char mark[CHAIN_MARK_BYTES];
	struct store *s = t->store;
	size_t n = 0;
	struct query q;
	enum status status;

	query_begin(&q, s, SQL_AUDIT_KEY_LAST);
	if (query_next(&q)) {
		const void *held = sqlite3_column_blob(q.st, 1);

		if (held && sqlite3_column_bytes(q.st, 1) == CHAIN_MARK_BYTES)
			memcpy(mark, held, n = CHAIN_MARK_BYTES);
	}
	status = query_end(&q, err);
	if (status == ST_OK)
		status = chain_key_current(s, n ? mark : NULL, n, err);
	if (status != ST_OK || (n && !memcmp(mark, s->chain_mark, n)))
		return status;
	query_begin(&q, s, SQL_AUDIT_KEY_ADD);
	query_int(&q, row);
	query_blob(&q, s->chain_mark, CHAIN_MARK_BYTES);
	return query_run(&q, err);
}

/* The last row's number and hash: 0 and all zero before the first. */
static enum status head_read(const struct store *s, int64_t *id, struct hash *head, struct err *err)
{
	struct query q;

	*id = 0;
	*head = (struct hash){{0}};
	query_begin(&q, s, SQL_AUDIT_HEAD);
	if (query_next(&q)) {
		*id = row_int(&q, 0);
		if (!hash_read(&q, 1, head))
			query_fail(&q, SQLITE_CORRUPT);
	}
	return query_end(&q, err);
}

static enum status row_put(const struct txn *t, const struct audit_row *row, const struct hash *hash, struct err *err)
{
	struct query q;

	query_begin(&q, t->store, SQL_AUDIT_ADD);
	query_int(&q, row->id);
	query_text(&q, row->at);
	query_text(&q, row->worker);
	query_text(&q, row->deed);
	query_text(&q, row->person);
	query_text(&q, row->detail);
	query_blob(&q, hash->byte, sizeof hash->byte);
	return query_run(&q, err);
}

enum status store_audit_add(struct txn *t, const struct audit_row *given, struct err *err)
{
	struct audit_row row = *given;
	struct hash before, head;
	char now[21];
	enum status status = head_read(t->store, &row.id, &before, err);

	row.id++;
	if (status == ST_OK)
		status = key_settle(t, row.id, err);
	if (status != ST_OK)
		return status;
	time_text(time_now(), now);
	if (!row.at)
		row.at = now;
	keyed_hash(t->store->chain_key, &before, &row, &head);
	status = row_put(t, &row, &head, err);
	if (status != ST_OK)
		return status;
	if (!t->audit_row) {
		t->audit_before = row.id - 1;
		t->hash_before = before;
	}
	t->audit_row = row.id;
	t->audit_hash = head;
	return ST_OK;
}

void store_audit_note_anew(struct txn *t)
{
	t->notes_anew = true;
}

/* Listing ---------------------------------------------------------------- */

struct audit_rows { VEC(struct audit_row) rows; };

static enum status audit_gather(struct query *q, struct arena *arena, struct audit_rows *into,
	struct err *err)
{
	while (query_next(q)) {
		struct audit_row row = {
			.id = row_int(q, 0),
			.at = row_text(q, 1, arena),
			.worker = row_text(q, 2, arena),
			.deed = row_text(q, 3, arena),
			.person = row_text(q, 4, arena),
			.detail = row_text(q, 5, arena),
		};

		if (!vec_push(&into->rows, row))
			query_fail(q, SQLITE_NOMEM);
	}
	return query_end(q, err);
}

struct audit_search {
	const struct store *store;
	const struct audit_query *wanted;
	struct arena *arena;
	struct audit_rows found;
	enum status status;
	struct err *err;
};

static int64_t limit_of(const struct audit_query *w)
{
	return w->limit ? (int64_t)w->limit : INT64_MAX;
}

static void audit_of_person(void *arg, const char *uuid, size_t length)
{
	struct audit_search *a = arg;
	const char *worker = a->wanted->worker;
	struct query q;

	if (a->status != ST_OK)
		return;
	query_begin(&q, a->store, worker ? SQL_AUDIT_OF_PERSON_BY_WORKER : SQL_AUDIT_OF_PERSON);
	query_text_n(&q, uuid, length);
	if (worker)
		query_text(&q, worker);
	query_int(&q, limit_of(a->wanted));
	a->status = audit_gather(&q, a->arena, &a->found, a->err);
}

static void audit_of_anyone(struct audit_search *a)
{
	const char *worker = a->wanted->worker;
	struct query q;

	query_begin(&q, a->store, worker ? SQL_AUDIT_OF_WORKER : SQL_AUDIT_ALL);
	if (worker)
		query_text(&q, worker);
	query_int(&q, limit_of(a->wanted));
	a->status = audit_gather(&q, a->arena, &a->found, a->err);
}

static int newest_first(const void *one, const void *two)
{
	const struct audit_row *x = one, *y = two;

	return (x->id < y->id) - (x->id > y->id);
}

enum status store_audit_list(const struct store *s, const struct audit_query *w,
	struct arena *arena, struct audit_row **out, size_t *n, struct err *err)
{
	struct audit_search a = {.store = s, .wanted = w, .arena = arena, .err = err};
	size_t kept = 0;

	if (w->person_uuids)
		text_list(w->person_uuids, audit_of_person, &a);
	else
		audit_of_anyone(&a);
	if (a.found.rows.n)
		qsort(a.found.rows.v, a.found.rows.n, sizeof *a.found.rows.v, newest_first);
	for (size_t i = 0; i < a.found.rows.n && (!w->limit || kept < w->limit); i++)
		if (!kept || a.found.rows.v[kept - 1].id != a.found.rows.v[i].id)
			a.found.rows.v[kept++] = a.found.rows.v[i];
	a.found.rows.n = kept;
	return rows_finish(a.status, &a.found.rows, arena, out, n, err);
}

enum status store_audit_narrowed(const struct store *s, int64_t since, const char *uuid, enum audit_narrowed *out, struct err *err)
{
	struct query q;

	*out = AUDIT_NARROWS_NOTHING;
	query_begin(&q, s, SQL_AUDIT_NARROWED);
	query_int(&q, since);
	query_text(&q, uuid);
	if (query_next(&q) && row_int(&q, 0))
		*out = row_int(&q, 1) ? AUDIT_HAS_IMPORT : AUDIT_NARROWS;
	return query_end(&q, err);
}

/* Verifying -------------------------------------------------------------- */

bool audit_end_parse(const char *text, struct audit_end *out)
{
	long long row;
	char hash[65];
	unsigned char bytes[HASH_BYTES];
	size_t n = 0;

	if (sscanf(text, "%lld %64[0-9a-fA-F]", &row, hash) != 2 || row < 1 ||
	    sodium_hex2bin(bytes, sizeof bytes, hash, strlen(hash), NULL, &n, NULL) != 0 || n != HASH_BYTES)
		return false;
	out->row = row;
	sodium_bin2hex(out->hash, sizeof out->hash, bytes, n);
	return true;
}

enum status store_audit_end(const struct store *s, struct audit_end *out, struct err *err)
{
	struct audit_end end = {0};
	struct hash head;
	enum status status = head_read(s, &end.row, &head, err);

	hash_hex(&head, end.hash);
	if (status == ST_OK)
		*out = end;
	return status;
}

/* From which row on with which key; key NULL: it is not here. */
struct span { int64_t first; const struct chain_key *key; };

struct proving {
	const struct store *store;
	struct chain_keys keys;
	VEC(struct span) spans;
	size_t at;              /* the span of the rows now looked at, counted from 1; 0: none */
	struct hash before;
	int64_t count, wrong;
	struct audit_end ends[2]; /* those to be met: as noted, as held; row 0: none */
	enum noted noted;
	struct audit_proof proof;
};

static enum status spans_read(struct proving *p, struct err *err)
{
	struct query q;

	query_begin(&q, p->store, SQL_AUDIT_KEYS);
	while (query_next(&q)) {
		struct span span = {
			.first = row_int(&q, 0),
			.key = chain_key_find(&p->keys, sqlite3_column_blob(q.st, 1),
				(size_t)sqlite3_column_bytes(q.st, 1)),
		};

		if (!vec_push(&p->spans, span))
			query_fail(&q, SQLITE_NOMEM);
	}
	return query_end(&q, err);
}

/* Whether it was made as it should; of a key that is not here nothing can be said. */
static bool row_fits(struct proving *p, const struct audit_row *row, const struct hash *held)
{
	const struct span *span;
	struct hash made;

	while (p->at < p->spans.n && p->spans.v[p->at].first <= row->id)
		p->at++;
	span = p->at ? &p->spans.v[p->at - 1] : NULL;
	if (!span) {
		plain_hash(&p->before, row, &made);
	} else if (span->key) {
		if (!p->proof.keyed_from)
			p->proof.keyed_from = row->id;
		keyed_hash(span->key->byte, &p->before, row, &made);
	} else {
		if (!p->proof.unproven++)
			p->proof.unproven_from = row->id;
		return true;
	}
	return sodium_memcmp(&made, held, sizeof made) == 0;
}

/* An end that was noted is one that the chain went through. */
static bool ends_fit(const struct proving *p, int64_t row, const struct hash *held)
{
	char hex[65];

	for (size_t i = 0; i < 2; i++)
		if (p->ends[i].row == row) {
			hash_hex(held, hex);
			if (strcmp(hex, p->ends[i].hash))
				return false;
		}
	return true;
}

/* No field is written with a zero byte, behind which more could stand unseen. */
static bool is_cut_by_zero(const struct query *q)
{
	for (int i = 1; i <= 5; i++) {
		const char *text = row_peek(q, i);

		if (text && strlen(text) != (size_t)sqlite3_column_bytes(q->st, i))
			return true;
	}
	return false;
}

static enum status rows_prove(struct proving *p, struct err *err)
{
	struct query q;

	query_begin(&q, p->store, SQL_AUDIT_IN_ORDER);
	while (!p->wrong && query_next(&q)) {
		struct audit_row row = {
			.id = row_int(&q, 0),
			.at = row_peek(&q, 1),
			.worker = row_peek(&q, 2),
			.deed = row_peek(&q, 3),
			.person = row_peek(&q, 4),
			.detail = row_peek(&q, 5),
		};
		struct hash held = {{0}};

		p->count++;
		if (row.id != p->count || is_cut_by_zero(&q) || !hash_read(&q, 6, &held) || !row_fits(p, &row, &held) ||
		    !ends_fit(p, row.id, &held))
			p->wrong = p->count;
		p->before = held;
	}
	return query_end(&q, err);
}

/* Where there is a key, rows were chained with it, and their end was noted with it. */
static enum status note_tell(const struct proving *p, struct err *err)
{
	if (!p->keys.n || p->store->notes_no_end)
		return ST_OK;
	if (p->count && !p->spans.n)
		return err_set(err, ST_DAMAGED, "the audit was chained without the key in %s.key: it was made "
			"anew; keep this store, and restore the last backup", p->store->path);
	if (p->noted != NOTED_FITS)
		return err_set(err, ST_DAMAGED, "%s.head, which notes where the audit ends, is %s: rows after row "
			"%lld may be missing; compare with a backup, then note it anew with `audit --head --replace`",
			p->store->path, p->noted == NOTED_NONE ? "gone" : "not what this store wrote",
			(long long)p->count);
	return ST_OK;
}

static enum status found_tell(struct proving *p, struct err *err)
{
	int64_t last = p->ends[0].row > p->ends[1].row ? p->ends[0].row : p->ends[1].row;

	if (p->wrong)
		return err_set(err, ST_DAMAGED, "the audit does not fit from row %lld on: a row was "
			"changed, removed or moved; keep this store, and compare with a backup",
			(long long)p->wrong);
	if (last > p->count)
		return err_set(err, ST_DAMAGED, "the audit ends with row %lld and went on to row %lld: its "
			"end was cut off or lost in a power cut, or an older copy was put in its place; keep it, and "
			"compare with a backup, then note its end anew with `audit --head --replace`",
			(long long)p->count, (long long)last);
	p->proof.end.row = p->count;
	hash_hex(&p->before, p->proof.end.hash);
	p->proof.noted = p->ends[0];
	return note_tell(p, err);
}

enum status store_audit_verify(const struct store *s, const struct audit_end *held,
	struct audit_proof *out, struct err *err)
{
	struct proving p = {.store = s, .ends[1] = held ? *held : (struct audit_end){0}};
	struct reading reading;
	enum status status;

	status = chain_keys_read(s->beside, &p.keys, err);
	/* Before the rows are read: those that come meanwhile are no matter. */
	p.noted = chain_noted(s, &p.keys, &p.ends[0]);
	if (status == ST_OK)
		status = read_begin(&reading, s, err);
	if (status == ST_OK) {
		status = spans_read(&p, err);
		if (status == ST_OK)
			status = rows_prove(&p, err);
		status = read_end(&reading, status, err);
	}
	if (status == ST_OK)
		status = found_tell(&p, err);
	if (status == ST_OK)
		*out = p.proof;
	vec_done(&p.spans);
	sodium_memzero(&p.keys, sizeof p.keys);
	return status;
}

enum status store_audit_last_before(const struct store *s, const char *worker, const char *at,
	struct arena *arena, const char **out, struct err *err)
{
	const char *found = NULL;
	struct query q;
	enum status status;

	query_begin(&q, s, SQL_AUDIT_LAST_BEFORE);
	query_text(&q, worker);
	query_text(&q, at);
	if (query_next(&q))
		found = row_text(&q, 0, arena);
	status = query_end(&q, err);
	if (status != ST_OK)
		return status;
	*out = found;
	return found ? ST_OK : err_set(err, ST_NONE, "this worker has not looked at anything before");
}
