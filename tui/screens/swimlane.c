#include "screens/strip.h"

#include <stdlib.h>
#include <string.h>

enum { LABEL_LEAST = 10 };

const struct picker_item SWIMLANE_LEGEND[] = {
	{"A", "In the journey: an assessment; A= one that asked again; a planned or under way", NULL, -1, NULL, NULL},
	{"A+", "one that knew what the event under the cursor asks again", NULL, -1, NULL, NULL},
	{"R r---", "a referral sent; a referral received, with its wait for a reply", NULL, -1, NULL, NULL},
	{"r52d!--", "without reply for 52 days, longer than is usual", NULL, -1, NULL, NULL},
	{"H HHH", "in hospital, night after night", NULL, -1, NULL, NULL},
	{"D", "a discharge", NULL, -1, NULL, NULL},
	{"S ___", "support begins and goes on, or anything else that lasts", NULL, -1, NULL, NULL},
	{"P", "a plan", NULL, -1, NULL, NULL},
	{"V", "a review", NULL, -1, NULL, NULL},
	{"C", "a change in the person's life", NULL, -1, NULL, NULL},
	{"!", "a concern or a warning", NULL, -1, NULL, NULL},
	{".", "a contact, a measure, a note, their own words", NULL, -1, NULL, NULL},
	{"x", "cancelled, declined or not attended", NULL, -1, NULL, NULL},
	{"?", "something you may not see; ask the agency", NULL, -1, NULL, NULL},
	{"~~~", "nothing received from this agency: no news, whatever happened", NULL, -1, NULL, NULL},
	{"|", "today", NULL, -1, NULL, NULL},
	{"= +1", "in the list: asked again; known to the agency named and one more", NULL, -1, NULL, NULL},
	{"^", "the event selected in the list, or where h and l went", NULL, -1, NULL, NULL},
};
const size_t SWIMLANE_LEGEND_COUNT = sizeof SWIMLANE_LEGEND / sizeof *SWIMLANE_LEGEND;

void swimlane_init(struct swimlane *s)
{
	*s = (struct swimlane){.at = 0};
}

void swimlane_done(struct swimlane *s)
{
	free(s->strip);
	s->strip = NULL;
	s->strip_n = 0;
}

bool swimlane_forget(struct swimlane *s)
{
	if (s->strip_n < s->lane_n) {
		struct strip *more = realloc(s->strip, s->lane_n * sizeof *more);

		if (!more) {
			s->lane_n = 0;
			return false;
		}
		s->strip = more;
		s->strip_n = s->lane_n;
	}
	for (size_t i = 0; i < s->strip_n; i++)
		s->strip[i].is_made = false;
	return true;
}

/* Drawing ------------------------------------------------------------------ */

/* Cells of one look are drawn together. */
static void cells_draw(const struct strip *t, struct canvas *c, int y, int x)
{
	for (int i = 0; i < t->cols;) {
		char text[CELLS_MOST + 1];
		int n = 0;

		while (i + n < t->cols && t->rank[i + n] && t->look[i + n] == t->look[i]) {
			text[n] = t->text[i + n];
			n++;
		}
		text[n] = '\0';
		if (n)
			canvas_text(c, y, x + i, n, t->look[i], text);
		i += n ? n : 1;
	}
}

static void quiet_draw(const struct swimlane *s, const struct strip *t, const struct lane *lane, struct canvas *c,
	int y, int x)
{
	const char *texts[] = {lane->quiet, lane->is_silent ? "(no news)" : NULL};
	int today = swimlane_column(s, s->today), from = t->last < 0 ? 0 : t->last + 2;

	if (lane->is_silent && lane->heard != CIVIL_NONE && swimlane_column(s, lane->heard) >= from)
		from = swimlane_column(s, lane->heard) + 1;
	for (int i = 0; i < 2; i++) {
		int cells = texts[i] ? (int)strlen(texts[i]) : 0;

		if (!cells || from + cells >= today || today >= t->cols)
			continue;
		canvas_text(c, y, x + from, cells, LOOK_PLAIN, texts[i]);
		return;
	}
}

