#include "widgets/form.h"

#include <stdio.h>
#include <string.h>

#include "civil.h"
#include "widgets/edit.h"

enum { LABEL_CELLS = 11, TEXT_ROWS = 6, LITTLE_ROOM = 100, LETTER_MOST = 4 /* bytes */ };

struct form_field *form_add(struct form *f, const char *label, enum form_kind kind, const char *text)
{
	struct form_field *field = &f->field[f->n++];

	*field = (struct form_field){.label = label, .kind = kind, .chosen = -1};
	snprintf(field->text, sizeof field->text, "%s", text);
	field->at = strlen(field->text);
	field->is_preset = (kind == FORM_LINE || kind == FORM_DAY) && *text;
	return field;
}

struct form_field *form_choice(struct form *f, const char *label, const struct picker_item *item,
	size_t n, int chosen)
{
	struct form_field *field = form_add(f, label, FORM_CHOICE, "");

	field->item = item;
	field->item_n = n;
	field->chosen = chosen;
	return field;
}

static struct form_field *here(struct form *f)
{
	return &f->field[f->at];
}

static void picking_end(struct form *f)
{
	if (f->is_picking)
		picker_done(&f->picker);
	f->is_picking = false;
}

/* The list of a choice stands on what is chosen already. */
static void picking_begin(struct form *f)
{
	struct form_field *field = here(f);

	picking_end(f);
	if (field->kind != FORM_CHOICE)
		return;
	picker_init(&f->picker, field->label, field->item, field->item_n, false);
	f->is_picking = true;
	if (field->chosen >= 0)
		list_select(&f->picker.list, (int64_t)field->chosen + 1);
}

void form_begin(struct form *f, size_t at)
{
	f->at = at;
	picking_begin(f);
}

void form_done(struct form *f)
{
	picking_end(f);
	page_done(&f->page);
}

/* A day as it was typed becomes the day that it was taken for; an empty one stays so.  False
 * where it is none. */
static bool day_settle(const struct form *f, struct form_field *field)
{
	int32_t day;

	if (field->kind != FORM_DAY || !field->text[strspn(field->text, " ")])
		return true;
	if (!civil_typed_day(field->text, f->today, &day))
		return false;
	civil_short(day, field->text);
	field->at = strlen(field->text);
	return true;
}

const struct form_field *form_no_day(struct form *f)
{
	for (size_t i = 0; i < f->n; i++)
		if (!day_settle(f, &f->field[i])) {
			form_begin(f, i);
			return &f->field[i];
		}
	return NULL;
}

static enum form_said move_to(struct form *f, size_t at)
{
	(void)day_settle(f, here(f));
	f->at = at;
	picking_begin(f);
	return FORM_MOVED;
}

static enum form_said step(struct form *f, int by)
{
	return move_to(f, (f->at + (by > 0 ? 1 : f->n - 1)) % f->n);
}

/* What the cursor of the list is on is chosen; false where it is on none. */
static bool choose(struct form *f)
{
	int value;
	size_t row;

	if (!list_selected(&f->picker.list, &row) ||
		picker_key(&f->picker, K_ENTER, &value) != PICK_DONE)
		return false;
	here(f)->chosen = (int)f->picker.shown.v[row];
	return true;
}

bool form_is_taken(const struct form *f)
{
	size_t row;

	return !f->is_picking || (f->field[f->at].chosen >= 0 && !f->picker.typed.text[0] && list_selected(&f->picker.list, &row) &&
		(int)f->picker.shown.v[row] == f->field[f->at].chosen);
}

/* A choice: letters find it, Enter takes it and goes on; once taken, Enter does all. */
static enum form_said key_to_choice(struct form *f, uint32_t key)
{
	struct form_field *field = here(f);
	int before = field->chosen, value;

	if (key == K_ENTER) {
		bool was_chosen = before >= 0 && !f->picker.typed.text[0];

		if (!choose(f))
			return FORM_TYPED;
		if (was_chosen && field->chosen == before)
			return FORM_ENTER;
		return move_to(f, f->at + 1 < f->n ? f->at + 1 : f->at);
	}
	if (key == K_TAB || key == K_BACKTAB) {
		if (f->picker.typed.text[0] || field->chosen >= 0 || f->picker.list.row)
			(void)choose(f);
		return step(f, key == K_TAB ? 1 : -1);
	}
	return picker_key(&f->picker, key, &value) == PICK_LEFT ? FORM_LEFT : FORM_TYPED;
}

static enum form_said key_to_text(struct form *f, uint32_t key)
{
	struct form_field *field = here(f);

	switch (edit_key(field->text, sizeof field->text, &field->at, &field->is_preset, key)) {
	case PROMPT_DONE:
		return FORM_ENTER;
	case PROMPT_LEFT:
		return FORM_LEFT;
	case PROMPT_PASSED:
		if (key == K_TAB || key == K_DOWN)
			return step(f, 1);
		if (key == K_BACKTAB || key == K_UP)
			return step(f, -1);
		if (key == K_PGDN || key == K_PGUP)
			page_act(&f->page, key == K_PGDN ? ACT_PAGE_DOWN : ACT_PAGE_UP);
		return FORM_TYPED;
	default:
		return FORM_TYPED;
	}
}

