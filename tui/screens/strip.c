#include "screens/strip.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

int swimlane_column(const struct swimlane *s, int32_t day)
{
	return timescale_column(&s->scale, moment_of((struct civil){day, CIVIL_NO_TIME}));
}

static void put(struct strip *t, int x, char letter, enum look look, int rank)
{
	if (x < 0 || x >= t->cols || rank <= t->rank[x])
		return;
	t->text[x] = letter;
	t->look[x] = (unsigned char)look;
	t->rank[x] = (unsigned char)rank;
}

static void run(struct strip *t, int from, int to, char letter, enum look look)
{
	if (from < 0)
		from = 0;
	for (int x = from; x <= to && x < t->cols; x++)
		put(t, x, letter, look, RANK_RUN);
}

static const struct { char letter; unsigned char rank; enum look look; } KINDS[EV_KIND_COUNT] = {
	[EV_REQUEST] = {'R', 6, LOOK_PLAIN}, [EV_ASSESSMENT] = {'A', 7, LOOK_STRONG},
	[EV_PLAN] = {'P', 4, LOOK_PLAIN}, [EV_SERVICE] = {'S', 5, LOOK_PLAIN},
	[EV_REVIEW] = {'V', 5, LOOK_PLAIN}, [EV_CONTACT] = {'.', 2, LOOK_PLAIN},
	[EV_ADMISSION] = {'H', 8, LOOK_PLAIN}, [EV_DISCHARGE] = {'D', 8, LOOK_PLAIN},
	[EV_CONCERN] = {'!', 9, LOOK_URGENT}, [EV_CHANGE] = {'C', 6, LOOK_PLAIN},
	[EV_MEASURE] = {'.', 2, LOOK_PLAIN}, [EV_VIEW] = {'.', 2, LOOK_PLAIN},
	[EV_WARNING] = {'!', 8, LOOK_URGENT}, [EV_NOTE] = {'.', 2, LOOK_PLAIN},
};

/* Stays and support under way have begun; an assessment under way is not done. */
static bool is_to_come(const struct event *e)
{
	if (e->kind == EV_REQUEST)
		return false;
	return e->status == ES_PLANNED ||
		(e->status == ES_IN_PROGRESS && e->kind != EV_SERVICE && e->kind != EV_ADMISSION);
}

static bool is_asked_again(const struct journey_row *r)
{
	return (r->finding || r->together) && r->state != VD_NO_LONGER_APPLIES;
}

/* What lasts is a bar; stays and support without an end go on until today. */
static void span_put(const struct swimlane *s, struct strip *t, const struct event *e, int x)
{
	bool goes_on = (e->kind == EV_ADMISSION || e->kind == EV_SERVICE) && !is_to_come(e);
	char letter = e->kind != EV_ADMISSION ? '_' : is_to_come(e) ? 'h' : 'H';

	if (civil_is_set(e->end) && e->end.day > e->start.day)
		run(t, x + 1, swimlane_column(s, e->end.day), letter, LOOK_PLAIN);
	else if (!civil_is_set(e->end) && goes_on)
		run(t, x + 1, swimlane_column(s, s->today), letter, LOOK_PLAIN);
}

/* The wait for a reply, growing day by day, and how long it is so far. */
static void wait_put(const struct swimlane *s, struct strip *t, const struct journey_row *r)
{
	int from = timescale_column(&s->scale, moment_of(r->event.start)) + 1, to = swimlane_column(s, s->today);
	char label[16];
	int length;
	struct civil replied;

	if (r->event.responded_on && civil_parse(r->event.responded_on, &replied)) {
		run(t, from, swimlane_column(s, replied.day) - 1, '-', LOOK_PLAIN);
		return;
	}
	if (r->waiting < 0)
		return;
	run(t, from, to, '-', LOOK_PLAIN);
	length = snprintf(label, sizeof label, "%dd%s", r->waiting, r->is_overdue ? LOOKS[LOOK_URGENT].mark : "");
	if (to - from < length)
		return;
	for (int i = 0; i < length; i++)
		put(t, from + i, label[i], r->is_overdue ? LOOK_URGENT : LOOK_PLAIN, RANK_LEAST);
}

