/*
 * order_form.h - the columns of a list to choose from: which are shown, and which the
 * list is in order by.  What is chosen is seen at once in the list above.
 */
#ifndef THROUGHLINE_ORDER_FORM_H
#define THROUGHLINE_ORDER_FORM_H

#include "widgets/list.h"

struct order_form {
	struct list *of;                /* lent: it must outlive the form */
	size_t column[COLUMNS_MOST], n; /* those that this list has */
	struct list list;               /* of them */
};

void order_form_init(struct order_form *, struct list *of);
void order_form_done(struct order_form *);

/* OF_ORDERED: it is in order by the column under the cursor; OF_USUAL: as for everybody. */
enum order_said { OF_STAYS, OF_ORDERED, OF_USUAL, OF_LEFT };
enum order_said order_form_key(struct order_form *, uint32_t key);
void order_form_draw(struct order_form *, struct canvas *, struct area);
const char *order_form_hint(int cells); /* its keys, for the last line */

#endif
