/* Records become people: what the linker joins, what workers say, and what undo leaves. */
#include <stdio.h>
#include <string.h>

#include "apart.h"
#include "care/work.h"
#include "export.h"
#include "linkage/linker.h"
#include "linkage/waiting.h"
#include "linkage/words.h"
#include "crowd.h"

#define GRACE "given=Grace family=Okafor born=1943-07-03 sex=F postcode=LS6_2AB"

static struct link_preview preview;

static enum status link_as(struct crowd *t, const char *a, const char *b, bool dry_run)
{
	return link_records(t->session, a, b, "same person", dry_run, t->arena, &preview, &crowd_err);
}

static enum status separate_as(struct crowd *t, const char *a, const char *b, bool dry_run)
{
	return separate_records(t->session, a, b, "two people", dry_run, t->arena, &preview, &crowd_err);
}

static const char *joined(struct crowd *t, const char **list, size_t n)
{
	const char *out = "";

	for (size_t i = 0; i < n; i++)
		out = arena_printf(t->arena, "%s%s%s", out, *out ? " " : "", list[i]);
	return out;
}

static void a_record_alone_is_a_person_of_one(void **state)
{
	struct crowd *t = *state;

	arrives(t, "GP:1", GRACE);
	arrives(t, "ASC:1", "given=Tom family=Reed born=1951-02-02 sex=M");
	assert_people(t, "GP:1 | ASC:1");
	assert_links(t, "");
}

static void same_names_birth_date_and_sex_are_one_person(void **state)
{
	struct crowd *t = *state;

	arrives(t, "GP:1", GRACE);
	arrives(t, "ASC:9", "given=GRACE family=OKAFOR born=1943-07-03 sex=female postcode=LS8_1XX");
	arrives(t, "NHS:5", "given=Okafor family=Grace born=1943-07-03 sex=2");
	assert_people(t, "GP:1 ASC:9 NHS:5");
}

static void father_and_son_of_one_name_stay_two(void **state)
{
	struct crowd *t = *state;

	arrives(t, "GP:1", "given=John family=Smith born=1950-03-12 sex=M postcode=LS6_2AB");
	arrives(t, "GP:2", "given=John family=Smith born=1981-11-02 sex=M postcode=LS6_2AB");
	arrives(t, "ASC:1", "given=John family=Smith born=1981-11-02 sex=M postcode=LS6_2AB");
	assert_people(t, "GP:1 | GP:2 ASC:1");
}

static void twins_stay_two(void **state)
{
	struct crowd *t = *state;

	arrives(t, "GP:1", "given=Amina family=Hussain born=1999-03-12 sex=F postcode=BD3_9PA");
	arrives(t, "ASC:1", "given=Zara family=Hussain born=1999-03-12 sex=F postcode=BD3_9PA");
	assert_people(t, "GP:1 | ASC:1");
	assert_links(t, "GP:1 ASC:1 possible to-decide: family name agrees, same birth date and home or contact");
}

#define TWIN "family=Barlow born=1990-02-03 sex=F postcode=BD3_9PA phone=01130000001 "

static void twins_of_like_names_stay_two_whoever_knows_both(void **state)
{
	struct crowd *t = *state;

	arrives(t, "GP:1", TWIN "given=Jane");
	arrives(t, "GP:2", TWIN "given=June");
	arrives(t, "ASC:1", TWIN "given=Jane");
	arrives(t, "ASC:2", TWIN "given=June");
	assert_people(t, "GP:1 ASC:1 | GP:2 ASC:2");
}

static void twins_do_not_meet_over_the_name_they_share(void **state)
{
	struct crowd *t = *state;

	arrives(t, "GP:1", TWIN "given=Mary_Ann");
	arrives(t, "ASC:1", TWIN "given=Mary");
	arrives(t, "NHS:1", TWIN "given=Mary_Jane");
	assert_people(t, "GP:1 | ASC:1 | NHS:1");
}

#define TENANT "family=Harkness postcode=BD3_9PA ids=tenancy=T8812345 "

static void a_couple_does_not_meet_over_their_tenancy(void **state)
{
	struct crowd *t = *state;

	arrives(t, "HSG:1", TENANT "given=Peter born=1941-01-02 sex=M");
	arrives(t, "ASC:1", TENANT "given=Doris born=1943-09-08 sex=F");
	arrives(t, "POL:1", "family=Harkness ids=tenancy=T8812345");
	arrives(t, "POL:2", "family=Harkness given=Doris born=1943-09-08 ids=tenancy=T8812345");
	assert_people(t, "HSG:1 | ASC:1 POL:2 | POL:1");
}

