/* What a worker writes about a person, asked for line by line; their actions. */
#include "writing.h"

#include <stdio.h>
#include <string.h>

#include "directory.h"
#include "governance.h"
#include "journey.h"
#include "lead.h"
#include "plain/part.h"
#include "widgets/list.h"

struct asking {
	struct plain *plain;
	const struct person *who;
	struct writing w;
	char text[WRITING_MOST + 2], on[80];
};

enum status agency_choose(struct plain *p, int64_t person, const char *prompt, const struct agency **out, struct err *err)
{
	const struct agency **agency;
	size_t n = 0, chosen;
	enum status st = agencies_known(p->session, person, p->arena, &agency, &n, err);

	*out = NULL;
	if (st != ST_OK || !n)
		return st;
	for (size_t i = 0; i < n; i++)
		say("%zu. %s", i + 1, agency_shown(agency[i]));
	chosen = choose(p, prompt, n);
	*out = chosen ? agency[chosen - 1] : NULL;
	return ST_OK;
}

/* Whose record, where nothing says whose worker it is. */
static enum status ask_agency(struct asking *a, bool *is_chosen, struct err *err)
{
	const struct agency *agency = NULL;
	enum status st = ST_OK;

	*is_chosen = session_own_agency(a->plain->session) != NULL;
	if (!*is_chosen)
		st = agency_choose(a->plain, a->who->id, "For which agency? Enter to leave it:", &agency, err);
	if (agency) {
		a->w.agency = agency->code;
		*is_chosen = true;
	}
	return st;
}

static bool ask_on(struct asking *a, const char *prompt)
{
	if (!ask_day(a->plain, prompt, a->on))
		return false;
	a->w.on = *a->on ? a->on : NULL;
	return true;
}

/* False also where no day is given the second time: it is left. */
static bool ask_some_day(struct asking *a, const char *prompt)
{
	if (!ask_on(a, prompt))
		return false;
	if (!a->w.on && !ask_on(a, "It needs a day, as in 5 Dec or +7; Enter leaves it:"))
		return false;
	return a->w.on != NULL;
}

static bool ask_text(struct asking *a, const char *prompt)
{
	a->w.text = a->text;
	return ask_words(a->plain, a->who->id, prompt, a->text, sizeof a->text);
}

static bool ask_change(struct asking *a)
{
	const struct catalogue *c = session_catalogue(a->plain->session);
	const char *code, *name;
	domains_t resets;
	size_t n = 0, chosen;

	for (; catalogue_change_at(c, n, &code, &name, &resets); n++)
		say("%zu. %s", n + 1, name);
	chosen = choose(a->plain, "What has changed? Enter to leave it:", n);
	return chosen && catalogue_change_at(c, chosen - 1, &a->w.code, &name, &resets);
}

/* By its code or the start of its name; several are listed. */
static bool ask_type(struct asking *a)
{
	const struct catalogue *c = session_catalogue(a->plain->session);
	char typed[80];
	size_t n = catalogue_instrument_count(c), found = 0;

	while (ask(a->plain, "Which assessment? Its code, or words of its name; Enter to leave it:", typed, sizeof typed) &&
		*typed) {
		int i = catalogue_instrument_find(c, typed);

		for (size_t k = found = 0; i < 0 && k < n; k++)
			if (words_match(typed, CIVIL_NONE, catalogue_instrument(c, (int)k)->name)) {
				say("%s: %s", catalogue_instrument(c, (int)k)->code, catalogue_instrument(c, (int)k)->name);
				found++;
			}
		if (i >= 0) {
			a->w.instrument = catalogue_instrument(c, i)->code;
			return true;
		}
		if (!found)
			say("None is called so.");
	}
	return false;
}

static enum status say_check(struct asking *a, struct err *err)
{
	struct plan_check check;
	enum status st = plan_check(a->plain->session, a->who, &a->w, a->plain->arena, &check, err);
	char died[12];

	if (st != ST_OK)
		return st;
	civil_short(check.death.day, died);
	if (check.death.has_died)
		say(*died ? "This person has died (%s)." : "This person has died.", died);
	for (size_t i = 0; i < check.known_n; i++)
		say("%s.", check.known[i].sentence);
	if (check.together)
		say("%s.", check.together);
	if (check.known_n && *check.remains)
		say("Remains to be asked: %s.", check.remains);
	return ST_OK;
}

static enum status write_it(struct asking *a, struct err *err)
{
	struct written out;
	char names[600];
	enum status st = words_taken(a->plain, writing_put(a->plain->session, &a->w, a->plain->arena, &out, err));

	if (st != ST_OK)
		return st;
	a->plain->is_stale = true;
	say("Written: %s, for %s%s. u takes it back.", out.title,
		agency_called(a->plain->session, out.agency),
		out.makes_record ? ", on a record made here" : "");
	catalogue_domains_name(session_catalogue(a->plain->session), out.resets, names, sizeof names);
	if (out.resets)
		say("What was known before about %s has to be asked anew.", names);
	return ST_OK;
}

/* Something that the worker or an agency is to do; `what` NULL: it is asked for. */
static enum status action_ask(struct plain *p, const struct person *who, const char *what, struct err *err)
{
	struct asking a = { .plain = p, .who = who };
	const struct agency *agency = NULL;
	enum status st;

	if (what)
		snprintf(a.text, sizeof a.text, "%s", what);
	else if (!ask_text(&a, "What is to be done?") || !*a.text)
		return ST_OK;
	if (!ask_some_day(&a, "By which day? (5 Dec, tomorrow, +7)"))
		return ST_OK;
	st = agency_choose(p, who->id, "Which agency does it? Enter for yourself:", &agency, err);
	if (st == ST_OK)
		st = words_taken(p, action_give(p->session, who->id, agency ? agency->id : 0, a.text, a.on, err));
	p->is_stale = st == ST_OK;
	if (st == ST_OK)
		say("Kept. u takes it back.");
	return st;
}

