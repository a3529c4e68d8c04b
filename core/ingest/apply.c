#include "ingest/apply.h"

#include <stdlib.h>
#include <string.h>

#include "care/named.h"
#include "care/moved.h"
#include "ingest/answers.h"
#include "ingest/cld/settle.h"
#include "ingest/fold_rows.h"
#include "ingest/retelling.h"
#include "ingest/retold.h"
#include "ingest/unsaid.h"
#include "store_consents.h"
#include "store_ends.h"
#include "store_events.h"
#include "store_requests.h"

/* What follows from all that imports told of the record whose rows were applied. */
static enum status record_settle(struct applying *x, struct err *e)
{
	bool is_other;

	if (!x->is_to_settle || !x->record)
		return ST_OK;
	x->is_to_settle = false;
	arena_reset(x->scratch);
	return cld_settle(x->work, x->record, 0, x->was_ended, x->scratch, &is_other, e);
}

enum status apply_flush(struct applying *x, struct err *e)
{
	enum status st = record_settle(x, e);

	x->record = x->kin.record = 0; /* more of its rows begin anew */
	if (st == ST_OK)
		st = apply_quarters_flush(x, e);
	if (st == ST_OK)
		st = apply_unsaid_flush(x, e);
	if (st == ST_OK)
		st = apply_same_put(x, ROW_RECORD, e);
	return st == ST_OK ? apply_same_put(x, ROW_EVENT, e) : st;
}

void apply_done(struct applying *x)
{
	keyed_done(&x->keyed);
	vec_done(&x->noted);
	vec_done(&x->groups);
	vec_done(&x->kin.v);
	free(x->local_id);
	arena_free(x->scratch);
}

enum status apply_agencies(struct applying *x, struct err *e)
{
	struct staging *s = x->staging;
	struct txn *txn = x->work->txn;

	for (size_t i = 0; i < s->agencies.n; i++) {
		struct held_agency *a = &s->agencies.v[i];
		enum put put;
		enum status st = ST_OK;

		if (!a->sent.code)
			continue;
		if (x->import != x->run)
			st = store_agency_put_behind(txn, &a->sent, x->import, &a->id, &put, e);
		else if (a->id)
			st = store_agency_base(txn, a->id, e);
		if (st == ST_OK && x->import == x->run)
			st = store_agency_put(txn, &a->sent, &a->id, &put, e);
		if (st == ST_OK && x->import == x->run)
			st = store_agency_said(txn, a->id, &a->sent, x->import, e);
		if (st != ST_OK)
			return st;
		tally_add(&x->tally, put);
	}
	return named_anew(x->work, e);
}

/* Whose row it is ----------------------------------------------------------- */

static const char *whose(const struct staged_row *row)
{
	return row->is_event ? row->event.local_id : row->name;
}

bool apply_is_next_person(const struct applying *x, const struct staged_row *row)
{
	return !x->record || x->agency != row->agency || strcmp(x->local_id, whose(row)) != 0;
}

/* As they were sent, before anything is put. */
static enum status services_open(struct applying *x, struct err *e)
{
	bool any = false;
	enum status st = store_services_as_sent(x->work->txn, x->record, &any, e);

	x->was_ended |= any;
	x->is_to_settle |= any;
	return st;
}

static enum status person_is(
	struct applying *x, const struct staged_row *row, int64_t record, bool is_new, struct err *e)
{
	const char *local_id = whose(row);
	size_t room = strlen(local_id) + 1;

	if (room > x->local_id_cap) {
		char *more = realloc(x->local_id, room * 2);

		if (!more)
			return err_nomem(e);
		x->local_id = more;
		x->local_id_cap = room * 2;
	}
	memcpy(x->local_id, local_id, room);
	x->agency = row->agency;
	x->was_ended = x->was_ended && x->record == record;
	x->record = record;
	x->is_new = is_new;
	return services_open(x, e);
}

