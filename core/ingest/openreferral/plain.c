/* Open Referral: what a directory's web page says in HTML, as text. */
#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "ingest/openreferral/openreferral.h"

enum { TAG_MOST = 2048 };

/* "<p>", "</ul>", "<br/>", "<a href=…>": its length; 0: a `<` that is one. */
static size_t tag_length(const char *at)
{
	const char *name = at[1] == '/' ? at + 2 : at + 1, *end = memchr(at, '>', strnlen(at, TAG_MOST));

	return *at == '<' && isalpha((unsigned char)*name) && end ? (size_t)(end - at) + 1 : 0;
}

/* Those that begin a line, or a thing of a list. */
static bool is_block(const char *tag)
{
	static const char *const NAMES[] = { "p", "br", "div", "li", "ul", "ol", "tr", "h1", "h2", "h3", "h4" };
	const char *name = tag[1] == '/' ? tag + 2 : tag + 1;

	for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES; i++)
		if (strncasecmp(name, NAMES[i], strlen(NAMES[i])) == 0 && !isalnum((unsigned char)name[strlen(NAMES[i])]))
			return true;
	return false;
}

/* What a character reference stands for, and its length; NULL: it is none that is known. */
static const char *reference_of(const char *at, size_t *length)
{
	static const struct { const char *name, *text; } KNOWN[] = {
		{ "&amp;", "&" }, { "&nbsp;", " " }, { "&#160;", " " }, { "&lt;", "<" }, { "&gt;", ">" }, { "&quot;", "\"" },
		{ "&#34;", "\"" }, { "&apos;", "'" }, { "&#39;", "'" }, { "&#039;", "'" }, { "&rsquo;", "\xe2\x80\x99" },
		{ "&#8217;", "\xe2\x80\x99" }, { "&lsquo;", "\xe2\x80\x98" }, { "&ldquo;", "\xe2\x80\x9c" }, { "&rdquo;", "\xe2\x80\x9d" },
		{ "&ndash;", "\xe2\x80\x93" }, { "&#8211;", "\xe2\x80\x93" }, { "&mdash;", "\xe2\x80\x94" }, { "&pound;", "\xc2\xa3" },
		{ "&#163;", "\xc2\xa3" }, { "&eacute;", "\xc3\xa9" }, { "&bull;", "\xe2\x80\xa2" }, { "&hellip;", "\xe2\x80\xa6" },
	};

	for (size_t i = 0; i < sizeof KNOWN / sizeof *KNOWN; i++) {
		*length = strlen(KNOWN[i].name);
		if (strncmp(at, KNOWN[i].name, *length) == 0)
			return KNOWN[i].text;
	}
	return NULL;
}

static bool is_html(const char *text)
{
	size_t unused;

	for (; *text; text++)
		if ((*text == '<' && tag_length(text)) || (*text == '&' && reference_of(text, &unused)))
			return true;
	return false;
}

/* One blank between words, none at the ends. */
static void add(char *out, size_t *n, char c)
{
	if (!isspace((unsigned char)c))
		out[(*n)++] = c;
	else if (*n && out[*n - 1] != ' ')
		out[(*n)++] = ' ';
}

/* No reference is shorter than what it stands for, so what comes out is no longer than what was sent. */
const char *hsds_plain(const char *text, struct arena *arena)
{
	char *out;
	size_t n = 0, length;
	const char *stands_for;

	if (!is_html(text))
		return text;
	out = arena_alloc(arena, strlen(text) + 1);
	while (out && *text) {
		if ((length = *text == '<' ? tag_length(text) : 0)) {
			if (is_block(text))
				add(out, &n, ' ');
			text += length;
		} else if (*text == '&' && (stands_for = reference_of(text, &length))) {
			for (; *stands_for; stands_for++)
				add(out, &n, *stands_for);
			text += length;
		} else {
			add(out, &n, *text++);
		}
	}
	if (out)
		out[n && out[n - 1] == ' ' ? n - 1 : n] = '\0';
	return out;
}
