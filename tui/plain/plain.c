/* Views as sentences: each list numbers its lines, each number opens one. */
#include "plain.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "ask.h"
#include "asked.h"
#include "journey.h"
#include "mask.h"
#include "out/out.h"
#include "plain/part.h"
#include "screens/show.h"
#include "search.h"
#include "today.h"
#include "writing.h"

void say(const char *format, ...)
{
	char line[2048];
	va_list args;

	va_start(args, format);
	vsnprintf(line, sizeof line, format, args);
	va_end(args);
	out_line(stdout, line);
}

size_t choose(struct plain *p, const char *prompt, size_t most)
{
	size_t n = 0;

	if (!ask_number(prompt, most, &n))
		p->ended = true;
	return n;
}

/* One person -------------------------------------------------------------- */

static void say_row(struct plain *p, size_t number, const struct journey_row *r)
{
	const char *status = show_status(&r->event);
	char when[12];
	const struct finding *f = r->finding ? r->finding : r->together;

	civil_short(r->event.start.day, when);
	say("%zu. %s, %s: %s, %s%s%s.", number, when, agency_shown(session_agency(p->session, r->event.agency)),
		show_kind(r->event.kind), r->title, *status ? ", " : "", status);
	if (f)
		say("   Asks again: %d of %d needs are known. %s%s.", f->cover_num, f->cover_den,
			r->state == VD_OPEN ? "Not decided" : "Decided: ", r->state == VD_OPEN ? "" : show_state(r->state));
}

static void say_field(const struct person *who, enum record_field field, const char *label)
{
	if (who->field[field].value)
		say("%s: %s%s", label, who->field[field].value,
			who->field[field].is_disputed ? " (agencies disagree)" : "");
}

static void say_header(struct plain *p, const struct person *who)
{
	char born[12];

	civil_short(who->born, born);
	if (p->mask) {
		say("%s.", mask_text(true, p->arena, who->called));
	} else {
		say("%s%s%s.", who->called, *born ? ", born " : "", born);
		say_field(who, RF_NHS_NUMBER, "NHS number");
		say_field(who, RF_SAFE_CONTACT, "Safe contact");
		say_field(who, RF_PHONE, "Phone");
		say_field(who, RF_COMMUNICATION_NEEDS, "Needs");
		say_field(who, RF_LANGUAGE, "Language");
		if (who->own_words)
			say("In their own words: %s", who->own_words);
	}
	for (size_t i = 0; i < who->warning_n && !p->mask; i++)
		say("Warning: %s", who->warning[i].text);
	for (size_t i = 0; i < who->involved_n; i++) {
		char last[12];

		civil_short(who->involved[i].last, last);
		say("Involved: %s%s%s%s%s.", agency_shown(session_agency(p->session, who->involved[i].agency)),
			who->involved[i].practitioner ? ", " : "", who->involved[i].practitioner ? who->involved[i].practitioner : "",
			*last ? ", last contact " : "", last);
	}
}

static const char *name_of(void *session, int64_t agency)
{
	return agency_shown(session_agency(session, agency));
}

static enum status say_known(struct plain *p, const struct person *who, struct err *err)
{
	const struct known_query everything = { .instrument = -1 };
	struct answer *answer;
	size_t n;
	enum status st = person_known(p->session, who, &everything, p->arena, &answer, &n, err);

	for (size_t i = 0; st == ST_OK && i < n; i++)
		say("%s", answer_sentence(who->history, &answer[i], name_of, p->session, p->arena));
	return st;
}

static void say_journey(struct plain *p, const struct person *who)
{
	for (size_t i = 0; i < who->row_n && !p->ended; i++) {
		say_row(p, i + 1, &who->row[i]);
		if ((i + 1) % LINES_AT_ONCE == 0 && i + 1 < who->row_n && !choose(p, "1 for more, Enter to stop:", 1))
			return;
	}
}

enum status person_menu(struct plain *p, int64_t id, struct err *err)
{
	struct person *who;
	bool has_changed = false;
	enum status st = person_open(p->session, id, p->arena, &who, err);

	if (st != ST_OK)
		return st;
	say_header(p, who);
	while (st == ST_OK && !p->ended && !has_changed) {
		switch (choose(p, "1 journey, 2 what is known, 3 records, 4 services nearby, 5 write, 6 a brief, Enter to go back:", 6)) {
		case 1:
			say_journey(p, who);
			break;
		case 2:
			st = say_known(p, who, err);
			break;
		case 3:
			st = records_menu(p, who, &has_changed, err);
			break;
		case 4:
			st = services_menu(p, who, 0, err);
			break;
		case 5:
			st = writing_menu(p, who, &has_changed, err);
			break;
		case 6:
			st = brief_menu(p, who, err);
			break;
		default:
			return ST_OK;
		}
	}
	return st;
}

/* Asked again ------------------------------------------------------------- */

static enum status services_of(struct plain *p, const struct asked_row *row, struct err *err)
{
	struct person *who;
	enum status st = person_open(p->session, row->person, p->arena, &who, err);

