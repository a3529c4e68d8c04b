/* What is settled for all who work on a store: settings, its tables, and what is taken in. */
#include "deed.h"

#include <stdio.h>
#include <string.h>

#include "access.h"
#include "care/judged.h"
#include "ingest.h"
#include "moves.h"
#include "profile.h"
#include "retention.h"
#include "terms.h"
#include "writing.h"

/* Settings ----------------------------------------------------------------------- */

static const char CHANGES[] = "code\tresets\tname\nfall\tMOBIL\tFall\n";

DEED(linker_reaches) { UNUSED; return setting_set(s, "link.auto", "likely", e); }
DEED(band_begins) { UNUSED; return setting_set(s, "link.certain", "16", e); }
DEED(all_anew) { UNUSED; return setting_set(s, "linking", "refit", e); }
DEED(threshold) { UNUSED; return setting_set(s, "duplicate.threshold", "3/4", e); }
DEED(days_of_reply) { UNUSED; return setting_set(s, "referral.reply.days", "9", e); }
DEED(minutes_of_lock) { UNUSED; return setting_set(s, "screen.lock", "5", e); }
DEED(own_agency) { UNUSED; return setting_set(s, "worker.agency", "ASC", e); }
DEED(purposes) { UNUSED; return setting_set(s, "consent.purposes", "care,benefits", e); }
DEED(own_changes) { UNUSED; return setting_set(s, "catalogue.changes", CHANGES, e); }
DEED(built_in_changes) { UNUSED; return setting_set(s, "catalogue.changes", "built-in", e); }
DEED(folder_kept) { UNUSED; return import_folder_set(s, "/srv/in", e); }
DEED(rule_of_years) { UNUSED; return retention_set(s, &(struct retention_rule){.scope = "all", .years = 8}, e); }
DEED(terms) { UNUSED; return terms_set(s, "ASC", "purpose", "direct care", e); }
DEED(end_noted_anew) { UNUSED; return audit_note_anew(s, e); }
DEED(another_day)
{
	UNUSED;
	s->rule.today = TOWN_TODAY + 60;
	return judged_keep(s, true, e);
}

DEED(matrix) { UNUSED; return sharing_cell_set(s, "housing", "nhs", "N/N", e); }
DEED(matrix_usual) { UNUSED; return sharing_cell_set(s, "housing", "nhs", "c/N", e); }
DEED(agency_sensitive) { UNUSED; return sharing_default_set(s, "agency", "ASC", "sensitive", e); }
DEED(agency_usual) { UNUSED; return sharing_default_set(s, "agency", "ASC", "standard", e); }
DEED(instrument_sensitive) { UNUSED; return sharing_default_set(s, "instrument", "REABL", "sensitive", e); }

/* What is taken in ----------------------------------------------------------------- */

/* Beside the store, and gone with it. */
static const char *file_put(struct session *s, struct arena *a, const char *name, const char *text)
{
	const char *path = arena_printf(a, "%s.%s", session_store_path(s), name);
	FILE *f = fopen(path, "w");

	assert_non_null(f);
	fputs(text, f);
	fclose(f);
	return path;
}

static enum status take(struct session *s, struct arena *a, const char *name, const char *text, struct err *e)
{
	const char *path = file_put(s, a, name, text);
	struct ingest_options options = {.paths = &path, .path_n = 1, .agency = "ASC"};
	struct ingest_report report;

	return ingest_run(s, &options, a, &report, e);
}

static enum status withdraw(struct session *s, int64_t import, struct err *e)
{
	struct withdraw_report report;

	return ingest_withdraw(s, import, &(struct ingest_options){0}, &report, e);
}

DEED(profile_kept)
{
	const char *name, *path = file_put(s, a, "profile", "profile moor\nagency ASC\npeople\n  local_id \"Ref\"\n  given_name \"Name\"\n");

	return profile_add(s, path, a, &name, e);
}
DEED(profile_goes) { UNUSED; return profile_remove(s, "moor", e); }
DEED(taken_by_profile) { return take(s, a, "moor.csv", "Ref,Name\n1,Gracie\n9,Otis\n", e); }

#define PEOPLE "local_id,given_name,family_name,date_of_birth,postcode\n1,Grace,Okafor,1943-07-03,"

