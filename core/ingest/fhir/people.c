/*
 * Patient → records: who each event is about, and one record of that person at
 * each agency that has events of theirs.
 */
#include <string.h>

#include "care/work.h"
#include "ingest/fhir/spill.h"
#include "store_consents.h"
#include "store_people.h"

/* A person whose Patient is in none of the files may be in the store already:
 * the event then names them by id, and is set aside later if they are not. */
static struct fhir_resource *patient_unseen(struct fhir_state *state, const struct fhir_ref *ref)
{
	static const char PATIENT[] = "Patient/";
	const char *at = ref->to ? strstr(ref->to, PATIENT) : NULL, *id = NULL;
	struct fhir_resource *patient;
	char key[256];

	if (ref->value)
		id = ref->value;
	else if (at)
		id = at + strlen(PATIENT);
	else if (ref->to && strncmp(ref->to, "urn:uuid:", 9) == 0)
		id = ref->to + 9;
	if (!id || !*id)
		return NULL;
	if (ref->value)
		snprintf(key, sizeof key, "=%s|%s", ref->system ? ref->system : "", id);
	else
		snprintf(key, sizeof key, "?%.*s", (int)strcspn(id, "/"), id);
	patient = fhir_met(state, FHIR_PEOPLE, key);
	if (patient)
		return patient;
	patient = arena_alloc(state->arena, sizeof *patient);
	if (patient && ref->value)
		patient->asked_for = ref;
	if (!patient || !(patient->id = arena_dup(state->arena, key + 1)) ||
	    !fhir_meet(state, FHIR_PEOPLE, key, patient)) {
		state->batch->no_memory = true;
		return NULL;
	}
	patient->type = FHIR_PATIENT;
	patient->ref = patient->id;
	return patient;
}

/* One told only inside another resource is whoever has one of their identifiers. */
static struct fhir_resource *patient_inside(struct fhir_state *state,
	const struct fhir_resource *inside, const struct fhir_resource *from)
{
	struct fhir_ref *ref;
	struct fhir_resource *found;
	size_t i;

	for (i = 0; i < inside->id_n; i++) {
		struct fhir_ref one = {.to = "Patient?", .system = inside->ids[i].system,
			.value = inside->ids[i].value};

		found = fhir_find(state, &one, from);
		if (found)
			return found;
	}
	ref = inside->id_n ? arena_alloc(state->arena, sizeof *ref) : NULL;
	if (!ref) {
		state->batch->no_memory = state->batch->no_memory || inside->id_n;
		return NULL;
	}
	*ref = (struct fhir_ref){.system = inside->ids[0].system, .value = inside->ids[0].value};
	for (i = 1; i < inside->id_n && !fhir_is_nhs_number(ref->system); i++)
		if (fhir_is_nhs_number(inside->ids[i].system))
			*ref = (struct fhir_ref){.system = inside->ids[i].system, .value = inside->ids[i].value};
	found = patient_unseen(state, ref);
	if (found && !found->field)
		found->field = inside->field;
	return found;
}

struct fhir_resource *fhir_patient_of(struct fhir_state *state, const struct fhir_resource *r)
{
	const struct fhir_ref *ref = r->team ? &r->team->of : &r->subject;
	struct fhir_resource *found = fhir_find(state, ref, r);

	if (!found)
		return patient_unseen(state, ref);
	if (found->type != FHIR_PATIENT)
		return NULL;
	return found->inside ? patient_inside(state, found, r) : found;
}

static bool is_event(const struct fhir_resource *r)
{
	if (r->team)
		return (r->team->of.to || r->team->of.value) && !strchr(r->ref, '#');
	return r->type >= FHIR_ENCOUNTER && !(r->type == FHIR_TASK && !r->social_care && !r->asks);
}

enum status fhir_people_find(struct fhir_state *state, struct err *err)
{
	enum status status = ST_OK;
	size_t i;

