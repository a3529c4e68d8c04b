#include "widgets/prompt.h"

#include <stdio.h>
#include <string.h>

#include "widgets/edit.h"

enum { FIELD_LEAST = 14 }; /* cells in which to see what is typed, however long the question */

void prompt_set(struct prompt *p, const char *text)
{
	if (text != p->text) /* a question asked again keeps what was typed */
		snprintf(p->text, sizeof p->text, "%s", text);
	p->at = strlen(p->text);
	p->is_preset = false;
}

void prompt_propose(struct prompt *p, const char *text)
{
	prompt_set(p, text);
	p->is_preset = *text != '\0';
}

static size_t after(const struct prompt *p, size_t at)
{
	if (p->text[at])
		at++;
	while (((unsigned char)p->text[at] & 0xc0) == 0x80)
		at++;
	return at;
}

enum prompt_said prompt_key(struct prompt *p, uint32_t key)
{
	return edit_key(p->text, sizeof p->text, &p->at, &p->is_preset, key);
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
	canvas_text(c, y, x, cells, p->is_preset ? LOOK_KEY : LOOK_PLAIN, p->text + from);
	canvas_focus(c, y, x + at);
}
