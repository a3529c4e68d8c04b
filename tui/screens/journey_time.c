/*
 * journey_time.c - moving in a journey's time: columns, pages, zoom, dates, evidence.
 */
#include <stdlib.h>

#include "screens/journey_tab.h"

/* The event nearest to a moment; 0 none. */
int64_t journey_event_near(const struct journey_tab *t, int64_t moment, int32_t *days)
{
	int64_t best = INT64_MAX, id = 0;

	for (size_t i = 0; i < t->row_n; i++) {
		const struct event *e = &t->row[i]->event;
		int64_t away = llabs(moment_of(e->start) - moment);

		if (!civil_is_set(e->start) || away >= best)
			continue;
		best = away;
		id = e->id;
		*days = e->start.day - (int32_t)(moment / 1440);
	}
	return id;
}

/* The list goes along with the mark, which stays where it was put. */
static void list_go_along(struct journey_tab *t)
{
	int32_t days;
	int64_t id = journey_event_near(t, t->lanes.at, &days);

	if (id)
		list_select(&t->list, id);
	journey_follow(t, false);
}

static void zoom(struct journey_tab *t, struct app *app, int by)
{
	if (swimlane_zoom(&t->lanes, by))
		app_say(app, "The lanes show %s.", timescale_name(t->lanes.scale.span));
}

/* The first event of a month or year that was typed, else its first day. */
static int64_t first_within(const struct journey_tab *t, int32_t first, int32_t last)
{
	for (size_t i = t->row_n; i-- > 0;) {
		struct civil start = t->row[i]->event.start;

		if (civil_is_set(start) && start.day >= first && start.day <= last)
			return moment_of(start);
	}
	return moment_of((struct civil){first, CIVIL_NO_TIME});
}

bool journey_tab_go(struct journey_tab *t, struct app *app, const char *typed)
{
	int32_t first, last, days = 0;
	char day[12];

	if (!civil_typed(typed, t->lanes.today, &first, &last))
		return false;
	swimlane_go(&t->lanes, first_within(t, first, last));
	list_go_along(t);
	civil_short(first, day);
	if (journey_event_near(t, t->lanes.at, &days) && days)
		app_say(app, "%s: nothing then; the nearest is %d day%s %s.", day, abs(days), abs(days) == 1 ? "" : "s",
			days < 0 ? "before" : "after");
	return true;
}

static void walk(struct journey_tab *t, struct app *app)
{
	int64_t next = journey_evidence_next(t);

	if (next && !list_select(&t->list, next)) {
		journey_tab_whole(t);
		list_select(&t->list, next);
		app_say(app, "That was filtered out: all of the journey is shown again.");
	} else if (next == t->walked) {
		app_say(app, "This asks again what was known; e goes to who knew it.");
	} else {
		app_say(app, "This knew what was asked again; e goes on, and back to that.");
	}
	journey_follow(t, true);
}

bool journey_tab_act(struct journey_tab *t, struct app *app, enum act act)
{
	switch (act) {
	case ACT_ZOOM_IN:  zoom(t, app, 1); return true;
	case ACT_ZOOM_OUT: zoom(t, app, -1); return true;
	case ACT_LEFT:     swimlane_step(&t->lanes, -1); list_go_along(t); return true;
	case ACT_RIGHT:    swimlane_step(&t->lanes, 1); list_go_along(t); return true;
	case ACT_EARLIER:  swimlane_page(&t->lanes, -1); list_go_along(t); return true;
	case ACT_LATER:    swimlane_page(&t->lanes, 1); list_go_along(t); return true;
	case ACT_EVIDENCE: walk(t, app); return true;
	default:           return false;
	}
}

static bool is_of_lanes(enum act act)
{
	return act == ACT_ZOOM_IN || act == ACT_ZOOM_OUT || act == ACT_LEFT || act == ACT_RIGHT || act == ACT_EARLIER ||
		act == ACT_LATER || act == ACT_EVIDENCE || act == ACT_ONLY || act == ACT_DATE;
}

const char *journey_tab_why_not(const struct journey_tab *t, enum act act)
{
	const struct journey_row *r = journey_tab_row(t);

	if (!t->person || !t->person->row_n)
		return is_of_lanes(act) || act == ACT_OPEN ? "No agency has sent anything that happened." : NULL;
	switch (act) {
	case ACT_ZOOM_IN:
		return t->lanes.scale.span == TIMESCALE_SPANS - 1 ? "A week is the least that is shown." : NULL;
	case ACT_ZOOM_OUT:
		return t->lanes.scale.span == 0 ? "Ten years are the most that is shown." : NULL;
	case ACT_EVIDENCE:
		return journey_evidence_has(t) ? NULL : "Nothing was found here: this neither asked again nor knew what was.";
	case ACT_OPEN:
		return r ? NULL : "There is no event to open.";
	default:
		return NULL;
	}
}
