/*
 * told_row.c - rows as their files told them, kept beside the version that was put
 * together of them: `as:` and what each says otherwise than that by the fields' numbers,
 * each `N=text` (nothing: it does not say), `|` after it.  `told:` begins a row that says
 * all of itself, as stores of before have them.
 */
#include <stdlib.h>
#include <string.h>

#include "carried.h"
#include "events.h"
#include "store_retold.h"
#include "text.h"
#include "vec.h"

static const char AS[] = "as:", TOLD[] = "told:", SPECIAL[] = "%;|=";
/* Numbers of what is no text. */
enum { F_RECORD = 100, F_KIND, F_STATUS, F_START, F_END, F_REF, F_AGENCY };

struct writing { char *text; size_t n, room; bool nomem; };

static void put(struct writing *w, const char *bytes, size_t n)
{
	if (w->nomem || !vec_grow((void **)&w->text, &w->room, w->n + n + 1, 1)) {
		w->nomem = true;
		return;
	}
	memcpy(w->text + w->n, bytes, n);
	w->n += n;
	w->text[w->n] = '\0';
}

static void field_put(struct writing *w, int field, const char *text)
{
	char code[16];

	put(w, code, (size_t)snprintf(code, sizeof code, "%d=", field));
	for (; *text; text++)
		if (strchr(SPECIAL, *text))
			put(w, code, (size_t)snprintf(code, sizeof code, "%%%02X", (unsigned)*text));
		else
			put(w, text, 1);
	put(w, "|", 1);
}

static void number_put(struct writing *w, int field, int64_t number, int64_t version)
{
	char text[24];

	if (number == version)
		return;
	snprintf(text, sizeof text, "%lld", (long long)number);
	field_put(w, field, text);
}

static void text_put(struct writing *w, int field, const char *text, const char *version)
{
	if (strcmp(text ? text : "", version ? version : "") != 0)
		field_put(w, field, text ? text : "");
}

static void end_put(struct writing *w, struct civil end, struct civil version)
{
	if (civil_is_set(end))
		number_put(w, F_END, moment_pack(end), civil_is_set(version) ? moment_pack(version) : INT64_MIN);
	else if (civil_is_set(version))
		field_put(w, F_END, "");
}

static void row_write(struct writing *w, const struct event *v, const struct event *e)
{
	if (w->n)
		put(w, ";", 1);
	put(w, AS, sizeof AS - 1);
	number_put(w, F_RECORD, e->record, v->record);
	number_put(w, F_KIND, e->kind, v->kind);
	number_put(w, F_STATUS, e->status, v->status);
	number_put(w, F_START, moment_pack(e->start), moment_pack(v->start));
	end_put(w, e->end, v->end);
	field_put(w, F_REF, e->source_ref);
	if (e->agency_code && v->agency_code)
		text_put(w, F_AGENCY, e->agency_code, v->agency_code);
	for (int i = 0; i < EVENT_COLUMN_COUNT; i++)
		text_put(w, i, event_column(e, i), event_column(v, i));
}

const char *told_rows_write(const struct event *version, const struct event *row, size_t n, struct arena *a)
{
	struct writing w = {0};
	const char *text;

	for (size_t i = 0; i < n; i++)
		row_write(&w, version, &row[i]);
	text = w.nomem ? NULL : arena_dup_n(a, w.text ? w.text : "", w.n);
	free(w.text);
	return text;
}

/* Reading ------------------------------------------------------------------------- */

static int hex(char c)
{
	return c >= '0' && c <= '9' ? c - '0' : c >= 'A' && c <= 'F' ? c - 'A' + 10 : 0;
}

static const char *unwritten(struct arena *a, const char *text, size_t n)
{
	char *out = arena_dup_n(a, text, n), *to = out;

	for (size_t i = 0; out && i < n; i++) {
		if (text[i] == '%' && i + 2 < n) {
			*to++ = (char)(hex(text[i + 1]) * 16 + hex(text[i + 2]));
			i += 2;
		} else {
			*to++ = text[i];
		}
	}
	if (out)
		*to = '\0';
	return out;
}

static void field_read(struct event *e, int field, const char *text)
{
	switch (field) {
	case F_RECORD:
		e->record = strtoll(text, NULL, 10);
		break;
	case F_KIND:
		e->kind = (enum event_kind)strtol(text, NULL, 10);
		break;
	case F_STATUS:
		e->status = (enum event_status)strtol(text, NULL, 10);
		break;
	case F_START:
		e->start = moment_unpack(strtoll(text, NULL, 10));
		break;
	case F_END:
		e->end = *text ? moment_unpack(strtoll(text, NULL, 10)) : CIVIL_ABSENT;
		break;
	case F_REF:
		e->source_ref = text;
		break;
	case F_AGENCY:
		e->agency_code = text;
		break;
	default:
		if (field >= 0 && field < EVENT_COLUMN_COUNT)
			event_column_set(e, field, *text ? text : NULL);
	}
}

static bool begins(const char *item, size_t length, const char *with)
{
	return length >= strlen(with) && strncmp(item, with, strlen(with)) == 0;
}

bool told_row_is(const char *item, size_t length)
{
	return begins(item, length, AS) || begins(item, length, TOLD);
}

/* Over what stands in the event; false: no memory. */
static bool told_row_read(const char *item, size_t length, struct arena *a, struct event *e)
{
	const bool says_all = begins(item, length, TOLD);
	const char *at = item + (says_all ? sizeof TOLD : sizeof AS) - 1, *end = item + length;

	if (says_all)
		e->end = CIVIL_ABSENT;
	for (int i = 0; says_all && i < EVENT_COLUMN_COUNT; i++)
		event_column_set(e, i, NULL);
	while (at < end) {
		const char *stop = memchr(at, '|', (size_t)(end - at)), *is = memchr(at, '=', (size_t)(end - at));
		const char *text;

		if (!stop || !is || is > stop)
			break;
		text = unwritten(a, is + 1, (size_t)(stop - is - 1));
		if (!text)
			return false;
		field_read(e, atoi(at), text);
		at = stop + 1;
	}
	return true;
}

struct told_rows { const struct event *version; struct arena *arena; VEC(struct event) rows; bool nomem; };

static void row_add(void *arg, const char *item, size_t length)
{
	struct told_rows *x = arg;
	struct event row = *x->version;

	if (told_row_is(item, length))
		x->nomem |= !told_row_read(item, length, x->arena, &row) || !vec_push(&x->rows, row);
}

bool told_rows_read(const char *text, const struct event *version, struct arena *a, struct event **out, size_t *n)
{
	struct told_rows x = {.version = version, .arena = a};

	text_list(text, row_add, &x);
	*n = x.rows.n;
	*out = arena_alloc(a, (x.rows.n + 1) * sizeof **out);
	if (*out && x.rows.n)
		memcpy(*out, x.rows.v, x.rows.n * sizeof **out);
	vec_done(&x.rows);
	return *out && !x.nomem;
}