static enum status record_touch(struct applying *x, int64_t record, struct err *e)
{
	int64_t person;
	enum status st;

	if (record == x->touched)
		return ST_OK;
	st = store_person_of(txn_store(x->work->txn), record, &person, e);
	if (st == ST_OK && !work_touch(x->work, person))
		st = err_nomem(e);
	x->touched = record;
	return st;
}

/* Rows ---------------------------------------------------------------------- */

static enum status postcode_note(struct applying *x, const struct record *r, struct err *e)
{
	struct record before;
	enum status st = store_record_before(txn_store(x->work->txn), r->id, x->scratch, &before, e);

	if (st != ST_OK)
		return st == ST_NONE ? ST_OK : st;
	/* Where the version before had none, those before it may say another. */
	if (moves_note(&x->moves, r->agency_code, r->local_id, before.field[RF_POSTCODE], r->field[RF_POSTCODE]) ||
		(r->field[RF_POSTCODE] && !before.field[RF_POSTCODE]))
		st = move_note(x->work, r->id, e);
	return st == ST_NONE ? ST_OK : st;
}

/* Also what was said behind the version in force is searched for. */
static enum status record_found_by(struct applying *x, const struct record *then, struct err *e)
{
	struct record now;
	enum status st = store_record_get(txn_store(x->work->txn), then->id, x->scratch, &now, e);

	return st == ST_OK ? keyed_past(&x->keyed, &now, then, e) : st;
}

/* A person's row on its way into the store. */
struct person_row {
	const struct staged_row *row;
	struct record record;
	struct normal normal;
	uint32_t lacks;
	bool is_earlier;   /* of a time before that of others, or of files that were taken in before */
	bool behind;       /* what came later stands in its place … */
	bool is_other;     /* … and says something else, for what it has from this one */
	enum put put;
};

static enum status person_put(struct applying *x, struct person_row *p, struct err *e)
{
	struct record *r = &p->record;
	int32_t day;
	enum status st = apply_day(x, p->row, &day, &p->is_earlier, e);

	p->is_earlier |= x->import != x->run;
	arena_reset(x->scratch);
	if (st == ST_OK)
		st = apply_unsaid(x, p->row, &p->lacks, e);
	if (st == ST_OK && p->row->lacks)
		st = unsaid_keep(txn_store(x->work->txn), r, p->row->lacks, x->import, x->scratch, e);
	if (st == ST_OK)
		st = !p->is_earlier ? store_record_put(x->work->txn, r, x->import, &r->id, &p->put, e)
			: store_record_put_behind(x->work->txn, r, x->import, day, &r->id, &p->put, &p->behind, e);
	if (st == ST_OK)
		st = apply_unsaid_note(x, r->id, p->lacks, e);
	if (st == ST_OK && p->row->told)
		st = store_consent_by_put(x->work->txn, r->id, x->import, p->row->told, e);
	if (st == ST_OK)
		st = apply_quarter_note(x, p->row, ROW_RECORD, r->id, e);
	tally_add(&x->tally, p->put);
	x->tally.behind += p->behind;
	return st;
}

/* Those after it have what it says and they do not. */
static enum status person_settle(struct applying *x, struct person_row *p, struct err *e)
{
	enum status st = p->behind ? record_found_by(x, &p->record, e) : ST_OK;

	if (st == ST_OK && p->is_earlier)
		st = apply_unsaid_flush(x, e);
	if (st == ST_OK && p->is_earlier)
		st = apply_same_put(x, ROW_RECORD, e);
	if (st == ST_OK && p->is_earlier)
		st = unsaid_settle(x->work, p->record.id, 0, x->scratch, &p->is_other, e);
	return st == ST_OK && p->is_other
		? store_record_get(txn_store(x->work->txn), p->record.id, x->scratch, &p->record, e) : st;
}

/* What is in force of them is new or other: to be found, linked and judged by. */
static enum status person_tell(struct applying *x, struct person_row *p, struct err *e)
{
	const bool was_there = p->put == PUT_CHANGED || p->is_other;
	const struct record *r = &p->record;
	enum status st = p->put == PUT_CHANGED ? postcode_note(x, r, e) : ST_OK;

