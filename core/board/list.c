/*
 * list.c - what is behind a figure, as lines: whom, what, why, since when.
 */
#include "board/counting.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "care/today_lines.h"
#include "governance/opening.h"
#include "store_events.h"

static enum fact_kind kind_of(const struct board_behind *w)
{
	switch (w->of) {
	case BF_AHEAD:        return FACT_AHEAD;
	case BF_PREVENTED:    return FACT_PREVENTED;
	case BF_REUSED:       return FACT_REUSED;
	case BF_JOINT:        return FACT_JOINT;
	case BF_CANNOT_JUDGE: return FACT_CANNOT_JUDGE;
	case BF_SENT: case BF_ANSWERED: case BF_REPLY_HALF: case BF_REPLY_MOST: case BF_WAITING:
	case BF_WAITING_LONG: return FACT_SENT;
	default:              return w->other ? FACT_KNEW : FACT_AGAIN;
	}
}

static bool is_people(enum board_of of)
{
	return of == BF_DONE || of == BF_PEOPLE || of == BF_TIMES || of == BF_MANY || of == BF_ASSESSORS ||
		of == BF_MINUTES;
}

static bool sent_is_behind(const struct board *b, enum board_of of, const struct fact *f)
{
	bool is_waiting = f->days == NO_REPLY;

	switch (of) {
	case BF_ANSWERED:     return !f->is_earlier && !is_waiting;
	case BF_REPLY_HALF:   return !f->is_earlier && f->days >= 0;
	case BF_REPLY_MOST:   return !f->is_earlier && f->days >= b->figure[BF_REPLY_MOST].now.num;
	case BF_WAITING:      return is_waiting && f->on >= b->year.from;
	case BF_WAITING_LONG: return is_waiting && f->on >= b->year.from &&
		b->session->rule.today - f->on >= b->reply_days;
	default:              return !f->is_earlier;
	}
}

static bool is_behind(const struct board *b, const struct board_behind *w, const struct fact *f)
{
	if (f->kind != kind_of(w) || (w->agency && f->agency != w->agency) || (w->other && f->other != w->other))
		return false;
	switch (w->of) {
	case BF_IN_TIME:   return !f->is_late;
	case BF_LATE:      return f->is_late;
	case BF_SAME_KIND: return f->is_same_kind;
	case BF_AVOIDABLE: return f->state == VD_AVOIDABLE;
	case BF_JUSTIFIED: return f->state == VD_JUSTIFIED;
	case BF_UNDECIDED: return f->state != VD_AVOIDABLE && f->state != VD_JUSTIFIED;
	default:           return f->kind != FACT_SENT || sent_is_behind(b, w->of, f);
	}
}

/* What waits is listed the longest first. */
static int newest_first(const void *x, const void *y)
{
	const struct fact *a = *(const struct fact *const *)x, *b = *(const struct fact *const *)y;

	if (a->on != b->on)
		return a->on > b->on ? -1 : 1;
	return (a->event > b->event) - (a->event < b->event);
}

static int oldest_first(const void *x, const void *y)
{
	const struct fact *a = *(const struct fact *const *)x, *b = *(const struct fact *const *)y;

	if (a->on != b->on)
		return a->on < b->on ? -1 : 1;
	return (a->event > b->event) - (a->event < b->event);
}

/* Words --------------------------------------------------------------------- */

struct telling {
	struct board *b;
	const struct board_behind *behind;
	struct arena *arena;
	struct board_row *row;
	size_t n;
	bool is_nameless; /* for who may see what is behind a figure, and not who */
	bool is_veiled;   /* the row's person is not opened */
};

/* Of somebody not opened the figure itself says which agencies hold something of them: not of whom. */
static bool hides_name(const struct telling *t)
{
	bool is_sent = kind_of(t->behind) == FACT_SENT;

	return t->is_veiled && !is_people(t->behind->of) && (t->behind->other || (is_sent && t->behind->agency));
}

/* Else whom, and of what others hold nothing. */
static bool hides_others(const struct telling *t)
{
	return t->is_veiled && !hides_name(t);
}

