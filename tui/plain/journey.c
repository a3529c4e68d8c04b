/* A person's journey in sentences: each agency's, then the events newest first; parts of
 * it, a date in it, one event in full.  And who has asked about a need. */
#include <string.h>
#include <strings.h>

#include "plain/part.h"
#include "screens/journey_lines.h"
#include "screens/known_told.h"
#include "screens/show.h"

/* What is told, and how far it has come. */
struct telling {
	struct plain *plain;
	const struct person *who;
	struct journey_part part;
	char words[200];
	const struct journey_row **row;
	size_t row_n;
	struct journey_line *line;
	size_t line_n, at;
	size_t told; /* the number of the last event that was told */
};

static bool holds(const struct telling *t, const struct journey_row *r)
{
	char text[2048];

	if (!*t->words)
		return true;
	journey_row_text(t->plain->session, r, text, sizeof text);
	return words_match(t->words, session_today(t->plain->session), text);
}

static enum status telling_make(struct telling *t, struct err *err)
{
	struct plain *p = t->plain;

	t->row_n = t->at = t->told = 0;
	t->row = arena_alloc(p->arena, (t->who->row_n + 1) * sizeof *t->row);
	if (!t->row)
		return err_nomem(err);
	for (size_t i = 0; i < t->who->row_n; i++)
		if (journey_part_has(&t->part, &t->who->row[i]) && holds(t, &t->who->row[i]))
			t->row[t->row_n++] = &t->who->row[i];
	if (t->row_n < t->who->row_n)
		say("%zu of %zu events; %zu %s left out.", t->row_n, t->who->row_n, t->who->row_n - t->row_n,
			t->who->row_n - t->row_n == 1 ? "is" : "are");
	return journey_lines_make(p->session, t->who, t->row, t->row_n, p->arena, &t->line, &t->line_n, err);
}

static void say_agency(const struct telling *t, const struct involved *in)
{
	char since[12], last[12], heard[12];

	civil_short(in->since, since);
	civil_short(in->last, last);
	civil_short(in->heard, heard);
	say("%s: %zu event%s%s%s%s%s.%s%s%s", agency_called(t->plain->session, in->agency),
		in->events, in->events == 1 ? "" : "s",
		*since ? ", the first " : "", since, *last ? ", last contact " : "", last,
		in->is_silent ? " Nothing was received since " : "", in->is_silent ? heard : "",
		in->is_silent ? ": whatever happened." : "");
}

static void say_event(const struct telling *t, size_t number, const struct journey_line *l)
{
	const struct journey_row *r = l->row;
	const char *status = show_status(&r->event), *kind = show_row_kind(r);
	const char *title = strcasecmp(kind, r->title) != 0 ? r->title : ""; /* of a note nothing but that it is one */
	const struct finding *f = r->finding ? r->finding : r->together;
	char when[12];

	journey_day(r, when);
	say("%zu. %s, %s: %s%s%s%s%s.", number, when, agency_called(t->plain->session, r->event.agency), kind,
		*kind && *title ? ", " : "", title, *status ? ", " : "", status);
	if (f)
		say("   Asks again: %d of %d needs are known. %s%s.", f->cover_num, f->cover_den,
			r->state == VD_OPEN ? "Not decided" : "Decided: ", r->state == VD_OPEN ? "" : verdict_shown(r->state));
	else if (r->waiting >= 0)
		say("   No reply for %d day%s%s.", r->waiting, r->waiting == 1 ? "" : "s", r->is_overdue ? ": longer than is usual" : "");
}

/* The number of an event is its place in the whole part. */
static size_t number_of(const struct telling *t, const struct journey_row *r)
{
	size_t i = 0;

	while (i < t->row_n && t->row[i] != r)
		i++;
	return i + 1;
}

/* As many events as are told at once, with the time between them. */
static void say_lines(struct telling *t)
{
	for (size_t events = 0; t->at < t->line_n && events < LINES_AT_ONCE; t->at++) {
		const struct journey_line *l = &t->line[t->at];

		if (l->kind != LINE_EVENT) {
			say("%s%s.", l->kind == LINE_TODAY ? "Here is " : "", l->note ? l->note : "");
			continue;
		}
		t->told = number_of(t, l->row);
		say_event(t, t->told, l);
		events++;
	}
}

/* From the newest event on that had begun by then. */
static void go_to_date(struct telling *t)
{
	int32_t first, last;
	char text[64];

	if (!ask(t->plain, "To which date? 12 Sep, 12/9/24, Sep 2024, 2019, today, -3m:", text, sizeof text))
		return;
	if (!civil_typed(text, session_today(t->plain->session), &first, &last)) {
		say("That is no date.");
		return;
	}
	for (t->at = 0; t->at < t->line_n; t->at++)
		if (t->line[t->at].kind == LINE_EVENT && t->line[t->at].row->event.start.day <= last)
			break;
	if (t->at == t->line_n)
		say("Nothing had happened then.");
	say_lines(t);
}

static void choose_agency(struct telling *t)
{
	size_t n;

	for (size_t i = 0; i < t->who->involved_n; i++)
		say("%zu. %s", i + 1, agency_called(t->plain->session, t->who->involved[i].agency));
	n = choose(t->plain, "Which agency? Enter for any:", t->who->involved_n);
	t->part.agency = n ? t->who->involved[n - 1].agency : 0;
}

