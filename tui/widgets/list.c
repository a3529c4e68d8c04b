#include "widgets/list.h"

#include <stdio.h>
#include <string.h>

#include "civil.h"

void list_init(struct list *l, const struct list_source *source, const void *arg)
{
	*l = (struct list){.source = source, .arg = arg, .height = 1, .today = CIVIL_NONE, .order = {.by = -1}};
}

void list_have_columns(struct list *l, const struct list_columns *columns)
{
	l->columns = columns;
}

void list_done(struct list *l)
{
	vec_done(&l->shown);
	vec_done(&l->marked);
	list_memory_done(l);
}

bool list_is_heading(const struct list *l, size_t row)
{
	return l->source->is_heading && l->source->is_heading(l->arg, row);
}

static bool shown_is_heading(const struct list *l, size_t at)
{
	return list_is_heading(l, l->shown.v[at]);
}

static bool row_holds(struct list *l, size_t row, const char *words)
{
	const char *text = *words ? list_memory_text(l, row, words_name(words)) : NULL;

	return !text || words_match_folded(words, l->today, text);
}

static bool show(struct list *l, size_t row, int64_t id)
{
	if (!vec_push(&l->shown, row))
		return false;
	if (vec_push(&l->memory.shown.of, id))
		return true;
	l->shown.n--;
	return false;
}

/* Whoever tells what is hidden has left it out already. */
static bool row_passes(struct list *l, size_t row)
{
	return l->tells_itself || row_holds(l, row, l->filter.text);
}

/* A heading is shown when a row under it is. */
struct collecting { size_t heading; bool is_owed; };

static bool collect_row(struct list *l, size_t row, struct collecting *c)
{
	if (list_is_heading(l, row)) {
		*c = (struct collecting){row, true};
		return true;
	}
	if (!row_passes(l, row))
		return true;
	if (c->is_owed && !show(l, c->heading, 0))
		return false;
	c->is_owed = false;
	return show(l, row, l->source->id(l->arg, row));
}

static void collect(struct list *l)
{
	bool is_ordered = list_is_ordered(l);
	size_t n = is_ordered ? l->memory.by_order.n : l->source->count(l->arg);
	struct collecting c = {0, false};

	l->shown.n = l->memory.shown.of.n = 0;
	for (size_t i = 0; i < n; i++)
		if (!collect_row(l, is_ordered ? l->memory.by_order.v[i] : i, &c))
			return;
}

/* The nearest row at or after `at` that is no heading, else before it. */
static size_t settle(const struct list *l, size_t at)
{
	size_t n = l->shown.n;

	if (at >= n)
		at = n ? n - 1 : 0;
	for (size_t i = at; i < n; i++)
		if (!shown_is_heading(l, i))
			return i;
	for (size_t i = at; i-- > 0;)
		if (!shown_is_heading(l, i))
			return i;
	return 0;
}

bool list_select(struct list *l, int64_t id)
{
	for (size_t i = 0; i < l->shown.n; i++)
		if (l->memory.shown.of.v[i] == id && !shown_is_heading(l, i)) {
			l->row = i;
			return true;
		}
	return false;
}

bool list_select_from(struct list *l)
{
	return l->from && list_select(l, l->from);
}

bool list_find(struct list *l, int64_t id)
{
	if (list_select(l, id))
		return true;
	if (!list_is_filtered(l))
		return false;
	list_unfilter(l);
	return list_select(l, id);
}

static bool was_shown(const struct list *l, int64_t id)
{
	for (size_t i = 0; i < l->memory.before.of.n; i++)
		if (l->memory.before.of.v[i] == id)
			return true;
	return false;
}

bool list_select_new(struct list *l)
{
	int64_t here = list_id(l);

	if (here && !was_shown(l, here))
		return false;
	for (size_t i = 0; i < l->shown.n; i++) {
		int64_t id = l->memory.shown.of.v[i];

		if (!id || shown_is_heading(l, i) || was_shown(l, id))
			continue;
		l->row = i;
		return true;
	}
	return false;
}

/* The row has gone: the next of those that stood below it and still are there. */
static bool select_next_of_before(struct list *l)
{
	enum { TRIES_MOST = 50 };

	for (size_t i = 1; i <= TRIES_MOST && l->row + i < l->memory.before.of.n; i++)
		if (l->memory.before.of.v[l->row + i] && list_select(l, l->memory.before.of.v[l->row + i]))
			return true;
	return false;
}

