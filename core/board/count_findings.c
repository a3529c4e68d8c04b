/*
 * count_findings.c - what was asked again, what can still be prevented, and what
 * was called off after a decision.
 */
#include "board/counting.h"

#include "journey/minutes.h"
#include "store_events.h"
#include "store_findings.h"

/* What the catalogue only advises on is shown in other places, and not counted. */
static bool is_counted(const struct board_finding *f)
{
	return (f->policy == PO_FLAG || f->policy == PO_SAME) && f->state != VD_WRONG_LINK &&
		f->state != VD_DATA_ERROR;
}

/* Nothing of what answers it had reached the store on the day it was asked. */
static bool is_late(const struct board_finding *f, int32_t today)
{
	for (size_t i = 0; i < f->evidence_n; i++)
		if (f->evidence[i].received <= f->on || f->evidence[i].received > today)
			return false;
	return f->evidence_n > 0;
}

static bool fact_add(struct board *b, const struct board_finding *f, enum fact_kind kind, int64_t other,
	bool late)
{
	return vec_push(&b->fact, (struct fact){
		.event = f->event, .person = f->person, .on = f->on, .agency = (int32_t)f->agency,
		.other = (int32_t)other, .days = f->minutes, .kind = (uint8_t)kind, .state = (uint8_t)f->state,
		.is_late = late, .is_same_kind = f->kind == FK_REPEAT
	});
}

/* One fact for each agency that knew. */
static bool knew_add(struct board *b, const struct board_finding *f, bool late)
{
	for (size_t i = 0; i < f->evidence_n; i++) {
		bool is_first = true;

		for (size_t j = 0; j < i; j++)
			is_first = is_first && f->evidence[j].agency != f->evidence[i].agency;
		if (is_first && !fact_add(b, f, FACT_KNEW, f->evidence[i].agency, late))
			return false;
	}
	return true;
}

static void again_tally(struct tally *t, const struct board_finding *f, bool late)
{
	t->again++;
	t->late += late;
	t->in_time += !late;
	t->same_kind += f->kind == FK_REPEAT;
	t->avoidable += f->state == VD_AVOIDABLE;
	t->justified += f->state == VD_JUSTIFIED;
	t->undecided += f->state != VD_AVOIDABLE && f->state != VD_JUSTIFIED;
	t->again_minutes += f->minutes;
}

static bool finding_count(struct board *b, const struct board_finding *f)
{
	struct tallies t = tallies_of(b, f->on);
	bool is_now = t.span == &b->span[NOW], late = is_late(f, b->session->rule.today);
	bool is_reused = f->state == VD_REUSED, is_joint = f->state == VD_JOINT;

	for (size_t i = 0; i < t.n; i++) {
		t.of[i]->reused += is_reused;
		t.of[i]->joint += is_joint;
		if (!is_reused && !is_joint)
			again_tally(t.of[i], f, late);
	}
	if (!is_now)
		return true;
	if (is_reused || is_joint)
		return fact_add(b, f, is_reused ? FACT_REUSED : FACT_JOINT, 0, false);
	return fact_add(b, f, FACT_AGAIN, 0, late) && knew_add(b, f, late);
}

enum status count_findings(struct board *b, int32_t day, struct err *err)
{
	const struct board_findings_query query = {
		.with_evidence = day >= b->span[BEFORE].tally.from, /* months do not tell of it */
		.from = day, .until = day};
	struct board_finding *f;
	size_t n = 0;
	enum status st = store_board_findings(b->session->store, &query, b->scratch, &f, &n, err);

	for (size_t i = 0; st == ST_OK && i < n; i++)
		if (f[i].stage == SG_DONE && is_counted(&f[i]) && !finding_count(b, &f[i]))
			st = err_nomem(err);
	return st;
}

/* One event may be found twice: asked again, and together with another. */
static bool is_there(const struct board *b, size_t from, int64_t event)
{
	for (size_t i = from; i < b->fact.n; i++)
		if (b->fact.v[i].event == event)
			return true;
	return false;
}

enum status count_ahead(struct board *b, struct err *err)
{
	const struct board_findings_query query = {.is_preventable = true, .from = INT32_MIN, .until = INT32_MAX};
	size_t before = b->fact.n, n = 0;
	struct board_finding *f;
	enum status st = store_board_findings(b->session->store, &query, b->scratch, &f, &n, err);

	for (int pass = 0; pass < 2; pass++)
		for (size_t i = 0; st == ST_OK && i < n; i++)
			if ((f[i].kind == FK_TOGETHER) == pass && is_counted(&f[i]) && f[i].state == VD_OPEN &&
				(!pass || !is_there(b, before, f[i].event)) && !fact_add(b, &f[i], FACT_AHEAD, 0, false))
				st = err_nomem(err);
	b->ahead = (int64_t)(b->fact.n - before);
	return st;
}

/* Called off ---------------------------------------------------------------- */

static bool verdict_prevents(enum verdict v)
{
	return v == VD_AVOIDABLE || v == VD_REUSED || v == VD_JOINT || v == VD_ASKED;
}

/* What was due in the period, or is due later: it can be called off ahead of time. */
static bool prevented_count(struct board *b, const struct event *e, int64_t person)
{
	int32_t last = e->start.day > b->span[NOW].tally.until ? b->span[NOW].tally.until : e->start.day;
	struct tallies t = tallies_of(b, last);
	struct facts facts;
	int minutes;

	assessment_facts(&b->session->rule, e, &facts);
	minutes = minutes_of(b->session->catalogue, e, facts.instrument);
	for (size_t i = 0; i < t.n; i++) {
		t.of[i]->prevented++;
		t.of[i]->spared += minutes > 0;
		t.of[i]->spared_minutes += minutes;
	}
	return t.span != &b->span[NOW] || vec_push(&b->fact, (struct fact){.event = e->id, .person = person,
		.on = e->start.day, .agency = (int32_t)e->agency, .days = minutes, .kind = FACT_PREVENTED});
}

static enum status called_off(struct board *b, int64_t event, struct err *err)
{
	const struct store *store = b->session->store;
	struct decision *decision;
	struct event e;
	int64_t person;
	size_t n;
	enum status st = store_decisions_of_event(store, event, b->scratch, &decision, &n, err);

	if (st != ST_OK || !n || !verdict_prevents(decision[0].verdict))
		return st;
	st = store_event_get(store, event, b->scratch, &e, err);
	if (st == ST_OK)
		st = store_person_of(store, e.record, &person, err);
	if (st == ST_OK && !prevented_count(b, &e, person))
		st = err_nomem(err);
	return st;
}

enum status count_called_off(struct board *b, struct err *err)
{
	int64_t *event;
	size_t n = 0;
	enum status st = store_board_called_off(b->session->store, b->scratch, &event, &n, err);

	for (size_t i = 0; i < n && st == ST_OK; i++)
		st = called_off(b, event[i], err);
	return st;
}
