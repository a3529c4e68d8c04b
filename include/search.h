/*
 * search.h - finding people: any name order, part, sound, nickname; any current
 * or past identifier; birth date in several forms; postcode start; phone.
 */
#ifndef THROUGHLINE_SEARCH_H
#define THROUGHLINE_SEARCH_H

#include "case.h"

struct person_hit {
	int64_t person;
	int64_t asked;             /* of people_listed(): the number that they were asked for by */
	char uuid[37];
	const char *name;          /* "Okafor, Grace" */
	const char *date_of_birth, *sex, *nhs_number; /* "" when unknown */
	const char *agencies;      /* codes, `;` */
	int age;                   /* today, or when they died; -1: not known */
	const char *area;          /* start of the postcode and town, "LS6 Leeds"; "" when unknown */
	const char *lead;          /* who coordinates; "" nobody, and where no workers are set up */
	const char *why;           /* "name", "sounds like Okafor", "was Grace Adeyemi until 2024" … */
	const char *by;            /* the same without anybody's details: "former name" */
	int32_t since;             /* of people_stayed(): the day that `why` tells; else, and veiled, CIVIL_NONE */
	double rank;
	bool is_led, is_starred;   /* of people_recent(): the worker leads them; keeps them in view */
	/* Before they say why they open somebody not on their list (access.h) the viewer has name, age,
	 * area and lead alone; `why` says no more than was typed, and the rest is "". */
	bool is_veiled;
};
/* Best first; among equals those opened lately, then by name; at most `limit` (0: 50).
 * One audit row when `audited`: a list that is typed into writes one row for the
 * query it ends with, not one per key. */
enum status people_search(struct session *, const char *query, size_t limit, bool audited, struct arena *,
	struct person_hit **out, size_t *n, struct err *);
/* That row, for a query that was typed without: how many were found in the end. */
enum status people_searched(struct session *, size_t found, struct err *);
/* Where that finds nobody: what each term of the query was taken for ("1944: a time
 * of birth, a phone"), and what may help ("" for nothing).  Tells how many people
 * fewer terms would find and how names are spelt, of nobody more. */
struct people_hint {
	const char **tried;
	size_t tried_n;
	const char *help;
};
enum status people_hint(struct session *, const char *query, struct arena *, struct people_hint *, struct err *);
/* My people: those whom this worker leads, those kept in view, those opened lately, each newest first. */
enum status people_recent(struct session *, size_t limit, struct arena *, struct person_hit **out, size_t *n, struct err *);
/* Of these people those who may be seen, in this order, each `asked` by the number here: who holds that record
 * by now.  One audit row for the list. */
enum status people_listed(struct session *, const int64_t *person, size_t person_n, struct arena *, struct person_hit **out,
	size_t *n, struct err *);
/* The two people whom this worker opened last, the latest first; 0: nobody. */
enum status people_opened_last(struct session *, int64_t out[static 2], struct err *);
/* Who is in hospital now, or was discharged on or after a day, or either; with a query
 * those of whom it is true among those it finds.  Whose stay is the newest first, with a
 * query the best first; at most `limit` (0: all).  `why` says since when, and where. */
struct people_stay { bool in_hospital; int32_t discharged_since; /* CIVIL_NONE: not asked for */ };
enum status people_stayed(struct session *, const struct people_stay *, const char *query, size_t limit, bool audited,
	struct arena *, struct person_hit **out, size_t *n, struct err *);

#endif
