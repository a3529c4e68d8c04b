/*
 * One resource of JSON becomes one struct fhir_resource, or is counted as left
 * out.  Who and where: Organization, Practitioner and their kin are read here.
 */
#include <stdlib.h>
#include <string.h>

#include "ingest/fhir/own.h"
#include "ingest/fhir/shape.h"

static void read_organization(struct fhir_state *, json_t *, struct fhir_resource *);
static void read_practitioner(struct fhir_state *, json_t *, struct fhir_resource *);
static void read_role(struct fhir_state *, json_t *, struct fhir_resource *);
static void read_place(struct fhir_state *, json_t *, struct fhir_resource *);
static void read_team(struct fhir_state *, json_t *, struct fhir_resource *);
static void read_questionnaire(struct fhir_state *, json_t *, struct fhir_resource *);

/* Those without `read` are events: fhir_read_event() decides. */
static const struct {
	const char *name;
	void (*read)(struct fhir_state *, json_t *, struct fhir_resource *);
} TYPES[FHIR_TYPE_COUNT] = {
	[FHIR_PATIENT] = {"Patient", fhir_read_patient},
	[FHIR_ORGANIZATION] = {"Organization", read_organization},
	[FHIR_PRACTITIONER] = {"Practitioner", read_practitioner},
	[FHIR_ROLE] = {"PractitionerRole", read_role},
	[FHIR_LOCATION] = {"Location", read_place},
	[FHIR_HEALTHCARE] = {"HealthcareService", read_place},
	[FHIR_TEAM] = {"CareTeam", read_team},
	[FHIR_QUESTIONNAIRE] = {"Questionnaire", read_questionnaire},
	[FHIR_ENCOUNTER] = {"Encounter", NULL},
	[FHIR_EPISODE] = {"EpisodeOfCare", NULL},
	[FHIR_OBSERVATION] = {"Observation", NULL},
	[FHIR_PROCEDURE] = {"Procedure", NULL},
	[FHIR_RESPONSE] = {"QuestionnaireResponse", NULL},
	[FHIR_TASK] = {"Task", NULL},
	[FHIR_REQUEST] = {"ServiceRequest", NULL},
	[FHIR_PLAN] = {"CarePlan", NULL},
	[FHIR_FLAG] = {"Flag", NULL},
	[FHIR_CONSENT] = {"Consent", fhir_read_consent},
};

static bool type_find(const char *name, enum fhir_type *out)
{
	size_t i;

	name = fhir_shape_type(name);
	for (i = 0; i < FHIR_TYPE_COUNT; i++) {
		if (strcmp(name, TYPES[i].name) == 0) {
			*out = (enum fhir_type)i;
			return true;
		}
	}
	return false;
}

const char *fhir_type_name(enum fhir_type type)
{
	return TYPES[type].name;
}

bool fhir_is_of_person(const char *name)
{
	enum fhir_type type;

	return type_find(name, &type) && (type == FHIR_PATIENT || type == FHIR_TEAM ||
		type >= FHIR_ENCOUNTER);
}

static void read_telecom(struct fhir_state *state, json_t *json, struct fhir_resource *resource)
{
	const json_t *list = json_object_get(json, "telecom"), *item;
	size_t i;

	json_array_foreach(list, i, item) {
		const char *system = json_string_value(json_object_get(item, "system"));

		if (system && strcmp(system, "phone") == 0 && !resource->phone)
			resource->phone = fhir_string(state, item, "value");
		else if (system && strcmp(system, "email") == 0 && !resource->email)
			resource->email = fhir_string(state, item, "value");
	}
}

/* HL7's type `team`, or a profile of one: a group of workers, no organisation. */
static bool is_team(const json_t *json)
{
	const json_t *types = json_object_get(json, "type"), *type, *profile;
	size_t i;

	json_array_foreach(types, i, type) {
		const char *code = fhir_coding(type, "/organization-type");

		if (code && strcmp(code, "team") == 0)
			return true;
	}
	json_array_foreach(json_object_get(json_object_get(json, "meta"), "profile"), i, profile)
		if (json_string_value(profile) && strstr(json_string_value(profile), "OrganizationalTeam"))
			return true;
	return false;
}

static void read_organization(struct fhir_state *state, json_t *json,
	struct fhir_resource *resource)
{
	const json_t *types = json_object_get(json, "type"), *type;
	size_t i;

	resource->name = fhir_string(state, json, "name");
	if (is_team(json))
		resource->organisation = fhir_reference(state, resource, json_object_get(json, "partOf"));
	read_telecom(state, json, resource);
	/* All that its types say, in words and codes, for a guess at its sector. */
	json_array_foreach(types, i, type) {
		const char *words = fhir_words(state, type);
		const char *code = fhir_coding(type, NULL), *sector = fhir_coding(type, FHIR_OWN_SECTOR);

		if (sector) {
			resource->role = fhir_copy(state, sector);
			resource->summary = fhir_copy(state, json_string_value(fhir_one(json_object_get(json, "alias"))));
		}
		resource->class = fhir_copy(state, arena_printf(state->arena, "%s %s %s",
			resource->class ? resource->class : "", words ? words : "", code ? code : ""));
	}
}

