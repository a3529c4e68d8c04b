/* Rows taken over from a reader: those that lack what they must have are set aside, the others packed. */
#include "ingest/batch.h"

#include <string.h>

#include "ingest/files/dates.h"
#include "ingest/fold_rows.h"
#include "ingest/id_written.h"
#include "ingest/staging.h"
#include "text.h"

static bool fits(const char *text)
{
	return !text || strlen(text) <= BATCH_FIELD_MAX;
}

static enum status agency_of(
	struct batch *b, const char *code, struct origin o, uint32_t *index, struct err *e)
{
	struct held_agency *a;

	*index = STAGING_NO_AGENCY;
	if (!code && !b->staging->has_unsaid) {
		b->staging->has_unsaid = true;
		b->staging->unsaid_at = o;
	}
	b->staging->unsaid += !code;
	if (!code)
		return ST_OK;
	if (!staging_agency(b->staging, code, index))
		return err_nomem(e);
	a = &b->staging->agencies.v[*index];
	a->rows++;
	if (!a->is_used) {
		a->is_used = true;
		a->used_at = o;
	}
	return ST_OK;
}

static enum status too_long(
	struct batch *b, struct origin o, const char *field, const char *row, struct err *e)
{
	return batch_reject(
		b, o, field, "is longer than 64 KiB", row && strlen(row) <= 200 ? row : NULL, e);
}

/* Several that were told apart by their last digits would be taken for one. */
#define SHORTENED "is a number that a spreadsheet has shortened: ask its sender for it as text"

static bool is_shortened(const char *text)
{
	return text && number_is_shortened(text);
}

/* What names nobody any more is left out and said; the rest of the row goes in. */
static enum status shortened_drop(struct batch *b, struct staged_person *p, struct err *e)
{
	static const enum record_field NUMBERS[] = { RF_NHS_NUMBER, RF_PHONE };
	enum status st = ST_OK;

	for (size_t i = 0; i < sizeof NUMBERS / sizeof *NUMBERS && st == ST_OK; i++) {
		if (!is_shortened(p->field[NUMBERS[i]]))
			continue;
		p->field[NUMBERS[i]] = NULL;
		st = batch_reject(b, p->origin, RECORD_FIELD_NAMES[NUMBERS[i]],
			SHORTENED " (the rest of the row goes in)", p->local_id, e);
	}
	return st;
}

enum status batch_person(struct batch *b, const struct staged_person *sent, struct err *e)
{
	struct staged_person copy = *sent, *p = &copy;
	uint32_t agency, written = 0;
	enum status st;

	if (!p->local_id || !*p->local_id)
		return batch_reject(b, p->origin, "local_id", "is missing", NULL, e);
	if (!fits(p->local_id))
		return too_long(b, p->origin, "local_id", NULL, e);
	for (size_t i = 0; i < RF_COUNT; i++)
		if (!fits(p->field[i]))
			return too_long(b, p->origin, RECORD_FIELD_NAMES[i], p->local_id, e);
	if (is_shortened(p->local_id))
		return batch_reject(b, p->origin, "local_id", SHORTENED, p->local_id, e);
	st = ids_begin(b, e);
	if (st == ST_OK)
		st = id_settle(b, ID_PERSON, p->agency, p->ids, &p->local_id, &written, e);
	if (st == ST_OK)
		st = shortened_drop(b, p, e);
	if (st == ST_OK)
		st = agency_of(b, p->agency, p->origin, &agency, e);
	if (st == ST_OK && b->no_memory)
		st = err_nomem(e);
	if (st == ST_OK)
		born_look(b, p);
	return st == ST_OK ? staging_person(b->staging, p, agency, written, e) : st;
}

/* Its own, whose it is, and what it is a review of. */
static enum status event_ids_settle(struct batch *b, struct staged_event *ev, struct staged_as *as, struct err *e)
{
	struct event *x = &ev->event;
	uint32_t unused;
	enum status st = ids_begin(b, e);

	if (st == ST_OK)
		st = id_settle(b, ID_PERSON, ev->agency, ev->ids, &x->local_id, &as->whose_written, e);
	if (st == ST_OK)
		st = id_settle(b, ID_EVENT, ev->agency, ev->ids, &x->source_ref, &as->name_written, e);
	if (st == ST_OK && x->review_of)
		st = id_settle(b, ID_REVIEWED, ev->agency, ev->ids, &x->review_of, &unused, e);
	return st;
}

static enum status event_taken(
	struct batch *b, const struct staged_event *sent, bool parts, struct err *e)
{
	struct staged_event settled = *sent, *ev = &settled;
	struct event copy = ev->event;
	struct staged_as as = {.has_parts_to_find = parts};
	enum status st;

	if (!copy.source_ref || !*copy.source_ref)
		return batch_reject(b, ev->origin, "source_ref", "is missing", NULL, e);
	if (!copy.local_id || !*copy.local_id)
		return batch_reject(b, ev->origin, "local_id", "is missing", copy.source_ref, e);
	if (!civil_is_set(copy.start))
		return batch_reject_of(b, ev->origin, "starts_on", "is missing", copy.source_ref, copy.local_id, e);
	for (size_t i = 0; i < EVENT_TEXT_COUNT; i++)
		if (!fits(event_text(&copy, i)))
			return too_long(b, ev->origin, EVENT_TEXTS[i].name, copy.source_ref, e);
	if (is_shortened(copy.local_id))
		return batch_reject_of(b, ev->origin, "local_id", SHORTENED, copy.source_ref, copy.local_id, e);
	if (is_shortened(copy.source_ref))
		return batch_reject_of(b, ev->origin, "source_ref", SHORTENED, copy.source_ref, copy.local_id, e);
	st = event_ids_settle(b, ev, &as, e);
	if (st == ST_OK)
		st = agency_of(b, ev->agency, ev->origin, &as.agency, e);
	if (st == ST_OK && b->no_memory)
		st = err_nomem(e);
	if (st == ST_OK)
		begins_look(b, ev);
	return st == ST_OK ? staging_event(b->staging, ev, &as, e) : st;
}

enum status batch_told(struct batch *b, const struct staged_event *sent, struct err *e)
{
	struct staged_event ev = *sent;
	struct staged_as as = {.is_told = true};
	enum status st = event_ids_settle(b, &ev, &as, e);

	if (st == ST_OK && !staging_agency(b->staging, ev.agency, &as.agency))
		st = err_nomem(e);
	return st == ST_OK ? staging_event(b->staging, &ev, &as, e) : st;
}

enum status batch_event(struct batch *b, const struct staged_event *ev, struct err *e)
{
	return event_taken(b, ev, false, e);
}

enum status batch_event_in_error(struct batch *b, const struct staged_event *ev, struct err *e)
{
	struct staged_event back = *ev;

	back.event.status = ES_ENTERED_IN_ERROR;
	back.event.parts = PART_RETRACTS;
	return event_taken(b, &back, true, e);
}

enum status batch_drain(struct batch *b, struct err *e)
{
	enum status st = ST_OK;

	for (size_t i = 0; i < b->agencies.n && st == ST_OK; i++)
		st = batch_agency(b, &b->agencies.v[i], e);
	for (size_t i = 0; i < b->people.n && st == ST_OK; i++)
		st = batch_person(b, &b->people.v[i], e);
	for (size_t i = 0; i < b->events.n && st == ST_OK; i++)
		st = event_taken(b, &b->events.v[i], true, e);
	b->agencies.n = b->people.n = b->events.n = 0;
	return st;
}