enum status refer_menu(struct plain *p, const struct person *who, const struct service *service, struct err *err)
{
	const char *what = service_referral(service, p->arena);

	if (!what)
		return err_nomem(err);
	return menu(p, "1 keeps an action, to refer them there, Enter to go back:", 1) ? action_ask(p, who, what, err) : ST_OK;
}

enum status actions_menu(struct plain *p, const struct person *who, struct err *err)
{
	struct action_line *line;
	size_t n, chosen;
	enum status st = actions_of(p->session, who->id, p->arena, &line, &n, err);

	for (size_t i = 0; i < n && st == ST_OK; i++) {
		char by[12];

		civil_short(line[i].by, by);
		say("%zu. %s %s: %s", i + 1, line[i].is_done ? "Done; by" : "By", by,
			p->mask ? "(masked)" : line[i].what);
	}
	if (st != ST_OK)
		return st;
	if (!n)
		say("Nothing is to be done.");
	say_also(n, true, "Keep another.");
	chosen = menu(p, "Which one is done? Enter to go back:", n + 1);
	if (!chosen)
		return ST_OK;
	if (chosen > n)
		return action_ask(p, who, NULL, err);
	st = action_done(p->session, line[chosen - 1].id, err);
	p->is_stale = st == ST_OK;
	if (st == ST_OK)
		say("Done. u takes it back.");
	return st;
}

enum status tell_menu(struct plain *p, const struct person *who, int64_t event, struct err *err)
{
	struct telling t;
	char by[11];
	enum status st = tell_make(p->session, who, event, p->arena, &t, err);

	if (st != ST_OK)
		return st;
	civil_iso(t.by, by);
	say("To tell %s: %s", agency_called(p->session, t.agency), t.text);
	switch (menu(p, "1 keep it as an action, 2 it has been told, Enter to leave it:", 2)) {
	case 1:
		st = action_keep(p->session, who->id, event, t.text, by, false, err);
		break;
	case 2:
		st = action_keep(p->session, who->id, event, t.text, by, true, err);
		break;
	default:
		return ST_OK;
	}
	p->is_stale = true;
	if (st == ST_OK)
		say("Kept. u takes it back.");
	return st;
}

/* An empty answer leaves it: nobody is handed over by mistake. */
static enum status lead_menu(struct plain *p, const struct person *who, struct err *err)
{
	struct asking a = { .plain = p, .who = who };
	struct handover h = { .person = who->id, .seen = who->lead_seen };
	enum status st;

	say("%s leads%s.", who->lead && *who->lead ? who->lead : "Nobody", !who->lead ? " yet"
		: *who->lead ? "" : "; somebody is wanted");
	switch (choose(p, "1 I lead, 2 another worker, 3 nobody: somebody is wanted, Enter to leave it:", 3)) {
	case 1:
		h.to = NULL;
		break;
	case 2:
		if (!ask(a.plain, "Which worker?", a.on, sizeof a.on) || !*a.on)
			return ST_OK;
		h.to = a.on;
		break;
	case 3:
		h.to = "";
		break;
	default:
		return ST_OK;
	}
	if (!ask_text(&a, "With which words? Enter for none:"))
		return ST_OK;
	h.note = a.text;
	st = words_taken(p, lead_hand(p->session, &h, err));
	p->is_stale = st == ST_OK;
	if (st == ST_OK)
		say("Handed over. u takes it back.");
	return st;
}

enum status writing_menu(struct plain *p, const struct person *who, struct err *err)
{
	static const enum event_kind KINDS[] = { EV_NOTE, EV_CONTACT, EV_CONCERN, EV_VIEW, EV_CHANGE, EV_ASSESSMENT };
	struct asking a = { .plain = p, .who = who, .w = { .person = who->id } };
	size_t n = menu(p, "1 note, 2 contact, 3 concern, 4 their own words, 5 change, 6 plan an assessment, "
		"7 star or no longer, 8 who leads, Enter to go back:", 8);
	bool is_on, ok;
	enum status st = ST_OK;

	if (!n)
		return ST_OK;
	if (n == 8)
		return lead_menu(p, who, err);
	if (n == 7) {
		st = star_turn(p->session, who->id, &is_on, err);
		if (st == ST_OK)
			say(is_on ? "Starred. u takes it back." : "No longer starred. u takes it back.");
		p->is_stale = true;
		return st;
	}
	a.w.kind = KINDS[n - 1];
	ok = a.w.kind == EV_CHANGE ? ask_change(&a) : a.w.kind != EV_ASSESSMENT || ask_type(&a);
	st = ok ? ask_agency(&a, &ok, err) : ST_OK;
	ok = ok && (a.w.kind == EV_ASSESSMENT ? ask_some_day(&a, "On which day? (5 Dec, tomorrow, +7)")
		: ask_on(&a, "On which day? (14 Nov, yesterday; Enter for today)"));
	if (ok && a.w.kind == EV_ASSESSMENT) {
		st = say_check(&a, err);
		ok = st == ST_OK && choose(p, "1 plan it, Enter to leave it:", 1) == 1;
	} else if (ok) {
		ok = ask_text(&a, a.w.kind == EV_CHANGE ? "In your words (Enter for none):" : "The text:") &&
			(*a.text || a.w.kind == EV_CHANGE);
	}
	return ok ? write_it(&a, err) : st;
}
