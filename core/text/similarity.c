/* similarity.c - Jaro–Winkler. */
#include "text.h"

#include <string.h>

enum { COMPARED_MAX = 256 }; /* names that agree so far agree */

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

double text_similarity(const char *a, const char *b)
{
	bool in_a[COMPARED_MAX] = {false}, in_b[COMPARED_MAX] = {false};
	size_t an = strnlen(a, COMPARED_MAX), bn = strnlen(b, COMPARED_MAX), found, alike = 0;
	double m, jaro;
	int order = strcmp(a, b);

	if (order == 0)
		return an ? 1.0 : 0.0;
	if (order > 0) /* which comes first decides what is matched with what */
		return text_similarity(b, a);
	found = matches_find(a, an, b, bn, in_a, in_b);
	if (!found)
		return 0.0;
	m = (double)found;
	jaro = (m / (double)an + m / (double)bn +
		(m - (double)out_of_order(a, an, b, in_a, in_b)) / m) /
		3.0;
	while (alike < 4 && a[alike] && a[alike] == b[alike])
		alike++;
	return jaro + (double)alike * 0.1 * (1.0 - jaro);
}
