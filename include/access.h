/*
 * access.h - what is said of who may see what: the partnership's matrix, a person's consent
 * and refusals, named workers, and why somebody looked.
 *
 * Strings live in the arena.  Everything said is a row of the audit, is kept with who said
 * it, and can be taken back.
 */
#ifndef THROUGHLINE_ACCESS_H
#define THROUGHLINE_ACCESS_H

#include "sharing.h"

/* The matrix ---------------------------------------------------------------- */

struct sharing_cell {
	enum party who, whose;
	char now[4], usual[4]; /* "F/R" */
	bool is_changed;
};
/* All of it, row by row. */
enum status sharing_cells(struct session *, struct arena *, struct sharing_cell **out, size_t *n, struct err *);
/* Agencies and kinds of assessment that are taken for more than standard. */
struct sharing_default { const char *of, *code, *sensitivity; }; /* of: "agency", "instrument" */
enum status sharing_defaults(struct session *, struct arena *, struct sharing_default **out, size_t *n, struct err *);
/* ST_USAGE: no such row, column, cell, agency or kind of assessment. */
enum status sharing_cell_set(struct session *, const char *who, const char *whose, const char *cell, struct err *);
enum status sharing_default_set(struct session *, const char *of, const char *code, const char *sensitivity, struct err *);
extern const char SHARING_STARTS[]; /* that it is where a partnership's own agreement starts */

/* Of one person ---------------------------------------------------------------- */

/* Why a worker opens somebody, or needs what asks for a reason. */
extern const char *const ACCESS_REASONS[];
extern const size_t ACCESS_REASON_COUNT;

/* Whether the viewer is asked for one before they open the person: who is on their list (mine.h), or was
 * opened for a reason in the last 28 days, is opened unasked. */
enum status access_must_say(struct session *, int64_t person, bool *must, struct err *);
/* ST_UNOPENED, audited, where they are. */
enum status access_require(struct session *, int64_t person, struct err *);
/* Keeps the reason, of ACCESS_REASONS by the beginning of any of its words, where one is asked for.
 * ST_USAGE: it is none of them. */
enum status access_open(struct session *, int64_t person, const char *why, struct err *);

struct saying {
	enum sharing_kind kind;
	int64_t person;         /* or: */
	const char *record;     /* AGENCY:local_id, for SAID_NAMED */
	const char *agency;     /* code: whose events; NULL all */
	const char *worker;     /* of SAID_NAMED */
	const char *purpose;    /* NULL any */
	const char *why;        /* a reason of ACCESS_REASONS as above; own words of an override, of broken glass */
	const char *on, *until; /* days; NULL today, without end */
};
/* ST_USAGE: something is missing, or is not what it should be; ST_NONE: nobody to the
 * viewer; ST_DENIED: not theirs to say. */
enum status access_say(struct session *, const struct saying *, struct err *);

struct said {
	int64_t number;         /* for access_unsay() */
	enum sharing_kind kind;
	const char *agency, *worker, *purpose, *why, *by, *at; /* agency NULL: all */
	int32_t from, until;
};
/* A person's consent, refusals and overrides in force, oldest first. */
enum status access_said(struct session *, int64_t person, struct arena *, struct said **out, size_t *n, struct err *);
enum status access_unsay(struct session *, int64_t person, int64_t number, struct err *);
extern const char *const SAID_NAMES[SAID_COUNT]; /* "given", "refused", "override" … */

/* Broken glass and signed overrides, everybody's, the newest first: for review. */
struct broken { const char *at, *worker, *person, *why, *what; }; /* what: as SAID_NAMES */
enum status access_broken(struct session *, size_t limit, struct arena *, struct broken **out, size_t *n, struct err *);
/* Minutes for which the glass of this person stays broken for the viewer; 0: it is whole. */
int access_broken_minutes(struct session *, int64_t person);

#endif
