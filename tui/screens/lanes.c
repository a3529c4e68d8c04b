/*
 * lanes.c - whose lanes there are in a journey, and what each holds.
 */
#include <stdio.h>

#include "screens/show.h"
#include "screens/swimlane.h"
#include "text.h"

enum { QUIET_DAYS = 60 };

struct lane_set {
	struct session *session;
	struct lane *lane;
	size_t n;
	struct arena *arena;
};

static struct lane *lane_of(struct lane_set *set, int64_t agency)
{
	for (size_t i = 0; i < set->n; i++)
		if (set->lane[i].agency == agency)
			return &set->lane[i];
	set->lane[set->n] = (struct lane){.agency = agency, .name = agency_called(set->session, agency)};
	return &set->lane[set->n++];
}

/* The agency that a referral went to, where it has a lane other than its sender's. */
static int64_t sent_to(struct session *s, const struct journey_row *r)
{
	const char *code = r->event.kind == EV_REQUEST ? r->event.to_agency : NULL;
	const struct agency *to = code ? session_agency_by_code(s, code) : NULL;

	return to && to->id != r->event.agency ? to->id : 0;
}

/* Counts where there is no room yet, then fills. */
static void rows_place(struct lane_set *set, const struct journey_row *const *row, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		int64_t to = sent_to(set->session, row[i]);
		struct lane *own = lane_of(set, row[i]->event.agency), *other = to ? lane_of(set, to) : NULL;

		if (own->row)
			own->row[own->row_n] = row[i];
		own->row_n++;
		if (other && other->row)
			other->row[other->row_n] = row[i];
		if (other)
			other->row_n++;
	}
}

static enum status rows_share(struct lane_set *set, const struct journey_row *const *row, size_t n, struct err *e)
{
	rows_place(set, row, n);
	for (size_t i = 0; i < set->n; i++) {
		set->lane[i].row = arena_alloc(set->arena, (set->lane[i].row_n + 1) * sizeof *set->lane[i].row);
		if (!set->lane[i].row)
			return err_nomem(e);
		set->lane[i].row_n = 0;
	}
	rows_place(set, row, n);
	return ST_OK;
}

/* The day of the last thing an agency did that isn't planned; CIVIL_NONE: nothing. */
static int32_t last_of(const struct person *p, int64_t agency, int32_t today)
{
	for (size_t i = 0; i < p->row_n; i++) {
		const struct event *e = &p->row[i].event;

		if (e->agency == agency && (e->status == ES_COMPLETED || e->status == ES_IN_PROGRESS) &&
			civil_is_set(e->start) && e->start.day <= today)
			return p->row[i].seen != SEE_FULL ? CIVIL_NONE
				: civil_is_set(e->end) && e->end.day > e->start.day && e->end.day <= today ? e->end.day
				: e->start.day;
	}
	return CIVIL_NONE;
}

/* Silence is told only of the whole journey: in a part of it there is always some. */
static const char *quiet_of(const struct lane_set *set, const struct person *p, const struct involved *in, bool is_whole)
{
	int32_t today = session_today(set->session), last = last_of(p, in->agency, today);
	char day[12];

	show_day_of(today, in->is_silent ? in->heard : last, day);
	if (in->is_silent)
		return arena_printf(set->arena, "(nothing received since %s)", day);
	if (!is_whole || last == CIVIL_NONE || today - last <= QUIET_DAYS)
		return NULL;
	return arena_printf(set->arena, "(nothing since %s)", day);
}

static int label_of(const struct lane_set *set)
{
	int widest = 0;

	for (size_t i = 0; i < set->n; i++)
		if (text_width(set->lane[i].name) > widest)
			widest = text_width(set->lane[i].name);
	return widest + 2;
}

enum status swimlane_fill(struct swimlane *s, struct session *session, const struct person *p,
	const struct journey_row *const *row, size_t n, struct arena *arena, struct err *e)
{
	struct lane_set set = {.session = session, .arena = arena,
		.lane = arena_alloc(arena, (p->involved_n + 2 * n + 1) * sizeof *set.lane)};
	bool is_whole = n == p->row_n;
	size_t kept = 0;
	enum status st;

	if (!set.lane)
		return err_nomem(e);
	for (size_t i = 0; i < p->involved_n; i++) {
		struct lane *lane = lane_of(&set, p->involved[i].agency);

		lane->quiet = quiet_of(&set, p, &p->involved[i], is_whole);
		lane->is_silent = p->involved[i].is_silent;
		lane->heard = p->involved[i].heard;
	}
	st = rows_share(&set, row, n, e);
	if (st != ST_OK)
		return st;
	s->label = label_of(&set);
	for (size_t i = 0; i < set.n; i++)
		if (is_whole || set.lane[i].row_n)
			set.lane[kept++] = set.lane[i];
	s->lane = set.lane;
	s->lane_n = kept;
	s->today = session_today(session);
	s->focus = NULL;
	s->knew_n = 0;
	return swimlane_forget(s) ? ST_OK : err_nomem(e);
}