/* A HumanName as it is said: its text, else prefix, given and family. */
static const char *name_words(struct fhir_state *state, const json_t *name)
{
	const char *text = fhir_string(state, name, "text");
	const char *prefix = json_string_value(fhir_one(json_object_get(name, "prefix")));
	const char *given = json_string_value(fhir_one(json_object_get(name, "given")));
	const char *family = json_string_value(json_object_get(name, "family"));

	if (text || !name)
		return text;
	return fhir_copy(state, arena_printf(state->arena, "%s%s%s%s%s", prefix ? prefix : "",
		prefix ? " " : "", given ? given : "", given ? " " : "", family ? family : ""));
}

static void read_practitioner(struct fhir_state *state, json_t *json,
	struct fhir_resource *resource)
{
	resource->name = name_words(state, fhir_one(json_object_get(json, "name")));
}

static void read_role(struct fhir_state *state, json_t *json, struct fhir_resource *resource)
{
	resource->organisation = fhir_reference(state, resource, json_object_get(json, "organization"));
	resource->subject = fhir_reference(state, resource, json_object_get(json, "practitioner"));
	resource->role = fhir_words(state, json_object_get(json, "code"));
	if (!resource->role)
		resource->role = fhir_words(state, json_object_get(json, "specialty"));
}

/* What belongs to an organisation: Location, HealthcareService. */
static void read_place(struct fhir_state *state, json_t *json, struct fhir_resource *resource)
{
	const json_t *owner = json_object_get(json, "managingOrganization");

	if (!owner)
		owner = json_object_get(json, "providedBy");
	resource->name = fhir_string(state, json, "name");
	resource->organisation = fhir_reference(state, resource, fhir_one(owner));
}

static void read_team(struct fhir_state *state, json_t *json, struct fhir_resource *resource)
{
	read_place(state, json, resource);
	fhir_read_team(state, json, resource);
}

/* Its own code tells what its responses assess. */
static void read_questionnaire(struct fhir_state *state, json_t *json,
	struct fhir_resource *resource)
{
	const json_t *codes = json_object_get(json, "code"), *code;
	const char *url = json_string_value(json_object_get(json, "url"));
	size_t i;

	resource->name = fhir_string(state, json, "title");
	json_array_foreach(codes, i, code) {
		const char *system = fhir_system(json_string_value(json_object_get(code, "system")));
		const char *value = json_string_value(json_object_get(code, "code"));

		if (resource->instrument < 0 && value)
			resource->instrument = catalogue_code_find(state->batch->catalogue, system, value);
	}
	if (url && !fhir_meet(state, FHIR_BY_URL, url, resource))
		state->batch->no_memory = true;
}

/* Identifiers without a value say nothing; `old` ones still find a person. */
static void read_identifiers(struct fhir_state *state, json_t *json, struct fhir_resource *resource)
{
	const json_t *list = json_object_get(json, "identifier"), *item;
	size_t i;

	if (!json_array_size(list))
		return;
	resource->ids = arena_alloc(state->arena, json_array_size(list) * sizeof *resource->ids);
	if (!resource->ids) {
		state->batch->no_memory = true;
		return;
	}
	json_array_foreach(list, i, item) {
		const char *value = fhir_string(state, item, "value");

		if (value)
			resource->ids[resource->id_n++] =
				(struct fhir_identifier){fhir_string(state, item, "system"), value};
	}
}

void fhir_leave_out(struct fhir_state *state, const char *what)
{
	size_t *count = fhir_map_get(&state->left_out, what);

	if (!count) {
		const char *name = fhir_keep(state, what);

		count = arena_alloc(state->batch->arena, sizeof *count);
		if (!count || !name || !fhir_map_put(&state->left_out, what, count) ||
		    !vec_push(&state->left_out_names, name)) {
			state->batch->no_memory = true;
			return;
		}
	}
	(*count)++;
}

bool fhir_is_told_by_code(const char *name)
{
	enum fhir_type type;

	return type_find(name, &type) && (type == FHIR_OBSERVATION || type == FHIR_PROCEDURE);
}

const char *fhir_passed_over(const struct fhir_state *state, const char *name, const json_t *told)
{
	enum fhir_type type = FHIR_TYPE_COUNT;

	if (strcmp(name, "Bundle") == 0)
		return NULL;
	if (!type_find(name, &type))
		return name;
	return told && fhir_is_told_by_code(name) ? fhir_unwanted(state, type, told) : NULL;
}

/* The resource's own id, else that of its fullUrl (a transaction may send none). */
static const char *resource_id(struct fhir_state *state, json_t *json, const char *url)
{
	const char *id = fhir_string(state, json, "id");
	const char *tail;

	if (id || !url)
		return id;
	tail = strrchr(url, strncmp(url, "urn:", 4) == 0 ? ':' : '/');
	return fhir_copy(state, tail ? tail + 1 : url);
}

