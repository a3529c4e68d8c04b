#define _GNU_SOURCE
#include "crowd.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "asked.h"
#include "care/work.h"
#include "linkage/linker.h"
#include "linkage/linking.h"
#include "search.h"
#include "search/keyed.h"
#include "store_events.h"
#include "store_people.h"

struct err crowd_err;

void works_in_crowd(enum status status, const char *file, int line)
{
	if (status != ST_OK)
		print_error("status %d: %s\n", (int)status, crowd_err.text);
	_assert_true(status == ST_OK, "it works", file, line);
}

void says(enum status status, const char *part)
{
	assert_int_equal(crowd_err.code, status);
	if (!strstr(crowd_err.text, part))
		print_error("%s\n", crowd_err.text);
	assert_non_null(strstr(crowd_err.text, part));
}

int crowd_setup(void **state)
{
	struct crowd *t = calloc(1, sizeof *t);
	const char *tmp = getenv("TMPDIR");
	struct session_options o = {
		.worker = "ann", .make = true, .today = civil_day(2025, 11, 21)};

	assert_non_null(t);
	snprintf(t->folder, sizeof t->folder, "%.40s/crowd-XXXXXX", tmp ? tmp : "/tmp");
	assert_non_null(mkdtemp(t->folder));
	snprintf(t->path, sizeof t->path, "%s/case.db", t->folder);
	o.store = t->path;
	t->arena = arena_new();
	assert_non_null(t->arena);
	good(session_open(&t->session, &o, &crowd_err));
	*state = t;
	return 0;
}

int crowd_teardown(void **state)
{
	struct crowd *t = *state;
	DIR *dir;
	struct dirent *entry;

	session_close(t->session);
	arena_free(t->arena);
	dir = opendir(t->folder);
	while (dir && (entry = readdir(dir))) {
		char name[400];

		snprintf(name, sizeof name, "%s/%s", t->folder, entry->d_name);
		unlink(name);
	}
	if (dir)
		closedir(dir);
	rmdir(t->folder);
	free(t);
	return 0;
}

/* Arriving ---------------------------------------------------------------- */

struct arrival {
	char *addresses;
	const char *field[RF_COUNT];
	const char *assessed;
	bool is_apart; /* many people's, for search alone */
	int64_t records[16];
	size_t n;
};

static int field_named(const char *name)
{
	static const struct { const char *name; int field; } shorts[] = {
		{"family", RF_FAMILY_NAME}, {"given", RF_GIVEN_NAME}, {"born", RF_DATE_OF_BIRTH},
		{"nhs", RF_NHS_NUMBER}, {"status", RF_NHS_NUMBER_STATUS}, {"ids", RF_OTHER_IDS},
	};

	for (size_t i = 0; i < sizeof shorts / sizeof *shorts; i++)
		if (strcmp(shorts[i].name, name) == 0)
			return shorts[i].field;
	for (int f = 0; f < RF_COUNT; f++)
		if (strcmp(RECORD_FIELD_NAMES[f], name) == 0)
			return f;
	fail_msg("there is no field %s", name);
	return -1;
}

static void fields_read(struct crowd *t, struct arrival *a, const char *fields)
{
	char *rest = arena_dup(t->arena, fields), *item;

	while ((item = strtok_r(rest, " ", &rest))) {
		char *value = strchr(item, '=');

		assert_non_null(value);
		*value++ = '\0';
		for (char *p = value; *p; p++)
			if (*p == '_')
				*p = ' ';
		if (strcmp(item, "assessed") == 0)
			a->assessed = value;
		else
			a->field[field_named(item)] = value;
	}
}

static enum status assessment_arrives(struct work *w, const struct arrival *a, const struct record *r,
	struct err *err)
{
	struct event e = {.record = r->id, .agency = r->agency, .agency_code = r->agency_code,
		.local_id = r->local_id, .source_ref = r->local_id, .kind = EV_ASSESSMENT,
		.status = ES_COMPLETED, .instrument = "HDA", .starts_on = a->assessed};
	int64_t id;
	enum put put;

	civil_parse(a->assessed, &e.start);
	return store_event_put(w->txn, &e, 0, &id, NULL, &put, err);
}

