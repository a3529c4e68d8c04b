#include "canvas.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <utf8proc.h>

#include "text.h"

enum { TEXT_ROOM = 4096, PANE_COLS = 120 };

void canvas_begin(struct canvas *c)
{
	c->focus_y = c->focus_x = 0;
	c->spot_n = 0;
	c->ops->begin(c);
}

void canvas_end(struct canvas *c)
{
	c->ops->end(c);
}

void canvas_close(struct canvas *c)
{
	if (c)
		c->ops->close(c);
}

void canvas_spot(struct canvas *c, int y, int x, int cells, uint32_t key, int times)
{
	if (c->spot_n < CANVAS_SPOTS)
		c->spot[c->spot_n++] = (struct canvas_spot){y, x, cells, key, times};
}

void canvas_focus(struct canvas *c, int y, int x)
{
	c->focus_y = y < 0 ? 0 : y >= c->rows ? c->rows - 1 : y;
	c->focus_x = x < 0 ? 0 : x >= c->cols ? c->cols - 1 : x;
}

/* What a terminal without UTF-8 shows for characters that have an ASCII look. */
static const struct { utf8proc_int32_t from; const char *to; } PLAIN[] = {
	{0x2018, "'"}, {0x2019, "'"}, {0x201c, "\""}, {0x201d, "\""}, {0x2010, "-"}, {0x2011, "-"},
	{0x2012, "-"}, {0x2013, "-"}, {0x2014, "-"}, {0x2026, "..."}, {0x2192, "->"}, {0x2190, "<-"},
	{0xd7, "x"}, {0xdf, "ss"}, {0xf8, "o"}, {0xd8, "O"}, {0xe6, "ae"}, {0xc6, "AE"}, {0xf0, "d"},
	{0xd0, "D"}, {0xfe, "th"}, {0xde, "Th"}, {0x142, "l"}, {0x141, "L"}, {0x111, "d"}, {0x110, "D"},
	{0x131, "i"}, {0x2022, "*"}, {0xa3, "GBP"}, {0xb7, "."}, {0xa0, " "}, {0x2264, "<="},
	{0x2265, ">="}, {0xbd, "1/2"}, {0x2500, "-"}, {0x2502, "|"},
};

static const char *ascii_of(utf8proc_int32_t ch, char one[2])
{
	utf8proc_int32_t parts[18];
	utf8proc_ssize_t n;
	int bound = 0;

	for (size_t i = 0; i < sizeof PLAIN / sizeof *PLAIN; i++)
		if (PLAIN[i].from == ch)
			return PLAIN[i].to;
	if (utf8proc_charwidth(ch) == 0)
		return "";
	n = utf8proc_decompose_char(ch, parts, 18, UTF8PROC_DECOMPOSE, &bound);
	one[0] = n > 0 && parts[0] > 0x1f && parts[0] < 0x7f ? (char)parts[0] : '?';
	return one;
}

/* In place would not do: a character may become several. */
static void to_ascii(const char *in, char *out, size_t room)
{
	const utf8proc_uint8_t *p = (const utf8proc_uint8_t *)in;
	size_t at = 0;

	while (*p) {
		utf8proc_int32_t ch;
		utf8proc_ssize_t bytes = utf8proc_iterate(p, -1, &ch);
		char one[2] = "";
		const char *text;
		size_t length;

		if (bytes < 1) {
			bytes = 1;
			ch = 0xfffd;
		}
		one[0] = (char)ch;
		text = ch < 0x80 ? one : ascii_of(ch, one);
		length = strlen(text);
		if (at + length + 1 > room)
			break;
		memcpy(out + at, text, length);
		at += length;
		p += bytes;
	}
	out[at] = '\0';
}

/* Safe text in buf, as this canvas may show it. */
static void make_safe(const struct canvas *c, const char *in, char buf[static TEXT_ROOM])
{
	char clean[TEXT_ROOM];

	text_clean(in ? in : "", in ? strlen(in) : 0, TEXT_LINE, clean, sizeof clean);
	if (c->ascii)
		to_ascii(clean, buf, TEXT_ROOM);
	else
		memcpy(buf, clean, strlen(clean) + 1);
}

/* The bytes of the first cluster of text, 1 for ASCII followed by ASCII. */
static size_t cluster_bytes(const char *text)
{
	const utf8proc_uint8_t *p = (const utf8proc_uint8_t *)text;
	utf8proc_int32_t before, after, state = 0;
	size_t at;
	utf8proc_ssize_t n = utf8proc_iterate(p, -1, &before);

	if (n < 1)
		return 1;
	for (at = (size_t)n; p[at]; at += (size_t)n) {
		n = utf8proc_iterate(p + at, -1, &after);
		if (n < 1 || utf8proc_grapheme_break_stateful(before, after, &state))
			break;
		before = after;
	}
	return at;
}

static bool is_ascii(char ch)
{
	return (unsigned char)ch < 0x80;
}

/* Puts `bytes` bytes of safe text from x on, up to cell `end`; returns the cell after it. */
static int put_clusters(
	struct canvas *c, int y, int x, int end, enum look look, const char *text, size_t bytes)
{
	const char *stop = text + bytes;

