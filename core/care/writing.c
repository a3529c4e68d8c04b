/*
 * What workers write: an event on a record of the person, with its row among the
 * decisions, so that undo takes it back.
 */
#include "writing.h"

#include <string.h>

#include "care/clock.h"
#include "care/hanging.h"
#include "care/made.h"
#include "care/said.h"
#include "linkage/address.h"
#include "store_events.h"
#include "store_findings.h"

/* What may be said ---------------------------------------------------------- */

static bool is_to_come(const struct writing *w)
{
	return w->kind == EV_ASSESSMENT;
}

static enum status day_settle(const struct session *s, const struct writing *w, struct event *e,
	struct arena *arena, struct err *err)
{
	char iso[11];

	e->start = (struct civil){s->rule.today, CIVIL_NO_TIME};
	if (w->on && !*w->on)
		return err_set(err, ST_USAGE, "which day? write it as " CIVIL_DAY_AS);
	if (w->on && !civil_typed_day(w->on, s->rule.today, &e->start.day))
		return err_set(err, ST_USAGE, "that is no day; write it as " CIVIL_DAY_AS);
	if (is_to_come(w) && e->start.day < s->rule.today)
		return err_set(err, ST_USAGE, "this day has passed; plan it for today or later");
	if (!is_to_come(w) && e->start.day > s->rule.today)
		return err_set(err, ST_USAGE, "this day is yet to come; write what has happened");
	civil_iso(e->start.day, iso);
	e->starts_on = arena_dup(arena, iso);
	e->end = CIVIL_ABSENT;
	return e->starts_on ? ST_OK : err_nomem(err);
}

static enum status resets_settle(const struct session *s, const struct writing *w, struct event *e,
	struct arena *arena, struct written *out, struct err *err)
{
	char list[DOMAINS_MAX * 12];
	int unknown = 0;

	if (!w->resets)
		return ST_OK;
	out->resets = catalogue_domains_parse(s->catalogue, w->resets, NULL, &unknown);
	if (unknown || !out->resets)
		return err_set(err, ST_USAGE, "%.100s is no list of domains", w->resets);
	catalogue_domains_show(s->catalogue, out->resets, ";", list, sizeof list);
	e->resets = arena_dup(arena, list);
	return e->resets ? ST_OK : err_nomem(err);
}

/* By its code, or by the domains that are told. */
static enum status change_settle(const struct session *s, const struct writing *w, struct event *e,
	struct arena *arena, struct written *out, struct err *err)
{
	const char *name;

	if (w->code && w->resets)
		return err_set(err, ST_USAGE, "a code of change or domains, not both");
	if (!w->code && !w->resets)
		return err_set(err, ST_USAGE, "what has changed? give its code, or the domains it is about");
	if (!w->code)
		return resets_settle(s, w, e, arena, out, err);
	if (!catalogue_change_find(s->catalogue, w->code, &out->resets, &name))
		return err_set(err, ST_USAGE, "no change has the code %.60s; the manual lists them", w->code);
	e->code = w->code;
	e->title = name;
	return ST_OK;
}

static enum status plan_settle(const struct session *s, const struct writing *w, struct event *e,
	struct err *err)
{
	int i = w->instrument ? catalogue_instrument_find(s->catalogue, w->instrument) : -1;

	if (!w->instrument)
		return err_set(err, ST_USAGE, "which assessment? give the code of its type");
	if (i < 0)
		return err_set(err, ST_USAGE, "no assessment type has the code %.60s", w->instrument);
	e->instrument = catalogue_instrument(s->catalogue, i)->code;
	e->status = ES_PLANNED;
	return ST_OK;
}

static enum status text_needed(const struct writing *w, const struct event *e, struct err *err)
{
	if (e->summary || w->kind == EV_CHANGE || is_to_come(w))
		return ST_OK;
	return err_set(err, ST_USAGE, w->kind == EV_VIEW ? "what did the person say?"
		: w->kind == EV_CONCERN ? "what is the concern? say it in a few words"
		: "there is nothing written; say it in a few words");
}

static enum status event_settle(const struct session *s, const struct writing *w, struct event *e,
	struct arena *arena, struct written *out, struct err *err)
{
	enum status st;

	*e = (struct event){.kind = w->kind, .status = ES_COMPLETED};
	st = day_settle(s, w, e, arena, err);
	if (st == ST_OK)
		st = words_settle(w->text, WRITING_MOST, arena, &e->summary, err);
	if (st == ST_OK)
		st = text_needed(w, e, err);
	if (st != ST_OK)
		return st;
	switch (w->kind) {
	case EV_ASSESSMENT:
		return plan_settle(s, w, e, err);
	case EV_CHANGE:
		return change_settle(s, w, e, arena, out, err);
	case EV_CONCERN:
		return resets_settle(s, w, e, arena, out, err);
	case EV_NOTE:
		e->code_system = w->code_system;
		e->code = w->code_system ? w->code : NULL;
		return ST_OK;
	case EV_CONTACT: case EV_VIEW:
		return ST_OK;
	default:
		return err_set(err, ST_USAGE,
			"by hand go contacts, notes, changes, concerns, the person's words and plans");
	}
}

/* Telling --------------------------------------------------------------------- */

