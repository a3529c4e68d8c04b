/* What workers write by hand: on whose record it hangs, what it does, and that undo
 * leaves nothing of it. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "access.h"
#include "apart.h"
#include "care/feeds.h"
#include "ingest.h"
#include "journey.h"
#include "linkage.h"
#include "store_admin.h"
#include "store_events.h"
#include "town.h"
#include "workers.h"
#include "writing.h"

struct desk { struct town town; int64_t person; };

static enum status agency_fn(struct work *work, void *arg, struct err *err)
{
	int64_t id;

	return store_agency_put(work->txn, arg, &id, NULL, err);
}

static void agency_known(struct town *t, const char *code, const char *name, const char *phone)
{
	struct agency a = {.code = code, .name = name, .phone = phone};

	works(case_write(t->session, &(struct deed){.deed = "import"}, agency_fn, &a, &the_err));
	works(session_read_agencies(t->session, &the_err));
}

static void agency_sector_set(struct desk *d, const char *code, const char *sector)
{
	struct agency a = {.code = code, .sector = sector};

	works(case_write(d->town.session, &(struct deed){.deed = "import"}, agency_fn, &a, &the_err));
	works(session_read_agencies(d->town.session, &the_err));
}

/* Mrs Okafor, known to the council and the hospital, not to the police. */
static void desk_open(struct desk *d)
{
	struct town *t = &d->town;
	struct link_preview preview;

	town_open(t);
	d->person = town_record(t, "ASC", "7300119", "Grace", "Okafor", "1943-07-03");
	assert_int_equal(town_record(t, "HOSP", "H1", "Grace", "Okafor", "1943-07-03"), d->person + 1);
	town_reopen(t, "lin", TOWN_TODAY); /* ada has nothing to undo */
	works(link_records(t->session, "HOSP:H1", "ASC:7300119", "met her", false, t->arena, &preview, &the_err));
	town_reopen(t, "ada", TOWN_TODAY);
	agency_known(t, "HOSP", "City Hospital", "01999 500100");
	agency_known(t, "POL", "Police", NULL);
	town_assessment(t, "HOSP", "H1", "A1", "OT-FUNC", "2025-11-09");
}

static const char *digest(struct desk *d)
{
	struct digest_line *line;
	const char *all = "";
	size_t n;

	works(doctor_digest(d->town.session, d->town.arena, &line, &n, &the_err));
	for (size_t i = 0; i < n; i++)
		all = arena_printf(d->town.arena, "%s%s %s\n", all, line[i].kind, line[i].hash);
	return all;
}

static void all_is_well(struct desk *d)
{
	struct doctor_report report;

	works(doctor_run(d->town.session, d->town.arena, &report, &the_err));
	for (size_t i = 0; i < report.complaint_n; i++)
		print_error("%s\n", report.complaint[i].text);
	assert_int_equal(report.complaint_n, 0);
}

static struct written wrote(struct desk *d, struct writing w)
{
	struct written out;

	if (!w.person)
		w.person = d->person;
	works(writing_put(d->town.session, &w, d->town.arena, &out, &the_err));
	all_is_well(d);
	return out;
}

static const char *undo_it(struct desk *d)
{
	struct undone what;

	works(decision_undo(d->town.session, d->town.arena, &what, &the_err));
	all_is_well(d);
	return what.sentence;
}

static const char *redo_it(struct desk *d)
{
	struct undone what;

	works(decision_redo(d->town.session, d->town.arena, &what, &the_err));
	all_is_well(d);
	return what.sentence;
}

static enum status refused(struct desk *d, struct writing w, const char *because)
{
	struct written out;
	enum status st;

	w.person = w.person ? w.person : d->person;
	st = writing_put(d->town.session, &w, d->town.arena, &out, &the_err);
	if (st == ST_OK || !strstr(the_err.text, because))
		fail_msg("\"%s\" does not say \"%s\"", the_err.text, because);
	return st;
}

static const char *practitioner_of(struct desk *d, int64_t event)
{
	struct event e;

	works(store_event_get(d->town.session->store, event, d->town.arena, &e, &the_err));
	return e.practitioner;
}

static struct person *opened(struct desk *d)
{
	struct person *p;

	works(person_open(d->town.session, d->person, d->town.arena, &p, &the_err));
	return p;
}

