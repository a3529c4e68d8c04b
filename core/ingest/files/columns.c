#include "ingest/files/columns.h"
#include "ingest/files/packed.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "text.h"

enum { ID_MOST = 200 };

struct reading {
	struct batch *batch;
	const struct columns *columns;
	const struct columns_file *file;
	columns_row_fn *give;
	void *arg;
	int column[256]; /* of the table, by position in the file; -1: unknown */
	size_t n;
	bool has_header;
	struct arena *scratch;
};

void column_name(const struct csv_row *row, size_t i, char out[static COLUMN_NAME_ROOM])
{
	size_t n = row->length[i] < COLUMN_NAME_ROOM ? row->length[i] : COLUMN_NAME_ROOM - 1;

	memcpy(out, row->field[i], n);
	out[n] = 0;
	text_trim(out);
}

static enum status unknown_note(struct reading *r, const struct csv_row *row, struct err *e)
{
	char list[300] = "", name[COLUMN_NAME_ROOM];
	size_t at = 0, unknown = 0;

	for (size_t i = 0; i < row->n; i++) {
		if (r->column[i] >= 0)
			continue;
		column_name(row, i, name);
		if (*name && at + strlen(name) + 3 < sizeof list)
			at += (size_t)snprintf(
				list + at, sizeof list - at, "%s%s", unknown++ ? ", " : "", name);
	}
	if (unknown == 0)
		return ST_OK;
	return batch_note(r->batch, e, "%s: columns that are not known were left out: %s",
		r->file->label, list);
}

static enum status header_take(struct reading *r, const struct csv_row *row, struct err *e)
{
	const struct columns *c = r->columns;
	bool has[COLUMNS_KNOWN_MAX] = { false };
	char name[COLUMN_NAME_ROOM];

	if (row->n > sizeof r->column / sizeof *r->column)
		return err_set(e, ST_FORMAT,
			"%s has more than 256 columns; is it a comma-separated table?",
			r->file->label);
	r->has_header = true;
	r->n = row->n;
	for (size_t i = 0; i < row->n; i++) {
		column_name(row, i, name);
		r->column[i] = c->find(c->table, name);
		if (r->column[i] < 0)
			continue;
		if (has[r->column[i]] && !c->may_repeat)
			return err_set(e, ST_FORMAT, "%s names the column %s twice", r->file->label,
				c->name(c->table, (size_t)r->column[i]));
		has[r->column[i]] = true;
	}
	for (size_t i = 0; r->file->lacks && c->name(c->table, i); i++)
		r->file->lacks[i] = !has[i];
	for (size_t i = 0; c->name(c->table, i); i++)
		if (c->is_required(c->table, i) && !has[i])
			return err_set(e, ST_FORMAT, "%s has no column %s; %s needs it",
				r->file->label, c->name(c->table, i), c->called);
	return c->is_wide || r->file->again ? ST_OK : unknown_note(r, row, e);
}

static const char *shape_fault(
	const struct reading *r, const struct csv_row *row, const char **field)
{
	*field = "";
	if (row->fault)
		return row->fault;
	for (size_t i = r->n; i < row->n; i++)
		if (row->length[i] > 0)
			return "has more fields than the header; is a comma not quoted?";
	if (row->is_in_doubt && row->n < r->n)
		return "has fewer fields than the header, below a quoted field that never ends";
	if (row->is_cut_off && row->n < r->n)
		return "the file ends in the middle of this row";
	for (size_t i = 0; i < row->n && i < r->n; i++) {
		if (row->length[i] > BATCH_FIELD_MAX) {
			*field = r->column[i] >= 0
				? r->columns->name(r->columns->table, (size_t)r->column[i])
				: "";
			return "is longer than 64 KiB";
		}
	}
	return NULL;
}

/* What the sender knows a row of the wrong shape by, as far as that can be read. */
static const char *row_id(const struct reading *r, const struct csv_row *row)
{
	for (size_t i = 0; i < row->n && i < r->n; i++)
		if (r->columns->id >= 0 && r->column[i] == r->columns->id && row->length[i] <= ID_MOST)
			return row->field[i];
	return NULL;
}

static enum status row_progress(struct reading *r, const struct csv_row *row, struct err *e)
{
	struct batch *b = r->batch;

	if (!r->file->again && (++b->read & 255) == 0)
		return batch_progress(b, "reading", b->bytes_done + row->bytes, b->bytes_all, e);
	if (r->file->again && (row->line & 255) == 0)
		return batch_progress(b, "sorting out", row->bytes, b->bytes_all, e);
	return ST_OK;
}

static bool is_null(const char *text, size_t n)
{
	return n == 4 && strncasecmp(text, "NULL", 4) == 0;
}

static enum status row_take(void *arg, const struct csv_row *row, struct err *e)
{
	struct reading *r = arg;
	const char *value[COLUMNS_KNOWN_MAX] = { NULL }, *fault, *field;
	struct origin origin = { .file = r->file->label, .line = row->line };
	enum status st;

	if (!r->has_header)
		return header_take(r, row, e);
	st = row_progress(r, row, e);
	if (st != ST_OK)
		return st;
	fault = shape_fault(r, row, &field);
	if (fault && r->file->again)
		return ST_OK;
	if (fault)
		return batch_reject(r->batch, origin, field, fault, row_id(r, row), e);
	arena_reset(r->scratch);
	for (size_t i = 0; i < row->n && i < r->n; i++)
		if (r->column[i] >= 0 && !value[r->column[i]])
			value[r->column[i]] = r->columns->has_nulls && is_null(row->field[i], row->length[i]) ? NULL
				: batch_text_in(r->batch, r->scratch, row->field[i], row->length[i]);
	if (r->batch->no_memory)
		return err_nomem(e);
	return r->give(r->arg, value, origin, r->scratch, e);
}

enum status columns_read(struct batch *b, const struct columns *columns,
	const struct columns_file *file, columns_row_fn *give, void *arg, struct err *e)
{
	struct reading r = {
		.batch = b, .columns = columns, .file = file, .give = give, .arg = arg,
		.scratch = arena_new(),
	};
	int64_t size;
	struct text_seen seen = { 0 };
	enum status st = r.scratch ? csv_read(file->path, file->label, row_take, &r, &seen, e)
				   : err_nomem(e);

	if (st == ST_OK && !r.has_header)
		st = err_set(e, ST_FORMAT, "%s is empty; its first line must name the columns",
			file->label);
	if (st == ST_OK)
		st = batch_note_text(b, file->label, &seen, e);
	if (!file->again && path_is_file(file->path, &size))
		b->bytes_done += size;
	arena_free(r.scratch);
	return st;
}
