/*
 * brief.h - one page about a person, for a meeting: who they are, who is involved,
 * what happened lately and what is due, what is known and what no longer holds,
 * what waits, what was asked again, who does what.
 *
 * Made for whoever looks: what they may not see is only counted.  All texts live in
 * the arena; NULL stands for what nobody states.
 */
#ifndef THROUGHLINE_BRIEF_H
#define THROUGHLINE_BRIEF_H

#include "case.h"

enum brief_part {
	BRIEF_WARNINGS, BRIEF_INVOLVED, BRIEF_LATELY, BRIEF_AHEAD, BRIEF_KNOWN, BRIEF_LAPSED, BRIEF_REFERRALS, BRIEF_ASKED,
	BRIEF_ACTIONS, BRIEF_COUNT
};
extern const char *const BRIEF_HEADINGS[BRIEF_COUNT];

enum { BRIEF_DAYS = 90 }; /* how far "lately" goes back */

/* One thing.  What its days and texts are is in brief_field_name(). */
struct brief_line {
	int32_t on, until;       /* CIVIL_NONE: none */
	const char *code, *who;  /* its agency: code, and as shown; a worker who acts has no code */
	const char *what, *note;
	const char *words;       /* what somebody wrote about it */
};
enum brief_field { BRIEF_ON, BRIEF_UNTIL, BRIEF_CODE, BRIEF_WHO, BRIEF_WHAT, BRIEF_NOTE, BRIEF_WORDS, BRIEF_FIELDS };
const char *brief_field_name(enum brief_part, enum brief_field); /* as in JSON; NULL: it has none */

struct brief {
	int32_t today, from;     /* lately: from this day on */
	const char *worker;
	const char *uuid, *name;          /* family name first */
	const char *likes;                /* to be called; NULL: as the name says */
	int32_t born;
	struct death death;
	int age;                          /* today, or when they died; -1: not known */
	const char *sex, *nhs_number;
	const char *safe_contact, *phone, *address; /* the address only where nothing else is stated */
	const char *language, *needs;
	const char *words, *words_from;   /* their own, and whose record of them, when */
	struct { struct brief_line *line; size_t n; } part[BRIEF_COUNT];
	const char *never_asked;          /* domains in words, "" none */
	unsigned disputed;                /* bit f: agencies disagree on that field (model.h), which is on the page */
	size_t unseen;                    /* events that the viewer may not see */
};

/* Writes the look to the audit, as an export, before anything is read. */
enum status brief_open(struct session *, int64_t person, struct arena *, struct brief *, struct err *);
/* The same without a new row in the audit, for what is on the screen already. */
enum status brief_reread(struct session *, int64_t person, struct arena *, struct brief *, struct err *);

/* {"person_id", "name", …, "involved": [{…}], …} */
enum status brief_json(const struct brief *, struct arena *, const char **out, struct err *);

#endif
