#include "screens/event_page.h"

#include <string.h>

#include "asked.h"
#include "screens/show.h"
#include "screens/withheld.h"

/* An agency's own number may be made of its number for the person. */
#define MASKED "(masked)"

static const char *times(const struct journey_row *r, struct arena *a)
{
	const struct event *e = &r->event;
	char start[12], end[12];

	journey_day(r, start);
	civil_short(e->end.day, end);
	return civil_is_set(e->end) && e->end.day != e->start.day
		? arena_printf(a, "%s to %s", start, end)
		: arena_dup(a, start);
}

static const char *who(const struct app *app, const struct event *e, struct arena *a)
{
	if (!e->practitioner && !e->role)
		return show_agency(app, e->agency);
	return arena_printf(a, "%s (%s%s%s)", show_agency(app, e->agency),
		e->practitioner ? e->practitioner : "", e->practitioner && e->role ? ", " : "",
		e->role ? e->role : "");
}

static const char *domains(const struct app *app, domains_t d, struct arena *a)
{
	char names[600];

	catalogue_domains_name(session_catalogue(app->session), d, names, sizeof names);
	return arena_dup(a, names);
}

static void facts_add(
	struct page *p, const struct app *app, const struct journey_row *r, struct arena *a)
{
	const struct event *e = &r->event;
	const char *number;

	page_add(p, LOOK_PLAIN, "Type",
		e->kind == EV_ASSESSMENT || e->kind == EV_REVIEW ? show_instrument(app, r->instrument)
			: NULL);
	page_add(p, LOOK_PLAIN, "To", agency_called_by_code(app->session, e->to_agency));
	page_add(p, LOOK_PLAIN, "Replied", e->responded_on);
	page_add(p, LOOK_PLAIN, "About", r->domains ? domains(app, r->domains, a) : NULL);
	page_add(p, LOOK_PLAIN, "Depth", e->depth);
	page_add(p, LOOK_PLAIN, "Holds until", e->valid_until);
	page_add(p, LOOK_PLAIN, "Outcome", e->outcome);
	if (e->score)
		page_add(p, LOOK_PLAIN, "Score",
			e->unit ? arena_printf(a, "%s %s", e->score, e->unit) : e->score);
	page_add(p, LOOK_PLAIN, "Minutes", e->minutes);
	page_add(p, LOOK_PLAIN, "Review of", app->mask && e->review_of ? MASKED : e->review_of);
	page_add(p, LOOK_PLAIN, "Reuses", app->mask && e->reuses ? MASKED : e->reuses);
	page_add(p, LOOK_PLAIN, "Joint with", e->joint_with);
	page_add(p, LOOK_PLAIN, "Resets", e->resets);
	page_add(p, LOOK_PLAIN, "Said", app->mask ? NULL : e->summary);
	number = arena_printf(a, "%s:%s", e->agency_code, app->mask ? MASKED : e->source_ref);
	if (is_made_here(e->source_ref))
		page_add(p, LOOK_PLAIN, "Written here", arena_printf(a, "by %s, as %s",
			e->practitioner ? e->practitioner : "hand", number ? number : ""));
	else
		page_add(p, LOOK_PLAIN, "Sent as", number);
}

static const char *decided(const struct app *app, const struct journey_row *r, struct arena *a)
{
	const struct decision *d = r->decision;
	const char *note = d && d->note && !app->mask ? d->note : "";
	struct civil at;
	char day[12] = "";

	if (!d)
		return NULL;
	if (civil_parse(d->at, &at))
		civil_short(at.day, day);
	return arena_printf(a, "%s, by %s, %s%s%s%s%s", verdict_shown(r->state), d->worker, day,
		d->reason ? ": " : "", d->reason ? d->reason : "", *note ? "; " : "", note);
}

static const char *answer_text(
	const struct app *app, const struct person *person, const struct answer *an, struct arena *a)
{
	return answer_sentence(person->history, an, session_agency_name, app->session, a);
}

