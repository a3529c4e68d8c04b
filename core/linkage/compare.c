/* compare.c - two records, field by field. */
#include "linkage/compare.h"

#include <stdlib.h>
#include <string.h>

#include "text.h"

#define SIMILAR_LEAST 0.9
enum { TYPING_YEARS = 12 }; /* further apart, one digit is a generation, not a slip */

const char *const LEVEL_NAMES[LV_COUNT] = {
	[LV_MISSING] = "missing",
	[LV_EXACT] = "exact",
	[LV_SWAPPED] = "swapped",
	[LV_NICKNAME] = "nickname",
	[LV_PART] = "part of it",
	[LV_SIMILAR] = "similar",
	[LV_SOUND] = "sounds alike",
	[LV_ONE_DIGIT] = "one digit",
	[LV_ONE_PART] = "one part differs",
	[LV_AREA] = "same area",
	[LV_DIFFERS] = "differs",
};

static const double WEIGHTS[CF_COUNT][LV_COUNT] = {
	[CF_NHS] = {[LV_EXACT] = 20, [LV_DIFFERS] = -20},
	[CF_OTHER_ID] = {[LV_EXACT] = 18},
	[CF_FAMILY] = {[LV_EXACT] = 9,
		[LV_SWAPPED] = 8,
		[LV_PART] = 6,
		[LV_SIMILAR] = 5,
		[LV_SOUND] = 4,
		[LV_DIFFERS] = -4},
	[CF_GIVEN] = {[LV_EXACT] = 7,
		[LV_SWAPPED] = 6,
		[LV_NICKNAME] = 5,
		[LV_PART] = 4,
		[LV_SIMILAR] = 4,
		[LV_SOUND] = 3,
		[LV_DIFFERS] = -5},
	[CF_BORN] = {[LV_EXACT] = 14,
		[LV_SWAPPED] = 8,
		[LV_ONE_DIGIT] = 7,
		[LV_ONE_PART] = 3,
		[LV_DIFFERS] = -7},
	[CF_SEX] = {[LV_EXACT] = 1, [LV_DIFFERS] = -5},
	[CF_POSTCODE] = {[LV_EXACT] = 10, [LV_AREA] = 4, [LV_DIFFERS] = -1},
	[CF_STREET] = {[LV_EXACT] = 4, [LV_DIFFERS] = -0.5},
	[CF_PHONE] = {[LV_EXACT] = 9, [LV_DIFFERS] = -0.5},
	[CF_EMAIL] = {[LV_EXACT] = 11, [LV_DIFFERS] = -0.5},
};

static enum level same_or_not(const char *a, const char *b)
{
	if (!*a || !*b)
		return LV_MISSING;
	return strcmp(a, b) == 0 ? LV_EXACT : LV_DIFFERS;
}

static bool has_word(const char *text, const char *word, size_t length)
{
	while (*text) {
		size_t n = strcspn(text, " ");

		if (n == length && memcmp(text, word, n) == 0)
			return true;
		text += n + (text[n] == ' ');
	}
	return false;
}

/* Smith and Smith-Johnson; Grace and Grace Adaeze: a word of more than one letter. */
static bool shares_word(const char *a, const char *b)
{
	while (*a) {
		size_t n = strcspn(a, " ");

		if (n > 1 && has_word(b, a, n))
			return true;
		a += n + (a[n] == ' ');
	}
	return false;
}

static bool sounds_alike(const char *a, const char *b)
{
	char x[9], y[9];

	text_sound(a, x);
	text_sound(b, y);
	return *x && x[1] && strcmp(x, y) == 0;
}

static enum level name_level(
	const char *a, const char *a_joined, const char *b, const char *b_joined)
{
	enum level level = same_or_not(a_joined, b_joined);

	if (level != LV_DIFFERS)
		return level;
	if (shares_word(a, b))
		return LV_PART;
	if (text_similarity(a_joined, b_joined) >= SIMILAR_LEAST)
		return LV_SIMILAR;
	return sounds_alike(a_joined, b_joined) ? LV_SOUND : LV_DIFFERS;
}

