/*
 * ask.h - a prompt and its answer, line by line (private to plain).
 */
#ifndef THROUGHLINE_TUI_PLAIN_ASK_H
#define THROUGHLINE_TUI_PLAIN_ASK_H

#include <stdbool.h>
#include <stddef.h>

/* Prints the prompt and reads one line, trimmed; false at the end of input. */
bool ask_line(const char *prompt, char *line, size_t room);

/* A number from 1 to `most`, 0 for an empty line or `q`; says what is wrong and
 * asks again otherwise.  False at the end of input. */
bool ask_number(const char *prompt, size_t most, size_t *number);

#endif