static void placeholders_link_nobody(void **state)
{
	struct crowd *t = *state;

	arrives(t, "GP:1", "given=Grace family=Okafor nhs=9999999999 ids=mrn=123456789 born=1900-01-01 sex=F postcode=ZZ99_3VZ");
	arrives(t, "ASC:1", "given=Tom family=Reed nhs=9999999999 ids=mrn=123456789 born=1900-01-01 sex=M postcode=ZZ99_3VZ");
	arrives(t, "NHS:1", "given=Grace family=Okafor born=1900-01-01 sex=F postcode=ZZ99_3VZ");
	assert_people(t, "GP:1 | ASC:1 | NHS:1");
	assert_links(t, "GP:1 NHS:1 likely to-decide: same names");
}

static void a_shared_identifier_links(void **state)
{
	struct crowd *t = *state;

	arrives(t, "GP:1", GRACE " ids=mrn=A77");
	arrives(t, "NHS:1", "given=G family=Okafor ids=x=1z;mrn=A77");
	assert_people(t, "GP:1 NHS:1");
	assert_links(t, "GP:1 NHS:1 certain linked: same identifier");
}

static void an_identifier_that_a_father_and_a_son_share_links_nobody(void **state)
{
	struct crowd *t = *state;

	arrives(t, "HSG:1", "given=John family=Smith born=1950-03-12 sex=M ids=tenancy=A77123");
	arrives(t, "ASC:1", "given=John family=Smith born=1981-11-02 sex=M ids=tenancy=A77123");
	assert_people(t, "HSG:1 | ASC:1");
}

static void two_nhs_numbers_never_meet_over_a_third_record(void **state)
{
	struct crowd *t = *state;

	arrives(t, "GP:1", GRACE " nhs=9990000018 phone=01130000001");
	arrives(t, "NHS:1", GRACE " nhs=9990000026");
	assert_people(t, "GP:1 | NHS:1");
	arrives(t, "ASC:1", GRACE " phone=01130000001");
	assert_people(t, "GP:1 ASC:1 | NHS:1");
	assert_non_null(strstr(links_of(t), "NHS:1 ASC:1 certain to-decide: same names, birth date and home or contact; but it would make two NHS numbers one person's"));
}

static void one_nhs_number_of_two_people_is_for_a_worker(void **state)
{
	struct crowd *t = *state;

	arrives(t, "GP:1", GRACE " nhs=9990000018 status=01");
	arrives(t, "ASC:1", "given=Tom family=Reed born=1988-01-30 sex=M nhs=9990000018 status=01");
	assert_people(t, "GP:1 | ASC:1");
	assert_links(t, "GP:1 ASC:1 possible to-decide: same NHS number, other names and birth date");
}

static void one_resource_for_several_agencies_is_one_person(void **state)
{
	struct crowd *t = *state;

	arrives_as_one(t, "GP:p1 ASC:p1 NHS:p1", "given=Betsy");
	assert_people(t, "GP:p1 ASC:p1 NHS:p1");
	assert_links(t, "GP:p1 ASC:p1 certain linked: sent as one\nGP:p1 NHS:p1 certain linked: sent as one");
}

static void the_setting_says_how_far_the_linker_goes(void **state)
{
	struct crowd *t = *state;

	link_auto_is(t, "off");
	arrives(t, "GP:1", "given=Elizabeth family=Clarke born=1960-05-05 sex=F postcode=LS6_2AB");
	arrives(t, "ASC:1", "given=Elizabeth family=Clarke born=1960-05-05 sex=F postcode=LS6_2AB");
	arrives(t, "NHS:1", "given=Betty family=Clarke born=1960-05-05 sex=F postcode=LS6_2AB");
	arrives_as_one(t, "GP:7 ASC:7", "given=Tom");
	assert_people(t, "GP:1 | ASC:1 | NHS:1 | GP:7 ASC:7");
	link_auto_is(t, "certain");
	assert_people(t, "GP:1 ASC:1 | NHS:1 | GP:7 ASC:7");
	link_auto_is(t, "likely");
	assert_people(t, "GP:1 ASC:1 NHS:1 | GP:7 ASC:7");
	link_auto_is(t, "off");
	assert_people(t, "GP:1 | ASC:1 | NHS:1 | GP:7 ASC:7");
}

