#include "ingest/files/cp1252.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

/* What 0x80 … 0x9F stand for; the five that stand for nothing become U+FFFD. */
/* clang-format off */
static const uint16_t WINDOWS_1252[32] = {
	0x20ac, 0xfffd, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021,
	0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0xfffd, 0x017d, 0xfffd,
	0xfffd, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014,
	0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0xfffd, 0x017e, 0x0178,
};
/* clang-format on */

/* UTF-8 --------------------------------------------------------------------------- */

static void check_lead(struct utf8_check *c, unsigned char byte)
{
	c->low = 0x80;
	c->high = 0xbf;
	if (byte < 0x80)
		return;
	if (byte >= 0xc2 && byte <= 0xdf) {
		c->due = 1;
	} else if (byte >= 0xe0 && byte <= 0xef) {
		c->due = 2;
		c->low = byte == 0xe0 ? 0xa0 : 0x80;
		c->high = byte == 0xed ? 0x9f : 0xbf;
	} else if (byte >= 0xf0 && byte <= 0xf4) {
		c->due = 3;
		c->low = byte == 0xf0 ? 0x90 : 0x80;
		c->high = byte == 0xf4 ? 0x8f : 0xbf;
	} else {
		c->bad++;
	}
}

static void check_byte(struct utf8_check *c, unsigned char byte)
{
	if (c->due == 0) {
		check_lead(c, byte);
		return;
	}
	if (byte < c->low || byte > c->high) {
		c->due = 0;
		c->bad++;
		check_lead(c, byte);
		return;
	}
	c->low = 0x80;
	c->high = 0xbf;
	if (--c->due == 0)
		c->good++;
}

static bool is_ascii_8(const unsigned char *bytes)
{
	uint64_t all;

	memcpy(&all, bytes, sizeof all);
	return !(all & 0x8080808080808080u);
}

void utf8_check_piece(struct utf8_check *check, const unsigned char *bytes, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		while (!check->due && i + 8 <= n && is_ascii_8(bytes + i))
			i += 8;
		if (i < n && (bytes[i] >= 0x80 || check->due))
			check_byte(check, bytes[i]);
	}
}

/* Windows-1252 -------------------------------------------------------------------- */

static size_t byte_put(unsigned char byte, char *out)
{
	unsigned c = byte >= 0x80 && byte < 0xa0 ? WINDOWS_1252[byte - 0x80] : byte;
	size_t n = 0;

	if (c < 0x80) {
		out[n++] = (char)c;
		return n;
	}
	if (c < 0x800) {
		out[n++] = (char)(0xc0 | c >> 6);
	} else {
		out[n++] = (char)(0xe0 | c >> 12);
		out[n++] = (char)(0x80 | (c >> 6 & 0x3f));
	}
	out[n++] = (char)(0x80 | (c & 0x3f));
	return n;
}

/* What waited is no character of UTF-8 after all. */
size_t cp1252_end(struct cp1252 *x, char *out)
{
	size_t at = 0;

	for (size_t i = 0; i < x->n; i++)
		at += byte_put(x->waiting[i], out + at);
	*x = (struct cp1252){ .n = 0 };
	return at;
}

/* A byte that is due, or that begins a character. */
static size_t wait_on(struct cp1252 *x, unsigned char byte, char *out)
{
	size_t n = 0;

	x->waiting[x->n++] = byte;
	if (x->check.due)
		return 0;
	n = x->n;
	memcpy(out, x->waiting, n);
	x->n = 0;
	return n;
}

size_t cp1252_take(struct cp1252 *x, const unsigned char *in, size_t n, char *out)
{
	size_t at = 0;

	for (size_t i = 0; i < n; i++) {
		size_t bad = x->check.bad;

		check_byte(&x->check, in[i]);
		if (x->check.bad == bad) {
			at += wait_on(x, in[i], out + at);
			continue;
		}
		at += cp1252_end(x, out + at);
		check_byte(&x->check, in[i]);
		if (x->check.due)
			x->waiting[x->n++] = in[i];
		else
			at += byte_put(in[i], out + at);
	}
	return at;
}
