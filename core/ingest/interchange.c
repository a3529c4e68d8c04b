#include "ingest/interchange.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "ingest/files/columns.h"
#include "ingest/files/encoding.h"
#include "ingest/files/packed.h"
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

static enum status header_look(void *arg, const struct csv_row *row, struct err *e)
{
	struct header *h = arg;
	char name[COLUMN_NAME_ROOM];

	(void)e;
	h->columns = row->n;
	for (size_t i = 0; i < row->n; i++) {
		column_name(row, i, name);
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

static bool csv_recognise(struct batch *b, const char *path, const char *head, size_t length)
{
	struct header h = { 0 };
	enum table t;

	if (memchr(head, 0, length) || !batch_first_row(b, head, length, header_look, &h))
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
	size_t n;
	enum status st = source_head(path, b->label, head, sizeof head, &n, e);

	if (!f.path || !f.label)
		return err_nomem(e);
	if (st == ST_OK)
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
	char folded[65];

	*code = b->agency;
	if (*code)
		return ST_OK;
	if (!path_folder_code(f->path, folded) || !(is_known(b, folded) || lies_beside_agencies(x, f->path)))
		return ST_OK;
	*code = arena_dup(b->arena, folded);
	return *code ? ST_OK : err_nomem(e);
}

/* Rows --------------------------------------------------------------------------- */

struct table_reading {
	struct batch *batch;
	enum table table;
	const char *agency;
	bool lacks[COLUMNS_KNOWN_MAX];
};

static const char *name_of(const void *table, size_t i)
{
	return table_column(*(const enum table *)table, i);
}

static int find(const void *table, const char *name)
{
	return table_column_loose(*(const enum table *)table, name);
}

static bool is_required(const void *table, size_t i)
{
	return table_column_is_required(*(const enum table *)table, i);
}

static enum status row_take(void *arg, const char *const *value, struct origin origin,
	struct arena *scratch, struct err *e)
{
	const struct table_reading *r = arg;
	struct table_row row = { .agency = r->agency, .origin = origin, .lacks = r->lacks };

	memcpy(row.value, value, sizeof row.value);
	return table_row_take(r->batch, r->table, &row, scratch, e);
}

static enum status file_read(
	struct batch *b, const struct interchange *x, const struct table_file *f, struct err *e)
{
	static const char *const IDS[TABLE_COUNT] = {
		[TABLE_AGENCIES] = "code", [TABLE_PEOPLE] = "local_id", [TABLE_EVENTS] = "source_ref" };
	const struct columns columns = {
		.table = &f->table,
		.called = TABLE_FILES[f->table],
		.name = name_of,
		.find = find,
		.is_required = is_required,
		.id = table_column_find(f->table, IDS[f->table]),
	};
	struct table_reading r = { .batch = b, .table = f->table };
	enum status st = file_agency(b, x, f, &r.agency, e);

	if (st == ST_OK)
		st = batch_expect(b, r.agency, e);
	if (st != ST_OK)
		return st;
	return columns_read(b, &columns, &(struct columns_file){ .path = f->path, .label = f->label, .lacks = r.lacks },
		row_take, &r, e);
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