static void a_changed_record_is_compared_anew(void **state)
{
	struct crowd *t = *state;

	arrives(t, "GP:1", GRACE);
	arrives(t, "ASC:1", GRACE);
	assert_people(t, "GP:1 ASC:1");
	arrives(t, "ASC:1", "given=Tom family=Reed born=1988-01-30 sex=M");
	assert_people(t, "GP:1 | ASC:1");
	assert_links(t, "");
	arrives(t, "ASC:1", GRACE);
	assert_people(t, "GP:1 ASC:1");
}

static void people_meet_over_a_later_record(void **state)
{
	struct crowd *t = *state;

	arrives(t, "ASC:1", GRACE);
	arrives(t, "NHS:1", GRACE " nhs=9990000026");
	arrives(t, "GP:2", "given=G family=Okafor ids=mrn=A77");
	arrives(t, "GP:1", GRACE " ids=mrn=A77");
	assert_people(t, "ASC:1 NHS:1 GP:2 GP:1");
}

static void the_same_again_changes_nothing(void **state)
{
	struct crowd *t = *state;
	const char *before;

	arrives(t, "GP:1", GRACE);
	arrives(t, "ASC:1", GRACE " ids=mrn=A77");
	before = crowd_digest(t);
	arrives(t, "GP:1", GRACE);
	arrives(t, "ASC:1", GRACE " ids=mrn=A77");
	assert_string_equal(crowd_digest(t), before);
}

static void the_elder_id_stays_and_parting_restores_both(void **state)
{
	struct crowd *t = *state;
	const char *grace, *tom;

	arrives(t, "GP:1", "given=Grace family=Okafor");
	arrives(t, "ASC:1", "given=Tom family=Reed");
	grace = person_of(t, "GP:1");
	tom = person_of(t, "ASC:1");
	assert_string_not_equal(grace, tom);
	good(link_as(t, "ASC:1", "GP:1", false));
	assert_string_equal(person_of(t, "ASC:1"), grace);
	assert_string_equal(person_of(t, tom), grace); /* the other leads to it */
	good(separate_as(t, "GP:1", "ASC:1", false));
	assert_string_equal(person_of(t, "GP:1"), grace);
	assert_string_equal(person_of(t, "ASC:1"), tom);
}

static void a_workers_link_joins_two_whole_people(void **state)
{
	struct crowd *t = *state;
	const char *before;

	arrives(t, "GP:1", GRACE);
	arrives(t, "ASC:1", GRACE);
	arrives(t, "NHS:1", "given=Gracia family=Okafo born=1943-08-09 sex=F");
	arrives(t, "HOU:1", "given=Gracia family=Okafo born=1943-08-09 sex=F");
	assert_people(t, "GP:1 ASC:1 | NHS:1 HOU:1");
	before = crowd_digest(t);
	good(link_as(t, "ASC:1", "HOU:1", true));
	assert_string_equal(joined(t, preview.left, preview.left_n), "GP:1 ASC:1 NHS:1 HOU:1");
	assert_int_equal(preview.right_n, 0);
	assert_string_equal(crowd_digest(t), before);
	assert_people(t, "GP:1 ASC:1 | NHS:1 HOU:1");
	good(link_as(t, "ASC:1", "HOU:1", false));
	assert_people(t, "GP:1 ASC:1 NHS:1 HOU:1");
	assert_string_not_equal(crowd_digest(t), before);
	undoes(t);
	assert_people(t, "GP:1 ASC:1 | NHS:1 HOU:1");
	assert_string_equal(crowd_digest(t), before);
	redoes(t);
	assert_people(t, "GP:1 ASC:1 NHS:1 HOU:1");
}

static void separating_shows_both_sides_and_is_taken_back_without_trace(void **state)
{
	struct crowd *t = *state;
	const char *before;

	arrives(t, "GP:1", GRACE " ids=mrn=A77");
	arrives(t, "ASC:1", GRACE);
	arrives(t, "NHS:1", GRACE " ids=mrn=A77");
	before = crowd_digest(t);
	good(separate_as(t, "ASC:1", "GP:1", true));
	assert_string_equal(joined(t, preview.left, preview.left_n), "ASC:1");
	assert_string_equal(joined(t, preview.right, preview.right_n), "GP:1 NHS:1");
	assert_people(t, "GP:1 ASC:1 NHS:1");
	good(separate_as(t, "ASC:1", "GP:1", false));
	assert_people(t, "GP:1 NHS:1 | ASC:1");
	undoes(t);
	assert_people(t, "GP:1 ASC:1 NHS:1");
	assert_string_equal(crowd_digest(t), before);
}

/* Separating by hand -------------------------------------------------------- */

