/*
 * Numbers as they were written: `7.0` says more than `7`, and a parser that makes a
 * binary number of it does not give it back.  So the text of a Quantity's value is laid
 * beside it before the resource is read.
 */
#include <stdlib.h>
#include <string.h>

#include "ingest/fhir/reading.h"

#define DIGITS " digits" /* no member of FHIR has a blank in its name */

static struct span member_of(struct span object, const char *name)
{
	struct span key, value, found = {0};
	struct scan scan;

	if (object.at && scan_open(&scan, object, '{'))
		while (scan_next(&scan, &key, &value) == SCAN_ITEM)
			if (span_is(key, name))
				found = value;
	return found;
}

bool fhir_digits_keep(json_t *resource, struct span text)
{
	json_t *quantity = json_object_get(resource, "valueQuantity"), *number, *digits;
	struct span value;
	char *made;

	if (!json_is_object(quantity))
		return true;
	json_object_del(quantity, DIGITS);
	number = json_object_get(quantity, "value");
	if (!json_is_number(number))
		return true;
	value = member_of(member_of(text, "valueQuantity"), "value");
	/* A name that is written with escapes is not found. */
	made = value.at ? NULL : json_dumps(number, JSON_ENCODE_ANY | JSON_REAL_PRECISION(15));
	digits = value.at ? json_stringn(value.at, value.length) : json_string(made);
	free(made);
	return json_object_set_new(quantity, DIGITS, digits) == 0;
}

/* What the value is compared with: it is more, or less. */
static const char *comparator_of(const json_t *quantity)
{
	static const char *const WORDS[] = {"<", "<=", ">=", ">"};
	const char *word = json_string_value(json_object_get(quantity, "comparator"));

	for (size_t i = 0; word && i < sizeof WORDS / sizeof *WORDS; i++)
		if (strcmp(word, WORDS[i]) == 0)
			return WORDS[i];
	return "";
}

static const char *text_of(struct fhir_state *state, const char *text)
{
	if (!text)
		state->batch->no_memory = true;
	return text;
}

const char *fhir_quantity(struct fhir_state *state, const json_t *quantity)
{
	const char *digits = json_string_value(json_object_get(quantity, DIGITS));

	return digits ? text_of(state, arena_printf(state->arena, "%s%s", comparator_of(quantity), digits)) : NULL;
}

const char *fhir_integer(struct fhir_state *state, const json_t *value)
{
	return json_is_integer(value)
		? text_of(state, arena_printf(state->arena, "%lld", (long long)json_integer_value(value))) : NULL;
}
