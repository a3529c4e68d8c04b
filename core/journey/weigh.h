/*
 * weigh.h - per domain, who answers it or why nobody does (explain.c), for an
 * assessment of the history or one that is only thought of (known.c).
 */
#ifndef JOURNEY_WEIGH_H
#define JOURNEY_WEIGH_H

#include "history.h"

/* Whose answers count: those the rule lets answer b, or whatever anyone has asked. */
enum listen { LISTEN_RULE, LISTEN_ANYONE };

enum status answers_weigh(const struct history *, const struct asked *b, enum listen, struct arena *,
	struct answer **out, size_t *n, struct err *);
/* Of all that are heard for one domain, each by itself, best first. */
enum status sources_weigh(const struct history *, const struct asked *b, int domain, struct arena *,
	struct answer **out, size_t *n, struct err *);

#endif
