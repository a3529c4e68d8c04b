/*
 * fhir_event.c - an event as the resource that says most of it to other readers.
 * Its times and its status come back from there; what else it says is in the
 * extension as well, field by field, as it was sent.
 */
#include <string.h>

#include "care/work.h"
#include "export/fhir.h"
#include "ingest/fhir/own.h"
#include "text/json_memory.h"

static enum fhir_type type_of(const struct event *e)
{
	switch (e->kind) {
	case EV_REQUEST:
		return FHIR_REQUEST;
	case EV_ASSESSMENT:
	case EV_REVIEW:
		return e->score && (e->status == ES_COMPLETED || e->status == ES_IN_PROGRESS)
			? FHIR_OBSERVATION : FHIR_PROCEDURE;
	case EV_DISCHARGE:
		return FHIR_PROCEDURE;
	case EV_PLAN:
		return FHIR_PLAN;
	case EV_SERVICE:
		return FHIR_EPISODE;
	case EV_CONTACT:
	case EV_ADMISSION:
		return FHIR_ENCOUNTER;
	case EV_CONCERN:
	case EV_WARNING:
		return FHIR_FLAG;
	default:
		return FHIR_OBSERVATION;
	}
}

/* Each type's words for planned, in-progress, completed and what did not happen. */
static const struct {
	const char *name, *planned, *going_on, *done, *not_done;
	const char *time; /* where its time stands; one that takes a time or a period: without its ending */
} TYPES[FHIR_TYPE_COUNT] = {
	[FHIR_REQUEST] = { "ServiceRequest", "active", "active", "completed", "revoked", "authoredOn" },
	[FHIR_PROCEDURE] = { "Procedure", "preparation", "in-progress", "completed", "not-done", "performed" },
	[FHIR_OBSERVATION] = { "Observation", "registered", "preliminary", "final", "cancelled", "effective" },
	[FHIR_PLAN] = { "CarePlan", "draft", "active", "completed", "revoked", "period" },
	[FHIR_EPISODE] = { "EpisodeOfCare", "planned", "active", "finished", "cancelled", "period" },
	[FHIR_ENCOUNTER] = { "Encounter", "planned", "in-progress", "finished", "cancelled", "period" },
	[FHIR_FLAG] = { "Flag", "active", "active", "inactive", "inactive", "period" },
};

static const char *status_word(const struct event *e, enum fhir_type type)
{
	switch (e->status) {
	case ES_PLANNED:
		return TYPES[type].planned;
	case ES_IN_PROGRESS:
		return TYPES[type].going_on;
	case ES_COMPLETED:
		/* A warning that was written down is one to be seen. */
		return e->kind == EV_WARNING ? TYPES[type].going_on : TYPES[type].done;
	case ES_ENTERED_IN_ERROR:
		return "entered-in-error";
	default:
		return TYPES[type].not_done;
	}
}

static void time_put(struct bundle *b, json_t *to, const struct event *e, enum fhir_type type)
{
	bool either = type == FHIR_OBSERVATION || type == FHIR_PROCEDURE;
	json_t *period;
	char key[32];

	if (type == FHIR_REQUEST || (either && !e->ends_on)) {
		snprintf(key, sizeof key, "%s%s", TYPES[type].time, either ? "DateTime" : "");
		json_say(&b->making, to, key, e->starts_on);
		return;
	}
	snprintf(key, sizeof key, "%s%s", TYPES[type].time, either ? "Period" : "");
	period = json_within(&b->making, to, key, false);
	json_say(&b->making, period, "start", e->starts_on);
	json_say(&b->making, period, "end", e->ends_on);
}

static void coding_add(struct bundle *b, json_t *concept, const char *system, const char *code,
	const char *display)
{
	json_t *list = json_object_get(concept, "coding"), *one;

	if (!code)
		return;
	if (!list)
		list = json_within(&b->making, concept, "coding", true);
	one = json_item(&b->making, list);
	json_say(&b->making, one, "system", system);
	json_say(&b->making, one, "code", code);
	json_say(&b->making, one, "display", display);
}

