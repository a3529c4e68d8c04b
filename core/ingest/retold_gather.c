/* retold_gather.c - which events a row has to do with, and what was told of them. */
#include <string.h>

#include "ingest/fold_rows.h"
#include "ingest/retelling.h"
#include "text.h"

/* Whose it is goes by its record, however that is called. */
bool event_says_same(const struct event *a, const struct event *b)
{
	bool is_same = a->record == b->record && a->kind == b->kind && a->status == b->status &&
		text_same(a->source_ref, b->source_ref);

	for (size_t i = EVENT_SAID; i < EVENT_TEXT_COUNT && is_same; i++)
		is_same = text_same(event_text(a, i), event_text(b, i));
	return is_same;
}

struct retelling retelling_new(const struct session *s, struct work *w, struct arena *a, struct err *e)
{
	return (struct retelling){.work = w, .store = w ? txn_store(w->txn) : s->store, .catalogue = s->catalogue,
		.arena = a, .err = e, .plain = true};
}

struct told_event *retelling_find(const struct retelling *x, int64_t id)
{
	for (size_t i = 0; i < x->event.n; i++)
		if (x->event.v[i].id == id)
			return &x->event.v[i];
	return NULL;
}

enum status retelling_done(struct retelling *x, enum status st)
{
	vec_done(&x->folk);
	vec_done(&x->event);
	vec_done(&x->sent);
	return st;
}

/* Those that this record is one of, found once. */
static const struct kinsfolk *folk_of(struct retelling *x, int64_t record)
{
	struct kinsfolk own = {.record = record};
	struct kin *kin = NULL;

	for (size_t i = 0; i < x->folk.n; i++)
		if (x->folk.v[i].record == record)
			return &x->folk.v[i];
	x->status = kin_find(x->store, record, x->arena, &kin, &own.n, x->err);
	own.kin = kin;
	if (x->status == ST_OK && !vec_push(&x->folk, own))
		x->status = err_nomem(x->err);
	return x->status == ST_OK ? &x->folk.v[x->folk.n - 1] : NULL;
}

void retelling_sent(struct retelling *x, struct event_sent sent)
{
	if (x->status == ST_OK && row_folds(&sent.event) && sent.event.record)
		(void)folk_of(x, sent.event.record);
	if (x->status == ST_OK && !vec_push(&x->sent, sent))
		x->status = err_nomem(x->err);
}

void retelling_event(struct retelling *x, int64_t id)
{
	struct told_event told = {.id = id};
	struct event_sent *sent;
	size_t n = 0;
	bool plain = true;

	if (x->status != ST_OK || retelling_find(x, id))
		return;
	x->status = store_event_get(x->store, id, x->arena, &told.before, x->err);
	told.was = x->status == ST_OK;
	if (x->status == ST_NONE)
		x->status = ST_OK;
	if (x->status == ST_OK && !vec_push(&x->event, told))
		x->status = err_nomem(x->err);
	if (x->status == ST_OK)
		x->status = store_event_sendings(x->store, id, x->arena, &sent, &n, &plain, x->err);
	x->plain = x->plain && plain;
	for (size_t i = 0; i < n && x->status == ST_OK; i++)
		retelling_sent(x, sent[i]);
}

/* Looking ----------------------------------------------------------------------- */

struct looking {
	const struct store *store;
	const struct event *row;
	const struct kin *kin; /* to the row's record */
	size_t kin_n;
	size_t first;          /* 1: of those alone, and not of its own agency */
	struct arena *arena;
	struct err *err;
	void (*give)(void *arg, int64_t event);
	void *arg;
	enum status status;
};

static void name_look(struct looking *x, const char *before, const char *item, size_t length)
{
	const char *name = arena_printf(x->arena, "%s%.*s", before, (int)length, item);

	if (x->status == ST_OK && !name)
		x->status = err_nomem(x->err);
	for (size_t k = x->first; k <= x->kin_n && x->status == ST_OK; k++) {
		const struct kin *kin = k ? &x->kin[k - 1] : NULL;
		int64_t *id;
		size_t n = 0;

		x->status = kin ? store_events_meeting_of(x->store, kin->agency, kin->record, name, x->arena, &id, &n, x->err)
			: store_events_meeting(x->store, x->row->agency, name, x->arena, &id, &n, x->err);
		for (size_t i = 0; i < n && x->status == ST_OK; i++)
			x->give(x->arg, id[i]);
	}
}

static bool begins(const char *item, size_t length, const char *with)
{
	return length > strlen(with) && strncmp(item, with, strlen(with)) == 0;
}

/* A part; what it belongs to, or what belongs to it. */
static void part_look(void *arg, const char *item, size_t length)
{
	static const char *const BELONGINGS[] = {PART_HOLDS, PART_FROM};
	struct looking *x = arg;

	for (size_t i = 0; i < 2; i++)
		if (begins(item, length, BELONGINGS[i])) {
			name_look(x, "", item + strlen(BELONGINGS[i]), length - strlen(BELONGINGS[i]));
			name_look(x, "", item, length);
			return;
		}
	name_look(x, "", item, length);
	for (size_t i = 0; i < 2 && row_folds(x->row); i++)
		name_look(x, BELONGINGS[i], item, length);
}

static void parts_look(struct looking *x)
{
	part_look(x, x->row->source_ref, strlen(x->row->source_ref));
	if (x->row->parts)
		text_list(x->row->parts, part_look, x);
}

static void time_look(struct looking *x)
{
	const struct event *row = x->row;

	if (!row_folds(row) || !row->instrument || !row->record)
		return;
	for (size_t k = x->first; k <= x->kin_n && x->status == ST_OK; k++) {
		int64_t *id;
		size_t n = 0;

		x->status = store_events_about(x->store, k ? x->kin[k - 1].record : row->record, row->start.day,
			civil_is_set(row->end) ? row->end.day : row->start.day, x->arena, &id, &n, x->err);
		for (size_t i = 0; i < n && x->status == ST_OK; i++)
			x->give(x->arg, id[i]);
	}
}

