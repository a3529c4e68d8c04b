#include "nav.h"

struct screen *nav_top(const struct nav *nav)
{
	return nav->n ? nav->way[nav->n - 1] : NULL;
}

static struct screen *take(struct nav *nav, size_t i)
{
	struct screen *s = nav->way[i];

	nav->n--;
	for (size_t at = i; at < nav->n; at++)
		nav->way[at] = nav->way[at + 1];
	return s;
}

void nav_push(struct nav *nav, struct screen *s)
{
	if (nav->n == NAV_DEPTH)
		screen_close(take(nav, 0));
	nav->way[nav->n++] = s;
}

bool nav_raise(struct nav *nav, const struct screen_class *class)
{
	for (size_t i = 0; i < nav->n; i++)
		if (nav->way[i]->class == class) {
			nav_push(nav, take(nav, i));
			return true;
		}
	return false;
}

bool nav_pop(struct nav *nav)
{
	if (nav->n < 2)
		return false;
	screen_close(take(nav, nav->n - 1));
	return true;
}

void nav_done(struct nav *nav)
{
	while (nav->n)
		screen_close(take(nav, nav->n - 1));
}
