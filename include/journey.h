/*
 * journey.h - one person, for the screen: who they are, who is involved, and
 * everything that happened across agencies.
 *
 * Every function asks may_see() for each event and leaves out or thins what the
 * viewer may not see; person_open() writes the look to the audit before
 * anything is returned, and a store that cannot be written shows nobody.
 */
#ifndef THROUGHLINE_JOURNEY_H
#define THROUGHLINE_JOURNEY_H

#include "case.h"
#include "duplicates.h"

enum seen { SEE_FULL, SEE_REASON, SEE_EXISTS, SEE_NOTHING };

struct shown_field {
	const char *value;       /* NULL: nobody states it */
	int64_t agency;          /* who says so */
	int64_t record;          /* in which record */
	bool is_disputed;        /* another record states another value */
};
struct involved {
	int64_t agency;
	const char *practitioner, *role; /* of the newest event that names one */
	int32_t since, last;             /* first event; last contact, CIVIL_NONE when none */
	size_t records, events;
};
struct journey_row {
	struct event event;      /* thinned to what may be seen */
	enum seen seen;
	const struct finding *finding;   /* the duplicate found on it, or NULL */
	const struct finding *together;  /* likewise */
	enum verdict state;      /* of finding, else of together */
	const struct decision *decision; /* or NULL */
	bool cannot_judge;       /* an assessment without domains */
	const char *instrument;  /* resolved code or NULL */
	domains_t domains;       /* as the rule took them */
	const char *title;       /* what to call it on a line: its title, else its instrument's name, else its kind */
};
struct person {
	int64_t id;              /* internal: lowest-numbered record */
	char uuid[37];
	struct shown_field field[RF_COUNT];
	const char *called;      /* preferred or given name and family name, for a line */
	int32_t born, died;      /* CIVIL_NONE when unknown */
	struct record *record; size_t record_n;    /* ascending */
	struct involved *involved; size_t involved_n; /* newest contact first */
	struct journey_row *row; size_t row_n;     /* newest first */
	const char *own_words;   /* text of the newest `view` event, or NULL */
	struct { const char *text; int32_t review; int64_t agency; } *warning; size_t warning_n;
	struct history *history; /* of the events the viewer may see */
	size_t *history_row;     /* history event index → index into row */
	size_t asked_again;      /* findings with state open */
};
/* Writes the look to the audit, then reads all of it.  *p lives in the arena. */
enum status person_open(struct session *, int64_t person, struct arena *, struct person **p, struct err *);
/* The same without a new audit row, for re-reading what is on the screen already. */
enum status person_reread(struct session *, int64_t person, struct arena *, struct person **p, struct err *);

/* Known: domains × who; answers as known_judge() gives them, their indexes into
 * p->history's events (see history_row). */
enum status person_known(struct session *, const struct person *, const struct known_query *,
	struct arena *, struct answer **out, size_t *n, struct err *);

/* The row of p that holds the event, or NULL. */
const struct journey_row *person_row(const struct person *, int64_t event);

#endif
