/* Views as sentences: each list numbers its lines, each number opens one. */
#include "plain.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ask.h"
#include "asked.h"
#include "governance.h"
#include "mask.h"
#include "out/out.h"
#include "plain/part.h"
#include "search.h"
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
	char line[256];
	size_t n = 0;

	while (ask(p, prompt, line, sizeof line) && !ask_number_read(line, most, &n))
		say("A number from 1 to %zu, or q to go back.", most);
	return n;
}

size_t say_also(size_t number, bool is, const char *what)
{
	if (is)
		say("%zu. %s", number + 1, what);
	return number + is;
}

/* "1,3-5"; 0 where that is not what was typed. */
static size_t several_read(const char *line, size_t most, size_t *picked)
{
	size_t n = 0;

	while (*line) {
		char *end;
		unsigned long from = strtoul(line, &end, 10), to = from;

		if (*end == '-')
			to = strtoul(end + 1, &end, 10);
		if (from < 1 || to < from || to > most || (*end && *end != ',') || n + (to - from) >= most)
			return 0;
		while (from <= to)
			picked[n++] = from++;
		line = end + strspn(end, ", ");
	}
	return n;
}

size_t choose_several(struct plain *p, const char *prompt, size_t most, size_t *picked)
{
	char line[200];
	size_t n = 0;

	while (!n) {
		if (!ask(p, prompt, line, sizeof line))
			return 0;
		if (!*line || !strcmp(line, "q"))
			return 0;
		n = several_read(line, most, picked);
		if (!n)
			say("Numbers from 1 to %zu, as 2 or 1,3-5, or q to go back.", most);
	}
	return n;
}

static enum status back_or_again(struct plain *p, bool redo, struct err *err)
{
	struct undone what;
	enum status st = (redo ? decision_redo : decision_undo)(p->session, p->arena, &what, err);

	if (st == ST_OK)
		say("%s: %s.", redo ? "Brought back" : what.stays ? "Not taken back" : "Undone", undone_told(&what, p->mask, p->arena));
	return st;
}

/* The one whom the worker opened last. */
static enum status last_menu(struct plain *p, struct err *err)
{
	if (p->last)
		return person_menu(p, p->last, err);
	say("You have opened nobody yet.");
	return ST_OK;
}

/* Texts left in the dashboard's forms wait there. */
static enum status say_drafts(struct plain *p, struct err *err)
{
	struct draft *d;
	size_t n = 0;
	enum status st = drafts_list(p->session, p->arena, &d, &n, err);

	for (size_t i = 0; st == ST_OK && i < n; i++)
		say("Left unfinished in the dashboard: %s %s about %s, %.10s.", strchr("aeiou", d[i].form[0]) ? "an" : "a", d[i].form, mask_text(p->mask, p->arena, d[i].called),
			d[i].at);
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

/* The first menu: each keeps its number, whoever looks. */
static enum status undo_menu(struct plain *p, struct err *err)
{
	return back_or_again(p, false, err);
}

static enum status redo_menu(struct plain *p, struct err *err)
{
	return back_or_again(p, true, err);
}

static enum status all_asked_menu(struct plain *p, struct err *err)
{
	return asked_menu(p, 0, err);
}

static enum status all_links_menu(struct plain *p, struct err *err)
{
	return links_menu(p, 0, err);
}

static enum status away_menu(struct plain *p, struct err *err)
{
	(void)err;
	put_away(p, true);
	return ST_OK;
}

static enum status day_menu(struct plain *p, struct err *err)
{
	return today_menu(p, false, err);
}

static enum status my_day_menu(struct plain *p, struct err *err)
{
	return today_menu(p, true, err);
}

static const struct { const char *name; enum may needs; enum status (*menu)(struct plain *, struct err *); } MENU[] = {
	{"today", MAY_TODAY, day_menu}, {"people", MAY_PEOPLE, people_menu}, {"asked again", MAY_PEOPLE, all_asked_menu},
	{"links", MAY_LINK, all_links_menu}, {"undo", MAY_WRITE, undo_menu}, {"imports", MAY_FEEDS, imports_menu},
	{"the board", MAY_FIGURES, board_menu}, {"redo", MAY_WRITE, redo_menu}, {"the last person", MAY_PEOPLE, last_menu},
	{"put away", MAY_COME_IN, away_menu}, {"what is new", MAY_PEOPLE, since_menu}, {"today of my list", MAY_TODAY, my_day_menu},
};
enum { MENU_COUNT = sizeof MENU / sizeof *MENU };

static void menu_prompt(const struct plain *p, char *out, size_t room)
{
	size_t used = 0;

	for (size_t i = 0; i < MENU_COUNT; i++)
		if (session_may(p->session, MENU[i].needs) && used < room)
			used += (size_t)snprintf(out + used, room - used, "%zu %s, ", i + 1, MENU[i].name);
	if (used < room)
		snprintf(out + used, room - used, "Enter or q to leave:");
}

/* One thing from the first menu; false: the worker leaves. */
static bool menu_once(struct plain *p, enum status *st, struct err *err)
{
	char prompt[300];
	size_t which;

	menu_prompt(p, prompt, sizeof prompt);
	which = choose(p, prompt, MENU_COUNT);
	if (!which)
		return false;
	*st = session_require(p->session, MENU[which - 1].needs, MENU[which - 1].name, err);
	if (*st == ST_OK)
		*st = MENU[which - 1].menu(p, err);
	return true;
}

enum status plain_run(struct session *session, bool mask, bool is_remote, struct err *err)
{
	struct plain p = { .session = session, .mask = mask, .is_remote = is_remote, .arena = arena_new() };
	char today[12];
	enum status st = ST_OK;
	int64_t opened[2];
	bool on = true;
	int minutes;

	if (!p.arena)
		return err_nomem(err);
	if (session_lock_minutes(session, &minutes, err) == ST_OK)
		p.rest_ms = minutes * 60000;
	civil_short(session_today(session), today);
	say("Throughline, %s%s.", today, session_is_demo(session) ? ", a made-up locality" : "");
	import_left_finish(&p);
	if (people_opened_last(session, opened, err) == ST_OK)
		p.last = opened[0];
	st = say_drafts(&p, err);
	while (on && st == ST_OK && !p.ended) {
		arena_reset(p.arena);
		on = menu_once(&p, &st, err);
		if (goes_on(st, err))
			st = ST_OK;
		else
			on = false;
	}
	if (p.ended)
		printf("\nNothing more is typed, so this ends; what was not finished is not written.\n");
	arena_free(p.arena);
	err->text[0] = '\0'; /* said already */
	return st;
}