enum form_said form_key(struct form *f, uint32_t key)
{
	return f->is_picking ? key_to_choice(f, key) : key_to_text(f, key);
}

void form_missing(struct form *f)
{
	for (size_t i = 0; i < f->n; i++)
		if (f->field[i].kind == FORM_CHOICE && f->field[i].chosen < 0) {
			form_begin(f, i);
			return;
		}
}

int form_value(const struct form *f, size_t field)
{
	const struct form_field *x = &f->field[field];

	return x->chosen < 0 ? -1 : x->item[x->chosen].value;
}

/* Drawing ------------------------------------------------------------------ */

/* The lines of a text around its cursor; sets the focus where the field has it. */
static int text_draw(const struct form_field *field, bool is_here, struct canvas *c, struct area a)
{
	size_t from[FORM_ROOM / 4], skip, at = 0;
	int n = 0, row = 0, top;
	char line[FORM_ROOM];

	do { /* one cell is kept for the cursor behind the last letter */
		from[n] = at;
		if (field->at >= at)
			row = n;
		n++;
		(void)canvas_break(c, field->text + at, a.cols - 1, &skip);
		at += skip;
	} while (field->text[at] && skip && n < (int)(sizeof from / sizeof *from));
	top = row >= a.rows ? row - a.rows + 1 : 0;
	for (int i = top; i < n && i - top < a.rows; i++) {
		size_t end = i + 1 < n ? from[i + 1] : strlen(field->text);

		snprintf(line, sizeof line, "%.*s", (int)(end - from[i]), field->text + from[i]);
		canvas_text(c, a.y + i - top, a.x, a.cols, field->is_preset ? LOOK_KEY : LOOK_PLAIN, line);
		if (is_here && i == row) {
			snprintf(line, sizeof line, "%.*s", (int)(field->at - from[i]), field->text + from[i]);
			canvas_focus(c, a.y + i - top, a.x + canvas_measure(c, line));
		}
	}
	return n - top < a.rows ? n - top : a.rows;
}

/* Draws one field and returns the rows it took. */
static int field_draw(struct form *f, size_t i, int rows_most, struct canvas *c, struct area a)
{
	struct form_field *field = &f->field[i];
	bool is_here = i == f->at;
	struct area in = {a.y, a.x + 2 + LABEL_CELLS, field->kind == FORM_TEXT ? rows_most : 1,
		a.cols - 3 - LABEL_CELLS};

	canvas_text(c, a.y, a.x, 1, LOOK_MARKER, is_here ? ">" : "");
	canvas_text(c, a.y, a.x + 2, LABEL_CELLS - 1, is_here ? LOOK_STRONG : LOOK_PLAIN, field->label);
	if (field->kind != FORM_CHOICE)
		return text_draw(field, is_here, c, in);
	if (is_here && f->picker.typed.text[0]) {
		prompt_draw(&f->picker.typed, c, in.y, in.x, in.cols, "");
		return 1;
	}
	canvas_text(c, in.y, in.x, in.cols, field->chosen >= 0 ? LOOK_PLAIN : LOOK_KEY,
		field->chosen >= 0 ? field->item[field->chosen].label : "type to find it");
	if (is_here)
		canvas_focus(c, in.y, in.x);
	return 1;
}

/* A long text may grow while the fields after it and a line beneath still fit. */
static int text_rows(const struct form *f, int rows)
{
	int room = rows - 2 - (int)f->n;

	return room < 1 ? 1 : room > TEXT_ROWS ? TEXT_ROWS : room;
}

enum { FORM_FEW = 5, BENEATH_LEAST = 4 /* rows for the choices, with the line above them */ };

/* Where there is no room for all fields and the choices, the fields about the cursor. */
static size_t fields_room(const struct form *f, int rows)
{
	int room = rows - 1 - BENEATH_LEAST;

	return f->n <= FORM_FEW || (int)f->n <= room ? f->n : room > 2 ? (size_t)room : 2;
}

static size_t first_shown(const struct form *f, int rows)
{
	size_t room = fields_room(f, rows), last = f->n - room;

	return f->at < room / 2 ? 0 : f->at - room / 2 < last ? f->at - room / 2 : last;
}

static size_t last_shown(const struct form *f, int rows)
{
	return first_shown(f, rows) + fields_room(f, rows);
}

/* What the field with the cursor still takes, once that is little; a letter has at most LETTER_MOST bytes. */
static void room_tell(const struct form *f, char out[static LIST_CUT])
{
	const struct form_field *field = &f->field[f->at];
	size_t left = sizeof field->text - 1 - strlen(field->text);

	if (left < LETTER_MOST)
		snprintf(out, LIST_CUT, "this field is full");
	else if (left < LITTLE_ROOM)
		snprintf(out, LIST_CUT, "room for %zu more", left);
}

