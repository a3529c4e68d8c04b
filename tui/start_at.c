#include "start_at.h"

#include <string.h>

#include "screens/person_head.h"

static const struct { const char *name; const struct screen_class *class; } VIEWS[] = {
	{"today", NULL}, {"people", &SCREEN_PEOPLE}, {"asked", &SCREEN_ASKED}, {"links", &SCREEN_LINKS},
	{"board", &SCREEN_BOARD}, {"imports", &SCREEN_IMPORTS}, {"since", &SCREEN_SINCE},
};
enum { VIEW_COUNT = sizeof VIEWS / sizeof *VIEWS };

static const char *const TABS[TAB_COUNT] = {
	[TAB_JOURNEY] = "journey", [TAB_KNOWN] = "known", [TAB_ASKED] = "asked", [TAB_ACTIONS] = "actions",
	[TAB_RECORDS] = "records", [TAB_ACCESS] = "access",
};

static enum status person_find(const char *name, int64_t person, struct start_at *out, struct err *e)
{
	if (name && strcmp(name, "brief") == 0) {
		*out = (struct start_at){&SCREEN_BRIEF, {person, 0}};
		return ST_OK;
	}
	for (int tab = 0; tab < TAB_COUNT; tab++)
		if (!name || strcmp(name, TABS[tab]) == 0) {
			*out = (struct start_at){&SCREEN_PERSON, {person, TARGET_TAB(tab)}};
			return ST_OK;
		}
	return err_set(e, ST_USAGE, "of a person the views are journey, known, asked, actions, records, access and brief");
}

enum status start_at_find(const char *name, int64_t person, struct start_at *out, struct err *e)
{
	*out = (struct start_at){0};
	if (person)
		return person_find(name, person, out, e);
	for (size_t i = 0; i < VIEW_COUNT; i++)
		if (!name || strcmp(name, VIEWS[i].name) == 0) {
			out->class = VIEWS[i].class;
			return ST_OK;
		}
	return err_set(e, ST_USAGE, "the views are today, people, asked, links, board, imports and since; a person's need --person");
}
