#include "wrap.h"

#include <stdbool.h>
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

/* The next word: whether it begins a line of its own, and where it ends. */
struct word { size_t blanks, length; bool is_broken; };

static struct word word_next(char *p, int *at, int indent, int width)
{
	struct word w = {.blanks = strspn(p, " ")};
	int wide;

	w.length = word_length(p + w.blanks);
	wide = word_width(p + w.blanks, w.length);
	w.is_broken = *at > indent && *at + (int)w.blanks + wide > width;
	*at = w.is_broken ? indent + wide : *at + (int)w.blanks + wide;
	return w;
}

int wrap_write(FILE *f, char *text, int at, int indent, int width)
{
	for (char *p = text; *p;) {
		struct word w = word_next(p, &at, indent, width);

		if (w.is_broken)
			fprintf(f, "\n%*s", indent, "");
		else
			fprintf(f, "%*s", (int)w.blanks, "");
		fwrite(p + w.blanks, 1, w.length, f);
		p += w.blanks + w.length;
	}
	return at;
}

int wrap_lines(char *text, int at, int indent, int width)
{
	int lines = 1;

	for (char *p = text; *p;) {
		struct word w = word_next(p, &at, indent, width);

		lines += w.is_broken;
		p += w.blanks + w.length;
	}
	return lines;
}
