/* width.c - how wide text is in terminal cells, and how much of it fits. */
#include "text.h"

#include <utf8proc.h>

/* Length in bytes of the cluster at p, its cells in *cells. */
static size_t cluster(const utf8proc_uint8_t *p, int *cells)
{
	utf8proc_int32_t c, next, state = 0;
	utf8proc_ssize_t n = utf8proc_iterate(p, -1, &c);
	size_t length;

	*cells = 1;
	if (n <= 0)
		return 1;
	*cells = utf8proc_charwidth(c);
	length = (size_t)n;
	while (p[length]) {
		n = utf8proc_iterate(p + length, -1, &next);
		if (n <= 0 || utf8proc_grapheme_break_stateful(c, next, &state))
			break;
		*cells += utf8proc_charwidth(next);
		length += (size_t)n;
		c = next;
	}
	return length;
}

size_t text_fit(const char *utf8, int cells, int *used)
{
	const utf8proc_uint8_t *p = (const utf8proc_uint8_t *)utf8;
	size_t bytes = 0;
	int total = 0;

	while (p[bytes]) {
		int wide = 1;
		size_t n = 1;

		if (p[bytes] < 0x20 || p[bytes] > 0x7E || p[bytes + 1] > 0x7E)
			n = cluster(p + bytes, &wide);
		if (wide > cells - total)
			break;
		total += wide;
		bytes += n;
	}
	if (used)
		*used = total;
	return bytes;
}

int text_width(const char *utf8)
{
	int used;

	text_fit(utf8, INT32_MAX, &used);
	return used;
}
