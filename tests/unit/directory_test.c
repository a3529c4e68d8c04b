/* Directories: words that mean needs, keys and marks, generations of a source. */
#include "shelf.h"

#include <stdio.h>
#include <string.h>

#include "directory/keys.h"
#include "directory/terms.h"
#include "sqlite/query.h"
#include "store_directory.h"

extern const char catalogue_terms_tsv[];

static struct catalogue *the_catalogue;

static int catalogue_open(void **state)
{
	(void)state;
	return catalogue_new(&the_catalogue, &(struct catalogue_text){ 0 }, NULL) == ST_OK ? 0 : -1;
}

static int catalogue_close(void **state)
{
	(void)state;
	catalogue_free(the_catalogue);
	return 0;
}

static const char *needs(const char *text)
{
	static char out[200];

	catalogue_domains_show(the_catalogue, terms_domains(the_catalogue, text), ";", out, sizeof out);
	return out;
}

static void every_line_of_the_table_names_a_domain_and_is_in_order(void **state)
{
	const char *line = strchr(catalogue_terms_tsv, '\n') + 1;
	char before[128] = "", words[128];
	int n = 0;

	(void)state;
	for (; *line; line = strchr(line, '\n') + 1, n++) {
		const char *tab = strchr(line, '\t');

		assert_non_null(tab);
		snprintf(words, sizeof words, "%.*s", (int)(tab - line), line);
		if (strcmp(before, words) >= 0)
			fail_msg("\"%s\" is out of order", words);
		if (catalogue_domain_find(the_catalogue, tab + 1, strcspn(tab + 1, "\n")) < 0)
			fail_msg("\"%s\" has no domain that is known", words);
		memcpy(before, words, sizeof before);
	}
	assert_true(n > 100);
}

static void topics_are_for_needs_by_their_words(void **state)
{
	(void)state;
	assert_string_equal(needs("Bereavement counselling"), "MOOD");
	assert_string_equal(needs("Benefits & Debt Advice"), "MONEY");
	assert_string_equal(needs("Lunch clubs"), "NUTRI");
	assert_string_equal(needs("Respite for unpaid carers"), "CARER");
	assert_string_equal(needs("MOBIL"), "MOBIL");
	assert_string_equal(needs("Mobility and falls"), "MOBIL");
	assert_string_equal(needs("Strength & balance"), "MOBIL");
	assert_string_equal(needs("Astronomy"), "");
	assert_string_equal(needs(""), "");
	/* Only where a word begins. */
	assert_string_equal(needs("Undebted"), "");
}

static struct service a_service(const char *ref)
{
	return (struct service){ .ref = ref, .name = "Lunch club", .organisation = "Age Well", .status = "active",
		.domain_codes = "NUTRI", .domains = terms_domains(the_catalogue, "NUTRI"), .minimum_age = 60, .maximum_age = -1 };
}

static bool has_key(const struct service_keys *k, const char *key)
{
	for (size_t i = 0; i < k->key.n; i++)
		if (strcmp(k->key.v[i], key) == 0)
			return true;
	return false;
}

static void a_service_is_found_by_name_need_and_place(void **state)
{
	struct arena *a = arena_new();
	struct service_place place = { "physical", "Church Hall", "1 Mill Lane", "LS6 2AA" };
	struct service s = a_service("s1");
	struct service_keys k = { .key = { .v = NULL } };

	(void)state;
	s.description = "Hot food in company";
	assert_true(service_keys_make(&k, &s, the_catalogue, a));
	assert_true(has_key(&k, "a") && has_key(&k, "d NUTRI") && has_key(&k, "w lunch") && has_key(&k, "w well"));
	assert_true(has_key(&k, "o") && has_key(&k, "x food") && !has_key(&k, "x in"));
	s.place = &place;
	s.place_n = 1;
	assert_true(service_keys_make(&k, &s, the_catalogue, a));
	assert_true(has_key(&k, "p LS6 2AA") && has_key(&k, "t church") && !has_key(&k, "o"));
	for (size_t i = 1; i < k.key.n; i++)
		assert_true(strcmp(k.key.v[i - 1], k.key.v[i]) < 0);
	s.status = "Defunct";
	assert_true(service_keys_make(&k, &s, the_catalogue, a));
	assert_int_equal(k.key.n, 0);
	service_keys_done(&k);
	arena_free(a);
}

