/* Reading of the interchange: what goes in, what is set aside, what refuses a run. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <sys/stat.h>
#include <cmocka.h>

#include "ingest/apply.h"
#include "staged.h"

#define AGENCIES "code,name,sector\nGP,Mill Lane Surgery,nhs\nASC,Council,adult_care\n"
#define EVENT_HEADER "source_ref,local_id,kind,starts_on\n"

struct desk {
	char folder[64];
	struct batch batch;
	void *state;
	struct err err;
	size_t files;
	char path[16][128];
};

static int desk_open(void **state)
{
	struct desk *d = calloc(1, sizeof *d);

	snprintf(d->folder, sizeof d->folder, "/tmp/throughline-ingest-XXXXXX");
	assert_non_null(mkdtemp(d->folder));
	d->batch.arena = arena_new();
	d->batch.staging = staging_new();
	assert_int_equal(catalogue_new((struct catalogue **)&d->batch.catalogue,
				 &(struct catalogue_text){ 0 }, &d->err),
		ST_OK);
	assert_int_equal(FORMAT_CSV.begin(&d->batch, &d->state, &d->err), ST_OK);
	*state = d;
	return 0;
}

static int desk_close(void **state)
{
	struct desk *d = *state;

	for (size_t i = 0; i < d->files; i++) {
		char *slash = strrchr(d->path[i], '/');

		unlink(d->path[i]);
		*slash = 0;
		rmdir(d->path[i]);
	}
	rmdir(d->folder);
	FORMAT_CSV.end(d->state);
	catalogue_free((struct catalogue *)d->batch.catalogue);
	batch_done(&d->batch);
	free(d);
	return 0;
}

static void put_bytes(struct desk *d, const char *name, const char *text, size_t n)
{
	char *path = d->path[d->files++], *slash, whole[128];
	FILE *f;

	snprintf(whole, sizeof whole, "%s/%s", d->folder, name);
	memcpy(path, whole, sizeof whole);
	slash = strrchr(path, '/');
	*slash = 0;
	mkdir(path, 0700);
	*slash = '/';
	f = fopen(path, "wb");
	assert_non_null(f);
	assert_int_equal(fwrite(text, 1, n, f), n);
	fclose(f);
	d->batch.label = arena_dup(d->batch.arena, name);
}

static enum status give(struct desk *d, const char *name, const char *text)
{
	put_bytes(d, name, text, strlen(text));
	return FORMAT_CSV.read(&d->batch, d->state, d->path[d->files - 1], &d->err);
}

static enum status finish(struct desk *d)
{
	enum status st = FORMAT_CSV.finish(&d->batch, d->state, &d->err);

	return st == ST_OK ? run_check(&d->batch, &d->err) : st;
}

static void assert_says(const struct desk *d, const char *part)
{
	if (!strstr(d->err.text, part))
		fail_msg("\"%s\" does not say \"%s\"", d->err.text, part);
}

static void assert_rejected(const struct desk *d, size_t i, int64_t line, const char *field)
{
	assert_true(i < d->batch.rejects.n);
	assert_int_equal(staged_reject_at(&d->batch, i).origin.line, line);
	assert_string_equal(staged_reject_at(&d->batch, i).field, field);
}

static struct record person(const struct desk *d, size_t i)
{
	return staged_person_at(d->batch.staging, i, d->batch.arena);
}

static struct event event(const struct desk *d, size_t i)
{
	assert_false(staged_is_gone(d->batch.staging, true, i));
	return staged_event_at(d->batch.staging, i, d->batch.arena);
}

static void columns_stand_in_any_order(void **state)
{
	struct desk *d = *state;

	give(d, "GP/events.csv",
		"starts_on,title,kind,local_id,source_ref\n2025-03-01,Home visit,contact,7,E1\n");
	give(d, "GP/people.csv", "family_name,LOCAL_ID,given_name\nOkafor,7,Grace\n");
	give(d, "agencies.csv", AGENCIES);
	assert_int_equal(finish(d), ST_OK);
	assert_string_equal(person(d, 0).local_id, "7");
	assert_string_equal(person(d, 0).field[RF_FAMILY_NAME], "Okafor");
	assert_string_equal(person(d, 0).agency_code, "GP");
	assert_string_equal(event(d, 0).title, "Home visit");
	assert_int_equal(event(d, 0).kind, EV_CONTACT);
	assert_int_equal(event(d, 0).status, ES_COMPLETED);
	assert_string_equal(staged_holder(d->batch.staging, 0, d->batch.arena), "GP:7");
	assert_int_equal(d->batch.rejects.n, 0);
	assert_int_equal(d->batch.notes.n, 0);
}

static void a_byte_order_mark_is_no_part_of_the_first_column(void **state)
{
	struct desk *d = *state;

	give(d, "agencies.csv", AGENCIES);
	give(d, "ASC/people.csv", "\xef\xbb\xbflocal_id,given_name\n1,Zofia\n");
	assert_int_equal(finish(d), ST_OK);
	assert_string_equal(person(d, 0).local_id, "1");
	assert_int_equal(d->batch.notes.n, 0);
}

static void windows_1252_is_recognised_and_converted(void **state)
{
	struct desk *d = *state;

	give(d, "agencies.csv", AGENCIES);
	give(d, "GP/people.csv",
		"local_id,family_name,given_name\n1,O\x92Shea,Ren\xe9"
		"e\n");
	assert_int_equal(finish(d), ST_OK);
	assert_string_equal(person(d, 0).field[RF_FAMILY_NAME], "O’Shea");
	assert_string_equal(person(d, 0).field[RF_GIVEN_NAME], "Renée");
	assert_int_equal(d->batch.notes.n, 1);
}

static void one_broken_byte_in_utf8_is_damage_not_another_encoding(void **state)
{
	struct desk *d = *state;

	give(d, "agencies.csv", AGENCIES);
	give(d, "GP/people.csv",
		"local_id,family_name,given_name\n1,Łukasiewicz,Zoë\n2,Ná\xe9,Siân\n");
	assert_int_equal(finish(d), ST_OK);
	assert_string_equal(person(d, 0).field[RF_FAMILY_NAME], "Łukasiewicz");
	assert_string_equal(person(d, 1).field[RF_GIVEN_NAME], "Siân");
}

static void carriage_returns_alone_end_lines_and_are_counted(void **state)
{
	struct desk *d = *state;

	give(d, "agencies.csv", AGENCIES);
	give(d, "GP/people.csv", "local_id,date_of_birth\r1,1943-07-03\r2,1943-13-03\r");
	assert_int_equal(finish(d), ST_OK);
	assert_int_equal(d->batch.staging->people, 2); /* a slip in a birth date hides nobody */
	assert_rejected(d, 0, 3, "date_of_birth");
}

