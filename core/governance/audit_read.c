/*
 * Reading the log of who looked at what; reading it is itself a look.
 */
#include <string.h>

#include "care/work.h"
#include "erase.h"
#include "governance/gate.h"
#include "store_admin.h"

/* Looks were written under the id the person had then: all their records' uuids. */
static enum status person_uuids(const struct session *s, int64_t person, struct arena *arena,
	const char **out, struct err *err)
{
	struct record *record;
	const char *list = "";
	size_t n, i;
	enum status st = store_person_records(s->store, person, arena, &record, &n, err);

	if (st != ST_OK)
		return st;
	for (i = 0; i < n && list; i++)
		list = arena_printf(arena, "%s%s%s", list, i ? ";" : "", record[i].uuid);
	if (!list)
		return err_nomem(err);
	*out = list;
	return ST_OK;
}

static bool is_theirs(const struct session *s, const struct audit_row *row)
{
	return sees_all(s) || s->viewer.role == ROLE_AUDITOR || strcmp(row->worker, s->worker) == 0;
}

/* References tell of what may be withheld, a refusal of whose kin somebody is: they are for whoever did it, and for
 * the auditor. */
static const char *detail_told(const struct session *s, const struct audit_row *row)
{
	bool may_tell = row->detail && (strchr(row->detail, ':') || strstr(row->detail, ", agency ") ||
		!strcmp(row->deed, "refused"));

	return is_theirs(s, row) || !may_tell ? row->detail : NULL;
}

/* That an inquiry keeps somebody's records, that they are to go, and who is kin of theirs, is for who keeps the store. */
static bool is_keepers(const struct audit_row *row)
{
	return !strcmp(row->deed, "hold") || !strcmp(row->deed, "worker") ||
		(row->detail && !strcmp(row->detail, ERASING_LOOK));
}

static enum status lines_read(struct session *s, int64_t person, const char *worker, size_t limit, bool is_for_them,
	struct arena *arena, struct audit_line **out, size_t *n, struct err *err)
{
	struct deed deed = {.deed = "look", .person = person, .detail = "audit"};
	struct audit_query query = {.worker = worker, .limit = limit};
	struct audit_row *row;
	struct audit_line *line;
	size_t row_n, kept = 0;
	enum status st = case_look(s, &deed, err);

	if (st == ST_OK && person)
		st = person_uuids(s, person, arena, &query.person_uuids, err);
	if (st == ST_OK)
		st = store_audit_list(s->store, &query, arena, &row, &row_n, err);
	if (st != ST_OK)
		return st;
	line = arena_alloc(arena, (row_n ? row_n : 1) * sizeof *line);
	if (!line)
		return err_nomem(err);
	for (size_t i = 0; i < row_n; i++)
		if (!is_keepers(&row[i]) || (is_theirs(s, &row[i]) && !is_for_them))
			line[kept++] = (struct audit_line){
				row[i].at, worker_shown(s, row[i].worker, person, arena), row[i].deed,
				row[i].person, detail_told(s, &row[i]), row[i].id
			};
	*out = line;
	*n = kept;
	return ST_OK;
}

enum status audit_read(struct session *s, int64_t person, const char *worker, size_t limit,
	struct arena *arena, struct audit_line **out, size_t *n, struct err *err)
{
	return lines_read(s, person, worker, limit, false, arena, out, n, err);
}

enum status audit_read_for_them(struct session *s, int64_t person, struct arena *arena, struct audit_line **out,
	size_t *n, struct err *err)
{
	return lines_read(s, person, NULL, 0, true, arena, out, n, err);
}

static const char *proof_told(const struct audit_proof *p, bool is_held, struct arena *arena)
{
	const char *noted = p->noted.row ? arena_printf(arena, "; row %lld is the end noted beside the store",
		(long long)p->noted.row) : "; no end is noted beside the store";
	const char *plain = p->keyed_from > 1 ? arena_printf(arena, "; those before row %lld are of a version "
		"without a key", (long long)p->keyed_from) : "";

	return !noted || !plain ? NULL : arena_printf(arena, "%lld rows, none altered or missing%s; the chain "
		"ends in %s%s%s", (long long)p->end.row, is_held ? ", and it went through the end given" : "",
		p->end.hash, noted, plain);
}

enum status audit_verify(struct session *s, const char *held, struct arena *arena,
	const char **sentence, struct err *err)
{
	struct audit_end end;
	struct audit_proof proof;
	enum status st;

	if (held && !audit_end_parse(held, &end))
		return err_set(err, ST_USAGE, "the end of an audit is a number and 64 hexadecimal digits, as "
			"`audit --head` and `backup` print it");
	st = store_audit_verify(s->store, held ? &end : NULL, &proof, err);
	if (st == ST_OK && proof.unproven)
		st = err_set(err, ST_DAMAGED, "%lld rows of the audit, from row %lld on, were chained with a key "
			"that is not in the store's .key file: put its line back to prove them",
			(long long)proof.unproven, (long long)proof.unproven_from);
	if (st != ST_OK)
		return st;
	*sentence = proof_told(&proof, held != NULL, arena);
	return *sentence ? ST_OK : err_nomem(err);
}

enum status audit_head(struct session *s, struct arena *arena, const char **line, struct err *err)
{
	struct deed deed = {.deed = "look", .detail = "audit head"};
	struct audit_end end;
	enum status st = case_look(s, &deed, err);

	if (st == ST_OK)
		st = store_audit_end(s->store, &end, err);
	if (st != ST_OK)
		return st;
	*line = arena_printf(arena, "audit %lld %s", (long long)end.row, end.hash);
	return *line ? ST_OK : err_nomem(err);
}

static enum status note_fn(struct work *w, void *arg, struct err *err)
{
	(void)arg;
	(void)err;
	store_audit_note_anew(w->txn);
	return ST_OK;
}

enum status audit_note_anew(struct session *s, struct err *err)
{
	enum status st = session_require(s, MAY_AUDIT, "audit --head --replace", err);

	return st == ST_OK ? case_write(s, &(struct deed){.deed = "setting", .detail = "the audit's end noted anew"},
		note_fn, NULL, err) : st;
}
