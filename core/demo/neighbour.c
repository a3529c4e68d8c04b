#include <stdio.h>
#include <string.h>

#include "demo/locality.h"

/* What one throw of the dice is for. */
enum { D_PERSON = 1, D_HOUSEHOLD };

/* Who shares a household: numbers 2n and 2n + 1. */
enum tie { TIE_NONE, TIE_COUPLE, TIE_TWINS, TIE_NAMESAKE, TIE_CHILD };

static enum tie tie_of(uint64_t seed, uint32_t number)
{
	struct dice d = dice_for(seed, D_HOUSEHOLD, number / 2);
	int at = (int)dice_below(&d, 1000);

	if (number / 2 == OKAFOR / 2)
		return TIE_NONE;
	if (at < 260)
		return TIE_COUPLE;
	if (at < 268)
		return TIE_TWINS;
	if (at < 278)
		return TIE_NAMESAKE;
	return at < 318 ? TIE_CHILD : TIE_NONE;
}

/* Scrambles the order, so that neighbours have no neighbouring numbers. */
static uint32_t scramble(uint32_t number, uint32_t by, uint32_t range)
{
	return (uint32_t)(((uint64_t)number * by + 7919) % range);
}

static int check_digit(const char digits[static 9])
{
	int sum = 0;

	for (int i = 0; i < 9; i++)
		sum += (digits[i] - '0') * (10 - i);
	return (11 - sum % 11) % 11;
}

/* Of three numbers that follow each other at most one has no check digit; the
 * first hundred blocks are kept for journeys written by hand. */
static void nhs_make(char out[static 11], uint32_t block)
{
	for (uint32_t i = 0; i < 3; i++) {
		char digits[11];
		int check;

		snprintf(digits, sizeof digits, "999%06u", (unsigned)(block * 3 + i) % 1000000);
		check = check_digit(digits);
		if (check == 10)
			continue;
		snprintf(out, 11, "%.9s%d", digits, check);
		return;
	}
}

void neighbour_nhs(uint32_t number, char out[static 11])
{
	nhs_make(out, 100 + scramble(number, 104729, LOCALITY_NUMBERS - 100));
}

static int32_t birth_make(struct dice *d, int32_t today)
{
	int at = (int)dice_below(d, 1000);
	int low = at < 180 ? 18 : at < 300 ? 50 : at < 520 ? 65 : at < 860 ? 75 : 88;
	int high = at < 180 ? 49 : at < 300 ? 64 : at < 520 ? 74 : at < 860 ? 87 : 101;

	return today - dice_between(d, low * 365, high * 365 + 364);
}

static struct name_list givens(const struct heritage *h, char sex, bool is_young)
{
	if (sex == 'F')
		return is_young ? h->young_women : h->women;
	return is_young ? h->young_men : h->men;
}

static bool home_make(struct neighbour *n, struct dice *d, struct arena *a)
{
	address_make(d, a, &n->address, &n->town, n->postcode);
	n->practice = practice_of(n->postcode);
	snprintf(n->phone, sizeof n->phone, "01999 %06u",
		(unsigned)(510000 + dice_below(d, 480000)));
	return n->address != NULL;
}

static bool alone_make(
	struct neighbour *n, uint64_t seed, uint32_t number, int32_t today, struct arena *a)
{
	static const char *const NEEDS[] = { "Hard of hearing: face to face, speak clearly",
		"Large print", "Wears hearing aids in both ears", "Short sentences, time to answer",
		"Registered sight impaired", "Prefers a letter to a call", "Uses a picture board" };
	struct dice d = dice_for(seed, D_PERSON, number);

