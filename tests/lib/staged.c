#include "staged.h"

static void works_so(enum status st, const struct err *e)
{
	if (st != ST_OK)
		fail_msg("%s", e->text);
}

struct staged_row staged_row_at(struct staging *s, bool is_event, size_t i)
{
	struct staged_row row = { 0 };
	struct err e = { 0 };

	for (uint64_t at = STAGING_FIRST; at < s->rows_end; at = row.next) {
		works_so(staging_row(s, at, &row, &e), &e);
		if (row.is_event == is_event && i-- == 0)
			return row;
	}
	fail_msg("there are fewer rows");
	return row;
}

struct record staged_person_at(struct staging *s, size_t i, struct arena *a)
{
	struct record r = staged_row_at(s, false, i).record;

	r.local_id = arena_dup(a, r.local_id);
	for (size_t f = 0; f < RF_COUNT; f++)
		r.field[f] = arena_dup(a, r.field[f]);
	return r;
}

struct event staged_event_at(struct staging *s, size_t i, struct arena *a)
{
	struct event ev = staged_row_at(s, true, i).event;

	for (size_t t = 0; t < EVENT_TEXT_COUNT; t++)
		event_text_set(&ev, t, arena_dup(a, event_text(&ev, t)));
	return ev;
}

bool staged_is_gone(struct staging *s, bool is_event, size_t i)
{
	return staged_row_at(s, is_event, i).is_gone;
}

const char *staged_holder(struct staging *s, size_t i, struct arena *a)
{
	uint64_t wanted = staged_row_at(s, true, i).at;
	const char *local_id = NULL;
	struct staged_row row;
	struct err e = { 0 };

	for (uint64_t p = 0; p < s->plan_n; p++) {
		works_so(staging_planned(s, p, &row, &e), &e);
		if (!row.is_event)
			local_id = arena_printf(a, "%s:%s", row.record.agency_code, row.name);
		if (row.at == wanted)
			return local_id;
	}
	return NULL;
}

struct staged_reject staged_reject_at(const struct batch *b, size_t i)
{
	struct rejects *all = (struct rejects *)&b->rejects;
	struct staged_reject r = { .reason = "" };
	struct err e = { 0 };
	uint64_t at = 0;

	assert_true(i < all->n);
	do
		works_so(rejects_next(all, &at, &r, &e), &e);
	while (i--);
	return r;
}
