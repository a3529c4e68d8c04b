/*
 * judge.c - what a comparison makes of a pair.
 *
 * The total says how likely; what no sum may decide is said here: DESIGN
 * section 4, "sense beyond the sum".
 */
#include "linkage/judge.h"

#include <string.h>

const char *const BAND_NAMES[BAND_COUNT] = {
	[BAND_CERTAIN] = "certain", [BAND_LIKELY] = "likely", [BAND_POSSIBLE] = "possible",
	[BAND_UNLIKELY] = "unlikely",
};

#define ITSELF_BITS 2.64 /* with LINK_CERTAIN_BITS: right 995 times in 1000, each by itself */
#define NICKNAME_BITS 5.5 /* a nickname may be a sister's: so much more must speak for it */

/* Two different valid NHS numbers. */
static bool pair_is_barred(const struct normal *a, const struct normal *b)
{
	return *a->nhs && *b->nhs && strcmp(a->nhs, b->nhs) != 0;
}

static bool is_other(enum level level)
{
	return level == LV_DIFFERS;
}

static bool given_agrees(const struct comparison *c)
{
	unsigned char l = c->level[CF_GIVEN];

	return l != LV_MISSING && l != LV_DIFFERS && l != LV_ALIKE && l != LV_INITIAL;
}

static bool is_proven(const struct comparison *c)
{
	return c->level[CF_NHS] == LV_EXACT || (c->level[CF_OTHER_ID] == LV_EXACT && !c->is_of_home);
}

static bool names_same(const struct comparison *c)
{
	unsigned char family = c->level[CF_FAMILY], given = c->level[CF_GIVEN];

	return (family == LV_EXACT || family == LV_SWAPPED) &&
		(given == LV_EXACT || given == LV_SWAPPED);
}

#define HOME_BITS 4.0 /* no mere town */

static bool home_agrees(const struct comparison *c)
{
	return c->is_of_home || c->weight[CF_STREET] + c->weight[CF_POSTCODE] + c->weight[CF_PHONE] +
		c->weight[CF_EMAIL] > HOME_BITS;
}

/* A kind of pair that is wrong more often than others of its total, so that those make
 * up for it: a birth date not quite the same and nothing but names beside it; none, and
 * another family name, or few dates at all. */
static bool is_thin(const struct comparison *c)
{
	unsigned char family = c->level[CF_FAMILY];

	if (c->level[CF_BORN] == LV_EXACT)
		return false;
	return c->is_undated || !home_agrees(c) ||
		(c->level[CF_BORN] == LV_MISSING && family != LV_EXACT && family != LV_SWAPPED);
}

/* A given name and a home, its telephone or not: so much fits a daughter or a niece who
 * was named after her as well, however few are left over in either agency. */
static bool is_namesake_at_home(const struct comparison *c)
{
	return c->level[CF_FAMILY] == LV_DIFFERS && c->weight[CF_BORN] <= 0 && c->weight[CF_EMAIL] <= 0;
}

/* No name that both state agrees. */
static bool names_other(const struct comparison *c)
{
	return is_other((enum level)c->level[CF_GIVEN]) ||
		(c->level[CF_GIVEN] == LV_MISSING && is_other((enum level)c->level[CF_FAMILY]));
}

/* Of a number: by its status, or where none is stated by the birth date. */
static bool is_verified(const struct normal *n, const struct comparison *c)
{
	return n->standing == NHS_VERIFIED ||
		(n->standing == NHS_NOT_STATED && c->weight[CF_BORN] > 0);
}

/* What one NHS number allows: what others doubt needs as much beside it as would do
 * without, what nobody speaks for the names. */
static enum band nhs_allowed(const struct normal *a, const struct normal *b,
	const struct bands *bands, const struct comparison *c)
{
	if (c->total - c->weight[CF_NHS] >= bands->least[BAND_LIKELY])
		return BAND_CERTAIN;
	if (a->standing == NHS_UNVERIFIED || b->standing == NHS_UNVERIFIED)
		return BAND_POSSIBLE;
	return (is_verified(a, c) && is_verified(b, c)) ||
		(given_agrees(c) && c->weight[CF_FAMILY] > 0) ? BAND_CERTAIN : BAND_LIKELY;
}

