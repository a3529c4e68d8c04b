#include "deeds.h"

#include <stdio.h>
#include <string.h>

#include "access.h"
#include "erase.h"
#include "lead.h"
#include "linkage.h"
#include "lists.h"
#include "ingest.h"
#include "profile.h"
#include "retention.h"
#include "terms.h"
#include "worker_keys.h"
#include "workers.h"
#include "writing.h"

/* Grace as the council and a charity hold her, perhaps again at her GP; and Amos. */
enum { GRACE = 1, GP = 3, AMOS = 4 };

#define DEED(name) static enum status name(struct session *s, struct arena *a, struct err *e)
#define UNUSED (void)a

/* Written by hand ------------------------------------------------------------ */

static enum status put(struct session *s, struct arena *a, struct writing w, struct err *e)
{
	struct written out;

	return writing_put(s, &w, a, &out, e);
}

DEED(note) { return put(s, a, (struct writing){.kind = EV_NOTE, .person = GRACE, .agency = "ASC", .text = "Rang her"}, e); }
DEED(note_makes_record) { return put(s, a, (struct writing){.kind = EV_NOTE, .person = AMOS, .agency = "ASC", .text = "Rang him"}, e); }
DEED(change) { return put(s, a, (struct writing){.kind = EV_CHANGE, .person = GRACE, .agency = "ASC", .code = "fall"}, e); }
DEED(concern) { return put(s, a, (struct writing){.kind = EV_CONCERN, .person = GRACE, .agency = "ASC", .text = "No heating"}, e); }
DEED(plan)
{
	return put(s, a, (struct writing){.kind = EV_ASSESSMENT, .person = GRACE, .agency = "REACH", .instrument = "REABL",
		.on = "2025-12-05"}, e);
}

DEED(action) { UNUSED; return action_keep(s, GRACE, 0, "Ring her daughter", "2025-12-01", false, e); }
DEED(action_of_agency)
{
	UNUSED;
	return action_give(s, GRACE, session_agency_by_code(s, "ASC")->id, "Fit the rail", "2025-12-01", e);
}
DEED(two_actions)
{
	enum status st = action(s, a, e);

	return st == ST_OK ? action_of_agency(s, a, e) : st;
}
static enum status actions_end(struct session *s, struct arena *a, size_t most, struct err *e)
{
	struct action_line *line;
	int64_t id[2] = {0};
	size_t n = 0, left;
	enum status st = actions_of(s, GRACE, a, &line, &n, e);

	for (size_t i = 0; st == ST_OK && i < n && i < most; i++)
		id[i] = line[i].id;
	if (st != ST_OK)
		return st;
	return most == 1 ? action_done(s, id[0], e) : actions_done(s, id, 2, &left, e);
}
DEED(action_ends) { return actions_end(s, a, 1, e); }
DEED(actions_end_together) { return actions_end(s, a, 2, e); }

DEED(star) { bool is_on; UNUSED; return star_turn(s, GRACE, &is_on, e); }
DEED(stars) { size_t done; UNUSED; return stars_set(s, (const int64_t[]){GRACE, AMOS}, 2, true, &done, e); }
DEED(draft) { UNUSED; return draft_keep(s, "note", GRACE, "She said that", e); }
DEED(draft_goes) { UNUSED; return draft_keep(s, "note", GRACE, NULL, e); }
DEED(list_kept) { UNUSED; return list_setting_keep(s, "today", "order since", e); }
DEED(folder_kept) { UNUSED; return import_folder_set(s, "/srv/in", e); }
DEED(back) { UNUSED; return session_back(s, e); }

/* Leads ---------------------------------------------------------------------- */

DEED(lead) { UNUSED; return lead_hand(s, &(struct handover){.person = GRACE, .to = "bo", .note = "as agreed", .seen = -1}, e); }
DEED(leads)
{
	const struct handover both[] = {{.person = GRACE, .seen = -1}, {.person = AMOS, .seen = -1}};
	size_t left;

	UNUSED;
	return leads_hand(s, both, 2, &left, e);
}
DEED(lead_wanted) { UNUSED; return lead_hand(s, &(struct handover){.person = GRACE, .to = "", .seen = -1}, e); }