static void a_service_is_active_in_whatever_case(void **state)
{
	static const struct { const char *status; bool is; } SAID[] = { { NULL, true }, { "active", true },
		{ "Active", true }, { "ACTIVE", true }, { "inactive", false }, { "Temporarily closed", false } };

	(void)state;
	for (size_t i = 0; i < sizeof SAID / sizeof *SAID; i++)
		if (service_is_active(&(struct service){ .status = SAID[i].status }) != SAID[i].is)
			fail_msg("%s", SAID[i].status);
}

static void a_mark_changes_with_anything_that_is_kept(void **state)
{
	char one[SERVICE_MARK_ROOM], other[SERVICE_MARK_ROOM];
	struct service_contact contact = { .phone = "01999 501001" };
	struct service s = a_service("s1"), t = a_service("s1");

	(void)state;
	service_mark_make(&s, one);
	service_mark_make(&t, other);
	assert_string_equal(one, other);
	t.maximum_age = 90;
	service_mark_make(&t, other);
	assert_string_not_equal(one, other);
	t = a_service("s1");
	t.contact = &contact;
	t.contact_n = 1;
	service_mark_make(&t, other);
	assert_string_not_equal(one, other);
	/* Nothing is not the empty text's neighbour. */
	t = a_service("s1");
	t.description = t.organisation;
	t.organisation = NULL;
	service_mark_make(&t, other);
	assert_string_not_equal(one, other);
}

/* Generations ------------------------------------------------------------------------ */

struct putting { int64_t source, generation, oldest; const char *ref; bool left; int limit; };

static enum status source_fn(struct txn *t, void *arg, struct err *e)
{
	return store_source_add(t, "NORTH", &((struct putting *)arg)->source, e);
}

static enum status service_fn(struct txn *t, void *arg, struct err *e)
{
	struct putting *p = arg;
	struct service s = a_service(p->ref);
	const char *const key[] = { "a", "w lunch" };

	return store_service_add(t, p->source, p->generation, &s, "mark", key, 2, e);
}

static enum status turn_fn(struct txn *t, void *arg, struct err *e)
{
	struct putting *p = arg;

	return store_source_turn(t, p->source, p->generation, e);
}

static enum status clear_fn(struct txn *t, void *arg, struct err *e)
{
	struct putting *p = arg;

	return store_services_clear(t, p->source, p->oldest, p->limit, &p->left, e);
}

static void put(struct shelf *s, struct putting *p, store_fn *fn)
{
	works(store_write(s->store, STORE_FULL, fn, p, &the_err));
}

static size_t found(struct shelf *s)
{
	int64_t *id;
	size_t n;

	works(store_services_keyed(s->store, "w lun", "w lun" KEYS_AFTER, s->arena, &id, &n, &the_err));
	return n;
}

