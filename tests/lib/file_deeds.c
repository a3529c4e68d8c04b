/* Files taken in, again, later, and back: of each kind whose rows are kept otherwise. */
#include "deed.h"

#include <stdio.h>

#include "ingest.h"

static enum status take(struct session *s, struct arena *a, const char *path, struct err *e)
{
	struct ingest_options options = {.paths = &path, .path_n = 1};
	struct ingest_report report;

	return ingest_run(s, &options, a, &report, e);
}

static enum status withdraw(struct session *s, int64_t import, struct err *e)
{
	struct withdraw_report report;

	return ingest_withdraw(s, import, &(struct ingest_options){0}, &report, e);
}

static enum status both(deed_fn *first, deed_fn *second, struct session *s, struct arena *a, struct err *e)
{
	enum status st = first(s, a, e);

	return st == ST_OK ? second(s, a, e) : st;
}

DEED(first_back) { UNUSED; return withdraw(s, 1, e); }
DEED(second_back) { UNUSED; return withdraw(s, 2, e); }

DEED(town_in) { return take(s, a, "tests/data/town", e); }
DEED(feeds) { return take(s, a, "tests/data/feeds/first", e); }
DEED(feeds_later) { return take(s, a, "tests/data/feeds/later", e); }
DEED(feeds_both) { return both(feeds, feeds_later, s, a, e); }
DEED(feeds_without_first) { return both(feeds_both, first_back, s, a, e); }
DEED(quarter) { return take(s, a, "tests/data/cld/release1.csv", e); }
DEED(quarter_later) { return take(s, a, "tests/data/cld/release2.csv", e); }
DEED(quarters) { return both(quarter, quarter_later, s, a, e); }

/* One resource of two agencies' events, beside the store and gone with it. */
#define OF(id, name) "{\"resourceType\":\"Organization\",\"id\":\"" id "\",\"name\":\"" name "\"}\n"
#define PATIENT(family) "{\"resourceType\":\"Patient\",\"id\":\"p\",\"birthDate\":\"1943-07-03\",\"name\":[{\"family\":\"" family "\"," \
	"\"given\":[\"Grace\"]}],\"managingOrganization\":{\"reference\":\"Organization/o\"}}\n"
#define STAY(id, of, start, end) "{\"resourceType\":\"Encounter\",\"id\":\"" id "\",\"status\":\"finished\",\"class\":{\"code\":\"IMP\"}," \
	"\"subject\":{\"reference\":\"Patient/p\"},\"serviceProvider\":{\"reference\":\"Organization/" of "\"}," \
	"\"period\":{\"start\":\"" start "\",\"end\":\"" end "\"}}\n"

static enum status bundle(struct session *s, struct arena *a, const char *name, const char *text, struct err *e)
{
	const char *path = arena_printf(a, "%s.%s.ndjson", session_store_path(s), name);
	FILE *f = fopen(path, "w");

	assert_non_null(f);
	fputs(text, f);
	fclose(f);
	return take(s, a, path, e);
}

DEED(shared)
{
	return bundle(s, a, "first", OF("o", "Mill Lane") OF("h", "Hill Hospital") PATIENT("Okafor") STAY("e1", "o", "2025-03-10", "2025-03-13")
		STAY("e2", "h", "2025-04-10", "2025-04-13"), e);
}
DEED(shared_later)
{
	return bundle(s, a, "later", OF("o", "Mill Lane Surgery") OF("h", "Hill Hospital") PATIENT("Okafor-Bell")
		STAY("e1", "o", "2025-03-10", "2025-03-14") STAY("e2", "o", "2025-04-10", "2025-04-13"), e);
}
DEED(shared_both) { return both(shared, shared_later, s, a, e); }

const struct deed_way FILE_DEEDS[] = {
	{"a town", NULL, town_in, false, true},
	{"a town taken back", town_in, first_back, false, true},
	{"feeds", NULL, feeds, false, true},
	{"later feeds", feeds, feeds_later, false, true},
	{"later feeds taken back", feeds_both, second_back, false, true},
	{"earlier feeds taken back", feeds_both, first_back, false, true},
	{"earlier feeds after them, which keep their place", feeds_without_first, feeds, false, true},
	{"a quarter", NULL, quarter, false, true},
	{"a later quarter", quarter, quarter_later, false, true},
	{"a later quarter taken back", quarters, second_back, false, true},
	{"resources of two agencies", NULL, shared, false, true},
	{"later resources", shared, shared_later, false, true},
	{"resources taken back", shared, first_back, false, true},
	{"later resources taken back", shared_both, second_back, false, true},
};
const size_t FILE_DEED_COUNT = sizeof FILE_DEEDS / sizeof *FILE_DEEDS;
