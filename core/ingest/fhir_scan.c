#include "fhir_scan.h"

#include <string.h>

static void skip_blank(const char **at, const char *end)
{
	while (*at < end && (**at == ' ' || **at == '\t' || **at == '\n' || **at == '\r'))
		(*at)++;
}

/* From an opening quote to past the closing one. */
static bool skip_string(const char **at, const char *end)
{
	const char *p = *at + 1;

	for (; p < end && *p != '"'; p++)
		if (*p == '\\')
			p++;
	if (p >= end)
		return false;
	*at = p + 1;
	return true;
}

/* Brackets are only counted here: the parser sees to it that each closes its own kind. */
static bool skip_nested(const char **at, const char *end)
{
	size_t depth = 0;

	while (*at < end) {
		char c = **at;

		if (c == '"') {
			if (!skip_string(at, end))
				return false;
			continue;
		}
		(*at)++;
		if (c == '{' || c == '[')
			depth++;
		else if ((c == '}' || c == ']') && --depth == 0)
			return true;
	}
	return false;
}

bool scan_value(const char **at, const char *end, struct span *out)
{
	bool whole;

	skip_blank(at, end);
	if (*at >= end)
		return false;
	out->at = *at;
	if (**at == '{' || **at == '[') {
		whole = skip_nested(at, end);
	} else if (**at == '"') {
		whole = skip_string(at, end);
	} else {
		while (*at < end && !strchr(",]} \t\r\n", **at))
			(*at)++;
		whole = *at > out->at;
	}
	out->length = (size_t)(*at - out->at);
	return whole;
}

bool scan_open(struct scan *scan, struct span value, char open)
{
	if (value.length < 2 || value.at[0] != open)
		return false;
	scan->at = value.at + 1;
	scan->end = value.at + value.length;
	scan->close = open == '{' ? '}' : ']';
	scan->first = true;
	return true;
}

enum scan_step scan_next(struct scan *scan, struct span *key, struct span *value)
{
	skip_blank(&scan->at, scan->end);
	if (scan->at >= scan->end)
		return SCAN_BROKEN;
	if (*scan->at == scan->close)
		return SCAN_END;
	if (!scan->first) {
		if (*scan->at++ != ',')
			return SCAN_BROKEN;
		skip_blank(&scan->at, scan->end);
	}
	scan->first = false;
	if (scan->close == '}') {
		if (scan->at >= scan->end || *scan->at != '"')
			return SCAN_BROKEN;
		key->at = scan->at + 1;
		if (!skip_string(&scan->at, scan->end))
			return SCAN_BROKEN;
		key->length = (size_t)(scan->at - key->at) - 1;
		skip_blank(&scan->at, scan->end);
		if (scan->at >= scan->end || *scan->at++ != ':')
			return SCAN_BROKEN;
	}
	return scan_value(&scan->at, scan->end, value) ? SCAN_ITEM : SCAN_BROKEN;
}
