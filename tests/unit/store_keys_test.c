/* Links between records, the keys that people are found by, and who was opened last. */
#include "shelf.h"

#include <string.h>

#include "store_desk.h"

struct linking { struct link_row row; int64_t record; const struct key_row *keys; size_t n; };

static enum status write_link(struct txn *t, void *arg, struct err *err)
{
	struct linking *l = arg;

	return store_link_put(t, &l->row, err);
}

static enum status unlink_pair(struct txn *t, void *arg, struct err *err)
{
	struct linking *l = arg;

	return store_link_remove(t, l->row.a, l->row.b, err);
}

static enum status write_keys(struct txn *t, void *arg, struct err *err)
{
	struct linking *l = arg;

	return store_keys_put(t, l->keys, l->n, err);
}

static enum status write_recent(struct txn *t, void *arg, struct err *err)
{
	struct linking *l = arg;

	return store_recent_put(t, "alice", l->record, err);
}

static void a_link_is_one_row_per_pair(void **state)
{
	struct shelf *s = *state;
	int64_t a = put_record(s, "GP", "a", "A"), b = put_record(s, "ASC", "b", "A");
	struct linking l = {.row = {a, b, "likely", 4.5, "to-decide", "name and birth date"}};
	struct link_row *rows;
	size_t n;

	works(store_write(s->store, STORE_FULL, write_link, &l, &the_err));
	l.row.state = "linked";
	works(store_write(s->store, STORE_FULL, write_link, &l, &the_err));
	works(store_links_of(s->store, (int64_t[]){b, a}, 2, s->arena, &rows, &n, &the_err));
	assert_int_equal(n, 1);
	assert_string_equal(rows[0].state, "linked");
	assert_true(rows[0].weight > 4.4 && rows[0].weight < 4.6);
	works(store_write(s->store, STORE_FULL, unlink_pair, &l, &the_err));
	works(store_link_all(s->store, s->arena, &rows, &n, &the_err));
	assert_int_equal(n, 0);
}

static size_t hits(struct shelf *s, const char *key, bool is_prefix, struct key_hit **out)
{
	size_t n;

	works(store_keys_find(s->store, key, is_prefix, 10, s->arena, out, &n, &the_err));
	return n;
}

static void put_keys(struct shelf *s, const struct key_row *keys, size_t n)
{
	struct linking l = {.keys = keys, .n = n};

	works(store_write(s->store, STORE_FULL, write_keys, &l, &the_err));
}

static void keys_of_earlier_versions_find_as_past(void **state)
{
	struct shelf *s = *state;
	int64_t a = put_record(s, "GP", "a", "A");
	struct key_hit *hit;

	put_keys(s, (struct key_row[]){{"n:okafor", a, false}, {"N:9990000018", a, false}}, 2);
	put_keys(s, (struct key_row[]){{"n:okafor", a, false}, {"N:9990000018", a, true},
		{"n:bell", a, false}}, 3);
	assert_int_equal(hits(s, "N:9990000018", false, &hit), 1);
	assert_true(hit[0].is_past);
	assert_int_equal(hits(s, "n:bell", false, &hit), 1);
	assert_false(hit[0].is_past);
	assert_int_equal(hits(s, "n:", true, &hit), 2);
	assert_string_equal(hit[0].key, "n:bell");
	assert_int_equal(hits(s, "n:ok", false, &hit), 0);
	put_keys(s, (struct key_row[]){{"N:9990000018", a, false}, {"n:okafor", a, true}}, 2);
	assert_int_equal(hits(s, "N:9990000018", false, &hit), 1);
	assert_false(hit[0].is_past);
	assert_int_equal(hits(s, "n:okafor", false, &hit), 1);
	assert_true(hit[0].is_past);
}

static void keys_of_many_records_are_put_at_once_in_any_order(void **state)
{
	struct shelf *s = *state;
	int64_t a = put_record(s, "GP", "a", "A"), b = put_record(s, "GP", "b", "B");
	struct key_hit *hit;

	put_keys(s, (struct key_row[]){{"n:okafor-bell", b, false}, {"n:okafor", b, false},
		{"n:okafor-adeyemi", a, false}, {"n:okafor", a, false}, {"N:1", a, false}}, 5);
	assert_int_equal(hits(s, "n:", true, &hit), 4);
	assert_int_equal(hit[0].record, a);
	assert_int_equal(hit[1].record, b);
	assert_string_equal(hit[1].key, "n:okafor");
	assert_string_equal(hit[2].key, "n:okafor-adeyemi");
	assert_string_equal(hit[3].key, "n:okafor-bell");
	assert_int_equal(hits(s, "N:1", false, &hit), 1);
}

