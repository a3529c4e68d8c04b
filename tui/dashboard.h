/*
 * dashboard.h - the full-screen dashboard on an open session.
 *
 * dashboard_run() returns when the worker leaves or the line drops; the
 * terminal is as it was then.  With `once` the first screen is printed to
 * standard output as text instead.
 */
#ifndef THROUGHLINE_TUI_DASHBOARD_H
#define THROUGHLINE_TUI_DASHBOARD_H

#include "case.h"

enum color_when { COLOR_AUTO, COLOR_ALWAYS, COLOR_NEVER };

struct dashboard_options {
	bool ascii, mask, once;
	bool mouse;          /* works from the first; otherwise as the worker has chosen */
	bool slow;           /* the line: otherwise it is measured */
	bool is_remote;      /* a worker over SSH: no files of this machine */
	const char *view;    /* to begin with (start_at.h); NULL: the first */
	int64_t person;      /* to begin with; 0: nobody in particular */
	enum color_when color;
	const char *theme;   /* NULL: as $THROUGHLINE_THEME says, else as the worker has chosen */
	int rows, cols;      /* of `once`; 0: 24 by 80 */
};
/* ST_USAGE names a theme that there is not. */
enum status dashboard_run(struct session *, const struct dashboard_options *, struct err *);

#endif
