/*
 * gaps.c - parts of a journey, and the time in it in which nothing happened.
 */
#include "journey.h"

static int32_t end_of(const struct event *e)
{
	return civil_is_set(e->end) && e->end.day > e->start.day ? e->end.day : e->start.day;
}

/* Stays and support without an end go on. */
static bool goes_on(const struct event *e)
{
	return (e->kind == EV_ADMISSION || e->kind == EV_SERVICE) && !civil_is_set(e->end) &&
		(e->status == ES_IN_PROGRESS || e->status == ES_COMPLETED);
}

static bool lasts(const struct event *e)
{
	return goes_on(e) || (e->status <= ES_COMPLETED && end_of(e) > e->start.day);
}

bool journey_part_has(const struct journey_part *part, const struct journey_row *r)
{
	const struct event *e = &r->event;

	if (part->agency && e->agency != part->agency)
		return false;
	if (part->kind >= 0 && (r->seen != SEE_FULL || (int)e->kind != part->kind))
		return false;
	if (part->domains && !(r->domains & part->domains))
		return false;
	if (part->from == CIVIL_NONE && part->to == CIVIL_NONE)
		return true;
	if (!civil_is_set(e->start) || (part->to != CIVIL_NONE && e->start.day > part->to))
		return false;
	return part->from == CIVIL_NONE || end_of(e) >= part->from || journey_last_day(r) >= part->from || goes_on(e);
}

/* What came before, as the rows are gone through from the oldest on. */
struct before {
	int32_t last;                    /* the last day on which anything happened */
	const struct journey_row *going; /* what lasts longest of all begun */
	int32_t until;                   /* its last day */
};

static struct journey_gap gap_until(const struct before *b, int32_t day)
{
	struct journey_gap gap = {0};
	int32_t from = b->last, until;

	if (b->going && b->until > from && (from == CIVIL_NONE || (b->until < day && b->until - from <= JOURNEY_GAP_DAYS)))
		from = b->until; /* that it went on so shortly is not worth a word */
	if (from == CIVIL_NONE || day - from <= JOURNEY_GAP_DAYS)
		return gap;
	gap.days = day - from;
	until = b->going && b->until < day ? b->until : day;
	if (b->going && until > from) {
		gap.but = b->going;
		gap.but_days = until - from;
	}
	return gap;
}

static void before_add(struct before *b, const struct journey_row *r, int32_t today)
{
	const struct event *e = &r->event;
	int32_t until = goes_on(e) ? (today > e->start.day ? today : e->start.day) : end_of(e);

	if (journey_last_day(r) > b->last)
		b->last = journey_last_day(r);
	/* A stay or support is one thing that goes on; of anything else the end is one. */
	if (lasts(e) && until >= b->until) {
		b->going = r;
		b->until = until;
	}
}

enum status journey_gaps(const struct journey_row *const *row, size_t n, int32_t today,
	struct arena *arena, struct journey_gap **out, struct err *err)
{
	struct before before = {CIVIL_NONE, NULL, CIVIL_NONE};
	struct journey_gap *gap = arena_alloc(arena, (n + 1) * sizeof *gap);

	if (!gap)
		return err_nomem(err);
	for (size_t i = n; i-- > 0;) {
		int32_t next = i && civil_is_set(row[i - 1]->event.start) ? row[i - 1]->event.start.day : today;

		if (!civil_is_set(row[i]->event.start) || row[i]->event.start.day > today)
			continue;
		before_add(&before, row[i], today);
		gap[i] = gap_until(&before, next < today ? next : today);
	}
	*out = gap;
	return ST_OK;
}