/* Of the first words, or the name by which somebody likes to be called. */
static bool nickname_links(const struct normal *a, const struct normal *b)
{
	char x[64], y[64];
	size_t an = strcspn(a->given, " "), bn = strcspn(b->given, " ");

	if (!an || !bn || an >= sizeof x || bn >= sizeof y)
		return false;
	memcpy(x, a->given, an);
	x[an] = '\0';
	memcpy(y, b->given, bn);
	y[bn] = '\0';
	return nickname_same(x, y) || strcmp(a->preferred, y) == 0 || strcmp(b->preferred, x) == 0;
}

static enum level given_level(const struct normal *a, const struct normal *b)
{
	enum level level = name_level(a->given, a->given_joined, b->given, b->given_joined);

	if (level > LV_PART && nickname_links(a, b))
		return LV_NICKNAME;
	return level;
}

static bool is_swapped(const struct normal *a, const struct normal *b)
{
	return *a->family && *a->given && strcmp(a->family_joined, b->given_joined) == 0 &&
		strcmp(a->given_joined, b->family_joined) == 0 &&
		strcmp(a->family_joined, b->family_joined) != 0;
}

static enum level born_level(int32_t a, int32_t b)
{
	char x[11], y[11];
	int ay, am, ad, by, bm, bd, digits = 0;

	if (a == CIVIL_NONE || b == CIVIL_NONE)
		return LV_MISSING;
	if (a == b)
		return LV_EXACT;
	civil_parts(a, &ay, &am, &ad);
	civil_parts(b, &by, &bm, &bd);
	if (ay == by && am == bd && ad == bm)
		return LV_SWAPPED;
	civil_iso(a, x);
	civil_iso(b, y);
	for (int i = 0; i < 10; i++)
		digits += x[i] != y[i];
	if (digits == 1 && abs(ay - by) <= TYPING_YEARS)
		return LV_ONE_DIGIT;
	return (ay != by) + (am != bm) + (ad != bd) == 1 ? LV_ONE_PART : LV_DIFFERS;
}

/* The same up to the inward letters: LS6 2. */
static enum level postcode_level(const char *a, const char *b)
{
	enum level level = same_or_not(a, b);
	size_t an = strlen(a), bn = strlen(b);

	if (level == LV_DIFFERS && an == bn && an >= 5 && strncmp(a, b, an - 2) == 0)
		return LV_AREA;
	return level;
}

static enum level other_level(const struct normal *a, const struct normal *b)
{
	for (size_t i = 0; i < a->other_n; i++)
		for (size_t j = 0; j < b->other_n; j++)
			if (strcmp(a->other[i], b->other[j]) == 0)
				return LV_EXACT;
	return LV_MISSING; /* numbers of different systems say nothing */
}

static enum level sex_level(char a, char b)
{
	if (!a || !b)
		return LV_MISSING;
	return a == b ? LV_EXACT : LV_DIFFERS;
}

void records_compare(const struct normal *a, const struct normal *b, struct comparison *out)
{
	out->level[CF_NHS] = same_or_not(a->nhs, b->nhs);
	out->level[CF_OTHER_ID] = other_level(a, b);
	out->level[CF_FAMILY] = name_level(
		a->family, a->family_joined, b->family, b->family_joined);
	out->level[CF_GIVEN] = given_level(a, b);
	if (is_swapped(a, b))
		out->level[CF_FAMILY] = out->level[CF_GIVEN] = LV_SWAPPED;
	out->level[CF_BORN] = born_level(a->born, b->born);
	out->level[CF_SEX] = sex_level(a->sex, b->sex);
	out->level[CF_POSTCODE] = postcode_level(a->postcode, b->postcode);
	out->level[CF_STREET] = same_or_not(a->street, b->street);
	out->level[CF_PHONE] = same_or_not(a->phone, b->phone);
	out->level[CF_EMAIL] = same_or_not(a->email, b->email);
	out->total = 0;
	for (int f = 0; f < CF_COUNT; f++) {
		out->weight[f] = WEIGHTS[f][out->level[f]];
		out->total += out->weight[f];
	}
}
