/* list_marks.c - rows marked for an act on many: by what they are about, so that
 * marks stay when the list is read anew, filtered or put in another order. */
#include <stdlib.h>
#include <string.h>

#include "numbers.h"
#include "widgets/list.h"

bool list_is_marked(const struct list *l, int64_t id)
{
	return id && numbers_have(l->marked.v, l->marked.n, id);
}

void list_unmark(struct list *l)
{
	l->marked.n = 0;
	l->marked_last = 0;
	l->wants &= ~(unsigned)LIST_WANTS_MARKS;
}

static void put(struct list *l, int64_t id)
{
	if (!list_is_marked(l, id) && vec_push(&l->marked, id))
		l->marked.n = numbers_sort(l->marked.v, l->marked.n);
}

static void take(struct list *l, int64_t id)
{
	size_t at = numbers_find(l->marked.v, l->marked.n, id);

	l->marked.n--;
	memmove(l->marked.v + at, l->marked.v + at + 1, (l->marked.n - at) * sizeof id);
}

/* Of the row shown there; 0 for a heading. */
static int64_t shown_id(const struct list *l, size_t at)
{
	size_t row = l->shown.v[at];

	return l->source->is_heading && l->source->is_heading(l->arg, row) ? 0 : l->source->id(l->arg, row);
}

void list_mark(struct list *l)
{
	int64_t id = list_id(l);

	if (list_is_marked(l, id))
		take(l, id);
	else
		put(l, id);
	l->marked_last = id;
}

static bool last_find(const struct list *l, size_t *out)
{
	for (size_t i = 0; l->marked_last && i < l->shown.n; i++)
		if (shown_id(l, i) == l->marked_last) {
			*out = i;
			return true;
		}
	return false;
}

static void put_all(struct list *l, size_t from, size_t to)
{
	for (size_t i = from; i <= to && i < l->shown.n; i++) {
		int64_t id = shown_id(l, i);

		if (id)
			(void)vec_push(&l->marked, id);
	}
	l->marked.n = numbers_sort(l->marked.v, l->marked.n);
}

void list_mark_to(struct list *l)
{
	size_t from;

	if (last_find(l, &from))
		put_all(l, from < l->row ? from : l->row, from < l->row ? l->row : from);
	l->marked_last = list_id(l);
}

static bool all_are_marked(const struct list *l)
{
	for (size_t i = 0; i < l->shown.n; i++) {
		int64_t id = shown_id(l, i);

		if (id && !list_is_marked(l, id))
			return false;
	}
	return true;
}

void list_mark_all(struct list *l)
{
	if (all_are_marked(l) && !(l->reads_on && l->has_rest))
		list_unmark(l);
	else
		list_mark_rest(l);
}

void list_mark_rest(struct list *l)
{
	put_all(l, 0, l->shown.n);
}

const char *list_mark_why_not(const struct list *l, enum act act)
{
	size_t from;

	if (act == ACT_MARK && !list_id(l))
		return "This line cannot be marked.";
	return act == ACT_MARK_TO && !last_find(l, &from)
		? "Space marks a line first; v then marks all from there to here." : NULL;
}

void list_marks_keep(struct list *l)
{
	size_t n = l->source->count(l->arg), kept = 0;
	bool *is_there = l->marked.n ? calloc(l->marked.n, sizeof *is_there) : NULL;

	for (size_t row = 0; is_there && row < n; row++) {
		bool is_heading = l->source->is_heading && l->source->is_heading(l->arg, row);
		int64_t id = is_heading ? 0 : l->source->id(l->arg, row);
		size_t at = numbers_find(l->marked.v, l->marked.n, id);

		if (at < l->marked.n)
			is_there[at] = true;
	}
	for (size_t i = 0; is_there && i < l->marked.n; i++)
		if (is_there[i])
			l->marked.v[kept++] = l->marked.v[i];
	if (is_there)
		l->marked.n = kept;
	free(is_there);
}
