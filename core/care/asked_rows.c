/*
 * Filling in the queue's rows, person by person: one read of a person's records
 * and events serves all of their rows.
 */
#include "care/asked_rows.h"

#include <stdlib.h>
#include <string.h>

#include "care/work.h"
#include "journey/shown.h"
#include "store_events.h"

struct filling {
	struct session *session;
	struct arena *arena;   /* the caller's */
	struct arena *scratch; /* one person's */
	struct event *event;
	size_t event_n;
	struct shown_field field[RF_COUNT];
	char uuid[37];
};

const char *agency_called(void *session, int64_t agency)
{
	return agency_shown(session_agency(session, agency));
}

static enum status person_load(struct filling *f, int64_t person, struct err *err)
{
	const struct store *store = f->session->store;
	struct record *record;
	size_t n;
	enum status st;

	arena_reset(f->scratch);
	st = store_person_records(store, person, f->scratch, &record, &n, err);
	if (st == ST_OK)
		st = store_person_events(store, person, f->scratch, &f->event, &f->event_n, err);
	if (st != ST_OK)
		return st;
	shown_choose(record, n, f->field);
	memcpy(f->uuid, n ? record[0].uuid : "", n ? sizeof f->uuid : 1);
	return ST_OK;
}

static const struct event *event_seen(const struct filling *f, int64_t id)
{
	size_t i;

	for (i = 0; i < f->event_n; i++)
		if (f->event[i].id == id)
			return may_see(&f->session->viewer, &f->event[i]) == SEE_FULL ? &f->event[i] : NULL;
	return NULL;
}

static int text_order(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static const char *evidence_text(const struct filling *f, const struct finding *finding)
{
	const char **address = arena_alloc(f->scratch, (finding->evidence_n + 1) * sizeof *address);
	size_t i, n = 0, length = 1;
	char *text, *end;

	if (!address)
		return NULL;
	for (i = 0; i < finding->evidence_n; i++) {
		const struct event *event = event_seen(f, finding->evidence[i]);

		if (!event)
			continue;
		address[n] = arena_printf(f->scratch, "%s:%s", event->agency_code, event->source_ref);
		if (!address[n])
			return NULL;
		length += strlen(address[n++]) + 1;
	}
	qsort(address, n, sizeof *address, text_order);
	text = end = arena_alloc(f->arena, length);
	for (i = 0; text && i < n; i++) {
		size_t part = strlen(address[i]);

		if (i)
			*end++ = ';';
		memcpy(end, address[i], part);
		end += part;
	}
	return text;
}

/* False where there is no memory; *is_seen says whether the row may stay. */
static bool row_fill(const struct filling *f, struct asked_row *row, bool *is_seen)
{
	const struct event *event = event_seen(f, row->finding.event);
	const char *called = shown_called(f->field, f->scratch);

	*is_seen = event != NULL;
	if (!event)
		return true;
	memcpy(row->person_uuid, f->uuid, sizeof row->person_uuid);
	row->called = called ? arena_dup(f->arena, called) : NULL;
	row->born = shown_day(f->field, RF_DATE_OF_BIRTH);
	row->agency = event->agency;
	row->source_ref = arena_dup(f->arena, event->source_ref);
	row->title = arena_dup(f->arena,
		event_title(f->session->catalogue, event, row->finding.instrument));
	row->evidence = evidence_text(f, &row->finding);
	return row->called && row->source_ref && row->title && row->evidence;
}

struct place { int64_t person; size_t row; };

static int place_order(const void *a, const void *b)
{
	const struct place *x = a, *y = b;

	return (x->person > y->person) - (x->person < y->person);
}

static enum status rows_fill(struct filling *f, struct asked_row *row, size_t n, bool *is_seen,
	struct err *err)
{
	struct place *place = arena_alloc(f->arena, (n ? n : 1) * sizeof *place);
	size_t i;

	if (!place)
		return err_nomem(err);
	for (i = 0; i < n; i++)
		place[i] = (struct place){row[i].person, i};
	qsort(place, n, sizeof *place, place_order);
	for (i = 0; i < n; i++) {
		enum status st = ST_OK;

		if (!i || place[i].person != place[i - 1].person)
			st = person_load(f, place[i].person, err);
		if (st != ST_OK)
			return st;
		if (!row_fill(f, &row[place[i].row], &is_seen[place[i].row]))
			return err_nomem(err);
	}
	return ST_OK;
}

enum status asked_rows_fill(struct session *s, struct asked_row *row, size_t *n,
	struct arena *arena, struct err *err)
{
	struct filling f = {.session = s, .arena = arena, .scratch = arena_new()};
	bool *is_seen = arena_alloc(arena, *n + 1);
	size_t i, kept = 0;
	enum status st;

	st = f.scratch && is_seen ? rows_fill(&f, row, *n, is_seen, err) : err_nomem(err);
	arena_free(f.scratch);
	if (st != ST_OK)
		return st;
	for (i = 0; i < *n; i++)
		if (is_seen[i])
			row[kept++] = row[i];
	*n = kept;
	return ST_OK;
}