	while (text < stop && x < end) {
		const char *run = text;
		char cluster[64];
		size_t n;
		int cells;

		while (run < stop && is_ascii(*run) && (run + 1 >= stop || is_ascii(run[1])))
			run++;
		if (run > text) {
			n = (size_t)(run - text) > (size_t)(end - x) ? (size_t)(end - x) : (size_t)(run - text);
			c->ops->put(c, y, x, look, text, n, (int)n);
			x += (int)n;
			text += n;
			continue;
		}
		n = cluster_bytes(text);
		if (n >= sizeof cluster)
			n = sizeof cluster - 1;
		memcpy(cluster, text, n);
		cluster[n] = '\0';
		cells = text_width(cluster);
		if (cells > 0 && x + cells <= end) {
			c->ops->put(c, y, x, look, cluster, n, cells);
			x += cells;
		}
		text += n;
	}
	return x;
}

int canvas_text(struct canvas *c, int y, int x, int cells, enum look look, const char *utf8)
{
	static const char blanks[] = "                                                                ";
	char buf[TEXT_ROOM];
	int end, at, used;

	if (y < 0 || y >= c->rows || x < 0 || x >= c->cols || cells <= 0)
		return 0;
	end = x + cells > c->cols ? c->cols : x + cells;
	make_safe(c, utf8, buf);
	if (text_width(buf) <= end - x) {
		at = put_clusters(c, y, x, end, look, buf, strlen(buf));
	} else {
		size_t fit = text_fit(buf, end - x - 1, &used);

		at = put_clusters(c, y, x, end - 1, look, buf, fit);
		at = put_clusters(c, y, at, end, look, c->ascii ? "~" : "\u2026", c->ascii ? 1 : 3);
	}
	used = at - x;
	while (at < end) {
		int n = end - at < (int)sizeof blanks - 1 ? end - at : (int)sizeof blanks - 1;

		c->ops->put(c, y, at, LOOK_PLAIN, blanks, (size_t)n, n);
		at += n;
	}
	return used;
}

int canvas_textf(struct canvas *c, int y, int x, int cells, enum look look, const char *format, ...)
{
	char buf[TEXT_ROOM];
	va_list ap;

	va_start(ap, format);
	vsnprintf(buf, sizeof buf, format, ap);
	va_end(ap);
	return canvas_text(c, y, x, cells, look, buf);
}

void canvas_fill(
	struct canvas *c, int y, int x, int cells, enum look look, const char *utf8, char ascii)
{
	char one[2] = {ascii, '\0'};
	const char *text = c->ascii ? one : utf8;

	if (y < 0 || y >= c->rows || x < 0)
		return;
	for (int i = 0; i < cells && x + i < c->cols; i++)
		c->ops->put(c, y, x + i, look, text, strlen(text), 1);
}

bool canvas_has_pane(const struct canvas *c, int cols)
{
	return cols >= PANE_COLS && !c->is_slow;
}

int canvas_measure(const struct canvas *c, const char *utf8)
{
	char buf[TEXT_ROOM];

	make_safe(c, utf8, buf);
	return text_width(buf);
}

size_t canvas_break(const struct canvas *c, const char *utf8, int cells, size_t *skip)
{
	size_t at = 0, good = 0, good_skip = 0;

	while (utf8[at] && utf8[at] != '\n') {
		size_t word = at + strcspn(utf8 + at, " \n");
		char part[TEXT_ROOM];

		if (word == at) { /* a blank */
			at++;
			continue;
		}
		snprintf(
			part, sizeof part, "%.*s", (int)(word < sizeof part ? word : sizeof part - 1), utf8);
		if (canvas_measure(c, part) > cells)
			break;
		good = at = word;
	}
	if (!utf8[at] || utf8[at] == '\n') {
		*skip = utf8[at] ? at + 1 : at;
		return at;
	}
	if (good == 0) { /* one word longer than the line: cut where it fits */
		int used;

		good = text_fit(utf8, cells > 0 ? cells : 1, &used);
		if (good == 0)
			good = 1;
		*skip = good;
		return good;
	}
	for (good_skip = good; utf8[good_skip] == ' '; good_skip++)
		;
	*skip = good_skip;
	return good;
}

int canvas_wrap(struct canvas *c, struct area a, enum look look, const char *utf8)
{
	size_t skip;
	int n = 0;

	for (const char *at = utf8; *at; at += skip, n++) {
		size_t bytes = canvas_break(c, at, a.cols, &skip);
		char line[TEXT_ROOM];

		if (n + 1 == a.rows) /* what does not fit is cut with a sign */
			canvas_text(c, a.y + n, a.x, a.cols, look, at);
		if (n + 1 >= a.rows)
			continue;
		snprintf(line, sizeof line, "%.*s", (int)(bytes < sizeof line ? bytes : sizeof line - 1), at);
		canvas_text(c, a.y + n, a.x, a.cols, look, line);
	}
	return n;
}
