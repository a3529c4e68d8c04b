/*
 * write_keys.h - the keys that write about a person, the same on every screen that is
 * about one.
 */
#ifndef THROUGHLINE_WRITE_KEYS_H
#define THROUGHLINE_WRITE_KEYS_H

#include "app.h"

/* Opens the form that the verb stands for; false: it is none of them.  `record` of
 * theirs is stood on, `event` told about (0 none). */
bool writing_act(struct app *, enum act, int64_t person, int64_t record, int64_t event);
/* An action about this person that begins with whom to refer them to. */
struct service;
void writing_refer(struct app *, int64_t person, const struct service *);
/* Says what was left unfinished. */
void writing_offer(struct app *);

#endif
