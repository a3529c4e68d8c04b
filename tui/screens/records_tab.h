/*
 * records_tab.h - what each agency says about a person: the records with what
 * holds each to the person, then field by field, each agency in its column where
 * the window is wide enough, else each value with who says it.  Beneath, all
 * about the selected line.
 */
#ifndef THROUGHLINE_RECORDS_TAB_H
#define THROUGHLINE_RECORDS_TAB_H

#include "app.h"
#include "records.h"
#include "widgets/page.h"

enum record_line_kind { LINE_RECORD, LINE_AGENCIES, LINE_FIELD };

struct record_line {
	enum record_line_kind kind;
	int field;          /* enum record_field of a line about one, else -1 */
	int64_t id;         /* a record's, or of a value's line one below 0 */
	size_t record;      /* by the person's; of a value, the only one to say so, else RECORD_NONE */
	const char *label;  /* "Born"; of a further value "  differs" */
	const char *value, *who;
	const char *link;   /* of a record: "certain 33.4", "linked by j.obi" */
	const char *when;   /* of a record: first event to last contact */
	int64_t last, weight; /* the day of that and the link's weight, for an order; CELL_NOTHING: none */
	bool is_disputed;
	const char **cell;  /* by record, where each agency has its column; NULL elsewhere */
	bool *differs;      /* by record: its cell says another thing than is shown */
};
#define RECORD_NONE ((size_t)-1)

struct record_lines { struct record_line *v; size_t n; };

struct records_tab {
	const struct app *app;
	const struct person *person;
	struct record_told *told;     /* by record */
	struct record_lines by_value, by_agency;
	bool has_columns;             /* by_agency is shown */
	size_t disputed;              /* fields that agencies disagree on */
	struct list list;
	struct page page;             /* all about the selected line */
	struct arena *page_arena;
	bool in_page;                 /* keys scroll it; in a low window it is all there is */
	bool is_low;                  /* as last drawn: no room for it beside the list */
};

void records_tab_init(struct records_tab *, const struct app *);
void records_tab_done(struct records_tab *);
enum status records_tab_fill(
	struct records_tab *, const struct person *, struct arena *, struct err *);
void records_tab_clear(struct records_tab *); /* nothing to show */
void records_tab_draw(struct records_tab *, struct canvas *, struct area);
struct list *records_tab_list(struct records_tab *); /* NULL while the page has the keys */
void records_tab_moved(struct records_tab *);        /* tells about the selected line */
void records_tab_act(struct records_tab *, enum act);
const char *records_tab_why_not(const struct records_tab *, enum act);
bool records_tab_level_up(struct records_tab *);
/* The record that the selected line is about; RECORD_NONE where that is several. */
size_t records_tab_record(const struct records_tab *);

/* records_lines.c */
enum status records_lines_make(struct records_tab *, struct arena *, struct err *);
/* A value as people read it, or masked. */
const char *record_value_shown(const struct app *, int field, const char *value, struct arena *);
/* "Council", or "Council A1" where it has several records. */
const char *record_shown(const struct app *, const struct person *, size_t record, struct arena *);

/* records_page.c */
void records_page_fill(struct records_tab *, const struct record_line *);

#endif
