#include "deed.h"

#include <stdio.h>
#include <string.h>

#include "access.h"
#include "apart.h"
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

enum { GRACE = DEED_GRACE, GP = DEED_GP, AMOS = DEED_AMOS };

enum status deed_all(deed_fn *const *deed, struct session *s, struct arena *a, struct err *e)
{
	enum status st = ST_OK;

	for (; *deed && st == ST_OK; deed++)
		st = (*deed)(s, a, e);
	return st;
}

enum status deed_take(struct session *s, struct arena *a, const char *agency, const char *name, const char *text, struct err *e)
{
	const char *path = arena_printf(a, "%s.%s", session_store_path(s), name);
	struct ingest_options options = {.paths = &path, .path_n = 1, .agency = agency};
	struct ingest_report report;
	FILE *f = fopen(path, "w");

	assert_non_null(f);
	fputs(text, f);
	fclose(f);
	return ingest_run(s, &options, a, &report, e);
}

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
DEED(contact) { return put(s, a, (struct writing){.kind = EV_CONTACT, .person = GRACE, .agency = "ASC", .text = "Seen at home"}, e); }
DEED(own_words) { return put(s, a, (struct writing){.kind = EV_VIEW, .person = GRACE, .agency = "ASC", .text = "I want to stay at home."}, e); }
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
static enum status both(deed_fn *first, deed_fn *second, struct session *s, struct arena *a, struct err *e)
{
	enum status st = first(s, a, e);

	return st == ST_OK ? second(s, a, e) : st;
}
DEED(star_off) { return both(star, star, s, a, e); }
DEED(two_leads) { return both(lead, lead_wanted, s, a, e); }
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
DEED(placed_by_hand)
{
	static const char *const WITH[] = {"REACH:r1"};
	struct link_preview p;

	return separation_make(s, &(struct separation){.a = "GP:7", .b = "ASC:1", .reason = "two people", .with_b = WITH, .with_b_n = 1},
		false, a, &p, e);
}
DEED(links)
{
	struct link_preview p;
	enum status st = link(s, a, e);

	return st == ST_OK ? link_records(s, "ASC:1", "REACH:r1", "same home", false, a, &p, e) : st;
}
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
DEED(glass_broken) { UNUSED; return say(s, (struct saying){.kind = SAID_BROKEN, .why = "she is not at home and was to be"}, e); }
DEED(reason_said) { UNUSED; return say(s, (struct saying){.kind = SAID_REASON, .why = "safeguarding"}, e); }
DEED(named) { UNUSED; return say(s, (struct saying){.kind = SAID_NAMED, .record = "ASC:1", .worker = "bo"}, e); }
DEED(named_no_more) { UNUSED; return access_unname(s, "ASC:1", "bo", e); }
DEED(consent_undone) { return both(consent, take_back, s, a, e); }
DEED(consent_goes)
{
	struct said *said;
	size_t n = 0;
	enum status st = access_said(s, GRACE, a, &said, &n, e);

	return st == ST_OK ? access_end(s, GRACE, n ? said[0].number : 0, "she changed her mind", e) : st;
}

/* What is kept how long ------------------------------------------------------------ */

DEED(held) { UNUSED; return hold_put(s, GRACE, "an inquiry", e); }
DEED(hold_ends) { UNUSED; return hold_release(s, GRACE, e); }
DEED(erased)
{
	struct erasure what;
	struct erased done;
	enum status st = erasure_preview(s, GRACE, a, &what, e);

	return st == ST_OK ? erasure_make(s, GRACE, what.code, a, &done, e) : st;
}
DEED(erasure_lifted) { UNUSED; return erasure_lift(s, "ASC:1", "she came back to services", e); }

/* Workers ------------------------------------------------------------------------------ */

static const char KEY[] = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIEkWtfSl0xmBEz+nYCqcYNzNyV5xuBhFqFhZH7OKR2Rz";