static void it_hangs_on_the_record_stood_on_else_on_the_agencys_own(void **state)
{
	struct desk d;
	struct written w;

	(void)state;
	desk_open(&d);
	w = wrote(&d, (struct writing){.kind = EV_NOTE, .text = "rang", .agency = "asc"});
	assert_string_equal(w.hangs_on, "ASC:7300119");
	assert_false(w.makes_record);
	w = wrote(&d, (struct writing){.kind = EV_NOTE, .text = "rang", .record = d.person + 1});
	assert_string_equal(w.hangs_on, "HOSP:H1");
	w = wrote(&d, (struct writing){
		.kind = EV_NOTE, .text = "rang", .record = d.person + 1, .agency = "ASC"});
	assert_string_equal(w.hangs_on, "ASC:7300119");
	town_reopen(&d.town, "j.obi@asc", TOWN_TODAY);
	w = wrote(&d, (struct writing){.kind = EV_NOTE, .text = "rang"});
	assert_string_equal(w.hangs_on, "ASC:7300119");
	town_reopen(&d.town, "ada", TOWN_TODAY);
	assert_int_equal(refused(&d, (struct writing){.kind = EV_NOTE, .text = "rang"}, "worker.agency"), ST_USAGE);
	assert_int_equal(setting_set(d.town.session, "worker.agency", "NOWHERE", &the_err), ST_USAGE);
	works(setting_set(d.town.session, "worker.agency", "HOSP", &the_err));
	w = wrote(&d, (struct writing){.kind = EV_NOTE, .text = "rang"});
	assert_string_equal(w.hangs_on, "HOSP:H1");
	town_close(&d.town);
}

static void worker_is(struct desk *d, const char *name, const char *role, const char *agency)
{
	works(worker_add(d->town.session, &(struct worker_said){.name = name, .role = role, .agency = agency}, &the_err));
}

static size_t refusals(struct desk *d, const char *worker)
{
	struct audit_line *line;
	size_t n, found = 0;

	town_reopen(&d->town, "keeper", TOWN_TODAY);
	works(audit_read(d->town.session, 0, NULL, 200, d->town.arena, &line, &n, &the_err));
	for (size_t i = 0; i < n; i++)
		found += strcmp(line[i].deed, "refused") == 0 && strcmp(line[i].worker, worker) == 0 &&
			strcmp(line[i].detail, "writing for another agency") == 0;
	return found;
}

/* Hospital and council see each other's standard records whole; the police's nothing.  The police's record of her. */
static int64_t partnership_with_workers(struct desk *d)
{
	int64_t police;

	desk_open(d);
	police = town_record(&d->town, "POL", "P1", "Grace", "Okafor", "1943-07-03");
	town_hold(&d->town, police, d->person);
	agency_sector_set(d, "ASC", "adult_care");
	agency_sector_set(d, "HOSP", "nhs");
	agency_sector_set(d, "POL", "police");
	worker_is(d, "keeper", "auditor", NULL);
	worker_is(d, "j.obi", "practitioner", "ASC");
	worker_is(d, "lin", "coordinator", "ASC");
	worker_is(d, "all", "coordinator", NULL);
	worker_is(d, "new", "practitioner", "SOON");
	return police;
}

/* On another agency's record only where they stand on it and see it whole, and it says who it was; else no, in the
 * same words whether there is a record or none. */
static void writes_for_the_council(struct desk *d, const char *worker, bool names_agency, int64_t police)
{
	struct writing note = {.kind = EV_NOTE, .text = "rang"}, theirs = {.kind = EV_NOTE, .text = "rang", .agency = "HOSP"};
	struct written w;
	char same[400];

	town_reopen(&d->town, worker, TOWN_TODAY);
	works(access_open(d->town.session, d->person, "meeting", &the_err));
	w = wrote(d, note);
	assert_string_equal(w.hangs_on, "ASC:7300119");
	assert_string_equal(practitioner_of(d, w.event), worker);
	theirs.record = note.record = d->person + 1;
	w = wrote(d, names_agency ? theirs : note);
	assert_string_equal(w.hangs_on, "HOSP:H1");
	assert_string_equal(practitioner_of(d, w.event), arena_printf(d->town.arena, "%s of ASC", worker));
	theirs.record = 0;
	assert_int_equal(refused(d, theirs, "you write for ASC; for HOSP"), ST_DENIED);
	theirs.agency = "POL";
	assert_int_equal(refused(d, theirs, "you write for ASC; for POL"), ST_DENIED);
	snprintf(same, sizeof same, "%s", the_err.text);
	theirs.record = police;
	assert_int_equal(refused(d, theirs, same), ST_DENIED);
	theirs.agency = NULL;
	w = wrote(d, theirs);
	assert_string_equal(w.hangs_on, "ASC:7300119");
	assert_int_equal(refusals(d, worker), 3);
}