/* All of it ------------------------------------------------------------------------ */

static void event_give(void *arg, int64_t id)
{
	retelling_event(arg, id);
}

void retelling_row(struct retelling *x, const struct event *row)
{
	struct looking look = {.store = x->store, .row = row, .arena = x->arena, .err = x->err,
		.give = event_give, .arg = x, .status = x->status};
	const struct kinsfolk *folk = x->status == ST_OK && row_folds(row) && row->record ? folk_of(x, row->record) : NULL;

	if (folk) {
		look.kin = folk->kin;
		look.kin_n = folk->n;
	}
	look.status = x->status;
	parts_look(&look);
	time_look(&look);
	if (x->status == ST_OK)
		x->status = look.status;
}

void retelling_across(struct retelling *x, const struct event *row, const struct kin *kin, size_t n)
{
	struct looking look = {.store = x->store, .row = row, .kin = kin, .kin_n = n, .first = 1, .arena = x->arena,
		.err = x->err, .give = event_give, .arg = x, .status = x->status};

	parts_look(&look);
	time_look(&look);
	if (x->status == ST_OK)
		x->status = look.status;
}

void retelling_rest(struct retelling *x)
{
	for (size_t i = 0; i < x->sent.n && x->status == ST_OK; i++) {
		const struct event ev = x->sent.v[i].event;

		retelling_row(x, &ev);
	}
}

/* Whether there is any ---------------------------------------------------------------- */

struct meeting { VEC(int64_t) id; bool nomem; };

static void meeting_add(void *arg, int64_t id)
{
	struct meeting *m = arg;

	for (size_t i = 0; i < m->id.n; i++)
		if (m->id.v[i] == id)
			return;
	m->nomem |= !vec_push(&m->id, id);
}

/* Of one instrument, or one that takes the other in. */
static bool are_kin(const struct catalogue *c, const struct event *a, const struct event *b)
{
	int one = a->instrument ? catalogue_instrument_find(c, a->instrument) : -1;
	int other = b->instrument ? catalogue_instrument_find(c, b->instrument) : -1;

	if (one < 0 || other < 0 || one == other)
		return one >= 0 && one == other;
	for (int turn = 0; turn < 2; turn++) {
		const struct instrument *its = catalogue_instrument(c, turn ? other : one);

		for (size_t i = 0; i < its->folds_into_n; i++)
			if (its->folds_into[i] == (turn ? one : other))
				return true;
	}
	return false;
}

/* Nothing else was told of it that stays, and what it may be told with is what it was. */
static bool is_whole(const struct event *held, const struct event *row)
{
	return row_folds(row) && text_same(held->source_ref, row->source_ref) && text_same(held->parts, row->parts) &&
		held->record == row->record && text_same(held->instrument, row->instrument) &&
		text_same(held->starts_on, row->starts_on) && text_same(held->ends_on, row->ends_on);
}

/* Of an event that says the same as the row, whether its parts do. */
static enum status by_parts(struct looking *look, int64_t event, const char *told, enum meets *meets)
{
	const char *held = NULL;
	enum status st = told ? store_event_told(look->store, event, look->arena, &held, look->err) : ST_OK;

	*meets = !told ? MEETS_SAME : !held ? MEETS_UNTOLD : strcmp(held, told) == 0 ? MEETS_SAME : MEETS_MORE;
	return st;
}

static enum status by_name(struct looking *look, const struct meeting *m, const char *told, enum meets *meets)
{
	struct event held;
	enum status st;

	*meets = m->id.n ? MEETS_MORE : MEETS_NOTHING;
	if (m->id.n != 1)
		return ST_OK;
	st = store_event_get(look->store, m->id.v[0], look->arena, &held, look->err);
	if (st == ST_OK && event_says_same(&held, look->row))
		return by_parts(look, m->id.v[0], told, meets);
	if (st == ST_OK && is_whole(&held, look->row))
		*meets = MEETS_WHOLE;
	return st == ST_NONE ? ST_OK : st;
}

static enum status by_time(struct looking *look, const struct catalogue *c, struct meeting *m, enum meets *meets)
{
	time_look(look);
	for (size_t i = 0; i < m->id.n && *meets == MEETS_NOTHING && look->status == ST_OK; i++) {
		struct event held;

		look->status = store_event_get(look->store, m->id.v[i], look->arena, &held, look->err);
		if (look->status == ST_OK && row_folds(&held) && are_kin(c, look->row, &held))
			*meets = MEETS_MORE;
		else if (look->status == ST_NONE)
			look->status = ST_OK;
	}
	return look->status;
}

enum status retelling_meets(const struct store *s, const struct catalogue *c, const struct event *row, const char *told,
	const struct kin *kin, size_t kin_n, struct arena *a, enum meets *meets, int64_t *event, struct err *e)
{
	struct meeting m = {0};
	struct looking look = {.store = s, .row = row, .kin = kin, .kin_n = row_folds(row) ? kin_n : 0, .arena = a, .err = e, .give = meeting_add, .arg = &m};
	enum status st;

	parts_look(&look);
	st = look.status;
	if (st == ST_OK)
		st = by_name(&look, &m, told, meets);
	*event = m.id.n ? m.id.v[0] : 0;
	if (st == ST_OK && *meets == MEETS_NOTHING)
		st = by_time(&look, c, &m, meets);
	if (st == ST_OK && m.nomem)
		st = err_nomem(e);
	vec_done(&m.id);
	return st;
}
