/*
 * withheld.h - what of a person is withheld from the worker, and the two ways to see it all
 * the same: to say why it is needed, and to break the glass.
 */
#ifndef THROUGHLINE_WITHHELD_H
#define THROUGHLINE_WITHHELD_H

#include "app.h"
#include "journey.h"
#include "widgets/page.h"

/* Asks why, and keeps the answer; false: the verb is neither of the two. */
bool withheld_act(struct app *, enum act, int64_t person);
/* Why there is nothing to say it for; NULL: there is, or the verb is neither of the two. */
const char *withheld_why_not(const struct person *, enum act);

/* In place of what an event was, where it is withheld; and under it, where saying why opens
 * it, the key. */
const char *withheld_told(enum seen);
void withheld_offer(struct page *, enum seen);

extern const char WITHHELD_REASON_KEPT[], WITHHELD_GLASS_BROKEN[], WITHHELD_KEY[];

#endif
