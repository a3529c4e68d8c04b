/* Block keys as the store keeps them: put, found, taken away; kept for records
 * that come and change; made again for a store of version 1. */
#include "shelf.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "inside.h"
#include "linkage/blocked.h"
#include "linkage/linker.h"
#include "linkage/pairs.h"
#include "migrate.h"

struct batch { struct block_key *v; size_t n; bool is_removal; };

static enum status batch_fn(struct txn *t, void *arg, struct err *err)
{
	struct batch *b = arg;

	return b->is_removal ? store_blocks_remove(t, b->v, b->n, err)
		: store_blocks_put(t, b->v, b->n, err);
}

#define change(s, removal, ...) do { \
	struct block_key rows_[] = {__VA_ARGS__}; \
	struct batch b_ = {rows_, sizeof rows_ / sizeof *rows_, removal}; \
	works(store_write((s)->store, STORE_NORMAL, batch_fn, &b_, &the_err)); \
} while (0)
#define puts_keys(s, ...) change(s, false, __VA_ARGS__)
#define removes_keys(s, ...) change(s, true, __VA_ARGS__)

/* "2 of 5: 1 9" */
static const char *found(struct shelf *s, uint64_t key, size_t room)
{
	struct block_finder finder = {.store = s->store};
	int64_t record[16];
	size_t n;
	char *text;

	works(store_blocks_find(&finder, key, record, room, &n, &the_err));
	block_finder_done(&finder);
	text = arena_printf(s->arena, "%zu:", n);
	for (size_t i = 0; i < n && i < room; i++)
		text = arena_printf(s->arena, "%s %lld", text, (long long)record[i]);
	return text;
}

static void a_key_finds_its_records_and_no_others(void **state)
{
	struct shelf *s = *state;
	uint64_t key = 0x2A00000007u, near = key + 1, far = key + (1u << 20), other_kind = 0x2B00000007u;

	puts_keys(s, {far, 4}, {key, 9}, {near, 5}, {key, 2}, {other_kind, 6});
	puts_keys(s, {key, 3}, {key, 9});
	assert_string_equal(found(s, key, 16), "3: 2 3 9");
	assert_string_equal(found(s, key, 2), "3: 2 3");
	assert_string_equal(found(s, near, 16), "1: 5");
	assert_string_equal(found(s, far, 16), "1: 4");
	assert_string_equal(found(s, other_kind, 16), "1: 6");
	assert_string_equal(found(s, key + 2, 16), "0:");
	assert_string_equal(found(s, 0x2900000007u, 16), "0:");
}

static void what_is_removed_is_found_no_more(void **state)
{
	struct shelf *s = *state;

	puts_keys(s, {7, 1}, {7, 2}, {8, 1});
	removes_keys(s, {8, 1}, {7, 2}, {7, 99}, {1u << 30, 1});
	assert_string_equal(found(s, 7, 16), "1: 1");
	assert_string_equal(found(s, 8, 16), "0:");
	removes_keys(s, {7, 1});
	assert_string_equal(found(s, 7, 16), "0:");
}

static void a_key_of_very_many_keeps_a_row_short(void **state)
{
	struct shelf *s = *state;
	struct batch b = {malloc(5000 * sizeof *b.v), 5000, false};

	for (size_t i = 0; i < b.n; i++)
		b.v[i] = (struct block_key){42, (int64_t)(b.n - i)};
	works(store_write(s->store, STORE_NORMAL, batch_fn, &b, &the_err));
	puts_keys(s, {42, 6000}, {43, 6000});
	assert_string_equal(found(s, 42, 3), "1000: 1 2 3");
	assert_string_equal(found(s, 43, 3), "1: 6000");
	free(b.v);
}

