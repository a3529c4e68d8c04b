/* Who has looked at a person, and who changed what, a page at a time. */
#include <string.h>

#include "journey.h"
#include "plain/part.h"
#include "screens/access_tab.h"

static void say_access(const struct plain *p, const struct audit_line *l)
{
	bool has_more = !p->mask && l->detail && *l->detail;

	say("%.10s %.5s, %s %s%s%s.", l->at, strlen(l->at) > 15 ? l->at + 11 : "", l->worker, access_deed_shown(l),
		has_more ? ": " : "", has_more ? l->detail : "");
}

enum status access_menu(struct plain *p, const struct person *who, struct err *err)
{
	struct audit_line *line;
	size_t n, at = 0;
	enum status st = audit_read(p->session, who->id, NULL, ACCESS_ROWS, p->arena, &line, &n, err);

	if (st != ST_OK)
		return st;
	say("Who looked, and who changed what; newest first, times in UTC.");
	do {
		for (size_t end = at + LINES_AT_ONCE; at < n && at < end; at++)
			say_access(p, &line[at]);
	} while (at < n && choose(p, "1 shows more, Enter to go back:", 1));
	return ST_OK;
}
