/*
 * What happened to a person lately and is planned, what was asked for and not answered,
 * what was asked again.
 */
#include <string.h>
#include <strings.h>

#include "care/brief_lines.h"

/* What happened, what is due ------------------------------------------------ */

static bool is_open_request(const struct event *e)
{
	return e->kind == EV_REQUEST && !e->responded_on && e->status <= ES_COMPLETED;
}

static bool is_lately(const struct briefing *b, const struct event *e)
{
	int32_t until = civil_is_set(e->end) ? e->end.day : e->start.day;

	if (!civil_is_set(e->start) || e->start.day > b->brief->today || e->kind == EV_WARNING || is_open_request(e) ||
		e->status == ES_ENTERED_IN_ERROR)
		return false;
	return until >= b->brief->from || (e->status == ES_IN_PROGRESS && !civil_is_set(e->end));
}

static bool is_ahead(const struct briefing *b, const struct event *e)
{
	return civil_is_set(e->start) && e->start.day > b->brief->today && e->status == ES_PLANNED &&
		e->kind != EV_REQUEST && e->kind != EV_WARNING;
}

static bool says(const char *title, const char *word)
{
	size_t length = strlen(word);

	for (; *title; title++)
		if (strncasecmp(title, word, length) == 0)
			return true;
	return false;
}

/* "Discharge: Home with support"; most titles say what kind they are of. */
static const char *happening(const struct briefing *b, const struct journey_row *row)
{
	const char *kind = event_kind_shown(row->event.kind);

	switch (row->event.kind) {
	case EV_REQUEST: case EV_ADMISSION: case EV_DISCHARGE: case EV_CONCERN: case EV_CHANGE: case EV_VIEW:
		break;
	default:
		return row->title;
	}
	return says(row->title, kind) ? row->title
		: arena_printf(b->arena, "%s: %s", kind, row->title);
}

static const char *joined(const struct briefing *b, const char *before, const char *text)
{
	return !before || !text ? before ? before : text : arena_printf(b->arena, "%s; %s", before, text);
}

static const char *status_text(const struct briefing *b, const struct event *e)
{
	if (e->status == ES_PLANNED && e->start.day < b->brief->today)
		return "planned: did it happen?";
	return e->status == ES_COMPLETED || e->status == ES_PLANNED ? NULL
		: e->status == ES_IN_PROGRESS ? "under way" : EVENT_STATUS_NAMES[e->status];
}

/* Nothing but its text says what it was. */
static bool is_told_by_text(const struct event *e)
{
	return !(e->title && *e->title) && e->summary && *e->summary && (e->kind == EV_NOTE || e->kind == EV_CONTACT ||
		e->kind == EV_CONCERN || e->kind == EV_CHANGE);
}

/* What asks again and is not decided stands in a part of its own. */
static const char *note_of(const struct briefing *b, const struct journey_row *row)
{
	const struct event *e = &row->event;
	const char *note = status_text(b, e);

	if (row->finding && row->state != VD_OPEN)
		note = joined(b, note, arena_printf(b->arena, "asked again, decided: %s", verdict_shown(row->state)));
	return is_made_here(e->source_ref) ? joined(b, note, "written here") : note;
}

static const char *words_of(const struct briefing *b, const struct event *e)
{
	return joined(b, e->outcome && *e->outcome ? e->outcome : NULL, is_told_by_text(e) ? e->summary : NULL);
}

static void event_add(struct briefing *b, enum brief_part part, const struct journey_row *row)
{
	const struct event *e = &row->event;

	brief_add(b, part, e->agency, (struct brief_line){.on = e->start.day,
		.until = civil_is_set(e->end) && e->end.day != e->start.day ? e->end.day : CIVIL_NONE,
		.what = happening(b, row), .note = note_of(b, row), .words = words_of(b, e)});
}

/* Lately the newest first, what is planned the nearest first. */
enum status brief_events(struct briefing *b, struct err *err)
{
	const struct person *p = b->person;
	enum status st = brief_room(b, BRIEF_LATELY, p->row_n, err);

