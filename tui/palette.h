/*
 * palette.h - `?` and `:`: verbs found by typing, run by Enter; in the palette also
 * verbs of other screens, with where they are, and everybody's names.
 */
#ifndef THROUGHLINE_PALETTE_H
#define THROUGHLINE_PALETTE_H

#include "verbs.h"
#include "widgets/picker.h"

struct app;
struct arena;

enum { PALETTE_LATELY = 8 };

/* What was chosen: a verb, else a person. */
struct palette_chosen { enum act act; int64_t person; };

/* One line that can be chosen. */
struct palette_entry {
	const struct verb *verb;
	const struct verb_set *of; /* another screen's; NULL: this one's */
	int64_t person;            /* instead of a verb */
};

struct palette {
	struct palette_entry *entry;   /* in the app's picker arena, as the items */
	struct picker_item *item;
	size_t n, verb_n, here_n;      /* all; of these verbs, the others people; verbs of this screen */
	bool has_people;               /* the palette, not `?` */
	struct arena *people_arena;    /* what was found last … */
	char query[PROMPT_ROOM];       /* … with these letters */
	bool owes_look;                /* who was found in the end is not in the audit yet */
	struct palette_chosen lately[PALETTE_LATELY]; /* chosen here last, newest first; kept for the worker … */
	bool has_lately;                 /* … and read when it is opened for the first time */
};

void palette_open(struct app *, bool has_people);
/* Letters were typed, or the keys rest: looks for people where that is due. */
void palette_typed(struct app *);
/* Does what the entry says. */
void palette_choose(struct app *, int entry);
/* What it holds for as long as it is open is given back. */
void palette_close(struct app *);

#endif
