#include "ingest.h"

#include "care/work.h"
#include "store_imports.h"

enum status imports_list(
	struct session *s, struct arena *a, struct import_line **out, size_t *n, struct err *e)
{
	struct import_row *rows;
	struct import_line *lines;
	size_t count;
	enum status st = case_look(s, &(struct deed){ .deed = "list", .detail = "imports" }, e);

	if (st == ST_OK)
		st = store_import_all(s->store, a, &rows, &count, e);
	if (st != ST_OK)
		return st;
	lines = arena_alloc(a, (count + 1) * sizeof *lines);
	if (!lines)
		return err_nomem(e);
	for (size_t i = 0; i < count; i++) {
		lines[i] = (struct import_line){
			.import = rows[i].id,
			.at = rows[i].at,
			.worker = rows[i].worker,
			.agency = rows[i].agency,
			.format = rows[i].format,
			.files = rows[i].files,
			.read = rows[i].read,
			.fresh = rows[i].fresh,
			.changed = rows[i].changed,
			.same = rows[i].same,
			.rejected = rows[i].rejected,
			.state = rows[i].state,
		};
	}
	*out = lines;
	*n = count;
	return ST_OK;
}

enum status rejects_list(struct session *s, int64_t import, struct arena *a,
	struct reject_line **out, size_t *n, struct err *e)
{
	struct reject_row *rows;
	struct reject_line *lines;
	size_t count;
	enum status st = case_look(s, &(struct deed){ .deed = "list", .detail = "rejects" }, e);

	if (st == ST_OK)
		st = store_rejects(s->store, import, a, &rows, &count, e);
	if (st != ST_OK)
		return st;
	lines = arena_alloc(a, (count + 1) * sizeof *lines);
	if (!lines)
		return err_nomem(e);
	for (size_t i = 0; i < count; i++) {
		lines[i] = (struct reject_line){
			.import = rows[i].import,
			.file = rows[i].file,
			.line = rows[i].line,
			.field = rows[i].field,
			.reason = rows[i].reason,
			.text = rows[i].text,
		};
	}
	*out = lines;
	*n = count;
	return ST_OK;
}
