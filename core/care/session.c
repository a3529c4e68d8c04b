/*
 * Opening a session: who looks, by which catalogue and rule, on which day.
 */
#include <pwd.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "care/clock.h"
#include "care/judged.h"
#include "care/site_catalogue.h"
#include "care/work.h"
#include "governance/viewer.h"
#include "governance/gate.h"
#include "linkage/relink.h"
#include "search/keyed.h"
#include "text/json_memory.h"

#define SETTING_DEMO "demo"
#define SETTING_DEMO_TODAY "demo.today"
#define LABEL_MAX 64

bool worker_label_is_valid(const char *label)
{
	size_t length = strspn(label, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
		"0123456789._@-");

	return length > 0 && length <= LABEL_MAX && !label[length];
}

static void login_label(char out[static LABEL_MAX + 1])
{
	char room[2048];
	struct passwd entry, *found = NULL;

	if (getpwuid_r(getuid(), &entry, room, sizeof room, &found) == 0 && found &&
		worker_label_is_valid(found->pw_name))
		snprintf(out, LABEL_MAX + 1, "%s", found->pw_name);
	else
		snprintf(out, LABEL_MAX + 1, "uid-%lu", (unsigned long)getuid());
}

enum status worker_label(const char *worker, char out[static WORKER_LABEL_ROOM], struct err *err)
{
	if (!worker)
		login_label(out);
	else if (worker_label_is_valid(worker))
		snprintf(out, WORKER_LABEL_ROOM, "%s", worker);
	else
		return err_set(err, ST_USAGE,
			"a worker's name has 1 to 64 letters, digits or . _ @ -; give another to --worker");
	return ST_OK;
}

static enum status worker_set(struct session *s, const char *worker, struct err *err)
{
	s->viewer.worker = s->worker;
	s->is_claimed = worker != NULL;
	return worker_label(worker, s->worker, err);
}

/* Nobody but the account that owns the store may look; the refusal is kept where it can be. */
static enum status owner_check(struct session *s, const struct session_options *o, struct err *err)
{
	struct err unkept;

	s->viewer.is_owner = store_is_owned(s->store);
	if (s->viewer.is_owner)
		return ST_OK;
	login_label(s->worker);
	(void)case_note(s, &(struct deed){.deed = "refused", .detail = "open"}, &unkept);
	if (o->worker)
		return err_set(err, ST_DENIED,
			"--worker is believed only from the account that owns the store; leave it out");
	return err_set(err, ST_DENIED,
		"this store belongs to another account; ask the one who runs it for access");
}

static enum status setting_text(const struct store *store, const char *key, struct arena *arena,
	const char **out, struct err *err)
{
	enum status st = store_setting_get(store, key, arena, out, err);

	if (st == ST_NONE) {
		*out = NULL;
		st = ST_OK;
	}
	return st;
}

/* A store is marked as a demo when it is made, never later: nothing judged it yet. */
struct demo_mark { int32_t today; bool is_done; };

static enum status demo_mark_fn(struct txn *txn, void *arg, struct err *err)
{
	struct demo_mark *mark = arg;
	struct arena *arena = arena_new();
	const char *judged = NULL;
	char day[11];
	enum status st;

	if (!arena)
		return err_nomem(err);
	st = setting_text(txn_store(txn), SETTING_JUDGED_ON, arena, &judged, err);
	mark->is_done = st == ST_OK && !judged;
	if (mark->is_done) {
		civil_iso(mark->today, day);
		st = store_setting_put(txn, SETTING_DEMO, "yes", err);
		if (st == ST_OK)
			st = store_setting_put(txn, SETTING_DEMO_TODAY, day, err);
	}
	arena_free(arena);
	return st;
}

static enum status demo_settle(struct session *s, const struct session_options *o,
	struct arena *arena, struct err *err)
{
	struct demo_mark mark = {o->demo_today, false};
	const char *demo;
	enum status st = setting_text(s->store, SETTING_DEMO, arena, &demo, err);

