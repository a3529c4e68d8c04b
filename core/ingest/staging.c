#include "ingest/staging.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#define T(field)                                                                                   \
	{                                                                                          \
#field, offsetof(struct event, field)                                              \
	}
const struct event_text EVENT_TEXTS[EVENT_TEXT_COUNT] = {
	T(source_ref),
	T(local_id),
	T(starts_on),
	T(ends_on),
	T(title),
	T(code_system),
	T(code),
	T(instrument),
	T(domains),
	T(depth),
	T(valid_until),
	T(subject),
	T(review_of),
	T(reuses),
	T(joint_with),
	T(to_agency),
	T(responded_on),
	T(outcome),
	T(score),
	T(unit),
	T(practitioner),
	T(role),
	T(minutes),
	T(resets),
	T(sensitivity),
	T(summary),
	T(parts),
};
#undef T

/* Of all fields only these may hold several lines. */
static bool keeps_lines(const char *name)
{
	return strcmp(name, "summary") == 0;
}

struct event_head {
	uint32_t sent; /* bit i: EVENT_TEXTS[i] follows */
	uint8_t kind, status;
	struct civil start, end;
};
struct person_head {
	uint32_t sent; /* bit i: field i follows; the local_id always does, first */
};

struct staging *staging_new(void)
{
	struct staging *s = calloc(1, sizeof *s);

	if (!s)
		return NULL;
	s->arena = arena_new();
	if (!s->arena || !rowindex_init(&s->by_code, 64)) {
		staging_free(s);
		return NULL;
	}
	return s;
}

void staging_free(struct staging *s)
{
	if (!s)
		return;
	vec_done(&s->agencies);
	vec_done(&s->people);
	vec_done(&s->events);
	rowindex_done(&s->by_code);
	arena_free(s->arena);
	free(s);
}

struct wanted {
	const struct staging *staging;
	uint32_t agency;
	const char *name;
};

static bool same_agency(const void *arg, uint32_t row)
{
	const struct wanted *w = arg;

	return strcmp(w->staging->agencies.v[row].code, w->name) == 0;
}

bool staging_agency(struct staging *s, const char *code, uint32_t *index)
{
	struct held_agency a = { .code = NULL };
	uint32_t hash = rowindex_hash(0, code);
	const uint32_t *found = rowindex_find(
		&s->by_code, hash, same_agency, &(struct wanted){ s, 0, code });

	if (found) {
		*index = *found;
		return true;
	}
	a.code = arena_dup(s->arena, code);
	*index = (uint32_t)s->agencies.n;
	return a.code && vec_push(&s->agencies, a) && rowindex_add(&s->by_code, hash, *index);
}

/* Packing ------------------------------------------------------------------- */

static size_t put_text(char *at, const char *text, bool lines)
{
	size_t n = strlen(text);

	memcpy(at, text, n + 1);
	for (size_t i = 0; !lines && i < n; i++)
		if (at[i] == '\n')
			at[i] = ' ';
	return n + 1;
}

static const char *person_pack(struct arena *a, const struct staged_person *p)
{
	struct person_head head = { 0 };
	size_t size = sizeof head + strlen(p->local_id) + 1;
	char *packed, *at;

	for (size_t i = 0; i < RF_COUNT; i++) {
		if (!p->field[i] || !*p->field[i])
			continue;
		head.sent |= (uint32_t)1 << i;
		size += strlen(p->field[i]) + 1;
	}
	packed = arena_alloc(a, size);
	if (!packed)
		return NULL;
	memcpy(packed, &head, sizeof head);
	at = packed + sizeof head;
	at += put_text(at, p->local_id, false);
	for (size_t i = 0; i < RF_COUNT; i++)
		if (head.sent >> i & 1)
			at += put_text(at, p->field[i], false);
	return packed;
}

static const char *event_pack(struct arena *a, const struct event *e)
{
	struct event copy = *e;
	struct event_head head = {
		.kind = (uint8_t)e->kind,
		.status = (uint8_t)e->status,
		.start = e->start,
		.end = e->end,
	};
	size_t size = sizeof head;
	char *packed, *at;

	for (size_t i = 0; i < EVENT_TEXT_COUNT; i++) {
		const char *text = *event_text(&copy, i);

		if (!text || !*text)
			continue;
		head.sent |= (uint32_t)1 << i;
		size += strlen(text) + 1;
	}
	packed = arena_alloc(a, size);
	if (!packed)
		return NULL;
	memcpy(packed, &head, sizeof head);
	at = packed + sizeof head;
	for (size_t i = 0; i < EVENT_TEXT_COUNT; i++)
		if (head.sent >> i & 1)
			at += put_text(at, *event_text(&copy, i), keeps_lines(EVENT_TEXTS[i].name));
	return packed;
}

