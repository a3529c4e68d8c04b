/*
 * Today: what a line tells of somebody whom the worker has not opened.
 */
#include "care/today_lines.h"

/* NULL: as its queue tells it, which all see. */
static const char *const VEILED[TD_COUNT] = {
	[TD_DIED] = "Something of theirs is still open",
	[TD_DISCHARGED] = "Left hospital",
	[TD_IN_HOSPITAL] = "In hospital",
	[TD_NO_REPLY] = "A referral",
	[TD_ACTION] = "Something to do",
	[TD_MOVED] = "A record has another postcode",
	[TD_LEAD] = "Somebody to lead is wanted",
	[TD_WARNING] = "A warning: does it still hold?",
	[TD_CONSENT] = "What they said of sharing",
};

/* Theirs, or asked of them. */
static bool is_own(const struct gathering *g, const struct event *e)
{
	const struct agency *own = session_agency_by_code(g->session, g->session->viewer.agency);
	const struct agency *to = own && e->kind == EV_REQUEST ? session_agency_by_code(g->session, e->to_agency) : NULL;

	return own && (e->agency == own->id || (to && to->id == own->id));
}

void line_veil(const struct gathering *g, const struct met *met, struct today_line *line)
{
	const struct event *e = line->event ? met_event(met, line->event) : NULL;

	line->is_veiled = met->is_veiled;
	if (met->is_veiled && VEILED[line->kind] && !(e && is_own(g, e)))
		line->what = VEILED[line->kind];
}
