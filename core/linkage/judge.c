/*
 * judge.c - what a comparison makes of a pair.
 *
 * `certain` is only what DESIGN section 4 lets the program link by itself;
 * everything else that deserves a worker's look is likely or possible.
 */
#include "linkage/compare.h"

#include <string.h>

const char *const BAND_NAMES[BAND_COUNT] = {
	[BAND_CERTAIN] = "certain", [BAND_LIKELY] = "likely", [BAND_POSSIBLE] = "possible",
	[BAND_UNLIKELY] = "unlikely",
};

static const struct judgement NOBODY = {BAND_UNLIKELY, "too little in common"};

/* Two different valid NHS numbers. */
static bool pair_is_barred(const struct normal *a, const struct normal *b)
{
	return *a->nhs && *b->nhs && strcmp(a->nhs, b->nhs) != 0;
}

static bool names_are_exact(const struct comparison *c)
{
	return (c->level[CF_FAMILY] == LV_EXACT || c->level[CF_FAMILY] == LV_SWAPPED) &&
		(c->level[CF_GIVEN] == LV_EXACT || c->level[CF_GIVEN] == LV_SWAPPED);
}

static bool names_differ(const struct comparison *c)
{
	return c->level[CF_FAMILY] == LV_DIFFERS && c->level[CF_GIVEN] == LV_DIFFERS;
}

static bool born_nearly(const struct comparison *c)
{
	return c->level[CF_BORN] == LV_ONE_DIGIT || c->level[CF_BORN] == LV_SWAPPED;
}

/* Reached in the same place or by the same means. */
static bool reached_alike(const struct comparison *c)
{
	return c->level[CF_POSTCODE] == LV_EXACT || c->level[CF_PHONE] == LV_EXACT ||
		c->level[CF_EMAIL] == LV_EXACT;
}

static struct judgement same_nhs(
	const struct normal *a, const struct normal *b, const struct comparison *c)
{
	bool is_unverified = a->standing == NHS_UNVERIFIED || b->standing == NHS_UNVERIFIED;

	if (c->level[CF_BORN] == LV_EXACT) {
		if (c->level[CF_GIVEN] == LV_DIFFERS && c->level[CF_SEX] == LV_DIFFERS)
			return (struct judgement){BAND_POSSIBLE,
				"same NHS number and birth date, other given name and sex"};
		if (!is_unverified)
			return (struct judgement){BAND_CERTAIN, "same NHS number and birth date"};
		return (struct judgement){
			BAND_LIKELY, "same NHS number, not verified, and birth date"};
	}
	if (c->level[CF_GIVEN] == LV_DIFFERS || names_differ(c))
		return (struct judgement){
			BAND_POSSIBLE, "same NHS number, other names and birth date"};
	if (c->level[CF_BORN] == LV_MISSING || born_nearly(c))
		return (struct judgement){
			is_unverified ? BAND_POSSIBLE : BAND_LIKELY, "same NHS number and names"};
	return (struct judgement){BAND_POSSIBLE, "same NHS number, other birth date"};
}

static struct judgement same_other_id(const struct comparison *c)
{
	if (c->level[CF_BORN] != LV_DIFFERS && c->level[CF_BORN] != LV_ONE_PART)
		return (struct judgement){BAND_CERTAIN, "same identifier"};
	if (names_differ(c))
		return (struct judgement){
			BAND_POSSIBLE, "same identifier, other names and birth date"};
	return (struct judgement){BAND_LIKELY, "same identifier, other birth date"};
}

static struct judgement exact_names(const struct comparison *c)
{
	if (c->level[CF_BORN] == LV_EXACT) {
		if (c->level[CF_POSTCODE] == LV_EXACT)
			return (struct judgement){
				BAND_CERTAIN, "same names, birth date and postcode"};
		if (c->level[CF_SEX] == LV_EXACT)
			return (struct judgement){BAND_CERTAIN, "same names, birth date and sex"};
		if (c->level[CF_SEX] == LV_MISSING)
			return (struct judgement){BAND_LIKELY, "same names and birth date"};
		return (struct judgement){BAND_POSSIBLE, "same names and birth date, other sex"};
	}
	if (!reached_alike(c) || c->level[CF_SEX] == LV_DIFFERS)
		return NOBODY;
	if (born_nearly(c))
		return (struct judgement){
			BAND_LIKELY, "same names and place, birth date nearly the same"};
	if (c->level[CF_BORN] == LV_ONE_PART)
		return (struct judgement){BAND_POSSIBLE, "same names and place, birth date alike"};
	return NOBODY;
}

static struct judgement near_names(const struct comparison *c)
{
	enum level family = c->level[CF_FAMILY], given = c->level[CF_GIVEN];
	bool given_is_form = given == LV_EXACT || given == LV_NICKNAME || given == LV_PART;
	bool family_is_form = family == LV_EXACT || family == LV_PART;

	if (c->level[CF_BORN] != LV_EXACT || c->level[CF_SEX] == LV_DIFFERS ||
		given == LV_DIFFERS || given == LV_MISSING)
		return NOBODY;
	if (family == LV_DIFFERS || family == LV_MISSING) {
		if (given_is_form && reached_alike(c))
			return (struct judgement){BAND_POSSIBLE,
				"same birth date, given name and place, other family name"};
		return NOBODY;
	}
	if (reached_alike(c) && given_is_form)
		return (struct judgement){BAND_LIKELY, "same birth date and place, names alike"};
	if (reached_alike(c) || (given_is_form && family_is_form) || given == LV_EXACT)
		return (struct judgement){BAND_POSSIBLE, "same birth date, names alike"};
	return NOBODY;
}

struct judgement pair_judge(
	const struct normal *a, const struct normal *b, const struct comparison *c)
{
	struct judgement by_number = NOBODY, by_name;

	if (pair_is_barred(a, b))
		return (struct judgement){BAND_UNLIKELY, "two different NHS numbers"};
	if (c->level[CF_OTHER_ID] == LV_EXACT)
		by_number = same_other_id(c);
	if (c->level[CF_NHS] == LV_EXACT) {
		struct judgement nhs = same_nhs(a, b, c);

		if (nhs.band < by_number.band || by_number.band == BAND_UNLIKELY)
			by_number = nhs;
	}
	by_name = names_are_exact(c) ? exact_names(c) : near_names(c);
	return by_name.band < by_number.band ? by_name : by_number;
}
