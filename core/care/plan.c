/*
 * Before an assessment is planned: what is known already, from whom, and who else is
 * about to ask.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "governance.h"
#include "journey.h"
#include "journey/history.h"
#include "text.h"
#include "writing.h"

#define CHECKED_EVENT INT64_MAX /* the id of the one that is only thought of */
enum { NAMES_ROOM = 800, TITLE_CELLS = 60 };

struct checking {
	struct session *session;
	const struct person *person;
	const struct writing *what;
	const struct agency *own; /* whose assessment it would be, or NULL */
	struct arena *arena;
	struct plan_check *out;
};

static const char *days_ago(int32_t days, struct arena *arena)
{
	return days <= 0 ? "today" : days == 1 ? "yesterday" :
		arena_printf(arena, "%d days ago", (int)days);
}

/* "Occupational therapy at City Hospital asked about mobility 12 days ago: ring …" */
static const char *known_say(const struct checking *x, const struct journey_row *row, domains_t domains)
{
	const struct agency *agency = session_agency(x->session, row->event.agency);
	const char *paren;
	int32_t end = civil_is_set(row->event.end) ? row->event.end.day : row->event.start.day;
	char names[NAMES_ROOM], phone[NAMES_ROOM];
	size_t length = text_fit(row->title, TITLE_CELLS, NULL);

	paren = strstr(row->title, " (");
	if (paren && (size_t)(paren - row->title) < length)
		length = (size_t)(paren - row->title);
	catalogue_domains_name(session_catalogue(x->session), domains, names, sizeof names);
	if (agency->phone)
		snprintf(phone, sizeof phone, "ring %.60s", agency->phone);
	else
		snprintf(phone, sizeof phone, "ask %.200s", agency_shown(agency));
	return arena_printf(x->arena, "%.*s at %s asked about %s %s: %s", (int)length, row->title,
		agency_shown(agency), names, days_ago(session_today(x->session) - end, x->arena), phone);
}

static int known_order(const void *a, const void *b)
{
	const struct plan_known *x = a, *y = b;
	int by = domains_count(y->domains) - domains_count(x->domains);

	return by ? by : (x->on < y->on) - (x->on > y->on);
}

/* Which event answers which needs; *own: those that the agency has asked about itself since.
 * Gives how many events. */
static size_t known_sort_out(struct checking *x, const struct answer *answer, size_t n, size_t *by,
	struct plan_known *known, domains_t *own)
{
	size_t kept = 0, k;

	for (size_t i = 0; i < n; i++) {
		domains_t one = (domains_t)1 << answer[i].domain;

		if (answer[i].state != AN_CURRENT || answer[i].too_shallow) {
			x->out->remaining |= one;
			continue;
		}
		if (answer[i].own_since) {
			*own |= one;
			continue;
		}
		for (k = 0; k < kept && by[k] != answer[i].by; k++)
			;
		if (k == kept)
			by[kept++] = answer[i].by;
		known[k].domains |= one;
	}
	return kept;
}

static bool known_tell(const struct checking *x, const size_t *by, struct plan_known *known, size_t n)
{
	for (size_t k = 0; k < n; k++) {
		const struct journey_row *row = person_row_at(x->person, by[k]);

		known[k].agency = row->event.agency;
		known[k].on = row->event.start.day;
		known[k].sentence = known_say(x, row, known[k].domains);
		if (!known[k].sentence)
			return false;
	}
	if (n)
		qsort(known, n, sizeof *known, known_order);
	return true;
}

static bool own_tell(const struct checking *x, domains_t own, struct plan_known *out)
{
	char names[NAMES_ROOM];

	catalogue_domains_name(session_catalogue(x->session), own, names, sizeof names);
	*out = (struct plan_known){.agency = x->own->id, .domains = own, .on = session_today(x->session),
		.sentence = arena_printf(x->arena, "%s itself has asked about %s since: look there first",
			agency_shown(x->own), names)};
	return out->sentence != NULL;
}

/* One line for each event that answers something, and one for what the agency has asked itself. */
static enum status known_gather(struct checking *x, const struct answer *answer, size_t n,
	struct err *err)
{
	struct plan_known *known = arena_alloc(x->arena, (n + 2) * sizeof *known);
	size_t *by = arena_alloc(x->arena, (n + 1) * sizeof *by), kept;
	domains_t own = 0;

