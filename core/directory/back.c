/* back.c - a directory taken back: the one before it is in force again, or none is. */
#include "directory/replace.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "care/work.h"
#include "store_directory.h"

enum { KEY_ROOM = 48, AT_ONCE = 100 };

static void key_make(int64_t import, char out[static KEY_ROOM])
{
	snprintf(out, KEY_ROOM, "import.directory.%" PRId64, import);
}

enum status directory_generations_put(struct txn *txn, int64_t import, int64_t generation, int64_t before,
	struct err *e)
{
	char key[KEY_ROOM], value[48];

	key_make(import, key);
	snprintf(value, sizeof value, "%" PRId64 " %" PRId64, generation, before);
	return store_setting_put(txn, key, value, e);
}

struct back {
	struct session *session;
	const struct import_row *row;
	struct directory_back *out;
	struct source_state state; /* of its source, now */
	int64_t generation, before;
	bool left;
	char detail[160];
};

static enum status nothing_kept(const struct back *x, struct err *e)
{
	return err_set(e, ST_USAGE, "import %" PRId64 " is a directory of which nothing older is kept: take in its "
		"former file, and it is as it was", x->row->id);
}

/* ST_NONE: which generation it brought was not kept. */
static enum status generations_get(struct back *x, const struct store *s, struct arena *a, struct err *e)
{
	char key[KEY_ROOM], *rest;
	const char *value = NULL;
	enum status st;

	key_make(x->row->id, key);
	st = store_setting_get(s, key, a, &value, e);
	if (st != ST_OK)
		return st;
	x->generation = strtoll(value, &rest, 10);
	x->before = strtoll(rest, NULL, 10);
	return ST_OK;
}

/* Of one source the last goes first. */
static enum status back_read(struct back *x, const struct store *s, struct arena *a, struct err *e)
{
	enum status st = generations_get(x, s, a, e);
	int64_t kept = 0;

	if (st == ST_NONE)
		return nothing_kept(x, e);
	if (st == ST_OK)
		st = store_source_get(s, x->row->agency, &x->state, e);
	if (st == ST_OK && x->state.generation != x->generation)
		return err_set(e, ST_USAGE, "import %" PRId64 " is a directory that a later file has replaced: withdraw that one",
			x->row->id);
	if (st == ST_OK && x->before)
		st = store_services_of(s, x->state.id, x->before, &kept, e);
	return st == ST_OK && x->before && !kept ? nothing_kept(x, e) : st;
}

enum status directory_back_try(struct session *s, const struct import_row *row, struct arena *a,
	struct directory_back *out, struct err *e)
{
	struct back x = { .session = s, .row = row };
	enum status st = back_read(&x, s->store, a, e);

	*out = (struct directory_back){ .gone = x.state.services };
	return st == ST_OK && x.before ? store_services_of(s->store, x.state.id, x.before, &out->restored, e) : st;
}

/* The one row. */
static enum status turn_fn(struct work *w, void *arg, struct err *e)
{
	struct back *x = arg;
	struct import_row row = *x->row;
	char key[KEY_ROOM];
	enum status st = back_read(x, txn_store(w->txn), w->arena, e);

	key_make(row.id, key);
	row.state = IMPORT_WITHDRAWN;
	if (st == ST_OK)
		st = store_source_turn(w->txn, x->state.id, x->before, e);
	if (st == ST_OK)
		st = store_setting_put(w->txn, key, NULL, e);
	return st == ST_OK ? store_import_finish(w->txn, &row, e) : st;
}

static enum status clear_fn(struct work *w, void *arg, struct err *e)
{
	struct back *x = arg;

	return store_services_clear(w->txn, x->state.id, 0, AT_ONCE, &x->left, e);
}

enum status directory_back(struct session *s, const struct import_row *row, struct arena *a, struct directory_back *out,
	struct err *e)
{
	struct back x = { .session = s, .row = row };
	struct deed deed = { .deed = "withdraw", .detail = x.detail };
	enum status st = directory_back_try(s, row, a, out, e);

	snprintf(x.detail, sizeof x.detail, "import %" PRId64 ": the directory %.64s before it is in force", row->id, row->agency);
	if (st == ST_OK)
		st = case_write(s, &deed, turn_fn, &x, e);
	if (st != ST_OK)
		return st;
	/* It is done: what cannot be cleared now is so before the next directory. */
	do {
		x.left = false;
	} while (case_write(s, &deed, clear_fn, &x, NULL) == ST_OK && x.left);
	return ST_OK;
}
