/*
 * people.h - the people that new records make among themselves (private to
 * linkage).  Records are numbered from 0; what is linked hangs together.
 */
#ifndef THROUGHLINE_LINKAGE_PEOPLE_H
#define THROUGHLINE_LINKAGE_PEOPLE_H

#include "linkage/normal.h"
#include "vec.h"

struct people_edge { uint32_t a, b; double weight; };

struct people {
	uint32_t *parent;  /* by record: who stands for those it hangs together with */
	bool *is_met;      /* by who stands for them: they hang on what was there before */
	uint32_t n;
	VEC(struct people_edge) edges;
};

/* False when there is no memory; people_done() in any case. */
bool people_begin(struct people *, uint32_t n);
void people_done(struct people *);

bool people_link(struct people *, uint32_t a, uint32_t b, double weight);
void people_meet(struct people *, uint32_t record);
bool people_has_met(struct people *, uint32_t record);

/* Calls give for each record that met nothing, with the one that names its person. */
typedef enum status person_fn(void *arg, int64_t record, int64_t person, struct err *);
enum status people_each(struct people *, const struct normal *const *record, person_fn *give,
	void *arg, struct err *);

#endif
