/*
 * Which agency a resource comes from.  Whom a file names without telling of them,
 * an earlier file may have told: the store remembers what senders call an agency.
 */
#include <string.h>

#include "care/work.h"
#include "ingest/fhir/fhir.h"
#include "store_events.h"
#include "store_people.h"

/* What a reference may lead to, the surest first; who did it comes before where. */
enum pass {
	PASS_ORGANISATION, PASS_ROLE, PASS_PRACTITIONER, PASS_PLACE, PASS_COUNT
};

static bool pass_has(enum pass pass, const char *ref)
{
	static const char *const TYPES[PASS_COUNT][4] = {
		[PASS_ORGANISATION] = {"Organization/"},
		[PASS_ROLE] = {"PractitionerRole/", "HealthcareService/", "CareTeam/"},
		[PASS_PRACTITIONER] = {"Practitioner/"},
		[PASS_PLACE] = {"Location/"},
	};
	size_t i;

	for (i = 0; i < 4 && TYPES[pass][i]; i++)
		if (strncmp(ref, TYPES[pass][i], strlen(TYPES[pass][i])) == 0)
			return true;
	return false;
}

struct fhir_agency *fhir_agency_of_store(struct fhir_state *state, int64_t id)
{
	const struct session *s = state->batch->session;
	const char *code = NULL;
	struct fhir_agency *agency;
	size_t i;

	for (i = 0; i < s->agency_n; i++)
		if (s->agency[i].id == id)
			code = fhir_keep(state, s->agency[i].code);
	agency = code ? fhir_agency_root(fhir_map_get(&state->agency_by_code, code)) : NULL;
	if (agency || !code)
		return agency;
	agency = fhir_agency_new(state, NULL);
	if (!agency)
		return NULL;
	agency->code = code;
	agency->known = agency->staged = true;
	if (!fhir_map_put(&state->agency_by_code, code, agency))
		state->batch->no_memory = true;
	return agency;
}

/* One that no file of this run tells of, but a file before it did. */
static struct fhir_agency *agency_remembered(struct fhir_state *state, const struct fhir_ref *ref,
	enum pass pass)
{
	char key[256];
	int64_t id;
	enum status status;

	if (!state->batch->session || !ref->to || !fhir_relative(ref->to, key, sizeof key) ||
	    !pass_has(pass, key))
		return NULL;
	status = store_agency_by_ref(state->batch->session->store, key, &id, &state->failure);
	if (status == ST_OK)
		return fhir_agency_of_store(state, id);
	if (status != ST_NONE)
		state->failed = status;
	return NULL;
}

static bool is_visit_of(struct fhir_state *state, const char *agency, const char *ref, const char *local_id)
{
	const struct store *store = state->batch->session->store;
	struct event event = {0};
	int64_t id;
	enum status status = store_event_find(store, agency, ref, &id, &state->failure);

	if (status == ST_OK)
		status = store_event_get(store, id, state->arena, &event, &state->failure);
	if (status != ST_OK && status != ST_NONE)
		state->failed = status;
	return status == ST_OK && strcmp(event.local_id, local_id) == 0;
}

/* Of a visit of this person that only an earlier file told of. */
static struct fhir_agency *agency_of_visit(struct fhir_state *state, const struct fhir_resource *resource)
{
	const struct fhir_resource *patient = resource->patient;
	const struct session *s = state->batch->session;
	const struct agency *found = NULL;
	char key[256];

	if (!s || !patient || patient->asked_for || !resource->encounter.to ||
	    !fhir_relative(resource->encounter.to, key, sizeof key) || strncmp(key, "Encounter/", 10) != 0)
		return NULL;
	for (size_t i = 0; i < s->agency_n && !found; i++)
		if (strcmp(s->agency[i].code, AGENCY_UNKNOWN) != 0 && is_visit_of(state, s->agency[i].code, key, patient->id))
			found = &s->agency[i];
	return found ? fhir_agency_of_store(state, found->id) : NULL;
}

/* Of a part that an earlier file told of together with those that say whose it is. */
static struct fhir_agency *agency_of_part(struct fhir_state *state, const struct fhir_resource *resource)
{
	const struct session *s = state->batch->session;
	const struct fhir_resource *patient = resource->patient;