#define FAR "given=Gracia family=Okafo born=1943-08-09 sex=F"

static enum status place(struct crowd *t, const char *a, const char *b, const char *const *with_a,
	const char *const *with_b, bool dry_run)
{
	struct separation what = {.a = a, .b = b, .reason = "two sisters", .with_a = with_a,
		.with_b = with_b};

	while (with_a && with_a[what.with_a_n])
		what.with_a_n++;
	while (with_b && with_b[what.with_b_n])
		what.with_b_n++;
	return separation_make(t->session, &what, dry_run, t->arena, &preview, &crowd_err);
}
#define L(...) ((const char *const[]){__VA_ARGS__, NULL})

static const char *side(struct crowd *t, int which)
{
	static const char *const BY[] = {"named", "evidence", "hand"};
	const struct link_side *s = &preview.side[which];
	const char *out = "";

	for (size_t i = 0; i < s->n; i++)
		out = arena_printf(t->arena, "%s%s%s %s", out, *out ? ", " : "",
			s->record[i].address, BY[s->record[i].by]);
	return out;
}

static void four_graces(struct crowd *t)
{
	arrives(t, "GP:1", GRACE " ids=mrn=A77");
	arrives(t, "ASC:1", GRACE);
	arrives(t, "NHS:1", GRACE " ids=mrn=A77");
	arrives(t, "HOU:1", GRACE " ids=mrn=A77");
}

static void a_record_placed_by_hand_goes_there_and_all_is_one_decision(void **state)
{
	struct crowd *t = *state;
	const char *before, *after;

	four_graces(t);
	before = crowd_digest(t);
	good(place(t, "ASC:1", "GP:1", NULL, NULL, true));
	assert_string_equal(side(t, 0), "ASC:1 named");
	assert_string_equal(side(t, 1), "GP:1 named, NHS:1 evidence, HOU:1 evidence");
	assert_string_equal(preview.side[1].record[1].with, "GP:1");
	assert_non_null(strstr(preview.side[1].record[1].why, "certain, "));
	assert_non_null(strstr(preview.side[1].record[1].why, ": same identifier"));
	assert_non_null(strstr(preview.side[1].record[1].against, "same names, birth date"));

	good(place(t, "ASC:1", "GP:1", L("HOU:1"), NULL, true));
	assert_string_equal(side(t, 0), "ASC:1 named, HOU:1 hand");
	assert_string_equal(side(t, 1), "GP:1 named, NHS:1 evidence");
	assert_string_equal(crowd_digest(t), before);

	good(place(t, "ASC:1", "GP:1", L("HOU:1", "NHS:1"), NULL, false));
	assert_people(t, "GP:1 | ASC:1 NHS:1 HOU:1");
	after = crowd_digest(t);
	arrives(t, "HOU:1", GRACE " ids=mrn=A77 phone=01134960123");
	arrives(t, "HOU:1", GRACE " ids=mrn=A77");
	link_auto_is(t, "likely");
	assert_people(t, "GP:1 | ASC:1 NHS:1 HOU:1");
	link_auto_is(t, "certain");
	assert_string_equal(crowd_digest(t), after);
	undoes(t);
	assert_people(t, "GP:1 ASC:1 NHS:1 HOU:1");
	assert_string_equal(crowd_digest(t), before);
	redoes(t);
	assert_people(t, "GP:1 | ASC:1 NHS:1 HOU:1");
	assert_string_equal(crowd_digest(t), after);
}

static void what_is_named_where_the_evidence_has_it_adds_no_word(void **state)
{
	struct crowd *t = *state;
	const char *by_evidence;

	four_graces(t);
	good(place(t, "ASC:1", "GP:1", NULL, NULL, false));
	by_evidence = links_of(t);
	undoes(t);
	good(place(t, "ASC:1", "GP:1", NULL, L("NHS:1", "HOU:1"), false));
	assert_string_equal(links_of(t), by_evidence);
}

static void a_hand_parts_what_a_worker_had_linked(void **state)
{
	struct crowd *t = *state;
	const char *before;

	arrives(t, "GP:1", GRACE);
	arrives(t, "ASC:1", GRACE);
	arrives(t, "NHS:1", FAR);
	good(link_as(t, "NHS:1", "GP:1", false));
	assert_people(t, "GP:1 ASC:1 NHS:1");
	before = crowd_digest(t);
	good(place(t, "GP:1", "ASC:1", NULL, NULL, true));
	assert_string_equal(side(t, 0), "GP:1 named, NHS:1 evidence");
	assert_int_equal(preview.earlier_n, 1);
	assert_non_null(strstr(preview.earlier[0], "GP:1 and NHS:1: linked by ann on "));
	good(place(t, "GP:1", "ASC:1", NULL, L("NHS:1"), false));
	assert_people(t, "GP:1 | ASC:1 NHS:1");
	undoes(t);
	assert_people(t, "GP:1 ASC:1 NHS:1");
	assert_string_equal(crowd_digest(t), before);
}

