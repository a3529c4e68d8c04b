/*
 * digest.c - one hash per kind of content: equal where the content is equal,
 * whatever order it arrived in and whatever numbers it was given.
 *
 * Agencies, records and events are hashed in the order of their addresses; for
 * the rest the hashes of the rows are sorted.
 */
#include <stdlib.h>
#include <string.h>

#include "decisions.h"
#include "events.h"
#include "hash.h"
#include "store_admin.h"
#include "store_findings.h"

enum { DIGEST_KINDS = 7 };

struct address { const char *agency, *ref; };

struct digest {
	const struct store *store;
	struct arena *arena;   /* addresses */
	struct address *record; /* by record id */
	int64_t *person;        /* likewise */
	int64_t *lowest;        /* by person: the record with the lowest address */
	int64_t records;        /* ids are below this */
	struct digest_row *row; /* DIGEST_KINDS of them, row_n filled */
	size_t row_n;
};

static void digest_done(struct digest *d, const char *kind, const struct hash *h, int64_t rows)
{
	struct digest_row *row = &d->row[d->row_n++];

	row->kind = kind;
	row->rows = rows;
	hash_hex(h, row->hash);
}

static void hash_address(crypto_hash_sha256_state *state, const struct address *a)
{
	hash_text(state, a->agency);
	hash_text(state, a->ref);
}

/* Those columns of each row; note() may be NULL. */
static enum status digest_rows(struct digest *d, const char *kind, enum statement what, int from, int to,
	void (*note)(struct digest *, struct query *), struct err *err)
{
	crypto_hash_sha256_state state;
	struct hash h;
	struct query q;
	int64_t rows = 0;
	enum status status;

	crypto_hash_sha256_init(&state);
	query_begin(&q, d->store, what);
	for (; query_next(&q); rows++) {
		for (int i = from; i < to; i++)
			hash_text(&state, row_peek(&q, i));
		if (note)
			note(d, &q);
	}
	status = query_end(&q, err);
	crypto_hash_sha256_final(&state, h.byte);
	if (status == ST_OK)
		digest_done(d, kind, &h, rows);
	return status;
}

static enum status digest_agencies(struct digest *d, struct err *err)
{
	return digest_rows(d, "agencies", SQL_AGENCY_ALL, 1, 10, NULL, err);
}

/* Keeps a record's address and person for the kinds that follow. */
static void record_note(struct digest *d, struct query *q)
{
	int64_t id = row_int(q, 0), person = row_int(q, 1);

	if (id <= 0 || id >= d->records || person <= 0 || person >= d->records) {
		query_fail(q, SQLITE_CORRUPT);
		return;
	}
	d->record[id].agency = row_text(q, 2, d->arena);
	d->record[id].ref = row_text(q, 3, d->arena);
	d->person[id] = person;
	if (!d->lowest[person])
		d->lowest[person] = id;
}

static enum status digest_records(struct digest *d, struct err *err)
{
	return digest_rows(d, "records", SQL_DIGEST_RECORDS, 2, 4 + RF_COUNT, record_note, err);
}

static enum status digest_people(struct digest *d, struct err *err)
{
	struct hashes all = {0};
	struct hash h;
	int64_t rows = 0;

	for (int64_t id = 1; id < d->records; id++) {
		crypto_hash_sha256_state state;

		if (!d->person[id])
			continue;
		crypto_hash_sha256_init(&state);
		hash_address(&state, &d->record[id]);
		hash_address(&state, &d->record[d->lowest[d->person[id]]]);
		if (!hashes_add(&all, &state)) {
			vec_done(&all.rows);
			return err_nomem(err);
		}
		rows += d->person[id] == id;
	}
	h = hashes_finish(&all);
	digest_done(d, "people", &h, rows);
	return ST_OK;
}

static enum status digest_events(struct digest *d, struct err *err)
{
	return digest_rows(d, "events", SQL_DIGEST_EVENTS, 0, 7 + EVENT_COLUMN_COUNT, NULL, err);
}

