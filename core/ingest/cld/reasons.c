/*
 * reasons.c - the reason of an unplanned review is something that happened, and what was
 * known before may no longer hold.
 *
 * It is an event of its own, which follows from the review: where another quarter's word of
 * that stands, or one is taken back, it is another, or there is none.
 */
#include "ingest/cld/settle.h"

#include <string.h>

#include "ingest/cld/cld.h"
#include "store_events.h"
#include "store_requests.h"
#include "text.h"

/* What a hospital stay changes, as the rule of duplicates has it. */
#define STAY_RESETS "HEALTH;MEDS;NUTRI;PCARE;CONT;MOBIL;SKIN;COGN"

static bool is_unplanned(const char *reason)
{
	static const char PLANNED[] = "planned";

	return strncmp(reason, PLANNED, sizeof PLANNED - 1) != 0 && strstr(reason, "unplanned");
}

static bool words_read(const char *words, struct event *out)
{
	char reason[200];

	cld_slug(words, reason, sizeof reason);
	out->kind = EV_CHANGE;
	if (!is_unplanned(reason))
		return false;
	if (strstr(reason, "hospital")) {
		out->kind = EV_ADMISSION;
		out->title = "Hospital stay, told by an unplanned review (its dates were not sent)";
	} else if (strstr(reason, "safeguarding")) {
		out->kind = EV_CONCERN;
		out->title = "Safeguarding concern, told by an unplanned review";
	} else if (strstr(reason, "provider-failure")) {
		out->code = "provider_failure";
		out->title = "Care provider failed, told by an unplanned review";
	} else if (strstr(reason, "carer")) {
		out->code = "carer_breakdown";
		out->title = "Carer could not go on, told by an unplanned review";
	} else {
		return false;
	}
	return true;
}

/* When a hospital stay began and ended is not sent: the review itself says what it resets, the
 * stay is told on the review's day. */
bool cld_reason_of(const char *words, struct event *review, const char *ref, struct event *out)
{
	*out = (struct event){ .status = ES_COMPLETED, .record = review->record, .agency = review->agency,
		.agency_code = review->agency_code, .local_id = review->local_id, .source_ref = ref,
		.starts_on = review->starts_on, .start = review->start, .end = CIVIL_ABSENT };
	if (!words_read(words, out))
		return false;
	if (out->kind == EV_ADMISSION) {
		review->resets = STAY_RESETS;
		out->ends_on = out->starts_on;
		out->end = out->start;
	}
	return true;
}

static bool is_cld_review(const struct event *ev)
{
	static const char REVIEW[] = "review/";

	return ev->status != ES_ENTERED_IN_ERROR && strncmp(ev->source_ref, REVIEW, sizeof REVIEW - 1) == 0 &&
		text_same(ev->code_system, CLD_REVIEW_SYSTEM) && text_same(ev->code, CLD_REVIEW_CODE);
}

static bool is_said(const struct event *held, const struct event *ev)
{
	return held->kind == ev->kind && held->status == ev->status && text_same(held->title, ev->title) &&
		text_same(held->code, ev->code) && text_same(held->starts_on, ev->starts_on) &&
		text_same(held->ends_on, ev->ends_on);
}

/* *held->id 0: none is in force. */
static enum status held_read(const struct store *s, const struct event *review, const char *ref, struct arena *a,
	struct event *held, struct err *e)
{
	int64_t id;
	enum status st = store_event_find(s, review->agency_code, ref, &id, e);

	*held = (struct event){ 0 };
	if (st == ST_OK)
		st = store_event_get(s, id, a, held, e);
	return st == ST_NONE ? ST_OK : st;
}

static enum status review_settle(struct work *w, struct event *review, struct arena *a, bool *is_other, struct err *e)
{
	const struct store *s = txn_store(w->txn);
	const char *ref = arena_printf(a, "%s/reason", review->source_ref), *words = NULL;
	struct event ev, held;
	int64_t import, id;
	bool is;
	enum status st = ref ? held_read(s, review, ref, a, &held, e) : err_nomem(e);

	if (st != ST_OK)
		return st;
	if (review->title && strncmp(review->title, CLD_REVIEW_TITLE, strlen(CLD_REVIEW_TITLE)) == 0)
		words = review->title + strlen(CLD_REVIEW_TITLE);
	is = cld_reason_of(words, review, ref, &ev);
	if (is ? held.id && is_said(&held, &ev) : !held.id)
		return ST_OK;
	*is_other = true;
	if (!is)
		return store_event_untold(w->txn, held.id, e);
	st = store_event_import(s, review->id, &import, e);
	return st == ST_OK ? store_event_put(w->txn, &ev, import, &id, NULL, NULL, e) : st;
}

enum status cld_reasons_settle(struct work *w, const struct record *of, struct arena *a, bool *is_other, struct err *e)
{
	struct event *review = NULL;
	size_t n = 0;
	enum status st = store_record_events(txn_store(w->txn), of->id, EV_REVIEW, a, &review, &n, e);

	for (size_t i = 0; i < n && st == ST_OK; i++)
		if (is_cld_review(&review[i]))
			st = review_settle(w, &review[i], a, is_other, e);
	return st;
}
