/*
 * What is said of one person, kept: consent and refusals, named workers, and why somebody looks.
 */
#include "access.h"

#include <stdio.h>
#include <stdlib.h>
#include <strings.h>

#include "care/clock.h"
#include "care/said.h"
#include "governance/consent.h"
#include "governance/gate.h"
#include "governance/opening.h"
#include "linkage/address.h"
#include "store_findings.h"
#include "store_sharing.h"

enum { WHY_MOST = 300, WHY_LEAST = 10 };

const char *const SAID_NAMES[SAID_COUNT] = {
	[SAID_GIVEN] = "given", [SAID_REFUSED] = "refused", [SAID_SIGNED] = "override", [SAID_NAMED] = "named",
	[SAID_BARRED] = "barred", [SAID_OPENED] = "opened", [SAID_REASON] = "reason", [SAID_BROKEN] = "break-glass",
};
/* As the audit has them. */
static const char *const DEEDS[SAID_COUNT] = {
	[SAID_GIVEN] = "consent", [SAID_REFUSED] = "consent", [SAID_SIGNED] = "override", [SAID_NAMED] = "sharing",
	[SAID_BARRED] = "sharing", [SAID_OPENED] = "reason", [SAID_REASON] = "reason", [SAID_BROKEN] = "break-glass",
};

const char *const ACCESS_REASONS[] = {
	"referral", "call", "repeat queue", "meeting", "safeguarding", "data quality",
};
const size_t ACCESS_REASON_COUNT = sizeof ACCESS_REASONS / sizeof *ACCESS_REASONS;

static const char *reason_find(const char *typed)
{
	size_t length = typed ? strlen(typed) : 0;

	for (size_t i = 0; length && i < ACCESS_REASON_COUNT; i++)
		for (const char *word = ACCESS_REASONS[i]; word; word = strchr(word, ' ') ? strchr(word, ' ') + 1 : NULL)
			if (strncasecmp(typed, word, length) == 0)
				return ACCESS_REASONS[i];
	return NULL;
}

static bool is_of_worker(enum sharing_kind kind)
{
	return kind == SAID_NAMED;
}

static bool is_why(enum sharing_kind kind)
{
	return kind == SAID_OPENED || kind == SAID_REASON;
}

/* Who says who is named keeps the store; all else is said by whoever works with people. */
static enum status may_say(const struct session *s, enum sharing_kind kind, struct err *err)
{
	bool may = is_of_worker(kind) ? s->viewer.is_alone || s->viewer.role == ROLE_OWNER ||
		s->viewer.role == ROLE_STEWARD : works_with_people(s);

	return may ? ST_OK : err_set(err, ST_DENIED, "your role here is %s, who may not say that", ROLE_NAMES[s->viewer.role]);
}

static enum status why_settle(const struct saying *w, struct arena *arena, struct sharing_said *row, struct err *err)
{
	if (is_why(w->kind)) {
		row->why = reason_find(w->why);
		return row->why ? ST_OK : err_set(err, ST_USAGE,
			"why? say referral, call, repeat queue, meeting, safeguarding or data quality");
	}
	if ((w->kind == SAID_SIGNED || w->kind == SAID_BROKEN) && (!w->why || strlen(w->why) < WHY_LEAST))
		return err_set(err, ST_USAGE, "why? say it in a sentence: it is kept, and read");
	return words_settle(w->why, WHY_MOST, arena, &row->why, err);
}

/* The record that it hangs on: that which is named, else the person's first. */
static enum status record_find(struct session *s, const struct saying *w, struct arena *arena, int64_t *out,
	struct err *err)
{
	struct record *record, one;
	size_t n = 0;
	enum status st;

	if (w->record) {
		st = is_of_worker(w->kind) ? address_find(s->store, w->record, arena, &one, err)
			: address_named(s, w->record, arena, &one, err);
		if (st == ST_NONE && is_of_worker(w->kind))
			tried_in_vain(s, 0);
		*out = st == ST_OK ? one.id : 0;
		return st;
	}
	st = seen_records(s, w->person, arena, &record, &n, err);
	if (st == ST_OK && !n)
		return err_set(err, ST_NONE, "nobody in this store fits; find them with `people`");
	*out = st == ST_OK ? record[0].id : 0;
	return st;
}

/* A worker's word, taken back as others are; broken glass stays. */
static enum status put_fn(struct work *work, void *arg, struct err *err)
{
	const struct sharing_said *row = arg;
	struct decision d = {.at = row->at, .worker = row->by, .verdict = VD_SAID};
	enum status st = store_sharing_say(work->txn, row, &d.sharing, err);

	return st == ST_OK && (is_consent(row->kind) || row->kind == SAID_REASON)
		? store_decision_add(work->txn, &d, NULL, err) : st;
}

static enum status row_settle(struct session *s, const struct saying *w, struct arena *arena, struct sharing_said *row,
	struct err *err)
{
	enum status st = record_find(s, w, arena, &row->record, err);

