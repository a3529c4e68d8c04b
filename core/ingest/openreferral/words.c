/* Open Referral: days, languages and access as a coordinator reads them. */
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "ingest/openreferral/openreferral.h"

static const char *made(const char *text, bool *nomem)
{
	*nomem |= !text;
	return text;
}

/* A day by iCalendar's letters, its name, or its number from Monday; -1: none. */
static int day_of(const char *text, size_t n)
{
	static const char *const DAYS[] = { "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday" };

	if (n > 1 && (text[n - 1] == 's' || text[n - 1] == 'S'))
		n--; /* "Mondays" */
	if (n == 1 && *text >= '1' && *text <= '7')
		return *text - '1';
	for (int d = 0; n >= 2 && d < 7; d++)
		if (n <= strlen(DAYS[d]) && strncasecmp(text, DAYS[d], n) == 0)
			return d;
	return -1;
}

/* "2", "-1" before a day: the second of the month, the last. */
static const char *which_of(const char **text, size_t *n)
{
	static const char *const WHICH[] = { "first ", "second ", "third ", "fourth ", "fifth " };
	bool is_back = *n > 2 && **text == '-';
	size_t sign = is_back || (*n > 2 && **text == '+');
	const char *which = *n > sign + 1 && (*text)[sign] >= '1' && (*text)[sign] <= '5' ? WHICH[(*text)[sign] - '1'] : "";

	if (!*which || (is_back && (*text)[1] != '1'))
		return "";
	*text += sign + 1;
	*n -= sign + 1;
	return is_back ? "last " : which;
}

const char *hsds_days_text(const char *byday, struct arena *a, bool *nomem)
{
	static const char *const NAMES[] = { "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun" };
	char out[160] = "";
	size_t at = 0;

	for (const char *c = byday; c && *c;) {
		size_t n = strcspn(c, ",; ");
		const char *next = c + n + (c[n] != 0), *which = which_of(&c, &n);
		int day = n ? day_of(c, n) : -1;

		if (day >= 0 && at + 16 < sizeof out)
			at += (size_t)snprintf(out + at, sizeof out - at, "%s%s%s", at ? ", " : "", which, NAMES[day]);
		c = next;
	}
	return at ? made(arena_dup(a, out), nomem) : NULL;
}

/* Of a language that is told by its code alone; those that are asked for most. */
static const char *language_of(const char *code)
{
	static const struct { const char *codes, *name; } LANGUAGES[] = {
		{ "en,eng", "English" }, { "cy,cym,wel", "Welsh" }, { "gd,gla", "Scottish Gaelic" }, { "ga,gle", "Irish" },
		{ "bfi", "British Sign Language" }, { "ase", "American Sign Language" }, { "pl,pol", "Polish" },
		{ "ro,ron,rum", "Romanian" }, { "pa,pan,pnb", "Punjabi" }, { "ur,urd", "Urdu" }, { "bn,ben", "Bengali" },
		{ "syl", "Sylheti" }, { "gu,guj", "Gujarati" }, { "ar,ara", "Arabic" }, { "fr,fra,fre", "French" },
		{ "pt,por", "Portuguese" }, { "es,spa", "Spanish" }, { "ta,tam", "Tamil" }, { "tr,tur", "Turkish" },
		{ "it,ita", "Italian" }, { "so,som", "Somali" }, { "fa,fas,per", "Persian" }, { "prs", "Dari" },
		{ "ps,pus", "Pashto" }, { "ku,kur,ckb", "Kurdish" }, { "zh,zho,chi,cmn", "Chinese" }, { "yue", "Cantonese" },
		{ "hi,hin", "Hindi" }, { "ml,mal", "Malayalam" }, { "te,tel", "Telugu" }, { "ne,nep", "Nepali" },
		{ "lt,lit", "Lithuanian" }, { "lv,lav", "Latvian" }, { "ru,rus", "Russian" }, { "uk,ukr", "Ukrainian" },
		{ "bg,bul", "Bulgarian" }, { "hu,hun", "Hungarian" }, { "sk,slk,slo", "Slovak" }, { "cs,ces,cze", "Czech" },
		{ "el,ell,gre", "Greek" }, { "sq,sqi,alb", "Albanian" }, { "de,deu,ger", "German" }, { "nl,nld,dut", "Dutch" },
		{ "ti,tir", "Tigrinya" }, { "am,amh", "Amharic" }, { "yo,yor", "Yoruba" }, { "ig,ibo", "Igbo" },
		{ "tw,twi", "Twi" }, { "sw,swa", "Swahili" }, { "vi,vie", "Vietnamese" }, { "rom", "Romani" },
	};
	size_t n = strcspn(code, "-_"); /* "en-GB" */

	for (size_t i = 0; i < sizeof LANGUAGES / sizeof *LANGUAGES; i++)
		for (const char *c = LANGUAGES[i].codes; *c; c += strcspn(c, ","), c += *c == ',')
			if (strcspn(c, ",") == n && strncasecmp(c, code, n) == 0)
				return LANGUAGES[i].name;
	return code;
}

const char *hsds_language_text(const struct hsds_row *row, struct arena *a, bool *nomem)
{
	const char *name = hsds_get(row, "name"), *code = hsds_get(row, "code"), *note = hsds_get(row, "note");

	/* Before release 3 one column had the name, or the code. */
	if (name && strlen(name) <= 3)
		name = language_of(name);
	if (!name && code)
		name = language_of(code);
	if (!name || !note)
		return name ? name : note;
	return made(arena_printf(a, "%s (%s)", name, note), nomem);
}

const char *hsds_access_text(const struct hsds_row *row, struct arena *a, bool *nomem)
{
	static const char *const PARTS[] = { "accessibility", "description", "details" };
	const char *all = NULL;

	for (size_t i = 0; i < sizeof PARTS / sizeof *PARTS; i++) {
		const char *part = hsds_get(row, PARTS[i]);
		size_t n = all ? strlen(all) : 0;

		if (!part || (all && strstr(all, part)))
			continue;
		all = all ? made(arena_printf(a, "%s%s %s", all, n && strchr(".!?:;", all[n - 1]) ? "" : ".", part), nomem) : part;
	}
	return all;
}