static void once_there_are_workers_they_write_for_their_own_agency(void **state)
{
	struct desk d;
	struct written w;
	int64_t police = partnership_with_workers(&d);

	(void)state;
	writes_for_the_council(&d, "j.obi", false, police);
	writes_for_the_council(&d, "lin", true, police);
	town_reopen(&d.town, "all", TOWN_TODAY);
	works(access_open(d.town.session, d.person, "meeting", &the_err));
	w = wrote(&d, (struct writing){.kind = EV_NOTE, .text = "rang", .agency = "HOSP"});
	assert_string_equal(w.hangs_on, "HOSP:H1");
	assert_string_equal(practitioner_of(&d, w.event), "all of the partnership");
	town_close(&d.town);
}

static void what_is_tried_is_held_to_the_same(void **state)
{
	struct desk d;
	struct writing plan = {.kind = EV_ASSESSMENT, .instrument = "OT-FUNC", .agency = "HOSP"};
	struct writing_place *place;
	struct written w;
	size_t n;

	(void)state;
	desk_open(&d);
	plan.person = d.person;
	agency_sector_set(&d, "ASC", "adult_care");
	agency_sector_set(&d, "HOSP", "housing");
	worker_is(&d, "keeper", "auditor", NULL);
	worker_is(&d, "j.obi", "practitioner", "ASC");
	worker_is(&d, "rent", "practitioner", "HOSP");
	town_reopen(&d.town, "j.obi", TOWN_TODAY);
	assert_int_equal(writing_try(d.town.session, &plan, d.town.arena, &w, &the_err), ST_DENIED);
	works(writing_places(d.town.session, d.person, d.town.arena, &place, &n, &the_err));
	assert_int_equal(n, 2); /* the council's own, and that of the landlord, which adult care sees */
	assert_int_equal(refusals(&d, "j.obi"), 1);
	town_reopen(&d.town, "rent", TOWN_TODAY);
	works(writing_places(d.town.session, d.person, d.town.arena, &place, &n, &the_err));
	assert_int_equal(n, 1); /* the landlord sees nothing of the council's */
	assert_string_equal(place[0].local_id, "H1");
	town_close(&d.town);
}

static void what_is_written_is_on_the_journey_and_in_the_audit(void **state)
{
	struct desk d;
	struct written w;
	struct person *p;
	struct audit_line *line;
	size_t n;

	(void)state;
	desk_open(&d);
	w = wrote(&d, (struct writing){.kind = EV_VIEW, .agency = "ASC", .on = "2025-11-20",
		.text = "  I want\tto stay\nat home.\x1b[2J "});
	p = opened(&d);
	assert_int_equal(p->row[0].event.id, w.event);
	assert_int_equal(p->row[0].event.kind, EV_VIEW);
	assert_string_equal(p->row[0].event.starts_on, "2025-11-20");
	assert_string_equal(p->row[0].event.practitioner, "ada");
	assert_true(is_made_here(p->row[0].event.source_ref));
	assert_null(strchr(p->own_words, '\x1b'));
	assert_memory_equal(p->own_words, "I want to stay at home.", 23);
	works(audit_read(d.town.session, d.person, NULL, 9, d.town.arena, &line, &n, &the_err));
	while (n && strcmp(line->deed, "write") != 0) {
		line++;
		n--;
	}
	assert_true(n > 0);
	assert_non_null(strstr(line->detail, w.address));
	assert_null(strstr(line->detail, "home"));
	undo_it(&d);
	assert_null(opened(&d)->own_words);
	town_close(&d.town);
}

static void a_record_made_for_it_is_the_persons_and_goes_with_it(void **state)
{
	struct desk d;
	struct written first, second;
	const char *before, *one, *two;

	(void)state;
	desk_open(&d);
	before = digest(&d);
	first = wrote(&d, (struct writing){.kind = EV_CONTACT, .text = "at her door", .agency = "POL"});
	assert_true(first.makes_record);
	assert_non_null(strstr(first.hangs_on, "POL:" MADE_HERE));
	assert_int_equal(opened(&d)->record_n, 3);
	one = digest(&d);
	second = wrote(&d, (struct writing){.kind = EV_NOTE, .text = "rang", .agency = "POL"});
	assert_false(second.makes_record);
	assert_string_equal(second.hangs_on, first.hangs_on);
	two = digest(&d);
	undo_it(&d);
	assert_string_equal(digest(&d), one);
	undo_it(&d);
	assert_string_equal(digest(&d), before);
	assert_int_equal(opened(&d)->record_n, 2);
	redo_it(&d);
	assert_string_equal(digest(&d), one);
	town_reopen(&d.town, NULL, TOWN_TODAY);
	redo_it(&d);
	assert_string_equal(digest(&d), two);
	town_close(&d.town);
}

