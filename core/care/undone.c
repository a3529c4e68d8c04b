#include "care/undone.h"

#include <string.h>

#include "governance/gate.h"
#include "governance/reach.h"
#include "journey/shown.h"
#include "store_events.h"

/* Not of somebody whom the worker may not open, or may no longer: nothing of that is told or done. */
static enum status reach_require(struct work *work, struct told *t, int64_t person, struct err *err)
{
	bool is_seen = true;
	enum status st = reach_check(work->session, person, &work->refused, err);

	if (st == ST_OK)
		st = person_is_seen(work->session, person, &is_seen, err);
	if (st == ST_OK && !is_seen) {
		work->refused = "not open to them";
		st = err_set(err, ST_DENIED, "this is about somebody whom you may not open; ask a colleague");
	}
	if (work->refused)
		t->person = person;
	return st;
}

static enum status about(struct work *work, struct told *t, int64_t person, struct err *err)
{
	enum status st = reach_require(work, t, person, err);

	if (st != ST_OK)
		return st;
	for (size_t i = 0; i < t->people_n; i++)
		if (t->people[i] == person)
			return ST_OK;
	if (t->people_n == t->people_room) {
		size_t room = t->people_room ? 2 * t->people_room : 8;
		int64_t *more = arena_alloc(work->arena, room * sizeof *more);

		if (!more)
			return err_nomem(err);
		if (t->people_n)
			memcpy(more, t->people, t->people_n * sizeof *more);
		t->people = more;
		t->people_room = room;
	}
	t->people[t->people_n++] = person;
	return ST_OK;
}

static enum status told_as(struct told *t, const char *what, const char *audit, enum verdict verdict, struct err *err)
{
	t->what = what;
	t->audit = audit;
	t->verdict = verdict;
	t->n++;
	return what && audit ? ST_OK : err_nomem(err);
}

static const char *event_called(const struct session *s, const struct event *e)
{
	return event_is_whole(s, e) ? seen_title(s, e, e->instrument) : "something withheld";
}

enum status told_finding(struct work *work, const struct decision *d, struct told *t, struct err *err)
{
	struct session *s = work->session;
	const char *verdict = verdict_shown(d->verdict);
	struct event e;
	char day[12];
	int64_t person;
	enum status st = store_event_get(txn_store(work->txn), d->event, work->arena, &e, err);

	if (st == ST_OK)
		st = store_person_of(txn_store(work->txn), e.record, &person, err);
	if (st == ST_OK)
		st = about(work, t, person, err);
	if (st != ST_OK)
		return st;
	day_shown(e.start.day, session_today(s), day);
	t->is_finding = true;
	return told_as(t, arena_printf(work->arena, "%s on %s, %s %s", verdict, event_called(s, &e),
		agency_called(s, e.agency), day),
		arena_printf(work->arena, "%s on %s:%s", verdict, e.agency_code, e.source_ref), d->verdict, err);
}

static const char *pair_word(enum verdict v)
{
	return v == VD_ASKED ? "question about" : verdict_shown(v);
}

/* Whose record it is, as the worker may see it by now. */
static enum status holder_read(struct work *work, int64_t record, const char **out, struct err *err)
{
	struct session *s = work->session;
	struct record r;
	enum status st = seen_record(s, record, work->arena, &r, err);

	*out = st != ST_OK ? "an agency" : record_is_veiled(&r) ? r.agency_code : agency_called(s, r.agency);
	return st == ST_NONE ? ST_OK : st;
}

/* "link of a record of Council and one of Reach", "separation of two records of GP" */
static const char *pair_called(enum verdict v, const char *const holder[2], struct arena *arena)
{
	const char *word = v == VD_LINK ? "link of" : v == VD_SEPARATE ? "separation of" : pair_word(v);

	return strcmp(holder[0], holder[1]) == 0 ? arena_printf(arena, "%s two records of %s", word, holder[0])
		: arena_printf(arena, "%s a record of %s and one of %s", word, holder[0], holder[1]);
}

enum status told_pair(struct work *work, const struct decision *d, struct told *t, struct err *err)
{
	const struct store *store = txn_store(work->txn);
	struct record r[2];
	const char *holder[2] = {"", ""};
	enum status st = ST_OK;

