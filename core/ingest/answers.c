#include "ingest/answers.h"

#include <string.h>

#include "ingest/fold_rows.h"
#include "ingest/retold.h"
#include "store_retold.h"

static enum status answer_tell(struct work *w, const struct event *request, const struct event_sent *sent, struct arena *a,
	struct err *e)
{
	struct event answer = sent->event;
	struct retold told;

	if (!row_answers(&answer) || strcmp(answer.local_id, request->local_id) != 0)
		return ST_OK;
	answer.agency = request->agency;
	answer.agency_code = request->agency_code;
	answer.record = request->record;
	return retold_with(w, &answer, NULL, sent->import, a, &told, e);
}

enum status answers_bring(struct work *w, const struct event *request, struct arena *a, struct err *e)
{
	const struct store *s = txn_store(w->txn);
	struct event_sent *sent = NULL;
	int64_t with = 0, *id = NULL;
	size_t n = 0, sent_n = 0;
	bool plain;
	enum status st = store_agency_by_ref(s, request->source_ref, &with, e);

	if (st != ST_OK || with == request->agency)
		return st == ST_NONE ? ST_OK : st;
	st = store_events_meeting(s, with, request->source_ref, a, &id, &n, e);
	if (st == ST_OK && n)
		st = store_event_sendings(s, id[0], a, &sent, &sent_n, &plain, e);
	for (size_t i = 0; i < sent_n && st == ST_OK; i++)
		st = answer_tell(w, request, &sent[i], a, e);
	return st;
}
