/* No memory: one allocation after another fails, ours, SQLite's and the JSON reader's,
 * once or from then on, through an import of each format. */
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ingest/profile/mapping.h"
#include "profile.h"
#include "tries.h"

/* The linker puts these between the program and the C library. */
void *__real_malloc(size_t);
void *__real_calloc(size_t, size_t);
void *__real_realloc(void *, size_t);
void *__wrap_malloc(size_t);
void *__wrap_calloc(size_t, size_t);
void *__wrap_realloc(void *, size_t);

static struct { long count, at; bool goes_on, is_on, has_failed; } memory;

static bool is_time(void)
{
	if (!memory.is_on)
		return false;
	memory.count++;
	if (memory.count < memory.at || (!memory.goes_on && memory.count > memory.at))
		return false;
	memory.has_failed = true;
	return true;
}

void *__wrap_malloc(size_t n)
{
	return is_time() ? NULL : __real_malloc(n);
}

void *__wrap_calloc(size_t n, size_t size)
{
	return is_time() ? NULL : __real_calloc(n, size);
}

void *__wrap_realloc(void *old, size_t n)
{
	return is_time() ? NULL : __real_realloc(old, n);
}

/* SQLite's: its own, with ours in front. */
static sqlite3_mem_methods plain;

static void *sqlite_malloc(int n)
{
	return is_time() ? NULL : plain.xMalloc(n);
}

static void *sqlite_realloc(void *old, int n)
{
	return is_time() ? NULL : plain.xRealloc(old, n);
}

static int everything_is_wrapped(void **state)
{
	sqlite3_mem_methods ours;

	(void)state;
	sqlite3_shutdown();
	if (sqlite3_config(SQLITE_CONFIG_GETMALLOC, &plain) != SQLITE_OK)
		return -1;
	ours = plain;
	ours.xMalloc = sqlite_malloc;
	ours.xRealloc = sqlite_realloc;
	return sqlite3_config(SQLITE_CONFIG_MALLOC, &ours) == SQLITE_OK ? 0 : -1;
}

/* True while there was an allocation left to fail. */
static bool try_without(struct trial *t, long n, bool goes_on)
{
	struct err err = {0};
	enum status status;
	char what[64];

	snprintf(what, sizeof what, "allocation %ld%s", n, goes_on ? " and on" : "");
	trial_restore(t);
	memset(&memory, 0, sizeof memory);
	memory.at = n;
	memory.goes_on = goes_on;
	memory.is_on = true;
	status = t->deed(t, &err);
	memory.is_on = false;
	trial_close(t);
	assert_true(memory.has_failed || status == ST_OK);
	trial_judge(t, status, &err, what);
	return memory.has_failed;
}

/* Every one of the first, then ever fewer: what comes later comes again and again. */
static void try_all(struct trial *t)
{
	assert_string_not_equal(t->before, t->after);
	for (int goes_on = 0; goes_on < 2; goes_on++)
		for (long n = 1; try_without(t, n, goes_on); n += tries_each() + n / (goes_on ? 6 : 16))
			arena_reset(t->town.arena);
}

struct file { const char *name, *text; };

static void keep_profile(struct trial *t, const char *text)
{
	const char *path = arena_printf(t->town.arena, "%s/profile", t->town.folder), *name;
	FILE *f = fopen(path, "w");

	assert_non_null(f);
	fputs(text, f);
	fclose(f);
	works(profile_add(t->town.session, path, t->town.arena, &name, &the_err));
}

/* Takes in what a profile, NULL none, or the files themselves say. */
static void trial_with(const char *profile, const struct file *file, size_t n)
{
	struct trial t = {0};

	town_open(&t.town);
	if (profile)
		keep_profile(&t, profile);
	town_record(&t.town, "ASC", "1", "Grace", "Okafor", "1943-07-03");
	town_record(&t.town, "GP", "7", "Grace", "Okafor", "1943-07-03");
	town_assessment(&t.town, "GP", "7", "w1", "WELLB", "2025-10-01");
	for (size_t i = 0; i < n; i++)
		trial_put(&t, file[i].name, file[i].text);
	trial_begin(&t, trial_import);
	try_all(&t);
	trial_end(&t);
}

