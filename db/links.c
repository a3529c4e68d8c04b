/*
 * links.c - what the linker made of pairs of records.
 */
#include <stdlib.h>
#include <string.h>

#include "rows.h"
#include "store_people.h"

enum { MANY = 256 };

static void link_bind(struct query *q, const struct link_row *l)
{
	query_int(q, l->a);
	query_int(q, l->b);
	query_text(q, l->band ? l->band : "");
	query_real(q, l->weight);
	query_text(q, l->state ? l->state : "");
	query_sent(q, l->reason);
}

enum status store_links_put(struct txn *t, const struct link_row *rows, size_t n, struct err *err)
{
	enum status status = ST_OK;

	if (n >= MANY)
		txn_grow_cache(t);
	for (size_t i = 0; i < n && status == ST_OK; i++) {
		struct query q;

		query_begin(&q, t->store, SQL_LINK_PUT);
		link_bind(&q, &rows[i]);
		status = query_run(&q, err);
	}
	return status;
}

enum status store_link_put(struct txn *t, const struct link_row *l, struct err *err)
{
	return store_links_put(t, l, 1, err);
}

enum status store_link_remove(struct txn *t, int64_t a, int64_t b, struct err *err)
{
	struct query q;

	query_begin(&q, t->store, SQL_LINK_REMOVE);
	query_int(&q, a);
	query_int(&q, b);
	return query_run(&q, err);
}

struct link_rows { VEC(struct link_row) rows; };

/* Links have few texts among them: one that comes again is not copied again. */
struct link_texts { const char *band, *state, *reason; };

static const char *text_again(struct query *q, int column, struct arena *arena, const char **last)
{
	const char *text = row_peek(q, column);

	if (!text || !*last || strcmp(text, *last) != 0)
		*last = row_text(q, column, arena);
	return *last;
}

static struct link_row link_read(struct query *q, struct arena *arena, struct link_texts *last)
{
	return (struct link_row){
		.a = row_int(q, 0),
		.b = row_int(q, 1),
		.band = text_again(q, 2, arena, &last->band),
		.weight = row_real(q, 3),
		.state = text_again(q, 4, arena, &last->state),
		.reason = text_again(q, 5, arena, &last->reason),
	};
}

static enum status links_gather(struct query *q, struct arena *arena, struct link_rows *into,
	struct err *err)
{
	struct link_texts last = {0};

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
	struct link_texts last = {0};
	struct query q;

	query_begin(&q, s, SQL_LINKS_UNDECIDED);
	while (query_next(&q)) {
		struct undecided u = {link_read(&q, arena, &last), row_int(&q, 6), row_int(&q, 7)};

		if (!vec_push(&rows, u))
			query_fail(&q, SQLITE_NOMEM);
	}
	return rows_give(&q, &rows, arena, out, n, err);
}