DEED(first_worker) { UNUSED; return worker_add(s, &(struct worker_said){.name = "ada", .role = "steward"}, e); }
DEED(worker_new)
{
	UNUSED;
	return worker_add(s, &(struct worker_said){.name = "bo", .role = "practitioner", .agency = "ASC", .phone = "01632 960001"}, e);
}
DEED(worker_changed) { UNUSED; return worker_set(s, &(struct worker_said){.name = "bo", .marks = "safeguarding"}, e); }
DEED(worker_moved) { UNUSED; return worker_set(s, &(struct worker_said){.name = "bo", .agency = "REACH", .phone = "01632 960002"}, e); }
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
	{"a note", NULL, note, false, false},
	{"a note that makes a record", NULL, note_makes_record, false, false},
	{"a change", NULL, change, false, false},
	{"a concern", NULL, concern, false, false},
	{"a contact", NULL, contact, false, false},
	{"her own words", NULL, own_words, false, false},
	{"a plan", NULL, plan, false, false},
	{"a note taken back", note, take_back, false, false},
	{"an action", NULL, action, false, false},
	{"a note brought again", note_and_undo, bring_again, false, false},
	{"an action taken back", action, take_back, false, false},
	{"a star taken back", star, take_back, false, false},
	{"pairs of the queue", NULL, pairs_ruled, false, false},
	{"an agency's action", NULL, action_of_agency, false, false},
	{"an action done", action, action_ends, false, false},
	{"two actions done", two_actions, actions_end_together, false, false},
	{"a star", NULL, star, false, false},
	{"a star taken off", star, star, false, false},
	{"stars", NULL, stars, false, false},
	{"a draft", NULL, draft, false, false},
	{"a draft removed", draft, draft_goes, false, false},
	{"a list as somebody wants it", NULL, list_kept, false, false},
	{"somebody back", NULL, back, false, false},
	{"a lead", NULL, lead, false, false},
	{"leads", NULL, leads, false, false},
	{"a lead wanted", lead, lead_wanted, false, false},
	{"a star off taken back", star_off, take_back, false, false},
	{"the lead before", two_leads, take_back, false, false},
	{"consent undone", consent, take_back, false, false},
	{"consent brought again", consent_undone, bring_again, false, false},
	{"a lead taken back", lead, take_back, false, false},
	{"a decision", NULL, decide_it, false, false},
	{"another decision", decide_it, decide_again, false, false},
	{"a question", NULL, decide_ask, false, false},
	{"a decision taken back", decide_it, take_back, false, false},
	{"a decision brought again", decide_and_undo, bring_again, false, false},
	{"a link", NULL, link, false, false},
	{"a link taken back", link, pair_taken_back, false, false},
	{"a separation", NULL, separate, false, false},
	{"a separation placed by hand", links, placed_by_hand, false, false},
	{"two people kept apart", NULL, apart, false, false},
	{"a pair asked about", NULL, pair_asked, false, false},
	{"a pair of the queue", NULL, pair_ruled, false, false},
	{"consent", NULL, consent, false, false},
	{"a refusal", NULL, refusal, false, false},
	{"an override", NULL, override, false, false},
	{"broken glass", NULL, glass_broken, false, false},
	{"a reason", NULL, reason_said, false, false},
	{"a named worker", NULL, named, false, false},
	{"a worker named no more", named, named_no_more, false, false},
	{"consent taken back", consent, consent_goes, false, false},
	{"a hold", NULL, held, false, false},
	{"a hold released", held, hold_ends, false, false},
	{"an erasure", NULL, erased, false, false},
	{"an erasure lifted", erased, erasure_lifted, false, false},
	{"the first worker", NULL, first_worker, false, false},
	{"a worker", NULL, worker_new, true, false},
	{"a worker changed", worker_new, worker_changed, true, false},
	{"a worker who went to another agency", worker_new, worker_moved, true, false},
	{"a worker closed", worker_new, worker_closed, true, false},
	{"a worker back", worker_new_and_closed, worker_back, true, false},
	{"a worker's kin", worker_new, kin, true, false},
	{"a worker's kin no more", worker_new_and_kin, kin_no_more, true, false},
	{"a worker's key", worker_new, key, true, false},
	{"a worker's key removed", worker_new_and_key, key_goes, true, false},
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