static void crlf_is_one_line_end(void **state)
{
	struct desk *d = *state;

	give(d, "agencies.csv", AGENCIES);
	give(d, "GP/people.csv", "local_id,date_of_birth\r\n1,1943-07-03\r\n\r\n2,never\r\n");
	assert_int_equal(finish(d), ST_OK);
	assert_rejected(d, 0, 4, "date_of_birth");
}

static void quoted_newlines_count_as_physical_lines(void **state)
{
	struct desk *d = *state;

	give(d, "agencies.csv", AGENCIES);
	give(d, "GP/people.csv", "local_id\n1\n");
	give(d, "GP/events.csv",
		"source_ref,local_id,kind,starts_on,summary\n"
		"E1,1,note,2025-01-01,\"one\ntwo\nthree\"\n"
		"E2,1,note,2025-02-30,\n");
	assert_int_equal(finish(d), ST_OK);
	assert_string_equal(event(d, 0).summary, "one\ntwo\nthree");
	assert_rejected(d, 0, 5, "starts_on");
	assert_string_equal(staged_reject_at(&d->batch, 0).text, "E2, person 1");
}

static void a_missing_required_column_names_file_and_column(void **state)
{
	struct desk *d = *state;

	give(d, "agencies.csv", AGENCIES);
	give(d, "GP/events.csv", "source_ref,local_id,starts_on\nE1,1,2025-01-01\n");
	assert_int_equal(finish(d), ST_FORMAT);
	assert_says(d, "GP/events.csv");
	assert_says(d, "kind");
}

static void a_binary_file_is_refused(void **state)
{
	struct desk *d = *state;

	put_bytes(d, "people.csv", "local_id\n\0\1\2", 12);
	assert_int_equal(FORMAT_CSV.read(&d->batch, d->state, d->path[0], &d->err), ST_OK);
	assert_int_equal(finish(d), ST_FORMAT);
	assert_says(d, "binary");
}

static void a_header_that_ends_inside_quotes_is_refused(void **state)
{
	struct desk *d = *state;

	give(d, "agencies.csv", AGENCIES);
	give(d, "GP/people.csv", "local_id,\"address\n1,4 Mill Lane\n");
	assert_int_equal(finish(d), ST_FORMAT);
	assert_says(d, "line 1");
}