/* What it was: its own code, its instrument's, its title. */
static void code_fill(struct bundle *b, json_t *concept, const struct event *e)
{
	const struct catalogue *catalogue = b->session->catalogue;
	int i = e->instrument ? catalogue_instrument_find(catalogue, e->instrument) : -1;
	const char *name = i >= 0 ? catalogue_instrument(catalogue, i)->name : NULL;

	coding_add(b, concept, e->code_system, e->code, NULL);
	coding_add(b, concept, FHIR_OWN_INSTRUMENT, e->instrument, name);
	if (e->kind == EV_DISCHARGE)
		coding_add(b, concept, "http://snomed.info/sct", "58000006", "Patient discharge");
	json_say(&b->making, concept, "text",
		e->title ? e->title : name ? name : EVENT_KIND_NAMES[e->kind]);
}

static void category_put(struct bundle *b, json_t *to, const struct event *e)
{
	bool survey = e->kind == EV_ASSESSMENT || e->kind == EV_REVIEW || e->kind == EV_MEASURE;
	json_t *one = json_item(&b->making, json_within(&b->making, to, "category", true));

	coding_add(b, one, "http://terminology.hl7.org/CodeSystem/observation-category",
		survey ? "survey" : "social-history", NULL);
}

/* `>=7.0` is a number that something is at least. */
static size_t comparator_length(const char *score)
{
	static const char *const WORDS[] = { "<", "<=", ">=", ">" };
	const size_t n = strspn(score, "<>=");

	for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++)
		if (n == strlen(WORDS[i]) && strncmp(score, WORDS[i], n) == 0)
			return n;
	return 0;
}

static void value_put(struct bundle *b, json_t *to, const struct event *e)
{
	const size_t n = e->score ? comparator_length(e->score) : 0;
	const char *digits = e->score ? e->score + n : "";
	json_t *number = json_read(digits, strlen(digits), JSON_DECODE_ANY), *quantity;

	if (json_is_number(number)) {
		quantity = json_within(&b->making, to, "valueQuantity", false);
		if (n)
			json_say(&b->making, quantity, "comparator", arena_dup_n(b->arena, e->score, n));
		json_put(&b->making, quantity, "value", number);
		json_say(&b->making, quantity, "unit", e->unit);
		return;
	}
	json_decref(number);
	json_say(&b->making, to, "valueString", e->score ? e->score : e->outcome);
}

static void note_put(struct bundle *b, json_t *to, const struct event *e)
{
	if (e->summary)
		json_say(&b->making, json_item(&b->making, json_within(&b->making, to, "note", true)),
			"text", e->summary);
}

static void someone_add(struct bundle *b, json_t *list, const char *name)
{
	if (name)
		json_say(&b->making, json_item(&b->making, list), "display", name);
}

static void observation_put(struct bundle *b, json_t *to, const struct event *e, const char *agency)
{
	json_t *who = json_within(&b->making, to, "performer", true);

	category_put(b, to, e);
	code_fill(b, json_within(&b->making, to, "code", false), e);
	json_say(&b->making, json_item(&b->making, who), "reference", agency);
	someone_add(b, who, e->practitioner);
	value_put(b, to, e);
	note_put(b, to, e);
}

static void procedure_put(struct bundle *b, json_t *to, const struct event *e, const char *agency)
{
	json_t *who = json_item(&b->making, json_within(&b->making, to, "performer", true));

	code_fill(b, json_within(&b->making, to, "code", false), e);
	if (e->practitioner)
		json_say(&b->making, json_within(&b->making, who, "actor", false), "display",
			e->practitioner);
	else
		bundle_refer(b, who, "actor", agency);
	bundle_words(b, who, "function", e->role);
	bundle_refer(b, who, "onBehalfOf", agency);
	bundle_words(b, to, "outcome", e->outcome);
	note_put(b, to, e);
}

static void request_put(struct bundle *b, json_t *to, const struct event *e, const char *agency)
{
	const struct agency *to_agency = e->to_agency ? session_agency_by_code(b->session, e->to_agency) : NULL;
	const char *asked = to_agency ? bundle_agency(b, to_agency) : NULL;

	json_say(&b->making, to, "intent", "order");
	code_fill(b, json_within(&b->making, to, "code", false), e);
	bundle_refer(b, to, "requester", agency);
	if (asked)
		json_say(&b->making,
			json_item(&b->making, json_within(&b->making, to, "performer", true)),
			"reference", asked);
	note_put(b, to, e);
}

