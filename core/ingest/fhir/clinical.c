/*
 * What happened: Encounter, EpisodeOfCare, Observation, Procedure,
 * QuestionnaireResponse, Task, ServiceRequest, CarePlan and Flag, as far as one
 * of them tells by itself.
 */
#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "ingest/fhir/own.h"

#define TOBACCO_STATUS "72166-2"
#define SOCIAL_CARE_TYPES "/Interweave-SocialCareAssessmentType"

/* The first coding that maps to an instrument speaks, else the first coding. */
static const json_t *coding_choose(const struct fhir_state *state, const json_t *concept,
	int *instrument)
{
	const json_t *list = json_object_get(concept, "coding"), *coding;
	size_t i;

	json_array_foreach(list, i, coding) {
		const char *system = fhir_system(json_string_value(json_object_get(coding, "system")));
		const char *code = json_string_value(json_object_get(coding, "code"));

		if (!code || !*code)
			continue;
		*instrument = catalogue_code_find(state->batch->catalogue, system, code);
		if (*instrument >= 0)
			return coding;
	}
	return fhir_one(list);
}

static void read_code(struct fhir_state *state, const json_t *concept,
	struct fhir_resource *resource)
{
	const json_t *chosen = coding_choose(state, concept, &resource->instrument);

	resource->code = fhir_string(state, chosen, "code");
	resource->code_system = fhir_copy(state,
		fhir_system(json_string_value(json_object_get(chosen, "system"))));
	resource->name = fhir_words(state, concept);
}

/* Labels of confidentiality that ask for more care than usual. */
static void read_security(struct fhir_state *state, json_t *json, struct fhir_resource *resource)
{
	const json_t *list = json_object_get(json_object_get(json, "meta"), "security"), *label;
	size_t i;

	json_array_foreach(list, i, label) {
		const char *system = json_string_value(json_object_get(label, "system"));
		const char *code = json_string_value(json_object_get(label, "code"));

		if (!system || !code)
			continue;
		if (strstr(system, "v3-Confidentiality")) {
			if (!strcmp(code, "R") || !strcmp(code, "V"))
				resource->sensitivity = fhir_copy(state, "restricted");
		} else if (strstr(system, "v3-ActCode") && !resource->sensitivity) {
			resource->sensitivity = fhir_copy(state, "sensitive");
		}
	}
}

static bool has_category(const json_t *json, const char *wanted)
{
	const json_t *list = json_object_get(json, "category"), *category;
	size_t i, k;

	json_array_foreach(list, i, category) {
		const json_t *codings = json_object_get(category, "coding"), *coding;

		json_array_foreach(codings, k, coding) {
			const char *code = json_string_value(json_object_get(coding, "code"));

			if (code && strcasecmp(code, wanted) == 0)
				return true;
		}
	}
	return false;
}

/* 21 of 30, 2 to 4, yes; why there is none. */
static const char *value_words(struct fhir_state *state, const json_t *json)
{
	static const struct { const char *key, *from, *to, *between; } PAIRS[] = {
		{"valueRatio", "numerator", "denominator", "of"}, {"valueRange", "low", "high", "to"},
	};
	const json_t *value = json_object_get(json, "valueBoolean");

	if (json_is_boolean(value))
		return fhir_copy(state, json_is_true(value) ? "yes" : "no");
	for (size_t i = 0; i < sizeof PAIRS / sizeof *PAIRS; i++) {
		const json_t *pair = json_object_get(json, PAIRS[i].key);
		const json_t *from = json_object_get(json_object_get(pair, PAIRS[i].from), "value");
		const json_t *to = json_object_get(json_object_get(pair, PAIRS[i].to), "value");

		if (json_is_number(from) && json_is_number(to))
			return fhir_copy(state, arena_printf(state->arena, "%g %s %g", json_number_value(from), PAIRS[i].between,
				json_number_value(to)));
	}
	return fhir_words(state, json_object_get(json, "dataAbsentReason"));
}

