/*
 * numbers.h - sets of the numbers that people, records and events go by: arrays that
 * ascend, each number once.  The arrays are the caller's; nothing here fails.
 */
#ifndef THROUGHLINE_NUMBERS_H
#define THROUGHLINE_NUMBERS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Puts them in order, each once; gives how many are left. */
size_t numbers_sort(int64_t *number, size_t n);
/* By halving; numbers_find() gives its place, or n. */
bool numbers_have(const int64_t *sorted, size_t n, int64_t number);
size_t numbers_find(const int64_t *sorted, size_t n, int64_t number);
/* The same of an array in any order. */
bool numbers_include(const int64_t *number, size_t n, int64_t one);

#endif
