/*
 * doctor.c - is the store as it should be, and if not, what to do.
 */
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "doctor.h"
#include "gists.h"
#include "migrate.h"
#include "rows.h"
#include "store_erase.h"

enum { SMALL_STORE_MB = 256, MEGABYTE = 1 << 20 };

enum status complain(struct check *c, const char *check, const char *text, struct err *err)
{
	struct complaint one = {check, text};

	return text && vec_push(&c->complaints, one) ? ST_OK : err_nomem(err);
}

int64_t size_beside(const char *place, const char *tail, mode_t *mode)
{
	char name[4096];
	struct stat st;

	if (snprintf(name, sizeof name, "%s%s", place, tail) >= (int)sizeof name ||
	    stat(name, &st) != 0)
		return 0;
	if (mode)
		*mode = st.st_mode;
	return st.st_size;
}

static enum status sizes_read(struct check *c, struct err *err)
{
	struct store_facts *f = &c->facts;
	int rc;

	f->bytes = size_beside(c->store->place, "", NULL);
	f->wal_bytes = size_beside(c->store->place, "-wal", NULL);
	f->schema = schema_version(c->store->db, &rc);
	return rc == SQLITE_OK ? ST_OK : store_fail(c->store, rc, err);
}

static enum status facts_read(struct check *c, struct err *err)
{
	struct store_facts *f = &c->facts;
	const struct { enum statement what; int64_t *out; } counts[] = {
		{SQL_COUNT_PEOPLE, &f->people}, {SQL_COUNT_RECORDS, &f->records},
		{SQL_COUNT_EVENTS, &f->events}, {SQL_COUNT_FINDINGS, &f->findings},
		{SQL_COUNT_AUDIT, &f->audit_rows},
	};
	enum status status = ST_OK;

	for (size_t i = 0; status == ST_OK && i < sizeof counts / sizeof *counts; i++)
		status = read_number(c->store, counts[i].what, counts[i].out, err);
	return status;
}

/* A pragma that gives "ok", or no row, when all is well. */
static enum status pragma_check(struct check *c, const char *pragma, const char *check,
	const char *text, struct err *err)
{
	sqlite3_stmt *st;
	int rc = sqlite3_prepare_v2(c->store->db, pragma, -1, &st, NULL);
	bool good = true;

	if (rc == SQLITE_OK) {
		rc = sqlite3_step(st);
		if (rc == SQLITE_ROW) {
			const char *said = (const char *)sqlite3_column_text(st, 0);

			good = said && !strcmp(said, "ok");
		}
		sqlite3_finalize(st);
	}
	if (rc == SQLITE_ROW || rc == SQLITE_DONE)
		rc = SQLITE_OK;
	if ((rc & 0xff) == SQLITE_CORRUPT || !good)
		return complain(c, check, text, err);
	return rc == SQLITE_OK ? ST_OK : store_fail(c->store, rc, err);
}

static enum status check_file(struct check *c, struct err *err)
{
	bool is_small = c->facts.bytes < (int64_t)SMALL_STORE_MB * MEGABYTE;
	enum status status = pragma_check(c, is_small ? "PRAGMA integrity_check" :
		"PRAGMA quick_check", "file", "the file is damaged: keep a copy of it and restore the "
		"last backup", err);

	if (status == ST_OK)
		status = pragma_check(c, "PRAGMA foreign_key_check", "references",
			"some rows point to others that are gone: keep a copy and restore the last backup",
			err);
	return status;
}

static bool is_damaged(const struct check *c)
{
	return c->complaints.n && !strcmp(c->complaints.v[0].check, "file");
}

static enum status check_content(struct check *c, struct err *err)
{
	static const char RESTORE[] = "keep a copy of the store and restore the last backup";
	static const struct { enum statement what; const char *check, *wrong, *todo; } CHECKS[] = {
		{SQL_CHECK_EVENTS, "events", "events belong to no record of their agency", RESTORE},
		{SQL_CHECK_PEOPLE, "people", "records are not with the person of the lowest number", RESTORE},
		{SQL_CHECK_HELD, "people", "records are with nobody", RESTORE},
		{SQL_CHECK_FINDINGS, "findings", "findings are with another person than their assessment",
			"set duplicate.threshold again to judge everybody anew"},
		{SQL_CHECK_EVIDENCE, "evidence", "pieces of evidence belong to nothing", RESTORE},
		{SQL_CHECK_LINKS, "links", "links are between records that are not there",
			"link anew with `setting linking refit`"},
		{SQL_CHECK_PAIRS, "pairs", "pairs that wait for a worker are not kept as people are now",
			"link anew with `setting linking refit`"},
		{SQL_CHECK_COUNTER, "counters", "counters are behind what they count", RESTORE},
		{SQL_CHECK_UUIDS, "uuids", "records are not found by their uuid", RESTORE},
	};
	enum status status = ST_OK;
	int64_t people, records;
	bool agree = true;

