#include "governance/viewer.h"

#include <stdio.h>
#include <string.h>

#include "store_workers.h"

const struct viewer *session_viewer(const struct session *s)
{
	return &s->viewer;
}

void viewer_place(struct session *s)
{
	s->viewer.sector = agency_sector(session_agency_by_code(s, s->viewer.agency));
}

static enum status refused(struct session *s, const char *detail, const char *why, struct err *err)
{
	struct err unkept;

	(void)case_look(s, &(struct deed){.deed = "refused", .detail = detail}, &unkept);
	return err_set(err, ST_DENIED, "%s %s; ask the one who runs it", s->worker, why);
}

static void worker_looks(struct session *s, const struct worker_row *w)
{
	s->viewer.role = w->role;
	s->viewer.marks = w->marks;
	if (!w->agency)
		return;
	snprintf(s->viewer_agency, sizeof s->viewer_agency, "%s", w->agency);
	s->viewer.agency = s->viewer_agency;
}

/* The account that owns the store is one of its workers, or its owner alone. */
static enum status worker_find(struct session *s, bool is_claimed, struct arena *arena,
	struct err *err)
{
	struct worker_row w;
	enum status st = store_worker_get(s->store, s->worker, arena, &w, err);

	if (st == ST_NONE && !is_claimed)
		return ST_OK;
	if (st == ST_NONE)
		return refused(s, "no worker", "is no worker of this store", err);
	if (st == ST_OK && w.ended)
		return refused(s, "closed worker", "works with this store no longer", err);
	if (st == ST_OK)
		worker_looks(s, &w);
	return st;
}

enum status viewer_settle(struct session *s, bool is_claimed, struct err *err)
{
	struct arena *arena = arena_new();
	bool any = false;
	enum status st = arena ? store_worker_any(s->store, &any, err) : err_nomem(err);

	s->viewer.role = ROLE_OWNER;
	s->viewer.sector = SECTOR_OTHER;
	s->viewer.is_alone = st == ST_OK && !any;
	if (st == ST_OK && any)
		st = worker_find(s, is_claimed, arena, err);
	arena_free(arena);
	return st;
}