void staging_person(const struct staging *s, const struct held_person *p, struct record *out)
{
	struct person_head head;
	const char *at = p->packed + sizeof head;

	memcpy(&head, p->packed, sizeof head);
	memset(out, 0, sizeof *out);
	out->agency_code = s->agencies.v[p->agency].code;
	out->agency = s->agencies.v[p->agency].id;
	out->local_id = at;
	at += strlen(at) + 1;
	for (size_t i = 0; i < RF_COUNT; i++) {
		if (!(head.sent >> i & 1))
			continue;
		out->field[i] = at;
		at += strlen(at) + 1;
	}
}

void staging_event(const struct staging *s, const struct held_event *ev, struct event *out)
{
	struct event_head head;
	const char *at = ev->packed + sizeof head;

	memcpy(&head, ev->packed, sizeof head);
	memset(out, 0, sizeof *out);
	out->agency_code = s->agencies.v[ev->agency].code;
	out->agency = s->agencies.v[ev->agency].id;
	out->kind = (enum event_kind)head.kind;
	out->status = (enum event_status)head.status;
	out->start = head.start;
	out->end = head.end;
	for (size_t i = 0; i < EVENT_TEXT_COUNT; i++) {
		if (!(head.sent >> i & 1))
			continue;
		*event_text(out, i) = at;
		at += strlen(at) + 1;
	}
}

/* Taking in ------------------------------------------------------------------ */

static bool fits(const char *text)
{
	return !text || strlen(text) <= BATCH_FIELD_MAX;
}

static enum status agency_of(
	struct batch *b, const char *code, struct origin o, uint32_t *index, struct err *e)
{
	struct held_agency *a;

	*index = STAGING_NO_AGENCY;
	if (!code)
		return ST_OK;
	if (!staging_agency(b->staging, code, index))
		return err_nomem(e);
	a = &b->staging->agencies.v[*index];
	if (!a->is_used) {
		a->is_used = true;
		a->used_at = o;
	}
	return ST_OK;
}

static enum status too_long(
	struct batch *b, struct origin o, const char *field, const char *row, struct err *e)
{
	return batch_reject(
		b, o, field, "is longer than 64 KiB", row && strlen(row) <= 200 ? row : NULL, e);
}

enum status batch_person(struct batch *b, const struct staged_person *p, struct err *e)
{
	struct held_person held = {
		.file = p->origin.file,
		.line = (uint32_t)p->origin.line,
		.group = p->group,
	};
	enum status st;

	if (!p->local_id || !*p->local_id)
		return batch_reject(b, p->origin, "local_id", "is missing", NULL, e);
	if (!fits(p->local_id))
		return too_long(b, p->origin, "local_id", NULL, e);
	for (size_t i = 0; i < RF_COUNT; i++)
		if (!fits(p->field[i]))
			return too_long(b, p->origin, RECORD_FIELD_NAMES[i], p->local_id, e);
	st = agency_of(b, p->agency, p->origin, &held.agency, e);
	if (st != ST_OK)
		return st;
	held.packed = person_pack(b->staging->arena, p);
	if (!held.packed || b->no_memory || !vec_push(&b->staging->people, held))
		return err_nomem(e);
	return ST_OK;
}

static enum status event_taken(
	struct batch *b, const struct staged_event *ev, bool parts, struct err *e)
{
	struct held_event held = {
		.file = ev->origin.file,
		.line = (uint32_t)ev->origin.line,
		.has_parts_to_find = parts,
	};
	struct event copy = ev->event;
	enum status st;

	if (!copy.source_ref || !*copy.source_ref)
		return batch_reject(b, ev->origin, "source_ref", "is missing", NULL, e);
	if (!copy.local_id || !*copy.local_id)
		return batch_reject(b, ev->origin, "local_id", "is missing", copy.source_ref, e);
	if (!civil_is_set(copy.start))
		return batch_reject(b, ev->origin, "starts_on", "is missing", copy.source_ref, e);
	for (size_t i = 0; i < EVENT_TEXT_COUNT; i++)
		if (!fits(*event_text(&copy, i)))
			return too_long(b, ev->origin, EVENT_TEXTS[i].name, copy.source_ref, e);
	st = agency_of(b, ev->agency, ev->origin, &held.agency, e);
	if (st != ST_OK)
		return st;
	held.packed = event_pack(b->staging->arena, &copy);
	if (!held.packed || b->no_memory || !vec_push(&b->staging->events, held))
		return err_nomem(e);
	return ST_OK;
}

enum status batch_event(struct batch *b, const struct staged_event *ev, struct err *e)
{
	return event_taken(b, ev, false, e);
}

enum status batch_drain(struct batch *b, struct err *e)
{
	enum status st = ST_OK;

	for (size_t i = 0; i < b->agencies.n && st == ST_OK; i++)
		st = batch_agency(b, &b->agencies.v[i], e);
	for (size_t i = 0; i < b->people.n && st == ST_OK; i++)
		st = batch_person(b, &b->people.v[i], e);
	for (size_t i = 0; i < b->events.n && st == ST_OK; i++)
		st = event_taken(b, &b->events.v[i], true, e);
	b->agencies.n = b->people.n = b->events.n = 0;
	return st;
}

