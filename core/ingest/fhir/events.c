/*
 * What is resolved and folded becomes the batch's events, with the records and
 * agencies they belong to.
 */
#include <string.h>

#include "ingest/fhir/own.h"
#include "store_retold.h"

/* Who did it ------------------------------------------------------------------ */

/* The first who is named; a role that names nobody goes with the next person. */
static void practitioner_of(const struct fhir_state *state, const struct fhir_resource *r,
	struct event *event)
{
	size_t i;

	for (i = 0; i < r->who.n && !event->practitioner; i++) {
		const struct fhir_ref *ref = &r->who.v[i];
		const struct fhir_resource *found = fhir_find(state, ref, r), *holder;

		if (found && (found->type == FHIR_ROLE || found->type == FHIR_TEAM)) {
			if (event->role)
				return;
			holder = fhir_find(state, &found->subject, found);
			event->role = found->role;
			event->practitioner = holder ? holder->name
				: found->subject.display ? found->subject.display
				: found->type == FHIR_ROLE ? ref->display : NULL;
		} else if (found && found->type == FHIR_PRACTITIONER) {
			event->practitioner = found->name;
		} else if (!found && ref->to && strstr(ref->to, "Practitioner")) {
			event->practitioner = ref->display;
		}
	}
}

/* Staging --------------------------------------------------------------------- */

/* What is shown where a resource gives no words. */
static const char *title_fallback(enum fhir_type type)
{
	static const char *const TITLES[FHIR_TYPE_COUNT] = {
		[FHIR_ENCOUNTER] = "Contact", [FHIR_EPISODE] = "Episode of care",
		[FHIR_OBSERVATION] = "Observation", [FHIR_PROCEDURE] = "Procedure",
		[FHIR_RESPONSE] = "Questionnaire", [FHIR_TASK] = "Assessment",
		[FHIR_REQUEST] = "Request", [FHIR_PLAN] = "Care plan", [FHIR_FLAG] = "Warning",
	};

	return TITLES[type];
}

/* Of one that gives no words: its instrument's name. */
static const char *title_of(const struct fhir_state *state, const struct fhir_resource *r)
{
	return r->instrument >= 0 ? catalogue_instrument(state->batch->catalogue, r->instrument)->name : title_fallback(r->type);
}

static const char *encounter_title(const char *class)
{
	static const struct { const char *class, *title; } TITLES[] = {
		{"IMP", "Hospital stay"}, {"ACUTE", "Hospital stay"}, {"NONAC", "Hospital stay"},
		{"EMER", "Emergency visit"}, {"HH", "Home health"}, {"SNF", "Nursing facility"},
		{"VR", "Remote contact"}, {"FLD", "Visit on the spot"}, {"AMB", "Outpatient visit"},
	};
	size_t i;

	for (i = 0; class && i < sizeof TITLES / sizeof *TITLES; i++)
		if (strcmp(class, TITLES[i].class) == 0)
			return TITLES[i].title;
	return NULL;
}

static enum status reject_dateless(struct fhir_state *state, const struct fhir_resource *r,
	struct err *err)
{
	return batch_reject(state->batch, r->origin, r->date_field ? r->date_field : "date",
		r->date_reason ? r->date_reason : "it has no date", r->ref, err);
}

/* By the id of their Patient; who is only asked for by an identifier, by what the
 * agency told before, or as somebody new.  ST_NONE where nobody is found: the event is set aside then. */
static enum status local_id_of(struct fhir_state *state, const struct fhir_resource *r,
	const char *agency, const char **local_id, struct err *err)
{
	enum status status = ST_OK;

	*local_id = r->patient->id;
	if (!r->patient->asked_for)
		return ST_OK;
	status = fhir_known_as(state, r->patient->asked_for, agency, local_id, err);
	if (status == ST_OK && !*local_id)
		status = fhir_person_asked(state, r->patient, r->origin, agency, local_id, err);
	if (status != ST_NONE)
		return status;
	status = batch_reject(state->batch, r->origin, "subject",
		"nobody whom this agency has sent has that identifier", r->ref, err);
	return status == ST_OK ? ST_NONE : status;
}

enum status fhir_stage(struct fhir_state *state, struct fhir_resource *r,
	struct fhir_agency *agency, const struct event *event, const char *told, struct err *err)
{
	struct staged_event staged = {.event = *event, .told = told, .origin = r->origin};
	enum status status = fhir_agency_stage(state, agency, r->origin, err);

