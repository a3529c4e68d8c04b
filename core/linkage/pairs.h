/*
 * pairs.h - what the linker goes by, and the link row that two records make
 * (private to linkage).
 */
#ifndef THROUGHLINE_LINKAGE_PAIRS_H
#define THROUGHLINE_LINKAGE_PAIRS_H

#include "linkage/cluster.h"
#include "linkage/judge.h"
#include "store_people.h"

/* Links that nobody weighed: of one Patient sent for several agencies, and of a
 * record made here to whom it was made for. */
#define SENT_AS_ONE "sent as one"
#define MADE_FOR "made here"
#define SENT_AS_ONE_WEIGHT 100.0
enum { ROW_TOLD = 200 }; /* room for any reason */

enum link_auto { LINK_OFF, LINK_CERTAIN, LINK_LIKELY };

/* The model fitted last, the bands and how far the linker goes by itself, all
 * from the settings.  Give it to guide_done(), also after a failure. */
struct guide {
	struct model model;
	struct bands bands;
	enum link_auto reach;
};
enum status guide_read(struct guide *, const struct store *, struct err *);
void guide_done(struct guide *);
/* The fitted model as it is kept, in the arena; NULL: none was. */
enum status guide_text(const struct store *, struct arena *, const char **out, struct err *);
/* How far the linker goes, and by what bands, is as it was read. */
enum status guide_is_set_so(const struct guide *, const struct store *, bool *, struct err *);
/* Keeps the model in the settings. */
enum status guide_keep(const struct guide *, struct txn *, struct err *);

/* linked or to-decide, of a band by its name. */
const char *link_state(const char *band, enum link_auto);

/* The records' shares are filled in.  a < b in the row; its texts are static.
 * Band unlikely: there is no link. */
void pair_row(const struct guide *, const struct normal *, const struct normal *,
	struct link_row *out);
/* The row as it is kept says what pair_row() says now; what became of a link since
 * (row_tell) is left out of account. */
bool pair_rows_equal(const struct link_row *kept, const struct link_row *now);

/* Of such a link which of the two it is; NULL for one that was weighed. */
const char *row_given(const struct link_row *);
/* Whether the program goes by it: people are made of such, whatever became of it. */
bool row_is_taken(const struct link_row *, enum link_auto);
/* What became of a link: its state, and its reason written to room where it says more. */
void row_tell(struct link_row *, enum cluster_fate, char room[static ROW_TOLD]);
/* What keeps people apart: a link outweighs another person's by as much as any
 * must weigh, and as sure is it that a birth date told so often is no slip. */
struct cluster_rules guide_rules(const struct guide *);

/* A record as people are made of it; lent by it.  One that does not say who it is
 * about, as those made here, shows of nobody that an agency holds them twice, and
 * speaks against nothing. */
struct cluster_record pair_member(const struct model *, const struct normal *);

/* What the two say for or against being one person, for those already gathered. */
double pair_evidence(const struct model *, const struct normal *, const struct normal *);
/* The same where the pair's total is known, and whose records they are. */
double evidence_bits(const struct model *, uint32_t agency, uint32_t other, double total);

#endif
