#include "screens/links_pair.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "screens/opening.h"
#include "screens/show.h"

enum { SIGN_CELLS = 2, LABEL_CELLS = 14, LEVEL_CELLS = 17, WEIGHT_CELLS = 6, VALUE_MOST = 32 };
enum { SIDE_BY_SIDE_COLS = 60 }; /* below, the values stand under their label */

void links_pair_init(struct links_pair *p, struct app *app)
{
	*p = (struct links_pair){.app = app};
}

void links_pair_done(struct links_pair *p)
{
	vec_done(&p->line);
	page_done(&p->scroll);
	arena_free(p->arena);
}

/* Lines ------------------------------------------------------------------- */

static void sentence_add(struct links_pair *p, enum look look, const char *text)
{
	if (text && *text)
		(void)vec_push(&p->line, (struct pair_line){.look = look, .text = text});
}

static const char *masked(const struct links_pair *p, const char *value)
{
	return p->app->mask && *value ? "(masked)" : value;
}

static bool is_name(enum record_field f)
{
	return f == RF_FAMILY_NAME || f == RF_GIVEN_NAME || f == RF_OTHER_NAMES;
}

static const char *value_told(const struct links_pair *p, enum record_field f, const char *value)
{
	const char *told;

	if (!*value)
		return "not stated";
	if (p->app->mask)
		return is_name(f) ? app_mask(p->app, p->arena, value) : "(masked)";
	told = show_field(f, value, p->arena);
	return told ? told : value;
}

static enum record_field field_of(const char *name)
{
	int f = 0;

	while (f < RF_COUNT && strcmp(RECORD_FIELD_NAMES[f], name) != 0)
		f++;
	return (enum record_field)f;
}

static const char *weight_told(const struct links_pair *p, double weight)
{
	return fabs(weight) < 0.05 ? "" : arena_printf(p->arena, "%+.1f", weight);
}

/* Agreement, nearness and disagreement are told by a sign and a word. */
static void field_add(struct links_pair *p, const struct pair_field *f)
{
	enum record_field field = field_of(f->field);
	bool agrees = strcmp(f->level, "exact") == 0, differs = strcmp(f->level, "differs") == 0;
	struct pair_line line = {.label = show_field_name(field),
		.value = {value_told(p, field, f->a), value_told(p, field, f->b)},
		.level = agrees ? "agree" : differs ? "differ" : f->level,
		.weight = weight_told(p, f->weight)};

	if (!*f->a && !*f->b)
		return;
	line.look = agrees ? LOOK_KNOWN : differs ? LOOK_DISPUTED : LOOK_PLAIN;
	line.value_look = differs ? LOOK_DISPUTED : LOOK_PLAIN;
	(void)vec_push(&p->line, line);
}

/* What no field says: kin, and that most pairs of records are two people's. */
static void rest_add(struct links_pair *p, const struct pair_explained *e)
{
	char odds[32];

	for (size_t i = 0; i < e->field_n; i++) {
		const struct pair_field *f = &e->field[i];

		if (field_of(f->field) == RF_COUNT && fabs(f->weight) >= 0.05)
			sentence_add(p, LOOK_PLAIN, arena_printf(p->arena, "%+.1f  %s", f->weight,
				strcmp(f->field, "kin") == 0 ? "relatives would share some of this"
				: "any two records, before they are compared"));
	}
	pair_odds(e->total, odds);
	sentence_add(p, LOOK_STRONG, arena_printf(
		p->arena, "%+.1f  in all: %s, %s%s one person", e->total, e->band, odds,
		e->total < -0.5 ? "" : " for"));
}

static void header_add(struct links_pair *p, const struct queued_pair *pair)
{
	const struct pair_opened *o = &p->opened;
	const char *alone = "nobody else";
	struct pair_line who = {.look = LOOK_STRONG, .value_look = LOOK_STRONG, .is_header = true,
		.label = "", .level = "", .weight = ""};
	struct pair_line others = {.label = "Known also to", .level = "", .weight = ""};

	who.value[0] = arena_printf(p->arena, "%s %s", show_agency(p->app, pair->a.agency),
		masked(p, o->a.local_id));
	who.value[1] = arena_printf(p->arena, "%s %s", show_agency(p->app, pair->b.agency),
		masked(p, o->b.local_id));
	others.value[0] = *o->a.others ? o->a.others : alone;
	others.value[1] = *o->b.others ? o->b.others : alone;
	(void)vec_push(&p->line, who);
	(void)vec_push(&p->line, others);
}

/* "Council asked, reply by 28 Nov."; NULL where nobody was asked. */
static const char *links_pair_asked(
	const struct app *app, const struct queued_pair *pair, struct arena *a)
{
	char day[12];

	if (!pair->asked)
		return NULL;
	show_day(app, pair->reply_by, day);
	return arena_printf(a, pair->is_resting ? "%s asked, reply by %s." : "%s has not replied by %s.",
		agency_called_by_code(app->session, pair->asked), day);
}

static void lines_make(struct links_pair *p, const struct queued_pair *pair)
{
	const struct pair_opened *o = &p->opened;
	const struct pair_explained *e = &o->explained;
	char odds[32];

	pair_odds(e->total, odds);
	sentence_add(p, LOOK_STRONG, o->brings);
	sentence_add(p, LOOK_URGENT, o->caution ? arena_printf(p->arena, "! Take care: %s.", o->caution) : NULL);
	sentence_add(p, LOOK_URGENT, links_pair_asked(p->app, pair, p->arena));
	sentence_add(p, LOOK_PLAIN, arena_printf(p->arena, "One person: %s, %s; %s.", e->band, odds,
		*pair->reason ? pair->reason : e->reason));
	header_add(p, pair);
	for (size_t i = 0; i < e->field_n; i++)
		if (field_of(e->field[i].field) != RF_COUNT)
			field_add(p, &e->field[i]);
	rest_add(p, e);
	for (size_t i = 0; i < e->earlier_n; i++)
		sentence_add(p, LOOK_PLAIN, p->app->mask ? "Earlier: (masked)"
			: arena_printf(p->arena, "Earlier: %s.", e->earlier[i]));
}

