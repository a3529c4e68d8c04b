/*
 * Today of one agency: a practitioner's lines are those of their agency's own events, and
 * of people to whom it gives support now, or whom they keep themselves.
 */
#include <string.h>

#include "care/today_lines.h"
#include "governance/reach.h"
#include "numbers.h"
#include "store_events.h"

static bool is_mine(const struct gathering *g, int64_t person)
{
	return person && numbers_have(g->mine, g->mine_n, person);
}

/* Their agency has support open for them, or accepted a referral of theirs. */
static enum status is_engaged(const struct gathering *g, int64_t person, bool *is, struct err *err)
{
	const struct sharing *sh = NULL;
	enum status st = sharing_of(g->session, person, &sh, err);

	*is = false;
	for (size_t i = 0; st == ST_OK && sh && !sh->is_barred && i < sh->engaged_n; i++)
		*is |= sh->engaged[i] == sh->own;
	return st;
}

enum status line_is_wanted(const struct gathering *g, int64_t person, bool *is, struct err *err)
{
	enum status st;

	*is = !g->is_mine || is_mine(g, person);
	if (g->is_mine || !g->own)
		return ST_OK;
	st = person_in_reach(g->session, person, is, err); /* far cheaper than to know more of them */
	if (st == ST_OK && *is && !is_mine(g, person))
		st = is_engaged(g, person, is, err);
	return st;
}

/* It is theirs, or a referral to them. */
static bool is_of_own(const struct gathering *g, const struct event *e)
{
	const struct agency *to = e->kind == EV_REQUEST && g->own ? session_agency_by_code(g->session, e->to_agency) : NULL;

	return !g->is_mine && g->own && (e->agency == g->own || (to && to->id == g->own));
}

enum status event_is_wanted(const struct gathering *g, int64_t person, const struct event *e, bool *is, struct err *err)
{
	*is = is_of_own(g, e);
	return *is ? ST_OK : line_is_wanted(g, person, is, err);
}

/* *is: there is such an event. */
static enum status event_met(const struct gathering *g, int64_t id, struct event *out, bool *is, struct err *err)
{
	enum status st;

	arena_reset(g->scratch);
	st = store_event_get(g->session->store, id, g->scratch, out, err);
	*is = st == ST_OK;
	return st == ST_NONE ? ST_OK : st;
}

enum status event_may_be_told(const struct gathering *g, int64_t id, bool *is, struct err *err)
{
	struct event e;
	enum status st;

	*is = true;
	if (!g->own)
		return ST_OK;
	st = event_met(g, id, &e, is, err);
	*is = *is && event_is_whole(g->session, &e);
	return st;
}

enum status event_may_be_wanted(const struct gathering *g, int64_t person, int64_t id, bool *is, struct err *err)
{
	struct event e;
	enum status st;

	*is = true;
	if (g->is_mine || !g->own)
		return ST_OK;
	st = event_met(g, id, &e, is, err);
	if (!*is || is_of_own(g, &e) || is_mine(g, person))
		return st;
	return is_engaged(g, person, is, err);
}

enum status may_be_wanted(const struct gathering *g, int64_t person, bool *is, struct err *err)
{
	*is = !g->is_mine || is_mine(g, person);
	return *is && !g->is_mine && g->own ? person_in_reach(g->session, person, is, err) : ST_OK;
}
