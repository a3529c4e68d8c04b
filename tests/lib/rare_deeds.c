/* What is rarely written: openings and what is refused, a record that was made here, what hangs on links, what was left behind. */
#include "deed.h"

#include <stdio.h>

#include "access.h"
#include "apart.h"
#include "erase.h"
#include "ingest.h"
#include "lead.h"
#include "linkage.h"
#include "linkage/linking.h"
#include "lists.h"
#include "store_imports.h"
#include "store_sharing.h"
#include "terms.h"
#include "workers.h"
#include "writing.h"


/* Opened, refused -------------------------------------------------------------------- */

static enum status say(struct session *s, struct saying w, struct err *e)
{
	w.person = DEED_GRACE;
	return access_say(s, &w, e);
}

DEED(opened) { UNUSED; return case_look_person(s, DEED_GRACE, e); }
DEED(opening_said) { UNUSED; return say(s, (struct saying){.kind = SAID_OPENED, .why = "meeting"}, e); }
DEED(opened_for_a_reason)
{
	const struct deed deed = {.deed = "look", .person = DEED_GRACE, .detail = "meeting"};

	UNUSED;
	return case_look_saying(s, &deed, &(struct sharing_said){.at = "2025-11-21T09:00:00Z", .by = "ada", .record = DEED_GRACE, .kind = SAID_OPENED,
		.why = "meeting", .until = CIVIL_NONE, .review = CIVIL_NONE}, e);
}
DEED(refused) { UNUSED; return case_note(s, &(struct deed){.deed = "refused", .person = DEED_GRACE, .detail = "own or related"}, e); }

/* As a coordinator, who may be somebody's kin, so that whom they reach is asked for. */
DEED(others_work)
{
	enum status st = worker_add(s, &(struct worker_said){.name = "ada", .role = "steward"}, e);

	UNUSED;
	if (st == ST_OK)
		st = worker_add(s, &(struct worker_said){.name = "bo", .role = "steward"}, e);
	if (st == ST_OK)
		st = worker_relate(s, &(struct worker_kin){.name = "bo", .record = "GP:7", .is_kin = true}, e);
	return st == ST_OK ? worker_set(s, &(struct worker_said){.name = "ada", .role = "coordinator"}, e) : st;
}
DEED(becomes_kin)
{
	enum status st = worker_add(s, &(struct worker_said){.name = "ada", .role = "steward"}, e);

	UNUSED;
	if (st == ST_OK)
		st = worker_add(s, &(struct worker_said){.name = "bo", .role = "steward"}, e);
	if (st == ST_OK)
		st = worker_relate(s, &(struct worker_kin){.name = "ada", .record = "ASC:1", .is_kin = true}, e);
	return st == ST_OK ? worker_set(s, &(struct worker_said){.name = "ada", .role = "coordinator"}, e) : st;
}

/* Taken back ------------------------------------------------------------------------- */

static enum status put(struct session *s, struct arena *a, struct writing w, struct err *e)
{
	struct written out;

	return writing_put(s, &w, a, &out, e);
}

DEED(note) { return put(s, a, (struct writing){.kind = EV_NOTE, .person = DEED_GRACE, .agency = "ASC", .text = "Rang her"}, e); }
DEED(note_of_another) { return put(s, a, (struct writing){.kind = EV_NOTE, .person = DEED_AMOS, .agency = "HOSP", .text = "Rang him"}, e); }
DEED(note_makes_record) { return put(s, a, (struct writing){.kind = EV_NOTE, .person = DEED_AMOS, .agency = "ASC", .text = "Rang him"}, e); }
DEED(action_by_now) { UNUSED; return action_keep(s, DEED_GRACE, 0, "Rang her daughter", "2025-11-20", true, e); }
DEED(action) { UNUSED; return action_keep(s, DEED_GRACE, 0, "Ring her daughter", "2025-12-01", false, e); }
DEED(star) { bool is_on; UNUSED; return star_turn(s, DEED_GRACE, &is_on, e); }
DEED(lead) { UNUSED; return lead_hand(s, &(struct handover){.person = DEED_GRACE, .to = "ada", .seen = -1}, e); }
DEED(link) { struct link_preview p; return link_records(s, "ASC:1", "GP:7", "same home", false, a, &p, e); }
DEED(consent)
{
	UNUSED;
	return say(s, (struct saying){.kind = SAID_GIVEN, .agency = "ASC", .purpose = "care", .giver = "person", .how = "spoken"}, e);
}
DEED(finding)
{
	struct ruling r = {.verdict = VD_AVOIDABLE, .note = "rang the council"};
	int64_t event = 0;
	enum status st = asked_find(s, "REACH:p1", &event, e);

	UNUSED;
	return st == ST_OK ? asked_decide(s, &event, 1, &r, e) : st;
}
DEED(take_back) { struct undone what; return decision_undo(s, a, &what, e); }
DEED(bring_again) { struct undone what; return decision_redo(s, a, &what, e); }