	for (size_t i = 0; status == ST_OK && i < sizeof CHECKS / sizeof *CHECKS; i++) {
		int64_t wrong = 0;

		status = read_number(c->store, CHECKS[i].what, &wrong, err);
		if (status == ST_OK && wrong)
			status = complain(c, CHECKS[i].check, arena_printf(c->arena, "%lld %s: %s",
				(long long)wrong, CHECKS[i].wrong, CHECKS[i].todo), err);
	}
	if (status == ST_OK)
		status = gists_agree(c->store, &agree, err);
	if (status == ST_OK && !agree)
		status = complain(c, "events", arena_printf(c->arena, "what is kept of events for judging them is "
			"not what they say: %s", RESTORE), err);
	if (status == ST_OK)
		status = store_person_count(c->store, &people, &records, err);
	if (status == ST_OK && (people != c->facts.people || records != c->facts.records))
		status = complain(c, "counters", "people or records are counted wrongly: keep a copy of "
			"the store and restore the last backup", err);
	return status;
}

/* Before all is read as of one moment: the end noted beside the store is of another. */
static enum status audit_prove(struct check *c, struct err *err)
{
	struct err said = {0};
	struct audit_proof proof;
	enum status status = store_audit_verify(c->store, NULL, &proof, &said);

	if (status == ST_OK && proof.unproven)
		c->audit = arena_printf(c->arena, "%lld rows of the audit, from row %lld on, cannot be proved: "
			"the key that they were chained with is not in %s.key; put its line back there",
			(long long)proof.unproven, (long long)proof.unproven_from, c->store->path);
	else if (status == ST_DAMAGED)
		c->audit = arena_dup(c->arena, said.text);
	else
		return status == ST_OK ? ST_OK : err_set(err, status, "%s", said.text);
	return c->audit ? ST_OK : err_nomem(err);
}

static enum status check_audit(struct check *c, struct err *err)
{
	return c->audit ? complain(c, "audit", c->audit, err) : ST_OK;
}

static enum status check_erased_here(struct check *c, struct err *err)
{
	int64_t *record;
	size_t n;
	enum status status = store_erased_here(c->store, c->arena, &record, &n, err);

	if (status != ST_OK || !n)
		return status;
	return complain(c, "erased", arena_printf(c->arena, "%zu record%s erased and %s here again with a backup that is "
		"older: `throughline erase again` takes %s away", n, n == 1 ? " was" : "s were", n == 1 ? "is" : "are",
		n == 1 ? "it" : "them"), err);
}

static enum status check_erased(struct check *c, struct err *err)
{
	int64_t n = 0;
	enum status status = store_erased_unkept(c->store, &n, err);

	if (status == ST_OK && n)
		status = complain(c, "erased", arena_printf(c->arena, "%lld records that were erased would come in "
			"again: the key that tells them is not in %s.key; put its line back there", (long long)n,
			c->store->path), err);
	return status == ST_OK ? check_erased_here(c, err) : status;
}

enum { QUEUE_WAIT_MS = 1000 };

/* Nobody is in it for so long but who stands still. */
static enum status check_queue(struct check *c, struct err *err)
{
	struct err busy;
	enum status status = queue_enter(c->store->queue, QUEUE_WAIT_MS, c->store->path, &busy);

	if (status == ST_OK)
		queue_leave(c->store->queue);
	if (status != ST_BUSY)
		return ST_OK;
	return complain(c, "queue", arena_printf(c->arena, "process %ld has kept all others from writing for a second and "
		"more: where it stands still, end it, and what it was writing is undone", queue_holder(c->store->queue)), err);
}

enum status store_check(const struct store *s, struct arena *arena, struct complaint **out,
	size_t *n, struct store_facts *facts, struct err *err)
{
	static enum status (*const PARTS[])(struct check *, struct err *) = {
		check_form, check_disk, check_modes, facts_read, check_content, check_audit, check_erased,
	};
	struct check c = {.store = s, .arena = arena};
	struct reading reading;
	enum status status = audit_prove(&c, err);

	if (status == ST_OK)
		status = read_begin(&reading, s, err);
	if (status != ST_OK)
		return status;
	status = sizes_read(&c, err);
	if (status == ST_OK)
		status = check_file(&c, err);
	if (status == ST_OK)
		status = check_queue(&c, err);
	/* What is in a damaged file says nothing. */
	for (size_t i = 0; status == ST_OK && !is_damaged(&c) && i < sizeof PARTS / sizeof *PARTS; i++)
		status = PARTS[i](&c, err);
	status = read_end(&reading, status, err);
	if (status == ST_OK)
		*facts = c.facts;
	return rows_finish(status, &c.complaints, arena, out, n, err);
}
