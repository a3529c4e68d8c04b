/* What others said of somebody since a form about them was opened. */
#include "others.h"

#include <string.h>

#include "care/clock.h"
#include "care/said_by.h"
#include "care/work.h"
#include "governance/gate.h"
#include "journey/shown.h"
#include "store_desk.h"
#include "store_events.h"
#include "store_findings.h"

enum { WORDS_MOST = 200 }; /* newer ones tell enough */

int64_t others_newest(struct session *s)
{
	int64_t id;

	return store_decision_newest(s->store, &id, NULL) == ST_OK ? id : 0;
}

/* A person is known by the number of one of their records, which may be another's by now. */
static bool is_about(const struct store *store, const struct others *o, const int64_t whose[2])
{
	int64_t person;

	for (int i = 0; i < 4; i++) {
		int64_t mine = o->person[i / 2], theirs = whose[i % 2];

		if (mine && theirs && (mine == theirs || (store_person_of(store, mine, &person, NULL) == ST_OK &&
			person == theirs)))
			return true;
	}
	return false;
}

static const char *pair_told(const struct session *s, const struct decision *d, struct arena *arena)
{
	struct record a, b;

	if (seen_record(s, d->a, arena, &a, NULL) != ST_OK || seen_record(s, d->b, arena, &b, NULL) != ST_OK)
		return sees_all(s) ? "something said of a record that is no longer here" : NULL;
	return d->verdict == VD_ASKED
		? arena_printf(arena, "%s asked about a record of %s and one of %s", d->reason ? d->reason : "an agency",
			a.agency_code, b.agency_code)
		: arena_printf(arena, "a record of %s and one of %s %s", a.agency_code, b.agency_code,
			d->verdict == VD_LINK ? "linked" : "separated");
}

static const char *event_told(struct session *s, const struct decision *d, const struct event *e,
	struct arena *arena)
{
	const char *called = seen_title(s, e, e->instrument);
	const char *agency = agency_called(s, e->agency);
	char day[12];

	day_shown(e->start.day, session_today(s), day);
	if (d->verdict == VD_WROTE)
		return arena_printf(arena, "%s written, for %s, %s", event_kind_shown(e->kind), agency, day);
	return arena_printf(arena, "%s on %s, %s %s", verdict_shown(d->verdict), called, agency, day);
}

static void held_by(const struct store *store, int64_t record, int64_t *person)
{
	if (!record || store_person_of(store, record, person, NULL) != ST_OK)
		*person = 0;
}

static const char *pair_said(struct session *s, const struct decision *d, int64_t person[2], struct arena *arena)
{
	held_by(s->store, d->a, &person[0]);
	held_by(s->store, d->b, &person[1]);
	if (d->verdict == VD_LED)
		return !d->note || !*d->note ? "nobody leads, somebody is wanted"
			: arena_printf(arena, "%s leads", worker_shown(s, d->note, person[0], arena));
	return pair_told(s, d, arena);
}

const char *word_said(struct session *s, const struct decision *d, int64_t person[2], struct arena *arena)
{
	struct action_row action;
	struct event e;

	person[0] = person[1] = 0;
	if (strcmp(d->worker, s->worker) == 0 || d->verdict == VD_STARRED || d->verdict == VD_UNSTARRED || d->sharing ||
		d->verdict == VD_PASSED)
		return NULL; /* known already; each worker's own; for the Access tab */
	if (d->a)
		return pair_said(s, d, person, arena);
	if (d->action) {
		if (store_action_get(s->store, d->action, arena, &action, NULL) != ST_OK)
			return NULL;
		person[0] = action.person;
		return d->verdict == VD_DONE ? "an action done" : "an action kept";
	}
	if (store_event_get(s->store, d->event, arena, &e, NULL) != ST_OK)
		return NULL; /* written and taken back: nothing is there any more */
	held_by(s->store, e.record, &person[0]);
	return event_is_whole(s, &e) ? event_told(s, d, &e, arena) : NULL;
}

/* What one row is about, where that is somebody of ours; NULL: nobody. */
static const char *word_about(struct session *s, const struct others *o, const struct decision *d, int64_t *whom,
	struct arena *arena)
{
	int64_t person[2];
	const char *word = word_said(s, d, person, arena);

	*whom = person[0];
	return word && is_about(s->store, o, person) ? word : NULL;
}

static int64_t seconds_of(const char *at)
{
	struct civil c = CIVIL_ABSENT;

	return civil_parse(at, &c) ? (int64_t)c.day * 86400 + (c.ms < 0 ? 0 : c.ms / 1000) : 0;
}

static const char *ago_told(const char *at, struct arena *arena)
{
	char now[CLOCK_TEXT];
	long long passed;

	clock_now(now);
	passed = seconds_of(now) - seconds_of(at);
	if (passed < 60)
		return "just now";
	return passed < 7200 ? arena_printf(arena, "%lld min ago", passed / 60)
		: arena_printf(arena, "%lld h ago", passed / 3600);
}

enum status others_said(struct session *s, const struct others *o, struct arena *arena,
	const char **sentence, struct err *err)
{
	const struct decision *newest = NULL;
	const char *what = NULL, *ago, *by;
	struct decision *d;
	int64_t whom = 0, one;
	size_t n, more = 0;
	enum status st = store_decisions_since(s->store, o->since, WORDS_MOST, arena, &d, &n, err);

	*sentence = NULL;
	for (size_t i = 0; st == ST_OK && i < n; i++) {
		const char *word = word_about(s, o, &d[i], &one, arena);

		more += word && newest;
		if (word && !newest) {
			newest = &d[i];
			what = word;
			whom = one;
		}
	}
	if (st != ST_OK || !newest)
		return st;
	ago = ago_told(newest->at, arena);
	by = worker_shown(s, newest->worker, whom, arena);
	*sentence = !ago ? NULL : more
		? arena_printf(arena, "%s %s: %s%s, and %zu more", by, ago,
			newest->undoes ? "taken back or brought again: " : "", what, more)
		: arena_printf(arena, "%s %s: %s%s", by, ago,
			newest->undoes ? "taken back or brought again: " : "", what);
	return *sentence ? ST_OK : err_nomem(err);
}
