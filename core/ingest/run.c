/* One run: its files read, checked, and taken in or tried. */
#include "ingest/run.h"

#include "directory/replace.h"
#include "ingest/files/archive.h"
#include "ingest/kept.h"
#include "ingest/take.h"

bool run_begin(struct run *r, struct session *s, const struct ingest_options *o)
{
	*r = (struct run){ .session = s, .options = o };
	r->batch.session = s;
	r->batch.catalogue = session_catalogue(s);
	r->batch.progress = o->progress;
	r->batch.progress_arg = o->progress_arg;
	r->batch.arena = arena_new();
	r->batch.staging = staging_new();
	return r->batch.arena && r->batch.staging;
}

void run_end(struct run *r)
{
	for (size_t i = 0; i < FORMATS_COUNT; i++)
		if (r->is_begun[i])
			format_at(i)->end(r->state[i]);
	vec_done(&r->inputs.list);
	archive_forget();
	vec_done(&r->taken);
	batch_done(&r->batch);
}

static enum status run_write(
	struct run *r, struct arena *a, struct tally *t, struct ingest_report *out, struct err *e)
{
	struct import_row row = { .files = r->files, .read = r->batch.read, .state = IMPORT_APPLIED,
		.place = r->batch.place, .mark = r->mark };
	struct moves moves;
	enum status st;

	row.worker = session_worker(r->session);
	row.agency = run_agencies(r, a);
	row.format = out->formats;
	row.rejected = (int64_t)r->batch.rejects.n;
	if (!row.agency)
		return err_nomem(e);
	st = run_take(&r->batch, &row, e);
	*t = (struct tally){ .fresh = row.fresh, .changed = row.changed, .same = row.same };
	if (st == ST_OK)
		st = moves_get(r->session->store, row.id, &moves, e);
	if (st == ST_OK)
		st = moves_tell(&r->batch, &moves, e);
	if (st != ST_OK)
		return st;
	out->import = t->fresh + t->changed > 0 ? row.id : 0;
	return session_read_agencies(r->session, e);
}

/* A directory is no case content: it is replaced by itself, as a whole. */
static enum status run_directory(struct run *r, struct arena *a, struct ingest_report *out, struct err *e)
{
	struct batch *b = &r->batch;
	struct import_row row = { .worker = session_worker(r->session), .format = FORMAT_OPENREFERRAL.name,
		.files = r->files, .read = b->read, .rejected = (int64_t)b->rejects.n, .state = IMPORT_APPLIED };
	struct directory_tally t = { 0 };
	enum status st;

	if (b->staging->people || b->staging->events || b->staging->agencies.n)
		return err_set(e, ST_FORMAT,
			"a directory of services is taken in by itself: leave the files of people out of this run");
	st = directory_replace(b, &row, r->options->dry_run, &t, e);
	if (st != ST_OK)
		return st;
	out->import = row.id;
	out->formats = FORMAT_OPENREFERRAL.name;
	out->files = r->files;
	out->read = b->read;
	out->services = (int64_t)b->services.n;
	out->fresh = t.fresh;
	out->changed = t.changed;
	out->same = t.same;
	out->gone = t.gone;
	return run_report_told(r, a, out, e);
}

enum status run_whole(struct run *r, struct arena *a, struct ingest_report *out, struct err *e)
{
	struct tally t = { 0 };
	enum status st = run_options(r, e);

	if (st == ST_OK)
		st = paths_walk(
			&r->inputs, r->options->paths, r->options->path_n, r->batch.arena, e);
	r->batch.bytes_all = r->inputs.bytes;
	r->batch.bytes_within = r->inputs.bytes_within;
	if (st == ST_OK)
		st = run_files(r, e);
	if (st == ST_OK && r->is_begun[format_find(FORMAT_OPENREFERRAL.name)])
		return run_directory(r, a, out, e);
	if (st == ST_OK)
		st = run_check(&r->batch, e);
	if (st != ST_OK)
		return st;
	out->formats = run_formats(r, a);
	if (!out->formats)
		return err_nomem(e);
	st = kept_compare(&r->batch, out->formats, a, e);
	if (st == ST_OK)
		st = known_mark(&r->batch, r->taken.v, r->taken.n, r->mark, e);
	if (st == ST_OK && !r->options->as_new)
		st = known_find(&r->batch, r->mark, e);
	if (st != ST_OK)
		return st;
	st = r->options->dry_run ? run_compare(&r->batch, &t, e) : run_write(r, a, &t, out, e);
	return st == ST_OK ? run_report(r, &t, a, out, e) : st;
}
