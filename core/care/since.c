/* What is new of a worker's people: what came in, and what others said. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "care/said_by.h"
#include "care/told_day.h"
#include "governance/gate.h"
#include "journey/shown.h"
#include "mine.h"
#include "numbers.h"
#include "store_admin.h"
#include "store_findings.h"
#include "store_imports.h"
#include "text.h"

enum { EVENTS_MOST = 6 /* of one person; how many more came is told */, WORDS_MOST = 5000, AT_ROOM = 32 };

struct looking {
	struct session *session;
	struct arena *arena, *scratch; /* the caller's; one person's */
	const int64_t *person; size_t n;
	char from[AT_ROOM];
	struct told_day world;
	VEC(struct since_line) line;
	const char *who;               /* of the person who is looked at */
};

/* Where the day is given, moments of the clock are put on it (told_day.h). */
static const char *moment_told(const struct looking *x, const char *at, const char *happened)
{
	return told_day_of(&x->world, at, happened, x->arena);
}

static bool is_new(const struct looking *x, const char *at)
{
	return at && strcmp(at, x->from) >= 0;
}

static enum status line_add(struct looking *x, struct since_line line, struct err *err)
{
	struct civil at;

	line.who = x->who;
	line.at = arena_dup(x->arena, line.at);
	line.by = arena_dup(x->arena, line.by);
	line.day = line.at && civil_parse(line.at, &at) ? at.day : CIVIL_NONE;
	return line.at && line.by && line.what && line.why && vec_push(&x->line, line) ? ST_OK : err_nomem(err);
}

/* What came in --------------------------------------------------------------- */

static bool is_evidence_new(const struct looking *x, const struct finding *f, const struct event *e, size_t n)
{
	for (size_t i = 0; i < f->evidence_n; i++)
		for (size_t j = 0; j < n; j++)
			if (e[j].id == f->evidence[i] && !is_new(x, e[j].received))
				return false;
	return f->evidence_n > 0;
}

static const char *finding_told(const struct looking *x, const struct finding_row *row)
{
	const struct finding *f = &row->finding;

	if (row->state != VD_OPEN)
		return arena_printf(x->arena, "asked again: %s", verdict_shown(row->state));
	return f->kind == FK_TOGETHER ? "another comes too: one visit?"
		: arena_printf(x->arena, "asked again: %d of %d known", domains_count(f->answered), domains_count(f->counted));
}

static const char *event_told(const struct looking *x, const struct event *e, const char *instrument)
{
	const char *title = seen_title(x->session, e, instrument);
	char day[12];

	day_shown(e->start.day, session_today(x->session), day);
	return arena_printf(x->arena, "%s%s%s, %s", e->status == ES_COMPLETED ? "" : EVENT_STATUS_NAMES[e->status],
		e->status == ES_COMPLETED ? "" : ": ", title, day);
}

static const struct finding_row *finding_on(const struct finding_row *row, size_t n, int64_t event)
{
	for (size_t i = 0; i < n; i++)
		if (row[i].finding.event == event)
			return &row[i];
	return NULL;
}

static enum status event_add(struct looking *x, int64_t person, const struct event *e,
	const struct finding_row *f, const char *at, struct err *err)
{
	return line_add(x, (struct since_line){.person = person, .event = e->id,
		.what = event_told(x, e, f ? f->finding.instrument : e->instrument), .why = f ? finding_told(x, f) : "",
		.by = agency_called(x->session, e->agency), .at = at}, err);
}

static int by_received(const void *a, const void *b)
{
	const struct event *x = a, *y = b;
	int order = strcmp(y->received ? y->received : "", x->received ? x->received : "");

	return order ? order : (y->start.day > x->start.day) - (y->start.day < x->start.day);
}

/* The newest first.  What asks again is told however much came with it. */
static enum status events_add(struct looking *x, int64_t person, struct event *e, size_t n,
	const struct finding_row *f, size_t f_n, struct err *err)
{
	size_t told = 0, more = 0;
	const char *at = NULL;
	enum status st = ST_OK;

	for (size_t i = 0; i < n; i++)
		e[i].received = moment_told(x, e[i].received, e[i].starts_on);
	if (n)
		qsort(e, n, sizeof *e, by_received);
	for (size_t i = 0; i < n && st == ST_OK; i++) {
		const struct finding_row *found = finding_on(f, f_n, e[i].id);
		bool is_fresh = is_new(x, e[i].received) && !is_made_here(e[i].source_ref);

		if (found && !is_fresh && is_evidence_new(x, &found->finding, e, n)) {
			st = event_add(x, person, &e[i], found, e[0].received, err);
		} else if (is_fresh && (found || told < EVENTS_MOST)) {
			st = event_add(x, person, &e[i], found, e[i].received, err);
			told += !found;
		} else if (is_fresh) {
			more++;
			at = e[i].received;
		}
	}
	return st != ST_OK || !more ? st : line_add(x, (struct since_line){.person = person,
		.what = arena_printf(x->arena, "and %zu more that came in", more), .why = "", .by = "", .at = at}, err);
}

