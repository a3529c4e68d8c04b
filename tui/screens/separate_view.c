/*
 * separate_view.c - a person taken apart: who would be on which side, why, with
 * how much of what happened; records put on the other side by hand; then both
 * people, to be opened.
 */
#include <stdio.h>
#include <string.h>

#include "journey.h"
#include "linkage.h"
#include "screens/show.h"
#include "widgets/page.h"

enum { PAGE_MOST = 8, NARROW = 60 };

struct separate_line {
	const char *heading; /* of a side; then it is no record */
	int side;
	const struct placed_record *record;
	const char *name;    /* of it, as it may be shown */
};

/* A record that the worker put on a side, or left there in doing so. */
struct hand { const char *address; int side; bool is_moved; };

struct separate_screen {
	struct screen screen;
	struct target target;
	struct arena *kept;   /* lives as long as the screen: addresses, reason */
	const char *a, *b;
	bool has_rest;        /* all but a are to stay together */
	VEC(struct hand) hand;
	const char *called, *reason;
	struct link_preview preview;
	bool is_done;         /* they are two people */
	struct separate_line *line;
	size_t line_n;
	struct list list;
	struct page page;
	struct arena *page_arena;
};

static struct separate_screen *self(struct screen *s)
{
	return (struct separate_screen *)s;
}

/* The list ---------------------------------------------------------------- */

static size_t line_count(const void *arg)
{
	return ((const struct separate_screen *)arg)->line_n;
}

static const struct separate_line *line_at(const void *arg, size_t row)
{
	return &((const struct separate_screen *)arg)->line[row];
}

static bool line_is_heading(const void *arg, size_t row)
{
	return line_at(arg, row)->heading != NULL;
}

static int64_t line_id(const void *arg, size_t row)
{
	const struct separate_line *l = line_at(arg, row);

	return l->record ? l->record->record : 0;
}

static struct hand *hand_of(const struct separate_screen *v, const char *address)
{
	for (size_t i = 0; i < v->hand.n; i++)
		if (strcmp(v->hand.v[i].address, address) == 0)
			return &v->hand.v[i];
	return NULL;
}

static const char *how_placed(const struct separate_screen *v, const struct placed_record *r)
{
	const struct hand *hand = r->by == PLACED_BY_HAND ? hand_of(v, r->address) : NULL;

	if (v->is_done)
		return "";
	return r->by == PLACED_NAMED ? "separated" : r->by == PLACED_BY_EVIDENCE ? "by evidence"
		: hand && hand->is_moved ? "by hand" : "stays so";
}

static const char *number_of(const struct separate_screen *v, const struct placed_record *r)
{
	const char *colon = strchr(r->address, ':');

	return v->screen.app->mask ? "" : colon ? colon + 1 : r->address;
}

static void line_text(const void *arg, size_t row, char *out, size_t room)
{
	const struct separate_screen *v = arg;
	const struct separate_line *l = line_at(arg, row);

	if (l->record)
		snprintf(out, room, "%s %s %s %s", show_agency(v->screen.app, l->record->agency),
			number_of(v, l->record), l->name, how_placed(v, l->record));
	else
		snprintf(out, room, "%s", l->heading);
}

static void line_draw(const void *arg, size_t row, struct canvas *c, struct area a)
{
	const struct separate_screen *v = arg;
	const struct separate_line *l = line_at(arg, row);
	const struct placed_record *r = l->record;
	bool is_narrow = a.cols < NARROW;
	struct column col[] = {{10, 1, 0}, {8, 1, 0}, {is_narrow ? 0 : 14, is_narrow ? 0 : 2, 0},
		{is_narrow ? 0 : 12, 0, 0}, {11, 0, 0}, {12, 0, 0}};
	char events[24], born[12] = "";
	struct civil day;

	if (l->heading) {
		canvas_text(c, a.y, a.x - LIST_MARGIN + 1, a.cols + LIST_MARGIN - 1, LOOK_HEADING, l->heading);
		return;
	}
	if (civil_parse(r->born, &day) && !v->screen.app->mask)
		civil_short(day.day, born);
	snprintf(events, sizeof events, "%lld event%s", (long long)r->events, r->events == 1 ? "" : "s");
	columns_lay(col, 6, a.cols);
	column_text(c, a, &col[0], LOOK_PLAIN, show_agency(v->screen.app, r->agency));
	column_text(c, a, &col[1], LOOK_PLAIN, number_of(v, r));
	if (!is_narrow) {
		column_text(c, a, &col[2], LOOK_PLAIN, l->name);
		column_text(c, a, &col[3], LOOK_PLAIN, born);
	}
	column_text(c, a, &col[4], LOOK_PLAIN, events);
	column_text(c, a, &col[5], r->by == PLACED_BY_HAND ? LOOK_MARKED : LOOK_PLAIN, how_placed(v, r));
}

