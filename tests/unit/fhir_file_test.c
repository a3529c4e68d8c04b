/* Files as they come: Bundles, single resources, lines, and what is none of these. */
#include <stdio.h>
#include <string.h>

#include "fhir_desk.h"

#define PATIENT "{'resourceType':'Patient','id':'p'}"
#define CONTACT(id) "{'resourceType':'Encounter','id':'" id "','status':'finished'," \
	"'class':{'code':'AMB'},'subject':{'reference':'Patient/p'},'period':{'start':'2025-03-01'}}"

static void resource_type_may_be_the_last_key(void **state)
{
	struct fhir_desk *d = *state;

	desk_take(d, "a.json", "{'entry':[{'resource':{'id':'p','resourceType':'Patient'},"
		"'fullUrl':'Patient/p'}],'type':'transaction','resourceType':'Bundle'}");
	desk_finish(d);
	assert_string_equal(desk_people(d), "UNKNOWN:p g1");
}

static void one_resource_is_a_file(void **state)
{
	struct fhir_desk *d = *state;

	desk_take(d, "p.json", "\xef\xbb\xbf\n" PATIENT "\n");
	desk_finish(d);
	assert_int_equal(d->batch.read, 1);
	assert_int_equal(d->batch.people.n, 1);
}

static void a_bundle_of_search_results_in_a_bundle_is_read_through(void **state)
{
	struct fhir_desk *d = *state;

	desk_take(d, "a.json", "{'resourceType':'Bundle','type':'batch-response','entry':[{'resource':"
		"{'resourceType':'Bundle','type':'searchset','entry':[{'resource':" PATIENT "},"
		"{'response':{'status':'200'}}]}}]}");
	desk_finish(d);
	assert_int_equal(d->batch.people.n, 1);
}

static void lines_may_be_split_over_files_in_any_order(void **state)
{
	struct fhir_desk *d = *state;

	desk_take(d, "Encounter.ndjson", CONTACT("e") "\r\n" CONTACT("f"));
	desk_take(d, "Encounter_2.ndjson", CONTACT("g") "\n\n");
	desk_take(d, "Patient.ndjson", PATIENT "\n");
	desk_finish(d);
	assert_int_equal(desk_count(d, EV_CONTACT), 3);
	assert_string_equal(desk_people(d), "UNKNOWN:p g1");
}

static void a_bad_line_is_set_aside_with_its_number(void **state)
{
	struct fhir_desk *d = *state;

	desk_take(d, "Patient.ndjson", PATIENT "\n\n{'resourceType':'Patient','id':\n");
	desk_finish(d);
	assert_string_equal(desk_reject(d),
		"Patient.ndjson:3 resource: this line is cut short, or is no JSON (-)");
	assert_int_equal(d->batch.people.n, 1);
	assert_int_equal(d->batch.read, 2);
}

static void a_line_of_what_is_not_wanted_must_be_json_too(void **state)
{
	struct fhir_desk *d = *state;

	desk_take(d, "Claim.ndjson", PATIENT "\n{'resourceType':'Claim','total':oops}\n"
		"{'resourceType':'Claim','total':-1.5e3}\n");
	desk_finish(d);
	assert_string_equal(desk_reject(d),
		"Claim.ndjson:2 resource: this line is cut short, or is no JSON (-)");
	assert_true(desk_notes(d, "1 Claim"));
}

static void lines_are_known_by_their_second_line_whatever_the_name(void **state)
{
	struct fhir_desk *d = *state;

	desk_take(d, "export.json", PATIENT "\n" CONTACT("e") "\n");
	desk_finish(d);
	assert_int_equal(d->batch.events.n, 1);
}

static void a_bundle_with_an_entry_a_line_is_still_one_document(void **state)
{
	struct fhir_desk *d = *state;

	desk_take(d, "a.json", "{'resourceType':'Bundle','entry':[\n{'resource':" PATIENT "},\n"
		"{'resource':" CONTACT("e") "}\n]}\n");
	desk_finish(d);
	assert_int_equal(d->batch.rejects.n, 0);
	assert_int_equal(d->batch.events.n, 1);
}