static void records_follow_what_they_hang_on_when_that_is_moved(void **state)
{
	struct crowd *t = *state;

	arrives(t, "GP:1", GRACE);
	arrives(t, "ASC:1", GRACE);
	arrives(t, "NHS:1", FAR);
	arrives(t, "HOU:1", FAR);
	good(link_as(t, "NHS:1", "GP:1", false));
	assert_people(t, "GP:1 ASC:1 NHS:1 HOU:1");
	good(place(t, "GP:1", "ASC:1", NULL, L("NHS:1"), false));
	assert_people(t, "GP:1 | ASC:1 NHS:1 HOU:1");
}

static void what_cannot_be_placed_is_refused(void **state)
{
	struct crowd *t = *state;
	struct separation whole = {.a = "GP:1", .b = "ASC:1", .with_a = L("NHS:1"), .with_a_n = 1,
		.is_whole = true};

	four_graces(t);
	arrives(t, "AGE:9", "given=Tom family=Reed");
	place(t, "GP:1", "ASC:1", L("AGE:9"), NULL, true);
	says(ST_USAGE, "AGE:9 is no record of this person");
	place(t, "GP:1", "ASC:1", L("NHS:1"), L("NHS:1"), true);
	says(ST_USAGE, "NHS:1 cannot go to both sides");
	place(t, "GP:1", "ASC:1", L("ASC:1"), NULL, true);
	says(ST_USAGE, "ASC:1 cannot go to both sides");
	place(t, "GP:1", "ASC:1", L("NHS:404"), NULL, true);
	says(ST_NONE, "no record NHS:404");
	separation_make(t->session, &whole, false, t->arena, &preview, &crowd_err);
	says(ST_CHANGED, "another record to this person meanwhile");
	assert_people(t, "GP:1 ASC:1 NHS:1 HOU:1 | AGE:9");
}

/* Ids ----------------------------------------------------------------------- */

static const char *leads(struct crowd *t, const char *address)
{
	struct record r;
	const char *sentence = NULL;
	int64_t id;
	const char *colon = strchr(address, ':');
	char *code = arena_dup_n(t->arena, address, (size_t)(colon - address));

	good(store_record_find(t->session->store, code, colon + 1, &id, &crowd_err));
	good(store_record_get(t->session->store, id, t->arena, &r, &crowd_err));
	good(person_leads(t->session, id, t->arena, &sentence, &crowd_err));
	return sentence;
}

static void an_id_that_leads_elsewhere_says_why(void **state)
{
	struct crowd *t = *state;
	const char *tom, *grace;

	arrives(t, "GP:1", GRACE);
	arrives(t, "ASC:1", FAR);
	arrives(t, "NHS:1", GRACE);
	assert_people(t, "GP:1 NHS:1 | ASC:1");
	assert_null(leads(t, "GP:1"));
	assert_null(leads(t, "ASC:1"));
	assert_non_null(strstr(leads(t, "NHS:1"),
		"because the linker found GP:1 and NHS:1 to be one (certain: same names, birth date"));
	grace = person_of(t, "GP:1");
	tom = person_of(t, "ASC:1");
	good(link_as(t, "ASC:1", "NHS:1", false));
	assert_non_null(strstr(leads(t, "ASC:1"), "because ann linked NHS:1 and ASC:1 (\"same person\")."));
	assert_non_null(strstr(leads(t, "ASC:1"), arena_printf(t->arena, "it leads to %.8s", grace)));
	assert_non_null(strstr(leads(t, "ASC:1"), arena_printf(t->arena, "was person %.8s", tom)));
	undoes(t);
	assert_null(leads(t, "ASC:1"));
	redoes(t);
	assert_non_null(leads(t, "ASC:1"));
	good(separate_as(t, "ASC:1", "NHS:1", false));
	assert_null(leads(t, "ASC:1"));
}