	if (status == ST_OK) {
		while (agency->same)
			agency = agency->same;
		status = fhir_person_stage(state, r->patient, agency, err);
	}
	if (status == ST_OK)
		status = local_id_of(state, r, agency->code, &staged.event.local_id, err);
	if (status != ST_OK)
		return status == ST_NONE ? ST_OK : status;
	if (r->own && !r->patient->field && event->local_id)
		staged.event.local_id = event->local_id;
	staged.agency = agency->code;
	staged.event.agency_code = agency->code;
	if (!staged.event.title && !r->own)
		staged.event.title = title_of(state, r);
	if (!vec_push(&state->batch->events, staged))
		return err_nomem(err);
	return ST_OK;
}

/* What every event takes over from its resource. */
static struct event event_of(struct fhir_state *state, const struct fhir_resource *r,
	enum event_kind kind)
{
	struct event event = {.kind = kind, .source_ref = r->ref, .start = r->start, .end = r->end,
		.starts_on = r->starts_on, .ends_on = r->ends_on, .title = r->name,
		.code_system = r->code_system, .code = r->code, .outcome = r->outcome,
		.score = r->score, .unit = r->unit, .sensitivity = r->sensitivity,
		.summary = r->summary};
	bool known;

	event.status = fhir_status(r->type, r->status, &known);
	if (!known && batch_note(state->batch, NULL,
			"The status \"%s\" is not one of FHIR's: taken as completed.", r->status) != ST_OK)
		state->batch->no_memory = true;
	practitioner_of(state, r, &event);
	return event;
}

/* One resource, one event (or two) --------------------------------------------- */

static bool is_one_of(const char *code, const char *const *list)
{
	for (; code && *list; list++)
		if (strcmp(code, *list) == 0)
			return true;
	return false;
}

static enum status stage_discharge(struct fhir_state *state, struct fhir_resource *r,
	struct fhir_agency *agency, struct event event, struct err *err)
{
	event.kind = EV_DISCHARGE;
	event.source_ref = arena_printf(state->arena, "%s#discharge", r->ref);
	if (!event.source_ref)
		return err_nomem(err);
	event.start = r->end;
	event.starts_on = r->ends_on;
	event.end = CIVIL_ABSENT;
	event.ends_on = NULL;
	event.title = "Discharge";
	event.summary = NULL;
	return fhir_stage(state, r, agency, &event, NULL, err);
}

static enum status stage_encounter(struct fhir_state *state, struct fhir_resource *r,
	struct err *err)
{
	static const char *const STAYS[] = {"IMP", "ACUTE", "NONAC", NULL};
	static const char *const SERVICES[] = {"SNF", "HH", NULL};
	struct fhir_agency *agency = fhir_agency_of(state, r);
	bool stay = is_one_of(r->class, STAYS);
	struct event event = event_of(state, r, stay ? EV_ADMISSION
		: is_one_of(r->class, SERVICES) ? EV_SERVICE : EV_CONTACT);
	enum status status;

	if (!agency)
		return err_nomem(err);
	if (!event.title)
		event.title = encounter_title(r->class);
	if (stay)
		event.outcome = NULL;
	status = fhir_stage(state, r, agency, &event, NULL, err);
	/* While a stay goes on, its end is only hoped for. */
	if (status != ST_OK || !stay || !r->ends_on ||
	    !(event.status == ES_COMPLETED || event.status == ES_PLANNED))
		return status;
	event.outcome = r->outcome;
	return stage_discharge(state, r, agency, event, err);
}

static enum status stage_request(struct fhir_state *state, struct fhir_resource *r, struct err *err)
{
	struct fhir_agency *agency = fhir_agency_of(state, r), *asked = fhir_agency_asked(state, r);
	struct event event;
	enum status status;

	if (!agency)
		return err_nomem(err);
	event = event_of(state, r, EV_REQUEST);
	if (r->instrument >= 0)
		event.instrument = catalogue_instrument(state->batch->catalogue, r->instrument)->code;
	event.responded_on = r->replied_on;
	if (!event.title)
		event.title = r->instrument >= 0 ? title_of(state, r) : title_fallback(FHIR_REQUEST);
	if (asked) {
		status = fhir_agency_stage(state, asked, r->origin, err);
		if (status != ST_OK)
			return status;
		while (asked->same)
			asked = asked->same;
		event.to_agency = asked->code;
	}
	return fhir_stage(state, r, agency, &event, NULL, err);
}

static enum status stage_own(struct fhir_state *state, struct fhir_resource *r, struct err *err)
{
	struct fhir_agency *agency = fhir_agency_of(state, r), *asked;
	struct event event;
	enum status status = agency ? fhir_own_fill(state, r, &event, err) : err_nomem(err);

