#include "ingest.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "directory/replace.h"
#include "ingest/apply.h"
#include "ingest/encoding.h"
#include "ingest/foreign.h"
#include "ingest/formats.h"
#include "ingest/kept.h"
#include "ingest/known.h"
#include "ingest/mapping.h"
#include "ingest/paths.h"
#include "ingest/take.h"
#include "store_findings.h"
#include "text.h"
#include "text/json_memory.h"

#define REJECTS_SHOWN 1000

struct run {
	struct session *session;
	const struct ingest_options *options;
	struct batch batch;
	struct inputs inputs;
	int forced; /* format asked for, or -1 */
	void *state[FORMATS_COUNT];
	bool is_begun[FORMATS_COUNT];
	int64_t files;
	char agency[65];
	VEC(struct known_file) taken;
	char mark[KNOWN_MARK]; /* of these */
	const char *foreign, *foreign_kind; /* the first file of a folder that is no table, and what it is */
};

/* Reading -------------------------------------------------------------------- */

static enum status options_take(struct run *r, struct err *e)
{
	const struct ingest_options *o = r->options;

	r->forced = -1;
	if (ingest_format_check(o->format, e) != ST_OK)
		return ST_USAGE;
	if (o->format && *o->format && strcmp(o->format, "auto") != 0)
		r->forced = format_find(o->format);
	if (!o->agency)
		return ST_OK;
	if (!code_fold(o->agency, r->agency))
		return err_set(e, ST_USAGE, "%s is no agency code (letters, digits and - only)",
			o->agency);
	r->batch.agency = r->agency;
	return ST_OK;
}

/* The profile that is asked for, else those that are kept. */
static enum status profiles_take(struct run *r, struct err *e)
{
	const struct ingest_options *o = r->options;
	struct batch *b = &r->batch;
	struct profile *list = NULL;
	enum status st;

	b->profile_is_asked = o->profile != NULL;
	if (o->profile && r->forced >= 0 && r->forced != format_find("csv") &&
		r->forced != format_find("profile"))
		return err_set(e, ST_USAGE, "--profile reads tables; leave --format out");
	if (o->profile)
		r->forced = format_find("profile");
	st = o->profile ? profile_named(r->session, o->profile, b->arena, &list, e)
			: profiles_load(r->session, b->arena, &list, e);
	b->profiles = list;
	return st;
}

static bool profile_is_meant(const struct run *r, const struct input *in)
{
	const struct batch *b = &r->batch;
	const struct profile *rival;

	if (b->profile_is_asked && !in->is_found)
		return true;
	if (!b->profile_is_asked && r->forced >= 0 && r->forced != format_find("csv"))
		return false;
	return profile_recognise(b->profiles, in->path, b->agency, &rival) != NULL;
}

/* What else a file is, NULL where nothing tells.  Packed and broken off early it gives not a byte. */
static const char *kind_told(const struct input *in, const char *head, size_t n)
{
	return n == 0 && path_is_packed(in->path)
		? "is packed and holds nothing, or its end is missing: ask its sender for the whole file"
		: foreign_kind(head, n);
}

/* What the file is: -1 where it is to be left out. */
static enum status format_choose(struct run *r, const struct input *in, int *format, struct err *e)
{
	char head[4096];
	size_t n;
	char names[FORMAT_NAMES_ROOM];

	if (!source_head(in->path, head, sizeof head, &n))
		return err_set(
			e, ST_FORMAT, "%s cannot be opened; check its permissions", in->label);
	format_names(", ", names);
	*format = format_find("profile");
	if (profile_is_meant(r, in))
		return ST_OK;
	*format = r->forced;
	if (r->forced >= 0 && !in->is_found)
		return ST_OK;
	*format = format_recognise(in->path, head, n);
	if (*format >= 0 && (r->forced < 0 || r->forced == *format))
		return ST_OK;
	*format = -1;
	if (in->is_found && kind_told(in, head, n)) {
		r->foreign = r->foreign ? r->foreign : in->label;
		r->foreign_kind = r->foreign_kind ? r->foreign_kind : kind_told(in, head, n);
		return batch_note(&r->batch, e, "%s was left out: it %s", in->label, kind_told(in, head, n));
	}
	if (in->is_found)
		return batch_note(&r->batch, e,
			"%s is in no format that was asked for and was left out", in->label);
	if (kind_told(in, head, n))
		return err_set(e, ST_FORMAT, "%s %s", in->label, kind_told(in, head, n));
	if (memchr(head, 0, n))
		return err_set(e, ST_FORMAT,
			"%s is a binary file in no format that is known (%s)", in->label, names);
	return err_set(e, ST_FORMAT,
		"%s is in no format that is known (%s); the first line of a table must name its "
		"columns, as those of agencies.csv, people.csv and events.csv do, or those of a kept "
		"profile: `throughline profile new FILE` drafts one",
		in->label, names);
}

