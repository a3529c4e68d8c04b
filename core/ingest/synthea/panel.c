/*
 * PRAPARE in a table: an answer a row, and no row for the whole of it.  Several of its
 * answers at one encounter, beneath each other, are one panel with these as components.
 */
#include "ingest/synthea/synthea.h"

#include <stdio.h>
#include <string.h>

enum { ANSWERS_LEAST = 5 }; /* fewer may be another form's that asks the same */

static bool is_asked_in_prapare(const char *code)
{
	static const char *const CODES[] = {
		"32624-9", "54899-0", "56051-6", "56799-0", "63512-8", "63586-2", "67875-5", "71802-3", "76437-3", "76501-6",
		"82589-3", "93026-3", "93027-1", "93028-9", "93029-7", "93030-5", "93031-3", "93033-9", "93034-7", "93035-4",
		"93038-8",
	};

	for (size_t i = 0; code && i < sizeof CODES / sizeof *CODES; i++)
		if (strcmp(code, CODES[i]) == 0)
			return true;
	return false;
}

/* Whose, where and when it was asked is as of its first answer. */
static json_t *panel_make(const struct synthea *x)
{
	static const char *const SHARED[] = { "status", "category", "subject", "encounter", "effectiveDateTime" };
	json_t *first = json_array_get(x->answers, 0), *panel, *components = json_array(), *answer;
	size_t i;

	panel = json_pack("{s:s, s:s++, s:{s:[{s:s, s:s}]}}", "resourceType", "Observation", "id", x->asked, ".", "93025-5",
		"code", "coding", "system", "http://loinc.org", "code", "93025-5");
	for (i = 0; i < sizeof SHARED / sizeof *SHARED; i++)
		if (json_object_get(first, SHARED[i]))
			json_object_set(panel, SHARED[i], json_object_get(first, SHARED[i]));
	json_array_foreach(x->answers, i, answer)
		json_array_append_new(components, json_pack("{s:O}", "code", json_object_get(answer, "code")));
	json_object_set_new(panel, "component", components);
	return panel;
}

enum status synthea_answers_end(struct synthea *x, struct err *e)
{
	json_t *answer;
	size_t i, n = json_array_size(x->answers);
	enum status st = ST_OK;

	if (n >= ANSWERS_LEAST)
		st = synthea_offer(x, panel_make(x), x->answers_from, e);
	for (i = 0; n < ANSWERS_LEAST && i < n && st == ST_OK; i++) {
		answer = json_array_get(x->answers, i);
		st = synthea_offer(x, json_incref(answer), x->answers_from, e);
	}
	json_decref(x->answers);
	x->answers = NULL;
	return st;
}

enum status synthea_answer(struct synthea *x, json_t *observation, const char *const *value, struct origin origin, struct err *e)
{
	char asked[sizeof x->asked];
	enum status st = ST_OK;

	snprintf(asked, sizeof asked, "%.200s.%.100s", value[SC_ENCOUNTER] ? value[SC_ENCOUNTER]
		: value[SC_PATIENT] ? value[SC_PATIENT] : "", value[SC_DATE] ? value[SC_DATE] : "");
	if (x->answers && strcmp(asked, x->asked) != 0)
		st = synthea_answers_end(x, e);
	if (st == ST_OK && !is_asked_in_prapare(value[SC_CODE]))
		return synthea_offer(x, observation, origin, e);
	if (st != ST_OK) {
		json_decref(observation);
		return st;
	}
	if (!x->answers) {
		x->answers = json_array();
		x->answers_from = origin;
		memcpy(x->asked, asked, sizeof asked);
	}
	return json_array_append_new(x->answers, observation) == 0 ? ST_OK : err_nomem(e);
}
