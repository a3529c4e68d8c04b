/*
 * form.h - a few fields to fill in, one under the other: lines of text, long texts,
 * choices found by typing, and days, which are shown as they were read once they are left.
 * Beneath them the choices of the field with the cursor, or what there is to know.
 *
 * Labels and items are lent as long as the form lives.
 */
#ifndef THROUGHLINE_FORM_H
#define THROUGHLINE_FORM_H

#include "widgets/page.h"
#include "widgets/picker.h"

enum { FORM_FIELDS = 7, FORM_ROOM = 2100, FORM_DRAFT = FORM_FIELDS * (FORM_ROOM + 8) };

enum form_kind { FORM_LINE, FORM_TEXT, FORM_CHOICE, FORM_DAY };

struct form_field {
	const char *label;
	enum form_kind kind;
	char text[FORM_ROOM];       /* of a choice: what was typed to find it */
	size_t at;                  /* the cursor, in bytes */
	bool is_preset;             /* of a line or a day: proposed, and replaced by the first letter typed */
	const struct picker_item *item; size_t item_n; /* of a choice */
	int chosen;                 /* the item's place; -1 none yet */
};

struct form {
	const char *title;
	struct form_field field[FORM_FIELDS];
	size_t n, at;               /* at: the field with the cursor */
	int32_t today;              /* by which days are read as they are typed */
	struct picker picker;       /* of the choice that has it */
	bool is_picking;
	struct page page;           /* what there is to know */
};

struct form_field *form_add(struct form *, const char *label, enum form_kind, const char *text);
/* With `chosen`, or -1 for none yet. */
struct form_field *form_choice(struct form *, const char *label, const struct picker_item *, size_t n, int chosen);
/* The cursor goes to this field; after the last was added. */
void form_begin(struct form *, size_t at);
void form_done(struct form *);

/* FORM_MOVED: another field has the cursor; FORM_ENTER: all of it is to be done. */
enum form_said { FORM_TYPED, FORM_MOVED, FORM_ENTER, FORM_LEFT };
enum form_said form_key(struct form *, uint32_t key);
/* Enter would do all of it: the choice that has the cursor, if one has, is made and no other is looked for. */
bool form_is_taken(const struct form *);
/* The cursor goes to the first choice that is not made; where all are, it stays. */
void form_missing(struct form *);
/* The cursor goes to the first day that cannot be read, which is returned; NULL: all can. */
const struct form_field *form_no_day(struct form *);
/* The value of the chosen item, -1 for none. */
int form_value(const struct form *, size_t field);

void form_draw(struct form *, struct canvas *, struct area);

/* All that was typed and chosen as one text, and back; of another form it is passed over. */
void form_keep(const struct form *, char out[static FORM_DRAFT]);
void form_restore(struct form *, const char *draft);

#endif
