#include "widgets/prompt.h"

#include <stdio.h>
#include <string.h>
#include <utf8proc.h>

enum { FIELD_LEAST = 14 }; /* cells in which to see what is typed, however long the question */

void prompt_set(struct prompt *p, const char *text)
{
	if (text != p->text) /* a question asked again keeps what was typed */
		snprintf(p->text, sizeof p->text, "%s", text);
	p->at = strlen(p->text);
}

static bool is_inside(char byte)
{
	return ((unsigned char)byte & 0xc0) == 0x80;
}

static size_t before(const struct prompt *p, size_t at)
{
	if (at)
		at--;
	while (at && is_inside(p->text[at]))
		at--;
	return at;
}

static size_t after(const struct prompt *p, size_t at)
{
	if (p->text[at])
		at++;
	while (is_inside(p->text[at]))
		at++;
	return at;
}

static size_t word_before(const struct prompt *p, size_t at)
{
	while (at && p->text[at - 1] == ' ')
		at--;
	while (at && p->text[at - 1] != ' ')
		at--;
	return at;
}

static enum prompt_said cut(struct prompt *p, size_t from, size_t to)
{
	memmove(p->text + from, p->text + to, strlen(p->text + to) + 1);
	p->at = from;
	return from == to ? PROMPT_MOVED : PROMPT_TYPED;
}

static enum prompt_said insert(struct prompt *p, uint32_t key)
{
	utf8proc_uint8_t bytes[4];
	size_t n = (size_t)utf8proc_encode_char((utf8proc_int32_t)key, bytes);
	size_t length = strlen(p->text);

	if (length + n >= sizeof p->text)
		return PROMPT_MOVED;
	memmove(p->text + p->at + n, p->text + p->at, length - p->at + 1);
	memcpy(p->text + p->at, bytes, n);
	p->at += n;
	return PROMPT_TYPED;
}

static enum prompt_said move_to(struct prompt *p, size_t at)
{
	p->at = at;
	return PROMPT_MOVED;
}

enum prompt_said prompt_key(struct prompt *p, uint32_t key)
{
	switch (key) {
	case K_ENTER:
		return PROMPT_DONE;
	case K_ESC: case K_CTRL('G'):
		return PROMPT_LEFT;
	case K_BACKSPACE:
		return cut(p, before(p, p->at), p->at);
	case K_DELETE: case K_CTRL('D'):
		return cut(p, p->at, after(p, p->at));
	case K_CTRL('W'):
		return cut(p, word_before(p, p->at), p->at);
	case K_CTRL('U'):
		return cut(p, 0, p->at);
	case K_CTRL('K'):
		return cut(p, p->at, strlen(p->text));
	case K_LEFT: case K_CTRL('B'):
		return move_to(p, before(p, p->at));
	case K_RIGHT: case K_CTRL('F'):
		return move_to(p, after(p, p->at));
	case K_HOME: case K_CTRL('A'):
		return move_to(p, 0);
	case K_END: case K_CTRL('E'):
		return move_to(p, strlen(p->text));
	}
	return key >= 32 && key < K_UP ? insert(p, key) : PROMPT_PASSED;
}

void prompt_draw(
	const struct prompt *p, struct canvas *c, int y, int x, int cells, const char *label)
{
	char left[PROMPT_ROOM];
	int room = cells - FIELD_LEAST, whole = canvas_measure(c, label);
	int used = canvas_text(c, y, x, whole > room && room > 0 ? room : cells, LOOK_STRONG, label);
	size_t from = 0;
	int at;

	x += used;
	cells -= used;
	/* a text wider than the field is shown from where its cursor still fits */
	for (;;) {
		snprintf(left, sizeof left, "%.*s", (int)(p->at - from), p->text + from);
		at = canvas_measure(c, left);
		if (at < cells || from >= p->at)
			break;
		from = after(p, from);
	}
	canvas_text(c, y, x, cells, LOOK_PLAIN, p->text + from);
	canvas_focus(c, y, x + at);
}