static void choose_kind(struct telling *t)
{
	size_t n;

	for (int k = 0; k < EV_KIND_COUNT; k++)
		say("%d. %s", k + 1, show_kind((enum event_kind)k));
	n = choose(t->plain, "Which kind? Enter for any:", EV_KIND_COUNT);
	t->part.kind = (int)n - 1;
}

static void choose_need(struct telling *t)
{
	const struct catalogue *c = session_catalogue(t->plain->session);
	size_t n;

	for (size_t i = 0; i < catalogue_domain_count(c); i++)
		say("%zu. %s", i + 1, catalogue_domain(c, i)->name);
	n = choose(t->plain, "Which need? Enter for any:", catalogue_domain_count(c));
	t->part.domains = n ? (domains_t)1 << (n - 1) : 0;
}

static enum status choose_part(struct telling *t, struct err *err)
{
	switch (choose(t->plain, "1 an agency, 2 a kind, 3 a need, 4 words, 5 all of it, Enter to leave it:", 5)) {
	case 1: choose_agency(t); break;
	case 2: choose_kind(t); break;
	case 3: choose_need(t); break;
	case 4:
		(void)ask(t->plain, "Which words? Enter for any:", t->words, sizeof t->words);
		break;
	case 5:
		t->part = JOURNEY_WHOLE;
		t->words[0] = '\0';
		break;
	default:
		return ST_OK;
	}
	return t->plain->ended ? ST_OK : telling_make(t, err);
}

/* What can be chosen after the events told, with the numbers after the last of them. */
enum further { FURTHER_OLDER, FURTHER_PART, FURTHER_DATE };

static size_t say_further(const struct telling *t, enum further further[3])
{
	size_t n = 0;

	if (t->at < t->line_n) {
		say("%zu. Older ones.", t->told + n + 1);
		further[n++] = FURTHER_OLDER;
	}
	say("%zu. Only a part of it.", t->told + n + 1);
	further[n++] = FURTHER_PART;
	say("%zu. To a date.", t->told + n + 1);
	further[n++] = FURTHER_DATE;
	return n;
}

static enum status go_further(struct telling *t, enum further what, struct err *err)
{
	enum status st = ST_OK;

	switch (what) {
	case FURTHER_OLDER:
		say_lines(t);
		break;
	case FURTHER_PART:
		st = choose_part(t, err);
		if (st == ST_OK && !t->plain->ended)
			say_lines(t);
		break;
	case FURTHER_DATE:
		go_to_date(t);
		break;
	}
	return st;
}

enum status journey_menu(struct plain *p, const struct person *who, struct err *err)
{
	struct telling t = {.plain = p, .who = who, .part = JOURNEY_WHOLE};
	enum further further[3];
	size_t chosen, n;
	enum status st;

	for (size_t i = 0; i < who->involved_n; i++)
		say_agency(&t, &who->involved[i]);
	st = telling_make(&t, err);
	if (st == ST_OK)
		say_lines(&t);
	n = say_further(&t, further);
	while (st == ST_OK && plain_stays(p) &&
		(chosen = menu(p, "Which one in full? Enter to go back:", t.told + n)) > 0) {
		if (chosen <= t.told) {
			st = event_menu(p, who, t.row[chosen - 1]->event.id, err);
			continue;
		}
		st = go_further(&t, further[chosen - t.told - 1], err);
		n = say_further(&t, further);
	}
	return st;
}

/* Known --------------------------------------------------------------------- */

/* All who have asked about a need, and what reset it; a number opens the event. */
static enum status sources_menu(struct plain *p, const struct person *who, int need, struct err *err)
{
	struct known_source *k;
	size_t n, chosen;
	enum status st = known_sources_tell(p->session, who, need, p->arena, &k, &n, err);

	if (st != ST_OK)
		return st;
	say("%s%s", known_told(p->session, who, need, p->arena), n ? "." : "");
	for (size_t i = 0; i < n; i++) {
		char on[12];

		civil_short(k[i].on, on);
		say("%zu. %s, %s: %s; %s.", i + 1, on, agency_called(p->session, k[i].row->event.agency), k[i].row->title, k[i].told);
	}
	while (n && st == ST_OK && plain_stays(p) &&
		(chosen = menu(p, "Which one in full? Enter to go back:", n)) > 0)
		st = event_menu(p, who, k[chosen - 1].row->event.id, err);
	return st;
}

enum status known_menu(struct plain *p, const struct person *who, struct err *err)
{
	const struct known_query everything = {.instrument = -1};
	struct answer *answer;
	size_t n, chosen;
	enum status st = person_known(p->session, who, &everything, p->arena, &answer, &n, err);

	if (st != ST_OK)
		return st;
	for (size_t i = 0; i < n; i++)
		say("%zu. %s.", i + 1, known_line_told(p->session, who, &answer[i], p->arena));
	while (n && st == ST_OK && plain_stays(p) &&
		(chosen = menu(p, "Which one's evidence? Enter to go back:", n)) > 0)
		st = sources_menu(p, who, answer[chosen - 1].domain, err);
	return st;
}
