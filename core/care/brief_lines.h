/*
 * brief_lines.h - gathering the parts of a brief (private to care).
 */
#ifndef THROUGHLINE_CARE_BRIEF_LINES_H
#define THROUGHLINE_CARE_BRIEF_LINES_H

#include "brief.h"
#include "care/work.h"
#include "journey/shown.h"

struct briefing {
	struct session *session;
	const struct person *person;
	struct arena *arena;
	struct brief *brief;
};

/* Adds a line to a part whose room is known; `agency` 0: none.  NULL texts of a line
 * that must have them are for want of memory. */
enum status brief_room(struct briefing *, enum brief_part, size_t most, struct err *);
void brief_add(struct briefing *, enum brief_part, int64_t agency, struct brief_line);
/* "24 Nov"; NULL without memory. */
const char *brief_day(const struct briefing *, int32_t day);

/* The last days, what is planned, and what may not be seen, counted. */
enum status brief_events(struct briefing *, struct err *);
enum status brief_referrals(struct briefing *, struct err *);
enum status brief_asked(struct briefing *, struct err *);

/* What is known, by whom and until when, and what lapsed or was reset. */
enum status brief_known(struct briefing *, struct err *);

#endif
