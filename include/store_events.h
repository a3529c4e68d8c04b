/*
 * store_events.h - what happened on people's journeys.
 */
#ifndef THROUGHLINE_STORE_EVENTS_H
#define THROUGHLINE_STORE_EVENTS_H

#include "model.h"
#include "store_people.h"

/* By (agency, source_ref): e->record, agency and source_ref say which; e->id is
 * ignored.  The event keeps its id when it moves to another record; then and
 * otherwise *was_record (may be NULL) is the record that held it before, 0 if new. */
enum status store_event_put(struct txn *, const struct event *e, int64_t import, int64_t *id, int64_t *was_record, enum put *,
	struct err *);
/* The same of files that were taken in before: as store_record_put_behind(). */
enum status store_event_put_behind(struct txn *, const struct event *e, int64_t import, int32_t day, int64_t *id,
	int64_t *was_record, enum put *, bool *behind, struct err *);
/* This import's version of it, put or sent as it was, has so much from the one before:
 * a list of practitioner, role, responded_on, part:REF and ref:REF (its address, which is
 * this for itself).  It goes when that goes. */
enum status store_event_carried(struct txn *, int64_t event, int64_t import, const char *what, struct err *);
/* After a version was put behind others: those after it have from it what they carry. */
enum status store_event_settle(struct txn *, int64_t event, bool *is_other, struct err *);
enum status store_event_get(const struct store *, int64_t id, struct arena *, struct event *out, struct err *);
/* What it said when this import was the newest; ST_NONE: nothing was there. */
enum status store_event_by(const struct store *, int64_t id, int64_t import, struct arena *, struct event *out, struct err *);
/* The import that brought what is in force; 0: none did. */
enum status store_event_import(const struct store *, int64_t id, int64_t *import, struct err *);
enum status store_event_find(const struct store *, const char *agency_code, const char *source_ref, int64_t *id, struct err *);
/* Those in force of this agency whose source_ref lies from `from` up to `to`, by it. */
struct called_event { int64_t id; const char *title; };
enum status store_events_called(const struct store *, int64_t agency, const char *from, const char *to, struct arena *,
	struct called_event **out, size_t *n, struct err *);
/* The event that holds `part` among its parts (or as its source_ref), ST_NONE otherwise. */
enum status store_event_by_part(const struct store *, int64_t agency, const char *part, int64_t *id, struct err *);

/* What was written here (import 0) is out of force, or again what it was before; and
 * the same undone.  Left alone where an import has sent it since: *is_other tells. */
enum status store_event_take_back(struct txn *, int64_t event, bool *is_other, struct err *);
enum status store_event_bring_again(struct txn *, int64_t event, bool *is_other, struct err *);
/* The record that it hangs on, in force or not. */
enum status store_event_made_on(const struct store *, int64_t event, int64_t *record, struct err *);

/* All of a person's events, oldest first (start, then agency code, source_ref). */
enum status store_person_events(const struct store *, int64_t person, struct arena *, struct event **out, size_t *n,
	struct err *);
/* A record's events of one kind, oldest first. */
enum status store_record_events(const struct store *, int64_t record, enum event_kind, struct arena *, struct event **out,
	size_t *n, struct err *);
/* Person after person, every person that has events: for full sweeps.  `died` is
 * what the person's records say of a death.  The arrays live until give returns. */
typedef enum status person_events_fn(void *arg, int64_t person, const struct event *, size_t n, struct death died, struct err *);
enum status store_events_sweep(const struct store *, person_events_fn *give, void *arg, struct err *);
/* What the rule reads of everybody's events: gists (gist.h) of some of one person's at a
 * time, which live until give returns; in no order. */
typedef enum status gists_fn(void *arg, int64_t person, const char *gists, size_t length, struct err *);
enum status store_gists_sweep(const struct store *, gists_fn *give, void *arg, struct err *);
/* Every date of death that a record in force states; by person, then day. */
struct dated_death { int64_t person; int32_t day; };
enum status store_deaths(const struct store *, struct arena *, struct dated_death **out, size_t *n, struct err *);
/* People whose findings depend on what day it is: an assessment planned, or an open request. */
enum status store_people_open(const struct store *, struct arena *, int64_t **out, size_t *n, struct err *);
/* Open requests (no responded_on; planned, in-progress or completed) that started on or before `until`, oldest first. */
enum status store_requests_open(const struct store *, int32_t until, size_t limit, struct arena *, struct event **out,
	size_t *n, struct err *);
enum status store_requests_open_count(const struct store *, int32_t until, int64_t *out, struct err *);
/* Everybody of whom a record has a date of death, ascending. */
enum status store_dead_people(const struct store *, struct arena *, int64_t **out, size_t *n, struct err *);
/* People with an admission without an end (or ending on or after `from`), or a discharge
 * from `from` on, in-progress or completed: whose such is the newest first. */
enum status store_stayed_since(const struct store *, int32_t from, struct arena *, int64_t **out, size_t *n, struct err *);

#endif
