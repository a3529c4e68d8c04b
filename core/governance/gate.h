/*
 * gate.h - content of the store as a session's viewer may see it (private to core).
 *
 * Whoever shows, counts, exports or suggests reads through here.  What decides, links,
 * judges and writes reads the store itself; tests/house/gate.test names those files.
 */
#ifndef THROUGHLINE_GOVERNANCE_GATE_H
#define THROUGHLINE_GOVERNANCE_GATE_H

#include "care/work.h"

/* Nothing is withheld from this viewer: no workers are set up, or it is the owner. */
bool sees_all(const struct session *);

/* What is known about a person that bears on what the viewer sees, NULL where they see
 * all; lent, and kept while some thousand others are asked about. */
enum status sharing_of(const struct session *, int64_t person, const struct sharing **out, struct err *);
/* The rules of this state of the store, lent likewise. */
enum status sharing_rules_of(const struct session *, const struct sharing_rules **out, struct err *);
/* A number that changes as glass broken for the viewer, of anybody looked at of late, comes closer to being
 * whole; 0: none is broken. */
int gate_glass(const struct session *);
void gate_forget(const struct session *); /* what was written here meanwhile is read anew */
void gate_free(struct gatehouse *);

/* Whether the person may be found at all: one of their records exists for the viewer. */
enum status person_is_seen(const struct session *, int64_t person, bool *is, struct err *);

/* Nothing of who they are or where they are is kept from the viewer: every record of theirs
 * exists for them, and none is hidden. */
enum status person_is_open(const struct session *, int64_t person, bool *is, struct err *);

/* As store_person_records(), without those that do not exist for the viewer and without
 * what they may not see of the others; n is 0 for somebody who may not be found. */
enum status seen_records(const struct session *, int64_t person, struct arena *, struct record **out, size_t *n,
	struct err *);
/* As store_record_get(); ST_NONE also where it does not exist for the viewer. */
enum status seen_record(const struct session *, int64_t id, struct arena *, struct record *out, struct err *);
/* Whose record it is, by numbers alone: false in *is where it does not exist for the viewer. */
enum status record_number_seen(const struct session *, struct record *, bool *is, struct err *);
/* As store_record_versions(), each cut as the record itself; none where it is not seen whole. */
enum status seen_versions(const struct session *, int64_t record, struct arena *, struct record_version **out,
	size_t *n, struct err *);
/* How the viewer sees a record, and whether they may see where its person lives; neither of one that is nobody's. */
enum status record_is_seen_as(const struct session *, int64_t record, enum seen *as, bool *where, struct err *);
/* The record is seen whole, and where the person is. */
enum status record_is_whole(const struct session *, int64_t record, bool *is, struct err *);
/* It exists for the viewer, and its person's whereabouts are not hidden. */
enum status record_is_placed(const struct session *, int64_t record, bool *is, struct err *);

/* Events of one person, each as it may be seen: those that do not exist for the viewer
 * are gone, the others cut to what `seen` says of them. */
struct seen_events { struct event *event; enum seen *seen; size_t n; bool is_all; /* nothing is withheld */ };
enum status seen_events(const struct session *, int64_t person, struct arena *, struct seen_events *out, struct err *);
/* The same as they were sent, for who judges by them and tells of them no more than
 * `seen` allows; has_gone: some do not exist for the viewer. */
struct existing { struct event *event; enum seen *seen; size_t n; bool has_gone; };
enum status existing_events(const struct session *, int64_t person, struct arena *, struct existing *out, struct err *);
/* Those that are seen whole. */
enum status seen_whole(const struct session *, int64_t person, struct arena *, struct event **out, size_t *n,
	struct err *);
/* Of all events of one person those that are seen whole, in a new array. */
enum status events_whole(const struct session *, int64_t person, const struct event *, size_t n, struct arena *,
	struct event **out, size_t *out_n, struct err *);
/* One event, whoever's it is; ST_NONE where it does not exist for the viewer. */
enum status seen_event(const struct session *, int64_t id, struct arena *, struct event *out, enum seen *,
	struct err *);
