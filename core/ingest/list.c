#include "ingest.h"

#include <inttypes.h>
#include <string.h>

#include "governance/gate.h"
#include "ingest/kept.h"
#include "store_imports.h"
#include "text.h"

static bool sees_rows(const struct session *s)
{
	return s->viewer.is_owner && session_may(s, MAY_IMPORT);
}

/* Of a `;` list of codes those that are told, as they are told; *any: there is one, or the
 * list has none (a directory of services). */
static enum status codes_told(struct session *s, const char *codes, struct arena *a, const char **out, bool *any,
	struct err *e)
{
	const char *told = codes ? "" : NULL;
	enum status st = ST_OK;

	*any = !codes || !*codes;
	for (const char *at = codes; st == ST_OK && at && *at;) {
		size_t length = strcspn(at, ";");
		const char *code = arena_printf(a, "%.*s", (int)length, at);
		const struct agency *agency = code ? session_agency_by_code(s, code) : NULL;
		enum tells how = TELLS_NOTHING;

		st = !code ? err_nomem(e) : agency ? agency_told(s, agency, &how, e) : ST_OK;
		if (st == ST_OK && how != TELLS_NOTHING) {
			told = arena_printf(a, "%s%s%s", told, *told ? ";" : "", agency_code_told(s, agency, how));
			*any = true;
			st = told ? ST_OK : err_nomem(e);
		}
		at += length + (at[length] == ';');
	}
	*out = told;
	return st;
}

static struct import_line line_of(const struct import_row *row)
{
	return (struct import_line){
		.import = row->id, .at = row->at, .worker = row->worker, .agency = row->agency, .format = row->format,
		.files = row->files, .read = row->read, .fresh = row->fresh, .changed = row->changed,
		.same = row->same, .rejected = row->rejected, .state = row->state,
	};
}

static void numbers_drop(struct import_line *l)
{
	l->files = l->read = l->fresh = l->changed = l->same = l->rejected = -1;
}

enum status imports_list(
	struct session *s, bool is_look, struct arena *a, struct import_line **out, size_t *n, struct err *e)
{
	struct import_row *rows;
	struct import_line *lines;
	size_t count, kept = 0;
	enum status st = is_look
		? case_look(s, &(struct deed){ .deed = "list", .detail = "imports" }, e) : ST_OK;

	if (st == ST_OK)
		st = store_import_all(s->store, a, &rows, &count, e);
	if (st != ST_OK)
		return st;
	lines = arena_alloc(a, (count + 1) * sizeof *lines);
	if (!lines)
		return err_nomem(e);
	for (size_t i = 0; i < count && st == ST_OK; i++) {
		bool is_told = true;

		lines[kept] = line_of(&rows[i]);
		if (!sees_rows(s)) {
			numbers_drop(&lines[kept]);
			lines[kept].worker = worker_shown(s, rows[i].worker, 0, a);
			st = codes_told(s, rows[i].agency, a, &lines[kept].agency, &is_told, e);
		}
		kept += is_told;
	}
	*out = lines;
	*n = kept;
	return st;
}

/* Rows set aside ------------------------------------------------------------ */

enum { REJECTS_A_PAGE = 1000 };

/* The newest that has rows of this agency; of all where it is NULL. */
static enum status newest_of(const struct store *s, const char *agency, struct arena *a,
	struct import_row *out, struct err *e)
{
	struct import_row *row;
	size_t n = 0;
	enum status st = store_import_all(s, a, &row, &n, e);

	if (st != ST_OK)
		return st;
	for (size_t i = 0; i < n; i++)
		if (!agency || text_list_has(row[i].agency, agency)) {
			*out = row[i];
			return ST_OK;
		}
	return err_set(e, ST_NONE, agency ? "nothing of %s has come in" : "nothing has come in yet%s",
		agency ? agency : "");
}

static enum status rejects_of(const struct store *s, const struct import_row *import, int64_t *after,
	size_t most, struct arena *a, struct reject_line **out, size_t *n, struct err *e)
{
	struct reject_row *rows;
	struct reject_line *lines;
	size_t count;
	enum status st = store_rejects(s, import->id, *after, most, a, &rows, &count, e);

	if (st != ST_OK)
		return st;
	lines = arena_alloc(a, (count + 1) * sizeof *lines);
	if (!lines)
		return err_nomem(e);
	for (size_t i = 0; i < count; i++) {
		lines[i] = (struct reject_line){
			.import = rows[i].import,
			.file = rows[i].file,
			.line = rows[i].line,
			.field = rows[i].field,
			.reason = rows[i].reason,
			.text = rows[i].text,
			.agency = reject_whose(import->agency, rows[i].file, a),
		};
		if (!lines[i].agency)
			return err_nomem(e);
		*after = rows[i].id;
	}
	*out = lines;
	*n = count;
	return ST_OK;
}

