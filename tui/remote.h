/*
 * remote.h - what a client typed after the host, where a forced command runs this
 * program: $SSH_ORIGINAL_COMMAND, one of a few commands or nothing, taken apart here
 * and by no shell.
 */
#ifndef THROUGHLINE_TUI_REMOTE_H
#define THROUGHLINE_TUI_REMOTE_H

#include "arena.h"
#include "options.h"

/* Adds its command and options to those of the forced command, which must name the
 * worker and no command of its own.  ST_DENIED: anything else was asked for. */
enum status remote_add(struct options *, struct arena *, struct err *);

#define REMOTE_FILES "over ssh no file of the host is read; send it along: ssh HOST import - < FILE"

/* A worker who came over SSH reads no files of this machine and has no shell to go to. */
bool remote_is(void);

#endif
