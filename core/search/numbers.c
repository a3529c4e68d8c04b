/*
 * numbers.c - numbers in a query: an NHS number, a phone, a year, an age, a local
 * number, or a part of one of them.
 */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "civil.h"
#include "search/dates.h"
#include "search/reader.h"
#include "text.h"

enum {
	RUN_MOST = 6,     /* numbers side by side that may be one */
	DIGITS_MOST = 15,
	PART_LEAST = 3,   /* of a phone or NHS number */
	JOINED_LEAST = 5,
	AGE_MOST = 115,
};

static const struct way NHS = {.by = BY_NHS, .is_prefix = true, .score = 200};
static const struct way NHS_PART = {.by = BY_NHS, .is_prefix = true, .score = 110};
static const struct way NHS_END = {.by = BY_NHS_END, .is_prefix = true, .score = 110};
static const struct way PHONE = {.by = BY_PHONE, .is_prefix = true, .score = 90};
static const struct way PHONE_END = {.by = BY_PHONE_END, .is_prefix = true, .score = 90};
static const struct way YEAR = {.by = BY_BORN_IN, .is_prefix = true, .score = 100};
static const struct way POSTCODE = {.by = BY_POSTCODE, .is_prefix = true, .score = 70};

/* Joins the digits of the first n words; false when one holds anything else. */
static bool digits_join(const char *const *words, size_t n, char *out, size_t room)
{
	size_t used = 0;

	for (size_t i = 0; i < n; i++) {
		for (const char *p = words[i]; *p; p++) {
			if (strchr("-().+", *p))
				continue;
			if (!isdigit((unsigned char)*p) || used + 1 >= room)
				return false;
			out[used++] = *p;
		}
	}
	out[used] = '\0';
	return used > 0;
}

size_t read_nhs(struct reader *r, const char *const *words, size_t n)
{
	char digits[16], valid[11];

	for (size_t take = n < 4 ? n : 4; take > 0; take--) {
		if (!digits_join(words, take, digits, sizeof digits) ||
			!nhs_number_valid(digits, valid))
			continue;
		way_add(r, term_add(r, words, take), 'N', valid, NHS);
		return take;
	}
	return 0;
}

/* Ages ------------------------------------------------------------------- */

/* Born so many years ago: two years begin the keys, two days bound them. */
static void way_age(struct reader *r, size_t term, int age)
{
	struct way way = {.by = BY_AGE, .is_prefix = true, .score = 75};
	int year, month, day;
	char least[11], most[11], begin[8];

	if (r->today == CIVIL_NONE)
		return;
	civil_parts(r->today, &year, &month, &day);
	civil_iso(civil_day(year - age - 1, month, day) + 1, least);
	civil_iso(civil_day(year - age, month, day), most);
	way.told = arena_printf(r->arena, "%d", age);
	way.least = arena_printf(r->arena, "d:%s", least);
	way.most = arena_printf(r->arena, "d:%s", most);
	if (!way.told || !way.least || !way.most)
		r->failed = true;
	for (int y = year - age - 1; y <= year - age && !r->failed; y++) {
		snprintf(begin, sizeof begin, "%04u-", (unsigned)y % 10000u);
		way_add(r, term, 'd', begin, way);
	}
}

/* 82; -1 where it is no age. */
static int age_of(const char *digits)
{
	size_t n = strlen(digits);
	int age = n >= 1 && n <= 3 ? atoi(digits) : -1;

	return age <= AGE_MOST && (n < 2 || *digits != '0') ? age : -1;
}

static bool is_one_of(const char *word, const char *const *these)
{
	for (; *these; these++)
		if (strcmp(word, *these) == 0)
			return true;
	return false;
}