/* Some day of the month, nobody is told which: all of it, where it is wide enough. */
static void withheld_put(const struct swimlane *s, struct strip *t, const struct journey_row *r, int x)
{
	int last = swimlane_column(s, journey_last_day(r));

	if (last <= x)
		put(t, x, '?', LOOK_PLAIN, RANK_MARK);
	run(t, x, last, '?', LOOK_PLAIN);
}

static void event_put(const struct swimlane *s, struct strip *t, const struct journey_row *r)
{
	const struct event *e = &r->event;
	int x = timescale_column(&s->scale, moment_of(e->start));
	char letter = KINDS[e->kind].letter;

	if (r->seen != SEE_FULL) {
		withheld_put(s, t, r, x);
	} else if (e->status > ES_COMPLETED) {
		put(t, x, 'x', LOOK_PLAIN, RANK_LEAST);
	} else {
		if (is_to_come(e) && isupper((unsigned char)letter))
			letter = (char)tolower((unsigned char)letter);
		put(t, x, letter, is_asked_again(r) ? LOOK_ASKED : KINDS[e->kind].look,
			KINDS[e->kind].rank + (is_asked_again(r) ? RANK_ASKED_AGAIN : 0));
		span_put(s, t, e, x);
		if (e->kind == EV_REQUEST && !e->to_agency)
			wait_put(s, t, r);
	}
}

/* What another agency sent here: `r`, and the wait until it replied. */
static void received_put(const struct swimlane *s, struct strip *t, const struct journey_row *r)
{
	if (r->event.status > ES_COMPLETED)
		return;
	put(t, timescale_column(&s->scale, moment_of(r->event.start)), 'r', LOOK_PLAIN, 6);
	wait_put(s, t, r);
}

/* After the letter, or before it where something else stands there. */
static void asked_put(const struct swimlane *s, struct strip *t, const struct journey_row *r)
{
	int x = timescale_column(&s->scale, moment_of(r->event.start));
	int at = x + 1 < t->cols && t->rank[x + 1] < RANK_MARK ? x + 1 : x - 1;

	if (is_asked_again(r) && x >= 0 && x < t->cols && at >= 0 && t->rank[at] < RANK_MARK)
		put(t, at, LOOKS[LOOK_ASKED].mark[0], LOOK_ASKED, RANK_MARK);
}

/* No news after the last that was received: what is blank there is not known to be. */
static void silence_put(const struct swimlane *s, struct strip *t, const struct lane *lane)
{
	int today = swimlane_column(s, s->today);

	for (int x = 0; x < today && x < t->cols; x++)
		if (t->rank[x])
			t->last = x;
	if (lane->is_silent)
		run(t, lane->heard == CIVIL_NONE ? 0 : swimlane_column(s, lane->heard) + 1, today - 1, '~', LOOK_PLAIN);
}

static void strip_fill(struct swimlane *s, struct strip *t, const struct lane *lane)
{
	t->cols = s->scale.cells < CELLS_MOST ? s->scale.cells : CELLS_MOST;
	t->last = -1; /* nothing stands before today */
	t->is_made = true;
	t->made_for = s->scale;
	s->filled++;
	memset(t->text, ' ', (size_t)t->cols);
	memset(t->look, LOOK_PLAIN, sizeof t->look);
	memset(t->rank, RANK_EMPTY, sizeof t->rank);
	for (size_t i = 0; i < lane->row_n; i++) {
		const struct journey_row *r = lane->row[i];

		if (!civil_is_set(r->event.start) || r->event.status == ES_ENTERED_IN_ERROR)
			continue;
		if (r->event.agency == lane->agency)
			event_put(s, t, r);
		else
			received_put(s, t, r);
	}
	for (size_t i = 0; i < lane->row_n; i++)
		if (lane->row[i]->event.agency == lane->agency && civil_is_set(lane->row[i]->event.start))
			asked_put(s, t, lane->row[i]);
	silence_put(s, t, lane);
}

static bool is_of_scale(const struct strip *t, const struct timescale *scale)
{
	return t->is_made && t->made_for.first == scale->first && t->made_for.span == scale->span &&
		t->made_for.cells == scale->cells;
}

void strip_follow(struct swimlane *s, size_t lane)
{
	if (!is_of_scale(&s->strip[lane], &s->scale))
		strip_fill(s, &s->strip[lane], &s->lane[lane]);
}
