/*
 * exit.h - the one table from what went wrong to the status the program ends with.
 */
#ifndef THROUGHLINE_TUI_EXIT_H
#define THROUGHLINE_TUI_EXIT_H

#include "status.h"

int exit_status(enum status);

#endif
