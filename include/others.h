/*
 * others.h - what others said of somebody while a worker has a form about them open.
 * Offered by core.
 *
 * A form remembers the newest word there was when what it stands on was read; whatever was decided,
 * linked, separated, written or taken back since about the same people is told in a
 * sentence, "m.lind 5 s ago: avoidable on Reablement, Reach 24 Nov", with no name and no
 * number of the person in it.  The people are on the screen: it is no further look.
 */
#ifndef THROUGHLINE_OTHERS_H
#define THROUGHLINE_OTHERS_H

#include "case.h"

struct others {
	int64_t person[2];  /* whom it is about; 0 nobody */
	int64_t since;      /* the newest word when they were read */
};

/* The number of the newest word that anybody said; 0 none. */
int64_t others_newest(struct session *);
/* What was said last of what was said since, and how much more; NULL: nothing. */
enum status others_said(struct session *, const struct others *, struct arena *, const char **sentence, struct err *);

#endif