static void what_a_worker_separated_no_later_record_joins(void **state)
{
	struct crowd *t = *state;

	arrives(t, "GP:1", GRACE);
	arrives(t, "ASC:1", GRACE);
	good(separate_as(t, "GP:1", "ASC:1", false));
	arrives(t, "NHS:1", GRACE);
	assert_people(t, "GP:1 NHS:1 | ASC:1");
	arrives(t, "GP:1", GRACE " phone=01134960123");
	arrives(t, "ASC:1", GRACE " phone=01134960123");
	assert_people(t, "GP:1 NHS:1 | ASC:1");
	assert_int_equal(link_as(t, "NHS:1", "ASC:1", false), ST_DENIED);
	says(ST_DENIED, "separated by ann on ");
	assert_int_equal(link_as(t, "NHS:1", "ASC:1", true), ST_DENIED);
	undoes(t);
	assert_people(t, "GP:1 ASC:1 NHS:1");
}

static void a_separation_of_sent_as_one_holds_too(void **state)
{
	struct crowd *t = *state;

	arrives_as_one(t, "GP:p1 ASC:p1 NHS:p1", GRACE);
	good(separate_as(t, "GP:p1", "NHS:p1", false));
	assert_people(t, "GP:p1 ASC:p1 | NHS:p1");
	arrives_as_one(t, "GP:p1 ASC:p1 NHS:p1", GRACE " phone=01134960123");
	assert_people(t, "GP:p1 ASC:p1 | NHS:p1");
}

static void a_worker_may_link_and_then_separate_the_same_pair(void **state)
{
	struct crowd *t = *state;

	arrives(t, "GP:1", "given=Grace");
	arrives(t, "ASC:1", "given=Tom");
	good(link_as(t, "GP:1", "ASC:1", false));
	good(separate_as(t, "GP:1", "ASC:1", false));
	assert_people(t, "GP:1 | ASC:1");
	undoes(t);
	assert_people(t, "GP:1 ASC:1");
}

static void what_makes_no_sense_is_refused_in_a_sentence(void **state)
{
	struct crowd *t = *state;

	arrives(t, "GP:1", GRACE);
	arrives(t, "ASC:1", GRACE);
	arrives(t, "NHS:1", "given=Tom");
	link_as(t, "GP:1", "ASC:1", false);
	says(ST_USAGE, "one person's already");
	good(separate_as(t, "GP:1", "NHS:1", false));
	separate_as(t, "ASC:1", "NHS:1", false);
	says(ST_USAGE, "two people's already");
	undoes(t);
	link_as(t, "GP:1", "GP:1", false);
	says(ST_USAGE, "one and the same record");
	link_as(t, "GP:1", "GP:404", false);
	says(ST_NONE, "there is no record GP:404");
	separate_as(t, "XX:1", "GP:1", true);
	says(ST_NONE, "there is no record XX:1");
	link_as(t, "GP1", "GP:1", false);
	says(ST_USAGE, "AGENCY:local_id");
	assert_people(t, "GP:1 ASC:1 | NHS:1");
}

/* What waits, and of it what is to be decided now. */
static void assert_waits(struct crowd *t, size_t n, size_t due)
{
	struct waiting_pairs waiting;

	good(links_waiting(t->session->store, civil_day(2025, 11, 21), t->arena, &waiting, &crowd_err));
	assert_int_equal(waiting.n, n);
	assert_int_equal(waiting.due, due);
}

static void pairs_that_wait_are_those_that_nobody_decided(void **state)
{
	struct crowd *t = *state;

	arrives(t, "GP:1", "given=Elizabeth family=Clarke born=1960-05-05 sex=F postcode=LS6_2AB");
	arrives(t, "ASC:1", "given=Betty family=Clarke born=1960-05-05 sex=F postcode=LS6_2AB");
	assert_waits(t, 1, 1);
	assert_links(t, "GP:1 ASC:1 likely to-decide: names alike, same birth date and home or contact");
	good(link_as(t, "GP:1", "ASC:1", false));
	assert_waits(t, 0, 0);
	assert_non_null(strstr(links_of(t), "GP:1 ASC:1 likely linked: linked by ann on "));
	undoes(t);
	assert_waits(t, 1, 1);
}