	for (i = 0; i < state->all.n && status == ST_OK; i++) {
		struct fhir_resource *r = state->all.v[i];

		if (r->gone || !is_event(r))
			continue;
		r->patient = fhir_patient_of(state, r);
		if (state->batch->no_memory)
			return err_nomem(err);
		if (r->patient || r->team)
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
	size_t i, k;
	bool changed = true;

	for (i = 0; i < state->all.n; i++)
		if (state->all.v[i]->type == FHIR_PATIENT && !state->all.v[i]->gone)
			state->all.v[i]->group = fhir_spill_group(state, state->all.v[i]);
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

/* ST_NONE: the store holds no such record, or there is no store. */
static enum status stored_find(const struct fhir_state *state, const char *agency, const char *local_id,
	struct record *out, struct err *err)
{
	const struct session *s = state->batch->session;
	int64_t id;
	enum status status = s ? store_record_find(s->store, agency, local_id, &id, err) : ST_NONE;

	return status == ST_OK ? store_record_get(s->store, id, state->arena, out, err) : status;
}

/* What is said of consent, or that nothing is. */
static enum status consent_tell(struct fhir_state *state, struct fhir_resource *patient, struct fhir_agency *agency,
	const struct record *stored, struct staged_person *person, struct err *err)
{
	const char *by = NULL;
	enum status status = stored ? store_consent_by(state->batch->session->store, stored->id, state->arena, &by, err) : ST_OK;

	person->field[RF_CONSENT] = fhir_consent_of(state, patient, agency, stored ? stored->field[RF_CONSENT] : NULL, by,
		&person->consent_by);
	if (!person->field[RF_CONSENT])
		person->lacks |= (uint32_t)1 << RF_CONSENT;
	return status;
}

/* A Patient sent without its Consent says nothing of consent, but one that says all of itself. */
static enum status consent_said(struct fhir_state *state, struct fhir_resource *patient, struct fhir_agency *agency,
	struct staged_person *person, struct err *err)
{
	struct record r;
	enum status status = ST_NONE;

	if (patient->is_own && !patient->consent)
		return ST_OK;
	if (!patient->is_own)
		status = stored_find(state, person->agency, person->local_id, &r, err);
	return status == ST_OK || status == ST_NONE
		? consent_tell(state, patient, agency, status == ST_OK ? &r : NULL, person, err) : status;
}

enum status fhir_person_known(struct fhir_state *state, struct fhir_resource *patient,
	struct fhir_agency *agency, struct origin origin, struct err *err)
{
	struct staged_person person = {.local_id = patient->id, .agency = agency->code, .origin = origin};
	struct record r;
	enum status status = stored_find(state, agency->code, patient->id, &r, err);
	char key[128];

	if (status != ST_OK)
		return status;
	snprintf(key, sizeof key, "%p %.70s", (void *)patient, agency->code);
	if (fhir_met(state, FHIR_PEOPLE, key))
		return ST_OK;
	person.lacks = (((uint32_t)1 << RF_COUNT) - 1) & ~((uint32_t)1 << RF_CONSENT);
	status = consent_tell(state, patient, agency, &r, &person, err);
	return status != ST_OK ? status : vec_push(&state->batch->people, person) && fhir_meet(state, FHIR_PEOPLE, key, patient) ? ST_OK : err_nomem(err);
}

enum status fhir_person_stage(struct fhir_state *state, struct fhir_resource *patient,
	struct fhir_agency *agency, struct err *err)
{
	struct staged_person person = {.local_id = patient->id, .group = patient->group,
		.origin = patient->origin};
	enum status status = ST_OK;
	char key[128];

	if (!patient->field || patient->asked_for)
		return ST_OK;
	person.agency = agency->code;
	snprintf(key, sizeof key, "%p %.70s", (void *)patient, agency->code);
	if (fhir_met(state, FHIR_PEOPLE, key))
		return ST_OK;
	memcpy(person.field, patient->field, sizeof person.field);
	person.field[RF_GP_PRACTICE] = practice_of(state, patient);
	if (!person.field[RF_CONSENT])
		status = consent_said(state, patient, agency, &person, err);
	if (status != ST_OK)
		return status;
	patient->staged = true;
	if (!vec_push(&state->batch->people, person) || !fhir_meet(state, FHIR_PEOPLE, key, patient))
		return err_nomem(err);
	return ST_OK;
}

/* `Patient/id` of a reference that has an identifier too. */
static const char *literal_id(struct fhir_state *state, const struct fhir_ref *ref)
{
	static const char PATIENT[] = "Patient/";
	const char *at = ref->to ? strstr(ref->to, PATIENT) : NULL;

	at = at ? at + strlen(PATIENT) : NULL;
	return at && *at ? arena_dup_n(state->arena, at, strcspn(at, "/")) : NULL;
}

static enum status record_make(struct fhir_state *state, struct fhir_resource *patient,
	const char *agency, const char *local_id, bool is_nhs, struct err *err)
{
	const struct session *s = state->batch->session;
	struct staged_person person = {.local_id = local_id, .agency = agency, .origin = patient->origin};
	enum status status;
	char key[128];
	int64_t id;

	snprintf(key, sizeof key, "%p %.70s", (void *)patient, agency);
	if (fhir_met(state, FHIR_PEOPLE, key))
		return ST_OK;
	status = s ? store_record_find(s->store, agency, local_id, &id, err) : ST_NONE;
	if (status != ST_NONE)
		return status;
	if (patient->field)
		memcpy(person.field, patient->field, sizeof person.field);
	if (is_nhs && !person.field[RF_NHS_NUMBER])
		person.field[RF_NHS_NUMBER] = patient->asked_for->value;
	return vec_push(&state->batch->people, person) && fhir_meet(state, FHIR_PEOPLE, key, patient)
		? ST_OK : err_nomem(err);
}

enum status fhir_person_asked(struct fhir_state *state, struct fhir_resource *patient,
	struct origin origin, const char *agency, const char **local_id, struct err *err)
{
	const struct fhir_ref *ref = patient->asked_for;
	bool is_told = patient->field && patient->field[RF_FAMILY_NAME], is_nhs;
	char digits[11];

	is_nhs = fhir_is_nhs_number(ref->system) && nhs_number_valid(ref->value, digits);
	*local_id = literal_id(state, ref);
	if (!*local_id && !is_nhs && !is_told)
		return ST_NONE;
	if (!*local_id)
		*local_id = is_nhs ? arena_printf(state->arena, "NHS-%s", digits) : ref->value;
	if (!*local_id)
		return err_nomem(err);
	patient->origin = origin;
	return is_nhs || is_told ? record_make(state, patient, agency, *local_id, is_nhs, err) : ST_OK;
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
