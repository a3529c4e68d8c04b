#include "ingest/staging.h"
#include "ingest/dates.h"
#include "ingest/id_written.h"
#include "text.h"

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

enum { ROW_EVENT_ROW = 1, ROW_GONE = 2, ROW_HAS_PARTS = 4, ROW_TOLD = 8 };

/* `sent`: bit i says that field i follows; a person's local_id always does, first. */
struct row_head {
	uint32_t size; /* with this */
	uint32_t sent;
	uint32_t agency, file, line;
	uint8_t flags, kind, status, unused;
	int64_t group;
	struct civil start, end;
};

struct staging *staging_new(void)
{
	struct staging *s = calloc(1, sizeof *s);
	static const char head[STAGING_FIRST];

	if (!s)
		return NULL;
	s->only = STAGING_NO_AGENCY;
	spool_begin(&s->rows);
	s->arena = arena_new();
	if (!s->arena || !rowindex_init(&s->by_code, 64) ||
		spool_append(&s->rows, head, sizeof head, NULL) != ST_OK) {
		staging_free(s);
		return NULL;
	}
	s->rows_end = s->rows.size;
	return s;
}

void staging_into(struct staging *s, int fd)
{
	s->rows.fd = fd;
}

void staging_free(struct staging *s)
{
	if (!s)
		return;
	vec_done(&s->agencies);
	vec_done(&s->files);
	rowindex_done(&s->by_code);
	spool_done(&s->rows);
	arena_free(s->arena);
	free(s->packed);
	free(s);
}

struct wanted {
	const struct staging *staging;
	const char *code;
};

static bool same_agency(const void *arg, uint32_t row)
{
	const struct wanted *w = arg;

	return strcmp(w->staging->agencies.v[row].code, w->code) == 0;
}