static void trial_of(const struct file *file, size_t n)
{
	trial_with(NULL, file, n);
}

static void interchange_files(void **state)
{
	static const struct file FILES[] = {
		{"people.csv", "local_id,nhs_number,given_name,family_name,date_of_birth,unheard_of\n"
			"1,9990000018,Grace,Okafor,1943-07-03,\n2,,Amos,Bell,1950-02-01,x\n"},
		{"events.csv", "source_ref,local_id,kind,starts_on,instrument,status\n"
			"N1,1,assessment,2025-11-24,WELLB,planned\nN3,9,contact,2025-11-03,,\n"},
	};

	(void)state;
	trial_of(FILES, 2);
}

static void fhir(void **state)
{
	static const struct file FILES[] = {{"a.ndjson",
		"{\"resourceType\":\"Organization\",\"id\":\"o\",\"name\":\"Mill Lane\"}\n"
		"{\"resourceType\":\"Patient\",\"id\":\"p\",\"birthDate\":\"1943-07-03\",\"name\":[{\"family\":\"Okafor\","
		"\"given\":[\"Grace\"]}],\"managingOrganization\":{\"reference\":\"Organization/o\"}}\n"
		"{\"resourceType\":\"Observation\",\"id\":\"b\",\"status\":\"final\",\"subject\":{\"reference\":\"Patient/p\"},"
		"\"performer\":[{\"reference\":\"Organization/o\"}],\"effectiveDateTime\":\"2025-03-14\","
		"\"code\":{\"coding\":[{\"system\":\"http://loinc.org\",\"code\":\"44249-1\"}]}}\n"
		"{\"resourceType\":\"Encounter\",\"id\":\"e\",\"status\":\"finished\",\"class\":{\"code\":\"IMP\"},"
		"\"subject\":{\"reference\":\"Patient/p\"},\"serviceProvider\":{\"reference\":\"Organization/o\"},"
		"\"period\":{\"start\":\"2025-03-10\",\"end\":\"2025-03-13\"}}\n"}};

	(void)state;
	trial_of(FILES, 1);
}

static void homelessness_folders(void **state)
{
	static const struct file FILES[] = {
		{"Organization.csv", "OrganizationID,OrganizationName,VictimServiceProvider\no1,Night Shelter,0\n"},
		{"Project.csv", "ProjectID,OrganizationID,ProjectName,ProjectType\np1,o1,Shelter,1\n"},
		{"Client.csv", "PersonalID,FirstName,LastName,DOB\n1,Grace,Okafor,1943-07-03\n"},
		{"Enrollment.csv", "EnrollmentID,PersonalID,ProjectID,EntryDate\ne1,1,p1,2025-02-03\n"},
	};

	(void)state;
	trial_of(FILES, 4);
}

static void client_level_data(void **state)
{
	static const struct file FILES[] = {{"cld.csv",
		"LA Code,Reporting Period End Date,LA Person Unique Identifier,Client Type,Date of Birth,Event Type,"
		"Event Start Date,Event End Date\n"
		"903,2025-03-31,7,Service User,03/07/1943,Request,06/01/2025,07/01/2025\n"
		"903,2025-03-31,7,Service User,03/07/1943,Request,08/01/2025,09/01/2025\n"
		"903,2025-03-31,7,Service User,03/07/1943,Assessment,10/01/2025,13/01/2025\n"}};

	(void)state;
	trial_of(FILES, 1);
}

