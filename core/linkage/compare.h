/*
 * compare.h - two records compared field by field (private to linkage).  Pure:
 * the same two records always give the same levels, whichever comes first.
 */
#ifndef THROUGHLINE_LINKAGE_COMPARE_H
#define THROUGHLINE_LINKAGE_COMPARE_H

#include "linkage/normal.h"

enum level {
	LV_MISSING, LV_EXACT, LV_SWAPPED, LV_NICKNAME, LV_PART, LV_INITIAL, LV_SIMILAR, LV_ALIKE,
	LV_SOUND, LV_ONE_DIGIT, LV_ONE_PART, LV_YEAR, LV_AREA, LV_DISTRICT, LV_DIFFERS,
	LV_COUNT
};
extern const char *const LEVEL_NAMES[LV_COUNT];
extern const char *const COMPARED_NAMES[CF_COUNT];

/* Of one field alone: a name before family and given are looked at together. */
enum level family_level(const struct normal *a, const struct normal *b);
enum level given_level(const struct normal *a, const struct normal *b);
enum level town_level(const char *a, const char *b);
enum level birth_level(const struct normal *a, const struct normal *b);
/* One slip of the hand: a character put in, left out, changed, or two swapped. */
bool compared_one_slip(const char *a, const char *b);

/* level[CF_COUNT] of values of enum level. */
void records_levels(const struct normal *a, const struct normal *b, unsigned char *level);

/* Two given names, not one written two ways: Jane and June, Mary Ann and Mary Jane. */
bool given_is_two(const struct normal *a, const struct normal *b, const unsigned char *level);
/* What the two share is a number of a home (its tenancy), none of a person. */
bool number_is_of_home(const struct normal *a, const struct normal *b);

/* Neither is a slip for the other; nor is either missing. */
bool born_differs(int32_t a, int32_t b);
/* So many years apart that it is no slip of the year, whatever else agrees. */
bool born_is_generation(int32_t a, int32_t b);

#endif
