/* Equal content has equal digests, whatever order it came in; and doctor says
 * what is wrong and what to do. */
#include "shelf.h"
#include "migrate.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static enum status write_link(struct txn *t, void *arg, struct err *err)
{
	return store_link_put(t, arg, err);
}

static void link_pair(struct shelf *s, int64_t x, int64_t y)
{
	struct link_row row = {x < y ? x : y, x < y ? y : x, "certain", 9, "linked", "NHS number"};

	works(store_write(s->store, STORE_FULL, write_link, &row, &the_err));
	set_person(s, row.b, row.a);
}

/* The same two agencies' content, by either arriving first. */
static void fill(struct shelf *s, bool is_turned)
{
	static const char *const AGENCY[] = {"ASC", "NHS"};
	int64_t record[2], event[2], alone;
	struct finding f;

	if (is_turned)
		alone = put_record(s, "GP", "3", "Bell");
	for (int k = 0; k < 2; k++) {
		int i = is_turned ? 1 - k : k;

		record[i] = put_record(s, AGENCY[i], "1", "Okafor");
		event[i] = put_event(s, record[i], "e", EV_ASSESSMENT, ES_COMPLETED,
			i ? "2025-03-01" : "2025-03-05", NULL);
	}
	if (!is_turned)
		alone = put_record(s, "GP", "3", "Bell");
	put_event(s, alone, "n", EV_NOTE, ES_COMPLETED, "2025-03-01", NULL);
	link_pair(s, record[0], record[1]);
	f = a_finding(event[0], FK_REPEAT, SG_DONE, 20152, &event[1], 1);
	set_findings(s, record[0] < record[1] ? record[0] : record[1], &f, 1);
	decide(s, "alice", VD_AVOIDABLE, event[0], &event[1], 1);
}

static const char *const KINDS[] = {"agencies", "records", "people", "events", "links", "findings",
	"decisions"};
enum { KIND_COUNT = sizeof KINDS / sizeof *KINDS };

static void equal_content_has_equal_digests_in_any_order(void **state)
{
	struct shelf a, b;

	(void)state;
	shelf_open(&a);
	shelf_open(&b);
	fill(&a, false);
	fill(&b, true);
	audit(&b, "alice", "look", NULL);
	for (int i = 0; i < KIND_COUNT; i++) {
		assert_int_equal(strlen(digest_of(&a, KINDS[i])), 64);
		assert_string_equal(digest_of(&a, KINDS[i]), digest_of(&b, KINDS[i]));
	}
	shelf_close(&a);
	shelf_close(&b);
}

/* Which kinds differ, as a text. */
static const char *differing(struct shelf *s, const char *const before[KIND_COUNT])
{
	const char *text = "";

	for (int i = 0; i < KIND_COUNT; i++)
		if (strcmp(before[i], digest_of(s, KINDS[i])) != 0)
			text = arena_printf(s->arena, "%s%s ", text, KINDS[i]);
	return text;
}

static void remember(struct shelf *s, const char *before[KIND_COUNT])
{
	for (int i = 0; i < KIND_COUNT; i++)
		before[i] = digest_of(s, KINDS[i]);
}

static void each_kind_of_content_shows_in_its_own_digest(void **state)
{
	struct shelf s;
	const char *before[KIND_COUNT];
	int64_t r, e;
	struct finding f;

	(void)state;
	shelf_open(&s);
	fill(&s, false);
	remember(&s, before);
	r = put_record(&s, "GP", "4", "Field");
	assert_string_equal(differing(&s, before), "records people ");
	remember(&s, before);
	e = put_event(&s, r, "new", EV_ASSESSMENT, ES_PLANNED, "2025-12-01", NULL);
	assert_string_equal(differing(&s, before), "events ");
	remember(&s, before);
	set_person(&s, r, 1);
	assert_string_equal(differing(&s, before), "people ");
	remember(&s, before);
	f = a_finding(e, FK_REPEAT, SG_PLANNED, 1, &e, 1);
	set_findings(&s, 1, &f, 1);
	assert_string_equal(differing(&s, before), "findings ");
	remember(&s, before);
	put_agency(&s, "POLICE");
	assert_string_equal(differing(&s, before), "agencies ");
	shelf_close(&s);
}

static void undo_leaves_the_digest_as_it_was_and_redo_as_it_became(void **state)
{
	struct shelf s;
	const char *before[KIND_COUNT], *after[KIND_COUNT];
	int64_t e, decision, undone;

	(void)state;
	shelf_open(&s);
	fill(&s, false);
	works(store_event_find(s.store, "ASC", "e", &e, &the_err));
	remember(&s, before);
	decision = decide(&s, "bob", VD_JUSTIFIED, e, &e, 1);
	remember(&s, after);
	assert_string_equal(differing(&s, before), "decisions ");
	undone = undo(&s, "bob", decision);
	assert_string_equal(differing(&s, before), "");
	undo(&s, "bob", undone);
	assert_string_equal(differing(&s, after), "");
	shelf_close(&s);
}

/* Doctor ----------------------------------------------------------------- */

static size_t complaints(struct shelf *s, struct complaint **c, struct store_facts *facts)
{
	size_t n;

	works(store_check(s->store, s->arena, c, &n, facts, &the_err));
	return n;
}