void links_pair_show(struct links_pair *p, const struct queued_pair *pair)
{
	struct err e = {0};
	int64_t number;
	enum status st;

	arena_free(p->arena);
	p->arena = arena_new();
	p->line.n = 0;
	p->scroll.top = 0;
	p->focus = PAIR_NONE;
	p->shown = pair;
	if (!pair)
		return;
	number = pair_number(pair->a.record, pair->b.record);
	p->is_unsaid = queue_is_unsaid(p->app, pair->a.person, pair->b.person);
	if (p->is_unsaid) {
		p->looked_at = 0;
		sentence_add(p, LOOK_PLAIN, QUEUE_UNSAID);
		return;
	}
	st = p->arena ? pair_open(p->app->session, pair, number == p->looked_at, p->arena, &p->opened, &e)
		: err_nomem(&e);
	p->looked_at = st == ST_OK ? number : 0;
	if (st == ST_OK)
		lines_make(p, pair);
	else
		app_fail(p->app, &e);
}

/* Drawing ----------------------------------------------------------------- */

/* Draws a text broken to its cells, as much of it as lies inside the area;
 * returns the rows it takes. */
static int cell_draw(struct canvas *c, struct area a, int row, int x, int cells, enum look look,
	const char *text)
{
	int n = 0;

	do {
		size_t skip, length = canvas_break(c, text, cells, &skip);
		char line[512];

		if (row + n >= 0 && row + n < a.rows) {
			snprintf(line, sizeof line, "%.*s",
				(int)(length < sizeof line ? length : sizeof line - 1), text);
			canvas_text(c, a.y + row + n, a.x + x, cells, look, line);
		}
		text += skip;
		n++;
	} while (*text);
	return n;
}

/* Where the pieces of a field lie. */
struct layout { int value[2], value_cells, level, first_row, label_cells; };

static struct layout layout_of(int cols)
{
	struct layout l = {.value_cells = (cols - SIGN_CELLS - LABEL_CELLS - LEVEL_CELLS - WEIGHT_CELLS) / 2,
		.label_cells = LABEL_CELLS};

	if (cols < SIDE_BY_SIDE_COLS) {
		l.value_cells = (cols - SIGN_CELLS) / 2;
		l.value[0] = SIGN_CELLS;
		l.level = SIGN_CELLS + LABEL_CELLS;
		l.first_row = 1;
	} else {
		if (l.value_cells > VALUE_MOST)
			l.value_cells = VALUE_MOST;
		l.value[0] = SIGN_CELLS + LABEL_CELLS;
		l.level = l.value[0] + 2 * l.value_cells;
	}
	l.value[1] = l.value[0] + l.value_cells;
	return l;
}

static void header_mark(
	const struct links_pair *p, struct canvas *c, struct area a, const struct layout *l, int row)
{
	int x = a.x + l->value[p->focus == PAIR_B] - SIGN_CELLS;

	if (p->focus == PAIR_NONE)
		return;
	row = row < 0 ? 0 : row;
	canvas_text(c, a.y + row, x, 1, LOOK_MARKER, LOOKS[LOOK_MARKER].mark);
	canvas_focus(c, a.y + row, x);
}

/* Draws a field from this row of the area on; returns the rows it takes. */
static int field_draw(const struct links_pair *p, const struct pair_line *f, struct canvas *c,
	struct area a, int row)
{
	const struct layout l = layout_of(a.cols);
	int rows = 1, first = f->is_header || !*f->level ? row : row + l.first_row;

	if (l.first_row && !f->is_header && !*f->level)
		first = row + 1;
	for (int side = 0; side < 2; side++) {
		int n = first - row + cell_draw(c, a, first, l.value[side], l.value_cells - 2,
			f->value_look, f->value[side]);

		rows = n > rows ? n : rows;
	}
	if (f->is_header)
		header_mark(p, c, a, &l, row);
	if (row < 0 || row >= a.rows || f->is_header)
		return rows;
	canvas_text(c, a.y + row, a.x, 1, f->look, *f->level ? f->look == LOOK_PLAIN
		? strcmp(f->level, "missing") == 0 ? "" : "~" : LOOKS[f->look].mark : "");
	canvas_text(c, a.y + row, a.x + SIGN_CELLS, l.label_cells - 1, LOOK_PLAIN, f->label);
	canvas_text(c, a.y + row, a.x + l.level, LEVEL_CELLS - 1, f->look, f->level);
	canvas_textf(c, a.y + row, a.x + l.level + LEVEL_CELLS, WEIGHT_CELLS, LOOK_PLAIN, "%6s", f->weight);
	return rows;
}

void links_pair_draw(struct links_pair *p, struct canvas *c, struct area a)
{
	int row = -p->scroll.top;

	for (size_t i = 0; i < p->line.n; i++) {
		const struct pair_line *line = &p->line.v[i];

		row += line->text ? cell_draw(c, a, row, 0, a.cols, line->look, line->text)
			: field_draw(p, line, c, a, row);
	}
	p->scroll.lines = row + p->scroll.top;
	p->scroll.height = a.rows;
}

bool links_pair_is_cut(const struct links_pair *p)
{
	return p->scroll.top + p->scroll.height < p->scroll.lines;
}
