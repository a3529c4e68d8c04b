/*
 * names.h - what people of the made-up town are called (private to demo).
 */
#ifndef THROUGHLINE_DEMO_NAMES_H
#define THROUGHLINE_DEMO_NAMES_H

#include "demo/dice.h"

struct name_list {
	const char *const *v;
	size_t n;
};
/* Families that settled in the town, with how many in 1,000 of its people. */
struct heritage {
	int in_1000;
	const char *language; /* spoken at home, NULL for English */
	struct name_list women, men, young_women, young_men, families;
};

const struct heritage *heritage_pick(struct dice *);
const char *name_pick(struct dice *, struct name_list);
const char *name_hers(const char *family); /* as a woman of the family bears it */
/* What she is called at the lunch club, or NULL. */
const char *name_pet(const char *given);

#endif
