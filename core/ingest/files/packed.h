/*
 * packed.h - a file as what gzip or an archive packed of it (private to ingest).
 */
#ifndef THROUGHLINE_INGEST_PACKED_H
#define THROUGHLINE_INGEST_PACKED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <zlib.h>

#include "status.h"

/* One that is not packed is read as it is.  most: so much of it is wanted.  The caller closes it. */
enum status packed_open(const char *path, const char *label, int64_t most, gzFile *out, struct err *);
/* Reading came to the file's end; else what is wrong with it. */
enum status packed_trouble(gzFile, const char *label, struct err *);

/* By its name that gzip packed it; what it holds tells in the end. */
bool path_is_packed(const char *path);
/* The path's ending, in any letter case, before a `.gz` that may follow. */
bool path_has_ending(const char *path, const char *ending);
/* A file, not a folder and nothing that is waited for; how long it is where it lies. */
bool path_is_file(const char *path, int64_t *size);
/* The code that the folder of a file is called by, which an archive is, too; false: it is none. */
bool path_folder_code(const char *path, char code[static 65]);

#endif
