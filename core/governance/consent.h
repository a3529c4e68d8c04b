/*
 * consent.h - consent, refusals and overrides: what may be said of whose side, and what
 * stands against what (private to core).
 */
#ifndef THROUGHLINE_GOVERNANCE_CONSENT_H
#define THROUGHLINE_GOVERNANCE_CONSENT_H

#include "access.h"
#include "arena.h"
#include "care/work.h"
#include "store_sharing.h"

static inline bool is_consent(enum sharing_kind kind)
{
	return kind <= SAID_SIGNED;
}

/* The day that a text says, `otherwise` where it says nothing; ST_USAGE with a sentence. */
enum status said_day(const char *text, int32_t today, int32_t otherwise, int32_t *out, struct err *err);
/* Whose, to whom, for what, who gave it, how and until when; of the rest `row` has what it had. */
enum status consent_settle(struct session *, const struct saying *, struct arena *, struct sharing_said *row, struct err *);
/* Whether the viewer may say it of this person; ST_DENIED with a sentence. */
enum status consent_may(struct session *, int64_t person, const struct sharing_said *row, struct err *);
/* Whether a word of the viewer's own may be taken back, or brought again: a refusal within a day of its
 * being recorded, since until then it was a slip. */
bool consent_may_undo(const struct session *, const struct sharing_said *, bool is_on);
/* One word of a person's as access_said() tells it; *is false where it leaves that out. */
enum status consent_told(struct session *, int64_t person, const struct sharing_said *, struct arena *, struct said *out,
	bool *is, struct err *);
/* For the audit: "given, agency HSG, to GPX, for care". */
const char *consent_detail(const struct session *, const struct sharing_said *, struct arena *);

#endif
