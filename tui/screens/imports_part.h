/*
 * imports_part.h - one import of view 6, opened: what it was, what the run said,
 * and the rows that it set aside.
 */
#ifndef THROUGHLINE_IMPORTS_PART_H
#define THROUGHLINE_IMPORTS_PART_H

#include "app.h"
#include "ingest.h"
#include "widgets/page.h"

struct imports_part {
	struct app *app;
	struct import_line shown; /* as it was when it was opened; import 0: nothing is */
	struct arena *arena;      /* of its texts */
	struct page page;
};

void imports_part_init(struct imports_part *, struct app *);
void imports_part_done(struct imports_part *);
/* Opens an import (NULL: none), unless it is as it was; what fails is said. */
void imports_part_show(struct imports_part *, const struct import_line *);

/* "1,204"; lent from the arena, "" without memory. */
const char *imports_number(struct arena *, int64_t);

#endif
