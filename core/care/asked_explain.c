/*
 * One row of the queue explained: the finding in a sentence, who answers what,
 * what was decided, and what could be done instead.
 */
#include <stdio.h>
#include <string.h>

#include "care/asked_rows.h"
#include "care/told_day.h"
#include "governance/gate.h"
#include "governance/opening.h"
#include "journey/shown.h"

struct explaining {
	struct session *session;
	const struct asked_row *row;
	struct arena *arena;
	struct event *event; /* those that exist for the viewer, as the history has them */
	enum seen *seen;     /* what may be told of each */
	size_t event_n;
	size_t b;            /* index of B */
	struct history *history;
	struct answer *answer;
	size_t answer_n;
};

static enum status history_load(struct explaining *x, struct err *err)
{
	struct session *s = x->session;
	struct record *record;
	struct existing all;
	size_t record_n;
	int64_t person;
	enum status st = store_person_of(s->store, x->row->person, &person, err);

	if (st == ST_OK)
		st = seen_records(s, person, x->arena, &record, &record_n, err);
	if (st == ST_OK)
		st = existing_events(s, person, x->arena, &all, err);
	if (st != ST_OK)
		return st;
	x->event = all.event;
	x->seen = all.seen;
	x->event_n = all.n;
	for (x->b = 0; x->b < x->event_n && x->event[x->b].id != x->row->finding.event; x->b++)
		;
	if (x->b == x->event_n || x->seen[x->b] != SEE_FULL)
		return err_set(err, ST_NONE, "this assessment is no longer there; read the list again");
	st = history_new(&x->history, &s->rule, x->event, x->event_n, records_died(record, record_n).day,
		x->arena, err);
	if (st == ST_OK)
		st = duplicates_explain(x->history, x->b, x->arena, &x->answer, &x->answer_n, err);
	return st;
}

static const struct event *event_of(const struct explaining *x, int64_t id, size_t *index)
{
	size_t i;

	for (i = 0; i < x->event_n; i++) {
		if (x->event[i].id != id)
			continue;
		if (index)
			*index = i;
		return &x->event[i];
	}
	return NULL;
}

/* Evidence of two kinds is not what duplicates_explain() tells of: the partners
 * of `together`, and B's own agency. */
static bool is_told_by_evidence(const struct explaining *x)
{
	const struct event *event;

	if (x->row->finding.kind == FK_TOGETHER)
		return true;
	event = x->row->finding.evidence_n ? event_of(x, x->row->finding.evidence[0], NULL) : NULL;
	return event && event->agency == x->event[x->b].agency;
}

static const char *line_by_evidence(const struct explaining *x, int domain)
{
	const struct finding *f = &x->row->finding;
	const char *name = catalogue_domain(x->session->catalogue, (size_t)domain)->name;
	bool is_together = f->kind == FK_TOGETHER;
	size_t i;

	for (i = f->evidence_n; i-- > 0;) {
		size_t at;
		const struct event *event = event_of(x, f->evidence[i], &at);
		char day[12];

		if (!event || !(history_facts(x->history, at)->domains >> domain & 1))
			continue;
		if (x->seen[at] != SEE_FULL)
			return arena_printf(x->arena, "%s: %s too, in an assessment that is withheld here", name,
				agency_called(x->session, event->agency));
		day_shown(event->start.day, x->session->rule.today, day);
		if (is_together)
			return arena_printf(x->arena, "%s: %s asks too, %s", name,
				agency_called(x->session, event->agency), day);
		return arena_printf(x->arena, "%s: %s itself, %s", name, agency_called(x->session, event->agency), day);
	}
	return arena_dup(x->arena, name);
}

/* That something answers or has reset it, and whom to ask; nothing else of what is withheld. */
static const char *line_withheld(const struct explaining *x, const struct answer *answer)
{
	const char *name = catalogue_domain(x->session->catalogue, (size_t)answer->domain)->name;
	size_t by = answer->state == AN_RESET && x->seen[answer->reset_by] != SEE_FULL ? answer->reset_by : answer->by;
	const char *whom = whom_to_ask(x->session, x->event[by].agency, x->arena);

	if (!whom)
		return NULL;
	return by == answer->by ? arena_printf(x->arena, "%s: an assessment that is withheld here asked about it; ask %s",
		name, whom) : arena_printf(x->arena, "%s: something that is withheld here has changed it; ask %s", name, whom);
}