static void a_row_that_ends_inside_quotes_is_set_aside(void **state)
{
	struct desk *d = *state;

	give(d, "agencies.csv", AGENCIES);
	give(d, "GP/people.csv", "local_id,address\n0,3 Mill Lane\n1,\"4 Mill\nLane");
	assert_int_equal(finish(d), ST_OK);
	assert_int_equal(d->batch.staging->people, 1);
	assert_rejected(d, 0, 3, "");
	assert_string_equal(staged_reject_at(&d->batch, 0).text, "1");
	assert_rejected(d, 1, 4, "");
}

/* The last quote of the file is the one too many: what stands below its row is read as it stands. */
static void below_a_quote_that_is_never_closed_rows_go_in(void **state)
{
	static const char *const ENDS[] = { "\n", "\r\n", "\r" };
	struct desk *d = *state;

	give(d, "agencies.csv", AGENCIES);
	for (size_t i = 0; i < 3; i++) {
		const char *n = ENDS[i];
		char text[300], path[40];

		snprintf(text, sizeof text, "local_id,address%sa%zu,\"3 Mill%sLane\"%sb%zu,\"4 Mill Lane%sc%zu,5 Mill Lane%sd%s"
			"e%zu,6 Mill Lane%s", n, i, n, n, i, n, i, n, n, i, n);
		snprintf(path, sizeof path, "GP/people%zu.csv", i);
		give(d, path, text);
	}
	assert_int_equal(finish(d), ST_OK);
	assert_int_equal(d->batch.staging->people, 9);
	for (size_t i = 0; i < 3; i++) {
		assert_rejected(d, 2 * i, 4, "");
		assert_rejected(d, 2 * i + 1, 6, "");
		assert_string_equal(person(d, 3 * i).field[RF_ADDRESS], "3 Mill Lane");
		assert_string_equal(person(d, 3 * i + 1).field[RF_ADDRESS], "5 Mill Lane");
		assert_string_equal(person(d, 3 * i + 2).field[RF_ADDRESS], "6 Mill Lane");
	}
}

static void a_row_that_the_end_of_the_file_cuts_off_is_set_aside(void **state)
{
	struct desk *d = *state;

	give(d, "agencies.csv", AGENCIES);
	give(d, "GP/people.csv", "local_id,given_name,family_name\n1,Grace,Okafor\n2,Gra");
	assert_int_equal(finish(d), ST_OK);
	assert_int_equal(d->batch.staging->people, 1);
	assert_rejected(d, 0, 3, "");
}

static void an_unquoted_comma_sets_the_row_aside(void **state)
{
	struct desk *d = *state;

	give(d, "agencies.csv", AGENCIES);
	give(d, "GP/people.csv", "local_id,address\n1,4 Mill Lane, Thornley\n2,5 Mill Lane\n");
	assert_int_equal(finish(d), ST_OK);
	assert_rejected(d, 0, 2, "");
	assert_string_equal(person(d, 0).local_id, "2");
}

static void an_unknown_agency_is_named_with_what_to_do(void **state)
{
	struct desk *d = *state;

	give(d, "agencies.csv", AGENCIES);
	give(d, "people.csv", "agency,local_id\nHOSP,1\n");
	assert_int_equal(finish(d), ST_FORMAT);
	assert_says(d, "HOSP");
	assert_says(d, "agency add");
	assert_says(d, "agencies.csv");
}

static void an_unknown_agency_option_is_refused_even_when_no_row_is_left(void **state)
{
	struct desk *d = *state;

	d->batch.agency = "NEW";
	give(d, "people.csv", "local_id\n\"\"\n");
	assert_int_equal(finish(d), ST_FORMAT);
	assert_says(d, "NEW");
	assert_says(d, "agency add");
}

static void a_folder_beside_agencies_csv_is_named_by_an_agency(void **state)
{
	struct desk *d = *state;

	give(d, "agencies.csv", "code,name,sector\nGP,Mill Lane Surgery,nhs\n");
	give(d, "HOSP/people.csv", "local_id\n1\n");
	assert_int_equal(finish(d), ST_FORMAT);
	assert_says(d, "HOSP");
}