/* Without memory a file reads like a broken one: that is no fault of its sender. */
static enum status memory_judge(struct batch *b, enum status st, struct err *e)
{
	b->no_memory |= json_memory_ran_out();
	return b->no_memory ? err_nomem(e) : st;
}

static enum status file_take(struct run *r, const struct input *in, struct err *e)
{
	struct batch *b = &r->batch;
	int i = -1;
	enum status st = format_choose(r, in, &i, e);

	if (st != ST_OK || i < 0)
		return st;
	if (!r->is_begun[i]) {
		st = format_at((size_t)i)->begin(b, &r->state[i], e);
		if (st != ST_OK)
			return st;
		r->is_begun[i] = true;
	}
	r->files++;
	b->label = in->label;
	b->profile = NULL;
	st = format_at((size_t)i)->read(b, r->state[i], in->path, e);
	if (!vec_push(&r->taken, (struct known_file){in->path, in->label, format_at((size_t)i)->name, b->profile}))
		return err_nomem(e);
	return memory_judge(b, st, e);
}

static enum status files_take(struct run *r, struct err *e)
{
	enum status st = ST_OK;
	char names[FORMAT_NAMES_ROOM];

	for (size_t i = 0; i < r->inputs.list.n && st == ST_OK; i++)
		st = file_take(r, &r->inputs.list.v[i], e);
	for (size_t i = 0; i < FORMATS_COUNT && st == ST_OK; i++) {
		if (!r->is_begun[i])
			continue;
		st = format_at(i)->finish(&r->batch, r->state[i], e);
		if (st == ST_OK)
			st = batch_drain(&r->batch, e);
	}
	st = memory_judge(&r->batch, st, e);
	format_names(", ", names);
	if (st == ST_OK && r->files == 0)
		st = err_set(e, ST_FORMAT, "there is nothing here in a format that is known (%s)%s%s%s%s", names,
			r->foreign ? "; " : "", r->foreign ? r->foreign : "", r->foreign ? " " : "",
			r->foreign ? r->foreign_kind : "");
	return st;
}

/* Saying what was done -------------------------------------------------------- */

