/*
 * undone.h - what is taken back or brought again, in words (private to core).
 *
 * Of somebody whom the worker may not open each is ST_DENIED, work->refused says why
 * and told->person whom: the unit of work ends there.
 * Each row of a stroke is told once; told_finish() makes one sentence of them.  All
 * lives in the unit of work's arena but what told_finish() gives.
 */
#ifndef THROUGHLINE_CARE_UNDONE_H
#define THROUGHLINE_CARE_UNDONE_H

#include "asked.h"
#include "care/work.h"
#include "store_desk.h"
#include "store_sharing.h"

struct told {
	const char *what;   /* the row told last, with nobody's details */
	const char *audit;  /* codes and references */
	int64_t action;     /* the one told last */
	int64_t person;     /* for the audit: whom it is about where that is one, else 0 */
	enum verdict verdict;
	bool is_finding;
	size_t n, placed;   /* rows told; rows that placed other records with them */
	int64_t *people;
	size_t people_n, people_room;
};

enum status told_finding(struct work *, const struct decision *, struct told *, struct err *);
/* Once its people are as they will be. */
enum status told_pair(struct work *, const struct decision *, struct told *, struct err *);
/* While the event is there. */
enum status told_written(struct work *, int64_t event, struct told *, struct err *);
enum status told_action(struct work *, enum verdict, const struct action_row *, struct told *, struct err *);
/* Coordination, as it is now. */
enum status told_led(struct work *, int64_t person, struct told *, struct err *);
enum status told_sharing(struct work *, enum verdict, const struct sharing_said *, struct told *, struct err *);
enum status told_star(struct work *, enum verdict, int64_t person, struct told *, struct err *);

enum status told_finish(struct work *, struct told *, struct arena *, struct undone *, struct err *);

#endif
