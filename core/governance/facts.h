/*
 * facts.h - what the store says that bears on who sees what (private to core/governance).
 */
#ifndef THROUGHLINE_GOVERNANCE_FACTS_H
#define THROUGHLINE_GOVERNANCE_FACTS_H

#include "care/work.h"

enum {
	REASON_DAYS = 28,         /* a reason holds so long */
	GLASS_MINUTES = 60,       /* broken glass */
	ACCEPTED_DAYS = 365,      /* a referral that was accepted counts so long */
	VISIT_DAYS = 28,          /* about to visit: planned within so many days */
};

/* Settings: `sharing.nhs.housing`, `sharing.agency.CODE`, `sharing.instrument.CODE`. */
#define SETTING_SHARING "sharing."
#define SETTING_SHARING_AGENCY "sharing.agency."
#define SETTING_SHARING_INSTRUMENT "sharing.instrument."

enum status sharing_rules_read(const struct session *, struct arena *, const struct sharing_rules **out, struct err *);
/* What they say of an agency; one that they do not know is of no sector and sends what is standard. */
struct agency_rule rules_agency(const struct sharing_rules *, int64_t agency);

struct facts_kept {
	struct sharing sharing;
	struct civil broken_at;  /* UTC, absent where the glass is whole */
};
enum status facts_read(const struct session *, const struct sharing_rules *, int64_t person, struct arena *,
	struct facts_kept *out, struct err *);
/* As of now: broken glass does not stay so. */
const struct sharing *facts_at(struct facts_kept *);

#endif
