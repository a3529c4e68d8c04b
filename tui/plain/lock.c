/* A terminal left alone: erased, and the worker's word awaited, as the dashboard does it. */
#include <stdio.h>
#include <string.h>

#include "ask.h"
#include "canvas_curses.h"
#include "plain/part.h"

enum { MINUTE_MS = 60000 };

bool put_away(struct plain *p, bool was_asked_for)
{
	char line[32];
	struct err e = {0};

	canvas_curses_wipe();
	if (was_asked_for)
		say("Put away.");
	else
		say("Put away: nothing was typed for %d minute%s.", p->rest_ms / MINUTE_MS, p->rest_ms / MINUTE_MS == 1 ? "" : "s");
	say("This is the session of %s.", session_worker(p->session));
	while (ask_line("Enter: it is me. q: leave.", line, sizeof line)) {
		if (strcmp(line, "q") == 0)
			break;
		if (session_back(p->session, &e) == ST_OK)
			return true;
		say("%s", e.text);
	}
	p->ended = true;
	return false;
}

/* Nothing is typed for as long as that; what is under way is heard meanwhile. */
static bool is_left_alone(struct plain *p, const char *prompt)
{
	enum { HEAR_MS = 250 };
	int rested = 0;

	while (!p->rest_ms || rested < p->rest_ms) {
		int piece = taking_is_on(p) ? HEAR_MS : p->rest_ms - rested;

		if (!piece || !ask_rests(piece))
			return false;
		rested += p->rest_ms ? piece : 0;
		if (taking_heard(p))
			ask_prompt(prompt);
	}
	return true;
}

bool ask(struct plain *p, const char *prompt, char *line, size_t room)
{
	ask_prompt(prompt);
	while (is_left_alone(p, prompt)) {
		if (!put_away(p, false))
			return false;
		ask_prompt(prompt);
	}
	if (ask_read(line, room))
		return true;
	p->ended = true;
	return false;
}
