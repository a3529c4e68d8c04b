/*
 * part.h - what the parts of plain mode share (private to plain).
 */
#ifndef THROUGHLINE_TUI_PLAIN_PART_H
#define THROUGHLINE_TUI_PLAIN_PART_H

#include "arena.h"
#include "case.h"

enum { LINES_AT_ONCE = 20 };

struct person;

struct plain {
	struct session *session;
	struct arena *arena; /* of what is shown; emptied at the main menu */
	bool mask;
	bool ended;          /* the input is at its end */
};

/* One clean line. */
void say(const char *format, ...) __attribute__((format(printf, 1, 2)));
/* The number chosen from a list, 0 for none. */
size_t choose(struct plain *, const char *prompt, size_t most);

/* Why two are two: one of the usual reasons, or their own words; false: left. */
bool ask_why_two(struct plain *, char *reason, size_t room);

/* What each agency says about a person who is open; *has_changed where a record was
 * separated, so that they are to be read anew. */
enum status records_menu(
	struct plain *, const struct person *, bool *has_changed, struct err *);
/* One person, until the worker goes back. */
enum status person_menu(struct plain *, int64_t person, struct err *);
/* Services for a person: for what an event of theirs is about, or 0 for any need. */
enum status services_menu(struct plain *, const struct person *, int64_t event, struct err *);
/* An import that was broken off is gone on with meanwhile, which is said. */
void import_left_finish(struct plain *);
/* What a worker writes about a person who is open, and the person's actions. */
enum status writing_menu(struct plain *, const struct person *, bool *has_changed, struct err *);
/* What an assessor is told, kept as an action. */
enum status tell_menu(struct plain *, const struct person *, int64_t event, struct err *);
/* One page about them, for a meeting. */
enum status brief_menu(struct plain *, const struct person *, struct err *);
/* What came in, the feeds, taking in. */
enum status imports_menu(struct plain *, struct err *);
/* The partnership in figures. */
enum status board_menu(struct plain *, struct err *);
/* Pairs that may be one person; of a pair's number (linkage.h; 0: none) that one at once. */
enum status links_menu(struct plain *, int64_t pair, struct err *);

#endif