static void narrow(struct list *l, int64_t id)
{
	struct list_ids before = l->memory.shown;

	l->memory.shown = l->memory.before;
	l->memory.before = before;
	collect(l);
	if (!list_select_from(l) && (!id || (!list_select(l, id) && !select_next_of_before(l))))
		l->row = settle(l, l->row);
}

/* As rows come: the end is where they end so far, and those that came are marked like the others. */
static void wishes_meet(struct list *l)
{
	if (l->wants & LIST_WANTS_MARKS)
		list_mark_rest(l);
	if (l->wants & LIST_WANTS_END)
		l->row = settle(l, l->shown.n);
	if (!l->has_rest)
		l->wants = 0;
}

void list_refresh(struct list *l, int64_t id)
{
	size_t below_top = l->row > l->top ? l->row - l->top : 0;

	list_memory_forget(l);
	list_memory_order(l);
	list_marks_keep(l);
	narrow(l, id);
	if (id && l->memory.before.of.n)
		l->top = l->row > below_top ? l->row - below_top : 0;
	wishes_meet(l);
}

bool list_selected(const struct list *l, size_t *row)
{
	if (l->row >= l->shown.n || shown_is_heading(l, l->row))
		return false;
	*row = l->shown.v[l->row];
	return true;
}

int64_t list_id(const struct list *l)
{
	size_t row;

	return list_selected(l, &row) ? l->source->id(l->arg, row) : 0;
}

size_t list_rows(const struct list *l)
{
	size_t n = 0;

	for (size_t i = 0; i < l->shown.n; i++)
		n += !shown_is_heading(l, i);
	return n;
}

size_t list_rows_all(const struct list *l)
{
	size_t all = l->source->count(l->arg), n = l->left_out;

	for (size_t row = 0; row < all; row++)
		n += !list_is_heading(l, row);
	return n;
}

bool list_needs_all(const struct list *l)
{
	return l->is_typing || list_is_filtered(l) || list_is_ordered(l) || l->wants;
}

static void step(struct list *l, int by)
{
	size_t at = l->row;

	while (by > 0 ? at + 1 < l->shown.n : at > 0) {
		at = by > 0 ? at + 1 : at - 1;
		if (!shown_is_heading(l, at)) {
			l->row = at;
			return;
		}
	}
}

static void page(struct list *l, int direction)
{
	size_t by = l->height > 2 ? (size_t)l->height - 1 : 1;
	size_t last = l->shown.n > (size_t)l->height ? l->shown.n - (size_t)l->height : 0;

	if (direction > 0) {
		l->top = l->top + by < last ? l->top + by : last;
		l->row = settle(l, l->row + by);
	} else {
		l->top = l->top > by ? l->top - by : 0;
		l->row = settle(l, l->row > by ? l->row - by : 0);
	}
}

/* The next row in that direction that holds these words. */
static bool find_on(struct list *l, int direction, const char *words, size_t *out)
{
	for (size_t i = l->row; direction > 0 ? i + 1 < l->shown.n : i > 0;) {
		i = direction > 0 ? i + 1 : i - 1;
		if (!shown_is_heading(l, i) && row_holds(l, l->shown.v[i], words)) {
			*out = i;
			return true;
		}
	}
	return false;
}

static const char *move_why_not(struct list *l, enum act act)
{
	bool is_hit = act == ACT_NEXT_HIT || act == ACT_PREV_HIT;
	bool is_on = act == ACT_DOWN || act == ACT_PAGE_DOWN || act == ACT_LAST || act == ACT_NEXT_HIT;
	bool may_scroll = l->top && (act == ACT_PAGE_UP || act == ACT_FIRST);
	size_t to;

	if (is_hit && !l->words[0])
		return "/ looks for words first; then n and N go from one to the next.";
	if (may_scroll || (act == ACT_LAST && l->reads_on && l->has_rest) || find_on(l, is_on ? 1 : -1, is_hit ? l->words : "", &to))
		return NULL;
	if (is_hit)
		return is_on ? "No line after this holds those words." : "No line before this holds those words.";
	return is_on ? "This is the last line." : "This is the first line.";
}

