#include "widgets/picker.h"

#include <stdio.h>
#include <string.h>

#include "text.h"

static const struct picker_item *item_of(const struct picker *p, size_t row)
{
	return &p->item[p->shown.v[row]];
}

static size_t items_count(const void *arg)
{
	return ((const struct picker *)arg)->shown.n;
}

static int64_t item_id(const void *arg, size_t row)
{
	return (int64_t)((const struct picker *)arg)->shown.v[row] + 1;
}

static void item_text(const void *arg, size_t row, char *out, size_t room)
{
	snprintf(out, room, "%s", item_of(arg, row)->label);
}

static void item_draw(const void *arg, size_t row, struct canvas *c, struct area a)
{
	const struct picker *p = arg;
	const struct picker_item *item = item_of(p, row);
	int x = a.x, end = a.x + a.cols;

	if (p->key_cells) {
		canvas_text(c, a.y, x, p->key_cells, LOOK_KEY, item->key);
		x += p->key_cells + 2;
	}
	if (!item->about) {
		canvas_text(c, a.y, x, end - x, LOOK_PLAIN, item->label);
		return;
	}
	if (p->label_cells) {
		canvas_text(c, a.y, x, p->label_cells, LOOK_PLAIN, item->label);
		x += p->label_cells + 2;
	}
	canvas_text(c, a.y, x, end - x, LOOK_PLAIN, item->about);
}

static const struct list_source ITEMS = {items_count, NULL, item_id, item_text, item_draw};

/* Its letters stand in the text in that order: how far apart, or -1. */
static int fuzzy_spread(const char *letters, const char *text)
{
	const char *first = NULL, *at = text;

	for (; *letters; letters++) {
		if (*letters == ' ')
			continue;
		at = strchr(at, *letters);
		if (!at)
			return -1;
		if (!first)
			first = at;
		at++;
	}
	return first ? (int)(at - first) : 0;
}

/* Lower is better; -1: no hit.  A whole word at the start comes before one
 * inside, that before letters in order. */
static int item_rank(const struct picker *p, const struct picker_item *item)
{
	char words[PROMPT_ROOM], label[256], both[1024];
	const char *at;
	int spread;

	if (!p->typed.text[0])
		return 0;
	if (item->key && strcmp(item->key, p->typed.text) == 0)
		return 0;
	text_fold(p->typed.text, words, sizeof words);
	text_fold(item->label, label, sizeof label);
	if ((at = strstr(label, words)))
		return at == label ? 1 : 2;
	snprintf(both, sizeof both, "%s %s %s", item->key ? item->key : "", item->label,
		item->about ? item->about : "");
	if (words_match(p->typed.text, both))
		return 3;
	spread = p->is_fuzzy ? fuzzy_spread(words, label) : -1;
	return spread < 0 ? -1 : 3 + spread;
}

/* Best first; those of one rank in their own order. */
static void insert(struct picker *p, size_t item, int rank)
{
	size_t at = p->shown.n;

	if (!vec_push(&p->rank, rank) || !vec_push(&p->shown, item))
		return;
	for (; at && p->rank.v[at - 1] > rank; at--) {
		p->rank.v[at] = p->rank.v[at - 1];
		p->shown.v[at] = p->shown.v[at - 1];
	}
	p->rank.v[at] = rank;
	p->shown.v[at] = item;
}

static void narrow(struct picker *p)
{
	p->shown.n = p->rank.n = 0;
	for (size_t i = 0; i < p->item_n; i++) {
		int rank = item_rank(p, &p->item[i]);

		if (rank >= 0)
			insert(p, i, rank);
	}
	p->list.row = p->list.top = 0;
	list_refresh(&p->list, 0);
}

void picker_init(
	struct picker *p, const char *title, const struct picker_item *item, size_t n, bool is_fuzzy)
{
	*p = (struct picker){.title = title, .item = item, .item_n = n, .is_fuzzy = is_fuzzy};
	for (size_t i = 0; i < n; i++) {
		int key = item[i].key ? text_width(item[i].key) : 0, label = text_width(item[i].label);

		if (key > p->key_cells)
			p->key_cells = key;
		if (item[i].about && label > p->label_cells)
			p->label_cells = label;
	}
	list_init(&p->list, &ITEMS, p);
	narrow(p);
}

void picker_done(struct picker *p)
{
	list_done(&p->list);
	vec_done(&p->shown);
	vec_done(&p->rank);
}

enum picked picker_key(struct picker *p, uint32_t key, int *value)
{
	size_t row;

	switch (prompt_key(&p->typed, key)) {
	case PROMPT_TYPED:
		narrow(p);
		break;
	case PROMPT_DONE:
		if (!list_selected(&p->list, &row) || item_of(p, row)->value < 0)
			return PICK_NOT_YET;
		*value = item_of(p, row)->value;
		return PICK_DONE;
	case PROMPT_LEFT:
		return PICK_LEFT;
	case PROMPT_PASSED:
		if (key == K_DOWN || key == K_UP)
			list_act(&p->list, key == K_DOWN ? ACT_DOWN : ACT_UP);
		else if (key == K_PGDN || key == K_PGUP)
			list_act(&p->list, key == K_PGDN ? ACT_PAGE_DOWN : ACT_PAGE_UP);
		break;
	case PROMPT_MOVED:
		break;
	}
	return PICK_NOT_YET;
}

void picker_draw(struct picker *p, struct canvas *c, struct area a)
{
	char title[128];

	canvas_fill(c, a.y, a.x, a.cols, LOOK_PLAIN, "\u2500", '-');
	snprintf(title, sizeof title, " %s: ", p->title);
	list_draw(&p->list, c, (struct area){a.y + 2, a.x, a.rows - 2, a.cols});
	if (!p->shown.n)
		canvas_text(c, a.y + 2, a.x + LIST_MARGIN, a.cols - LIST_MARGIN, LOOK_PLAIN,
			"Nothing fits these letters.");
	prompt_draw(&p->typed, c, a.y + 1, a.x, a.cols, title);
	/* the field is read first; after a move the row is what matters */
	if (p->list.row && p->shown.n)
		canvas_focus(c, a.y + 2 + (int)(p->list.row - p->list.top), a.x);
}
