#include "ingest/kept.h"
#include "ingest/files/packed.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "care/work.h"
#include "ingest/moves.h"
#include "ingest/staging.h"
#include "store_quarters.h"
#include "text.h"

enum { KEY_ROOM = 64, CODE_ROOM = 65 };

static void key_make(const char *what, int64_t import, char out[static KEY_ROOM])
{
	snprintf(out, KEY_ROOM, "import.%s.%lld", what, (long long)import);
}

/* Writing ------------------------------------------------------------------- */

static enum status text_put(
	struct txn *txn, const char *what, int64_t import, const char *text, struct err *e)
{
	char key[KEY_ROOM];

	key_make(what, import, key);
	return *text ? store_setting_put(txn, key, text, e) : ST_OK;
}

static enum status notes_put(struct txn *txn, const struct batch *b, int64_t import, struct err *e)
{
	size_t room = 64, at = 0;
	char *text;
	enum status st;

	for (size_t i = 0; i < b->notes.n; i++)
		room += strlen(b->notes.v[i]) + 1;
	text = calloc(1, room);
	if (!text)
		return err_nomem(e);
	for (size_t i = 0; i < b->notes.n; i++)
		at += (size_t)snprintf(text + at, room - at, "%s%s", at ? "\n" : "", b->notes.v[i]);
	if (b->notes_left_off)
		snprintf(text + at, room - at, "\nand %lld more like these", (long long)b->notes_left_off);
	st = text_put(txn, "notes", import, text, e);
	free(text);
	return st;
}

static enum status rows_put(struct txn *txn, const struct batch *b, int64_t import, struct err *e)
{
	const struct staging *s = b->staging;
	size_t room = 1, at = 0;
	char *text;
	enum status st;

	for (size_t i = 0; i < s->agencies.n; i++)
		room += strlen(s->agencies.v[i].code) + 24;
	text = calloc(1, room);
	if (!text)
		return err_nomem(e);
	for (size_t i = 0; i < s->agencies.n; i++)
		if (s->agencies.v[i].is_used)
			at += (size_t)snprintf(text + at, room - at, "%s %lld\n", s->agencies.v[i].code,
				(long long)s->agencies.v[i].rows);
	st = text_put(txn, "rows", import, text, e);
	free(text);
	return st;
}

/* The latest of what its agencies sent. */
static enum status quarter_put(struct txn *txn, const struct batch *b, int64_t place, struct err *e)
{
	int32_t day = CIVIL_NONE;

	for (size_t i = 0; i < b->periods.n; i++)
		if (b->periods.v[i] > day)
			day = b->periods.v[i];
	return day == CIVIL_NONE ? ST_OK : store_quarter_put(txn, place, day, e);
}

enum status kept_put(struct txn *txn, const struct batch *b, int64_t import, int64_t place, struct err *e)
{
	enum status st = notes_put(txn, b, import, e);

	if (st == ST_OK)
		st = rows_put(txn, b, import, e);
	return st == ST_OK ? quarter_put(txn, b, place, e) : st;
}

/* Of an import that is taken back nothing is said any more. */
enum status kept_remove(struct txn *txn, int64_t import, struct err *e)
{
	static const char *const KEPT[] = { "notes", "rows", "moves" };
	char key[KEY_ROOM];
	enum status st = ST_OK;

	for (size_t i = 0; i < sizeof KEPT / sizeof *KEPT && st == ST_OK; i++) {
		key_make(KEPT[i], import, key);
		st = store_setting_put(txn, key, NULL, e);
	}
	return st;
}

/* Reading ------------------------------------------------------------------- */

static enum status text_get(const struct store *s, const char *what, int64_t import,
	struct arena *a, const char **out, struct err *e)
{
	char key[KEY_ROOM];
	enum status st;

	key_make(what, import, key);
	st = store_setting_get(s, key, a, out, e);
	if (st != ST_NONE)
		return st;
	*out = "";
	return ST_OK;
}

enum status kept_notes(
	struct session *s, int64_t import, struct arena *a, const char **out, struct err *e)
{
	struct moves moves;
	const char *notes = "", *moved;
	enum status st = text_get(s->store, "notes", import, a, &notes, e);

	if (st == ST_OK)
		st = moves_get(s->store, import, &moves, e);
	if (st != ST_OK)
		return st;
	moved = moves_sentence(s, &moves, a);
	*out = moved ? arena_printf(a, "%s%s%s", notes, *notes && *moved ? "\n" : "", moved) : NULL;
	return *out ? ST_OK : err_nomem(e);
}

enum status kept_rows(const struct store *s, const struct import_row *row, const char *agency,
	struct arena *a, int64_t *rows, struct err *e)
{
	size_t length = strlen(agency);
	const char *at;
	enum status st = text_get(s, "rows", row->id, a, &at, e);

	*rows = row->agency && strcmp(row->agency, agency) == 0 ? row->read : KEPT_UNKNOWN;
	for (; st == ST_OK && *at; at += strcspn(at, "\n"), at += *at == '\n')
		if (strncmp(at, agency, length) == 0 && at[length] == ' ')
			*rows = strtoll(at + length, NULL, 10);
	return st;
}

/* Comparing ----------------------------------------------------------------- */

bool rows_are_few(int64_t now, int64_t before)
{
	return before >= 20 && now >= 0 && now * 2 < before;
}

/* The last import in force that brought rows of this agency in these formats. */
static enum status few_note(struct batch *b, const struct held_agency *of, const char *formats,
	const struct import_row *row, size_t n, struct arena *a, struct err *e)
{
	int64_t before = KEPT_UNKNOWN;
	enum status st = ST_OK;

	for (size_t i = 0; i < n && st == ST_OK; i++) {
		if (!import_is_applied(&row[i]) || !row[i].format || strcmp(row[i].format, formats) != 0 ||
			!text_list_has(row[i].agency, of->code))
			continue;
		st = kept_rows(b->session->store, &row[i], of->code, a, &before, e);
		break;
	}
	if (st != ST_OK || !rows_are_few(of->rows, before))
		return st;
	return batch_note(b, e, "%s sent %lld row%s this time and %lld the last: is the file whole?",
		agency_called_by_code(b->session, of->code), (long long)of->rows, of->rows == 1 ? "" : "s", (long long)before);
}

enum status kept_compare(struct batch *b, const char *formats, struct arena *a, struct err *e)
{
	const struct staging *s = b->staging;
	struct import_row *row;
	size_t n = 0;
	enum status st = batch_expect(b, b->agency, e);

	if (st == ST_OK)
		st = store_import_all(b->session->store, a, &row, &n, e);
	for (size_t i = 0; i < s->agencies.n && st == ST_OK; i++)
		if (s->agencies.v[i].is_used || s->agencies.v[i].is_expected)
			st = few_note(b, &s->agencies.v[i], formats, row, n, a, e);
	return st;
}

const char *reject_whose(const char *agencies, const char *file, struct arena *a)
{
	char code[65];

	if (!agencies || !*agencies)
		return "";
	if (!strchr(agencies, ';'))
		return agencies;
	return file && path_folder_code(file, code) && text_list_has(agencies, code) ? arena_dup(a, code) : "";
}