static void the_column_agency_wins_over_flag_and_folder(void **state)
{
	struct desk *d = *state;

	d->batch.agency = "ASC";
	give(d, "agencies.csv", AGENCIES);
	give(d, "ASC/people.csv", "local_id,agency\n1,gp\n2,\n");
	assert_int_equal(finish(d), ST_OK);
	assert_string_equal(person(d, 0).agency_code, "GP");
	assert_string_equal(person(d, 1).agency_code, "ASC");
}

static void the_flag_wins_over_the_folder(void **state)
{
	struct desk *d = *state;

	d->batch.agency = "ASC";
	give(d, "agencies.csv", AGENCIES);
	give(d, "GP/people.csv", "local_id\n1\n");
	assert_int_equal(finish(d), ST_OK);
	assert_string_equal(person(d, 0).agency_code, "ASC");
}

static void folder_names_fold_to_codes(void **state)
{
	struct desk *d = *state;

	give(d, "agencies.csv", "code,name,sector\ngp,Mill Lane Surgery,NHS\n");
	give(d, "gp/people.csv", "local_id\n1\n");
	assert_int_equal(finish(d), ST_OK);
	assert_string_equal(person(d, 0).agency_code, "GP");
	assert_string_equal(d->batch.staging->agencies.v[0].sent.sector, "nhs");
}

static void the_only_agency_of_the_run_takes_rows_that_do_not_say(void **state)
{
	struct desk *d = *state;

	give(d, "people.csv", "local_id\n1\n");
	give(d, "agencies.csv", "code,name,sector\nGP,Mill Lane Surgery,nhs\n");
	assert_int_equal(finish(d), ST_OK);
	assert_string_equal(person(d, 0).agency_code, "GP");
}

static void of_two_agencies_none_is_guessed(void **state)
{
	struct desk *d = *state;

	give(d, "people.csv", "local_id\n1\n");
	give(d, "agencies.csv", AGENCIES);
	assert_int_equal(finish(d), ST_FORMAT);
	assert_says(d, "--agency");
}

static void rows_without_what_they_must_have_are_set_aside(void **state)
{
	struct desk *d = *state;

	d->batch.agency = "GP";
	give(d, "agencies.csv", AGENCIES);
	give(d, "people.csv", "local_id,given_name\n,Grace\n1,Joan\n");
	give(d, "events.csv",
		EVENT_HEADER
		",1,note,2025-01-01\nE2,,note,2025-01-01\nE3,1,,2025-01-01\nE4,1,note,\n"
		"E5,1,visit,2025-01-01\nE6,9,note,2025-01-01\nE7,1,note,2025-01-01\n");
	assert_int_equal(finish(d), ST_OK);
	assert_int_equal(d->batch.rejects.n, 7);
	assert_rejected(d, 0, 2, "local_id");
	assert_rejected(d, 1, 2, "source_ref");
	assert_rejected(d, 2, 3, "local_id");
	assert_rejected(d, 3, 4, "kind");
	assert_rejected(d, 4, 5, "starts_on");
	assert_rejected(d, 5, 6, "kind");
	assert_rejected(d, 6, 7, "local_id");
	assert_string_equal(event(d, 1).source_ref, "E7");
}

static void the_thirtieth_of_february_is_no_date_in_any_field(void **state)
{
	static const char *const FIELDS[] = { "starts_on", "ends_on", "valid_until",
		"responded_on" };
	struct desk *d = *state;

	d->batch.agency = "GP";
	give(d, "agencies.csv", AGENCIES);
	give(d, "people.csv",
		"local_id,date_of_death,updated_at\n1,,\n2,2025-02-30,\n3,,2025-02-30\n");
	give(d, "events.csv",
		"source_ref,local_id,kind,starts_on,ends_on,valid_until,responded_on\n"
		"E1,1,request,2025-02-30,,,\nE2,1,request,2025-02-28,2025-02-30,,\n"
		"E3,1,request,2025-02-28,,2025-02-30,\nE4,1,request,2025-02-28,,,2025-02-30\n");
	assert_int_equal(finish(d), ST_OK);
	assert_int_equal(d->batch.rejects.n, 6);
	assert_string_equal(staged_reject_at(&d->batch, 0).field, "date_of_death");
	assert_string_equal(staged_reject_at(&d->batch, 1).field, "updated_at");
	for (size_t i = 0; i < 4; i++)
		assert_rejected(d, 2 + i, 2 + (int64_t)i, FIELDS[i]);
}