static const struct list_source LINES = {line_count, line_is_heading, line_id, line_text, line_draw};

static const struct separate_line *selected(const struct separate_screen *v)
{
	size_t row;

	return list_selected(&v->list, &row) ? &v->line[row] : NULL;
}

/* Reading ----------------------------------------------------------------- */

static void separate_start(struct screen *s, const struct target *target)
{
	struct separate_screen *v = self(s);

	v->target = *target;
	list_init(&v->list, &LINES, v);
}

static void separate_stop(struct screen *s)
{
	struct separate_screen *v = self(s);

	list_done(&v->list);
	vec_done(&v->hand);
	page_done(&v->page);
	arena_free(v->page_arena);
	arena_free(v->kept);
}

/* The two named: the record that was chosen, and who speaks most against it. */
static enum status pair_name(struct separate_screen *v, struct arena *a, struct err *e)
{
	struct session *session = v->screen.app->session;
	struct person *p;
	const char *against = NULL;
	enum status st = person_reread(session, v->target.person, a, &p, e);

	v->kept = arena_new();
	if (st == ST_OK && !v->kept)
		st = err_nomem(e);
	for (size_t i = 0; st == ST_OK && i < p->record_n; i++)
		if (p->record[i].id == v->target.event &&
			!(v->a = arena_printf(v->kept, "%s:%s", p->record[i].agency_code, p->record[i].local_id)))
			st = err_nomem(e);
	if (st == ST_OK && !v->a)
		st = err_set(e, ST_NONE, "this record is another person's by now; look again");
	if (st == ST_OK)
		st = separation_against(session, v->a, a, &against, e);
	if (st != ST_OK)
		return st;
	v->b = arena_dup(v->kept, against);
	v->called = arena_dup(v->kept, app_mask(v->screen.app, a, p->called));
	return v->b && v->called ? ST_OK : err_nomem(e);
}

/* All of the person's records that have their side by hand. */
static enum status preview_read(struct separate_screen *v, const struct link_preview *now,
	bool is_first, struct arena *a, struct link_preview *out, struct err *e)
{
	const char **with[2];
	size_t n[2] = {0, 0};

	with[0] = arena_alloc(a, (now->left_n + 1) * sizeof *with[0]);
	with[1] = arena_alloc(a, (now->left_n + 1) * sizeof *with[1]);
	if (!with[0] || !with[1])
		return err_nomem(e);
	for (size_t i = 0; i < now->left_n; i++) {
		const struct hand *hand = hand_of(v, now->left[i]);
		int side = hand ? hand->side : v->has_rest ? 1 : -1;

		if (side >= 0 && strcmp(now->left[i], v->a) != 0 && strcmp(now->left[i], v->b) != 0)
			with[side][n[side]++] = now->left[i];
	}
	return separation_make(v->screen.app->session,
		&(struct separation){.a = v->a, .b = v->b, .with_a = with[0], .with_a_n = n[0],
			.with_b = with[1], .with_b_n = n[1], .is_again = !is_first},
		true, a, out, e);
}

static const char *heading_of(const struct separate_screen *v, const struct link_preview *p,
	bool is_done, int side, struct arena *a)
{
	const struct link_side *s = &p->side[side];
	const char *with = "", *number = "";

	for (size_t i = 0; i < s->n; i++)
		if (strcmp(s->record[i].address, side ? v->b : v->a) == 0) {
			with = show_agency(v->screen.app, s->record[i].agency);
			number = number_of(v, &s->record[i]);
		}
	return arena_printf(a, "%s %s%s%s: %zu record%s, %lld event%s, asked again %lld",
		is_done ? "Person of" : side ? "And with" : "One person, with", with,
		*number ? " " : "", number, s->n,
		s->n == 1 ? "" : "s", (long long)s->events, s->events == 1 ? "" : "s",
		(long long)s->findings);
}