/* A pair in the order of its addresses, not of its numbers. */
static bool hash_pair(crypto_hash_sha256_state *state, const struct digest *d, int64_t a, int64_t b)
{
	const struct address *x, *y;
	int order;

	if (a <= 0 || a >= d->records || b <= 0 || b >= d->records || !d->record[a].agency ||
	    !d->record[b].agency)
		return false;
	x = &d->record[a];
	y = &d->record[b];
	order = strcmp(x->agency, y->agency);
	if (!order)
		order = strcmp(x->ref, y->ref);
	hash_address(state, order <= 0 ? x : y);
	hash_address(state, order <= 0 ? y : x);
	return true;
}

static enum status digest_links(struct digest *d, struct err *err)
{
	struct hashes all = {0};
	struct query q;
	int64_t rows = 0;
	enum status status;
	struct hash h;

	query_begin(&q, d->store, SQL_DIGEST_LINKS);
	for (; query_next(&q); rows++) {
		crypto_hash_sha256_state state;

		crypto_hash_sha256_init(&state);
		if (!hash_pair(&state, d, row_int(&q, 0), row_int(&q, 1)))
			query_fail(&q, SQLITE_CORRUPT);
		else if (!hashes_add(&all, &state))
			query_fail(&q, SQLITE_NOMEM);
	}
	status = query_end(&q, err);
	h = hashes_finish(&all);
	if (status == ST_OK)
		digest_done(d, "links", &h, rows);
	return status;
}

static enum status hash_event(crypto_hash_sha256_state *state, const struct store *s, int64_t id,
	struct err *err)
{
	struct query q;

	query_begin(&q, s, SQL_EVENT_ADDRESS);
	query_int(&q, id);
	if (query_next(&q)) {
		hash_text(state, row_peek(&q, 0));
		hash_text(state, row_peek(&q, 1));
	}
	return query_end(&q, err);
}

static enum status hash_evidence(crypto_hash_sha256_state *state, const struct store *s,
	const int64_t *ids, size_t n, struct err *err)
{
	struct hashes all = {0};
	struct hash h;
	enum status status = ST_OK;

	for (size_t i = 0; status == ST_OK && i < n; i++) {
		crypto_hash_sha256_state one;

		crypto_hash_sha256_init(&one);
		status = hash_event(&one, s, ids[i], err);
		if (status == ST_OK && !hashes_add(&all, &one))
			status = err_nomem(err);
	}
	h = hashes_finish(&all);
	crypto_hash_sha256_update(state, h.byte, HASH_BYTES);
	return status;
}

static enum status hash_finding(struct digest *d, const struct finding_row *row,
	crypto_hash_sha256_state *state, struct err *err)
{
	const struct finding *f = &row->finding;
	enum status status;

	crypto_hash_sha256_init(state);
	status = hash_event(state, d->store, f->event, err);
	hash_int(state, (int64_t)f->kind);
	hash_int(state, (int64_t)f->stage);
	hash_int(state, (int64_t)f->policy);
	hash_int(state, (int64_t)f->counted);
	hash_int(state, (int64_t)f->answered);
	hash_int(state, f->cover_num);
	hash_int(state, f->cover_den);
	hash_text(state, f->instrument);
	hash_int(state, f->on);
	if (status == ST_OK)
		status = hash_evidence(state, d->store, f->evidence, f->evidence_n, err);
	return status;
}

static enum status digest_findings(struct digest *d, struct err *err)
{
	const struct finding_query everyone = {.stage = -1, .state = -1};
	struct arena *arena = arena_new();
	struct hashes all = {0};
	struct finding_row *row;
	struct hash h;
	size_t n = 0;
	enum status status = arena ? store_findings_list(d->store, &everyone, arena, &row, &n, err) :
		err_nomem(err);

