/*
 * Today: consent, refusals and overrides that the worker recorded, to be asked about again.
 */
#include <stdlib.h>
#include <string.h>

#include "access.h"
#include "care/today_lines.h"
#include "store_sharing.h"

enum { LAPSED_DAYS = 28 /* so long what has lapsed is asked about still */ };

static bool same_text(const char *a, const char *b)
{
	return strcmp(a ? a : "", b ? b : "") == 0;
}

/* Somebody has asked since, of the same agency, for the same. */
static bool is_renewed(const struct sharing_said *row, const struct sharing_said *all, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (all[i].is_in_force && all[i].id > row->id && all[i].agency == row->agency &&
			all[i].receiver == row->receiver && same_text(all[i].purpose, row->purpose))
			return true;
	return false;
}

static const char *told(struct gathering *g, const struct sharing_said *row)
{
	static const char *const KINDS[] = {[SAID_GIVEN] = "Consent", [SAID_REFUSED] = "Refusal", [SAID_SIGNED] = "Override"};

	return arena_printf(g->arena, "%s of what %s has%s%s", KINDS[row->kind],
		row->agency ? agency_shown(session_agency(g->session, row->agency)) : "any agency", row->purpose ? ", for " : "",
		row->purpose ? row->purpose : "");
}

static enum status due_add(struct gathering *g, const struct sharing_said *row, struct err *err)
{
	struct today_line line = {.kind = TD_CONSENT, .since = row->review};
	int32_t today = g->session->rule.today;
	struct met met;
	char day[12];
	enum status st;

	if (!line_has_room(g, TD_CONSENT))
		return line_add(g, NULL, line, err);
	st = met_load(g, row->record, &met, err);
	if (st != ST_OK)
		return st;
	civil_short(row->until, day);
	line.what = told(g, row);
	line.why = row->until == CIVIL_NONE ? "" : arena_printf(g->arena, "%s %s", row->until < today ? "lapsed after" : "ends", day);
	return line_add(g, &met, line, err);
}

/* One line a person, also where there is no room for it: all of it is on their Access tab. */
struct persons { VEC(int64_t) of; };

static enum status is_due(struct gathering *g, const struct sharing_said *row, int64_t person, struct persons *had, bool *is,
	struct err *err)
{
	struct sharing_said *all = NULL;
	size_t n = 0;
	enum status st;

	for (size_t i = 0; *is && i < had->of.n; i++)
		*is = had->of.v[i] != person;
	if (*is && g->is_mine && (st = line_is_wanted(g, person, is, err)) != ST_OK)
		return st;
	if (!*is)
		return ST_OK;
	st = store_sharing_ever_of(g->session->store, person, g->scratch, &all, &n, err);
	*is = st == ST_OK && !is_renewed(row, all, n);
	return st != ST_OK || !*is || vec_push(&had->of, person) ? st : err_nomem(err);
}

/* The longest due first. */
enum status today_consents(struct gathering *g, struct err *err)
{
	int32_t today = g->session->rule.today;
	struct arena *arena = arena_new();
	struct persons had = {{0}};
	struct sharing_said *row;
	size_t n = 0;
	enum status st = arena ? store_sharing_due(g->session->store, g->session->worker, today + CONSENT_NOTICE, 0, arena,
		&row, &n, err) : err_nomem(err);

	for (size_t i = 0; st == ST_OK && i < n; i++) {
		int64_t person = 0;
		bool is = row[i].until == CIVIL_NONE || row[i].until >= today - LAPSED_DAYS;

		if (is)
			st = store_person_of(g->session->store, row[i].record, &person, err);
		if (is && st == ST_OK)
			st = is_due(g, &row[i], person, &had, &is, err);
		if (is && st == ST_OK)
			st = due_add(g, &row[i], err);
	}
	free(had.of.v);
	arena_free(arena);
	return st;
}