	row->kind = w->kind;
	row->by = s->worker;
	row->review = CIVIL_NONE;
	row->worker = is_of_worker(w->kind) ? w->worker : w->kind >= SAID_OPENED ? s->worker : NULL;
	if (st == ST_OK && is_of_worker(w->kind) && (!w->worker || !worker_label_is_valid(w->worker)))
		st = err_set(err, ST_USAGE, "which worker? a name has 1 to 64 letters, digits or . _ @ -");
	if (st == ST_OK)
		st = said_day(w->on, s->rule.today, s->rule.today, &row->from, err);
	if (st == ST_OK)
		st = said_day(w->until, s->rule.today, CIVIL_NONE, &row->until, err);
	if (st == ST_OK && is_consent(w->kind))
		st = consent_settle(s, w, arena, row, err);
	return st == ST_OK ? why_settle(w, arena, row, err) : st;
}

static const char *detail_of(const struct session *s, const struct sharing_said *row, struct arena *arena)
{
	if (is_consent(row->kind))
		return consent_detail(s, row, arena);
	if (is_of_worker(row->kind))
		return arena_printf(arena, "%s %s", SAID_NAMES[row->kind], row->worker);
	return is_why(row->kind) ? arena_printf(arena, "%s: %s", SAID_NAMES[row->kind], row->why) : SAID_NAMES[row->kind];
}

static enum status row_put(struct session *s, const struct saying *w, struct sharing_said *row, struct arena *arena,
	struct err *err)
{
	struct deed deed = {.deed = DEEDS[w->kind], .detail = detail_of(s, row, arena)};
	char *at = arena_alloc(arena, CLOCK_TEXT);
	enum status st;

	if (!deed.detail || !at)
		return err_nomem(err);
	clock_now(at);
	row->at = at;
	if (w->kind != SAID_NAMED)
		deed.person = w->person ? w->person : row->record;
	st = case_write(s, &deed, put_fn, row, err);
	gate_forget(s);
	return st;
}

enum status access_say(struct session *s, const struct saying *w, struct err *err)
{
	struct sharing_said row = {.id = 0};
	struct arena *arena = arena_new();
	enum status st = arena ? may_say(s, w->kind, err) : err_nomem(err);

	if (st == ST_OK)
		st = row_settle(s, w, arena, &row, err);
	if (st == ST_OK && is_consent(w->kind))
		st = consent_may(s, w->person, &row, err);
	if (st == ST_DENIED)
		session_refused(s, SAID_NAMES[w->kind]);
	if (st == ST_OK)
		st = row_put(s, w, &row, arena, err);
	arena_free(arena);
	return st;
}

/* Named workers ------------------------------------------------------------------ */

struct unnaming { struct sharing_said ended; int64_t record; const char *worker; };

static enum status unname_fn(struct work *work, void *arg, struct err *err)
{
	struct unnaming *x = arg;
	struct sharing_said *row;
	size_t n = 0, ended = 0;
	enum status st = store_sharing_of_kind(txn_store(work->txn), SAID_NAMED, INT32_MAX, work->arena, &row, &n, err);

	for (size_t i = 0; st == ST_OK && i < n; i++) {
		if (!row[i].is_in_force || row[i].record != x->record || strcmp(row[i].worker, x->worker) != 0)
			continue;
		x->ended.id = row[i].id;
		st = store_sharing_end(work->txn, &x->ended, err);
		ended++;
	}
	return st == ST_OK && !ended ? err_set(err, ST_NONE, "%.64s is not among the named workers of that record", x->worker) : st;
}

enum status access_unname(struct session *s, const char *record, const char *worker, struct err *err)
{
	const struct saying w = {.kind = SAID_NAMED, .record = record, .worker = worker};
	char at[CLOCK_TEXT];
	struct unnaming x = {.ended = {.ended = at, .ended_by = s->worker}, .worker = worker};
	struct arena *arena = arena_new();
	struct deed deed = {.deed = DEEDS[SAID_NAMED]};
	enum status st = arena ? may_say(s, w.kind, err) : err_nomem(err);

	if (st == ST_DENIED)
		session_refused(s, SAID_NAMES[SAID_NAMED]);
	if (st == ST_OK)
		st = record_find(s, &w, arena, &x.record, err);
	if (st == ST_OK) {
		clock_now(at);
		deed.detail = arena_printf(arena, "named no longer %.64s", worker);
		st = deed.detail ? case_write(s, &deed, unname_fn, &x, err) : err_nomem(err);
	}
	gate_forget(s);
	arena_free(arena);
	return st;
}

enum status access_must_say(struct session *s, int64_t person, bool *must, struct err *err)
{
	return opening_is_due(s, person, must, err);
}

enum status access_require(struct session *s, int64_t person, struct err *err)
{
	return opening_require(s, person, err);
}

enum status access_queue_must_say(struct session *s, int64_t person, bool *must, struct err *err)
{
	return opening_veils(s, person, must, err);
}

