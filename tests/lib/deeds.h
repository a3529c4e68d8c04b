/*
 * deeds.h - every way of writing in tables, for tests that let something fail under each:
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
	bool takes_files; /* by and by: what was begun may be there, and what is told of it depends on where it stopped */
};
/* What is written about people and workers; what is settled for all: settings, tables, a file taken in; files of
 * many kinds, again, later and back, and those that tell more of what others told; and what is rarely written. */
extern const struct deed_way DEEDS[], SITE_DEEDS[], FILE_DEEDS[], AGAIN_DEEDS[], RARE_DEEDS[];
extern const size_t DEED_COUNT, SITE_DEED_COUNT, FILE_DEED_COUNT, AGAIN_DEED_COUNT, RARE_DEED_COUNT;

/* Grace as the council and a charity hold her, perhaps again at her GP; and Amos. */
enum { DEED_GRACE = 1, DEED_GP = 3, DEED_AMOS = 4 };

/* The town, open, with what the deed needs. */
void deed_town(struct town *, const struct deed_way *);

#endif
