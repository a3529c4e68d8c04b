/*
 * What has no day of its own and is too much to lose for want of one, a warning or who
 * looks after somebody, stands on the day it was first received, and says so.
 */
#include <string.h>

#include "care/work.h"
#include "ingest/fhir/fhir.h"
#include "store_events.h"

static const char SAYS_SO[] = "No date was sent: this is the day it was received.";

/* As it stands where it came before; ST_NONE: it did not. */
static enum status stored_take(struct fhir_state *state, struct fhir_resource *r, const struct fhir_agency *agency,
	bool *says_so, struct err *err)
{
	const struct store *store = state->batch->session->store;
	struct event held;
	int64_t id;
	enum status status = agency->code ? store_event_find(store, agency->code, r->ref, &id, err) : ST_NONE;

	if (status == ST_OK)
		status = store_event_get(store, id, state->arena, &held, err);
	if (status != ST_OK)
		return status;
	r->start = held.start;
	r->starts_on = held.starts_on;
	*says_so = held.summary && strstr(held.summary, SAYS_SO);
	return ST_OK;
}

static void summary_add(struct fhir_state *state, struct fhir_resource *r, const char *text)
{
	r->summary = fhir_copy(state, r->summary ? arena_printf(state->arena, "%s. %s", r->summary, text) : text);
}

void fhir_part_tell(struct fhir_state *state, struct fhir_resource *r)
{
	const char *text = r->date_part ? arena_printf(state->arena, "Of when it began only %s was sent: it stands on the "
		"first day of that.", r->date_part) : NULL;

	state->batch->no_memory = state->batch->no_memory || (r->date_part && !text);
	if (text)
		summary_add(state, r, text);
}

enum status fhir_undated(struct fhir_state *state, struct fhir_resource *r, const struct fhir_agency *agency, struct err *err)
{
	bool says_so = true;
	char today[11];
	enum status status;

	if (r->starts_on || !state->batch->session)
		return ST_OK;
	status = stored_take(state, r, agency, &says_so, err);
	if (status == ST_NONE) {
		r->start = (struct civil){.day = session_today(state->batch->session), .ms = CIVIL_NO_TIME};
		civil_iso(r->start.day, today);
		r->starts_on = fhir_copy(state, today);
		status = ST_OK;
	}
	if (status == ST_OK && says_so)
		summary_add(state, r, SAYS_SO);
	return status == ST_OK && state->batch->no_memory ? err_nomem(err) : status;
}
