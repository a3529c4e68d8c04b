/* What a run's tables have no column for, kept by ranges of records with the run. */
#include "ingest/unsaid.h"

#include "store_unsaid.h"

/* Whether files that come again told of the record the first time. */
static enum status was_told(struct applying *x, const struct staged_row *row, int64_t *record, bool *was, struct err *e)
{
	const struct store *s = txn_store(x->work->txn);
	struct record_sent *sent = NULL;
	size_t n = 0;
	enum status st = row->record.agency
		? store_record_find(s, row->record.agency_code, row->name, record, e) : ST_NONE;

	if (st == ST_OK)
		st = store_record_sendings(s, *record, 0, x->scratch, &sent, &n, e);
	for (size_t i = 0; st == ST_OK && i < n; i++)
		*was |= sent[i].import == x->import;
	return st == ST_NONE ? ST_OK : st;
}

/* What it said then or says now it says. */
enum status apply_unsaid(struct applying *x, const struct staged_row *row, uint32_t *lacks, struct err *e)
{
	uint32_t before = 0;
	int64_t record = 0;
	bool was = false;
	enum status st = x->import != x->run ? was_told(x, row, &record, &was, e) : ST_OK;

	*lacks = row->lacks;
	if (st != ST_OK || !was)
		return st;
	st = store_unsaid_of(txn_store(x->work->txn), x->import, record, &before, e);
	*lacks &= before;
	return st;
}

enum status apply_unsaid_flush(struct applying *x, struct err *e)
{
	struct unsaid_run *run = &x->unsaid;
	enum status st = run->first
		? store_unsaid_put(x->work->txn, x->import, run->first, run->last, run->lacks, e) : ST_OK;

	*run = (struct unsaid_run){0};
	return st;
}

enum status apply_unsaid_note(struct applying *x, int64_t record, uint32_t lacks, struct err *e)
{
	struct unsaid_run *run = &x->unsaid;
	enum status st;

	if (x->import != x->run)
		return store_unsaid_set(x->work->txn, x->import, record, lacks, e);
	if (run->first && run->lacks == lacks && record == run->last + 1) {
		run->last = record;
		return ST_OK;
	}
	st = apply_unsaid_flush(x, e);
	if (lacks)
		*run = (struct unsaid_run){record, record, lacks};
	return st;
}
