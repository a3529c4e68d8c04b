/*
 * opening.h - why somebody is opened who is not on the worker's list: asked at the first
 * opening, one key, before anything of them is read.
 */
#ifndef THROUGHLINE_OPENING_H
#define THROUGHLINE_OPENING_H

#include "app.h"

/* ST_UNOPENED: it is to be asked. */
enum status opening_is_said(struct app *, int64_t person, struct err *);
/* Asks, and then opens the screen that was meant. */
void opening_ask(struct app *, const struct screen_class *, const struct target *);
/* False: nothing is to be asked before the verb is done about the person, or, 0, about those of
 * app->many.  Else it is asked, and then the verb is done again. */
bool opening_first(struct app *, enum act, int64_t person);
/* Why, one key each (access.h), for this and for what is withheld. */
void opening_reasons(struct app *, const char *title, answer_fn *);

/* A queue shows more of people whom one has not opened once it is said why, for the session.  False: it is
 * said, or need not be of these two (0: nobody); else it is asked, one key, with `usual` first, and the screen
 * read anew; a word that was meant by `act` is not said before what it is about was shown. */
bool queue_first(struct app *, int64_t person, int64_t other, const char *usual, enum act);
/* Whether it is to be asked of one of them. */
bool queue_is_unsaid(struct app *, int64_t person, int64_t other);
extern const char QUEUE_UNSAID[];

extern const char OPENING_TITLE[], OPENING_KEPT[];

#endif
