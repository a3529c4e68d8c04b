/*
 * fold.c - one written form for what people write in many: no case, no accents,
 * no punctuation.  Everything that compares or searches goes through here.
 */
#include "text.h"

#include <string.h>

#include <utf8proc.h>

/* Letters that Unicode does not take apart but people write with plain ones. */
static const struct { utf8proc_int32_t from; const char *to; } PLAIN[] = {
	{0x00E6, "ae"}, {0x00F0, "d"}, {0x00F8, "o"}, {0x00FE, "th"}, {0x0111, "d"},
	{0x0127, "h"}, {0x0131, "i"}, {0x0138, "k"}, {0x0142, "l"}, {0x014B, "ng"},
	{0x0153, "oe"}, {0x0167, "t"}, {0x0180, "b"}, {0x0188, "c"}, {0x018F, "e"},
	{0x0192, "f"}, {0x0199, "k"}, {0x01DD, "e"}, {0x0253, "b"}, {0x0254, "o"},
	{0x0256, "d"}, {0x0257, "d"}, {0x0259, "e"}, {0x025B, "e"}, {0x0263, "g"},
	{0x0268, "i"}, {0x026B, "l"}, {0x0272, "n"}, {0x01B4, "y"}, {0x028B, "v"},
};

struct folder {
	char *out;
	size_t room, used;
	bool gap, is_full; /* a blank is due before the next letter */
};

static void folder_put(struct folder *f, const char *bytes, size_t n)
{
	bool gap = f->gap && f->used;

	if (f->is_full)
		return;
	if (f->used + n + gap >= f->room) {
		f->is_full = true;
		return;
	}
	if (gap)
		f->out[f->used++] = ' ';
	f->gap = false;
	memcpy(f->out + f->used, bytes, n);
	f->used += n;
}

/* Marks that are written or left out at will.  Vowel signs of Indian scripts
 * are marks too, but part of the word. */
static bool is_loose_mark(utf8proc_int32_t c)
{
	return (c >= 0x0300 && c <= 0x036F) || (c >= 0x0591 && c <= 0x05C7) ||
		(c >= 0x0610 && c <= 0x061A) || (c >= 0x064B && c <= 0x065F) || c == 0x0670 ||
		(c >= 0x06D6 && c <= 0x06ED) || (c >= 0x1AB0 && c <= 0x1AFF) ||
		(c >= 0x1DC0 && c <= 0x1DFF) || (c >= 0x20D0 && c <= 0x20FF) ||
		(c >= 0xFE20 && c <= 0xFE2F);
}

/* O'Brien, O’Brien and OBrien are one name. */
static bool is_apostrophe(utf8proc_int32_t c)
{
	return c == '\'' || c == '`' || c == 0x00B4 || c == 0x02B9 || c == 0x02BB || c == 0x02BC ||
		c == 0x02BD || c == 0x2018 || c == 0x2019 || c == 0x201B || c == 0x2032 ||
		c == 0xFF07;
}

static bool is_written(utf8proc_int32_t c)
{
	utf8proc_category_t k = utf8proc_category(c);

	return (k >= UTF8PROC_CATEGORY_LU && k <= UTF8PROC_CATEGORY_LO) ||
		(k >= UTF8PROC_CATEGORY_MN && k <= UTF8PROC_CATEGORY_ME) ||
		(k >= UTF8PROC_CATEGORY_ND && k <= UTF8PROC_CATEGORY_NO);
}

static void folder_letter(struct folder *f, utf8proc_int32_t c)
{
	utf8proc_uint8_t bytes[4];

	if (is_loose_mark(c) || is_apostrophe(c) || utf8proc_category(c) == UTF8PROC_CATEGORY_CF)
		return;
	if (!is_written(c)) {
		f->gap = true;
		return;
	}
	for (size_t i = 0; i < sizeof PLAIN / sizeof *PLAIN; i++) {
		if (PLAIN[i].from == c) {
			folder_put(f, PLAIN[i].to, strlen(PLAIN[i].to));
			return;
		}
	}
	folder_put(f, (const char *)bytes, (size_t)utf8proc_encode_char(c, bytes));
}

static void folder_any(struct folder *f, utf8proc_int32_t c)
{
	utf8proc_int32_t parts[32];
	utf8proc_ssize_t n;
	int last = 0;

	if (is_apostrophe(c)) /* before its compatibility form, a blank and a mark */
		return;
	n = utf8proc_decompose_char(c, parts, 32,
		UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD, &last);
	for (utf8proc_ssize_t i = 0; i < n && i < 32; i++)
		folder_letter(f, parts[i]);
}

static void folder_ascii(struct folder *f, char c)
{
	if (c >= 'A' && c <= 'Z')
		c = (char)(c - 'A' + 'a');
	if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
		folder_put(f, &c, 1);
	else if (!is_apostrophe(c))
		f->gap = true;
}

size_t text_fold(const char *in, char *out, size_t room)
{
	struct folder f = {out, room, 0, false, false};
	const utf8proc_uint8_t *p = (const utf8proc_uint8_t *)in;

	if (!room)
		return 0;
	while (*p && !f.is_full) {
		utf8proc_int32_t c;
		utf8proc_ssize_t n;

		if (*p < 0x80) {
			folder_ascii(&f, (char)*p++);
			continue;
		}
		n = utf8proc_iterate(p, -1, &c);
		if (n <= 0) {
			f.gap = true;
			p++;
			continue;
		}
		folder_any(&f, c);
		p += n;
	}
	out[f.used] = '\0';
	return f.used;
}

bool text_contradicts(const char *a, const char *b)
{
	char x[256], y[256];

	if (!a || !b)
		return false;
	text_fold(a, x, sizeof x);
	text_fold(b, y, sizeof y);
	return strcmp(x, y) != 0;
}