static struct separate_line *lines_make(const struct separate_screen *v,
	const struct link_preview *p, bool is_done, struct arena *a, size_t *n)
{
	struct separate_line *line =
		arena_alloc(a, (p->side[0].n + p->side[1].n + 2) * sizeof *line);

	*n = 0;
	for (int side = 0; side < 2 && line; side++) {
		line[*n].side = side;
		line[*n].heading = heading_of(v, p, is_done, side, a);
		if (!line[(*n)++].heading)
			return NULL;
		for (size_t i = 0; i < p->side[side].n; i++) {
			const struct placed_record *r = &p->side[side].record[i];

			line[*n] = (struct separate_line){.side = side, .record = r,
				.name = app_mask(v->screen.app, a, r->name)};
			if (!line[(*n)++].name)
				return NULL;
		}
	}
	return line;
}

/* "certain, 32.4: same NHS number and birth date, with Hospital R1" */
static const char *why_of(struct separate_screen *v, const struct placed_record *r)
{
	for (size_t i = 0; i < v->line_n; i++) {
		const struct placed_record *with = v->line[i].record;

		if (with && strcmp(with->address, r->with) == 0)
			return arena_printf(v->page_arena, "%s, with %s %s", r->why,
				show_agency(v->screen.app, with->agency), number_of(v, with));
	}
	return r->why;
}

static void page_fill(struct separate_screen *v)
{
	const struct separate_line *l = selected(v);
	const struct link_preview *p = &v->preview;
	bool mask = v->screen.app->mask;

	page_clear(&v->page);
	arena_free(v->page_arena);
	v->page_arena = arena_new();
	if (!v->page_arena)
		return;
	if (l && l->record && !v->is_done) {
		const struct placed_record *r = l->record;

		page_add(&v->page, LOOK_PLAIN, "On this side",
			r->by == PLACED_NAMED ? "one of the two that are separated; o chooses others"
				: r->by == PLACED_BY_HAND ? "by hand; e puts all where the evidence has them"
				: mask ? "(masked)" : why_of(v, r));
		page_add(&v->page, LOOK_PLAIN, "For the other", mask ? NULL : r->against);
	}
	page_add(&v->page, LOOK_PLAIN, "Asked again",
		v->is_done ? arena_printf(v->page_arena, "%lld now", (long long)p->findings_after)
			: arena_printf(v->page_arena, "%lld before, %lld after",
				(long long)p->findings_before, (long long)p->findings_after));
	for (size_t i = 0; i < p->earlier_n; i++)
		page_add(&v->page, LOOK_PLAIN, "Decided", mask ? "(masked)" : p->earlier[i]);
}

static enum status separate_read(struct screen *s, struct arena *a, bool is_first, struct err *e)
{
	struct separate_screen *v = self(s);
	struct link_preview now, preview;
	struct separate_line *line;
	int64_t at = is_first ? v->target.event : list_id(&v->list); /* by the lines that go */
	bool is_done;
	size_t n;
	enum status st = v->a ? ST_OK : pair_name(v, a, e);

	if (st == ST_OK)
		st = sides_now(s->app->session, v->a, v->b, a, &now, e);
	if (st != ST_OK)
		return st;
	is_done = now.side[1].n > 0;
	preview = now;
	if (!is_done)
		st = preview_read(v, &now, is_first, a, &preview, e);
	else if (is_first)
		st = err_set(e, ST_USAGE, "these are two people already; look again");
	if (st != ST_OK)
		return st;
	preview.earlier = now.earlier;
	preview.earlier_n = now.earlier_n;
	line = lines_make(v, &preview, is_done, a, &n);
	if (!line)
		return err_nomem(e);
	v->preview = preview;
	v->is_done = is_done;
	v->line = line;
	v->line_n = n;
	list_refresh(&v->list, at);
	page_fill(v);
	return ST_OK;
}

/* Acting ------------------------------------------------------------------ */

/* Everybody as shown, whatever the evidence says by then. */
static enum status separate_write(struct separate_screen *v, struct arena *a, struct err *e)
{
	struct separation what = {.a = v->a, .b = v->b, .reason = v->reason, .is_whole = true};
	const char **with[2];
	size_t n[2] = {0, 0};
	struct link_preview done;

