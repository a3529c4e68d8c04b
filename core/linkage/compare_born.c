/* compare_born.c - two dates of birth. */
#include "linkage/compare.h"

#include <stdlib.h>
#include <string.h>

enum { TYPING_YEARS = 12 }; /* further apart, one digit is a generation, not a slip */

/* One of them, or both, is no day of any calendar. */
static enum level born_sent_level(const char *a, const char *b)
{
	if (!*a || !*b)
		return LV_MISSING;
	return strcmp(a, b) == 0 ? LV_EXACT : compared_one_slip(a, b) ? LV_ONE_DIGIT
		: strncmp(a, b, 4) == 0 ? LV_YEAR : LV_DIFFERS;
}

enum level birth_level(const struct normal *one, const struct normal *two)
{
	int32_t a = one->born, b = two->born;
	const char *x = one->born_text, *y = two->born_text;
	int ay, am, ad, by, bm, bd, same;

	if (a == CIVIL_NONE || b == CIVIL_NONE)
		return born_sent_level(x, y);
	if (a == b)
		return LV_EXACT;
	civil_parts(a, &ay, &am, &ad);
	civil_parts(b, &by, &bm, &bd);
	if (ay == by && am == bd && ad == bm)
		return LV_SWAPPED;
	if (compared_one_slip(x, y) && abs(ay - by) <= TYPING_YEARS)
		return LV_ONE_DIGIT;
	same = (ay == by) + (am == bm) + (ad == bd);
	if (same == 2)
		return LV_ONE_PART;
	return ay == by ? LV_YEAR : LV_DIFFERS;
}

bool born_differs(int32_t a, int32_t b)
{
	char one[11], two[11];
	struct normal x = {.born = a, .born_text = one}, y = {.born = b, .born_text = two};

	if (a == CIVIL_NONE || b == CIVIL_NONE)
		return false;
	civil_iso(a, one);
	civil_iso(b, two);
	return birth_level(&x, &y) == LV_DIFFERS;
}

bool born_is_generation(int32_t a, int32_t b)
{
	int ay, by, month, day;

	if (a == CIVIL_NONE || b == CIVIL_NONE)
		return false;
	civil_parts(a, &ay, &month, &day);
	civil_parts(b, &by, &month, &day);
	return abs(ay - by) > TYPING_YEARS;
}
