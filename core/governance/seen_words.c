/*
 * What workers write about a person that is no event: judged as an everyday event of whose
 * worker they are, and of the agency that it is for.
 */
#include "governance/gate.h"

#include <string.h>

#include "store_workers.h"

/* As strictly as the strictest record that the agency has of the person. */
static bool is_whole(const struct session *s, const struct sharing *sh, int64_t agency)
{
	struct event everyday = {.agency = agency, .kind = EV_NOTE, .status = ES_COMPLETED};
	bool is = may_see(&s->viewer, sh, &everyday) == SEE_FULL;

	for (size_t i = 0; i < sh->record_n && is; i++)
		if (sh->record[i].agency == agency) {
			everyday.record = sh->record[i].record;
			is = may_see(&s->viewer, sh, &everyday) == SEE_FULL;
		}
	return is;
}

/* Who wrote it; of no agency, or from before there were workers, is of the partnership. */
static enum status writer_is_seen(const struct session *s, const struct sharing *sh, const char *worker, bool *is,
	struct err *err)
{
	struct arena *arena = arena_new();
	struct worker_row w = {.agency = NULL};
	const struct agency *own;
	enum status st = arena ? store_worker_get(s->store, worker, arena, &w, err) : err_nomem(err);

	if (st == ST_NONE || (st == ST_OK && !w.agency)) {
		*is = may_see_party(&s->viewer, sh, PARTY_NHS) && may_see_party(&s->viewer, sh, PARTY_ADULT_CARE);
		st = ST_OK;
	} else if (st == ST_OK) {
		own = session_agency_by_code((struct session *)s, w.agency);
		*is = own ? is_whole(s, sh, own->id) : s->viewer.agency && strcmp(s->viewer.agency, w.agency) == 0;
	}
	arena_free(arena);
	return st;
}

enum status words_are_seen(const struct session *s, int64_t person, const char *worker, int64_t agency, bool *is,
	struct err *err)
{
	const struct sharing *sh = NULL;
	enum status st = sharing_of(s, person, &sh, err);

	*is = st == ST_OK && (sees_all(s) || (worker && strcmp(worker, s->worker) == 0) || (sh && agency && sh->own == agency));
	if (st != ST_OK || *is || !sh)
		return st;
	st = writer_is_seen(s, sh, worker ? worker : "", is, err);
	*is = st == ST_OK && *is && (!agency || is_whole(s, sh, agency));
	return st;
}
