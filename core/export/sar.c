/* sar.c - what somebody who asks is to be given, as a draft: what is withheld from it, and why. */
#include "export.h"

#include <string.h>

#include "care/work.h"
#include "governance/gate.h"

struct drafting {
	struct session *session;
	struct arena *arena;
	const struct person *person;
	VEC(const struct record *) records;
	VEC(const struct event *) events;
	VEC(struct sar_withheld) withheld;
	VEC(const struct agency *) agencies;
};

static bool is_closed(const char *sensitivity)
{
	return sensitivity && (!strcmp(sensitivity, "restricted") || !strcmp(sensitivity, "hidden"));
}

static const char *why_of_agency(const struct agency *a)
{
	return agency_sector(a) == SECTOR_POLICE ? "police: the force says what may be given" : NULL;
}

static const char *why_of_record(struct drafting *x, const struct record *r)
{
	if (is_closed(r->field[RF_SENSITIVITY]))
		return "restricted: its agency says what may be given";
	return why_of_agency(session_agency(x->session, r->agency));
}

static const struct record *record_of(const struct person *p, const struct event *e)
{
	for (size_t i = 0; i < p->record_n; i++)
		if (p->record[i].id == e->record)
			return &p->record[i];
	return NULL;
}

static bool is_of_risk(const struct event *e)
{
	return e->kind == EV_CONCERN || e->kind == EV_WARNING || (e->domains && (strstr(e->domains, "SAFEG") ||
		strstr(e->domains, "RISK")));
}

/* NULL: it is given.  Names of others within a text nobody can tell by a rule. */
static const char *why_of_event(struct drafting *x, const struct journey_row *row)
{
	const struct event *e = &row->event;
	const struct record *r = record_of(x->person, e);
	const char *why = why_of_agency(session_agency(x->session, e->agency));

	if (why)
		return why;
	if (row->seen != SEE_FULL)
		return "not open to you: its agency says what may be given";
	if (is_closed(e->sensitivity) || (r && is_closed(r->field[RF_SENSITIVITY])))
		return "restricted: its agency says what may be given";
	if (e->subject && !strcmp(e->subject, "carer"))
		return "about a carer: somebody else's, unless they agree";
	if (is_of_risk(e))
		return "safeguarding or risk: may tell of somebody else, or harm";
	return NULL;
}

static enum status withhold(struct drafting *x, int64_t agency, const char *what, const char *on,
	const char *why, struct err *err)
{
	const struct sar_withheld w = {.agency = agency_shown(session_agency(x->session, agency)), .what = what,
		.month = on && strlen(on) >= 7 ? arena_printf(x->arena, "%.7s", on) : "", .why = why};

	return w.month && vec_push(&x->withheld, w) ? ST_OK : err_nomem(err);
}

static enum status consult(struct drafting *x, int64_t agency, struct err *err)
{
	const struct agency *a = session_agency(x->session, agency);
	size_t at = 0;

	while (at < x->agencies.n && strcmp(x->agencies.v[at]->code, a->code) < 0)
		at++;
	if (at < x->agencies.n && !strcmp(x->agencies.v[at]->code, a->code))
		return ST_OK;
	if (!vec_push(&x->agencies, a))
		return err_nomem(err);
	memmove(&x->agencies.v[at + 1], &x->agencies.v[at], (x->agencies.n - 1 - at) * sizeof *x->agencies.v);
	x->agencies.v[at] = a;
	return ST_OK;
}

static enum status records_take(struct drafting *x, struct err *err)
{
	enum status st = ST_OK;

	for (size_t i = 0; i < x->person->record_n && st == ST_OK; i++) {
		const struct record *r = &x->person->record[i];
		const char *why = why_of_record(x, r);

		st = consult(x, r->agency, err);
		if (st == ST_OK && why)
			st = withhold(x, r->agency, "record", r->field[RF_UPDATED_AT], why, err);
		else if (st == ST_OK && !vec_push(&x->records, r))
			st = err_nomem(err);
		if (st == ST_OK && !why && r->field[SAR_FIELD_WITHHELD])
			st = withhold(x, r->agency, "how to reach them safely", NULL, "may name somebody else", err);
	}
	return st;
}

/* As the log of who looked names them. */
static enum status event_give(struct drafting *x, const struct event *e, struct err *err)
{
	struct event *given = arena_alloc(x->arena, sizeof *given);

	if (!given)
		return err_nomem(err);
	*given = *e;
	given->practitioner = author_for_them(x->session, e, x->arena);
	return vec_push(&x->events, given) ? ST_OK : err_nomem(err);
}

static enum status events_take(struct drafting *x, struct err *err)
{
	enum status st = ST_OK;

	for (size_t i = x->person->row_n; i-- > 0 && st == ST_OK;) {
		const struct journey_row *row = &x->person->row[i];
		const char *why = why_of_event(x, row);

		st = !why ? event_give(x, &row->event, err)
			: withhold(x, row->event.agency, EVENT_KIND_NAMES[row->event.kind], row->event.starts_on,
				why, err);
	}
	return st;
}

/* What was gathered, in the arena. */
static void *kept(const void *items, size_t n, size_t size, struct arena *arena)
{
	void *copy = arena_alloc(arena, (n ? n : 1) * size);

	if (copy && n)
		memcpy(copy, items, n * size);
	return copy;
}

static enum status draft_give(struct drafting *x, struct sar *out, struct err *err)
{
	out->record = kept(x->records.v, out->record_n = x->records.n, sizeof *x->records.v, x->arena);
	out->event = kept(x->events.v, out->event_n = x->events.n, sizeof *x->events.v, x->arena);
	out->withheld = kept(x->withheld.v, out->withheld_n = x->withheld.n, sizeof *x->withheld.v, x->arena);
	out->agency = kept(x->agencies.v, out->agency_n = x->agencies.n, sizeof *x->agencies.v, x->arena);
	return out->record && out->event && out->withheld && out->agency ? ST_OK : err_nomem(err);
}

enum status sar_draft(struct session *s, int64_t person, struct arena *arena, struct sar *out,
	struct err *err)
{
	struct drafting x = {.session = s, .arena = arena};
	struct export_person all;
	struct audit_line *access = NULL;
	struct sar draft = {0};
	enum status st = export_person(s, person, "a draft of what they may be given", arena, &all, err);

	if (st == ST_OK) {
		x.person = draft.person = all.person;
		draft.action = all.action;
		draft.action_n = all.action_n;
		st = records_take(&x, err);
	}
	if (st == ST_OK)
		st = events_take(&x, err);
	if (st == ST_OK)
		st = draft_give(&x, &draft, err);
	if (st == ST_OK)
		st = audit_read_for_them(s, person, arena, &access, &draft.access_n, err);
	draft.access = access;
	if (st == ST_OK)
		*out = draft;
	vec_done(&x.records);
	vec_done(&x.events);
	vec_done(&x.withheld);
	vec_done(&x.agencies);
	return st;
}