bool batch_has_agency(const struct batch *b, const char *code)
{
	const uint32_t *row = rowindex_find(&b->staging->by_code, rowindex_hash(0, code),
		same_agency, &(struct wanted){ b->staging, 0, code });

	return row && b->staging->agencies.v[*row].sent.code;
}

/* Agency rows say more, field by field; the later word stands. */
static void agency_fill(struct arena *a, struct agency *into, const struct agency *from, bool *ok)
{
	const char **to[] = { &into->name, &into->sector, &into->ods_code, &into->phone,
		&into->email, &into->cost_per_hour, &into->area, &into->shown_as };
	const char *said[] = { from->name, from->sector, from->ods_code, from->phone, from->email,
		from->cost_per_hour, from->area, from->shown_as };

	for (size_t i = 0; i < sizeof to / sizeof *to; i++) {
		if (!said[i] || !*said[i])
			continue;
		*to[i] = arena_dup(a, said[i]);
		*ok = *ok && *to[i];
	}
}

enum status batch_agency(struct batch *b, const struct staged_agency *sent, struct err *e)
{
	uint32_t i;
	bool ok = !b->no_memory && staging_agency(b->staging, sent->agency.code, &i);
	struct held_agency *a;

	if (!ok)
		return err_nomem(e);
	a = &b->staging->agencies.v[i];
	a->sent.code = a->code;
	agency_fill(b->staging->arena, &a->sent, &sent->agency, &ok);
	return ok ? ST_OK : err_nomem(e);
}

/* Settling ------------------------------------------------------------------- */

/* A record's local_id and an event's source_ref come first in their blocks, an
 * event's local_id after it. */
static const char *person_name(const struct held_person *p)
{
	return p->packed + sizeof(struct person_head);
}

static const char *event_name(const struct held_event *ev)
{
	return ev->packed + sizeof(struct event_head);
}

static bool same_person(const void *arg, uint32_t row)
{
	const struct wanted *w = arg;
	const struct held_person *p = &w->staging->people.v[row];

	return p->agency == w->agency && strcmp(person_name(p), w->name) == 0;
}

static bool same_event(const void *arg, uint32_t row)
{
	const struct wanted *w = arg;
	const struct held_event *ev = &w->staging->events.v[row];

	return ev->agency == w->agency && strcmp(event_name(ev), w->name) == 0;
}

static bool people_settle(struct staging *s, struct rowindex *x)
{
	for (uint32_t i = 0; i < s->people.n; i++) {
		struct held_person *p = &s->people.v[i];
		struct wanted w = { s, p->agency, person_name(p) };
		uint32_t hash = rowindex_hash(p->agency, w.name);
		uint32_t *earlier = rowindex_find(x, hash, same_person, &w);

		if (!earlier) {
			if (!rowindex_add(x, hash, i))
				return false;
			continue;
		}
		s->people.v[*earlier].packed = NULL;
		s->people_replaced++;
		*earlier = i;
	}
	return true;
}

static bool events_settle(struct staging *s, struct rowindex *x)
{
	for (uint32_t i = 0; i < s->events.n; i++) {
		struct held_event *ev = &s->events.v[i];
		struct wanted w = { s, ev->agency, event_name(ev) };
		uint32_t hash = rowindex_hash(ev->agency, w.name);
		uint32_t *earlier = rowindex_find(x, hash, same_event, &w);

		if (!earlier) {
			if (!rowindex_add(x, hash, i))
				return false;
			continue;
		}
		s->events.v[*earlier].packed = NULL;
		s->events_replaced++;
		*earlier = i;
	}
	return true;
}

static void events_find_people(struct staging *s, const struct rowindex *people)
{
	for (size_t i = 0; i < s->events.n; i++) {
		struct held_event *ev = &s->events.v[i];
		const char *local_id;
		const uint32_t *row;

		if (!ev->packed)
			continue;
		local_id = event_name(ev) + strlen(event_name(ev)) + 1;
		row = rowindex_find(people, rowindex_hash(ev->agency, local_id), same_person,
			&(struct wanted){ s, ev->agency, local_id });
		ev->record = row ? -1 - (int64_t)*row : 0;
	}
}

enum status staging_settle(struct staging *s, struct err *e)
{
	struct rowindex people = { 0 }, events = { 0 };
	bool ok;

	ok = rowindex_init(&people, s->people.n) && rowindex_init(&events, s->events.n) &&
		people_settle(s, &people) && events_settle(s, &events);
	if (ok)
		events_find_people(s, &people);
	rowindex_done(&people);
	rowindex_done(&events);
	return ok ? ST_OK : err_nomem(e);
}