	if (!s || !patient || patient->asked_for || (resource->type != FHIR_OBSERVATION && resource->type != FHIR_PROCEDURE &&
		resource->type != FHIR_RESPONSE))
		return NULL;
	for (size_t i = 0; i < s->agency_n; i++) {
		struct event event = {0};
		int64_t id;
		enum status status = strcmp(s->agency[i].code, AGENCY_UNKNOWN) == 0 ? ST_NONE
			: store_event_by_part(s->store, s->agency[i].id, resource->ref, &id, &state->failure);

		if (status == ST_OK)
			status = store_event_get(s->store, id, state->arena, &event, &state->failure);
		if (status != ST_OK && status != ST_NONE)
			state->failed = status;
		if (status == ST_OK && strcmp(event.local_id, patient->id) == 0)
			return fhir_agency_of_store(state, s->agency[i].id);
	}
	return NULL;
}

struct fhir_agency *fhir_agency_referred(struct fhir_state *state, const struct fhir_ref *ref,
	const struct fhir_resource *from)
{
	struct fhir_resource *found = fhir_find(state, ref, from);
	struct fhir_agency *agency;

	if (found && found->type == FHIR_ORGANIZATION)
		return fhir_agency_root(found->agency);
	if (found && (found->type == FHIR_ROLE || found->type == FHIR_HEALTHCARE))
		return fhir_agency_referred(state, &found->organisation, found);
	if (found || (!ref->to && !ref->display && !ref->value))
		return NULL;
	agency = agency_remembered(state, ref, PASS_ORGANISATION);
	return agency ? agency : fhir_agency_unseen(state, ref);
}

/* Every role of this practitioner is with one agency: that one. */
static struct fhir_agency *agency_of_practitioner(struct fhir_state *state,
	const struct fhir_resource *practitioner)
{
	const struct fhir_resource *role = practitioner->role_held;

	return role && !practitioner->roles_differ
		? fhir_agency_referred(state, &role->organisation, role) : NULL;
}

void fhir_roles_gather(struct fhir_state *state)
{
	size_t i;

	for (i = 0; i < state->all.n; i++) {
		struct fhir_resource *role = state->all.v[i], *holder;
		struct fhir_agency *agency;

		if (role->type != FHIR_ROLE || role->gone)
			continue;
		holder = fhir_find(state, &role->subject, role);
		agency = fhir_agency_referred(state, &role->organisation, role);
		/* What is told of one part alone says nothing of who is kept. */
		if (!holder || holder->type != FHIR_PRACTITIONER || !agency ||
		    (holder->is_kept && !role->is_kept))
			continue;
		if (!holder->role_held)
			holder->role_held = role;
		else if (agency_of_practitioner(state, holder) != agency)
			holder->roles_differ = true;
	}
}

/* An Organization that no file holds, among those who may also be people: it says
 * so, or its identifier is one that only organisations have. */
static struct fhir_agency *agency_told(struct fhir_state *state, const struct fhir_ref *ref)
{
	char key[1024];

	if (ref->to_organisation || fhir_is_ods(ref->system))
		return fhir_agency_unseen(state, ref);
	if (!ref->system || !ref->value)
		return NULL;
	snprintf(key, sizeof key, "%s|%s", ref->system, ref->value);
	return fhir_agency_root(fhir_map_get(&state->agency_by_identifier, key));
}

static struct fhir_agency *agency_of_one(struct fhir_state *state, const struct fhir_ref *ref,
	const struct fhir_resource *from, enum pass pass)
{
	struct fhir_resource *found = fhir_find(state, ref, from);

	struct fhir_agency *agency;

	if (!found) {
		agency = agency_remembered(state, ref, pass);
		return agency || pass != PASS_ORGANISATION ? agency : agency_told(state, ref);
	}
	switch (pass) {
	case PASS_ORGANISATION:
		return found->type == FHIR_ORGANIZATION ? fhir_agency_root(found->agency) : NULL;
	case PASS_ROLE:
		return found->type == FHIR_ROLE || found->type == FHIR_HEALTHCARE ||
			found->type == FHIR_TEAM
			? fhir_agency_referred(state, &found->organisation, found) : NULL;
	case PASS_PRACTITIONER:
		if (found->type == FHIR_ROLE)
			found = fhir_find(state, &found->subject, found);
		return found && found->type == FHIR_PRACTITIONER
			? agency_of_practitioner(state, found) : NULL;
	default:
		return NULL;
	}
}

