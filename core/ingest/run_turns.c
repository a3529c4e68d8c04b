/* Imports take turns: one at a time, and first of all what a process that died left behind. */
#include "ingest/run.h"

#include <time.h>

#include "ingest/take.h"

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

/* The file stays as long as its rows are needed.  A commit that a failing disk did not confirm may be found in the store
 * by whoever opens it next: so after such a failure it stays too, and whoever comes next needs it or clears it away. */
static void turn_end(struct session *s, int fd, enum status ended, struct arena *a)
{
	struct pending pending;

	store_import_unlock(s->store, fd, ended == ST_IO || store_pending_get(s->store, a, &pending, NULL) != ST_NONE);
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
	turn_end(r->session, fd, st, a);
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
		turn_end(s, fd, st, r.batch.arena);
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
		turn_end(s, fd, st, a);
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
