/*
 * deeds.h - every way of writing in one table, for tests that let something fail under each:
 * on a town of three people, as its only worker or among workers.
 */
#ifndef THROUGHLINE_TESTS_DEEDS_H
#define THROUGHLINE_TESTS_DEEDS_H

#include "town.h"

typedef enum status deed_fn(struct session *, struct arena *, struct err *);

struct deed_way {
	const char *name;
	deed_fn *prepare; /* what has to be there first; NULL nothing */
	deed_fn *make;
	bool among_workers; /* as ada, the steward */
};
extern const struct deed_way DEEDS[];
extern const size_t DEED_COUNT;

/* The town, open, with what the deed needs. */
void deed_town(struct town *, const struct deed_way *);

#endif
