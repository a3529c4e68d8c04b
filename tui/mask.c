#include "mask.h"

#include <ctype.h>
#include <stddef.h>
#include <string.h>
#include <strings.h>

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

enum { NEED_MOST = 100, WORD_MOST = 32 };

static bool is_word_in(const char *word, const char *names)
{
	const size_t n = strlen(word);

	for (const char *p = names; *p; p += strspn(p, " ,-'"), p += strcspn(p, " ,-'"))
		if (strncasecmp(p + strspn(p, " ,-'"), word, n) == 0 && !isalpha((unsigned char)p[strspn(p, " ,-'") + n]))
			return true;
	return false;
}

/* One that begins no sentence and is written large may be anybody's. */
static bool is_name(const char *word, bool is_first, const char *names)
{
	char small[WORD_MOST];
	size_t n = strlen(word);

	for (size_t i = 0; i <= n; i++)
		small[i] = (char)tolower((unsigned char)word[i]);
	if (isupper((unsigned char)*word) && (!is_first || given_name_is_known(small)))
		return true;
	return is_word_in(word, names);
}

bool mask_names_nobody(const char *text, const char *names)
{
	char word[WORD_MOST];
	bool is_first = true;

	if (strlen(text) > NEED_MOST)
		return false;
	for (const char *p = text; *p;) {
		size_t n = 0;

		while (isalpha((unsigned char)p[n]) && n + 1 < sizeof word) {
			word[n] = p[n];
			n++;
		}
		if (!n && ((unsigned char)*p >= 0x80 || isdigit((unsigned char)*p)))
			return false;
		if (!n) {
			is_first |= strchr(".!?;:", *p) != NULL;
			p++;
			continue;
		}
		word[n] = '\0';
		if (is_name(word, is_first, names ? names : ""))
			return false;
		is_first = false;
		p += n;
	}
	return true;
}

const char *mask_need(bool mask, const char *text, const char *names)
{
	return !mask || !text || mask_names_nobody(text, names) ? text : "masked";
}
