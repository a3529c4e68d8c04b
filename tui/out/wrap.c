#include "wrap.h"

#include <string.h>

#include "text.h"

/* Bytes of the word at p: up to a blank, or up to and with a `;`. */
static size_t word_length(const char *p)
{
	size_t n = strcspn(p, " ;");

	return p[n] == ';' ? n + 1 : n;
}

static int word_width(char *p, size_t length)
{
	char after = p[length];
	int width;

	p[length] = '\0';
	width = text_width(p);
	p[length] = after;
	return width;
}

int wrap_write(FILE *f, char *text, int at, int indent, int width)
{
	char *p = text;

	while (*p) {
		size_t blanks = strspn(p, " "), length = word_length(p + blanks);
		int wide = word_width(p + blanks, length);

		if (at > indent && at + (int)blanks + wide > width) {
			fprintf(f, "\n%*s", indent, "");
			at = indent;
		} else {
			fprintf(f, "%*s", (int)blanks, "");
			at += (int)blanks;
		}
		fwrite(p + blanks, 1, length, f);
		at += wide;
		p += blanks + length;
	}
	return at;
}
