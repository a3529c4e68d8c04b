/*
 * Actions as lines: one person's, and those of everybody that are to be done.
 */
#include "care/actions.h"

#include <string.h>

#include "care/work.h"
#include "governance/gate.h"
#include "governance/opening.h"
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

/* It is for the viewer to do, or for their agency. */
static bool is_own(struct session *s, const struct action_row *row)
{
	const struct agency *own = session_agency_by_code(s, s->viewer.agency);

	return row->agency ? own && own->id == row->agency : row->worker && strcmp(row->worker, s->worker) == 0;
}

static enum status line_make(struct session *s, const struct action_row *row, struct action_line *out, struct err *err)
{
	*out = (struct action_line){.id = row->id, .person = row->person, .agency = row->agency, .event = row->event,
		.worker = row->worker, .what = row->what, .by = row->by_day, .is_done = row->state == AC_DONE};
	return is_own(s, row) ? ST_OK : opening_veils(s, row->person, &out->is_veiled, err);
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
			st = line_make(s, &row[i], &line[kept++], err);
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

static enum status who_fill(struct session *s, struct action_line *line, struct arena *arena, struct err *err)
{
	struct shown_field field[RF_COUNT];
	struct record *record;
	size_t n = 0;
	enum status st = seen_records(s, line->person, arena, &record, &n, err);

	if (line->is_veiled)
		line->what = line->worker = "";
	if (st != ST_OK || !n)
		return st;
	shown_choose(record, n, field);
	line->who = shown_listed(field, arena);
	line->uuid = arena_dup(arena, record[0].uuid);
	return line->who && line->uuid ? ST_OK : err_nomem(err);
}

enum status actions_list(struct session *s, int64_t person, struct arena *arena, struct action_line **out, size_t *n,
	struct err *err)
{
	enum { FOREVER = 1 << 24 }; /* a day beyond all */
	enum status st = case_look(s, &(struct deed){.deed = "list", .person = person, .detail = "actions"}, err);

	if (st == ST_OK)
		st = person ? actions_of(s, person, arena, out, n, err) : actions_due(s, FOREVER, 0, arena, out, n, err);
	for (size_t i = 0; st == ST_OK && i < *n; i++)
		st = who_fill(s, &(*out)[i], arena, err);
	return st;
}
