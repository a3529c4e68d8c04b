/*
 * imports.c - runs of taking files in, and the rows they set aside.
 */
#include <string.h>

#include "rows.h"
#include "store_imports.h"
#include "text.h"

bool import_is_applied(const struct import_row *row)
{
	return row->state && !strcmp(row->state, IMPORT_APPLIED);
}

enum status store_import_add(struct txn *t, const struct import_row *row, int64_t *id,
	struct err *err)
{
	int64_t now = time_now();
	char at[21];
	struct query q;
	enum status status;

	time_text(now, at);
	query_begin(&q, t->store, SQL_IMPORT_ADD);
	query_text(&q, row->at ? row->at : at);
	query_int(&q, now);
	query_sent(&q, row->worker);
	query_sent(&q, row->agency);
	query_sent(&q, row->format);
	query_int(&q, row->files);
	query_int(&q, row->read);
	query_int(&q, row->fresh);
	query_int(&q, row->changed);
	query_int(&q, row->same);
	query_int(&q, row->rejected);
	query_text(&q, row->state ? row->state : "applied");
	query_text(&q, row->mark);
	query_int_or_null(&q, row->place);
	status = query_number(&q, id, err);
	if (status != ST_OK || row->place)
		return status;
	query_begin(&q, t->store, SQL_IMPORT_OWN_PLACE);
	query_int(&q, *id);
	return query_run(&q, err);
}

enum status store_import_by_mark(const struct store *s, const char *mark, int64_t *place, struct err *err)
{
	struct query q;

	query_begin(&q, s, SQL_IMPORT_BY_MARK);
	query_text(&q, mark);
	return query_number(&q, place, err);
}

enum status store_import_beside(const struct store *s, const struct import_row *row, int64_t *import,
	struct err *err)
{
	struct query q;
	enum status status;

	query_begin(&q, s, SQL_IMPORT_OF_PLACE);
	query_int(&q, row->place);
	query_int(&q, row->id);
	status = query_number(&q, import, err);
	if (status == ST_NONE)
		*import = 0;
	return status == ST_NONE ? ST_OK : status;
}

enum status store_import_finish(struct txn *t, const struct import_row *row, struct err *err)
{
	struct query q;

	query_begin(&q, t->store, SQL_IMPORT_FINISH);
	query_sent(&q, row->agency);
	query_sent(&q, row->format);
	query_int(&q, row->files);
	query_int(&q, row->read);
	query_int(&q, row->fresh);
	query_int(&q, row->changed);
	query_int(&q, row->same);
	query_int(&q, row->rejected);
	query_text(&q, row->state ? row->state : "applied");
	query_int(&q, row->id);
	return query_run(&q, err);
}

enum status store_imports_clear(struct txn *t, size_t most, bool *left, struct err *err)
{
	struct query q;
	enum status status;

	query_begin(&q, t->store, SQL_REJECTS_CLEAR);
	query_text(&q, IMPORT_READING);
	query_int(&q, (int64_t)most);
	status = query_run(&q, err);
	*left = status == ST_OK && (size_t)sqlite3_changes(t->store->db) == most;
	if (status != ST_OK || *left)
		return status;
	query_begin(&q, t->store, SQL_IMPORTS_CLEAR);
	query_text(&q, IMPORT_READING);
	return query_run(&q, err);
}

static struct import_row import_read(struct query *q, struct arena *arena)
{
	return (struct import_row){
		.id = row_int(q, 0),
		.at = row_text(q, 1, arena),
		.worker = row_text(q, 2, arena),
		.agency = row_text(q, 3, arena),
		.format = row_text(q, 4, arena),
		.files = row_int(q, 5),
		.read = row_int(q, 6),
		.fresh = row_int(q, 7),
		.changed = row_int(q, 8),
		.same = row_int(q, 9),
		.rejected = row_int(q, 10),
		.state = row_text(q, 11, arena),
		.place = row_int(q, 12),
		.mark = row_text(q, 13, arena),
	};
}

enum status store_import_all(const struct store *s, struct arena *arena, struct import_row **out,
	size_t *n, struct err *err)
{
	VEC(struct import_row) rows = {0};
	struct query q;

	query_begin(&q, s, SQL_IMPORT_ALL);
	while (query_next(&q)) {
		struct import_row row = import_read(&q, arena);

		if (!vec_push(&rows, row))
			query_fail(&q, SQLITE_NOMEM);
	}
	return rows_give(&q, &rows, arena, out, n, err);
}

