/*
 * trial.h - one deed on a store, tried again and again while something fails: what
 * was acknowledged is there, the rest is whole or absent, and a sentence says why.
 *
 *	trial_begin(&t, deed);        the store as it is now is what each try begins with
 *	trial_restore(&t);
 *	… make something fail …       status = t.deed(&t, &err); trial_close(&t);
 *	trial_judge(&t, status, &err, "the 7th write");
 *	trial_end(&t);
 */
#ifndef THROUGHLINE_TESTS_TRIAL_H
#define THROUGHLINE_TESTS_TRIAL_H

#include "town.h"

struct trial {
	struct town town;            /* where the store under test lies */
	char kept[160], inbox[160];  /* the store as it was before; files to take in */
	const char *before, *after;  /* what is in it */
	enum status (*deed)(struct trial *, struct err *); /* opens the session and leaves it open */
	int each;                    /* of what is tried each so-and-so-manyth; 0 as 1 */
	bool by_rows;                /* every row of the store is looked at too, and what the audit says was done */
};

void trial_begin(struct trial *, enum status (*deed)(struct trial *, struct err *));
void trial_restore(struct trial *);
enum status trial_open(struct trial *, struct err *);
void trial_close(struct trial *);
void trial_judge(struct trial *, enum status, const struct err *, const char *what_failed);
void trial_end(struct trial *);

/* The store and what lies beside it, gone. */
void trial_clear(struct trial *);
/* Takes in what lies in the inbox: a deed. */
enum status trial_import(struct trial *, struct err *);
void trial_put(struct trial *, const char *name, const char *text); /* a file into the inbox */

#endif