/* Decisions ------------------------------------------------------------------- */

static enum status decided(struct session *s, struct ruling r, struct err *e)
{
	int64_t event = 0;
	enum status st = asked_find(s, "REACH:p1", &event, e);

	return st == ST_OK ? asked_decide(s, &event, 1, &r, e) : st;
}
DEED(decide_it) { UNUSED; return decided(s, (struct ruling){.verdict = VD_AVOIDABLE, .note = "rang the council"}, e); }
DEED(decide_again) { UNUSED; return decided(s, (struct ruling){.verdict = VD_JUSTIFIED, .reason = "change"}, e); }
DEED(decide_ask) { UNUSED; return decided(s, (struct ruling){.verdict = VD_ASKED, .reply_by = "2025-12-01"}, e); }
DEED(take_back) { struct undone what; return decision_undo(s, a, &what, e); }
DEED(bring_again) { struct undone what; return decision_redo(s, a, &what, e); }
DEED(note_and_undo)
{
	enum status st = note(s, a, e);

	return st == ST_OK ? take_back(s, a, e) : st;
}
DEED(decide_and_undo)
{
	enum status st = decide_it(s, a, e);

	return st == ST_OK ? take_back(s, a, e) : st;
}

/* Whose record is whose --------------------------------------------------------- */

DEED(link) { struct link_preview p; return link_records(s, "ASC:1", "GP:7", "same home", false, a, &p, e); }
DEED(separate) { struct link_preview p; return separate_records(s, "ASC:1", "REACH:r1", "two people", false, a, &p, e); }
DEED(apart) { struct link_preview p; return separate_records(s, "ASC:1", "HOSP:h", "two people", false, a, &p, e); }
DEED(pair_taken_back) { struct undone what; return pair_undo(s, "ASC:1", "GP:7", a, &what, e); }
DEED(pair_asked) { UNUSED; return ask_about_records(s, "ASC:1", "GP:7", "GP", "2025-12-01", e); }
DEED(pair_ruled)
{
	struct pair_ruling r = {.a = GRACE, .b = GP, .verdict = VD_LINK, .reason = "same home",
		.seen = {.person_a = GRACE, .person_b = GP}};

	UNUSED;
	return pair_decide(s, &r, e);
}
DEED(pairs_ruled)
{
	struct pair_ruling r = {.a = GRACE, .b = GP, .verdict = VD_SEPARATE, .reason = "two people",
		.seen = {.person_a = GRACE, .person_b = GP}};
	size_t left;

	UNUSED;
	return pairs_decide(s, &r, 1, &left, e);
}
DEED(linker_reaches) { UNUSED; return setting_set(s, "link.auto", "likely", e); }

/* Who sees what ----------------------------------------------------------------- */

static enum status say(struct session *s, struct saying w, struct err *e)
{
	w.person = GRACE;
	return access_say(s, &w, e);
}
DEED(consent) { UNUSED; return say(s, (struct saying){.kind = SAID_GIVEN, .agency = "ASC", .purpose = "care", .giver = "person", .how = "spoken"}, e); }
DEED(refusal) { UNUSED; return say(s, (struct saying){.kind = SAID_REFUSED, .agency = "GP", .giver = "person", .how = "form"}, e); }
DEED(override)
{
	UNUSED;
	return say(s, (struct saying){.kind = SAID_SIGNED, .why = "she cannot be asked just now", .until = "2025-12-31"}, e);
}
DEED(named) { UNUSED; return say(s, (struct saying){.kind = SAID_NAMED, .record = "ASC:1", .worker = "bo"}, e); }
DEED(consent_goes)
{
	struct said *said;
	size_t n = 0;
	enum status st = access_said(s, GRACE, a, &said, &n, e);

	return st == ST_OK ? access_end(s, GRACE, n ? said[0].number : 0, "she changed her mind", e) : st;
}
DEED(matrix) { UNUSED; return sharing_cell_set(s, "housing", "nhs", "N/N", e); }
DEED(agency_sensitive) { UNUSED; return sharing_default_set(s, "agency", "ASC", "sensitive", e); }

