/*
 * app_inside.h - what the parts of the dashboard as a whole share: app.c opens screens and
 * reads them anew, app_verbs.c does what verbs say, app_questions.c has the keys,
 * app_sight.c what may be withheld meanwhile, app_taking.c the imports.
 */
#ifndef THROUGHLINE_APP_INSIDE_H
#define THROUGHLINE_APP_INSIDE_H

#include "app.h"

/* The numbered views, in the order of their numbers and of their verbs. */
enum { VIEW_COUNT = 6 };
extern const struct screen_class *const VIEWS[VIEW_COUNT];

/* A screen come back to is read anew only when something has changed since. */
void app_catch_up(struct app *);
/* Whom z leads back to. */
void app_note_person(struct app *, int64_t person);
/* Says which order the list has now. */
void app_order_say(struct app *);
/* The draft of the reason that the prompt asks for, if it does: something was typed; time went by;
 * it is kept, whatever the time; Esc, true where a draft is left; it was given. */
void words_typed(struct app *);
void words_tick(struct app *);
void words_keep(struct app *);
bool words_left(struct app *);
void words_given(struct app *);
/* The question that is open goes, whatever it is, and the screen beneath is read anew; it is said why.  What was typed
 * on meanwhile is no keys; words that are kept as drafts are. */
void app_question_close(struct app *, const char *why);
/* After a key; and where the question is no more. */
void sight_keep(struct app *);
void sight_forget(struct app *);
/* Somebody types, or is asked: who does is not interrupted. */
bool app_is_answering(const struct app *);
/* Takes what imports under way have sent; true when that leaves something to draw. */
bool taking_tick(struct app *, int64_t now);

#endif
