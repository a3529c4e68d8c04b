/*
 * Taking in while a worker at a terminal goes on: its progress in sentences, its end told at
 * whatever prompt they are then, and its stop.  Where lines come from elsewhere nothing is
 * there to stop it, and it is waited for.
 */
#include <poll.h>
#include <string.h>
#include <unistd.h>

#include "ask.h"
#include "loop.h"
#include "plain/part.h"

enum { SAY_AFTER_MS = 5000, LOOK_MS = 250, LINE_CELLS = 60 };

void taking_say(const struct plain *p)
{
	char line[200];

	job_line(&p->taking, loop_ms(), LINE_CELLS, line, sizeof line);
	say("%s", line);
}

static void say_end(const struct job *j)
{
	const char *at = job_report(j);

	while (*at) {
		size_t length = strcspn(at, "\n");

		say("%.*s", (int)length, at);
		at += length + (at[length] == '\n');
	}
	if (!job_went_well(j))
		say("%s", j->said);
}

bool taking_is_on(const struct plain *p)
{
	return p->taking.state == JOB_RUNNING;
}

void taking_stop(struct plain *p)
{
	job_stop(&p->taking);
	say("It is told to stop.");
}

/* What the worker types while it is awaited; true: they go on meanwhile. */
static bool is_left(struct plain *p)
{
	char line[32];

	if (!ask_read(line, sizeof line)) {
		p->ended = true;
		return true;
	}
	if (strcmp(line, "s") == 0)
		taking_stop(p);
	else if (!*line && p->taking.deed != JOB_TRY)
		return true;
	else
		taking_say(p);
	return false;
}

/* True: it is over, and how is told. */
static bool await_end(struct plain *p)
{
	struct job *j = &p->taking;
	int64_t said = loop_ms();
	bool is_here = isatty(STDIN_FILENO), is_offered = false;

	while (j->state == JOB_RUNNING) {
		struct pollfd on[3] = {{.fd = j->out.fd, .events = POLLIN}, {.fd = j->err.fd, .events = POLLIN},
			{.fd = is_here ? STDIN_FILENO : -1, .events = POLLIN}};

		poll(on, 3, LOOK_MS);
		if (is_here && on[2].revents && is_left(p))
			return false;
		job_read(j, loop_ms());
		if (j->state != JOB_RUNNING || loop_ms() - said < (is_offered || !is_here ? SAY_AFTER_MS : LOOK_MS))
			continue;
		if (is_here && !is_offered)
			say("s stops it%s.", j->deed == JOB_TRY ? "" : ", Enter goes on meanwhile");
		is_offered = true;
		said = loop_ms();
		taking_say(p);
	}
	say_end(j);
	return true;
}

bool taking_run(struct plain *p, struct job_order order)
{
	struct err e = {0};
	bool went_well;

	order.program = "/proc/self/exe";
	order.store = session_store_path(p->session);
	order.worker = session_worker(p->session);
	order.today = session_today(p->session);
	order.mask = p->mask;
	if (job_start(&p->taking, &order, loop_ms(), &e) != ST_OK) {
		say("%s", e.text);
		return false;
	}
	if (!await_end(p)) {
		if (!p->ended)
			say("It goes on; its end is told. 6 shows how far it is, and stops it.");
		return false;
	}
	went_well = job_went_well(&p->taking);
	job_done(&p->taking);
	return went_well;
}

bool taking_heard(struct plain *p)
{
	if (!taking_is_on(p) || !job_read(&p->taking, loop_ms()) || taking_is_on(p))
		return false;
	say("%s", "");
	say(p->taking.deed == JOB_WITHDRAW ? "The import is taken back, or not:" : "The import is over:");
	say_end(&p->taking);
	job_done(&p->taking);
	p->changes++;
	return true;
}

void taking_left(struct plain *p)
{
	if (taking_is_on(p))
		say("%s goes on by itself; throughline imports tells when it is done.",
			p->taking.deed == JOB_WITHDRAW ? "Taking the import back" : "The import");
	job_done(&p->taking);
}
