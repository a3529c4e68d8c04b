/*
 * erased.c - what keeps a record away that was erased: a keyed hash of its address, from which
 * nobody reads it.
 */
#include <stdio.h>
#include <string.h>

#include "chain.h"
#include "erased.h"
#include "rows.h"
#include "store_erase.h"

enum { MARK_BYTES = 32 };

static void text_put(crypto_generichash_state *state, const char *text)
{
	crypto_generichash_update(state, (const unsigned char *)text, strlen(text) + 1);
}

static void mark_make(const unsigned char key[static CHAIN_KEY_BYTES], const char *agency,
	const char *local_id, unsigned char out[static MARK_BYTES])
{
	crypto_generichash_state state;

	crypto_generichash_init(&state, key, CHAIN_KEY_BYTES, MARK_BYTES);
	text_put(&state, "erased");
	text_put(&state, agency);
	text_put(&state, local_id);
	crypto_generichash_final(&state, out, MARK_BYTES);
}

enum status store_erased_put(struct txn *t, const char *agency, const char *local_id, struct err *err)
{
	struct store *s = t->store;
	unsigned char mark[MARK_BYTES];
	char now[21];
	struct query q;
	enum status st = s->has_chain_key ? ST_OK : chain_key_current(s, NULL, 0, err);

	if (st != ST_OK)
		return st;
	mark_make(s->chain_key, agency, local_id, mark);
	time_text(time_now(), now);
	query_begin(&q, s, SQL_ERASED_PUT);
	query_blob(&q, mark, sizeof mark);
	query_blob(&q, s->chain_mark, CHAIN_MARK_BYTES);
	query_text(&q, now);
	return query_run(&q, err);
}

enum status store_erased_lift(struct txn *t, const char *agency, const char *local_id, bool *was, struct err *err)
{
	struct store *s = t->store;
	struct chain_keys keys;
	int64_t before = sqlite3_total_changes64(s->db);
	enum status st = chain_keys_read(s->beside, &keys, err);

	for (size_t i = 0; i < keys.n && st == ST_OK; i++) {
		unsigned char mark[MARK_BYTES];
		struct query q;

		mark_make(keys.key[i].byte, agency, local_id, mark);
		query_begin(&q, s, SQL_ERASED_LIFT);
		query_blob(&q, mark, sizeof mark);
		st = query_run(&q, err);
	}
	sodium_memzero(&keys, sizeof keys);
	*was = sqlite3_total_changes64(s->db) > before;
	return st;
}

enum status store_erased_any(const struct store *s, bool *any, struct err *err)
{
	struct query q;

	query_begin(&q, s, SQL_ERASED_ANY);
	*any = query_next(&q);
	return query_end(&q, err);
}

/* By every key that is here: which one it was is not known before.  at: when, from the arena; or both NULL. */
static enum status marked_find(const struct store *s, const struct chain_keys *keys, const char *agency, const char *local_id,
	bool *is, struct arena *arena, const char **at, struct err *err)
{
	enum status st = ST_OK;

	*is = false;
	for (size_t i = 0; i < keys->n && st == ST_OK && !*is; i++) {
		unsigned char mark[MARK_BYTES];
		struct query q;

		mark_make(keys->key[i].byte, agency, local_id, mark);
		query_begin(&q, s, SQL_ERASED_AT);
		query_blob(&q, mark, sizeof mark);
		*is = query_next(&q);
		if (*is && at)
			*at = row_text(&q, 0, arena);
		st = query_end(&q, err);
	}
	return st;
}

enum status store_erased_find(const struct store *s, const char *agency, const char *local_id,
	struct arena *arena, const char **at, struct err *err)
{
	struct chain_keys keys;
	bool is = false;
	enum status st = chain_keys_read(s->beside, &keys, err);

	if (st == ST_OK)
		st = marked_find(s, &keys, agency, local_id, &is, arena, at, err);
	sodium_memzero(&keys, sizeof keys);
	return st == ST_OK && !is ? ST_NONE : st;
}

enum status store_erased_unkept(const struct store *s, int64_t *out, struct err *err)
{
	struct chain_keys keys;
	struct query q;
	int64_t n = 0;
	enum status st = chain_keys_read(s->beside, &keys, err);

	if (st != ST_OK)
		return st;
	query_begin(&q, s, SQL_ERASED_KEYS);
	while (query_next(&q))
		if (!chain_key_find(&keys, sqlite3_column_blob(q.st, 0), (size_t)sqlite3_column_bytes(q.st, 0)))
			n += row_int(&q, 1);
	st = query_end(&q, err);
	sodium_memzero(&keys, sizeof keys);
	if (st == ST_OK)
		*out = n;
	return st;
}

/* Here all the same --------------------------------------------------------- */

enum status store_erased_here(const struct store *s, struct arena *arena, int64_t **out, size_t *n, struct err *err)
{
	VEC(int64_t) here = {0};
	struct chain_keys keys;
	struct query q;
	bool any = false, is;
	enum status st = store_erased_any(s, &any, err);

