#include "ingest/fhir/shape.h"

#include <stdbool.h>
#include <string.h>
#include <strings.h>

static bool is(const char *a, const char *b)
{
	return a && strcmp(a, b) == 0;
}

const char *fhir_shape_type(const char *type)
{
	return is(type, "ReferralRequest") || is(type, "ProcedureRequest") ? "ServiceRequest" : type;
}

/* One or a list --------------------------------------------------------------- */

static void list_make(json_t *object, const char *key)
{
	json_t *value = json_object_get(object, key), *list;

	if (!json_is_object(value) && !json_is_string(value))
		return;
	list = json_array();
	if (json_array_append(list, value) == 0)
		json_object_set(object, key, list);
	json_decref(list);
}

static void one_make(json_t *object, const char *key)
{
	json_t *value = json_object_get(object, key), *first;

	if (!json_is_array(value))
		return;
	first = json_incref(json_array_get(value, 0));
	if (first)
		json_object_set(object, key, first);
	else
		json_object_del(object, key);
	json_decref(first);
}

/* In what a member holds: the parts of a name, an address, a concept. */
static void parts_shape(json_t *value)
{
	static const char *const LISTS[] = {"coding", "given", "prefix", "line"};
	json_t *item;
	size_t i;

	json_array_foreach(value, i, item)
		parts_shape(item);
	if (!json_is_object(value))
		return;
	for (i = 0; i < sizeof LISTS / sizeof *LISTS; i++)
		list_make(value, LISTS[i]);
	one_make(value, "family");
}

static void members_shape(json_t *resource, const char *type)
{
	static const char *const LISTS[] = {"identifier", "telecom", "address", "communication", "link",
		"category", "participant", "extension", "contained"};
	static const char *const ONES[] = {"subject", "patient", "for", "encounter", "status", "period",
		"gender", "birthDate", "managingOrganization", "serviceProvider", "questionnaire", "provision"};
	bool codes = is(type, "Questionnaire") || is(type, "PractitionerRole");
	const char *key;
	json_t *value;
	size_t i;

	for (i = 0; i < sizeof LISTS / sizeof *LISTS; i++)
		list_make(resource, LISTS[i]);
	if (json_is_object(json_object_get(resource, "name")))
		list_make(resource, "name");
	if (is(type, "Organization"))
		list_make(resource, "type");
	if (codes)
		list_make(resource, "code");
	else
		one_make(resource, "code");
	for (i = 0; i < sizeof ONES / sizeof *ONES; i++)
		one_make(resource, ONES[i]);
	json_object_foreach(resource, key, value)
		if (json_is_object(value) || json_is_array(value))
			parts_shape(value);
}

/* Other names ------------------------------------------------------------------ */

static void rename_one(json_t *object, const char *from, const char *to)
{
	json_t *value = json_object_get(object, from);

	if (!value || json_object_get(object, to))
		return;
	if (json_object_set(object, to, value) == 0)
		json_object_del(object, from);
}

static void names_shape(json_t *resource, const char *type)
{
	static const struct { const char *type, *from, *to; } NAMES[] = {
		{"Encounter", "actualPeriod", "period"}, {"Encounter", "plannedStartDate", "period"},
		{"Encounter", "admission", "hospitalization"}, {"Encounter", "reason", "reasonCode"},
		{"Encounter", "patient", "subject"},
		{"Procedure", "occurrenceDateTime", "performedDateTime"},
		{"Procedure", "occurrencePeriod", "performedPeriod"}, {"Procedure", "context", "encounter"},
		{"Observation", "context", "encounter"}, {"QuestionnaireResponse", "context", "encounter"},
		{"CarePlan", "context", "encounter"}, {"Task", "context", "encounter"},
		{"ServiceRequest", "context", "encounter"}, {"ServiceRequest", "recipient", "performer"},
		{"ServiceRequest", "serviceRequested", "code"}, {"ServiceRequest", "specialty", "code"}, {"ServiceRequest", "reason", "reasonCode"},
		{"ServiceRequest", "patient", "subject"}, {"Flag", "patient", "subject"},
		{"Consent", "subject", "patient"}, {"Consent", "date", "dateTime"},
		{"Consent", "controller", "organization"}, {"Patient", "careProvider", "generalPractitioner"},
	};
	size_t i;

	for (i = 0; i < sizeof NAMES / sizeof *NAMES; i++)
		if (is(NAMES[i].type, type))
			rename_one(resource, NAMES[i].from, NAMES[i].to);
}

/* R5's CodeableReference: the concept in it, also behind a `value`. */
static void concept_take(json_t *resource, const char *key)
{
	json_t *value = json_object_get(resource, key), *concept;
	json_t *first = json_is_array(value) ? json_array_get(value, 0) : value;
	json_t *inner = json_object_get(first, "value");

	if (json_is_array(inner))
		first = json_array_get(inner, 0);
	concept = json_object_get(first, "concept");
	if (concept)
		json_object_set(resource, key, concept);
}

static void agent_take(json_t *resource)
{
	json_t *requester = json_object_get(resource, "requester"), *list;
	json_t *agent = json_object_get(requester, "agent"), *behalf = json_object_get(requester, "onBehalfOf");

	if (!agent && !behalf)
		return;
	list = json_array();
	if (behalf)
		json_array_append(list, behalf);
	if (agent)
		json_array_append(list, agent);
	json_object_set(resource, "requester", list);
	json_decref(list);
}

