/*
 * plain.h - the same work as numbered prompts and sentences, line by line: for
 * screen readers, and for terminals that can do no more.
 */
#ifndef THROUGHLINE_TUI_PLAIN_H
#define THROUGHLINE_TUI_PLAIN_H

#include "case.h"

/* Until `q` or the end of input. */
enum status plain_run(struct session *, struct err *);

#endif