	memset(n, 0, sizeof *n);
	n->number = number;
	n->died = CIVIL_NONE;
	n->heritage = heritage_pick(&d);
	n->sex = dice_in_1000(&d, 570) ? 'F' : 'M';
	n->born = birth_make(&d, today);
	n->given = name_pick(&d, givens(n->heritage, n->sex, today - n->born < 60 * 365));
	n->middle = dice_in_1000(&d, 350) ? name_pick(&d, givens(n->heritage, n->sex, false))
					  : NULL;
	n->family = name_pick(&d, n->heritage->families);
	n->maiden = n->sex == 'F' ? name_pick(&d, n->heritage->families) : NULL;
	neighbour_nhs(number, n->nhs);
	if (n->heritage->language && dice_in_1000(&d, 350))
		n->language = n->heritage->language;
	if (dice_in_1000(&d, 130))
		n->needs = NEEDS[dice_below(&d, sizeof NEEDS / sizeof *NEEDS)];
	if (dice_in_1000(&d, 150))
		address_make(&d, a, &n->former_address, &n->former_town, n->former_postcode);
	return home_make(n, &d, a);
}

static void move_in(struct neighbour *n, const struct neighbour *other)
{
	n->heritage = other->heritage;
	n->family = other->family;
	n->address = other->address;
	n->town = other->town;
	memcpy(n->postcode, other->postcode, sizeof n->postcode);
	memcpy(n->phone, other->phone, sizeof n->phone);
	n->practice = other->practice;
	n->language = other->language;
}

static void tie_make(struct neighbour *n, const struct neighbour *other, enum tie tie,
	uint64_t seed, int32_t today)
{
	struct dice d = dice_for(seed, D_HOUSEHOLD, (uint64_t)n->number + (1u << 30));
	bool is_young;

	if (tie == TIE_NONE)
		return;
	move_in(n, other);
	n->sex = tie == TIE_COUPLE    ? (other->sex == 'F' ? 'M' : 'F')
		: tie == TIE_NAMESAKE ? other->sex
				      : n->sex;
	if (tie == TIE_COUPLE)
		n->born = other->born + dice_between(&d, -6 * 365, 5 * 365);
	if (tie == TIE_TWINS)
		n->born = other->born;
	if (tie == TIE_NAMESAKE || tie == TIE_CHILD)
		n->born = other->born + dice_between(&d, 22 * 365, 36 * 365);
	if (n->born > today - 18 * 365)
		n->born = today - dice_between(&d, 18 * 365, 30 * 365);
	is_young = today - n->born < 60 * 365;
	n->maiden = n->sex == 'F' ? name_pick(&d, n->heritage->families) : NULL;
	n->given = tie == TIE_NAMESAKE ? other->given
				       : name_pick(&d, givens(n->heritage, n->sex, is_young));
	/* Parents give twins two names. */
	while (tie == TIE_TWINS && strcmp(n->given, other->given) == 0)
		n->given = name_pick(&d, givens(n->heritage, n->sex, is_young));
}

static void okafor_make(struct neighbour *n)
{
	n->sex = 'F';
	n->given = "Grace";
	n->middle = "Ngozi";
	n->family = "Okafor";
	n->maiden = "Eze";
	n->born = civil_day(1943, 7, 3);
	nhs_make(n->nhs, 0);
	n->address = "14 Mill Lane";
	n->town = "Aldersham";
	n->former_address = NULL;
	snprintf(n->postcode, sizeof n->postcode, "AX1 2GA");
	snprintf(n->phone, sizeof n->phone, "01999 501943");
	n->practice = "Mill Lane Surgery";
	n->language = NULL;
	n->needs = "Hearing aid in the left ear: sit on her right";
	n->safe = "Ring her daughter Ada first: 07700 900112";
}

bool neighbour_make(
	struct neighbour *n, uint64_t seed, uint32_t number, int32_t today, struct arena *a)
{
	struct neighbour other;

	if (!alone_make(n, seed, number, today, a))
		return false;
	if (number == OKAFOR) {
		okafor_make(n);
	} else if (number % 2 == 1) {
		if (!alone_make(&other, seed, number - 1, today, a))
			return false;
		tie_make(n, &other, tie_of(seed, number), seed, today);
	}
	if (n->sex == 'F') {
		n->family = name_hers(n->family);
		n->maiden = name_hers(n->maiden);
	}
	n->pet = name_pet(n->given);
	return true;
}