static void a_link_that_was_refused_waits_with_its_reason(void **state)
{
	struct crowd *t = *state;
	const char *before;
	struct waiting_pairs w;
	struct link_row row;

	arrives(t, "GP:1", GRACE " nhs=9990000018 phone=01130000001");
	arrives(t, "NHS:1", GRACE " nhs=9990000026");
	arrives(t, "ASC:1", GRACE " phone=01130000001");
	good(links_waiting(t->session->store, civil_day(2025, 11, 21), t->arena, &w, &crowd_err));
	assert_int_equal(w.due, 1);
	good(waiting_read(t->session->store, &w.v[0], t->arena, &row, &crowd_err));
	assert_non_null(strstr(row.reason, "; but it would make two NHS numbers one person's"));
	before = crowd_digest(t);
	good(separate_as(t, "GP:1", "ASC:1", false));
	assert_people(t, "GP:1 | NHS:1 ASC:1"); /* what stood against it is gone */
	good(links_waiting(t->session->store, civil_day(2025, 11, 21), t->arena, &w, &crowd_err));
	assert_int_equal(w.n, 0);
	undoes(t);
	assert_string_equal(crowd_digest(t), before);
}

static void two_people_wait_once_however_many_records_they_have(void **state)
{
	struct crowd *t = *state;

	arrives(t, "GP:1", "given=Elizabeth family=Clarke born=1960-05-05 sex=F postcode=LS6_2AB");
	arrives(t, "ASC:1", "given=Elizabeth family=Clarke born=1960-05-05 sex=F");
	arrives(t, "NHS:1", "given=Betty family=Clarke born=1960-05-05 sex=F postcode=LS6_2AB");
	arrives(t, "HOU:1", "given=Betty family=Clarke born=1960-05-05 sex=F postcode=LS6_2AB");
	assert_people(t, "GP:1 ASC:1 | NHS:1 HOU:1");
	assert_waits(t, 1, 1);
	good(separate_as(t, "ASC:1", "HOU:1", true));
	good(link_as(t, "ASC:1", "HOU:1", false));
	assert_waits(t, 0, 0);
}

static const struct pair_field *field(const struct pair_explained *e, const char *name)
{
	for (size_t i = 0; i < e->field_n; i++)
		if (strcmp(e->field[i].field, name) == 0)
			return &e->field[i];
	fail_msg("%s is not explained", name);
	return NULL;
}

static void a_pair_is_explained_field_by_field(void **state)
{
	struct crowd *t = *state;
	struct pair_explained e;
	double sum = 0;

	arrives(t, "GP:1", "given=Elizabeth family=Clarke born=1960-05-05 sex=F postcode=LS6_2AB");
	arrives(t, "ASC:1", "given=Betty family=Clarke born=1960-05-05 postcode=LS8_1XX");
	good(explain_pair(t->session, "GP:1", "ASC:1", t->arena, &e, &crowd_err));
	assert_string_equal(field(&e, "given_name")->a, "Elizabeth");
	assert_string_equal(field(&e, "given_name")->b, "Betty");
	assert_string_equal(field(&e, "given_name")->level, "nickname");
	assert_string_equal(field(&e, "family_name")->level, "exact");
	assert_string_equal(field(&e, "postcode")->level, "differs");
	assert_string_equal(field(&e, "sex")->level, "missing");
	assert_string_equal(field(&e, "sex")->b, "");
	assert_true(field(&e, "sex")->weight == 0);
	for (size_t i = 0; i < e.field_n; i++)
		sum += e.field[i].weight;
	assert_true(sum == e.total);
	assert_string_equal(e.band, "likely");
	assert_string_equal(e.state, "to-decide");
	assert_false(e.same_person);
	good(separate_as(t, "GP:1", "GP:1", true) == ST_USAGE ? ST_OK : ST_BUG);
	good(link_as(t, "GP:1", "ASC:1", false));
	good(explain_pair(t->session, "GP:1", "ASC:1", t->arena, &e, &crowd_err));
	assert_string_equal(e.state, "linked");
	assert_true(e.same_person);
	assert_non_null(strstr(e.reason, "linked by ann on "));
	good(separate_as(t, "GP:1", "ASC:1", false));
	good(explain_pair(t->session, "GP:1", "ASC:1", t->arena, &e, &crowd_err));
	assert_string_equal(e.state, "separated");
	assert_non_null(strstr(e.reason, "because two people"));
}

