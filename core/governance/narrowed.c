/* Whether what a session shows may be more than it would show now. */
#include "access.h"

#include <stdlib.h>

#include "governance/gate.h"
#include "store_admin.h"

/* A record, or an event; the greater the level, the more is seen of it. */
struct seeing { int64_t id; bool is_event; int level; };
struct sight { VEC(struct seeing) of; };

int64_t access_row(struct session *s)
{
	struct audit_end end;
	struct err unread;

	return store_audit_end(s->store, &end, &unread) == ST_OK ? end.row : 0;
}

static enum status record_level(const struct session *s, int64_t id, int *level, struct err *err)
{
	enum seen as = SEE_NOTHING;
	bool where = false;
	enum status st = record_is_seen_as(s, id, &as, &where, err);

	*level = 2 * (SEE_NOTHING - (int)as) + where;
	return st;
}

static enum status level_now(const struct session *s, const struct seeing *one, struct arena *scratch, int *level,
	struct err *err)
{
	enum seen seen = SEE_NOTHING;
	struct event event;
	enum status st;

	if (!one->is_event)
		return record_level(s, one->id, level, err);
	st = seen_event(s, one->id, scratch, &event, &seen, err);
	*level = st == ST_OK ? SEE_NOTHING - (int)seen : 0;
	return st == ST_NONE ? ST_OK : st;
}

static enum status person_add(const struct session *s, int64_t person, struct arena *scratch, struct sight *out, struct err *err)
{
	struct record *record = NULL;
	struct existing all = {0};
	size_t n = 0;
	enum status st = store_person_records(s->store, person, scratch, &record, &n, err);

	for (size_t i = 0; i < n && st == ST_OK; i++) {
		struct seeing one = {.id = record[i].id};

		st = record_level(s, one.id, &one.level, err);
		if (st == ST_OK && !vec_push(&out->of, one))
			st = err_nomem(err);
	}
	if (st == ST_OK)
		st = existing_events(s, person, scratch, &all, err);
	for (size_t i = 0; i < all.n && st == ST_OK; i++)
		if (!vec_push(&out->of, ((struct seeing){all.event[i].id, true, SEE_NOTHING - (int)all.seen[i]})))
			st = err_nomem(err);
	return st;
}

struct sight *access_sight(struct session *s, const int64_t *person, size_t n)
{
	struct sight *out = calloc(1, sizeof *out);
	struct arena *scratch = arena_new();
	struct err unread;
	enum status st = out && scratch ? ST_OK : ST_NOMEM;

	for (size_t i = 0; i < n && st == ST_OK && !sees_all(s); i++) {
		st = person_add(s, person[i], scratch, out, &unread);
		arena_reset(scratch);
	}
	arena_free(scratch);
	if (st == ST_OK)
		return out;
	access_sight_free(out);
	return NULL;
}

void access_sight_free(struct sight *sight)
{
	if (sight)
		vec_done(&sight->of);
	free(sight);
}

/* Also where that cannot be read. */
static bool is_less(const struct session *s, const struct sight *was)
{
	struct arena *scratch = arena_new();
	bool is = !scratch;
	struct err unread;

	for (size_t i = 0; i < was->of.n && !is; i++) {
		int level = 0;

		is = level_now(s, &was->of.v[i], scratch, &level, &unread) != ST_OK || level < was->of.v[i].level;
		arena_reset(scratch);
	}
	arena_free(scratch);
	return is;
}

static enum status deeds_read(const struct session *s, int64_t person, int64_t since, enum audit_narrowed *out, struct err *err)
{
	struct arena *arena = arena_new();
	struct record r = {0};
	enum status st = arena ? ST_OK : err_nomem(err);

	if (st == ST_OK && person)
		st = store_record_get(s->store, person, arena, &r, err);
	if (st == ST_OK)
		st = store_audit_narrowed(s->store, since, r.uuid, out, err);
	arena_free(arena);
	return st;
}

/* Where that cannot be read, it may. */
bool access_narrowed(struct session *s, int64_t person, int64_t since, const struct sight *was)
{
	enum audit_narrowed deeds;
	struct err unread;

	if (deeds_read(s, person, since, &deeds, &unread) != ST_OK || deeds == AUDIT_NARROWS)
		return true;
	return deeds == AUDIT_HAS_IMPORT && (!was || is_less(s, was));
}
