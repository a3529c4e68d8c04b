/*
 * office.h - many workers at once on one store, each a process of its own, as over SSH:
 * they open people, write notes and decide findings.  What a worker was told is done is
 * kept outside the store, and compared with it at the end.
 *
 * For tests and for the bench; the caller owns the store, which must have been filled.
 */
#ifndef THROUGHLINE_TESTS_OFFICE_H
#define THROUGHLINE_TESTS_OFFICE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { OFFICE_MOST = 200, OFFICE_DEEDS = 20000 };

struct office {
	const char *store;
	int workers;          /* at most OFFICE_MOST */
	double seconds;
	double every;         /* seconds from one write of a worker to the next, and from one look to the next; 0: no pause */
	double kill_every;    /* seconds from one kill -9 of some worker to the next, who is replaced at once; 0: none */
	unsigned seed;        /* whom, whose, when */
	bool is_staffed;      /* they are made known first, as coordinators and practitioners of its agencies; each
	                       * leads some people, and says why where they open somebody else */
};

struct office_times { size_t n; double p50, p99, most; }; /* milliseconds */

struct office_seen {
	struct office_times writes, looks;
	int64_t log_most;     /* bytes of the -wal at most */
	size_t kills;
	size_t errors;        /* that a worker was shown */
	char error[400];      /* one of them */
};
/* Runs it; false where processes or memory could not be had. */
bool office_run(const struct office *, struct office_seen *);

/* Compares the store with what the workers of the last run were told; false with a sentence
 * in `why`: a write that was told done is not there, or twice, or without its row of the audit,
 * or one that was never tried is. */
bool office_holds(const struct office *, char *why, size_t room);
void office_close(void);

#endif
