#include "care/pace.h"

#include <time.h>

enum {
	HELD_MS = 25,   /* a transaction with its end; the rest of fifty is for what nobody foresees */
	MOST_MS = 20,
	FIRST_MS = 12,
	LEAST_MS = 2,
	WAITED_MS = 12, /* what it spends where somebody waits from the beginning */
	ASK_MS = 1,     /* how often it asks whether somebody waits */
};
/* What was dear a moment ago may be so again: it is forgotten by and by. */
static const double FADING = 0.8;

static double now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static double faded(double before, double now)
{
	return now > before * FADING ? now : before * FADING;
}

struct pace pace_new(const struct store *store)
{
	return (struct pace){.store = store, .most = FIRST_MS};
}

void pace_begin(struct pace *p)
{
	p->began = p->asked = p->last = now_ms();
	p->longest = 0;
	p->is_waited_for = false;
}

double pace_late(struct pace *p)
{
	double now = now_ms();

	if (now - p->last > p->longest)
		p->longest = now - p->last;
	p->last = now;
	if (!p->is_waited_for && now - p->asked >= ASK_MS) {
		p->is_waited_for = store_is_waited_for(p->store);
		p->asked = now;
	}
	return now - p->began - (p->is_waited_for && p->most > WAITED_MS ? WAITED_MS : p->most);
}

bool pace_is_late(void *pace)
{
	return pace_late(pace) >= 0;
}

void pace_end(struct pace *p)
{
	p->end = now_ms();
}

void pace_learn(struct pace *p)
{
	double spent = p->end - p->began, next;

	p->share = faded(p->share, (now_ms() - p->end) / (spent > 1 ? spent : 1));
	p->step = faded(p->step, p->longest);
	next = (HELD_MS - p->step) / (1 + p->share);
	if (p->is_waited_for && next > p->most) /* it says little of longer ones */
		return;
	if (next > p->most * 2)
		next = p->most * 2;
	p->most = next < LEAST_MS ? LEAST_MS : next > MOST_MS ? MOST_MS : next;
}