static void plan_put(struct bundle *b, json_t *to, const struct event *e, const char *agency)
{
	json_say(&b->making, to, "intent", "plan");
	json_say(&b->making, to, "title", e->title);
	json_say(&b->making, to, "description", e->summary);
	bundle_refer(b, to, "author", agency);
}

static void episode_put(struct bundle *b, json_t *to, const struct event *e, const char *agency)
{
	code_fill(b, json_item(&b->making, json_within(&b->making, to, "type", true)), e);
	bundle_refer(b, to, "managingOrganization", agency);
	if (e->practitioner)
		json_say(&b->making, json_within(&b->making, to, "careManager", false), "display",
			e->practitioner);
}

static void encounter_put(struct bundle *b, json_t *to, const struct event *e, const char *agency)
{
	json_t *class = json_within(&b->making, to, "class", false), *one;

	json_say(&b->making, class, "system", "http://terminology.hl7.org/CodeSystem/v3-ActCode");
	json_say(&b->making, class, "code", e->kind == EV_ADMISSION ? "IMP" : "AMB");
	code_fill(b, json_item(&b->making, json_within(&b->making, to, "type", true)), e);
	bundle_refer(b, to, "serviceProvider", agency);
	if (e->practitioner) {
		one = json_item(&b->making, json_within(&b->making, to, "participant", true));
		json_say(&b->making, json_within(&b->making, one, "individual", false), "display",
			e->practitioner);
	}
	if (e->summary)
		json_say(&b->making,
			json_item(&b->making, json_within(&b->making, to, "reasonCode", true)), "text",
			e->summary);
}

static void flag_put(struct bundle *b, json_t *to, const struct event *e, const char *agency)
{
	json_t *code = json_within(&b->making, to, "code", false);

	json_say(&b->making,
		json_item(&b->making, json_within(&b->making, to, "category", true)), "text",
		e->kind == EV_CONCERN ? "Safeguarding or risk" : "Warning");
	code_fill(b, code, e);
	if (e->summary && !e->title)
		json_say(&b->making, code, "text", e->summary);
	bundle_refer(b, to, "author", agency);
}

/* All that it says, save what has come back of the resource already. */
static void extension_put(struct bundle *b, json_t *to, const struct event *e, enum fhir_type type)
{
	json_t *list = bundle_extension(b, to, FHIR_OWN_EVENT);
	bool known;

	bundle_part(b, list, FHIR_OWN_KIND, EVENT_KIND_NAMES[e->kind]);
	if (fhir_status(type, status_word(e, type), &known) != e->status)
		bundle_part(b, list, FHIR_OWN_STATUS, EVENT_STATUS_NAMES[e->status]);
	for (size_t i = 0; i < EVENT_TEXT_COUNT; i++)
		if (!fhir_own_event_gives(i) ||
			(type == FHIR_REQUEST && strcmp(EVENT_TEXTS[i].name, "ends_on") == 0))
			bundle_part(b, list, EVENT_TEXTS[i].name, event_text(e, i));
}

void fhir_event_put(struct bundle *b, const struct event *e, const char *patient_urn)
{
	static void (*const PUT[FHIR_TYPE_COUNT])(struct bundle *, json_t *, const struct event *,
		const char *) = {
		[FHIR_REQUEST] = request_put, [FHIR_PROCEDURE] = procedure_put,
		[FHIR_OBSERVATION] = observation_put, [FHIR_PLAN] = plan_put,
		[FHIR_EPISODE] = episode_put, [FHIR_ENCOUNTER] = encounter_put, [FHIR_FLAG] = flag_put,
	};
	enum fhir_type type = type_of(e);
	const struct agency *own = session_agency(b->session, e->agency);
	const char *agency = bundle_agency(b, own);
	json_t *to = bundle_entry(b, TYPES[type].name, bundle_urn(b, own->code, e->source_ref));

	bundle_label(b, to, e->sensitivity);
	extension_put(b, to, e, type);
	json_say(&b->making, to, "status", status_word(e, type));
	bundle_refer(b, to, type == FHIR_EPISODE ? "patient" : "subject", patient_urn);
	time_put(b, to, e, type);
	PUT[type](b, to, e, agency);
}