	for (size_t i = 0; status == ST_OK && i < n; i++) {
		crypto_hash_sha256_state state;

		status = hash_finding(d, &row[i], &state, err);
		if (status == ST_OK && !hashes_add(&all, &state))
			status = err_nomem(err);
	}
	h = hashes_finish(&all);
	arena_free(arena);
	if (status == ST_OK)
		digest_done(d, "findings", &h, (int64_t)n);
	return status;
}

static enum status hash_decision(struct digest *d, const struct decision *what,
	crypto_hash_sha256_state *state, struct err *err)
{
	enum status status = ST_OK;

	crypto_hash_sha256_init(state);
	if (what->event)
		status = hash_event(state, d->store, what->event, err);
	else if (!hash_pair(state, d, what->a, what->b))
		hash_text(state, NULL);
	hash_int(state, (int64_t)what->verdict);
	hash_text(state, what->at);
	hash_text(state, what->worker);
	hash_text(state, what->reason);
	hash_text(state, what->note);
	hash_text(state, what->reply_by);
	if (status == ST_OK)
		status = hash_evidence(state, d->store, what->evidence, what->evidence_n, err);
	return status;
}

static enum status digest_decisions(struct digest *d, struct err *err)
{
	struct arena *arena = arena_new();
	struct hashes all = {0};
	struct decision *row;
	struct hash h;
	size_t n = 0;
	int64_t rows = 0;
	enum status status = arena ? store_decisions_all(d->store, arena, &row, &n, err) :
		err_nomem(err);

	for (size_t i = 0; status == ST_OK && i < n; i++) {
		crypto_hash_sha256_state state;
		bool stands = false;

		if (row[i].verdict == VD_STARRED || row[i].verdict == VD_UNSTARRED || row[i].sharing)
			continue; /* a worker's own, or of who may see what: no content */
		if (!row[i].undoes)
			status = decision_in_force(d->store, row[i].id, &stands, err);
		if (status != ST_OK || !stands)
			continue;
		status = hash_decision(d, &row[i], &state, err);
		if (status == ST_OK && !hashes_add(&all, &state))
			status = err_nomem(err);
		rows++;
	}
	h = hashes_finish(&all);
	arena_free(arena);
	if (status == ST_OK)
		digest_done(d, "decisions", &h, rows);
	return status;
}

static enum status digest_room(struct digest *d, struct err *err)
{
	size_t n;
	enum status status = read_number(d->store, SQL_RECORD_HIGHEST, &d->records, err);

	if (status != ST_OK)
		return status;
	n = (size_t)++d->records;
	d->record = calloc(n, sizeof *d->record);
	d->person = calloc(n, sizeof *d->person);
	d->lowest = calloc(n, sizeof *d->lowest);
	return d->record && d->person && d->lowest ? ST_OK : err_nomem(err);
}

enum status store_digest(const struct store *s, struct arena *arena, struct digest_row **out,
	size_t *n, struct err *err)
{
	static enum status (*const KINDS[DIGEST_KINDS])(struct digest *, struct err *) = {
		digest_agencies, digest_records, digest_people, digest_events, digest_links,
		digest_findings, digest_decisions,
	};
	struct digest d = {.store = s, .arena = arena_new()};
	struct reading reading;
	enum status status = read_begin(&reading, s, err);

	d.row = arena_alloc(arena, DIGEST_KINDS * sizeof *d.row);
	if (status == ST_OK && (!d.arena || !d.row))
		status = err_nomem(err);
	if (status == ST_OK)
		status = digest_room(&d, err);
	for (size_t i = 0; status == ST_OK && i < DIGEST_KINDS; i++)
		status = KINDS[i](&d, err);
	status = read_end(&reading, status, err);
	if (status == ST_OK) {
		*out = d.row;
		*n = d.row_n;
	}
	free(d.record);
	free(d.person);
	free(d.lowest);
	arena_free(d.arena);
	return status;
}