static void a_resource_without_a_type_or_an_id_is_set_aside(void **state)
{
	struct fhir_desk *d = *state;

	desk_take(d, "a.ndjson", "{'id':'x'}\n{'resourceType':'Patient'}\n");
	desk_finish(d);
	assert_int_equal(d->batch.rejects.n, 2);
	assert_string_equal(staged_reject_at(&d->batch, 0).field, "resourceType");
	assert_string_equal(staged_reject_at(&d->batch, 1).field, "id");
	assert_int_equal(staged_reject_at(&d->batch, 1).origin.line, 2);
}

static void an_event_sent_twice_counts_once_and_the_last_wins(void **state)
{
	struct fhir_desk *d = *state;

	desk_take(d, "a.ndjson", PATIENT "\n" CONTACT("e"));
	desk_take(d, "b.ndjson", "{'resourceType':'Encounter','id':'e','status':'cancelled',"
		"'class':{'code':'AMB'},'subject':{'reference':'Patient/p'},'period':{'start':'2025-03-02'}}");
	desk_finish(d);
	assert_int_equal(d->batch.events.n, 1);
	assert_string_equal(desk_event(d, "Encounter/e"), "UNKNOWN contact cancelled 2025-03-02/- -");
}

/* Bundles are read entry by entry ---------------------------------------------------- */

enum { PIECE_OF_A_FILE = 1 << 16 }; /* as core/ingest/files/encoding.c reads */

/* Wherever a piece of the file ends, and whatever stands there. */
static void an_entry_goes_over_pieces_of_the_file(void **state)
{
	static const char ENTRY[] = "{'resource':{'resourceType':'Patient','id':'p','name':[{'text':'a\\\\\\']}{[\\u00e9 b'}],"
		"'multipleBirthInteger':-1.5e2,'active':true}},{'resource':" CONTACT("e") "}],'total':2}";
	static char text[PIECE_OF_A_FILE + sizeof ENTRY + 80];
	struct fhir_desk *d = *state;

	for (size_t before = 0; before < sizeof ENTRY + 2; before++) {
		const int n = snprintf(text, sizeof text, "{'resourceType':'Bundle','entry':[");

		memset(text + n, ' ', PIECE_OF_A_FILE - (size_t)n - before);
		memcpy(text + PIECE_OF_A_FILE - before, ENTRY, sizeof ENTRY);
		desk_take(d, "a.json", text);
	}
	assert_int_equal(d->batch.read, 2 * (sizeof ENTRY + 2));
	desk_finish(d);
	assert_int_equal(d->batch.rejects.n, 0);
	assert_int_equal(d->batch.events.n, 1);
}

static void what_is_cut_short_late_in_a_bundle_is_refused(void **state)
{
	static const char *const ENDS[] = {"", ",", "]", "],", "],'total':", "],'total':1", "] 'total':1}", "x]}", "]}}", ",]}"};
	struct fhir_desk *d = *state;
	char text[512];

	for (size_t i = 0; i < sizeof ENDS / sizeof *ENDS; i++) {
		snprintf(text, sizeof text, "{'resourceType':'Bundle','entry':[{'resource':" PATIENT "}%s", ENDS[i]);
		assert_int_equal(desk_read(d, "a.json", text), ST_FORMAT);
		assert_non_null(strstr(d->err.text, "cut short"));
	}
}

/* Entries are read before it is known what they are of. */
static void a_list_is_no_bundle(void **state)
{
	struct fhir_desk *d = *state;

	desk_take(d, "a.json", "{'entry':[{'item':{'reference':'Patient/p'}}],'id':'l','resourceType':'List'}");
	desk_take(d, "b.json", PATIENT);
	desk_finish(d);
	assert_true(desk_notes(d, "1 List"));
	assert_int_equal(d->batch.people.n, 1);
}

static void lines_may_begin_with_a_very_long_one(void **state)
{
	static char text[(1 << 17) + 600];
	struct fhir_desk *d = *state;
	int n = snprintf(text, sizeof text, "{'resourceType':'Binary','data':'");

	memset(text + n, 'A', 1 << 17);
	snprintf(text + n + (1 << 17), 500, "'}\n" PATIENT "\n{'resourceType':\n" CONTACT("e") "\n");
	desk_take(d, "a.json", text);
	desk_finish(d);
	assert_string_equal(desk_reject(d), "a.json:3 resource: this line is cut short, or is no JSON (-)");
	assert_int_equal(d->batch.events.n, 1);
}

/* What is refused whole ------------------------------------------------------------ */

