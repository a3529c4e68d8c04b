#include "ingest/staging.h"

#include <stdlib.h>
#include <string.h>

/* Of all fields only these may hold several lines. */
static bool keeps_lines(const char *name)
{
	return strcmp(name, "summary") == 0;
}

enum { ROW_EVENT_ROW = 1, ROW_GONE = 2, ROW_HAS_PARTS = 4, ROW_TOLD = 8 };

/* `sent`: bit i says that field i follows; a person's local_id always does, first.  What an
 * event is told by, or a person's consent, comes after its fields. */
enum { SENT_TOLD = EVENT_TEXT_COUNT, SENT_CONSENT = RF_COUNT };
struct row_head {
	uint32_t size; /* with this */
	uint32_t sent;
	uint32_t agency, file, line;
	uint32_t name_written, whose_written;
	int32_t day;
	uint8_t flags, kind, status, unused;
	uint32_t lacks; /* of a person: fields that its table has no column for */
	int64_t group; /* of an event: whose word it is */
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

const struct held_agency *staging_agency_known(const struct staging *s, const char *code)
{
	const uint32_t *row = rowindex_find(&s->by_code, rowindex_hash(0, code), same_agency, &(struct wanted){ s, code });

	return row ? &s->agencies.v[*row] : NULL;
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

enum status staging_person(struct staging *s, const struct staged_person *p, uint32_t agency, uint32_t written, struct err *e)
{
	struct row_head head = { .agency = agency, .group = p->group, .name_written = written, .whose_written = written,
		.day = p->day, .lacks = p->lacks };
	size_t size = sizeof head + strlen(p->local_id) + 1;
	char *at;

	for (size_t i = 0; i < RF_COUNT; i++) {
		if (!p->field[i] || !*p->field[i])
			continue;
		head.sent |= (uint32_t)1 << i;
		size += strlen(p->field[i]) + 1;
	}
	if (p->consent_by) {
		head.sent |= (uint32_t)1 << SENT_CONSENT;
		size += strlen(p->consent_by) + 1;
	}
	if (!pack_room(s, size))
		return err_nomem(e);
	at = s->packed + sizeof head;
	at += put_text(at, p->local_id, false);
	for (size_t i = 0; i < RF_COUNT; i++)
		if (head.sent >> i & 1)
			at += put_text(at, p->field[i], false);
	if (p->consent_by)
		put_text(at, p->consent_by, false);
	s->people++;
	return row_put(s, &head, size, p->origin, e);
}

enum status staging_event(struct staging *s, const struct staged_event *ev, const struct staged_as *as, struct err *e)
{
	const struct event *event = &ev->event;
	struct row_head head = {
		.agency = as->agency,
		.name_written = as->name_written,
		.whose_written = as->whose_written,
		.flags = (uint8_t)(ROW_EVENT_ROW | (as->has_parts_to_find ? ROW_HAS_PARTS : 0) | (as->is_told ? ROW_TOLD : 0)),
		.kind = (uint8_t)event->kind,
		.status = (uint8_t)event->status,
		.start = event->start,
		.end = event->end,
		.group = ev->import,
		.day = ev->day,
	};
	size_t size = sizeof head;
	char *at;

	for (size_t i = 0; i < EVENT_TEXT_COUNT; i++) {
		const char *text = event_text(event, i);

		if (!text || !*text)
			continue;
		head.sent |= (uint32_t)1 << i;
		size += strlen(text) + 1;
	}
	if (ev->told) {
		head.sent |= (uint32_t)1 << SENT_TOLD;
		size += strlen(ev->told) + 1;
	}
	if (!pack_room(s, size))
		return err_nomem(e);
	at = s->packed + sizeof head;
	for (size_t i = 0; i < EVENT_TEXT_COUNT; i++)
		if (head.sent >> i & 1)
			at += put_text(at, event_text(event, i), keeps_lines(EVENT_TEXTS[i].name));
	if (ev->told)
		put_text(at, ev->told, true);
	s->events += !as->is_told;
	return row_put(s, &head, size, ev->origin, e);
}

static void person_unpack(const struct staging *s, const struct row_head *head, const char *at,
	struct record *out, const char **consent_by)
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
	*consent_by = head->sent >> SENT_CONSENT & 1 ? at : NULL;
}

static void event_unpack(const struct staging *s, const struct row_head *head, const char *at,
	struct event *out, const char **told)
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
		event_text_set(out, i, at);
		at += strlen(at) + 1;
	}
	*told = head->sent >> SENT_TOLD & 1 ? at : NULL;
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
		.name_written = head.name_written,
		.whose_written = head.whose_written,
		.group = head.flags & ROW_EVENT_ROW ? 0 : head.group,
		.import = head.flags & ROW_EVENT_ROW ? head.group : 0,
		.day = head.day,
		.lacks = head.lacks,
		.name = (const char *)bytes + sizeof head,
	};
	if (out->is_event)
		event_unpack(s, &head, out->name, &out->event, &out->told);
	else
		person_unpack(s, &head, out->name, &out->record, &out->told);
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
