#define _GNU_SOURCE
#include "shelf.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "gists.h"
#include "folder.h"

struct err the_err;

void works_at(enum status status, const struct err *err, const char *file, int line)
{
	if (status != ST_OK)
		print_error("status %d: %s\n", (int)status, err->text);
	_assert_true(status == ST_OK, "it works", file, line);
}

void shelf_open(struct shelf *s)
{
	const char *tmp = getenv("TMPDIR");

	snprintf(s->folder, sizeof s->folder, "%.40s/shelf-XXXXXX", tmp ? tmp : "/tmp");
	assert_non_null(mkdtemp(s->folder));
	snprintf(s->path, sizeof s->path, "%s/case.db", s->folder);
	s->arena = arena_new();
	assert_non_null(s->arena);
	works(store_open(&s->store, s->path, STORE_MAKE, &the_err));
}

void shelf_reopen(struct shelf *s)
{
	store_close(s->store);
	s->store = NULL;
	works(store_open(&s->store, s->path, STORE_USE, &the_err));
}

void shelf_close(struct shelf *s)
{
	bool agree = true;

	if (s->store)
		assert_int_equal(gists_agree(s->store, &agree, &the_err), ST_OK);
	assert_true(agree);
	store_close(s->store);
	arena_free(s->arena);
	folder_remove(s->folder);
}

int shelf_setup(void **state)
{
	struct shelf *s = calloc(1, sizeof *s);

	assert_non_null(s);
	shelf_open(s);
	*state = s;
	return 0;
}

int shelf_teardown(void **state)
{
	shelf_close(*state);
	free(*state);
	return 0;
}

struct putting {
	struct agency agency;
	struct record record;
	struct event event;
	int64_t person;
	const struct finding *finding;
	size_t finding_n;
	struct decision decision;
	struct audit_row audit;
	int64_t id;
};

static enum status agency_fn(struct txn *t, void *arg, struct err *err)
{
	struct putting *p = arg;

	return store_agency_put(t, &p->agency, &p->id, NULL, err);
}

int64_t put_agency(struct shelf *s, const char *code)
{
	struct putting p = {.agency = {.code = code}};

	works(store_write(s->store, STORE_FULL, agency_fn, &p, &the_err));
	return p.id;
}

static enum status record_fn(struct txn *t, void *arg, struct err *err)
{
	struct putting *p = arg;

	return store_record_put(t, &p->record, 0, &p->id, NULL, err);
}

int64_t put_record(struct shelf *s, const char *agency, const char *local_id, const char *family)
{
	struct putting p = {.record = {.local_id = local_id}};

	p.record.agency = put_agency(s, agency);
	p.record.field[RF_FAMILY_NAME] = family;
	works(store_write(s->store, STORE_FULL, record_fn, &p, &the_err));
	return p.id;
}

static enum status event_fn(struct txn *t, void *arg, struct err *err)
{
	struct putting *p = arg;

	return store_event_put(t, &p->event, 0, &p->id, NULL, NULL, err);
}

int64_t put_event(struct shelf *s, int64_t record, const char *ref, enum event_kind kind,
	enum event_status status, const char *starts_on, const char *ends_on)
{
	struct putting p = {.event = {.record = record, .source_ref = ref, .kind = kind,
		.status = status, .starts_on = starts_on, .ends_on = ends_on, .end = CIVIL_ABSENT}};
	struct record r;

	works(store_record_get(s->store, record, s->arena, &r, &the_err));
	p.event.agency = r.agency;
	assert_true(civil_parse(starts_on, &p.event.start));
	if (ends_on)
		assert_true(civil_parse(ends_on, &p.event.end));
	works(store_write(s->store, STORE_FULL, event_fn, &p, &the_err));
	return p.id;
}

static enum status person_fn(struct txn *t, void *arg, struct err *err)
{
	struct putting *p = arg;

	return store_person_set(t, p->id, p->person, err);
}

void set_person(struct shelf *s, int64_t record, int64_t person)
{
	struct putting p = {.id = record, .person = person};

	works(store_write(s->store, STORE_FULL, person_fn, &p, &the_err));
}

/* As the rule gives them: with the address of the event. */
static enum status findings_fn(struct txn *t, void *arg, struct err *err)
{
	struct putting *p = arg;
	struct arena *arena = arena_new();
	struct finding *f = arena_alloc(arena, p->finding_n * sizeof *f);
	enum status status = ST_OK;

	for (size_t i = 0; i < p->finding_n && status == ST_OK; i++) {
		struct event e;

		f[i] = p->finding[i];
		status = store_event_get(txn_store(t), f[i].event, arena, &e, err);
		f[i].agency = e.agency;
		f[i].agency_code = e.agency_code;
		f[i].source_ref = e.source_ref;
	}
	if (status == ST_OK)
		status = store_findings_set(t, p->person, f, p->finding_n, err);
	arena_free(arena);
	return status;
}

void set_findings(struct shelf *s, int64_t person, const struct finding *f, size_t n)
{
	struct putting p = {.person = person, .finding = f, .finding_n = n};

	works(store_write(s->store, STORE_FULL, findings_fn, &p, &the_err));
}

static enum status decision_fn(struct txn *t, void *arg, struct err *err)
{
	struct putting *p = arg;

	return store_decision_add(t, &p->decision, &p->id, err);
}

int64_t decide(struct shelf *s, const char *worker, enum verdict verdict, int64_t event,
	const int64_t *evidence, size_t n)
{
	struct putting p = {.decision = {.at = "2025-11-21T09:00:00Z", .worker = worker,
		.verdict = verdict, .event = event, .evidence = evidence, .evidence_n = n}};

	works(store_write(s->store, STORE_FULL, decision_fn, &p, &the_err));
	return p.id;
}

int64_t undo(struct shelf *s, const char *worker, int64_t decision)
{
	struct putting p = {.decision = {.worker = worker, .undoes = decision}};

	works(store_write(s->store, STORE_FULL, decision_fn, &p, &the_err));
	return p.id;
}

static enum status audit_fn(struct txn *t, void *arg, struct err *err)
{
	struct putting *p = arg;

	return store_audit_add(t, &p->audit, err);
}

void audit(struct shelf *s, const char *worker, const char *deed, const char *person)
{
	struct putting p = {.audit = {.worker = worker, .deed = deed, .person = person}};

	works(store_write(s->store, STORE_FULL, audit_fn, &p, &the_err));
}

struct finding a_finding(int64_t event, enum finding_kind kind, enum stage stage, int32_t on,
	const int64_t *evidence, size_t n)
{
	return (struct finding){.event = event, .kind = kind, .stage = stage, .policy = PO_FLAG,
		.counted = 6, .answered = 2, .cover_num = 1, .cover_den = 2, .instrument = "OT",
		.on = on, .evidence = evidence, .evidence_n = n};
}

const char *digest_of(struct shelf *s, const char *kind)
{
	struct digest_row *row;
	size_t n;

	works(store_digest(s->store, s->arena, &row, &n, &the_err));
	for (size_t i = 0; i < n; i++)
		if (!strcmp(row[i].kind, kind))
			return row[i].hash;
	return "";
}

int64_t number_of(struct shelf *s, const char *sql)
{
	sqlite3_stmt *st;
	int64_t n;

	assert_int_equal(sqlite3_prepare_v2(s->store->db, sql, -1, &st, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_step(st), SQLITE_ROW);
	n = sqlite3_column_int64(st, 0);
	sqlite3_finalize(st);
	return n;
}