static int64_t rows(struct shelf *s, const char *table)
{
	char text[80];
	sqlite3_stmt *st;
	int64_t n;

	snprintf(text, sizeof text, "SELECT count(*) FROM %s", table);
	assert_int_equal(sqlite3_prepare_v2(s->store->db, text, -1, &st, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_step(st), SQLITE_ROW);
	n = sqlite3_column_int64(st, 0);
	sqlite3_finalize(st);
	return n;
}

/* Two services of a first generation; *p: the second of them. */
static void first_generation_put(struct shelf *s, struct putting *p)
{
	*p = (struct putting){ .generation = 1, .ref = "s1", .limit = 1 };
	put(s, p, source_fn);
	put(s, p, service_fn);
	p->ref = "s2";
	put(s, p, service_fn);
	assert_int_equal(found(s), 0);
	put(s, p, turn_fn);
	assert_int_equal(found(s), 2);
}

static void a_generation_that_was_never_finished_is_not_seen(void **state)
{
	struct putting p;
	struct source_state now;
	struct shelf s;

	(void)state;
	shelf_open(&s);
	first_generation_put(&s, &p);
	p.generation = 2;
	put(&s, &p, service_fn);
	assert_int_equal(found(&s), 2);
	works(store_source_get(s.store, "NORTH", &now, &the_err));
	assert_int_equal(now.generation, 1);
	assert_int_equal(now.services, 2);
	assert_int_equal(now.newest, 2);
	put(&s, &p, clear_fn);
	assert_false(p.left);
	assert_int_equal(rows(&s, "service"), 2);
	shelf_close(&s);
}

static void the_next_generation_is_seen_as_a_whole_and_the_former_goes_by_and_by(void **state)
{
	struct putting p;
	struct shelf s;

	(void)state;
	shelf_open(&s);
	first_generation_put(&s, &p);
	p.generation = 3;
	put(&s, &p, service_fn);
	put(&s, &p, turn_fn);
	assert_int_equal(found(&s), 1);
	put(&s, &p, clear_fn);
	assert_false(p.left);
	assert_int_equal(rows(&s, "service"), 3);
	p.oldest = 2;
	put(&s, &p, clear_fn);
	assert_true(p.left);
	assert_int_equal(found(&s), 1);
	put(&s, &p, clear_fn);
	assert_false(p.left);
	assert_int_equal(rows(&s, "service"), 1);
	assert_int_equal(rows(&s, "service_key"), 2);
	shelf_close(&s);
}

static void a_service_comes_back_as_it_was_put(void **state)
{
	struct putting p = { .generation = 1, .ref = "s1" };
	struct service got;
	struct shelf s;
	int64_t *id;
	size_t n;

	(void)state;
	shelf_open(&s);
	put(&s, &p, source_fn);
	put(&s, &p, service_fn);
	put(&s, &p, turn_fn);
	works(store_services_keyed(s.store, "a", "a" KEYS_AFTER, s.arena, &id, &n, &the_err));
	assert_int_equal(n, 1);
	works(store_service_get(s.store, id[0], s.arena, &got, &the_err));
	assert_string_equal(got.source, "NORTH");
	assert_string_equal(got.name, "Lunch club");
	assert_string_equal(got.domain_codes, "NUTRI");
	assert_int_equal(got.minimum_age, 60);
	assert_int_equal(got.maximum_age, -1);
	assert_int_equal(store_service_get(s.store, 99, s.arena, &got, &the_err), ST_NONE);
	shelf_close(&s);
}

static enum nearness near_home(const char *kind, const char *postcode, const char *home)
{
	struct service_place place = { .kind = kind, .postcode = postcode };
	const struct service s = { .place = &place, .place_n = 1 };

	return service_nearness(&s, home);
}

static void near_is_the_same_district_then_the_same_area(void **state)
{
	(void)state;
	assert_int_equal(near_home("physical", "LS6 2AA", "LS6 3CD"), NEAR_DISTRICT);
	assert_int_equal(near_home("physical", "LS61 2AA", "LS6 3CD"), NEAR_AREA);
	assert_int_equal(near_home("physical", "L6 2AA", "LS6 3CD"), NEAR_ELSEWHERE);
	assert_int_equal(near_home("physical", "LS6 2AA", NULL), NEAR_ELSEWHERE);
	assert_int_equal(near_home("physical", NULL, "LS6 3CD"), NEAR_ELSEWHERE);
	assert_int_equal(near_home("virtual", NULL, "LS6 3CD"), NEAR_ONLINE);
	assert_int_equal(near_home("area", NULL, "LS6 3CD"), NEAR_ONLINE);
	assert_int_equal(near_home("physical", "78229", "78229"), NEAR_DISTRICT);
	assert_int_equal(near_home("physical", "78201", "78229"), NEAR_AREA);
	assert_int_equal(near_home("physical", "10001", "78229"), NEAR_ELSEWHERE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_line_of_the_table_names_a_domain_and_is_in_order),
		cmocka_unit_test(topics_are_for_needs_by_their_words),
		cmocka_unit_test(a_service_is_found_by_name_need_and_place),
		cmocka_unit_test(near_is_the_same_district_then_the_same_area),
		cmocka_unit_test(a_service_is_active_in_whatever_case),
		cmocka_unit_test(a_mark_changes_with_anything_that_is_kept),
		cmocka_unit_test(a_generation_that_was_never_finished_is_not_seen),
		cmocka_unit_test(the_next_generation_is_seen_as_a_whole_and_the_former_goes_by_and_by),
		cmocka_unit_test(a_service_comes_back_as_it_was_put),
	};

	return cmocka_run_group_tests(tests, catalogue_open, catalogue_close);
}
