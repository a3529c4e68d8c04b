/*
 * Actions: kept, done, and taken back as any decision; and what the assessor is told.
 */
#include <string.h>

#include "care/actions.h"
#include "care/clock.h"
#include "care/said.h"
#include "care/work.h"
#include "journey.h"
#include "journey/shown.h"
#include "store_desk.h"
#include "store_findings.h"
#include "writing.h"

enum { ACTION_MOST = 1000 /* characters */, NAMES_ROOM = 800 };

/* Keeping ------------------------------------------------------------------- */

struct keeping {
	struct action_row row;
	bool is_done;
	struct deed deed;
};

static enum status decided(struct work *work, const struct keeping *k, enum verdict verdict,
	const char *at, struct err *err)
{
	struct decision d = {.at = at, .worker = work->session->worker, .verdict = verdict,
		.action = k->row.id};
	int64_t id;

	return store_decision_add(work->txn, &d, &id, err);
}

static enum status done_write(struct work *work, const struct keeping *k, const char *at, struct err *err)
{
	enum status st = store_action_state(work->txn, k->row.id, AC_DONE, err);

	return st == ST_OK ? decided(work, k, VD_DONE, at, err) : st;
}

static enum status keep_fn(struct work *work, void *arg, struct err *err)
{
	struct keeping *k = arg;
	struct record *record;
	char at[CLOCK_TEXT];
	size_t n;
	enum status st = store_person_records(txn_store(work->txn), k->row.person, work->arena, &record, &n, err);

	if (st == ST_OK && !n)
		st = err_set(err, ST_NONE, "this person's records were linked or taken back meanwhile; look again");
	if (st != ST_OK)
		return st;
	clock_now(at);
	k->row.at = at;
	k->row.record = record[0].id;
	k->deed.person = k->row.person;
	st = store_action_add(work->txn, &k->row, &k->row.id, err);
	if (st == ST_OK)
		st = decided(work, k, VD_KEPT, at, err);
	return st == ST_OK && k->is_done ? done_write(work, k, at, err) : st;
}

static enum status keep(struct session *s, struct keeping *k, const char *what, const char *by, struct err *err)
{
	struct arena *arena = arena_new();
	int32_t day;
	enum status st = arena ? words_settle(what, ACTION_MOST, arena, &k->row.what, err) : err_nomem(err);

	k->deed = (struct deed){.deed = "write", .person = k->row.person, .detail = "action"};
	k->row.worker = s->worker;
	if (st == ST_OK && !k->row.what)
		st = err_set(err, ST_USAGE, "what is to be done? say it in a few words");
	if (st == ST_OK && (!civil_typed_day(by, s->rule.today, &day) || (day < s->rule.today && !k->is_done)))
		st = err_set(err, ST_USAGE, "by which day? write one from today on, as " CIVIL_DAY_AHEAD_AS);
	if (st == ST_OK) {
		k->row.by_day = day;
		st = case_write(s, &k->deed, keep_fn, k, err);
	}
	arena_free(arena);
	return st;
}

enum status action_keep(struct session *s, int64_t person, int64_t event, const char *what,
	const char *by, bool is_done, struct err *err)
{
	struct keeping k = {.is_done = is_done, .row = {.person = person, .event = event}};

	return keep(s, &k, what, by, err);
}

enum status action_give(struct session *s, int64_t person, int64_t agency, const char *what, const char *by,
	struct err *err)
{
	struct keeping k = {.row = {.person = person, .agency = agency}};

	return keep(s, &k, what, by, err);
}

struct finishing {
	const int64_t *action;
	size_t n, *left; /* left NULL: one that is done already fails */
	struct deed deed;
};

/* To whom it is not told it does not exist; that they tried stands in the audit. */
static enum status told_get(struct work *work, int64_t action, struct action_row *out, int64_t *person, struct err *err)
{
	enum status st = store_action_get(txn_store(work->txn), action, work->arena, out, err);
	bool is = false;

	if (st == ST_OK) {
		*person = out->person;
		st = action_is_seen(work->session, out, work->arena, &is, err);
	}
	if (st == ST_NONE || (st == ST_OK && !is)) {
		work->refused = "action";
		st = err_set(err, ST_NONE, "there is no such action");
	}
	return st;
}

static enum status one_done(struct work *work, const struct finishing *f, int64_t action, const char *at,
	int64_t *person, struct err *err)
{
	struct keeping k = {.row.id = action};
	enum status st = told_get(work, action, &k.row, person, err);

	if (st == ST_OK && k.row.state != AC_TO_DO && f->left) {
		++*f->left;
		return ST_OK;
	}
	if (st == ST_OK && k.row.state != AC_TO_DO)
		st = err_set(err, ST_USAGE, "this is not to be done any more: somebody did it, or took it back");
	return st == ST_OK ? done_write(work, &k, at, err) : st;
}

