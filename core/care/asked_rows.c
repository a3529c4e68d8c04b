/*
 * Filling in the queue's rows, person by person: one read of a person's records serves
 * all of their rows, and of all that ever happened only what a row names is read.
 */
#include "care/asked_rows.h"

#include <stdlib.h>
#include <string.h>

#include "governance/gate.h"
#include "governance/opening.h"
#include "journey/shown.h"
#include "text.h"

struct filling {
	struct session *session;
	struct arena *arena;   /* the caller's */
	struct arena *scratch; /* one person's */
	struct record *record;
	size_t record_n;
	struct shown_field field[RF_COUNT];
	char uuid[37];
	bool is_veiled;
	struct asked_row *row; size_t row_n;
	bool *is_seen;         /* by row: it may stay */
};

static enum status person_load(struct filling *f, int64_t person, struct err *err)
{
	enum status st;

	arena_reset(f->scratch);
	st = seen_records(f->session, person, f->scratch, &f->record, &f->record_n, err);
	if (st != ST_OK)
		return st;
	shown_choose(f->record, f->record_n, f->field);
	memcpy(f->uuid, f->record_n ? f->record[0].uuid : "", f->record_n ? sizeof f->uuid : 1);
	return opening_veils(f->session, person, &f->is_veiled, err);
}

static bool is_theirs(const struct filling *f, const struct event *event)
{
	for (size_t i = 0; i < f->record_n; i++)
		if (f->record[i].id == event->record)
			return true;
	return false;
}

/* An event of this person as the viewer may see it, or *out is NULL. */
static enum status event_seen(const struct filling *f, int64_t id, const struct event **out, enum seen *seen,
	struct err *err)
{
	struct event *event = arena_alloc(f->scratch, sizeof *event);
	enum status st = event ? seen_event(f->session, id, f->scratch, event, seen, err) : err_nomem(err);

	*out = st == ST_OK && is_theirs(f, event) ? event : NULL;
	return st == ST_NONE ? ST_OK : st;
}

static enum status evidence_text(const struct filling *f, const struct finding *finding, const char **out,
	struct err *err)
{
	const char **address = arena_alloc(f->scratch, (finding->evidence_n + 1) * sizeof *address);
	size_t n = 0;

	if (!address)
		return err_nomem(err);
	for (size_t i = 0; i < finding->evidence_n; i++) {
		const struct event *event;
		enum seen seen;
		enum status st = event_seen(f, finding->evidence[i], &event, &seen, err);

		if (st != ST_OK)
			return st;
		if (!event)
			continue;
		address[n] = arena_printf(f->scratch, "%s:%s", event->agency_code,
			seen == SEE_FULL ? event->source_ref : "withheld");
		if (!address[n])
			return err_nomem(err);
		n++;
	}
	qsort(address, n, sizeof *address, text_order);
	*out = texts_join(address, n, f->arena);
	return *out ? ST_OK : err_nomem(err);
}

static enum status row_fill(const struct filling *f, struct asked_row *row, bool *is_seen, struct err *err)
{
	const char *who = shown_listed(f->field, f->scratch);
	const struct event *event;
	enum seen seen;
	enum status st = event_seen(f, row->finding.event, &event, &seen, err);

	*is_seen = event && seen == SEE_FULL;
	if (st != ST_OK || !*is_seen)
		return st;
	memcpy(row->person_uuid, f->uuid, sizeof row->person_uuid);
	row->who = who ? arena_dup(f->arena, who) : NULL;
	row->born = shown_day(f->field, RF_DATE_OF_BIRTH);
	row->agency = event->agency;
	row->source_ref = arena_dup(f->arena, event->source_ref);
	row->title = arena_dup(f->arena,
		event_title(f->session->catalogue, event, row->finding.instrument));
	if (!row->who || !row->source_ref || !row->title)
		return err_nomem(err);
	row->is_veiled = f->is_veiled;
	row->evidence = "";
	return row->is_veiled ? ST_OK : evidence_text(f, &row->finding, &row->evidence, err);
}

struct place { int64_t person; size_t row; };

static int place_order(const void *a, const void *b)
{
	const struct place *x = a, *y = b;

	return (x->person > y->person) - (x->person < y->person);
}

/* Of one state of the store. */
static enum status rows_fill(void *arg, struct err *err)
{
	struct filling *f = arg;
	struct place *place = arena_alloc(f->arena, (f->row_n + 1) * sizeof *place);
	enum status st = place ? ST_OK : err_nomem(err);

	for (size_t i = 0; i < f->row_n && place; i++)
		place[i] = (struct place){f->row[i].person, i};
	if (place)
		qsort(place, f->row_n, sizeof *place, place_order);
	for (size_t i = 0; i < f->row_n && st == ST_OK; i++) {
		if (!i || place[i].person != place[i - 1].person)
			st = person_load(f, place[i].person, err);
		if (st == ST_OK)
			st = row_fill(f, &f->row[place[i].row], &f->is_seen[place[i].row], err);
	}
	return st;
}

enum status asked_rows_fill(struct session *s, struct asked_row *row, size_t *n,
	struct arena *arena, struct err *err)
{
	struct filling f = {.session = s, .arena = arena, .scratch = arena_new(), .row = row, .row_n = *n,
		.is_seen = arena_alloc(arena, *n + 1)};
	size_t kept = 0;
	enum status st = f.scratch && f.is_seen ? store_read(s->store, rows_fill, &f, err) : err_nomem(err);

	arena_free(f.scratch);
	if (st != ST_OK)
		return st;
	for (size_t i = 0; i < *n; i++)
		if (f.is_seen[i])
			row[kept++] = row[i];
	*n = kept;
	return ST_OK;
}
