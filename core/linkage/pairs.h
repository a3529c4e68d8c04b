/*
 * pairs.h - the link row that two records make, and how far the linker may go
 * by itself (private to linkage).
 */
#ifndef THROUGHLINE_LINKAGE_PAIRS_H
#define THROUGHLINE_LINKAGE_PAIRS_H

#include "linkage/normal.h"
#include "store_people.h"

#define SENT_AS_ONE "sent as one"

enum link_auto { LINK_OFF, LINK_CERTAIN, LINK_LIKELY };

/* The setting `link.auto`; certain where it is not set. */
enum status link_auto_read(const struct store *, struct arena *, enum link_auto *, struct err *);

/* linked or to-decide, of a band by its name. */
const char *link_state(const char *band, enum link_auto);

/* a < b in the row; its texts are static.  Band unlikely: there is no link. */
void pair_row(const struct normal *, const struct normal *, enum link_auto, struct link_row *out);
bool pair_rows_equal(const struct link_row *, const struct link_row *);

#endif
