/*
 * part.h - files that appear only when they are whole (private to db): written under
 * another name beside it, readable by the owner alone, put on the disk, then named.
 */
#ifndef THROUGHLINE_DB_PART_H
#define THROUGHLINE_DB_PART_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "status.h"

/* Told now and then how far it is; false: stop. */
struct showing {
	bool (*show)(void *arg, const char *doing, int64_t done, int64_t total); /* NULL: nobody looks */
	void *arg;
};
enum status showing_tell(const struct showing *, const char *doing, int64_t done, int64_t total,
	struct err *); /* ST_STOPPED */

struct part {
	char *file;   /* what it will be called: absolute, its folder resolved */
	char *name;   /* what it is called until then; NULL: there is none (any more) */
	int fd;       /* open on it for reading and writing, or -1 */
};

/* Makes FILE.part anew.  One that somebody left behind is removed; ST_BUSY where
 * somebody is at it. */
enum status part_begin(struct part *, const char *file, struct err *);
/* On the disk, whole, and named FILE; what has that name is replaced only where told,
 * else ST_USAGE.  A symbolic link is never followed. */
enum status part_appear(struct part *, bool replaces, struct err *);
/* Closes, and removes what has not appeared.  Harmless on a zeroed one (fd -1). */
void part_done(struct part *);

/* Another name for a file, where nothing has it: 0, or -1 with errno (EEXIST). */
int name_free(const char *from, const char *to);
/* The file's folder is put on the disk, so that a new name in it lasts. */
void path_sync(const char *file);
/* ST_FULL or ST_IO for what errno says of a file. */
enum status file_fail(const char *what, const char *file, struct err *);

/* All of it, or less at the end of the file; -1 with errno. */
int64_t read_all(int fd, void *, size_t);
bool write_all(int fd, const void *, size_t);

#endif
