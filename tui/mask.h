/*
 * mask.h - names and numbers as they may be shown over somebody's shoulder.
 */
#ifndef THROUGHLINE_TUI_MASK_H
#define THROUGHLINE_TUI_MASK_H

#include <stdbool.h>

#include "arena.h"

/* "O., G." for "Okafor, Grace" where `mask` is set, else the text itself; lent
 * from the arena; "" for NULL. */
const char *mask_text(bool mask, struct arena *, const char *text);

/* A warning or a need, which whoever visits must not miss: short words that name nobody stay as
 * they are, also where `mask` is set, else they are "masked".  names: the person's own. */
const char *mask_need(bool mask, const char *text, const char *names);

#endif
