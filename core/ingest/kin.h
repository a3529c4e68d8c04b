/*
 * kin.h - records of several agencies that files have as one person: under one id, and of
 * one who is called and was born alike (private to ingest).
 *
 * Parts of one assessment may be of two agencies, each of which has a record of the person.
 * What is told of these is put together as long as nobody says that they are two people:
 * two senders may both number from 1.  A placeholder is no evidence, and an NHS number is none by
 * itself (DESIGN section 4).  A record out of force is kin to none.
 */
#ifndef THROUGHLINE_INGEST_KIN_H
#define THROUGHLINE_INGEST_KIN_H

#include "store_people.h"

struct kin { int64_t record, agency; };

/* Those of these others that are kin to it. */
enum status kin_among(const struct store *, int64_t record, const int64_t *other, size_t others, struct arena *,
	struct kin **out, size_t *n, struct err *);
/* Of all that have their keys already: each once. */
enum status kin_find(const struct store *, int64_t record, struct arena *, struct kin **out, size_t *n, struct err *);
/* Whether these two are. */
enum status kin_are(const struct store *, int64_t a, int64_t b, struct arena *, bool *are, struct err *);
/* Whether they would be if no worker said that they are two. */
enum status kin_are_said_apart(const struct store *, int64_t a, int64_t b, struct arena *, bool *are, struct err *);

#endif
