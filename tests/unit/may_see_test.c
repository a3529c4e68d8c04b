/* The gate: who sees what of whose, walked cell by cell from a second copy of the matrix. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "governance.h"

enum { OWN = 1, THEIRS = 2, RECORD = 7 };

/* Sectors in the order of the columns; care and community are told apart by whether
 * support is open. */
static const enum sector SECTORS[PARTY_COUNT] = {
	SECTOR_NHS, SECTOR_ADULT_CARE, SECTOR_CHILDREN_CARE, SECTOR_CARE, SECTOR_HOUSING, SECTOR_COMMUNITY,
	SECTOR_POLICE, SECTOR_EDUCATION,
};

static const char MATRIX[] =
	"| nhs | F/R | F/R | E/N | F/R | C/c | C/c | E/N | N/N |\n"
	"| adult_care | F/R | F/R | E/E | F/R | F/C | C/c | E/E | c/N |\n"
	"| children_care | E/N | E/E | F/R | E/N | C/E | C/c | E/E | C/E |\n"
	"| care | R/N | F/c | N/N | C/N | c/N | C/N | N/N | N/N |\n"
	"| housing | c/N | c/N | N/N | c/N | C/N | c/N | N/N | N/N |\n"
	"| community | c/N | c/N | N/N | c/N | c/N | C/N | N/N | N/N |\n"
	"| police | N/N | N/N | N/N | N/N | N/N | N/N | F/R | N/N |\n"
	"| education | c/N | c/N | C/E | N/N | N/N | c/N | N/N | F/R |\n";

static char cell_of(int who, int whose, int sensitive)
{
	const char *line = MATRIX;

	while (who--)
		line = strchr(line, '\n') + 1;
	for (int bars = 0; bars < whose + 2; bars++)
		line = strchr(line, '|') + 1;
	return line[1 + 2 * sensitive];
}

struct seat {
	struct viewer viewer;
	struct sharing sharing;
	struct sharing_rules rules;
	struct agency_rule agency[2];
	struct sharing_record record;
	struct sharing_word word[2];
	int64_t engaged[2], visiting[1];
	struct event event;
	struct catalogue *catalogue;
};

static void seat_open(struct seat *s, enum sector who, enum sector whose)
{
	const struct catalogue_text built_in = {0};
	struct err err;

	*s = (struct seat){0};
	assert_int_equal(catalogue_new(&s->catalogue, &built_in, &err), ST_OK);
	s->viewer = (struct viewer){.worker = "ada", .is_owner = true, .role = ROLE_PRACTITIONER, .agency = "OWN",
		.sector = who};
	s->agency[0] = (struct agency_rule){OWN, who, SN_STANDARD};
	s->agency[1] = (struct agency_rule){THEIRS, whose, SN_STANDARD};
	s->rules = (struct sharing_rules){.matrix = SHARING_DEFAULT, .catalogue = s->catalogue,
		.mood = catalogue_domain_find(s->catalogue, "MOOD", 4),
		.sensitive = (domains_t)1 << catalogue_domain_find(s->catalogue, "SAFEG", 5),
		.agency = s->agency, .agency_n = 2};
	s->record = (struct sharing_record){RECORD, THEIRS, SN_STANDARD, false};
	s->sharing = (struct sharing){.rules = &s->rules, .own = OWN, .record = &s->record, .record_n = 1,
		.engaged = s->engaged, .visiting = s->visiting, .word = s->word};
	if (who == SECTOR_CARE)
		s->engaged[s->sharing.engaged_n++] = OWN;
	if (whose == SECTOR_CARE)
		s->engaged[s->sharing.engaged_n++] = THEIRS;
	s->event = (struct event){.record = RECORD, .agency = THEIRS, .kind = EV_CONTACT, .status = ES_COMPLETED,
		.sensitivity = "standard"};
}

static void seat_close(struct seat *s)
{
	catalogue_free(s->catalogue);
}

static enum seen looks(const struct seat *s)
{
	return may_see(&s->viewer, &s->sharing, &s->event);
}

/* What a letter gives: before a reason or consent, after a reason, with consent, with
 * consent refused, with glass broken. */
static const struct { char cell; enum seen bare, reasoned, given, refused, broken; } MEANS[] = {
	{'F', SEE_FULL, SEE_FULL, SEE_FULL, SEE_EXISTS, SEE_FULL},
	{'R', SEE_REASON, SEE_FULL, SEE_REASON, SEE_EXISTS, SEE_FULL},
	{'C', SEE_EXISTS, SEE_EXISTS, SEE_FULL, SEE_EXISTS, SEE_FULL},
	{'c', SEE_NOTHING, SEE_NOTHING, SEE_FULL, SEE_NOTHING, SEE_NOTHING},
	{'E', SEE_EXISTS, SEE_EXISTS, SEE_EXISTS, SEE_EXISTS, SEE_FULL},
	{'N', SEE_NOTHING, SEE_NOTHING, SEE_NOTHING, SEE_NOTHING, SEE_NOTHING},
};