static void a_record_that_another_wrote_on_stays(void **state)
{
	struct desk d;

	(void)state;
	desk_open(&d);
	wrote(&d, (struct writing){.kind = EV_CONTACT, .text = "at her door", .agency = "POL"});
	town_reopen(&d.town, "bob", TOWN_TODAY);
	wrote(&d, (struct writing){.kind = EV_NOTE, .text = "rang", .agency = "POL"});
	town_reopen(&d.town, "ada", TOWN_TODAY);
	undo_it(&d);
	assert_int_equal(opened(&d)->record_n, 3);
	assert_int_equal(opened(&d)->row_n, 2);
	town_reopen(&d.town, "bob", TOWN_TODAY);
	undo_it(&d);
	assert_int_equal(opened(&d)->record_n, 2);
	town_close(&d.town);
}

/* The words under which somebody else would be known are nothing to it. */
static void people_linked_anew_leave_it_with_her(void **state)
{
	struct desk d;
	struct written w;
	struct link_preview preview;
	struct person *p;

	(void)state;
	desk_open(&d);
	wrote(&d, (struct writing){.kind = EV_NOTE, .text = "rang", .agency = "POL", .record = d.person + 1});
	works(setting_set(d.town.session, "linking", "refit", &the_err));
	p = opened(&d);
	assert_int_equal(p->record_n, 3);
	/* Parted, it goes with the record that it was written from. */
	works(separate_records(d.town.session, "ASC:7300119", "HOSP:H1", "twins", false, d.town.arena,
		&preview, &the_err));
	assert_int_equal(opened(&d)->record_n, 1);
	works(person_open(d.town.session, d.person + 1, d.town.arena, &p, &the_err));
	assert_int_equal(p->record_n, 2);
	w = wrote(&d, (struct writing){.kind = EV_NOTE, .text = "rang", .agency = "POL"});
	assert_true(w.makes_record); /* hers is the other's now */
	undo_it(&d);
	undo_it(&d);
	assert_int_equal(opened(&d)->record_n, 3);
	town_close(&d.town);
}

static void a_change_resets_what_was_known(void **state)
{
	struct desk d;
	struct known_query query = {.instrument = -1};
	struct writing fall = {.kind = EV_CHANGE, .code = "fall", .on = "2025-11-20", .agency = "ASC"};
	struct written w;
	struct answer *answer;
	struct person *p;
	size_t n, reset = 0, was = 0;

	(void)state;
	desk_open(&d);
	fall.person = d.person;
	works(writing_try(d.town.session, &fall, d.town.arena, &w, &the_err));
	assert_int_equal(w.event, 0);
	p = opened(&d);
	works(person_known(d.town.session, p, &query, d.town.arena, &answer, &n, &the_err));
	for (size_t i = 0; i < n; i++)
		was += answer[i].state == AN_RESET;
	assert_int_equal(was, 0);
	w = wrote(&d, fall);
	assert_string_equal(w.title, "Fall");
	p = opened(&d);
	works(person_known(d.town.session, p, &query, d.town.arena, &answer, &n, &the_err));
	for (size_t i = 0; i < n; i++) {
		reset += answer[i].state == AN_RESET;
		if (answer[i].state == AN_RESET)
			assert_true(w.resets >> answer[i].domain & 1);
	}
	assert_true(reset > 0);
	town_close(&d.town);
}

