#include "mask.h"

#include <stddef.h>

#include "text.h"

const char *mask_text(bool mask, struct arena *a, const char *text)
{
	char out[64];
	size_t at = 0;
	bool is_start = true;

	if (!text)
		return "";
	if (!mask)
		return text;
	for (const char *p = text; *p && at + 8 < sizeof out; p++) {
		bool is_letter = (unsigned char)*p >= 'A';

		if (is_start && is_letter) {
			const char *end = p + 1;

			while (((unsigned char)*end & 0xc0) == 0x80)
				end++;
			if (*end && *end != ' ' && *end != ',')
				for (const char *byte = p; byte < end; byte++)
					out[at++] = *byte;
			else
				out[at++] = '*'; /* the first letter is the whole name */
			p = end - 1;
			out[at++] = '.';
		} else if (*p == ' ' || *p == ',') {
			out[at++] = *p;
		}
		is_start = !is_letter;
	}
	out[at] = '\0';
	text = arena_dup(a, out);
	return text ? text : "";
}

const char *mask_need(bool mask, const char *text, const char *names)
{
	return !mask || !text || text_names_nobody(text, names) ? text : "masked";
}
