#include "ingest/interchange.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

#include "ingest/csv.h"
#include "text.h"

struct table_file {
	const char *path, *label;
	enum table table;
};
struct interchange {
	VEC(struct table_file) files;
};

/* What a file is --------------------------------------------------------------- */

struct header {
	bool has[TABLE_COUNT][TABLE_COLUMNS_MAX];
	size_t columns;
};

static void name_of(const struct csv_row *row, size_t i, char out[static 65])
{
	size_t n = row->length[i] < 64 ? row->length[i] : 64;

	memcpy(out, row->field[i], n);
	out[n] = 0;
	text_trim(out);
}

static enum status header_look(void *arg, const struct csv_row *row, struct err *e)
{
	struct header *h = arg;
	char name[65];

	(void)e;
	h->columns = row->n;
	for (size_t i = 0; i < row->n; i++) {
		name_of(row, i, name);
		for (int t = 0; t < TABLE_COUNT; t++) {
			int column = table_column_find((enum table)t, name);

			if (column >= 0)
				h->has[t][column] = true;
		}
	}
	return ST_OK;
}

static bool has_required(const struct header *h, enum table t)
{
	for (size_t i = 0; table_column(t, i); i++)
		if (table_column_is_required(t, i) && !h->has[t][i])
			return false;
	return true;
}

static bool has_column(const struct header *h, enum table t, const char *name)
{
	return h->has[t][table_column_find(t, name)];
}

static bool has_any_mark_of_events(const struct header *h)
{
	return has_column(h, TABLE_EVENTS, "source_ref") || has_column(h, TABLE_EVENTS, "kind") ||
		has_column(h, TABLE_EVENTS, "starts_on");
}

/* By a whole header of events or agencies; one that lacks something is told by
 * the file's name, then by columns that only one table has.  A local_id alone
 * makes people last of all: damaged events must never be taken for records. */
static bool table_of(const char *path, const struct header *h, enum table *out)
{
	static const enum table ORDER[] = { TABLE_EVENTS, TABLE_AGENCIES };
	const char *slash = strrchr(path, '/'), *base = slash ? slash + 1 : path;

	for (size_t i = 0; i < sizeof ORDER / sizeof *ORDER; i++) {
		*out = ORDER[i];
		if (has_required(h, ORDER[i]))
			return true;
	}
	for (int t = 0; t < TABLE_COUNT; t++) {
		*out = (enum table)t;
		if (strcasecmp(base, TABLE_FILES[t]) == 0)
			return true;
	}
	*out = TABLE_EVENTS;
	if (has_any_mark_of_events(h))
		return true;
	*out = TABLE_AGENCIES;
	if (has_column(h, TABLE_AGENCIES, "code") && has_column(h, TABLE_AGENCIES, "sector"))
		return true;
	*out = TABLE_PEOPLE;
	return has_required(h, TABLE_PEOPLE);
}

static bool csv_recognise(const char *path, const char *head, size_t length)
{
	struct header h = { 0 };
	enum table t;

	if (memchr(head, 0, length) || csv_first_row(head, length, header_look, &h, NULL) != ST_OK)
		return table_of(path, &(struct header){ 0 }, &t);
	return table_of(path, &h, &t);
}

static enum status csv_begin(struct batch *b, void **state, struct err *e)
{
	(void)b;
	*state = calloc(1, sizeof(struct interchange));
	return *state ? ST_OK : err_nomem(e);
}

/* Which table it is; the rows are read in finish, agencies before people before events. */
static enum status csv_read_later(struct batch *b, void *state, const char *path, struct err *e)
{
	struct interchange *x = state;
	struct table_file f = { .path = arena_dup(b->arena, path),
		.label = arena_dup(b->arena, b->label) };
	struct header h = { 0 };
	char head[4096];
	FILE *file = fopen(path, "rb");
	size_t n = file ? fread(head, 1, sizeof head, file) : 0;
	enum status st;