static void an_end_before_its_start_is_dropped_and_noted(void **state)
{
	struct desk *d = *state;

	d->batch.agency = "GP";
	give(d, "agencies.csv", AGENCIES);
	give(d, "people.csv", "local_id\n1\n");
	give(d, "events.csv",
		"source_ref,local_id,kind,starts_on,ends_on\n"
		"E1,1,service,2025-03-02,2025-03-01\nE2,1,service,2025-03-02T10:00,2025-03-02T09:"
		"00\n"
		"E3,1,service,2025-03-02T10:00,2025-03-02\n");
	assert_int_equal(finish(d), ST_OK);
	assert_null(event(d, 0).ends_on);
	assert_false(civil_is_set(event(d, 0).end));
	assert_null(event(d, 1).ends_on);
	assert_string_equal(event(d, 2).ends_on, "2025-03-02");
	assert_int_equal(d->batch.notes.n, 2);
}

static void of_two_rows_with_one_ref_the_later_stands(void **state)
{
	struct desk *d = *state;

	give(d, "agencies.csv", AGENCIES);
	give(d, "GP/people.csv", "local_id,given_name\n1,Grase\n1,Grace\n");
	give(d, "ASC/people.csv", "local_id,given_name\n1,Joan\n");
	give(d, "GP/events.csv", EVENT_HEADER "E1,1,note,2025-01-01\nE1,1,contact,2025-01-02\n");
	give(d, "ASC/events.csv", EVENT_HEADER "E1,1,plan,2025-01-03\n");
	assert_int_equal(finish(d), ST_OK);
	assert_true(staged_is_gone(d->batch.staging, false, 0));
	assert_string_equal(person(d, 1).field[RF_GIVEN_NAME], "Grace");
	assert_true(staged_is_gone(d->batch.staging, true, 0));
	assert_int_equal(event(d, 1).kind, EV_CONTACT);
	assert_string_equal(staged_holder(d->batch.staging, 1, d->batch.arena), "GP:1");
	assert_int_equal(event(d, 2).kind, EV_PLAN);
	assert_string_equal(staged_holder(d->batch.staging, 2, d->batch.arena), "ASC:1");
}

static void unknown_columns_are_said_once(void **state)
{
	struct desk *d = *state;

	give(d, "agencies.csv", AGENCIES);
	give(d, "GP/people.csv", "local_id,shoe_size,given_name\n1,5,Grace\n2,6,Joan\n");
	assert_int_equal(finish(d), ST_OK);
	assert_int_equal(d->batch.notes.n, 1);
	assert_non_null(strstr(d->batch.notes.v[0], "shoe_size"));
	assert_string_equal(person(d, 1).field[RF_GIVEN_NAME], "Joan");
}

static void what_the_catalogue_does_not_know_is_said(void **state)
{
	struct desk *d = *state;

	d->batch.agency = "GP";
	give(d, "agencies.csv", AGENCIES);
	give(d, "people.csv", "local_id\n1\n");
	give(d, "events.csv",
		"source_ref,local_id,kind,starts_on,instrument,domains,depth,resets\n"
		"E1,1,assessment,2025-01-01,TEA-LEAVES,MOBIL;LUCK,deep,\n"
		"E2,1,assessment,2025-01-01,TEA-LEAVES,MOBIL:overview,overview,\n"
		"E3,1,concern,2025-01-01,,,,none\n");
	assert_int_equal(finish(d), ST_OK);
	assert_int_equal(d->batch.notes.n, 3);
	assert_int_equal(d->batch.staging->events, 3);
}

static void control_characters_do_not_get_in(void **state)
{
	struct desk *d = *state;

	give(d, "agencies.csv", AGENCIES);
	give(d, "GP/people.csv", "local_id,family_name\n1,Oka\x1b[31mfor\n2,\"Oka\nfor\"\n");
	assert_int_equal(finish(d), ST_OK);
	assert_null(strchr(person(d, 0).field[RF_FAMILY_NAME], 0x1b));
	assert_string_equal(person(d, 1).field[RF_FAMILY_NAME], "Oka for");
}

static void a_field_of_more_than_64_kib_sets_the_row_aside(void **state)
{
	struct desk *d = *state;
	size_t n = 70000;
	char *text = malloc(n + 64);
	int at = snprintf(text, 64, "local_id,address\n1,");

	memset(text + at, 'x', n);
	snprintf(text + (size_t)at + n, 8, "\n2,y\n");
	give(d, "agencies.csv", AGENCIES);
	give(d, "GP/people.csv", text);
	free(text);
	assert_int_equal(finish(d), ST_OK);
	assert_rejected(d, 0, 2, "address");
	assert_string_equal(person(d, 0).local_id, "2");
}

