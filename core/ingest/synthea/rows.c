#include "ingest/synthea/synthea.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "ingest/fhir/reading.h"

#define SYNTHEA "https://github.com/synthetichealth/synthea"
#define SNOMED "http://snomed.info/sct"
#define LOINC "http://loinc.org"

enum status synthea_offer(struct synthea *x, json_t *resource, struct origin origin, struct err *e)
{
	struct fhir_reading reading = { .state = x->fhir, .origin = origin, .err = e };
	char *text = resource ? json_dumps(resource, JSON_COMPACT | JSON_REAL_PRECISION(15)) : NULL;
	enum status st;

	x->batch->read--; /* its row is counted, and so is what FHIR takes */
	st = text ? fhir_offer(&reading, (struct span){ text, strlen(text) }, NULL) : err_nomem(e);
	free(text);
	json_decref(resource);
	return st;
}

/* Where there is something to say. */
static void set(json_t *object, const char *key, json_t *value)
{
	if (value)
		json_object_set_new(object, key, value);
}

static json_t *text_of(const char *text)
{
	return text ? json_string(text) : NULL;
}

static json_t *reference(const char *type, const char *id)
{
	return id ? json_pack("{s:s++}", "reference", type, "/", id) : NULL;
}

static json_t *concept(const char *system, const char *code, const char *words)
{
	return code ? json_pack("{s:[{s:s, s:s, s:s*}], s:s*}", "coding", "system", system, "code", code, "display", words,
		"text", words) : NULL;
}

/* Where the table names one it is SNOMED's, or another that is none of an assessment's. */
static const char *system_of(const char *const *value)
{
	const char *system = value[SC_SYSTEM];

	return !system || strcasecmp(system, "SNOMED-CT") == 0 || strcasecmp(system, "SNOMED") == 0 ? SNOMED : system;
}

static json_t *period(const char *from, const char *to)
{
	return from || to ? json_pack("{s:s*, s:s*}", "start", from, "end", to) : NULL;
}

static json_t *resource_new(const char *type, const char *id)
{
	return json_pack("{s:s, s:s*}", "resourceType", type, "id", id);
}

/* Who ---------------------------------------------------------------------------- */

enum status synthea_organization(void *arg, const char *const *value, struct origin origin, struct arena *scratch, struct err *e)
{
	json_t *r = resource_new("Organization", value[SC_ID]);

	(void)scratch;
	set(r, "name", text_of(value[SC_NAME]));
	if (value[SC_ID])
		set(r, "identifier", json_pack("[{s:s, s:s}]", "system", SYNTHEA, "value", value[SC_ID]));
	if (value[SC_PHONE])
		set(r, "telecom", json_pack("[{s:s, s:s}]", "system", "phone", "value", value[SC_PHONE]));
	return synthea_offer(arg, r, origin, e);
}

enum status synthea_provider(void *arg, const char *const *value, struct origin origin, struct arena *scratch, struct err *e)
{
	json_t *r = resource_new("Practitioner", value[SC_ID]);

	(void)scratch;
	if (value[SC_NAME])
		set(r, "name", json_pack("[{s:s}]", "text", value[SC_NAME]));
	return synthea_offer(arg, r, origin, e);
}

static json_t *identifiers(const char *const *value)
{
	static const struct { int column; const char *system; } IDS[] = {
		{ SC_ID, SYNTHEA }, { SC_SSN, "http://hl7.org/fhir/sid/us-ssn" }, { SC_DRIVERS, "urn:oid:2.16.840.1.113883.4.3.25" },
		{ SC_PASSPORT, "http://standardhealthrecord.org/fhir/StructureDefinition/passportNumber" },
	};
	json_t *list = json_array();

	for (size_t i = 0; i < sizeof IDS / sizeof *IDS; i++)
		if (value[IDS[i].column])
			json_array_append_new(list, json_pack("{s:s, s:s}", "system", IDS[i].system, "value", value[IDS[i].column]));
	return list;
}

static json_t *names(const char *const *value)
{
	json_t *given = json_array(), *list = json_array(), *name;

	for (int i = SC_FIRST; i <= SC_MIDDLE; i++)
		if (value[i])
			json_array_append_new(given, json_string(value[i]));
	name = json_pack("{s:s, s:s*, s:o}", "use", "official", "family", value[SC_LAST], "given", given);
	if (value[SC_PREFIX])
		set(name, "prefix", json_pack("[s]", value[SC_PREFIX]));
	json_array_append_new(list, name);
	if (value[SC_MAIDEN])
		json_array_append_new(list, json_pack("{s:s, s:s, s:O}", "use", "maiden", "family", value[SC_MAIDEN],
			"given", json_object_get(name, "given")));
	return list;
}

static const char *sex_of(const char *letter)
{
	return !letter ? NULL : strcasecmp(letter, "M") == 0 ? "male" : strcasecmp(letter, "F") == 0 ? "female" : letter;
}

enum status synthea_patient(void *arg, const char *const *value, struct origin origin, struct arena *scratch, struct err *e)
{
	json_t *r = resource_new("Patient", value[SC_ID] ? value[SC_ID] : value[SC_PATIENT]);

	(void)scratch;
	set(r, "identifier", identifiers(value));
	set(r, "name", names(value));
	set(r, "gender", text_of(sex_of(value[SC_GENDER])));
	set(r, "birthDate", text_of(value[SC_BIRTH]));
	set(r, "deceasedDateTime", text_of(value[SC_DEATH]));
	if (value[SC_ADDRESS] || value[SC_CITY] || value[SC_ZIP]) {
		json_t *address = json_pack("{s:s*, s:s*, s:s*}", "city", value[SC_CITY], "state", value[SC_STATE],
			"postalCode", value[SC_ZIP]);

		if (value[SC_ADDRESS])
			set(address, "line", json_pack("[s]", value[SC_ADDRESS]));
		set(r, "address", json_pack("[o]", address));
	}
	return synthea_offer(arg, r, origin, e);
}

