#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "ingest/fhir/fhir.h"

const char *fhir_copy(struct fhir_state *state, const char *text)
{
	return text ? batch_text_in(state->batch, state->arena, text, strlen(text)) : NULL;
}

const char *fhir_keep(struct fhir_state *state, const char *text)
{
	const char *kept = text ? arena_dup(state->batch->arena, text) : NULL;

	if (text && !kept)
		state->batch->no_memory = true;
	return kept;
}

const char *fhir_string(struct fhir_state *state, const json_t *object, const char *key)
{
	return fhir_copy(state, json_string_value(json_object_get(object, key)));
}

json_t *fhir_one(const json_t *value)
{
	return json_is_array(value) ? json_array_get(value, 0) : (json_t *)value;
}

/* What SNOMED CT ends its names with says nothing to a reader. */
static const char *const SEMANTIC_TAGS[] = {
	" (procedure)", " (finding)", " (disorder)", " (situation)", " (regime/therapy)",
	" (assessment scale)", " (observable entity)", " (event)", " (qualifier value)",
	" (occupation)", " (record artifact)", " (environment)",
};

static const char *without_tag(struct fhir_state *state, const char *text)
{
	size_t length = text ? strlen(text) : 0, i;

	for (i = 0; i < sizeof SEMANTIC_TAGS / sizeof *SEMANTIC_TAGS; i++) {
		size_t tag = strlen(SEMANTIC_TAGS[i]);

		if (length > tag && strcmp(text + length - tag, SEMANTIC_TAGS[i]) == 0) {
			char *cut = arena_dup_n(state->arena, text, length - tag);

			if (!cut)
				state->batch->no_memory = true;
			return cut;
		}
	}
	return text;
}

const char *fhir_words(struct fhir_state *state, const json_t *concept)
{
	const json_t *codings, *coding;
	const char *text;
	size_t i;

	concept = fhir_one(concept);
	text = fhir_string(state, concept, "text");
	codings = json_object_get(concept, "coding");
	if (!text)
		json_array_foreach(codings, i, coding)
			if ((text = fhir_string(state, coding, "display")))
				break;
	if (!text)
		text = fhir_string(state, concept, "display");
	return without_tag(state, text);
}

/* A version may be part of a name: …/Interweave-SocialCareAssessmentType-1. */
static size_t length_unversioned(const char *text)
{
	size_t length = strlen(text), n = length;

	while (n && isdigit((unsigned char)text[n - 1]))
		n--;
	return n < length && n && text[n - 1] == '-' ? n - 1 : length;
}

static bool ends_with(const char *text, const char *end)
{
	size_t length = length_unversioned(text), tail = strlen(end);

	return length >= tail && strncmp(text + length - tail, end, tail) == 0;
}

const char *fhir_coding(const json_t *concept, const char *system_end)
{
	const json_t *list = json_object_get(fhir_one(concept), "coding"), *coding;
	const char *system;
	size_t i;

	json_array_foreach(list, i, coding) {
		system = json_string_value(json_object_get(coding, "system"));
		if (!system_end || (system && ends_with(system, system_end)))
			return json_string_value(json_object_get(coding, "code"));
	}
	return NULL;
}

const char *fhir_system(const char *system)
{
	static const struct { const char *start, *usual; } USUAL[] = {
		{"http://loinc.org", "http://loinc.org"},
		{"https://loinc.org", "http://loinc.org"},
		{"urn:oid:2.16.840.1.113883.6.1", "http://loinc.org"},
		{"http://snomed.info/sct", "http://snomed.info/sct"},
		{"https://snomed.info/sct", "http://snomed.info/sct"},
		{"urn:oid:2.16.840.1.113883.6.96", "http://snomed.info/sct"},
	}, WORDS[] = {
		{"loinc", "http://loinc.org"}, {"http://www.loinc.org", "http://loinc.org"},
		{"2.16.840.1.113883.6.1", "http://loinc.org"}, {"snomed", "http://snomed.info/sct"},
		{"snomed ct", "http://snomed.info/sct"}, {"snomed-ct", "http://snomed.info/sct"},
		{"sct", "http://snomed.info/sct"}, {"2.16.840.1.113883.6.96", "http://snomed.info/sct"},
	};
	static const char SOCIAL_CARE[] = "https://fhir.interweavedigital.nhs.uk/CodeSystem/Interweave-SocialCareAssessmentType";
	size_t i, length;

	for (i = 0; system && i < sizeof USUAL / sizeof *USUAL; i++) {
		length = strlen(USUAL[i].start);
		/* An edition or a version may follow. */
		if (strncmp(system, USUAL[i].start, length) == 0 &&
		    (!system[length] || strchr("/|", system[length])))
			return USUAL[i].usual;
	}
	for (i = 0; system && i < sizeof WORDS / sizeof *WORDS; i++)
		if (strcasecmp(system, WORDS[i].start) == 0)
			return WORDS[i].usual;
	/* Interweave had other addresses before. */
	return system && ends_with(system, strrchr(SOCIAL_CARE, '/')) ? SOCIAL_CARE : system;
}