	if (!known || !by)
		return err_nomem(err);
	kept = known_sort_out(x, answer, n, by, known, &own);
	if (!known_tell(x, by, known, kept))
		return err_nomem(err);
	if (own && x->own && !own_tell(x, own, &known[kept++]))
		return err_nomem(err);
	x->out->known = known;
	x->out->known_n = kept;
	return ST_OK;
}

/* The rule itself, with the one that is thought of among the person's events. */
static enum status together_find(struct checking *x, struct civil start, struct err *err)
{
	const struct history *h = x->person->history;
	struct event *event = arena_alloc(x->arena, (h->event_n + 1) * sizeof *event);
	struct history *thought;
	struct finding *finding = NULL;
	size_t n = 0;
	enum status st = event ? ST_OK : err_nomem(err);

	if (st != ST_OK || !x->own)
		return st;
	if (h->event_n)
		memcpy(event, h->event, h->event_n * sizeof *event);
	event[h->event_n] = (struct event){.id = CHECKED_EVENT, .agency = x->own->id,
		.agency_code = x->own->code, .source_ref = MADE_HERE, .kind = EV_ASSESSMENT,
		.status = ES_PLANNED, .start = start, .end = CIVIL_ABSENT, .instrument = x->what->instrument};
	st = history_new(&thought, &h->rule, event, h->event_n + 1, h->died, x->arena, err);
	if (st == ST_OK)
		st = duplicates_judge(thought, x->arena, &finding, &n, err);
	for (size_t i = 0; i < n && st == ST_OK; i++) {
		bool is_on_it = finding[i].event == CHECKED_EVENT;

		for (size_t e = 0; e < finding[i].evidence_n; e++)
			is_on_it = is_on_it || finding[i].evidence[e] == CHECKED_EVENT;
		if (finding[i].kind == FK_TOGETHER && is_on_it)
			x->out->together = finding_sentence(thought, &finding[i], session_agency_name, x->session, x->arena);
	}
	return st;
}

static enum status own_find(struct checking *x, struct err *err)
{
	struct session *s = x->session;

	enum status st = agency_named(s, x->what->agency, x->what->person, &x->own, err);

	if (st != ST_OK)
		return st;
	for (size_t i = 0; i < x->person->record_n && !x->own; i++)
		if (x->person->record[i].id == x->what->record)
			x->own = session_agency(s, x->person->record[i].agency);
	if (!x->own)
		x->own = session_own_agency(s);
	return ST_OK;
}

enum status plan_check(struct session *s, const struct person *p, const struct writing *what,
	struct arena *arena, struct plan_check *out, struct err *err)
{
	struct checking x = {s, p, what, NULL, arena, out};
	const struct catalogue *c = session_catalogue(s);
	struct known_query query = {
		.instrument = what->instrument ? catalogue_instrument_find(c, what->instrument) : -1};
	struct civil start = {session_today(s), CIVIL_NO_TIME};
	struct answer *answer = NULL;
	char names[NAMES_ROOM];
	size_t n = 0;
	enum status st;

	*out = (struct plan_check){.death = p->death};
	if (query.instrument < 0)
		return err_set(err, ST_USAGE, "which assessment? give the code of its type");
	if (what->on && !*what->on)
		return err_set(err, ST_USAGE, "which day? write it as " CIVIL_DAY_AS);
	if (what->on && !civil_typed_day(what->on, session_today(s), &start.day))
		return err_set(err, ST_USAGE, "that is no day; write it as " CIVIL_DAY_AS);
	st = own_find(&x, err);
	out->agency = query.agency = x.own ? x.own->id : 0;
	if (st == ST_OK)
		st = person_known(s, p, &query, arena, &answer, &n, err);
	if (st == ST_OK)
		st = known_gather(&x, answer, n, err);
	if (st == ST_OK)
		st = together_find(&x, start, err);
	if (st != ST_OK)
		return st;
	catalogue_domains_name(c, out->remaining, names, sizeof names);
	out->remains = arena_dup(arena, names);
	return out->remains ? ST_OK : err_nomem(err);
}
