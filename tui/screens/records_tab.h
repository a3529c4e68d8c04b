/*
 * records_tab.h - what each agency says about a person, field by field; where
 * they disagree each value has its line.
 */
#ifndef THROUGHLINE_RECORDS_TAB_H
#define THROUGHLINE_RECORDS_TAB_H

#include "app.h"
#include "journey.h"

struct record_line {
	const char *field;  /* "Born"; "" for a further value of the same field */
	const char *value, *who;
	bool is_disputed;
};

struct records_tab {
	const struct app *app;
	size_t record_n;
	struct record_line *line;
	size_t line_n;
	struct list list;
};

void records_tab_init(struct records_tab *, const struct app *);
void records_tab_done(struct records_tab *);
enum status records_tab_fill(
	struct records_tab *, const struct person *, struct arena *, struct err *);
void records_tab_draw(struct records_tab *, struct canvas *, struct area);

#endif
