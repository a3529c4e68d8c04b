/* Mapping profiles: the text, dates, names, addresses, and a table through one. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

#include "ingest/profile/mapping.h"
#include "ingest/profile/look.h"
#include "staged.h"
#include "profile.h"

#define TODAY 20413 /* 2025-11-21 */
#define PEOPLE "people\n  local_id \"Ref\"\n"
#define HEAD "profile test\nagency HOUSING\n"

/* The text -------------------------------------------------------------------- */

static const char *complaint(const char *text)
{
	static struct err err;
	struct arena *a = arena_new();
	struct profile *p;
	enum status st = profile_parse(&p, text, "moor.profile", a, &err);

	arena_free(a);
	return st == ST_OK ? "" : err.text;
}

static void a_whole_profile_is_read(void **state)
{
	static const char TEXT[] = "\xef\xbb\xbf# ours\r\n"
		"profile moorland\r\nagency housing\r\ndelimiter ;\r\nencoding windows-1252\r\n"
		"dates dmy, excel\r\nlists ','\r\nnothing \"N/A\", \"-\"\r\n"
		"skip where \"Ref\" starts \"Total\"\r\nskip any is \"x\"\r\n\r\n"
		"people\r\n  local_id \"Ref\"   # theirs\r\n  sex \"Gender\"\r\n    \"M\", \"man\" is male\r\n    other is nothing\r\n"
		"events\r\n  when \"Visit\" is filled\r\n  source_ref \"Ref\" + '/' + \"Visit\"\r\n  local_id \"Ref\"\r\n"
		"  kind 'contact'\r\n  starts_on \"Visit\" dates mdy\r\n  domains \"Needs\" list '/'\r\n";
	struct arena *a = arena_new();
	struct profile *p = NULL;
	struct err err;

	(void)state;
	assert_int_equal(profile_parse(&p, TEXT, "x", a, &err), ST_OK);
	assert_string_equal(p->name, "moorland");
	assert_string_equal(p->agency, "HOUSING");
	assert_int_equal(p->delimiter, ';');
	assert_int_equal(p->encoding, ENCODING_1252);
	assert_int_equal(p->dates, DATES_DMY | DATES_EXCEL);
	assert_int_equal(p->list, ',');
	assert_int_equal(p->column_n, 4);
	assert_non_null(p->skip->next);
	assert_string_equal(p->sections->fields->next->values->next->from, "man");
	assert_true(p->sections->fields->next->has_other);
	assert_int_equal(p->sections->next->table, TABLE_EVENTS);
	assert_non_null(p->sections->next->when);
	arena_free(a);
}

