#include "progress.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

#include "loop.h"

enum { BAR_MOST = 30, SPEED_AFTER_MS = 400 };

static volatile sig_atomic_t stop_asked;

static void ask_stop(int signal_number)
{
	(void)signal_number;
	stop_asked = 1;
}

static int width_of_terminal(void)
{
	struct winsize size;

	return !ioctl(STDERR_FILENO, TIOCGWINSZ, &size) && size.ws_col >= 20 ? size.ws_col : 80;
}

void progress_init(struct progress *p, bool as_lines)
{
	struct sigaction act;

	memset(&act, 0, sizeof act);
	act.sa_handler = ask_stop;
	sigemptyset(&act.sa_mask);
	*p = (struct progress){ .on_terminal = !as_lines && isatty(STDERR_FILENO),
		.as_lines = as_lines, .width = width_of_terminal() };
	if (as_lines)
		signal(SIGPIPE, SIG_IGN); /* who listened may leave before it is done */
	sigaction(SIGINT, &act, &p->before[0]);
	sigaction(SIGTERM, &act, &p->before[1]);
}

/* 2:05 min left */
static void left_text(int64_t seconds, char *out, size_t room)
{
	if (seconds < 60)
		snprintf(out, room, "%" PRId64 " s left", seconds);
	else
		snprintf(out, room, "%" PRId64 ":%02" PRId64 " min left", seconds / 60, seconds % 60);
}

static bool is_of_bytes(const char *doing)
{
	static const char *const BYTES[] = { "reading", "sorting out", "encrypting", "decrypting",
		"writing", "reading back", "unpacking" };

	for (size_t i = 0; i < sizeof BYTES / sizeof *BYTES; i++)
		if (!strcmp(doing, BYTES[i]))
			return true;
	return false;
}

void progress_line(const char *doing, int64_t from, int64_t done, int64_t total, int64_t ms,
	int width, char *out, size_t room)
{
	bool is_bytes = is_of_bytes(doing);
	double rate = ms > 0 ? (double)(done - from) * 1000 / (double)ms : 0;
	char speed[40] = "", left[40] = "", bar[BAR_MOST + 1] = "";
	int cells = width - 52;

	cells = cells > BAR_MOST ? BAR_MOST : cells;
	if (total <= 0) {
		snprintf(out, room, "%s ...", doing);
		return;
	}
	done = done > total ? total : done;
	if (rate > 0 && ms >= SPEED_AFTER_MS) {
		if (is_bytes)
			snprintf(speed, sizeof speed, "  %.1f MB/s", rate / 1e6);
		else
			snprintf(speed, sizeof speed, "  %.0f/s", rate);
		left_text((int64_t)((double)(total - done) / rate + 0.5), left, sizeof left);
	}
	for (int i = 0; i < cells; i++)
		bar[i] = i < (int)(done * cells / total) ? '#' : '-';
	snprintf(out, room, "%s %s%s%s%3d %%%s%s%s", doing, cells > 0 ? "[" : "", bar,
		cells > 0 ? "] " : "", (int)(done * 100 / total), speed, *left ? "  " : "", left);
}

bool progress_show(void *arg, const char *doing, int64_t done, int64_t total)
{
	struct progress *p = arg;
	char line[200];

	if (strncmp(p->doing, doing, sizeof p->doing - 1) != 0) {
		snprintf(p->doing, sizeof p->doing, "%s", doing);
		p->began_ms = loop_ms();
		p->from = done;
	}
	if (p->as_lines) {
		fprintf(stderr, "progress\t%s\t%" PRId64 "\t%" PRId64 "\n", doing, done, total);
		fflush(stderr);
	} else if (p->on_terminal) {
		progress_line(p->doing, p->from, done, total, loop_ms() - p->began_ms, p->width, line,
			sizeof line);
		fprintf(stderr, "\r\033[K%.*s", p->width - 1, line);
		fflush(stderr);
		p->is_shown = true;
	}
	return !stop_asked;
}

void progress_done(struct progress *p)
{
	if (p->is_shown)
		fputs("\r\033[K", stderr);
	p->is_shown = false;
	sigaction(SIGINT, &p->before[0], NULL);
	sigaction(SIGTERM, &p->before[1], NULL);
}
