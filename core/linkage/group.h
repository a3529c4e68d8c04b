/*
 * group.h - everything that hangs together with some records: the records
 * reached over links, workers' decisions and the people they make now, and how
 * these fall into people (private to linkage).
 */
#ifndef THROUGHLINE_LINKAGE_GROUP_H
#define THROUGHLINE_LINKAGE_GROUP_H

#include "linkage/pairs.h"
#include "model.h"
#include "store_people.h"
#include "vec.h"

/* A worker's word about two records: the newest in force. */
struct word {
	int64_t a, b;
	const struct decision *decision;
};

struct group {
	struct arena *arena;
	VEC(struct record) records;    /* ascending by id */
	VEC(struct word) words;
	VEC(struct link_row) links;    /* those the program goes by, each once, as they come out */
	struct link_row *kept;         /* the same as the store has them */
	size_t *person;                /* by record: index of the lowest of its person */
	const struct guide *guide;
	int32_t today;
};

/* Reads what hangs together with the seeds and works out the people.  A group
 * must be given to group_done(), also after a failure. */
enum status group_read(struct group *, const struct store *, const struct guide *, int32_t today,
	const int64_t *seeds, size_t n, struct arena *, struct err *);
/* Takes *w for the newest word on its pair; false when there is no memory. */
bool group_say(struct group *, const struct word *w);
/* Works the people out again, from the words and links that the group has now. */
enum status group_decide(struct group *, struct err *);
void group_done(struct group *);

/* Index of a record; the number of records when it is not there. */
size_t group_find(const struct group *, int64_t record);

/* The newest word in force on exactly this pair, or NULL. */
const struct word *group_word(const struct group *, int64_t a, int64_t b);
/* A separation that keeps the people of two records apart, on whatever pair. */
const struct word *group_separation(const struct group *, int64_t a, int64_t b);

#endif