static enum status who_tell(const struct telling *t, int64_t person, const char **who, struct err *err)
{
	struct shown_field field[RF_COUNT];
	struct record *record, first;
	const char *told;
	size_t n;
	enum status st;

	if (t->is_nameless || hides_name(t)) {
		st = store_record_get(t->b->session->store, person, t->b->scratch, &first, err);
		*who = st == ST_OK ? arena_printf(t->arena, "%.8s", first.uuid) : NULL;
		return st == ST_OK && !*who ? err_nomem(err) : st;
	}
	st = seen_records(t->b->session, person, t->b->scratch, &record, &n, err);

	if (st != ST_OK)
		return st;
	shown_choose(record, n, field);
	told = who_shown(field, t->b->session->rule.today, t->b->scratch);
	*who = told ? arena_dup(t->arena, told) : NULL;
	return *who ? ST_OK : err_nomem(err);
}

static const char *sent_why(const struct telling *t, const struct fact *f)
{
	int waits = t->b->session->rule.today - f->on;

	if (f->days == REPLY_UNDATED)
		return "answered, no day told";
	if (f->days == NO_REPLY)
		return arena_printf(t->arena, "no reply for %d day%s", waits, waits == 1 ? "" : "s");
	return arena_printf(t->arena, "answered in %d day%s", (int)f->days, f->days == 1 ? "" : "s");
}

/* Who knew it, and how many more. */
static const char *knew_why(const struct telling *t, const struct fact *f)
{
	const char *state = f->state == VD_OPEN ? "" : verdict_shown(f->state);
	char others[16] = "";

	if (!f->other || hides_others(t))
		return arena_dup(t->arena, state);
	if (f->more)
		snprintf(others, sizeof others, " +%d", f->more);
	return arena_printf(t->arena, "known to %s%s%s%s%s", agency_called(t->b->session, f->other), others,
		f->is_late ? ", here only later" : "", *state ? ", " : "", state);
}

static const char *why_tell(const struct telling *t, const struct fact *f, const struct event *e)
{
	switch ((enum fact_kind)f->kind) {
	case FACT_AGAIN: case FACT_KNEW: return knew_why(t, f);
	case FACT_SENT:         return sent_why(t, f);
	case FACT_REUSED:       return f->state == VD_REUSED ? "decided: reused" : "names what it reuses";
	case FACT_JOINT:        return f->state == VD_JOINT ? "decided: joint"
		: hides_others(t) ? "with another" : arena_printf(t->arena, "with %s", e->joint_with ? e->joint_with : "another");
	case FACT_PREVENTED:    return EVENT_STATUS_NAMES[e->status];
	case FACT_CANNOT_JUDGE: return "says no need it asked about";
	case FACT_AHEAD:        break;
	}
	return EVENT_STATUS_NAMES[e->status];
}

static const char *what_tell(const struct telling *t, const struct fact *f, const struct event *e)
{
	const char *title = seen_title(t->b->session, e, e->instrument);

	if (f->kind == FACT_SENT && hides_others(t))
		return "A referral";
	if (f->kind == FACT_SENT)
		return arena_printf(t->arena, "%s, asked by %s: %s", f->agency ? agency_called(t->b->session, f->agency)
			: e->to_agency ? e->to_agency : "", agency_called(t->b->session, e->agency), title);
	return arena_printf(t->arena, "%s: %s", agency_called(t->b->session, e->agency), title);
}

/* Without names: nothing but what is neither sensitive nor in anybody's own words. */
static bool is_told(const struct telling *t, struct event *e)
{
	if (!t->is_nameless)
		return event_is_whole(t->b->session, e);
	e->title = NULL;
	return event_is_everyday(t->b->session, e);
}

static enum status fact_tell(struct telling *t, const struct fact *f, struct err *err)
{
	struct session *s = t->b->session;
	struct board_row *row = &t->row[t->n];
	struct event e;
	enum status st;

