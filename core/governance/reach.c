#include "governance/reach.h"

#include "store_workers.h"

static bool reaches_everybody(const struct session *s)
{
	return s->viewer.is_alone || (s->viewer.role != ROLE_PRACTITIONER && !s->has_relations);
}

static enum status kin_check(const struct session *s, int64_t person, const char **refused, struct err *err)
{
	bool is = false;
	enum status st = s->has_relations ? store_worker_is_related(s->store, s->worker, person, &is, err) : ST_OK;

	if (st != ST_OK || !is)
		return st;
	*refused = "own or related";
	return err_set(err, ST_DENIED, "workers do not open themselves or people they are related to; ask a colleague");
}

enum status reach_check(const struct session *s, int64_t person, const char **refused, struct err *err)
{
	bool is = false;
	enum status st = reaches_everybody(s) ? ST_OK : kin_check(s, person, refused, err);

	if (st != ST_OK || reaches_everybody(s) || s->viewer.role != ROLE_PRACTITIONER)
		return st;
	st = store_person_is_held(s->store, person, s->viewer.agency, &is, err);
	if (st == ST_OK && !is) {
		*refused = "of other agencies";
		return err_set(err, ST_DENIED, "your agency holds no record of this person, and a practitioner opens those "
			"that it does; ask a coordinator");
	}
	return st;
}

enum status person_in_reach(const struct session *s, int64_t person, bool *is, struct err *err)
{
	const char *refused = NULL;
	enum status st = reach_check(s, person, &refused, err);

	*is = st == ST_OK;
	return refused ? ST_OK : st;
}

enum status person_in_reach_held(const struct session *s, int64_t person, bool is_held, bool *is, struct err *err)
{
	const char *refused = NULL;
	enum status st = reaches_everybody(s) ? ST_OK : kin_check(s, person, &refused, err);

	*is = st == ST_OK && (is_held || reaches_everybody(s) || s->viewer.role != ROLE_PRACTITIONER);
	return refused ? ST_OK : st;
}

enum status reach_kin_require(struct session *s, int64_t person, struct err *err)
{
	const char *refused = NULL;
	struct err unkept;
	enum status st = reaches_everybody(s) ? ST_OK : kin_check(s, person, &refused, err);

	if (refused)
		(void)case_note(s, &(struct deed){.deed = "refused", .person = person, .detail = refused}, &unkept);
	return st;
}

int64_t reach_agency(struct session *s)
{
	const struct agency *own;

	if (s->viewer.is_alone || s->viewer.role != ROLE_PRACTITIONER)
		return 0;
	own = session_agency_by_code(s, s->viewer.agency);
	return own ? own->id : -1;
}