static void read_value(struct fhir_state *state, json_t *json, struct fhir_resource *resource)
{
	const json_t *quantity = json_object_get(json, "valueQuantity");

	resource->score = fhir_quantity(state, quantity);
	if (resource->score) {
		resource->unit = fhir_string(state, quantity, "unit");
		return;
	}
	resource->score = fhir_integer(state, json_object_get(json, "valueInteger"));
	if (!resource->score)
		resource->outcome = fhir_words(state, json_object_get(json, "valueCodeableConcept"));
	if (!resource->score && !resource->outcome)
		resource->outcome = fhir_string(state, json, "valueString");
	if (!resource->score && !resource->outcome)
		resource->outcome = value_words(state, json);
}

/* Surveys and what maps to an instrument are kept; measurements and laboratory
 * results are not what this is about. */
static const char *observation_unwanted(const struct fhir_state *state, const json_t *json)
{
	int instrument = -1;
	const json_t *coding = coding_choose(state, json_object_get(json, "code"), &instrument);
	const char *code = json_string_value(json_object_get(coding, "code"));

	if (instrument >= 0 || has_category(json, "survey") ||
	    (code && strcmp(code, TOBACCO_STATUS) == 0))
		return NULL;
	return has_category(json, "vital-signs") ? "Observation (vital signs)"
		: has_category(json, "laboratory") ? "Observation (laboratory)" : "Observation (other)";
}

static bool has_been_answered(const char *status)
{
	return status && (!strcmp(status, "accepted") || !strcmp(status, "rejected") ||
		!strcmp(status, "completed"));
}

static bool is_answer(const json_t *task)
{
	return (json_object_get(task, "basedOn") || json_object_get(task, "focus")) &&
		has_been_answered(json_string_value(json_object_get(task, "status")));
}

static bool is_social_care(const json_t *task)
{
	return fhir_coding(json_object_get(task, "code"), SOCIAL_CARE_TYPES) != NULL;
}

/* Work that somebody is to do for a request tells whom it was given to. */
static bool is_for_request(const json_t *task)
{
	return json_object_get(task, "owner") &&
		(json_object_get(task, "basedOn") || json_object_get(task, "focus"));
}

/* One that stands for no request of its own, from one to another, is the request. */
static bool is_asking(const json_t *task)
{
	return json_object_get(task, "owner") && json_object_get(task, "requester") &&
		!json_object_get(task, "basedOn") && !json_object_get(task, "focus") &&
		!is_social_care(task);
}

const char *fhir_unwanted(const struct fhir_state *state, enum fhir_type type, const json_t *json)
{
	int instrument = -1;

	if (type >= FHIR_ENCOUNTER && fhir_own_is(json, FHIR_OWN_EVENT))
		return NULL;
	if (type == FHIR_OBSERVATION)
		return observation_unwanted(state, json);
	if (type == FHIR_REQUEST && json_is_true(json_object_get(json, "doNotPerform")))
		return "ServiceRequest (that something not be done)";
	if (type == FHIR_PROCEDURE) {
		coding_choose(state, json_object_get(json, "code"), &instrument);
		return instrument < 0 ? "Procedure (no assessment)" : NULL;
	}
	return type == FHIR_TASK && !is_answer(json) && !is_social_care(json) &&
		!is_for_request(json) && !is_asking(json) ? "Task (no assessment)" : NULL;
}

/* By the first of the two that says a time. */
static void time_read(struct fhir_state *state, struct fhir_resource *resource, json_t *json, const char *first, const char *other)
{
	fhir_time(state, resource, json, first);
	if (!resource->starts_on && !resource->date_reason)
		fhir_time(state, resource, json, other);
}

static void read_observation(struct fhir_state *state, json_t *json, struct fhir_resource *resource)
{
	read_code(state, json_object_get(json, "code"), resource);
	time_read(state, resource, json, "effective", "issued");
	fhir_references(state, resource, json_object_get(json, "performer"), NULL, &resource->who);
	fhir_references(state, resource, json_object_get(json, "hasMember"), NULL, &resource->members);
	fhir_references(state, resource, json_object_get(json, "derivedFrom"), NULL, &resource->derived);
	resource->panel = resource->members.n || json_array_size(json_object_get(json, "component"));
	read_value(state, json, resource);
}

static void read_procedure(struct fhir_state *state, json_t *json, struct fhir_resource *resource)
{
	read_code(state, json_object_get(json, "code"), resource);
	fhir_time(state, resource, json, "performed");
	fhir_references(state, resource, json_object_get(json, "performer"), "actor", &resource->who);
	fhir_references(state, resource, json_object_get(json, "performer"), "onBehalfOf",
		&resource->who);
	resource->outcome = fhir_words(state, json_object_get(json, "outcome"));
}

