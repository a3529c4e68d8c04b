/*
 * Actions as lines: one person's, and those of everybody that are to be done.
 */
#include "care/actions.h"
#include "care/work.h"
#include "governance/gate.h"
#include "journey/shown.h"
#include "store_desk.h"
#include "store_events.h"
#include "writing.h"

enum status action_is_seen(struct session *s, const struct action_row *row, struct arena *arena, bool *is, struct err *err)
{
	struct event event;
	enum status st = person_is_seen(s, row->person, is, err);

	if (st == ST_OK && *is)
		st = words_are_seen(s, row->person, row->worker, row->agency, is, err);
	if (st != ST_OK || !*is || !row->event)
		return st;
	st = store_event_get(s->store, row->event, arena, &event, err);
	*is = st != ST_OK || event_is_whole(s, &event);
	return st == ST_NONE ? ST_OK : st;
}

static enum status lines_make(struct session *s, const struct action_row *row, size_t row_n, struct arena *arena,
	struct action_line **out, size_t *n, struct err *err)
{
	struct action_line *line = arena_alloc(arena, (row_n + 1) * sizeof *line);
	enum status st = line ? ST_OK : err_nomem(err);
	size_t kept = 0;

	for (size_t i = 0; i < row_n && st == ST_OK; i++) {
		bool is = false;

		st = action_is_seen(s, &row[i], arena, &is, err);
		if (st == ST_OK && is)
			line[kept++] = (struct action_line){.id = row[i].id, .person = row[i].person,
				.agency = row[i].agency, .event = row[i].event, .worker = row[i].worker,
				.what = row[i].what, .by = row[i].by_day, .is_done = row[i].state == AC_DONE};
	}
	*out = line;
	*n = kept;
	return st;
}

enum status actions_of(struct session *s, int64_t person, struct arena *arena,
	struct action_line **out, size_t *n, struct err *err)
{
	struct action_row *row;
	size_t row_n = 0;
	enum status st = store_actions(s->store, person, 0, 0, arena, &row, &row_n, err);

	return st == ST_OK ? lines_make(s, row, row_n, arena, out, n, err) : st;
}

enum status actions_due(struct session *s, int32_t until, size_t limit, struct arena *arena,
	struct action_line **out, size_t *n, struct err *err)
{
	struct action_row *row;
	size_t row_n = 0;
	enum status st = store_actions(s->store, 0, until, limit, arena, &row, &row_n, err);

	return st == ST_OK ? lines_make(s, row, row_n, arena, out, n, err) : st;
}

enum status actions_list(struct session *s, int64_t person, struct arena *arena, struct action_line **out, size_t *n,
	struct err *err)
{
	enum { FOREVER = 1 << 24 }; /* a day beyond all */
	enum status st = case_look(s, &(struct deed){.deed = "list", .person = person, .detail = "actions"}, err);

	if (st == ST_OK)
		st = person ? actions_of(s, person, arena, out, n, err) : actions_due(s, FOREVER, 0, arena, out, n, err);
	for (size_t i = 0; st == ST_OK && i < *n; i++) {
		struct shown_field field[RF_COUNT];
		struct record *record;
		size_t record_n = 0;

		st = seen_records(s, (*out)[i].person, arena, &record, &record_n, err);
		if (st != ST_OK || !record_n)
			continue;
		shown_choose(record, record_n, field);
		(*out)[i].who = shown_listed(field, arena);
		(*out)[i].uuid = arena_dup(arena, record[0].uuid);
		if (!(*out)[i].who || !(*out)[i].uuid)
			st = err_nomem(err);
	}
	return st;
}