/* `+` after what knew; over the lane's cells, for the row under the cursor alone. */
static void knew_draw(const struct swimlane *s, const struct strip *t, const struct lane *lane, struct canvas *c,
	int y, int x)
{
	for (size_t i = 0; i < s->knew_n; i++) {
		int at = timescale_column(&s->scale, moment_of(s->knew[i]->event.start)) + 1;

		if (s->knew[i]->event.agency == lane->agency && at > 0 && at < t->cols && t->rank[at] <= RANK_MARK)
			canvas_text(c, y, x + at, 1, LOOK_KNOWN, LOOKS[LOOK_KNOWN].mark);
	}
}

static void lane_draw(struct swimlane *s, size_t i, struct canvas *c, struct area a, int label)
{
	const struct lane *lane = &s->lane[i];
	struct strip *t = &s->strip[i];
	int today = swimlane_column(s, s->today);

	strip_follow(s, i);
	canvas_text(c, a.y, a.x + 1, label - 2, LOOK_PLAIN, lane->name);
	if (today >= 0 && today < t->cols && !t->rank[today])
		canvas_text(c, a.y, a.x + label + today, 1, LOOK_TODAY, LOOKS[LOOK_TODAY].mark);
	cells_draw(t, c, a.y, a.x + label);
	quiet_draw(s, t, lane, c, a.y, a.x + label);
	knew_draw(s, t, lane, c, a.y, a.x + label);
}

static void beneath_draw(const struct swimlane *s, struct canvas *c, struct area a, int label, int lanes)
{
	int x = timescale_column(&s->scale, s->at);

	canvas_fill(c, a.y, a.x, a.cols, LOOK_PLAIN, "\u2500", '-');
	if (s->lane_n > (size_t)lanes && lanes == 1)
		canvas_textf(c, a.y, a.x + 1, label - 1, LOOK_PLAIN, "%zu of %zu", s->top + 1, s->lane_n);
	else if (s->lane_n > (size_t)lanes)
		canvas_textf(c, a.y, a.x + 1, label - 1, LOOK_PLAIN, "%zu-%zu of %zu", s->top + 1, s->top + (size_t)lanes,
			s->lane_n);
	for (size_t i = 0; i < s->knew_n; i++) {
		int at = timescale_column(&s->scale, moment_of(s->knew[i]->event.start));

		if (at >= 0 && at < s->scale.cells)
			canvas_text(c, a.y, a.x + label + at, 1, LOOK_KNOWN, LOOKS[LOOK_KNOWN].mark);
	}
	if (s->focus && x >= 0 && x < s->scale.cells)
		canvas_text(c, a.y, a.x + label + x, 1, LOOK_MARKER, "^");
}

/* Names take no more than their share of the screen. */
static int label_cells(const struct swimlane *s, int cols)
{
	int most = LABEL_LEAST + (cols - 40) / 12;

	return s->label < LABEL_LEAST ? LABEL_LEAST : s->label < most ? s->label : most;
}

int swimlane_rows(const struct swimlane *s, int rows)
{
	int lanes = rows / 2 - 2;

	if (lanes > (int)s->lane_n)
		lanes = (int)s->lane_n;
	return lanes > 0 ? lanes : 0;
}

/* The lane of the focus is among those shown. */
static void lanes_follow(struct swimlane *s, size_t lanes)
{
	for (size_t i = 0; s->focus && i < s->lane_n; i++) {
		if (s->lane[i].agency != s->focus->event.agency)
			continue;
		if (i < s->top)
			s->top = i;
		if (i >= s->top + lanes)
			s->top = i - lanes + 1;
	}
	if (s->top + lanes > s->lane_n)
		s->top = s->lane_n - lanes;
}

/* Today stands towards the right at first: what is past is more than what is planned. */
static int today_cell(int cells)
{
	return cells * 5 / 6;
}

/* All that there is happens in so many days, where today stands so. */
static bool fits(const struct swimlane *s, int days)
{
	int past = today_cell(days);

	for (size_t i = 0; i < s->lane_n; i++)
		for (size_t k = 0; k < s->lane[i].row_n; k++) {
			const struct civil start = s->lane[i].row[k]->event.start;

			if (civil_is_set(start) && (s->today - start.day > past || start.day - s->today > days - past))
				return false;
		}
	return true;
}