/* A questionnaire's address as the catalogue may name it: whole, or its last part
 * as a code of what stands before. */
static int instrument_of_canonical(const struct fhir_state *state, const char *address)
{
	char system[512], *tail;
	int length = (int)strcspn(address, "|"), found;

	if (length >= (int)sizeof system)
		return -1;
	snprintf(system, sizeof system, "%.*s", length, address);
	found = catalogue_code_find(state->batch->catalogue, NULL, system);
	tail = strrchr(system, '/');
	if (found >= 0 || !tail || tail == system)
		return found;
	*tail++ = '\0';
	return *tail ? catalogue_code_find(state->batch->catalogue, system, tail) : -1;
}

/* Else a LOINC code that ends it (`…/loinc-44249-1|2.1`). */
static int instrument_of_address(const struct fhir_state *state, const char *address)
{
	char code[16];
	const char *end = address + strcspn(address, "|"), *at = end;
	int found = instrument_of_canonical(state, address);

	if (found >= 0)
		return found;
	while (at > address && (isdigit((unsigned char)at[-1]) || at[-1] == '-'))
		at--;
	while (at < end && *at == '-')
		at++;
	if (end - at < 3 || end - at >= (ptrdiff_t)sizeof code)
		return -1;
	snprintf(code, sizeof code, "%.*s", (int)(end - at), at);
	return catalogue_code_find(state->batch->catalogue, "http://loinc.org", code);
}

static void read_response(struct fhir_state *state, json_t *json, struct fhir_resource *resource)
{
	const char *address = json_string_value(json_object_get(json, "questionnaire"));

	if (address && address[0] == '#') {
		resource->class = fhir_copy(state, arena_printf(state->arena, "%s%s", resource->ref,
			address));
	} else if (address) {
		resource->instrument = instrument_of_address(state, address);
		resource->class = fhir_copy(state, address);
	}
	fhir_time(state, resource, json, "authored");
	/* Who answered for themselves need not be named as whom it is about. */
	if (!resource->subject.to && !resource->subject.value) {
		struct fhir_ref source = fhir_reference(state, resource, json_object_get(json, "source"));

		if (source.to && strstr(source.to, "Patient"))
			resource->subject = source;
	}
	fhir_references(state, resource, json_object_get(json, "author"), NULL, &resource->who);
}

static const char *day_only(struct fhir_state *state, const char *when)
{
	struct civil day;
	char iso[11];

	if (!when || !civil_parse(when, &day))
		return NULL;
	civil_iso(day.day, iso);
	return fhir_copy(state, iso);
}

/* What an extension says whose address ends so. */
static const char *extension_words(struct fhir_state *state, const json_t *json, const char *end)
{
	const json_t *extension;
	size_t i;

	json_array_foreach(json_object_get(json, "extension"), i, extension) {
		const char *url = json_string_value(json_object_get(extension, "url"));
		const char *found = url ? strstr(url, end) : NULL;

		if (found && strspn(found + strlen(end), "-0123456789") == strlen(found + strlen(end)))
			return fhir_words(state, json_object_get(extension, "valueCodeableConcept"));
	}
	return NULL;
}

static void read_task(struct fhir_state *state, json_t *json, struct fhir_resource *resource)
{
	fhir_references(state, resource, json_object_get(json, "basedOn"), NULL, &resource->based_on);
	fhir_references(state, resource, json_object_get(json, "focus"), NULL, &resource->based_on);
	resource->answers = is_answer(json);
	resource->social_care = is_social_care(json);
	if (resource->social_care)
		resource->outcome = extension_words(state, json, "SocialCareAssessmentOutcome");
	read_code(state, json_object_get(json, "code"), resource);
	time_read(state, resource, json, "execution", "authoredOn");
	resource->subject = fhir_reference(state, resource, json_object_get(json, "for"));
	resource->asks = is_asking(json);
	fhir_references(state, resource, json_object_get(json, resource->asks ? "requester" : "owner"),
		NULL, &resource->who);
	fhir_references(state, resource, json_object_get(json, "owner"), NULL, &resource->to);
	fhir_references(state, resource, json_object_get(json, "requester"), NULL, &resource->asked_by);
	resource->replied_on = fhir_string(state, json, "lastModified");
	if (!resource->replied_on)
		resource->replied_on = resource->starts_on;
	if (!resource->replied_on)
		resource->replied_on = fhir_string(state, json_object_get(json, "meta"), "lastUpdated");
	if (resource->asks)
		resource->replied_on = has_been_answered(resource->status)
			? day_only(state, resource->replied_on) : NULL;
}

