/*
 * count_records.c - records with their events: assessments done, referrals sent,
 * and how soon what happened comes in.
 */
#include "board/counting.h"

#include <string.h>

#include "journey/minutes.h"
#include "text.h"

static enum status record_count(void *arg, const struct board_record *r, struct err *err)
{
	struct agency_tally *a = board_agency(arg, r->agency);
	char digits[11];

	(void)err;
	if (!a || record_is_hidden(arg, r->record, r->agency))
		return ST_OK;
	a->feed.records++;
	a->feed.numbers += r->nhs_number && nhs_number_valid(r->nhs_number, digits);
	a->feed.births += text_is_sent(r->date_of_birth);
	return ST_OK;
}

/* The folded name as a number, never 0; 0 where nobody is named. */
static uint32_t name_number(const char *name)
{
	char folded[256];
	uint32_t hash = 2166136261u;

	if (!text_is_sent(name))
		return 0;
	text_fold(name, folded, sizeof folded);
	for (const char *c = folded; *c; c++)
		hash = (hash ^ (unsigned char)*c) * 16777619u;
	return hash ? hash : 1;
}

static bool event_fact(struct board *b, const struct board_event *e, enum fact_kind kind)
{
	return vec_push(&b->fact, (struct fact){.event = e->event.id, .person = (uint32_t)e->person,
		.on = e->event.start.day, .agency = (int32_t)e->event.agency, .kind = (uint8_t)kind});
}

/* Assessments --------------------------------------------------------------- */

struct done { struct facts facts; int minutes, spared; bool is_judged, is_reuse, is_joint; };

static struct done done_of(const struct board *b, const struct event *e)
{
	struct done d;
	int usual, sent = minutes_sent(e);

	assessment_facts(&b->session->rule, e, &d.facts);
	usual = minutes_usual(b->session->catalogue, d.facts.instrument);
	d.minutes = sent ? sent : usual;
	d.is_judged = d.facts.is_judged && (d.facts.policy == PO_FLAG || d.facts.policy == PO_SAME);
	d.is_reuse = d.facts.is_reuse;
	d.is_joint = text_is_sent(e->joint_with);
	d.spared = d.is_reuse && sent && usual > sent ? usual - sent : 0;
	return d;
}

static void done_tally(struct tally *t, const struct done *d)
{
	t->done++;
	t->judged += d->is_judged;
	t->cannot_judge += d->facts.cannot_judge;
	t->reused += d->is_reuse;
	t->joint += d->is_joint;
	t->minutes += d->minutes;
	t->spared += d->spared > 0;
	t->spared_minutes += d->spared;
}

static bool done_count(struct board *b, const struct board_event *e)
{
	const struct done d = done_of(b, &e->event);
	struct tallies t = tallies_of(b, e->event.start.day);
	struct agency_tally *a = board_agency(b, e->event.agency);
	bool is_kept = true;

	for (size_t i = 0; i < t.n; i++)
		done_tally(t.of[i], &d);
	if (t.span)
		is_kept = vec_push(&t.span->meeting, (struct meeting){(uint32_t)e->person,
			name_number(e->event.practitioner), (int32_t)e->event.agency});
	if (t.span != &b->span[NOW])
		return is_kept;
	if (a) {
		a->feed.done++;
		a->feed.cannot_judge += d.facts.cannot_judge;
	}
	return is_kept && (!d.is_reuse || event_fact(b, e, FACT_REUSED)) &&
		(!d.is_joint || event_fact(b, e, FACT_JOINT)) &&
		(!d.facts.cannot_judge || event_fact(b, e, FACT_CANNOT_JUDGE));
}

/* Referrals ----------------------------------------------------------------- */

/* Days until the reply, as far as today knows of one. */
static int32_t reply_of(const struct board *b, const struct event *e)
{
	struct civil replied;

	if (!text_is_sent(e->responded_on))
		return e->status == ES_DECLINED ? REPLY_UNDATED : NO_REPLY;
	if (!civil_parse(e->responded_on, &replied) || replied.day < e->start.day)
		return REPLY_UNDATED;
	return replied.day > b->session->rule.today ? NO_REPLY : replied.day - e->start.day;
}

static bool sent_count(struct board *b, const struct board_event *e)
{
	struct tallies t = tallies_of(b, e->event.start.day);
	const struct agency *to = session_agency_by_code(b->session, e->event.to_agency);
	int32_t days = reply_of(b, &e->event), waits = b->session->rule.today - e->event.start.day;
	bool is_now = t.span == &b->span[NOW], is_waiting = days == NO_REPLY;
	bool is_of_year = e->event.start.day >= b->year.from;

	for (size_t i = 0; i < t.n; i++) {
		t.of[i]->sent++;
		t.of[i]->answered += !is_waiting;
	}
	if (is_of_year) {
		b->year.sent++;
		b->waiting += is_waiting;
		b->waiting_long += is_waiting && waits >= b->reply_days;
	}
	if (t.span && days >= 0 && !vec_push(&t.span->wait, days))
		return false;
	return !(is_now || (is_waiting && is_of_year)) || vec_push(&b->fact, (struct fact){
		.event = e->event.id, .person = (uint32_t)e->person, .on = e->event.start.day,
		.agency = to ? (int32_t)to->id : 0, .other = (int32_t)e->event.agency, .days = days,
		.kind = FACT_SENT, .is_earlier = !is_now});
}

/* How soon ------------------------------------------------------------------ */

/* With the day set back, what arrived after it says nothing of then. */
static void arrival_count(struct board *b, const struct board_event *e)
{
	struct agency_tally *a = board_agency(b, e->event.agency);
	int32_t days = e->received - e->event.start.day;

	if (!a || days < 0 || e->received > b->session->rule.today ||
		e->event.start.day < b->span[NOW].tally.from)
		return;
	days = days > ARRIVES_MOST ? ARRIVES_MOST : days;
	a->arrives[days]++;
	a->feed.arrived++;
	b->arrived_days[days]++;
}

static bool is_request(const struct event *e)
{
	return e->kind == EV_REQUEST && text_is_sent(e->to_agency) && (e->status == ES_PLANNED ||
		e->status == ES_IN_PROGRESS || e->status == ES_COMPLETED || e->status == ES_DECLINED);
}

static enum status event_count(void *arg, const struct board_event *e, struct err *err)
{
	struct board *b = arg;
	bool is_kept = true;

	if (event_is_hidden(b, e->event.id, e->event.record, e->event.agency))
		return ST_OK;
	if (e->event.status == ES_COMPLETED || e->event.status == ES_IN_PROGRESS)
		arrival_count(b, e);
	if (e->event.kind == EV_ASSESSMENT && e->event.status == ES_COMPLETED)
		is_kept = done_count(b, e);
	else if (is_request(&e->event))
		is_kept = sent_count(b, e);
	return is_kept ? ST_OK : err_nomem(err);
}

enum status count_records(struct board *b, int64_t after, int64_t upto, struct err *err)
{
	const struct store *store = b->session->store;
	enum status st = store_board_records(store, after, upto, record_count, b, err);

	if (st == ST_OK)
		st = store_board_events(store, after, upto, b->oldest, b->session->rule.today, event_count, b, err);
	return st;
}