static void a_plan_says_who_knows_and_is_found_to_ask_again(void **state)
{
	struct desk d;
	struct writing plan = {
		.kind = EV_ASSESSMENT, .instrument = "ot-func", .agency = "ASC", .on = "2025-11-25"};
	struct plan_check check;
	struct written w;
	const char *before;

	(void)state;
	desk_open(&d);
	before = digest(&d);
	works(plan_check(d.town.session, opened(&d), &plan, d.town.arena, &check, &the_err));
	assert_int_equal(check.known_n, 1);
	assert_string_equal(check.known[0].sentence,
		"Occupational therapy functional assessment at City Hospital asked about personal care, "
		"continence, mobility, cognition and home 12 days ago: ring 01999 500100");
	assert_string_equal(check.remains, "");
	assert_null(check.together);
	w = wrote(&d, plan);
	assert_int_equal(town_asked(&d.town, w.event, FK_REPEAT).finding.stage, SG_PLANNED);
	/* Another's plan of the same kind is told with the day's. */
	plan.agency = "POL";
	plan.on = "2025-12-01";
	works(plan_check(d.town.session, opened(&d), &plan, d.town.arena, &check, &the_err));
	assert_non_null(strstr(check.together, "joint visit"));
	undo_it(&d);
	assert_int_equal(town_asked_count(&d.town), 0);
	assert_string_equal(digest(&d), before);
	town_close(&d.town);
}

static void a_decision_on_what_was_written_is_its_own(void **state)
{
	struct desk d;
	struct ruling ruling = {.verdict = VD_JOINT};
	struct written w;
	const char *written;

	(void)state;
	desk_open(&d);
	w = wrote(&d, (struct writing){
		.kind = EV_ASSESSMENT, .instrument = "OT-FUNC", .agency = "ASC", .on = "2025-11-25"});
	assert_int_equal(town_asked(&d.town, w.event, FK_REPEAT).state, VD_OPEN);
	written = digest(&d);
	works(asked_decide(d.town.session, &w.event, 1, &ruling, &the_err));
	assert_int_equal(town_asked(&d.town, w.event, FK_REPEAT).state, VD_JOINT);
	assert_string_equal(undo_it(&d), "joint on Occupational therapy functional assessment, ASC 25 Nov (Grace Okafor)");
	assert_string_equal(digest(&d), written);
	assert_string_equal(undo_it(&d), "planned assessment of 25 Nov 2025, ASC (Grace Okafor)");
	assert_int_equal(town_asked_count(&d.town), 0);
	redo_it(&d);
	redo_it(&d);
	assert_int_equal(town_asked(&d.town, w.event, FK_REPEAT).state, VD_JOINT);
	town_close(&d.town);
}

static void what_makes_no_sense_is_refused(void **state)
{
	struct desk d;
	const char *before;
	char *long_text;

	(void)state;
	desk_open(&d);
	works(setting_set(d.town.session, "worker.agency", "ASC", &the_err));
	before = digest(&d);
	refused(&d, (struct writing){.kind = EV_NOTE}, "nothing written");
	refused(&d, (struct writing){.kind = EV_NOTE, .text = " \n\t"}, "nothing written");
	refused(&d, (struct writing){.kind = EV_VIEW}, "what did the person say");
	refused(&d, (struct writing){.kind = EV_NOTE, .text = "x", .on = "2025-11-22"}, "yet to come");
	refused(&d, (struct writing){.kind = EV_NOTE, .text = "x", .on = "2025-02-30"}, "that is no day");
	refused(&d, (struct writing){.kind = EV_NOTE, .text = "x", .on = ""}, "which day?");
	refused(&d, (struct writing){.kind = EV_NOTE, .text = "x", .agency = "NONE"}, "no agency");
	refused(&d, (struct writing){.kind = EV_CHANGE}, "what has changed");
	refused(&d, (struct writing){.kind = EV_CHANGE, .code = "flood"}, "no change has the code");
	refused(&d, (struct writing){.kind = EV_CHANGE, .resets = "MOBIL;FLYING"}, "no list of domains");
	refused(&d, (struct writing){.kind = EV_ASSESSMENT}, "which assessment");
	refused(&d, (struct writing){.kind = EV_ASSESSMENT, .instrument = "NO-SUCH"}, "no assessment type");
	refused(&d, (struct writing){.kind = EV_ASSESSMENT, .instrument = "OT-FUNC", .on = "2025-11-20"}, "passed");
	refused(&d, (struct writing){.kind = EV_ADMISSION, .text = "x"}, "by hand go");
	refused(&d, (struct writing){.kind = EV_NOTE, .text = "x", .person = 999}, "look again");
	long_text = arena_alloc(d.town.arena, WRITING_MOST + 2);
	memset(long_text, 'x', WRITING_MOST + 1);
	long_text[WRITING_MOST + 1] = '\0';
	refused(&d, (struct writing){.kind = EV_NOTE, .text = long_text}, "too long");
	assert_string_equal(digest(&d), before);
	town_close(&d.town);
}

