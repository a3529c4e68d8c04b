/* person.c - all that is held about one person, for whoever takes it elsewhere. */
#include "export.h"

#include <string.h>

#include "care/work.h"
#include "export/veil.h"

/* agency, then the event's texts save its parts, then kind and status. */
enum { TEXTS = EVENT_TEXT_COUNT - 1, KIND = TEXTS + 1, STATUS, COLUMNS };
_Static_assert((int)COLUMNS == (int)EXPORT_EVENT_COLUMNS, "as many as export.h says");

const char *export_event_column(size_t i)
{
	return i == 0 ? "agency" : i <= TEXTS ? EVENT_TEXTS[i - 1].name : i == KIND ? "kind" : "status";
}

void export_event_row(const struct event *event, const char *value[static EXPORT_EVENT_COLUMNS])
{
	value[0] = event->agency_code;
	for (size_t i = 0; i < TEXTS; i++)
		value[i + 1] = event_text(event, i);
	value[KIND] = EVENT_KIND_NAMES[event->kind];
	value[STATUS] = EVENT_STATUS_NAMES[event->status];
}

enum status export_person(struct session *s, int64_t person, const char *as, struct arena *arena,
	struct export_person *out, struct err *err)
{
	struct export_person x = { 0 };
	struct action_line *actions = NULL;
	struct person *p;
	struct deed deed = {.deed = "export", .person = person, .detail = arena_printf(arena, "all of one person, as %s", as)};
	enum status st = deed.detail ? case_look(s, &deed, err) : err_nomem(err);

	if (st == ST_OK)
		st = person_reread(s, person, arena, &p, err);
	if (st != ST_OK)
		return st;
	person_veil(s, p, false);
	x.person = p;
	x.event = arena_alloc(arena, (p->row_n + 1) * sizeof *x.event);
	if (!x.event)
		return err_nomem(err);
	for (size_t i = p->row_n; i-- > 0;) {
		if (p->row[i].seen == SEE_FULL)
			x.event[x.event_n++] = &p->row[i].event;
		else
			x.left_out++;
	}
	st = actions_of(s, p->id, arena, &actions, &x.action_n, err);
	x.action = actions;
	*out = x;
	return st;
}
