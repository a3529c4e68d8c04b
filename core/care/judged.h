/*
 * judged.h - keeping the stored findings in step with what they were judged by:
 * the day, the threshold and the catalogue (private to core).
 */
#ifndef THROUGHLINE_CARE_JUDGED_H
#define THROUGHLINE_CARE_JUDGED_H

#include "care/work.h"

#define SETTING_JUDGED_ON "judged.on"
#define SETTING_JUDGED_BY "judged.by"
#define SETTING_THRESHOLD "duplicate.threshold"

/* Where the day, the threshold or the catalogue differs from what the store was
 * judged by, judges anew whom it concerns and remembers it, in short writes; also what
 * somebody left of that who did not come to its end, unless another is at it by now.  One judges
 * the day for all: the others wait, or (ST_BUSY) come again later. */
enum status judged_keep(struct session *, bool waits, struct err *);

/* Inside a write: from here on everybody is judged by the session's rule; then outside,
 * whoever was not yet. */
enum status judged_anew(struct work *, struct err *);
enum status judged_rest(struct session *, struct err *);

/* Inside a write: the session still judges as the store does.  Another session's
 * change of the threshold is followed; ST_USAGE when the catalogue changed. */
enum status judged_agrees(struct work *, struct err *);

/* The session's rule is what the store is judged by from here on. */
void judged_mark(struct session *);

/* The threshold as set, else one half. */
enum status threshold_read(const struct store *, struct arena *, struct rule *, struct err *);

#endif
