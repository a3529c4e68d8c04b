/*
 * board_lists.h - the board's lists: figures under their headings, ways of referrals,
 * feeds.  Rows are those of the board; how they are drawn.
 */
#ifndef THROUGHLINE_BOARD_LISTS_H
#define THROUGHLINE_BOARD_LISTS_H

#include "app.h"
#include "widgets/page.h"

struct figure_row { bool is_heading; enum board_part part; enum board_of of; };

struct board_lists {
	const struct app *app;
	struct figure_row figure[BF_COUNT + BP_COUNT]; size_t figure_n;
	struct list figures, ways, feeds;
};

void board_lists_init(struct board_lists *, const struct app *);
void board_lists_done(struct board_lists *);
/* Another board: each list keeps its row. */
void board_lists_refresh(struct board_lists *);

/* The selected row of each, or NULL. */
const struct figure_row *figures_row(const struct board_lists *);
const struct board_way *ways_row(const struct board_lists *);
const struct board_feed *feeds_row(const struct board_lists *);

/* The line of headings above the figures; the other lists have their own. */
void figures_heading(struct canvas *, struct area);

/* The selected row in sentences. */
void figures_page(const struct board_lists *, struct page *, struct arena *);
void ways_page(const struct board_lists *, struct page *, struct arena *);
void feeds_page(const struct board_lists *, struct page *, struct arena *);

#endif