bool event_is_whole(const struct session *, const struct event *); /* also false where that cannot be read */

/* What an event is called where it is shown: its title, its instrument's name, or its kind.  Where names are hidden
 * (session_options) a title that may tell one is passed over; of a warning it is "masked". */
const char *seen_title(const struct session *, const struct event *, const char *instrument);
/* No more of it than that, where names are hidden. */
void event_mask(const struct session *, struct event *);

/* What all events of a person are, and what a record is, whoever looks: for what is to be given to
 * the person themselves.  By event, ascending. */
struct event_nature_of { int64_t event; struct nature nature; };
enum status natures_known(const struct session *, int64_t person, struct arena *, struct event_nature_of **out, size_t *n,
	struct err *);
enum sensitivity record_sensitivity(const struct session *, const struct record *);
/* Neither it nor its record is sensitive; also false where that cannot be read. */
bool event_is_everyday(const struct session *, const struct event *);

/* Findings of one person, rows as stored: those on events that are not seen whole are
 * gone, and what is found rests on nothing that does not exist for the viewer. */
struct finding_row;
enum status findings_seen(const struct session *, int64_t person, struct finding_row *, size_t *n, struct arena *,
	struct err *);

/* The same of many people's, in the order that they have. */
enum status findings_seen_each(const struct session *, struct finding_row *, size_t *n, struct arena *, struct err *);

/* Whom to ask for what is withheld: "Riverside NHS, 01999 501943". */
const char *whom_to_ask(const struct session *, int64_t agency, struct arena *);

/* How much is told of an agency as such: all, to who takes files in; to who works with people
 * that it sends, by the name that it is shown as, and no numbers, for these count what is
 * hidden too; nothing where it is hidden, or the matrix gives them nothing of its sector. */
enum tells { TELLS_ALL, TELLS_NAME, TELLS_NOTHING };
enum status agency_told(const struct session *, const struct agency *, enum tells *out, struct err *);
/* The same of the partnership in figures, which names each but the hidden to who sees figures alone. */
enum status agency_figured(const struct session *, const struct agency *, enum tells *out, struct err *);
const char *agency_code_told(const struct session *, const struct agency *, enum tells);

/* Whether the viewer may name it by its agency's code and number: not where only its existence is told,
 * by another name of the agency's. */
enum status record_is_named(const struct session *, const struct record *, bool *is, struct err *);
/* It was cut to what its agency is shown as (seen_record). */
bool record_is_veiled(const struct record *);

/* A worker's name beside something about this person (0: nobody in particular), as the
 * viewer may see it: "a worker of another agency" where they see nothing of theirs, or by
 * the name that it is shown as; the name itself to who keeps the log or the workers, and
 * of who is of no agency.  Never fails; the name that was given, or a text in the arena. */
const char *worker_shown(const struct session *, const char *worker, int64_t person, struct arena *);
/* An event's practitioner likewise, where it was written on another agency's record. */
const char *author_shown(const struct session *, const struct event *, int64_t person, struct arena *);
/* The same for the person themselves: whose worker it is they are told by the name that the agency is shown as. */
const char *author_for_them(const struct event *, struct arena *);
/* What `worker` wrote about a person, for an agency or (0) themselves, is for the viewer to read: it is
 * their own, or for theirs; else both agencies' everyday events are seen in full. */
enum status words_are_seen(const struct session *, int64_t person, const char *worker, int64_t agency, bool *is,
	struct err *);
/* The decision with its worker as shown; NULL only of NULL, or without memory. */
const struct decision *decision_shown(const struct session *, const struct decision *, int64_t person, struct arena *);

/* A name or number that led the viewer to nobody, in the audit: with whom it leads to, or 0.  They are
 * told the same of either. */
void tried_in_vain(struct session *, int64_t person);

/* Works with people.  Others see figures, the log, imports. */
bool works_with_people(const struct session *);

#endif
