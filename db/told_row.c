/*
 * told_row.c - rows as their files told them, kept beside a version that was put
 * together of several: `told:` and the fields by number, each `N=text`, `|` after it.
 */
#include <stdlib.h>
#include <string.h>

#include "carried.h"
#include "events.h"
#include "store_retold.h"

static const char TOLD[] = "told:", SPECIAL[] = "%;|=";
/* Numbers of what is no text. */
enum { F_RECORD = 100, F_KIND, F_STATUS, F_START, F_END, F_REF };

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

	if (!text)
		return;
	put(w, code, (size_t)snprintf(code, sizeof code, "%d=", field));
	for (; *text; text++)
		if (strchr(SPECIAL, *text))
			put(w, code, (size_t)snprintf(code, sizeof code, "%%%02X", (unsigned)*text));
		else
			put(w, text, 1);
	put(w, "|", 1);
}

static void number_put(struct writing *w, int field, int64_t number)
{
	char text[24];

	snprintf(text, sizeof text, "%lld", (long long)number);
	field_put(w, field, text);
}

static void row_write(struct writing *w, const struct event *e)
{
	if (w->n)
		put(w, ";", 1);
	put(w, TOLD, sizeof TOLD - 1);
	number_put(w, F_RECORD, e->record);
	number_put(w, F_KIND, e->kind);
	number_put(w, F_STATUS, e->status);
	number_put(w, F_START, moment_pack(e->start));
	if (civil_is_set(e->end))
		number_put(w, F_END, moment_pack(e->end));
	field_put(w, F_REF, e->source_ref);
	for (int i = 0; i < EVENT_TEXT_COUNT; i++)
		field_put(w, i, event_text(e, i));
}

enum status store_event_told(struct txn *t, int64_t event, int64_t import, const struct event *const *row, size_t n,
	struct err *err)
{
	struct writing w = {0};
	enum status status;

	for (size_t i = 0; i < n; i++)
		row_write(&w, row[i]);
	status = w.nomem ? err_nomem(err) : store_event_carried(t, event, import, w.text, err);
	free(w.text);
	return status;
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
		e->end = moment_unpack(strtoll(text, NULL, 10));
		break;
	case F_REF:
		e->source_ref = text;
		break;
	default:
		if (field >= 0 && field < EVENT_TEXT_COUNT)
			event_text_set(e, field, text);
	}
}

bool told_row_is(const char *item, size_t length)
{
	return length >= sizeof TOLD - 1 && strncmp(item, TOLD, sizeof TOLD - 1) == 0;
}

bool told_row_read(const char *item, size_t length, struct arena *a, struct event *e)
{
	const char *at = item + sizeof TOLD - 1, *end = item + length;

	e->end = CIVIL_ABSENT;
	for (int i = 0; i < EVENT_TEXT_COUNT; i++)
		event_text_set(e, i, NULL);
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
