/*
 * hanging.h - whose record something written here hangs on (private to core); the rule
 * stands in writing.h.
 */
#ifndef THROUGHLINE_CARE_HANGING_H
#define THROUGHLINE_CARE_HANGING_H

#include "care/work.h"
#include "writing.h"

struct hanging {
	int64_t agency, record; /* record 0: one is to be made */
	const char *code, *local_id;
};
/* ST_USAGE: nobody says whose, or no such agency; ST_DENIED: not the worker's to write
 * for, and *refused is then what the audit is to say; else as it was. */
enum status hanging_find(struct session *, const struct store *, const struct writing *, struct arena *,
	struct hanging *, const char **refused, struct err *);
/* Who writes it, as the event names them: "j.obi"; on another agency's record "j.obi of ASC".
 * NULL: no memory. */
const char *hanging_author(struct session *, const struct hanging *, struct arena *);

#endif
