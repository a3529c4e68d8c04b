/*
 * zipped.h - what archives and workbooks have in common: a zip file, opened, looked through and
 * read part by part (private to archive.c, workbook.c, sheet.c, cells.c and xml.c).
 *
 * What is said of a part in the file's list is held to: a part of another length is damaged.
 */
#ifndef THROUGHLINE_INGEST_ZIPPED_H
#define THROUGHLINE_INGEST_ZIPPED_H

#include <stdbool.h>
#include <stdint.h>
#include <zip.h>

#include "status.h"

/* Lent until another is opened or it is forgotten: what has many files is not looked through anew for each. */
enum status zipped_open(zip_t **out, const char *path, const char *label, struct err *);
void zipped_forget(void);
/* Which opening it is: another where the file has changed. */
int64_t zipped_opening(void);
/* ST_FORMAT with what is wrong with it, by libzip's code; ST_NOMEM. */
enum status zipped_trouble(int code, const char *label, struct err *);

/* A name's parts are between slashes; some write the slash of their own system. */
static inline bool zipped_is_between(char c)
{
	return c == '/' || c == '\\';
}
/* Where the part of this name stands; -1: there is none. */
int64_t zipped_find(zip_t *, const char *name);
/* The file that a path leads into, for the caller to free; *inner: the rest of the path.  NULL: it leads into none. */
char *zipped_of(const char *path, const char **inner);

/* A part piece by piece, until there is no more or *give* wants none (false; what it says of that is its own). */
typedef bool zipped_give_fn(void *arg, const char *piece, size_t n);
enum status zipped_read(zip_t *, int64_t part, const char *label, zipped_give_fn *give, void *arg, struct err *);

/* What is unpacked: a file without a name, and how much of it is wanted. */
struct unpacking { int fd; int64_t n, most; const char *label; struct err *err; enum status status; };
enum status unpacking_begin(struct unpacking *, int64_t most, const char *label, struct err *);
/* False: no more is wanted, or can be kept (its status). */
bool unpacking_give(void *unpacking, const char *piece, size_t n);
/* Whether so many bytes more leave room for others who write there. */
enum status unpacking_room(const struct unpacking *, int64_t more);

#endif
