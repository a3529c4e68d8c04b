#include "ingest/moves.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "text.h"

enum { KEY_ROOM = 64, POSTCODE_ROOM = 9 };

bool moves_note(struct moves *m, const char *agency, const char *local_id, const char *before,
	const char *after)
{
	char from[POSTCODE_ROOM], to[POSTCODE_ROOM];
	size_t at = strlen(m->ids), room = strlen(agency) + strlen(local_id) + 4;

	if (!before || !after || !postcode_fold(before, from) || !postcode_fold(after, to) ||
		strcmp(from, to) == 0)
		return false;
	m->n++;
	if (at + room <= sizeof m->ids)
		snprintf(m->ids + at, sizeof m->ids - at, "%s%s:%s", at ? ", " : "", agency, local_id);
	return true;
}

static void key_make(int64_t import, char out[static KEY_ROOM])
{
	snprintf(out, KEY_ROOM, "import.moves.%lld", (long long)import);
}

enum status moves_put(struct txn *txn, int64_t import, const struct moves *m, struct err *e)
{
	char key[KEY_ROOM], text[sizeof m->ids + 24];

	if (!m->n)
		return ST_OK;
	key_make(import, key);
	snprintf(text, sizeof text, "%lld %s", (long long)m->n, m->ids);
	return store_setting_put(txn, key, text, e);
}

enum status moves_get(const struct store *s, int64_t import, struct moves *out, struct err *e)
{
	struct arena *a = arena_new();
	const char *text = "";
	char key[KEY_ROOM], *rest;
	enum status st;

	*out = (struct moves){0};
	if (!a)
		return err_nomem(e);
	key_make(import, key);
	st = store_setting_get(s, key, a, &text, e);
	if (st == ST_OK) {
		out->n = strtoll(text, &rest, 10);
		snprintf(out->ids, sizeof out->ids, "%s", rest + (*rest == ' '));
	}
	arena_free(a);
	return st == ST_NONE ? ST_OK : st;
}

static int64_t told_of(const struct moves *m)
{
	int64_t n = m->ids[0] != '\0';

	for (const char *at = m->ids; (at = strstr(at, ", ")); at += 2)
		n++;
	return n;
}

/* "HSG:12" as "Vale Homes 12". */
static const char *id_told(struct session *s, const char *id, size_t length, struct arena *a)
{
	size_t n = strcspn(id, ":");
	char *code = n < length ? arena_printf(a, "%.*s", (int)n, id) : NULL;
	const struct agency *of = code ? session_agency_by_code(s, code) : NULL;

	return of ? arena_printf(a, "%s %.*s", agency_shown(of), (int)(length - n - 1), id + n + 1)
		: arena_printf(a, "%.*s", (int)length, id);
}

static const char *ids_told(struct session *s, const char *ids, struct arena *a)
{
	const char *told = "";

	while (*ids && told) {
		const char *end = strstr(ids, ", ");
		size_t length = end ? (size_t)(end - ids) : strlen(ids);
		const char *id = id_told(s, ids, length, a);

		told = id ? arena_printf(a, "%s%s%s", told, *told ? ", " : "", id) : NULL;
		ids += length + (end ? 2 : 0);
	}
	return told;
}

const char *moves_sentence(struct session *s, const struct moves *m, struct arena *a)
{
	int64_t left = m->n - told_of(m);
	const char *ids = ids_told(s, m->ids, a);
	const char *more = left > 0 ? arena_printf(a, " and %lld more", (long long)left) : "";

	if (!m->n)
		return "";
	return ids && more ? arena_printf(a, "%lld %s another postcode than in the file before (%s%s): a move?",
		(long long)m->n, m->n == 1 ? "person has" : "people have", ids, more) : NULL;
}
