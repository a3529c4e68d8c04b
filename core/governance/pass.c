#include "governance/pass.h"

#include <string.h>

#include "erase.h"
#include "governance/opening.h"
#include "governance/reach.h"
#include "governance/viewer.h"

/* By the first row that fits: what its deed is and how its detail begins. */
static const struct { const char *deed, *detail; struct deed_needs needs; } NEEDS[] = {
	{"look", "an id that leads here", {MAY_PEOPLE, MAY_AUDIT}},
	{"look", "audit", {MAY_AUDIT, MAY_AUDIT}},
	{"look", ERASING_LOOK, {MAY_SET, MAY_SET}},
	{"list", "today", {MAY_TODAY, MAY_TODAY}},
	{"list", "moves", {MAY_TODAY, MAY_TODAY}},
	{"list", "pairs", {MAY_LINK, MAY_LINK}},
	{"list", "board, behind", {MAY_PEOPLE, MAY_LISTS}},
	{"list", "board", {MAY_FIGURES, MAY_FIGURES}},
	{"list", "feeds", {MAY_FEEDS, MAY_FIGURES}},
	{"list", "holds", {MAY_SET, MAY_SET}},
	{"list", "retention", {MAY_SET, MAY_SET}},
	{"list", "break-glass", {MAY_AUDIT, MAY_PEOPLE}},
	{"list", "imports", {MAY_FEEDS, MAY_FEEDS}},
	{"list", "rejects", {MAY_IMPORT, MAY_IMPORT}},
	{"export", "brief", {MAY_PEOPLE, MAY_PEOPLE}},
	{"export", "links", {MAY_NUMBERS, MAY_NUMBERS}},
	{"export", "", {MAY_EXPORT, MAY_EXPORT}},
	{"write", "", {MAY_WRITE, MAY_WRITE}},
	{"decide", "", {MAY_WRITE, MAY_WRITE}},
	{"undo", "", {MAY_WRITE, MAY_WRITE}},
	{"redo", "", {MAY_WRITE, MAY_WRITE}},
	{"link", "", {MAY_LINK, MAY_LINK}},
	{"separate", "", {MAY_LINK, MAY_LINK}},
	{"ask", "", {MAY_LINK, MAY_LINK}},
	{"import", "", {MAY_IMPORT, MAY_IMPORT}},
	{"withdraw", "", {MAY_IMPORT, MAY_IMPORT}},
	{"setting", "the audit's end", {MAY_AUDIT, MAY_AUDIT}},
	{"setting", "", {MAY_SET, MAY_IMPORT}},
	{"sharing", "", {MAY_SET, MAY_SET}},
	{"erase", "", {MAY_SET, MAY_SET}},
	{"hold", "", {MAY_SET, MAY_SET}},
	{"backup", "", {MAY_SET, MAY_SET}},
	{"worker", "", {MAY_WORKERS, MAY_WORKERS}},
	{"consent", "", {MAY_PEOPLE, MAY_PEOPLE}},
	{"override", "", {MAY_PEOPLE, MAY_PEOPLE}},
	{"reason", "", {MAY_PEOPLE, MAY_PEOPLE}},
	{"break-glass", "", {MAY_PEOPLE, MAY_PEOPLE}},
	{"look", "", {MAY_PEOPLE, MAY_PEOPLE}},
	{"list", "", {MAY_PEOPLE, MAY_PEOPLE}},
	{"search", "", {MAY_PEOPLE, MAY_PEOPLE}},
	/* The store's own, whoever is there when they are due. */
	{"back", "", {MAY_COME_IN, MAY_COME_IN}},
	{"day", "", {MAY_COME_IN, MAY_COME_IN}},
	{"judge", "", {MAY_COME_IN, MAY_COME_IN}},
	{"keys", "", {MAY_COME_IN, MAY_COME_IN}},
};

struct deed_needs deed_needs(const struct deed *deed)
{
	const char *detail = deed->detail ? deed->detail : "";

	if (deed->is_owed)
		return (struct deed_needs){MAY_COME_IN, MAY_COME_IN};
	/* Who has looked at a person is told to those who open them. */
	if (deed->person && strcmp(deed->deed, "look") == 0 && strcmp(detail, "audit") == 0)
		return (struct deed_needs){MAY_AUDIT, MAY_PEOPLE};
	for (size_t i = 0; i < sizeof NEEDS / sizeof *NEEDS; i++)
		if (strcmp(NEEDS[i].deed, deed->deed) == 0 &&
			strncmp(NEEDS[i].detail, detail, strlen(NEEDS[i].detail)) == 0)
			return NEEDS[i].needs;
	return (struct deed_needs){MAY_UNSAID, MAY_UNSAID};
}

/* About a person, and yet none that opens them: of a queue that all see, or saying itself why. */
static const struct { const char *deed, *detail; } UNASKED[] = {
	{"look", "an id that leads here"}, {"look", "pair"}, {"look", "evidence"}, {"reason", ""}, {"break-glass", ""},
	{"write", "action done"}, {"decide", ""}, {"undo", ""}, {"redo", ""},
	{"link", ""}, {"separate", ""}, {"ask", ""},
};

static bool is_opening(const struct deed *deed)
{
	const char *detail = deed->detail ? deed->detail : "";

	for (size_t i = 0; i < sizeof UNASKED / sizeof *UNASKED; i++)
		if (strcmp(UNASKED[i].deed, deed->deed) == 0 &&
			strncmp(UNASKED[i].detail, detail, strlen(UNASKED[i].detail)) == 0)
			return false;
	return deed->person && !deed->is_owed;
}

enum status deed_pass(struct session *s, const struct deed *deed, struct arena *arena,
	const char **refused, struct err *err)
{
	struct deed_needs needs;
	enum status st = viewer_renew(s, arena, refused, err);

	if (st != ST_OK || !deed)
		return st;
	needs = deed_needs(deed);
	if (!session_may(s, needs.may) && !session_may(s, needs.or)) {
		*refused = deed->deed;
		session_may_not(s, needs.may, err);
		return ST_DENIED;
	}
	st = deed->person ? reach_check(s, deed->person, refused, err) : ST_OK;
	return st == ST_OK && is_opening(deed) ? opening_check(s, deed->person, refused, err) : st;
}