	if (st == ST_OK)
		st = normal_make(r, x->session->rule.today, x->scratch, &p->normal, e);
	if (st == ST_OK)
		st = keyed_add(&x->keyed, r, &p->normal, was_there, e);
	if (st == ST_OK && !vec_push(&x->noted, r->id))
		st = err_nomem(e);
	if (st == ST_OK)
		st = apply_kin_change(x, r, p->put, p->is_other, e);
	return st == ST_OK && was_there ? record_touch(x, r->id, e) : st;
}

static enum status person_apply(struct applying *x, const struct staged_row *row, struct err *e)
{
	struct person_row p = {.row = row, .record = row->record};
	enum status st = person_put(x, &p, e);

	if (st == ST_OK)
		st = person_is(x, row, p.record.id, p.put == PUT_NEW, e);
	x->has_died = p.record.field[RF_DATE_OF_DEATH] != NULL;
	x->is_to_settle |= x->has_died;
	if (st == ST_OK && row->group > 0 &&
		!vec_push(&x->groups, (struct grouped){row->group, p.record.id}))
		st = err_nomem(e);
	if (st == ST_OK && p.put == PUT_SAME && !p.behind)
		st = apply_same_note(x, ROW_RECORD, p.record.id, e);
	if (st == ST_OK)
		st = person_settle(x, &p, e);
	x->is_to_settle |= p.is_other;
	return st == ST_OK && (p.put != PUT_SAME || p.is_other) ? person_tell(x, &p, e) : st;
}

/* What one agency alone says of somebody new asks nothing again, but a request
 * may, since it is another's to answer; and most of it does not stand on Today. */
static bool is_to_judge(const struct applying *x, const struct event *ev)
{
	return !x->is_new || ev->kind == EV_REQUEST || ev->kind == EV_ADMISSION || ev->kind == EV_DISCHARGE ||
		ev->kind == EV_WARNING || (x->has_died && ev->status == ES_PLANNED);
}

static enum status event_set_aside(struct applying *x, const struct staged_row *row, struct err *e)
{
	x->set_aside++;
	return store_reject_add(x->work->txn,
		&(struct reject_row){ .import = x->run, .file = row->file, .line = row->line,
			.field = "local_id", .reason = PERSON_MISSING, .text = row->name }, e);
}

/* ST_NONE: the store has nobody of that name. */
static enum status event_whose(struct applying *x, const struct staged_row *row, struct err *e)
{
	int64_t record;
	enum status st;

	if (!apply_is_next_person(x, row))
		return ST_OK;
	st = store_record_find(
		txn_store(x->work->txn), row->event.agency_code, row->event.local_id, &record, e);
	if (st == ST_NONE && row_retracts(&row->event))
		st = store_event_ever(txn_store(x->work->txn), row->event.agency_code, row->event.source_ref, &record, e);
	return st == ST_OK ? person_is(x, row, record, false, e) : st;
}

static enum status told_apply(struct applying *x, const struct staged_row *row, struct err *e)
{
	struct request_told told = { .ref = row->event.source_ref, .import = x->import,
		.title = row->event.title, .outcome = row->event.outcome, .summary = row->event.summary };
	bool unused;
	enum status st = event_whose(x, row, e);

	if (st == ST_OK)
		st = apply_day(x, row, &told.day, &unused, e);
	if (st == ST_OK)
		st = store_request_tell(x->work->txn, x->record, &told, e);
	x->is_to_settle = true;
	return st == ST_NONE ? ST_OK : st;
}

/* An event's row on its way into the store. */
struct event_row {
	const struct staged_row *row;
	struct event event;
	bool is_again;       /* of files that were taken in before */
	bool is_earlier;     /* of a time before that of others */
	bool meets;          /* something was told of it before */
	bool is_done;        /* it has its place among what other imports told of the same */
	int32_t day;
	const char *carried; /* what it has from the version before */
	int64_t id, was;     /* the event; the record that it was on */
	enum put put;
	bool behind;
};