enum status store_import_get(const struct store *s, int64_t import, struct arena *arena,
	struct import_row *out, struct err *err)
{
	struct import_row row;
	bool found;
	struct query q;
	enum status status;

	query_begin(&q, s, SQL_IMPORT_GET);
	query_int(&q, import);
	found = query_next(&q);
	if (found)
		row = import_read(&q, arena);
	status = query_end(&q, err);
	if (status == ST_OK && !found)
		return err_set(err, ST_NONE, "there is no import %lld; `throughline imports` lists them",
			(long long)import);
	if (status == ST_OK)
		*out = row;
	return status;
}

/* What is under way ------------------------------------------------------- */

enum status store_pending_get(const struct store *s, struct arena *arena, struct pending *out,
	struct err *err)
{
	struct pending p;
	bool found;
	struct query q;
	enum status status;

	query_begin(&q, s, SQL_PENDING_GET);
	found = query_next(&q);
	if (found)
		p = (struct pending){row_int(&q, 0), (enum pending_deed)row_int(&q, 1),
			row_text(&q, 2, arena), row_int(&q, 3), row_int(&q, 4)};
	status = query_end(&q, err);
	if (status == ST_OK && !found)
		return ST_NONE;
	if (status == ST_OK)
		*out = p;
	return status;
}

enum status store_pending_put(struct txn *t, const struct pending *p, struct err *err)
{
	struct query q;

	query_begin(&q, t->store, SQL_PENDING_PUT);
	query_int(&q, p->import);
	query_int(&q, p->deed);
	query_sent(&q, p->mark);
	query_int(&q, p->step);
	query_int(&q, p->done);
	return query_run(&q, err);
}

enum status store_pending_remove(struct txn *t, struct err *err)
{
	struct query q;

	query_begin(&q, t->store, SQL_PENDING_REMOVE);
	return query_run(&q, err);
}

enum status store_reject_add(struct txn *t, const struct reject_row *row, struct err *err)
{
	struct query q;

	query_begin(&q, t->store, SQL_REJECT_ADD);
	query_int(&q, row->import);
	query_sent(&q, row->file);
	query_int(&q, row->line);
	query_sent(&q, row->field);
	query_sent(&q, row->reason);
	query_sent(&q, row->text);
	return query_run(&q, err);
}

enum status store_rejects(const struct store *s, int64_t import, int64_t after, size_t most,
	struct arena *arena, struct reject_row **out, size_t *n, struct err *err)
{
	VEC(struct reject_row) rows = {0};
	enum status status = ST_OK;
	struct query q;

	if (!import) {
		status = read_number(s, SQL_IMPORT_NEWEST, &import, err);
		if (status == ST_NONE)
			status = ST_OK;
	}
	if (status != ST_OK)
		return status;
	query_begin(&q, s, SQL_REJECTS_OF);
	query_int(&q, import);
	query_int(&q, after);
	query_int(&q, most > INT64_MAX ? INT64_MAX : (int64_t)most);
	while (query_next(&q)) {
		struct reject_row row = {
			.id = row_int(&q, 0),
			.import = row_int(&q, 1),
			.file = row_text(&q, 2, arena),
			.line = row_int(&q, 3),
			.field = row_text(&q, 4, arena),
			.reason = row_text(&q, 5, arena),
			.text = row_text(&q, 6, arena),
		};

		if (!vec_push(&rows, row))
			query_fail(&q, SQLITE_NOMEM);
	}
	return rows_give(&q, &rows, arena, out, n, err);
}

enum status store_ids_written(const struct store *s, const char *agency_code, bool of_events, bool *any, struct err *err)
{
	struct query q;

	*any = false;
	query_begin(&q, s, of_events ? SQL_EVENT_REFS_WRITTEN : SQL_RECORD_IDS_WRITTEN);
	query_text(&q, agency_code);
	while (!*any && query_next(&q)) {
		const char *id = row_peek(&q, 0);

		*any = id && id_is_written_otherwise(id);
	}
	return query_end(&q, err);
}
