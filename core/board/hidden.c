/*
 * hidden.c - what no figure counts for those from whom something is kept.
 */
#include <stdlib.h>

#include "board/counting.h"
#include "governance/gate.h"
#include "store_sharing.h"

struct id_set { int64_t *v; size_t n; };
struct hidden_sets {
	struct id_set record, event, person, agency;
};

static int id_order(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

static bool set_has(const struct id_set *set, int64_t id)
{
	return set->n && bsearch(&id, set->v, set->n, sizeof id, id_order);
}

static bool set_make(struct id_set *set, size_t room, struct arena *arena)
{
	set->v = arena_alloc(arena, (room + 1) * sizeof *set->v);
	return set->v != NULL;
}

static void set_sort(struct id_set *set)
{
	if (set->n)
		qsort(set->v, set->n, sizeof *set->v, id_order);
}

/* Agencies all of whose content is taken for hidden. */
static void agencies_add(struct hidden_sets *h, const struct sharing_rules *rules)
{
	for (size_t i = 0; i < rules->agency_n; i++)
		if (rules->agency[i].least == SN_HIDDEN)
			h->agency.v[h->agency.n++] = rules->agency[i].agency;
}

enum status hidden_read(struct board *b, struct err *err)
{
	const struct sharing_rules *rules;
	struct hidden_sets *h;
	struct hidden *row;
	size_t n;
	enum status st;

	if (sees_all(b->session))
		return ST_OK;
	st = store_hidden_all(b->session->store, b->arena, &row, &n, err);
	if (st == ST_OK)
		st = sharing_rules_of(b->session, &rules, err);
	if (st != ST_OK)
		return st;
	h = arena_alloc(b->arena, sizeof *h);
	if (!h)
		return err_nomem(err);
	*h = (struct hidden_sets){{NULL, 0}, {NULL, 0}, {NULL, 0}, {NULL, 0}};
	if (!set_make(&h->record, n, b->arena) || !set_make(&h->event, n, b->arena) ||
		!set_make(&h->person, n, b->arena) || !set_make(&h->agency, rules->agency_n, b->arena))
		return err_nomem(err);
	for (size_t i = 0; i < n; i++) {
		if (row[i].record)
			h->record.v[h->record.n++] = row[i].record;
		else
			h->event.v[h->event.n++] = row[i].event;
		h->person.v[h->person.n++] = row[i].person;
	}
	agencies_add(h, rules);
	set_sort(&h->record);
	set_sort(&h->event);
	set_sort(&h->person);
	b->hidden = h;
	return ST_OK;
}

bool record_is_hidden(const struct board *b, int64_t record, int64_t agency)
{
	return b->hidden && (set_has(&b->hidden->record, record) || set_has(&b->hidden->agency, agency));
}

bool event_is_hidden(const struct board *b, int64_t event, int64_t record, int64_t agency)
{
	return record_is_hidden(b, record, agency) || (b->hidden && set_has(&b->hidden->event, event));
}

bool person_is_hidden(const struct board *b, int64_t person)
{
	return b->hidden && set_has(&b->hidden->person, person);
}