static void codes_of_other_agencies_are_folded(void **state)
{
	struct desk *d = *state;

	d->batch.agency = "GP";
	give(d, "agencies.csv", AGENCIES);
	give(d, "people.csv", "local_id\n1\n");
	give(d, "events.csv",
		"source_ref,local_id,kind,starts_on,to_agency,joint_with\n"
		"E1,1,request,2025-01-01,asc,\nE2,1,assessment,2025-01-01,,asc;gp\n");
	assert_int_equal(finish(d), ST_OK);
	assert_string_equal(event(d, 0).to_agency, "ASC");
	assert_string_equal(event(d, 1).joint_with, "ASC;GP");
}

static void an_unknown_sector_sets_the_agency_aside(void **state)
{
	struct desk *d = *state;

	give(d, "agencies.csv", "code,name,sector\nGP,Mill Lane Surgery,nhs\nXX,Circus,circus\n");
	assert_int_equal(finish(d), ST_OK);
	assert_rejected(d, 0, 3, "sector");
}

static void tables_are_told_by_their_header(void **state)
{
	static const char PEOPLE[] = "given_name,local_id\n", EVENTS[] = EVENT_HEADER,
			  LIST[] = AGENCIES;
	static const char OTHER[] = "fruit,price\napple,1\n",
			  JSON[] = "{\"resourceType\":\"Bundle\"}";
	struct batch b = {0};

	(void)state;
	assert_true(FORMAT_CSV.recognise(&b, "a.txt", PEOPLE, strlen(PEOPLE)));
	assert_true(FORMAT_CSV.recognise(&b, "a.txt", EVENTS, strlen(EVENTS)));
	assert_true(FORMAT_CSV.recognise(&b, "a.txt", LIST, strlen(LIST)));
	assert_false(FORMAT_CSV.recognise(&b, "a.csv", OTHER, strlen(OTHER)));
	assert_false(FORMAT_CSV.recognise(&b, "a.json", JSON, strlen(JSON)));
	assert_true(FORMAT_CSV.recognise(&b, "x/people.csv", OTHER, strlen(OTHER)));
}

#define CASE(f) cmocka_unit_test_setup_teardown(f, desk_open, desk_close)
int main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(columns_stand_in_any_order),
		CASE(a_byte_order_mark_is_no_part_of_the_first_column),
		CASE(windows_1252_is_recognised_and_converted),
		CASE(one_broken_byte_in_utf8_is_damage_not_another_encoding),
		CASE(carriage_returns_alone_end_lines_and_are_counted),
		CASE(crlf_is_one_line_end),
		CASE(quoted_newlines_count_as_physical_lines),
		CASE(a_missing_required_column_names_file_and_column),
		CASE(a_binary_file_is_refused),
		CASE(a_header_that_ends_inside_quotes_is_refused),
		CASE(a_row_that_ends_inside_quotes_is_set_aside),
		CASE(below_a_quote_that_is_never_closed_rows_go_in),
		CASE(a_row_that_the_end_of_the_file_cuts_off_is_set_aside),
		CASE(an_unquoted_comma_sets_the_row_aside),
		CASE(an_unknown_agency_is_named_with_what_to_do),
		CASE(an_unknown_agency_option_is_refused_even_when_no_row_is_left),
		CASE(a_folder_beside_agencies_csv_is_named_by_an_agency),
		CASE(the_column_agency_wins_over_flag_and_folder),
		CASE(the_flag_wins_over_the_folder),
		CASE(folder_names_fold_to_codes),
		CASE(the_only_agency_of_the_run_takes_rows_that_do_not_say),
		CASE(of_two_agencies_none_is_guessed),
		CASE(rows_without_what_they_must_have_are_set_aside),
		CASE(the_thirtieth_of_february_is_no_date_in_any_field),
		CASE(an_end_before_its_start_is_dropped_and_noted),
		CASE(of_two_rows_with_one_ref_the_later_stands),
		CASE(unknown_columns_are_said_once),
		CASE(what_the_catalogue_does_not_know_is_said),
		CASE(control_characters_do_not_get_in),
		CASE(a_field_of_more_than_64_kib_sets_the_row_aside),
		CASE(codes_of_other_agencies_are_folded),
		CASE(an_unknown_sector_sets_the_agency_aside),
		cmocka_unit_test(tables_are_told_by_their_header),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
