/*
 * failing.h - a disk that fails, for tests: a layer under SQLite that lets the
 * n-th write, sync, open, truncation or removal fail, as SQLite tests itself.
 *
 *	failing_begin(7, FAIL_ONCE);
 *	… what is tested …
 *	failing_end();
 *
 * Nothing is really synced, so that a test may do thousands of commits.
 */
#ifndef THROUGHLINE_TESTS_FAILING_H
#define THROUGHLINE_TESTS_FAILING_H

#include <stdbool.h>

enum failing_how {
	FAIL_ONCE, /* and all is well after it */
	FAIL_ON    /* and so does all that comes after it */
};
enum failing_fault {
	FAULT_IO,  /* the disk answers with an error */
	FAULT_FULL, /* there is no room: writes fail, the rest goes on */
	FAULT_ANY  /* any operation answers with an error, reads too */
};

/* Becomes what SQLite opens files with; once for a process, before anything is opened. */
void failing_install(void);
/* The same where SQLite keeps no page longer than it uses it: then each statement asks the disk by itself, and can
 * be failed there, not the commit alone. */
void failing_install_bare(void);
/* The n-th operation from here on fails, 1 the first; 0 none. */
void failing_begin(long n, enum failing_how, enum failing_fault);

/* Not each of a thousand operations is worth a failure, but one of everybody's who asks for some: nothing fails until
 * failing_end(), and who asks for each operation of this fault is kept, which is all who call, and the part it is in. */
void failing_watch(enum failing_fault);
void failing_part(long part);
/* Whether the n-th of what was watched is the first, or the last, that somebody asks for of whom
 * that has not failed in this way yet.  From then on it counts as if it had. */
bool failing_is_new(long n, enum failing_how);

/* Whether among those who asked for the n-th is a place in the program through which no failure has come yet.  From
 * then on it counts as if one had. */
bool failing_is_new_place(long n);
/* Those places: written as addresses of the program's file, a line each, into the folder that $FAILING_PLACES names,
 * if it does, for tests/house/write_errors.py. */
void failing_places_keep(void);

/* All is well again.  How many operations there were, and whether one failed. */
long failing_end(bool *has_failed);

#endif
