#include "widgets/picker.h"

#include <stdio.h>
#include <string.h>

#include "text.h"

/* Where there is no room for it, what it is about is left out, and of many keys the later ones. */
enum { LABEL_MOST = 36, ABOUT_LEAST = 8, NARROW = 60, KEY_NARROW = 6 };

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

	if (p->key_cells && item->key) {
		int cells = a.cols < NARROW && p->key_cells > KEY_NARROW ? KEY_NARROW : p->key_cells;

		canvas_text(c, a.y, x, cells, LOOK_KEY, item->key);
		x += cells + 2;
	}
	if (!item->about || end - x - p->label_cells - 2 < ABOUT_LEAST) {
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

enum { RANK_ALSO = 3, RANK_NAMED, RANK_BRIEF, RANK_FOUND = 300, RANK_WORDS, RANK_NOT_OFFERED, RANK_FUZZY };

/* Some word of the text begins with these letters. */
static bool begins_word(const char *letters, const char *text)
{
	size_t n = strlen(letters);

	for (const char *at = text; at; at = strchr(at, ' ')) {
		at += *at == ' ';
		if (strncmp(at, letters, n) == 0)
			return true;
	}
	return false;
}

/* By another word for it. */
static bool is_called(const struct picker_item *item, const char *letters)
{
	enum { LETTERS_LEAST = 3 };

	return item->also && strlen(letters) >= LETTERS_LEAST && begins_word(letters, item->also);
}

/* By the name that is shown or another that they go by, else by what it sounds like or a number. */
static int found_rank(const char *words, const char *label, const struct picker_item *item)
{
	char about[256];

	text_fold(item->about ? item->about : "", about, sizeof about);
	return begins_word(words, label) || begins_word(words, about) ? RANK_NAMED : RANK_FOUND;
}

/* "brd" for Board: from its first letter on. */
static int brief_rank(const char *letters, const char *label)
{
	int spread = *letters == *label ? fuzzy_spread(letters, label) : -1;

	return spread < 0 ? -1 : RANK_BRIEF + spread;
}

/* Lower is better; -1: no hit.  A whole word at the start comes before one inside, that
 * before who was found by name, these before letters in order from the first on, those
 * before who was found otherwise, words of what it is about, and letters in order. */
static int item_rank(const struct picker *p, size_t i)
{
	const struct picker_item *item = &p->item[i];
	char words[PROMPT_ROOM], label[256], both[1024];
	const char *at;
	int spread;

	if (!p->typed.text[0])
		return i < p->offered_n ? 0 : -1;
	if (i < 32 && p->early >> i & 1)
		return -1;
	if (item->key && strcmp(item->key, p->typed.text) == 0)
		return 0;
	text_fold(p->typed.text, words, sizeof words);
	text_fold(item->label, label, sizeof label);
	at = strstr(label, words);
	if (i >= p->own_n)
		return found_rank(words, label, item);
	if (i >= p->offered_n)
		return at || is_called(item, words) ? RANK_NOT_OFFERED : -1;
	if (at)
		return at == label ? 1 : 2;
	if (is_called(item, words))
		return RANK_ALSO;
	spread = p->is_fuzzy ? brief_rank(words, label) : -1;
	if (spread >= 0)
		return spread;
	snprintf(both, sizeof both, "%s %s %s", item->key ? item->key : "", item->label,
		item->about ? item->about : "");
	if (words_match(p->typed.text, CIVIL_NONE, both))
		return RANK_WORDS;
	spread = p->is_fuzzy ? fuzzy_spread(words, label) : -1;
	return spread < 0 ? -1 : RANK_FUZZY + spread;
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

/* How many letters typed are amiss, against the beginning of the text. */
static int letters_amiss(const char *typed, const char *text)
{
	enum { MOST = 24 };
	int row[MOST + 1], best, n = (int)strlen(typed);

	if (n > MOST)
		return n;
	for (int i = 0; i <= n; i++)
		row[i] = i;
	best = n;
	for (; *text; text++) {
		int corner = row[0]++;

		for (int i = 1; i <= n; i++) {
			int change = corner + (typed[i - 1] != *text), least = row[i] < row[i - 1] ? row[i] : row[i - 1];

			corner = row[i];
			row[i] = change < least + 1 ? change : least + 1;
		}
		best = row[n] < best ? row[n] : best;
	}
	return best;
}

/* Twice that, from the word on that fits best; one more where that begins with another letter. */
static int words_amiss(const char *typed, const char *text)
{
	int best = 2 * (int)strlen(typed) + 1;

	for (const char *at = text; at; at = strchr(at, ' ')) {
		int amiss;

		at += *at == ' ';
		amiss = 2 * letters_amiss(typed, at) + (*at != *typed);
		best = amiss < best ? amiss : best;
	}
	return best;
}

/* What it is called, and every other word for it. */
static int item_amiss(const struct picker_item *item, const char *typed)
{
	char label[256];
	int amiss, also;

	text_fold(item->label, label, sizeof label);
	amiss = words_amiss(typed, label);
	also = item->also ? words_amiss(typed, item->also) : amiss;
	return also < amiss ? also : amiss;
}

/* Where nothing has the letters: the nearest three, those of other screens after those here. */
static void nearest_show(struct picker *p)
{
	enum { NEAREST = 3, LETTERS_LEAST = 3 };
	char typed[PROMPT_ROOM];
	int letters;

	text_fold(p->typed.text, typed, sizeof typed);
	letters = (int)strlen(typed);
	for (size_t i = 0; i < p->own_n && i < p->item_n && letters >= LETTERS_LEAST; i++) {
		int amiss = item_amiss(&p->item[i], typed);

		if (amiss / 2 <= letters / 2)
			insert(p, i, 2 * amiss + (i >= p->offered_n));
	}
	p->is_near = p->shown.n > 0;
	if (p->shown.n > NEAREST)
		p->shown.n = p->rank.n = NEAREST;
}

static void narrow(struct picker *p)
{
	p->shown.n = p->rank.n = 0;
	p->is_near = false;
	for (size_t i = 0; i < p->item_n; i++) {
		int rank = item_rank(p, i);

		if (rank >= 0)
			insert(p, i, rank);
	}
	if (!p->shown.n && p->tells_nearest)
		nearest_show(p);
	p->list.row = p->list.top = 0;
	list_refresh(&p->list, 0);
}

void picker_init(
	struct picker *p, const char *title, const struct picker_item *item, size_t n, bool is_fuzzy)
{
	*p = (struct picker){.title = title, .item = item, .is_fuzzy = is_fuzzy,
		.offered_n = n, .own_n = n};
	list_init(&p->list, &ITEMS, p);
	picker_renew(p, n);
}

void picker_renew(struct picker *p, size_t n)
{
	p->item_n = n;
	p->key_cells = p->label_cells = 0;
	for (size_t i = 0; i < n; i++) {
		const struct picker_item *item = &p->item[i];
		int key = item->key ? text_width(item->key) : 0, label = text_width(item->label);

		if (key > p->key_cells)
			p->key_cells = key;
		if (item->about && label > p->label_cells)
			p->label_cells = label < LABEL_MOST ? label : LABEL_MOST;
	}
	narrow(p);
}

void picker_done(struct picker *p)
{
	list_done(&p->list);
	vec_done(&p->shown);
	vec_done(&p->rank);
}

/* False: the key is none of theirs. */
static bool keyed_find(const struct picker *p, uint32_t key, int *value)
{
	for (size_t i = 0; i < p->item_n; i++)
		if (p->item[i].key && (unsigned char)p->item[i].key[0] == key) {
			*value = p->item[i].value;
			return true;
		}
	return false;
}

enum picked picker_key(struct picker *p, uint32_t key, int *value)
{
	size_t row;

	if (p->is_keyed && key > ' ' && key < 0x7f)
		return keyed_find(p, key, value) ? PICK_DONE : key == 'q' ? PICK_LEFT : PICK_NOT_YET;
	switch (prompt_key(&p->typed, key)) {
	case PROMPT_TYPED:
		narrow(p);
		break;
	case PROMPT_DONE:
		if (!list_selected(&p->list, &row) || item_of(p, row)->value < 0 || (p->is_keyed && !p->has_moved))
			return PICK_NOT_YET;
		*value = item_of(p, row)->value;
		return PICK_DONE;
	case PROMPT_LEFT:
		return PICK_LEFT;
	case PROMPT_PASSED:
		p->has_moved |= key == K_DOWN || key == K_UP || key == K_PGDN || key == K_PGUP;
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

static bool ends_in(const char *text, char ch)
{
	size_t n = strlen(text);

	return n && text[n - 1] == ch;
}

static void title_make(const struct picker *p, char out[static 128])
{
	snprintf(out, 128, p->is_near ? "%s, nearest: " : ends_in(p->title, '?') ? "%s " : "%s: ", p->title);
}

enum { FIELD_LEAST = 10, TITLE_ROWS = 3 };

/* The title, and behind it or beneath it the field; returns the rows they take. */
static int head_draw(const struct picker *p, struct canvas *c, struct area a)
{
	char title[128];
	const char *last = title;
	int rows = 1, field = p->is_keyed ? 1 : FIELD_LEAST, used;
	size_t skip;

	title_make(p, title);
	while (rows < TITLE_ROWS && last[canvas_break(c, last, a.cols - 1, &skip)] && last[skip]) {
		last += skip;
		rows++;
	}
	canvas_wrap(c, (struct area){a.y, a.x + 1, rows, a.cols - 1}, LOOK_STRONG, title);
	used = canvas_measure(c, last);
	if (used + field > a.cols - 1) {
		used = 0;
		rows++;
	}
	prompt_draw(&p->typed, c, a.y + rows - 1, a.x + 1 + used, a.cols - 1 - used, "");
	return rows;
}

int picker_rows(const struct picker *p, const struct canvas *c, int cols)
{
	char title[128];
	size_t skip;
	int rows = 1;

	title_make(p, title);
	for (const char *at = title; rows < TITLE_ROWS && at[canvas_break(c, at, cols - 1, &skip)] && at[skip]; rows++)
		at += skip;
	return (int)p->item_n + 1 + rows;
}

enum { WHOLE_ROWS = 3, WHOLE_LEAST = 9 /* rows of an area with room for it */ };

/* In a narrow window lines are cut: beneath them stands what the selected one says. */
static int whole_draw(const struct picker *p, struct canvas *c, struct area a)
{
	const struct picker_item *item;
	size_t row;

	if (a.cols >= NARROW || a.rows < WHOLE_LEAST)
		return 0;
	if (!list_selected(&p->list, &row))
		return 0;
	item = item_of(p, row);
	canvas_fill(c, a.y + a.rows - WHOLE_ROWS, a.x, a.cols, LOOK_PLAIN, "\u2500", '-');
	canvas_wrap(c, (struct area){a.y + a.rows - WHOLE_ROWS + 1, a.x + 1, WHOLE_ROWS - 1, a.cols - 1}, LOOK_PLAIN,
		item->about ? item->about : item->label);
	return WHOLE_ROWS;
}

void picker_draw(struct picker *p, struct canvas *c, struct area a)
{
	int head, whole, focus_y, focus_x;

	canvas_fill(c, a.y, a.x, a.cols, LOOK_PLAIN, "\u2500", '-');
	head = 1 + head_draw(p, c, (struct area){a.y + 1, a.x, a.rows - 1, a.cols});
	focus_y = c->focus_y;
	focus_x = c->focus_x;
	whole = whole_draw(p, c, a);
	list_draw(&p->list, c, (struct area){a.y + head, a.x, a.rows - head - whole, a.cols});
	if (!p->shown.n)
		canvas_text(c, a.y + head, a.x + LIST_MARGIN, a.cols - LIST_MARGIN, LOOK_PLAIN,
			"Nothing fits these letters.");
	/* the field is read first; after a move the row is what matters */
	if (!p->list.row || !p->shown.n)
		canvas_focus(c, focus_y, focus_x);
}