	gate_forget(work->session); /* whose they are may have changed in this very write */
	for (int i = 0; i < 2 && st == ST_OK; i++) {
		int64_t person = 0;

		st = store_record_get(store, i ? d->b : d->a, work->arena, &r[i], err);
		if (st == ST_OK)
			st = store_person_of(store, r[i].id, &person, err);
		if (st == ST_OK)
			st = about(work, t, person, err);
		if (st == ST_OK)
			st = holder_read(work, r[i].id, &holder[i], err);
		if (st == ST_OK && !i)
			t->person = person;
	}
	if (st != ST_OK)
		return st;
	return told_as(t, pair_called(d->verdict, holder, work->arena), arena_printf(work->arena, "%s %s:%s and %s:%s",
		pair_word(d->verdict), r[0].agency_code, r[0].local_id, r[1].agency_code, r[1].local_id), d->verdict, err);
}

enum status told_written(struct work *work, int64_t id, struct told *t, struct err *err)
{
	struct session *s = work->session;
	const struct store *store = txn_store(work->txn);
	struct event e;
	char day[12];
	int64_t person;
	enum status st = store_event_get(store, id, work->arena, &e, err);

	if (st == ST_NONE)
		return told_as(t, "what was written on a record that is no longer here", "written", VD_WROTE, err);
	if (st == ST_OK)
		st = store_person_of(store, e.record, &person, err);
	if (st == ST_OK)
		st = about(work, t, person, err);
	if (st != ST_OK)
		return st;
	civil_short(e.start.day, day);
	return !work_touch(work, person) ? err_nomem(err) : told_as(t, arena_printf(work->arena, "%s of %s, %s",
		e.kind == EV_VIEW ? "own words" : e.kind == EV_ASSESSMENT ? "planned assessment" : EVENT_KIND_NAMES[e.kind], day,
		agency_called(s, e.agency)),
		arena_printf(work->arena, "%s %s:%s", EVENT_KIND_NAMES[e.kind], e.agency_code, e.source_ref), VD_WROTE, err);
}

enum status told_action(struct work *work, enum verdict verdict, const struct action_row *action,
	struct told *t, struct err *err)
{
	char day[12];
	const char *what;
	enum status st = about(work, t, action->person, err);

	if (st != ST_OK || t->action == action->id)
		return st; /* kept and done in one stroke is told once */
	t->action = action->id;
	civil_short(action->by_day, day);
	what = arena_printf(work->arena, verdict == VD_DONE ? "action by %s, done" : "action by %s", day);
	return told_as(t, what, verdict == VD_DONE ? "action done" : "action", verdict, err);
}

enum status told_star(struct work *work, enum verdict verdict, int64_t person, struct told *t,
	struct err *err)
{
	const char *what = verdict == VD_STARRED ? "star" : "star taken off";
	enum status st = about(work, t, person, err);

	return st == ST_OK ? told_as(t, what, what, verdict, err) : st;
}

enum status told_led(struct work *work, int64_t person, struct told *t, struct err *err)
{
	enum status st = about(work, t, person, err);

	return st == ST_OK ? told_as(t, "handover of the lead", "lead", VD_LED, err) : st;
}

enum status told_sharing(struct work *work, enum verdict verdict, const struct sharing_said *row, struct told *t,
	struct err *err)
{
	static const char *const WHAT[SAID_COUNT] = {[SAID_GIVEN] = "consent to sharing", [SAID_REFUSED] = "refusal of sharing",
		[SAID_SIGNED] = "override of a refusal", [SAID_NAMED] = "name on a record", [SAID_BARRED] = "bar from a record",
		[SAID_OPENED] = "opening, for a reason", [SAID_REASON] = "reason for what asks for one", [SAID_BROKEN] = "broken glass"};
	const char *what = verdict == VD_ENDED ? arena_printf(work->arena, "end of the %s", WHAT[row->kind]) : WHAT[row->kind];
	int64_t person;
	enum status st = store_person_of(txn_store(work->txn), row->record, &person, err);

	if (st == ST_OK)
		st = about(work, t, person, err);
	return st == ST_OK ? told_as(t, what, what, verdict, err) : st;
}

/* All of a stroke together ---------------------------------------------------- */

