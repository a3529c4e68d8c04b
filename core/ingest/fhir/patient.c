/*
 * Patient → the fields of a record.  What is a matter of choice: the official
 * name, the newest home address, the phone that is ranked first.
 */
#include <ctype.h>
#include <string.h>

#include "ingest/fhir/own.h"
#include "ingest/profile/mapping.h"

static const char *member(const json_t *json, const char *key)
{
	return json_string_value(json_object_get(json, key));
}

static bool is(const char *text, const char *word)
{
	return text && strcmp(text, word) == 0;
}

/* Joined with the separator, into the arena; either may be NULL. */
static const char *joined(struct fhir_state *state, const char *a, const char *separator,
	const char *b)
{
	char *both;

	if (!a || !b)
		return a ? a : b;
	both = arena_printf(state->arena, "%s%s%s", a, separator, b);
	if (!both)
		state->batch->no_memory = true;
	return both;
}

static const char *joined_list(struct fhir_state *state, const json_t *list, const char *separator)
{
	const char *all = NULL;
	const json_t *item;
	size_t i;

	json_array_foreach(list, i, item)
		all = joined(state, all, separator, fhir_copy(state, json_string_value(item)));
	return all;
}

/* What has ended is not what holds: before today, or this month or year where no more is said. */
static bool is_over(const struct fhir_state *state, const json_t *item)
{
	const char *end = member(json_object_get(item, "period"), "end");
	char today[11];

	if (!end || !state->batch->session)
		return end;
	civil_iso(session_today(state->batch->session), today);
	return strncmp(end, today, strlen(end) < 10 ? strlen(end) : 10) < 0;
}

/* Names -------------------------------------------------------------------- */

static int name_rank(const struct fhir_state *state, const json_t *name)
{
	static const char *const USES[] = {"official", "usual", NULL, "temp", "anonymous", "nickname",
		"maiden", "old"};
	const char *use = member(name, "use");
	int i;

	if (is_over(state, name))
		return 7;
	for (i = 0; i < (int)(sizeof USES / sizeof *USES); i++)
		if (USES[i] ? is(use, USES[i]) : !use)
			return i;
	return 2;
}

static const json_t *name_choose(const struct fhir_state *state, const json_t *names)
{
	const json_t *best = NULL, *name;
	size_t i;

	json_array_foreach(names, i, name)
		if (!best || name_rank(state, name) < name_rank(state, best))
			best = name;
	return best;
}

/* Where a name is only text it is parted as a table's is; of two people's the last word is the family's. */
static void name_parts(struct fhir_state *state, const json_t *name, const char **family,
	const char **given)
{
	const char *text, *space;
	struct name_parts whole;

	*family = fhir_string(state, name, "family");
	*given = joined_list(state, json_object_get(name, "given"), " ");
	if (*family || *given)
		return;
	text = fhir_string(state, name, "text");
	if (text && profile_name(text, &whole)) {
		*family = *whole.family ? fhir_copy(state, whole.family) : NULL;
		*given = *whole.given ? fhir_copy(state, whole.given) : NULL;
		return;
	}
	space = text ? strrchr(text, ' ') : NULL;
	*family = space ? fhir_copy(state, space + 1) : text;
	if (space && !(*given = arena_dup_n(state->arena, text, (size_t)(space - text))))
		state->batch->no_memory = true;
}

static void read_names(struct fhir_state *state, json_t *json, const char **field)
{
	const json_t *names = json_object_get(json, "name"), *chosen = name_choose(state, names), *name;
	const char *family, *given;
	size_t i;

	if (!chosen)
		return;
	name_parts(state, chosen, &field[RF_FAMILY_NAME], &field[RF_GIVEN_NAME]);
	json_array_foreach(names, i, name) {
		if (name == chosen)
			continue;
		name_parts(state, name, &family, &given);
		if (is(member(name, "use"), "nickname") || is(member(name, "use"), "usual")) {
			if (!field[RF_PREFERRED_NAME] && !is_over(state, name))
				field[RF_PREFERRED_NAME] = given ? given : family;
		}
		field[RF_OTHER_NAMES] = joined(state, field[RF_OTHER_NAMES], ";",
			joined(state, given, " ", family));
	}
}

/* Identifiers ---------------------------------------------------------------- */

/* By its address, or by the object identifier that it has in HL7 v2 and CDA. */
bool fhir_is_nhs_number(const char *system)
{
	static const char OID[] = "2.16.840.1.113883.2.1.4.1";
	const char *tail = system ? strrchr(system, '/') : NULL;

	if (system && strncmp(system, "urn:oid:", 8) == 0)
		system += 8;
	return is(system, OID) || is(tail, "/nhs-number");
}

const char *fhir_identifier_value(const char *system, const char *value, char digits[static 11])
{
	return value && fhir_is_nhs_number(system) && nhs_number_valid(value, digits) ? digits : value;
}