/* Imports ------------------------------------------------------------------- */

static void file_put(const char *folder, const char *name, const char *text)
{
	char path[400];
	FILE *f;

	snprintf(path, sizeof path, "%s/%s", folder, name);
	f = fopen(path, "w");
	assert_non_null(f);
	fputs(text, f);
	fclose(f);
}

static int64_t take(struct desk *d, const char *agency, const char *people)
{
	const char *folder = d->town.folder;
	char path[400];
	const char *const paths[] = {path};
	const struct ingest_options o = {.paths = paths, .path_n = 1, .agency = agency};
	struct ingest_report report;
	struct import_line *line;
	size_t n;

	snprintf(path, sizeof path, "%s/people.csv", folder);
	file_put(folder, "people.csv", people);
	works(ingest_run(d->town.session, &o, d->town.arena, &report, &the_err));
	works(imports_list(d->town.session, true, d->town.arena, &line, &n, &the_err));
	return line[0].import;
}

static int64_t holder(struct desk *d, const char *address)
{
	char **fits;
	int64_t person = 0;
	size_t n;

	works(person_resolve(d->town.session, address, &person, d->town.arena, &fits, &n, &the_err));
	return person;
}

static void withdrawn(struct desk *d, int64_t import)
{
	const struct ingest_options none = {.path_n = 0};
	struct withdraw_report report;

	works(ingest_withdraw(d->town.session, import, &none, &report, &the_err));
	all_is_well(d);
}

/* Whom it was made for leaves with an import and comes again. */
static void it_follows_her_through_imports_taken_back(void **state)
{
	static const char GP[] = "local_id,family_name,given_name,date_of_birth,nhs_number,postcode\n"
		"G1,Quayle,Winifred,1931-03-01,9990000018,ZZ9 4AA\n";
	struct desk d;
	struct written w;
	int64_t gp, asc;

	(void)state;
	desk_open(&d);
	agency_known(&d.town, "GP", "Practice", NULL);
	gp = take(&d, "GP", GP);
	asc = take(&d, "ASC", GP);
	assert_int_equal(holder(&d, "GP:G1"), holder(&d, "ASC:G1"));
	w = wrote(&d, (struct writing){
		.kind = EV_NOTE, .text = "rang", .agency = "POL", .person = holder(&d, "GP:G1")});
	assert_int_equal(holder(&d, w.hangs_on), holder(&d, "GP:G1"));
	withdrawn(&d, gp);
	assert_int_equal(holder(&d, w.hangs_on), holder(&d, "ASC:G1"));
	withdrawn(&d, asc);
	assert_int_equal(holder(&d, w.hangs_on), w.record); /* nobody is left */
	take(&d, "GP", GP);
	all_is_well(&d);
	assert_int_equal(holder(&d, w.hangs_on), holder(&d, "GP:G1"));
	take(&d, "ASC", GP);
	all_is_well(&d);
	assert_int_equal(holder(&d, w.hangs_on), holder(&d, "ASC:G1"));
	undo_it(&d);
	town_close(&d.town);
}

/* Where an agency that holds nobody twice sends its own record of her at last. */
static void the_agencys_own_record_is_linked_all_the_same(void **state)
{
	struct desk d;
	struct written w;
	char people[2][12000] = {"", ""};
	size_t n[2] = {0, 0};

	(void)state;
	desk_open(&d);
	agency_known(&d.town, "GP", "Practice", NULL);
	for (int i = 0; i < 150; i++)
		for (int a = 0; a < 2; a++) {
			if (!i)
				n[a] += (size_t)sprintf(people[a], "local_id,family_name,given_name,date_of_birth,postcode\n");
			if (i != 77 || !a)
				n[a] += (size_t)sprintf(people[a] + n[a], "%d,Name%c%c%d,Given%d,19%02d-%02d-%02d,LS%d 2AB\n", i,
					'a' + i % 26, 'a' + i / 26, i, i * 7, 10 + i % 80, 1 + i % 12, 1 + i % 28, i % 9);
		}
	take(&d, "GP", people[0]);
	take(&d, "POL", people[1]);
	w = wrote(&d, (struct writing){
		.kind = EV_NOTE, .text = "rang", .agency = "POL", .person = holder(&d, "GP:77")});
	assert_true(w.makes_record);
	take(&d, "POL", "local_id,family_name,given_name,date_of_birth,postcode\n"
		"77,Namezc77,Given539,1987-06-22,LS5 2AB\n");
	all_is_well(&d);
	assert_int_equal(holder(&d, "POL:77"), holder(&d, "GP:77"));
	assert_int_equal(holder(&d, w.hangs_on), holder(&d, "GP:77"));
	/* From now on what is written goes there. */
	w = wrote(&d, (struct writing){
		.kind = EV_NOTE, .text = "rang", .agency = "POL", .person = holder(&d, "GP:77")});
	assert_string_equal(w.hangs_on, "POL:77");
	town_close(&d.town);
}

