#include "screens/swimlane.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

enum { LABEL = 12, CELLS_MOST = 400, QUIET_DAYS = 60 };

const struct picker_item SWIMLANE_LEGEND[] = {
	{"A", "In the journey: an assessment; A= one that asked again; a planned or under way", NULL, -1},
	{"R r---", "a referral sent; a referral received, with its wait for a reply", NULL, -1},
	{"H HHH", "in hospital, night after night", NULL, -1},
	{"D", "a discharge", NULL, -1},
	{"S ___", "support begins and goes on", NULL, -1},
	{"P", "a plan", NULL, -1},
	{"V", "a review", NULL, -1},
	{"C", "a change in the person's life", NULL, -1},
	{"!", "a concern or a warning", NULL, -1},
	{".", "a contact, a measure, a note, their own words", NULL, -1},
	{"x", "cancelled, declined or not attended", NULL, -1},
	{"?", "something you may not see; ask the agency", NULL, -1},
	{"|", "today", NULL, -1},
	{"= +1", "in the list: asked again; known to the agency named and one more", NULL, -1},
	{"^", "the event selected in the list", NULL, -1},
};
const size_t SWIMLANE_LEGEND_COUNT = sizeof SWIMLANE_LEGEND / sizeof *SWIMLANE_LEGEND;

/* One lane while it is worked out. */
struct strip {
	char text[CELLS_MOST + 1];
	unsigned char look[CELLS_MOST], rank[CELLS_MOST];
	int cols, last; /* last: the last cell that something stands in */
};

static int month_of(int32_t day)
{
	int year, month, mday;

	civil_parts(day, &year, &month, &mday);
	return year * 12 + month - 1;
}

/* The column of a day, counted from the first month; may lie outside. */
static int column_of(const struct swimlane *s, int32_t day)
{
	int year, month, mday, length;

	civil_parts(day, &year, &month, &mday);
	length = (int)(month == 12 ? civil_day(year + 1, 1, 1) - civil_day(year, 12, 1)
		: civil_day(year, month + 1, 1) - civil_day(year, month, 1));
	return (year * 12 + month - 1 - s->first) * s->cells + (mday - 1) * s->cells / length;
}

