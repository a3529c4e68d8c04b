/*
 * Patient → records: who each event is about, and one record of that person at
 * each agency that has events of theirs.
 */
#include <string.h>

#include "ingest/fhir.h"

/* A person whose Patient is in none of the files may be in the store already:
 * the event then names them by id, and is set aside later if they are not. */
static struct fhir_resource *patient_unseen(struct fhir_state *state, const struct fhir_ref *ref)
{
	static const char PATIENT[] = "Patient/";
	const char *at = ref->to ? strstr(ref->to, PATIENT) : NULL, *id = NULL;
	struct fhir_resource *patient;
	char key[256];

	if (at)
		id = at + strlen(PATIENT);
	else if (ref->to && strncmp(ref->to, "urn:uuid:", 9) == 0)
		id = ref->to + 9;
	if (!id || !*id)
		return NULL;
	snprintf(key, sizeof key, "?%.*s", (int)strcspn(id, "/"), id);
	patient = fhir_map_get(&state->people, key);
	if (patient)
		return patient;
	patient = arena_alloc(state->batch->arena, sizeof *patient);
	if (!patient || !(patient->id = arena_dup(state->batch->arena, key + 1)) ||
	    !fhir_map_put(&state->people, key, patient)) {
		state->batch->no_memory = true;
		return NULL;
	}
	patient->type = FHIR_PATIENT;
	patient->ref = patient->id;
	return patient;
}

static bool is_event(const struct fhir_resource *r)
{
	return r->type >= FHIR_ENCOUNTER && !(r->type == FHIR_TASK && !r->social_care);
}

enum status fhir_people_find(struct fhir_state *state, struct err *err)
{
	enum status status = ST_OK;
	size_t i;

	for (i = 0; i < state->all.n && status == ST_OK; i++) {
		struct fhir_resource *r = state->all.v[i], *found;

		if (r->gone || !is_event(r))
			continue;
		found = fhir_find(state, &r->subject, r);
		r->patient = found && found->type == FHIR_PATIENT ? found
			: found ? NULL : patient_unseen(state, &r->subject);
		if (state->batch->no_memory)
			return err_nomem(err);
		if (r->patient)
			continue;
		r->gone = true;
		status = batch_reject(state->batch, r->origin, "subject",
			!r->subject.to && !r->subject.value ? "it names no person"
			: "the person it is about is in none of the files", r->ref, err);
	}
	return status;
}

/* Patients that their sender says are one, by `replaces` and `replaced-by`. */
void fhir_people_group(struct fhir_state *state)
{
	int64_t next = 0;
	size_t i, k;
	bool changed = true;

	for (i = 0; i < state->all.n; i++)
		if (state->all.v[i]->type == FHIR_PATIENT && !state->all.v[i]->gone)
			state->all.v[i]->group = ++next;
	while (changed) {
		changed = false;
		for (i = 0; i < state->all.n; i++) {
			struct fhir_resource *r = state->all.v[i], *other;

			for (k = 0; r->group && k < r->links.n; k++) {
				other = fhir_find(state, &r->links.v[k], r);
				if (!other || !other->group || other->group == r->group)
					continue;
				changed = true;
				if (other->group < r->group)
					r->group = other->group;
				else
					other->group = r->group;
			}
		}
	}
}

static const char *practice_of(const struct fhir_state *state, const struct fhir_resource *patient)
{
	const struct fhir_resource *found;
	size_t i;

	for (i = 0; i < patient->who.n; i++) {
		const struct fhir_ref *ref = &patient->who.v[i];

		found = fhir_find(state, ref, patient);
		if (found && found->name)
			return found->name;
		if (ref->display || ref->value)
			return ref->display ? ref->display : ref->value;
	}
	return NULL;
}

enum status fhir_person_stage(struct fhir_state *state, struct fhir_resource *patient,
	struct fhir_agency *agency, struct err *err)
{
	struct staged_person person = {.local_id = patient->id, .group = patient->group,
		.origin = patient->origin};
	char key[128];

	if (!patient->field)
		return ST_OK;
	person.agency = agency->code;
	snprintf(key, sizeof key, "%p %.70s", (void *)patient, agency->code);
	if (fhir_map_get(&state->people, key))
		return ST_OK;
	memcpy(person.field, patient->field, sizeof person.field);
	person.field[RF_GP_PRACTICE] = practice_of(state, patient);
	patient->staged = true;
	if (!vec_push(&state->batch->people, person) || !fhir_map_put(&state->people, key, patient))
		return err_nomem(err);
	return ST_OK;
}

/* Those without events belong to whoever manages them. */
enum status fhir_people_rest(struct fhir_state *state, struct err *err)
{
	enum status status = ST_OK;
	size_t i;

	for (i = 0; i < state->all.n && status == ST_OK; i++) {
		struct fhir_resource *r = state->all.v[i];
		struct fhir_agency *agency;

		if (r->type != FHIR_PATIENT || r->gone || r->staged)
			continue;
		r->patient = r;
		agency = fhir_agency_of(state, r);
		if (!agency)
			return err_nomem(err);
		status = fhir_agency_stage(state, agency, r->origin, err);
		if (status == ST_OK)
			status = fhir_person_stage(state, r, agency, err);
	}
	return status;
}
