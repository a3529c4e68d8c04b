#include "widgets/list.h"

#include <stdio.h>
#include <string.h>

#include "text.h"

void list_init(struct list *l, const struct list_source *source, const void *arg)
{
	*l = (struct list){.source = source, .arg = arg, .height = 1};
}

void list_done(struct list *l)
{
	vec_done(&l->shown);
	vec_done(&l->marked);
}

bool words_match(const char *words, const char *text)
{
	char folded[2048];

	text_fold(text, folded, sizeof folded);
	for (const char *at = words; *at;) {
		char word[LIST_WORDS], want[LIST_WORDS];
		size_t length;
		bool without;

		at += strspn(at, " ");
		length = strcspn(at, " ");
		without = *at == '!';
		snprintf(word, sizeof word, "%.*s", (int)(length - without), at + without);
		text_fold(word, want, sizeof want);
		if (*want && (strstr(folded, want) != NULL) == without)
			return false;
		at += length;
	}
	return true;
}

static bool is_heading(const struct list *l, size_t row)
{
	return l->source->is_heading && l->source->is_heading(l->arg, row);
}

static bool shown_is_heading(const struct list *l, size_t at)
{
	return is_heading(l, l->shown.v[at]);
}

static bool row_holds(const struct list *l, size_t row, const char *words)
{
	char text[2048];

	if (!*words)
		return true;
	l->source->text(l->arg, row, text, sizeof text);
	return words_match(words, text);
}

/* A heading is shown when a row under it is. */
static void collect(struct list *l)
{
	size_t n = l->source->count(l->arg), heading = 0;
	bool owed = false;

	l->shown.n = 0;
	for (size_t row = 0; row < n; row++) {
		if (is_heading(l, row)) {
			heading = row;
			owed = true;
			continue;
		}
		if (!row_holds(l, row, l->filter.text))
			continue;
		if (owed && !vec_push(&l->shown, heading))
			return;
		owed = false;
		if (!vec_push(&l->shown, row))
			return;
	}
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
		if (!shown_is_heading(l, i) && l->source->id(l->arg, l->shown.v[i]) == id) {
			l->row = i;
			return true;
		}
	return false;
}

void list_refresh(struct list *l, int64_t id)
{
	collect(l);
	if (!id || !list_select(l, id))
		l->row = settle(l, l->row);
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

bool list_is_marked(const struct list *l, int64_t id)
{
	for (size_t i = 0; id && i < l->marked.n; i++)
		if (l->marked.v[i] == id)
			return true;
	return false;
}

void list_unmark(struct list *l)
{
	l->marked.n = 0;
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

static void hit(struct list *l, int direction)
{
	for (size_t i = l->row; direction > 0 ? i + 1 < l->shown.n : i > 0;) {
		i = direction > 0 ? i + 1 : i - 1;
		if (!shown_is_heading(l, i) && row_holds(l, l->shown.v[i], l->words)) {
			l->row = i;
			return;
		}
	}
}

static void mark(struct list *l)
{
	int64_t id = list_id(l);

	if (!id)
		return;
	for (size_t i = 0; i < l->marked.n; i++)
		if (l->marked.v[i] == id) {
			l->marked.v[i] = l->marked.v[--l->marked.n];
			step(l, 1);
			return;
		}
	if (vec_push(&l->marked, id))
		step(l, 1);
}

bool list_act(struct list *l, enum act act)
{
	switch (act) {
	case ACT_DOWN:      step(l, 1); return true;
	case ACT_UP:        step(l, -1); return true;
	case ACT_PAGE_DOWN: page(l, 1); return true;
	case ACT_PAGE_UP:   page(l, -1); return true;
	case ACT_FIRST:     l->row = settle(l, 0); l->top = 0; return true;
	case ACT_LAST:      l->row = settle(l, l->shown.n); return true;
	case ACT_FILTER:    l->is_typing = true; return true;
	case ACT_NEXT_HIT:  hit(l, 1); return true;
	case ACT_PREV_HIT:  hit(l, -1); return true;
	case ACT_MARK:      mark(l); return true;
	default:            return false;
	}
}

bool list_is_filtered(const struct list *l)
{
	return l->filter.text[0] != '\0';
}

void list_unfilter(struct list *l)
{
	int64_t id = list_id(l);

	prompt_set(&l->filter, "");
	l->is_typing = false;
	list_refresh(l, id);
}

void list_type(struct list *l, uint32_t key)
{
	int64_t id = list_id(l);

	switch (prompt_key(&l->filter, key)) {
	case PROMPT_TYPED:
		list_refresh(l, id);
		break;
	case PROMPT_DONE:
		l->is_typing = false;
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
		break;
	case PROMPT_MOVED:
		break;
	}
}

/* Moves the window no further than the selected row needs. */
static void follow(struct list *l)
{
	size_t height = (size_t)l->height, first = l->row;

	if (first && shown_is_heading(l, first - 1) && height > 1)
		first--; /* a group's first row brings its heading along */
	if (first < l->top)
		l->top = first;
	if (l->row >= l->top + height)
		l->top = l->row - height + 1;
	if (l->top + height > l->shown.n)
		l->top = l->shown.n > height ? l->shown.n - height : 0;
}

void list_draw(struct list *l, struct canvas *c, struct area a)
{
	l->height = a.rows > 0 ? a.rows : 1;
	follow(l);
	for (int i = 0; i < a.rows; i++) {
		size_t at = l->top + (size_t)i, row;
		bool heading;

		if (at >= l->shown.n)
			break;
		row = l->shown.v[at];
		heading = is_heading(l, row);
		if (!heading && list_is_marked(l, l->source->id(l->arg, row)))
			canvas_text(c, a.y + i, a.x + 1, 1, LOOK_MARKED, LOOKS[LOOK_MARKED].mark);
		l->source->draw(
			l->arg, row, c, (struct area){a.y + i, a.x + LIST_MARGIN, 1, a.cols - LIST_MARGIN});
		if (at == l->row && !heading) {
			canvas_text(c, a.y + i, a.x, 1, LOOK_MARKER, LOOKS[LOOK_MARKER].mark);
			canvas_focus(c, a.y + i, a.x);
		}
	}
	if (!l->shown.n)
		canvas_focus(c, a.y, a.x);
}
