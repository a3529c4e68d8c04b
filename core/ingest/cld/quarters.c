/* quarters.c - what a later quarter has told already stands, whichever came first: what an
 * earlier one tells of it goes behind that (apply_quarters.c). */
#include "ingest/cld/cld.h"

#include <string.h>

#include "care/work.h"
#include "store_events.h"
#include "store_quarters.h"
#include "store_requests.h"

enum status cld_quarters_read(struct cld_quarters *q, struct batch *b, struct err *e)
{
	q->latest = CIVIL_NONE;
	return b->session ? store_quarter_latest(b->session->store, 0, &q->latest, e) : ST_OK;
}

static bool may_be_told(const struct cld_quarters *q, int32_t period)
{
	return period != CIVIL_NONE && q->latest != CIVIL_NONE && period < q->latest;
}

enum status cld_quarters_event(const struct cld_quarters *q, const struct batch *b, const char *agency,
	const char *ref, int32_t period, bool *is_told, struct err *e)
{
	int64_t id;
	enum status st = may_be_told(q, period) ? store_event_find(b->session->store, agency, ref, &id, e) : ST_NONE;

	*is_told = false;
	if (st == ST_OK)
		st = store_quarter_is_told(b->session->store, ROW_EVENT, id, period, is_told, e);
	return st == ST_NONE ? ST_OK : st;
}

/* The store was told of this request for a later time. */
static enum status request_is_told(const struct batch *b, int64_t record, const struct cld_choice *c, bool *is,
	struct err *e)
{
	struct arena *a = arena_new();
	struct request_told *told = NULL;
	size_t n = 0;
	enum status st = a ? store_requests_told(b->session->store, record, a, &told, &n, e) : err_nomem(e);

	*is = false;
	for (size_t i = 0; i < n; i++)
		*is = *is || (told[i].day != CIVIL_NONE && told[i].day > c->period && strcmp(told[i].ref, c->ref) == 0);
	arena_free(a);
	return st;
}

enum status cld_quarters_request(const struct cld_quarters *q, const struct batch *b, const char *agency,
	const struct cld_choices *x, const struct cld_choice *c, bool *is_told, struct err *e)
{
	int64_t record;
	enum status st = may_be_told(q, c->period)
		? store_record_find(b->session->store, agency, c->local_id, &record, e) : ST_NONE;

	*is_told = st == ST_OK;
	for (c = &x->list.v[c->cluster]; c && *is_told && st == ST_OK; c = cld_cluster_next(x, c))
		if (c->file != CLD_NONE)
			st = request_is_told(b, record, c, is_told, e);
	return st == ST_NONE ? ST_OK : st;
}