static void assert_refused(struct fhir_desk *d, const char *name, const char *text, const char *says)
{
	assert_int_equal(desk_read(d, name, text), ST_FORMAT);
	assert_non_null(strstr(d->err.text, name));
	assert_non_null(strstr(d->err.text, says));
	assert_int_equal(d->batch.events.n + d->batch.people.n, 0);
}

static void a_truncated_bundle_is_refused(void **state)
{
	assert_refused(*state, "a.json", "{'resourceType':'Bundle','entry':[{'resource':" PATIENT "},",
		"cut short");
}

static void what_follows_a_bundle_refuses_it(void **state)
{
	assert_refused(*state, "a.json", PATIENT "\n]", "no JSON");
}

static void xml_is_told_to_come_as_json(void **state)
{
	assert_refused(*state, "a.xml", "<?xml version='1.0'?>\n<Patient xmlns='http://hl7.org/fhir'/>",
		"ask its sender for JSON");
}

static void other_json_is_refused(void **state)
{
	assert_refused(*state, "a.json", "{'name':'Mill Lane Surgery'}", "no FHIR file");
}

static void lines_of_which_none_is_json_are_refused(void **state)
{
	assert_refused(*state, "a.ndjson", "one\ntwo\n", "no FHIR file");
}

static void a_binary_file_is_refused(void **state)
{
	struct fhir_desk *d = *state;
	static const char BYTES[] = "\x7f" "ELF\0\0\1\2\3\0\0";

	assert_int_equal(desk_read_bytes(d, "a.json", BYTES, sizeof BYTES), ST_FORMAT);
	assert_non_null(strstr(d->err.text, "a.json"));
}

static void brackets_without_end_do_not_break_the_stack(void **state)
{
	struct fhir_desk *d = *state;
	static char deep[200001];

	memset(deep, '[', sizeof deep - 1);
	memcpy(deep, "{'entry':", strlen("{'entry':"));
	assert_int_equal(desk_read(d, "a.json", deep), ST_FORMAT);
}

static void fhir_is_known_by_its_content(void **state)
{
	static const char BUNDLE[] = " {\"resourceType\": \"Bundle\"", CSV[] = "code,name,sector\n",
		XML[] = "<Bundle xmlns=\"http://hl7.org/fhir\">", PAGE[] = "<html>";
	struct batch b = {0};

	(void)state;
	assert_true(FORMAT_FHIR.recognise(&b, "x", BUNDLE, strlen(BUNDLE)));
	assert_true(FORMAT_FHIR.recognise(&b, "x", XML, strlen(XML)));
	assert_true(FORMAT_FHIR.recognise(&b, "Patient.ndjson", "", 0));
	assert_false(FORMAT_FHIR.recognise(&b, "agencies.csv", CSV, strlen(CSV)));
	assert_false(FORMAT_FHIR.recognise(&b, "x", PAGE, strlen(PAGE)));
	assert_false(FORMAT_FHIR.recognise(&b, "x", "", 0));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		desk_test(resource_type_may_be_the_last_key),
		desk_test(one_resource_is_a_file),
		desk_test(a_bundle_of_search_results_in_a_bundle_is_read_through),
		desk_test(lines_may_be_split_over_files_in_any_order),
		desk_test(a_bad_line_is_set_aside_with_its_number),
		desk_test(a_line_of_what_is_not_wanted_must_be_json_too),
		desk_test(lines_are_known_by_their_second_line_whatever_the_name),
		desk_test(a_bundle_with_an_entry_a_line_is_still_one_document),
		desk_test(a_resource_without_a_type_or_an_id_is_set_aside),
		desk_test(an_event_sent_twice_counts_once_and_the_last_wins),
		desk_test(an_entry_goes_over_pieces_of_the_file),
		desk_test(what_is_cut_short_late_in_a_bundle_is_refused),
		desk_test(a_list_is_no_bundle),
		desk_test(lines_may_begin_with_a_very_long_one),
		desk_test(a_truncated_bundle_is_refused),
		desk_test(what_follows_a_bundle_refuses_it),
		desk_test(xml_is_told_to_come_as_json),
		desk_test(other_json_is_refused),
		desk_test(lines_of_which_none_is_json_are_refused),
		desk_test(a_binary_file_is_refused),
		desk_test(brackets_without_end_do_not_break_the_stack),
		desk_test(fhir_is_known_by_its_content),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