	arena_reset(t->b->scratch);
	st = store_event_get(s->store, f->event, t->b->scratch, &e, err);
	if (st == ST_NONE) /* gone since it was counted */
		return ST_OK;
	if (st != ST_OK || !is_told(t, &e))
		return st;
	*row = (struct board_row){.event = f->event, .on = f->on};
	st = store_person_of(s->store, e.record, &row->person, err);
	if (st == ST_OK && !t->is_nameless)
		st = opening_veils(s, row->person, &t->is_veiled, err);
	if (st == ST_OK)
		st = who_tell(t, row->person, &row->who, err);
	if (st != ST_OK)
		return st;
	row->what = what_tell(t, f, &e);
	row->why = why_tell(t, f, &e);
	t->n++;
	return row->what && row->why ? ST_OK : err_nomem(err);
}

static enum status facts_tell(struct telling *t, int64_t *total, struct err *err)
{
	const struct board *b = t->b;
	const struct board_behind *w = t->behind;
	VEC(const struct fact *) found = {0};
	bool is_waiting = w->of == BF_WAITING || w->of == BF_WAITING_LONG;
	enum status st = ST_OK;

	for (size_t i = 0; i < b->fact.n && st == ST_OK; i++)
		if (is_behind(b, w, &b->fact.v[i]) && !vec_push(&found, &b->fact.v[i]))
			st = err_nomem(err);
	if (found.n)
		qsort(found.v, found.n, sizeof *found.v, is_waiting ? oldest_first : newest_first);
	*total = (int64_t)found.n;
	for (size_t i = 0; i < found.n && t->n < w->most && st == ST_OK; i++)
		st = fact_tell(t, found.v[i], err);
	if (!sees_all(b->session))
		*total = (int64_t)t->n; /* how many more there are may tell too much */
	vec_done(&found);
	return st;
}

static enum status people_tell(struct telling *t, int64_t *total, struct err *err)
{
	const struct board *b = t->b;
	enum status st = ST_OK;

	*total = 0;
	for (size_t i = 0; i < b->asked.n && st == ST_OK; i++) {
		const struct asked_person *p = &b->asked.v[i];
		struct board_row *row = &t->row[t->n];
		bool is_seen = false;

		if (t->behind->of == BF_MANY && p->agencies < 3)
			continue;
		st = person_is_seen(b->session, p->person, &is_seen, err);
		if (st != ST_OK || !is_seen)
			continue;
		(*total)++;
		if (t->n == t->behind->most)
			continue;
		arena_reset(b->scratch);
		*row = (struct board_row){.person = p->person, .on = CIVIL_NONE, .why = ""};
		st = who_tell(t, p->person, &row->who, err);
		row->what = arena_printf(t->arena, "asked %u time%s by %u agenc%s", p->asked, p->asked == 1 ? "" : "s",
			p->agencies, p->agencies == 1 ? "y" : "ies");
		if (st == ST_OK && !row->what)
			st = err_nomem(err);
		t->n++;
	}
	return st;
}

enum status board_list(struct board *b, const struct board_behind *w, bool is_look, struct arena *arena,
	struct board_row **out, size_t *n, int64_t *total, struct err *err)
{
	const struct viewer *v = &b->session->viewer;
	struct telling t = {.b = b, .behind = w, .arena = arena};
	char detail[160];
	enum status st = ST_OK;

	t.is_nameless = !works_with_people(b->session);
	if (t.is_nameless && !(v->is_owner && viewer_may(v, MAY_LISTS)))
		return err_set(err, ST_DENIED, "you may see figures, and not who is behind them");
	snprintf(detail, sizeof detail, "board, behind %s, agency %s, other %s", BOARD_MEANINGS[w->of].name,
		w->agency ? session_agency(b->session, w->agency)->code : "all",
		w->other ? session_agency(b->session, w->other)->code : "all");
	if (is_look)
		st = case_look(b->session, &(struct deed){.deed = "list", .detail = detail}, err);
	if (st != ST_OK)
		return st;
	t.row = arena_alloc(arena, (w->most + 1) * sizeof *t.row);
	if (!t.row)
		return err_nomem(err);
	st = is_people(w->of) ? people_tell(&t, total, err) : facts_tell(&t, total, err);
	if (st == ST_OK && t.is_nameless && *total > 0 && *total < BOARD_SMALL)
		return err_set(err, ST_DENIED, "fewer than %d are behind it, and without names so few are not listed", BOARD_SMALL);
	*out = t.row;
	*n = t.n;
	return st;
}
