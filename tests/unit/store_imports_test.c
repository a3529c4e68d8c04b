/* Settings, imports and what they set aside; numbers that stand in every store. */
#include "sent.h"

#include "store_desk.h"

struct setting_put { const char *key, *value; };

static enum status write_setting(struct txn *t, void *arg, struct err *err)
{
	struct setting_put *p = arg;

	return store_setting_put(t, p->key, p->value, err);
}

static void a_setting_is_set_changed_and_removed(void **state)
{
	struct shelf *s = *state;
	struct setting_put p = {"link.auto", "off"};
	const char *value;

	works(store_write(s->store, STORE_FULL, write_setting, &p, &the_err));
	p.value = "certain";
	works(store_write(s->store, STORE_FULL, write_setting, &p, &the_err));
	works(store_setting_get(s->store, "link.auto", s->arena, &value, &the_err));
	assert_string_equal(value, "certain");
	p.value = NULL;
	works(store_write(s->store, STORE_FULL, write_setting, &p, &the_err));
	assert_int_equal(store_setting_get(s->store, "link.auto", s->arena, &value, &the_err), ST_NONE);
}

static enum status write_rejects(struct txn *t, void *arg, struct err *err)
{
	struct writing *w = arg;
	struct import_row done = {.rejected = 1, .read = 9, .fresh = 8};
	struct reject_row row = {.file = "people.csv", .line = 7, .field = "date_of_birth",
		.reason = "no such day", .text = "GP:17"};
	enum status status = store_import_add(t, &w->import, &row.import, err);

	done.id = row.import;
	if (status == ST_OK)
		status = store_reject_add(t, &row, err);
	return status == ST_OK ? store_import_finish(t, &done, err) : status;
}

static void an_import_is_listed_with_what_it_set_aside(void **state)
{
	struct shelf *s = *state;
	struct writing w = {.import = {.worker = "alice", .agency = "GP", .format = "csv", .files = 1}};
	struct import_row *imports;
	struct reject_row *rejects;
	size_t n;

	works(store_rejects(s->store, 0, 0, SIZE_MAX, s->arena, &rejects, &n, &the_err));
	assert_int_equal(n, 0);
	wrote(s, write_rejects, &w);
	wrote(s, write_import, &w);
	wrote(s, write_rejects, &w);
	works(store_import_all(s->store, s->arena, &imports, &n, &the_err));
	assert_int_equal(n, 3);
	assert_int_equal(imports[0].rejected, 1);
	assert_string_equal(imports[0].agency, "GP");
	assert_string_equal(imports[0].format, "csv");
	assert_string_equal(imports[0].state, "applied");
	assert_int_equal(imports[0].at[19], 'Z');
	works(store_rejects(s->store, 0, 0, SIZE_MAX, s->arena, &rejects, &n, &the_err));
	assert_int_equal(n, 1);
	assert_int_equal(rejects[0].import, imports[0].id);
	assert_int_equal(rejects[0].line, 7);
	works(store_rejects(s->store, imports[1].id, 0, SIZE_MAX, s->arena, &rejects, &n, &the_err));
	assert_int_equal(n, 0);
}

static void the_numbers_of_kinds_and_states_never_change(void **state)
{
	(void)state;
	assert_int_equal(EV_ASSESSMENT, 1);
	assert_int_equal(EV_ADMISSION, 6);
	assert_int_equal(EV_DISCHARGE, 7);
	assert_int_equal(EV_NOTE, 13);
	assert_int_equal(ES_COMPLETED, 2);
	assert_int_equal(ES_ENTERED_IN_ERROR, 6);
	assert_int_equal(FK_TOGETHER, 2);
	assert_int_equal(SG_PASSED, 4);
	assert_int_equal(PO_NEVER, 3);
	assert_int_equal(VD_SEPARATE, 10);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		on_shelf(a_setting_is_set_changed_and_removed),
		on_shelf(an_import_is_listed_with_what_it_set_aside),
		cmocka_unit_test(the_numbers_of_kinds_and_states_never_change),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
