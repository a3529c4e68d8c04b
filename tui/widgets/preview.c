#include "widgets/preview.h"

#include <stdio.h>

static size_t line_count(const void *arg)
{
	return ((const struct preview *)arg)->n;
}

static int64_t line_id(const void *arg, size_t row)
{
	(void)arg;
	return (int64_t)row + 1;
}

static void line_text(const void *arg, size_t row, char *out, size_t room)
{
	snprintf(out, room, "%s", ((const struct preview *)arg)->line[row].text);
}

static void line_draw(const void *arg, size_t row, struct canvas *c, struct area a)
{
	const struct preview_line *l = &((const struct preview *)arg)->line[row];

	if (l->left)
		canvas_textf(c, a.y, a.x, a.cols, LOOK_URGENT, "Left: %s. %s", l->left, l->text);
	else
		canvas_text(c, a.y, a.x, a.cols, LOOK_PLAIN, l->text);
}

static const struct list_source LINES = {line_count, NULL, line_id, line_text, line_draw};

void preview_init(struct preview *p, const char *title, const struct preview_line *line, size_t n)
{
	*p = (struct preview){.line = line, .n = n};
	snprintf(p->title, sizeof p->title, "%s", title);
	list_init(&p->list, &LINES, p);
	list_refresh(&p->list, 0);
}

void preview_done(struct preview *p)
{
	list_done(&p->list);
}

size_t preview_left(const struct preview *p)
{
	size_t left = 0;

	for (size_t i = 0; i < p->n; i++)
		left += p->line[i].left != NULL;
	return left;
}

enum previewed preview_key(struct preview *p, uint32_t key)
{
	switch (key) {
	case K_ENTER: case 'y':
		return PREVIEW_YES;
	case K_ESC: case K_CTRL('G'): case 'q': case 'n':
		return PREVIEW_NO;
	case K_DOWN: case 'j':
		list_act(&p->list, ACT_DOWN);
		break;
	case K_UP: case 'k':
		list_act(&p->list, ACT_UP);
		break;
	case K_PGDN:
		list_act(&p->list, ACT_PAGE_DOWN);
		break;
	case K_PGUP:
		list_act(&p->list, ACT_PAGE_UP);
		break;
	default:
		break;
	}
	return PREVIEW_OPEN;
}

void preview_draw(struct preview *p, struct canvas *c, struct area a)
{
	canvas_fill(c, a.y, a.x, a.cols, LOOK_PLAIN, "\u2500", '-');
	canvas_textf(c, a.y, a.x + 1, canvas_measure(c, p->title) + 2 < a.cols - 2 ? canvas_measure(c, p->title) + 2
		: a.cols - 2, LOOK_STRONG, " %s ", p->title);
	list_draw(&p->list, c, (struct area){a.y + 1, a.x, a.rows - 1, a.cols});
}
