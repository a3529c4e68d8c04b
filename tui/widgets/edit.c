/* edit.c - the keys of a text field. */
#include "widgets/edit.h"

#include <string.h>
#include <utf8proc.h>

struct editing { char *text; size_t room, at; };

static bool is_inside(char byte)
{
	return ((unsigned char)byte & 0xc0) == 0x80;
}

static size_t before(const struct editing *p, size_t at)
{
	if (at)
		at--;
	while (at && is_inside(p->text[at]))
		at--;
	return at;
}

static size_t after(const struct editing *p, size_t at)
{
	if (p->text[at])
		at++;
	while (is_inside(p->text[at]))
		at++;
	return at;
}

static size_t word_before(const struct editing *p, size_t at)
{
	while (at && p->text[at - 1] == ' ')
		at--;
	while (at && p->text[at - 1] != ' ')
		at--;
	return at;
}

static enum prompt_said cut(struct editing *p, size_t from, size_t to)
{
	memmove(p->text + from, p->text + to, strlen(p->text + to) + 1);
	p->at = from;
	return from == to ? PROMPT_MOVED : PROMPT_TYPED;
}

static enum prompt_said insert(struct editing *p, uint32_t key)
{
	utf8proc_uint8_t bytes[4];
	size_t n = (size_t)utf8proc_encode_char((utf8proc_int32_t)key, bytes);
	size_t length = strlen(p->text);

	if (length + n >= p->room)
		return PROMPT_MOVED;
	memmove(p->text + p->at + n, p->text + p->at, length - p->at + 1);
	memcpy(p->text + p->at, bytes, n);
	p->at += n;
	return PROMPT_TYPED;
}

static bool is_letter(uint32_t key)
{
	return key >= 32 && key < K_UP && key != K_BACKSPACE;
}

static enum prompt_said move_to(struct editing *p, size_t at)
{
	p->at = at;
	return PROMPT_MOVED;
}

static enum prompt_said key_take(struct editing *p, uint32_t key)
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
	return is_letter(key) ? insert(p, key) : PROMPT_PASSED;
}

enum prompt_said edit_key(char *text, size_t room, size_t *at, bool *is_preset, uint32_t key)
{
	struct editing p = {text, room, *at};
	enum prompt_said said;

	if (*is_preset && is_letter(key))
		cut(&p, 0, strlen(text));
	said = key_take(&p, key);
	*at = p.at;
	*is_preset = *is_preset && (said == PROMPT_PASSED || said == PROMPT_DONE);
	return said;
}
