#include "nav.h"

#include <string.h>

struct screen *nav_top(const struct nav *nav)
{
	return nav->n ? nav->way[nav->n - 1] : NULL;
}

struct screen *nav_next(const struct nav *nav)
{
	return nav->ahead_n ? nav->ahead[nav->ahead_n - 1] : NULL;
}

/* Takes a screen out of either. */
static struct screen *take(struct screen **from, size_t *n, size_t i)
{
	struct screen *s = from[i];

	(*n)--;
	memmove(from + i, from + i + 1, (*n - i) * sizeof *from);
	return s;
}

static void forget_ahead(struct nav *nav)
{
	while (nav->ahead_n)
		screen_close(nav->ahead[--nav->ahead_n]);
}

static void put_on_top(struct nav *nav, struct screen *s)
{
	if (nav->n == NAV_DEPTH)
		screen_close(take(nav->way, &nav->n, 0));
	nav->way[nav->n++] = s;
}

void nav_push(struct nav *nav, struct screen *s)
{
	forget_ahead(nav);
	put_on_top(nav, s);
}

/* The newest of them; n where there is none. */
static size_t find(struct screen *const *in, size_t n, const struct screen_class *class, int64_t person)
{
	for (size_t i = n; i-- > 0;)
		if (in[i]->class == class && (!person || in[i]->person == person))
			return i;
	return n;
}

bool nav_holds(const struct nav *nav, const struct screen_class *class, int64_t person)
{
	return find(nav->way, nav->n, class, person) < nav->n ||
		find(nav->ahead, nav->ahead_n, class, person) < nav->ahead_n;
}

bool nav_raise(struct nav *nav, const struct screen_class *class, int64_t person)
{
	size_t way = find(nav->way, nav->n, class, person), ahead = find(nav->ahead, nav->ahead_n, class, person);

	if (way < nav->n)
		nav_push(nav, take(nav->way, &nav->n, way));
	else if (ahead < nav->ahead_n)
		nav_push(nav, take(nav->ahead, &nav->ahead_n, ahead));
	else
		return false;
	return true;
}

bool nav_pop(struct nav *nav)
{
	struct screen *s;

	if (nav->n < 2)
		return false;
	s = take(nav->way, &nav->n, nav->n - 1);
	if (s->class->is_form) {
		screen_close(s);
		return true;
	}
	if (nav->ahead_n == NAV_AHEAD)
		screen_close(take(nav->ahead, &nav->ahead_n, 0));
	nav->ahead[nav->ahead_n++] = s;
	return true;
}

void nav_forward(struct nav *nav)
{
	put_on_top(nav, take(nav->ahead, &nav->ahead_n, nav->ahead_n - 1));
}

void nav_done(struct nav *nav)
{
	forget_ahead(nav);
	while (nav->n)
		screen_close(take(nav->way, &nav->n, nav->n - 1));
}
