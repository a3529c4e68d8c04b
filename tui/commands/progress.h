/*
 * progress.h - a line of progress on a terminal's standard error, by the clock;
 * silent where that is no terminal.  Ctrl-C asks the work to stop.
 */
#ifndef THROUGHLINE_TUI_PROGRESS_H
#define THROUGHLINE_TUI_PROGRESS_H

#include <signal.h>
#include <stdbool.h>
#include <stdint.h>

struct progress {
	bool is_shown, on_terminal;
	struct sigaction before[2]; /* what Ctrl-C and a termination did otherwise */
};

void progress_init(struct progress *);
bool progress_show(void *progress, const char *doing, int64_t done, int64_t total); /* false: stop */
void progress_done(struct progress *);

#endif
