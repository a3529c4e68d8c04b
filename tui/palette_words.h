/*
 * palette_words.h - what else people call a thing that the program does: who types
 * "merge" finds `link`, who types "print" the brief.  One row per word's thing.
 */
#ifndef THROUGHLINE_PALETTE_WORDS_H
#define THROUGHLINE_PALETTE_WORDS_H

#include "verbs.h"

/* Words divided by blanks, in small letters, or NULL. */
const char *palette_words(enum act);

#endif
