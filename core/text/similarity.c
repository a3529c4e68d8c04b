/* similarity.c - Jaro–Winkler. */
#include "text.h"

#include <stdint.h>
#include <string.h>

enum {
	COMPARED_MAX = 256, /* names that agree so far agree */
	MARKED_MAX = 64,
};

/* Bit j: the j-th of eight bytes is c. */
static unsigned eight_equal(uint64_t bytes, unsigned char c)
{
	const uint64_t low = 0x7F7F7F7F7F7F7F7Fu;
	uint64_t x = bytes ^ c * 0x0101010101010101u;
	uint64_t zero = ~(((x & low) + low) | x | low); /* the high bit of each byte that is 0 */

	return (unsigned)((zero >> 7) * 0x0102040810204080u >> 56);
}

/* Of short texts, whose places are bits of a number. */
static size_t matches_mark(const char *a, size_t an, const char *b, size_t bn, uint64_t *in_a,
	uint64_t *in_b)
{
	size_t longer = an > bn ? an : bn, reach = longer / 2 ? longer / 2 - 1 : 0, found = 0;
	uint64_t eights[MARKED_MAX / 8] = {0};

	for (size_t j = 0; j < bn; j++)
		eights[j / 8] |= (uint64_t)(unsigned char)b[j] << (j % 8 * 8);
	*in_a = *in_b = 0;
	for (size_t i = 0; i < an; i++) {
		uint64_t equal = 0, within = ~(uint64_t)0;

		for (size_t w = 0; w * 8 < bn; w++)
			equal |= (uint64_t)eight_equal(eights[w], (unsigned char)a[i]) << (w * 8);
		if (i + reach + 1 < 64)
			within = ((uint64_t)1 << (i + reach + 1)) - 1;
		if (i > reach)
			within &= ~(uint64_t)0 << (i - reach);
		equal &= within & ~*in_b;
		if (!equal)
			continue;
		*in_a |= (uint64_t)1 << i;
		*in_b |= equal & -equal;
		found++;
	}
	return found;
}

static size_t marked_out_of_order(const char *a, const char *b, uint64_t in_a, uint64_t in_b)
{
	size_t wrong = 0;

	for (; in_a; in_a &= in_a - 1, in_b &= in_b - 1)
		wrong += a[__builtin_ctzll(in_a)] != b[__builtin_ctzll(in_b)];
	return wrong / 2;
}

/* Which letters there are; some share a bit. */
static uint64_t letters_of(const char *text, size_t n)
{
	uint64_t letters = 0;

	for (size_t i = 0; i < n; i++)
		letters |= (uint64_t)1 << (text[i] & 63);
	return letters;
}

/* So many characters of a could match at most. */
static size_t matches_most(const char *a, size_t an, uint64_t letters)
{
	size_t most = 0;

	for (size_t i = 0; i < an; i++)
		most += letters >> (a[i] & 63) & 1;
	return most;
}

/* Jaro–Winkler, where so many characters match and so many of them are out of order. */
static double similarity_of(const char *a, size_t an, const char *b, size_t bn, size_t found,
	size_t wrong)
{
	double m = (double)found, jaro;
	size_t alike = 0;

	if (!found)
		return 0.0;
	jaro = (m / (double)an + m / (double)bn + (m - (double)wrong) / m) / 3.0;
	while (alike < 4 && a[alike] && a[alike] == b[alike])
		alike++;
	return jaro + (double)alike * 0.1 * (1.0 - jaro);
}

static size_t matches_find(
	const char *a, size_t an, const char *b, size_t bn, bool *in_a, bool *in_b)
{
	size_t longer = an > bn ? an : bn, reach = longer / 2 ? longer / 2 - 1 : 0, found = 0;

	for (size_t i = 0; i < an; i++) {
		size_t from = i > reach ? i - reach : 0,
			to = i + reach + 1 < bn ? i + reach + 1 : bn;

		for (size_t j = from; j < to; j++) {
			if (in_b[j] || a[i] != b[j])
				continue;
			in_a[i] = in_b[j] = true;
			found++;
			break;
		}
	}
	return found;
}

static size_t out_of_order(
	const char *a, size_t an, const char *b, const bool *in_a, const bool *in_b)
{
	size_t j = 0, wrong = 0;

	for (size_t i = 0; i < an; i++) {
		if (!in_a[i])
			continue;
		while (!in_b[j])
			j++;
		wrong += a[i] != b[j++];
	}
	return wrong / 2;
}

static double long_similarity(const char *a, size_t an, const char *b, size_t bn)
{
	bool in_a[COMPARED_MAX] = {false}, in_b[COMPARED_MAX] = {false};
	size_t found = matches_find(a, an, b, bn, in_a, in_b);

	return similarity_of(a, an, b, bn, found, found ? out_of_order(a, an, b, in_a, in_b) : 0);
}

/* Too few letters in common: told without matching them one by one. */
static bool is_below(double least, const char *a, size_t an, const char *b, size_t bn)
{
	size_t most = matches_most(a, an, letters_of(b, bn));

	if (most > bn)
		most = bn;
	return similarity_of(a, an, b, bn, most, 0) < least;
}

double text_similarity(const char *a, const char *b)
{
	return text_similarity_from(0, a, b);
}

double text_similarity_from(double least, const char *a, const char *b)
{
	size_t an = strnlen(a, COMPARED_MAX), bn = strnlen(b, COMPARED_MAX), found;
	uint64_t in_a, in_b;
	int order = strcmp(a, b);

	if (order == 0)
		return an ? 1.0 : 0.0;
	if (order > 0) /* which comes first decides what is matched with what */
		return text_similarity_from(least, b, a);
	if (least > 0 && is_below(least, a, an, b, bn))
		return 0;
	if (an > MARKED_MAX || bn > MARKED_MAX)
		return long_similarity(a, an, b, bn);
	found = matches_mark(a, an, b, bn, &in_a, &in_b);
	return similarity_of(a, an, b, bn, found, marked_out_of_order(a, b, in_a, in_b));
}
