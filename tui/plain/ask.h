/*
 * ask.h - a prompt and its answer, line by line (private to plain).
 */
#ifndef THROUGHLINE_TUI_PLAIN_ASK_H
#define THROUGHLINE_TUI_PLAIN_ASK_H

#include <stdbool.h>
#include <stddef.h>

/* Cells of a line of the terminal, at which words go to the next; 0: what is told goes elsewhere. */
int ask_width(void);
/* The prompt, its words whole. */
void ask_prompt(const char *prompt);
/* Prints the prompt and reads one line, trimmed; false at the end of input.  Of a line that is
 * longer than the room it says where what was taken ends. */
bool ask_line(const char *prompt, char *line, size_t room);
/* The same without a prompt. */
bool ask_read(char *line, size_t room);

/* Is nothing typed for so many milliseconds?  Never so where nobody types: standard input is
 * no terminal. */
bool ask_rests(int ms);

/* What a line is as a number from 0 (empty, or `q`) to `most`; false: it is none. */
bool ask_number_read(const char *line, size_t most, size_t *number);

#endif
