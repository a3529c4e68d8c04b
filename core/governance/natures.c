/*
 * What is held of a person is, whoever looks.
 */
#include <stdlib.h>

#include "governance/gate.h"
#include "governance/nature.h"
#include "store_events.h"
#include "store_people.h"

static int by_event(const void *a, const void *b)
{
	const struct event_nature_of *x = a, *y = b;

	return (x->event > y->event) - (x->event < y->event);
}

/* What each of their records is taken for. */
static enum status records_taken(const struct session *s, int64_t person, struct arena *arena, struct sharing_record **out,
	size_t *n, struct err *err)
{
	struct record *record;
	enum status st = store_person_records(s->store, person, arena, &record, n, err);

	*out = st == ST_OK ? arena_alloc(arena, (*n + 1) * sizeof **out) : NULL;
	if (st == ST_OK && !*out)
		return err_nomem(err);
	for (size_t i = 0; st == ST_OK && i < *n; i++)
		(*out)[i] = (struct sharing_record){record[i].id, record[i].agency, record_sensitivity(s, &record[i]), false};
	return st;
}

enum status natures_known(const struct session *s, int64_t person, struct arena *arena, struct event_nature_of **out,
	size_t *n, struct err *err)
{
	const struct sharing_rules *rules;
	struct nature *nature;
	struct sharing_record *record = NULL;
	struct event *event;
	size_t record_n = 0;
	enum status st = store_person_events(s->store, person, arena, &event, n, err);

	if (st == ST_OK)
		st = sharing_rules_of(s, &rules, err);
	if (st == ST_OK)
		st = records_taken(s, person, arena, &record, &record_n, err);
	if (st == ST_OK)
		st = event_natures(rules, event, *n, record, record_n, arena, &nature, err);
	if (st != ST_OK)
		return st;
	*out = arena_alloc(arena, (*n + 1) * sizeof **out);
	if (!*out)
		return err_nomem(err);
	for (size_t i = 0; i < *n; i++)
		(*out)[i] = (struct event_nature_of){event[i].id, nature[i]};
	qsort(*out, *n, sizeof **out, by_event);
	return ST_OK;
}

enum sensitivity record_sensitivity(const struct session *s, const struct record *r)
{
	const struct event everyday = {.agency = r->agency, .kind = EV_NOTE, .sensitivity = r->field[RF_SENSITIVITY]};
	const struct sharing_rules *rules;

	return sharing_rules_of(s, &rules, NULL) == ST_OK ? event_nature(rules, &everyday).sensitivity : SN_RESTRICTED;
}

static enum status nature_of(const struct session *s, const struct event *e, struct arena *arena, struct nature *out,
	struct err *err)
{
	struct event_nature_of *all;
	int64_t person;
	size_t n = 0;
	enum status st = store_person_of(s->store, e->record, &person, err);

	if (st == ST_OK)
		st = natures_known(s, person, arena, &all, &n, err);
	*out = (struct nature){.sensitivity = SN_SENSITIVE};
	for (size_t i = 0; st == ST_OK && i < n; i++)
		if (all[i].event == e->id)
			*out = all[i].nature;
	return st;
}

bool event_is_everyday(const struct session *s, const struct event *e)
{
	struct arena *arena = arena_new();
	const struct sharing_rules *rules;
	struct nature nature;
	struct record r;
	struct err unused;
	enum status st = arena ? sharing_rules_of(s, &rules, &unused) : ST_NOMEM;

	if (st == ST_OK)
		st = store_record_get(s->store, e->record, arena, &r, &unused);
	if (st == ST_OK)
		nature = event_nature(rules, e);
	if (st == ST_OK && nature_rests(rules, e))
		st = nature_of(s, e, arena, &nature, &unused);
	st = st == ST_OK && (nature.sensitivity > SN_STANDARD || record_sensitivity(s, &r) > SN_STANDARD) ? ST_NONE : st;
	arena_free(arena);
	return st == ST_OK;
}
