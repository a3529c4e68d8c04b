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
	return c->level[CF_NHS] == LV_EXACT || c->level[CF_OTHER_ID] == LV_EXACT;
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
	return c->weight[CF_STREET] + c->weight[CF_POSTCODE] + c->weight[CF_PHONE] +
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

/* What one number allows. */
static enum band proof_allowed(const struct normal *a, const struct normal *b,
	const struct bands *bands, const struct comparison *c)
{
	bool born_other = is_other((enum level)c->level[CF_BORN]);
	bool is_nhs = c->level[CF_NHS] == LV_EXACT;
	enum band band = is_nhs ? nhs_allowed(a, b, bands, c) : BAND_CERTAIN;

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
	if (c->level[CF_GIVEN] == LV_NICKNAME &&
		c->total < bands->least[BAND_CERTAIN] + NICKNAME_BITS)
		return BAND_LIKELY;
	if (!names_same(c) && c->level[CF_BORN] != LV_EXACT && !home_agrees(c))
		return BAND_LIKELY; /* two slips, and nothing that is as it should be */
	if (is_thin(c) && c->total < bands->least[BAND_CERTAIN] + ITSELF_BITS)
		return BAND_LIKELY;
	if (born_is_generation(a->born, b->born))
		return BAND_LIKELY; /* a father and his son, or namesakes, of one birthday */
	if (born_other || !given_agrees(c) || is_other((enum level)c->level[CF_SEX]))
		return BAND_LIKELY;
	return BAND_CERTAIN;
}

static const char *number_reason(const struct comparison *c)
{
	if (c->level[CF_BORN] == LV_EXACT)
		return "same NHS number and birth date";
	if (c->level[CF_FAMILY] == LV_MISSING && c->level[CF_GIVEN] == LV_MISSING)
		return "same NHS number, no names to compare";
	if (c->weight[CF_FAMILY] + c->weight[CF_GIVEN] > 0)
		return "same NHS number, names alike";
	return c->weight[CF_BORN] < 0 ? "same NHS number, other names and birth date"
		: "same NHS number, other names";
}

static const char *reason_of(const struct comparison *c)
{
	static const char *const texts[3][3][2] = {
		{{"same names and birth date", "same names, birth date and home or contact"},
			{"same names, birth date nearly the same",
				"same names and home or contact, birth date nearly the same"},
			{"same names", "same names and home or contact"}},
		{{"names alike, same birth date", "names alike, same birth date and home or contact"},
			{"names and birth date alike",
				"names and birth date alike, same home or contact"},
			{"names alike", "names alike, same home or contact"}},
		{{"same birth date", "same birth date and home or contact"},
			{"birth date nearly the same",
				"birth date nearly the same, same home or contact"},
			{"little in common", "same home or contact"}},
	};
	unsigned char born = c->level[CF_BORN];
	int names = c->weight[CF_FAMILY] + c->weight[CF_GIVEN] <= 0 ? 2 : names_same(c) ? 0 : 1;
	int date = born == LV_EXACT ? 0 : c->weight[CF_BORN] > 0 ? 1 : 2;
	bool home = home_agrees(c);

	if (c->level[CF_NHS] == LV_EXACT)
		return number_reason(c);
	if (c->level[CF_OTHER_ID] == LV_EXACT)
		return "same identifier";
	return texts[names][date][home];
}

double bands_least(const struct bands *bands, double source)
{
	double least = bands->least[BAND_POSSIBLE] + (source > 0 ? source : 0);

	return least < bands->least[BAND_LIKELY] ? least : bands->least[BAND_LIKELY];
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
	return (struct judgement){band, band == BAND_UNLIKELY ? "too little in common"
		: reason_of(c)};
}
