#include "ingest/fhir/own.h"

#include <string.h>


struct fhir_own {
	enum event_kind kind;
	enum event_status status;
	bool has_status;
	const char *fault;               /* what of it is none of the known words */
	const char *text[EVENT_TEXT_COUNT];
};

bool fhir_own_record_gives(enum record_field f)
{
	switch (f) {
	case RF_NHS_NUMBER: case RF_NHS_NUMBER_STATUS: case RF_FAMILY_NAME: case RF_GIVEN_NAME:
	case RF_DATE_OF_BIRTH: case RF_SEX: case RF_ADDRESS: case RF_TOWN: case RF_POSTCODE:
	case RF_PHONE: case RF_EMAIL: case RF_LANGUAGE: case RF_GP_PRACTICE: case RF_DATE_OF_DEATH:
	case RF_UPDATED_AT:
		return true;
	default:
		return false;
	}
}

bool fhir_own_event_gives(size_t text)
{
	return strcmp(EVENT_TEXTS[text].name, "starts_on") == 0 ||
		strcmp(EVENT_TEXTS[text].name, "ends_on") == 0;
}

static const json_t *extension_of(const json_t *resource, const char *url)
{
	const json_t *list = json_object_get(resource, "extension"), *extension;
	size_t i;

	json_array_foreach(list, i, extension) {
		const char *its = json_string_value(json_object_get(extension, "url"));

		if (its && strcmp(its, url) == 0)
			return json_object_get(extension, "extension");
	}
	return NULL;
}

bool fhir_own_is(const json_t *resource, const char *url)
{
	return extension_of(resource, url) != NULL;
}

/* Its name; *value is what it says. */
static const char *part_of(const json_t *part, const char **value)
{
	*value = json_string_value(json_object_get(part, "valueString"));
	return *value ? json_string_value(json_object_get(part, "url")) : NULL;
}

/* A word that nobody knows hides more rather than less. */
static const char *sensitivity_of(const char *word)
{
	static const char *const WORDS[] = {"standard", "sensitive", "restricted", "hidden"};
	size_t i;

	for (i = 0; word && i < sizeof WORDS / sizeof *WORDS; i++)
		if (strcmp(word, WORDS[i]) == 0)
			return WORDS[i];
	return word ? "restricted" : NULL;
}

static const char *date_or_null(const char *text)
{
	struct civil when;

	return text && civil_parse(text, &when) ? text : NULL;
}

void fhir_own_patient(struct fhir_state *state, json_t *json, struct fhir_resource *resource)
{
	const json_t *list = extension_of(json, FHIR_OWN_RECORD), *part;
	const char **field = resource->field, *name, *value;
	size_t i, f;

	if (!list)
		return;
	for (f = 0; f < RF_COUNT; f++)
		if (!fhir_own_record_gives((enum record_field)f))
			field[f] = NULL;
	json_array_foreach(list, i, part) {
		name = part_of(part, &value);
		if (name && strcmp(name, "local_id") == 0 && (value = fhir_copy(state, value)))
			resource->id = value;
		for (f = 0; name && f < RF_COUNT; f++)
			if (strcmp(name, RECORD_FIELD_NAMES[f]) == 0)
				field[f] = fhir_copy(state, value);
	}
	field[RF_SENSITIVITY] = sensitivity_of(field[RF_SENSITIVITY]);
	if (!death_add(&(struct death){ .day = CIVIL_NONE }, field[RF_DATE_OF_DEATH]))
		field[RF_DATE_OF_DEATH] = NULL;
	field[RF_UPDATED_AT] = date_or_null(field[RF_UPDATED_AT]);
	resource->is_own = true;
}

void fhir_own_event(struct fhir_state *state, json_t *json, struct fhir_resource *resource)
{
	const json_t *list = extension_of(json, FHIR_OWN_EVENT), *part;
	struct fhir_own *own;
	const char *name, *value;
	size_t i, t;

	if (!list)
		return;
	own = arena_alloc(state->arena, sizeof *own);
	if (!own) {
		state->batch->no_memory = true;
		return;
	}
	own->kind = EV_KIND_COUNT;
	json_array_foreach(list, i, part) {
		name = part_of(part, &value);
		if (!name)
			continue;
		if (strcmp(name, FHIR_OWN_KIND) == 0 && !event_kind_parse(value, &own->kind))
			own->fault = "kind";
		else if (strcmp(name, FHIR_OWN_STATUS) == 0 &&
			 !(own->has_status = event_status_parse(value, &own->status)))
			own->fault = "status";
		for (t = 0; t < EVENT_TEXT_COUNT; t++)
			if (strcmp(name, EVENT_TEXTS[t].name) == 0)
				own->text[t] = fhir_copy(state, value);
	}
	if (own->kind == EV_KIND_COUNT)
		own->fault = "kind";
	resource->own = own;
}

/* The times that the extension says in place of the resource's. */
static const char *times_fault(struct event *event)
{
	event->start = event->end = CIVIL_ABSENT;
	if (!event->starts_on || !civil_parse(event->starts_on, &event->start))
		return "starts_on";
	if (event->ends_on && (!civil_parse(event->ends_on, &event->end) ||
		civil_before(event->end, event->start))) {
		event->end = CIVIL_ABSENT;
		event->ends_on = NULL;
	}
	event->valid_until = date_or_null(event->valid_until);
	event->responded_on = date_or_null(event->responded_on);
	return NULL;
}

enum status fhir_own_fill(struct fhir_state *state, const struct fhir_resource *r,
	struct event *event, struct err *err)
{
	const struct fhir_own *own = r->own;
	const char *fault = own->fault;
	enum status status;
	bool known;
	size_t t;

	*event = (struct event){.kind = own->kind, .starts_on = r->starts_on, .ends_on = r->ends_on};
	event->status = own->has_status ? own->status : fhir_status(r->type, r->status, &known);
	for (t = 0; t < EVENT_TEXT_COUNT; t++)
		if (own->text[t] || !fhir_own_event_gives(t))
			event_text_set(event, t, own->text[t]);
	if (!event->source_ref)
		event->source_ref = r->ref;
	event->sensitivity = sensitivity_of(event->sensitivity);
	if (!fault)
		fault = times_fault(event);
	if (!fault)
		return ST_OK;
	status = batch_reject(state->batch, r->origin, fault, "is not what it may be", r->ref, err);
	return status == ST_OK ? ST_NONE : status;
}