	if (file)
		fclose(file);
	if (!f.path || !f.label)
		return err_nomem(e);
	if (!file)
		return err_set(
			e, ST_FORMAT, "%s cannot be opened; check its permissions", b->label);
	st = csv_first_row(head, n, header_look, &h, e);
	if (st != ST_OK)
		return st;
	if (!table_of(path, &h, &f.table))
		return err_set(e, ST_FORMAT,
			"%s is no agencies.csv, people.csv or events.csv: its first line names "
			"none of their columns",
			b->label);
	return vec_push(&x->files, f) ? ST_OK : err_nomem(e);
}

/* Whose rows a file holds ---------------------------------------------------------- */

static size_t folder_length(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? (size_t)(slash - path) : 0;
}

/* A folder beside an agencies.csv of the run is named by an agency's code; any
 * other folder's name counts when an agency has it. */
static bool lies_beside_agencies(const struct interchange *x, const char *path)
{
	size_t folder = folder_length(path), outer = folder;
	bool inside = false;

	while (outer > 0 && path[outer - 1] != '/')
		outer--;
	if (outer > 0)
		outer--;
	for (size_t i = 0; i < x->files.n; i++) {
		const struct table_file *f = &x->files.v[i];
		size_t n = folder_length(f->path);

		if (f->table != TABLE_AGENCIES)
			continue;
		if (n == folder && strncmp(f->path, path, n) == 0)
			return false;
		inside |= n == outer && folder > 0 && strncmp(f->path, path, n) == 0;
	}
	return inside;
}

static bool is_known(const struct batch *b, const char *code)
{
	return batch_has_agency(b, code) ||
		(b->session && session_agency_by_code(b->session, code));
}

static enum status file_agency(struct batch *b, const struct interchange *x,
	const struct table_file *f, const char **code, struct err *e)
{
	char name[65], folded[65];
	size_t end = folder_length(f->path), start = end;

	*code = b->agency;
	if (*code)
		return ST_OK;
	while (start > 0 && f->path[start - 1] != '/')
		start--;
	if (end == start || end - start > 64)
		return ST_OK;
	memcpy(name, f->path + start, end - start);
	name[end - start] = 0;
	if (!code_fold(name, folded) || !(is_known(b, folded) || lies_beside_agencies(x, f->path)))
		return ST_OK;
	*code = arena_dup(b->arena, folded);
	return *code ? ST_OK : err_nomem(e);
}

/* Rows --------------------------------------------------------------------------- */

struct table_reading {
	struct batch *batch;
	const struct table_file *file;
	const char *agency;
	int column[256]; /* of the table, by position in the file; -1: unknown */
	size_t columns;
	bool has_header;
	struct arena *scratch;
};

static enum status unknown_columns_note(
	struct table_reading *r, const struct csv_row *row, struct err *e)
{
	char list[300] = "", name[65];
	size_t at = 0, unknown = 0;

	for (size_t i = 0; i < row->n; i++) {
		if (r->column[i] >= 0)
			continue;
		name_of(row, i, name);
		if (*name && at + strlen(name) + 3 < sizeof list)
			at += (size_t)snprintf(
				list + at, sizeof list - at, "%s%s", unknown++ ? ", " : "", name);
	}
	if (unknown == 0)
		return ST_OK;
	return batch_note(r->batch, e, "%s: columns that are not known were left out: %s",
		r->file->label, list);
}

static enum status header_take(struct table_reading *r, const struct csv_row *row, struct err *e)
{
	enum table t = r->file->table;
	bool has[TABLE_COLUMNS_MAX] = { false };
	char name[65];

	if (row->n > sizeof r->column / sizeof *r->column)
		return err_set(e, ST_FORMAT,
			"%s has more than 256 columns; is it a comma-separated table?",
			r->file->label);
	r->has_header = true;
	r->columns = row->n;
	for (size_t i = 0; i < row->n; i++) {
		name_of(row, i, name);
		r->column[i] = table_column_find(t, name);
		if (r->column[i] < 0)
			continue;
		if (has[r->column[i]])
			return err_set(e, ST_FORMAT, "%s names the column %s twice", r->file->label,
				table_column(t, (size_t)r->column[i]));
		has[r->column[i]] = true;
	}
	for (size_t i = 0; table_column(t, i); i++)
		if (table_column_is_required(t, i) && !has[i])
			return err_set(e, ST_FORMAT, "%s has no column %s; %s needs it",
				r->file->label, table_column(t, i), TABLE_FILES[t]);
	return unknown_columns_note(r, row, e);
}

