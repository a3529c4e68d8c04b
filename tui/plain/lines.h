/*
 * lines.h - a list in plain mode: twenty numbered sentences at a time, only those that
 * hold certain words where somebody asks, and by name or by day (private to plain).
 */
#ifndef THROUGHLINE_TUI_PLAIN_LINES_H
#define THROUGHLINE_TUI_PLAIN_LINES_H

#include "plain/part.h"
#include "status.h"

struct plain_line {
	const char *heading;  /* of the lines from here on, or NULL */
	const char *sentence; /* without a full stop */
	const char *who;      /* by name, or NULL */
	int32_t day;          /* by day; CIVIL_NONE: none */
};

struct lines {
	/* Fills in the rest from the arena: the first twenty at least, or all. */
	enum status (*read)(struct plain *, struct lines *, bool all, struct err *);
	const void *about; /* the reader's own: what is listed … */
	void *row;         /* … and what the lines were made of */
	struct plain_line *line;
	size_t n;
	bool has_more;     /* there are more lines than these */
	bool is_all;       /* all were asked for */
	const char *none;  /* said where there are none */
	/* What stands in row[at], opened; the list comes again after it. */
	enum status (*open)(struct plain *, const struct lines *, size_t at, struct err *);
};

/* Reads and says them, and opens one after the other, until the worker goes back. */
enum status lines_menu(struct plain *, struct lines *, struct err *);

#endif
