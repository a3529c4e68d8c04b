#include "progress.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static volatile sig_atomic_t stop_asked;

static void ask_stop(int signal_number)
{
	(void)signal_number;
	stop_asked = 1;
}

void progress_init(struct progress *p)
{
	struct sigaction act;

	memset(&act, 0, sizeof act);
	act.sa_handler = ask_stop;
	sigemptyset(&act.sa_mask);
	*p = (struct progress){ .on_terminal = isatty(STDERR_FILENO) };
	sigaction(SIGINT, &act, &p->before[0]);
	sigaction(SIGTERM, &act, &p->before[1]);
}

bool progress_show(void *arg, const char *doing, int64_t done, int64_t total)
{
	struct progress *p = arg;

	if (p->on_terminal && total > 0)
		fprintf(stderr, "\r\033[K%s: %" PRId64 " of %" PRId64 " (%d %%)", doing, done,
			total, (int)(done * 100 / total));
	else if (p->on_terminal)
		fprintf(stderr, "\r\033[K%s: %" PRId64, doing, done);
	p->is_shown = p->on_terminal;
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