	if (status != ST_OK)
		return status == ST_NONE ? ST_OK : status;
	asked = fhir_agency_asked(state, r);
	if (asked)
		status = fhir_agency_stage(state, asked, r->origin, err);
	return status == ST_OK ? fhir_stage(state, r, agency, &event, NULL, err) : status;
}

static enum status stage_single(struct fhir_state *state, struct fhir_resource *r, struct err *err)
{
	struct fhir_agency *agency;
	struct event event;
	enum status status;

	if (r->own)
		return stage_own(state, r, err);
	if (r->type == FHIR_TEAM)
		return fhir_team_stage(state, r, err);
	if (!r->starts_on && r->type != FHIR_FLAG)
		return reject_dateless(state, r, err);
	if (r->type == FHIR_ENCOUNTER)
		return stage_encounter(state, r, err);
	if (r->type == FHIR_REQUEST || r->asks)
		return stage_request(state, r, err);
	agency = fhir_agency_of(state, r);
	fhir_part_tell(state, r);
	status = agency ? fhir_undated(state, r, agency, err) : err_nomem(err);
	if (status != ST_OK || !r->starts_on)
		return status == ST_OK ? reject_dateless(state, r, err) : status;
	event = event_of(state, r, r->type == FHIR_EPISODE ? EV_SERVICE
		: r->type == FHIR_PLAN ? EV_PLAN : r->concerns ? EV_CONCERN : EV_WARNING);
	return fhir_stage(state, r, agency, &event, NULL, err);
}

/* Groups ------------------------------------------------------------------------ */

/* What the speaker does not say, another part of the same instrument may. */
static void complete(struct fhir_state *state, const struct fhir_group *group, struct event *event)
{
	size_t i;

	for (i = 0; i < group->part_n; i++) {
		const struct fhir_resource *r = group->part[i];

		if (r->sensitivity && (!event->sensitivity || !strcmp(r->sensitivity, "restricted")))
			event->sensitivity = r->sensitivity;
		if (!event->score && r->score && r->instrument >= 0 &&
		    r->instrument == group->instrument) {
			event->score = r->score;
			event->unit = r->unit;
		}
		if (!event->practitioner)
			practitioner_of(state, r, event);
	}
}

static bool has_form(const struct fhir_group *group)
{
	size_t i;

	for (i = 0; i < group->part_n; i++)
		if (group->part[i]->type == FHIR_RESPONSE || group->part[i]->type == FHIR_TASK)
			return true;
	return false;
}

/* A survey item of no known instrument is an outcome, no assessment: nobody
 * could say which needs it asked about. */
static struct event group_event(struct fhir_state *state, const struct fhir_group *group)
{
	struct event event = event_of(state, group->head, group->instrument >= 0 || has_form(group)
		? EV_ASSESSMENT : EV_MEASURE);

	event.source_ref = group->part[0]->ref;
	event.status = group->status;
	event.start = group->start;
	event.end = group->end;
	event.starts_on = group->starts_on;
	event.ends_on = group->ends_on;
	if (!event.title)
		event.title = title_of(state, group->head);
	if (group->instrument >= 0)
		event.instrument = catalogue_instrument(state->batch->catalogue, group->instrument)->code;
	event.parts = fhir_parts(state, group);
	return event;
}

/* Each part by itself, as the event that it would be alone: one of them may be sent again
 * without the others.  One without a date of its own goes by the others'. */
static const char *group_told(struct fhir_state *state, const struct fhir_group *group, const struct event *whole)
{
	struct event *part = arena_alloc(state->arena, group->part_n * sizeof *part);
	const char *told;
	bool known;

	for (size_t i = 0; part && i < group->part_n; i++) {
		struct fhir_resource *r = group->part[i];
		const bool is_dated = civil_is_set(r->start);

		const struct fhir_agency *own = fhir_agency_root(fhir_agency_of(state, r));

		part[i] = group_event(state, &(struct fhir_group){.part = &group->part[i], .part_n = 1, .head = r,
			.instrument = r->instrument, .status = fhir_status(r->type, r->status, &known),
			.starts_on = is_dated ? r->starts_on : whole->starts_on, .start = is_dated ? r->start : whole->start,
			.ends_on = r->ends_on, .end = r->end});
		part[i].agency_code = own && !own->fixed && own->code ? own->code : whole->agency_code;
	}
	told = part ? told_rows_write(whole, part, group->part_n, state->arena) : NULL;
	state->batch->no_memory = state->batch->no_memory || !told;
	return told;
}

