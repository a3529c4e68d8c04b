/*
 * picker.h - one of several, found by typing: reasons, commands, keys.
 */
#ifndef THROUGHLINE_PICKER_H
#define THROUGHLINE_PICKER_H

#include "widgets/list.h"

struct picker_item {
	const char *key;   /* shown before it, or NULL */
	const char *label;
	const char *about; /* shown after it, or NULL */
	int value;         /* what picking it gives; negative: only to be read */
};

struct picker {
	const char *title;
	const struct picker_item *item; /* lent until picker_done() */
	size_t item_n;
	bool is_fuzzy;                  /* letters in order do, not only whole words */
	int key_cells, label_cells;
	struct prompt typed;
	VEC(size_t) shown;
	VEC(int) rank; /* of those shown */
	struct list list;
};

void picker_init(
	struct picker *, const char *title, const struct picker_item *, size_t n, bool is_fuzzy);
void picker_done(struct picker *);

enum picked { PICK_NOT_YET, PICK_DONE, PICK_LEFT };
/* *value is set on PICK_DONE. */
enum picked picker_key(struct picker *, uint32_t key, int *value);
void picker_draw(struct picker *, struct canvas *, struct area);

#endif
