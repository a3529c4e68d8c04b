/*
 * compare.h - two records compared field by field, and what that makes of the
 * pair (private to linkage).  Pure: the same two records always give the same.
 *
 * Levels carry fixed weights, log2 of how much likelier the level is for one
 * person than for two; the band comes from rules, the weight orders and explains.
 */
#ifndef THROUGHLINE_LINKAGE_COMPARE_H
#define THROUGHLINE_LINKAGE_COMPARE_H

#include "linkage/normal.h"

enum compared {
	CF_NHS, CF_OTHER_ID, CF_FAMILY, CF_GIVEN, CF_BORN, CF_SEX, CF_POSTCODE, CF_STREET, CF_PHONE,
	CF_EMAIL,
	CF_COUNT
};

enum level {
	LV_MISSING, LV_EXACT, LV_SWAPPED, LV_NICKNAME, LV_PART, LV_SIMILAR, LV_SOUND, LV_ONE_DIGIT,
	LV_ONE_PART, LV_AREA, LV_DIFFERS,
	LV_COUNT
};
extern const char *const LEVEL_NAMES[LV_COUNT];

struct comparison {
	enum level level[CF_COUNT];
	double weight[CF_COUNT];
	double total;
};
void records_compare(const struct normal *a, const struct normal *b, struct comparison *out);

enum band { BAND_CERTAIN, BAND_LIKELY, BAND_POSSIBLE, BAND_UNLIKELY, BAND_COUNT };
extern const char *const BAND_NAMES[BAND_COUNT];

struct judgement {
	enum band band;
	const char *reason; /* a static text */
};
struct judgement pair_judge(
	const struct normal *a, const struct normal *b, const struct comparison *);

#endif