/* The status of tracing, as 01 … 08, from the extension's code or its older words. */
static const char *verification(struct fhir_state *state, const json_t *identifier)
{
	static const char *const WORDS[] = {"number-present-and-verified",
		"number-present-but-not-traced", "trace-required", "trace-attempted", "trace-needs",
		"trace-in-progress", "number-not-present", "trace-postponed"};
	const json_t *list = json_object_get(identifier, "extension"), *extension;
	size_t i, k;

	json_array_foreach(list, i, extension) {
		const char *url = member(extension, "url"), *code;
		char number[3];

		if (!url || !strstr(url, "NHSNumberVerificationStatus"))
			continue;
		code = fhir_coding(json_object_get(extension, "valueCodeableConcept"), NULL);
		for (k = 0; code && k < sizeof WORDS / sizeof *WORDS; k++) {
			snprintf(number, sizeof number, "%02d", (int)(k + 1) % 100);
			if (strncmp(code, WORDS[k], strlen(WORDS[k])) == 0)
				return fhir_copy(state, number);
		}
		return fhir_copy(state, code);
	}
	return NULL;
}

/* "unknown", 0000 and their like identify nobody; neither does what merely
 * repeats the sender's log-in name. */
static bool is_placeholder(const char *system, const char *value)
{
	static const char *const WORDS[] = {"unknown", "none", "n/a", "na", "null", "test", "tbc",
		"not known", "123456789", "1234567890"};
	char bare[64];
	size_t i, n = 0;

	for (i = 0; value[i] && n + 1 < sizeof bare; i++)
		if (isalnum((unsigned char)value[i]) || value[i] == '/' || value[i] == ' ')
			bare[n++] = (char)tolower((unsigned char)value[i]);
	bare[n] = '\0';
	for (i = 0; i < sizeof WORDS / sizeof *WORDS; i++)
		if (strcmp(bare, WORDS[i]) == 0)
			return true;
	if (n == 0 || (n > 2 && strspn(bare, (const char[]){bare[0], '\0'}) == n))
		return true;
	return system && strstr(system, "username");
}

/* `system=value` with what the list is made of escaped. */
static const char *escaped(struct fhir_state *state, const char *text)
{
	size_t room = strlen(text) * 3 + 1, n = 0;
	char *out = arena_alloc(state->arena, room);

	if (!out) {
		state->batch->no_memory = true;
		return NULL;
	}
	for (; *text; text++) {
		if (*text == ';' || *text == '=' || *text == '%') {
			snprintf(out + n, room - n, "%%%02X", (unsigned char)*text);
			n += 3;
		} else {
			out[n++] = *text;
		}
	}
	return out;
}

const char *fhir_identity(struct fhir_state *state, const char *system, const char *value)
{
	return joined(state, escaped(state, system), "=", escaped(state, value));
}

static void read_identity(struct fhir_state *state, json_t *json, const char **field)
{
	const json_t *list = json_object_get(json, "identifier"), *item;
	size_t i;

	json_array_foreach(list, i, item) {
		const char *system = fhir_string(state, item, "system");
		const char *value = fhir_string(state, item, "value");

		if (!value)
			continue;
		if (fhir_is_nhs_number(system) && !field[RF_NHS_NUMBER] && !is(member(item, "use"), "old") &&
		    !is_over(state, item)) {
			field[RF_NHS_NUMBER] = value;
			field[RF_NHS_NUMBER_STATUS] = verification(state, item);
		} else if (system && !is_placeholder(system, value)) {
			field[RF_OTHER_IDS] = joined(state, field[RF_OTHER_IDS], ";",
				fhir_identity(state, system, value));
		}
	}
}

/* Where they are ------------------------------------------------------------- */

static int address_rank(const struct fhir_state *state, const json_t *address)
{
	const char *use = member(address, "use"), *type = member(address, "type");

	if (is(use, "old") || is_over(state, address))
		return 4;
	if (is(use, "work") || is(use, "billing") || is(type, "postal"))
		return 3;
	return is(use, "home") ? 0 : is(use, "temp") ? 2 : 1;
}

static bool address_is_better(const struct fhir_state *state, const json_t *a, const json_t *b)
{
	const char *since_a = member(json_object_get(a, "period"), "start");
	const char *since_b = member(json_object_get(b, "period"), "start");

	if (address_rank(state, a) != address_rank(state, b))
		return address_rank(state, a) < address_rank(state, b);
	return since_a && (!since_b || strcmp(since_a, since_b) > 0);
}

static void read_address(struct fhir_state *state, json_t *json, const char **field)
{
	const json_t *list = json_object_get(json, "address"), *best = NULL, *address;
	size_t i;

	json_array_foreach(list, i, address)
		if (!best || address_is_better(state, address, best))
			best = address;
	if (!best)
		return;
	field[RF_ADDRESS] = joined_list(state, json_object_get(best, "line"), ", ");
	if (!field[RF_ADDRESS])
		field[RF_ADDRESS] = fhir_string(state, best, "text");
	field[RF_TOWN] = fhir_string(state, best, "city");
	field[RF_POSTCODE] = fhir_string(state, best, "postalCode");
}