bool staging_agency(struct staging *s, const char *code, uint32_t *index)
{
	struct held_agency a = { .code = NULL };
	uint32_t hash = rowindex_hash(0, code);
	const uint32_t *found = rowindex_find(
		&s->by_code, hash, same_agency, &(struct wanted){ s, code });

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

static bool pack_room(struct staging *s, size_t size)
{
	char *more;

	if (size <= s->packed_cap)
		return true;
	more = realloc(s->packed, size * 2);
	if (!more)
		return false;
	s->packed = more;
	s->packed_cap = size * 2;
	return true;
}

/* The index of a file's name: rows of one follow one another. */
static bool file_index(struct staging *s, const char *name, uint32_t *index)
{
	*index = (uint32_t)s->files.n;
	for (size_t i = s->files.n; i-- > 0;)
		if (s->files.v[i] == name || (name && s->files.v[i] && !strcmp(s->files.v[i], name))) {
			*index = (uint32_t)i;
			return true;
		}
	name = arena_dup(s->arena, name);
	return vec_push(&s->files, name);
}

static enum status row_put(struct staging *s, struct row_head *head, size_t size,
	struct origin origin, struct err *e)
{
	enum status st;

	head->size = (uint32_t)size;
	head->line = (uint32_t)origin.line;
	if (!file_index(s, origin.file, &head->file))
		return err_nomem(e);
	memcpy(s->packed, head, sizeof *head);
	st = spool_append(&s->rows, s->packed, size, e);
	s->rows_end = s->rows.size;
	return st;
}

static enum status person_pack(
	struct staging *s, const struct staged_person *p, uint32_t agency, struct err *e)
{
	struct row_head head = { .agency = agency, .group = p->group };
	size_t size = sizeof head + strlen(p->local_id) + 1;
	char *at;

	for (size_t i = 0; i < RF_COUNT; i++) {
		if (!p->field[i] || !*p->field[i])
			continue;
		head.sent |= (uint32_t)1 << i;
		size += strlen(p->field[i]) + 1;
	}
	if (!pack_room(s, size))
		return err_nomem(e);
	at = s->packed + sizeof head;
	at += put_text(at, p->local_id, false);
	for (size_t i = 0; i < RF_COUNT; i++)
		if (head.sent >> i & 1)
			at += put_text(at, p->field[i], false);
	s->people++;
	return row_put(s, &head, size, p->origin, e);
}

static enum status event_pack(struct staging *s, const struct staged_event *ev, uint32_t agency,
	unsigned flags, struct err *e)
{
	struct event copy = ev->event;
	struct row_head head = {
		.agency = agency,
		.flags = (uint8_t)(ROW_EVENT_ROW | flags),
		.kind = (uint8_t)copy.kind,
		.status = (uint8_t)copy.status,
		.start = copy.start,
		.end = copy.end,
	};
	size_t size = sizeof head;
	char *at;

	for (size_t i = 0; i < EVENT_TEXT_COUNT; i++) {
		const char *text = *event_text(&copy, i);

		if (!text || !*text)
			continue;
		head.sent |= (uint32_t)1 << i;
		size += strlen(text) + 1;
	}
	if (!pack_room(s, size))
		return err_nomem(e);
	at = s->packed + sizeof head;
	for (size_t i = 0; i < EVENT_TEXT_COUNT; i++)
		if (head.sent >> i & 1)
			at += put_text(at, *event_text(&copy, i), keeps_lines(EVENT_TEXTS[i].name));
	s->events += !(flags & ROW_TOLD);
	return row_put(s, &head, size, ev->origin, e);
}

static void person_unpack(const struct staging *s, const struct row_head *head, const char *at,
	struct record *out)
{
	memset(out, 0, sizeof *out);
	if (head->agency < s->agencies.n) {
		out->agency_code = s->agencies.v[head->agency].code;
		out->agency = s->agencies.v[head->agency].id;
	}
	out->local_id = at;
	at += strlen(at) + 1;
	for (size_t i = 0; i < RF_COUNT; i++) {
		if (!(head->sent >> i & 1))
			continue;
		out->field[i] = at;
		at += strlen(at) + 1;
	}
}

static void event_unpack(const struct staging *s, const struct row_head *head, const char *at,
	struct event *out)
{
	memset(out, 0, sizeof *out);
	if (head->agency < s->agencies.n) {
		out->agency_code = s->agencies.v[head->agency].code;
		out->agency = s->agencies.v[head->agency].id;
	}
	out->kind = (enum event_kind)head->kind;
	out->status = (enum event_status)head->status;
	out->start = head->start;
	out->end = head->end;
	for (size_t i = 0; i < EVENT_TEXT_COUNT; i++) {
		if (!(head->sent >> i & 1))
			continue;
		*event_text(out, i) = at;
		at += strlen(at) + 1;
	}
}

enum status staging_row(struct staging *s, uint64_t at, struct staged_row *out, struct err *e)
{
	struct row_head head;
	const void *bytes;
	enum status st = spool_read(&s->rows, at, sizeof head, &bytes, e);

	if (st != ST_OK)
		return st;
	memcpy(&head, bytes, sizeof head);
	if (head.size <= sizeof head)
		return err_set(e, ST_DAMAGED, "the file of this run's rows has been changed");
	st = spool_read(&s->rows, at, head.size, &bytes, e);
	if (st != ST_OK)
		return st;
	if (head.agency == STAGING_NO_AGENCY)
		head.agency = s->only;
	*out = (struct staged_row){
		.at = at,
		.next = at + head.size,
		.is_event = head.flags & ROW_EVENT_ROW,
		.is_gone = head.flags & ROW_GONE,
		.has_parts_to_find = head.flags & ROW_HAS_PARTS,
		.is_told = head.flags & ROW_TOLD,
		.agency = head.agency,
		.file = head.file < s->files.n ? s->files.v[head.file] : NULL,
		.line = head.line,
		.group = head.group,
		.name = (const char *)bytes + sizeof head,
	};
	if (out->is_event)
		event_unpack(s, &head, out->name, &out->event);
	else
		person_unpack(s, &head, out->name, &out->record);
	return ST_OK;
}

enum status staging_drop(struct staging *s, uint64_t at, struct err *e)
{
	const void *bytes;
	uint8_t flags;
	uint64_t where = at + offsetof(struct row_head, flags);
	enum status st = spool_read(&s->rows, where, 1, &bytes, e);

	if (st != ST_OK)
		return st;
	flags = (uint8_t)(*(const uint8_t *)bytes | ROW_GONE);
	return spool_patch(&s->rows, where, &flags, 1, e);
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
	if (!code && !b->staging->has_unsaid) {
		b->staging->has_unsaid = true;
		b->staging->unsaid_at = o;
	}
	b->staging->unsaid += !code;
	if (!code)
		return ST_OK;
	if (!staging_agency(b->staging, code, index))
		return err_nomem(e);
	a = &b->staging->agencies.v[*index];
	a->rows++;
	if (!a->is_used) {
		a->is_used = true;
		a->used_at = o;
	}
	return ST_OK;
}

enum status batch_expect(struct batch *b, const char *code, struct err *e)
{
	uint32_t index;

	if (!code)
		return ST_OK;
	if (!staging_agency(b->staging, code, &index))
		return err_nomem(e);
	b->staging->agencies.v[index].is_expected = true;
	return ST_OK;
}

static enum status too_long(
	struct batch *b, struct origin o, const char *field, const char *row, struct err *e)
{
	return batch_reject(
		b, o, field, "is longer than 64 KiB", row && strlen(row) <= 200 ? row : NULL, e);
}

/* Several that were told apart by their last digits would be taken for one. */
#define SHORTENED "is a number that a spreadsheet has shortened: ask its sender for it as text"

static bool is_shortened(const char *text)
{
	return text && number_is_shortened(text);
}

/* What names nobody any more is left out and said; the rest of the row goes in. */
static enum status shortened_drop(struct batch *b, struct staged_person *p, struct err *e)
{
	static const enum record_field NUMBERS[] = { RF_NHS_NUMBER, RF_PHONE };
	enum status st = ST_OK;

	for (size_t i = 0; i < sizeof NUMBERS / sizeof *NUMBERS && st == ST_OK; i++) {
		if (!is_shortened(p->field[NUMBERS[i]]))
			continue;
		p->field[NUMBERS[i]] = NULL;
		st = batch_reject(b, p->origin, RECORD_FIELD_NAMES[NUMBERS[i]],
			SHORTENED " (the rest of the row was taken in)", p->local_id, e);
	}
	return st;
}

enum status batch_person(struct batch *b, const struct staged_person *sent, struct err *e)
{
	struct staged_person copy = *sent, *p = &copy;
	uint32_t agency;
	char form[24];
	enum status st;

	if (!p->local_id || !*p->local_id)
		return batch_reject(b, p->origin, "local_id", "is missing", NULL, e);
	if (!fits(p->local_id))
		return too_long(b, p->origin, "local_id", NULL, e);
	for (size_t i = 0; i < RF_COUNT; i++)
		if (!fits(p->field[i]))
			return too_long(b, p->origin, RECORD_FIELD_NAMES[i], p->local_id, e);
	if (is_shortened(p->local_id))
		return batch_reject(b, p->origin, "local_id", SHORTENED, p->local_id, e);
	st = id_settle(b, p->agency, &p->local_id, form, e);
	if (st == ST_OK)
		st = shortened_drop(b, p, e);
	if (st == ST_OK)
		st = agency_of(b, p->agency, p->origin, &agency, e);
	if (st == ST_OK && b->no_memory)
		st = err_nomem(e);
	if (st == ST_OK)
		born_look(b, p);
	return st == ST_OK ? person_pack(b->staging, p, agency, e) : st;
}

static enum status event_taken(
	struct batch *b, const struct staged_event *sent, bool parts, struct err *e)
{
	struct staged_event settled = *sent, *ev = &settled;
	struct event copy = ev->event;
	uint32_t agency;
	char form[24];
	enum status st;

	if (!copy.source_ref || !*copy.source_ref)
		return batch_reject(b, ev->origin, "source_ref", "is missing", NULL, e);
	if (!copy.local_id || !*copy.local_id)
		return batch_reject(b, ev->origin, "local_id", "is missing", copy.source_ref, e);
	if (!civil_is_set(copy.start))
		return batch_reject_of(b, ev->origin, "starts_on", "is missing", copy.source_ref, copy.local_id, e);
	for (size_t i = 0; i < EVENT_TEXT_COUNT; i++)
		if (!fits(*event_text(&copy, i)))
			return too_long(b, ev->origin, EVENT_TEXTS[i].name, copy.source_ref, e);
	if (is_shortened(copy.local_id))
		return batch_reject_of(b, ev->origin, "local_id", SHORTENED, copy.source_ref, copy.local_id, e);
	if (is_shortened(copy.source_ref))
		return batch_reject_of(b, ev->origin, "source_ref", SHORTENED, copy.source_ref, copy.local_id, e);
	st = id_settle(b, ev->agency, &ev->event.local_id, form, e);
	if (st == ST_OK)
		st = agency_of(b, ev->agency, ev->origin, &agency, e);
	if (st == ST_OK && b->no_memory)
		st = err_nomem(e);
	if (st == ST_OK)
		begins_look(b, ev);
	return st == ST_OK ? event_pack(b->staging, ev, agency, parts ? ROW_HAS_PARTS : 0, e) : st;
}

enum status batch_told(struct batch *b, const struct staged_event *ev, struct err *e)
{
	uint32_t agency;

	if (!staging_agency(b->staging, ev->agency, &agency))
		return err_nomem(e);
	return event_pack(b->staging, ev, agency, ROW_TOLD, e);
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
		same_agency, &(struct wanted){ b->staging, code });

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
