/*
 * today_rows.c - the rows of Today: its lines under their headings, each told from all
 * others for as long as it is about the same.
 */
#include "app.h"
#include "screens/today_view.h"

/* A feed has no number of its own, nor has a record here: one is made of its name. */
static int64_t name_number(const char *name)
{
	uint32_t n = 2166136261u;

	for (; *name; name++)
		n = (n ^ (unsigned char)*name) * 16777619u;
	return n;
}

/* Lines of several kinds may be about one event, and events, pairs, actions and people
 * are numbered apart. */
static int64_t line_id(const struct today_line *l)
{
	enum { OF_ACTION, OF_EVENT, OF_PAIR, OF_RECORD, OF_PERSON, OF_FEED, OF_COUNT };
	int of = l->action ? OF_ACTION : l->event ? OF_EVENT : l->pair ? OF_PAIR : l->kind == TD_MOVED && l->record ? OF_RECORD
		: l->person ? OF_PERSON : OF_FEED;
	const int64_t number[OF_COUNT] = {l->action, l->event, l->pair, of == OF_RECORD ? name_number(l->record) : 0, l->person,
		of == OF_FEED ? name_number(l->who) : 0};

	return (number[of] * OF_COUNT + of) * TD_COUNT + l->kind;
}

struct today_row *today_rows_make(
	const struct app *app, const struct today *t, struct arena *a, size_t *n)
{
	struct today_row *row = arena_alloc(a, (t->line_n + TD_COUNT) * sizeof *row);
	size_t at = 0;

	for (size_t i = 0; row && i < t->line_n; i++) {
		const struct today_line *l = &t->line[i];

		if (!i || t->line[i - 1].kind != l->kind)
			row[at++] = (struct today_row){true, l->kind, i, "", 0};
		row[at++] = (struct today_row){false, l->kind, i, l->person ? app_mask(app, a, l->who) : l->who, line_id(l)};
	}
	*n = at;
	return row;
}
