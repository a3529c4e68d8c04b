/*
 * When a resource says it happened: a dateTime, a Period or a Timing, kept as written.
 */
#include <string.h>

#include "ingest/fhir/fhir.h"

/* Who looks after somebody, and what to look out for, is too much to lose for want of a day, and is judged by
 * nobody.  What is judged needs its day: another would answer what it does not. */
static bool stands_without_day(const struct fhir_resource *resource)
{
	return resource->type == FHIR_EPISODE || resource->type == FHIR_PLAN || resource->type == FHIR_FLAG;
}

/* `2021`, `2021-02`: allowed in FHIR.  The first day of it. */
static bool part_start(struct fhir_state *state, struct fhir_resource *resource, const char *text)
{
	char day[16];

	if (!stands_without_day(resource) || !civil_is_part(text))
		return false;
	snprintf(day, sizeof day, "%.7s%s", text, strlen(text) == 4 ? "-01-01" : "-01");
	resource->date_part = text;
	resource->starts_on = fhir_copy(state, day);
	return resource->starts_on && civil_parse(day, &resource->start);
}

static void set_start(struct fhir_state *state, struct fhir_resource *resource, const char *text, const char *field)
{
	if (!text || part_start(state, resource, text))
		return;
	if (civil_parse(text, &resource->start)) {
		resource->starts_on = text;
		resource->date_reason = NULL;
		return;
	}
	resource->start = CIVIL_ABSENT;
	resource->date_field = field;
	resource->date_reason = civil_is_part(text) ? "a year or month is no day to put this on"
		: "no date of the calendar";
}

/* The report of what is wrong with an end is no reject: the rest goes in. */
static void set_end(struct fhir_state *state, struct fhir_resource *resource, const char *text)
{
	const char *why = NULL;

	if (!text || !resource->starts_on)
		return;
	if (!civil_parse(text, &resource->end))
		why = civil_is_part(text) ? "has no day" : "is no date";
	else if (civil_before(resource->end, resource->start))
		why = "is before the start";
	if (!why) {
		resource->ends_on = text;
		return;
	}
	resource->end = CIVIL_ABSENT;
	if (batch_note(state->batch, NULL, "%s in %s: its end %s and was left out.", resource->ref,
		resource->origin.file, why) != ST_OK)
		state->batch->no_memory = true;
}

static void read_period(struct fhir_state *state, struct fhir_resource *resource,
	const json_t *period, const char *field)
{
	const char *start = fhir_string(state, period, "start");
	const char *end = fhir_string(state, period, "end");

	if (!start && end) {
		set_start(state, resource, end, field);
		return;
	}
	set_start(state, resource, start, field);
	set_end(state, resource, end);
}

void fhir_time(struct fhir_state *state, struct fhir_resource *resource, const json_t *json,
	const char *key)
{
	static const char *const SHAPES[] = {"", "DateTime", "Period", "Instant", "Timing"};
	char name[64];
	size_t i;

	for (i = 0; i < sizeof SHAPES / sizeof *SHAPES && !resource->starts_on; i++) {
		const json_t *value;

		snprintf(name, sizeof name, "%s%s", key, SHAPES[i]);
		value = json_object_get(json, name);
		if (json_is_string(value)) {
			set_start(state, resource, fhir_copy(state, json_string_value(value)), key);
		} else if (json_is_object(value) && strcmp(SHAPES[i], "Timing") == 0) {
			read_period(state, resource,
				json_object_get(json_object_get(value, "repeat"), "boundsPeriod"), key);
			if (!resource->starts_on)
				set_start(state, resource, fhir_copy(state,
					json_string_value(fhir_one(json_object_get(value, "event")))), key);
		} else if (json_is_object(value)) {
			read_period(state, resource, value, key);
		}
	}
}

/* Where it says only since when it was what: from when it was no more planned until the last of that,
 * which is the end of it once it is over. */
void fhir_time_history(struct fhir_state *state, struct fhir_resource *resource, const json_t *list)
{
	static const char *const BEFORE[] = {"planned", "waitlist", "arrived", "triaged", "cancelled", "entered-in-error"};
	const char *start = NULL, *end = NULL;
	const json_t *item;
	size_t i, k;

	if (resource->starts_on || resource->date_reason)
		return;
	json_array_foreach(list, i, item) {
		const json_t *period = json_object_get(item, "period");
		const char *status = json_string_value(json_object_get(item, "status"));
		const char *from = json_string_value(json_object_get(period, "start")), *to = json_string_value(json_object_get(period, "end"));
		bool is_before = false;

		for (k = 0; status && k < sizeof BEFORE / sizeof *BEFORE; k++)
			is_before = is_before || strcmp(status, BEFORE[k]) == 0;
		if (!is_before && from && (!start || strcmp(from, start) < 0))
			start = from;
		if (!is_before && to && (!end || strcmp(to, end) > 0))
			end = to;
	}
	set_start(state, resource, fhir_copy(state, start), "statusHistory");
	if (resource->status && strcmp(resource->status, "finished") == 0)
		set_end(state, resource, fhir_copy(state, end));
}
