/*
 * Rows of the journey: what the viewer may see, what the rule made of it, and
 * what was found and decided.
 */
#include <stdlib.h>

#include "care/limits.h"
#include "governance/gate.h"
#include "halving.h"
#include "journey/shown.h"
#include "journey/timeline.h"
#include "store_findings.h"

static void row_describe(const struct session *s, struct journey_row *row,
	const struct facts *facts)
{
	if (facts) {
		row->cannot_judge = facts->cannot_judge;
		row->domains = facts->domains;
		if (facts->instrument >= 0)
			row->instrument = catalogue_instrument(s->catalogue, facts->instrument)->code;
	}
	row->title = event_title(s->catalogue, &row->event, row->instrument);
}

/* A referral waits until the other agency responds, or it is called off. */
static void row_wait(struct journey_row *row, int32_t today, int reply_days)
{
	const struct event *e = &row->event;

	row->waiting = -1;
	if (e->kind != EV_REQUEST || row->seen != SEE_FULL || e->status > ES_COMPLETED ||
		e->responded_on || !civil_is_set(e->start) || e->start.day > today)
		return;
	row->waiting = today - e->start.day;
	row->is_overdue = row->waiting >= reply_days;
}

struct event_place { int64_t event; uint32_t row; };

static int event_place_order(const void *a, const void *b)
{
	const struct event_place *x = a, *y = b;

	return (x->event > y->event) - (x->event < y->event);
}

static enum status rows_index(struct person *p, struct arena *arena, struct err *err)
{
	struct event_place *place = arena_alloc(arena, (p->row_n + 1) * sizeof *place);

	p->row_by_event = arena_alloc(arena, (p->row_n + 1) * sizeof *p->row_by_event);
	if (!place || !p->row_by_event)
		return err_nomem(err);
	for (size_t i = 0; i < p->row_n; i++)
		place[i] = (struct event_place){p->row[i].event.id, (uint32_t)i};
	qsort(place, p->row_n, sizeof *place, event_place_order);
	for (size_t i = 0; i < p->row_n; i++)
		p->row_by_event[i] = place[i].row;
	return ST_OK;
}

/* Oldest first in, newest first out; history_row says which row each event became. */
static enum status rows_make(struct session *s, struct person *p, const struct seen_events *all,
	struct arena *arena, struct err *err)
{
	size_t n = all->n, whole_n = 0, i, whole_at;
	size_t *index = arena_alloc(arena, (n ? n : 1) * sizeof *index);
	struct event *whole = arena_alloc(arena, (n ? n : 1) * sizeof *whole);
	int reply_days = 0;
	enum status st = ST_OK;

	p->row = arena_alloc(arena, (n ? n : 1) * sizeof *p->row);
	if (!index || !whole || !p->row)
		return err_nomem(err);
	for (i = 0; i < n; i++)
		if (all->seen[i] == SEE_FULL)
			whole[whole_n++] = all->event[i];
	if (st == ST_OK)
		st = limit_days(s, SETTING_REPLY_DAYS, &reply_days, err);
	if (st == ST_OK)
		st = history_new(&p->history, &s->rule, whole, whole_n, p->death.day, arena, err);
	if (st != ST_OK)
		return st;
	for (i = n, whole_at = whole_n; i-- > 0;) {
		struct journey_row row = {.event = all->event[i], .seen = all->seen[i]};
		const struct facts *facts = NULL;

		if (row.seen == SEE_FULL) {
			index[--whole_at] = p->row_n;
			facts = history_facts(p->history, whole_at);
		}
		row_describe(s, &row, facts);
		row_wait(&row, s->rule.today, reply_days);
		p->row[p->row_n++] = row;
	}
	p->history_row = index;
	return rows_index(p, arena, err);
}

static struct journey_row *row_find(const struct person *p, int64_t event)
{
	struct halving h = {.to = p->row_n};

	while (halving_on(&h)) {
		struct journey_row *r = &p->row[p->row_by_event[h.at]];

		if (r->event.id == event)
			return r;
		halving_turn(&h, r->event.id < event);
	}
	return NULL;
}

const struct journey_row *person_row(const struct person *p, int64_t event)
{
	return row_find(p, event);
}

/* A history runs the other way: its last is the first row that is seen whole. */
bool person_event_index(const struct person *p, const struct journey_row *r, size_t *index)
{
	size_t after = 0;

	if (r->seen != SEE_FULL)
		return false;
	for (const struct journey_row *at = r + 1; at < p->row + p->row_n; at++)
		after += at->seen == SEE_FULL;
	*index = after;
	return true;
}

static enum status findings_place(const struct session *s, struct person *p, bool is_all, struct arena *arena,
	struct err *err)
{
	struct finding_query query = {.person = p->id, .stage = -1, .state = -1};
	struct finding_row *found;
	size_t n, i;
	enum status st = store_findings_list(s->store, &query, arena, &found, &n, err);

	if (st == ST_OK && !is_all)
		st = findings_seen(s, p->id, found, &n, arena, err);
	if (st != ST_OK)
		return st;
	for (i = 0; i < n; i++) {
		struct journey_row *row = row_find(p, found[i].finding.event);
		bool is_together = found[i].finding.kind == FK_TOGETHER;

		if (!row || row->seen != SEE_FULL)
			continue;
		*(is_together ? &row->together : &row->finding) = &found[i].finding;
		if (!is_together || !row->finding) {
			row->state = found[i].state;
			row->decision = decision_shown(s, found[i].decision, p->id, arena);
			if (found[i].decision && !row->decision)
				return err_nomem(err);
		}
		p->asked_again += found[i].state == VD_OPEN;
	}
	return ST_OK;
}

enum status timeline_fill(struct session *s, struct person *p, struct arena *arena,
	struct err *err)
{
	struct seen_events all;
	enum status st = seen_events(s, p->id, arena, &all, err);

	if (st == ST_OK)
		st = rows_make(s, p, &all, arena, err);
	if (st == ST_OK)
		st = findings_place(s, p, all.is_all, arena, err);
	return st;
}