static void what_is_written_is_no_sign_of_life_of_a_feed(void **state)
{
	struct desk d;
	int32_t last;

	(void)state;
	desk_open(&d);
	wrote(&d, (struct writing){.kind = EV_NOTE, .text = "rang", .agency = "HOSP"});
	works(feed_last(d.town.session, session_agency_by_code(d.town.session, "HOSP"), &last, &the_err));
	assert_int_equal(last, civil_day(2025, 11, 9));
	town_close(&d.town);
}

/* Desks ---------------------------------------------------------------------- */

static size_t to_do(struct desk *d, size_t *all)
{
	struct action_line *line;
	size_t n, open = 0;

	works(actions_of(d->town.session, d->person, d->town.arena, &line, &n, &the_err));
	for (size_t i = 0; i < n; i++)
		open += !line[i].is_done;
	*all = n;
	return open;
}

static void an_action_is_kept_done_and_taken_back(void **state)
{
	struct desk d;
	struct action_line *line;
	size_t n;

	(void)state;
	desk_open(&d);
	works(action_keep(d.town.session, d.person, 0, "tell the GP", "2025-11-24", false, &the_err));
	assert_int_equal(action_keep(d.town.session, d.person, 0, " ", "2025-11-24", false, &the_err), ST_USAGE);
	assert_int_equal(action_keep(d.town.session, d.person, 0, "x", "2025-11-20", false, &the_err), ST_USAGE);
	assert_int_equal(to_do(&d, &n), 1);
	works(actions_of(d.town.session, d.person, d.town.arena, &line, &n, &the_err));
	works(action_done(d.town.session, line[0].id, &the_err));
	assert_int_equal(action_done(d.town.session, line[0].id, &the_err), ST_USAGE);
	assert_int_equal(to_do(&d, &n), 0);
	undo_it(&d);
	assert_int_equal(to_do(&d, &n), 1);
	undo_it(&d);
	to_do(&d, &n);
	assert_int_equal(n, 0);
	redo_it(&d);
	redo_it(&d);
	assert_int_equal(to_do(&d, &n), 0);
	assert_int_equal(n, 1);
	undo_it(&d);
	undo_it(&d);
	/* Told already: kept and done in one stroke. */
	works(action_keep(d.town.session, d.person, 0, "told the GP", "2025-11-20", true, &the_err));
	assert_int_equal(to_do(&d, &n), 0);
	assert_int_equal(n, 1);
	undo_it(&d);
	to_do(&d, &n);
	assert_int_equal(n, 0);
	redo_it(&d);
	assert_int_equal(to_do(&d, &n), 0);
	assert_int_equal(n, 1);
	town_close(&d.town);
}

static void the_assessor_is_told_the_least(void **state)
{
	struct desk d;
	struct telling told;
	struct written w;

	(void)state;
	desk_open(&d);
	w = wrote(&d, (struct writing){
		.kind = EV_ASSESSMENT, .instrument = "OT-FUNC", .agency = "ASC", .on = "2025-11-25"});
	works(tell_make(d.town.session, opened(&d), w.event, d.town.arena, &told, &the_err));
	assert_string_equal(told.text,
		"About your record 7300119, Occupational therapy functional assessment on 25 Nov: City Hospital "
		"asked about personal care, continence, mobility, cognition and home on 9 Nov: ring 01999 500100.");
	assert_null(strstr(told.text, "Okafor"));
	assert_int_equal(told.by, civil_day(2025, 11, 24));
	w = wrote(&d, (struct writing){.kind = EV_NOTE, .text = "rang", .agency = "ASC"});
	assert_int_equal(tell_make(d.town.session, opened(&d), w.event, d.town.arena, &told, &the_err), ST_USAGE);
	town_close(&d.town);
}