static enum status event_retell(struct applying *x, struct event_row *r, struct err *e)
{
	struct retold told;
	enum status st = apply_same_put(x, ROW_EVENT, e);

	arena_reset(x->scratch);
	if (st == ST_OK)
		st = retold_with(x->work, &r->event, r->row->told, x->import, x->scratch, &told, e);
	if (st != ST_OK || !told.is_done)
		return st;
	r->is_done = true;
	tally_add(&x->tally, told.put);
	x->tally.behind += told.behind;
	return ST_OK;
}

/* The store has it so, but may not know by what parts. */
static enum status event_is_same(struct applying *x, struct event_row *r, int64_t event, enum meets meets, struct err *e)
{
	enum status st = meets == MEETS_UNTOLD ? store_event_carried(x->work->txn, event, x->import, r->row->told, e) : ST_OK;

	r->is_done = true;
	tally_add(&x->tally, PUT_SAME);
	return st == ST_OK ? apply_same_note(x, ROW_EVENT, event, e) : st;
}

/* A row whose parts others may have told of before. */
static enum status event_meet(struct applying *x, struct event_row *r, struct err *e)
{
	enum meets meets = MEETS_NOTHING;
	int64_t event = 0;
	enum status st;

	arena_reset(x->scratch);
	st = retelling_meets(txn_store(x->work->txn), x->session->catalogue, &r->event, r->row->told,
		x->kin.v.v, apply_kin_n(x), x->scratch, &meets, &event, e);
	r->meets = meets != MEETS_NOTHING;
	if (st != ST_OK || (!row_waits(&r->event) && (meets == MEETS_NOTHING || meets == MEETS_WHOLE)))
		return st;
	return meets != MEETS_SAME && meets != MEETS_UNTOLD ? event_retell(x, r, e) : event_is_same(x, r, event, meets, e);
}

/* Files that came before tell once more of what others took back since. */
static enum status event_again(struct applying *x, struct event_row *r, struct err *e)
{
	const struct store *s = txn_store(x->work->txn);
	const char *told = NULL;
	int64_t *id = NULL;
	size_t n = 0;
	enum status st;

	arena_reset(x->scratch);
	st = store_events_meeting(s, r->event.agency, r->event.source_ref, x->scratch, &id, &n, e);
	for (size_t i = 0; i < n && st == ST_OK && !told; i++)
		st = store_event_told(s, id[i], x->scratch, &told, e);
	return st == ST_OK && told ? event_retell(x, r, e) : st;
}

/* Among what is told by parts. */
static enum status event_place(struct applying *x, struct event_row *r, struct err *e)
{
	bool is_apart = false;
	enum status st;

	if (!r->row->has_parts_to_find)
		return r->is_again ? event_again(x, r, e) : ST_OK;
	if (r->is_again && !cld_is_request(&r->event))
		return event_retell(x, r, e);
	st = apply_kin(x, r->row, e);
	arena_reset(x->scratch);
	if (st == ST_OK && x->kin.others != OTHERS_NONE)
		st = retold_is_apart(txn_store(x->work->txn), &r->event, r->row->told, x->scratch, &is_apart, e);
	if (st == ST_OK && is_apart)
		return event_retell(x, r, e);
	return st == ST_OK && (row_waits(&r->event) || ((!x->is_new || apply_kin_n(x)) && row_is_met(&r->event)))
		? event_meet(x, r, e) : st;
}

static enum status event_put(struct applying *x, struct event_row *r, struct err *e)
{
	const struct staged_row *row = r->row;
	struct txn *txn = x->work->txn;

