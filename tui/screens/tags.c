#include "screens/tags.h"

#include <stdio.h>
#include <string.h>

#include "widgets/words.h"

static void called_tag(const struct agency *agency, char *text, size_t room)
{
	if (!agency)
		return;
	words_tag(text, room, "agency", agency_shown(agency));
	words_tag(text, room, "agency", agency->code);
}

void tag_agency(struct session *s, int64_t agency, char *text, size_t room)
{
	called_tag(session_agency(s, agency), text, room);
}

void tag_agencies(struct session *s, const char *codes, char *text, size_t room)
{
	while (codes && *codes) {
		size_t whole = strcspn(codes, ";"), length = strcspn(codes, ":;");
		char code[65];

		snprintf(code, sizeof code, "%.*s", (int)length, codes);
		called_tag(session_agency_by_code(s, code), text, room);
		codes += whole + (codes[whole] == ';');
	}
}

void tag_domains(struct session *s, domains_t domains, char *text, size_t room)
{
	const struct catalogue *c = session_catalogue(s);

	for (int d = 0; d < (int)catalogue_domain_count(c); d++)
		if (domains >> d & 1) {
			words_tag(text, room, "domain", catalogue_domain(c, (size_t)d)->name);
			words_tag(text, room, "domain", catalogue_domain(c, (size_t)d)->code);
		}
}
