#include "care/judged.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

#include "care/anew.h"
#include "care/fraction.h"
#include "care/pieces.h"
#include "care/standing.h"
#include "numbers.h"
#include "store_events.h"
#include "store_today.h"

/* Goes up when the rule itself is corrected, or what stands on Today is judged otherwise, so
 * that every store is judged anew. */
#define RULE_EDITION 2
#define MARK_ROOM 65
enum {
	FEW = 16, /* people who are judged in the write that remembers the day */
	TURN_LOOKS = 100, TURN_PAUSE_MS = 50, /* so often, so long apart, whether the turn is free */
};

static void mark_make(const struct session *s, char out[static MARK_ROOM])
{
	snprintf(out, MARK_ROOM, "%d %d/%d %s", RULE_EDITION, s->rule.threshold_num,
		s->rule.threshold_den, s->catalogue_mark);
}

enum status threshold_read(const struct store *store, struct arena *arena, struct rule *rule,
	struct err *err)
{
	const char *text = NULL;
	enum status st = store_setting_get(store, SETTING_THRESHOLD, arena, &text, err);

	if (st != ST_OK && st != ST_NONE)
		return st;
	if (st == ST_NONE || !fraction_parse(text, &rule->threshold_num, &rule->threshold_den)) {
		rule->threshold_num = 1;
		rule->threshold_den = 2;
	}
	return ST_OK;
}

void judged_mark(struct session *s)
{
	mark_make(s, s->judged_by);
}

static enum status setting_or_empty(const struct store *store, const char *key,
	struct arena *arena, const char **out, struct err *err)
{
	enum status st = store_setting_get(store, key, arena, out, err);

	if (st == ST_NONE) {
		*out = "";
		st = ST_OK;
	}
	return st;
}

static enum status judged_remember(struct work *work, struct err *err)
{
	char day[11], mark[MARK_ROOM];
	enum status st;

	civil_iso(work->session->rule.today, day);
	mark_make(work->session, mark);
	st = store_setting_put(work->txn, SETTING_JUDGED_ON, day, err);
	if (st == ST_OK)
		st = store_setting_put(work->txn, SETTING_JUDGED_BY, mark, err);
	return st;
}

enum status judged_anew(struct work *work, struct err *err)
{
	char mark[MARK_ROOM];
	enum status st;

	mark_make(work->session, mark);
	st = store_setting_put(work->txn, SETTING_JUDGED_BY, mark, err);
	return st == ST_OK ? anew_begin(work, err) : st;
}

static enum status anew_fn(struct work *work, void *arg, struct err *err)
{
	(void)arg;
	return judged_anew(work, err);
}

static enum status remember_fn(struct work *work, void *arg, struct err *err)
{
	(void)arg;
	return judged_remember(work, err);
}

/* Whoever has it judges by what was said before, and soon ends.  It only saves work: two who judge everybody at
 * once come to the same. */
static bool turn_wait(struct session *s)
{
	const struct timespec pause = {.tv_nsec = TURN_PAUSE_MS * 1000000L};
	bool is_mine = store_turn_take(s->store, TURN_JUDGING);

	for (int i = 0; i < TURN_LOOKS && !is_mine; i++) {
		nanosleep(&pause, NULL);
		is_mine = store_turn_take(s->store, TURN_JUDGING);
	}
	return is_mine;
}

static enum status rest_judge(struct session *s, struct err *err)
{
	char mark[MARK_ROOM];

	mark_make(s, mark);
	return anew_finish(s, mark, remember_fn, err);
}

enum status judged_rest(struct session *s, struct err *err)
{
	bool is_mine = turn_wait(s);
	enum status st = rest_judge(s, err);

	if (is_mine)
		store_turn_leave(s->store, TURN_JUDGING);
	return st;
}

/* What another began: nobody waits for it who but opens the store. */
static enum status left_judge(struct session *s, struct err *err)
{
	enum status st;

	if (!store_turn_take(s->store, TURN_JUDGING))
		return ST_OK;
	st = rest_judge(s, err);
	store_turn_leave(s->store, TURN_JUDGING);
	return st;
}

/* The day has moved on: only what is planned or asked for can read otherwise, and stays
 * that end by themselves.  That is looked at some people at a time, so that nobody waits
 * for all of them; the day is remembered when it is done. */
struct people { VEC(int64_t) v; };

static enum status day_fn(struct work *work, void *arg, struct err *err)
{
	const struct people *few = arg;
	enum status st = store_standing_left_before(work->txn, work->session->rule.today - LEFT_DAYS, err);

	for (size_t i = 0; i < few->v.n && st == ST_OK; i++)
		st = work_touch(work, few->v.v[i]) ? ST_OK : err_nomem(err);
	return st == ST_OK ? judged_remember(work, err) : st;
}

static enum status turned_add(struct session *s, struct people *out, struct arena *arena, struct err *err)
{
	const struct standing_query turned = {.kind = SK_TURNS, .from = INT32_MIN, .until = s->rule.today};
	struct standing *row;
	size_t n;
	enum status st = store_standing_list(s->store, &turned, arena, &row, &n, err);