static int by_bytes(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Codes of the agencies whose rows came, sorted; a long list ends in `…`. */
static const char *agencies_of(const struct run *r, struct arena *a)
{
	const struct staging *s = r->batch.staging;
	VEC(const char *) codes = { 0 };
	char list[300] = "";
	size_t at = 0;

	for (size_t i = 0; i < s->agencies.n; i++)
		if (s->agencies.v[i].is_used && !vec_push(&codes, s->agencies.v[i].code))
			break;
	if (codes.n > 0)
		qsort(codes.v, codes.n, sizeof *codes.v, by_bytes);
	for (size_t i = 0; i < codes.n; i++) {
		if (at + strlen(codes.v[i]) + 6 > sizeof list) {
			snprintf(list + at, sizeof list - at, ";…");
			break;
		}
		at += (size_t)snprintf(
			list + at, sizeof list - at, "%s%s", at ? ";" : "", codes.v[i]);
	}
	vec_done(&codes);
	return arena_dup(a, list);
}

static const char *formats_of(const struct run *r, struct arena *a)
{
	const char *list = NULL;

	for (size_t i = 0; i < FORMATS_COUNT; i++)
		if (r->is_begun[i])
			list = list ? arena_printf(a, "%s;%s", list, format_at(i)->name)
				    : arena_dup(a, format_at(i)->name);
	return list ? list : "";
}

static enum status rejects_report(
	struct batch *b, struct arena *a, struct ingest_report *out, struct err *e)
{
	size_t n = b->rejects.n < REJECTS_SHOWN ? b->rejects.n : REJECTS_SHOWN;
	uint64_t at = 0;

	out->rejected = (int64_t)b->rejects.n;
	out->reject = arena_alloc(a, (n + 1) * sizeof *out->reject);
	if (!out->reject)
		return err_nomem(e);
	for (size_t i = 0; i < n; i++) {
		struct ingest_reject *to = &out->reject[i];
		struct staged_reject r;
		enum status st = rejects_next(&b->rejects, &at, &r, e);

		if (st != ST_OK)
			return st;
		*to = (struct ingest_reject){
			.file = arena_dup(a, r.origin.file ? r.origin.file : ""),
			.line = r.origin.line,
			.field = arena_dup(a, r.field ? r.field : ""),
			.reason = arena_dup(a, r.reason),
			.text = arena_dup(a, r.text ? r.text : ""),
		};
		if (!to->file || !to->field || !to->reason || !to->text)
			return err_nomem(e);
	}
	out->reject_n = n;
	return ST_OK;
}

static enum status notes_report(
	const struct batch *b, struct arena *a, struct ingest_report *out, struct err *e)
{
	out->note = arena_alloc(a, (b->notes.n + 1) * sizeof *out->note);
	if (!out->note)
		return err_nomem(e);
	for (size_t i = 0; i < b->notes.n; i++)
		out->note[i] = arena_dup(a, b->notes.v[i]);
	out->note_n = b->notes.n;
	if (b->notes_left_off > 0)
		out->note[out->note_n++] = arena_printf(
			a, "and %lld more like these", (long long)b->notes_left_off);
	for (size_t i = 0; i < out->note_n; i++)
		if (!out->note[i])
			return err_nomem(e);
	return ST_OK;
}

static enum status counts_report(
	struct run *r, const struct tally *t, struct ingest_report *out, struct err *e)
{
	const struct staging *s = r->batch.staging;
	int64_t people, records;
	enum status st;

	out->files = r->files;
	out->read = r->batch.read;
	out->fresh = t->fresh;
	out->changed = t->changed;
	out->same = t->same;
	out->people = s->people - s->people_replaced;
	out->events = s->events - s->events_replaced;
	for (size_t i = 0; i < s->agencies.n; i++)
		out->agencies += s->agencies.v[i].sent.code ? 1 : 0;
	if (r->options->dry_run)
		return ST_OK;
	st = store_person_count(r->session->store, &people, &records, e);
	if (st == ST_OK)
		st = store_findings_count(r->session->store,
			&(struct finding_query){ .stage = -1, .state = -1 }, &out->findings, e);
	out->links = st == ST_OK ? records - people : 0;
	return st;
}

/* Of a try: each of the rows set aside with the agency whose it is, where that can be told. */
static enum status rejects_divide(struct run *r, const char *codes, struct ingest_report *out, struct err *e)
{
	struct arena *scratch = arena_new();
	struct staged_reject j;
	uint64_t at = 0;
	enum status st = scratch ? ST_OK : err_nomem(e);

	while (st == ST_OK && (st = rejects_next(&r->batch.rejects, &at, &j, e)) == ST_OK) {
		const char *whose = reject_whose(codes, j.origin.file, scratch);

		for (size_t i = 0; whose && i < out->of_n; i++)
			out->of[i].rejected += strcmp(out->of[i].agency, whose) == 0;
		if (!whose)
			st = err_nomem(e);
		arena_reset(scratch);
	}
	arena_free(scratch);
	return st == ST_NONE ? ST_OK : st;
}

static enum status agencies_report(struct run *r, struct arena *a, struct ingest_report *out, struct err *e)
{
	const struct staging *s = r->batch.staging;
	const char *codes = agencies_of(r, a);

	out->of = arena_alloc(a, (s->agencies.n + 1) * sizeof *out->of);
	if (!out->of || !codes)
		return err_nomem(e);
	for (size_t i = 0; i < s->agencies.n; i++) {
		const struct held_agency *h = &s->agencies.v[i];
		struct ingest_of *of = &out->of[out->of_n];

		if (!h->is_used)
			continue;
		*of = (struct ingest_of){arena_dup(a, h->code), h->put[PUT_NEW], h->put[PUT_CHANGED],
			h->put[PUT_SAME], 0};
		if (!of->agency)
			return err_nomem(e);
		out->of_n++;
	}
	return rejects_divide(r, codes, out, e);
}

/* The run ----------------------------------------------------------------------- */

static enum status run_write(
	struct run *r, struct arena *a, struct tally *t, struct ingest_report *out, struct err *e)
{
	struct import_row row = { .files = r->files, .read = r->batch.read, .state = IMPORT_APPLIED,
		.place = r->batch.place, .mark = r->mark };
	struct moves moves;
	enum status st;

	row.worker = session_worker(r->session);
	row.agency = agencies_of(r, a);
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
	st = rejects_report(b, a, out, e);
	return st == ST_OK ? notes_report(b, a, out, e) : st;
}

static enum status run_whole(
	struct run *r, struct arena *a, struct ingest_report *out, struct err *e)
{
	struct tally t = { 0 };
	enum status st = options_take(r, e);

	if (st == ST_OK)
		st = profiles_take(r, e);
	if (st == ST_OK)
		st = paths_walk(
			&r->inputs, r->options->paths, r->options->path_n, r->batch.arena, e);
	r->batch.bytes_all = r->inputs.bytes;
	r->batch.bytes_within = r->inputs.bytes_within;
	if (st == ST_OK)
		st = files_take(r, e);
	if (st == ST_OK && r->is_begun[format_find(FORMAT_OPENREFERRAL.name)])
		return run_directory(r, a, out, e);
	if (st == ST_OK)
		st = run_check(&r->batch, e);
	if (st != ST_OK)
		return st;
	out->formats = formats_of(r, a);
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
	if (st == ST_OK)
		st = counts_report(r, &t, out, e);
	if (st == ST_OK && r->options->dry_run)
		st = agencies_report(r, a, out, e);
	if (st == ST_OK)
		st = rejects_report(&r->batch, a, out, e);
	return st == ST_OK ? notes_report(&r->batch, a, out, e) : st;
}

static bool run_begin(struct run *r, struct session *s, const struct ingest_options *o)
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

static void run_end(struct run *r)
{
	for (size_t i = 0; i < FORMATS_COUNT; i++)
		if (r->is_begun[i])
			format_at(i)->end(r->state[i]);
	vec_done(&r->inputs.list);
	vec_done(&r->taken);
	batch_done(&r->batch);
}

/* Turns ------------------------------------------------------------------------- */

/* One import at a time; who waits may stop waiting. */
static enum status turn_wait(struct run *r, int *fd, struct err *e)
{
	const struct timespec pause = { .tv_nsec = 50000000 };
	enum status st;

	while ((st = store_import_lock(r->session->store, fd, e)) == ST_BUSY) {
		st = batch_progress(&r->batch, "waiting for another import to end", 0, 0, e);
		if (st != ST_OK)
			return st;
		nanosleep(&pause, NULL);
	}
	return st;
}

/* Before anything else is taken in, what a process that died left behind. */
static enum status left_finish(
	struct session *s, const struct ingest_options *o, int fd, int64_t *import, struct err *e)
{
	struct run r;
	enum status st = run_begin(&r, s, o) ? run_resume(&r.batch, fd, import, e) : err_nomem(e);

	run_end(&r);
	if (st == ST_OK && *import)
		st = session_read_agencies(s, e);
	return st == ST_OK ? file_empty(fd, e) : st;
}

/* The file stays as long as its rows are needed. */
static void turn_end(struct session *s, int fd, struct arena *a)
{
	struct pending pending;

	store_import_unlock(s->store, fd, store_pending_get(s->store, a, &pending, NULL) != ST_NONE);
}

/* A disk that gives out once the run is committed stops it in the middle. */
static enum status disk_tell(const struct session *s, enum status st, struct arena *a, struct err *e)
{
	struct pending pending;

	if ((st != ST_FULL && st != ST_IO) || store_pending_get(s->store, a, &pending, NULL) != ST_OK)
		return st;
	return err_set(e, st, "the disk %s: import %lld is partly %s; %s, and the next command goes on with it",
		st == ST_FULL ? "is full" : "failed", (long long)pending.import,
		pending.deed == PENDING_WITHDRAW ? "taken back" : "in",
		st == ST_FULL ? "free some space" : "look at the disk");
}

static enum status run_in_turn(
	struct run *r, struct arena *a, struct ingest_report *out, struct err *e)
{
	int64_t left = 0;
	int fd;
	enum status st = turn_wait(r, &fd, e);

	if (st != ST_OK)
		return st;
	st = left_finish(r->session, r->options, fd, &left, e);
	if (st == ST_OK && left)
		st = batch_note(&r->batch, e, "Import %lld had been broken off; it is all in now",
			(long long)left);
	if (st == ST_OK) {
		staging_into(r->batch.staging, fd);
		st = run_whole(r, a, out, e);
	}
	st = disk_tell(r->session, st, a, e);
	turn_end(r->session, fd, a);
	return st;
}

enum status ingest_withdraw(struct session *s, int64_t import, const struct ingest_options *o,
	struct withdraw_report *out, struct err *e)
{
	struct run r;
	int64_t left;
	int fd;
	enum status st = run_begin(&r, s, o) ? turn_wait(&r, &fd, e) : err_nomem(e);

	if (st == ST_OK) {
		st = left_finish(s, o, fd, &left, e);
		if (st == ST_OK)
			st = run_withdraw(&r.batch, import, false, out, e);
		st = disk_tell(s, st, r.batch.arena, e);
		turn_end(s, fd, r.batch.arena);
	}
	run_end(&r);
	return st;
}

bool ingest_is_left(const struct session *s)
{
	struct arena *a = arena_new();
	struct pending pending;
	bool is = a && (store_import_is_left(s->store) ||
		store_pending_get(s->store, a, &pending, NULL) == ST_OK);

	arena_free(a);
	return is && store_import_is_free(s->store);
}

const char *ingest_under_way(const struct session *s)
{
	struct arena *a = arena_new();
	struct pending pending;
	const char *told = NULL;

	if (a && store_pending_get(s->store, a, &pending, NULL) == ST_OK)
		told = pending.deed == PENDING_WITHDRAW
			? "An import is being taken back: people may show twice until they are linked anew."
			: "An import is being taken in: people may show twice until it is linked.";
	arena_free(a);
	return told;
}

enum status ingest_withdraw_try(struct session *s, int64_t import, const struct ingest_options *o,
	struct withdraw_report *out, struct err *e)
{
	struct run r;
	enum status st = run_begin(&r, s, o) ? run_withdraw_try(&r.batch, import, out, e) : err_nomem(e);

	run_end(&r);
	return st;
}

enum status ingest_finish(
	struct session *s, const struct ingest_options *o, int64_t *import, struct err *e)
{
	struct pending pending;
	struct arena *a;
	int fd;
	enum status st;

	*import = 0;
	a = arena_new();
	if (!a)
		return err_nomem(e);
	st = store_pending_get(s->store, a, &pending, e);
	if (st == ST_NONE && !store_import_is_left(s->store)) {
		arena_free(a);
		return ST_OK;
	}
	st = store_import_lock(s->store, &fd, e);
	if (st == ST_OK) {
		st = left_finish(s, o, fd, import, e);
		turn_end(s, fd, a);
	} else if (st == ST_BUSY) { /* it is under way */
		st = ST_OK;
	}
	arena_free(a);
	return st;
}

enum status ingest_run(struct session *s, const struct ingest_options *o, struct arena *a,
	struct ingest_report *out, struct err *e)
{
	struct run r;
	struct ingest_report report = { 0 };
	enum status st = run_begin(&r, s, o) ? ST_OK : err_nomem(e);

	if (st == ST_OK)
		st = o->dry_run ? run_whole(&r, a, &report, e) : run_in_turn(&r, a, &report, e);
	run_end(&r);
	if (st == ST_OK)
		*out = report;
	return st;
}
