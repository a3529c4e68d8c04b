/*
 * wrap.h - clean text in lines of a width (private to out): broken at blanks and
 * after `;`, never within a word.
 */
#ifndef THROUGHLINE_TUI_OUT_WRAP_H
#define THROUGHLINE_TUI_OUT_WRAP_H

#include <stdio.h>

/* Writes text from column `at` on; further lines begin at `indent`.  No newline
 * at the end.  Gives the column it ends in.  text is as before afterwards. */
int wrap_write(FILE *, char *text, int at, int indent, int width);
/* How many lines that is. */
int wrap_lines(char *text, int at, int indent, int width);

#endif
