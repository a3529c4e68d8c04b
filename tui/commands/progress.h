/*
 * progress.h - a line of progress on a terminal's standard error: a bar, how fast
 * it goes and how long it will take; erased at the end, silent where that is no
 * terminal.  Ctrl-C asks the work to stop.
 */
#ifndef THROUGHLINE_TUI_PROGRESS_H
#define THROUGHLINE_TUI_PROGRESS_H

#include <signal.h>
#include <stdbool.h>
#include <stdint.h>

struct progress {
	bool is_shown, on_terminal;
	bool as_lines;              /* for a program: "progress", what, done, total, between tabs */
	int width;
	char doing[64];             /* what it is about, and since when and where from */
	int64_t began_ms, from;
	struct sigaction before[2]; /* what Ctrl-C and a termination did otherwise */
};

void progress_init(struct progress *, bool as_lines);
/* What is read is counted in bytes, all else in rows.  false: stop. */
bool progress_show(void *progress, const char *doing, int64_t done, int64_t total);
void progress_done(struct progress *);

/* The line at a moment, `ms` after what is being done began at `from`. */
void progress_line(const char *doing, int64_t from, int64_t done, int64_t total, int64_t ms, int width,
	char *out, size_t room);

#endif
