/*
 * Consent → what a record says of it: "given on 2025-03-01 until 2026-03-01".
 * Only of sharing; the newest that is in force, of the record's agency or of
 * nobody in particular.  Only what says so is given: what it leaves open, or
 * gives with exceptions that a word cannot hold, is for asking.
 */
#include <string.h>

#include "ingest/fhir.h"

static const char OVER[] = "ended", IN_ERROR[] = "sent in error";

static bool has_code(const json_t *concept, const char *wanted)
{
	const json_t *list = json_object_get(concept, "coding"), *coding;
	size_t i;

	json_array_foreach(list, i, coding) {
		const char *code = json_string_value(json_object_get(coding, "code"));

		if (code && strcmp(code, wanted) == 0)
			return true;
	}
	return false;
}

/* Consents to a treatment or to research are about something else; a draft is nobody's word yet. */
const char *fhir_consent_unwanted(const json_t *json)
{
	const char *status = json_string_value(json_object_get(json, "status"));
	const json_t *scope = json_object_get(json, "scope");

	if (!status || strcmp(status, "draft") == 0 || strcmp(status, "proposed") == 0)
		return "Consent (not in force)";
	return has_code(scope, "treatment") || has_code(scope, "research") || has_code(scope, "adr")
		? "Consent (not to sharing)" : NULL;
}

static const char *day_of(struct fhir_state *state, const json_t *json, const char *key)
{
	const char *text = json_string_value(json_object_get(json, key));
	struct civil when;
	char iso[11];

	if (!text || !civil_parse(text, &when))
		return NULL;
	civil_iso(when.day, iso);
	return fhir_copy(state, iso);
}

static bool is_text(const json_t *json, const char *key, const char *wanted)
{
	const char *text = json_string_value(json_object_get(json, key));

	return text && strcmp(text, wanted) == 0;
}

/* A denial within what is permitted is an exception; in R5 whatever is told under the decision. */
static bool has_exception(const json_t *json)
{
	const json_t *provision = json_object_get(json, "provision"), *list = provision, *within;
	size_t i;

	if (json_is_object(provision))
		list = json_object_get(provision, "provision");
	json_array_foreach(list, i, within)
		if (json_is_object(provision) ? is_text(within, "type", "deny") : json_object_size(within) > 0)
			return true;
	return false;
}

/* R4: where the provision has no type the policy's rule alone says what was chosen, by the codes of
 * HL7's v3-ActCode; R5: the decision. */
static const char *word_of_consent(const json_t *json)
{
	const json_t *provision = json_object_get(json, "provision"), *rule = json_object_get(json, "policyRule");

	if (is_text(json, "status", "inactive"))
		return OVER;
	if (is_text(json, "status", "entered-in-error"))
		return IN_ERROR;
	if (is_text(json, "status", "rejected") || is_text(provision, "type", "deny") || is_text(json, "decision", "deny") ||
		has_code(rule, "OPTOUT") || has_code(rule, "OPTOUTE"))
		return "refused";
	if (has_exception(json) || has_code(rule, "OPTINR"))
		return "limited, ask the agency";
	return is_text(provision, "type", "permit") || is_text(json, "decision", "permit") || has_code(rule, "OPTIN")
		? "given" : "unclear, ask the agency";
}

void fhir_read_consent(struct fhir_state *state, json_t *json, struct fhir_resource *resource)
{
	const json_t *provision = json_object_get(json, "provision");
	const char *until = day_of(state, json_object_get(provision, "period"), "end");

	resource->subject = fhir_reference(state, resource, json_object_get(json, "patient"));
	fhir_references(state, resource, json_object_get(json, "organization"), NULL, &resource->who);
	resource->starts_on = day_of(state, json, "dateTime");
	resource->outcome = fhir_copy(state, arena_printf(state->arena, "%s%s%s%s%s", word_of_consent(json),
		resource->starts_on ? " on " : "", resource->starts_on ? resource->starts_on : "",
		until ? " until " : "", until ? until : ""));
	if (!resource->outcome)
		state->batch->no_memory = true;
}

void fhir_consents_gather(struct fhir_state *state)
{
	size_t i;

	for (i = 0; i < state->all.n; i++) {
		struct fhir_resource *r = state->all.v[i];

		if (r->type != FHIR_CONSENT || r->gone || !r->patient)
			continue;
		r->consent = r->patient->consent;
		r->patient->consent = r;
	}
}

static bool is_over(const struct fhir_resource *consent)
{
	return strncmp(consent->outcome, OVER, sizeof OVER - 1) == 0 || strncmp(consent->outcome, IN_ERROR, sizeof IN_ERROR - 1) == 0;
}

/* One in force before one that is over; then the later, and of one day the one read last, which heads the list. */
static bool is_newer(const struct fhir_resource *a, const struct fhir_resource *than)
{
	if (!than || is_over(a) != is_over(than))
		return !than || is_over(than);
	return strcmp(a->starts_on ? a->starts_on : "", than->starts_on ? than->starts_on : "") > 0;
}

const char *fhir_consent_of(struct fhir_state *state, struct fhir_resource *patient,
	struct fhir_agency *agency)
{
	struct fhir_resource *c, *best = NULL;

	for (c = patient->consent; c; c = c->consent) {
		struct fhir_agency *whose = fhir_agency_of(state, c);

		if (whose && (whose == agency || whose->fixed) && is_newer(c, best))
			best = c;
	}
	return best ? best->outcome : NULL;
}

enum status fhir_consents_stage(struct fhir_state *state, struct err *err)
{
	enum status status = ST_OK;
	size_t i;

	for (i = 0; i < state->all.n && status == ST_OK; i++) {
		struct fhir_resource *r = state->all.v[i];
		struct fhir_agency *agency;

		if (r->type != FHIR_CONSENT || r->gone || !r->patient)
			continue;
		agency = fhir_agency_of(state, r);
		if (!agency)
			return err_nomem(err);
		if (!r->patient->field) {
			status = fhir_person_known(state, r->patient, fhir_agency_root(agency), r->origin, err);
			if (status == ST_NONE)
				status = batch_reject(state->batch, r->origin, "patient",
					"the Patient is in none of the files, and not known here: send both together", r->ref, err);
		}
		if (status != ST_OK || !r->patient->field || agency->fixed)
			continue;
		status = fhir_agency_stage(state, agency, r->origin, err);
		if (status == ST_OK)
			status = fhir_person_stage(state, r->patient, fhir_agency_root(agency), err);
	}
	return status;
}
