/* apply_kin.c - of whose records parts of an event may be told besides the one at hand. */
#include <string.h>

#include "ingest/apply.h"
#include "ingest/batch.h"
#include "ingest/fold_rows.h"

/* Parts that come together are put together while they are read. */
static enum status others_look(struct applying *x, struct err *e)
{
	struct import_row *row;
	size_t n = 0;
	enum status st = store_import_all(txn_store(x->work->txn), x->scratch, &row, &n, e);

	x->kin.others = OTHERS_NONE;
	for (size_t i = 0; i < n && st == ST_OK; i++)
		if (row[i].id != x->run && row[i].format && (strcmp(row[i].format, FORMAT_FHIR.name) == 0 ||
			strcmp(row[i].format, FORMAT_SYNTHEA.name) == 0))
			x->kin.others = OTHERS_SOME;
	return st;
}

enum status apply_kin(struct applying *x, const struct staged_row *row, struct err *e)
{
	struct kin *kin = NULL;
	size_t n = 0;
	enum status st = ST_OK;

	if (!row->has_parts_to_find || !row_folds(&row->event))
		return ST_OK;
	if (x->kin.others == OTHERS_UNASKED)
		st = others_look(x, e);
	if (st != ST_OK || x->kin.record == x->record)
		return st;
	arena_reset(x->scratch);
	if (x->kin.others == OTHERS_SOME)
		st = kin_find(txn_store(x->work->txn), x->record, x->scratch, &kin, &n, e);
	x->kin.v.n = 0;
	x->kin.record = st == ST_OK ? x->record : 0;
	for (size_t i = 0; i < n && st == ST_OK; i++)
		if (!vec_push(&x->kin.v, kin[i]))
			st = err_nomem(e);
	return st;
}
