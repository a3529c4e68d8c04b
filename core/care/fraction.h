/*
 * fraction.h - a share as people write it, kept exactly: `1/2`, `0.5`, `1`.
 * Above 0 and at most 1, at most six digits a side.
 */
#ifndef THROUGHLINE_CARE_FRACTION_H
#define THROUGHLINE_CARE_FRACTION_H

#include <stdbool.h>

bool fraction_parse(const char *text, int *num, int *den); /* in lowest terms */

#endif
