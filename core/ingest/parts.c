#include "ingest/apply.h"

#include <string.h>

#include "store_events.h"
#include "text.h"

struct parts {
	VEC(const char *) item;
	struct arena *arena;
	bool nomem;
};

static void part_add(void *arg, const char *item, size_t length)
{
	struct parts *p = arg;
	const char *text = arena_dup_n(p->arena, item, length);

	p->nomem |= !text || !vec_push(&p->item, text);
}

/* Both lists as one, sorted by bytes, each part once. */
static const char *parts_union(const char *x, const char *y, struct arena *a, bool *nomem)
{
	struct parts p = { .arena = a };
	const char *out;

	if (x)
		text_list(x, part_add, &p);
	if (y)
		text_list(y, part_add, &p);
	out = texts_join(p.item.v, texts_sort(p.item.v, p.item.n), a);
	*nomem = *nomem || p.nomem || !out;
	vec_done(&p.item);
	return out && *out ? out : NULL;
}

struct looking {
	const struct store *store;
	const struct event *event;
	int64_t found;
	enum status st;
	struct err *err;
};

static void part_look(void *arg, const char *item, size_t length)
{
	struct looking *l = arg;
	char part[512];

	/* What a part belongs to is none of its own (fold_rows.h). */
	if (l->found || l->st != ST_OK || length >= sizeof part || memchr(item, ':', strcspn(item, "/;")))
		return;
	memcpy(part, item, length);
	part[length] = 0;
	l->st = store_event_by_part(l->store, l->event->agency, part, &l->found, l->err);
	if (l->st == ST_NONE) {
		l->found = 0;
		l->st = ST_OK;
	}
}

/* What was carried over from the version before, named as store_event_carried() has it. */
struct carrying {
	const char *own; /* the parts that the file has */
	struct arena *arena;
	const char *what;
	bool nomem;
};

static void carried_add(struct carrying *c, const char *before, const char *name, size_t length)
{
	c->what = arena_printf(c->arena, "%s%s%s%.*s", c->what ? c->what : "", c->what ? ";" : "", before,
		(int)length, name);
	c->nomem |= !c->what;
}

static void field_carry(struct carrying *c, const char *name, const char *held, const char **field)
{
	if (*field || !held)
		return;
	*field = held;
	carried_add(c, "", name, strlen(name));
}

/* What other resources told of it, and this file does not have: by whom it was
 * done, and when a request was answered. */
static void told_before(struct carrying *c, const struct event *held, struct event *ev)
{
	if (!ev->practitioner || (held->practitioner && strcmp(held->practitioner, ev->practitioner) == 0))
		field_carry(c, "role", held->role, &ev->role);
	field_carry(c, "practitioner", held->practitioner, &ev->practitioner);
	field_carry(c, "responded_on", held->responded_on, &ev->responded_on);
}

static void part_carry(void *arg, const char *item, size_t length)
{
	struct carrying *c = arg;
	const char *part = arena_dup_n(c->arena, item, length);

	c->nomem |= !part;
	if (part && !(c->own && text_list_has(c->own, part)))
		carried_add(c, "part:", item, length);
}

enum status event_meets_parts(const struct store *s, struct event *ev, int64_t place, const char **carried,
	struct arena *a, struct err *e)
{
	struct carrying c = { .own = ev->parts, .arena = a };
	struct looking l = { .store = s, .event = ev, .err = e };
	struct event held;
	const char *own_ref = ev->source_ref;
	bool nomem = false;
	enum status st;

	*carried = NULL;
	if (ev->agency == 0)
		return ST_OK;
	l.st = store_event_find(s, ev->agency_code, ev->source_ref, &l.found, e);
	if (l.st == ST_NONE) {
		l.found = 0;
		l.st = ST_OK;
		part_look(&l, ev->source_ref, strlen(ev->source_ref));
		if (ev->parts)
			text_list(ev->parts, part_look, &l);
	}
	if (l.st != ST_OK || !l.found)
		return l.st;
	st = store_event_get(s, l.found, a, &held, e);
	if (st != ST_OK)
		return st;
	ev->source_ref = held.source_ref;
	st = place ? store_event_by(s, l.found, place, a, &held, e) : ST_OK;
	if (st != ST_OK)
		return st == ST_NONE ? ST_OK : st;
	told_before(&c, &held, ev);
	if (strcmp(own_ref, held.source_ref) != 0)
		carried_add(&c, "ref:", own_ref, strlen(own_ref));
	if (held.parts)
		text_list(held.parts, part_carry, &c);
	if (held.parts || ev->parts)
		ev->parts = parts_union(held.parts, ev->parts, a, &nomem);
	*carried = c.what;
	return nomem || c.nomem ? err_nomem(e) : ST_OK;
}
