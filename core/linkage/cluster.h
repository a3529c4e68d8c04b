/*
 * cluster.h - people from links (private to linkage).  Pure, and a function of
 * links and decisions alone, so that whatever is undone leaves no trace.
 *
 * Links are taken one after another: workers' first, then the program's by
 * falling weight, then by the records' rank, which owes nothing to their arrival.
 * One is left out where it would put together
 * two records that a worker separated, or, being the program's, two sets of
 * records whose NHS numbers have none in common, or that speak against each other
 * on the whole (evidence NULL: nothing speaks against anything).  So a record between two that
 * were separated goes to the side with which it has the stronger link; of two
 * equal ones, to the side of the lower-numbered of those that were separated.
 */
#ifndef THROUGHLINE_LINKAGE_CLUSTER_H
#define THROUGHLINE_LINKAGE_CLUSTER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A record: its valid NHS number or "", and what decides between equals. */
struct cluster_record {
	const char *nhs;
	uint64_t rank;
};
struct cluster_edge {
	size_t a, b; /* indexes of records */
	bool by_worker;
	double weight;
};
struct cluster_cut { size_t a, b; };

/* What any two records say for (above 0) or against being one person. */
struct cluster_evidence {
	double (*weigh)(void *arg, size_t a, size_t b);
	void *arg;
};

/* Records are numbered as they arrived, lowest first.  Sorts the edges.  group[i]
 * becomes the lowest record of i's person.  False when there is no memory. */
bool cluster_people(const struct cluster_record *, size_t n, struct cluster_edge *edges,
	size_t edge_n, const struct cluster_cut *cuts, size_t cut_n,
	const struct cluster_evidence *, size_t *group);

#endif
