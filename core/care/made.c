/* Records made here: made, taken out of force and brought back with what hangs on them. */
#include "care/made.h"

#include <sodium.h>
#include <string.h>

#include "linkage/linker.h"
#include "linkage/made.h"
#include "search/keyed.h"

void made_ref(char out[static MADE_REF_ROOM])
{
	static const char digits[] = "0123456789abcdefghjkmnpqrstvwxyz"; /* none that is read as another */
	size_t n = sizeof MADE_HERE - 1;
	unsigned char chance[10];

	randombytes_buf(chance, sizeof chance);
	memcpy(out, MADE_HERE, n);
	for (size_t i = 0; i < sizeof chance; i++)
		out[n++] = digits[chance[i] & 31];
	out[n] = '\0';
}

/* By its local id it is found, while it is there. */
static enum status keys_set(struct work *work, int64_t record, bool is_there, struct err *err)
{
	struct keyed keyed = {0};
	struct record r;
	struct normal normal;
	enum status st = store_record_get(txn_store(work->txn), record, work->arena, &r, err);

	if (st == ST_OK)
		st = keyed_begin(&keyed, work->txn, err);
	if (st == ST_OK && is_there)
		st = normal_make(&r, work->session->rule.today, work->arena, &normal, err);
	if (st == ST_OK)
		st = is_there ? keyed_add(&keyed, &r, &normal, false, err) : keyed_leave(&keyed, &r, err);
	if (st == ST_OK)
		st = keyed_put(&keyed, err);
	keyed_done(&keyed);
	return st;
}

/* Linked to whom it belongs with, and everybody whom that concerns regrouped. */
static enum status placed(struct work *work, int64_t record, struct err *err)
{
	struct ids changed = {0};
	enum status st = made_settle(work->txn, record, &changed, err);

	if (st == ST_OK && !vec_push(&changed, record))
		st = err_nomem(err);
	if (st == ST_OK)
		st = linker_regroup(work, changed.v, changed.n, err);
	vec_done(&changed);
	return st;
}

static enum status anchors_put(struct work *work, int64_t record, int64_t person, int64_t with,
	struct err *err)
{
	struct record *r = NULL;
	int64_t *anchor;
	size_t n = 0, kept = 0;
	enum status st = store_person_records(txn_store(work->txn), person, work->arena, &r, &n, err);

	anchor = st == ST_OK ? arena_alloc(work->arena, (n + 1) * sizeof *anchor) : NULL;
	if (st == ST_OK && !anchor)
		st = err_nomem(err);
	if (st != ST_OK)
		return st;
	for (size_t i = 0; i < n; i++)
		if (r[i].id == with)
			anchor[kept++] = with;
	for (size_t i = 0; i < n; i++)
		if (r[i].id != with)
			anchor[kept++] = r[i].id;
	return store_made_for_put(work->txn, record, anchor, kept, err);
}

enum status made_new(struct work *work, int64_t agency, int64_t person, int64_t with, int64_t *record,
	struct err *err)
{
	char local_id[MADE_REF_ROOM];
	struct record r = {.agency = agency, .local_id = local_id};
	enum put put;
	enum status st;

	made_ref(local_id);
	st = store_record_put(work->txn, &r, 0, record, &put, err);
	if (st == ST_OK && put != PUT_NEW)
		st = err_set(err, ST_BUG, "a reference by chance was there already");
	if (st == ST_OK)
		st = anchors_put(work, *record, person, with, err);
	if (st == ST_OK)
		st = keys_set(work, *record, true, err);
	return st == ST_OK ? placed(work, *record, err) : st;
}

static enum status leave(struct work *work, int64_t record, struct err *err)
{
	const struct store *store = txn_store(work->txn);
	struct ids rest = {0};
	struct record *r = NULL;
	struct link_row *row = NULL;
	int64_t person;
	size_t n = 0;
	enum status st = store_person_of(store, record, &person, err);

	if (st == ST_OK)
		st = keys_set(work, record, false, err);
	if (st == ST_OK)
		st = store_links_of(store, &record, 1, work->arena, &row, &n, err);
	for (size_t i = 0; i < n && st == ST_OK; i++) {
		st = store_link_remove(work->txn, row[i].a, row[i].b, err);
		if (st == ST_OK && !vec_push(&rest, row[i].a == record ? row[i].b : row[i].a))
			st = err_nomem(err);
	}
	if (st == ST_OK)
		st = store_record_leave(work->txn, record, err);
	for (size_t i = 0; i < n && st == ST_OK; i++) /* those made here that hung on it */
		if (row[i].a == record)
			st = made_settle(work->txn, row[i].b, &rest, err);
	if (st == ST_OK)
		st = store_person_records(store, person, work->arena, &r, &n, err);
	for (size_t i = 0; i < n && st == ST_OK; i++)
		if (!vec_push(&rest, r[i].id))
			st = err_nomem(err);
	if (st == ST_OK)
		st = linker_regroup(work, rest.v, rest.n, err);
	vec_done(&rest);
	return st;
}

static enum status is_one(struct work *work, int64_t record, bool *is, struct err *err)
{
	struct record r;
	enum status st = store_record_get(txn_store(work->txn), record, work->arena, &r, err);

	*is = st == ST_OK && is_made_here(r.local_id);
	return st;
}

enum status made_leave_empty(struct work *work, int64_t record, struct err *err)
{
	int64_t import = 0;
	bool is = false, is_used = true;
	enum status st = is_one(work, record, &is, err);

	if (st == ST_OK && is)
		st = store_record_import(txn_store(work->txn), record, &import, err);
	if (st == ST_OK && is && !import) /* none sent it since */
		st = store_record_is_used(txn_store(work->txn), record, &is_used, err);
	if (st == ST_NONE) /* nobody's already */
		return ST_OK;
	return st == ST_OK && is && !is_used ? leave(work, record, err) : st;
}

enum status made_enter(struct work *work, int64_t record, struct err *err)
{
	int64_t person;
	bool is = false;
	enum status st = is_one(work, record, &is, err);

	if (st != ST_OK || !is)
		return st;
	st = store_person_of(txn_store(work->txn), record, &person, err);
	if (st != ST_NONE)
		return st;
	st = store_record_enter(work->txn, record, err);
	if (st == ST_OK)
		st = keys_set(work, record, true, err);
	return st == ST_OK ? placed(work, record, err) : st;
}