static const char *title_of(const struct session *s, const struct event *e)
{
	static const char *const KINDS[EV_KIND_COUNT] = {[EV_CONTACT] = "contact", [EV_NOTE] = "note",
		[EV_CHANGE] = "change of circumstances", [EV_CONCERN] = "concern",
		[EV_VIEW] = "their own words", [EV_ASSESSMENT] = "planned assessment"};
	int i = e->instrument ? catalogue_instrument_find(s->catalogue, e->instrument) : -1;

	if (e->title)
		return e->title;
	return i >= 0 ? catalogue_instrument(s->catalogue, i)->name : KINDS[e->kind];
}

static enum status written_tell(const struct session *s, const struct event *e,
	const struct hanging *h, struct arena *arena, struct written *out, struct err *err)
{
	out->agency = h->agency;
	out->on = e->start.day;
	out->title = title_of(s, e);
	out->hangs_on = h->local_id ? arena_printf(arena, "%s:%s", h->code, h->local_id)
		: arena_dup(arena, h->code);
	out->address = e->source_ref ? arena_printf(arena, "%s:%s", h->code, e->source_ref) : "";
	return out->hangs_on && out->address ? ST_OK : err_nomem(err);
}

/* Writing --------------------------------------------------------------------- */

struct writing_down {
	const struct writing *what;
	struct arena *arena;     /* the caller's */
	struct event event;      /* settled, but for whose and its reference */
	struct written out;
	struct deed deed;
};

static enum status record_ready(struct work *work, const struct writing *w, struct hanging *h,
	struct written *out, struct err *err)
{
	struct record r;
	enum status st;

	out->makes_record = !h->record;
	if (h->record)
		return ST_OK;
	st = made_new(work, h->agency, w->person, w->record, &h->record, err);
	if (st == ST_OK)
		st = store_record_get(txn_store(work->txn), h->record, work->arena, &r, err);
	if (st == ST_OK)
		h->local_id = r.local_id;
	return st;
}

static enum status event_write(struct work *work, struct event *e, struct err *err)
{
	struct decision d = {.worker = work->session->worker, .verdict = VD_WROTE};
	char at[CLOCK_TEXT];
	enum put put;
	int64_t id;
	enum status st = store_event_put(work->txn, e, 0, &e->id, NULL, &put, err);

	if (st == ST_OK && put != PUT_NEW)
		st = err_set(err, ST_BUG, "a reference by chance was there already");
	clock_now(at);
	d.at = at;
	d.event = e->id;
	return st == ST_OK ? store_decision_add(work->txn, &d, &id, err) : st;
}

static enum status write_fn(struct work *work, void *arg, struct err *err)
{
	struct writing_down *x = arg;
	struct event e = x->event;
	struct hanging h;
	char ref[MADE_REF_ROOM];
	enum status st = hanging_find(work->session, txn_store(work->txn), x->what, work->arena, &h, &work->refused, err);

	if (st == ST_OK)
		st = record_ready(work, x->what, &h, &x->out, err);
	if (st == ST_OK && !(e.practitioner = hanging_author(work->session, &h, work->arena)))
		st = err_nomem(err);
	if (st != ST_OK)
		return st;
	made_ref(ref);
	e.record = h.record;
	e.agency = h.agency;
	e.agency_code = h.code;
	e.source_ref = ref;
	st = event_write(work, &e, err);
	if (st == ST_OK && !work_touch(work, x->what->person))
		st = err_nomem(err);
	if (st == ST_OK)
		st = written_tell(work->session, &e, &h, x->arena, &x->out, err);
	x->out.event = e.id;
	x->out.record = h.record;
	x->deed.person = x->what->person;
	x->deed.detail = arena_printf(work->arena, "%s %s:%s", EVENT_KIND_NAMES[e.kind], h.code, ref);
	return st == ST_OK && !x->deed.detail ? err_nomem(err) : st;
}

enum status writing_put(struct session *s, const struct writing *w, struct arena *arena,
	struct written *out, struct err *err)
{
	struct writing_down x = {.what = w, .arena = arena, .deed = {.deed = "write", .person = w->person}};
	enum status st = event_settle(s, w, &x.event, arena, &x.out, err);

	if (st == ST_OK)
		st = case_write(s, &x.deed, write_fn, &x, err);
	if (st == ST_OK)
		*out = x.out;
	return st;
}

enum status writing_stands_on(struct session *s, const char *person, int64_t *record,
	struct err *err)
{
	struct arena *arena = strchr(person, ':') ? arena_new() : NULL;
	struct record r;
	enum status st;

	*record = 0;
	if (!strchr(person, ':'))
		return ST_OK;
	st = arena ? address_seen(s, person, arena, &r, err) : err_nomem(err);
	if (st == ST_OK)
		*record = r.id;
	arena_free(arena);
	return st;
}

enum status writing_try(struct session *s, const struct writing *w, struct arena *arena,
	struct written *out, struct err *err)
{
	struct deed deed = {.deed = "look", .person = w->person};
	struct event e;
	struct hanging h = {.record = 0};
	const char *refused = NULL;
	enum status st;

	*out = (struct written){.event = 0};
	st = event_settle(s, w, &e, arena, out, err);
	if (st == ST_OK)
		st = hanging_find(s, s->store, w, arena, &h, &refused, err);
	if (refused)
		session_refused(s, refused);
	if (st == ST_OK)
		st = case_look(s, &deed, err);
	out->makes_record = st == ST_OK && !h.record;
	return st == ST_OK ? written_tell(s, &e, &h, arena, out, err) : st;
}
