/*
 * apart.h - two records said to be two people's, with none placed by hand: for tests.
 */
#ifndef THROUGHLINE_TESTS_APART_H
#define THROUGHLINE_TESTS_APART_H

#include "linkage.h"

static inline enum status separate_records(struct session *s, const char *a, const char *b, const char *reason,
	bool dry_run, struct arena *arena, struct link_preview *out, struct err *err)
{
	return separation_make(s, &(struct separation){.a = a, .b = b, .reason = reason}, dry_run, arena, out, err);
}

#endif