	return st == ST_OK ? services_menu(p, who, row->finding.event, err) : st;
}

static enum status tell_of(struct plain *p, const struct asked_row *row, struct err *err)
{
	struct person *who;
	enum status st = person_open(p->session, row->person, p->arena, &who, err);

	return st == ST_OK ? tell_menu(p, who, row->finding.event, err) : st;
}

static enum status rule_on(struct plain *p, const struct asked_row *row, struct err *err)
{
	static const enum verdict CHOICES[] = { VD_AVOIDABLE, VD_JUSTIFIED, VD_REUSED, VD_JOINT };
	struct ruling ruling = {0};
	size_t n;
	enum status st = ST_OK;

	while ((n = choose(p, "1 avoidable, 2 justified, 3 reused, 4 joint, 5 services that fit, 6 tell the assessor, "
		"Enter to leave it open:", 6)) >= 5 && st == ST_OK)
		st = n == 5 ? services_of(p, row, err) : tell_of(p, row, err);
	if (!n || st != ST_OK)
		return st;
	ruling.verdict = CHOICES[n - 1];
	if (ruling.verdict == VD_JUSTIFIED) {
		for (size_t i = 0; i < JUSTIFIED_REASON_COUNT; i++)
			say("%zu. %s", i + 1, JUSTIFIED_REASONS[i]);
		n = choose(p, "Why?", JUSTIFIED_REASON_COUNT);
		if (!n)
			return ST_OK;
		ruling.reason = JUSTIFIED_REASONS[n - 1];
	}
	st = asked_decide(p->session, &row->finding.event, 1, &ruling, err);
	if (st == ST_OK)
		say("Decided: %s. 5 in the main menu takes it back.", VERDICT_NAMES[ruling.verdict]);
	return st;
}

static enum status finding_menu(struct plain *p, const struct asked_row *row, struct err *err)
{
	struct asked_evidence evidence;
	enum status st = asked_explain(p->session, row, p->arena, &evidence, err);

	if (st != ST_OK)
		return st;
	say("%s", evidence.sentence);
	for (size_t i = 0; i < evidence.line_n; i++)
		say("%s", evidence.line[i].text);
	if (evidence.late)
		say("%s", evidence.late);
	if (evidence.proposal)
		say("%s", evidence.proposal);
	if (evidence.decided)
		say("%s", evidence.decided);
	say("%s", ASKED_RIGHT);
	return rule_on(p, row, err);
}

static enum status asked_menu(struct plain *p, struct err *err)
{
	const struct asked_query open = { .stage = -1, .state = VD_OPEN, .limit = LINES_AT_ONCE };
	struct asked_row *row;
	int64_t all;
	size_t n, chosen;
	enum status st = asked_count(p->session, &open, &all, err);

	if (st == ST_OK)
		st = asked_list(p->session, &open, p->arena, &row, &n, err);
	if (st != ST_OK)
		return st;
	say("%" PRId64 " undecided; the most pressing first.", all);
	for (size_t i = 0; i < n; i++) {
		char on[12];

		civil_short(row[i].finding.on, on);
		say("%zu. %s: %s, %s, %s, %s; %d of %d known.", i + 1,
			mask_text(p->mask, p->arena, row[i].called), row[i].title,
			agency_shown(session_agency(p->session, row[i].agency)), on, STAGE_NAMES[row[i].finding.stage],
			row[i].finding.cover_num, row[i].finding.cover_den);
	}
	chosen = n ? choose(p, "Which one? Enter to go back:", n) : 0;
	return chosen ? finding_menu(p, &row[chosen - 1], err) : ST_OK;
}

/* Today and people -------------------------------------------------------- */

static enum status action_menu(struct plain *p, const struct today_line *l, struct err *err)
{
	enum status st;

	switch (choose(p, "1 it has been done, 2 the person, Enter to go back:", 2)) {
	case 1:
		st = action_done(p->session, l->action, err);
		if (st == ST_OK)
			say("Done. 5 in the main menu takes it back.");
		return st;
	case 2:
		return person_menu(p, l->person, err);
	default:
		return ST_OK;
	}
}

static enum status today_menu(struct plain *p, struct err *err)
{
	struct today today;
	size_t chosen;
	enum status st = today_read(p->session, 5, p->arena, &today, err);

	if (st != ST_OK)
		return st;
	for (size_t i = 0; i < today.line_n; i++) {
		const struct today_line *l = &today.line[i];
		char since[12];

		if (!i || l->kind != today.line[i - 1].kind)
			say("%s, %" PRId64 ":", TODAY_HEADINGS[l->kind], today.total[l->kind]);
		civil_short(l->since, since);
		say("%zu. %s: %s%s%s%s%s%s%s.", i + 1,
			l->person ? mask_text(p->mask, p->arena, l->who) : l->who, l->action && p->mask ? "(masked)" : l->what, *l->why ? "; " : "", l->why,
			*since ? "; " : "", *since ? TODAY_SINCE[l->kind] : "", *since ? " " : "", since);
	}
	if (!today.line_n)
		say("Nothing presses today.");
	chosen = today.line_n ? choose(p, "Which one? Enter to go back:", today.line_n) : 0;
	if (!chosen || !today.line[chosen - 1].person)
		return ST_OK;
	if (today.line[chosen - 1].pair)
		return links_menu(p, today.line[chosen - 1].pair, err);
	if (today.line[chosen - 1].action)
		return action_menu(p, &today.line[chosen - 1], err);
	return person_menu(p, today.line[chosen - 1].person, err);
}

