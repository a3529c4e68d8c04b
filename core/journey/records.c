/* records.c - what each agency holds about a person, told for the screen. */
#include "records.h"

#include "care/work.h"
#include "governance/gate.h"
#include "journey/shown.h"
#include "linkage/cut.h"
#include "linkage/ties.h"

static void events_count(const struct person *p, struct record_told *told)
{
	for (size_t i = 0; i < p->row_n; i++)
		for (size_t k = 0; k < p->record_n; k++)
			told[k].events += p->row[i].event.record == p->record[k].id;
}

static enum status tie_tell(
	const struct session *s, const struct person *p, const struct tie *tie, struct arena *arena, struct record_told *told,
	struct err *err)
{
	told->tied_to = tie->to;
	told->tie = tie->row ? tie->row->reason : tie_told(s, tie, arena);
	if (tie->word && !tie->row)
		told->by = worker_shown(s, tie->word->worker, p->id, arena);
	if (!told->tie)
		return err_nomem(err);
	if (!tie->row)
		return ST_OK;
	told->band = tie->row->band;
	told->weight = tie->row->weight;
	return link_cut(s, tie->row->a, tie->row->b, &told->weight, &told->tie, arena, err);
}

enum status records_tell(struct session *s, const struct person *p, struct arena *arena,
	struct record_told **out, struct err *err)
{
	struct record_told *told = arena_alloc(arena, (p->record_n + 1) * sizeof *told);
	struct tie *tie = NULL;
	enum status st = told ? ties_read(s->store, p->record, p->record_n, arena, &tie, err)
		: err_nomem(err);

	for (size_t i = 0; i < p->record_n && st == ST_OK; i++) {
		st = seen_versions(s, p->record[i].id, arena, &told[i].version, &told[i].version_n, err);
		if (st == ST_OK)
			st = tie_tell(s, p, &tie[i], arena, &told[i], err);
	}
	if (st != ST_OK)
		return st;
	events_count(p, told);
	*out = told;
	return ST_OK;
}

enum shown_why record_field_why(const struct person *p, enum record_field field)
{
	return shown_because(field, p->record, p->record_n);
}

bool record_field_same(enum record_field field, const char *x, const char *y)
{
	return shown_same(field, x, y);
}

bool record_field_differs(enum record_field field, const char *said, const char *shown)
{
	return said && shown && shown_comparable(field) && !shown_agrees(field, said, shown);
}