/* The longest span that there is room for; on a wide screen no longer than what is shown takes, and a year at least. */
static int span_first(const struct swimlane *s, int cells)
{
	enum { A_YEAR = 366 };
	int span = timescale_span_for(cells);

	while (span + 1 < TIMESCALE_SPANS && timescale_days(span + 1) >= A_YEAR && fits(s, timescale_days(span + 1)))
		span++;
	return span;
}

static void time_follow(struct swimlane *s, int cells)
{
	int x;

	if (!s->is_zoomed && cells != s->scale.cells)
		s->scale.span = span_first(s, cells);
	s->scale.cells = cells;
	if (!s->is_placed)
		timescale_place(&s->scale, moment_of((struct civil){s->today, CIVIL_NO_TIME}), today_cell(cells));
	s->is_placed = true;
	x = timescale_column(&s->scale, s->at);
	if (x < 0 || x >= cells)
		timescale_place(&s->scale, s->at, cells / 2);
}

void swimlane_draw(struct swimlane *s, struct canvas *c, struct area a)
{
	int label = label_cells(s, a.cols), lanes = a.rows - 2;

	if (lanes > (int)s->lane_n)
		lanes = (int)s->lane_n;
	time_follow(s, a.cols - label < CELLS_MOST ? a.cols - label : CELLS_MOST);
	lanes_follow(s, (size_t)lanes);
	timescale_draw(&s->scale, c, a.y, a.x, label);
	for (int i = 0; i < lanes; i++)
		lane_draw(s, s->top + (size_t)i, c, (struct area){a.y + 1 + i, a.x, 1, a.cols}, label);
	beneath_draw(s, c, (struct area){a.y + 1 + lanes, a.x, 1, a.cols}, label, lanes);
}

/* A picture shows most of what lasts to today, and what is planned. */
void swimlane_show_all(struct swimlane *s, const struct journey_row *const *row, size_t n)
{
	int32_t first = s->today, last = first;

	for (size_t i = 0; i < n; i++) {
		int32_t day = row[i]->event.start.day;

		if (day != CIVIL_NONE && day < first)
			first = day;
		if (day != CIVIL_NONE && day > last)
			last = day;
	}
	s->scale.span = 0;
	while (s->scale.span < TIMESCALE_SPANS - 1 && timescale_days(s->scale.span + 1) > last - first + 31)
		s->scale.span++;
	if (last - first >= timescale_days(s->scale.span))
		first = last - timescale_days(s->scale.span) + 31;
	s->scale.cells = 1;
	timescale_place(&s->scale, moment_of((struct civil){first, CIVIL_NO_TIME}), 0);
	s->at = moment_of((struct civil){first + 31 < s->today ? first + 31 : s->today, CIVIL_NO_TIME});
	s->is_zoomed = s->is_placed = true;
}

/* Moving ------------------------------------------------------------------- */

bool swimlane_zoom(struct swimlane *s, int by)
{
	int span = s->scale.span + by, x;

	if (!s->scale.cells || span < 0 || span >= TIMESCALE_SPANS)
		return false;
	x = timescale_column(&s->scale, s->at);
	s->scale.span = span;
	s->is_zoomed = true;
	timescale_place(&s->scale, s->at, x < 0 || x >= s->scale.cells ? s->scale.cells / 2 : x);
	return true;
}

void swimlane_step(struct swimlane *s, int columns)
{
	int64_t least = moment_of((struct civil){civil_day(1850, 1, 1), CIVIL_NO_TIME});
	int64_t most = moment_of((struct civil){civil_day(2150, 1, 1), CIVIL_NO_TIME});

	if (s->scale.cells)
		s->at = timescale_moment(&s->scale, timescale_column(&s->scale, s->at) + columns);
	s->at = s->at < least ? least : s->at > most ? most : s->at;
}

void swimlane_page(struct swimlane *s, int pages)
{
	int x = s->scale.cells ? timescale_column(&s->scale, s->at) : 0;

	swimlane_step(s, pages * s->scale.cells);
	if (s->scale.cells)
		timescale_place(&s->scale, s->at, x);
}

void swimlane_go(struct swimlane *s, int64_t moment)
{
	s->at = moment;
}
