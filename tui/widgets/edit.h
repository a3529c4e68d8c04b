/*
 * edit.h - the keys of a text field, whatever room it has.
 */
#ifndef THROUGHLINE_EDIT_H
#define THROUGHLINE_EDIT_H

#include "widgets/prompt.h"

/* Text in UTF-8 of at most room - 1 bytes, the cursor at *at bytes.  What is proposed and
 * nobody has touched, *is_preset, goes with the first letter typed; any other key of a field
 * makes it a text to edit. */
enum prompt_said edit_key(char *text, size_t room, size_t *at, bool *is_preset, uint32_t key);

#endif
