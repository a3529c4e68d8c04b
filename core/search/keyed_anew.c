/* keyed_anew.c - everybody's keys put back, some records at a time. */
#include <stdio.h>
#include <stdlib.h>

#include "care/pace.h"
#include "care/work.h"
#include "search/keyed.h"
#include "store_board.h"

/* How far it is: the highest record whose keys are there again.  A migration says "yes" (db/sqlite/schema):
 * from the first on. */
#define SETTING_REMAKE "search.remake"

enum { RECORDS_AT_ONCE = 32 };

struct remaking {
	struct keyed keyed;
	struct arena *arena;   /* for one record */
	struct pace pace;
	int64_t done, last;    /* done: when the last write was committed … */
	int64_t at;            /* … and in the one under way */
	bool is_under_way;
};

enum status keyed_anew(struct work *work, struct err *err)
{
	return store_setting_put(work->txn, SETTING_REMAKE, "yes", err);
}

static enum status record_remake(struct remaking *x, int64_t id, struct err *err)
{
	struct record r;
	enum status st;

	arena_reset(x->arena);
	st = store_record_get(x->keyed.store, id, x->arena, &r, err);
	if (st == ST_OK && r.person)
		st = keyed_again(&x->keyed, &r, err);
	return st == ST_NONE ? ST_OK : st;
}

static enum status some_remake(struct remaking *x, struct err *err)
{
	enum status st = ST_OK;

	for (int i = 0; i < RECORDS_AT_ONCE && x->at < x->last && st == ST_OK; i++)
		st = record_remake(x, ++x->at, err);
	return st == ST_OK ? keyed_put(&x->keyed, err) : st;
}

static enum status remake_fn(struct work *work, void *arg, struct err *err)
{
	struct remaking *x = arg;
	char done[24];
	enum status st = ST_OK;

	pace_begin(&x->pace);
	if (x->is_under_way) /* it is run again: what was put is not there */
		keyed_spare(&x->keyed);
	x->is_under_way = true;
	x->at = x->done;
	x->keyed.txn = work->txn;
	do
		st = some_remake(x, err);
	while (st == ST_OK && x->at < x->last && !pace_is_late(&x->pace));
	snprintf(done, sizeof done, "%lld", (long long)x->at);
	if (st == ST_OK)
		st = store_setting_put(work->txn, SETTING_REMAKE, x->at < x->last ? done : NULL, err);
	pace_end(&x->pace);
	return st;
}

/* Those who come meanwhile have theirs. */
static enum status remake(struct session *s, struct remaking *x, struct err *err)
{
	int64_t finding;
	enum status st = store_board_end(s->store, &x->last, &finding, err);

	x->keyed.store = s->store;
	x->pace = pace_new(s->store);
	store_many_writes(s->store, true);
	do {
		store_give_way(s->store);
		if (st == ST_OK)
			st = case_write_piece(s, remake_fn, x, err);
		pace_learn(&x->pace);
		x->is_under_way = false;
		x->done = x->at;
	} while (st == ST_OK && x->done < x->last);
	store_many_writes(s->store, false);
	return st;
}

static enum status remake_left(struct session *s, struct err *err)
{
	struct remaking x = {.arena = arena_new()};
	const char *text = NULL;
	enum status st = x.arena ? keyed_begin(&x.keyed, NULL, err) : err_nomem(err);

	if (st == ST_OK)
		st = store_setting_get(s->store, SETTING_REMAKE, x.arena, &text, err);
	if (st == ST_OK) {
		x.done = strtoll(text, NULL, 10);
		st = remake(s, &x, err);
	}
	keyed_done(&x.keyed);
	arena_free(x.arena);
	return st == ST_NONE ? ST_OK : st;
}

/* Where another has the turn, they do it. */
static enum status remake_in_turn(struct session *s, const struct deed *deed, struct err *err)
{
	enum status st = ST_OK;

	if (!store_turn_take(s->store, TURN_KEYS))
		return ST_OK;
	if (deed)
		st = case_note(s, deed, err);
	if (st == ST_OK)
		st = remake_left(s, err);
	store_turn_leave(s->store, TURN_KEYS);
	return st;
}

enum status keyed_rest(struct session *s, struct err *err)
{
	return remake_in_turn(s, NULL, err);
}

enum status keyed_keep(struct session *s, struct err *err)
{
	const struct deed deed = {.deed = "keys", .detail = "made anew"};
	struct arena *arena = arena_new();
	const char *remake;
	enum status st = arena ? store_setting_get(s->store, SETTING_REMAKE, arena, &remake, err) : err_nomem(err);

	arena_free(arena);
	if (st == ST_NONE)
		return ST_OK;
	return st == ST_OK ? remake_in_turn(s, &deed, err) : st;
}