static void put(struct strip *t, int x, char letter, enum look look, int rank)
{
	if (x < 0 || x >= t->cols)
		return;
	if (x > t->last)
		t->last = x;
	if (rank <= t->rank[x])
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
		put(t, x, letter, look, 1);
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

static bool has_happened(const struct event *e)
{
	return e->status == ES_COMPLETED || e->status == ES_IN_PROGRESS;
}

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

/* Stays and support fill the time that they last. */
static void span_put(const struct swimlane *s, struct strip *t, const struct journey_row *r, int x)
{
	const struct event *e = &r->event;
	bool lasts = e->kind == EV_ADMISSION || e->kind == EV_SERVICE;
	int to = civil_is_set(e->end) ? column_of(s, e->end.day) : column_of(s, s->today);

	if (lasts && has_happened(e))
		run(t, x + 1, to, e->kind == EV_ADMISSION ? 'H' : '_', LOOK_PLAIN);
}

static void event_put(const struct swimlane *s, struct strip *t, const struct journey_row *r)
{
	const struct event *e = &r->event;
	int x = column_of(s, e->start.day);
	char letter = KINDS[e->kind].letter;

	if (r->seen != SEE_FULL) {
		put(t, x, '?', LOOK_PLAIN, 3);
	} else if (e->status > ES_COMPLETED) {
		put(t, x, 'x', LOOK_PLAIN, 2);
	} else {
		if (is_to_come(e) && isupper((unsigned char)letter))
			letter = (char)tolower((unsigned char)letter);
		put(t, x, letter, is_asked_again(r) ? LOOK_ASKED : KINDS[e->kind].look,
			KINDS[e->kind].rank + (is_asked_again(r) ? 3 : 0));
		span_put(s, t, r, x);
	}
}

/* What another agency sent here: `r`, and the wait until it replied. */
static void received_put(const struct swimlane *s, struct strip *t, const struct event *e)
{
	int x = column_of(s, e->start.day);
	struct civil replied;

	if (e->status > ES_COMPLETED)
		return;
	put(t, x, 'r', LOOK_PLAIN, 6);
	if (e->responded_on && civil_parse(e->responded_on, &replied))
		run(t, x + 1, column_of(s, replied.day) - 1, '-', LOOK_PLAIN);
	else
		run(t, x + 1, column_of(s, s->today), '-', LOOK_PLAIN);
}

static void asked_put(const struct swimlane *s, struct strip *t, const struct journey_row *r)
{
	int x = column_of(s, r->event.start.day) + 1;

	if (is_asked_again(r) && x > 0 && x < t->cols && t->rank[x] < 3)
		put(t, x, '=', LOOK_ASKED, 3);
}

static void strip_fill(const struct swimlane *s, struct strip *t, int64_t agency, int cols)
{
	t->cols = cols < CELLS_MOST ? cols : CELLS_MOST;
	t->last = -1;
	memset(t->text, ' ', (size_t)t->cols);
	memset(t->look, LOOK_PLAIN, sizeof t->look);
	memset(t->rank, 0, sizeof t->rank);
	for (size_t i = 0; i < s->person->row_n; i++) {
		const struct journey_row *r = &s->person->row[i];

		if (!civil_is_set(r->event.start) || r->event.status == ES_ENTERED_IN_ERROR)
			continue;
		if (r->event.agency == agency)
			event_put(s, t, r);
		else if (s->to[i] == agency)
			received_put(s, t, &r->event);
	}
	for (size_t i = 0; i < s->person->row_n; i++)
		if (s->person->row[i].event.agency == agency && civil_is_set(s->person->row[i].event.start))
			asked_put(s, t, &s->person->row[i]);
}

/* The day of the last thing an agency did that isn't planned; CIVIL_NONE: nothing. */
static int32_t last_of(const struct swimlane *s, int64_t agency)
{
	for (size_t i = 0; i < s->person->row_n; i++) {
		const struct event *e = &s->person->row[i].event;

		if (e->agency == agency && has_happened(e) && civil_is_set(e->start) &&
			e->start.day <= s->today)
			return civil_is_set(e->end) && e->end.day > e->start.day && e->end.day <= s->today
				? e->end.day
				: e->start.day;
	}
	return CIVIL_NONE;
}

static void strip_draw(
	const struct swimlane *s, const struct strip *t, struct canvas *c, int y, int x, int64_t agency)
{
	int today = column_of(s, s->today), last = t->last;
	int32_t since = last_of(s, agency);
	char word[2] = "", quiet[40], day[12];

	if (today >= 0 && today < t->cols && t->rank[today] == 0)
		canvas_text(c, y, x + today, 1, LOOK_TODAY, LOOKS[LOOK_TODAY].mark);
	for (int i = 0; i < t->cols; i++)
		if (t->rank[i]) {
			word[0] = t->text[i];
			canvas_text(c, y, x + i, 1, t->look[i], word);
		}
	if (since == CIVIL_NONE || since > s->today - QUIET_DAYS)
		return;
	civil_short(since, day);
	snprintf(quiet, sizeof quiet, "(nothing since %s)", day);
	if (last + 2 + (int)strlen(quiet) < today && today < t->cols)
		canvas_text(c, y, x + last + 2, (int)strlen(quiet), LOOK_PLAIN, quiet);
}

static void axis_draw(const struct swimlane *s, struct canvas *c, struct area a)
{
	static const char *const MONTHS[] = {
		"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
	};
	int end = a.cols - LABEL, every = s->cells >= 4 ? 1 : 4 / s->cells;

	canvas_textf(c, a.y, a.x + 1, LABEL - 1, LOOK_PLAIN, "%d", s->first / 12);
	for (int m = s->first; (m - s->first) * s->cells < end; m++) {
		int x = (m - s->first) * s->cells,
			room = s->cells * every < end - x ? s->cells * every : end - x;

		if (room < 3 || m % every)
			continue;
		if (m % 12 == 0 && m != s->first && room >= 6)
			canvas_textf(c, a.y, a.x + LABEL + x, room, LOOK_PLAIN, "Jan %02d", m / 12 % 100);
		else if (m % 12 == 0 && m != s->first && s->cells < 4)
			canvas_textf(c, a.y, a.x + LABEL + x, room, LOOK_PLAIN, "'%02d", m / 12 % 100);
		else
			canvas_text(c, a.y, a.x + LABEL + x, room < 4 ? 3 : room, LOOK_PLAIN, MONTHS[m % 12]);
	}
}

/* Which lanes are shown when not all fit: the first ones, and that of the focus. */
static size_t lane_at(const struct swimlane *s, int i, int rows, const struct journey_row *focus)
{
	if (focus && i == rows - 1)
		for (size_t at = (size_t)rows; at < s->lane_n; at++)
			if (s->lane[at].agency == focus->event.agency)
				return at;
	return (size_t)i;
}

int swimlane_rows(const struct swimlane *s, int rows)
{
	int lanes = rows / 2 - 2;

	if (lanes > (int)s->lane_n)
		lanes = (int)s->lane_n;
	return lanes > 0 ? lanes : 0;
}

void swimlane_follow(struct swimlane *s, int32_t day, int cols)
{
	int months = (cols - LABEL) / s->cells, month;

	if (months < 1)
		months = 1;
	if (!s->is_placed) {
		s->first = month_of(s->today) + 2 - months;
		s->is_placed = true;
	}
	if (day == CIVIL_NONE)
		return;
	month = month_of(day);
	if (month < s->first || month >= s->first + months)
		s->first = month - months / 2;
}

void swimlane_draw(
	const struct swimlane *s, struct canvas *c, struct area a, const struct journey_row *focus)
{
	int x = focus && civil_is_set(focus->event.start) ? column_of(s, focus->event.start.day) : -1;
	int lanes = a.rows - 2 < (int)s->lane_n ? a.rows - 2 : (int)s->lane_n;
	int y = a.y + lanes + 1;
	struct strip strip;

	axis_draw(s, c, a);
	for (int i = 0; i < lanes; i++) {
		const struct lane *lane = &s->lane[lane_at(s, i, lanes, focus)];

		canvas_text(c, a.y + 1 + i, a.x + 1, LABEL - 2, LOOK_PLAIN, lane->name);
		strip_fill(s, &strip, lane->agency, a.cols - LABEL);
		strip_draw(s, &strip, c, a.y + 1 + i, a.x + LABEL, lane->agency);
	}
	canvas_fill(c, y, a.x, a.cols, LOOK_PLAIN, "\u2500", '-');
	if ((int)s->lane_n > lanes)
		canvas_textf(c, y, a.x + 1, 9, LOOK_PLAIN, "%d more", (int)s->lane_n - lanes);
	if (x >= 0 && x < a.cols - LABEL)
		canvas_text(c, y, a.x + LABEL + x, 1, LOOK_MARKER, "^");
}
