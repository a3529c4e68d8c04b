#include "linkage/relink.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "care/pace.h"
#include "care/pieces.h"
#include "linkage/ids.h"
#include "linkage/linking.h"
#include "numbers.h"
#include "store_imports.h"

/* There from the write that says so until all are linked: "refit", or "anew" by the model there is. */
#define SETTING_LEFT "linking.left"
#define REFIT "refit"
#define ANEW "anew"
enum { TURN_PAUSE_MS = 50 };

struct relinking {
	struct session *session;
	struct linking *linking;
	const char *how;  /* as the store says */
	struct pace pace;
	struct ids *touched;
};

static enum status left_get(const struct store *store, struct arena *arena, const char **out, struct err *err)
{
	const char *text = NULL;
	enum status st = store_setting_get(store, SETTING_LEFT, arena, &text, err);

	*out = st != ST_OK ? NULL : strcmp(text, REFIT) == 0 ? REFIT : ANEW;
	return st == ST_NONE ? ST_OK : st;
}

/* Who asked for a new model gets it, whatever others change before all are linked. */
enum status relink_begin(struct work *work, bool refit, struct err *err)
{
	const char *left;
	enum status st = left_get(txn_store(work->txn), work->arena, &left, err);

	if (st != ST_OK || (left && strcmp(left, REFIT) == 0))
		return st;
	return store_setting_put(work->txn, SETTING_LEFT, refit ? REFIT : ANEW, err);
}

/* Others may have asked for more meanwhile: then that is still to be done. */
static enum status left_done(const struct relinking *x, struct work *work, struct err *err)
{
	const char *left;
	enum status st = left_get(txn_store(work->txn), work->arena, &left, err);

	if (st != ST_OK || !left || strcmp(left, x->how) != 0)
		return st;
	return store_setting_put(work->txn, SETTING_LEFT, NULL, err);
}

static enum status piece_fn(struct work *work, void *arg, struct err *err)
{
	struct relinking *x = arg;
	enum status st;

	pace_begin(&x->pace);
	st = linking_write(x->linking, work, pace_is_late, &x->pace, err);
	if (st == ST_OK && linking_is_over(x->linking))
		st = left_done(x, work, err);
	pace_end(&x->pace);
	return st;
}

static enum status everybody_link(struct relinking *x, struct err *err)
{
	struct session *s = x->session;
	enum status st = linking_new(s, NULL, 0, 0, strcmp(x->how, REFIT) == 0 ? LINKING_EVERYBODY : LINKING_BY_MODEL,
		&x->linking, err);

	if (st != ST_OK)
		return st;
	linking_note_touched(x->linking, x->touched);
	x->pace = pace_new(s->store);
	store_many_writes(s->store, true);
	while (st == ST_OK && !linking_is_over(x->linking)) {
		st = linking_prepare(x->linking, err);
		if (st != ST_OK)
			break;
		store_give_way(s->store);
		st = case_write_piece(s, piece_fn, x, err);
		pace_learn(&x->pace);
		if (st == ST_OK)
			linking_written(x->linking);
	}
	store_many_writes(s->store, false);
	linking_free(x->linking);
	return st;
}

/* Until nothing of it is left. */
static enum status left_link(struct session *s, struct ids *touched, struct err *err)
{
	struct arena *arena = arena_new();
	struct relinking x = {.session = s, .touched = touched};
	enum status st = arena ? left_get(s->store, arena, &x.how, err) : err_nomem(err);

	while (st == ST_OK && x.how) {
		st = everybody_link(&x, err);
		if (st == ST_OK)
			st = left_get(s->store, arena, &x.how, err);
	}
	arena_free(arena);
	return st;
}

/* In turn with imports, for they link too.  The file stays where one that died left its rows in it. */
static enum status in_turn(struct session *s, bool waits, struct ids *touched, struct err *err)
{
	const struct timespec pause = {.tv_nsec = TURN_PAUSE_MS * 1000000L};
	struct arena *arena = arena_new();
	struct pending pending;
	int fd;
	enum status st = arena ? store_import_lock(s->store, &fd, err) : err_nomem(err);

	while (st == ST_BUSY && waits) {
		nanosleep(&pause, NULL);
		st = store_import_lock(s->store, &fd, err);
	}
	if (st == ST_OK) {
		st = left_link(s, touched, err);
		store_import_unlock(s->store, fd, store_pending_get(s->store, arena, &pending, NULL) != ST_NONE);
	}
	arena_free(arena);
	return st;
}

enum status relink_finish(struct session *s, int64_t *changed, struct err *err)
{
	struct ids touched = {0};
	enum status st = in_turn(s, true, &touched, err);

	*changed = (int64_t)numbers_sort(touched.v, touched.n);
	vec_done(&touched);
	return st;
}

enum status relink_keep(struct session *s, struct err *err)
{
	struct arena *arena = arena_new();
	const char *left = NULL;
	enum status st = arena ? left_get(s->store, arena, &left, err) : err_nomem(err);

	arena_free(arena);
	if (st != ST_OK || !left)
		return st;
	st = in_turn(s, false, NULL, err);
	return st == ST_BUSY ? ST_OK : st;
}
