/*
 * sweep.h - everybody linked anew, in memory (private to linkage).
 */
#ifndef THROUGHLINE_LINKAGE_SWEEP_H
#define THROUGHLINE_LINKAGE_SWEEP_H

#include "care/work.h"
#include "linkage/pairs.h"

/* Fits the model where `refit` says so, compares whoever shares a key, writes the
 * links that are new, other or gone, works out everybody anew and touches whom
 * that changes.  The guide is kept. */
enum status linker_sweep(struct work *, struct guide *, bool refit, struct err *);

#endif
