/*
 * store_desk.h - what lies on workers' desks: drafts, stars, how they want to see
 * lists, and actions kept.
 */
#ifndef THROUGHLINE_STORE_DESK_H
#define THROUGHLINE_STORE_DESK_H

#include "model.h"
#include "store.h"

/* What a worker typed and has not written yet: one for each form and person. */
struct draft_row {
	const char *form;
	int64_t person;       /* who holds the record that it is kept under */
	const char *at, *text;
};
enum status store_draft_put(struct txn *, const char *worker, const char *form, int64_t record, const char *text, struct err *);
/* Of any record of a person. */
enum status store_draft_remove(struct txn *, const char *worker, const char *form, int64_t person, struct err *);
/* Newest first. */
enum status store_drafts(const struct store *, const char *worker, struct arena *, struct draft_row **out, size_t *n,
	struct err *);

/* People whom a worker keeps in view: ids of people. */
enum status store_star_put(struct txn *, const char *worker, int64_t record, struct err *);
enum status store_star_remove(struct txn *, const char *worker, int64_t person, struct err *);
enum status store_stars(const struct store *, const char *worker, struct arena *, int64_t **out, size_t *n, struct err *);

/* Who holds a person's coordination.  worker "": nobody, and somebody is wanted. */
struct lead_row {
	int64_t person, decision;
	const char *worker;
	const char *at, *by, *note; /* when it was handed over, by whom, with which words or NULL */
};
enum status store_lead_put(struct txn *, int64_t record, const char *worker, int64_t decision, struct err *);
enum status store_lead_remove(struct txn *, int64_t record, struct err *);
enum status store_lead_of(const struct store *, int64_t person, struct arena *, struct lead_row *out, struct err *); /* ST_NONE */
/* The people whom a worker leads, the latest first; "": those who want somebody. */
enum status store_leads_of(const struct store *, const char *worker, struct arena *, struct lead_row **out, size_t *n,
	struct err *);
/* Everybody who leads somebody, by name. */
enum status store_leads_named(const struct store *, struct arena *, const char ***out, size_t *n, struct err *);

/* How a worker wants to see a list, by the list's name. */
/* An empty text removes it. */
enum status store_list_setting_put(struct txn *, const char *worker, const char *list, const char *text, struct err *);
/* ST_NONE: there is none. */
enum status store_list_setting_get(const struct store *, const char *worker, const char *list, struct arena *,
	const char **text, struct err *);

/* Something to do by a day. */
enum action_state { AC_TO_DO, AC_DONE, AC_TAKEN_BACK };
struct action_row {
	int64_t id;
	const char *at, *worker;
	int64_t record, person; /* person: who holds the record now */
	int64_t agency;         /* who does it; 0: the worker */
	int64_t event;          /* what it is about, or 0 */
	const char *what;
	int32_t by_day;
	enum action_state state;
};
enum status store_action_add(struct txn *, const struct action_row *, int64_t *id, struct err *);
enum status store_action_state(struct txn *, int64_t id, enum action_state, struct err *);
enum status store_action_get(const struct store *, int64_t id, struct arena *, struct action_row *, struct err *); /* ST_NONE */
/* Those of a person that were not taken back, to do first, by day; of person 0 those
 * to do by `until`, at most `limit`. */
enum status store_actions(const struct store *, int64_t person, int32_t until, size_t limit, struct arena *,
	struct action_row **out, size_t *n, struct err *);
/* Whom a worker is involved with, in no order and perhaps more than once: of what they
 * wrote on journeys the newest `most`; and for whom something that they kept is to do. */
enum status store_people_written_of(const struct store *, const char *worker, size_t most, struct arena *, int64_t **out,
	size_t *n, struct err *);
enum status store_people_kept_of(const struct store *, const char *worker, struct arena *, int64_t **out, size_t *n,
	struct err *);
/* How many those of all people are. */
enum status store_actions_due_count(const struct store *, int32_t until, int64_t *out, struct err *);

#endif
