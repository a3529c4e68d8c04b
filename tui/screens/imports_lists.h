/*
 * imports_lists.h - the two lists of view 6: what came in, and the feeds.
 */
#ifndef THROUGHLINE_IMPORTS_LISTS_H
#define THROUGHLINE_IMPORTS_LISTS_H

#include "app.h"
#include "ingest.h"

struct imports_lists {
	const struct app *app;
	struct import_line *import; size_t import_n;
	const char **agencies;        /* of each, as they are called */
	struct feed_line *feed; size_t feed_n, quiet_n;
	int when_cells, name_cells;   /* what the widest takes */
	struct list imports, feeds;
};

void imports_lists_init(struct imports_lists *, const struct app *);
void imports_lists_done(struct imports_lists *);
/* Reads both anew into the arena; they keep their rows. */
enum status imports_lists_read(struct imports_lists *, bool is_first, struct arena *, struct err *);
/* The selected one, or NULL. */
const struct import_line *imports_lists_import(const struct imports_lists *);

#endif
