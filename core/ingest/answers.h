/*
 * answers.h - replies that came before their request, and wait where another agency's record is (private to ingest).
 */
#ifndef THROUGHLINE_INGEST_ANSWERS_H
#define THROUGHLINE_INGEST_ANSWERS_H

#include "care/work.h"

/* The request has come: the replies to it that wait with another agency are told of it too, each as the word of the
 * import that sent it, with which it goes. */
enum status answers_bring(struct work *, const struct event *request, struct arena *, struct err *);

#endif