#define AMONG_OTHERS(name) ALL(name##_among_others, name, others_work) ALL(name##_of_kin, note_of_another, name, becomes_kin) \
	ALL(name##_before_opening, name, opening_said)
AMONG_OTHERS(note)
AMONG_OTHERS(action)
AMONG_OTHERS(action_by_now)
AMONG_OTHERS(star)
AMONG_OTHERS(lead)
AMONG_OTHERS(link)
AMONG_OTHERS(consent)
AMONG_OTHERS(finding)
#define OF_EACH(name, what) \
	{what " taken back among others", name##_among_others, take_back, false, false}, \
	{what " of kin, passed over", name##_of_kin, take_back, false, true}, \
	{what " before an opening that stays", name##_before_opening, take_back, false, true}

ALL(record_unmade, note_makes_record, take_back)

/* Who was erased ----------------------------------------------------------------------- */

static enum status erased(struct session *s, struct arena *a, int64_t person, struct err *e)
{
	struct erasure what;
	struct erased done;
	enum status st = erasure_preview(s, person, a, &what, e);

	return st == ST_OK ? erasure_make(s, person, what.code, a, &done, e) : st;
}

DEED(grace_erased) { return erased(s, a, DEED_GRACE, e); }
DEED(amos_erased) { return erased(s, a, DEED_AMOS, e); }
DEED(events_set_aside)
{
	return deed_take(s, a, "ASC", "events.csv", "source_ref,local_id,kind,starts_on\nN1,1,nonsense,2025-11-24\nN2,1,contact,2025-11-03\nN3,no one,contact,2025-11-03\n", e);
}
ALL(linked_and_set_aside, link, events_set_aside)

DEED(first_back) { struct withdraw_report r; UNUSED; return ingest_withdraw(s, 1, &(struct ingest_options){0}, &r, e); }

/* Linked by themselves ------------------------------------------------------------------- */

DEED(reaches_further) { UNUSED; return setting_set(s, "link.auto", "likely", e); }
DEED(reaches_less) { UNUSED; return setting_set(s, "link.auto", "off", e); }

#define PEOPLE "local_id,nhs_number,given_name,family_name,date_of_birth,postcode\n"
#define OTIS "21,9990000026,Otis,Moor,1940-05-06,LS6 2AA\n"

DEED(at_council) { return deed_take(s, a, "ASC", "council.csv", PEOPLE OTIS "22,,Ann,Hill,1950-02-03,LS6 2AB\n", e); }
DEED(at_surgery) { return deed_take(s, a, "GP", "surgery.csv", PEOPLE OTIS "22,,Ann,Hill,1950-02-03,LS6 2AB\n", e); }
DEED(at_home) { return deed_take(s, a, "HOSP", "home.csv", PEOPLE OTIS "22,,Anne,Hill,1950-02-03,LS6 2AB\n", e); }
DEED(somebody_else) { return deed_take(s, a, "GP", "else.csv", PEOPLE "21,9990000042,Petra,Cope,1961-02-03,LS1 4AA\n22,,Tom,Reed,1944-01-01,LS1 4AB\n", e); }
DEED(otis_and_otis) { struct link_preview p; return separate_records(s, "ASC:21", "GP:21", "two people", false, a, &p, e); }
DEED(all_anew) { UNUSED; return setting_set(s, "linking", "refit", e); }
ALL(at_three, at_council, at_surgery, at_home)
ALL(at_three_further, at_three, reaches_further)

/* As they move again and again, and what they sent first comes back. */
DEED(moved_once) { return deed_take(s, a, "ASC", "moved.csv", PEOPLE "21,9990000026,Otis,Moor,1940-05-06,LS1 1AA\n", e); }
DEED(moved_twice) { return deed_take(s, a, "ASC", "again.csv", PEOPLE "21,9990000026,Otis,Moor-Hill,1940-05-06,LS2 2AA\n", e); }
ALL(moved_on, at_council, moved_once, moved_twice, first_back)

/* Of a file that is taken in again for what could not be read: the two stand for each other. */
DEED(no_one) { return deed_take(s, a, "ASC", "people.csv", PEOPLE "no one,,Nora,Dean,1950-02-03,LS6 2AB\n", e); }
ALL(set_aside_no_more, events_set_aside, no_one, events_set_aside)

/* Many at once: dozens who go elsewhere together, and hundreds who have one day of birth. */
static enum status crowd(struct session *s, struct arena *a, const char *agency, int first, int n, const char *born, struct err *e)
{
	const char *text = "local_id,nhs_number,given_name,family_name,date_of_birth,postcode\n";

	for (int i = first; i < first + n; i++)
		text = arena_printf(a, "%sc%d,,%c%c%cia,%c%c%cson,%s,LS%d %d%c%c\n", text, i, 'A' + i % 26, 'a' + i / 26 % 26, 'a' + i * 7 % 26,
			'B' + i % 23, 'e' + i % 5, 'a' + i * 11 % 26, born, i % 20 + 1, i % 9, 'A' + i % 20, 'A' + i / 20 % 20);
	return deed_take(s, a, agency, agency, text, e);
}
DEED(crowd_at_council) { return crowd(s, a, "ASC", 0, 40, "1950-02-03", e); }
DEED(crowd_at_surgery) { return crowd(s, a, "GP", 0, 40, "1950-02-03", e); }
DEED(crowd_born_together) { return crowd(s, a, "HOSP", 1000, 520, "1950-02-03", e); }
ALL(crowd_of_two, crowd_at_council, crowd_at_surgery, reaches_further)

static enum status unsettled_fn(struct txn *txn, void *arg, struct err *e)
{
	(void)arg;
	return store_setting_put(txn, "linking.unsettled", "yes", e);
}
DEED(broken_off) { UNUSED; return case_keep(s, unsettled_fn, NULL, e); }
ALL(linking_broken_off, at_council, broken_off)

DEED(made_for_otis)
{
	return put(s, a, (struct writing){.kind = EV_NOTE, .person = 5, .agency = "REACH", .text = "Rang him"}, e);
}
DEED(first_back_tried) { struct withdraw_report r; UNUSED; return ingest_withdraw_try(s, 1, &(struct ingest_options){0}, &r, e); }
ALL(otis_made, at_council, made_for_otis)
ALL(otis_made_and_gone, otis_made, first_back)

/* What another worker writes hangs on what was made here, once the record that both belong with is gone. */
DEED(other_writes_too)
{
	const struct session_options o = {.store = session_store_path(s), .worker = "bo", .today = TOWN_TODAY};
	struct session *other = NULL;
	enum status st = session_open(&other, &o, e);

	if (st == ST_OK)
		st = put(other, a, (struct writing){.kind = EV_NOTE, .person = 5, .agency = "GP", .text = "Saw him"}, e);
	session_close(other);
	return st;
}
ALL(made_on_made, otis_made, other_writes_too, first_back)
ALL(made_for_two, at_council, at_surgery, made_for_otis, first_back)

/* Two with a number each, and one without who is linked to the first of them. */
#define ANN ",Ann,Dale,1950-02-03,LS6 2AB\n"
DEED(ann_of_one) { return deed_take(s, a, "ASC", "one.csv", PEOPLE "31,9990000034" ANN, e); }
DEED(ann_of_none) { return deed_take(s, a, "GP", "none.csv", PEOPLE "31," ANN, e); }
DEED(ann_of_other) { return deed_take(s, a, "HOSP", "other.csv", PEOPLE "31,9990000042" ANN, e); }
ALL(ann_three_times, reaches_further, ann_of_one, ann_of_none, ann_of_other)

/* Somebody is heard between two pieces of linking everybody. */
static bool is_late(void *arg)
{
	(void)arg;
	return true;
}

static enum status linking_fn(struct work *work, void *arg, struct err *e)
{
	return linking_write(arg, work, is_late, NULL, e);
}
DEED(all_anew_and_two_apart)
{
	struct linking *l = NULL;
	enum status st = linking_new(s, NULL, 0, 0, LINKING_EVERYBODY, &l, e);

	if (st == ST_OK)
		st = linking_prepare(l, e);
	if (st == ST_OK)
		st = otis_and_otis(s, a, e);
	while (st == ST_OK && !linking_is_over(l)) {
		st = linking_prepare(l, e);
		if (st == ST_OK)
			st = case_write_piece(s, linking_fn, l, e);
		if (st == ST_OK)
			linking_written(l);
	}
	linking_free(l);
	return st;
}

/* Left behind ------------------------------------------------------------------------------ */

static enum status pending_fn(struct txn *txn, void *arg, struct err *e)
{
	(void)arg;
	return store_pending_put(txn, &(struct pending){.import = 1, .deed = PENDING_TAKE, .mark = "gone"}, e);
}
DEED(is_left) { UNUSED; return case_keep(s, pending_fn, NULL, e); }
ALL(rows_gone, at_council, is_left)
DEED(finished) { int64_t import; UNUSED; return ingest_finish(s, &(struct ingest_options){0}, &import, e); }

/* A store of its own, beside the one that is tried. */
DEED(demo_made)
{
	struct session_options o = {.store = arena_printf(a, "%s.demo", session_store_path(s)), .worker = "ada", .today = TOWN_TODAY,
		.make = true, .be_demo = true, .demo_today = TOWN_TODAY};
	struct session *demo = NULL;
	enum status st = session_open(&demo, &o, e);

	session_close(demo);
	return st;
}

/* Otis with a plan that asks again, and then with whom he belongs. */
DEED(plan)
{
	return put(s, a, (struct writing){.kind = EV_ASSESSMENT, .person = DEED_GP, .agency = "HOSP", .instrument = "WELLB", .on = "2025-12-05"}, e);
}
DEED(gp_and_hospital) { struct link_preview p; return link_records(s, "GP:7", "HOSP:h", "same home", false, a, &p, e); }
ALL(plan_at_another, gp_and_hospital, plan)
ALL(plan_taken_along, plan_at_another, link)

DEED(threshold) { UNUSED; return setting_set(s, "duplicate.threshold", "1/1", e); }

const struct deed_way RARE_DEEDS[] = {
	{"an opening", NULL, opened, false, false},
	{"an opening and why", NULL, opening_said, false, false},
	{"an opening for a reason", NULL, opened_for_a_reason, false, true},
	{"what was refused", NULL, refused, false, false},
	{"an action that is done", NULL, action_by_now, false, false},
	OF_EACH(note, "a note"),
	OF_EACH(action, "an action"),
	OF_EACH(action_by_now, "a done action"),
	OF_EACH(star, "a star"),
	OF_EACH(lead, "a lead"),
	OF_EACH(link, "a link"),
	OF_EACH(consent, "consent"),
	OF_EACH(finding, "a decision"),
	{"a made record taken back", note_makes_record, take_back, false, false},
	{"a made record brought again", record_unmade, bring_again, false, false},
	{"somebody linked erased", linked_and_set_aside, grace_erased, false, false},
	{"the only one of a name erased", note_makes_record, amos_erased, false, false},
	{"events set aside", NULL, events_set_aside, false, true},
	{"another agency's of the same people", at_council, at_surgery, false, true},
	{"others under their ids", at_three, somebody_else, false, true},
	{"two of three kept apart", at_three, otis_and_otis, false, false},
	{"a linker that reaches further", at_three, reaches_further, false, false},
	{"a linker that reaches less", at_three_further, reaches_less, false, false},
	{"all linked anew", at_three, all_anew, false, true},
	{"people behind two others", moved_on, at_council, false, true},
	{"an import that another of the same files stands for", set_aside_no_more, first_back, false, true},
	{"dozens who go elsewhere", crowd_of_two, reaches_less, false, false},
	{"hundreds of one day", crowd_at_council, crowd_born_together, false, true},
	{"people beside who was made", note_makes_record, at_surgery, false, true},
	{"findings that a threshold ends", NULL, threshold, false, true},
	{"linking that was broken off", linking_broken_off, at_surgery, false, true},
	{"people back, and who was made for them", otis_made_and_gone, at_council, false, true},
	{"people taken back, and who was made for them", otis_made, first_back, false, true},
	{"people taken back for a try", at_three, first_back_tried, false, true},
	{"an import whose rows are gone", rows_gone, finished, false, true},
	{"a demo", NULL, demo_made, false, true},
	{"a link that takes a finding along", plan_at_another, link, false, false},
	{"a finding that goes where it was", plan_taken_along, take_back, false, false},
	{"what others hang on taken back", made_on_made, take_back, false, true},
	{"people back, and who was made for two", made_for_two, at_council, false, true},
	{"one of two numbers taken back", ann_three_times, first_back, false, true},
	{"all linked anew while two are kept apart", at_three, all_anew_and_two_apart, false, true},
};
const size_t RARE_DEED_COUNT = sizeof RARE_DEEDS / sizeof *RARE_DEEDS;