DEED(people) { return take(s, a, "people.csv", PEOPLE "LS6 2AA\n", e); }
DEED(people_moved)
{
	enum status st = people(s, a, e);

	return st == ST_OK ? take(s, a, "later.csv", PEOPLE "LS1 4AA\n", e) : st;
}
DEED(later_people_back) { UNUSED; return withdraw(s, 2, e); }
DEED(move_is_one) { struct written w; return move_taken(s, "ASC:1", NULL, a, &w, e); }
DEED(move_is_none) { struct written w; return move_corrected(s, "ASC:1", a, &w, e); }

#define SERVICE(id, name, more) "{\"id\":\"" id "\",\"name\":\"" name "\",\"status\":\"active\"" more "}"
#define PLACE ",\"service_at_locations\":[{\"id\":\"a\",\"location\":{\"id\":\"l\",\"location_type\":\"physical\",\"name\":\"Mill Hall\"," \
	"\"addresses\":[{\"id\":\"d\",\"address_1\":\"1 Mill Lane\",\"city\":\"Leeds\",\"postal_code\":\"LS6 2AA\"}]}}]"
#define CONTACT ",\"contacts\":[{\"id\":\"c\",\"name\":\"Ann Hill\",\"phones\":[{\"id\":\"f\",\"number\":\"01632 960001\"}]}]"
#define HOURS ",\"schedules\":[{\"id\":\"h\",\"freq\":\"WEEKLY\",\"byday\":\"TH\",\"opens_at\":\"12:00:00\",\"closes_at\":\"14:00:00\"}]"
#define TERM ",\"attributes\":[{\"id\":\"t\",\"taxonomy_term\":{\"id\":\"m\",\"name\":\"Meals\"}}]"

DEED(directory)
{
	return take(s, a, "directory.json", "{\"contents\":[" SERVICE("s1", "Lunch club", PLACE CONTACT HOURS TERM) ","
		SERVICE("s2", "Tai chi", "") ",{\"name\":\"no id\"}]}", e);
}
DEED(directory_later)
{
	return take(s, a, "later.json", "{\"contents\":[" SERVICE("s1", "Lunch club", PLACE CONTACT TERM) ","
		SERVICE("s3", "Choir", HOURS) "]}", e);
}
DEED(directories)
{
	enum status st = directory(s, a, e);

	return st == ST_OK ? directory_later(s, a, e) : st;
}
DEED(directory_goes) { UNUSED; return withdraw(s, 1, e); }
DEED(directory_back) { UNUSED; return withdraw(s, 2, e); }

const struct deed_way SITE_DEEDS[] = {
	{"a linker that reaches further", NULL, linker_reaches, false, false},
	{"a band that begins elsewhere", NULL, band_begins, false, false},
	{"all linked and made searchable anew", NULL, all_anew, false, true},
	{"a threshold", NULL, threshold, false, false},
	{"days until a reply is due", NULL, days_of_reply, false, false},
	{"minutes until the screen is erased", NULL, minutes_of_lock, false, false},
	{"whose workers they are", NULL, own_agency, false, false},
	{"purposes of consent", NULL, purposes, false, false},
	{"a table of changes", NULL, own_changes, false, false},
	{"the built-in table again", own_changes, built_in_changes, false, false},
	{"the folder of imports", NULL, folder_kept, false, false},
	{"a rule of retention", NULL, rule_of_years, false, false},
	{"terms of a feed", NULL, terms, false, false},
	{"the audit's end noted anew", NULL, end_noted_anew, false, false},
	{"another day", NULL, another_day, false, false},
	{"a cell of the matrix", NULL, matrix, false, false},
	{"the cell as it was", matrix, matrix_usual, false, false},
	{"an agency's sensitivity", NULL, agency_sensitive, false, false},
	{"an agency as others", agency_sensitive, agency_usual, false, false},
	{"an assessment type's sensitivity", NULL, instrument_sensitive, false, false},
	{"a profile", NULL, profile_kept, false, false},
	{"a profile removed", profile_kept, profile_goes, false, false},
	{"an agency's own table", profile_kept, taken_by_profile, false, true},
	{"a file of people", NULL, people, false, true},
	{"a later file of people taken back", people_moved, later_people_back, false, true},
	{"a move", people_moved, move_is_one, false, false},
	{"a move that is none", people_moved, move_is_none, false, false},
	{"a directory", NULL, directory, false, true},
	{"a directory replaced", directory, directory_later, false, true},
	{"a directory taken back", directory, directory_goes, false, true},
	{"the directory before it", directories, directory_back, false, true},
};
const size_t SITE_DEED_COUNT = sizeof SITE_DEEDS / sizeof *SITE_DEEDS;
