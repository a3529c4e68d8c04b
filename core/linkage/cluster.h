/*
 * cluster.h - people from links (private to linkage).  Pure, and a function of
 * links and decisions alone, so that whatever is undone leaves no trace.
 *
 * Links are taken one after another: workers' first, then the program's by
 * falling weight, then by the records' rank, which owes nothing to their arrival.
 * One is left out where it would put together
 * two records that a worker separated, or, being the program's, two sets of
 * records whose NHS numbers have none in common, or each of which has a birth date
 * that `born_least` records tell, too many for a slip, and none near the other's
 * (father and son), or that hold two records of an agency that holds nobody
 * twice which do not speak for each other, or that speak against each other
 * on the whole (evidence NULL: nothing speaks against anything).  So a record between two that
 * were separated goes to the side with which it has the stronger link; of two
 * equal ones, to the side of the lower-numbered of those that were separated.
 *
 * A record that fits two people who are not one (father and son of one name, and
 * no birth date) is linked to neither of them, unless the better link outweighs
 * the other by `margin`: as much as any link of the program's must weigh.
 */
#ifndef THROUGHLINE_LINKAGE_CLUSTER_H
#define THROUGHLINE_LINKAGE_CLUSTER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A record: its valid NHS number or "", what decides between equals, its birth
 * date or CIVIL_NONE, and the agency it is of where that holds nobody twice (or 0). */
struct cluster_record {
	const char *nhs;
	uint64_t rank;
	int32_t born;
	uint32_t source;
};
/* What became of a link. */
enum cluster_fate {
	FATE_JOINED,
	FATE_SEPARATED, /* a worker's word stands between */
	FATE_NHS,       /* two NHS numbers would be one person's */
	FATE_BORN,      /* two birth dates would, each of which is told too often for a slip */
	FATE_TWICE,     /* an agency that holds nobody twice would hold this person twice */
	FATE_AGAINST,   /* the rest of what is known speaks against it */
	FATE_RIVAL,     /* another person fits nearly as well */
};

struct cluster_edge {
	size_t a, b;   /* indexes of records */
	bool by_worker;
	double weight;
	enum cluster_fate fate; /* filled in */
};
struct cluster_cut { size_t a, b; };

/* What any two records say for (above 0) or against being one person. */
struct cluster_evidence {
	double (*weigh)(void *arg, size_t a, size_t b);
	void *arg;
};

struct cluster_rules {
	double margin;
	size_t born_least;
};

/* Records are numbered as they arrived, lowest first.  Sorts the edges and fills
 * in their fates.  group[i] becomes the lowest record of i's person.  False when
 * there is no memory. */
bool cluster_people(const struct cluster_record *, size_t n, struct cluster_edge *edges,
	size_t edge_n, const struct cluster_cut *cuts, size_t cut_n,
	const struct cluster_evidence *, const struct cluster_rules *, size_t *group);

#endif
