/*
 * screen.h - what a screen is: a few small answers; app.c does the rest
 * (keys, moving, filters, messages, going back and forth).
 *
 * A screen owns what it read in one arena, exchanged as a whole when it reads
 * anew.  Draw functions only draw: they take what is on the screen and never read.
 */
#ifndef THROUGHLINE_SCREEN_H
#define THROUGHLINE_SCREEN_H

#include "arena.h"
#include "canvas.h"
#include "governance.h"
#include "status.h"
#include "verbs.h"
#include "widgets/list.h"
#include "widgets/picker.h"

struct app;
struct screen;

/* What to open. */
struct target {
	int64_t person; /* 0 none */
	int64_t event;  /* the row to start on, in Links a pair's number, in Separate a record,
	                * in Taking in 1 to choose a file; in Services the event that they are for or
	                * -1 - a need, in Service its number; of a person TARGET_TAB() of one; 0 none */
};
#define TARGET_TAB(tab) (-1 - (int64_t)(tab))

enum { ROW_PEOPLE = 2 };

struct screen_class {
	const char *name;
	enum may needs; /* what the worker's role must let them do to open it */
	int number;  /* 1-6 for a numbered view, else 0 */
	/* What others do about its person meanwhile is told above it; left, it is gone:
	 * nobody goes forward to it. */
	bool is_form;
	size_t size; /* of the screen's own struct, which starts with struct screen */
	/* Before the first read; must not fail. */
	void (*start)(struct screen *, const struct target *);
	/* Reads all it shows into the arena.  `is_first` writes the look to the audit.
	 * Changes the screen only when it returns ST_OK. */
	enum status (*read)(struct screen *, struct arena *, bool is_first, struct err *);
	void (*stop)(struct screen *); /* gives back what isn't in the arena */
	void (*draw)(struct screen *, struct canvas *, struct area);
	const struct verb_set *(*verbs)(const struct screen *);
	void (*act)(struct screen *, enum act);
	const char *(*why_not)(const struct screen *, enum act); /* NULL: it can be done */
	struct list *(*list)(struct screen *);          /* see screen_list(); gives or is NULL where there is none */
	/* Whom a row of its list tells of; NULL: of nobody, or of whom it was opened for. */
	void (*row_people)(const struct screen *, size_t row, int64_t out[static ROW_PEOPLE]);
	void (*type)(struct screen *, uint32_t key);    /* keys while it is typing; may be NULL */
	void (*moved)(struct screen *); /* the selected row may be another; may be NULL */
	const struct picker_item *(*legend)(
		const struct screen *, size_t *n); /* for `?`; may be NULL */
	void (*tick)(struct screen *, int64_t now); /* now and then; may be NULL */
	bool (*has_work)(const struct screen *); /* that is done while no key comes; may be NULL … */
	bool (*work)(struct screen *);  /* … a few hundredths of a second of it; true: something to draw */
	const char *(*hint)(const struct screen *); /* the last line while it is typing; may be NULL */
	bool (*level_up)(struct screen *); /* Esc was for something inside the screen; may be NULL */
};

struct screen {
	const struct screen_class *class;
	struct app *app;
	struct arena *arena;
	int64_t person; /* whom it was opened for; 0 nobody */
	int64_t seq;    /* the store's number of changes when it was read */
	int64_t said;   /* the newest word of any worker then (others.h) */
	bool is_typing; /* a field of its own has the cursor */
};

enum status screen_open(struct screen **out, const struct screen_class *, struct app *,
	const struct target *, struct err *);
enum status screen_reread(struct screen *, struct err *);
void screen_close(struct screen *);
struct list *screen_list(struct screen *); /* the one the keys move, or NULL */

extern const struct screen_class SCREEN_TODAY, SCREEN_PEOPLE, SCREEN_ASKED, SCREEN_PERSON,
	SCREEN_EVENT, SCREEN_EVIDENCE, SCREEN_WRITE, SCREEN_LINKS, SCREEN_SEPARATE, SCREEN_BOARD, SCREEN_BEHIND, SCREEN_IMPORTS,
	SCREEN_TAKE, SCREEN_SERVICES, SCREEN_SERVICE, SCREEN_BRIEF, SCREEN_SINCE;

#endif
