#include "screens/records_tab.h"

#include <stdio.h>
#include <string.h>

#include "screens/show.h"
#include "text.h"

static size_t record_count(const void *arg)
{
	return ((const struct records_tab *)arg)->line_n;
}

static int64_t record_id(const void *arg, size_t row)
{
	(void)arg;
	return (int64_t)row + 1;
}

static void record_text(const void *arg, size_t row, char *out, size_t room)
{
	const struct record_line *l = &((const struct records_tab *)arg)->line[row];

	snprintf(
		out, room, "%s %s %s %s", l->field, l->value, l->who, l->is_disputed ? "disagree" : "");
}

static void record_draw(const void *arg, size_t row, struct canvas *c, struct area a)
{
	const struct record_line *l = &((const struct records_tab *)arg)->line[row];
	struct column col[] = {{18, 0, 0}, {2, 0, 0}, {12, 2, 0}, {6, 3, 0}};
	int value = canvas_measure(c, l->value) + 1, who = canvas_measure(c, l->who) + 1, more;

	if (a.cols < 60)
		col[0].cells = 12;
	columns_lay(col, 4, a.cols);
	/* the one that is longer than its column takes what the other leaves */
	more = value - col[2].cells < col[3].cells - who ? value - col[2].cells : col[3].cells - who;
	if (more > 0) {
		col[2].cells += more;
		col[3].x += more;
		col[3].cells -= more;
	}
	column_text(c, a, &col[0], LOOK_PLAIN, l->field);
	if (l->is_disputed)
		canvas_text(c, a.y, a.x + col[1].x, 1, LOOK_DISPUTED, LOOKS[LOOK_DISPUTED].mark);
	column_text(c, a, &col[2], l->is_disputed ? LOOK_DISPUTED : LOOK_PLAIN, l->value);
	column_text(c, a, &col[3], LOOK_PLAIN, l->who);
}

static const struct list_source RECORDS = {record_count, NULL, record_id, record_text, record_draw};

void records_tab_init(struct records_tab *t, const struct app *app)
{
	*t = (struct records_tab){.app = app};
	list_init(&t->list, &RECORDS, t);
}

void records_tab_done(struct records_tab *t)
{
	list_done(&t->list);
}

/* Two agencies say the same when only case, accents and punctuation differ. */
static bool is_same(const char *a, const char *b)
{
	char left[512], right[512];

	text_fold(a, left, sizeof left);
	text_fold(b, right, sizeof right);
	return strcmp(left, right) == 0;
}

static const char *who_says(
	const struct app *app, const struct person *p, int field, const char *value, struct arena *a)
{
	const char *who = NULL, *other = "";
	size_t n = 0;

	for (size_t i = 0; i < p->record_n; i++) {
		const char *name = show_agency(app, p->record[i].agency);

		if (!p->record[i].field[field] || !is_same(p->record[i].field[field], value)) {
			other = name;
			continue;
		}
		who = who ? arena_printf(a, "%s, %s", who, name) : name;
		n++;
	}
	if (n > 1 && n == p->record_n)
		return "all";
	if (n > 2 && n + 1 == p->record_n)
		return arena_printf(a, "all but %s", other);
	return who ? who : "";
}

static bool is_new(const struct record_line *line, size_t from, size_t n, const char *value)
{
	for (size_t i = from; i < n; i++)
		if (is_same(line[i].value, value))
			return false;
	return true;
}

static bool is_name(int field)
{
	return field == RF_FAMILY_NAME || field == RF_GIVEN_NAME || field == RF_OTHER_NAMES ||
		field == RF_PREFERRED_NAME;
}

/* A line for each value of the field, the one shown first; fields that agencies
 * only differ in by nature (updated, own numbers) are no dispute. */
static size_t field_lines(const struct app *app, const struct person *p, int field,
	struct record_line *line, size_t n, struct arena *a)
{
	const char *shown = p->field[field].value;
	size_t first = n;
	bool differs_by_nature =
		field == RF_UPDATED_AT || field == RF_OTHER_IDS || field == RF_NHS_NUMBER_STATUS;

