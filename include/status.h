/*
 * status.h - one way to fail: a code to act on, a sentence to show.
 *
 * Every function that can fail returns an enum status and, where it takes a
 * struct err, leaves one sentence there that says what failed and what to do.
 * Out parameters are set only on ST_OK.  The caller decides whether to show,
 * retry or stop.  A sentence never holds anything about a person: it may name
 * files, agencies, columns and codes, not names, birth dates or what was said.
 */
#ifndef THROUGHLINE_STATUS_H
#define THROUGHLINE_STATUS_H

enum status {
	ST_OK,
	ST_NONE,      /* nothing found */
	ST_CHANGED,   /* somebody else changed it since it was looked at; it was left as it is */
	ST_USAGE,     /* asked for in a way that makes no sense */
	ST_AMBIGUOUS, /* fits several people */
	ST_FORMAT,    /* a file is not what it should be; nothing was taken in */
	ST_REJECTS,   /* taken in, some rows set aside (only with --strict) */
	ST_MISSING,   /* no store, or a file that isn't there */
	ST_BUSY,      /* the store was in use for more than ten seconds */
	ST_DAMAGED,   /* the store is no store, or is broken */
	ST_READONLY,
	ST_FULL,      /* no space left */
	ST_NEWER,     /* the store was made by a newer program */
	ST_DENIED,    /* not allowed */
	ST_UNOPENED,  /* about somebody not on the worker's list, whom they have not said why they open */
	ST_NOMEM,
	ST_IO,
	ST_STOPPED,   /* the worker asked to stop */
	ST_BUG,       /* cannot happen; the sentence says where */
};

struct err {
	enum status code;
	char text[400];
};

/* Fills *e (which may be NULL) and returns code, so that callers write
 * `return err_set(e, ST_IO, "cannot read %s", path);` */
enum status err_set(struct err *e, enum status code, const char *format, ...)
	__attribute__((format(printf, 3, 4)));
#ifdef __clang_analyzer__ /* which looks into no other file: that it gives the code */
#define err_set(e, code, ...) ((code))
#endif

/* ST_NOMEM with its fixed sentence; here, so that static checkers see what it gives. */
static inline enum status err_nomem(struct err *e)
{
	err_set(e, ST_NOMEM, "there is not enough memory for this; close other programs and try again");
	return ST_NOMEM;
}

#endif
