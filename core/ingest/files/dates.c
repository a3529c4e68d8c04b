#include "ingest/files/dates.h"

#include "care/work.h"
#include "civil.h"

enum {
	BORN_FIRST = 1880,   /* nobody older is alive, or was when records began */
	BEGINS_FIRST = 1900,
	AHEAD_MOST = 10 * 366, /* days: nothing is planned further ahead */
};

static void odd_add(struct odd_dates *o, struct origin at)
{
	if (!o->n++)
		o->first = at;
}

static bool is_outside(const struct batch *b, int32_t day, int first, int ahead)
{
	return day < civil_day(first, 1, 1) || (b->session && day > b->session->rule.today + ahead);
}

void born_look(struct batch *b, const struct staged_person *p)
{
	const char *born = p->field[RF_DATE_OF_BIRTH];
	struct civil at;

	if (born && civil_parse(born, &at) && is_outside(b, at.day, BORN_FIRST, 0))
		odd_add(&b->born_odd, p->origin);
}

void begins_look(struct batch *b, const struct staged_event *ev)
{
	if (is_outside(b, ev->event.start.day, BEGINS_FIRST, AHEAD_MOST))
		odd_add(&b->begins_odd, ev->origin);
}

static enum status odd_note(struct batch *b, const struct odd_dates *o, const char *one, const char *many,
	struct err *e)
{
	if (!o->n)
		return ST_OK;
	if (o->first.line <= 0)
		return batch_note(b, e, "%lld %s; kept as sent, the first in %s", (long long)o->n,
			o->n == 1 ? one : many, o->first.file ? o->first.file : "a file");
	return batch_note(b, e, "%lld %s; kept as sent, the first in %s, line %lld", (long long)o->n,
		o->n == 1 ? one : many, o->first.file ? o->first.file : "a file", (long long)o->first.line);
}

enum status dates_note(struct batch *b, struct err *e)
{
	enum status st = odd_note(b, &b->born_odd, "birth date is before 1880, or still to come",
		"birth dates are before 1880, or still to come", e);

	return st == ST_OK ? odd_note(b, &b->begins_odd, "event begins before 1900, or more than ten years ahead",
		"events begin before 1900, or more than ten years ahead", e) : st;
}
