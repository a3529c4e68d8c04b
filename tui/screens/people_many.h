/*
 * people_many.h - a star or the lead for the people of the lines marked: what becomes of
 * each is said first, line by line; all of it is one stroke, taken back as one.
 */
#ifndef THROUGHLINE_PEOPLE_MANY_H
#define THROUGHLINE_PEOPLE_MANY_H

#include "app.h"

/* The person of a line, as they may be shown; or why the line is about no one person. */
struct person_line { int64_t person; const char *who, *left; };

/* ACT_STAR or ACT_LEAD for whomever these lines are about, each person once. */
void people_many_begin(struct app *, enum act, const struct person_line *, size_t n);
/* Where lines are marked: why a verb that is about one of them is not done now, or NULL. */
const char *one_at_a_time(const struct list *);

#endif