/* "smit" one, "smith" 150, "smithson" 64, "smyth" one: in the order of key and record, from the first
 * to any that is wanted. */
static void what_begins_alike_comes_in_order_however_many_share_a_key(void **state)
{
	static const struct { const char *key; int n; } OF[] = {{"n:smit", 1}, {"n:smith", 150}, {"n:smithson", 64}, {"n:smyth", 1}};
	static const size_t LIMITS[] = {0, 1, 64, 65, 66, 151, 152, 214, 215, 216, 300};
	struct shelf *s = *state;
	struct key_row row[216];
	struct key_hit *hit;
	size_t n = 0, found;

	for (size_t k = 0; k < sizeof OF / sizeof *OF; k++)
		for (int i = 1; i <= OF[k].n; i++)
			row[n++] = (struct key_row){OF[k].key, i, i % 2 == 0};
	put_keys(s, row, n);
	for (size_t l = 0; l < sizeof LIMITS / sizeof *LIMITS; l++) {
		size_t all = !LIMITS[l] || LIMITS[l] > 215 ? 215 : LIMITS[l];

		works(store_keys_find(s->store, "n:smit", true, LIMITS[l], s->arena, &hit, &found, &the_err));
		assert_int_equal(found, all);
		for (size_t i = 0; i < all; i++) {
			assert_string_equal(hit[i].key, row[i].key);
			assert_int_equal(hit[i].record, row[i].record);
			assert_int_equal(hit[i].is_past, row[i].is_past);
		}
	}
	works(store_keys_find(s->store, "n:smith", false, 100, s->arena, &hit, &found, &the_err));
	assert_int_equal(found, 100);
	assert_int_equal(hit[99].record, 100);
}

static void recent_people_are_each_there_once_newest_first(void **state)
{
	struct shelf *s = *state;
	int64_t a = put_record(s, "GP", "a", "A"), b = put_record(s, "GP", "b", "B");
	int64_t c = put_record(s, "GP", "c", "C"), *ids;
	const int64_t opened[] = {a, b, c, a};
	size_t n;

	for (size_t i = 0; i < 4; i++) {
		struct linking l = {.record = opened[i]};

		works(store_write(s->store, STORE_NORMAL, write_recent, &l, &the_err));
	}
	set_person(s, c, a);
	works(store_recent(s->store, "alice", 10, s->arena, &ids, &n, &the_err));
	assert_int_equal(n, 2);
	assert_int_equal(ids[0], a);
	assert_int_equal(ids[1], b);
	works(store_recent(s->store, "bob", 10, s->arena, &ids, &n, &the_err));
	assert_int_equal(n, 0);
}

static void keys_are_put_in_order_of_text_and_record(void **state)
{
	enum { N = 500 };
	static const char *const TEXTS[] = {"n:o", "n:okafor", "n:okafor-of-the-long-name-a", "n:okafor-of-the-long-name-b", "", "v:7"};
	struct key_row row[N];
	bool seen[N] = {false};
	uint32_t chance = 7;
	struct err err;

	(void)state;
	for (int i = 0; i < N; i++) {
		chance = chance * 1664525 + 1013904223;
		row[i] = (struct key_row){TEXTS[chance >> 8 & 3 ? (chance >> 16) % 6 : 1], i, i % 3 == 0};
	}
	assert_int_equal(store_keys_sort(row, N, &err), ST_OK);
	for (int i = 0; i < N; i++) {
		const int order = i ? strcmp(row[i - 1].key, row[i].key) : -1;

		assert_true(order < 0 || (order == 0 && row[i - 1].record < row[i].record));
		assert_int_equal(row[i].is_past, row[i].record % 3 == 0);
		assert_false(seen[row[i].record]);
		seen[row[i].record] = true;
	}
	assert_int_equal(store_keys_sort(row, N, &err), ST_OK);
	assert_int_equal(store_keys_sort(row, 0, &err), ST_OK);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		on_shelf(a_link_is_one_row_per_pair),
		on_shelf(keys_of_earlier_versions_find_as_past),
		on_shelf(keys_of_many_records_are_put_at_once_in_any_order),
		on_shelf(what_begins_alike_comes_in_order_however_many_share_a_key),
		on_shelf(recent_people_are_each_there_once_newest_first),
		cmocka_unit_test(keys_are_put_in_order_of_text_and_record),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
