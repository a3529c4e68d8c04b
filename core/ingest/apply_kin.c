/* apply_kin.c - of whose records parts of an event may be told besides the one at hand. */
#include "ingest/apply.h"
#include "ingest/fold_rows.h"
#include "ingest/formats.h"
#include "ingest/kin_anew.h"
#include "store_retold.h"
#include "text.h"

/* Parts that come together are put together while they are read. */
static enum status others_look(struct applying *x, struct err *e)
{
	struct import_row *row;
	size_t n = 0;
	enum status st = ST_OK;

	if (x->kin.others != OTHERS_UNASKED)
		return ST_OK;
	st = store_import_all(txn_store(x->work->txn), x->scratch, &row, &n, e);
	x->kin.others = OTHERS_NONE;
	for (size_t i = 0; i < n && st == ST_OK && x->kin.others != OTHERS_IN_PARTS; i++)
		if (row[i].id != x->run)
			x->kin.others = formats_tell_parts(row[i].format) ? OTHERS_IN_PARTS : OTHERS_SOME;
	return st;
}

enum status apply_kin(struct applying *x, const struct staged_row *row, struct err *e)
{
	struct kin *kin = NULL;
	size_t n = 0;
	enum status st = ST_OK;

	if (!row->has_parts_to_find || !row_folds(&row->event))
		return ST_OK;
	st = others_look(x, e);
	if (st != ST_OK || x->kin.record == x->record)
		return st;
	arena_reset(x->scratch);
	if (x->kin.others == OTHERS_IN_PARTS)
		st = kin_find(txn_store(x->work->txn), x->record, x->scratch, &kin, &n, e);
	x->kin.v.n = 0;
	x->kin.record = st == ST_OK ? x->record : 0;
	for (size_t i = 0; i < n && st == ST_OK; i++)
		if (!vec_push(&x->kin.v, kin[i]))
			st = err_nomem(e);
	return st;
}

/* What kin goes by (kin.h). */
static bool is_as_known(const struct record *a, const struct record *b)
{
	static const enum record_field KNOWN_BY[] = {RF_NHS_NUMBER, RF_NHS_NUMBER_STATUS, RF_FAMILY_NAME, RF_GIVEN_NAME,
		RF_DATE_OF_BIRTH, RF_SENSITIVITY};

	for (size_t i = 0; i < sizeof KNOWN_BY / sizeof *KNOWN_BY; i++)
		if (!text_same(a->field[KNOWN_BY[i]], b->field[KNOWN_BY[i]]))
			return false;
	return true;
}

/* What was told of it before may be with others', or be so from now on.  *before: NULL where that is not known. */
static enum status is_to_part(struct applying *x, const struct record *r, enum put put, struct record **before, bool *is,
	struct err *e)
{
	const struct store *s = txn_store(x->work->txn);
	int64_t *event;
	size_t n = 0;
	enum status st = ST_OK;

	if (put == PUT_CHANGED) {
		st = store_record_before(s, r->id, x->scratch, *before, e);
		*is = st != ST_OK || !is_as_known(r, *before);
	} else if (put == PUT_NEW) {
		st = store_events_to_fold(s, r->id, x->scratch, &event, &n, e);
		*is = n > 0;
	}
	if (put != PUT_CHANGED || st != ST_OK)
		*before = NULL;
	return st == ST_NONE ? ST_OK : st;
}

enum status apply_kin_change(struct applying *x, const struct record *r, enum put put, bool is_other, struct err *e)
{
	struct record then, *before = &then;
	bool is = false;
	enum status st = others_look(x, e);

	if (st != ST_OK || x->kin.others != OTHERS_IN_PARTS)
		return st;
	if (!is_other)
		st = is_to_part(x, r, put, &before, &is, e);
	if (st != ST_OK || (!is && !is_other))
		return st;
	x->kin.record = 0;
	st = apply_same_put(x, ROW_EVENT, e);
	return st == ST_OK ? kin_anew(x->work, r->id, is_other ? NULL : before, e) : st;
}