static void earlier_decisions_on_a_pair_are_told(void **state)
{
	struct crowd *t = *state;
	struct pair_explained e;

	arrives(t, "GP:1", GRACE);
	arrives(t, "ASC:1", GRACE);
	good(explain_pair(t->session, "GP:1", "ASC:1", t->arena, &e, &crowd_err));
	assert_int_equal(e.earlier_n, 0);
	good(separate_as(t, "ASC:1", "GP:1", false));
	undoes(t);
	good(separate_as(t, "GP:1", "ASC:1", false));
	good(explain_pair(t->session, "ASC:1", "GP:1", t->arena, &e, &crowd_err));
	assert_int_equal(e.earlier_n, 2);
	assert_non_null(strstr(e.earlier[0], "separated by ann on ")); /* the newest first */
	assert_non_null(strstr(e.earlier[0], "because two people"));
	assert_null(strstr(e.earlier[0], "undone"));
	assert_non_null(strstr(e.earlier[1], "; undone by ann on "));
	undoes(t);
	redoes(t);
	good(explain_pair(t->session, "GP:1", "ASC:1", t->arena, &e, &crowd_err));
	assert_null(strstr(e.earlier[0], "undone"));
}

static enum status export_line(void *arg, const char *agency, const char *local_id, const char *person, struct err *err)
{
	struct crowd *t = arg;
	static char so_far[400];

	(void)err;
	snprintf(so_far + strlen(so_far), sizeof so_far - strlen(so_far), "%s:%s=%s;", agency, local_id,
		strcmp(person, person_of(t, "GP:1")) == 0 ? "grace" : "tom");
	if (strcmp(agency, "NHS") == 0)
		assert_string_equal(so_far, "ASC:1=grace;ASC:2=tom;GP:1=grace;NHS:1=grace;");
	return ST_OK;
}

static void links_are_exported_by_agency_and_local_id(void **state)
{
	struct crowd *t = *state;

	arrives(t, "NHS:1", GRACE);
	arrives(t, "ASC:2", "given=Tom");
	arrives(t, "GP:1", GRACE);
	arrives(t, "ASC:1", GRACE);
	good(export_links(t->session, export_line, t, &crowd_err));
}

static void a_key_that_hundreds_share_is_no_block(void **state)
{
	struct crowd *t = *state;

	for (int i = 0; i < 202; i++)
		arrives(t, arena_printf(t->arena, "GP:%d", i), "ids=household=H1");
	arrives(t, "ASC:1", "ids=household=H1");
	assert_non_null(strstr(people_of(t), "| ASC:1"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		crowd_test(a_record_alone_is_a_person_of_one),
		crowd_test(same_names_birth_date_and_sex_are_one_person),
		crowd_test(father_and_son_of_one_name_stay_two),
		crowd_test(twins_stay_two),
		crowd_test(twins_of_like_names_stay_two_whoever_knows_both),
		crowd_test(twins_do_not_meet_over_the_name_they_share),
		crowd_test(a_couple_does_not_meet_over_their_tenancy),
		crowd_test(placeholders_link_nobody),
		crowd_test(a_shared_identifier_links),
		crowd_test(an_identifier_that_a_father_and_a_son_share_links_nobody),
		crowd_test(two_nhs_numbers_never_meet_over_a_third_record),
		crowd_test(one_nhs_number_of_two_people_is_for_a_worker),
		crowd_test(one_resource_for_several_agencies_is_one_person),
		crowd_test(the_setting_says_how_far_the_linker_goes),
		crowd_test(a_changed_record_is_compared_anew),
		crowd_test(people_meet_over_a_later_record),
		crowd_test(the_same_again_changes_nothing),
		crowd_test(the_elder_id_stays_and_parting_restores_both),
		crowd_test(a_workers_link_joins_two_whole_people),
		crowd_test(separating_shows_both_sides_and_is_taken_back_without_trace),
		crowd_test(a_record_placed_by_hand_goes_there_and_all_is_one_decision),
		crowd_test(what_is_named_where_the_evidence_has_it_adds_no_word),
		crowd_test(a_hand_parts_what_a_worker_had_linked),
		crowd_test(records_follow_what_they_hang_on_when_that_is_moved),
		crowd_test(what_cannot_be_placed_is_refused),
		crowd_test(an_id_that_leads_elsewhere_says_why),
		crowd_test(what_a_worker_separated_no_later_record_joins),
		crowd_test(a_separation_of_sent_as_one_holds_too),
		crowd_test(a_worker_may_link_and_then_separate_the_same_pair),
		crowd_test(what_makes_no_sense_is_refused_in_a_sentence),
		crowd_test(pairs_that_wait_are_those_that_nobody_decided),
		crowd_test(a_link_that_was_refused_waits_with_its_reason),
		crowd_test(two_people_wait_once_however_many_records_they_have),
		crowd_test(a_pair_is_explained_field_by_field),
		crowd_test(earlier_decisions_on_a_pair_are_told),
		crowd_test(links_are_exported_by_agency_and_local_id),
		crowd_test(a_key_that_hundreds_share_is_no_block),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
