#include "line.h"

enum {
	SLOW_MS = 1000,    /* an answer that took so long */
	QUICK_MS = 250,
	QUICK_TIMES = 8,   /* in a row, after large frames, until a slow line counts as mended */
	MUCH_CELLS = 400,
	MUTE_MS = 3000,    /* no answer comes any more */
	MUTE_TIMES = 2,
	AGAIN_MS = 15000,  /* between two questions while the line is good */

	CELL_US = 1500,    /* of 9600 baud, with what goes before each run of cells */
	CELL_LEAST_US = 50, CELL_MOST_US = 10000,
	FRAME_US = 12000,  /* of a frame whatever it changes: the cursor's way, and a question */
	TELLING_CELLS = 100, /* so many show what one takes */
	SINCE_CELLS = 160, /* at most without an answer */
	LATE_MS = 150      /* an answer later than it should be: what was learnt is wrong */
};

void line_init(struct line *l, bool is_slow, bool can_ask)
{
	*l = (struct line){.can_ask = can_ask, .is_told = is_slow, .is_slow = is_slow, .cell_us = CELL_US};
}

static int cells_ms(const struct line *l, int cells)
{
	return (int)((FRAME_US + (int64_t)cells * l->cell_us) / 1000);
}

void line_sent(struct line *l, int cells, int64_t now)
{
	if (!cells)
		return;
	l->free = (l->free > now ? l->free : now) + cells_ms(l, cells);
	l->since += cells;
}

bool line_wants_asking(const struct line *l, int64_t now)
{
	return l->can_ask && !l->asked && (l->is_slow || now >= l->again);
}

void line_asked(struct line *l, int cells, int64_t now)
{
	l->cells = cells;
	l->since = 0;
	l->asked = now;
	l->again = now + AGAIN_MS;
}

static void learn(struct line *l, int took)
{
	int64_t us;

	if (!l->quickest || took < l->quickest)
		l->quickest = took > 0 ? took : 1;
	us = (int64_t)(took - l->quickest) * 1000 / (l->cells ? l->cells : 1);
	if (l->cells >= TELLING_CELLS && us >= CELL_LEAST_US)
		l->cell_us = us < CELL_MOST_US ? (int)us : CELL_MOST_US;
}

bool line_answered(struct line *l, int64_t now)
{
	int64_t took = now - l->asked;
	bool was_slow = l->is_slow;

	if (!l->asked)
		return false;
	learn(l, (int)took);
	if (!l->since)
		l->free = now;
	l->asked = 0;
	l->mute = 0;
	l->quick = took >= QUICK_MS ? 0 : l->quick + (l->cells >= MUCH_CELLS);
	if (took >= SLOW_MS)
		l->is_slow = true;
	else if (l->quick >= QUICK_TIMES && !l->is_told)
		l->is_slow = false;
	return l->is_slow != was_slow;
}

/* A few cells more may go while an answer is awaited that is not overdue. */
static bool may_follow(const struct line *l, int64_t now)
{
	return l->quickest && l->cells < TELLING_CELLS && l->since < SINCE_CELLS &&
		now - l->asked < l->quickest + cells_ms(l, l->cells) + LATE_MS;
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
	if (!l->is_slow)
		return 0;
	if (may_follow(l, now))
		return l->free > now ? (int)(l->free - now) : 0;
	return (int)(l->asked + MUTE_MS - now);
}
