/*
 * verbs.h - what each screen can do: one table, read by the dispatcher, the
 * footer, `?` help, the palette, the manual and the tests.  Small letters look, capital
 * letters write.
 */
#ifndef THROUGHLINE_VERBS_H
#define THROUGHLINE_VERBS_H

#include <stddef.h>
#include <stdint.h>

#include "governance.h"

enum act {
	ACT_NONE,
	/* everywhere */
	ACT_TODAY, ACT_PEOPLE, ACT_ASKED, ACT_LINKS, ACT_BOARD, ACT_IMPORTS,
	ACT_LEVEL_UP, ACT_BACK, ACT_FORWARD, ACT_LAST_PERSON, ACT_PALETTE, ACT_HELP, ACT_UNDO, ACT_REDO,
	ACT_REREAD, ACT_REPAINT, ACT_THEME, ACT_MOUSE, ACT_SUSPEND, ACT_LOCK, ACT_LEAVE,
	/* lists */
	ACT_DOWN, ACT_UP, ACT_PAGE_DOWN, ACT_PAGE_UP, ACT_FIRST, ACT_LAST, ACT_FILTER,
	ACT_NEXT_HIT, ACT_PREV_HIT, ACT_MARK, ACT_MARK_TO, ACT_MARK_ALL, ACT_PANE, ACT_ORDER, ACT_USUAL,
	ACT_LEFT, ACT_RIGHT, ACT_ONLY, ACT_DATE, ACT_EVIDENCE, ACT_EARLIER, ACT_LATER,
	/* screens */
	ACT_OPEN, ACT_SEARCH, ACT_PREV_TAB, ACT_NEXT_TAB, ACT_ZOOM_IN, ACT_ZOOM_OUT, ACT_STATES,
	ACT_AVOIDABLE, ACT_JUSTIFIED, ACT_REUSED, ACT_JOINT, ACT_ASK_AGENCY, ACT_WRONG_LINK,
	ACT_DATA_ERROR, ACT_LINK, ACT_DIFFERENT,
	ACT_TAKE_IN, ACT_WITHDRAW, ACT_STOP, ACT_WHOSE, ACT_CHOOSE,
	ACT_NOTE, ACT_CHANGE, ACT_PLAN, ACT_TELL, ACT_STAR, ACT_DONE, ACT_KEEP, ACT_LEAD,
	ACT_SEPARATE, ACT_AGAINST, ACT_OTHER_SIDE, ACT_BY_EVIDENCE,
	ACT_SERVICES, ACT_BRIEF, ACT_IN_HOSPITAL, ACT_DISCHARGED, ACT_NEED, ACT_MOVED, ACT_CORRECTED,
	ACT_SINCE, ACT_MINE,
	ACT_CONSENT, ACT_REFUSE, ACT_OVERRIDE, ACT_END_SAID, ACT_SAY_WHY, ACT_BREAK_GLASS
};

enum {
	VERB_ON_BAR = 1,   /* in the footer when it can be done */
	VERB_WRITES = 2,
	VERB_UNDOABLE = 4,
	VERB_ON_MARKED = 8, /* is about all lines marked: then in the footer, and only such */
};

struct verb {
	enum act act;
	const char *keys; /* blanks between, the first is shown */
	const char *word; /* in the footer and the palette */
	const char *help; /* one sentence */
	unsigned flags;
};

struct verb_table {
	const char *name; /* "On every screen" */
	const struct verb *verb;
	size_t n;
};

enum { VERB_TABLES = 10 };

/* All that one screen understands, its own table first. */
struct verb_set {
	const char *name;
	const struct verb_table *table[VERB_TABLES]; /* NULL after the last */
};

extern const struct verb_set VERBS_OF_BOARD, VERBS_OF_MATRIX, VERBS_OF_BEHIND;
extern const struct verb_set VERBS_OF_IMPORTS, VERBS_OF_FEEDS, VERBS_OF_TAKE, VERBS_OF_TODAY, VERBS_OF_PEOPLE, VERBS_OF_ASKED,
	VERBS_OF_JOURNEY, VERBS_OF_KNOWN, VERBS_OF_EVIDENCE, VERBS_OF_PERSON_ASKED, VERBS_OF_ACTIONS, VERBS_OF_RECORDS,
	VERBS_OF_ACCESS, VERBS_OF_EVENT, VERBS_OF_LINKS, VERBS_OF_SEPARATE,
	VERBS_OF_SERVICES, VERBS_OF_SERVICE, VERBS_OF_BRIEF, VERBS_OF_SINCE;
enum { VERB_SET_COUNT = 23 };
extern const struct verb_set *const VERB_SETS[VERB_SET_COUNT];

/* The verb that a key stands for, or NULL. */
const struct verb *verb_of_key(const struct verb_set *, uint32_t key);
/* Verbs one after another, i = 0, 1, …; NULL after the last. */
const struct verb *verb_at(const struct verb_set *, size_t i, const struct verb_table **table);
/* The first of its keys as text. */
void verb_key(const struct verb *, char out[static 16]);

enum { VERB_NAME = 40 };
/* "Key word" of the first verb that does this, and what such a name stands for, for what is
 * kept between sessions; ACT_NONE for one that no verb has. */
void verb_name(enum act, char out[static VERB_NAME]);
enum act verb_named(const char *name, size_t length);
/* What a verb needs the worker's role to let them do, beside what its screen needs. */
enum may verb_needs(const struct verb *);

/* The decision that a verb stands for, VD_OPEN when it is none. */
enum verdict verb_verdict(enum act);

#endif
