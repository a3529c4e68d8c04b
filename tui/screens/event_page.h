/*
 * event_page.h - all that was sent about one event, and what the rule found on
 * it, as a text to read.
 */
#ifndef THROUGHLINE_EVENT_PAGE_H
#define THROUGHLINE_EVENT_PAGE_H

#include "app.h"
#include "journey.h"
#include "widgets/page.h"

/* Texts live in the arena, or in the person's. */
void event_page_fill(struct page *, const struct app *, const struct person *,
	const struct journey_row *, struct arena *);

/* "Assessment: 2 Sep 2025, Council (J. Obi, occupational therapist)". */
const char *event_brief(const struct app *, const struct journey_row *, struct arena *);
/* The gist of the page for a line or two: what was found, whom it was about, what was said. */
const char *event_told(const struct app *, const struct person *, const struct journey_row *, struct arena *);

#endif