static int telecom_rank(const struct fhir_state *state, const json_t *telecom)
{
	const json_t *rank = json_object_get(telecom, "rank");
	const char *use = member(telecom, "use");

	if (is(use, "old") || is_over(state, telecom))
		return 2000;
	if (json_is_integer(rank) && json_integer_value(rank) < 1000)
		return (int)json_integer_value(rank);
	return is(use, "mobile") ? 1001 : is(use, "home") ? 1002 : is(use, "work") ? 1004 : 1003;
}

static const char *telecom_choose(struct fhir_state *state, json_t *json, const char *system)
{
	const json_t *list = json_object_get(json, "telecom"), *best = NULL, *telecom;
	size_t i;

	json_array_foreach(list, i, telecom)
		if (is(member(telecom, "system"), system) && member(telecom, "value") &&
		    (!best || telecom_rank(state, telecom) < telecom_rank(state, best)))
			best = telecom;
	return fhir_string(state, best, "value");
}

/* Who they are --------------------------------------------------------------- */

/* The day of a date or time; a year or a month alone as it is. */
static const char *day_of(struct fhir_state *state, const struct fhir_resource *resource,
	const char *text, const char *what)
{
	struct civil day;
	char iso[11];

	if (!text)
		return NULL;
	if (civil_parse(text, &day)) {
		civil_iso(day.day, iso);
		return fhir_copy(state, iso);
	}
	if (civil_is_part(text))
		return fhir_copy(state, text);
	if (batch_note(state->batch, NULL, "%s in %s: its %s is no date and was left out.",
		resource->ref, resource->origin.file, what) != ST_OK)
		state->batch->no_memory = true;
	return NULL;
}

static void read_language(struct fhir_state *state, json_t *json, const char **field)
{
	const json_t *list = json_object_get(json, "communication"), *item, *best = NULL, *extension;
	size_t i;

	json_array_foreach(list, i, item)
		if (!best || json_is_true(json_object_get(item, "preferred")))
			best = item;
	/* The text may be what the sender's forms say ("US"); the coding names it. */
	best = json_object_get(best, "language");
	field[RF_LANGUAGE] = fhir_string(state, fhir_one(json_object_get(best, "coding")), "display");
	if (!field[RF_LANGUAGE])
		field[RF_LANGUAGE] = fhir_words(state, best);
	json_array_foreach(json_object_get(json, "extension"), i, extension) {
		const char *url = member(extension, "url");

		if (url && strstr(url, "interpreterRequired") &&
		    json_is_true(json_object_get(extension, "valueBoolean")))
			field[RF_COMMUNICATION_NEEDS] = "Interpreter needed";
	}
}

static const char *sex_of(const char *gender)
{
	return is(gender, "male") ? "M" : is(gender, "female") ? "F" : is(gender, "other") ? "O" : NULL;
}

static const char *label_of(json_t *json)
{
	const json_t *list = json_object_get(json_object_get(json, "meta"), "security"), *label;
	size_t i;

	json_array_foreach(list, i, label) {
		const char *system = member(label, "system"), *code = member(label, "code");

		if (system && strstr(system, "v3-Confidentiality") && (is(code, "R") || is(code, "V")))
			return "restricted";
	}
	return NULL;
}

void fhir_read_patient(struct fhir_state *state, json_t *json, struct fhir_resource *resource)
{
	const char **field = arena_alloc(state->arena, RF_COUNT * sizeof *field);
	const json_t *link;
	size_t i;

	if (!field) {
		state->batch->no_memory = true;
		return;
	}
	resource->field = field;
	read_identity(state, json, field);
	read_names(state, json, field);
	read_address(state, json, field);
	read_language(state, json, field);
	field[RF_DATE_OF_BIRTH] = day_of(state, resource, member(json, "birthDate"), "birth date");
	field[RF_DATE_OF_DEATH] = day_of(state, resource, member(json, "deceasedDateTime"),
		"date of death");
	if (!field[RF_DATE_OF_DEATH] && json_is_true(json_object_get(json, "deceasedBoolean")))
		field[RF_DATE_OF_DEATH] = DEATH_UNDATED;
	field[RF_SEX] = sex_of(member(json, "gender"));
	field[RF_PHONE] = telecom_choose(state, json, "phone");
	field[RF_EMAIL] = telecom_choose(state, json, "email");
	field[RF_SENSITIVITY] = label_of(json);
	field[RF_UPDATED_AT] = fhir_string(state, json_object_get(json, "meta"), "lastUpdated");
	resource->organisation = fhir_reference(state, resource,
		json_object_get(json, "managingOrganization"));
	fhir_references(state, resource, json_object_get(json, "generalPractitioner"), NULL,
		&resource->who);
	fhir_own_patient(state, json, resource);
	json_array_foreach(json_object_get(json, "link"), i, link)
		if (is(member(link, "type"), "replaced-by") || is(member(link, "type"), "replaces") ||
		    (resource->is_own && is(member(link, "type"), "seealso")))
			fhir_references(state, resource, json_object_get(link, "other"), NULL,
				&resource->links);
}
