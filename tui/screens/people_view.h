/*
 * people_view.h - view 2: who is on it, and how each line reads.
 */
#ifndef THROUGHLINE_PEOPLE_VIEW_H
#define THROUGHLINE_PEOPLE_VIEW_H

#include "screens/screen.h"
#include "search.h"

enum { PEOPLE_MOST = 100 };

struct people_screen {
	struct screen screen;
	struct person_hit *hit;
	size_t hit_n;
	const char **name, **agencies; /* as they may be shown */
	int *agency_n;
	struct people_hint hint;       /* where nobody is found */
	struct prompt query;
	struct people_stay stay;       /* only those of whom this is true */
	bool is_on_row;    /* typing, but the arrows moved last: the cursor belongs to the row */
	bool begins_look;  /* the first letter: nobody is shown before that is in the audit */
	bool owes_look;    /* how many were found in the end is not in the audit yet */
	struct list list;
};

/* Only those who are in hospital, or were discharged since a day. */
bool people_has_stay(const struct people_screen *);

/* people_lines.c, of a struct people_screen */
extern const struct list_source PEOPLE_LINES;
extern const struct list_columns PEOPLE_COLUMNS, PEOPLE_STAY_COLUMNS;

#endif