static void cell_walk(struct seat *s, char cell)
{
	size_t m = 0;

	while (MEANS[m].cell != cell)
		assert_true(++m < sizeof MEANS / sizeof *MEANS);
	assert_int_equal(looks(s), MEANS[m].bare);
	s->sharing.is_reasoned = true;
	assert_int_equal(looks(s), MEANS[m].reasoned);
	s->sharing.is_reasoned = false;
	s->sharing.is_broken = true;
	assert_int_equal(looks(s), MEANS[m].broken);
	s->sharing.is_broken = false;
	s->sharing.word_n = 1;
	s->word[0] = (struct sharing_word){THEIRS, .is_given = true};
	assert_int_equal(looks(s), MEANS[m].given);
	s->word[0] = (struct sharing_word){0, .is_given = true, .is_refused = true};
	assert_int_equal(looks(s), MEANS[m].refused);
	s->sharing.is_reasoned = s->sharing.is_broken = true;
	assert_int_equal(looks(s), MEANS[m].refused);
	s->sharing.is_reasoned = s->sharing.is_broken = false;
	s->word[0].is_signed = true; /* an override, signed: as if nothing were refused, and with consent */
	assert_int_equal(looks(s), MEANS[m].given);
	s->sharing.word_n = 0;
}

static void every_cell_is_as_the_matrix_has_it(void **state)
{
	(void)state;
	for (int who = 0; who < PARTY_COUNT; who++)
		for (int whose = 0; whose < PARTY_COUNT; whose++)
			for (int sensitive = 0; sensitive < 2; sensitive++) {
				struct seat s;

				seat_open(&s, SECTORS[who], SECTORS[whose]);
				s.event.sensitivity = sensitive ? "sensitive" : NULL;
				cell_walk(&s, cell_of(who, whose, sensitive));
				seat_close(&s);
			}
}

static int better(char a, char b)
{
	static const char ORDER[] = "FRCEcN";

	return strchr(ORDER, a) < strchr(ORDER, b);
}

static void a_coordinator_sees_the_best_of_health_and_adult_care(void **state)
{
	(void)state;
	for (int whose = 0; whose < PARTY_COUNT; whose++)
		for (int sensitive = 0; sensitive < 2; sensitive++) {
			char nhs = cell_of(0, whose, sensitive), adult = cell_of(1, whose, sensitive);
			struct seat s;

			seat_open(&s, SECTOR_OTHER, SECTORS[whose]);
			s.viewer.role = ROLE_COORDINATOR;
			s.event.sensitivity = sensitive ? "sensitive" : NULL;
			cell_walk(&s, better(nhs, adult) ? nhs : adult);
			seat_close(&s);
		}
}

static void ones_own_agency_is_seen_sensitive_for_a_reason(void **state)
{
	(void)state;
	for (int who = 0; who < PARTY_COUNT; who++) {
		struct seat s;

		seat_open(&s, SECTORS[who], SECTORS[who]);
		s.event.agency = s.record.agency = OWN;
		s.sharing.word_n = 1;
		s.word[0] = (struct sharing_word){0, .is_refused = true}; /* it is about others */
		assert_int_equal(looks(&s), SEE_FULL);
		s.event.sensitivity = "SENSITIVE";
		assert_int_equal(looks(&s), SEE_REASON);
		s.sharing.is_reasoned = true;
		assert_int_equal(looks(&s), SEE_FULL);
		s.event.sensitivity = "restricted";
		assert_int_equal(looks(&s), SEE_NOTHING);
		seat_close(&s);
	}
}

static void a_charity_with_support_open_counts_as_care(void **state)
{
	static const enum sector SO[] = {SECTOR_VOLUNTARY, SECTOR_PRIVATE, SECTOR_OTHER, SECTOR_CARE};

	(void)state;
	for (size_t i = 0; i < sizeof SO / sizeof *SO; i++) {
		struct seat s;

		seat_open(&s, SECTOR_NHS, SO[i]);
		s.sharing.engaged_n = 0;
		assert_int_equal(looks(&s), SEE_EXISTS);
		s.engaged[s.sharing.engaged_n++] = THEIRS;
		assert_int_equal(looks(&s), SEE_FULL);
		seat_close(&s);
		seat_open(&s, SO[i], SECTOR_NHS);
		s.sharing.engaged_n = 0;
		assert_int_equal(looks(&s), SEE_NOTHING);
		s.engaged[s.sharing.engaged_n++] = OWN;
		assert_int_equal(looks(&s), SEE_REASON);
		seat_close(&s);
	}
	assert_int_equal(party_of(SECTOR_LOCAL_AUTHORITY, true), PARTY_COMMUNITY);
	assert_int_equal(party_of(SECTOR_COMMUNITY, true), PARTY_COMMUNITY);
}