/* Keys that come one after another wait together, until they are too many. */
static void what_comes_later_is_found_before_and_after_it_is_poured(void **state)
{
	struct shelf *s = *state;

	puts_keys(s, {0x2A00000000u, 1}, {0x2AFFFFFFFFu, 2});
	for (int64_t i = 0; i < 1200; i++) {
		uint64_t key = 0x2A00000000u + (uint64_t)i * 65536;

		puts_keys(s, {key, 10 + i}, {0x2A00000000u, 10 + i});
		if (i % 3 == 0)
			removes_keys(s, {key, 10 + i}, {0x2A00000000u, 10 + i});
	}
	for (int64_t i = 1; i < 1200; i++)
		assert_string_equal(found(s, 0x2A00000000u + (uint64_t)i * 65536, 16),
			i % 3 ? arena_printf(s->arena, "1: %lld", (long long)(10 + i)) : "0:");
	assert_string_equal(found(s, 0x2A00000000u, 4), "801: 1 11 12 14");
	assert_string_equal(found(s, 0x2AFFFFFFFFu, 4), "1: 2");
}

/* Records --------------------------------------------------------------- */

struct noted { int64_t id[8]; size_t n; };

static enum status catch_up_fn(struct txn *t, void *arg, struct err *err)
{
	struct noted *noted = arg;
	struct blocking b;
	enum status st = blocked_change(t, noted->id, noted->n, err);

	blocking_begin(&b);
	if (st == ST_OK)
		st = blocking_gather(&b, txn_store(t), err);
	while (st == ST_OK && !blocking_is_over(&b))
		st = blocking_put(&b, t, 1, err);
	blocking_done(&b);
	return st;
}

static void catches_up(struct shelf *s, int64_t noted)
{
	struct noted n = {{noted}, noted != 0};

	works(store_write(s->store, STORE_NORMAL, catch_up_fn, &n, &the_err));
}

struct arrival { const char *local_id, *family, *given, *born; int64_t id; };

static enum status arrive_fn(struct txn *t, void *arg, struct err *err)
{
	struct arrival *a = arg;
	struct record r = {.local_id = a->local_id, .field = {[RF_FAMILY_NAME] = a->family,
		[RF_GIVEN_NAME] = a->given, [RF_DATE_OF_BIRTH] = a->born}};
	enum status st = store_agency_put(t, &(struct agency){.code = "GP"}, &r.agency, NULL, err);

	return st == ST_OK ? store_record_put(t, &r, 0, &a->id, NULL, err) : st;
}

static int64_t record_arrives(struct shelf *s, const char *local_id, const char *family,
	const char *given, const char *born)
{
	struct arrival a = {local_id, family, given, born, 0};

	works(store_write(s->store, STORE_NORMAL, arrive_fn, &a, &the_err));
	return a.id;
}

static bool meets(struct shelf *s, const char *family, const char *given, const char *born, int64_t id)
{
	struct record r = {.agency_code = "GP", .local_id = "new", .field = {[RF_FAMILY_NAME] = family,
		[RF_GIVEN_NAME] = given, [RF_DATE_OF_BIRTH] = born}};
	struct normal n;
	struct seeking seeking = {.key = {0}};
	struct meets met = {0};
	bool is_there = false;

	works(normal_make(&r, CIVIL_NONE, s->arena, &n, &the_err));
	assert_true(blocked_seek(&seeking, &n, 7));
	works(blocked_meet(&seeking, s->store, SIZE_MAX, &met, &the_err));
	for (size_t i = 0; i < met.n; i++) {
		assert_int_equal(met.v[i] & UINT32_MAX, 7);
		is_there = is_there || (int64_t)(met.v[i] >> 32) == id;
	}
	vec_done(&seeking.key);
	vec_done(&met);
	return is_there;
}

static void a_record_that_came_is_met_by_what_it_shares(void **state)
{
	struct shelf *s = *state;
	int64_t grace = record_arrives(s, "1", "Okafor", "Grace", "1943-07-03"), bola;
	int64_t upto;

	catches_up(s, grace);
	bola = record_arrives(s, "2", "Adeyemi", "Bola", "1950-01-02");
	catches_up(s, bola);
	assert_true(meets(s, "Okafor", "Gracie", "1943-07-03", grace));
	assert_false(meets(s, "Okafor", "Gracie", "1943-07-03", bola));
	assert_true(meets(s, "Adeyemi", "Bola", "1951-01-02", bola));
	assert_false(meets(s, "Whittle", "Tom", "1999-12-12", grace));
	works(store_blocks_upto(s->store, &upto, &the_err));
	assert_int_equal(upto, bola);
}

