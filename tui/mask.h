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

#endif
