/*
 * services.h - services of the community, offered where somebody is referred,
 * planned for or found asked again.
 */
#ifndef THROUGHLINE_SERVICES_H
#define THROUGHLINE_SERVICES_H

#include "app.h"
#include "directory.h"
#include "journey.h"
#include "widgets/page.h"

/* Opens the list for a person; `about` is an event of theirs, or -1 - a need, or 0. */
void services_go(struct app *, int64_t person, int64_t about);
/* The needs that this says; 0: none in particular. */
domains_t services_needs(const struct person *, int64_t about);
/* Why there is nothing to offer, or NULL. */
const char *services_why_none(const struct app *);

/* A line on a page with the nearest few for these needs; nothing where there are none. */
void services_tell(struct page *, const struct app *, const struct person *, domains_t, struct arena *);

#endif
