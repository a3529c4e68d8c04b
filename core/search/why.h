/*
 * why.h - why somebody was found, in a few words (private to search).
 */
#ifndef THROUGHLINE_SEARCH_WHY_H
#define THROUGHLINE_SEARCH_WHY_H

#include "search/match.h"

/* "name, was Grace Adeyemi until 2024", each reason once; shown is the name on
 * the line.  *by is the same without anybody's details: "name, former name". */
enum status why_tell(const struct session *, const struct query *, const struct match *,
	const char *shown, struct arena *, const char **why, const char **by, struct err *);

/* Is the name part that hit to be seen in the name on the line? */
bool why_is_shown(const struct found_by *, const char *shown, struct arena *);

#endif
