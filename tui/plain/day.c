/* A day, asked for line by line. */
#include <string.h>

#include "civil.h"
#include "plain/part.h"

bool ask_day(struct plain *p, const char *prompt, char iso[static 11])
{
	char text[40], shown[12];
	int32_t day;

	iso[0] = '\0';
	for (;;) {
		if (!ask(p, prompt, text, sizeof text))
			return false;
		if (!*text)
			return true;
		if (civil_typed_day(text, session_today(p->session), &day))
			break;
		say("That is no day; type it as %s.", CIVIL_DAY_AS);
	}
	civil_iso(day, iso);
	civil_short(day, shown);
	if (strcmp(text, shown) != 0)
		say("Taken as %s.", shown);
	return true;
}