static enum status one_arrives(struct work *w, struct keyed *k, struct arrival *a,
	char *address, struct err *err)
{
	struct agency agency = {0};
	struct record r = {0};
	struct normal normal;
	char *colon = strchr(address, ':');
	int64_t id;
	enum put put;
	enum status st;

	*colon = '\0';
	agency.code = address;
	st = store_agency_put(w->txn, &agency, &r.agency, NULL, err);
	r.agency_code = address;
	r.local_id = colon + 1;
	memcpy(r.field, a->field, sizeof r.field);
	if (st == ST_OK)
		st = store_record_put(w->txn, &r, 0, &id, &put, err);
	*colon = ':';
	if (st != ST_OK || put == PUT_SAME)
		return st;
	r.id = id;
	st = normal_make(&r, w->session->rule.today, w->arena, &normal, err);
	if (st == ST_OK)
		st = keyed_add(k, &r, &normal, put == PUT_CHANGED, err);
	if (st == ST_OK && a->assessed)
		st = assessment_arrives(w, a, &r, err);
	if (st == ST_OK && !a->is_apart)
		a->records[a->n++] = id;
	return st;
}

static enum status arrive_fn(struct work *w, void *arg, struct err *err)
{
	struct arrival *a = arg;
	char *rest = arena_dup(w->arena, a->addresses), *address;
	struct linker *linker = NULL;
	struct keyed keyed;
	enum status st = keyed_begin(&keyed, w->txn, err);

	a->n = 0;
	if (st == ST_OK)
		st = linker_new(w, NULL, &linker, err);
	while (st == ST_OK && (address = strtok_r(rest, " ", &rest)))
		st = one_arrives(w, &keyed, a, address, err);
	if (st == ST_OK)
		st = keyed_put(&keyed, err);
	if (st == ST_OK && a->n > 1)
		st = linker_sent_as_one(linker, a->records, a->n, err);
	if (st == ST_OK)
		st = linker_meet(linker, err);
	linker_free(linker);
	keyed_done(&keyed);
	return st;
}

struct paced { struct linking *linking; int steps, left; };

static bool steps_are_over(void *arg)
{
	struct paced *p = arg;

	return --p->left <= 0;
}

static enum status link_fn(struct work *w, void *arg, struct err *err)
{
	struct paced *p = arg;

	p->left = p->steps;
	return linking_write(p->linking, w, steps_are_over, p, err);
}

