#include "care/leader.h"

#include <string.h>

#include "governance/gate.h"
#include "governance/reach.h"
#include "governance/viewer.h"
#include "store_workers.h"

enum { NAMED_MOST = 8 }; /* names in a sentence */

/* As the worker themselves would find out. */
static enum status opens(const struct session *s, const struct worker_row *w, int64_t person, bool *is, struct err *err)
{
	struct session theirs;
	enum status st = viewer_as(s, w, &theirs, err);

	if (st == ST_OK)
		st = person_in_reach(&theirs, person, is, err);
	if (st == ST_OK && *is)
		st = person_is_seen(&theirs, person, is, err);
	gate_free(theirs.gate);
	return st;
}

/* Whose name is withheld beside this person is of an agency that nothing is told of. */
static enum status may_lead(const struct session *s, const struct worker_row *w, int64_t person, struct arena *arena,
	bool *is, struct err *err)
{
	*is = !w->ended && role_may(w->role, MAY_WRITE) && worker_shown(s, w->name, person, arena) == w->name;
	return *is && person ? opens(s, w, person, is, err) : ST_OK;
}

enum status leaders_list(struct session *s, int64_t person, struct arena *arena, const char ***name, size_t *n,
	struct err *err)
{
	struct worker_row *w;
	size_t worker_n = 0;
	enum status st = store_worker_all(s->store, arena, &w, &worker_n, err);

	*name = st == ST_OK ? arena_alloc(arena, (worker_n + 1) * sizeof **name) : NULL;
	if (st == ST_OK && !*name)
		return err_nomem(err);
	*n = 0;
	for (size_t i = 0; i < worker_n && st == ST_OK; i++) {
		bool is = false;

		st = may_lead(s, &w[i], person, arena, &is, err);
		if (is)
			(*name)[(*n)++] = w[i].name;
	}
	return st;
}

/* "ann, bob or eve" */
static const char *listed(const char *const *name, size_t n, struct arena *arena)
{
	size_t most = n > NAMED_MOST ? NAMED_MOST : n;
	const char *all = "";

	for (size_t i = 0; i < most && all; i++)
		all = arena_printf(arena, "%s%s%s", all, !i ? "" : i + 1 < n ? ", " : " or ", name[i]);
	return all && most < n ? arena_printf(arena, "%s, or another who knows them", all) : all;
}

static enum status refuse(struct session *s, int64_t person, const char *name, struct arena *arena, struct err *err)
{
	const char **others, *all = NULL;
	size_t n = 0;
	enum status st = leaders_list(s, person, arena, &others, &n, err);

	if (st == ST_OK && n)
		all = listed(others, n, arena);
	if (st == ST_OK && n && !all)
		st = err_nomem(err);
	return st != ST_OK ? st : all ? err_set(err, ST_USAGE, "nobody was made lead: %s is none of those who may open this "
		"person that you can hand them to; say %s", name, all)
		: err_set(err, ST_USAGE, "nobody was made lead: %s is none of those that you can hand this person to", name);
}

enum status leader_require(struct session *s, int64_t person, const char *name, struct err *err)
{
	struct arena *arena;
	struct worker_row w;
	bool is = false;
	enum status st;

	if (!strcmp(name, s->worker))
		return ST_OK; /* what they may is asked when it is written */
	arena = arena_new();
	st = arena ? store_worker_get(s->store, name, arena, &w, err) : err_nomem(err);
	if (st == ST_OK)
		st = may_lead(s, &w, person, arena, &is, err);
	if (st == ST_NONE || (st == ST_OK && !is))
		st = refuse(s, person, name, arena, err);
	arena_free(arena);
	return st;
}
