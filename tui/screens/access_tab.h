/*
 * access_tab.h - consent, refusals and overrides of a person, in force and past; and who has
 * looked at them, and who changed what: their rows of the audit, newest first.
 *
 * Reading them is a look of its own, so they are read when the tab is turned to and
 * not each time that something changes.
 */
#ifndef THROUGHLINE_ACCESS_TAB_H
#define THROUGHLINE_ACCESS_TAB_H

#include "access.h"
#include "app.h"
#include "widgets/page.h"

enum { ACCESS_ROWS = 500 }; /* the newest; `audit --person` has them all */

/* What the audit calls it, as somebody who asks about themselves would. */
const char *access_deed_shown(const struct audit_line *);

struct access_tab {
	const struct app *app;
	struct arena *arena; /* of the lines; NULL: not read yet */
	struct said *said; size_t said_n; /* the rows before the lines */
	const char **about;  /* of each */
	struct audit_line *line; size_t line_n;
	int who_cells;       /* of the column of workers */
	struct list list;
	struct page page;    /* the line that the cursor is on, whole */
	struct arena *page_arena;
	bool in_page;        /* it is all that is shown, and keys scroll it */
	bool is_low;         /* as last drawn: nothing of it stands beneath the list */
};

void access_tab_init(struct access_tab *, const struct app *);
void access_tab_done(struct access_tab *);
/* Reads them, with its own row in the audit; what was there stays where that fails. */
enum status access_tab_read(struct access_tab *, int64_t person, struct err *);
void access_tab_clear(struct access_tab *);
/* The cursor has moved. */
void access_tab_moved(struct access_tab *);
/* The word that it is on; NULL: on none. */
const struct said *access_tab_said(const struct access_tab *);
void access_tab_act(struct access_tab *, enum act);
bool access_tab_level_up(struct access_tab *);
struct list *access_tab_list(struct access_tab *); /* NULL while the page has the keys */
const char *access_tab_why_not(const struct access_tab *, enum act);
void access_tab_draw(struct access_tab *, struct canvas *, struct area);

#endif