	if (st == ST_OK)
		st = chain_keys_read(s->beside, &keys, err);
	if (st != ST_OK)
		return st;
	query_begin(&q, s, SQL_RECORD_ADDRESSES);
	while (st == ST_OK && any && query_next(&q)) {
		st = marked_find(s, &keys, row_peek(&q, 1), row_peek(&q, 2), &is, NULL, NULL, err);
		if (st == ST_OK && is && !vec_push(&here, row_int(&q, 0)))
			query_fail(&q, SQLITE_NOMEM);
	}
	sodium_memzero(&keys, sizeof keys);
	if (st == ST_OK)
		return rows_give(&q, &here, arena, out, n, err);
	(void)query_end(&q, NULL);
	vec_done(&here);
	return st;
}

/* From another store -------------------------------------------------------- */

struct erased_row { const unsigned char *mark, *key_mark; const char *at; };
struct bringing { struct erased_row *row; size_t n; };

static const unsigned char *blob_copy(struct query *q, int column, int size, struct arena *arena)
{
	unsigned char *copy = arena_alloc(arena, (size_t)size);

	if (!copy || sqlite3_column_bytes(q->st, column) != size)
		query_fail(q, copy ? SQLITE_CORRUPT : SQLITE_NOMEM);
	else
		memcpy(copy, sqlite3_column_blob(q->st, column), (size_t)size);
	return copy;
}

static enum status all_read(const struct store *s, struct arena *arena, struct erased_row **out, size_t *n, struct err *err)
{
	VEC(struct erased_row) rows = {0};
	struct query q;

	query_begin(&q, s, SQL_ERASED_ALL);
	while (query_next(&q)) {
		struct erased_row row = {.mark = blob_copy(&q, 0, MARK_BYTES, arena),
			.key_mark = blob_copy(&q, 1, CHAIN_MARK_BYTES, arena), .at = row_text(&q, 2, arena)};

		if (!vec_push(&rows, row))
			query_fail(&q, SQLITE_NOMEM);
	}
	return rows_give(&q, &rows, arena, out, n, err);
}

static enum status bring_fn(struct txn *t, void *arg, struct err *err)
{
	const struct bringing *b = arg;
	enum status st = ST_OK;

	for (size_t i = 0; i < b->n && st == ST_OK; i++) {
		struct query q;

		query_begin(&q, t->store, SQL_ERASED_PUT);
		query_blob(&q, b->row[i].mark, MARK_BYTES);
		query_blob(&q, b->row[i].key_mark, CHAIN_MARK_BYTES);
		query_text(&q, b->row[i].at);
		st = query_run(&q, err);
	}
	return st;
}

enum { SECONDS = sizeof "2026-11-23T10:03:57" - 1 }; /* marks have no fractions */

/* When one store erased last before it parted from another, and first after that; in one second, it was after. */
struct parted { char last[SECONDS + 1], first[SECONDS + 1]; };

static bool has_row(const struct store *s, int64_t id, const void *hash, int size)
{
	struct query q;
	bool has;

	query_begin(&q, s, SQL_AUDIT_HASH_AT);
	query_int(&q, id);
	has = query_next(&q) && size && sqlite3_column_bytes(q.st, 0) == size &&
		!memcmp(sqlite3_column_blob(q.st, 0), hash, (size_t)size);
	return query_end(&q, NULL) == ST_OK && has;
}

static enum status parted_read(const struct store *to, const struct store *from, struct parted *out, struct err *err)
{
	struct query q;

	*out = (struct parted){0};
	query_begin(&q, from, SQL_ERASED_DEEDS);
	while (query_next(&q) && !*out->first) {
		bool is_both = has_row(to, row_int(&q, 0), sqlite3_column_blob(q.st, 2), sqlite3_column_bytes(q.st, 2));

		snprintf(is_both ? out->last : out->first, sizeof out->last, "%.*s", SECONDS, row_peek(&q, 1));
	}
	return query_end(&q, err);
}

/* What was erased before they parted both know: where one of them keeps it away no more, that was lifted there. */
static void known_drop(struct bringing *b, const struct parted *parted)
{
	size_t kept = 0;

	for (size_t i = 0; i < b->n; i++)
		if (strncmp(b->row[i].at, parted->last, SECONDS) > 0 ||
		    (*parted->first && strncmp(b->row[i].at, parted->first, SECONDS) >= 0))
			b->row[kept++] = b->row[i];
	b->n = kept;
}

enum status erased_bring(struct store *to, const struct store *from, struct arena *arena, enum erased_told *told,
	struct err *err)
{
	struct bringing all = {0};
	struct parted parted;
	struct err unread;

	*told = ERASED_UNREAD;
	if (all_read(from, arena, &all.row, &all.n, &unread) != ST_OK || parted_read(to, from, &parted, &unread) != ST_OK)
		return ST_OK;
	*told = all.n && strcmp(to->id, from->id) ? ERASED_ELSEWHERE : ERASED_KNOWN;
	known_drop(&all, &parted);
	return *told == ERASED_KNOWN && all.n ? store_write(to, STORE_FULL, bring_fn, &all, err) : ST_OK;
}