	if (st == ST_OK)
		st = brief_room(b, BRIEF_AHEAD, p->row_n, err);
	for (size_t i = 0; st == ST_OK && i < p->row_n; i++) {
		if (p->row[i].seen != SEE_FULL)
			b->brief->unseen++;
		else if (is_lately(b, &p->row[i].event))
			event_add(b, BRIEF_LATELY, &p->row[i]);
	}
	for (size_t i = p->row_n; st == ST_OK && i-- > 0;)
		if (p->row[i].seen == SEE_FULL && is_ahead(b, &p->row[i].event))
			event_add(b, BRIEF_AHEAD, &p->row[i]);
	return st;
}

/* Longest waiting first. */
enum status brief_referrals(struct briefing *b, struct err *err)
{
	const struct person *p = b->person;
	enum status st = brief_room(b, BRIEF_REFERRALS, p->row_n, err);

	for (size_t i = p->row_n; st == ST_OK && i-- > 0;) {
		const struct event *e = &p->row[i].event;
		int32_t days = b->brief->today - e->start.day;

		if (p->row[i].seen != SEE_FULL || !is_open_request(e) || !civil_is_set(e->start) || days < 0)
			continue;
		brief_add(b, BRIEF_REFERRALS, e->agency, (struct brief_line){.on = e->start.day, .until = CIVIL_NONE,
			.what = arena_printf(b->arena, "%s, to %s", p->row[i].title,
				e->to_agency ? agency_called_by_code(b->session, e->to_agency) : "nobody named"),
			.note = arena_printf(b->arena, "%d day%s", days, days == 1 ? "" : "s")});
	}
	return st;
}

/* Asked again --------------------------------------------------------------- */

/* "Hospital, Council" */
static const char *knowers(const struct briefing *b, const struct finding *f)
{
	const char *names = NULL;
	int64_t named[3] = {0};
	size_t n = 0;

	for (size_t i = 0; i < f->evidence_n; i++) {
		const struct journey_row *row = person_row(b->person, f->evidence[i]);
		int64_t agency = row ? row->event.agency : 0;

		if (!agency || n == 3 || (n > 0 && named[0] == agency) || (n > 1 && named[1] == agency))
			continue;
		named[n++] = agency;
		names = names ? arena_printf(b->arena, "%s, %s", names, agency_called(b->session, agency))
			: agency_called(b->session, agency);
	}
	return names ? names : "others";
}

static const char *asked_note(const struct briefing *b, const struct journey_row *row)
{
	const struct finding *f = row->finding ? row->finding : row->together;
	const char *when = f->stage == SG_REQUESTED ? "requested: " : f->stage == SG_PLANNED ? "planned: "
		: f->stage == SG_UNDER_WAY ? "under way: " : f->stage == SG_PASSED ? "did it happen? " : "";

	return row->finding ? arena_printf(b->arena, "%s%d of %d needs known to %s", when, f->cover_num, f->cover_den,
		knowers(b, f)) : arena_printf(b->arena, "%splanned as well by %s: propose one joint visit", when, knowers(b, f));
}

static void asked_add(struct briefing *b, const struct journey_row *row, bool is_preventable)
{
	const struct finding *f = row->finding ? row->finding : row->together;

	if (f && row->state == VD_OPEN && stage_is_preventable(f->stage) == is_preventable)
		brief_add(b, BRIEF_ASKED, row->event.agency, (struct brief_line){.on = row->event.start.day,
			.until = CIVIL_NONE, .what = row->title, .note = asked_note(b, row)});
}

/* What can still be prevented first, the nearest at the top; then the newest. */
enum status brief_asked(struct briefing *b, struct err *err)
{
	const struct person *p = b->person;
	enum status st = brief_room(b, BRIEF_ASKED, p->row_n, err);

	for (size_t i = p->row_n; st == ST_OK && i-- > 0;)
		asked_add(b, &p->row[i], true);
	for (size_t i = 0; st == ST_OK && i < p->row_n; i++)
		asked_add(b, &p->row[i], false);
	return st;
}