enum status access_queue_say(struct session *s, const char *why, struct err *err)
{
	struct saying w = {.kind = SAID_OPENED, .why = why};
	struct sharing_said row = {.kind = SAID_OPENED};
	struct arena *arena = arena_new();
	char detail[64];
	enum status st = arena ? why_settle(&w, arena, &row, err) : err_nomem(err);

	if (st == ST_OK) {
		snprintf(detail, sizeof detail, "queue: %s", row.why);
		st = case_look(s, &(struct deed){.deed = DEEDS[SAID_OPENED], .detail = detail}, err);
	}
	for (size_t i = 0; st == ST_OK && i < ACCESS_REASON_COUNT; i++)
		if (strcmp(ACCESS_REASONS[i], row.why) == 0)
			s->queue_why = ACCESS_REASONS[i];
	arena_free(arena);
	return st;
}

static enum status opening_put(struct session *s, int64_t person, const struct sharing_said *given, struct err *err)
{
	struct sharing_said row = *given;
	char at[CLOCK_TEXT], detail[64];
	const struct deed deed = {.deed = DEEDS[SAID_OPENED], .person = person, .detail = detail};

	clock_now(at);
	row.at = at;
	snprintf(detail, sizeof detail, "%s: %s", SAID_NAMES[SAID_OPENED], row.why);
	return case_look_saying(s, &deed, &row, err);
}

enum status access_open(struct session *s, int64_t person, const char *why, struct err *err)
{
	struct saying w = {.kind = SAID_OPENED, .why = why};
	struct sharing_said row = {.kind = SAID_OPENED, .by = s->worker, .worker = s->worker, .from = s->rule.today,
		.until = CIVIL_NONE, .review = CIVIL_NONE};
	struct arena *arena = arena_new();
	bool is_due = false;
	enum status st = arena ? why_settle(&w, arena, &row, err) : err_nomem(err);

	if (st == ST_OK)
		st = store_person_of(s->store, person, &w.person, err);
	if (st == ST_OK)
		st = opening_is_due(s, w.person, &is_due, err);
	if (st == ST_OK && is_due)
		st = record_find(s, &w, arena, &row.record, err);
	if (st == ST_OK && is_due)
		st = opening_put(s, w.person, &row, err);
	arena_free(arena);
	return st;
}

static int newest_order(const void *a, const void *b)
{
	const struct sharing_said *x = a, *y = b;

	return (x->id < y->id) - (x->id > y->id);
}

/* Broken glass and signed overrides. */
static enum status review_read(struct session *s, size_t limit, struct arena *arena, struct sharing_said **out, size_t *n,
	struct err *err)
{
	struct sharing_said *broken, *is_signed, *all;
	size_t broken_n = 0, signed_n = 0;
	enum status st = store_sharing_of_kind(s->store, SAID_BROKEN, limit, arena, &broken, &broken_n, err);

	if (st == ST_OK)
		st = store_sharing_of_kind(s->store, SAID_SIGNED, limit, arena, &is_signed, &signed_n, err);
	all = st == ST_OK ? arena_alloc(arena, (broken_n + signed_n + 1) * sizeof *all) : NULL;
	if (!all)
		return st == ST_OK ? err_nomem(err) : st;
	memcpy(all, broken, broken_n * sizeof *all);
	memcpy(all + broken_n, is_signed, signed_n * sizeof *all);
	if (broken_n + signed_n)
		qsort(all, broken_n + signed_n, sizeof *all, newest_order);
	*out = all;
	*n = broken_n + signed_n < limit ? broken_n + signed_n : limit;
	return ST_OK;
}

enum status access_broken(struct session *s, size_t limit, struct arena *arena, struct broken **out, size_t *n,
	struct err *err)
{
	struct sharing_said *row = NULL;
	size_t row_n = 0;
	bool may = sees_all(s) || s->viewer.role == ROLE_OWNER || s->viewer.role == ROLE_AUDITOR;
	enum status st = may ? case_look(s, &(struct deed){.deed = "list", .detail = "break-glass"}, err)
		: err_set(err, ST_DENIED, "who broke glass is reviewed by an auditor");

	if (!may)
		session_refused(s, "break-glass");
	if (st == ST_OK)
		st = review_read(s, limit ? limit : INT32_MAX, arena, &row, &row_n, err);
	*out = st == ST_OK ? arena_alloc(arena, (row_n + 1) * sizeof **out) : NULL;
	if (!*out)
		return st == ST_OK ? err_nomem(err) : st;
	for (size_t i = 0; i < row_n && st == ST_OK; i++) {
		struct record r;

		st = store_record_get(s->store, row[i].record, arena, &r, err);
		if (st == ST_OK)
			(*out)[i] = (struct broken){row[i].at, row[i].by, arena_dup(arena, r.uuid), row[i].why, SAID_NAMES[row[i].kind]};
	}
	*n = row_n;
	return st;
}

int access_glass(const struct session *s)
{
	return gate_glass(s);
}

int access_broken_minutes(struct session *s, int64_t person)
{
	const struct sharing *sh = NULL;

	return sharing_of(s, person, &sh, NULL) == ST_OK && sh && sh->is_broken ? sh->broken_minutes : 0;
}
