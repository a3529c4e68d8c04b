#include "ingest/files/utf16.h"

#include <string.h>

enum {
	REPLACEMENT = 0xfffd,
	LOOKED_AT = 1024,
};

enum utf16_found utf16_find(const unsigned char *bytes, size_t n)
{
	size_t pairs = (n < LOOKED_AT ? n : LOOKED_AT) / 2, zero[2] = { 0, 0 };

	if (n >= 2 && memcmp(bytes, "\xff\xfe", 2) == 0)
		return UTF16_LITTLE;
	if (n >= 2 && memcmp(bytes, "\xfe\xff", 2) == 0)
		return UTF16_BIG;
	for (size_t i = 0; i < pairs * 2; i++)
		zero[i % 2] += bytes[i] == 0;
	if (pairs < 2 || (zero[0] && zero[1]) || (zero[0] + zero[1]) * 4 < pairs * 3)
		return UTF16_NO;
	return zero[1] ? UTF16_LITTLE : UTF16_BIG;
}

static size_t put(uint32_t c, char *out)
{
	if (c < 0x80) {
		out[0] = (char)c;
		return 1;
	}
	if (c < 0x800) {
		out[0] = (char)(0xc0 | c >> 6);
		out[1] = (char)(0x80 | (c & 0x3f));
		return 2;
	}
	if (c < 0x10000) {
		out[0] = (char)(0xe0 | c >> 12);
		out[1] = (char)(0x80 | (c >> 6 & 0x3f));
		out[2] = (char)(0x80 | (c & 0x3f));
		return 3;
	}
	out[0] = (char)(0xf0 | c >> 18);
	out[1] = (char)(0x80 | (c >> 12 & 0x3f));
	out[2] = (char)(0x80 | (c >> 6 & 0x3f));
	out[3] = (char)(0x80 | (c & 0x3f));
	return 4;
}

static size_t unit_take(struct utf16 *u, uint16_t unit, char *out)
{
	bool is_high = unit >= 0xd800 && unit < 0xdc00, is_low = unit >= 0xdc00 && unit < 0xe000;
	size_t n = 0;

	if (is_low && u->high) {
		n = put(0x10000 + ((uint32_t)(u->high - 0xd800) << 10) + (uint32_t)(unit - 0xdc00), out);
		u->high = 0;
		return n;
	}
	if (u->high)
		n = put(REPLACEMENT, out);
	u->high = is_high ? unit : 0;
	return is_high ? n : n + put(is_low ? REPLACEMENT : unit, out + n);
}

size_t utf16_take(struct utf16 *u, const unsigned char *in, size_t n, char *out)
{
	size_t at = 0;

	for (size_t i = 0; i < n; i++) {
		unsigned first = u->odd, second = in[i];

		u->odd = in[i];
		u->has_odd = !u->has_odd;
		if (!u->has_odd)
			at += unit_take(u, (uint16_t)(u->is_big ? first << 8 | second : second << 8 | first),
				out + at);
	}
	return at;
}

size_t utf16_end(struct utf16 *u, char *out)
{
	size_t at = u->high ? put(REPLACEMENT, out) : 0;

	if (u->has_odd)
		at += put(REPLACEMENT, out + at);
	u->high = 0;
	u->has_odd = false;
	return at;
}