	for (size_t i = 0; i <= p->record_n; i++) {
		const char *value = i ? p->record[i - 1].field[field] : shown;

		if (!value || !is_new(line, first, n, value))
			continue;
		line[n] =
			(struct record_line){.field = n == first ? show_field_name((enum record_field)field) : "", .value = value};
		line[n].who = who_says(app, p, field, value, a);
		n++;
	}
	for (size_t i = first; i < n; i++) {
		line[i].is_disputed = n - first > 1 && !differs_by_nature;
		line[i].value = show_field((enum record_field)field, line[i].value, a);
		if (app->mask)
			line[i].value = is_name(field) ? app_mask(app, a, line[i].value) : "(masked)";
	}
	return n;
}

static size_t number_lines(
	const struct app *app, const struct person *p, struct record_line *line, size_t n)
{
	for (size_t i = 0; i < p->record_n; i++)
		line[n++] = (struct record_line){.field = i ? "" : "Own number",
			.value = app->mask ? "(masked)" : p->record[i].local_id,
			.who = show_agency(app, p->record[i].agency)};
	return n;
}

/* Who is involved, newest contact first: "Council, J. Obi, 01999 500400", "10 Jun to 2 Sep". */
static size_t involved_lines(const struct app *app, const struct person *p,
	struct record_line *line, size_t n, struct arena *a)
{
	for (size_t i = 0; i < p->involved_n; i++) {
		const struct involved *by = &p->involved[i];
		const struct agency *agency = session_agency(app->session, by->agency);
		char since[12], last[12];

		show_day(app, by->since, since);
		show_day(app, by->last, last);
		line[n++] = (struct record_line){.field = i ? "" : "Involved",
			.value = arena_printf(a, "%s%s%s%s%s", agency_shown(agency), by->practitioner ? ", " : "",
				by->practitioner ? by->practitioner : "", agency && agency->phone ? ", " : "",
				agency && agency->phone ? agency->phone : ""),
			.who = *last && by->last > by->since ? arena_printf(a, "%s to %s", since, last)
				: arena_dup(a, since)};
	}
	return n;
}

enum status records_tab_fill(
	struct records_tab *t, const struct person *p, struct arena *a, struct err *e)
{
	size_t most = (p->record_n + 1) * (RF_COUNT + 1) + p->involved_n, n;
	struct record_line *line = arena_alloc(a, most * sizeof *line);

	if (!line)
		return err_nomem(e);
	n = involved_lines(t->app, p, line, 0, a);
	for (int field = 0; field < RF_COUNT; field++)
		n = field_lines(t->app, p, field, line, n, a);
	n = number_lines(t->app, p, line, n);
	for (size_t i = 0; i < n; i++)
		if (!line[i].value || !line[i].who)
			return err_nomem(e);
	t->line = line;
	t->line_n = n;
	t->record_n = p->record_n;
	list_refresh(&t->list, list_id(&t->list));
	return ST_OK;
}

void records_tab_draw(struct records_tab *t, struct canvas *c, struct area a)
{
	size_t disputed = 0;

	for (size_t i = 0; i < t->line_n; i++)
		disputed += t->line[i].is_disputed && t->line[i].field[0];
	if (disputed)
		canvas_textf(c, a.y, a.x + 1, a.cols - 1, LOOK_HEADING,
			"%zu records; agencies disagree on %zu thing%s (?)", t->record_n, disputed,
			disputed == 1 ? "" : "s");
	else
		canvas_textf(c, a.y, a.x + 1, a.cols - 1, LOOK_HEADING, "%zu record%s", t->record_n,
			t->record_n == 1 ? "" : "s, nothing disputed");
	list_draw(&t->list, c, (struct area){a.y + 1, a.x, a.rows - 1, a.cols});
	if (!list_rows(&t->list))
		canvas_text(c, a.y + 1, a.x + 2, a.cols - 2, LOOK_PLAIN,
			"No line holds these words; Esc shows all.");
}