static enum status records_add(struct looking *x, const struct record *r, size_t n, struct err *err)
{
	enum status st = ST_OK;

	for (size_t i = 0; i < n && st == ST_OK; i++) {
		const char *at = moment_told(x, r[i].received, r[i].field[RF_UPDATED_AT]);
		struct record_version *v;
		size_t version_n = 0;

		if (!is_new(x, at) || is_made_here(r[i].local_id))
			continue;
		st = seen_versions(x->session, r[i].id, x->scratch, &v, &version_n, err);
		if (st == ST_OK && version_n)
			st = line_add(x, (struct since_line){.person = r[i].person,
				.what = version_n == 1 ? "a record came that is theirs" : "their record says something else",
				.why = "", .by = agency_called(x->session, r[i].agency), .at = at}, err);
	}
	return st;
}

static enum status who_find(struct looking *x, const struct record *r, size_t n, struct err *err)
{
	struct shown_field field[RF_COUNT];
	struct death death = records_died(r, n);
	int32_t today = session_today(x->session);
	const char *listed;
	int age;

	shown_choose(r, n, field);
	listed = shown_listed(field, x->scratch);
	age = civil_age(shown_day(field, RF_DATE_OF_BIRTH), death_age_day(death, today));
	x->who = !listed ? NULL : age < 0 ? arena_dup(x->arena, listed) : arena_printf(x->arena, "%s (%d)", listed, age);
	return x->who ? ST_OK : err_nomem(err);
}

static enum status person_look(struct looking *x, int64_t person, struct err *err)
{
	const struct finding_query theirs = {.person = person, .stage = -1, .state = -1};
	const struct session *s = x->session;
	struct finding_row *f = NULL;
	struct record *r = NULL;
	struct event *e = NULL;
	size_t r_n = 0, e_n = 0, f_n = 0;
	enum status st = seen_records(s, person, x->scratch, &r, &r_n, err);

	if (st != ST_OK || !r_n)
		return st; /* nobody who may be found */
	st = who_find(x, r, r_n, err);
	if (st == ST_OK)
		st = seen_whole(s, person, x->scratch, &e, &e_n, err);
	if (st == ST_OK)
		st = store_findings_list(s->store, &theirs, x->scratch, &f, &f_n, err);
	if (st == ST_OK)
		st = findings_seen(s, person, f, &f_n, x->scratch, err);
	if (st == ST_OK)
		st = events_add(x, person, e, e_n, f, f_n, err);
	return st == ST_OK ? records_add(x, r, r_n, err) : st;
}

/* What others said ------------------------------------------------------------ */

static bool is_mine(const struct looking *x, int64_t person)
{
	return person && numbers_have(x->person, x->n, person);
}

static enum status word_add(struct looking *x, const struct decision *d, struct err *err)
{
	int64_t person[2];
	const char *word = word_said(x->session, d, person, x->arena);
	struct record *r;
	size_t n;
	enum status st = ST_OK;

	for (int i = 0; i < 2 && word && st == ST_OK; i++) {
		if (!is_mine(x, person[i]) || (i && person[1] == person[0]))
			continue;
		arena_reset(x->scratch);
		st = seen_records(x->session, person[i], x->scratch, &r, &n, err);
		if (st != ST_OK || !n)
			continue;
		st = who_find(x, r, n, err);
		if (st == ST_OK)
			st = line_add(x, (struct since_line){.person = person[i], .event = d->event,
				.what = d->undoes ? arena_printf(x->arena, "taken back or brought again: %s", word) : word,
				.why = "", .by = worker_shown(x->session, d->worker, person[i], x->scratch),
				.at = moment_told(x, d->at, "")}, err);
	}
	return st;
}

static enum status words_add(struct looking *x, struct err *err)
{
	struct arena *arena = arena_new();
	struct decision *d = NULL;
	size_t n = 0;
	enum status st = arena ? store_decisions_since(x->session->store, 0, WORDS_MOST, arena, &d, &n, err)
		: err_nomem(err);

	for (size_t i = 0; i < n && st == ST_OK && is_new(x, moment_told(x, d[i].at, "")); i++)
		st = word_add(x, &d[i], err);
	arena_free(arena);
	return st;
}

/* All of it -------------------------------------------------------------------- */

/* Of one moment in the order in which they were found. */
static int newest_first(const void *a, const void *b)
{
	const struct since_line *x = *(const struct since_line *const *)a, *y = *(const struct since_line *const *)b;
	int order = strcmp(y->at, x->at);

	return order ? order : (x > y) - (x < y);
}

/* Each person's lines together, where their newest stands. */
static enum status lines_arrange(struct looking *x, struct since *out, struct err *err)
{
	size_t n = x->line.n, at = 0;
	struct since_line *line = arena_alloc(x->arena, (n + 1) * sizeof *line);
	struct since_line **each = arena_alloc(x->arena, (n + 1) * sizeof *each);

