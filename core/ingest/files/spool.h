/*
 * spool.h - bytes of a run that are too many for memory: appended to a file, read
 * back from anywhere (private to ingest).
 *
 * Small runs stay in memory, unless a file is given: then what was appended is in
 * it after spool_keep().  ST_FULL where the disk or a limit on files allows no more.
 */
#ifndef THROUGHLINE_INGEST_SPOOL_H
#define THROUGHLINE_INGEST_SPOOL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "status.h"

/* Two, since people and what happened to them are read in turn, each going on where
 * it was. */
enum { SPOOL_WINDOWS = 2 };

struct spool_window {
	char *bytes;
	size_t n, cap;
	uint64_t at;
};

struct spool {
	int fd;          /* -1: none yet */
	bool is_own;     /* closed by spool_done() */
	uint64_t size;   /* with what is in `out` */
	char *out;       /* appended, not written yet */
	size_t out_n;
	struct spool_window in[SPOOL_WINDOWS];
	size_t last;     /* the window read last */
};

void spool_begin(struct spool *);
/* Reads and appends in this file, which stays the caller's and holds `size` bytes. */
void spool_on(struct spool *, int fd, uint64_t size);
void spool_done(struct spool *);

enum status spool_append(struct spool *, const void *, size_t, struct err *);
/* Lent until the next call.  ST_DAMAGED where there are fewer. */
enum status spool_read(struct spool *, uint64_t at, size_t, const void **out, struct err *);
/* Writes over what was appended. */
enum status spool_patch(struct spool *, uint64_t at, const void *, size_t, struct err *);
/* All of it is in the file given, and on the disk. */
enum status spool_keep(struct spool *, struct err *);

/* A file without a name, gone when it is closed; -1: none can be made. */
int scratch_file(void);
enum status file_write(int fd, uint64_t at, const void *, size_t, struct err *);
enum status file_empty(int fd, struct err *);
enum status file_read(int fd, uint64_t at, void *, size_t room, size_t *got, struct err *);

#endif
