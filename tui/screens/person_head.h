/*
 * person_head.h - who this is: name as they like it, age, number, how to reach
 * them safely, their own words, warnings; and the line of tabs.
 */
#ifndef THROUGHLINE_PERSON_HEAD_H
#define THROUGHLINE_PERSON_HEAD_H

#include "app.h"
#include "journey.h"

enum person_tab { TAB_JOURNEY, TAB_KNOWN, TAB_ASKED, TAB_ACTIONS, TAB_RECORDS, TAB_ACCESS, TAB_COUNT };

/* Texts as they may be shown, made once when the person is read. */
struct person_head {
	const char *name;     /* "OKAFOR, Grace" */
	const char *beside;   /* "  82 F  3 Jul 1943  NHS 999 000 0018" … */
	const char *brief;    /* … where that has no room "  82 F  NHS 999 000 0018" */
	const char *died;     /* "! died 14 Nov 2025", "! has died"; or NULL */
	const char *lead;     /* "lead j.obi", "no lead: wanted"; or NULL */
	const char *reach;    /* safe contact, phone; or NULL */
	const char *safe;     /* of that the safe contact; or "" */
	const char *needs;    /* what they need to be spoken to, their language; or NULL */
	const char *words;    /* their own, in quotes; or NULL */
	const char *warnings; /* "! falls; lone visits"; or NULL */
	size_t asked_again, actions, records;
};

enum status person_head_fill(
	struct person_head *, const struct app *, const struct person *, struct arena *, struct err *);
/* Draws it and returns the rows it took; fewer where rows are short. */
int person_head_draw(const struct person_head *, struct canvas *, struct area, enum person_tab);

#endif
