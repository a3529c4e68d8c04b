/*
 * numbers.c - sets of numbers.
 */
#include "numbers.h"

#include <stdlib.h>

static int number_order(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

size_t numbers_sort(int64_t *number, size_t n)
{
	size_t kept = 0;

	if (n)
		qsort(number, n, sizeof *number, number_order);
	for (size_t i = 0; i < n; i++)
		if (!kept || number[kept - 1] != number[i])
			number[kept++] = number[i];
	return kept;
}

size_t numbers_find(const int64_t *sorted, size_t n, int64_t number)
{
	const int64_t *at = n ? bsearch(&number, sorted, n, sizeof number, number_order) : NULL;

	return at ? (size_t)(at - sorted) : n;
}

bool numbers_have(const int64_t *sorted, size_t n, int64_t number)
{
	return numbers_find(sorted, n, number) < n;
}

bool numbers_include(const int64_t *number, size_t n, int64_t one)
{
	for (size_t i = 0; i < n; i++)
		if (number[i] == one)
			return true;
	return false;
}