/* Which run, looked up and told to the audit once. */
static enum status page_begin(struct session *s, struct reject_page *p, const char *code, struct arena *a,
	struct err *e)
{
	struct import_row row = { .id = p->import };
	enum status st = case_look(s, &(struct deed){ .deed = "list", .detail = "rejects" }, e);

	if (st == ST_OK && !p->import)
		st = newest_of(s->store, code, a, &row, e);
	p->import = row.id;
	return st;
}

/* Those of another agency are left out; *all: how many there were. */
static enum status page_read(struct session *s, struct reject_page *p, const struct import_row *row,
	const char *code, size_t *all, struct arena *a, struct err *e)
{
	enum status st = rejects_of(s->store, row, &p->after, REJECTS_A_PAGE, a, &p->line, all, e);

	p->n = 0;
	for (size_t i = 0; st == ST_OK && i < *all; i++) {
		if (!code || strcmp(p->line[i].agency, code) == 0)
			p->line[p->n++] = p->line[i];
		else
			p->untold += !*p->line[i].agency;
	}
	return st;
}

enum status rejects_page(struct session *s, struct reject_page *p, const char *agency, struct arena *a,
	struct err *e)
{
	struct import_row row;
	char folded[65], *code = agency ? folded : NULL;
	size_t all = 0;
	enum status st = ST_OK;

	if (agency && !code_fold(agency, folded))
		return err_set(e, ST_USAGE, "%s is no agency code (letters, digits and - only)", agency);
	if (!p->after)
		st = page_begin(s, p, code, a, e);
	if (st == ST_OK)
		st = store_import_get(s->store, p->import, a, &row, e);
	do {
		if (st == ST_OK)
			st = page_read(s, p, &row, code, &all, a, e);
	} while (st == ST_OK && all && !p->n);
	return st;
}

enum status import_open(struct session *s, int64_t import, size_t rejects_most, struct arena *a,
	struct import_opened *out, struct err *e)
{
	struct import_row row;
	struct import_opened o = {0};
	int64_t after = 0;
	enum status st = store_import_get(s->store, import, a, &row, e);

	*out = (struct import_opened){ .notes = "" };
	if (st == ST_OK && strcmp(row.state, IMPORT_WITHDRAWN) == 0)
		st = store_import_beside(s->store, &row, &out->stays, e);
	o.stays = out->stays;
	if (st == ST_OK && !sees_rows(s))
		return ST_OK;
	if (st == ST_OK)
		st = case_look(s, &(struct deed){ .deed = "list", .detail = "rejects" }, e);
	if (st == ST_OK)
		st = kept_notes(s, import, a, &o.notes, e);
	if (st == ST_OK)
		st = rejects_of(s->store, &row, &after, rejects_most, a, &o.reject, &o.reject_n, e);
	if (st == ST_OK)
		*out = o;
	return st;
}

const char *reject_sentence(const char *field, const char *reason, struct arena *a)
{
	static const char *const ABOUT_FIELD[] = { "is ", "has ", "holds ", "names ", "differs ", "lies " };
	const char *out;
	bool is_about = false;

	reason = reason ? reason : "";
	if (!field || !*field)
		return reason;
	for (size_t i = 0; i < sizeof ABOUT_FIELD / sizeof *ABOUT_FIELD; i++)
		is_about |= strncmp(reason, ABOUT_FIELD[i], strlen(ABOUT_FIELD[i])) == 0;
	out = arena_printf(a, "%s%s%s", field, is_about ? " " : ": ", reason);
	return out ? out : "";
}

bool reject_is_part(const char *reason)
{
	return reason && strstr(reason, "(the rest of the ");
}

const char *rejects_told(int64_t rejected, int64_t in_part, struct arena *a)
{
	int64_t whole = rejected - in_part;
	const char *out;

	if (!in_part)
		out = arena_printf(a, "%" PRId64 " row%s set aside", whole, whole == 1 ? "" : "s");
	else if (!whole)
		out = arena_printf(a, "%" PRId64 " row%s without a field", in_part, in_part == 1 ? " goes in" : "s go in");
	else
		out = arena_printf(a, "%" PRId64 " row%s set aside, %" PRId64 " %s in without a field", whole,
			whole == 1 ? "" : "s", in_part, in_part == 1 ? "goes" : "go");
	return out ? out : "";
}