static void what_is_restricted_is_for_named_workers_and_exists_for_safeguarding(void **state)
{
	struct seat s;

	(void)state;
	seat_open(&s, SECTOR_ADULT_CARE, SECTOR_NHS);
	s.event.sensitivity = "restricted";
	assert_int_equal(looks(&s), SEE_NOTHING);
	s.sharing.is_broken = true;
	assert_int_equal(looks(&s), SEE_NOTHING);
	s.sharing.is_broken = false;
	s.viewer.marks = MARK_SAFEGUARDING;
	assert_int_equal(looks(&s), SEE_EXISTS);
	s.sharing.is_reasoned = true;
	assert_int_equal(looks(&s), SEE_EXISTS);
	s.sharing.is_broken = true;
	assert_int_equal(looks(&s), SEE_FULL);
	s.sharing.is_broken = s.sharing.is_reasoned = false;
	s.viewer.sector = SECTOR_POLICE;
	assert_int_equal(looks(&s), SEE_NOTHING);
	s.record.is_named = true;
	assert_int_equal(looks(&s), SEE_REASON);
	s.sharing.is_reasoned = true;
	assert_int_equal(looks(&s), SEE_FULL);
	seat_close(&s);
}

static void what_is_hidden_is_for_named_workers_alone(void **state)
{
	struct seat s;

	(void)state;
	seat_open(&s, SECTOR_ADULT_CARE, SECTOR_NHS);
	s.viewer.marks = MARK_SAFEGUARDING;
	s.sharing.is_broken = s.sharing.is_reasoned = true;
	s.event.sensitivity = "hidden";
	assert_int_equal(looks(&s), SEE_NOTHING);
	s.event.agency = OWN;
	assert_int_equal(looks(&s), SEE_NOTHING);
	s.viewer.role = ROLE_COORDINATOR;
	assert_int_equal(looks(&s), SEE_NOTHING);
	s.record.is_named = true;
	assert_int_equal(looks(&s), SEE_FULL);
	s.record.is_named = false;
	s.event.sensitivity = NULL; /* a hidden record hides what hangs on it, and where the person is */
	s.record.least = SN_HIDDEN;
	assert_int_equal(looks(&s), SEE_NOTHING);
	assert_false(may_see_where(&s.viewer, &s.sharing));
	s.record.is_named = true;
	assert_true(may_see_where(&s.viewer, &s.sharing));
	seat_close(&s);
}

/* A refusal stands against a name, too, unless what is named is one's own agency's. */
static void a_refusal_stands_against_named_workers_of_other_agencies(void **state)
{
	struct seat s;

	(void)state;
	seat_open(&s, SECTOR_HOUSING, SECTOR_NHS);
	s.event.sensitivity = "restricted";
	s.record.is_named = s.sharing.is_reasoned = s.sharing.is_broken = true;
	s.sharing.word_n = 1;
	s.word[0] = (struct sharing_word){THEIRS, .is_given = true, .is_refused = true};
	assert_int_equal(looks(&s), SEE_EXISTS);
	s.event.agency = s.record.agency = OWN;
	s.word[0].agency = 0;
	assert_int_equal(looks(&s), SEE_FULL);
	s.event.agency = s.record.agency = THEIRS;
	s.word[0].is_signed = true;
	assert_int_equal(looks(&s), SEE_FULL);
	s.sharing.is_reasoned = s.sharing.is_broken = false;
	assert_int_equal(looks(&s), SEE_REASON);
	seat_close(&s);
}

/* That it exists is itself what is hidden, and where the person is goes with it. */
static void what_is_hidden_is_not_even_there_for_a_named_worker_who_is_refused(void **state)
{
	struct seat s;

	(void)state;
	seat_open(&s, SECTOR_HOUSING, SECTOR_NHS);
	s.record.least = SN_HIDDEN;
	s.record.is_named = s.sharing.is_reasoned = s.sharing.is_broken = true;
	s.sharing.word_n = 1;
	s.word[0] = (struct sharing_word){THEIRS, .is_refused = true};
	assert_int_equal(looks(&s), SEE_NOTHING);
	assert_false(may_see_where(&s.viewer, &s.sharing));
	s.word[0].is_signed = true;
	assert_int_equal(looks(&s), SEE_FULL);
	assert_true(may_see_where(&s.viewer, &s.sharing));
	s.word[0].is_signed = false;
	s.event.agency = s.record.agency = OWN;
	assert_int_equal(looks(&s), SEE_FULL);
	assert_true(may_see_where(&s.viewer, &s.sharing));
	seat_close(&s);
}

