/* Who coordinates a person's care: handed over, seen changed meanwhile, taken back. */
#include <string.h>

#include "journey.h"
#include "lead.h"
#include "linkage.h"
#include "search.h"
#include "today.h"
#include "town.h"
#include "writing.h"

struct desk { struct town town; int64_t grace; };

static void desk_open(struct desk *d)
{
	town_open(&d->town);
	d->grace = town_record(&d->town, "ASC", "1", "Grace", "Okafor", "1943-07-03");
}

static enum status hand(struct desk *d, const char *to, const char *note, int64_t seen)
{
	return lead_hand(d->town.session, &(struct handover){d->grace, to, note, seen}, &the_err);
}

/* "ada", "" for somebody wanted, "-" where nobody ever asked. */
static const char *who_leads(struct desk *d)
{
	struct lead lead;
	enum status st = lead_of(d->town.session, d->grace, d->town.arena, &lead, &the_err);

	if (st == ST_NONE)
		return "-";
	works(st);
	return lead.worker;
}

static size_t on_today(struct desk *d, enum today_kind kind, struct today_line *line)
{
	struct today today;
	size_t n = 0;

	works(today_read(d->town.session, &(struct today_query){.each = 9}, d->town.arena, &today, &the_err));
	for (size_t i = 0; i < today.line_n; i++)
		if (today.line[i].kind == kind && n++ == 0)
			*line = today.line[i];
	assert_int_equal(n, today.total[kind]);
	return n;
}

static void nobody_leads_until_somebody_takes_it(void **state)
{
	struct desk d;

	(void)state;
	desk_open(&d);
	assert_string_equal(who_leads(&d), "-");
	works(hand(&d, NULL, NULL, 0));
	assert_string_equal(who_leads(&d), "ada");
	works(hand(&d, "lin@ASC", "on leave until May", -1));
	assert_string_equal(who_leads(&d), "lin@ASC");
	town_close(&d.town);
}

static void undo_gives_it_back_and_redo_hands_it_over_again(void **state)
{
	struct undone undone;
	struct desk d;

	(void)state;
	desk_open(&d);
	works(hand(&d, NULL, NULL, 0));
	works(hand(&d, "lin", NULL, -1));
	works(decision_undo(d.town.session, d.town.arena, &undone, &the_err));
	assert_string_equal(who_leads(&d), "ada");
	works(decision_undo(d.town.session, d.town.arena, &undone, &the_err));
	assert_string_equal(who_leads(&d), "-");
	works(decision_redo(d.town.session, d.town.arena, &undone, &the_err));
	works(decision_redo(d.town.session, d.town.arena, &undone, &the_err));
	assert_string_equal(who_leads(&d), "lin");
	town_close(&d.town);
}

static void what_changed_meanwhile_is_said_and_left(void **state)
{
	struct desk d;

	(void)state;
	desk_open(&d);
	works(hand(&d, "lin", NULL, 0));
	assert_int_equal(hand(&d, NULL, NULL, 0), ST_USAGE);
	assert_non_null(strstr(the_err.text, "meanwhile ada said that lin leads"));
	assert_string_equal(who_leads(&d), "lin");
	assert_int_equal(hand(&d, "lin", NULL, -1), ST_USAGE);
	assert_int_equal(hand(&d, "two words", NULL, -1), ST_USAGE);
	town_close(&d.town);
}

/* The people are counted once in a sentence. */
static void what_was_done_to_many_people_says_so_once(void **state)
{
	struct undone undone;
	struct desk d;
	int64_t person[3];
	size_t done;

	(void)state;
	desk_open(&d);
	person[0] = d.grace;
	person[1] = town_record(&d.town, "GP", "7", "Tom", "Bell", "1938-01-01");
	person[2] = town_record(&d.town, "GP", "8", "Dee", "Lin", "1950-01-01");
	works(stars_set(d.town.session, person, 3, true, &done, &the_err));
	works(decision_undo(d.town.session, d.town.arena, &undone, &the_err));
	assert_string_equal(undone.sentence, "star of 3 people");
	town_close(&d.town);
}

/* Three at once: whom another was given meanwhile is left, and undo takes the rest back in one. */
static void many_are_handed_over_in_one_stroke(void **state)
{
	struct handover asked[3];
	struct undone undone;
	struct audit_line *line;
	struct desk d;
	int64_t *led;
	size_t n, left = 9;

	(void)state;
	desk_open(&d);
	asked[0] = (struct handover){d.grace, "lin", "on leave until May", 0};
	asked[1] = (struct handover){town_record(&d.town, "GP", "7", "Tom", "Bell", "1938-01-01"), "lin", NULL, 0};
	asked[2] = (struct handover){town_record(&d.town, "GP", "8", "Dee", "Lin", "1950-01-01"), "lin", NULL, 0};
	works(lead_hand(d.town.session, &(struct handover){asked[2].person, "bob", NULL, 0}, &the_err));
	works(leads_hand(d.town.session, asked, 3, &left, &the_err));
	assert_int_equal(left, 1);
	works(leads_list(d.town.session, "lin", d.town.arena, &led, &n, &the_err));
	assert_int_equal(n, 2);
	works(audit_read(d.town.session, 0, NULL, 2, d.town.arena, &line, &n, &the_err));
	assert_string_equal(line[1].detail, "lead ASC:1 GP:7"); /* under this look at the audit */
	works(decision_undo(d.town.session, d.town.arena, &undone, &the_err));
	assert_non_null(strstr(undone.sentence, "lead of 2 people ("));
	works(leads_list(d.town.session, "lin", d.town.arena, &led, &n, &the_err));
	assert_int_equal(n, 0);
	works(leads_list(d.town.session, "bob", d.town.arena, &led, &n, &the_err));
	assert_int_equal(n, 1);
	asked[2].to = "lin";
	assert_int_equal(leads_hand(d.town.session, &asked[2], 1, &left, &the_err), ST_USAGE);
	assert_string_equal(who_leads(&d), "-");
	town_close(&d.town);
}

