/*
 * People who may have moved: offered by what their records said one after another, and
 * by what has been said of it since.
 */
#include "moves.h"

#include <string.h>

#include "care/moved.h"
#include "governance/gate.h"
#include "governance/opening.h"
#include "linkage/address.h"
#include "search/hits.h"
#include "store_events.h"
#include "text.h"
#include "writing.h"

#define MOVE "move" /* in the catalogue of changes */

enum { POSTCODE_ROOM = 9 };

/* What stands -------------------------------------------------------------------- */

struct offer {
	bool is_open;
	const char *was, *now;
	const char *since, *at; /* when the one and the other came in */
};

static bool is_said(const struct event *e, int64_t record, const struct offer *o)
{
	bool is_later = e->received && strcmp(e->received, o->at) >= 0;
	struct civil since;

	if (e->kind == EV_CHANGE && e->status <= ES_COMPLETED && e->code && strcmp(e->code, MOVE) == 0)
		return is_later || (civil_parse(o->since, &since) && e->start.day > since.day);
	return e->kind == EV_NOTE && e->record == record && is_later && e->code_system && e->code &&
		strcmp(e->code_system, MOVE_SYSTEM) == 0 && strcmp(e->code, MOVE_CORRECTED) == 0;
}

static bool is_said_by(const struct event *e, size_t n, int64_t record, const struct offer *o)
{
	for (size_t i = 0; i < n; i++)
		if (is_said(&e[i], record, o))
			return true;
	return false;
}

static bool is_same(const char *a, const char *b)
{
	char x[POSTCODE_ROOM], y[POSTCODE_ROOM];

	return postcode_fold(a, x) && postcode_fold(b, y) && strcmp(x, y) == 0;
}

/* Another postcode follows: a new offer, or one that leads further, or back to where
 * it began. */
static void offer_go_on(struct offer *o, const struct offer *next, bool is_settled)
{
	if (is_settled) {
		o->is_open = false;
	} else if (!o->is_open) {
		*o = *next;
	} else {
		o->now = next->now;
		o->at = next->at;
		o->is_open = !is_same(o->was, o->now);
	}
}

/* From the first version on; those without a postcode say nothing. */
static struct offer offer_make(const struct record_version *v, size_t n, int64_t record,
	const struct event *e, size_t event_n)
{
	const struct record_version *before = NULL;
	struct offer o = {.is_open = false};

	for (size_t i = n; i-- > 0;) {
		const char *now = v[i].field[RF_POSTCODE];
		char folded[POSTCODE_ROOM];

		if (!now || !postcode_fold(now, folded))
			continue;
		if (before && !is_same(before->field[RF_POSTCODE], now)) {
			const struct offer next = {true, before->field[RF_POSTCODE], now, before->received,
				v[i].received};

			offer_go_on(&o, &next, is_said_by(e, event_n, record, &next));
		}
		before = &v[i];
	}
	return o;
}

static enum status offer_read(const struct store *s, int64_t record, const struct event *e, size_t n,
	struct arena *arena, struct offer *out, struct err *err)
{
	struct record_version *v;
	size_t version_n;
	enum status st = store_record_versions(s, record, arena, &v, &version_n, err);

	*out = (struct offer){.is_open = false};
	if (st == ST_OK)
		*out = offer_make(v, version_n, record, e, n);
	return st;
}

static int32_t day_of(const char *at, int32_t today)
{
	struct civil c;

	return civil_parse(at, &c) && c.day < today ? c.day : today;
}

/* Kept --------------------------------------------------------------------------- */

enum status move_note(struct work *work, int64_t record, struct err *err)
{
	const struct moved_row row = {record, true, work->session->rule.today};

	return store_moved_put(work->txn, &row, err);
}

enum status moves_judge(struct work *work, int64_t person, const struct event *event, size_t n,
	enum moved_any *asked, struct arena *arena, struct err *err)
{
	const struct store *s = txn_store(work->txn);
	struct moved_row *row = NULL;
	bool any = false;
	size_t row_n = 0;
	enum status st = *asked == MOVED_NOT_ASKED ? store_moved_any(s, &any, err) : ST_OK;

	if (st == ST_OK && *asked == MOVED_NOT_ASKED)
		*asked = any ? MOVED_SOME : MOVED_NONE;
	if (st == ST_OK && *asked == MOVED_SOME)
		st = store_moved_of(s, person, arena, &row, &row_n, err);
	for (size_t i = 0; i < row_n && st == ST_OK; i++) {
		struct moved_row now = {.record = row[i].record, .day = row[i].day};
		struct offer o;

		st = offer_read(s, row[i].record, event, n, arena, &o, err);
		now.is_open = o.is_open;
		if (o.is_open)
			now.day = day_of(o.at, INT32_MAX);
		if (st == ST_OK && (now.is_open != row[i].is_open || now.day != row[i].day))
			st = store_moved_put(work->txn, &now, err);
	}
	return st;
}