static void what_makes_no_sense_is_named_with_its_line(void **state)
{
	static const struct { const char *text, *says; } WRONG[] = {
		{ PEOPLE, "has no name" },
		{ HEAD, "neither `people` nor `events`" },
		{ HEAD "people\n", "line 3: people must say where local_id comes from" },
		{ HEAD "events\n local_id \"Ref\"\n source_ref \"Ref\"\n kind 'note'\n", "line 3: events must say where starts_on" },
		{ HEAD PEOPLE "  tenacy \"Ref\"\n", "line 5: there is no field tenacy" },
		{ HEAD PEOPLE "  sex Gender\n", "line 5: write \"Gender\" for a column" },
		{ HEAD PEOPLE "  sex \"Gender\n", "line 5: a quote is opened and not closed" },
		{ HEAD PEOPLE "  sex \"Gender\" +\n", "line 5: a column in double quotes or a text" },
		{ HEAD PEOPLE "  sex \"Gender\" mdy\n", "line 5: mdy does not belong here" },
		{ HEAD PEOPLE "  local_id \"Other\"\n", "line 5: local_id is filled already" },
		{ HEAD PEOPLE "  date_of_birth \"D\" dates dmy mdy\n", "line 5: dates are dmy or mdy, not both" },
		{ HEAD PEOPLE "  date_of_birth \"D\" dates dym\n", "line 5: dates are dmy, mdy or ymd" },
		{ HEAD PEOPLE "  \"M\" male\n", "line 5: `is` and what the value means" },
		{ HEAD "\"M\" is male\n", "line 3: a value belongs beneath" },
		{ HEAD PEOPLE "  when \"Visit\" filled\n", "line 5: after the column comes `is`" },
		{ HEAD "tenants\n" PEOPLE, "line 3: there is nothing called tenants" },
		{ HEAD "delimiter slash\n" PEOPLE, "line 3: the delimiter is" },
		{ HEAD "encoding latin\n" PEOPLE, "line 3: the encoding is" },
		{ HEAD "header third\n" PEOPLE, "line 3: the header is" },
		{ HEAD "header none\n" PEOPLE, "line 5: without a header a column is meant by its place" },
		{ "profile a b\n", "line 1: b does not belong here" },
		{ "profile ../x\n", "line 1: a profile's name has letters" },
		{ HEAD "people\n  local_id 0\n", "line 4: a column by its place" },
		{ HEAD "lists ', '\n" PEOPLE, "line 3: what parts a list is one character" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof WRONG / sizeof *WRONG; i++) {
		const char *said = complaint(WRONG[i].text);

		if (!strstr(said, WRONG[i].says))
			fail_msg("%zu: \"%s\" does not say \"%s\"", i, said, WRONG[i].says);
	}
}

/* Dates ----------------------------------------------------------------------- */

static const char *dated(const char *text, unsigned forms)
{
	static char out[32];

	return profile_date(text, forms, TODAY, out) ? out : "none";
}

static void dates_are_read_in_the_order_that_is_said(void **state)
{
	(void)state;
	assert_string_equal(dated("03/07/1943", DATES_DMY), "1943-07-03");
	assert_string_equal(dated("03/07/1943", DATES_MDY), "1943-03-07");
	assert_string_equal(dated("3.7.43", DATES_DMY), "1943-07-03");
	assert_string_equal(dated("43-07-03", DATES_YMD), "1943-07-03");
	assert_string_equal(dated("25/12/2024", DATES_MDY), "none");
	assert_string_equal(dated("12/25/2024", DATES_DMY), "none");
	assert_string_equal(dated("1943/07/03", DATES_DMY), "1943-07-03");
	assert_string_equal(dated("1943-07-03", DATES_MDY), "1943-07-03");
	assert_string_equal(dated("03071943", DATES_DMY), "1943-07-03");
	assert_string_equal(dated("19110605", DATES_DMY), "1911-06-05");
	assert_string_equal(dated("19110605", DATES_MDY), "1911-06-05");
	assert_string_equal(dated("19111905", DATES_DMY), "1905-11-19");
	assert_string_equal(dated("19430703", DATES_YMD), "1943-07-03");
	assert_string_equal(dated("29/02/2023", DATES_DMY), "none");
	assert_string_equal(dated("31/04/2024", DATES_DMY), "none");
}

static void dates_with_months_by_name(void **state)
{
	(void)state;
	assert_string_equal(dated("3 Jul 1943", DATES_DMY), "1943-07-03");
	assert_string_equal(dated("3rd July 1943", DATES_MDY), "1943-07-03");
	assert_string_equal(dated("July 3, 1943", DATES_DMY), "1943-07-03");
	assert_string_equal(dated("03-JUL-43", DATES_DMY), "1943-07-03");
	assert_string_equal(dated("Sat 3 Jul 1943", DATES_DMY), "1943-07-03");
	assert_string_equal(dated("Friday, 5 Sept 2025", DATES_DMY), "2025-09-05");
	assert_string_equal(dated("3 Jux 1943", DATES_DMY), "none");
	assert_string_equal(dated("Jul Jul 1943", DATES_DMY), "none");
}

static void a_year_of_two_digits_is_the_latest_that_fits(void **state)
{
	char out[32];

	(void)state;
	assert_string_equal(dated("21/11/25", DATES_DMY), "2025-11-21");
	assert_string_equal(dated("22/11/25", DATES_DMY), "1925-11-22");
	assert_true(profile_date("01/02/68", DATES_DMY, CIVIL_NONE, out));
	assert_string_equal(out, "2068-02-01");
	assert_true(profile_date("01/02/69", DATES_DMY, CIVIL_NONE, out));
	assert_string_equal(out, "1969-02-01");
	assert_string_equal(dated("1/2/103", DATES_DMY), "none");
}

static void times_stand_behind_dates(void **state)
{
	(void)state;
	assert_string_equal(dated("02/09/2025 14:30", DATES_DMY), "2025-09-02T14:30:00");
	assert_string_equal(dated("02/09/2025 2:30 pm", DATES_DMY), "2025-09-02T14:30:00");
	assert_string_equal(dated("02/09/2025 12:05:09 AM", DATES_DMY), "2025-09-02T00:05:09");
	assert_string_equal(dated("02/09/2025 at 9.15", DATES_DMY), "2025-09-02T09:15:00");
	assert_string_equal(dated("02/09/2025 00:00:00", DATES_DMY), "2025-09-02");
	assert_string_equal(dated("2025-09-02T14:30:00+01:00", DATES_DMY), "2025-09-02T14:30:00+01:00");
	assert_string_equal(dated("2025-09-02 00:00:00.000", DATES_DMY), "2025-09-02");
	assert_string_equal(dated("02/09/2025 25:00", DATES_DMY), "none");
	assert_string_equal(dated("02/09/2025 13:00 pm", DATES_DMY), "none");
	assert_string_equal(dated("02/09/2025 morning", DATES_DMY), "none");
}

static void day_numbers_of_a_spreadsheet(void **state)
{
	(void)state;
	assert_string_equal(dated("45902", DATES_EXCEL), "2025-09-02");
	assert_string_equal(dated("45902.604166667", DATES_EXCEL | DATES_DMY), "2025-09-02T14:30:00");
	assert_string_equal(dated("15890", DATES_EXCEL), "1943-07-03");
	assert_string_equal(dated("61", DATES_EXCEL), "1900-03-01");
	assert_string_equal(dated("59", DATES_EXCEL), "1900-02-28");
	assert_string_equal(dated("60", DATES_EXCEL), "none");
	assert_string_equal(dated("0", DATES_EXCEL), "none");
	assert_string_equal(dated("45902", DATES_DMY), "none");
	assert_string_equal(dated("45902.6x", DATES_EXCEL), "none");
	assert_string_equal(dated("", DATES_EXCEL | DATES_DMY), "none");
}

/* Names and addresses ----------------------------------------------------------- */

static const char *parted(const char *full)
{
	static char out[700];
	struct name_parts n;

	if (!profile_name(full, &n))
		return "two";
	snprintf(out, sizeof out, "%s|%s|%s", n.family, n.given, n.preferred);
	return out;
}

static void a_full_name_comes_apart(void **state)
{
	(void)state;
	assert_string_equal(parted("OKAFOR, Grace (Mrs)"), "OKAFOR|Grace|");
	assert_string_equal(parted("Okafor, Mrs Grace Ada"), "Okafor|Grace Ada|");
	assert_string_equal(parted("Mrs. Grace Okafor"), "Okafor|Grace|");
	assert_string_equal(parted("Grace OKAFOR"), "OKAFOR|Grace|");
	assert_string_equal(parted("OKAFOR Grace"), "OKAFOR|Grace|");
	assert_string_equal(parted("BROWN, Margaret (known as Peggy)"), "BROWN|Margaret|Peggy");
	assert_string_equal(parted("Jan van der Berg"), "van der Berg|Jan|");
	assert_string_equal(parted("DE SOUZA, João"), "DE SOUZA|João|");
	assert_string_equal(parted("Dr O'NEIL, Mary, OBE"), "O'NEIL|Mary|");
	assert_string_equal(parted("Jo"), "|Jo|");
	assert_string_equal(parted("Mrs Okafor"), "Okafor||");
	assert_string_equal(parted("Okafor (Mrs)"), "Okafor||");
	assert_string_equal(parted("Okafor,"), "Okafor||");
	assert_string_equal(parted("Jo (Joey)"), "|Jo|Joey");
	assert_string_equal(parted("J OKAFOR"), "OKAFOR|J|");
	assert_string_equal(parted("Mr & Mrs Okafor"), "two");
	assert_string_equal(parted("HALL, Mary and HALL, Tom"), "two");
	assert_string_equal(parted("(Mrs)"), "||");
	assert_string_equal(parted("Anderson, Sandy"), "Anderson|Sandy|");
}

static const char *addressed(const char *full)
{
	static char out[500];
	struct address_parts a;

	profile_address(full, &a);
	snprintf(out, sizeof out, "%s|%s", a.address, a.postcode);
	return out;
}

static void a_postcode_is_found_inside_an_address(void **state)
{
	(void)state;
	assert_string_equal(addressed("12 Alder Row, Millbrook, LS6 2AB"), "12 Alder Row, Millbrook|LS6 2AB");
	assert_string_equal(addressed("Flat 3, The Maltings, ls62ad."), "Flat 3, The Maltings|LS6 2AD");
	assert_string_equal(addressed("4 Beck Lane\nMillbrook\nLS6 3QX"), "4 Beck Lane, Millbrook|LS6 3QX");
	assert_string_equal(addressed("LS6 2AB, 12 Alder Row"), "12 Alder Row|LS6 2AB");
	assert_string_equal(addressed("12 Alder Row, LS6 2AB, United Kingdom"), "12 Alder Row, United Kingdom|LS6 2AB");
	assert_string_equal(addressed("12 Alder Row"), "12 Alder Row|");
	assert_string_equal(addressed("No fixed abode, ZZ99 3VZ"), "No fixed abode, ZZ99 3VZ|");
	assert_string_equal(addressed("M1 1AE"), "|M1 1AE");
	assert_string_equal(addressed(""), "|");
}

/* A table ------------------------------------------------------------------------ */

struct desk {
	struct batch batch;
	struct profile *profile;
	struct err err;
	char path[64];
};

static enum status take(struct desk *d, const char *profile, const char *table)
{
	int fd;
	enum status st;

	*d = (struct desk){ .path = "/tmp/throughline-profile-XXXXXX" };
	d->batch.arena = arena_new();
	d->batch.staging = staging_new();
	d->batch.label = "export.csv";
	assert_int_equal(catalogue_new((struct catalogue **)&d->batch.catalogue, &(struct catalogue_text){ 0 }, NULL),
		ST_OK);
	fd = mkstemp(d->path);
	assert_int_equal(write(fd, table, strlen(table)), strlen(table));
	close(fd);
	st = profile_parse(&d->profile, profile, "p", d->batch.arena, &d->err);
	if (st != ST_OK)
		fail_msg("%s", d->err.text);
	st = profile_take(&d->batch, d->profile, d->path, &d->err);
	if (st == ST_OK)
		assert_int_equal(batch_drain(&d->batch, &d->err), ST_OK);
	return st;
}

static void put_away(struct desk *d)
{
	unlink(d->path);
	catalogue_free((struct catalogue *)d->batch.catalogue);
	batch_done(&d->batch);
}

static struct record person(const struct desk *d, size_t i)
{
	return staged_person_at(d->batch.staging, i, d->batch.arena);
}

static struct event event(const struct desk *d, size_t i)
{
	return staged_event_at(d->batch.staging, i, d->batch.arena);
}

#define BOTH HEAD \
	"people\n local_id \"Ref\"\n full_name \"Name\"\n sex \"Sex\"\n  \"M\" is male\n  \"F\" is female\n" \
	"events\n when \"Visit\" is filled\n source_ref \"Ref\" + '/' + \"Visit\"\n local_id \"Ref\"\n" \
	" kind \"Type\"\n  \"Call\", \"Visit\" is contact\n  other is assessment\n starts_on \"Visit\" + ' ' + \"Time\"\n" \
	" domains \"Needs\" list ','\n  \"Money\" is MONEY\n  \"Home\" is HOME\n"

static void one_row_is_a_person_and_an_event(void **state)
{
	struct desk d;

	(void)state;
	assert_int_equal(take(&d, BOTH, "Tenants,,,,,,\nRef,Name,Sex,Visit,Time,Type,Needs\n"
		"T1,\"Okafor, Grace\",F,02/09/2025,14:30,Needs,\"Money, Home\"\n"
		"T1,\"Okafor, Grace\",F,03/09/2025,,Call,\n"
		"T2,\"Obi, John\",M,,,,\n"), ST_OK);
	assert_int_equal(d.batch.staging->people, 2);
	assert_int_equal(d.batch.staging->events, 2);
	assert_string_equal(person(&d, 0).field[RF_FAMILY_NAME], "Okafor");
	assert_string_equal(person(&d, 0).field[RF_SEX], "female");
	assert_string_equal(person(&d, 0).agency_code, "HOUSING");
	assert_string_equal(event(&d, 0).source_ref, "T1/2025-09-02");
	assert_string_equal(event(&d, 0).starts_on, "2025-09-02T14:30:00");
	assert_string_equal(event(&d, 0).domains, "MONEY;HOME");
	assert_int_equal(event(&d, 0).kind, EV_ASSESSMENT);
	assert_int_equal(event(&d, 1).kind, EV_CONTACT);
	assert_string_equal(event(&d, 1).starts_on, "2025-09-03");
	assert_int_equal(d.batch.rejects.n, 0);
	assert_int_equal(d.batch.read, 3);
	put_away(&d);
}

static void a_header_that_comes_again_and_totals_are_no_rows(void **state)
{
	struct desk d;

	(void)state;
	assert_int_equal(take(&d, HEAD "skip where \"Ref\" starts \"Total\"\n" PEOPLE,
		"Ref,Name\nT1,A\nRef,Name\nT2,B\n,\nTotals: 2,\n"), ST_OK);
	assert_int_equal(d.batch.staging->people, 2);
	assert_int_equal(d.batch.rejects.n, 0);
	assert_int_equal(d.batch.notes.n, 1);
	put_away(&d);
}

static void a_reject_names_the_senders_column_and_line(void **state)
{
	struct desk d;

	(void)state;
	assert_int_equal(take(&d, BOTH, "Ref,Name,Sex,Visit,Time,Type,Needs\n"
		"T1,Grace Okafor,F,31/09/2025,,Call,\nT2,Mary & Tom Hall,F,,,,\n,Nobody Known,F,,,,\nT4,A B,F,,,,,x\n"), ST_OK);
	assert_int_equal(d.batch.rejects.n, 4);
	assert_string_equal(staged_reject_at(&d.batch, 0).field, "Visit");
	assert_string_equal(staged_reject_at(&d.batch, 0).reason, "is no date (day, month, year)");
	assert_int_equal(staged_reject_at(&d.batch, 0).origin.line, 2);
	assert_string_equal(staged_reject_at(&d.batch, 1).field, "Name");
	assert_string_equal(staged_reject_at(&d.batch, 1).text, "T2");
	assert_string_equal(staged_reject_at(&d.batch, 2).field, "Ref");
	assert_int_equal(staged_reject_at(&d.batch, 3).origin.line, 5);
	put_away(&d);
}

static void a_row_that_is_cut_off_is_set_aside(void **state)
{
	struct desk d;

	(void)state;
	assert_int_equal(take(&d, HEAD PEOPLE "  family_name \"Name\"\n", "Ref,Name\nT1,Okafor\nT2"), ST_OK);
	assert_int_equal(d.batch.staging->people, 1);
	assert_int_equal(d.batch.rejects.n, 1);
	assert_int_equal(staged_reject_at(&d.batch, 0).origin.line, 3);
	put_away(&d);
}

static void values_in_no_line_go_in_as_sent_and_are_counted(void **state)
{
	struct desk d;

	(void)state;
	assert_int_equal(take(&d, BOTH, "Ref,Name,Sex,Visit,Time,Type,Needs\nT1,A B,W,,,,\nT2,C D,W,,,,\n"), ST_OK);
	assert_string_equal(person(&d, 1).field[RF_SEX], "W");
	assert_non_null(strstr(d.batch.notes.v[0], "2 values of \"Sex\" stand in no line beneath sex (p line 6)"));
	put_away(&d);
}

static void a_file_without_the_columns_is_refused_naming_the_nearest_row(void **state)
{
	struct desk d;

	(void)state;
	assert_int_equal(take(&d, BOTH, "Tenants\nRef,Name,Sex,Date,Time,Type,Needs\nT1,A B,F,,,,\n"), ST_FORMAT);
	assert_non_null(strstr(d.err.text, "line 2 comes nearest and lacks \"Visit\" (p line 10)"));
	put_away(&d);
	assert_int_equal(take(&d, BOTH, "a;b\n1;2\n"), ST_FORMAT);
	put_away(&d);
}

static void columns_are_meant_by_their_place_too(void **state)
{
	struct desk d;

	(void)state;
	assert_int_equal(take(&d, HEAD "header none\ndelimiter tab\nnothing \"-\"\npeople\n local_id 1\n family_name 3\n town 2\n",
		"T1\t-\tOkafor\nT2\tLeeds\tObi\n"), ST_OK);
	assert_int_equal(d.batch.staging->people, 2);
	assert_null(person(&d, 0).field[RF_TOWN]);
	assert_string_equal(person(&d, 1).field[RF_TOWN], "Leeds");
	assert_string_equal(person(&d, 0).field[RF_FAMILY_NAME], "Okafor");
	put_away(&d);
}

static void a_text_between_columns_stands_only_where_both_say_something(void **state)
{
	struct desk d;

	(void)state;
	assert_int_equal(take(&d, HEAD PEOPLE "  address \"A\" + ', ' + \"B\" + ', ' + \"C\"\n  other_ids 'swift=' + \"S\"\n",
		"Ref,A,B,C,S\n1,a,b,c,9\n2,a,,c,\n3,,b,,\n4,,,c,7\n5,,,,\n"), ST_OK);
	assert_string_equal(person(&d, 0).field[RF_ADDRESS], "a, b, c");
	assert_string_equal(person(&d, 0).field[RF_OTHER_IDS], "swift=9");
	assert_string_equal(person(&d, 1).field[RF_ADDRESS], "a, c");
	assert_null(person(&d, 1).field[RF_OTHER_IDS]);
	assert_string_equal(person(&d, 2).field[RF_ADDRESS], "b");
	assert_string_equal(person(&d, 3).field[RF_ADDRESS], "c");
	assert_null(person(&d, 4).field[RF_ADDRESS]);
	put_away(&d);
}

static void windows_1252_columns_are_found(void **state)
{
	struct desk d;

	(void)state;
	assert_int_equal(take(&d, HEAD "encoding windows-1252\npeople\n local_id \"Réf\"\n family_name \"Name\"\n",
		"R\xe9"
		"f,Name\n1,Br\xfbl\xe9\n"), ST_OK);
	assert_string_equal(person(&d, 0).field[RF_FAMILY_NAME], "Brûlé");
	put_away(&d);
}

static const struct profile *known_as(const struct desk *d, const struct profile *list, const char *agency,
	const struct profile **rival)
{
	struct batch b = {.profiles = list, .agency = agency};

	return profile_recognise(&b, d->path, rival);
}

static void a_file_is_known_by_its_columns(void **state)
{
	struct desk d;
	struct profile *other;
	const struct profile *rival;

	(void)state;
	assert_int_equal(take(&d, BOTH, "Ref,Name,Sex,Visit,Time,Type,Needs\nT1,A B,F,,,,\n"), ST_OK);
	assert_int_equal(profile_parse(&other, HEAD PEOPLE, "q", d.batch.arena, &d.err), ST_OK);
	other->next = d.profile;
	assert_ptr_equal(known_as(&d, other, NULL, &rival), d.profile);
	assert_null(rival);
	assert_null(known_as(&d, other, "GP", &rival));
	assert_non_null(known_as(&d, other, "HOUSING", &rival));
	put_away(&d);
	assert_int_equal(take(&d, HEAD PEOPLE, "Ref;Name\n"), ST_FORMAT);
	assert_null(known_as(&d, d.profile, NULL, &rival));
	put_away(&d);
}

/* A draft ------------------------------------------------------------------------- */

static void drafted(const char *table, struct desk *d, const char **text)
{
	int fd;

	*d = (struct desk){ .path = "/tmp/throughline-profile-XXXXXX" };
	d->batch.arena = arena_new();
	assert_int_equal(catalogue_new((struct catalogue **)&d->batch.catalogue, &(struct catalogue_text){ 0 }, NULL),
		ST_OK);
	fd = mkstemp(d->path);
	assert_int_equal(write(fd, table, strlen(table)), strlen(table));
	close(fd);
	if (profile_draft(d->path, "HOUSING", d->batch.catalogue, d->batch.arena, text, &d->err) != ST_OK)
		fail_msg("%s", d->err.text);
}

static void a_draft_can_be_read_again(void **state)
{
	static const char TABLE[] = "Ref|Surname|First Name|D.O.B.|Gender|Post Code|Mobile|Rent\n"
		"1|Okafor|Grace|07/03/1943|F|LS6 2AB|07700 900112|10\n2|Obi|John|12/25/1960|M|LS6 2AA|07700 900113|20\n";
	struct desk d;
	const char *text;

	(void)state;
	drafted(TABLE, &d, &text);
	assert_non_null(strstr(text, "delimiter  pipe"));
	assert_non_null(strstr(text, "dates      mdy"));
	assert_non_null(strstr(text, "date_of_birth  \"D.O.B.\""));
	assert_non_null(strstr(text, "\"F\" is female"));
	assert_non_null(strstr(text, "phone          \"Mobile\""));
	assert_non_null(strstr(text, "\"Rent\"   numbers"));
	assert_null(strstr(text, "Okafor"));
	assert_int_equal(profile_parse(&d.profile, text, "drafted", d.batch.arena, &d.err), ST_OK);
	put_away(&d);
}

static void columns_without_telling_names_are_placed_by_their_values(void **state)
{
	static const char TABLE[] = "A,B,C,D\n"
		"7,\"OKAFOR, Grace\",9990000018,grace@example.org\n8,\"OBI, John\",9990000026,j@example.org\n";
	struct desk d;
	const char *text;

	(void)state;
	drafted(TABLE, &d, &text);
	assert_non_null(strstr(text, "full_name      \"B\"   # by its values"));
	assert_non_null(strstr(text, "nhs_number     \"C\"   # by its values; the check digit holds in 2 of 2"));
	assert_non_null(strstr(text, "email          \"D\""));
	assert_non_null(strstr(text, "local_id       \"A\"   # by its values"));
	put_away(&d);
}

static void a_header_that_says_dates_is_believed_though_many_of_them_are_none(void **state)
{
	static const char TABLE[] = "Tenancy Ref,Tenant,D.O.B.\nT1,Grace Okafor,01.02.45\nT2,John Obi,3rd July 1943\n"
		"T3,Ann Abel,1950-13-01\nT4,Tom Bell,29/02/1951\nT5,Mary Lee,7/8/1966\n";
	struct desk d;
	const char *text;

	(void)state;
	drafted(TABLE, &d, &text);
	assert_non_null(strstr(text, "date_of_birth  \"D.O.B.\"   # by its header; not all of them are dates"));
	put_away(&d);
}

/* Whose visits these are is told by a number that comes in several rows; the day
 * that no two visits share is nobody's number. */
static void a_day_is_nobodys_number(void **state)
{
	static const char TABLE[] = "Pers Ref;Title;Surname;Forename(s);Date of Birth;Visit Date;Visit Type\n"
		"1001;Mrs;Okafor;Grace;03/07/1943;05/09/2025 10:30;Home safety visit\n"
		"1002;Ms;Bates;Margaret;04/09/1958;06/09/2025;Home safety visit\n"
		"1002;Ms;Bates;Margaret;04/09/1958;16/10/2025;Annual visit\n"
		"1003;;Eze;Grace;12/31/1960;31/09/2025;Home safety visit\n";
	struct desk d;
	const char *text;

	(void)state;
	drafted(TABLE, &d, &text);
	assert_non_null(strstr(text, "local_id       \"Pers Ref\"   # by its header; it comes in several rows"));
	assert_non_null(strstr(text, "starts_on      \"Visit Date\""));
	assert_non_null(strstr(text, "title          \"Visit Type\""));
	assert_non_null(strstr(text, "dates      dmy   # 1 date can only be day first, 1 only month first"));
	put_away(&d);
}

static void a_number_that_no_list_of_words_has_is_still_one(void **state)
{
	static const char TABLE[] = "NI Number,House No,Let No,Surname,Date of Birth\n"
		"QQ123456C,1,17,Okafor,03/07/1943\nQQ123457C,2,17,Obi,13/07/1943\nQQ123458C,3,19,Bell,14/07/1943\n";
	struct desk d;
	const char *text;

	(void)state;
	drafted(TABLE, &d, &text);
	assert_non_null(strstr(text, "local_id       \"Let No\"   # by its header"));
	put_away(&d);
}

/* Two people of one home have the same; one who moves has another. */
static void a_number_of_a_property_is_nobodys(void **state)
{
	static const char TABLE[] = "UPRN,Occupant,Age,DOB\n100,Grace Okafor,82,03/07/1943\n101,John Obi,81,13/07/1944\n";
	struct desk d;
	const char *text;

	(void)state;
	drafted(TABLE, &d, &text);
	assert_non_null(strstr(text, "# local_id"));
	assert_non_null(strstr(text, "full_name      \"Occupant\""));
	put_away(&d);
}

static void two_columns_of_one_name_are_told_by_their_place(void **state)
{
	static const char TABLE[] = "Ref,Notes,Name,Notes \n1,a,Grace Okafor,b\n2,c,John Obi,d\n";
	struct desk d;
	const char *text;

	(void)state;
	drafted(TABLE, &d, &text);
	assert_non_null(strstr(text, "#   column 4 "));
	put_away(&d);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_whole_profile_is_read),
		cmocka_unit_test(what_makes_no_sense_is_named_with_its_line),
		cmocka_unit_test(dates_are_read_in_the_order_that_is_said),
		cmocka_unit_test(dates_with_months_by_name),
		cmocka_unit_test(a_year_of_two_digits_is_the_latest_that_fits),
		cmocka_unit_test(times_stand_behind_dates),
		cmocka_unit_test(day_numbers_of_a_spreadsheet),
		cmocka_unit_test(a_full_name_comes_apart),
		cmocka_unit_test(a_postcode_is_found_inside_an_address),
		cmocka_unit_test(one_row_is_a_person_and_an_event),
		cmocka_unit_test(a_header_that_comes_again_and_totals_are_no_rows),
		cmocka_unit_test(a_reject_names_the_senders_column_and_line),
		cmocka_unit_test(a_row_that_is_cut_off_is_set_aside),
		cmocka_unit_test(values_in_no_line_go_in_as_sent_and_are_counted),
		cmocka_unit_test(a_file_without_the_columns_is_refused_naming_the_nearest_row),
		cmocka_unit_test(columns_are_meant_by_their_place_too),
		cmocka_unit_test(a_text_between_columns_stands_only_where_both_say_something),
		cmocka_unit_test(windows_1252_columns_are_found),
		cmocka_unit_test(a_file_is_known_by_its_columns),
		cmocka_unit_test(a_draft_can_be_read_again),
		cmocka_unit_test(columns_without_telling_names_are_placed_by_their_values),
		cmocka_unit_test(a_header_that_says_dates_is_believed_though_many_of_them_are_none),
		cmocka_unit_test(a_day_is_nobodys_number),
		cmocka_unit_test(a_number_that_no_list_of_words_has_is_still_one),
		cmocka_unit_test(a_number_of_a_property_is_nobodys),
		cmocka_unit_test(two_columns_of_one_name_are_told_by_their_place),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
