/*
 * erased.h - what was erased and is sent again is set aside (private to ingest).
 */
#ifndef THROUGHLINE_INGEST_ERASED_H
#define THROUGHLINE_INGEST_ERASED_H

#include "ingest/batch.h"

/* Rows of the run whose record was erased do not stand, and are told without their id. */
enum status erased_set_aside(struct batch *, struct err *);

#endif
