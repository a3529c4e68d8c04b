#include "governance/viewer.h"

#include <stdio.h>
#include <string.h>


const struct viewer *session_viewer(const struct session *s)
{
	return &s->viewer;
}

void viewer_place(struct session *s)
{
	s->viewer.sector = agency_sector(session_agency_by_code(s, s->viewer.agency));
}

static void worker_looks(struct session *s, const struct worker_row *w)
{
	struct viewer *v = &s->viewer;
	bool is_there = w->agency && v->agency && strcmp(w->agency, v->agency) == 0;

	v->is_alone = false;
	v->role = w->role;
	v->marks = w->marks;
	if (is_there)
		return;
	snprintf(s->viewer_agency, sizeof s->viewer_agency, "%s", w->agency ? w->agency : "");
	v->agency = w->agency ? s->viewer_agency : NULL;
	viewer_place(s);
}

/* Alone, a name that was told is but a label; who was so is the owner still once there
 * are workers. */
static void owner_looks(struct session *s, bool is_alone)
{
	s->is_claimed = s->is_claimed && !is_alone;
	s->viewer.is_alone = is_alone;
	s->viewer.role = ROLE_OWNER;
	s->viewer.agency = NULL;
	s->viewer.sector = SECTOR_OTHER;
	s->viewer.marks = 0;
	s->has_relations = false;
}

/* The account that owns the store is one of its workers, or its owner. */
static enum status worker_find(struct session *s, struct arena *arena, const char **refused,
	struct err *err)
{
	struct worker_row w;
	enum status st = store_worker_get(s->store, s->worker, arena, &w, err);

	if (st == ST_NONE && !s->is_claimed) {
		owner_looks(s, false);
		return ST_OK;
	}
	if (st == ST_NONE) {
		*refused = "no worker";
		return err_set(err, ST_DENIED, "%s is no worker of this store; ask the one who runs it", s->worker);
	}
	if (st == ST_OK && w.ended) {
		*refused = "closed worker";
		return err_set(err, ST_DENIED, "%s works with this store no longer; ask the one who runs it", s->worker);
	}
	if (st == ST_OK)
		worker_looks(s, &w);
	return st == ST_OK ? store_worker_has_relations(s->store, s->worker, &s->has_relations, err) : st;
}

enum status viewer_renew(struct session *s, struct arena *arena, const char **refused, struct err *err)
{
	bool any = false;
	enum status st = store_worker_any(s->store, &any, err);

	if (st == ST_OK && any)
		st = worker_find(s, arena, refused, err);
	else if (st == ST_OK)
		owner_looks(s, true);
	return st;
}

enum status viewer_as(const struct session *s, const struct worker_row *w, struct session *out, struct err *err)
{
	*out = *s;
	out->gate = NULL;
	snprintf(out->worker, sizeof out->worker, "%s", w->name);
	out->viewer.worker = out->worker;
	out->viewer.agency = NULL;
	worker_looks(out, w);
	return store_worker_has_relations(s->store, w->name, &out->has_relations, err);
}

static bool is_placed(const struct viewer *v, const char *agency)
{
	return v->agency ? strcmp(v->agency, agency) == 0 : !*agency;
}

enum status session_still(struct session *s, struct err *err)
{
	struct arena *arena = arena_new();
	const enum role role = s->viewer.role;
	const char *refused = NULL, *agency = arena ? arena_dup(arena, s->viewer.agency ? s->viewer.agency : "") : NULL;
	struct err unkept;
	enum status st = agency ? viewer_renew(s, arena, &refused, err) : err_nomem(err);

	if (st == ST_OK && (s->viewer.role != role || !is_placed(&s->viewer, agency))) {
		refused = "role or agency changed";
		st = err_set(err, ST_DENIED, "your role or agency here was changed meanwhile; open the dashboard again");
	}
	if (refused)
		(void)case_note(s, &(struct deed){.deed = "refused", .detail = refused}, &unkept);
	arena_free(arena);
	return st;
}

enum status viewer_settle(struct session *s, struct err *err)
{
	struct arena *arena = arena_new();
	const char *refused = NULL;
	struct err unkept;
	enum status st;

	s->viewer.sector = SECTOR_OTHER;
	st = arena ? viewer_renew(s, arena, &refused, err) : err_nomem(err);
	if (refused)
		(void)case_note(s, &(struct deed){.deed = "refused", .detail = refused}, &unkept);
	arena_free(arena);
	return st;
}
