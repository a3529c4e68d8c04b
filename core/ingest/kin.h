/*
 * kin.h - records of several agencies that files have as one person: under one id, and of
 * one who is called and was born alike (private to ingest).
 *
 * Parts of one assessment may be of two agencies, each of which has a record of the person.
 * What is told of these is put together as long as nobody says that they are two people:
 * two senders may both number from 1.  A placeholder is no evidence, and an NHS number is none by
 * itself (DESIGN section 4).
 */
#ifndef THROUGHLINE_INGEST_KIN_H
#define THROUGHLINE_INGEST_KIN_H

#include "store_people.h"

struct kin { int64_t record, agency; };

/* Others in force that are kin to it. */
enum status kin_find(const struct store *, int64_t record, struct arena *, struct kin **out, size_t *n, struct err *);
/* Whether these two are; also while one of them is out of force. */
enum status kin_are(const struct store *, int64_t a, int64_t b, struct arena *, bool *are, struct err *);

#endif