static bool is_withheld(const struct explaining *x, const struct answer *answer)
{
	return answer->state != AN_NEVER && (x->seen[answer->by] != SEE_FULL ||
		(answer->state == AN_RESET && x->seen[answer->reset_by] != SEE_FULL));
}

static enum status lines_make(const struct explaining *x, struct asked_evidence *out,
	struct err *err)
{
	const struct finding *f = &x->row->finding;
	bool by_evidence = is_told_by_evidence(x);
	size_t i;

	out->line = arena_alloc(x->arena, (x->answer_n + 1) * sizeof *out->line);
	if (!out->line)
		return err_nomem(err);
	for (i = 0; i < x->answer_n; i++) {
		const struct answer *answer = &x->answer[i];
		bool answered = f->answered >> answer->domain & 1;

		out->line[i].domain = answer->domain;
		out->line[i].answered = answered;
		out->line[i].text = !by_evidence && is_withheld(x, answer) ? line_withheld(x, answer) :
			by_evidence && answered ? line_by_evidence(x, answer->domain) :
			answer_sentence(x->history, answer, session_agency_name, x->session, x->arena);
		if (!out->line[i].text)
			return err_nomem(err);
	}
	out->line_n = x->answer_n;
	return ST_OK;
}

static int32_t day_of(const char *rfc3339)
{
	struct civil at;

	return rfc3339 && civil_parse(rfc3339, &at) ? at.day : CIVIL_NONE;
}

static enum status late_make(const struct explaining *x, const char **out, struct err *err)
{
	const struct event *event = NULL;
	char of[12], on[12];
	size_t i;

	if (is_told_by_evidence(x))
		return ST_OK;
	for (i = 0; i < x->answer_n && !event; i++)
		if (x->answer[i].state == AN_CURRENT && x->answer[i].came_later &&
			x->seen[x->answer[i].by] == SEE_FULL)
			event = &x->event[x->answer[i].by];
	if (!event)
		return ST_OK;
	day_shown(event->start.day, x->session->rule.today, of);
	day_shown(day_of(event->received), x->session->rule.today, on);
	*out = arena_printf(x->arena, "%s's answer of %s reached this store only on %s, "
		"after this one had begun", agency_called(x->session, event->agency), of, on);
	return *out ? ST_OK : err_nomem(err);
}

static enum status decided_make(const struct explaining *x, const char **out, struct err *err)
{
	const struct decision *d = x->row->decision;
	const char *gone = x->row->state == VD_NO_LONGER_APPLIES ?
		" (no longer applies: what it was made on has changed)" : "";
	bool has_reason, has_note;
	struct told_day world;
	char on[12], by[12] = "";
	enum status st = d ? told_day_begin(&world, x->session, x->arena, err) : ST_OK;

	if (!d || st != ST_OK)
		return st;
	has_reason = d->reason && *d->reason;
	has_note = d->note && *d->note && !x->session->hides_names;
	day_shown(day_of(told_day_of(&world, d->at, d->at, x->arena)), x->session->rule.today, on);
	if (d->reply_by && *d->reply_by)
		day_shown(day_of(d->reply_by), x->session->rule.today, by);
	*out = arena_printf(x->arena, "%s, %s, %s%s%s%s%s%s%s%s", verdict_shown(d->verdict), d->worker,
		on, has_reason || has_note ? ": " : "", has_reason ? d->reason : "",
		has_reason && has_note ? ", " : "", has_note ? d->note : "",
		*by ? ", reply by " : "", by, gone);
	return *out ? ST_OK : err_nomem(err);
}