	for (size_t i = 0; st == ST_OK && i < n; i++)
		if (!vec_push(&out->v, row[i].person))
			st = err_nomem(err);
	return st;
}

static bool people_add(struct people *out, const int64_t *person, size_t n)
{
	bool good = true;

	for (size_t i = 0; i < n && good; i++)
		good = vec_push(&out->v, person[i]);
	return good;
}

/* Back to a day before the one that was judged: whoever stayed or died since, too. */
static enum status earlier_add(struct session *s, struct people *out, struct arena *arena, struct err *err)
{
	int64_t *stayed = NULL, *dead = NULL;
	size_t stayed_n = 0, dead_n = 0;
	enum status st = store_stayed_since(s->store, s->rule.today - LEFT_DAYS, arena, &stayed, &stayed_n, err);

	if (st == ST_OK)
		st = store_dead_people(s->store, arena, &dead, &dead_n, err);
	if (st == ST_OK && (!people_add(out, stayed, stayed_n) || !people_add(out, dead, dead_n)))
		st = err_nomem(err);
	return st;
}

static enum status people_of_day(struct session *s, const char *before, struct people *out,
	struct arena *arena, struct err *err)
{
	struct civil was;
	int64_t *open = NULL;
	size_t n = 0;
	enum status st = store_people_open(s->store, arena, &open, &n, err);

	if (st == ST_OK && !people_add(out, open, n))
		st = err_nomem(err);
	if (st != ST_OK)
		return st;
	return civil_parse(before, &was) && was.day < s->rule.today ? turned_add(s, out, arena, err)
		: earlier_add(s, out, arena, err);
}

static enum status day_judge(struct session *s, const char *before, const char *day, struct arena *arena,
	struct err *err)
{
	const struct deed deed = {.deed = "day", .detail = day};
	struct people all = {0};
	enum status st = people_of_day(s, before, &all, arena, err);

	all.v.n = numbers_sort(all.v.v, all.v.n);
	if (st == ST_OK && all.v.n > FEW) {
		st = pieces_judge(s, all.v.v, all.v.n, NULL, NULL, err);
		all.v.n = 0;
	}
	if (st == ST_OK)
		st = case_write(s, &deed, day_fn, &all, err);
	vec_done(&all.v);
	return st;
}

/* One judges the day for all who come in with it: who waited for that finds it done. */
static enum status day_keep(struct session *s, const char *day, bool waits, struct arena *arena, struct err *err)
{
	bool is_mine = waits ? turn_wait(s) : store_turn_take(s->store, TURN_JUDGING);
	const char *on;
	enum status st;

	if (!is_mine && !waits)
		return err_set(err, ST_BUSY, "somebody is judging the day; it is there in a moment");
	st = setting_or_empty(s->store, SETTING_JUDGED_ON, arena, &on, err);
	if (st == ST_OK && strcmp(on, day) != 0)
		st = day_judge(s, on, day, arena, err);
	if (is_mine)
		store_turn_leave(s->store, TURN_JUDGING);
	return st;
}

static enum status judged_keep_in(struct session *s, bool waits, struct arena *arena, struct err *err)
{
	const char *on, *by, *left;
	char day[11], mark[MARK_ROOM], before[MARK_ROOM];
	enum status st = setting_or_empty(s->store, SETTING_JUDGED_ON, arena, &on, err);

	if (st == ST_OK)
		st = setting_or_empty(s->store, SETTING_JUDGED_BY, arena, &by, err);
	if (st == ST_OK)
		st = setting_or_empty(s->store, SETTING_JUDGED_LEFT, arena, &left, err);
	if (st != ST_OK)
		return st;
	civil_iso(s->rule.today, day);
	mark_make(s, mark);
	memcpy(before, s->judged_by, sizeof before);
	s->judged_by[0] = '\0';
	if (strcmp(by, mark) != 0) {
		st = case_write(s, &(struct deed){.deed = "judge", .detail = mark}, anew_fn, NULL, err);
		st = st == ST_OK ? judged_rest(s, err) : st;
	} else if (*left) {
		st = left_judge(s, err);
	} else if (strcmp(on, day) != 0) {
		st = day_keep(s, day, waits, arena, err);
	}
	memcpy(s->judged_by, st == ST_OK ? mark : before, sizeof before);
	return st;
}

enum status judged_keep(struct session *s, bool waits, struct err *err)
{
	struct arena *arena = arena_new();
	enum status st = arena ? judged_keep_in(s, waits, arena, err) : err_nomem(err);

	arena_free(arena);
	return st;
}

enum status judged_agrees(struct work *work, struct err *err)
{
	struct session *s = work->session;
	const char *by;
	enum status st;

	if (!s->judged_by[0])
		return ST_OK;
	st = setting_or_empty(txn_store(work->txn), SETTING_JUDGED_BY, work->arena, &by, err);
	if (st != ST_OK || strcmp(by, s->judged_by) == 0)
		return st;
	st = threshold_read(txn_store(work->txn), work->arena, &s->rule, err);
	if (st != ST_OK)
		return st;
	judged_mark(s);
	if (strcmp(by, s->judged_by) != 0)
		return err_set(err, ST_USAGE,
			"the catalogue was changed while you worked; leave Throughline and open it again");
	return ST_OK;
}
