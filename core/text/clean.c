/*
 * clean.c - text from files made safe for a terminal or a spreadsheet.
 *
 * What could move the cursor, hide, reorder or pile up is dropped: it is never
 * part of what somebody said about a person.
 */
#include "text.h"

#include <string.h>

#include <utf8proc.h>

enum { REPLACEMENT = 0xFFFD, ZWNJ = 0x200C, ZWJ = 0x200D, MARKS_MAX = 4 };

struct sink {
	char *out;
	size_t room, used;
	bool is_full;
};

static void sink_put(struct sink *s, utf8proc_int32_t c)
{
	utf8proc_uint8_t bytes[4];
	size_t n;

	if (s->is_full)
		return;
	if (c < 0x80) {
		bytes[0] = (utf8proc_uint8_t)c;
		n = 1;
	} else {
		n = (size_t)utf8proc_encode_char(c, bytes);
	}
	if (s->used + n >= s->room) {
		s->is_full = true;
		return;
	}
	memcpy(s->out + s->used, bytes, n);
	s->used += n;
}

/* Decodes one character; an invalid byte counts as one REPLACEMENT. */
static size_t decode(const char *in, size_t length, utf8proc_int32_t *c)
{
	utf8proc_ssize_t n;

	if ((unsigned char)*in < 0x80) {
		*c = (unsigned char)*in;
		return 1;
	}
	n = utf8proc_iterate((const utf8proc_uint8_t *)in, (utf8proc_ssize_t)length, c);
	if (n > 0)
		return (size_t)n;
	*c = REPLACEMENT;
	return 1;
}

/* Arabic, Syriac, N'Ko, the scripts of India, Myanmar, Khmer, Mongolian: there a
 * joiner changes how letters are written. */
static bool script_uses_joiners(utf8proc_int32_t c)
{
	return (c >= 0x0620 && c <= 0x0DFF) || (c >= 0x1000 && c <= 0x109F) ||
		(c >= 0x1780 && c <= 0x18AF) || (c >= 0xA8E0 && c <= 0xA8FF) ||
		(c >= 0xFB50 && c <= 0xFDFF) || (c >= 0x11000 && c <= 0x1163F);
}

/* Takes no room on the screen though its category says letter or mark. */
static bool is_invisible(utf8proc_int32_t c)
{
	return c == 0x034F || c == 0x115F || c == 0x1160 || c == 0x17B4 || c == 0x17B5 ||
		(c >= 0x180B && c <= 0x180F) || c == 0x2800 || c == 0x3164 ||
		(c >= 0xFE00 && c <= 0xFE0F) || c == 0xFFA0 || (c >= 0xE0000 && c <= 0xE0FFF);
}

static bool is_line_break(utf8proc_int32_t c)
{
	return (c >= '\n' && c <= '\r') || c == 0x85 || c == 0x2028 || c == 0x2029;
}

static void put_break(
	struct sink *s, enum text_shape shape, utf8proc_int32_t c, const char *rest, size_t left)
{
	if (c == '\r' && left && *rest == '\n')
		return;
	sink_put(s, shape == TEXT_LINES ? '\n' : ' ');
}

/* Plain letters, figures, signs and blanks, which most of what is said is made of, go in as they are: how many
 * come next. */
static size_t put_plain(struct sink *s, const char *in, size_t length)
{
	size_t left = s->room - s->used - 1, n = 0;

	while (n < length && in[n] >= ' ' && in[n] <= '~')
		n++;
	s->is_full = n > left;
	memcpy(s->out + s->used, in, n < left ? n : left);
	s->used += n < left ? n : left;
	return n;
}

/* A joiner goes in with the letter that follows it, or both stay out. */
static void put_joined(struct sink *s, utf8proc_int32_t joiner, utf8proc_int32_t c)
{
	size_t from = s->used;

	sink_put(s, joiner);
	sink_put(s, c);
	if (s->is_full)
		s->used = from;
}

/* What came before, by which the next character is taken; what is dropped is no part of it. */
struct before {
	utf8proc_int32_t c, joiner;
	int marks; /* on the letter; none may stand before the first */
};

/* As it may be shown; 0: not at all. */
static utf8proc_int32_t char_safe(utf8proc_int32_t c, utf8proc_category_t category)
{
	if (c == '\t')
		return ' ';
	if (is_invisible(c))
		return 0;
	switch (category) {
	case UTF8PROC_CATEGORY_CC:
	case UTF8PROC_CATEGORY_CF:
	case UTF8PROC_CATEGORY_CO:
	case UTF8PROC_CATEGORY_CS:
		return 0;
	case UTF8PROC_CATEGORY_CN:
		return REPLACEMENT;
	case UTF8PROC_CATEGORY_ZS:
		return ' ';
	default:
		return c;
	}
}

static void put_char(struct sink *s, struct before *before, utf8proc_int32_t c)
{
	utf8proc_category_t category = utf8proc_category(c);
	bool is_mark = category == UTF8PROC_CATEGORY_MN || category == UTF8PROC_CATEGORY_ME;

	if (c == ZWJ || c == ZWNJ) {
		before->joiner = c;
		return;
	}
	c = char_safe(c, category);
	if (!c || (is_mark && before->marks >= MARKS_MAX))
		return;
	if (before->joiner && script_uses_joiners(before->c) && script_uses_joiners(c))
		put_joined(s, before->joiner, c);
	else
		sink_put(s, c);
	*before = (struct before){.c = c, .marks = is_mark ? before->marks + 1 : 0};
}

size_t text_clean(const char *in, size_t length, enum text_shape shape, char *out, size_t room)
{
	struct sink s = {out, room, 0, false};
	struct before before = {.marks = MARKS_MAX};
	utf8proc_int32_t c;

	if (!room)
		return 0;
	for (size_t i = 0; i < length && !s.is_full;) {
		size_t plain = put_plain(&s, in + i, length - i);

		if (plain) {
			i += plain;
			before = (struct before){.c = in[i - 1]};
			continue;
		}
		i += decode(in + i, length - i, &c);
		if (is_line_break(c)) {
			put_break(&s, shape, c, in + i, length - i);
			before = (struct before){.marks = MARKS_MAX};
		} else {
			put_char(&s, &before, c);
		}
	}
	out[s.used] = '\0';
	return s.used;
}
