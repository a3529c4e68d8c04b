/*
 * What a session tells and lends: its day, its agencies, whether the store moved.
 */
#include <string.h>

#include "care/clock.h"
#include "care/judged.h"
#include "care/work.h"
#include "governance/gate.h"
#include "governance/viewer.h"
#include "text.h"

const struct catalogue *session_catalogue(const struct session *s)
{
	return s->catalogue;
}

int32_t session_today(const struct session *s)
{
	return s->rule.today;
}

const char *session_worker(const struct session *s)
{
	return s->worker;
}

bool session_is_demo(const struct session *s)
{
	return s->is_demo;
}

enum status session_back(struct session *s, struct err *err)
{
	return case_look(s, &(struct deed){.deed = "back", .detail = "screen"}, err);
}

const char *session_store_path(const struct session *s)
{
	return store_path(s->store);
}

/* A dashboard left open overnight moves on with the day; where the store cannot
 * be written the day stays, and the next try is a quarter of a second later. */
static bool day_moves(struct session *s)
{
	int32_t before = s->rule.today, now = s->is_day_fixed ? before : clock_today();
	struct err err;

	if (now == before || now == CIVIL_NONE)
		return false;
	s->rule.today = now;
	if (judged_keep(s, false, &err) == ST_OK)
		return true;
	s->rule.today = before;
	return false;
}

static bool is_told_same(const struct agency *a, const struct agency *b)
{
	return a->id == b->id && text_same(a->code, b->code) && text_same(a->name, b->name) && text_same(a->sector, b->sector) &&
		text_same(a->ods_code, b->ods_code) && text_same(a->phone, b->phone) && text_same(a->email, b->email) &&
		text_same(a->cost_per_hour, b->cost_per_hour) && text_same(a->area, b->area) && text_same(a->shown_as, b->shown_as);
}

static bool are_held(const struct session *s, const struct agency *agency, size_t n)
{
	bool are = n == s->agency_n;

	for (size_t i = 0; i < n && are; i++)
		are = is_told_same(&agency[i], &s->agency[i]);
	return are;
}

/* What another session took in of an agency counts here, too: the word that stands for its name, and its sector's rules.
 * Kept anew only where it is other: what was lent stays. */
static void agencies_follow(struct session *s)
{
	struct arena *arena = arena_new();
	struct agency *now = NULL;
	size_t n = 0;
	struct err unread;

	if (arena && store_agency_all(s->store, arena, &now, &n, &unread) == ST_OK && !are_held(s, now, n) &&
		session_read_agencies(s, &unread) == ST_OK)
		gate_forget(s);
	arena_free(arena);
}

bool session_has_changed(struct session *s)
{
	bool has_changed = day_moves(s);
	int64_t seq;

	if (!store_looks_changed(s->store))
		return has_changed;
	seq = store_change_seq(s->store);
	if (seq != s->seen_seq) {
		has_changed = true;
		agencies_follow(s);
	}
	s->seen_seq = seq;
	return has_changed;
}

int64_t session_change_seq(const struct session *s)
{
	return store_change_seq(s->store);
}

enum status session_read_agencies(struct session *s, struct err *err)
{
	struct agency *agency;
	size_t n;
	enum status st = store_agency_all(s->store, s->lent, &agency, &n, err);

	if (st != ST_OK)
		return st;
	s->agency = agency;
	s->agency_n = n;
	viewer_place(s);
	return ST_OK;
}

static const struct agency *agency_held(const struct session *s, int64_t id)
{
	size_t i;

	for (i = 0; i < s->agency_n; i++)
		if (s->agency[i].id == id)
			return &s->agency[i];
	return NULL;
}

const struct agency *session_agency(struct session *s, int64_t id)
{
	static const struct agency UNNAMED = {.code = "?", .name = "unknown agency"}, UNTOLD = {.code = "", .name = "another agency"};
	const struct agency *agency = agency_held(s, id);
	struct err err;

	/* One that another session added since. */
	if (!agency && id && session_read_agencies(s, &err) == ST_OK)
		agency = agency_held(s, id);
	return agency ? agency : id ? &UNNAMED : &UNTOLD;
}

const struct agency *session_agency_by_code(struct session *s, const char *code)
{
	char folded[65];
	size_t i;

	if (!code || !code_fold(code, folded))
		return NULL;
	for (i = 0; i < s->agency_n; i++)
		if (strcmp(s->agency[i].code, folded) == 0)
			return &s->agency[i];
	return NULL;
}

size_t session_agency_count(const struct session *s)
{
	return s->agency_n;
}

const struct agency *session_agency_nth(const struct session *s, size_t i)
{
	return &s->agency[i];
}

const char *agency_shown(const struct agency *agency)
{
	if (agency->shown_as && *agency->shown_as)
		return agency->shown_as;
	return agency->name && *agency->name ? agency->name : agency->code;
}

const char *agency_called(struct session *s, int64_t id)
{
	return agency_shown(session_agency(s, id));
}

const char *agency_called_by_code(struct session *s, const char *code)
{
	const struct agency *agency = session_agency_by_code(s, code);

	return agency ? agency_shown(agency) : code;
}

const char *session_agency_name(void *session, int64_t id, const char *code)
{
	return id ? agency_called(session, id) : agency_called_by_code(session, code);
}
