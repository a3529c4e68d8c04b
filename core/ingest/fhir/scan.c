#include "ingest/fhir/scan.h"

#include <string.h>

#define DEPTH_MAX 500 /* FHIR nests a dozen deep; more is an attack on the stack */

static void skip_blank(const char **at, const char *end)
{
	while (*at < end && (**at == ' ' || **at == '\t' || **at == '\n' || **at == '\r'))
		(*at)++;
}

/* Bytes within a string that mean themselves: all but controls, the quote, the backslash. */
#define EIGHT(a) a, a, a, a, a, a, a, a
static const bool IS_PLAIN[256] = {
	EIGHT(false), EIGHT(false), EIGHT(false), EIGHT(false),
	true, true, false, true, true, true, true, true, EIGHT(true), EIGHT(true), EIGHT(true),
	EIGHT(true), EIGHT(true), EIGHT(true), true, true, true, true, false, true, true, true,
	EIGHT(true), EIGHT(true), EIGHT(true), EIGHT(true),
	EIGHT(true), EIGHT(true), EIGHT(true), EIGHT(true), EIGHT(true), EIGHT(true), EIGHT(true), EIGHT(true),
	EIGHT(true), EIGHT(true), EIGHT(true), EIGHT(true), EIGHT(true), EIGHT(true), EIGHT(true), EIGHT(true),
};
#undef EIGHT

/* From an opening quote to past the closing one. */
static bool skip_string(const char **at, const char *end)
{
	const char *p = *at + 1;

	for (;; p++) {
		while (p < end && IS_PLAIN[(unsigned char)*p])
			p++;
		if (p >= end || (unsigned char)*p < 0x20)
			return false;
		if (*p == '"')
			break;
		if (++p >= end || !strchr("\"\\/bfnrtu", *p) || !*p) /* after a backslash */
			return false;
	}
	*at = p + 1;
	return true;
}

static size_t skip_digits(const char **at, const char *end)
{
	const char *from = *at;

	while (*at < end && **at >= '0' && **at <= '9')
		(*at)++;
	return (size_t)(*at - from);
}

static bool skip_number(const char **at, const char *end)
{
	if (**at == '-')
		(*at)++;
	if (!skip_digits(at, end))
		return false;
	if (*at < end && **at == '.') {
		(*at)++;
		if (!skip_digits(at, end))
			return false;
	}
	if (*at < end && (**at == 'e' || **at == 'E')) {
		(*at)++;
		if (*at < end && (**at == '+' || **at == '-'))
			(*at)++;
		return skip_digits(at, end) > 0;
	}
	return true;
}

static bool skip_word(const char **at, const char *end, const char *word)
{
	size_t length = strlen(word);

	if ((size_t)(end - *at) < length || memcmp(*at, word, length) != 0)
		return false;
	*at += length;
	return true;
}

static bool skip_value(const char **at, const char *end, int depth);

/* `,` or the closing bracket after an item: false is neither. */
static bool skip_separator(const char **at, const char *end, char close, bool *last)
{
	skip_blank(at, end);
	if (*at >= end || (**at != ',' && **at != close))
		return false;
	*last = **at == close;
	(*at)++;
	return true;
}

static bool skip_key(const char **at, const char *end)
{
	skip_blank(at, end);
	if (*at >= end || **at != '"' || !skip_string(at, end))
		return false;
	skip_blank(at, end);
	return *at < end && *(*at)++ == ':';
}

static bool skip_nested(const char **at, const char *end, int depth)
{
	char close = *(*at)++ == '{' ? '}' : ']';
	bool last = false;

	skip_blank(at, end);
	if (*at < end && **at == close) {
		(*at)++;
		return true;
	}
	while (!last) {
		if (close == '}' && !skip_key(at, end))
			return false;
		if (!skip_value(at, end, depth + 1) || !skip_separator(at, end, close, &last))
			return false;
	}
	return true;
}

static bool skip_value(const char **at, const char *end, int depth)
{
	skip_blank(at, end);
	if (*at >= end || depth > DEPTH_MAX)
		return false;
	switch (**at) {
	case '{':
	case '[':
		return skip_nested(at, end, depth);
	case '"':
		return skip_string(at, end);
	case 't':
		return skip_word(at, end, "true");
	case 'f':
		return skip_word(at, end, "false");
	case 'n':
		return skip_word(at, end, "null");
	default:
		return skip_number(at, end);
	}
}

bool scan_value(const char **at, const char *end, struct span *out)
{
	skip_blank(at, end);
	out->at = *at;
	if (!skip_value(at, end, 0))
		return false;
	out->length = (size_t)(*at - out->at);
	return true;
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

bool span_is(struct span span, const char *text)
{
	return span.length == strlen(text) && memcmp(span.at, text, span.length) == 0;
}
