/*
 * writing.h - what workers write by hand: contacts, notes, changes of circumstances,
 * concerns, a person's own words, planned assessments.  Offered by core.
 *
 * What is written is an event like any other.  It hangs on the record that the worker
 * stands on, else on their agency's record of that person, else on one made for it;
 * references that begin with MADE_HERE tell it from what agencies sent.
 *
 * Once workers are set up, whose record it may be is a rule of its own.  A worker stands
 * on any record that they see whole, whichever agency's.  Otherwise they write for their
 * own agency alone; only who is of the partnership as a whole, and whose role has
 * MAY_WRITE_FOR, for each that they name.  Anything else is refused and audited, by a
 * sentence that is the same whatever records there are.  An event on a record that is not
 * the writer's agency's names both: "j.obi of ASC".
 *
 * Event, audit row and the person's findings are one transaction, and `undo` (asked.h)
 * leaves the content of the store as it was.
 */
#ifndef THROUGHLINE_WRITING_H
#define THROUGHLINE_WRITING_H

#include "case.h"
#include "duplicates.h"

struct writing {
	enum event_kind kind;    /* contact, note, change, concern, view; assessment: a planned one */
	int64_t person;
	int64_t record;          /* of theirs, that the worker stands on; 0 none */
	const char *agency;      /* code: whose record it hangs on; NULL: the record's, else the worker's own */
	const char *on;          /* YYYY-MM-DD; NULL today */
	const char *text;        /* the worker's words, or the person's; at most WRITING_MOST characters */
	const char *code;        /* of a change, in the catalogue; NULL: none */
	const char *code_system; /* with the code of a note: what it answers, as MOVE_SYSTEM */
	const char *resets;      /* change without a code, concern: `;` list of domains, NULL none */
	const char *instrument;  /* of a planned assessment */
};
enum { WRITING_MOST = 2000 };
/* The note that no move was one (moves.h). */
#define MOVE_SYSTEM "urn:throughline:move"
#define MOVE_CORRECTED "correction"

struct written {
	int64_t event, record;   /* 0 where it was only tried */
	const char *address;     /* AGENCY:source_ref */
	const char *hangs_on;    /* AGENCY:local_id; only tried, of a record to be made: AGENCY */
	int64_t agency;
	bool makes_record;
	const char *title;       /* what it is called on a line */
	int32_t on;
	domains_t resets;        /* what is known of these no longer holds */
};
/* ST_USAGE: something is missing, too long or no day that can be; ST_NONE: the person
 * is nobody's.  Trying writes the look to the audit. */
enum status writing_try(struct session *, const struct writing *, struct arena *, struct written *, struct err *);
enum status writing_put(struct session *, const struct writing *, struct arena *, struct written *, struct err *);

/* Where it may hang, by the rule above: records of theirs that the worker sees whole, then
 * agencies for which one would be made. */
struct writing_place { int64_t record, agency; const char *code, *local_id; }; /* record 0: one is made */
enum status writing_places(struct session *, int64_t person, struct arena *, struct writing_place **out, size_t *n, struct err *);

/* What stands between a worker's name and their agency, in an event's practitioner. */
#define WRITTEN_OF " of "
#define WRITTEN_OF_ALL "the partnership"
/* It was written here, on a record that is not the writer's agency's. */
static inline bool is_written_for_another(const struct event *e)
{
	return is_made_here(e->source_ref) && e->practitioner && strstr(e->practitioner, WRITTEN_OF);
}

/* The record that a PERSON told as AGENCY:local_id is; 0 where told otherwise. */
enum status writing_stands_on(struct session *, const char *person, int64_t *record, struct err *);

/* The worker's own agency, NULL where none is known: once workers are set up the one that
 * they are of.  For who has none (nobody is set up, or of the partnership as a whole) the
 * code behind the @ of their name, else the setting `worker.agency`. */
const struct agency *session_own_agency(struct session *);

/* Before an assessment is planned for a day: who asked about the same, "Occupational
 * therapy at City Hospital asked about mobility and home 12 days ago: ring 01999
 * 500100", who covers most first; who plans to ask the same at about that time; and
 * what remains to be asked. */
