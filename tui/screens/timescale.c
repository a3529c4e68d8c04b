#include "screens/timescale.h"

enum { DAY_MINUTES = 1440 };

static const struct { int days; const char *name; } SPANS[TIMESCALE_SPANS] = {
	{3653, "10 years"}, {1827, "5 years"}, {731, "2 years"}, {366, "a year"}, {184, "6 months"},
	{92, "3 months"}, {31, "a month"}, {14, "2 weeks"}, {7, "a week"},
};

static const char *const MONTHS[] = {
	"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
};

/* What may be written above the lanes, the finest first. */
enum unit { UNIT_DAY, UNIT_WEEK, UNIT_MONTH, UNIT_YEAR };
static const struct tick { enum unit unit; int every, days, least; } TICKS[] = {
	{UNIT_DAY, 1, 1, 3}, {UNIT_WEEK, 1, 7, 7}, {UNIT_MONTH, 1, 28, 4}, {UNIT_MONTH, 3, 90, 4},
	{UNIT_YEAR, 1, 365, 4}, {UNIT_YEAR, 2, 730, 4}, {UNIT_YEAR, 5, 1826, 4},
};
enum { TICK_COUNT = sizeof TICKS / sizeof *TICKS };

int64_t moment_of(struct civil c)
{
	return (int64_t)c.day * DAY_MINUTES + (c.ms == CIVIL_NO_TIME ? 0 : c.ms / 60000);
}

int timescale_days(int span)
{
	return SPANS[span].days;
}

const char *timescale_name(int span)
{
	return SPANS[span].name;
}

int timescale_span_for(int cells)
{
	enum { MONTH_CELLS = 4, A_YEAR = 366, MONTHS_OF_YEAR = 12 };

	for (int span = 0; span < TIMESCALE_SPANS; span++)
		if (cells * A_YEAR >= SPANS[span].days * MONTHS_OF_YEAR * MONTH_CELLS)
			return span;
	return TIMESCALE_SPANS - 1;
}

int timescale_column(const struct timescale *t, int64_t moment)
{
	int64_t past = moment - (int64_t)t->first * DAY_MINUTES, whole = (int64_t)SPANS[t->span].days * DAY_MINUTES;

	if (past < 0)
		return -1;
	return past >= whole ? t->cells : (int)(past * t->cells / whole);
}

int64_t timescale_moment(const struct timescale *t, int column)
{
	int64_t whole = (int64_t)SPANS[t->span].days * DAY_MINUTES, past = column * whole;

	return (int64_t)t->first * DAY_MINUTES + (past + (past > 0 ? t->cells - 1 : 0)) / t->cells;
}

static int32_t edge_of(int32_t day, int span)
{
	int year, month, mday;

	if (SPANS[span].days < 14)
		return day;
	if (SPANS[span].days < 92)
		return day - civil_weekday(day);
	civil_parts(day, &year, &month, &mday);
	return civil_day(year, month, 1);
}

void timescale_place(struct timescale *t, int64_t moment, int column)
{
	int64_t past = (int64_t)SPANS[t->span].days * column / t->cells;

	t->first = edge_of((int32_t)(moment / DAY_MINUTES - past), t->span);
}

static const struct tick *tick_for(const struct timescale *t)
{
	for (int i = 0; i < TICK_COUNT - 1; i++)
		if (TICKS[i].days * t->cells / SPANS[t->span].days >= TICKS[i].least)
			return &TICKS[i];
	return &TICKS[TICK_COUNT - 1];
}

/* The first day from `day` on that this is written above. */
static int32_t tick_from(const struct tick *tick, int32_t day)
{
	int year, month, mday;

	civil_parts(day, &year, &month, &mday);
	switch (tick->unit) {
	case UNIT_DAY:
		return day;
	case UNIT_WEEK:
		return day + (7 - civil_weekday(day)) % 7;
	case UNIT_MONTH:
		month += mday > 1;
		month += (tick->every - (month - 1) % tick->every) % tick->every;
		return month > 12 ? civil_day(year + 1, month - 12, 1) : civil_day(year, month, 1);
	case UNIT_YEAR:
		year += month > 1 || mday > 1;
		return civil_day(year + (tick->every - year % tick->every) % tick->every, 1, 1);
	}
	return day;
}

/* In January the year stands in place of the month, or beside it. */
static void month_label(struct canvas *c, int y, int x, int room, int year, int month)
{
	if (month > 1)
		canvas_text(c, y, x, room, LOOK_PLAIN, MONTHS[month - 1]);
	else if (room >= 7)
		canvas_textf(c, y, x, room, LOOK_PLAIN, "Jan %02d", year % 100);
	else if (room >= 5)
		canvas_textf(c, y, x, room, LOOK_PLAIN, "%d", year);
	else
		canvas_textf(c, y, x, room, LOOK_PLAIN, "'%02d", year % 100);
}

static void day_label(struct canvas *c, int y, int x, int room, int32_t day)
{
	static const char *const WEEKDAYS[] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
	int year, month, mday;

	civil_parts(day, &year, &month, &mday);
	if (room >= 7)
		canvas_textf(c, y, x, room, LOOK_PLAIN, "%s %d", WEEKDAYS[civil_weekday(day)], mday);
	else if (mday == 1 && room >= 3)
		canvas_text(c, y, x, room, LOOK_PLAIN, MONTHS[month - 1]);
	else
		canvas_textf(c, y, x, room, LOOK_PLAIN, "%d", mday);
}

static void label_draw(const struct tick *tick, struct canvas *c, int y, int x, int room, int32_t day)
{
	int year, month, mday;

	civil_parts(day, &year, &month, &mday);
	switch (tick->unit) {
	case UNIT_DAY:
		day_label(c, y, x, room, day);
		break;
	case UNIT_WEEK:
		canvas_textf(c, y, x, room, LOOK_PLAIN, "%d %s", mday, MONTHS[month - 1]);
		break;
	case UNIT_MONTH:
		month_label(c, y, x, room, year, month);
		break;
	case UNIT_YEAR:
		canvas_textf(c, y, x, room, LOOK_PLAIN, room >= 5 ? "%d" : "'%02d", room >= 5 ? year : year % 100);
		break;
	}
}

void timescale_draw(const struct timescale *t, struct canvas *c, int y, int x, int label)
{
	const struct tick *tick = tick_for(t);
	int32_t end = t->first + SPANS[t->span].days;
	int year, month, mday;

	civil_parts(t->first, &year, &month, &mday);
	if (tick->unit == UNIT_DAY || tick->unit == UNIT_WEEK)
		canvas_textf(c, y, x, label, LOOK_PLAIN, " %s %d", MONTHS[month - 1], year);
	else
		canvas_textf(c, y, x, label, LOOK_PLAIN, " %d", year);
	for (int32_t day = tick_from(tick, t->first); day < end;) {
		int32_t next = tick_from(tick, day + 1);
		int at = timescale_column(t, (int64_t)day * DAY_MINUTES);
		int room = timescale_column(t, (int64_t)next * DAY_MINUTES) - at;

		if (room >= 3)
			label_draw(tick, c, y, x + label + at, room, day);
		day = next;
	}
}
