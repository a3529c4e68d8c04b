/*
 * anew.h - everybody judged anew: by another rule, threshold or catalogue, or because what is
 * stored is to be put right (private to core).
 *
 * One write says that it is so from here on; then whoever differs is judged some people at a
 * time, so that nobody waits for all of them.  Killed between the two, whoever opens the store
 * next goes on with it.
 */
#ifndef THROUGHLINE_CARE_ANEW_H
#define THROUGHLINE_CARE_ANEW_H

#include "care/work.h"

#define SETTING_JUDGED_LEFT "judged.left"

/* Inside the write that says by what the store is judged now. */
enum status anew_begin(struct work *, struct err *);
/* Judges whoever differs from what they would be by the session's rule, `by`, on its day, and then runs `end` in
 * the write that leaves nothing to do.  Where others said another `by` meanwhile, theirs goes on. */
enum status anew_finish(struct session *, const char *by, work_fn *end, struct err *);

#endif