/* Offered ------------------------------------------------------------------------ */

static enum status move_read(struct session *s, int64_t record, struct arena *arena, struct move *out,
	struct err *err)
{
	struct event *event;
	struct record r;
	struct offer o;
	size_t n;
	enum status st = store_record_get(s->store, record, arena, &r, err);

	if (st == ST_OK)
		st = store_person_events(s->store, r.person, arena, &event, &n, err);
	if (st == ST_OK)
		st = offer_read(s->store, record, event, n, arena, &o, err);
	if (st != ST_OK)
		return st;
	if (!o.is_open)
		return err_set(err, ST_NONE, "no move is offered for this record: `throughline moves` lists them");
	*out = (struct move){.record = record, .person = r.person, .agency = r.agency, .was = o.was,
		.now = o.now, .since = day_of(o.since, s->rule.today), .day = day_of(o.at, s->rule.today)};
	out->address = arena_printf(arena, "%s:%s", r.agency_code, r.local_id);
	return out->address ? ST_OK : err_nomem(err);
}

/* What a list tells of it before the person is opened. */
static enum status move_veil(struct session *s, struct move *m, struct arena *arena, struct err *err)
{
	bool is_veiled = false;
	enum status st = opening_veils(s, m->person, &is_veiled, err);

	if (st != ST_OK || !is_veiled)
		return st;
	m->was = m->now = "";
	return hit_told(s, m->person, arena, &m->who, err);
}

enum status moves_list(struct session *s, bool is_look, size_t most, struct arena *arena,
	struct move **out, size_t *n, int64_t *total, struct err *err)
{
	struct moved_row *row = NULL;
	size_t row_n = 0;
	enum status st = is_look
		? case_look(s, &(struct deed){.deed = "list", .detail = "moves"}, err) : ST_OK;

	*n = 0;
	if (st == ST_OK)
		st = store_moved_open(s->store, most, arena, &row, &row_n, total, err);
	*out = st == ST_OK ? arena_alloc(arena, (row_n + 1) * sizeof **out) : NULL;
	if (st == ST_OK && !*out)
		st = err_nomem(err);
	for (size_t i = 0; i < row_n && st == ST_OK; i++) {
		bool is_whole = false;

		st = record_is_whole(s, row[i].record, &is_whole, err);
		if (st != ST_OK || !is_whole)
			continue;
		st = move_read(s, row[i].record, arena, &(*out)[*n], err);
		if (st == ST_OK)
			st = move_veil(s, &(*out)[*n], arena, err);
		*n += st == ST_OK;
		st = st == ST_NONE ? ST_OK : st;
	}
	return st;
}

/* Answered ----------------------------------------------------------------------- */

static enum status answer(struct session *s, const char *address, struct writing *w, struct arena *arena,
	struct written *out, struct err *err)
{
	struct record r;
	struct move m = {.person = 0};
	bool is_whole = false;
	char day[11];
	enum status st = address_named(s, address, arena, &r, err);

	if (st == ST_OK)
		st = record_is_whole(s, r.id, &is_whole, err);
	if (st == ST_OK && !is_whole)
		st = err_set(err, ST_NONE, "no move is offered for this record: `throughline moves` lists them");
	if (st == ST_OK)
		st = move_read(s, r.id, arena, &m, err);
	if (st != ST_OK)
		return st;
	civil_iso(m.day, day);
	w->person = m.person;
	w->record = m.record;
	w->on = w->on ? w->on : arena_dup(arena, day);
	if (!w->on)
		return err_nomem(err);
	return writing_put(s, w, arena, out, err);
}

enum status move_taken(struct session *s, const char *address, const char *on, struct arena *arena,
	struct written *out, struct err *err)
{
	struct writing w = {.kind = EV_CHANGE, .code = MOVE, .on = on};

	return answer(s, address, &w, arena, out, err);
}

enum status move_corrected(struct session *s, const char *address, struct arena *arena,
	struct written *out, struct err *err)
{
	struct writing w = {.kind = EV_NOTE, .code_system = MOVE_SYSTEM, .code = MOVE_CORRECTED,
		.text = "The agency's address was put right; nobody moved."};

	return answer(s, address, &w, arena, out, err);
}
