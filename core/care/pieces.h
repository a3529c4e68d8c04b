/*
 * pieces.h - very many people judged anew, in one short write after another (private to core).
 */
#ifndef THROUGHLINE_CARE_PIECES_H
#define THROUGHLINE_CARE_PIECES_H

#include "care/work.h"

/* `first`, or NULL, is run in each write before anybody is judged; what it fails with ends all of it.  Those
 * judged before that stay so. */
enum status pieces_judge(struct session *, const int64_t *person, size_t n, work_fn *first, void *arg, struct err *);

#endif
