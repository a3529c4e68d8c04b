/*
 * job.h - an import, a try of one, one taken back or finished, while the dashboard goes on:
 * the program itself, run anew as its own command line, so that it shares no
 * handle of the store; its words and its progress come through pipes.
 *
 * It is out of the terminal's reach: a line that drops, or leaving the dashboard,
 * lets an import run to its end; only a try ends with whoever wanted to see it.
 */
#ifndef THROUGHLINE_JOB_H
#define THROUGHLINE_JOB_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#include "status.h"

enum job_deed { JOB_TRY, JOB_TAKE, JOB_WITHDRAW, JOB_FINISH };

struct job_order {
	enum job_deed deed;
	const char *program; /* its path */
	const char *store, *worker;
	int32_t today;
	const char *path;    /* a file or folder */
	const char *agency;  /* NULL: as the files say */
	int64_t import;      /* to take back */
	bool mask;           /* rows set aside are told without what stood in them */
};

enum job_state { JOB_NONE, JOB_RUNNING, JOB_OVER };

struct job {
	enum job_state state;
	enum job_deed deed;
	pid_t pid;
	struct job_pipe { int fd; char *text; size_t n, room; } out, err; /* fd -1: closed */
	int exit;                 /* as its exit status, or minus the signal */
	bool is_stopping;         /* it was told to */
	char doing[64];           /* what it is at, since when and from where */
	int64_t began, from, done, total;
	char said[400];           /* the sentence it ended with, where it failed */
};

/* JOB_NONE before: job_done() first. */
enum status job_start(struct job *, const struct job_order *, int64_t now, struct err *);
/* Takes what it sent, without waiting; true when it is further, or over. */
bool job_read(struct job *, int64_t now);
void job_stop(struct job *);
/* Lets go of it: a try is stopped, the rest goes on by itself.  JOB_NONE then. */
void job_done(struct job *);

bool job_went_well(const struct job *);
/* What it said, lines of clean text; "" for nothing. */
const char *job_report(const struct job *);
/* Per cent of what it is at, -1 where that is not known. */
int job_percent(const struct job *);
/* "reading [####----]  43 %  12.1 MB/s  20 s left" in so many cells. */
void job_line(const struct job *, int64_t now, int cells, char *out, size_t room);

#endif