static void a_directory(void **state)
{
	static const struct file FILES[] = {{"services.json",
		"{\"total_items\":2,\"contents\":[{\"id\":\"s1\",\"name\":\"Lunch club\",\"status\":\"active\","
		"\"organization\":{\"id\":\"o\",\"name\":\"Age Well\"},\"contacts\":[{\"id\":\"c\",\"name\":\"Ann\",\"phones\":[{\"id\":\"f\","
		"\"number\":\"01632 960001\"}]}],\"schedules\":[{\"id\":\"h\",\"freq\":\"WEEKLY\",\"byday\":\"TH\",\"opens_at\":\"12:00:00\"}],"
		"\"attributes\":[{\"id\":\"t\",\"taxonomy_term\":{\"id\":\"m\",\"name\":\"Meals\"}}],\"service_at_locations\":[{\"id\":\"a\","
		"\"location\":{\"id\":\"l\",\"location_type\":\"physical\",\"addresses\":[{\"id\":\"d\",\"address_1\":\"1 Mill Lane\","
		"\"postal_code\":\"LS6 2AA\"}]}}]},{\"id\":\"s2\",\"name\":\"Tai chi\",\"status\":\"active\"},{\"name\":\"no id\"}]}"}};

	(void)state;
	trial_of(FILES, 1);
}

static void a_directory_in_tables(void **state)
{
	static const struct file FILES[] = {
		{"services.csv", "id,name,status\ns1,Lunch club,active\ns2,Tai chi,active\n"},
		{"contacts.csv", "id,service_id,name\nc1,s1,Ann Hill\n"},
		{"phones.csv", "id,contact_id,number\nf1,c1,01632 960001\n"},
	};

	(void)state;
	trial_of(FILES, 3);
}

static void an_agencys_own_table(void **state)
{
	static const struct file FILES[] = {{"moor.csv",
		"Ref,Name,Born,Seen on,About\n1,Grace,03/07/1943,10/01/2025,Rang her\n2,Amos,01/02/1950,11/01/2025,\n,Nobody,,,\n"}};
	static const char PROFILE[] = "profile moor\nagency ASC\ndates dmy\npeople\n  local_id \"Ref\"\n  given_name \"Name\"\n"
		"  date_of_birth \"Born\"\nevents\n  kind 'contact'\n  status 'completed'\n  local_id \"Ref\"\n"
		"  source_ref \"Ref\" + '/' + \"Seen on\"\n  starts_on \"Seen on\"\n  summary \"About\"\n";

	(void)state;
	trial_with(PROFILE, FILES, 1);
}

/* Whether a file is the profile's is known, or the run fails; it is never taken for another kind of file. */
static void a_file_that_could_not_be_looked_at_is_not_said_to_be_another(void **state)
{
	static const char PROFILE[] = "profile moor\npeople\n  local_id \"Ref\"\n  given_name \"Name\"\n";
	struct trial t = {0};
	struct profile *moor;
	const struct profile *rival, *found;
	const char *path;
	struct batch b;

	(void)state;
	town_open(&t.town);
	trial_put(&t, "moor.csv", "Ref,Name\n1,Grace\n");
	path = arena_printf(t.town.arena, "%s/moor.csv", t.inbox);
	works(profile_parse(&moor, PROFILE, "moor", t.town.arena, &the_err));
	memory.has_failed = true;
	for (long n = 1; memory.has_failed; n++) {
		b = (struct batch){.profiles = moor};
		memset(&memory, 0, sizeof memory);
		memory.at = n;
		memory.is_on = true;
		found = profile_recognise(&b, path, &rival);
		memory.is_on = false;
		assert_true(found == moor || b.no_memory);
		assert_true(memory.has_failed == b.no_memory);
	}
	trial_end(&t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(interchange_files),
		cmocka_unit_test(fhir),
		cmocka_unit_test(homelessness_folders),
		cmocka_unit_test(client_level_data),
		cmocka_unit_test(a_directory),
		cmocka_unit_test(a_directory_in_tables),
		cmocka_unit_test(an_agencys_own_table),
		cmocka_unit_test(a_file_that_could_not_be_looked_at_is_not_said_to_be_another),
	};

	return cmocka_run_group_tests(tests, everything_is_wrapped, NULL);
}