	for (int side = 0; side < 2; side++) {
		const struct link_side *on = &v->preview.side[side];

		with[side] = arena_alloc(a, (on->n + 1) * sizeof *with[side]);
		if (!with[side])
			return err_nomem(e);
		for (size_t i = 0; i < on->n; i++)
			if (on->record[i].by != PLACED_NAMED)
				with[side][n[side]++] = on->record[i].address;
	}
	what.with_a = with[0];
	what.with_a_n = n[0];
	what.with_b = with[1];
	what.with_b_n = n[1];
	return separation_make(v->screen.app->session, &what, false, a, &done, e);
}

static void confirmed(struct screen *s, int picked, const char *text)
{
	struct separate_screen *v = self(s);
	struct arena *a = arena_new();
	struct err e = {0};
	enum status st = a ? separate_write(v, a, &e) : err_nomem(&e);

	(void)picked;
	(void)text;
	arena_free(a);
	app_changed(s->app);
	if (st != ST_OK)
		app_fail(s->app, &e);
	else if (!s->app->message_is_error)
		app_say(s->app, "Separated: they are two people now. Enter opens either; u takes it back.");
}

static void reason_said(struct screen *s, int picked, const char *text)
{
	struct separate_screen *v = self(s);
	char question[160];

	(void)picked;
	v->reason = text[strspn(text, " ")] ? arena_dup(v->kept, text) : NULL;
	snprintf(question, sizeof question, "%zu record%s apart from %zu: Enter separates, Esc leaves",
		v->preview.side[0].n, v->preview.side[0].n == 1 ? "" : "s", v->preview.side[1].n);
	app_confirm(s->app, question, confirmed);
}

static void reason_picked(struct screen *s, int picked, const char *text)
{
	(void)text;
	if ((size_t)picked < SEPARATE_REASON_COUNT)
		reason_said(s, 0, SEPARATE_REASONS[picked]);
	else
		app_ask(s->app, "Because: ", "", reason_said);
}

/* A list to pick from, its arena the app's until it is answered. */
static struct picker_item *items_new(struct app *app, size_t n)
{
	struct picker_item *item;

	app->picker_arena = arena_new();
	item = app->picker_arena ? arena_alloc(app->picker_arena, n * sizeof *item) : NULL;
	if (!item)
		app_say(app, "There is not enough memory for that.");
	return item;
}

static void reason_ask(struct app *app)
{
	size_t n = SEPARATE_REASON_COUNT;
	struct picker_item *item = items_new(app, n + 1);

	if (!item)
		return;
	for (size_t i = 0; i < n; i++)
		item[i] = (struct picker_item){.label = SEPARATE_REASONS[i], .value = (int)i};
	item[n] = (struct picker_item){.label = "in your own words", .value = (int)n};
	app_pick(app, "Two different people because", item, n + 1, reason_picked);
}

static void read_again(struct separate_screen *v)
{
	struct err e = {0};

	if (screen_reread(&v->screen, &e) != ST_OK)
		app_fail(v->screen.app, &e);
}

static void against_picked(struct screen *s, int picked, const char *text)
{
	struct separate_screen *v = self(s);
	size_t at = 0;

	(void)text;
	v->hand.n = 0;
	v->has_rest = picked == 0;
	for (size_t i = 0; i < v->line_n; i++)
		if (v->line[i].record && strcmp(v->line[i].record->address, v->a) != 0 &&
			++at == (size_t)picked) {
			const char *b = arena_dup(v->kept, v->line[i].record->address);

			v->b = b ? b : v->b;
		}
	read_again(v);
}

static void against_ask(struct separate_screen *v)
{
	struct app *app = v->screen.app;
	struct picker_item *item = items_new(app, v->line_n + 1);
	size_t n = 0;

	if (!item)
		return;
	item[n] = (struct picker_item){.label = "all the rest of them", .about = "who stay together", .value = 0};
	n++;
	for (size_t i = 0; i < v->line_n; i++) {
		const struct placed_record *r = v->line[i].record;

		if (!r || strcmp(r->address, v->a) == 0)
			continue;
		item[n] = (struct picker_item){.label = show_agency(app, r->agency), .value = (int)n,
			.about = arena_printf(app->picker_arena, "%s: the others go by evidence", number_of(v, r))};
		n++;
	}
	app_pick(app, "Separate from", item, n, against_picked);
}

