/*
 * undoing.h - undo and redo as they go on: what comes next, and what stays (private to care).
 */
#ifndef THROUGHLINE_CARE_UNDOING_H
#define THROUGHLINE_CARE_UNDOING_H

#include "care/undone.h"
#include "store_findings.h"

typedef enum status next_fn(const struct store *, const char *worker, int64_t before, struct arena *,
	struct decision *out, struct err *err);

struct undoing {
	next_fn *next;
	bool is_redo;
	bool is_begun;       /* there was something to take back, or to bring again */
	struct arena *arena; /* the caller's: what it was lives there */
	struct undone undone;
	struct deed deed;
};

/* What is next: the worker's newest, save what they were told that stays: for good, or while they may not
 * open whom it is about.  ST_NONE. */
enum status undo_candidate(struct work *, const struct undoing *, struct decision *out, struct err *);
/* The newest thing that the worker did, where it cannot be taken back: told, with what comes next, and passed
 * over from now on.  *is false: it can.  `first` NULL: they decided nothing. */
enum status undo_stays(struct work *, struct undoing *, const struct decision *first, struct told *, bool *is, struct err *);
/* A work_fn of a struct undoing, after what is next was refused: it stays, likewise. */
enum status undo_pass_fn(struct work *, void *undoing, struct err *);

/* The word on sharing that a decision is about; *is false: erased meanwhile. */
enum status decided_sharing(struct work *, const struct decision *, struct sharing_said *out, bool *is, struct err *);

#endif