static void read_encounter(struct fhir_state *state, json_t *json, struct fhir_resource *resource)
{
	const json_t *class = json_object_get(json, "class");
	const json_t *stay = json_object_get(json, "hospitalization");

	fhir_time(state, resource, json, "period");
	fhir_time_history(state, resource, json_object_get(json, "statusHistory"));
	resource->class = fhir_string(state, class, "code");
	/* A part of a longer Encounter is told apart by what it was for. */
	if (json_object_get(json, "partOf"))
		resource->name = fhir_words(state, json_object_get(json, "serviceType"));
	if (!resource->name)
		resource->name = fhir_words(state, json_object_get(json, "type"));
	if (!resource->name)
		resource->name = fhir_string(state, class, "display");
	resource->organisation = fhir_reference(state, resource,
		json_object_get(json, "serviceProvider"));
	fhir_references(state, resource, json_object_get(json, "participant"), "individual",
		&resource->who);
	fhir_references(state, resource, json_object_get(json, "episodeOfCare"), NULL,
		&resource->episodes);
	fhir_references(state, resource, json_object_get(json, "location"), "location",
		&resource->places);
	resource->summary = fhir_words(state, json_object_get(json, "reasonCode"));
	resource->outcome = fhir_words(state, json_object_get(stay, "dischargeDisposition"));
}

/* FHIR's own types of episode often come as a bare code. */
static const char *episode_words(const char *code)
{
	static const struct { const char *code, *words; } TYPES[] = {
		{"hacc", "Home and community care"}, {"pac", "Post-acute care"},
		{"diab", "Diabetes programme"}, {"da", "Drug and alcohol rehabilitation"},
		{"cacp", "Community-based aged care"},
	};
	size_t i;

	for (i = 0; code && i < sizeof TYPES / sizeof *TYPES; i++)
		if (strcmp(code, TYPES[i].code) == 0)
			return TYPES[i].words;
	return NULL;
}

static void read_episode(struct fhir_state *state, json_t *json, struct fhir_resource *resource)
{
	fhir_time(state, resource, json, "period");
	fhir_time_history(state, resource, json_object_get(json, "statusHistory"));
	read_code(state, fhir_one(json_object_get(json, "type")), resource);
	if (!resource->name)
		resource->name = episode_words(resource->code);
	resource->summary = extension_words(state, json, "SocialCareServiceCategory");
	resource->subject = fhir_reference(state, resource, json_object_get(json, "patient"));
	resource->organisation = fhir_reference(state, resource,
		json_object_get(json, "managingOrganization"));
	fhir_references(state, resource, json_object_get(json, "careManager"), NULL, &resource->who);
	fhir_references(state, resource, json_object_get(json, "team"), NULL, &resource->who);
}

/* Whom it asks is its performer; who asks is its requester. */
static void read_request(struct fhir_state *state, json_t *json, struct fhir_resource *resource)
{
	read_code(state, json_object_get(json, "code"), resource);
	time_read(state, resource, json, "authoredOn", "occurrence");
	fhir_references(state, resource, json_object_get(json, "requester"), NULL, &resource->who);
	fhir_references(state, resource, json_object_get(json, "performer"), NULL, &resource->to);
	resource->summary = fhir_words(state, json_object_get(json, "reasonCode"));
	/* One that does not say what is asked for may say what kind of request it is. */
	if (!resource->name && resource->instrument < 0)
		resource->name = fhir_words(state, json_object_get(json, "category"));
	/* The time it is wanted for is no time that it lasts. */
	resource->ends_on = NULL;
	resource->end = CIVIL_ABSENT;
}