/* What ------------------------------------------------------------------------------ */

/* What Synthea's FHIR says of a class that it calls otherwise there. */
static json_t *class_of(const char *word)
{
	const char *code = !word ? NULL : strcasecmp(word, "hospice") == 0 ? "HH" : word;

	return code ? json_pack("{s:s}", "code", code) : NULL;
}

/* Before there was a column for the organisation the provider was one. */
static json_t *organisation_of(const char *const *value)
{
	return reference("Organization", value[SC_ORGANIZATION] ? value[SC_ORGANIZATION] : value[SC_PROVIDER]);
}

/* One that has begun and not ended goes on; the oldest exports have but a day. */
enum status synthea_encounter(void *arg, const char *const *value, struct origin origin, struct arena *scratch, struct err *e)
{
	json_t *r = resource_new("Encounter", value[SC_ID]);
	json_t *reason = concept(SNOMED, value[SC_REASON], value[SC_REASON_WORDS]);

	(void)scratch;
	set(r, "status", json_string(value[SC_START] && !value[SC_STOP] ? "in-progress" : "finished"));
	set(r, "class", class_of(value[SC_CLASS]));
	set(r, "type", json_pack("[o*]", concept(SNOMED, value[SC_CODE], value[SC_DESCRIPTION])));
	set(r, "subject", reference("Patient", value[SC_PATIENT]));
	set(r, "period", period(value[SC_START] ? value[SC_START] : value[SC_DATE], value[SC_STOP]));
	set(r, "serviceProvider", organisation_of(value));
	if (value[SC_ORGANIZATION] && value[SC_PROVIDER])
		set(r, "participant", json_pack("[{s:o}]", "individual", reference("Practitioner", value[SC_PROVIDER])));
	if (reason)
		set(r, "reasonCode", json_pack("[o]", reason));
	return synthea_offer(arg, r, origin, e);
}

/* Whom it is about, and where. */
static json_t *act_new(const char *type, const char *id, const char *const *value)
{
	json_t *r = resource_new(type, id);

	set(r, "subject", reference("Patient", value[SC_PATIENT]));
	set(r, "encounter", reference("Encounter", value[SC_ENCOUNTER]));
	return r;
}

enum status synthea_careplan(void *arg, const char *const *value, struct origin origin, struct arena *scratch, struct err *e)
{
	json_t *r = act_new("CarePlan", value[SC_ID], value);

	(void)scratch;
	set(r, "status", json_string(value[SC_STOP] ? "completed" : "active"));
	set(r, "category", json_pack("[o*]", concept(SNOMED, value[SC_CODE], value[SC_DESCRIPTION])));
	set(r, "period", period(value[SC_START], value[SC_STOP]));
	return synthea_offer(arg, r, origin, e);
}

/* What has no id of its own is known by where, what and when. */
static const char *id_of(struct arena *scratch, const char *const *value, const char *when)
{
	const char *where = value[SC_ENCOUNTER] ? value[SC_ENCOUNTER] : value[SC_PATIENT];

	return arena_printf(scratch, "%s.%s.%s", where ? where : "", when ? when : "", value[SC_CODE] ? value[SC_CODE] : "");
}

enum status synthea_procedure(void *arg, const char *const *value, struct origin origin, struct arena *scratch, struct err *e)
{
	const char *when = value[SC_START] ? value[SC_START] : value[SC_DATE];
	const char *id = id_of(scratch, value, when);
	json_t *r = id ? act_new("Procedure", id, value) : NULL;

	set(r, "status", json_string("completed"));
	set(r, "code", concept(system_of(value), value[SC_CODE], value[SC_DESCRIPTION]));
	if (value[SC_STOP])
		set(r, "performedPeriod", period(when, value[SC_STOP]));
	else
		set(r, "performedDateTime", text_of(when));
	return synthea_offer(arg, r, origin, e);
}

/* A number, though a table writes 3.0 where FHIR has 3. */
static bool number_of(const char *text, json_t **number)
{
	char *end;
	double x = text ? strtod(text, &end) : 0;

	if (!text || end == text || *end || !isfinite(x) || fabs(x) > 1e15)
		return false;
	*number = x == floor(x) ? json_integer((json_int_t)x) : json_real(x);
	return true;
}

static void value_set(json_t *r, const char *const *value)
{
	json_t *number = NULL;

	if (value[SC_TYPE] && strcasecmp(value[SC_TYPE], "numeric") != 0)
		set(r, "valueString", text_of(value[SC_VALUE]));
	else if (number_of(value[SC_VALUE], &number))
		set(r, "valueQuantity", json_pack("{s:o, s:s*}", "value", number, "unit", value[SC_UNITS]));
	else
		set(r, "valueString", text_of(value[SC_VALUE]));
}

enum status synthea_observation(void *arg, const char *const *value, struct origin origin, struct arena *scratch, struct err *e)
{
	const char *id = id_of(scratch, value, value[SC_DATE]);
	json_t *r = id ? act_new("Observation", id, value) : NULL;

	set(r, "status", json_string("final"));
	if (value[SC_CATEGORY])
		set(r, "category", json_pack("[{s:[{s:s}]}]", "coding", "code", value[SC_CATEGORY]));
	set(r, "code", concept(LOINC, value[SC_CODE], value[SC_DESCRIPTION]));
	set(r, "effectiveDateTime", text_of(value[SC_DATE]));
	value_set(r, value);
	return r ? synthea_answer(arg, r, value, origin, e) : err_nomem(e);
}
