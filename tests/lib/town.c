#define _GNU_SOURCE
#include "town.h"

#include "search/keyed.h"
#include "folder.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct session_options town_options(const struct town *t)
{
	return (struct session_options){
		.store = t->path, .worker = "ada", .today = TOWN_TODAY, .demo_today = CIVIL_NONE
	};
}

void town_open(struct town *t)
{
	const char *tmp = getenv("TMPDIR");
	struct session_options options;

	snprintf(t->folder, sizeof t->folder, "%.40s/town-XXXXXX", tmp ? tmp : "/tmp");
	assert_non_null(mkdtemp(t->folder));
	snprintf(t->path, sizeof t->path, "%s/case.db", t->folder);
	t->arena = arena_new();
	assert_non_null(t->arena);
	options = town_options(t);
	options.make = true;
	works(session_open(&t->session, &options, &the_err));
}

void town_reopen(struct town *t, const char *worker, int32_t today)
{
	struct session_options options = town_options(t);

	session_close(t->session);
	t->session = NULL;
	if (worker)
		options.worker = worker;
	options.today = today;
	works(session_open(&t->session, &options, &the_err));
}

void town_close(struct town *t)
{
	session_close(t->session);
	arena_free(t->arena);
	folder_remove(t->folder);
}

struct sending {
	struct agency agency;
	struct record record;
	struct event event;
	int64_t id, person;
};

static enum status record_fn(struct work *work, void *arg, struct err *err)
{
	struct sending *x = arg;
	enum status st = store_agency_put(work->txn, &x->agency, &x->record.agency, NULL, err);
	int64_t person = 0;
	struct normal normal;
	struct keyed keyed = {0};
	enum put put = PUT_SAME;

	if (st == ST_OK)
		st = store_record_put(work->txn, &x->record, 0, &x->id, &put, err);
	x->record.id = x->id;
	x->record.agency_code = x->agency.code;
	if (st == ST_OK)
		st = normal_make(&x->record, CIVIL_NONE, work->arena, &normal, err);
	if (st == ST_OK)
		st = keyed_begin(&keyed, work->txn, err);
	if (st == ST_OK)
		st = keyed_add(&keyed, &x->record, &normal, put == PUT_CHANGED, err);
	if (st == ST_OK)
		st = keyed_put(&keyed, err);
	keyed_done(&keyed);
	if (st == ST_OK)
		st = store_person_of(txn_store(work->txn), x->id, &person, err);
	return st == ST_OK && !work_touch(work, person) ? err_nomem(err) : st;
}

static int64_t record_send(struct town *t, struct sending *x)
{
	works(case_write(t->session, &(struct deed){.deed = "import"}, record_fn, x, &the_err));
	works(session_read_agencies(t->session, &the_err));
	return x->id;
}

int64_t town_record(struct town *t, const char *agency, const char *local_id, const char *given,
	const char *family, const char *born)
{
	struct sending x = {.agency = {.code = agency}, .record = {.local_id = local_id}};

	x.record.field[RF_GIVEN_NAME] = given;
	x.record.field[RF_FAMILY_NAME] = family;
	x.record.field[RF_DATE_OF_BIRTH] = born;
	return record_send(t, &x);
}

void town_field(struct town *t, int64_t record, enum record_field field, const char *value)
{
	struct sending x = {.id = 0};

	works(store_record_get(t->session->store, record, t->arena, &x.record, &the_err));
	x.agency.code = x.record.agency_code;
	x.record.field[field] = value;
	record_send(t, &x);
}

static enum status event_fn(struct work *work, void *arg, struct err *err)
{
	struct sending *x = arg;
	int64_t person = 0;
	enum status st = store_event_put(work->txn, &x->event, 0, &x->id, NULL, NULL, err);

	if (st == ST_OK)
		st = store_person_of(txn_store(work->txn), x->event.record, &person, err);
	return st == ST_OK && !work_touch(work, person) ? err_nomem(err) : st;
}

int64_t town_event(struct town *t, struct event event)
{
	struct sending x = {.event = event};
	const struct agency *agency = session_agency_by_code(t->session, event.agency_code);

	assert_non_null(agency);
	x.event.agency = agency->id;
	works(store_record_find(t->session->store, event.agency_code, event.local_id, &x.event.record,
		&the_err));
	x.event.start = x.event.end = CIVIL_ABSENT;
	assert_true(civil_parse(event.starts_on, &x.event.start));
	if (event.ends_on)
		assert_true(civil_parse(event.ends_on, &x.event.end));
	works(case_write(t->session, &(struct deed){.deed = "import"}, event_fn, &x, &the_err));
	return x.id;
}

int64_t town_assessment(struct town *t, const char *agency, const char *local_id, const char *ref,
	const char *instrument, const char *starts_on)
{
	struct event event = {
		.agency_code = agency, .local_id = local_id, .source_ref = ref,
		.kind = EV_ASSESSMENT, .instrument = instrument, .starts_on = starts_on
	};
	struct civil start;

	assert_true(civil_parse(starts_on, &start));
	event.status = start.day < TOWN_TODAY ? ES_COMPLETED : ES_PLANNED;
	return town_event(t, event);
}

void town_status(struct town *t, int64_t id, enum event_status status)
{
	struct sending x = {.id = 0};

	works(store_event_get(t->session->store, id, t->arena, &x.event, &the_err));
	x.event.status = status;
	works(case_write(t->session, &(struct deed){.deed = "import"}, event_fn, &x, &the_err));
}

static enum status hold_fn(struct work *work, void *arg, struct err *err)
{
	struct sending *x = arg;
	int64_t before;
	enum status st = store_person_of(txn_store(work->txn), x->id, &before, err);

	if (st == ST_OK)
		st = store_person_set(work->txn, x->id, x->person, err);
	if (st == ST_OK && (!work_touch(work, before) || !work_touch(work, x->person)))
		st = err_nomem(err);
	return st;
}

void town_hold(struct town *t, int64_t record, int64_t person)
{
	struct sending x = {.id = record, .person = person};

	works(case_write(t->session, &(struct deed){.deed = "link"}, hold_fn, &x, &the_err));
}

static struct asked_row *queue_read(struct town *t, size_t *n)
{
	struct asked_query query = {.stage = -1, .state = -1};
	struct asked_row *row = NULL;

	works(asked_list(t->session, &query, t->arena, &row, n, &the_err));
	return row;
}

struct asked_row town_asked(struct town *t, int64_t event, enum finding_kind kind)
{
	size_t n, i;
	struct asked_row *row = queue_read(t, &n);

	for (i = 0; i < n; i++)
		if (row[i].finding.event == event && row[i].finding.kind == kind)
			return row[i];
	fail_msg("event %lld was not found to be asked again", (long long)event);
	return (struct asked_row){.state = VD_COUNT};
}

size_t town_asked_count(struct town *t)
{
	size_t n;

	queue_read(t, &n);
	return n;
}
