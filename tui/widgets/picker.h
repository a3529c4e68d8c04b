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
	const char *kept;  /* what a draft knows it by where its label may change; NULL: the label */
	const char *also;  /* other words that find it, in small letters, or NULL */
};

struct picker {
	const char *title;
	const struct picker_item *item; /* lent until picker_done() */
	size_t item_n;
	size_t offered_n;               /* of them are there before letters are typed; … */
	uint32_t early;                 /* … of the first of them, bit by bit, those that are there only then; … */
	size_t own_n;                   /* … from here on they were found by those letters */
	bool is_fuzzy;                  /* letters in order do, not only whole words */
	bool is_keyed;                  /* an item's key picks it at once; nothing is typed … */
	bool has_moved;                 /* … and Enter picks only what was moved to, never the first by habit */
	int key_cells, label_cells;
	struct prompt typed;
	bool tells_nearest;             /* where none has the letters */
	bool is_near;                   /* none has the letters: those shown are the nearest */
	VEC(size_t) shown;
	VEC(int) rank; /* of those shown */
	struct list list;
};

void picker_init(
	struct picker *, const char *title, const struct picker_item *, size_t n, bool is_fuzzy);
/* The items were changed, or are so many now; what was typed stays.  Those after
 * offered_n and own_n are as the struct says, which the caller sets before. */
void picker_renew(struct picker *, size_t n);
void picker_done(struct picker *);

enum picked { PICK_NOT_YET, PICK_DONE, PICK_LEFT };
/* *value is set on PICK_DONE. */
enum picked picker_key(struct picker *, uint32_t key, int *value);
/* Rows that it would fill, so wide. */
int picker_rows(const struct picker *, const struct canvas *, int cols);
void picker_draw(struct picker *, struct canvas *, struct area);

#endif