	if (!line || !each)
		return err_nomem(err);
	for (size_t i = 0; i < n; i++)
		each[i] = &x->line.v[i];
	if (n)
		qsort(each, n, sizeof *each, newest_first);
	for (size_t i = 0; i < n; i++) {
		int64_t person = each[i]->person;

		for (size_t j = i; person && j < n; j++)
			if (each[j]->person == person) {
				line[at++] = *each[j];
				each[j]->person = 0;
			}
	}
	out->line = line;
	out->line_n = at;
	return ST_OK;
}

/* Those that may be known of, of whom any of these imports has rows; is_theirs: of each
 * import, whether it has rows of one of them. */
static enum status senders_find(const struct looking *x, const struct import_row *row, size_t n, bool *is_theirs,
	const char **out, struct err *err)
{
	const struct session *s = x->session;
	const char *names = "";
	enum status st = ST_OK;

	for (size_t a = 0; st == ST_OK && a < s->agency_n; a++) {
		bool sends = false;
		enum tells told;

		st = agency_told(s, &s->agency[a], &told, err);
		for (size_t i = 0; st == ST_OK && told != TELLS_NOTHING && i < n; i++)
			if (import_is_applied(&row[i]) && text_list_has(row[i].agency, s->agency[a].code))
				sends = is_theirs[i] = true;
		if (sends)
			names = arena_printf(x->arena, "%s%s%s", names, *names ? ", " : "", agency_shown(&s->agency[a]));
		if (!names)
			st = err_nomem(err);
	}
	*out = names;
	return st;
}

static enum status imports_count(struct looking *x, struct since *out, struct err *err)
{
	struct import_row *row;
	size_t n = 0, fresh = 0;
	bool *is_theirs;
	enum status st = store_import_all(x->session->store, x->arena, &row, &n, err);

	if (st != ST_OK)
		return st;
	while (fresh < n && is_new(x, moment_told(x, row[fresh].at, "")))
		fresh++;
	is_theirs = arena_alloc(x->arena, fresh + 1);
	if (!is_theirs)
		return err_nomem(err);
	memset(is_theirs, 0, fresh + 1);
	st = senders_find(x, row, fresh, is_theirs, &out->senders, err);
	for (size_t i = 0; i < fresh; i++)
		out->imports += is_theirs[i] || (import_is_applied(&row[i]) && (!row[i].agency || !*row[i].agency));
	return st;
}

static enum status moment_find(struct looking *x, const char *day, struct since *out, struct err *err)
{
	int32_t today = session_today(x->session);
	char before[AT_ROOM], iso[11];
	const char *last = NULL;
	struct civil from;
	enum status st;

	if (day) {
		if (!civil_parse(day, &from) || from.day > today)
			return err_set(err, ST_USAGE, "since which day? Write it as 2025-11-20, today or earlier");
		snprintf(x->from, sizeof x->from, "%s", day);
	} else {
		civil_iso(told_day_clock(&x->world), iso);
		snprintf(before, sizeof before, "%sT", iso);
		st = store_audit_last_before(x->session->store, x->session->worker, before, x->arena, &last, err);
		if (st != ST_OK && st != ST_NONE)
			return st;
		civil_iso(today - 1, iso);
		snprintf(x->from, sizeof x->from, "%s", st == ST_OK ? moment_told(x, last, iso) : iso);
	}
	out->at = arena_dup(x->arena, x->from);
	out->from = civil_parse(x->from, &from) ? from.day : today;
	return out->at ? ST_OK : err_nomem(err);
}

static enum status everybody_look(void *arg, struct err *err)
{
	struct looking *x = arg;
	enum status st = ST_OK;

	for (size_t i = 0; i < x->n && st == ST_OK; i++) {
		arena_reset(x->scratch);
		st = person_look(x, x->person[i], err);
	}
	return st == ST_OK ? words_add(x, err) : st;
}

static enum status look_all(struct looking *x, struct since *out, struct err *err)
{
	char detail[AT_ROOM + 8];
	enum status st;

	snprintf(detail, sizeof detail, "since %s", x->from);
	st = case_look(x->session, &(struct deed){.deed = "list", .detail = detail}, err);
	if (st == ST_OK)
		st = store_read(x->session->store, everybody_look, x, err);
	if (st == ST_OK)
		st = imports_count(x, out, err);
	return st == ST_OK ? lines_arrange(x, out, err) : st;
}

enum status since_read(struct session *s, const char *day, struct arena *arena, struct since *out, struct err *err)
{
	struct looking x = {.session = s, .arena = arena, .scratch = arena_new()};
	struct since since = {0};
	int64_t *person = NULL;
	enum status st = x.scratch ? told_day_begin(&x.world, s, arena, err) : err_nomem(err);

	if (st == ST_OK)
		st = moment_find(&x, day, &since, err);
	if (st == ST_OK && works_with_people(s))
		st = mine_list(s, arena, &person, &x.n, err);
	x.person = person;
	since.people = x.n;
	if (st == ST_OK)
		st = look_all(&x, &since, err);
	vec_done(&x.line);
	arena_free(x.scratch);
	if (st == ST_OK)
		*out = since;
	return st;
}
