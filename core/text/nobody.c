/* Short texts that name nobody, as they may be shown where others look on. */
#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "text.h"

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

bool text_names_nobody(const char *text, const char *names)
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
