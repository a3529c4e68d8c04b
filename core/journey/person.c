/*
 * One person, opened: the look goes into the audit, then all of it is read.
 */
#include <string.h>

#include "access.h"
#include "governance/gate.h"
#include "journey/shown.h"
#include "journey/timeline.h"
#include "lead.h"

static bool is_in_force(const struct event *event)
{
	return event->status == ES_PLANNED || event->status == ES_IN_PROGRESS ||
		event->status == ES_COMPLETED;
}

static const char *said_first(const char *first, const char *second)
{
	return first && *first ? first : second && *second ? second : NULL;
}

static void own_words_find(struct person *p)
{
	size_t i;

	for (i = 0; i < p->row_n && !p->own_words; i++)
		if (p->row[i].event.kind == EV_VIEW && is_in_force(&p->row[i].event))
			p->own_words = said_first(p->row[i].event.summary, p->row[i].event.title);
}

static int32_t review_day(const struct event *event)
{
	struct civil until;

	if (event->valid_until && civil_parse(event->valid_until, &until))
		return until.day;
	return event->end.day;
}

static bool is_warning(const struct journey_row *row)
{
	return row->event.kind == EV_WARNING && is_in_force(&row->event);
}

static enum status warnings_find(struct person *p, struct arena *arena, struct err *err)
{
	size_t i, n = 0;

	for (i = 0; i < p->row_n; i++)
		n += is_warning(&p->row[i]);
	p->warning = arena_alloc(arena, (n ? n : 1) * sizeof *p->warning);
	if (!p->warning)
		return err_nomem(err);
	for (i = 0; i < p->row_n; i++) {
		const struct event *event = &p->row[i].event;

		if (!is_warning(&p->row[i]))
			continue;
		p->warning[p->warning_n].text = said_first(event->title, event->summary);
		if (!p->warning[p->warning_n].text)
			p->warning[p->warning_n].text = "warning, not described";
		p->warning[p->warning_n].since = event->start.day;
		p->warning[p->warning_n].review = review_day(event);
		p->warning[p->warning_n++].agency = event->agency;
	}
	return ST_OK;
}

static enum status header_fill(const struct session *s, struct person *p, struct arena *arena,
	struct err *err)
{
	enum status st = seen_records(s, p->id, arena, &p->record, &p->record_n, err);

	if (st == ST_OK && !p->record_n)
		st = err_set(err, ST_NONE, "this person's records have moved; look for them again");
	if (st != ST_OK)
		return st;
	memcpy(p->uuid, p->record[0].uuid, sizeof p->uuid);
	shown_choose(p->record, p->record_n, p->field);
	p->called = shown_called(p->field, arena);
	p->born = shown_day(p->field, RF_DATE_OF_BIRTH);
	p->death = records_died(p->record, p->record_n);
	return p->called ? ST_OK : err_nomem(err);
}

static enum status lead_fill(struct session *s, struct person *p, struct arena *arena, struct err *err)
{
	struct lead lead;
	enum status st = lead_of(s, p->id, arena, &lead, err);

	if (st == ST_NONE)
		return ST_OK;
	if (st == ST_OK) {
		p->lead = lead.worker;
		p->lead_since = lead.since;
		p->lead_seen = lead.decision;
	}
	return st;
}

static enum status person_fill(struct session *s, int64_t person, struct arena *arena,
	struct person **out, struct err *err)
{
	struct person *p = arena_alloc(arena, sizeof *p);
	enum status st;

	if (!p)
		return err_nomem(err);
	/* Another session may have linked them to an elder record meanwhile. */
	st = store_person_of(s->store, person, &p->id, err);
	if (st == ST_OK)
		st = header_fill(s, p, arena, err);
	if (st == ST_OK)
		st = lead_fill(s, p, arena, err);
	if (st == ST_OK)
		st = timeline_fill(s, p, arena, err);
	if (st == ST_OK)
		st = involved_list(p->record, p->record_n, p->row, p->row_n, s->rule.today, arena,
			&p->involved, &p->involved_n, err);
	if (st == ST_OK)
		st = involved_hear(s, p, arena, err);
	if (st == ST_OK)
		st = warnings_find(p, arena, err);
	if (st != ST_OK)
		return st;
	own_words_find(p);
	p->broken_minutes = access_broken_minutes(s, p->id);
	*out = p;
	return ST_OK;
}

const char *person_agency_code(const struct person *p, const struct agency *a)
{
	const char *code = a->code;

	for (size_t i = 0; i < p->record_n + p->row_n; i++) {
		bool is_record = i < p->record_n;
		int64_t agency = is_record ? p->record[i].agency : p->row[i - p->record_n].event.agency;
		const char *told = is_record ? p->record[i].agency_code : p->row[i - p->record_n].event.agency_code;

		if (agency != a->id || !told)
			continue;
		if (strcmp(told, a->code) == 0)
			return a->code;
		code = told;
	}
	return code;
}

enum status person_open(struct session *s, int64_t person, struct arena *arena,
	struct person **out, struct err *err)
{
	enum status st = case_look_person(s, person, err);

	return st == ST_OK ? person_fill(s, person, arena, out, err) : st;
}

enum status person_reread(struct session *s, int64_t person, struct arena *arena,
	struct person **out, struct err *err)
{
	return person_fill(s, person, arena, out, err);
}