static void a_refusal_leaves_the_glass_of_ones_own_agency_as_it_is(void **state)
{
	struct seat s;

	(void)state;
	seat_open(&s, SECTOR_NHS, SECTOR_NHS);
	s.event.sensitivity = "restricted";
	s.viewer.marks = MARK_SAFEGUARDING;
	s.sharing.is_broken = true;
	s.sharing.word_n = 1;
	s.word[0] = (struct sharing_word){0, .is_refused = true};
	assert_int_equal(looks(&s), SEE_EXISTS);
	s.event.agency = s.record.agency = OWN;
	assert_int_equal(looks(&s), SEE_FULL);
	seat_close(&s);
}

static void who_works_with_no_people_sees_nothing_and_the_owner_all(void **state)
{
	static const enum role NOT[] = {ROLE_MANAGER, ROLE_AUDITOR, ROLE_STEWARD};
	struct seat s;

	(void)state;
	seat_open(&s, SECTOR_NHS, SECTOR_NHS);
	for (size_t i = 0; i < sizeof NOT / sizeof *NOT; i++) {
		s.viewer.role = NOT[i];
		assert_int_equal(looks(&s), SEE_NOTHING);
	}
	s.viewer.role = ROLE_PRACTITIONER;
	s.sharing.is_barred = true; /* their own record, or a relative's */
	assert_int_equal(looks(&s), SEE_NOTHING);
	s.event.sensitivity = "hidden";
	s.viewer.role = ROLE_OWNER;
	assert_int_equal(looks(&s), SEE_FULL);
	s.viewer = (struct viewer){.is_owner = true, .is_alone = true};
	assert_int_equal(looks(&s), SEE_FULL);
	s.viewer = (struct viewer){.is_owner = false, .is_alone = true};
	assert_int_equal(looks(&s), SEE_NOTHING);
	seat_close(&s);
}

static void a_warning_is_told_in_short_to_whoever_is_about_to_visit(void **state)
{
	struct seat s;

	(void)state;
	seat_open(&s, SECTOR_HOUSING, SECTOR_POLICE);
	s.event.kind = EV_WARNING;
	s.event.agency_code = "POL";
	s.event.sensitivity = "sensitive";
	assert_int_equal(looks(&s), SEE_NOTHING);
	s.visiting[s.sharing.visiting_n++] = OWN;
	assert_int_equal(looks(&s), SEE_FULL);
	s.word[0] = (struct sharing_word){0, .is_refused = true}; /* who visits is not the safer for it */
	s.sharing.word_n = 1;
	assert_int_equal(looks(&s), SEE_FULL);
	s.sharing.word_n = 0;
	assert_int_equal(may_see_warner(&s.viewer, &s.sharing, &s.event), SEE_NOTHING);
	assert_false(may_see_reason(&s.viewer, &s.event));
	s.event.agency_code = "OWN";
	assert_true(may_see_reason(&s.viewer, &s.event));
	s.event.status = ES_CANCELLED;
	assert_int_equal(looks(&s), SEE_NOTHING);
	s.event.status = ES_COMPLETED;
	s.event.sensitivity = "restricted";
	assert_int_equal(looks(&s), SEE_NOTHING);
	seat_close(&s);
}

static void a_financial_assessment_is_adult_cares(void **state)
{
	(void)state;
	for (int who = 0; who < PARTY_COUNT; who++) {
		struct seat s;

		seat_open(&s, SECTORS[who], SECTOR_ADULT_CARE);
		s.event.kind = EV_ASSESSMENT;
		s.event.instrument = "CA-FIN";
		assert_int_equal(looks(&s), who == PARTY_ADULT_CARE ? SEE_FULL : SEE_NOTHING);
		seat_close(&s);
	}
}

