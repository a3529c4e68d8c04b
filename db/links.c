/*
 * links.c - what the linker made of pairs of records.
 */
#include <stdlib.h>
#include <string.h>

#include "lent.h"
#include "rows.h"
#include "store_people.h"

enum {
	LINKS_AT_ONCE = 8,  /* of LINK_PUT_MANY */
	BACKS_AT_ONCE = 24, /* of LINK_BACK_PUT_MANY */
	MANY = 256,
};

/* As they are kept: by number. */
static const char *const BANDS[] = {"certain", "likely", "possible", "unlikely"};
static const char *const STATES[] = {"to-decide", "linked"};
enum { BANDS_N = sizeof BANDS / sizeof *BANDS, STATES_N = sizeof STATES / sizeof *STATES };

static enum status word_number(const char *const *words, int n, const char *word, int64_t *out,
	struct err *err)
{
	for (int i = 0; word && i < n; i++)
		if (strcmp(words[i], word) == 0) {
			*out = i;
			return ST_OK;
		}
	return err_set(err, ST_BUG, "no link is called %s", word ? word : "nothing");
}

static enum status link_bind(struct query *q, struct txn *t, const struct link_row *l, struct err *err)
{
	int64_t band = 0, state = 0, reason = 0;
	enum status status = word_number(BANDS, BANDS_N, l->band, &band, err);

	if (status == ST_OK)
		status = word_number(STATES, STATES_N, l->state, &state, err);
	if (status == ST_OK)
		status = reason_number(t, l->reason ? l->reason : "", &reason, err);
	query_int(q, l->a);
	query_int(q, l->b);
	query_int(q, band);
	query_real(q, l->weight);
	query_int(q, state);
	query_int(q, reason);
	return status;
}

static enum status links_write(struct txn *t, const struct link_row *rows, size_t n, struct err *err)
{
	enum status status = ST_OK;

	for (size_t from = 0, step; from < n && status == ST_OK; from += step) {
		struct query q;

		step = n - from >= LINKS_AT_ONCE ? LINKS_AT_ONCE : 1;
		query_begin(&q, t->store, step > 1 ? SQL_LINK_PUT_MANY : SQL_LINK_PUT);
		for (size_t i = 0; i < step && status == ST_OK; i++)
			status = link_bind(&q, t, &rows[from + i], err);
		if (status == ST_OK)
			status = query_run(&q, err);
		else
			query_end(&q, NULL);
	}
	return status;
}

enum status store_links_back(struct txn *t, const struct link_pair *pairs, size_t n, struct err *err)
{
	enum status status = ST_OK;

	if (n >= MANY)
		txn_grow_cache(t);
	for (size_t from = 0, step; from < n && status == ST_OK; from += step) {
		struct query q;

		step = n - from >= BACKS_AT_ONCE ? BACKS_AT_ONCE : 1;
		query_begin(&q, t->store, step > 1 ? SQL_LINK_BACK_PUT_MANY : SQL_LINK_BACK_PUT);
		for (size_t i = 0; i < step; i++) {
			query_int(&q, pairs[from + i].b);
			query_int(&q, pairs[from + i].a);
		}
		status = query_run(&q, err);
	}
	return status;
}

enum status store_links_put(struct txn *t, const struct link_row *rows, size_t n, struct err *err)
{
	if (n >= MANY)
		txn_grow_cache(t);
	return links_write(t, rows, n, err);
}

static enum status pair_settle(struct txn *t, int64_t a, int64_t b, struct err *err)
{
	enum status status = run_numbers(t, SQL_PAIR_OPEN_REMOVE, a, b, err);

	return status == ST_OK ? run_numbers(t, SQL_PAIR_OPEN_MAKE, a, b, err) : status;
}

enum status store_pairs_settle(struct txn *t, int64_t from, int64_t until, struct err *err)
{
	enum status status = run_numbers(t, SQL_PAIRS_OPEN_CLEAR, from, until, err);

	return status == ST_OK ? run_numbers(t, SQL_PAIRS_OPEN_MAKE, from, until, err) : status;
}

enum status store_pairs_of_settle(struct txn *t, int64_t record, struct err *err)
{
	static const enum statement BACK[] = {SQL_PAIRS_OPEN_CLEAR_B, SQL_PAIRS_OPEN_MAKE_B};
	enum status status = store_pairs_settle(t, record, record + 1, err);

