/*
 * Events where others look on: what somebody wrote of a person in their own words may name them, or their kin.
 */
#include <strings.h>

#include "governance/gate.h"
#include "journey/shown.h"
#include "store_people.h"
#include "text.h"

/* As the catalogue writes it, it is nobody's. */
static bool is_catalogued(const struct catalogue *c, const char *title)
{
	for (size_t i = 0; i < catalogue_instrument_count(c); i++)
		if (strcasecmp(catalogue_instrument(c, (int)i)->name, title) == 0)
			return true;
	return false;
}

/* Also false where it cannot be read whose it is. */
static bool names_nobody(const struct session *s, const struct event *e)
{
	struct arena *arena = arena_new();
	struct record r;
	const char *names = NULL;
	bool is_so;

	if (arena && store_record_get(s->store, e->record, arena, &r, NULL) == ST_OK)
		names = arena_printf(arena, "%s %s %s %s", r.field[RF_FAMILY_NAME] ? r.field[RF_FAMILY_NAME] : "",
			r.field[RF_GIVEN_NAME] ? r.field[RF_GIVEN_NAME] : "", r.field[RF_OTHER_NAMES] ? r.field[RF_OTHER_NAMES] : "",
			r.field[RF_PREFERRED_NAME] ? r.field[RF_PREFERRED_NAME] : "");
	is_so = names && text_names_nobody(e->title, names);
	arena_free(arena);
	return is_so;
}

static const char *title_shown(const struct session *s, const struct event *e)
{
	if (!s->hides_names || !e->title || is_catalogued(s->catalogue, e->title) || names_nobody(s, e))
		return e->title;
	return e->kind == EV_WARNING ? "masked" : NULL;
}

const char *seen_title(const struct session *s, const struct event *e, const char *instrument)
{
	struct event shown = *e;

	shown.title = title_shown(s, e);
	return event_title(s->catalogue, &shown, instrument);
}

void event_mask(const struct session *s, struct event *e)
{
	if (!s->hides_names)
		return;
	if (e->kind == EV_WARNING && !e->title)
		e->title = e->summary; /* it is all that is said of it */
	e->title = title_shown(s, e);
	e->summary = NULL;
}