struct fhir_agency *fhir_agency_of_refs(struct fhir_state *state, const struct fhir_refs *who,
	const struct fhir_resource *from)
{
	struct fhir_agency *agency = NULL;
	enum pass pass;
	size_t i;

	for (pass = PASS_ORGANISATION; pass < PASS_COUNT && !agency; pass++)
		for (i = 0; i < who->n && !agency; i++)
			agency = agency_of_one(state, &who->v[i], from, pass);
	return agency;
}

static struct fhir_agency *agency_of_episodes(struct fhir_state *state,
	const struct fhir_resource *resource)
{
	struct fhir_agency *agency = NULL;
	size_t i;

	for (i = 0; i < resource->episodes.n && !agency; i++) {
		struct fhir_resource *episode = fhir_find(state, &resource->episodes.v[i], resource);

		if (episode && episode->type == FHIR_EPISODE)
			agency = fhir_agency_referred(state, &episode->organisation, episode);
	}
	return agency;
}

/* A form's author, else where it was filled in. */
static struct fhir_agency *agency_of_response(struct fhir_state *state, const struct fhir_resource *response)
{
	struct fhir_agency *agency = fhir_agency_of_refs(state, &response->who, response);
	const struct fhir_resource *visit = agency ? NULL : fhir_find(state, &response->encounter, response);

	return visit && visit->type == FHIR_ENCOUNTER ? fhir_agency_referred(state, &visit->organisation, visit) : agency;
}

static struct fhir_agency *agency_of_responses(struct fhir_state *state,
	const struct fhir_resource *resource)
{
	struct fhir_agency *agency = NULL;
	size_t i;

	for (i = 0; i < resource->derived.n && !agency; i++) {
		struct fhir_resource *response = fhir_find(state, &resource->derived.v[i], resource);

		if (response && response->type == FHIR_RESPONSE)
			agency = agency_of_response(state, response);
	}
	return agency;
}

/* The one agency of that folded name. */
static struct fhir_agency *agency_of_name(struct fhir_state *state, const char *called)
{
	char place[280], name[280];
	struct fhir_agency *only = NULL;
	size_t i, n = 0;

	text_fold(called, place, sizeof place);
	for (i = 0; i < state->agencies.n; i++) {
		struct fhir_agency *other = state->agencies.v[i];

		if (other->same || !other->name)
			continue;
		text_fold(other->name, name, sizeof name);
		if (*name && strcmp(place, name) == 0) {
			only = other;
			n++;
		}
	}
	return n == 1 ? only : NULL;
}

static struct fhir_agency *agency_of_place(struct fhir_state *state, struct fhir_resource *place)
{
	struct fhir_agency *agency = fhir_agency_referred(state, &place->organisation, place);

	return agency || !place->name ? agency : agency_of_name(state, place->name);
}

/* Where nothing else tells whose visit it was: the owner of the place, or the
 * one agency that the place is called after. */
static struct fhir_agency *agency_of_places(struct fhir_state *state,
	const struct fhir_resource *resource)
{
	struct fhir_agency *agency = NULL;
	size_t i;

	for (i = 0; i < resource->places.n && !agency; i++) {
		const struct fhir_ref *ref = &resource->places.v[i];
		struct fhir_resource *found = fhir_find(state, ref, resource);

		agency = found ? agency_of_place(state, found)
			: agency_remembered(state, ref, PASS_PLACE);
		if (!agency && ref->display && !(found && found->name))
			agency = agency_of_name(state, ref->display);
	}
	return agency;
}

/* One that stands for a code known elsewhere: --agency, or "not stated". */
static struct fhir_agency *agency_fixed(struct fhir_state *state, const char *code,
	const char *name)
{
	struct fhir_agency *agency = fhir_map_get(&state->agency_by_code, code);

	if (agency)
		return fhir_agency_root(agency);
	agency = fhir_agency_new(state, NULL);
	if (!agency)
		return NULL;
	agency->code = code;
	agency->fixed = true;
	agency->staged = name == NULL;
	agency->name = name;
	if (!fhir_map_put(&state->agency_by_code, code, agency))
		state->batch->no_memory = true;
	return agency;
}

