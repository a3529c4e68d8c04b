/*
 * links_decide.h - view 4's own struct, and deciding on a pair: the questions
 * that a decision needs, then the word itself.
 */
#ifndef THROUGHLINE_LINKS_DECIDE_H
#define THROUGHLINE_LINKS_DECIDE_H

#include "app.h"
#include "screens/links_pair.h"

struct links_line {
	const char *heading; /* then it is no row */
	const struct queued_pair *pair;
	const char *who, *agencies; /* as they may be shown */
};

/* Several that are decided about at once. */
struct links_many {
	struct pair_ruling *ruling; /* n of them, and a line for each … */
	struct preview_line *line;
	size_t n;                   /* 0: one pair is */
	struct arena *arena;        /* … here */
};

struct links_screen {
	struct screen screen;
	struct links_line *line;
	size_t line_n;
	struct pair_queue queue; /* pairs read so far … */
	size_t listed_n;       /* … of which so many are lines */
	int who_cells, agency_cells; /* what the widest takes */
	int64_t target;        /* the pair to start on; 0 none */
	struct list list;
	struct links_pair pair;

	struct links_many many;
	struct pair_ruling ruling; /* being made, until its questions are answered */
	int64_t about;         /* whom the first record of it is of */
	char reason[PROMPT_ROOM], reply_by[11];
	VEC(int64_t) decided;  /* by me, the last one last: where undo goes back to */
	bool keeps_place;      /* while a decision of mine takes its row away */
};

const struct queued_pair *links_pair_of(const struct links_screen *); /* the selected one, or NULL */
void links_explain(struct links_screen *); /* opens the selected pair, unless it is */

/* Starts a decision on the marked pairs, else on the selected one. */
void links_decide(struct links_screen *, enum verdict);

#endif