static void finding_add(struct page *p, const struct app *app, const struct person *person,
	const struct journey_row *r, struct arena *a)
{
	const struct finding *f = r->finding ? r->finding : r->together;
	size_t index = 0, n = 0;
	struct answer *an = NULL;
	struct err e = {0};

	page_blank(p);
	page_add(p, LOOK_ASKED, NULL, arena_printf(a, "%s %s", LOOKS[LOOK_ASKED].mark,
		finding_sentence(person->history, f, session_agency_name, app->session, a)));
	if (r->finding && person_event_index(person, r, &index) &&
		duplicates_explain(person->history, index, a, &an, &n, &e) == ST_OK)
		for (size_t i = 0; i < n; i++)
			page_add(p, LOOK_PLAIN, NULL,
				arena_printf(a, "%s %s",
					an[i].state == AN_CURRENT ? LOOKS[LOOK_KNOWN].mark : LOOKS[LOOK_LAPSED].mark,
					answer_text(app, person, &an[i], a)));
	page_add(p, LOOK_PLAIN, "Decided", decided(app, r, a));
	page_add(p, LOOK_PLAIN, NULL, ASKED_RIGHT);
}

const char *event_brief(const struct app *app, const struct journey_row *r, struct arena *a)
{
	const struct event *e = &r->event;
	const char *status = show_status(e), *at = NULL;

	if (e->start.ms != CIVIL_NO_TIME && e->starts_on && strlen(e->starts_on) >= 16)
		at = arena_printf(a, " %.5s", e->starts_on + 11);
	return arena_printf(a, "%s%s%s%s%s%s, %s%s%s%s", show_row_kind(r), r->seen == SEE_FULL ? ", " : "", times(r, a), at ? at : "",
		*status ? ", " : "", status, who(app, e, a),
		e->minutes ? ", " : "", e->minutes ? e->minutes : "", e->minutes ? " minutes" : "");
}

/* The first is said with what comes before it, the others after a stop. */
static const char *say_on(struct arena *a, const char *said, const char *label, const char *text)
{
	if (!text || !*text || !said)
		return said;
	return arena_printf(a, "%s%s%s%s", said, *said ? ". " : "", label, text);
}

const char *event_told(const struct app *app, const struct person *person, const struct journey_row *r, struct arena *a)
{
	const struct finding *f = r->finding ? r->finding : r->together;
	const struct event *e = &r->event;
	const char *said = "";

	if (r->seen != SEE_FULL)
		return r->seen == SEE_REASON ? WITHHELD_KEY : withheld_told(r->seen);
	if (f)
		said = say_on(a, said, "= ", finding_sentence(person->history, f, session_agency_name, app->session, a));
	said = say_on(a, said, "To ", agency_called_by_code(app->session, e->to_agency));
	if (r->waiting >= 0)
		said = say_on(a, said, "", arena_printf(a, "No reply yet, after %d day%s", r->waiting, r->waiting == 1 ? "" : "s"));
	said = say_on(a, said, "Replied ", e->responded_on);
	said = say_on(a, said, "About ", !f && r->domains ? domains(app, r->domains, a) : NULL);
	said = say_on(a, said, "", e->outcome);
	return say_on(a, said, "", app->mask ? NULL : e->summary);
}

void event_page_fill(struct page *p, const struct app *app, const struct person *person,
	const struct journey_row *r, struct arena *a)
{
	const char *status = show_status(&r->event);

	page_clear(p);
	page_add(p, LOOK_STRONG, NULL, r->title);
	page_add(p, LOOK_PLAIN, "When",
		arena_printf(a, "%s%s%s", times(r, a), *status ? ", " : "", status));
	page_add(p, LOOK_PLAIN, "Who", who(app, &r->event, a));
	if (r->seen != SEE_FULL) {
		page_add(p, LOOK_PLAIN, NULL, withheld_told(r->seen));
		return;
	}
	facts_add(p, app, r, a);
	if (r->cannot_judge)
		page_add(p, LOOK_PLAIN, NULL,
			"It does not say what it was about, so nobody can tell whether it asked again.");
	if (r->finding || r->together)
		finding_add(p, app, person, r, a);
}
