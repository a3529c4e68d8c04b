/*
 * scratch.h - a private folder for files that nobody keeps.
 */
#ifndef THROUGHLINE_TUI_SCRATCH_H
#define THROUGHLINE_TUI_SCRATCH_H

#include "command.h"

/* In $TMPDIR, else /tmp; the name lives in the command's arena. */
enum status scratch_make(struct cli *, const char **folder, struct err *);
void scratch_remove(const char *folder); /* with all that is in it */

#endif