/* What is kept how long ------------------------------------------------------------ */

DEED(held) { UNUSED; return hold_put(s, GRACE, "an inquiry", e); }
DEED(hold_ends) { UNUSED; return hold_release(s, GRACE, e); }
DEED(rule_of_years) { UNUSED; return retention_set(s, &(struct retention_rule){.scope = "all", .years = 8}, e); }
DEED(terms) { UNUSED; return terms_set(s, "ASC", "purpose", "direct care", e); }
DEED(threshold) { UNUSED; return setting_set(s, "duplicate.threshold", "3/4", e); }
DEED(erased)
{
	struct erasure what;
	struct erased done;
	enum status st = erasure_preview(s, GRACE, a, &what, e);

	return st == ST_OK ? erasure_make(s, GRACE, what.code, a, &done, e) : st;
}

/* Tables ------------------------------------------------------------------------------ */

DEED(profile_kept)
{
	const char *path = arena_printf(a, "%s.profile", session_store_path(s)), *name;
	FILE *f = fopen(path, "w");

	assert_non_null(f);
	fputs("profile moor\nagency ASC\npeople\n  local_id \"Ref\"\n  given_name \"Name\"\n", f);
	fclose(f);
	return profile_add(s, path, a, &name, e);
}
DEED(profile_goes) { UNUSED; return profile_remove(s, "moor", e); }

/* Workers ------------------------------------------------------------------------------ */

static const char KEY[] = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIEkWtfSl0xmBEz+nYCqcYNzNyV5xuBhFqFhZH7OKR2Rz";

DEED(first_worker) { UNUSED; return worker_add(s, &(struct worker_said){.name = "ada", .role = "steward"}, e); }
DEED(worker_new)
{
	UNUSED;
	return worker_add(s, &(struct worker_said){.name = "bo", .role = "practitioner", .agency = "ASC", .phone = "01632 960001"}, e);
}
DEED(worker_changed) { UNUSED; return worker_set(s, &(struct worker_said){.name = "bo", .marks = "safeguarding"}, e); }
DEED(worker_closed) { UNUSED; return worker_close(s, "bo", e); }
DEED(worker_new_and_closed)
{
	enum status st = worker_new(s, a, e);

	return st == ST_OK ? worker_closed(s, a, e) : st;
}
DEED(worker_back) { UNUSED; return worker_reopen(s, "bo", e); }
DEED(kin) { UNUSED; return worker_relate(s, &(struct worker_kin){.name = "bo", .record = "GP:7", .is_kin = true}, e); }
DEED(worker_new_and_kin)
{
	enum status st = worker_new(s, a, e);

	return st == ST_OK ? kin(s, a, e) : st;
}
DEED(kin_no_more) { UNUSED; return worker_relate(s, &(struct worker_kin){.name = "bo", .record = "GP:7", .is_over = true}, e); }
DEED(key) { char print[KEY_PRINT_ROOM]; UNUSED; return worker_key_add(s, "bo", KEY, print, e); }
DEED(worker_new_and_key)
{
	enum status st = worker_new(s, a, e);

	return st == ST_OK ? key(s, a, e) : st;
}
DEED(key_goes)
{
	struct worker_key *k;
	size_t n = 0;
	enum status st = worker_keys(s, a, &k, &n, e);

	return st == ST_OK ? worker_key_remove(s, "bo", n ? k[0].print : "", e) : st;
}