static void somebody_wanted_stands_on_today_until_somebody_leads(void **state)
{
	struct today_line line;
	struct desk d;

	(void)state;
	desk_open(&d);
	assert_int_equal(on_today(&d, TD_LEAD, &line), 0);
	works(hand(&d, "", "I move to the north team", 0));
	assert_int_equal(on_today(&d, TD_LEAD, &line), 1);
	assert_string_equal(line.who, "Okafor, Grace (82)");
	assert_string_equal(line.what, "ada: I move to the north team");
	works(hand(&d, "lin", NULL, -1));
	assert_int_equal(on_today(&d, TD_LEAD, &line), 0);
	town_close(&d.town);
}

static void of_two_linked_people_the_latest_word_counts_and_parting_restores_both(void **state)
{
	struct link_preview preview;
	struct undone undone;
	struct desk d;
	int64_t other, *person;
	size_t n;

	(void)state;
	desk_open(&d);
	other = town_record(&d.town, "GP", "7", "Grace", "Okafor", "1943-07-03");
	works(hand(&d, "lin", NULL, 0));
	works(lead_hand(d.town.session, &(struct handover){other, "sam", NULL, 0}, &the_err));
	works(link_records(d.town.session, "ASC:1", "GP:7", "met her", false, d.town.arena, &preview, &the_err));
	assert_string_equal(who_leads(&d), "sam");
	works(leads_list(d.town.session, "lin", d.town.arena, &person, &n, &the_err));
	assert_int_equal(n, 0);
	works(leads_list(d.town.session, "sam", d.town.arena, &person, &n, &the_err));
	assert_int_equal(n, 1);
	works(pair_undo(d.town.session, "ASC:1", "GP:7", d.town.arena, &undone, &the_err));
	assert_string_equal(who_leads(&d), "lin");
	town_close(&d.town);
}

static void whom_i_lead_are_the_first_of_my_people(void **state)
{
	struct person_hit *hit;
	struct person *p;
	struct desk d;
	int64_t amos;
	size_t n;

	(void)state;
	desk_open(&d);
	amos = town_record(&d.town, "ASC", "2", "Amos", "Bell", "1950-02-01");
	works(hand(&d, NULL, NULL, 0));
	works(person_open(d.town.session, amos, d.town.arena, &p, &the_err));
	works(people_recent(d.town.session, 0, d.town.arena, &hit, &n, &the_err));
	assert_int_equal(n, 2);
	assert_string_equal(hit[0].name, "Okafor, Grace");
	assert_true(hit[0].is_led && !hit[0].is_starred);
	assert_false(hit[1].is_led);
	town_close(&d.town);
}

static void a_warning_is_on_today_from_its_review_day_on(void **state)
{
	struct today_line line;
	struct desk d;

	(void)state;
	desk_open(&d);
	town_event(&d.town, (struct event){.agency_code = "ASC", .local_id = "1", .source_ref = "w1", .kind = EV_WARNING,
		.status = ES_COMPLETED, .starts_on = "2025-01-02", .valid_until = "2025-11-22", .title = "Dog in the yard"});
	assert_int_equal(on_today(&d, TD_WARNING, &line), 0);
	town_event(&d.town, (struct event){.agency_code = "ASC", .local_id = "1", .source_ref = "w2", .kind = EV_WARNING,
		.status = ES_COMPLETED, .starts_on = "2025-01-02", .valid_until = "2025-11-21", .title = "Lone visits"});
	assert_int_equal(on_today(&d, TD_WARNING, &line), 1);
	assert_string_equal(line.what, "Lone visits: ask ASC whether it still holds");
	assert_int_equal(line.since, TOWN_TODAY);
	town_close(&d.town);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nobody_leads_until_somebody_takes_it),
		cmocka_unit_test(undo_gives_it_back_and_redo_hands_it_over_again),
		cmocka_unit_test(what_changed_meanwhile_is_said_and_left),
		cmocka_unit_test(what_was_done_to_many_people_says_so_once),
		cmocka_unit_test(many_are_handed_over_in_one_stroke),
		cmocka_unit_test(somebody_wanted_stands_on_today_until_somebody_leads),
		cmocka_unit_test(of_two_linked_people_the_latest_word_counts_and_parting_restores_both),
		cmocka_unit_test(whom_i_lead_are_the_first_of_my_people),
		cmocka_unit_test(a_warning_is_on_today_from_its_review_day_on),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