static enum status name_read(struct work *work, int64_t person, const char **out, struct err *err)
{
	struct shown_field field[RF_COUNT];
	struct record *record;
	size_t n;
	enum status st = seen_records(work->session, person, work->arena, &record, &n, err);

	if (st != ST_OK)
		return st;
	shown_choose(record, n, field);
	*out = n ? shown_called(field, work->arena) : "";
	return *out ? ST_OK : err_nomem(err);
}

/* "Grace Okafor", "Grace Okafor and Dee Lin", "5 people". */
static enum status whose(struct work *work, const struct told *t, const char **out, struct err *err)
{
	const char *one = "", *two = "";
	enum status st = ST_OK;

	if (t->people_n > 2) {
		*out = arena_printf(work->arena, "%zu people", t->people_n);
		return *out ? ST_OK : err_nomem(err);
	}
	if (t->people_n > 0)
		st = name_read(work, t->people[0], &one, err);
	if (st == ST_OK && t->people_n > 1)
		st = name_read(work, t->people[1], &two, err);
	if (st != ST_OK)
		return st;
	*out = *two && strcmp(one, two) != 0 ? arena_printf(work->arena, "%s and %s", one, two) : one;
	return *out ? ST_OK : err_nomem(err);
}

/* "avoidable on 3 findings", "link of 2 pairs", "lead of 3 people". */
static const char *many_told(const struct told *t, struct arena *arena)
{
	if (t->is_finding)
		return arena_printf(arena, "%s on %zu findings", verdict_shown(t->verdict), t->n);
	switch ((int)t->verdict) {
	case VD_LINK:      return arena_printf(arena, "link of %zu pairs", t->n);
	case VD_SEPARATE:  return arena_printf(arena, "separation of %zu pairs", t->n);
	case VD_ASKED:     return arena_printf(arena, "question about %zu pairs", t->n);
	case VD_WROTE:     return arena_printf(arena, "%zu things written", t->n);
	case VD_KEPT:      return arena_printf(arena, "%zu actions", t->n);
	case VD_DONE:      return arena_printf(arena, "%zu actions, done", t->n);
	case VD_STARRED:   return arena_printf(arena, "star of %zu people", t->n);
	case VD_UNSTARRED: return arena_printf(arena, "star taken off %zu people", t->n);
	case VD_SAID:
	case VD_ENDED:     return arena_printf(arena, "%zu words on sharing", t->n);
	default:           return arena_printf(arena, "lead of %zu people", t->n);
	}
}

/* What was told already says of how many people it is. */
static bool names_people(const struct told *t)
{
	bool is_of_people = t->verdict == VD_STARRED || t->verdict == VD_UNSTARRED || t->verdict == VD_LED;

	return t->n > 1 && is_of_people && t->people_n > 2;
}

const char *undone_head(const struct undone *u)
{
	return u->is_redo ? (u->stays ? "Not brought back" : "Brought back") : u->stays ? "Not taken back" : "Taken back";
}

const char *undone_told(const struct undone *u, bool mask, struct arena *arena)
{
	const char *what = mask ? u->masked : u->sentence, *next = mask ? u->next_masked : u->next;

	if (!u->stays)
		return what;
	return next ? arena_printf(arena, "%s; it stays. Once more %s back: %s", what, u->is_redo ? "brings" : "takes", next)
		: arena_printf(arena, "%s; it stays, and nothing came before it", what);
}

enum status told_finish(struct work *work, struct told *t, struct arena *arena, struct undone *out,
	struct err *err)
{
	const char *people = "";
	enum status st = whose(work, t, &people, err);

	if (st != ST_OK)
		return st;
	if (t->n > 1) {
		t->what = t->audit = many_told(t, work->arena);
	} else if (t->placed && t->what && t->audit) {
		t->what = arena_printf(work->arena, "%s, with what was placed by hand", t->what);
		t->audit = arena_printf(work->arena, "%s, with what was placed by hand", t->audit);
	}
	if (!t->what || !t->audit)
		return err_nomem(err);
	t->person = t->person && t->n == 1 ? t->person : t->people_n == 1 ? t->people[0] : 0;
	out->masked = arena_dup(arena, t->what);
	out->sentence = *people && !names_people(t) ? arena_printf(arena, "%s (%s)", t->what, people)
		: arena_dup(arena, t->what);
	return out->masked && out->sentence ? ST_OK : err_nomem(err);
}
