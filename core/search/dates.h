/*
 * dates.h - birth dates as people type them: 3/7/1943, 3 Jul 1943, 1943-07-03,
 * 03071943, Jul 1943, 3.7.43 (private to search).
 */
#ifndef THROUGHLINE_SEARCH_DATES_H
#define THROUGHLINE_SEARCH_DATES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Reads a date from the first of n words, writes it as 1943-07-03 or, where the
 * day or month is left out, its beginning (1943-07, 1943).  Returns how many
 * words it took, 0 when they begin with none. */
size_t date_words(
	const char *const *words, size_t n, int32_t today, char out[static 11], bool *whole);

#endif
