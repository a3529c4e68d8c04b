/*
 * people_lines.c - the lines of view 2: what each column says of somebody found, and
 * which columns there is room for.
 */
#include <stdio.h>

#include "screens/people_view.h"
#include "screens/show.h"
#include "screens/tags.h"
#include "text.h"

enum { COLS_MOST = 130 }; /* the eye must find from the name to the rest */

static size_t people_count(const void *arg)
{
	return ((const struct people_screen *)arg)->hit_n;
}

static int64_t people_id(const void *arg, size_t row)
{
	return ((const struct people_screen *)arg)->hit[row].person;
}

static void people_text(const void *arg, size_t row, char *out, size_t room)
{
	const struct people_screen *p = arg;
	const struct person_hit *h = &p->hit[row];

	*out = '\0';
	tag_agencies(p->screen.app->session, h->agencies, out, room);
	if (h->since != CIVIL_NONE)
		words_tag_day(out, room, h->since);
	words_rest(out, room, "%s %s %s %s %s %s", h->name, h->date_of_birth, h->nhs_number, h->area, h->lead, h->why);
}

bool people_has_stay(const struct people_screen *p)
{
	return p->stay.in_hospital || p->stay.discharged_since != CIVIL_NONE;
}

enum { PC_NAME, PC_MINE, PC_BORN, PC_SEX, PC_NHS, PC_AREA, PC_LEAD, PC_AGENCIES, PC_WHY, PC_COUNT };

/* Of whichever people, but for what the last column says. */
#define OF_ANYBODY \
	[PC_NAME] = {"Name", NULL, ORDER_TEXT, 0}, \
	[PC_MINE] = {"Mine", "M", ORDER_TEXT, COLUMN_DOWN_FIRST}, \
	[PC_BORN] = {"Born", NULL, ORDER_DAY, 0}, \
	[PC_SEX] = {"Sex", "S", ORDER_TEXT, 0}, \
	[PC_NHS] = {"NHS number", NULL, ORDER_TEXT, 0}, \
	[PC_AREA] = {"Area", NULL, ORDER_TEXT, 0}, \
	[PC_LEAD] = {"Lead", NULL, ORDER_TEXT, 0}, \
	[PC_AGENCIES] = {"Agencies", NULL, ORDER_NUMBER, COLUMN_DOWN_FIRST}

static const struct list_column COLUMNS[PC_COUNT] = {
	OF_ANYBODY,
	[PC_WHY] = {"Found by", NULL, ORDER_TEXT, 0},
};

/* Of those in or out of hospital: since when. */
static const struct list_column STAY_COLUMNS[PC_COUNT] = {
	OF_ANYBODY,
	[PC_WHY] = {"Stay", NULL, ORDER_DAY, COLUMN_DOWN_FIRST},
};

/* A narrow line of a search says why rather than how many agencies. */
static void people_widths(const void *arg, int cells, struct column *col)
{
	const struct people_screen *p = arg;
	bool tells_stay = people_has_stay(p), is_search = p->query.text[0] || tells_stay, is_wide = cells >= 100;
	bool is_shared = !session_viewer(p->screen.app->session)->is_alone;

	col[PC_NAME] = (struct column){20, 2, 0};
	col[PC_MINE].cells = is_search ? 0 : 2;
	col[PC_BORN].cells = 12;
	if (cells < 70 && tells_stay) {
		col[PC_NAME].cells = 12;
		col[PC_BORN].cells = 0;
		col[PC_WHY].cells = 24;
	}
	if (cells < 70)
		return;
	col[PC_SEX].cells = 3;
	col[PC_NHS].cells = (tells_stay || (is_shared && is_search)) && !is_wide ? 0 : 13;
	if (is_shared && (is_wide || !tells_stay)) { /* of who was not opened there is little else */
		col[PC_SEX].cells = is_wide ? 3 : 0;
		col[PC_AREA].cells = is_search || is_wide ? 14 : 9;
		col[PC_LEAD].cells = is_wide ? 12 : 9;
	}
	col[PC_AGENCIES].cells = !is_search || is_wide ? 12 : 0;
	col[PC_WHY] = (struct column){!is_search ? 0 : is_shared && !tells_stay && !is_wide ? 12 : 24, tells_stay ? 3 : is_search, 0};
}

static void born_cell(const struct person_hit *h, struct cell *out)
{
	struct civil born;
	char day[12];

	if (!civil_parse(h->date_of_birth, &born)) {
		if (h->is_veiled && h->age >= 0)
			snprintf(out->text, sizeof out->text, "aged %d", h->age);
		return;
	}
	civil_short(born.day, day);
	cell_text(out, day);
	out->number = born.day;
}

static void people_cell(const void *arg, size_t row, size_t column, struct cell *out)
{
	const struct people_screen *p = arg;
	const struct person_hit *h = &p->hit[row];
	bool is_masked = p->screen.app->mask;
	char digits[11];

	switch (column) {
	case PC_NAME: cell_text(out, p->name[row]); break;
	case PC_MINE: cell_text(out, h->is_led ? "L" : h->is_starred ? "*" : ""); break;
	case PC_BORN:
		if (!is_masked)
			born_cell(h, out);
		break;
	case PC_SEX: cell_text(out, show_sex(h->sex)); break;
	case PC_NHS:
		if (!is_masked && nhs_number_valid(h->nhs_number, digits))
			nhs_number_show(digits, out->text);
		else if (!is_masked && h->nhs_number[0])
			cell_text(out, "not valid");
		break;
	case PC_AREA:
		if (!is_masked)
			cell_text(out, h->area);
		break;
	case PC_LEAD: cell_text(out, h->lead); break;
	case PC_AGENCIES:
		if (h->is_veiled)
			break;
		cell_text(out, p->agencies[row]);
		out->number = p->agency_n[row];
		break;
	case PC_WHY:
		cell_text(out, is_masked ? h->by : h->why);
		if (h->since != CIVIL_NONE)
			out->number = h->since;
		break;
	}
}

const struct list_columns PEOPLE_COLUMNS = {COLUMNS, PC_COUNT, .cells_most = COLS_MOST, .widths = people_widths,
	.cell = people_cell};
const struct list_columns PEOPLE_STAY_COLUMNS = {STAY_COLUMNS, PC_COUNT, .cells_most = COLS_MOST, .widths = people_widths,
	.cell = people_cell};

static void people_draw_row(const void *arg, size_t row, struct canvas *c, struct area a)
{
	const struct people_screen *p = arg;

	list_row_draw(&p->list, row, c, a);
}

const struct list_source PEOPLE_LINES = {
	people_count, NULL, people_id, people_text, people_draw_row};
