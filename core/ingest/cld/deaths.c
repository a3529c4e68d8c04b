/* deaths.c - DHSC: what would last beyond a person's death ends on that day; what begins after
 * it does not last.  Whichever import told of the death, and whichever of the service. */
#include "ingest/cld/settle.h"

#include <string.h>

#include "store_ends.h"

/* As columns.c makes their names: service/WHOSE/YYYY-MM-DD/... */
static bool is_cld_service(const struct event *ev)
{
	static const char SERVICE[] = "service/";
	const char *at = ev->source_ref + sizeof SERVICE - 1;
	size_t id = strlen(ev->local_id);

	if (strncmp(ev->source_ref, SERVICE, sizeof SERVICE - 1) != 0 || strlen(at) < id + 12)
		return false;
	for (size_t i = 0; i < id; i++)
		if (at[i] != (ev->local_id[i] == ';' ? ',' : ev->local_id[i]))
			return false;
	return at[id] == '/' && at[id + 11] == '/' && ev->starts_on && strncmp(at + id + 1, ev->starts_on, 10) == 0;
}

static enum status service_settle(struct txn *txn, const struct event *ev, int32_t died, bool *is_other, struct err *e)
{
	struct civil end = ev->end;
	char iso[11];

	if (!civil_is_set(end) || end.day > died)
		end = (struct civil){ died > ev->start.day ? died : ev->start.day, CIVIL_NO_TIME };
	if (ev->status != ES_IN_PROGRESS && civil_is_set(ev->end) && end.day == ev->end.day)
		return ST_OK;
	*is_other = true;
	civil_iso(end.day, iso);
	return store_service_end(txn, ev, iso, end, e);
}

enum status cld_deaths_settle(struct txn *txn, const struct record *of, struct arena *a, bool *is_other, struct err *e)
{
	struct civil died;
	struct event *ev = NULL;
	size_t n = 0;
	enum status st = ST_OK;

	if (!of->field[RF_DATE_OF_DEATH] || !civil_parse(of->field[RF_DATE_OF_DEATH], &died))
		return ST_OK;
	st = store_record_events(txn_store(txn), of->id, EV_SERVICE, a, &ev, &n, e);
	for (size_t i = 0; i < n && st == ST_OK; i++)
		if (ev[i].status != ES_ENTERED_IN_ERROR && is_cld_service(&ev[i]))
			st = service_settle(txn, &ev[i], died.day, is_other, e);
	return st;
}
