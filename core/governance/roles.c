/*
 * What each role may do: the one table, and the one question.
 */
#include <string.h>

#include "care/work.h"

#define MAY(may, told) [MAY_##may] = {told, "Your role here does not let you " told "."}
static const struct { const char *told, *why_not; } MAYS[MAY_COUNT] = {
	MAY(UNSAID, "do that"),
	MAY(COME_IN, "come in"),
	MAY(PEOPLE, "find and open people"),
	MAY(TODAY, "see what is to be done"),
	MAY(WRITE, "write and decide about people"),
	MAY(WRITE_FOR, "write for any agency, being of none"),
	MAY(LINK, "say which records are one person's"),
	MAY(EXPORT, "take a person's records elsewhere"),
	MAY(FIGURES, "see the partnership's figures"),
	MAY(LISTS, "see what is behind a figure"),
	MAY(FEEDS, "see what came in, and who has gone quiet"),
	MAY(IMPORT, "take files in and back, and see what was set aside"),
	MAY(NUMBERS, "see which record is whose, by numbers"),
	MAY(AUDIT, "read the log of who looked and who changed what"),
	MAY(CHECK, "have the store checked"),
	MAY(SET, "change settings and agencies"),
	MAY(WORKERS, "say who works here"),
};
#undef MAY

const char *may_told(enum may may)
{
	return MAYS[may].told;
}

const char *may_why_not(enum may may)
{
	return MAYS[may].why_not;
}

#define A(may) (1U << MAY_##may)
static const unsigned ROLES[ROLE_COUNT] = {
	[ROLE_OWNER] = A(COME_IN) | A(FIGURES) | A(FEEDS) | A(IMPORT) | A(NUMBERS) | A(AUDIT) | A(CHECK) |
		A(SET) | A(WORKERS),
	[ROLE_COORDINATOR] = A(COME_IN) | A(PEOPLE) | A(TODAY) | A(WRITE) | A(WRITE_FOR) | A(LINK) | A(EXPORT) | A(FIGURES) |
		A(LISTS) | A(FEEDS),
	[ROLE_PRACTITIONER] = A(COME_IN) | A(PEOPLE) | A(TODAY) | A(WRITE),
	[ROLE_MANAGER] = A(COME_IN) | A(FIGURES) | A(LISTS),
	[ROLE_AUDITOR] = A(COME_IN) | A(AUDIT) | A(CHECK),
	[ROLE_STEWARD] = A(COME_IN) | A(FEEDS) | A(IMPORT) | A(NUMBERS) | A(CHECK) | A(SET) | A(WORKERS),
};
#undef A

bool role_may(enum role role, enum may may)
{
	return ROLES[role] >> may & 1;
}

bool viewer_may(const struct viewer *v, enum may may)
{
	return v->is_alone || role_may(v->role, may);
}

/* Of bit 0 …: what a mark lets somebody do beside the role, and of which roles that is said. */
static const struct { enum may beside; const char *told; } MARKED[MARK_COUNT] = {
	{MAY_PEOPLE, "know that something restricted is there, by what health or adult care may see; break the glass for it"},
	{MAY_WRITE, "lift or override a refusal, whoever recorded it"},
};

const char *mark_told(int bit)
{
	return MARKED[bit].told;
}

bool mark_is_of(int bit, enum role role)
{
	return role_may(role, MARKED[bit].beside);
}

bool viewer_is_marked(const struct viewer *v, enum mark mark)
{
	for (int bit = 0; bit < MARK_COUNT; bit++)
		if (mark == (enum mark)(1U << bit))
			return (v->marks & mark) && mark_is_of(bit, v->role);
	return false;
}

bool viewer_may_overrule(const struct viewer *v)
{
	return v->is_alone || viewer_is_marked(v, MARK_GOVERNANCE);
}

bool session_may(const struct session *s, enum may may)
{
	return viewer_may(&s->viewer, may);
}

const char *viewer_purpose(const struct viewer *v)
{
	if (v->role == ROLE_COORDINATOR || v->is_alone)
		return PURPOSE_CARE;
	return v->sector == SECTOR_HOUSING ? PURPOSE_HOUSING : v->sector == SECTOR_EDUCATION ? PURPOSE_EDUCATION : PURPOSE_CARE;
}

bool viewer_looks_for(const struct viewer *v, const char *purpose)
{
	return !purpose || !*purpose || strcmp(purpose, viewer_purpose(v)) == 0 ||
		(strcmp(purpose, PURPOSE_SAFEGUARDING) == 0 && viewer_is_marked(v, MARK_SAFEGUARDING));
}

void session_may_not(const struct session *s, enum may may, struct err *err)
{
	if (s->viewer.role == ROLE_OWNER)
		err_set(err, ST_DENIED, "once workers are set up, the account that owns the store may not %s; say which worker "
			"you are with --worker", may_told(may));
	else
		err_set(err, ST_DENIED, "your role here is %s, who may not %s; the one who runs the store can change that",
			ROLE_NAMES[s->viewer.role], may_told(may));
}

void session_refused(struct session *s, const char *what)
{
	struct err unkept;

	(void)case_note(s, &(struct deed){.deed = "refused", .detail = what}, &unkept);
}

enum status session_require(struct session *s, enum may may, const char *what, struct err *err)
{
	if (session_may(s, may))
		return ST_OK;
	session_refused(s, what);
	session_may_not(s, may, err);
	return ST_DENIED;
}