	if (st != ST_OK)
		return st;
	s->is_demo = demo != NULL;
	if (!s->is_demo && o->be_demo) {
		st = store_write(s->store, STORE_FULL, demo_mark_fn, &mark, err);
		if (st != ST_OK)
			return st;
		s->is_demo = mark.is_done;
	}
	if (!s->is_demo && (o->be_demo || o->must_be_demo)) {
		if (!s->viewer.is_alone)
			session_refused(s, "demo");
		return err_set(err, ST_DENIED,
			"%s is no demonstration store and is left as it is; give another file to --store",
			store_path(s->store));
	}
	return ST_OK;
}

static enum status day_settle(struct session *s, const struct session_options *o,
	struct arena *arena, struct err *err)
{
	const char *text = NULL;
	struct civil day;
	enum status st = ST_OK;

	s->is_day_fixed = true;
	s->rule.today = o->today;
	if (o->today != CIVIL_NONE)
		return ST_OK;
	if (s->is_demo)
		st = setting_text(s->store, SETTING_DEMO_TODAY, arena, &text, err);
	if (st != ST_OK)
		return st;
	if (text && civil_parse(text, &day)) {
		s->rule.today = day.day;
		return ST_OK;
	}
	s->is_day_fixed = false;
	s->rule.today = clock_today();
	return ST_OK;
}

static enum status catalogue_read(struct session *s, struct arena *arena, struct err *err)
{
	struct catalogue_text site;
	enum status st = site_catalogue_read(s->store, arena, &site, err);

	if (st == ST_OK)
		st = catalogue_new(&s->catalogue, &site, err);
	if (st != ST_OK)
		return st;
	site_catalogue_mark(&site, s->catalogue_mark);
	s->rule.catalogue = s->catalogue;
	return ST_OK;
}

static enum status session_fill(struct session *s, const struct session_options *o,
	struct arena *arena, struct err *err)
{
	enum status st = worker_set(s, o->worker, err);

	s->hides_names = o->hides_names;
	if (st == ST_OK)
		st = store_open(&s->store, o->store, o->make ? STORE_MAKE : STORE_USE, err);
	if (st == ST_OK)
		st = owner_check(s, o, err);
	if (st == ST_OK)
		st = viewer_settle(s, err);
	if (st == ST_OK)
		st = demo_settle(s, o, arena, err);
	if (st == ST_OK)
		st = day_settle(s, o, arena, err);
	if (st == ST_OK)
		st = threshold_read(s->store, arena, &s->rule, err);
	if (st == ST_OK)
		st = catalogue_read(s, arena, err);
	if (st == ST_OK)
		st = session_read_agencies(s, err);
	if (st == ST_OK)
		st = keyed_keep(s, err);
	if (st == ST_OK)
		st = judged_keep(s, true, err);
	if (st == ST_OK)
		st = relink_keep(s, err);
	if (st == ST_OK)
		s->seen_seq = store_change_seq(s->store);
	return st;
}

enum status session_open(struct session **out, const struct session_options *o, struct err *err)
{
	struct session *s;
	struct arena *arena;
	enum status st;

	if (!o->store)
		return err_set(err, ST_USAGE, "no store is named; give one with --store FILE");
	if (sodium_init() < 0)
		return err_set(err, ST_BUG, "the hashing library does not start");
	json_memory_watch();
	s = calloc(1, sizeof *s);
	arena = arena_new();
	if (s)
		s->lent = arena_new();
	if (!s || !arena || !s->lent)
		st = err_nomem(err);
	else
		st = session_fill(s, o, arena, err);
	arena_free(arena);
	if (st == ST_OK)
		*out = s;
	else
		session_close(s);
	return st;
}

void session_close(struct session *s)
{
	if (!s)
		return;
	store_close(s->store);
	catalogue_free(s->catalogue);
	arena_free(s->lent);
	arena_free(s->waiting_arena);
	gate_free(s->gate);
	free(s);
}
