/*
 * actions_tab.h - what is to be done about a person, by whom and by when.
 */
#ifndef THROUGHLINE_ACTIONS_TAB_H
#define THROUGHLINE_ACTIONS_TAB_H

#include "app.h"
#include "widgets/page.h"
#include "writing.h"

struct actions_tab {
	const struct app *app;
	struct action_line *line; size_t line_n;
	size_t to_do;
	struct list list;
	struct page page; /* all of the selected one */
	bool in_page;     /* it is all that is shown, and keys scroll it */
	bool is_low;      /* as last drawn: it does not stand beneath the list */
};

void actions_tab_init(struct actions_tab *, const struct app *);
void actions_tab_done(struct actions_tab *);
enum status actions_tab_fill(struct actions_tab *, int64_t person, struct arena *, struct err *);
void actions_tab_draw(struct actions_tab *, struct canvas *, struct area);
int64_t actions_tab_selected(const struct actions_tab *); /* 0 none */
void actions_tab_act(struct actions_tab *, enum act);
bool actions_tab_level_up(struct actions_tab *);
struct list *actions_tab_list(struct actions_tab *); /* NULL while the page has the keys */
const char *actions_tab_why_not(const struct actions_tab *, enum act);

#endif
