/* withdraw_record.c - one record of an import that is taken back, and all that was told of it. */
#include "ingest/cld/settle.h"
#include "ingest/kin_anew.h"
#include "ingest/take.h"
#include "ingest/unsaid.h"
#include "store_consents.h"
#include "store_ends.h"

enum status withdraw_record(struct work *w, int64_t import, int64_t record, bool is_parted, struct arena *a,
	struct taken_back *was, struct err *e)
{
	bool is_other = false, was_ended = false;
	struct record before;
	struct retold told;
	enum status st = store_services_as_sent(w->txn, record, &was_ended, e);

	if (st == ST_OK)
		st = retold_without(w, record, import, a, &told, e);
	if (st == ST_OK && is_parted)
		st = store_record_get(txn_store(w->txn), record, a, &before, e);
	if (st == ST_OK)
		st = store_record_take_back(w->txn, import, record, a, was, e);
	if (st != ST_OK)
		return st;
	was->events_changed += told.changed;
	was->events_out += told.out;
	if (st == ST_OK)
		st = store_consent_by_put(w->txn, record, import, NULL, e);
	if (st == ST_OK && !was->is_out && !was->is_changed)
		st = unsaid_settle(w, record, import, a, &was->is_changed, e);
	if (st == ST_OK)
		st = cld_settle(w, record, import, was_ended, a, &is_other, e);
	was->events_changed += is_other && was->events_changed == 0;
	told = (struct retold){0};
	if (st == ST_OK && is_parted && (was->is_out || was->is_changed))
		st = kin_anew_without(w, record, &before, import, &told, e);
	was->events_changed += told.changed;
	was->events_out += told.out;
	return st;
}

void withdraw_count(struct withdraw_report *r, const struct taken_back *was)
{
	r->gone += was->is_out + was->events_out;
	r->restored += was->is_changed + was->events_changed;
}
