/*
 * Consent → what a record says of it: "given on 2025-03-01 until 2026-03-01".
 * Only of sharing; the newest that is in force, of the record's agency or of
 * nobody in particular.  Only what says so is given: what it leaves open, or
 * gives with exceptions that a word cannot hold, is for asking.  A draft, or one to
 * something else, says nothing; but what it once gave it does not give any more.
 */
#include <string.h>

#include "ingest/fhir/fhir.h"

static const char OVER[] = "ended", IN_ERROR[] = "sent in error", UNCLEAR[] = "unclear, ask the agency";

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
static const char *says_nothing(const json_t *json)
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

/* A period ends with the last day of what it says: 2025 holds to its 31 December. */
static const char *last_day_of(struct fhir_state *state, const json_t *period)
{
	const char *text = json_string_value(json_object_get(period, "end"));
	int32_t first, last;
	char iso[11];

	if (!text || !civil_is_part(text) || !civil_typed(text, 0, &first, &last))
		return day_of(state, period, "end");
	civil_iso(last, iso);
	return fhir_copy(state, iso);
}

static bool is_text(const json_t *json, const char *key, const char *wanted)
{
	const char *text = json_string_value(json_object_get(json, key));

	return text && strcmp(text, wanted) == 0;
}

static bool is_one_of(const char *text, const char *const *words)
{
	for (; *words; words++)
		if (strcmp(text, *words) == 0)
			return true;
	return false;
}

/* A denial within what is permitted, however deep, is an exception. */
static bool has_exception(const json_t *provision)
{
	const json_t *list = json_object_get(provision, "provision"), *within;
	size_t i;

	if (json_is_object(list))
		return is_text(list, "type", "deny") || has_exception(list);
	json_array_foreach(list, i, within)
		if (is_text(within, "type", "deny") || has_exception(within))
			return true;
	return false;
}

/* Where the provision has no type the policy's rule alone says what was chosen, by the codes of
 * HL7's v3-ActCode. */
static const char *word_of_consent(const json_t *json)
{
	static const char *const ENDED[] = {"inactive", "revoked", "withdrawn", "expired", "ended", "superseded", NULL};
	const json_t *provision = json_object_get(json, "provision"), *rule = json_object_get(json, "policyRule");
	const char *status = json_string_value(json_object_get(json, "status"));

	if (is_one_of(status, ENDED))
		return OVER;
	if (strcmp(status, "entered-in-error") == 0)
		return IN_ERROR;
	if (strcmp(status, "rejected") == 0 || is_text(provision, "type", "deny") || has_code(rule, "OPTOUT") ||
		has_code(rule, "OPTOUTE"))
		return "refused";
	if (strcmp(status, "active") != 0)
		return UNCLEAR;
	if (has_exception(provision) || has_code(rule, "OPTINR"))
		return "limited, ask the agency";
	return is_text(provision, "type", "permit") || has_code(rule, "OPTIN") ? "given" : UNCLEAR;
}

void fhir_read_consent(struct fhir_state *state, json_t *json, struct fhir_resource *resource)
{
	const json_t *provision = json_object_get(json, "provision");
	const char *until = last_day_of(state, json_object_get(provision, "period"));

	resource->subject = fhir_reference(state, resource, json_object_get(json, "patient"));
	fhir_references(state, resource, json_object_get(json, "organization"), NULL, &resource->who);
	resource->starts_on = day_of(state, json, "dateTime");
	resource->class = says_nothing(json);
	if (resource->class)
		return;
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

/* What the store has was said by it, when it still said something: where that is not known, by one of that day. */
static bool was_of(const struct fhir_resource *consent, const char *stored, const char *by)
{
	const char *on = stored ? strstr(stored, " on ") : NULL;

	return !consent->outcome && consent->starts_on && on && (!by || strcmp(by, consent->ref) == 0) &&
		strncmp(on + 4, consent->starts_on, strlen(consent->starts_on)) == 0;
}

const char *fhir_consent_of(struct fhir_state *state, struct fhir_resource *patient,
	struct fhir_agency *agency, const char *stored, const char *stored_by, const char **by)
{
	struct fhir_resource *c, *best = NULL;
	const char *said = NULL;

	for (c = patient->consent; c; c = c->consent) {
		struct fhir_agency *whose = fhir_agency_of(state, c);

		if (!whose || (whose != agency && !whose->fixed))
			continue;
		if (c->outcome && is_newer(c, best))
			best = c;
		else if (was_of(c, stored, stored_by))
			said = UNCLEAR;
	}
	*by = best ? best->ref : NULL;
	return best ? best->outcome : said;
}

static enum status consent_stage(struct fhir_state *state, struct fhir_resource *r, struct err *err)
{
	struct fhir_agency *agency = fhir_agency_of(state, r);
	enum status status = ST_OK;

	if (!agency)
		return err_nomem(err);
	if (!r->outcome)
		fhir_leave_out(state, r->class);
	if (!r->patient->field) {
		status = fhir_person_known(state, r->patient, fhir_agency_root(agency), r->origin, err);
		if (status == ST_NONE && !r->outcome)
			status = ST_OK;
		else if (status == ST_NONE)
			status = batch_reject(state->batch, r->origin, "patient",
				"the Patient is in none of the files, and not known here: send both together", r->ref, err);
	}
	if (status != ST_OK || !r->patient->field || agency->fixed || !r->outcome)
		return status;
	status = fhir_agency_stage(state, agency, r->origin, err);
	return status == ST_OK ? fhir_person_stage(state, r->patient, fhir_agency_root(agency), err) : status;
}

enum status fhir_consents_stage(struct fhir_state *state, struct err *err)
{
	enum status status = ST_OK;
	size_t i;

	for (i = 0; i < state->all.n && status == ST_OK; i++) {
		struct fhir_resource *r = state->all.v[i];

		if (r->type == FHIR_CONSENT && !r->gone && r->patient)
			status = consent_stage(state, r, err);
	}
	return status;
}
