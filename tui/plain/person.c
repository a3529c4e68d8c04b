/* One person in sentences: who they are, what happened, what is known, what was asked again. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "journey.h"
#include "mask.h"
#include "plain/part.h"
#include "screens/decide.h"
#include "screens/event_page.h"
#include "screens/show.h"

static void say_field(const struct plain *p, const struct person *who, enum record_field field, const char *label)
{
	if (who->field[field].value)
		say("%s: %s%s", label, show_field(field, who->field[field].value, p->arena),
			who->field[field].is_disputed ? " (agencies disagree)" : "");
}

/* "Grace Okafor, 82, born 3 Jul 1943." */
static void say_name(const struct plain *p, const struct person *who)
{
	const char *told = who->field[RF_DATE_OF_BIRTH].value;
	int age = civil_age(who->born, session_today(p->session));
	char born[12], years[16] = "";

	civil_short(who->born, born);
	if (!*born && civil_is_part(told))
		snprintf(born, sizeof born, "%s", told);
	if (age >= 0 && !who->death.has_died)
		snprintf(years, sizeof years, ", %d", age);
	say("%s%s%s%s.", who->called, years, *born ? ", born " : "", born);
}

static void say_lead(const struct person *who)
{
	if (!who->lead)
		say("Nobody leads yet.");
	else if (*who->lead)
		say("Lead: %s.", who->lead);
	else
		say("Nobody leads; somebody is wanted.");
}

static void say_died(const struct person *who)
{
	char died[12];

	civil_short(who->death.day, died);
	if (who->death.has_died)
		say(*died ? "This person has died (%s)." : "This person has died.", died);
}

/* What whoever visits must not miss, where names are masked. */
static void say_needs(const struct person *who)
{
	const char *needs = who->field[RF_COMMUNICATION_NEEDS].value;

	if (who->field[RF_SAFE_CONTACT].value)
		say("Safe contact: masked.");
	if (needs)
		say("Needs: %s.", mask_need(true, needs, who->called));
	if (who->field[RF_LANGUAGE].value)
		say("Language: masked.");
}

static void say_header(struct plain *p, const struct person *who)
{
	if (p->mask) {
		say("%s", mask_text(true, p->arena, who->called)); /* initials have their full stops */
		say_died(who);
		say_needs(who);
	} else {
		say_name(p, who);
		say_died(who);
		say_field(p, who, RF_NHS_NUMBER, "NHS number");
		say_field(p, who, RF_SAFE_CONTACT, "Safe contact");
		say_field(p, who, RF_PHONE, "Phone");
		say_field(p, who, RF_COMMUNICATION_NEEDS, "Needs");
		say_field(p, who, RF_LANGUAGE, "Language");
		if (who->own_words)
			say("In their own words: %s", who->own_words);
	}
	say_lead(who);
	if (who->broken_minutes)
		say("Glass broken: %d minute%s left.", who->broken_minutes, who->broken_minutes == 1 ? "" : "s");
	for (size_t i = 0; i < who->warning_n; i++)
		say("Warning: %s", mask_need(p->mask, who->warning[i].text, who->called));
	for (size_t i = 0; i < who->involved_n; i++) {
		char last[12];

		civil_short(who->involved[i].last, last);
		say("Involved: %s%s%s%s%s.", agency_called(p->session, who->involved[i].agency),
			who->involved[i].practitioner ? ", " : "", who->involved[i].practitioner ? who->involved[i].practitioner : "",
			*last ? ", last contact " : "", last);
	}
}

static enum status part_menu(struct plain *p, const struct person *who, size_t part, struct err *err)
{
	switch (part) {
	case 1: return journey_menu(p, who, err);
	case 2: return known_menu(p, who, err);
	case 3: return asked_menu(p, who->id, err);
	case 4: return actions_menu(p, who, err);
	case 5: return records_menu(p, who, err);
	case 6: return access_menu(p, who, err);
	case 7: return writing_menu(p, who, err);
	case 8: return services_menu(p, who, 0, err);
	case 9: return brief_menu(p, who, err);
	default: return withheld_menu(p, who, err);
	}
}

static enum status who_anew(struct plain *p, struct person **who, unsigned seen, struct err *err)
{
	enum status st = p->is_stale ? plain_anew(p, err) : ST_OK;

	if (!plain_goes_on(st, err))
		return st;
	return p->changes == seen ? ST_OK : person_reread(p->session, (*who)->id, p->arena, who, err);
}

/* One part after the other; what was written or taken back meanwhile is read anew before the next. */
static enum status parts_menu(struct plain *p, struct person *who, struct err *err)
{
	bool goes_on = true;
	enum status st = ST_OK;

	while (goes_on && st == ST_OK && plain_stays(p)) {
		unsigned seen = p->changes;
		size_t part = menu(p, "1 journey, 2 what is known, 3 asked again, 4 actions, 5 records, 6 consent and who has looked, "
			"7 write, star, lead, 8 services nearby, 9 a brief, 10 what is withheld, Enter to go back:", 10);

		st = part ? part_menu(p, who, part, err) : ST_OK;
		goes_on = part || p->is_stale;
		if (plain_goes_on(st, err))
			st = who_anew(p, &who, seen, err);
	}
	return st;
}

enum status person_menu(struct plain *p, int64_t id, struct err *err)
{
	struct person *who;
	bool is_open;
	enum status st = opening_menu(p, id, &is_open, err);

	if (is_open)
		st = person_open(p->session, id, p->arena, &who, err);
	if (!is_open || st != ST_OK)
		return st;
	p->last = who->id;
	say_header(p, who);
	import_under_way_say(p);
	return parts_menu(p, who, err);
}

/* One event ------------------------------------------------------------------ */

static void say_page(const struct page *page)
{
	for (size_t i = 0; i < page->part.n; i++) {
		const struct paragraph *part = &page->part.v[i];

		if (*part->text)
			say("%s%s%s", part->label ? part->label : "", part->label ? ": " : "", unmarked(part->text));
	}
}

static enum status event_act(struct plain *p, const struct person *who, const struct journey_row *row, size_t what,
	struct err *err)
{
	struct choice choice = choice_make(row->event.id, row->decision);

	switch (what) {
	case 1: return services_menu(p, who, row->event.id, err);
	case 2: return tell_menu(p, who, row->event.id, err);
	default: return ruling_menu(p, &choice, 1, err);
	}
}

enum status event_menu(struct plain *p, const struct person *who, int64_t event, struct err *err)
{
	struct app lines_of = {.session = p->session, .mask = p->mask}; /* the page wants no more */
	const struct journey_row *row = person_row(who, event);
	bool asks_again = row && (row->finding || row->together);
	struct page page = {0};
	size_t what;

	if (!row)
		return err_set(err, ST_NONE, "this event is not in force any more; look again");
	event_page_fill(&page, &lines_of, who, row, p->arena);
	say_page(&page);
	page_done(&page);
	what = menu(p, asks_again ? "1 services that fit, 2 tell the assessor, 3 decide, Enter to go back:"
		: "1 services that fit, Enter to go back:", asks_again ? 3 : 1);
	return what ? event_act(p, who, row, what, err) : ST_OK;
}
