/*
 * search.h - finding people: any name order, part, sound, nickname; any current
 * or past identifier; birth date in several forms; postcode start; phone.
 */
#ifndef THROUGHLINE_SEARCH_H
#define THROUGHLINE_SEARCH_H

#include "case.h"

struct person_hit {
	int64_t person;
	char uuid[37];
	const char *name;          /* "Okafor, Grace" */
	const char *date_of_birth, *sex, *nhs_number; /* "" when unknown */
	const char *agencies;      /* codes, `;` */
	const char *why;           /* "name", "sounds like", "former NHS number" … */
	double rank;
};
/* Best first, at most `limit` (0: 50).  One audit row when `audited`: a list that
 * is typed into writes one row for the query it ends with, not one per key. */
enum status people_search(struct session *, const char *query, size_t limit, bool audited, struct arena *, struct person_hit **out, size_t *n, struct err *);
/* People this worker opened lately, newest first. */
enum status people_recent(struct session *, size_t limit, struct arena *, struct person_hit **out, size_t *n, struct err *);

#endif