struct plan_check {
	struct plan_known {
		const char *sentence;
		int64_t agency;
		domains_t domains;
		int32_t on;
	} *known;
	size_t known_n;
	domains_t remaining;     /* counted domains that nobody answers */
	const char *remains;     /* in words, "" nothing */
	const char *together;    /* a sentence, or NULL */
	int64_t agency;          /* whose assessment it would be; 0 where nobody says */
	struct death death;
};
struct person;
/* As for a writing_put() of the same; no further row in the audit. */
enum status plan_check(struct session *, const struct person *, const struct writing *,
	struct arena *, struct plan_check *, struct err *);

/* Desks --------------------------------------------------------------------- */

/* What was typed in a form about a person and is not written yet, as the form wrote
 * it; NULL or "" removes it.  Only the worker's own. */
struct draft {
	const char *form;        /* which form: its own word */
	int64_t person;
	const char *called;      /* the person's name for a line */
	const char *at;          /* RFC 3339, UTC */
	const char *text;
};
enum status draft_keep(struct session *, const char *form, int64_t person, const char *text, struct err *);
/* ST_NONE: there is none. */
enum status draft_get(struct session *, const char *form, int64_t person, struct arena *, const char **text, const char **at,
	struct err *);
enum status drafts_list(struct session *, struct arena *, struct draft **out, size_t *n, struct err *); /* newest first */

/* People whom the worker keeps in view. */
enum status star_turn(struct session *, int64_t person, bool *is_on, struct err *);
/* Many in one stroke, put on or taken off; those that are so already are left, and not in *done. */
enum status stars_set(struct session *, const int64_t *person, size_t n, bool is_on, size_t *done, struct err *);
enum status stars_list(struct session *, struct arena *, int64_t **person, size_t *n, struct err *);

/* A person's actions: to do first, by day. */
struct action_line {
	int64_t id, person, agency; /* agency 0: the worker does it */
	int64_t event;              /* what it is about, or 0 */
	const char *worker, *what;
	const char *who, *uuid;     /* the person, of actions_list() only */
	int32_t by;
	bool is_done;
	bool is_veiled;             /* of somebody not opened, for others to do: what it is, and who does it, is told
	                             * once it is said why one looks (access.h); with actions_list() both are "" */
};
enum status actions_of(struct session *, int64_t person, struct arena *, struct action_line **out, size_t *n, struct err *);
/* Everybody's that are to be done by `until`, by day; at most `limit` (0: all). */
enum status actions_due(struct session *, int32_t until, size_t limit, struct arena *, struct action_line **out, size_t *n,
	struct err *);
/* For a list of them with who it is about, in the audit as one: a person's, done or not;
 * of person 0 all that are to be done. */
enum status actions_list(struct session *, int64_t person, struct arena *, struct action_line **out, size_t *n, struct err *);
/* Tell the assessor: a text of the least that is needed, for an assessment that is yet
 * to come: by the assessor's own number of the person, what is known, from whom, whom
 * to ring, what remains to be asked.  ST_USAGE: there is nothing to tell. */
struct telling {
	int64_t agency;          /* who is told */
	const char *text;
	int32_t by;              /* the day before, today at the earliest */
};
enum status tell_make(struct session *, const struct person *, int64_t event, struct arena *, struct telling *, struct err *);
/* Keeps it as an action of the worker's, to do by a day (YYYY-MM-DD) or done already;
 * `undo` takes it back. */
enum status action_keep(struct session *, int64_t person, int64_t event, const char *what, const char *by, bool is_done,
	struct err *);
/* One that an agency (0: the worker) is to do. */
enum status action_give(struct session *, int64_t person, int64_t agency, const char *what, const char *by, struct err *);
enum status action_done(struct session *, int64_t action, struct err *);
/* Of many in one stroke; those not to be done any more are left, and counted in *left. */
enum status actions_done(struct session *, const int64_t *action, size_t n, size_t *left, struct err *);

#endif