static enum status say_nobody(struct plain *p, const char *query, struct err *err)
{
	struct people_hint hint;
	enum status st = people_hint(p->session, query, p->arena, &hint, err);

	if (st != ST_OK)
		return st;
	say("Nobody found.");
	for (size_t i = 0; i < hint.tried_n; i++)
		say("Tried %s.", hint.tried[i]);
	if (*hint.help && !p->mask)
		say("%s", hint.help);
	return ST_OK;
}

/* In hospital now, or out of it since a day; false: neither. */
static bool stay_ask(struct plain *p, const char *query, struct people_stay *stay)
{
	int32_t today = session_today(p->session), last;
	char line[40] = "";

	*stay = (struct people_stay){strcmp(query, "1") == 0, CIVIL_NONE};
	if (stay->in_hospital || strcmp(query, "2") != 0)
		return stay->in_hospital;
	do {
		if (!ask_line("Discharged since which day? Enter to go back:", line, sizeof line))
			p->ended = true;
	} while (!p->ended && *line && !civil_typed(line, today, &stay->discharged_since, &last));
	return true;
}

static enum status people_menu(struct plain *p, struct err *err)
{
	char query[200];
	struct person_hit *hit = NULL;
	struct people_stay stay;
	size_t n = 0, chosen;
	bool is_stay;
	enum status st;

	if (!ask_line("Name, number, birth date, postcode or phone; 1 who is in hospital, 2 who was discharged:", query,
		sizeof query)) {
		p->ended = true;
		return ST_OK;
	}
	if (!*query)
		return ST_OK;
	is_stay = stay_ask(p, query, &stay);
	if (is_stay && !stay.in_hospital && stay.discharged_since == CIVIL_NONE)
		return ST_OK;
	st = is_stay ? people_stayed(p->session, &stay, NULL, LINES_AT_ONCE, true, p->arena, &hit, &n, err)
		: people_search(p->session, query, LINES_AT_ONCE, true, p->arena, &hit, &n, err);
	if (st != ST_OK)
		return st;
	for (size_t i = 0; i < n; i++)
		say("%zu. %s, born %s, %s: %s.", i + 1, mask_text(p->mask, p->arena, hit[i].name),
			p->mask ? "(masked)" : hit[i].date_of_birth, hit[i].agencies,
			p->mask ? hit[i].by : hit[i].why);
	if (!n && is_stay)
		say("Nobody is.");
	else if (!n)
		st = say_nobody(p, query, err);
	if (st != ST_OK)
		return st;
	chosen = n ? choose(p, "Which one? Enter to go back:", n) : 0;
	return chosen ? person_menu(p, hit[chosen - 1].person, err) : ST_OK;
}

static enum status undo_last(struct plain *p, struct err *err)
{
	struct undone what;
	enum status st = decision_undo(p->session, p->arena, &what, err);

	if (st == ST_OK)
		say("Undone: %s.", p->mask ? what.masked : what.sentence);
	return st;
}

/* What fails without ending the work is said, and the menu comes again. */
static bool goes_on(enum status st, const struct err *err)
{
	if (st == ST_OK)
		return true;
	say("%s", err->text);
	return st == ST_NONE || st == ST_USAGE || st == ST_DENIED || st == ST_BUSY;
}

enum status plain_run(struct session *session, bool mask, struct err *err)
{
	struct plain p = { .session = session, .mask = mask, .arena = arena_new() };
	char today[12];
	enum status st = ST_OK;
	bool on = true;

	if (!p.arena)
		return err_nomem(err);
	civil_short(session_today(session), today);
	say("Throughline, %s%s.", today, session_is_demo(session) ? ", a made-up locality" : "");
	import_left_finish(&p);
	while (on && !p.ended) {
		arena_reset(p.arena);
		switch (choose(&p, "1 today, 2 people, 3 asked again, 4 links, 5 undo, 6 imports, 7 the board, Enter or q to leave:", 7)) {
		case 1:
			st = today_menu(&p, err);
			break;
		case 2:
			st = people_menu(&p, err);
			break;
		case 3:
			st = asked_menu(&p, err);
			break;
		case 4:
			st = links_menu(&p, 0, err);
			break;
		case 5:
			st = undo_last(&p, err);
			break;
		case 6:
			st = imports_menu(&p, err);
			break;
		case 7:
			st = board_menu(&p, err);
			break;
		default:
			on = false;
			break;
		}
		if (goes_on(st, err))
			st = ST_OK;
		else
			on = false;
	}
	arena_free(p.arena);
	err->text[0] = '\0'; /* said already */
	return st;
}
