/*
 * wishes.h - how a worker wants the screen, kept for them between sessions.
 */
#ifndef THROUGHLINE_WISHES_H
#define THROUGHLINE_WISHES_H

struct app;

/* As they were kept; where nothing can be read, as for everybody. */
void wishes_read(struct app *);
/* Asks which colours, and keeps the answer. */
void theme_ask(struct app *);

#endif