/* 82y, 82yrs, aged 82: said to be one. */
size_t read_age(struct reader *r, const char *const *words, size_t n)
{
	static const char *const before[] = {"age", "aged", NULL};
	static const char *const after[] = {"y", "yo", "yr", "yrs", "years", NULL};
	char word[16], digits[16] = "";
	size_t length, took = 0;

	text_fold(words[0], word, sizeof word);
	length = strspn(word, "0123456789");
	if (n > 1 && is_one_of(word, before)) {
		snprintf(digits, sizeof digits, "%.4s", words[1]);
		took = 2;
	} else if (length && is_one_of(word + length, after)) {
		snprintf(digits, sizeof digits, "%.*s", (int)length, word);
		took = 1;
	}
	if (!took || strspn(digits, "0123456789") != strlen(digits) || age_of(digits) < 0 ||
		r->today == CIVIL_NONE)
		return 0;
	way_age(r, term_add(r, words, took), age_of(digits));
	return took;
}

/* Parts of numbers ------------------------------------------------------- */

/* How the phone is kept that begins so: 0 for +44 and 0044. */
static void phone_begin(const char *typed, const char *digits, char *out, size_t room)
{
	bool abroad = *typed == '+' || (*typed == '(' && typed[1] == '+');

	if (!abroad && strncmp(digits, "00", 2) == 0 && digits[2] && digits[2] != '0') {
		abroad = true;
		digits += 2;
	}
	if (abroad && strncmp(digits, "44", 2) == 0)
		snprintf(out, room, "0%s", digits + 2 + (digits[2] == '0'));
	else
		snprintf(out, room, "%s", digits);
}

/* Of several ways to read them the one that takes most digits is meant. */
static struct way scored(struct way way, size_t digits)
{
	way.score += (double)digits;
	return way;
}

static void ways_of_digits(struct reader *r, size_t term, const char *typed, const char *digits)
{
	char phone[DIGITS_MOST + 2];
	size_t n = strlen(digits);

	phone_begin(typed, digits, phone, sizeof phone);
	if (strlen(phone) >= PART_LEAST)
		way_add(r, term, 't', phone, scored(PHONE, n));
	if (n >= 9 && strncmp(phone, "44", 2) == 0)
		way_add(r, term, 't', arena_printf(r->arena, "0%s", phone + 2), scored(PHONE, n));
	if (n < PART_LEAST)
		return;
	way_add_ending(r, term, 'T', digits, scored(PHONE_END, n));
	if (n <= 10) {
		way_add(r, term, 'N', digits, scored(NHS_PART, n));
		way_add_ending(r, term, 'M', digits, scored(NHS_END, n));
	}
}

static void ways_of_word(struct reader *r, size_t term, const char *word, const char *digits)
{
	size_t n = strlen(digits);
	int year = n == 4 ? atoi(digits) : 0;

	way_value(r, term, word);
	if (year >= 1850 && year <= 2150)
		way_add(r, term, 'd', digits, YEAR);
	if (n >= 4)
		way_add(r, term, 'p', word, POSTCODE);
	ways_of_digits(r, term, word, digits);
}

/* How many words are digits, up to one that begins a date. */
static size_t run_length(const struct reader *r, const char *const *words, size_t n)
{
	char digits[DIGITS_MOST + 1], date[11];
	size_t run = 0;
	bool whole;

	while (run < n && run < RUN_MOST && digits_join(words, run + 1, digits, sizeof digits) &&
		digits_join(words + run, 1, digits, sizeof digits) &&
		(!run || !date_words(words + run, n - run, r->today, date, &whole) || !whole))
		run++;
	return run;
}

/* Each number may be one by itself, or be one with those beside it. */
size_t read_numbers(struct reader *r, const char *const *words, size_t n)
{
	size_t run = run_length(r, words, n), first = r->query->terms.n;
	char digits[DIGITS_MOST + 1];

	for (size_t i = 0; i < run; i++) {
		size_t term = term_add(r, words + i, 1);

		if (r->failed || !digits_join(words + i, 1, digits, sizeof digits))
			return run;
		ways_of_word(r, term, words[i], digits);
		if (run == 1 && r->word_n > 1 && age_of(digits) >= 1)
			way_age(r, term, age_of(digits));
	}
	for (size_t i = 0; i < run; i++) {
		for (size_t take = 2; i + take <= run; take++) {
			if (!digits_join(words + i, take, digits, sizeof digits) ||
				strlen(digits) < JOINED_LEAST)
				continue;
			for (size_t t = i; t < i + take; t++)
				ways_of_digits(r, first + t, words[i], digits);
		}
	}
	return run;
}
