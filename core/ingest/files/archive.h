/*
 * archive.h - zip archives, each read as a folder of files, and workbooks (xlsx), of which each
 * sheet is a table (private to ingest).
 *
 * A file in one has the archive's path, a slash and its name there, "list.xlsx/Tenants.csv"; nothing is
 * unpacked under that name: what it holds comes in a file without one.  The archive of another document
 * is none.
 *
 *   archive.c   which files there are, and one of them
 *   workbook.c  which sheets there are; sheet.c one of them as a table, cells.c its numbers
 *   zipped.c    the parts of a zip file; xml.c those that are XML
 */
#ifndef THROUGHLINE_INGEST_ARCHIVE_H
#define THROUGHLINE_INGEST_ARCHIVE_H

#include <stdbool.h>
#include <stdint.h>

#include "arena.h"
#include "status.h"

/* By its first bytes and by what is in it; one whose end is missing cannot be told from a spreadsheet. */
bool archive_is(const char *path);

struct archived { const char *path; int64_t size; };
/* Its files in the order of their names, folders and hidden ones left out, or its sheets in their own; from the
 * arena.  ST_FORMAT: it is damaged, or a password is asked for. */
enum status archive_list(const char *path, const char *label, struct arena *, struct archived **out, size_t *n, struct err *);

/* A file in an archive, or at least the beginning of it that is as long as `most`: read from the start, gone when it is
 * closed and another is read, the caller's.  ST_FULL where the disk has no room for it. */
enum status archive_unpack(const char *path, const char *label, int64_t most, int *fd, struct err *);
/* How long a file in an archive is; -1: there is none. */
int64_t archive_size(const char *path);
/* The one read last is held open until no more is read of it. */
void archive_forget(void);

#endif
