/*
 * Reading the log of who looked at what; reading it is itself a look.
 */
#include "care/work.h"
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

enum status audit_read(struct session *s, int64_t person, const char *worker, size_t limit,
	struct arena *arena, struct audit_line **out, size_t *n, struct err *err)
{
	struct deed deed = {.deed = "look", .person = person, .detail = "audit"};
	struct audit_query query = {.worker = worker, .limit = limit};
	struct audit_row *row;
	struct audit_line *line;
	size_t row_n, i;
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
	for (i = 0; i < row_n; i++)
		line[i] = (struct audit_line){
			row[i].at, row[i].worker, row[i].deed, row[i].person, row[i].detail
		};
	*out = line;
	*n = row_n;
	return ST_OK;
}

enum status audit_verify(struct session *s, struct arena *arena, const char **sentence,
	struct err *err)
{
	char head[65];
	int64_t rows;
	enum status st = store_audit_verify(s->store, &rows, head, err);

	if (st != ST_OK)
		return st;
	*sentence = arena_printf(arena, "%lld rows, none altered or missing; the chain ends in %s",
		(long long)rows, head);
	return *sentence ? ST_OK : err_nomem(err);
}
