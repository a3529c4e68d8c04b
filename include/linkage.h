/*
 * linkage.h - whose record is whose: links, separations, and why.
 *
 * The linker decides by itself only within `link.auto`; a worker's word stands
 * over it.  Nothing an agency sent is altered, no event moves.
 */
#ifndef THROUGHLINE_LINKAGE_H
#define THROUGHLINE_LINKAGE_H

#include "case.h"

/* A pair of records as the linker or a worker sees it: csv a,b,band,weight,state,reason. */
struct link_line {
	const char *a, *b;      /* AGENCY:local_id */
	const char *band;       /* certain likely possible unlikely, or "" for a worker's word */
	double weight;
	const char *state;      /* linked, to-decide, separated */
	const char *reason;
};
enum status links_list(struct session *, struct arena *, struct link_line **out, size_t *n, struct err *);

/* Both sides as they would be: record addresses per resulting person. */
struct link_preview {
	const char **left; size_t left_n;   /* the side of A */
	const char **right; size_t right_n; /* the side of B; none after a link */
	int64_t events, findings_before, findings_after;
};
/* A and B are AGENCY:local_id.  With dry_run nothing is written.  ST_NONE: no such
 * record; ST_DENIED: separated earlier, with by whom and why; ST_USAGE: one person already (link), two already (separate). */
enum status link_records(struct session *, const char *a, const char *b, const char *reason, bool dry_run, struct arena *, struct link_preview *, struct err *);
enum status separate_records(struct session *, const char *a, const char *b, const char *reason, bool dry_run, struct arena *, struct link_preview *, struct err *);

struct pair_field {
	const char *field, *a, *b; /* values as sent, "" when missing */
	const char *level;         /* exact, differs, missing, nickname … */
	double weight;
};
struct pair_explained {
	struct pair_field *field; size_t field_n;
	double total;
	const char *band;
	const char *state;         /* linked, to-decide, separated, not linked */
	const char *reason;        /* what decided it */
	bool same_person;          /* now, by whatever path */
};
enum status explain_pair(struct session *, const char *a, const char *b, struct arena *, struct pair_explained *, struct err *);

#endif