static enum status stage_group(struct fhir_state *state, const struct fhir_group *group,
	struct err *err)
{
	struct event event;
	const char *told;

	if (!group->starts_on)
		return reject_dateless(state, group->head, err);
	event = group_event(state, group);
	complete(state, group, &event);
	event.agency_code = fhir_agency_root(group->agency)->code;
	told = group->part_n > 1 ? group_told(state, group, &event) : NULL;
	return fhir_stage(state, group->head, group->agency, &event, told, err);
}

/* What stays out ------------------------------------------------------------------ */

static enum status left_out_note(struct fhir_state *state, struct err *err)
{
	char line[400] = "";
	enum status status = ST_OK;
	size_t at = 0, i;

	for (i = 0; i < state->left_out_names.n && status == ST_OK; i++) {
		const char *name = state->left_out_names.v[i];
		const size_t *count = fhir_map_get(&state->left_out, name);

		at += (size_t)snprintf(line + at, sizeof line - at, "%s%zu %.80s", at ? ", " : "", *count,
			name);
		if (at < sizeof line - 120 && i + 1 < state->left_out_names.n)
			continue;
		status = batch_note(state->batch, err, "Left out of the journey: %s.", line);
		at = 0;
	}
	return status;
}

enum status fhir_notes(struct fhir_state *state, struct err *err)
{
	const bool is_one = state->modified == 1;
	enum status status = left_out_note(state, err);

	if (status == ST_OK && state->modified)
		status = batch_note(state->batch, err, "%zu resource%s that rules or extensions of %s sender change what %s "
			"(%s%s): %s as if without them.", state->modified, is_one ? " says" : "s say",
			is_one ? "its" : "their", is_one ? "it means" : "they mean", is_one ? "" : "the first is ",
			state->modified_first ? state->modified_first : "", is_one ? "it was read" : "they were read");
	if (status == ST_OK && state->has_page && !state->has_last_page)
		status = batch_note(state->batch, err, "A page of a search says that there is another after it, and the last "
			"is in none of the files: ask for the rest.");
	return status;
}

/* `https://…/Questionnaire/falls|2` → "Questionnaire falls". */
static const char *form_title(struct fhir_state *state, const char *address)
{
	const char *tail = strrchr(address, '/');
	char *title = arena_printf(state->arena, "Questionnaire %s", tail ? tail + 1 : address);

	if (!title)
		state->batch->no_memory = true;
	return title;
}

/* A response's form may say, by its own code, what it assesses. */
static void forms_look_up(struct fhir_state *state)
{
	size_t i;

	for (i = 0; i < state->all.n; i++) {
		struct fhir_resource *r = state->all.v[i], *form;
		struct fhir_ref ref = {0};
		char address[512];

		if (r->type != FHIR_RESPONSE || !r->class)
			continue;
		snprintf(address, sizeof address, "%.*s", (int)strcspn(r->class, "|"), r->class);
		ref.to = address;
		form = fhir_find(state, &ref, r);
		if (!form || form->type != FHIR_QUESTIONNAIRE)
			form = NULL;
		r->name = form && form->name ? form->name : form_title(state, address);
		if (r->instrument < 0 && form)
			r->instrument = form->instrument;
	}
}

enum status fhir_emit(struct fhir_state *state, struct err *err)
{
	struct fhir_group *groups = NULL;
	size_t n = 0, i;
	enum status status;

	forms_look_up(state);
	fhir_teams_mark(state);
	fhir_consents_gather(state);
	status = fhir_replies(state, err);
	if (status == ST_OK)
		status = fhir_fold(state, &groups, &n, err);
	for (i = 0; i < state->all.n && status == ST_OK; i++) {
		struct fhir_resource *r = state->all.v[i];

		if (!r->gone && r->patient && !r->part && r->type != FHIR_CONSENT)
			status = stage_single(state, r, err);
	}
	for (i = 0; i < n && status == ST_OK; i++)
		status = stage_group(state, &groups[i], err);
	if (status == ST_OK)
		status = fhir_consents_stage(state, err);
	if (status == ST_OK)
		status = fhir_people_rest(state, err);
	if (status == ST_OK)
		status = fhir_agency_refs(state, err);
	if (status == ST_OK && state->failed != ST_OK) {
		*err = state->failure;
		return state->failed;
	}
	return status == ST_OK && state->batch->no_memory ? err_nomem(err) : status;
}