/* The agency that answers deepest, then newest. */
static const struct event *answer_best(const struct explaining *x)
{
	const struct answer *best = NULL;
	size_t i;

	for (i = 0; i < x->answer_n; i++) {
		const struct answer *a = &x->answer[i];

		if (!(x->row->finding.answered >> a->domain & 1) || a->state != AN_CURRENT)
			continue;
		if (!best || a->depth > best->depth || (a->depth == best->depth &&
			x->event[a->by].start.day > x->event[best->by].start.day))
			best = a;
	}
	return best ? &x->event[best->by] : NULL;
}

static enum status proposal_make(const struct explaining *x, const char **out, struct err *err)
{
	const struct finding *f = &x->row->finding;
	const struct event *other;
	char day[12];

	if (f->stage == SG_PASSED) {
		*out = arena_printf(x->arena, "Ask %s whether it took place", agency_called(x->session, x->row->agency));
		return *out ? ST_OK : err_nomem(err);
	}
	if (!stage_is_preventable(f->stage))
		return ST_OK;
	other = f->kind == FK_TOGETHER && f->evidence_n ? event_of(x, f->evidence[0], NULL) :
		is_told_by_evidence(x) ? NULL : answer_best(x);
	if (!other)
		return ST_OK;
	if (x->seen[other - x->event] != SEE_FULL) {
		const char *whom = whom_to_ask(x->session, other->agency, x->arena);

		*out = whom ? arena_printf(x->arena, "Ask %s", whom) : NULL;
		return *out ? ST_OK : err_nomem(err);
	}
	day_shown(other->start.day, x->session->rule.today, day);
	if (f->kind == FK_TOGETHER)
		*out = arena_printf(x->arena, "Propose a joint visit with %s (%s)",
			agency_called(x->session, other->agency), day);
	else
		*out = arena_printf(x->arena, "Ask %s for its assessment of %s",
			agency_called(x->session, other->agency), day);
	return *out ? ST_OK : err_nomem(err);
}

/* The finding in a sentence: of what is withheld its domains, and whom to ask. */
static const char *sentence_make(const struct explaining *x)
{
	const struct finding *f = &x->row->finding;
	char domains[400];

	for (size_t i = 0; i < f->evidence_n; i++) {
		size_t at;
		const struct event *e = event_of(x, f->evidence[i], &at);

		if (!e || x->seen[at] == SEE_FULL)
			continue;
		catalogue_domains_name(x->session->catalogue, f->answered, domains, sizeof domains);
		return arena_printf(x->arena, "%s asks again: an assessment that is withheld here exists; "
			"asked about again: %s; ask %s", agency_called(x->session, x->event[x->b].agency), domains,
			whom_to_ask(x->session, e->agency, x->arena));
	}
	return finding_sentence(x->history, f, session_agency_name, x->session, x->arena);
}

/* Of somebody not opened the evidence is a look at them; read again while it is looked at it is none. */
static enum status evidence_look(struct session *s, int64_t person, struct err *err)
{
	const char *why = "";
	char detail[64];
	enum status st = opening_in_queue(s, person, &why, err);

	if (st != ST_OK || !*why || s->queue_looked == person)
		return st;
	snprintf(detail, sizeof detail, "evidence, %s", why);
	st = case_look(s, &(struct deed){.deed = "look", .person = person, .detail = detail}, err);
	s->queue_looked = st == ST_OK ? person : 0;
	return st;
}

enum status asked_explain(struct session *s, const struct asked_row *row, struct arena *arena,
	struct asked_evidence *out, struct err *err)
{
	struct explaining x = {.session = s, .row = row, .arena = arena};
	struct asked_evidence evidence = {0};
	enum status st = evidence_look(s, row->person, err);

	if (st == ST_OK)
		st = history_load(&x, err);
	if (st != ST_OK)
		return st;
	evidence.sentence = sentence_make(&x);
	if (!evidence.sentence)
		return err_nomem(err);
	st = lines_make(&x, &evidence, err);
	if (st == ST_OK)
		st = late_make(&x, &evidence.late, err);
	if (st == ST_OK)
		st = decided_make(&x, &evidence.decided, err);
	if (st == ST_OK)
		st = proposal_make(&x, &evidence.proposal, err);
	if (st == ST_OK)
		*out = evidence;
	return st;
}