	for (size_t i = 0; i < sizeof BACK / sizeof *BACK && status == ST_OK; i++)
		status = run_number(t, BACK[i], record, err);
	return status;
}

enum status store_link_put(struct txn *t, const struct link_row *l, struct err *err)
{
	struct link_pair back = {l->a, l->b};
	enum status status = links_write(t, l, 1, err);

	if (status == ST_OK)
		status = store_links_back(t, &back, 1, err);
	return status == ST_OK ? pair_settle(t, l->a, l->b, err) : status;
}

enum status store_link_remove(struct txn *t, int64_t a, int64_t b, struct err *err)
{
	enum status status = run_numbers(t, SQL_LINK_REMOVE, a, b, err);

	if (status == ST_OK)
		status = run_numbers(t, SQL_LINK_BACK_REMOVE, b, a, err);
	return status == ST_OK ? run_numbers(t, SQL_PAIR_OPEN_REMOVE, a, b, err) : status;
}

struct link_rows { VEC(struct link_row) rows; };

/* Links have few reasons among them: one that comes again is not copied again. */
static const char *text_again(struct query *q, int column, struct arena *arena, const char **last)
{
	const char *text = row_peek(q, column);

	if (!text || !*last || strcmp(text, *last) != 0)
		*last = row_text(q, column, arena);
	return *last;
}

static struct link_row link_read(struct query *q, struct arena *arena, const char **last)
{
	int64_t band = row_int(q, 2), state = row_int(q, 4);
	struct link_row row = {.a = row_int(q, 0), .b = row_int(q, 1), .weight = row_real(q, 3),
		.reason = text_again(q, 5, arena, last)};

	if (band < 0 || band >= BANDS_N || state < 0 || state >= STATES_N || !row.reason) {
		query_fail(q, SQLITE_CORRUPT);
		return row;
	}
	row.band = BANDS[band];
	row.state = STATES[state];
	return row;
}

static enum status links_gather(struct query *q, struct arena *arena, struct link_rows *into,
	struct err *err)
{
	const char *last = NULL;

	while (query_next(q)) {
		struct link_row row = link_read(q, arena, &last);

		if (!vec_push(&into->rows, row))
			query_fail(q, SQLITE_NOMEM);
	}
	return query_end(q, err);
}

static int by_pair(const void *one, const void *two)
{
	const struct link_row *x = one, *y = two;

	if (x->a != y->a)
		return x->a < y->a ? -1 : 1;
	return (x->b > y->b) - (x->b < y->b);
}

enum status store_links_of(const struct store *s, const int64_t *records, size_t n_records,
	struct arena *arena, struct link_row **out, size_t *n, struct err *err)
{
	struct link_rows all = {0};
	enum status status = ST_OK;
	struct query q;
	size_t kept = 0;

	for (size_t i = 0; status == ST_OK && i < n_records; i++) {
		query_begin(&q, s, SQL_LINKS_OF);
		query_int(&q, records[i]);
		status = links_gather(&q, arena, &all, err);
	}
	if (all.rows.n)
		qsort(all.rows.v, all.rows.n, sizeof *all.rows.v, by_pair);
	for (size_t i = 0; i < all.rows.n; i++)
		if (!kept || by_pair(&all.rows.v[kept - 1], &all.rows.v[i]) != 0)
			all.rows.v[kept++] = all.rows.v[i];
	all.rows.n = kept;
	return rows_finish(status, &all.rows, arena, out, n, err);
}

enum status store_link_all(const struct store *s, struct arena *arena, struct link_row **out,
	size_t *n, struct err *err)
{
	struct link_rows all = {0};
	struct query q;
	enum status status;

	query_begin(&q, s, SQL_LINK_ALL);
	status = links_gather(&q, arena, &all, err);
	return rows_finish(status, &all.rows, arena, out, n, err);
}

enum status store_links_undecided(const struct store *s, struct arena *arena,
	struct undecided **out, size_t *n, struct err *err)
{
	VEC(struct undecided) rows = {0};
	struct query q;

	query_begin(&q, s, SQL_PAIRS_OPEN);
	while (query_next(&q)) {
		struct undecided u = {row_int(&q, 0), row_int(&q, 1), row_real(&q, 2), row_int(&q, 3),
			row_int(&q, 4)};

		if (!vec_push(&rows, u))
			query_fail(&q, SQLITE_NOMEM);
	}
	return rows_give(&q, &rows, arena, out, n, err);
}
