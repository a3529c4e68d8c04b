/* Views as sentences: each list numbers its lines, each number opens one. */
#include "plain.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "ask.h"
#include "asked.h"
#include "governance.h"
#include "out/out.h"
#include "plain/part.h"
#include "search.h"

void say(const char *format, ...)
{
	char line[2048];
	int width = ask_width();
	va_list args;

	va_start(args, format);
	vsnprintf(line, sizeof line, format, args);
	va_end(args);
	if (width)
		out_paragraph(stdout, line, 0, width);
	else
		out_line(stdout, line);
}

const char *unmarked(const char *text)
{
	static const char *const MARKS[] = {"= ", "+ ", "- ", "-> ", "! "};

	for (size_t i = 0; i < sizeof MARKS / sizeof *MARKS; i++)
		if (strncmp(text, MARKS[i], strlen(MARKS[i])) == 0)
			return text + strlen(MARKS[i]);
	return text;
}

size_t choose(struct plain *p, const char *prompt, size_t most)
{
	char line[256];
	size_t n = 0;

	while (ask(p, prompt, line, sizeof line) && !ask_number_read(line, most, &n))
		say("A number from 1 to %zu, or q to go back.", most);
	return n;
}

bool menu_leaves(struct plain *p, const char *line)
{
	p->goes_first |= strcmp(line, "0") == 0;
	p->takes_back |= strcmp(line, "u") == 0;
	p->is_stale |= p->takes_back;
	return !plain_stays(p);
}

size_t menu(struct plain *p, const char *prompt, size_t most)
{
	char line[256];
	size_t n = 0;

	while (ask(p, prompt, line, sizeof line) && !menu_leaves(p, line) && !ask_number_read(line, most, &n))
		say("A number from 1 to %zu; q goes back, 0 to the first menu, u takes back what you did last.", most);
	return n;
}

bool plain_stays(const struct plain *p)
{
	return !p->ended && !p->goes_first && !p->is_stale;
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
		if (!*line || !strcmp(line, "q") || menu_leaves(p, line))
			return 0;
		n = several_read(line, most, picked);
		if (!n)
			say("Numbers from 1 to %zu, as 2 or 1,3-5; q goes back, 0 to the first menu, u takes back what you did last.", most);
	}
	return n;
}

static enum status back_or_again(struct plain *p, bool redo, struct err *err)
{
	struct undone what;
	enum status st = session_require(p->session, MAY_WRITE, redo ? "redo" : "undo", err);

	if (st == ST_OK)
		st = (redo ? decision_redo : decision_undo)(p->session, p->arena, &what, err);
	if (st == ST_OK)
		say("%s: %s.", undone_head(&what), undone_told(&what, p->mask, p->arena));
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

bool plain_goes_on(enum status st, const struct err *err)
{
	if (st == ST_OK)
		return true;
	if (st != ST_NONE && st != ST_USAGE && st != ST_DENIED && st != ST_BUSY)
		return false;
	say("%s", err->text);
	return true;
}

enum status plain_anew(struct plain *p, struct err *err)
{
	bool takes_back = p->takes_back;

	p->is_stale = p->takes_back = false;
	p->changes++;
	return takes_back ? back_or_again(p, false, err) : ST_OK;
}

/* The first menu: the views have the dashboard's numbers, whoever looks; what is done has a letter, and its name. */
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

static const struct { const char *key, *name; enum may needs; enum status (*menu)(struct plain *, struct err *); } MENU[] = {
	{"1", "today", MAY_TODAY, day_menu}, {"2", "people", MAY_PEOPLE, people_menu},
	{"3", "asked again", MAY_PEOPLE, all_asked_menu},
	{"4", "links", MAY_LINK, all_links_menu}, {"5", "the board", MAY_FIGURES, board_menu},
	{"6", "imports", MAY_FEEDS, imports_menu},
	{"m", "today of my list", MAY_TODAY, my_day_menu}, {"w", "what is new", MAY_PEOPLE, since_menu},
	{"z", "the last person", MAY_PEOPLE, last_menu}, {"u", "undo", MAY_WRITE, undo_menu}, {"r", "redo", MAY_WRITE, redo_menu},
	{"d", "what was left unfinished", MAY_WRITE, drafts_menu}, {"x", "put away", MAY_COME_IN, away_menu},
};
enum { MENU_COUNT = sizeof MENU / sizeof *MENU };

static bool is_offered(const struct plain *p, size_t at)
{
	return session_may(p->session, MENU[at].needs) && (MENU[at].menu != drafts_menu || p->has_drafts);
}

static void menu_prompt(const struct plain *p, char *out, size_t room)
{
	size_t used = 0;

	for (size_t i = 0; i < MENU_COUNT; i++)
		if (is_offered(p, i) && used < room)
			used += (size_t)snprintf(out + used, room - used, "%s %s, ", MENU[i].key, MENU[i].name);
	if (used < room)
		snprintf(out + used, room - used, "Enter or q to leave:");
}

/* MENU_COUNT where it is none of them. */
static size_t menu_find(const char *line)
{
	size_t at = 0;

	while (at < MENU_COUNT && strcasecmp(MENU[at].key, line) != 0 && strcasecmp(MENU[at].name, line) != 0)
		at++;
	return at;
}

/* One thing from the first menu; false: the worker leaves. */
static bool menu_once(struct plain *p, enum status *st, struct err *err)
{
	char prompt[300], line[256];
	size_t which = MENU_COUNT;

	menu_prompt(p, prompt, sizeof prompt);
	while (which == MENU_COUNT) {
		if (!ask(p, prompt, line, sizeof line) || !*line || strcmp(line, "q") == 0)
			return false;
		which = menu_find(line);
		if (which == MENU_COUNT && strcmp(line, "0") != 0)
			say("A number from 1 to 6 or one of the letters, or q to leave.");
	}
	*st = session_require(p->session, MENU[which].needs, MENU[which].name, err);
	if (*st == ST_OK)
		*st = MENU[which].menu(p, err);
	if (*st == ST_OK && p->is_stale)
		*st = plain_anew(p, err);
	p->goes_first = p->is_stale = p->takes_back = false;
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
	say("Type a number or a letter, then Enter. Enter alone goes back; 0 comes back to the first menu, u takes back what "
		"you did last.");
	import_left_finish(&p);
	if (people_opened_last(session, opened, err) == ST_OK)
		p.last = opened[0];
	st = drafts_say(&p, err);
	while (on && st == ST_OK && !p.ended) {
		arena_reset(p.arena);
		on = menu_once(&p, &st, err);
		if (plain_goes_on(st, err))
			st = ST_OK;
		else
			say("%s", err->text);
	}
	taking_left(&p);
	if (p.ended)
		printf("\nNothing more is typed, so this ends; what was not finished is not written.\n");
	arena_free(p.arena);
	err->text[0] = '\0'; /* said already */
	return st;
}
