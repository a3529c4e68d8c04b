/*
 * preview.h - what would be done to several, line by line, before a yes.
 */
#ifndef THROUGHLINE_PREVIEW_H
#define THROUGHLINE_PREVIEW_H

#include "widgets/list.h"

struct preview_line {
	const char *text;
	const char *left; /* why this one is left as it is; NULL: it is done too */
};

struct preview {
	char title[200];
	const struct preview_line *line; /* lent */
	size_t n;
	struct list list;
};

void preview_init(struct preview *, const char *title, const struct preview_line *, size_t n);
void preview_done(struct preview *);
size_t preview_left(const struct preview *); /* lines that are left as they are */

enum previewed { PREVIEW_OPEN, PREVIEW_YES, PREVIEW_NO };
enum previewed preview_key(struct preview *, uint32_t key);
void preview_draw(struct preview *, struct canvas *, struct area);

#endif