static void drafts_and_stars_are_the_workers_own(void **state)
{
	struct desk d;
	struct draft *draft;
	const char *text, *at, *before;
	int64_t *star, seq;
	size_t n;
	bool is_on;

	(void)state;
	desk_open(&d);
	before = digest(&d);
	seq = session_change_seq(d.town.session);
	works(draft_keep(d.town.session, "note", d.person, "half", &the_err));
	works(draft_keep(d.town.session, "note", d.person, "half a sentence", &the_err));
	works(draft_keep(d.town.session, "plan", d.person, "x", &the_err));
	works(draft_keep(d.town.session, "plan", d.person, NULL, &the_err));
	works(star_turn(d.town.session, d.person, &is_on, &the_err));
	assert_true(is_on);
	assert_int_equal(session_change_seq(d.town.session), seq); /* nobody reads anew for that */
	assert_string_equal(digest(&d), before);
	town_reopen(&d.town, "bob", TOWN_TODAY);
	works(drafts_list(d.town.session, d.town.arena, &draft, &n, &the_err));
	assert_int_equal(n, 0);
	works(stars_list(d.town.session, d.town.arena, &star, &n, &the_err));
	assert_int_equal(n, 0);
	town_reopen(&d.town, "ada", TOWN_TODAY);
	works(drafts_list(d.town.session, d.town.arena, &draft, &n, &the_err));
	assert_int_equal(n, 1);
	assert_string_equal(draft[0].called, "Grace Okafor");
	works(draft_get(d.town.session, "note", d.person, d.town.arena, &text, &at, &the_err));
	assert_string_equal(text, "half a sentence");
	works(draft_keep(d.town.session, "note", d.person, "", &the_err));
	assert_int_equal(draft_get(d.town.session, "note", d.person, d.town.arena, &text, &at, &the_err), ST_NONE);
	works(stars_list(d.town.session, d.town.arena, &star, &n, &the_err));
	assert_int_equal(n, 1);
	works(star_turn(d.town.session, d.person, &is_on, &the_err));
	assert_false(is_on);
	town_close(&d.town);
}

static void many_are_starred_in_one_stroke_and_undone_in_one(void **state)
{
	struct desk d;
	struct undone undone;
	int64_t people[2], *star;
	size_t n, done = 9;
	bool is_on;

	(void)state;
	desk_open(&d);
	people[0] = d.person;
	people[1] = town_record(&d.town, "GP", "77", "Tom", "Bell", "1938-01-01");
	works(star_turn(d.town.session, people[0], &is_on, &the_err));
	works(stars_set(d.town.session, people, 2, true, &done, &the_err));
	assert_int_equal(done, 1); /* one was so already */
	works(stars_list(d.town.session, d.town.arena, &star, &n, &the_err));
	assert_int_equal(n, 2);
	works(stars_set(d.town.session, people, 2, false, &done, &the_err));
	assert_int_equal(done, 2);
	works(decision_undo(d.town.session, d.town.arena, &undone, &the_err));
	works(stars_list(d.town.session, d.town.arena, &star, &n, &the_err));
	assert_int_equal(n, 2);
	town_close(&d.town);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(it_hangs_on_the_record_stood_on_else_on_the_agencys_own),
		cmocka_unit_test(once_there_are_workers_they_write_for_their_own_agency),
		cmocka_unit_test(what_is_tried_is_held_to_the_same),
		cmocka_unit_test(what_is_written_is_on_the_journey_and_in_the_audit),
		cmocka_unit_test(a_record_made_for_it_is_the_persons_and_goes_with_it),
		cmocka_unit_test(a_record_that_another_wrote_on_stays),
		cmocka_unit_test(people_linked_anew_leave_it_with_her),
		cmocka_unit_test(a_change_resets_what_was_known),
		cmocka_unit_test(a_plan_says_who_knows_and_is_found_to_ask_again),
		cmocka_unit_test(a_decision_on_what_was_written_is_its_own),
		cmocka_unit_test(what_makes_no_sense_is_refused),
		cmocka_unit_test(it_follows_her_through_imports_taken_back),
		cmocka_unit_test(the_agencys_own_record_is_linked_all_the_same),
		cmocka_unit_test(what_is_written_is_no_sign_of_life_of_a_feed),
		cmocka_unit_test(an_action_is_kept_done_and_taken_back),
		cmocka_unit_test(the_assessor_is_told_the_least),
		cmocka_unit_test(drafts_and_stars_are_the_workers_own),
		cmocka_unit_test(many_are_starred_in_one_stroke_and_undone_in_one),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
