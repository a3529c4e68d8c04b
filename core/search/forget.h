/*
 * forget.h - what nobody is to be found by any more (private to core).
 */
#ifndef THROUGHLINE_SEARCH_FORGET_H
#define THROUGHLINE_SEARCH_FORGET_H

#include "store_people.h"

/* Takes away these keys of records, and the spellings of name parts that no record has then. */
enum status keys_forget(struct txn *, const struct key_row *, size_t n, struct arena *, struct err *);

#endif