/* What was found at a visit of which only its place or who was there tells whose it was. */
static struct fhir_agency *agency_of_encounter(struct fhir_state *state, struct fhir_resource *encounter)
{
	struct fhir_agency *agency = fhir_agency_of(state, encounter);

	return agency && agency->fixed ? NULL : agency;
}

/* The first of DESIGN's list that names one. */
static struct fhir_agency *agency_search(struct fhir_state *state, struct fhir_resource *resource)
{
	struct fhir_resource *encounter = resource->type == FHIR_ENCOUNTER ? resource
		: fhir_find(state, &resource->encounter, resource);
	struct fhir_agency *agency = NULL;

	/* What says all of itself is its record's agency's. */
	if (resource->own && resource->patient && resource->patient->is_own)
		agency = fhir_agency_referred(state, &resource->patient->organisation, resource->patient);
	if (!agency && encounter && encounter->type == FHIR_ENCOUNTER)
		agency = fhir_agency_referred(state, &encounter->organisation, encounter);
	if (!agency && !encounter)
		agency = agency_of_visit(state, resource);
	if (!agency && (resource->type == FHIR_EPISODE || resource->type == FHIR_TEAM))
		agency = fhir_agency_referred(state, &resource->organisation, resource);
	if (!agency)
		agency = fhir_agency_of_refs(state, &resource->who, resource);
	if (!agency && encounter && encounter->type == FHIR_ENCOUNTER)
		agency = agency_of_episodes(state, encounter);
	if (!agency)
		agency = agency_of_responses(state, resource);
	if (!agency)
		agency = agency_of_part(state, resource);
	if (!agency && resource->patient)
		agency = fhir_agency_referred(state, &resource->patient->organisation, resource->patient);
	if (!agency && state->batch->agency)
		agency = agency_fixed(state, state->batch->agency, NULL);
	if (!agency && encounter && encounter->type == FHIR_ENCOUNTER)
		agency = encounter == resource ? agency_of_places(state, resource) : agency_of_encounter(state, encounter);
	if (!agency && resource->source.value)
		agency = agency_told(state, &resource->source);
	return agency ? agency : agency_fixed(state, AGENCY_UNKNOWN, "Not stated");
}

struct fhir_agency *fhir_agency_of(struct fhir_state *state, struct fhir_resource *resource)
{
	if (resource->type == FHIR_ORGANIZATION)
		return fhir_agency_root(resource->agency);
	if (!resource->agency)
		resource->agency = agency_search(state, resource);
	return fhir_agency_root(resource->agency);
}

struct fhir_agency *fhir_agency_asked(struct fhir_state *state, struct fhir_resource *request)
{
	const struct fhir_resource *task = request->given;

	return task ? fhir_agency_of_refs(state, &task->to, task)
		: fhir_agency_of_refs(state, &request->to, request);
}

/* Whom the run's resources are with, where that is an agency of some row. */
static struct fhir_agency *agency_behind(struct fhir_state *state, struct fhir_resource *r)
{
	switch (r->type) {
	case FHIR_ORGANIZATION:
		return fhir_agency_root(r->agency);
	case FHIR_ROLE:
	case FHIR_HEALTHCARE:
	case FHIR_TEAM:
		return fhir_agency_referred(state, &r->organisation, r);
	case FHIR_PRACTITIONER:
		return agency_of_practitioner(state, r);
	case FHIR_LOCATION:
		return agency_of_place(state, r);
	default:
		return NULL;
	}
}

enum status fhir_agency_refs(struct fhir_state *state, struct err *err)
{
	size_t i;

	for (i = state->part_from; i < state->all.n; i++) {
		struct fhir_resource *r = state->all.v[i];
		struct fhir_agency *agency = r->gone ? NULL : agency_behind(state, r);

		if (agency && agency->staged && !agency->fixed &&
		    !vec_push(&state->batch->refs, ((struct staged_ref){fhir_keep(state, r->ref), agency->code})))
			return err_nomem(err);
	}
	return ST_OK;
}
