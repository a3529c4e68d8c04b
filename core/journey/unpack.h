/*
 * unpack.h - everybody's gists, read and taken apart (private to journey): where there
 * are many, by another thread while more of them are read.
 */
#ifndef JOURNEY_UNPACK_H
#define JOURNEY_UNPACK_H

#include "history.h"
#include "store.h"

/* Events that were told one after another of one person. */
struct run { int64_t person; size_t from, n; };

struct unpacked {
	VEC(struct told) told;
	VEC(struct run) run; /* of told, in no order of people */
};

/* Agencies' codes live in one arena, all other texts in the other, as do those of the
 * wordings; the owner frees the two arrays, whatever comes of it. */
enum status unpack_everyone(const struct store *, struct wordings *, struct arena *codes, struct arena *,
	struct unpacked *out, struct err *);

#endif