const struct deed_way DEEDS[] = {
	{"a note", NULL, note, false},
	{"a note that makes a record", NULL, note_makes_record, false},
	{"a change", NULL, change, false},
	{"a concern", NULL, concern, false},
	{"a plan", NULL, plan, false},
	{"a note taken back", note, take_back, false},
	{"an action", NULL, action, false},
	{"a note brought again", note_and_undo, bring_again, false},
	{"an action taken back", action, take_back, false},
	{"a star taken back", star, take_back, false},
	{"pairs of the queue", NULL, pairs_ruled, false},
	{"an agency's action", NULL, action_of_agency, false},
	{"an action done", action, action_ends, false},
	{"two actions done", two_actions, actions_end_together, false},
	{"a star", NULL, star, false},
	{"a star taken off", star, star, false},
	{"stars", NULL, stars, false},
	{"a draft", NULL, draft, false},
	{"a draft removed", draft, draft_goes, false},
	{"a list as somebody wants it", NULL, list_kept, false},
	{"the folder of imports", NULL, folder_kept, false},
	{"somebody back", NULL, back, false},
	{"a lead", NULL, lead, false},
	{"leads", NULL, leads, false},
	{"a lead wanted", lead, lead_wanted, false},
	{"a lead taken back", lead, take_back, false},
	{"a decision", NULL, decide_it, false},
	{"another decision", decide_it, decide_again, false},
	{"a question", NULL, decide_ask, false},
	{"a decision taken back", decide_it, take_back, false},
	{"a decision brought again", decide_and_undo, bring_again, false},
	{"a link", NULL, link, false},
	{"a link taken back", link, pair_taken_back, false},
	{"a separation", NULL, separate, false},
	{"two people kept apart", NULL, apart, false},
	{"a pair asked about", NULL, pair_asked, false},
	{"a pair of the queue", NULL, pair_ruled, false},
	{"a linker that reaches further", NULL, linker_reaches, false},
	{"consent", NULL, consent, false},
	{"a refusal", NULL, refusal, false},
	{"an override", NULL, override, false},
	{"a named worker", NULL, named, false},
	{"consent taken back", consent, consent_goes, false},
	{"a cell of the matrix", NULL, matrix, false},
	{"an agency's sensitivity", NULL, agency_sensitive, false},
	{"a hold", NULL, held, false},
	{"a hold released", held, hold_ends, false},
	{"a rule of retention", NULL, rule_of_years, false},
	{"terms of a feed", NULL, terms, false},
	{"a threshold", NULL, threshold, false},
	{"an erasure", NULL, erased, false},
	{"a profile", NULL, profile_kept, false},
	{"a profile removed", profile_kept, profile_goes, false},
	{"the first worker", NULL, first_worker, false},
	{"a worker", NULL, worker_new, true},
	{"a worker changed", worker_new, worker_changed, true},
	{"a worker closed", worker_new, worker_closed, true},
	{"a worker back", worker_new_and_closed, worker_back, true},
	{"a worker's kin", worker_new, kin, true},
	{"a worker's kin no more", worker_new_and_kin, kin_no_more, true},
	{"a worker's key", worker_new, key, true},
	{"a worker's key removed", worker_new_and_key, key_goes, true},
};
const size_t DEED_COUNT = sizeof DEEDS / sizeof *DEEDS;

void deed_town(struct town *t, const struct deed_way *way)
{
	int64_t council;

	town_open(t);
	council = town_record(t, "ASC", "1", "Grace", "Okafor", "1943-07-03");
	town_hold(t, town_record(t, "REACH", "r1", "Grace", "Okafor", "1943-07-03"), council);
	town_record(t, "GP", "7", "Grace", "Okafor", "1943-07-03");
	town_record(t, "HOSP", "h", "Amos", "Bell", "1950-02-01");
	assert_int_equal(council, GRACE);
	town_assessment(t, "ASC", "1", "n1", "CA-NEEDS", "2025-09-02");
	town_assessment(t, "REACH", "r1", "p1", "REABL", "2025-11-24");
	town_assessment(t, "GP", "7", "w1", "WELLB", "2025-10-01");
	if (way->among_workers) {
		works(first_worker(t->session, t->arena, &the_err));
		town_reopen(t, NULL, TOWN_TODAY);
	}
	if (way->prepare)
		works(way->prepare(t->session, t->arena, &the_err));
}