static int hex(char c)
{
	if (isdigit((unsigned char)c))
		return c - '0';
	return isxdigit((unsigned char)c) ? tolower((unsigned char)c) - 'a' + 10 : -1;
}

static void percent_decode(char *text)
{
	char *out = text;

	for (; *text; text++) {
		if (*text == '%' && hex(text[1]) >= 0 && hex(text[2]) >= 0) {
			*out++ = (char)(hex(text[1]) * 16 + hex(text[2]));
			text += 2;
		} else {
			*out++ = *text;
		}
	}
	*out = '\0';
}

/* `Organization?name=…` shows a name, and `Organization?_id=…` is the one of that id. */
static void read_asked(struct fhir_state *state, struct fhir_ref *ref)
{
	char *text = arena_dup(state->arena, ref->to), *asked = text ? strchr(text, '?') : NULL;

	if (!text)
		state->batch->no_memory = true;
	if (!asked)
		return;
	*asked++ = '\0';
	asked[strcspn(asked, "&")] = '\0';
	percent_decode(asked);
	if (strncmp(asked, "_id=", 4) == 0)
		ref->to = fhir_copy(state, arena_printf(state->arena, "%s/%s", text, asked + 4));
	else if (strncmp(asked, "name=", 5) == 0 && !ref->display)
		ref->display = fhir_copy(state, asked + 5);
}

/* `Organization?identifier=system|value`: the identifier that is asked for. */
static void read_conditional(struct fhir_state *state, const char *to, struct fhir_ref *ref)
{
	const char *asked = strstr(to, "?identifier=");
	char *text, *bar;

	if (!asked) {
		read_asked(state, ref);
		return;
	}
	text = arena_dup(state->arena, asked + strlen("?identifier="));
	if (!text) {
		state->batch->no_memory = true;
		return;
	}
	text[strcspn(text, "&")] = '\0';
	percent_decode(text);
	bar = strchr(text, '|');
	if (bar)
		*bar++ = '\0';
	ref->system = bar ? fhir_copy(state, text) : NULL;
	ref->value = fhir_copy(state, bar ? bar : text);
}

struct fhir_ref fhir_reference(struct fhir_state *state, const struct fhir_resource *from,
	const json_t *json)
{
	struct fhir_ref ref = {0};
	const char *to = json_string_value(json_object_get(json, "reference"));
	const char *type = json_string_value(json_object_get(json, "type"));
	const json_t *identifier = json_object_get(json, "identifier");

	ref.to_organisation = (type && strcmp(type, "Organization") == 0) ||
		(to && strstr(to, "Organization"));
	ref.display = fhir_string(state, json, "display");
	ref.system = fhir_string(state, identifier, "system");
	ref.value = fhir_string(state, identifier, "value");
	if (!to || !*to)
		return ref;
	if (to[0] == '#') {
		ref.to = arena_printf(state->arena, "%s%s", from->ref, to);
		if (!ref.to)
			state->batch->no_memory = true;
		return ref;
	}
	if (strncmp(to, "ReferralRequest/", 16) == 0 || strncmp(to, "ProcedureRequest/", 17) == 0)
		to = arena_printf(state->arena, "ServiceRequest%s", strchr(to, '/'));
	ref.to = fhir_copy(state, to);
	read_conditional(state, to, &ref);
	return ref;
}

static bool ref_is_set(const struct fhir_ref *ref)
{
	return ref->to || ref->display || ref->value;
}

static void ref_add(struct fhir_state *state, struct fhir_refs *refs, struct fhir_ref ref)
{
	size_t room = refs->cap ? refs->cap * 2 : 2;

	if (!ref_is_set(&ref))
		return;
	if (refs->n == refs->cap) {
		struct fhir_ref *more = arena_alloc(state->arena, room * sizeof *more);

		if (!more) {
			state->batch->no_memory = true;
			return;
		}
		if (refs->n)
			memcpy(more, refs->v, refs->n * sizeof *more);
		refs->v = more;
		refs->cap = room;
	}
	refs->v[refs->n++] = ref;
}

void fhir_references(struct fhir_state *state, const struct fhir_resource *from, const json_t *list,
	const char *key, struct fhir_refs *out)
{
	size_t n = json_is_array(list) ? json_array_size(list) : list ? 1 : 0, i;

	for (i = 0; i < n; i++) {
		const json_t *item = json_is_array(list) ? json_array_get(list, i) : list;

		ref_add(state, out, fhir_reference(state, from, key ? json_object_get(item, key) : item));
	}
}
