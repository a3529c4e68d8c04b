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

const char *hsds_days_text(const char *byday, struct arena *a, bool *nomem)
{
	static const struct { const char *code, *name; } DAYS[] = { { "MO", "Mon" }, { "TU", "Tue" }, { "WE", "Wed" },
		{ "TH", "Thu" }, { "FR", "Fri" }, { "SA", "Sat" }, { "SU", "Sun" } };
	static const char *const WHICH[] = { "", "first ", "second ", "third ", "fourth ", "fifth " };
	char out[160] = "";
	size_t at = 0;

	for (const char *c = byday; c && *c; c += strcspn(c, ",;") + (c[strcspn(c, ",;")] != 0)) {
		int nth = 0;

		c += strspn(c, " ,;");
		if (*c >= '1' && *c <= '5')
			nth = *c++ - '0';
		for (size_t d = 0; d < 7; d++)
			if (strncmp(c, DAYS[d].code, 2) == 0 && at + 16 < sizeof out)
				at += (size_t)snprintf(out + at, sizeof out - at, "%s%s%s", at ? ", " : "", WHICH[nth],
					DAYS[d].name);
		if (!*c)
			break;
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
