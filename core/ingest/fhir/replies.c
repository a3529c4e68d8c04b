/*
 * When a request was answered: on the day that the first Task based on it was
 * accepted, rejected or completed.  The reply may come in a later file than the
 * request; then it is sent as a row that only answers that.
 */
#include <string.h>

#include "care/work.h"
#include "ingest/fhir/fhir.h"
#include "ingest/fold_rows.h"
#include "store_events.h"

static const char REJECTED[] = "rejected";

/* The first reply says whether it was a no; what the request itself says came of it stays. */
static const char *outcome_of(const struct fhir_resource *task, const char *outcome)
{
	if (outcome && strcmp(outcome, REJECTED) != 0)
		return outcome;
	return task->status && strcmp(task->status, REJECTED) == 0 ? REJECTED : NULL;
}

static bool is_earlier(const char *iso, const char *than)
{
	return !than || strcmp(iso, than) < 0;
}

/* Of the person whom the Task is for, where it says so. */
static bool is_theirs(const struct fhir_resource *task, const struct event *request)
{
	char key[256];
	const char *id;

	if (!task->subject.to)
		return true;
	if (!fhir_relative(task->subject.to, key, sizeof key))
		return false;
	id = strchr(key, '/');
	return id && strcmp(id + 1, request->local_id) == 0;
}

/* The one request of that name that some agency sent earlier; ST_NONE for none, or several. */
static enum status request_find(struct fhir_state *state, const struct fhir_resource *task,
	const char *ref, struct event *out, struct err *err)
{
	const struct session *s = state->batch->session;
	enum status status = ST_OK;
	size_t found = 0, i;

	for (i = 0; i < s->agency_n && status == ST_OK; i++) {
		struct event event;
		int64_t id;

		status = store_event_find(s->store, s->agency[i].code, ref, &id, err);
		if (status == ST_OK)
			status = store_event_get(s->store, id, state->arena, &event, err);
		if (status == ST_OK && event.kind == EV_REQUEST && is_theirs(task, &event)) {
			*out = event;
			found++;
		}
		if (status == ST_NONE)
			status = ST_OK;
	}
	return status == ST_OK && found != 1 ? ST_NONE : status;
}

static enum status reply_early(struct fhir_state *state, struct fhir_resource *task, const char *request,
	const char *iso, struct err *err)
{
	enum status status;

	if (task->social_care)
		return ST_OK;
	status = fhir_reply_wait(state, task, request, iso, outcome_of(task, NULL), err);
	if (status == ST_OK)
		fhir_leave_out(state, "reply that waits for its request, which nobody has sent yet");
	else if (status == ST_NONE)
		fhir_leave_out(state, "reply to no request that was sent, of nobody known (send both together)");
	return status == ST_NONE ? ST_OK : status;
}

static enum status reply_late(struct fhir_state *state, struct fhir_resource *task,
	const struct fhir_ref *ref, const char *iso, struct err *err)
{
	struct staged_event staged = {.origin = task->origin};
	char key[256];
	enum status status;
	size_t i;

	if (!state->batch->session || !ref->to || !fhir_relative(ref->to, key, sizeof key) ||
	    strncmp(key, "ServiceRequest/", 15) != 0)
		return ST_OK;
	status = request_find(state, task, key, &staged.event, err);
	if (status == ST_NONE)
		return reply_early(state, task, key, iso, err);
	if (status != ST_OK || !is_earlier(iso, staged.event.responded_on))
		return status;
	staged.agency = staged.event.agency_code;
	staged.event.responded_on = fhir_copy(state, iso);
	staged.event.outcome = outcome_of(task, staged.event.outcome);
	staged.event.parts = arena_printf(state->arena, PART_ANSWERS "%s", task->ref);
	if (!staged.event.parts)
		return err_nomem(err);
	for (i = 0; i < state->batch->events.n; i++) {
		struct event *other = &state->batch->events.v[i].event;

		if (other->id != staged.event.id)
			continue;
		if (is_earlier(iso, other->responded_on)) {
			other->responded_on = staged.event.responded_on;
			other->outcome = outcome_of(task, other->outcome);
		}
		return ST_OK;
	}
	return vec_push(&state->batch->events, staged) ? ST_OK : err_nomem(err);
}

/* A request that names nobody to do it asks whoever was given the Task, and one that
 * names nobody who asks is of whoever gave it. */
static void task_tells_whom(struct fhir_state *state, struct fhir_resource *task)
{
	size_t i;

	for (i = 0; i < task->based_on.n; i++) {
		struct fhir_resource *request = fhir_find(state, &task->based_on.v[i], task);

		if (!request || request->type != FHIR_REQUEST)
			continue;
		if (!request->to.n && !request->given)
			request->given = task;
		if (!request->who.n)
			request->who = task->asked_by;
	}
}

static enum status task_reply(struct fhir_state *state, struct fhir_resource *task, const char *iso,
	struct err *err)
{
	enum status status = ST_OK;
	size_t i;

	for (i = 0; i < task->based_on.n && status == ST_OK; i++) {
		struct fhir_resource *request = fhir_find(state, &task->based_on.v[i], task);

		if (!request)
			status = reply_late(state, task, &task->based_on.v[i], iso, err);
		else if (request->type == FHIR_REQUEST && is_earlier(iso, request->replied_on)) {
			request->replied_on = fhir_copy(state, iso);
			request->outcome = outcome_of(task, request->outcome);
		}
	}
	return status;
}

enum status fhir_replies(struct fhir_state *state, struct err *err)
{
	enum status status = ST_OK;
	size_t i;

	for (i = 0; i < state->all.n && status == ST_OK; i++) {
		struct fhir_resource *task = state->all.v[i];
		struct civil day;
		char iso[11];

		if (task->type != FHIR_TASK || task->gone)
			continue;
		task_tells_whom(state, task);
		if (!task->answers || !task->replied_on || !civil_parse(task->replied_on, &day))
			continue;
		civil_iso(day.day, iso);
		status = task_reply(state, task, iso, err);
	}
	return status;
}
