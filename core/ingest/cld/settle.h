/*
 * settle.h - what of a record's Client Level Data follows from all that imports told of it:
 * which requests are one, what the reasons of its reviews tell of, and which services a death
 * ended (private to ingest).  Whatever changes a record's rows begins and ends with these.
 */
#ifndef THROUGHLINE_INGEST_CLD_SETTLE_H
#define THROUGHLINE_INGEST_CLD_SETTLE_H

#include "care/work.h"

/* A request by its name; it may stand for several, which are told apart and settled here. */
bool cld_is_request(const struct event *);
/* It may have a part in what is settled. */
bool cld_is_settled(const struct event *);
/* After rows of the record changed, or (import not 0) what that import brought went; was_ended: one
 * of its services was as a death ended it before.  Where an event is another now its person is
 * touched, and *is_other. */
enum status cld_settle(struct work *, int64_t record, int64_t import, bool was_ended, struct arena *, bool *is_other,
	struct err *);

/* Of these: what a review's reason tells of (reasons.c), the services that a death ends (deaths.c). */
enum status cld_reasons_settle(struct work *, const struct record *, struct arena *, bool *is_other, struct err *);
enum status cld_deaths_settle(struct txn *, const struct record *, struct arena *, bool *is_other, struct err *);

/* What the words of a review's reason tell of, as an event of that name, and what the review
 * resets by it; false: of nothing that happened. */
bool cld_reason_of(const char *words, struct event *review, const char *ref, struct event *out);
#define CLD_REVIEW_SYSTEM "urn:cld:event-type"
#define CLD_REVIEW_CODE "Review"
#define CLD_REVIEW_TITLE "Review: "

#endif
