/*
 * edit.h - the keys of a text field, whatever room it has.
 */
#ifndef THROUGHLINE_EDIT_H
#define THROUGHLINE_EDIT_H

#include "widgets/prompt.h"

/* Text in UTF-8 of at most room - 1 bytes, the cursor at *at bytes. */
enum prompt_said edit_key(char *text, size_t room, size_t *at, uint32_t key);

#endif
