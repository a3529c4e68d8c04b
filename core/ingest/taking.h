/*
 * taking.h - one run on its way into the store (private to take*.c): how far it is,
 * and its parts: the commit, the steps after it, and how it is taken up again.
 */
#ifndef THROUGHLINE_INGEST_TAKING_H
#define THROUGHLINE_INGEST_TAKING_H

#include "care/pace.h"
#include "ingest/take.h"
#include "linkage/linking.h"

enum step { STEP_ROWS, STEP_KEYS, STEP_UUIDS, STEP_GROUPS, STEP_MADE, STEP_LINK, STEP_OVER };
/* What the store keeps of it in pending.step: everybody is being linked anew. */
enum { KEPT_WHOLE = 1 };

struct taking {
	struct applying apply;
	struct batch *batch;
	struct import_row *row;
	struct pending pending;
	char mark[STAGING_MARK];
	uint64_t done;     /* of the plan, or of the noted records */
	enum step step;
	struct pace pace;
	struct uuids uuids; /* of records that arrived */
	size_t grouped;    /* so many of the groups' rows are linked */
	int64_t *made;     /* records made here */
	size_t made_n, made_at;
	bool is_gathered;  /* the noted, the groups and those are all there, in order */
	struct linking *linking;
	char detail[300];  /* for the audit */
	uint64_t rejects_at; /* so far they are put */
	struct saved {
		size_t noted, groups, keys, keys_put, uuids_put, grouped, made_at;
		struct tally tally;
		struct moves moves;
		uint64_t done;
		enum step step;
	} saved; /* how it was when the transaction began */
};

/* The batch and the row are the caller's; what it holds goes with taking_done(), also after a failure. */
enum status taking_begin(struct taking *, struct batch *, struct import_row *, struct err *);
void taking_done(struct taking *);

/* The run is there from now on: its number, what was set aside, its agencies (take_commit.c). */
enum status taking_commit(struct taking *, struct err *);
/* From where it stands to its end, in short transactions (take.c). */
enum status taking_go(struct taking *, struct err *);
/* The last transaction, on the disk before the rows go (take.c). */
enum status taking_over(struct taking *, struct err *);
/* How far it is, kept with what the transaction did (take.c). */
enum status taking_keep(struct taking *, struct err *);

/* As much of the step that it is at as there is time for; the next step where it is done (take_steps.c). */
enum status taking_step(struct taking *, struct err *);
/* Outside of a transaction: what was gathered put in order, and whatever needs no lock (take_steps.c). */
enum status taking_between(struct taking *, struct err *);

#endif