/* STU3's Observation says in one list what belongs to it and what it comes from. */
static void related_take(json_t *resource)
{
	const json_t *related = json_object_get(resource, "related"), *item;
	size_t i;

	json_array_foreach(related, i, item) {
		const char *type = json_string_value(json_object_get(item, "type"));
		const char *key = is(type, "has-member") ? "hasMember" : is(type, "derived-from") ? "derivedFrom" : NULL;
		json_t *list = key ? json_object_get(resource, key) : NULL;

		if (key && !list) {
			json_object_set_new(resource, key, json_array());
			list = json_object_get(resource, key);
		}
		json_array_append(list, json_object_get(item, "target"));
	}
}

/* Of several codings of a class HL7's own, else the first. */
static json_t *class_choose(json_t *codings)
{
	json_t *coding;
	size_t i;

	if (!json_is_array(codings))
		return codings;
	json_array_foreach(codings, i, coding) {
		const char *system = json_string_value(json_object_get(coding, "system"));

		if (system && strstr(system, "v3-ActCode"))
			return coding;
	}
	return json_array_get(codings, 0);
}

/* HL7's code for what a class is called, in words or by the letters of HL7 v2; NULL: it is left as it is. */
static const char *class_code(const json_t *class)
{
	static const struct { const char *word, *code; } CLASSES[] = {
		{"inpatient", "IMP"}, {"inpatient encounter", "IMP"}, {"imp", "IMP"}, {"inpatient acute", "ACUTE"},
		{"inpatient non-acute", "NONAC"}, {"outpatient", "AMB"}, {"ambulatory", "AMB"}, {"wellness", "AMB"},
		{"emergency", "EMER"}, {"urgentcare", "AMB"}, {"home", "HH"}, {"home health", "HH"}, {"field", "FLD"},
		{"virtual", "VR"}, {"daytime", "AMB"}, {"snf", "SNF"},
	}, LETTERS[] = {{"I", "IMP"}, {"O", "AMB"}, {"E", "EMER"}};
	const char *code = json_string_value(json_object_get(class, "code"));
	const char *system = json_string_value(json_object_get(class, "system"));
	const char *words[] = {code, system && strstr(system, "v3-ActCode") ? NULL : json_string_value(json_object_get(class, "display"))};
	size_t i, k;

	for (i = 0; system && code && strstr(system, "v2-0004") && i < sizeof LETTERS / sizeof *LETTERS; i++)
		if (strcmp(code, LETTERS[i].word) == 0)
			return LETTERS[i].code;
	for (k = 0; k < 2; k++)
		for (i = 0; words[k] && i < sizeof CLASSES / sizeof *CLASSES; i++)
			if (strcasecmp(words[k], CLASSES[i].word) == 0)
				return CLASSES[i].code;
	return NULL;
}

/* The class of an Encounter as a Coding of HL7's codes, whatever it came as. */
static void class_shape(json_t *resource)
{
	json_t *class, *coding;
	const char *code;

	one_make(resource, "class");
	class = json_object_get(resource, "class");
	if (json_is_string(class)) {
		coding = json_pack("{s:O}", "code", class);
		if (coding)
			json_object_set_new(resource, "class", coding);
	} else if ((coding = class_choose(json_object_get(class, "coding")))) {
		json_object_set(resource, "class", coding);
	}
	class = json_object_get(resource, "class");
	code = class_code(class);
	if (code)
		json_object_set_new(class, "code", json_string(code));
}

static void encounter_shape(json_t *resource)
{
	json_t *list = json_object_get(resource, "participant"), *participant;
	json_t *period = json_object_get(resource, "period"), *whole;
	size_t i;

	class_shape(resource);
	concept_take(resource, "serviceType");
	concept_take(resource, "reasonCode");
	json_array_foreach(list, i, participant)
		rename_one(participant, "actor", "individual");
	if (json_is_string(period) && (whole = json_pack("{s:O}", "start", period)))
		json_object_set_new(resource, "period", whole);
}

/* STU3 has a Reference to the form where R4 has its address. */
static void form_shape(json_t *resource)
{
	json_t *address = json_object_get(json_object_get(resource, "questionnaire"), "reference");

	if (json_is_string(address))
		json_object_set(resource, "questionnaire", address);
}

/* R5: a decision, and what is told under it are exceptions from that. */
static void decision_shape(json_t *resource)
{
	const char *decision = json_string_value(json_object_get(resource, "decision"));
	json_t *told = json_object_get(resource, "provision"), *period = json_object_get(resource, "period"), *item;
	json_t *provision = json_object(), *exceptions = json_array();
	size_t i;

	json_object_set_new(provision, "type", json_string(decision));
	if (json_is_object(period))
		json_object_set(provision, "period", period);
	json_array_foreach(told, i, item)
		if (json_object_size(item))
			json_array_append_new(exceptions, json_pack("{s:s}", "type", strcmp(decision, "permit") == 0 ? "deny" : "permit"));
	json_object_set_new(provision, "provision", exceptions);
	json_object_set_new(resource, "provision", provision);
}

void fhir_shape(json_t *resource, const char *type)
{
	type = fhir_shape_type(type);
	if (!json_is_object(resource) || !type)
		return;
	names_shape(resource, type);
	if (is(type, "Consent") && json_is_string(json_object_get(resource, "decision")))
		decision_shape(resource);
	if (is(type, "ServiceRequest"))
		concept_take(resource, "code");
	members_shape(resource, type);
	if (is(type, "Encounter"))
		encounter_shape(resource);
	else if (is(type, "Observation"))
		related_take(resource);
	else if (is(type, "QuestionnaireResponse"))
		form_shape(resource);
	else if (is(type, "ServiceRequest") || is(type, "Task"))
		agent_take(resource);
	if (is(type, "ServiceRequest"))
		concept_take(resource, "reasonCode");
}