static void a_carers_assessment_exists_for_health_and_adult_care(void **state)
{
	(void)state;
	for (int who = 0; who < PARTY_COUNT; who++) {
		bool is_theirs = who == PARTY_NHS || who == PARTY_ADULT_CARE;
		struct seat s;

		seat_open(&s, SECTORS[who], SECTOR_ADULT_CARE);
		s.event.kind = EV_ASSESSMENT;
		s.event.instrument = "CA-CARER";
		assert_int_equal(looks(&s), is_theirs ? SEE_EXISTS : SEE_NOTHING);
		s.event.subject = "person";
		assert_int_not_equal(looks(&s), is_theirs ? SEE_EXISTS : SEE_FULL);
		s.event = (struct event){.record = RECORD, .agency = THEIRS, .kind = EV_ASSESSMENT, .subject = " Carer"};
		assert_int_equal(looks(&s), is_theirs ? SEE_EXISTS : SEE_NOTHING);
		seat_close(&s);
	}
}

static enum sensitivity sensitivity_as(const struct seat *s, struct event e)
{
	e.agency = THEIRS;
	return event_nature(&s->rules, &e).sensitivity;
}

static void an_event_is_as_sensitive_as_the_most_sensitive_of_it(void **state)
{
	struct instrument_rule instrument;
	struct seat s;

	(void)state;
	seat_open(&s, SECTOR_NHS, SECTOR_NHS);
	assert_int_equal(sensitivity_as(&s, (struct event){.kind = EV_NOTE}), SN_STANDARD);
	assert_int_equal(sensitivity_as(&s, (struct event){.kind = EV_NOTE, .domains = "MOBIL;SAFEG"}), SN_SENSITIVE);
	assert_int_equal(sensitivity_as(&s, (struct event){.kind = EV_NOTE, .domains = "MOOD"}), SN_STANDARD);
	assert_int_equal(sensitivity_as(&s, (struct event){.kind = EV_NOTE, .domains = "MOOD:specialist"}), SN_SENSITIVE);
	assert_int_equal(sensitivity_as(&s, (struct event){.kind = EV_NOTE, .domains = "MOOD", .depth = "specialist"}),
		SN_SENSITIVE);
	assert_int_equal(sensitivity_as(&s, (struct event){.kind = EV_CONCERN}), SN_SENSITIVE);
	assert_int_equal(sensitivity_as(&s, (struct event){.kind = EV_NOTE, .sensitivity = "hidden", .domains = "SAFEG"}),
		SN_HIDDEN);
	assert_int_equal(sensitivity_as(&s, (struct event){.kind = EV_NOTE, .sensitivity = "V"}), SN_SENSITIVE);
	instrument = (struct instrument_rule){catalogue_instrument_find(s.catalogue, "OT-FUNC"), SN_RESTRICTED};
	s.rules.instrument = &instrument;
	s.rules.instrument_n = 1;
	assert_int_equal(sensitivity_as(&s, (struct event){.kind = EV_ASSESSMENT, .instrument = "OT-FUNC"}), SN_RESTRICTED);
	s.agency[1].least = SN_SENSITIVE;
	assert_int_equal(sensitivity_as(&s, (struct event){.kind = EV_NOTE}), SN_SENSITIVE);
	seat_close(&s);
}

static void a_cell_is_two_letters(void **state)
{
	char cell[2] = "..";

	(void)state;
	assert_true(sharing_cell_parse("C/c", cell));
	assert_memory_equal(cell, "Cc", 2);
	assert_false(sharing_cell_parse("F", cell));
	assert_false(sharing_cell_parse("F/X", cell));
	assert_false(sharing_cell_parse("F/RR", cell));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_cell_is_as_the_matrix_has_it),
		cmocka_unit_test(a_coordinator_sees_the_best_of_health_and_adult_care),
		cmocka_unit_test(ones_own_agency_is_seen_sensitive_for_a_reason),
		cmocka_unit_test(a_charity_with_support_open_counts_as_care),
		cmocka_unit_test(what_is_restricted_is_for_named_workers_and_exists_for_safeguarding),
		cmocka_unit_test(what_is_hidden_is_for_named_workers_alone),
		cmocka_unit_test(a_refusal_stands_against_named_workers_of_other_agencies),
		cmocka_unit_test(what_is_hidden_is_not_even_there_for_a_named_worker_who_is_refused),
		cmocka_unit_test(a_refusal_leaves_the_glass_of_ones_own_agency_as_it_is),
		cmocka_unit_test(who_works_with_no_people_sees_nothing_and_the_owner_all),
		cmocka_unit_test(a_warning_is_told_in_short_to_whoever_is_about_to_visit),
		cmocka_unit_test(a_financial_assessment_is_adult_cares),
		cmocka_unit_test(a_carers_assessment_exists_for_health_and_adult_care),
		cmocka_unit_test(an_event_is_as_sensitive_as_the_most_sensitive_of_it),
		cmocka_unit_test(a_cell_is_two_letters),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
