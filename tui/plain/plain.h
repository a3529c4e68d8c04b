/*
 * plain.h - the same work as numbered prompts and sentences, line by line: for
 * screen readers, and for terminals that can do no more.
 */
#ifndef THROUGHLINE_TUI_PLAIN_H
#define THROUGHLINE_TUI_PLAIN_H

#include "case.h"

/* Until `q` or the end of input.  With `mask` names are initials, and nothing else that identifies is said. */
enum status plain_run(struct session *, bool mask, bool is_remote, struct err *);

#endif
