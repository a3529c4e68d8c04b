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
	bool is_silent;          /* nothing was received from it about anybody for feed.quiet.days … */
	int32_t heard;           /* … since this day, CIVIL_NONE never: no news is not that nothing happened */
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
	int waiting;             /* a referral without reply: for so many days; else -1 */
	bool is_overdue;         /* for longer than referral.reply.days */
};
/* The one to speak of where there are two. */
static inline const struct finding *journey_finding(const struct journey_row *r)
{
	return r->finding ? r->finding : r->together;
}
/* Of what is withheld the month alone is told, and no kind or status: these are "" then.  The day that
 * such an event has is the first of its month, to sort by; it may have been as late as the last. */
void journey_day(const struct journey_row *, char out[static 12]); /* 21 Nov 2025, Nov 2025 */
int32_t journey_last_day(const struct journey_row *);
const char *journey_kind(const struct journey_row *);
const char *journey_status(const struct journey_row *);
struct person {
	int64_t id;              /* internal: lowest-numbered record */
	char uuid[37];
	struct shown_field field[RF_COUNT];
	const char *called;      /* preferred or given name and family name, for a line */
	int32_t born;            /* CIVIL_NONE when unknown */
	struct death death;
	struct record *record; size_t record_n;    /* ascending */
	struct involved *involved; size_t involved_n; /* newest contact first */
	struct journey_row *row; size_t row_n;     /* newest first */
	const char *lead;        /* the worker who leads; "" somebody is wanted, NULL nobody asked */
	int32_t lead_since;
	int64_t lead_seen;       /* the word it rests on, 0 none: for a handover (lead.h) */
	int broken_minutes;      /* so long the viewer has broken the glass of this person; 0: it is whole */
	const char *own_words;   /* text of the newest `view` event, or NULL */
	struct { const char *text; int32_t since, review; int64_t agency; } *warning; size_t warning_n;
	struct history *history; /* of the events the viewer may see */
	size_t *history_row;     /* history event index → index into row */
	uint32_t *row_by_event;  /* indexes into row, by event id: for person_row() */
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

/* Who has asked about a domain, best first (known_sources()). */
enum status person_known_sources(struct session *, const struct person *, int domain, struct arena *,
	struct answer **out, size_t *n, struct err *);

/* The row of p that holds the event, or NULL. */
const struct journey_row *person_row(const struct person *, int64_t event);
/* Of an event by its place in p->history, as answers have it. */
static inline const struct journey_row *person_row_at(const struct person *p, size_t place)
{
	return &p->row[p->history_row[place]];
}

/* The event's place in p->history; false where it is not there: it may not be seen whole. */
bool person_event_index(const struct person *, const struct journey_row *, size_t *index);

/* An agency's code on this person's papers: what it is shown as, where its name would tell
 * too much and nothing of it is seen whole. */
const char *person_agency_code(const struct person *, const struct agency *);

/* A part of a journey: all that is said must hold. */
struct journey_part {
	int64_t agency;          /* 0 any */
	int kind;                /* -1 any */
	domains_t domains;       /* 0 any; else any of these */
	int32_t from, to;        /* CIVIL_NONE: without bound; what lasted into them is in them */
};
#define JOURNEY_WHOLE ((struct journey_part){0, -1, 0, CIVIL_NONE, CIVIL_NONE})
bool journey_part_has(const struct journey_part *, const struct journey_row *);

/* Time in which nothing happened, between rows newest first: gap[i] is about the
 * time after row[i], up to the row before it in the list; after row 0, and where the
 * row before lies ahead, up to today.  Ends of stays count; while one lasts, or
 * support, there is nothing but that. */
struct journey_gap {
	int days;                        /* 0: not worth a word */
	const struct journey_row *but;   /* what went on meanwhile, or NULL … */
	int but_days;                    /* … for so many of them, from the first */
};
enum { JOURNEY_GAP_DAYS = 28 };          /* worth a word from here on */
enum status journey_gaps(const struct journey_row *const *row, size_t n, int32_t today, struct arena *,
	struct journey_gap **out, struct err *);

#endif
