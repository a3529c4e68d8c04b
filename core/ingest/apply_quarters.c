/* Of which time a run's rows are, where their sender says it: kept with them, and what is of a
 * time before that of others goes behind those. */
#include "ingest/apply.h"

#include "store_quarters.h"

/* What imports told until now, and most of this one, is of; once a run. */
static enum status quarters_know(struct applying *x, struct err *e)
{
	const struct store *s = x->session->store;
	enum status st = ST_OK;

	if (x->knows_quarters)
		return ST_OK;
	st = store_quarter_latest(s, x->import, &x->latest, e);
	if (st == ST_OK)
		st = store_quarter_whole(s, x->import, &x->whole, e);
	x->knows_quarters = st == ST_OK;
	return st;
}

enum status apply_day(struct applying *x, const struct staged_row *row, int32_t *day, bool *is_earlier, struct err *e)
{
	enum status st = quarters_know(x, e);

	*day = row->day ? row->day : x->whole;
	*is_earlier = st == ST_OK && *day != CIVIL_NONE && x->latest != CIVIL_NONE && *day < x->latest;
	return st;
}

static enum status run_put(struct applying *x, enum row_kind kind, struct err *e)
{
	struct quarter_run *run = &x->quarter[kind];
	enum status st = run->first
		? store_quarter_rows_put(x->work->txn, x->import, kind, run->first, run->last, run->day, e) : ST_OK;

	*run = (struct quarter_run){0};
	return st;
}

enum status apply_quarters_flush(struct applying *x, struct err *e)
{
	enum status st = run_put(x, ROW_RECORD, e);

	return st == ST_OK ? run_put(x, ROW_EVENT, e) : st;
}

enum status apply_quarter_note(struct applying *x, const struct staged_row *row, enum row_kind kind, int64_t id,
	struct err *e)
{
	struct quarter_run *run = &x->quarter[kind];
	int32_t known = CIVIL_NONE;
	enum status st = row->day && !row->import ? quarters_know(x, e) : ST_NONE;

	if (st == ST_OK && x->import != x->run) /* it may have said so the first time */
		st = store_quarter_of(txn_store(x->work->txn), x->import, kind, id, &known, e);
	if (st != ST_OK || known == row->day || (known == CIVIL_NONE && row->day == x->whole))
		return st == ST_NONE ? ST_OK : st;
	if (run->first && run->day == row->day && id == run->last + 1) {
		run->last = id;
		return ST_OK;
	}
	if (run->first && run->day == row->day && id >= run->first && id <= run->last)
		return ST_OK;
	st = run_put(x, kind, e);
	*run = (struct quarter_run){id, id, row->day};
	return st;
}
