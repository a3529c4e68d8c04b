/*
 * lead.h - who holds a person's coordination: one worker, or nobody, and then
 * somebody may be wanted.  A handover moves that role; `undo` (asked.h) takes it back.
 *
 * A lead of an agency that the viewer may see nothing of is "a worker of another agency".
 * Nothing else follows from it: a lead sees and may do what they saw and might before.
 */
#ifndef THROUGHLINE_LEAD_H
#define THROUGHLINE_LEAD_H

#include "case.h"

enum { LEAD_NOTE_MOST = 400 }; /* characters */

struct lead {
	const char *worker;    /* "": nobody, and somebody is wanted */
	const char *by, *note; /* who handed over, with which words or NULL */
	int32_t since;
	int64_t decision;      /* the word it rests on */
};
/* ST_NONE: nobody leads and nobody asked for one.  No look of its own: for those who
 * have opened the person. */
enum status lead_of(struct session *, int64_t person, struct arena *, struct lead *out, struct err *);

/* `to`: the worker who leads from now on; NULL: whoever asks; "": nobody, somebody is
 * wanted.  `seen`: the decision that was seen, 0 none; where another stands by now, it
 * is told and left; -1: whatever stands.  ST_USAGE: `to` is no worker's name, or, where
 * there are workers, of none whom leads_named() has of this person; leads already, or the
 * note is too long. */
struct handover {
	int64_t person;
	const char *to, *note;
	int64_t seen;
};
enum status lead_hand(struct session *, const struct handover *, struct err *);
/* Of many people in one stroke, all to the `to` and with the note of the first.  Those of whom
 * another word stands by now than was seen, or whom that worker leads already, are left, and
 * counted in *left; ST_USAGE where that is all. */
enum status leads_hand(struct session *, const struct handover *, size_t n, size_t *left, struct err *);

/* Those whom a worker leads (NULL: who asks), the latest first. */
enum status leads_list(struct session *, const char *worker, struct arena *, int64_t **person, size_t *n, struct err *);
/* Whom a handover may be meant for: who asks, and every worker who writes about people, may
 * open this person (0: of many, anybody) and whose name the viewer may know beside them;
 * without workers everybody who leads somebody. */
enum status leads_named(struct session *, int64_t person, struct arena *, const char ***name, size_t *n, struct err *);

#endif
