/*
 * A reply to a request that nobody has sent yet: it waits for that, out of sight, with the
 * agency that is said to have asked, else with the Task's own; where it waits is found by
 * what the request is called.
 */
#include <string.h>

#include "care/work.h"
#include "ingest/fhir/fhir.h"
#include "ingest/fold_rows.h"
#include "store_people.h"

/* Whoever's record the person has: who is in none of the files is known to somebody. */
static struct fhir_agency *agency_knowing(struct fhir_state *state, const char *local_id, struct err *err)
{
	const struct session *s = state->batch->session;

	for (size_t i = 0; i < s->agency_n; i++) {
		int64_t record;
		enum status status = store_record_find(s->store, s->agency[i].code, local_id, &record, err);

		if (status == ST_OK)
			return fhir_agency_of_store(state, s->agency[i].id);
		if (status != ST_NONE)
			state->failed = status;
	}
	return NULL;
}

static struct fhir_agency *agency_asking(struct fhir_state *state, struct fhir_resource *task, struct err *err)
{
	struct fhir_agency *agency = fhir_agency_of_refs(state, &task->asked_by, task);
	const struct session *s = state->batch->session;
	int64_t record;

	if (!agency)
		agency = fhir_agency_of(state, task);
	if (task->patient->field || !agency)
		return agency;
	if (agency->code && store_record_find(s->store, agency->code, task->patient->id, &record, err) == ST_OK)
		return agency;
	return agency_knowing(state, task->patient->id, err);
}

/* The first of those that wait for one request counts. */
static bool has_come(struct fhir_state *state, const char *agency, const char *ref, const char *iso, const char *outcome)
{
	for (size_t i = 0; i < state->batch->events.n; i++) {
		struct staged_event *other = &state->batch->events.v[i];

		if (!row_answers(&other->event) || strcmp(other->agency, agency) != 0 || strcmp(other->event.source_ref, ref) != 0)
			continue;
		if (strcmp(iso, other->event.responded_on) < 0) {
			other->event.responded_on = iso;
			other->event.outcome = outcome;
		}
		return true;
	}
	return false;
}

static enum status reply_stage(struct fhir_state *state, struct fhir_resource *task, const char *ref, const char *iso,
	const char *outcome, struct err *err)
{
	struct event event = {.kind = EV_REQUEST, .status = ES_COMPLETED, .title = "Request", .outcome = outcome};
	struct fhir_agency *agency;
	enum status status;

	agency = agency_asking(state, task, err);
	if (!agency)
		return state->batch->no_memory ? err_nomem(err) : ST_NONE;
	event.source_ref = fhir_copy(state, ref);
	event.starts_on = event.responded_on = fhir_copy(state, iso);
	event.parts = arena_printf(state->arena, PART_ANSWERS "%s", task->ref);
	if (!event.source_ref || !event.responded_on || !event.parts || !civil_parse(event.starts_on, &event.start))
		return err_nomem(err);
	status = fhir_agency_stage(state, agency, task->origin, err);
	agency = fhir_agency_root(agency);
	if (status != ST_OK || has_come(state, agency->code, ref, event.responded_on, outcome))
		return status;
	if (!vec_push(&state->batch->refs, ((struct staged_ref){fhir_keep(state, ref), agency->code})))
		return err_nomem(err);
	return fhir_stage(state, task, agency, &event, NULL, err);
}

enum status fhir_reply_wait(struct fhir_state *state, struct fhir_resource *task, const char *request, const char *day,
	const char *outcome, struct err *err)
{
	enum status status = ST_NONE;

	task->patient = fhir_patient_of(state, task);
	if (task->patient && !task->patient->asked_for)
		status = reply_stage(state, task, request, day, outcome, err);
	task->patient = NULL; /* no event of its own */
	return status;
}
