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

struct knew { int64_t agency; int more; }; /* one that knew, and how many beside it */

static bool fact_add(struct board *b, const struct board_finding *f, enum fact_kind kind, struct knew knew,
	bool late)
{
	return vec_push(&b->fact, (struct fact){
		.event = f->event, .person = (uint32_t)f->person, .on = f->on, .agency = (int32_t)f->agency,
		.other = (int32_t)knew.agency, .more = (uint8_t)(knew.more < UINT8_MAX ? knew.more : UINT8_MAX),
		.days = f->minutes, .kind = (uint8_t)kind, .state = (uint8_t)f->state,
		.is_late = late, .is_same_kind = f->kind == FK_REPEAT
	});
}

/* The agency of this evidence has none further on. */
static bool is_last_of(const struct board_finding *f, size_t i)
{
	for (size_t j = i + 1; j < f->evidence_n; j++)
		if (f->evidence[j].agency == f->evidence[i].agency)
			return false;
	return true;
}

/* One fact, with who knew it last; and one for each agency that knew. */
static bool again_add(struct board *b, const struct board_finding *f, bool late)
{
	struct knew knew = {0, -1};

	for (size_t i = 0; i < f->evidence_n; i++)
		if (is_last_of(f, i))
			knew = (struct knew){f->evidence[i].agency, knew.more + 1};
	for (size_t i = 0; i < f->evidence_n; i++)
		if (is_last_of(f, i) && !fact_add(b, f, FACT_KNEW, (struct knew){f->evidence[i].agency, knew.more}, late))
			return false;
	return fact_add(b, f, FACT_AGAIN, knew.more < 0 ? (struct knew){0, 0} : knew, late);
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
		return fact_add(b, f, is_reused ? FACT_REUSED : FACT_JOINT, (struct knew){0, 0}, false);
	return again_add(b, f, late);
}

/* One event may be found twice, asked again and together with another: the end keeps one. */
static bool ahead_count(struct board *b, const struct board_finding *f)
{
	return f->state != VD_OPEN || fact_add(b, f, FACT_AHEAD, (struct knew){0, 0}, false);
}

static bool found_count(struct board *b, const struct board_finding *f)
{
	if (!is_counted(f) || person_is_hidden(b, f->person))
		return true;
	if (stage_is_preventable(f->stage))
		return ahead_count(b, f);
	return f->stage != SG_DONE || finding_count(b, f);
}

enum status count_findings(struct board *b, int64_t after, int64_t upto, struct err *err)
{
	const struct board_findings_query query = {
		.after = after, .upto = upto, .from = b->oldest, .until = b->session->rule.today,
		.evidence_from = b->span[BEFORE].tally.from /* months do not tell of it */
	};
	struct board_finding *f;
	size_t n = 0;
	enum status st = store_board_findings(b->session->store, &query, b->scratch, &f, &n, err);

	for (size_t i = 0; st == ST_OK && i < n; i++)
		if (!found_count(b, &f[i]))
			st = err_nomem(err);
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
	return t.span != &b->span[NOW] || vec_push(&b->fact, (struct fact){.event = e->id, .person = (uint32_t)person,
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
	if (st == ST_OK && event_is_hidden(b, e.id, e.record, e.agency))
		return ST_OK;
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