/* Everybody stays where they are shown, so that one record moves and no other. */
static bool hands_hold(struct separate_screen *v)
{
	for (size_t i = 0; i < v->line_n; i++) {
		const struct placed_record *r = v->line[i].record;
		struct hand stays = {NULL, v->line[i].side, false};

		if (!r || r->by == PLACED_NAMED || hand_of(v, r->address))
			continue;
		stays.address = arena_dup(v->kept, r->address);
		if (!stays.address || !vec_push(&v->hand, stays))
			return false;
	}
	return true;
}

/* What cannot be is left as it was, and said. */
static void side_change(struct separate_screen *v)
{
	const struct separate_line *l = selected(v);
	struct err e = {0};
	size_t before = v->hand.n, i;
	struct hand *hand, was;

	if (!hands_hold(v)) {
		v->hand.n = before;
		app_say(v->screen.app, "There is not enough memory for that.");
		return;
	}
	hand = hand_of(v, l->record->address);
	i = (size_t)(hand - v->hand.v);
	was = *hand;
	*hand = (struct hand){was.address, !l->side, !was.is_moved};
	if (screen_reread(&v->screen, &e) == ST_OK)
		return;
	v->hand.v[i] = was;
	v->hand.n = before;
	app_fail(v->screen.app, &e);
}

static void separate_act(struct screen *s, enum act act)
{
	struct separate_screen *v = self(s);
	const struct separate_line *l = selected(v);

	switch (act) {
	case ACT_SEPARATE:   reason_ask(s->app); break;
	case ACT_AGAINST:    against_ask(v); break;
	case ACT_OTHER_SIDE: side_change(v); break;
	case ACT_BY_EVIDENCE:
		v->hand.n = 0;
		v->has_rest = false;
		read_again(v);
		break;
	case ACT_OPEN:
		if (l)
			app_go(s->app, &SCREEN_PERSON,
				&(struct target){v->preview.side[l->side].record[0].record, 0});
		break;
	default:
		break;
	}
}

static const char *separate_why_not(const struct screen *s, enum act act)
{
	const struct separate_screen *v = (const struct separate_screen *)s;
	const struct separate_line *l = selected(v);
	bool is_ours = act == ACT_SEPARATE || act == ACT_AGAINST || act == ACT_OTHER_SIDE ||
		act == ACT_BY_EVIDENCE;

	if (is_ours && v->is_done)
		return "They are two people already; u takes that back.";
	if (act == ACT_OPEN && !v->is_done)
		return "They are one person still; S separates them as shown.";
	if (act == ACT_AGAINST && v->preview.side[0].n + v->preview.side[1].n < 3)
		return "There are only these two records.";
	if (act == ACT_OTHER_SIDE && (!l || !l->record || l->record->by == PLACED_NAMED))
		return "This is one of the two that are separated; o chooses others.";
	return NULL;
}

/* Drawing ----------------------------------------------------------------- */

static void separate_draw(struct screen *s, struct canvas *c, struct area a)
{
	struct separate_screen *v = self(s);
	int page = a.rows - 2 - (int)v->line_n;

	page = page < a.rows / 3 ? a.rows / 3 : page > PAGE_MOST ? PAGE_MOST : page;
	if (v->is_done)
		canvas_textf(c, a.y, a.x + 1, a.cols - 1, LOOK_STRONG, "%s: two people now", v->called);
	else
		canvas_textf(c, a.y, a.x + 1, a.cols - 1, LOOK_STRONG, "%s: what would go where", v->called);
	list_draw(&v->list, c, (struct area){a.y + 1, a.x, a.rows - page - 2, a.cols});
	canvas_fill(c, a.y + a.rows - page - 1, a.x, a.cols, LOOK_PLAIN, "\u2500", '-');
	page_draw(&v->page, c, (struct area){a.y + a.rows - page, a.x + 1, page, a.cols - 2});
}

static const struct verb_set *separate_verbs(const struct screen *s)
{
	(void)s;
	return &VERBS_OF_SEPARATE;
}

static struct list *separate_list(struct screen *s)
{
	return &self(s)->list;
}

static void separate_moved(struct screen *s)
{
	page_fill(self(s));
}

const struct screen_class SCREEN_SEPARATE = {
	.name = "Separate", .size = sizeof(struct separate_screen),
	.start = separate_start, .read = separate_read, .stop = separate_stop, .draw = separate_draw,
	.verbs = separate_verbs, .act = separate_act, .why_not = separate_why_not,
	.list = separate_list, .moved = separate_moved,
};
