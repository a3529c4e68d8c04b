/* sar.c - what somebody who asks is to be given, as a draft: what is withheld from it, and why. */
#include "export.h"

#include <string.h>

#include "care/work.h"
#include "export/veil.h"
#include "governance/gate.h"
#include "governance/nature.h"
#include "halving.h"

struct drafting {
	struct session *session;
	struct arena *arena;
	const struct person *person;
	struct event_nature_of *nature; /* of all their events, by number */
	size_t nature_n;
	domains_t risk;                 /* domains that may tell of somebody else */
	VEC(const struct record *) records;
	VEC(const struct event *) events;
	VEC(struct sar_withheld) withheld;
	VEC(const struct agency *) agencies;
};

static const char RESTRICTED[] = "restricted: its agency says what may be given";

static const char *why_of_agency(const struct agency *a)
{
	return agency_sector(a) == SECTOR_POLICE ? "police: the force says what may be given" : NULL;
}

static const char *why_of_record(struct drafting *x, const struct record *r)
{
	const char *why = why_of_agency(session_agency(x->session, r->agency));

	return why ? why : record_sensitivity(x->session, r) >= SN_RESTRICTED ? RESTRICTED : NULL;
}

static const struct record *record_of(const struct person *p, const struct event *e)
{
	for (size_t i = 0; i < p->record_n; i++)
		if (p->record[i].id == e->record)
			return &p->record[i];
	return NULL;
}

static const struct nature *nature_of(const struct drafting *x, int64_t event)
{
	static const struct nature UNKNOWN = {.sensitivity = SN_RESTRICTED};
	struct halving h = {.to = x->nature_n};

	while (halving_on(&h))
		halving_turn(&h, x->nature[h.at].event < event);
	return h.at < x->nature_n && x->nature[h.at].event == event ? &x->nature[h.at].nature : &UNKNOWN;
}

static bool is_of_risk(const struct drafting *x, const struct event *e)
{
	return e->kind == EV_CONCERN || e->kind == EV_WARNING || (nature_of(x, e->id)->domains & x->risk);
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
	if (nature_of(x, e->id)->sensitivity >= SN_RESTRICTED || (r && why_of_record(x, r)))
		return RESTRICTED;
	if (nature_of(x, e->id)->is_carers || subject_is_carer(e))
		return "about a carer: somebody else's, unless they agree";
	if (is_of_risk(x, e))
		return "safeguarding or risk: may tell of somebody else, or harm";
	return NULL;
}

static enum status withhold(struct drafting *x, int64_t agency, const char *what, const char *on,
	const char *why, struct err *err)
{
	const struct sar_withheld w = {.agency = agency_called(x->session, agency), .what = what,
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
	given->practitioner = author_for_them(e, x->arena);
	return vec_push(&x->events, given) ? ST_OK : err_nomem(err);
}

static const char *kind_told(const struct journey_row *row)
{
	return row->seen == SEE_FULL ? EVENT_KIND_NAMES[row->event.kind] : "an event";
}

static enum status events_take(struct drafting *x, struct err *err)
{
	enum status st = ST_OK;

	for (size_t i = x->person->row_n; i-- > 0 && st == ST_OK;) {
		const struct journey_row *row = &x->person->row[i];
		const char *why = why_of_event(x, row);

		st = consult(x, row->event.agency, err);
		if (st == ST_OK)
			st = !why ? event_give(x, &row->event, err)
				: withhold(x, row->event.agency, kind_told(row), row->event.starts_on, why, err);
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

static domains_t risk_of(const struct catalogue *c)
{
	static const char *const RISK[] = {"SAFEG", "RISK"};
	domains_t set = 0;

	for (size_t i = 0; i < sizeof RISK / sizeof *RISK; i++) {
		int d = catalogue_domain_find(c, RISK[i], strlen(RISK[i]));

		set |= d >= 0 ? (domains_t)1 << d : 0;
	}
	return set;
}

enum status sar_draft(struct session *s, int64_t person, struct arena *arena, struct sar *out,
	struct err *err)
{
	struct drafting x = {.session = s, .arena = arena};
	struct export_person all;
	struct audit_line *access = NULL;
	struct sar draft = {0};
	enum status st = export_person(s, person, "a draft of what they may be given", arena, &all, err);

	if (st == ST_OK)
		st = natures_known(s, person, arena, &x.nature, &x.nature_n, err);
	if (st == ST_OK) {
		person_veil(s, all.person, true);
		x.risk = risk_of(s->catalogue);
		draft.is_partial = !sees_all(s);
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