static void read_plan(struct fhir_state *state, json_t *json, struct fhir_resource *resource)
{
	time_read(state, resource, json, "period", "created");
	read_code(state, fhir_one(json_object_get(json, "category")), resource);
	resource->instrument = -1;
	if (json_object_get(json, "title"))
		resource->name = fhir_string(state, json, "title");
	resource->summary = fhir_string(state, json, "description");
	fhir_references(state, resource, json_object_get(json, "author"), NULL, &resource->who);
	fhir_references(state, resource, json_object_get(json, "custodian"), NULL, &resource->who); /* R5 */
	fhir_references(state, resource, json_object_get(json, "contributor"), NULL, &resource->who);
	fhir_references(state, resource, json_object_get(json, "careTeam"), NULL, &resource->who);
}

/* By Interweave's category, or by its words. */
static bool is_safeguarding(struct fhir_state *state, const json_t *concept)
{
	const char *code = fhir_coding(concept, NULL), *words = fhir_words(state, concept);
	char folded[512] = "";

	if (words)
		text_fold(words, folded, sizeof folded);
	return (code && strcmp(code, "SGC") == 0) || strstr(folded, "safeguarding");
}

/* Interweave's codes come without words; one that is not known here is shown as it came. */
static const char *flag_title(struct fhir_state *state, const json_t *concept)
{
	static const struct { const char *code, *title; } TITLES[] = {
		{"NVU", "Not to be visited unaccompanied"}, {"MARAC", "Known to MARAC (domestic abuse)"},
		{"MAPPA", "Known to MAPPA (public protection)"}, {"DOLS", "Deprivation of liberty safeguards"},
		{"EOL", "End of life"},
	};
	const char *code = fhir_coding(concept, NULL);

	for (size_t i = 0; code && i < sizeof TITLES / sizeof *TITLES; i++)
		if (strcmp(code, TITLES[i].code) == 0)
			return fhir_copy(state, TITLES[i].title);
	return code ? fhir_copy(state, arena_printf(state->arena, "Warning: %s", code)) : NULL;
}

/* One of several may be what it is about. */
static void read_categories(struct fhir_state *state, const json_t *list, struct fhir_resource *resource)
{
	const json_t *category;
	size_t i;

	json_array_foreach(list, i, category) {
		const char *words = fhir_words(state, category);

		resource->concerns = resource->concerns || is_safeguarding(state, category);
		if (words)
			resource->summary = fhir_copy(state, resource->summary
				? arena_printf(state->arena, "%s; %s", resource->summary, words) : words);
	}
}

static void read_flag(struct fhir_state *state, json_t *json, struct fhir_resource *resource)
{
	read_code(state, json_object_get(json, "code"), resource);
	if (!resource->name)
		resource->name = flag_title(state, json_object_get(json, "code"));
	resource->instrument = -1;
	resource->concerns = is_safeguarding(state, json_object_get(json, "code"));
	read_categories(state, json_object_get(json, "category"), resource);
	fhir_time(state, resource, json, "period");
	/* A warning is too much to lose for want of a date. */
	if (!resource->starts_on && !resource->date_reason)
		fhir_time(state, resource, json_object_get(json, "meta"), "lastUpdated");
	fhir_references(state, resource, json_object_get(json, "author"), NULL, &resource->who);
}

void fhir_read_event(struct fhir_state *state, json_t *json, struct fhir_resource *resource)
{
	static void (*const READ[FHIR_TYPE_COUNT])(struct fhir_state *, json_t *,
		struct fhir_resource *) = {
		[FHIR_ENCOUNTER] = read_encounter, [FHIR_EPISODE] = read_episode,
		[FHIR_OBSERVATION] = read_observation, [FHIR_PROCEDURE] = read_procedure,
		[FHIR_RESPONSE] = read_response, [FHIR_TASK] = read_task,
		[FHIR_REQUEST] = read_request, [FHIR_PLAN] = read_plan, [FHIR_FLAG] = read_flag,
	};

	resource->status = fhir_string(state, json, "status");
	resource->subject = fhir_reference(state, resource, json_object_get(json, "subject"));
	resource->encounter = fhir_reference(state, resource, json_object_get(json, "encounter"));
	READ[resource->type](state, json, resource);
	read_security(state, json, resource);
	fhir_own_event(state, json, resource);
}