static enum status done_fn(struct work *work, void *arg, struct err *err)
{
	struct finishing *f = arg;
	char at[CLOCK_TEXT];
	enum status st = ST_OK;

	clock_now(at); /* one moment for all, by which undo takes them back together */
	if (f->left)
		*f->left = 0;
	for (size_t i = 0; i < f->n && st == ST_OK; i++)
		st = one_done(work, f, f->action[i], at, &f->deed.person, err);
	if (st == ST_OK && f->left && *f->left == f->n)
		st = err_set(err, ST_USAGE, "these are not to be done any more: somebody did them, or took them back");
	return st;
}

enum status actions_done(struct session *s, const int64_t *action, size_t n, size_t *left, struct err *err)
{
	struct finishing f = {.action = action, .n = n, .left = left,
		.deed = {.deed = "write", .detail = "action done"}};

	return case_write(s, &f.deed, done_fn, &f, err);
}

enum status action_done(struct session *s, int64_t action, struct err *err)
{
	return actions_done(s, &action, 1, NULL, err);
}

/* Telling ------------------------------------------------------------------- */

struct telling_of {
	struct session *session;
	const struct person *person;
	const struct journey_row *row;
	struct arena *arena;
	struct answer *answer; size_t answer_n;
};

static const char *day_of(const struct telling_of *x, int32_t day)
{
	char text[12];

	day_shown(day, session_today(x->session), text);
	return arena_dup(x->arena, text);
}

/* "Mobility and home: Hospital, 14 Oct, ring 01999 500100." of one that answers. */
static const char *answer_tell(const struct telling_of *x, size_t by)
{
	const struct event *event = &person_row_at(x->person, by)->event;
	const struct agency *agency = session_agency(x->session, event->agency);
	const char *day = day_of(x, event->start.day);
	char names[NAMES_ROOM];
	domains_t domains = 0;

	for (size_t i = 0; i < x->answer_n; i++)
		if (answer_holds(&x->answer[i]) && x->answer[i].by == by)
			domains |= (domains_t)1 << x->answer[i].domain;
	catalogue_domains_name(session_catalogue(x->session), domains, names, sizeof names);
	return !day ? NULL : arena_printf(x->arena, " %s asked about %s on %s%s%s.", agency_shown(agency),
		names, day, agency->phone ? ": ring " : "", agency->phone ? agency->phone : "");
}

static bool is_told(const struct telling_of *x, size_t i)
{
	for (size_t k = 0; k < i; k++)
		if (answer_holds(&x->answer[k]) && x->answer[k].by == x->answer[i].by)
			return true;
	return false;
}

static const char *text_tell(const struct telling_of *x)
{
	const struct event *event = &x->row->event;
	const char *day = day_of(x, event->start.day), *text;
	char names[NAMES_ROOM];
	domains_t rest = 0;

	text = !day ? NULL : arena_printf(x->arena, "About your record %s, %s%s%s:", event->local_id,
		x->row->title, event->kind == EV_REQUEST ? ", referred " : " on ", day);
	for (size_t i = 0; i < x->answer_n && text; i++) {
		const char *line;

		if (!answer_holds(&x->answer[i])) {
			rest |= (domains_t)1 << x->answer[i].domain;
			continue;
		}
		if (is_told(x, i))
			continue;
		line = answer_tell(x, x->answer[i].by);
		text = line ? arena_printf(x->arena, "%s%s", text, line) : NULL;
	}
	if (!text || !rest)
		return text;
	catalogue_domains_name(session_catalogue(x->session), rest, names, sizeof names);
	return arena_printf(x->arena, "%s Still to ask: %s.", text, names);
}

enum status tell_make(struct session *s, const struct person *p, int64_t event, struct arena *arena,
	struct telling *out, struct err *err)
{
	struct telling_of x = {.session = s, .person = p, .row = person_row(p, event), .arena = arena};
	size_t known = 0, at;
	int32_t today = session_today(s);
	enum status st;

	if (!x.row || !x.row->finding || !person_event_index(p, x.row, &at))
		return err_set(err, ST_USAGE, "this does not ask again what is known: there is nothing to tell");
	st = duplicates_explain(p->history, at, arena, &x.answer, &x.answer_n, err);
	for (size_t i = 0; i < x.answer_n && st == ST_OK; i++)
		known += answer_holds(&x.answer[i]);
	if (st == ST_OK && !known)
		st = err_set(err, ST_USAGE, "nothing that it asks is known: there is nothing to tell");
	if (st != ST_OK)
		return st;
	out->agency = x.row->event.agency;
	if (x.row->event.kind == EV_REQUEST && session_agency_by_code(s, x.row->event.to_agency))
		out->agency = session_agency_by_code(s, x.row->event.to_agency)->id;
	out->by = x.row->event.start.day - 1 > today ? x.row->event.start.day - 1 : today;
	out->text = text_tell(&x);
	return out->text ? ST_OK : err_nomem(err);
}