const char *list_why_not(struct list *l, enum act act)
{
	size_t row;

	switch (act) {
	case ACT_DOWN: case ACT_PAGE_DOWN: case ACT_LAST: case ACT_NEXT_HIT:
	case ACT_UP: case ACT_PAGE_UP: case ACT_FIRST: case ACT_PREV_HIT:
	case ACT_MARK: case ACT_MARK_TO: case ACT_MARK_ALL:
		break;
	case ACT_FILTER:
		return l->source->count(l->arg) || list_is_filtered(l) ? NULL : "There is nothing here to filter.";
	default:
		return NULL;
	}
	if (!list_selected(l, &row))
		return "There is no line here.";
	if (act == ACT_MARK || act == ACT_MARK_TO || act == ACT_MARK_ALL)
		return list_mark_why_not(l, act);
	return move_why_not(l, act);
}

/* What is asked of all rows goes on until another key moves or marks. */
static void wish(struct list *l, enum act act)
{
	unsigned wants = act == ACT_LAST ? LIST_WANTS_END : act == ACT_MARK_ALL ? LIST_WANTS_MARKS : 0;

	l->wants = l->reads_on && l->has_rest ? wants : 0;
}

bool list_act(struct list *l, enum act act)
{
	wish(l, act);
	switch (act) {
	case ACT_DOWN:      step(l, 1); return true;
	case ACT_UP:        step(l, -1); return true;
	case ACT_PAGE_DOWN: page(l, 1); return true;
	case ACT_PAGE_UP:   page(l, -1); return true;
	case ACT_FIRST:     l->row = settle(l, 0); l->top = 0; return true;
	case ACT_LAST:      l->row = settle(l, l->shown.n); return true;
	case ACT_FILTER:    l->is_typing = true; l->from = list_id(l); return true;
	case ACT_NEXT_HIT:  find_on(l, 1, l->words, &l->row); return true;
	case ACT_PREV_HIT:  find_on(l, -1, l->words, &l->row); return true;
	case ACT_MARK:      list_mark(l); step(l, 1); return true;
	case ACT_MARK_TO:   list_mark_to(l); return true;
	case ACT_MARK_ALL:  list_mark_all(l); return true;
	default:            return false;
	}
}

bool list_click(struct list *l, int y)
{
	size_t at = l->top + (size_t)(y - l->at.y);

	if (y < l->at.y || y >= l->at.y + l->at.rows || at >= l->shown.n || shown_is_heading(l, at))
		return false;
	l->row = at;
	return true;
}

bool list_is_filtered(const struct list *l)
{
	return l->filter.text[0] != '\0';
}

void list_names_tell(struct list *l, char out[static WORDS_NAMES])
{
	enum { ROWS_MOST = 50 }; /* as many as tell it of all */
	size_t n = l->source->count(l->arg);

	*out = '\0';
	for (size_t row = 0; row < n && row < ROWS_MOST; row++) {
		const char *text = list_is_heading(l, row) ? NULL : list_memory_text(l, row, false);

		if (text)
			words_names_add(text, out);
	}
}

void list_unfilter(struct list *l)
{
	int64_t id = list_id(l);

	prompt_set(&l->filter, "");
	l->is_typing = false;
	narrow(l, id);
	if (!l->tells_itself)
		l->from = 0;
}

void list_type(struct list *l, uint32_t key)
{
	int64_t id = list_id(l);

	switch (prompt_key(&l->filter, key)) {
	case PROMPT_TYPED:
		narrow(l, id);
		break;
	case PROMPT_DONE:
		l->is_typing = false;
		l->from = 0;
		if (list_is_filtered(l))
			snprintf(l->words, sizeof l->words, "%s", l->filter.text);
		break;
	case PROMPT_LEFT:
		list_unfilter(l);
		break;
	case PROMPT_PASSED:
		if (key == K_DOWN || key == K_UP)
			step(l, key == K_DOWN ? 1 : -1);
		else if (key == K_PGDN || key == K_PGUP)
			page(l, key == K_PGDN ? 1 : -1);
		l->from = list_id(l);
		break;
	case PROMPT_MOVED:
		break;
	}
}
