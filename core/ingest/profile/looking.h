/*
 * looking.h - a table while it is looked at, row by row (private to look.c and look_header.c).
 */
#ifndef THROUGHLINE_INGEST_PROFILE_LOOKING_H
#define THROUGHLINE_INGEST_PROFILE_LOOKING_H

#include "ingest/profile/look.h"

/* Of the rows below the header: how wide they are. */
struct shape { int64_t rows, width[LOOK_COLUMNS + 1]; };

struct looking {
	struct look *look;
	struct arena *arena, *scratch; /* what is kept; of one row */
	struct batch batch;            /* cleans texts */
	const char *label;
	int rows;           /* before the header */
	int64_t header_at;  /* the line that is likeliest to be it; 0: the first that may be */
	int header_knows;   /* how many of its cells are usual names */
	int values_before;  /* rows of values before the first that may be it */
	bool has_header;    /* one that may be it was seen */
	bool is_bare;       /* no row is it: columns are known by their places */
	bool is_first;      /* what comes stands right below the header */
	size_t width;       /* commonest */
	struct shape below;
	const char *above[LOOK_COLUMNS]; /* the row before, of which one may group the columns */
	bool is_enough;     /* rows were looked at: of what comes only totals are told */
	bool is_other;      /* what comes is another table's */
	struct look_value alone; /* of the row before, where it has one cell alone: its text and line … */
	int alone_place;
};

/* A cell's text, in g->arena; NULL: nothing stands in it. */
const char *look_cell(struct looking *, const struct csv_row *, size_t i);

/* Which line is likeliest the header, or that none is: reads the file's first rows. */
enum status look_header_choose(struct looking *, const char *path, const struct csv_form *, struct err *);
/* The header, or what stands above it.  ST_STOPPED: too many rows came, and none was it. */
enum status look_above(struct looking *, const struct csv_row *, struct err *);
/* A table that begins with its first row. */
enum status look_bare(struct looking *, struct err *);
/* The row right below the header, where it names columns anew. */
bool look_beneath_take(struct looking *, const struct csv_row *);
bool look_is_header_again(struct looking *, const struct csv_row *);

#endif