	if (r->is_again || (r->is_earlier && !row->import && !row->has_parts_to_find))
		return store_event_put_behind(txn, &r->event, x->import, r->day, &r->id, &r->was, &r->put, &r->behind, e);
	return store_event_put(txn, &r->event, row->import ? row->import : x->import, &r->id, &r->was, &r->put, e);
}

/* By what it was told, and what it has from the version before. */
static enum status parts_keep(struct applying *x, const struct event_row *r, struct err *e)
{
	const char *told = r->row->told, *what = told ? told : r->carried;
	bool is_other = false;
	enum status st;

	if (told && r->carried)
		what = arena_printf(x->scratch, "%s;%s", told, r->carried);
	if ((told || r->carried) && !what)
		return err_nomem(e);
	st = what ? store_event_carried(x->work->txn, r->id, x->import, what, e) : ST_OK;
	if (st == ST_OK && r->behind)
		st = store_event_settle(x->work->txn, r->id, &is_other, e);
	return st == ST_OK && is_other ? record_touch(x, r->event.record, e) : st;
}

static enum status event_store(struct applying *x, struct event_row *r, struct err *e)
{
	enum status st = ST_OK;

	if (row_answers(&r->event))
		r->event.parts = NULL;
	arena_reset(x->scratch);
	if (r->meets)
		st = event_meets_parts(txn_store(x->work->txn), &r->event, r->is_again ? x->import : 0, &r->carried, x->scratch, e);
	if (st == ST_OK)
		st = apply_day(x, r->row, &r->day, &r->is_earlier, e);
	if (st == ST_OK)
		st = event_put(x, r, e);
	if (st != ST_OK)
		return st;
	return r->row->has_parts_to_find ? parts_keep(x, r, e) : apply_quarter_note(x, r->row, ROW_EVENT, r->id, e);
}

/* Counted; whoever it concerns is judged anew. */
static enum status event_tell(struct applying *x, const struct event_row *r, struct err *e)
{
	enum status st = ST_OK;

	tally_add(&x->tally, r->put);
	x->tally.behind += r->behind;
	if (r->behind)
		return ST_OK;
	if (r->put == PUT_SAME)
		return apply_same_note(x, ROW_EVENT, r->id, e);
	if (is_to_judge(x, &r->event))
		st = record_touch(x, r->event.record, e);
	return st == ST_OK && r->was != 0 && r->was != r->event.record ? record_touch(x, r->was, e) : st;
}

/* Replies that came before it. */
static enum status replies_bring(struct applying *x, const struct event *request, struct err *e)
{
	enum status st = apply_same_put(x, ROW_EVENT, e);

	arena_reset(x->scratch);
	return st == ST_OK ? answers_bring(x->work, request, x->scratch, e) : st;
}

static enum status event_apply(struct applying *x, const struct staged_row *row, struct err *e)
{
	struct event_row r = {.row = row, .event = row->event, .is_again = x->import != x->run && !row->import,
		.meets = row->has_parts_to_find, .day = CIVIL_NONE};
	enum status st = event_whose(x, row, e);

	if (st == ST_NONE) /* two names of one hash: the plan took it for another's */
		return event_set_aside(x, row, e);
	r.event.record = x->record;
	x->is_to_settle |= cld_is_settled(&r.event);
	if (st == ST_OK)
		st = event_place(x, &r, e);
	if (st == ST_OK && !r.is_done)
		st = event_store(x, &r, e);
	if (st == ST_OK && !r.is_done)
		st = event_tell(x, &r, e);
	return st == ST_OK && row->has_parts_to_find && row->event.kind == EV_REQUEST && !row_answers(&row->event)
		? replies_bring(x, &r.event, e) : st;
}

enum status apply_row(struct applying *x, const struct staged_row *row, struct err *e)
{
	if (x->is_to_settle && apply_is_next_person(x, row)) {
		enum status st = record_settle(x, e);

		if (st != ST_OK)
			return st;
	}
	if (row->is_told)
		return told_apply(x, row, e);
	return row->is_event ? event_apply(x, row, e) : person_apply(x, row, e);
}
