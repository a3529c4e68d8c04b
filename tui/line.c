#include "line.h"

enum {
	SLOW_MS = 1000,    /* an answer that took so long */
	QUICK_MS = 250,
	QUICK_TIMES = 8,   /* in a row, after large frames, until a slow line counts as mended */
	MUCH_CELLS = 400,
	MUTE_MS = 3000,    /* no answer comes any more */
	MUTE_TIMES = 2,
	AGAIN_MS = 15000   /* between two questions while the line is good */
};

void line_init(struct line *l, bool is_slow, bool can_ask)
{
	*l = (struct line){.can_ask = can_ask, .is_told = is_slow, .is_slow = is_slow};
}

bool line_wants_asking(const struct line *l, int64_t now)
{
	return l->can_ask && !l->asked && (l->is_slow || now >= l->again);
}

void line_asked(struct line *l, int cells, int64_t now)
{
	l->is_much = cells >= MUCH_CELLS;
	l->asked = now;
	l->again = now + AGAIN_MS;
}

bool line_answered(struct line *l, int64_t now)
{
	int64_t took = now - l->asked;
	bool was_slow = l->is_slow;

	if (!l->asked)
		return false;
	l->asked = 0;
	l->mute = 0;
	l->quick = took >= QUICK_MS ? 0 : l->quick + l->is_much;
	if (took >= SLOW_MS)
		l->is_slow = true;
	else if (l->quick >= QUICK_TIMES && !l->is_told)
		l->is_slow = false;
	return l->is_slow != was_slow;
}

int line_wait(struct line *l, int64_t now)
{
	if (!l->asked)
		return 0;
	if (now - l->asked >= MUTE_MS) {
		l->asked = 0;
		l->mute++;
		l->can_ask = l->mute < MUTE_TIMES;
		return 0;
	}
	return l->is_slow ? (int)(l->asked + MUTE_MS - now) : 0;
}