static struct fhir_resource *resource_new(struct fhir_state *state, enum fhir_type type,
	const char *id, const char *url, struct origin origin)
{
	struct fhir_resource *resource = arena_alloc(state->arena, sizeof *resource);

	if (!resource)
		return NULL;
	resource->type = type;
	resource->ref = arena_printf(state->arena, "%s/%s", TYPES[type].name, id);
	resource->url = url ? arena_dup(state->arena, url) : NULL;
	if (!resource->ref || (url && !resource->url))
		return NULL;
	resource->id = resource->ref + strlen(TYPES[type].name) + 1;
	resource->origin = origin;
	resource->instrument = -1;
	resource->start = resource->end = resource->changed = CIVIL_ABSENT;
	return resource;
}

/* Interweave labels what it passes on with the ODS code of who sent it. */
static void read_source(struct fhir_state *state, const json_t *meta, struct fhir_resource *resource)
{
	const json_t *tag;
	size_t i;

	json_array_foreach(json_object_get(meta, "tag"), i, tag) {
		const char *system = json_string_value(json_object_get(tag, "system"));
		const size_t length = system ? strlen(system) : 0;

		if (length > 11 && strcmp(system + length - 11, "/Provenance") == 0)
			resource->source = (struct fhir_ref){.system = "https://fhir.nhs.uk/Id/ods-organization-code",
				.value = fhir_string(state, tag, "code")};
	}
}

static void read_version(struct fhir_state *state, const json_t *json, struct fhir_resource *resource)
{
	const json_t *meta = json_object_get(json, "meta");
	const char *changed = json_string_value(json_object_get(meta, "lastUpdated"));
	const char *version = json_string_value(json_object_get(meta, "versionId"));

	if (changed && !civil_parse(changed, &resource->changed))
		resource->changed = CIVIL_ABSENT;
	read_source(state, meta, resource);
	if (version && version[strspn(version, "0123456789")] == '\0')
		resource->version = strtol(version, NULL, 10);
}

/* What is read of it is what it says without them. */
static void modified_count(struct fhir_state *state, const json_t *json, const struct fhir_resource *resource)
{
	if (!json_array_size(json_object_get(json, "modifierExtension")) && !json_object_get(json, "implicitRules"))
		return;
	if (!state->modified++)
		state->modified_first = fhir_keep(state, resource->ref);
}

/* Who is named only inside another resource is known there as `Type/id#name`. */
static enum status take_contained(struct fhir_state *state, json_t *json,
	const struct fhir_resource *outer, struct err *err)
{
	const json_t *list = json_object_get(json, "contained");
	json_t *inner;
	size_t i;
	enum status status = ST_OK;

	json_array_foreach(list, i, inner) {
		const char *name = json_string_value(json_object_get(inner, "resourceType"));
		const char *id = json_string_value(json_object_get(inner, "id"));
		struct fhir_resource *resource;
		enum fhir_type type;
		char *ref;

		if (!name || !id || !type_find(name, &type) || type == FHIR_CONSENT || !TYPES[type].read)
			continue;
		fhir_shape(inner, name);
		ref = arena_printf(state->arena, "%s#%s", outer->ref, id);
		resource = resource_new(state, type, id, NULL, outer->origin);
		if (!ref || !resource)
			return err_nomem(err);
		resource->ref = ref;
		read_identifiers(state, inner, resource);
		resource->inside = type == FHIR_PATIENT;
		TYPES[type].read(state, inner, resource);
		status = resource->inside ? fhir_index_inside(state, resource, err)
			: fhir_index(state, resource, err);
		if (status != ST_OK)
			return status;
	}
	return status;
}

enum status fhir_take(struct fhir_state *state, json_t *json, const char *url, struct origin origin,
	struct err *err)
{
	const char *name = json_string_value(json_object_get(json, "resourceType"));
	struct fhir_resource *resource;
	enum fhir_type type = FHIR_TYPE_COUNT;
	enum status status;
	const char *id, *unwanted;
	bool known;

	state->batch->read++;
	if (!name || !*name)
		return batch_reject(state->batch, origin, "resourceType",
			"this is no FHIR resource: it has no resourceType", NULL, err);
	known = type_find(name, &type);
	if (known)
		fhir_shape(json, name);
	unwanted = known ? fhir_unwanted(state, type, json) : name;
	if (unwanted) {
		fhir_leave_out(state, unwanted);
		return state->batch->no_memory ? err_nomem(err) : ST_OK;
	}
	id = resource_id(state, json, url);
	if (!id)
		return state->batch->no_memory ? err_nomem(err) : batch_reject(state->batch, origin, "id",
			"it has no id, so it could not be found again", TYPES[type].name, err);
	resource = resource_new(state, type, id, url, origin);
	if (!resource)
		return err_nomem(err);
	status = take_contained(state, json, resource, err);
	if (status != ST_OK)
		return status;
	modified_count(state, json, resource);
	read_identifiers(state, json, resource);
	read_version(state, json, resource);
	if (TYPES[type].read)
		TYPES[type].read(state, json, resource);
	else
		fhir_read_event(state, json, resource);
	return state->batch->no_memory ? err_nomem(err) : fhir_index(state, resource, err);
}
