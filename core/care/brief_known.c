/*
 * What is known of a person, by whom, until when; what lapsed or was reset: needs that
 * one assessment answers stand in one line.
 */
#include "care/brief_lines.h"

enum { NAMES_ROOM = 800 };

/* Answers that one line tells: of one event, holding equally long or reset by one. */
static bool is_alike(const struct answer *x, const struct answer *y)
{
	return x->state == y->state && x->by == y->by &&
		(x->state == AN_RESET ? x->reset_by == y->reset_by : x->until == y->until);
}

static const struct journey_row *row_of(const struct briefing *b, size_t event)
{
	return person_row_at(b->person, event);
}

static const char *names_of(const struct briefing *b, domains_t domains)
{
	char names[NAMES_ROOM];

	catalogue_domains_name(session_catalogue(b->session), domains, names, sizeof names);
	return arena_dup(b->arena, names);
}

/* "reset on 5 Oct: Emergency admission (Hospital)"; the event that answered, where it holds. */
static const char *why_of(const struct briefing *b, const struct answer *a)
{
	const struct journey_row *by;

	if (a->state == AN_CURRENT)
		return row_of(b, a->by)->title;
	if (a->state == AN_LAPSED)
		return arena_printf(b->arena, "%s, held until %s", row_of(b, a->by)->title, brief_day(b, a->until));
	by = row_of(b, a->reset_by);
	return arena_printf(b->arena, "reset on %s: %s (%s)", brief_day(b, by->event.start.day), by->title,
		agency_called(b->session, by->event.agency));
}

/* All that is like answer[i], when that is the first of its like. */
static void line_put(struct briefing *b, const struct answer *answer, size_t n, size_t i)
{
	const struct answer *a = &answer[i];
	const struct event *e = &row_of(b, a->by)->event;
	domains_t domains = 0;

	for (size_t k = 0; k < i; k++)
		if (is_alike(&answer[k], a))
			return;
	for (size_t k = i; k < n; k++)
		if (is_alike(&answer[k], a))
			domains |= (domains_t)1 << answer[k].domain;
	brief_add(b, a->state == AN_CURRENT ? BRIEF_KNOWN : BRIEF_LAPSED, e->agency, (struct brief_line){
		.on = civil_is_set(e->end) ? e->end.day : e->start.day,
		.until = a->state == AN_CURRENT ? a->until : CIVIL_NONE, .what = names_of(b, domains), .note = why_of(b, a)});
}

enum status brief_known(struct briefing *b, struct err *err)
{
	const struct known_query everything = {.instrument = -1};
	struct answer *answer;
	domains_t never = 0;
	size_t n = 0;
	enum status st = person_known(b->session, b->person, &everything, b->arena, &answer, &n, err);

	if (st == ST_OK)
		st = brief_room(b, BRIEF_KNOWN, n, err);
	if (st == ST_OK)
		st = brief_room(b, BRIEF_LAPSED, n, err);
	for (size_t i = 0; st == ST_OK && i < n; i++) {
		if (answer[i].state == AN_NEVER)
			never |= (domains_t)1 << answer[i].domain;
		else
			line_put(b, answer, n, i);
	}
	if (st != ST_OK)
		return st;
	b->brief->never_asked = names_of(b, never);
	return b->brief->never_asked ? ST_OK : err_nomem(err);
}
