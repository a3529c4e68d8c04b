/*
 * swimlane.h - a journey as lanes: one per agency, time across, a letter for each
 * event.  Letters carry the meaning, colours only help.
 *
 * A lane's cells are worked out when it is first drawn after the journey, the time
 * shown or the width has changed; moving the cursor works nothing out.
 */
#ifndef THROUGHLINE_SWIMLANE_H
#define THROUGHLINE_SWIMLANE_H

#include "journey.h"
#include "screens/timescale.h"
#include "widgets/picker.h"

struct lane {
	int64_t agency;
	const char *name;
	const struct journey_row **row; /* its events, and referrals that were sent to it */
	size_t row_n;
	const char *quiet;    /* "(nothing since 12 May)", or NULL */
	bool is_silent;       /* nothing was received from it after this day, CIVIL_NONE: ever */
	int32_t heard;
};
struct strip;

struct swimlane {
	struct lane *lane;    /* newest contact first; in the arena it was made in */
	size_t lane_n, top;   /* top: the first that is shown */
	int label;            /* cells before the lanes that their names would take */
	int32_t today;
	struct timescale scale;
	bool is_zoomed;       /* the span was chosen; else it goes by the width */
	bool is_placed;       /* the time shown was chosen */
	int64_t at;           /* the moment of the column mark */
	const struct journey_row *focus;         /* the event under the list's cursor, or NULL */
	const struct journey_row *const *knew;   /* the evidence of what was found on it */
	size_t knew_n;
	struct strip *strip;  /* per lane */
	size_t strip_n;
	size_t filled;        /* cells of lanes were worked out so many times */
};

void swimlane_init(struct swimlane *);
void swimlane_done(struct swimlane *);

/* Lanes of these rows of a person: those involved, and those that were asked and have
 * done nothing yet.  Where the rows are not all, lanes without any are left out. */
enum status swimlane_fill(struct swimlane *, struct session *, const struct person *,
	const struct journey_row *const *row, size_t n, struct arena *, struct err *);

/* What was worked out of the lanes is of others; false: no memory for these. */
bool swimlane_forget(struct swimlane *);

/* Lanes that fit beside the axis and the line beneath them, given the rows for all. */
int swimlane_rows(const struct swimlane *, int rows);

/* False: it is the longest or the shortest already. */
bool swimlane_zoom(struct swimlane *, int by);
/* The column mark goes that many columns on; `pages` of them are all that are shown. */
void swimlane_step(struct swimlane *, int columns);
void swimlane_page(struct swimlane *, int pages);
void swimlane_go(struct swimlane *, int64_t moment);

/* All the time that these rows take, newest first, from the first on; for a picture that nobody moves. */
void swimlane_show_all(struct swimlane *, const struct journey_row *const *row, size_t n);

/* Draws axis, lanes and the line beneath, with `^` under the mark and `+` under what
 * was known; moves the time and the lanes shown no further than the mark needs. */
void swimlane_draw(struct swimlane *, struct canvas *, struct area);

/* What the letters stand for. */
extern const struct picker_item SWIMLANE_LEGEND[];
extern const size_t SWIMLANE_LEGEND_COUNT;

#endif
