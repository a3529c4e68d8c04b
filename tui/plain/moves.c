/* A record that came with another postcode than before, and what a worker says of it. */
#include "moves.h"
#include "plain/part.h"
#include "today.h"
#include "writing.h"

static enum status moved_say(struct plain *p, enum status st, const struct written *out, const char *what)
{
	char day[12];

	if (st != ST_OK)
		return st;
	p->is_stale = true;
	civil_short(out->on, day);
	say("Written: %s, on %s, for %s. u takes it back.", what, day,
		agency_called(p->session, out->agency));
	return ST_OK;
}

static enum status moved_ask(struct plain *p, const struct today_line *l, struct err *err)
{
	struct written out;
	char on[11];

	if (!ask_day(p, "Since which day? Enter for the day on which it came in:", on))
		return ST_OK;
	return moved_say(p, move_taken(p->session, l->record, *on ? on : NULL, p->arena, &out, err), &out, "moved home");
}

enum status moved_menu(struct plain *p, const struct today_line *l, struct err *err)
{
	struct written out;
	bool is_open = false;
	enum status st;

	say("If they moved, what was known about their home has to be asked anew.");
	switch (menu(p, "1 they moved, 2 only the address was put right, 3 the person, Enter to go back:", 3)) {
	case 1:
		st = opening_menu(p, l->person, &is_open, err);
		return is_open ? moved_ask(p, l, err) : st;
	case 2:
		st = opening_menu(p, l->person, &is_open, err);
		return !is_open ? st : moved_say(p, move_corrected(p->session, l->record, p->arena, &out, err), &out, "a correction");
	case 3:
		return person_menu(p, l->person, err);
	default:
		return ST_OK;
	}
}