/* On the line between them: which fields and which choices are on the screen, where not all are,
 * or that a text comes to its end. */
static void cut_draw(const struct form *f, struct canvas *c, struct area a, int y)
{
	size_t first = first_shown(f, a.rows), last = last_shown(f, a.rows);
	char fields[48], choices[LIST_CUT] = "";

	snprintf(fields, sizeof fields, " fields %zu-%zu of %zu ", first + 1, last, f->n);
	if (last - first < f->n)
		canvas_text(c, y, a.x + 1, (int)strlen(fields), LOOK_PLAIN, fields);
	if (!f->is_picking)
		room_tell(f, choices);
	else if (f->picker.shown.n)
		list_cut_tell(&f->picker.list, choices);
	if (*choices)
		canvas_textf(c, y, a.x + a.cols - (int)strlen(choices) - 3, (int)strlen(choices) + 2, LOOK_PLAIN, " %s ", choices);
}

void form_draw(struct form *f, struct canvas *c, struct area a)
{
	int y = a.y, end = a.y + a.rows, line, focus_y, focus_x;

	canvas_text(c, y++, a.x + 1, a.cols - 1, LOOK_STRONG, f->title);
	for (size_t i = first_shown(f, a.rows); i < last_shown(f, a.rows) && y < end; i++)
		y += field_draw(f, i, text_rows(f, a.rows), c, (struct area){y, a.x, end - y, a.cols});
	if (y >= end)
		return;
	line = y++;
	canvas_fill(c, line, a.x, a.cols, LOOK_PLAIN, "\u2500", '-');
	if (!f->is_picking) {
		cut_draw(f, c, a, line);
		focus_y = c->focus_y;
		focus_x = c->focus_x;
		page_draw(&f->page, c, (struct area){y, a.x + 1, end - y, a.cols - 2});
		canvas_focus(c, focus_y, focus_x);
		return;
	}
	focus_y = c->focus_y;
	focus_x = c->focus_x;
	if (f->picker.shown.n)
		list_draw(&f->picker.list, c, (struct area){y, a.x, end - y, a.cols});
	else
		canvas_text(c, y, a.x + 2, a.cols - 2, LOOK_PLAIN, "Nothing fits these letters.");
	cut_draw(f, c, a, line);
	if (f->picker.typed.text[0] && !f->picker.list.row) /* the field is read first */
		canvas_focus(c, focus_y, focus_x);
}

/* Drafts ------------------------------------------------------------------- */

static const char *item_kept(const struct picker_item *item)
{
	return item->kept ? item->kept : item->label;
}

/* A line a field: its label, its choice, its text. */
void form_keep(const struct form *f, char out[static FORM_DRAFT])
{
	size_t at = 0;

	out[0] = '\0';
	for (size_t i = 0; i < f->n && at < FORM_DRAFT; i++) {
		const struct form_field *x = &f->field[i];
		const char *text = x->kind != FORM_CHOICE ? x->text : x->chosen >= 0 ? item_kept(&x->item[x->chosen]) : "";
		int n = snprintf(out + at, FORM_DRAFT - at, "%.4s\t%d\t%s\n", x->label, form_value(f, i), text);

		at += n > 0 ? (size_t)n : 0;
	}
}

static bool is_text(const char *text, const char *said, size_t length)
{
	return strlen(text) == length && memcmp(text, said, length) == 0;
}

/* An item is known by what is kept of it or what it is called: its value may be another one's by
 * now.  What is not there any more is not chosen. */
static void choice_restore(struct form_field *x, const char *said, size_t length)
{
	x->chosen = -1;
	for (size_t i = 0; i < x->item_n; i++)
		if (is_text(item_kept(&x->item[i]), said, length) || is_text(x->item[i].label, said, length))
			x->chosen = (int)i;
}

static void field_restore(struct form_field *x, const char *line, size_t length)
{
	const char *text = memchr(line, '\t', length);

	if (!text)
		return;
	length -= (size_t)(++text - line);
	if (x->kind == FORM_CHOICE) {
		choice_restore(x, text, length);
		return;
	}
	if (strlen(x->text) != length || memcmp(x->text, text, length) != 0)
		x->is_preset = false;
	snprintf(x->text, sizeof x->text, "%.*s", (int)length, text);
	x->at = strlen(x->text);
}

void form_restore(struct form *f, const char *draft)
{
	for (const char *line = draft; *line;) {
		size_t length = strcspn(line, "\n"), label = strcspn(line, "\t");

		for (size_t i = 0; i < f->n && label && label < length; i++)
			if (strncmp(f->field[i].label, line, label) == 0)
				field_restore(&f->field[i], line + label + 1, length - label - 1);
		line += length + (line[length] == '\n');
	}
	for (size_t i = 0; i < f->n; i++)
		(void)day_settle(f, &f->field[i]);
	picking_begin(f);
}
