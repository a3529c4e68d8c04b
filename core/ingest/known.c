#include "ingest/known.h"

#include <inttypes.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "care/work.h"
#include "ingest/files/packed.h"
#include "ingest/profile/mapping.h"
#include "ingest/staging.h"
#include "store_imports.h"
#include "text.h"

enum { DIGEST = 32, PIECE = 1 << 18 };
_Static_assert(KNOWN_MARK == 2 * DIGEST + 1, "a digest in hexadecimal digits");

struct mark_part {
	unsigned char byte[DIGEST];
};

/* Marks ------------------------------------------------------------------------ */

/* What the file holds, packed or not: how often it is read does not matter. */
static enum status content_add(struct batch *b, const struct known_file *file, crypto_generichash_state *state,
	struct err *e)
{
	gzFile in = NULL;
	unsigned char *piece = malloc(PIECE);
	enum status st = piece ? packed_open(file->path, file->label, INT64_MAX, &in, e) : err_nomem(e);
	int n = 0, code = Z_OK;

	if (st == ST_OK)
		gzbuffer(in, PIECE);
	while (st == ST_OK && (n = gzread(in, piece, PIECE)) > 0) {
		crypto_generichash_update(state, piece, (unsigned long long)n);
		st = batch_progress(b, "looking whether it came before", 0, 0, e);
	}
	if (st == ST_OK && n < 0)
		(void)gzerror(in, &code);
	if (code == Z_ERRNO)
		st = packed_trouble(in, file->label, e);
	if (in)
		gzclose(in);
	free(piece);
	return st;
}

/* The code of the folder that it lies in, where the run has an agency of that name. */
static void folder_agency(const struct batch *b, const char *path, char code[static 65])
{
	if (!path_folder_code(path, code))
		code[0] = '\0';
	for (size_t i = 0; i < b->staging->agencies.n; i++)
		if (b->staging->agencies.v[i].is_used && strcmp(b->staging->agencies.v[i].code, code) == 0)
			return;
	code[0] = '\0';
}

static enum status file_mark(struct batch *b, const struct known_file *file, struct mark_part *out, struct err *e)
{
	crypto_generichash_state state;
	char folder[65] = "";
	const char *by = file->profile ? file->profile->name : "";
	const char *whose = b->agency ? b->agency
		: file->profile && file->profile->agency ? file->profile->agency : folder;
	enum status st;

	if (whose == folder)
		folder_agency(b, file->path, folder);
	crypto_generichash_init(&state, NULL, 0, DIGEST);
	crypto_generichash_update(&state, (const unsigned char *)file->format, strlen(file->format) + 1);
	crypto_generichash_update(&state, (const unsigned char *)by, strlen(by) + 1);
	crypto_generichash_update(&state, (const unsigned char *)whose, strlen(whose) + 1);
	st = content_add(b, file, &state, e);
	crypto_generichash_final(&state, out->byte, DIGEST);
	return st;
}

static int by_bytes(const void *a, const void *b)
{
	return memcmp(a, b, DIGEST);
}

enum status known_mark(struct batch *b, const struct known_file *file, size_t n, char mark[static KNOWN_MARK],
	struct err *e)
{
	struct mark_part *part = calloc(n + 1, sizeof *part), whole;
	enum status st = part ? ST_OK : err_nomem(e);

	for (size_t i = 0; i < n && st == ST_OK; i++)
		st = file_mark(b, &file[i], &part[i], e);
	if (st == ST_OK) {
		qsort(part, n, sizeof *part, by_bytes);
		crypto_generichash(whole.byte, DIGEST, (const unsigned char *)part, n * sizeof *part, NULL, 0);
		sodium_bin2hex(mark, KNOWN_MARK, whole.byte, DIGEST);
	}
	free(part);
	return st;
}

/* Telling ------------------------------------------------------------------------ */

enum status known_find(struct batch *b, const char *mark, struct err *e)
{
	struct import_row row;
	char day[12] = "";
	int64_t place = 0;
	enum status st = store_import_by_mark(b->session->store, mark, &place, e);

	if (st == ST_OK)
		st = store_import_get(b->session->store, place, b->arena, &row, e);
	if (st != ST_OK)
		return st == ST_NONE ? ST_OK : st;
	b->place = place;
	snprintf(day, sizeof day, "%.10s", row.at);
	return batch_note(b, e, "These files were taken in before, on %s (import %" PRId64 "), and keep that place: what "
		"came later stays in force (--as-new gives them the last)", day, place);
}

enum status known_mended_note(struct batch *b, const struct import_row *now, struct err *e)
{
	struct import_row row;
	int64_t beside = 0;
	enum status st;

	if (!b->place || !now->format || strcmp(now->format, FORMAT_PROFILE.name) != 0)
		return ST_OK;
	st = store_import_beside(b->session->store, now, &beside, e);
	if (st == ST_OK && beside)
		st = store_import_get(b->session->store, beside, b->arena, &row, e);
	if (st != ST_OK || !beside)
		return st;
	if (!now->fresh && now->changed + now->same >= row.fresh + row.changed + row.same)
		return ST_OK;
	return batch_note(b, e, "The profile reads these files otherwise now: what it told of them before and does not tell "
		"now stays. To be rid of that, withdraw import %" PRId64 " and import %" PRId64 ", then import the files again",
		beside, now->id);
}

enum status known_behind_note(struct batch *b, int64_t n, struct err *e)
{
	if (!n)
		return ST_OK;
	return batch_note(b, e, "%" PRId64 " row%s of theirs %s been replaced by what came later", n, n == 1 ? "" : "s",
		n == 1 ? "has" : "have");
}