static void a_record_that_changed_is_met_by_what_it_says_now(void **state)
{
	struct shelf *s = *state;
	int64_t id = record_arrives(s, "1", "Okafor", "Grace", "1943-07-03");

	catches_up(s, id);
	record_arrives(s, "1", "Whittle", "Tamsin", "1981-11-30");
	catches_up(s, id);
	assert_true(meets(s, "Whittle", "Tamsin", "1981-11-30", id));
	assert_false(meets(s, "Okafor", "Grace", "1943-07-03", id));
}

/* Version 1 ------------------------------------------------------------- */

static const char OLD[] =
	"INSERT INTO agency (id, code) VALUES (1, 'GP');"
	"INSERT INTO record (id, person, agency, uuid, local_id, received, family_name, given_name, "
	"date_of_birth) VALUES (1, 1, 1, x'00112233445566778899aabbccddeeff', '1', 0, 'Okafor', 'Grace', "
	"'1943-07-03');"
	"UPDATE counter SET next_record = 2, people = 1;"
	"INSERT INTO search_key (key, record, is_past) VALUES ('b:a0000002a', 1, 0), ('b:vffffffff', 1, 0), "
	"('n:okafor', 1, 0), ('d:1943-07-03', 1, 0);"
	"INSERT INTO setting (key, value) VALUES ('linking', 'linking 1" "\n" "records 5000" "\n"
	"prior -12.0" "\n" "kin 1.0" "\n" "'), "
	"('linking.shares', '00000000000000ff 0.25" "\n" "8000000000000001 3.5e-05" "\n" "')";

static void older_store(struct shelf *s)
{
	sqlite3 *db;

	store_close(s->store);
	s->store = NULL;
	assert_int_equal(remove(s->path), 0);
	works(store_open_with(&s->store, s->path, STORE_MAKE, MIGRATIONS, 1, &the_err));
	store_close(s->store);
	assert_int_equal(sqlite3_open_v2(s->path, &db, SQLITE_OPEN_READWRITE, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, OLD, NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(db);
	works(store_open(&s->store, s->path, STORE_USE, &the_err));
}

static void a_store_of_version_1_makes_its_keys_again(void **state)
{
	struct shelf *s = *state;
	struct key_hit *hit;
	size_t n;

	older_store(s);
	works(store_keys_find(s->store, "b:", true, 0, s->arena, &hit, &n, &the_err));
	assert_int_equal(n, 0);
	assert_false(meets(s, "Okafor", "Grace", "1943-07-03", 1));
	catches_up(s, 0);
	assert_true(meets(s, "Okafor", "Grace", "1943-07-03", 1));
}

static void a_store_of_version_1_keeps_its_fitted_model(void **state)
{
	struct shelf *s = *state;
	struct value_share *share;
	struct guide guide;
	const char *text;
	size_t n;

	older_store(s);
	works(store_shares_all(s->store, s->arena, &share, &n, &the_err));
	assert_int_equal(n, 2);
	assert_int_equal(share[0].value, INT64_MIN + 1);
	assert_true(share[0].share == 3.5e-05);
	assert_int_equal(share[1].value, 255);
	assert_true(share[1].share == 0.25);
	assert_int_equal(store_setting_get(s->store, "linking.shares", s->arena, &text, &the_err), ST_NONE);
	works(guide_read(&guide, s->store, &the_err));
	assert_true(guide.model.records == 5000);
	guide_done(&guide);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		on_shelf(a_key_finds_its_records_and_no_others),
		on_shelf(what_is_removed_is_found_no_more),
		on_shelf(a_key_of_very_many_keeps_a_row_short),
		on_shelf(what_comes_later_is_found_before_and_after_it_is_poured),
		on_shelf(a_record_that_came_is_met_by_what_it_shares),
		on_shelf(a_record_that_changed_is_met_by_what_it_says_now),
		on_shelf(a_store_of_version_1_makes_its_keys_again),
		on_shelf(a_store_of_version_1_keeps_its_fitted_model),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
