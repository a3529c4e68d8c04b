/*
 * Holds.  Each is kept record by record: whatever person a record is of since, and whether the import
 * that brought it was withdrawn, it stays until it is released.
 */
#include "governance/holds.h"

#include <string.h>

#include "care/clock.h"
#include "erase.h"
#include "governance/gate.h"
#include "governance/shelved.h"
#include "store_erase.h"

/* Why somebody must not be erased tells of them: to who sees all, and to who said it. */
static bool may_read_why(const struct session *s, const struct hold_row *hold)
{
	return sees_all(s) || strcmp(hold->worker, s->worker) == 0;
}

enum status hold_read(const struct session *s, const struct record *r, size_t n, struct arena *arena, const char **out,
	struct err *err)
{
	struct hold_row hold;
	enum status st = ST_NONE;

	*out = NULL;
	for (size_t i = 0; i < n && st == ST_NONE; i++)
		st = store_hold_on(s->store, r[i].id, arena, &hold, err);
	if (st == ST_NONE)
		return ST_OK;
	if (st == ST_OK)
		*out = arena_printf(arena, "%s%ssince %.10s, by %s", may_read_why(s, &hold) ? hold.reason : "",
			may_read_why(s, &hold) ? ", " : "", hold.at, hold.worker);
	return st == ST_OK && !*out ? err_nomem(err) : st;
}

struct holding_back {
	int64_t person;
	struct hold_row row;
};

static enum status put_fn(struct work *w, void *arg, struct err *err)
{
	struct holding_back *h = arg;
	struct record *r;
	size_t n = 0, own;
	enum status st = shelved_with(txn_store(w->txn), h->person, w->arena, &r, &n, &own, err);

	for (size_t i = 0; i < n && st == ST_OK; i++) {
		h->row.record = r[i].id;
		st = store_hold_put(w->txn, &h->row, err);
	}
	return st;
}

enum status hold_put(struct session *s, int64_t person, const char *reason, struct err *err)
{
	char at[CLOCK_TEXT];
	struct holding_back h = {person, {.at = at, .worker = s->worker, .reason = reason}};

	if (!*reason || strlen(reason) > 200)
		return err_set(err, ST_USAGE, "a hold needs a reason of at most 200 characters");
	clock_now(at);
	return case_write(s, &(struct deed){.deed = "hold", .person = person}, put_fn, &h, err);
}

/* What is out of force may be held for another's sake too: of that, only what this person's own hold keeps. */
static bool is_of_one_hold(const struct hold_row *row, const struct hold_row *own, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (!strcmp(row->at, own[i].at) && !strcmp(row->worker, own[i].worker))
			return true;
	return false;
}

static enum status release_fn(struct work *w, void *arg, struct err *err)
{
	const struct holding_back *h = arg;
	const struct store *store = txn_store(w->txn);
	struct record *r;
	struct hold_row *hold;
	size_t n = 0, own = 0, hold_n = 0;
	enum status st = shelved_with(store, h->person, w->arena, &r, &n, &own, err);

	hold = st == ST_OK ? arena_alloc(w->arena, (n + 1) * sizeof *hold) : NULL;
	if (!hold)
		return st == ST_OK ? err_nomem(err) : st;
	for (size_t i = 0; i < n && st == ST_OK; i++) {
		st = store_hold_on(store, r[i].id, w->arena, &hold[hold_n], err);
		if (st == ST_OK && (i < own || is_of_one_hold(&hold[hold_n], hold, hold_n)))
			hold_n++;
		st = st == ST_NONE ? ST_OK : st;
	}
	for (size_t i = 0; i < hold_n && st == ST_OK; i++)
		st = store_hold_remove(w->txn, hold[i].record, err);
	if (st == ST_OK && !hold_n)
		w->refused = "no hold";
	return st == ST_OK && !hold_n ? err_set(err, ST_NONE, "there is no hold on this person") : st;
}

enum status hold_release(struct session *s, int64_t person, struct err *err)
{
	struct holding_back h = {.person = person};

	return case_write(s, &(struct deed){.deed = "hold", .person = person, .detail = "released"}, release_fn, &h, err);
}

/* One line for a person, however many records one hold keeps of them. */
static bool is_told(const struct held *list, size_t n, const struct held *one)
{
	for (size_t i = 0; i < n; i++)
		if (list[i].person == one->person && !strcmp(list[i].at, one->at) && !strcmp(list[i].worker, one->worker))
			return true;
	return false;
}

/* A record that is out of force is nobody's, and stands by its own number. */
static enum status held_make(struct session *s, const struct hold_row *row, struct arena *arena, struct held *out, struct err *err)
{
	struct record lowest;
	enum status st = store_person_of(s->store, row->record, &out->person, err);

	if (st == ST_NONE || (st == ST_OK && !out->person)) {
		out->person = row->record;
		st = ST_OK;
	}
	out->at = row->at;
	out->worker = row->worker;
	out->reason = may_read_why(s, row) ? row->reason : "";
	if (st == ST_OK)
		st = store_record_get(s->store, out->person, arena, &lowest, err);
	if (st == ST_OK)
		memcpy(out->person_id, lowest.uuid, sizeof out->person_id);
	return st;
}

enum status holds_list(struct session *s, struct arena *arena, struct held **out, size_t *n, struct err *err)
{
	struct hold_row *row;
	struct held *list;
	size_t row_n, kept = 0;
	enum status st = case_look(s, &(struct deed){.deed = "list", .detail = "holds"}, err);

	if (st == ST_OK)
		st = store_holds(s->store, arena, &row, &row_n, err);
	if (st != ST_OK)
		return st;
	list = arena_alloc(arena, (row_n + 1) * sizeof *list);
	if (!list)
		return err_nomem(err);
	for (size_t i = 0; i < row_n && st == ST_OK; i++) {
		st = held_make(s, &row[i], arena, &list[kept], err);
		kept += st == ST_OK && !is_told(list, kept, &list[kept]);
	}
	*out = list;
	*n = kept;
	return st;
}