static void a_store_in_order_gives_no_cause_for_complaint(void **state)
{
	struct shelf s;
	struct store_facts facts;
	struct complaint *c;
	size_t n;

	(void)state;
	shelf_open(&s);
	fill(&s, false);
	audit(&s, "alice", "look", NULL);
	n = complaints(&s, &c, &facts);
	for (size_t i = 0; i < n; i++)
		print_error("%s: %s\n", c[i].check, c[i].text);
	assert_int_equal(n, 0);
	assert_int_equal(facts.people, 2);
	assert_int_equal(facts.records, 3);
	assert_int_equal(facts.events, 3);
	assert_int_equal(facts.findings, 1);
	assert_int_equal(facts.audit_rows, 1);
	assert_int_equal(facts.schema, MIGRATIONS[MIGRATION_COUNT - 1].version);
	assert_true(facts.bytes > 0);
	shelf_close(&s);
}

static void doctor_finds_what_somebody_broke(void **state)
{
	static const struct { const char *sql, *check; } BROKEN[] = {
		{"PRAGMA foreign_keys = 0; DELETE FROM record WHERE local_id = '3'", "events"},
		{"UPDATE finding SET person = 3", "findings"},
		{"UPDATE holding SET person = 3", "people"},
		{"DELETE FROM holding WHERE record = 3", "people"},
		{"INSERT INTO link_reason VALUES (9, 'same names'); INSERT INTO link_back VALUES (999, 1); "
			"INSERT INTO link VALUES (1, 999, 0, 9, 1, 9)", "links"},
		{"DELETE FROM link_back", "links"},
		{"UPDATE link SET reason = 99", "links"},
		{"UPDATE counter SET next_event = 1", "counters"},
		{"UPDATE counter SET people = 7", "counters"},
		{"DELETE FROM record_uuid WHERE record = 3", "uuids"},
		{"PRAGMA foreign_keys = 0; INSERT INTO finding_evidence VALUES (999, 1)", "evidence"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof BROKEN / sizeof *BROKEN; i++) {
		struct shelf s;
		struct store_facts facts;
		struct complaint *c;
		bool found = false;
		sqlite3 *db;
		size_t n;

		shelf_open(&s);
		fill(&s, false);
		assert_int_equal(sqlite3_open(s.path, &db), SQLITE_OK);
		assert_int_equal(sqlite3_exec(db, BROKEN[i].sql, NULL, NULL, NULL), SQLITE_OK);
		sqlite3_close(db);
		n = complaints(&s, &c, &facts);
		for (size_t k = 0; k < n; k++)
			found = found || !strcmp(c[k].check, BROKEN[i].check);
		if (!found)
			print_error("%s\n", BROKEN[i].sql);
		assert_true(found);
		assert_non_null(strstr(c[0].text, ": "));
		shelf_close(&s);
	}
}

static void doctor_sees_a_store_that_others_may_open(void **state)
{
	struct shelf s;
	struct store_facts facts;
	struct complaint *c;

	(void)state;
	shelf_open(&s);
	chmod(s.path, 0644);
	assert_int_equal(complaints(&s, &c, &facts), 1);
	assert_string_equal(c[0].check, "permissions");
	assert_non_null(strstr(c[0].text, "chmod 600"));
	shelf_close(&s);
}

static long first_page_of(const char *path, const char *table)
{
	sqlite3_stmt *st;
	sqlite3 *db;
	long page;

	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	assert_int_equal(sqlite3_prepare_v2(db, "SELECT rootpage FROM sqlite_master WHERE name = ?", -1,
		&st, NULL), SQLITE_OK);
	sqlite3_bind_text(st, 1, table, -1, SQLITE_STATIC);
	assert_int_equal(sqlite3_step(st), SQLITE_ROW);
	page = (long)sqlite3_column_int(st, 0);
	sqlite3_finalize(st);
	sqlite3_close(db);
	return page;
}

/* An index that lacks what its table has: only a look at the whole file shows it. */
static void doctor_sees_a_damaged_page(void **state)
{
	struct shelf s;
	struct store_facts facts;
	struct complaint *c;
	FILE *f;

	(void)state;
	shelf_open(&s);
	fill(&s, false);
	store_close(s.store);
	f = fopen(s.path, "r+b");
	assert_non_null(f);
	fseek(f, (first_page_of(s.path, "holding_person") - 1) * 4096 + 3, SEEK_SET);
	fwrite("\0\0", 1, 2, f);
	fclose(f);
	works(store_open(&s.store, s.path, STORE_USE, &the_err));
	assert_true(complaints(&s, &c, &facts) > 0);
	assert_string_equal(c[0].check, "file");
	assert_non_null(strstr(c[0].text, "restore the last backup"));
	shelf_close(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(equal_content_has_equal_digests_in_any_order),
		cmocka_unit_test(each_kind_of_content_shows_in_its_own_digest),
		cmocka_unit_test(undo_leaves_the_digest_as_it_was_and_redo_as_it_became),
		cmocka_unit_test(a_store_in_order_gives_no_cause_for_complaint),
		cmocka_unit_test(doctor_finds_what_somebody_broke),
		cmocka_unit_test(doctor_sees_a_store_that_others_may_open),
		cmocka_unit_test(doctor_sees_a_damaged_page),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