static const char *row_shape_fault(
	const struct table_reading *r, const struct csv_row *row, const char **field)
{
	*field = "";
	for (size_t i = r->columns; i < row->n; i++)
		if (row->length[i] > 0)
			return "has more fields than the header; is a comma not quoted?";
	if (row->is_cut_off && row->n < r->columns)
		return "the file ends in the middle of this row";
	for (size_t i = 0; i < row->n && i < r->columns; i++) {
		if (row->length[i] > BATCH_FIELD_MAX) {
			*field = r->column[i] >= 0
				? table_column(r->file->table, (size_t)r->column[i])
				: "";
			return "is longer than 64 KiB";
		}
	}
	return NULL;
}

static enum status row_take(void *arg, const struct csv_row *row, struct err *e)
{
	struct table_reading *r = arg;
	struct table_row out = {
		.agency = r->agency,
		.origin = { .file = r->file->label, .line = row->line },
	};
	const char *fault, *field;
	enum status st;

	if (!r->has_header)
		return header_take(r, row, e);
	r->batch->read++;
	if ((r->batch->read & 255) == 0) {
		st = batch_progress(r->batch, "reading", r->batch->bytes_done + row->bytes,
			r->batch->bytes_all, e);
		if (st != ST_OK)
			return st;
	}
	fault = row_shape_fault(r, row, &field);
	if (fault)
		return batch_reject(r->batch, out.origin, field, fault, NULL, e);
	arena_reset(r->scratch);
	for (size_t i = 0; i < row->n && i < r->columns; i++)
		if (r->column[i] >= 0)
			out.value[r->column[i]] = batch_text_in(
				r->batch, r->scratch, row->field[i], row->length[i]);
	if (r->batch->no_memory)
		return err_nomem(e);
	return table_row_take(r->batch, r->file->table, &out, r->scratch, e);
}

static enum status file_read(
	struct batch *b, const struct interchange *x, const struct table_file *f, struct err *e)
{
	struct table_reading r = { .batch = b, .file = f, .scratch = arena_new() };
	struct stat size;
	bool is_1252 = false;
	enum status st = r.scratch ? file_agency(b, x, f, &r.agency, e) : err_nomem(e);

	if (st == ST_OK)
		st = csv_read(f->path, f->label, row_take, &r, &is_1252, e);
	if (st == ST_OK && !r.has_header)
		st = err_set(e, ST_FORMAT, "%s is empty; its first line must name the columns",
			f->label);
	if (st == ST_OK && is_1252)
		st = batch_note(b, e, "%s is no UTF-8 and was read as Windows-1252", f->label);
	if (stat(f->path, &size) == 0)
		b->bytes_done += (int64_t)size.st_size;
	arena_free(r.scratch);
	return st;
}

static enum status csv_finish(struct batch *b, void *state, struct err *e)
{
	const struct interchange *x = state;
	enum status st = ST_OK;

	for (int t = 0; t < TABLE_COUNT; t++)
		for (size_t i = 0; i < x->files.n && st == ST_OK; i++)
			if ((int)x->files.v[i].table == t)
				st = file_read(b, x, &x->files.v[i], e);
	return st;
}

static void csv_end(void *state)
{
	struct interchange *x = state;

	if (!x)
		return;
	vec_done(&x->files);
	free(x);
}

const struct format FORMAT_CSV = {
	.name = "csv",
	.recognise = csv_recognise,
	.begin = csv_begin,
	.read = csv_read_later,
	.finish = csv_finish,
	.end = csv_end,
};