/* What another number allows: alone it may be a household's. */
static enum band number_allowed(const struct comparison *c)
{
	return given_agrees(c) || c->level[CF_GIVEN] == LV_INITIAL || c->weight[CF_BORN] > 0
		? BAND_CERTAIN : BAND_LIKELY;
}

/* What one number allows. */
static enum band proof_allowed(const struct normal *a, const struct normal *b,
	const struct bands *bands, const struct comparison *c)
{
	bool born_other = is_other((enum level)c->level[CF_BORN]) || born_is_generation(a->born, b->born);
	bool is_nhs = c->level[CF_NHS] == LV_EXACT;
	enum band band = is_nhs ? nhs_allowed(a, b, bands, c) : number_allowed(c);

	if (names_other(c) && (born_other || is_other((enum level)c->level[CF_SEX])))
		return c->is_expected && !is_nhs ? BAND_LIKELY : BAND_POSSIBLE;
	if (band < BAND_LIKELY && (born_other ||
		(!is_nhs && names_other(c) && c->level[CF_BORN] == LV_MISSING)))
		return BAND_LIKELY; /* a father's and his son's tenancy; a couple's */
	return band;
}

/* The highest (best) band that the pair may have whatever its total. */
static enum band band_allowed(const struct normal *a, const struct normal *b,
	const struct bands *bands, const struct comparison *c)
{
	bool born_other = is_other((enum level)c->level[CF_BORN]);

	if (pair_is_barred(a, b))
		return BAND_UNLIKELY;
	if (is_proven(c))
		return proof_allowed(a, b, bands, c);
	if (is_other((enum level)c->level[CF_GIVEN]) && born_other)
		return c->is_expected ? BAND_LIKELY : BAND_POSSIBLE;
	if (is_other((enum level)c->level[CF_SEX]) && c->level[CF_GIVEN] != LV_EXACT &&
		c->level[CF_BORN] == LV_EXACT)
		return BAND_POSSIBLE; /* a twin brother and sister */
	if (given_is_two(a, b, c->level))
		return BAND_LIKELY; /* twins: Jane and June */
	if (c->level[CF_GIVEN] == LV_NICKNAME &&
		c->total < bands->least[BAND_CERTAIN] + NICKNAME_BITS)
		return BAND_LIKELY;
	if (!names_same(c) && c->level[CF_BORN] != LV_EXACT && !home_agrees(c))
		return BAND_LIKELY; /* two slips, and nothing that is as it should be */
	if (is_thin(c) && c->total < bands->least[BAND_CERTAIN] + ITSELF_BITS)
		return BAND_LIKELY;
	if (is_namesake_at_home(c))
		return BAND_LIKELY;
	if (born_is_generation(a->born, b->born))
		return BAND_LIKELY; /* a father and his son, or namesakes, of one birthday */
	if (born_other || !given_agrees(c) || is_other((enum level)c->level[CF_SEX]))
		return BAND_LIKELY;
	return BAND_CERTAIN;
}

/* Of the names, as a worker would say it. */
enum names_told { NAMES_SAME, NAMES_ALIKE, NAMES_GIVEN, NAMES_FAMILY, NAMES_NONE, NAMES_TOLD };

static bool speaks(const struct comparison *c, enum compared f)
{
	return c->level[f] != LV_MISSING && c->weight[f] > 0;
}

static enum names_told names_told(const struct comparison *c)
{
	if (names_same(c))
		return NAMES_SAME;
	if (speaks(c, CF_FAMILY) && speaks(c, CF_GIVEN))
		return NAMES_ALIKE;
	if (speaks(c, CF_GIVEN))
		return NAMES_GIVEN;
	return speaks(c, CF_FAMILY) ? NAMES_FAMILY : NAMES_NONE;
}

static const char *number_reason(const struct comparison *c)
{
	static const char *const texts[NAMES_TOLD] = {
		[NAMES_SAME] = "same NHS number and names",
		[NAMES_ALIKE] = "same NHS number, names alike",
		[NAMES_GIVEN] = "same NHS number and given name",
		[NAMES_FAMILY] = "same NHS number and family name",
		[NAMES_NONE] = "same NHS number, other names",
	};
	enum names_told names = names_told(c);

	if (c->level[CF_BORN] == LV_EXACT)
		return "same NHS number and birth date";
	if (c->level[CF_FAMILY] == LV_MISSING && c->level[CF_GIVEN] == LV_MISSING)
		return "same NHS number, no names to compare";
	if (names == NAMES_FAMILY && is_other((enum level)c->level[CF_GIVEN]))
		return c->weight[CF_BORN] < 0
			? "same NHS number and family name, other given name and birth date"
			: "same NHS number and family name, other given name";
	return names == NAMES_NONE && c->weight[CF_BORN] < 0
		? "same NHS number, other names and birth date" : texts[names];
}