static int by_id(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

/* As an import does, by the shortest transactions unless more is asked for. */
static void arrivals_link(struct crowd *t, int64_t *records, size_t n)
{
	struct linking *linking;

	if (n)
		qsort(records, n, sizeof *records, by_id);
	good(linking_new(t->session, records, n, 0,
		t->is_large ? LINKING_NOTED : LINKING_AS_DUE, &linking, &crowd_err));
	for (int piece = 0; !linking_is_over(linking); piece++) {
		struct paced paced = {.steps = t->steps};

		good(linking_prepare(linking, &crowd_err));
		if (t->meanwhile)
			t->meanwhile(t, piece);
		if (t->dies_before && piece == t->dies_before) {
			t->dies_before = 0;
			linking_free(linking);
			good(linking_new(t->session, records, n, 0, LINKING_EVERYBODY, &linking,
				&crowd_err));
			continue;
		}
		paced.linking = linking;
		good(case_write_piece(t->session, link_fn, &paced, &crowd_err));
		linking_written(linking);
	}
	linking_free(linking);
}

void arrives_as_one(struct crowd *t, const char *addresses, const char *fields)
{
	struct arrival a = {.addresses = arena_dup(t->arena, addresses)};
	struct deed deed = {.deed = "import"};

	fields_read(t, &a, fields);
	good(case_write(t->session, &deed, arrive_fn, &a, &crowd_err));
	arrivals_link(t, a.records, a.n);
	good(session_read_agencies(t->session, &crowd_err));
}

void arrive_together(struct crowd *t, const char *const *address, const char *const *fields, size_t n)
{
	int64_t *records = arena_alloc(t->arena, (n + 1) * sizeof *records);
	struct deed deed = {.deed = "import"};
	size_t came = 0;

	for (size_t i = 0; i < n; i++) {
		struct arrival a = {.addresses = arena_dup(t->arena, address[i])};

		fields_read(t, &a, fields[i]);
		good(case_write(t->session, &deed, arrive_fn, &a, &crowd_err));
		for (size_t k = 0; k < a.n; k++)
			records[came++] = a.records[k];
	}
	arrivals_link(t, records, came);
	good(session_read_agencies(t->session, &crowd_err));
}

void arrives(struct crowd *t, const char *address, const char *fields)
{
	arrives_as_one(t, address, fields);
}

void arrive_many(struct crowd *t, const char *agency, int n, const char *fields)
{
	struct arrival a = {.addresses = arena_alloc(t->arena, (size_t)n * 24), .is_apart = true};
	struct deed deed = {.deed = "import"};
	size_t used = 0;

	for (int i = 1; i <= n; i++)
		used += (size_t)snprintf(a.addresses + used, 24, "%.8s:%d ", agency, i);
	fields_read(t, &a, fields);
	good(case_write(t->session, &deed, arrive_fn, &a, &crowd_err));
	good(session_read_agencies(t->session, &crowd_err));
}

void link_auto_is(struct crowd *t, const char *value)
{
	good(setting_set(t->session, "link.auto", value, &crowd_err));
}

void undoes(struct crowd *t)
{
	struct undone what;

	good(decision_undo(t->session, t->arena, &what, &crowd_err));
}

void redoes(struct crowd *t)
{
	struct undone what;

	good(decision_redo(t->session, t->arena, &what, &crowd_err));
}

/* Seeing ------------------------------------------------------------------ */

static const char *address_text(struct crowd *t, int64_t record)
{
	struct record r;

	good(store_record_get(t->session->store, record, t->arena, &r, &crowd_err));
	return arena_printf(t->arena, "%s:%s", r.agency_code, r.local_id);
}

const char *people_of(struct crowd *t)
{
	const char *out = "";
	int64_t people, records;

	good(store_person_count(t->session->store, &people, &records, &crowd_err));
	for (int64_t id = 1; records > 0; id++) { /* some are nobody's: written and taken back */
		struct record *r;
		size_t n;
		int64_t person;
		enum status st = store_person_of(t->session->store, id, &person, &crowd_err);

		if (st == ST_NONE)
			continue;
		good(st);
		records--;
		if (person != id)
			continue;
		good(store_person_records(t->session->store, id, t->arena, &r, &n, &crowd_err));
		if (*out)
			out = arena_printf(t->arena, "%s |", out);
		for (size_t i = 0; i < n; i++)
			out = arena_printf(
				t->arena, "%s%s%s", out, *out ? " " : "", address_text(t, r[i].id));
		people--;
	}
	assert_int_equal(people, 0);
	return out;
}

const char *links_of(struct crowd *t)
{
	const char *out = "";
	struct link_line *line;
	size_t n;

	good(links_list(t->session, t->arena, &line, &n, &crowd_err));
	for (size_t i = 0; i < n; i++)
		out = arena_printf(t->arena, "%s%s%s %s%s%s %s: %s", out, *out ? "\n" : "",
			line[i].a, line[i].b, *line[i].band ? " " : "", line[i].band, line[i].state,
			line[i].reason);
	return out;
}

const char *finds(struct crowd *t, const char *query)
{
	const char *out = "";
	struct person_hit *hit;
	size_t n;

	good(people_search(t->session, query, 0, true, t->arena, &hit, &n, &crowd_err));
	for (size_t i = 0; i < n; i++)
		out = arena_printf(
			t->arena, "%s%s%s: %s", out, *out ? "\n" : "", hit[i].name, hit[i].why);
	return out;
}

const char *crowd_digest(struct crowd *t)
{
	const char *out = "";
	struct digest_line *line;
	size_t n;

	good(doctor_digest(t->session, t->arena, &line, &n, &crowd_err));
	for (size_t i = 0; i < n; i++)
		out = arena_printf(t->arena, "%s%s %s %lld\n", out, line[i].kind, line[i].hash,
			(long long)line[i].rows);
	return out;
}

const char *person_of(struct crowd *t, const char *address)
{
	char **fits, id[37];
	int64_t person;
	size_t n;

	good(person_resolve(t->session, address, &person, t->arena, &fits, &n, &crowd_err));
	good(person_id(t->session, person, id, &crowd_err));
	return arena_dup(t->arena, id);
}