/* Beside a number: by names, by birth date, and then with homes and contacts. */
enum { DATES_TOLD = 3 };
static const char *const REASONS[NAMES_TOLD][DATES_TOLD][2] = {
	[NAMES_SAME] = {{"same names and birth date", "same names, birth date and home or contact"},
		{"same names, birth date nearly the same",
			"same names and home or contact, birth date nearly the same"},
		{"same names", "same names and home or contact"}},
	[NAMES_ALIKE] = {{"names alike, same birth date",
		"names alike, same birth date and home or contact"},
		{"names and birth date alike",
			"names and birth date alike, same home or contact"},
		{"names alike", "names alike, same home or contact"}},
	[NAMES_GIVEN] = {{"given name agrees, same birth date",
		"given name agrees, same birth date and home or contact"},
		{"given name agrees, birth date nearly the same",
			"given name agrees, birth date nearly the same, same home or contact"},
		{"given name agrees", "given name agrees, same home or contact"}},
	[NAMES_FAMILY] = {{"family name agrees, same birth date",
		"family name agrees, same birth date and home or contact"},
		{"family name agrees, birth date nearly the same",
			"family name agrees, birth date nearly the same, same home or contact"},
		{"family name agrees", "family name agrees, same home or contact"}},
	[NAMES_NONE] = {{"same birth date", "same birth date and home or contact"},
		{"birth date nearly the same",
			"birth date nearly the same, same home or contact"},
		{"little in common", "same home or contact"}},
};

static const char *reason_of(const struct comparison *c)
{
	unsigned char born = c->level[CF_BORN];
	int date = born == LV_EXACT ? 0 : c->weight[CF_BORN] > 0 ? 1 : 2;

	if (c->level[CF_NHS] == LV_EXACT)
		return number_reason(c);
	if (is_proven(c))
		return "same identifier";
	return REASONS[names_told(c)][date][home_agrees(c)];
}

const char *reason_of_names(const char *reason, struct arena *arena)
{
	for (int names = 0; names < NAMES_TOLD; names++)
		for (int date = 0; date < DATES_TOLD; date++) {
			const char *const *told = REASONS[names][date];
			size_t n = strlen(told[1]);

			if (strncmp(reason, told[1], n) == 0 && (!reason[n] || strncmp(reason + n, BUT, strlen(BUT)) == 0))
				return reason[n] ? arena_printf(arena, "%s%s", told[0], reason + n) : told[0];
		}
	return reason;
}

static const char *two_reason(const struct comparison *c)
{
	return c->level[CF_BORN] == LV_EXACT
		? "two given names, though alike: twins, perhaps; same birth date"
		: "two given names, though alike: brothers or sisters, perhaps";
}

double bands_least(const struct bands *bands, double source)
{
	double least = bands->least[BAND_POSSIBLE] + (source > 0 ? source : 0);

	return least < bands->least[BAND_LIKELY] ? least : bands->least[BAND_LIKELY];
}

bool pair_is_two(const struct normal *a, const struct normal *b, const struct comparison *c)
{
	return !is_proven(c) && given_is_two(a, b, c->level);
}

struct judgement pair_judge(const struct bands *bands, const struct normal *a,
	const struct normal *b, const struct comparison *c)
{
	enum band band = BAND_CERTAIN, allowed = band_allowed(a, b, bands, c);

	while (band < BAND_UNLIKELY && c->total < bands->least[band])
		band++;
	if (c->total < bands_least(bands, c->source))
		band = BAND_UNLIKELY;
	if (band < allowed)
		band = allowed;
	if (band > BAND_POSSIBLE && is_proven(c))
		band = BAND_POSSIBLE; /* one number of two people is for a worker */
	if (allowed == BAND_UNLIKELY)
		return (struct judgement){BAND_UNLIKELY, "two different NHS numbers"};
	if (band == BAND_UNLIKELY)
		return (struct judgement){band, "too little in common"};
	return (struct judgement){band, pair_is_two(a, b, c) ? two_reason(c) : reason_of(c)};
}
