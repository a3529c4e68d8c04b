#include "widgets/words.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "civil.h"
#include "text.h"

/* Between the pieces of a text, and in one between its name and what it tells.  Text that came
 * from files has neither, or tells no more by it than it says. */
enum { PIECE = '\x1f', NAMED = '\x1e', TEXT_MOST = 2048, WORD_MOST = 256 };

static void piece_begin(char *text, size_t room)
{
	size_t at = strlen(text);

	if (at + 1 < room) {
		text[at] = PIECE;
		text[at + 1] = '\0';
	}
}

void words_tag(char *text, size_t room, const char *name, const char *told)
{
	size_t at;

	if (!told || !*told)
		return;
	piece_begin(text, room);
	at = strlen(text);
	snprintf(text + at, room - at, "%s%c%s", name, NAMED, told);
}

void words_tag_day(char *text, size_t room, int32_t day)
{
	char iso[11];

	civil_iso(day, iso);
	words_tag(text, room, "day", iso);
}

void words_rest(char *text, size_t room, const char *format, ...)
{
	va_list args;
	size_t at;

	piece_begin(text, room);
	at = strlen(text);
	va_start(args, format);
	vsnprintf(text + at, room - at, format, args);
	va_end(args);
}

/* One piece, its separator included, at the end of what is folded. */
static size_t piece_fold(const char *piece, size_t length, char *out, size_t room)
{
	const char *named = memchr(piece, NAMED, length);
	char text[TEXT_MOST];
	size_t name = named ? (size_t)(named - piece) + 1 : 0, at = 0;

	if (name + 2 >= room)
		return 0;
	out[at++] = PIECE;
	memcpy(out + at, piece, name);
	at += name;
	snprintf(text, sizeof text, "%.*s", (int)(length - name), piece + name);
	return at + text_fold(text, out + at, room - at);
}

void words_fold(const char *text, char *out, size_t room)
{
	size_t at = 0;

	*out = '\0';
	while (*text) {
		size_t length;

		text += *text == PIECE;
		length = strcspn(text, "\x1f");
		at += piece_fold(text, length, out + at, room - at);
		text += length;
	}
}

/* One word of a filter. */
struct word {
	bool without;
	char name[WORD_MOST], want[WORD_MOST]; /* folded; name "": anywhere */
	char typed[WORD_MOST];                 /* behind the name, as it was typed */
	char all[WORD_MOST];                   /* the whole of it, folded */
};

static void word_read(const char *at, size_t length, struct word *w)
{
	char text[WORD_MOST];
	char *colon;

	w->without = *at == '!';
	snprintf(text, sizeof text, "%.*s", (int)(length - w->without), at + w->without);
	text_fold(text, w->all, sizeof w->all);
	colon = strchr(text, ':');
	w->name[0] = '\0';
	snprintf(w->typed, sizeof w->typed, "%s", colon ? colon + 1 : text);
	if (colon) {
		*colon = '\0';
		text_fold(text, w->name, sizeof w->name);
		if (strcmp(w->name, "need") == 0 || strcmp(w->name, "about") == 0)
			snprintf(w->name, sizeof w->name, "domain");
	}
	text_fold(w->typed, w->want, sizeof w->want);
}

static bool holds_within(const char *text, size_t length, const char *want)
{
	size_t n = strlen(want);

	for (size_t i = 0; i + n <= length; i++)
		if (memcmp(text + i, want, n) == 0)
			return true;
	return false;
}

/* A piece of what is folded: what it is called, which may be nothing, and what it tells. */
struct piece { const char *name, *told; size_t name_length, length; };

static bool piece_next(const char **at, struct piece *p)
{
	const char *end;

	if (**at != PIECE)
		return false;
	p->name = p->told = ++*at;
	end = *at += strcspn(*at, "\x1f");
	p->told = memchr(p->name, NAMED, (size_t)(end - p->name));
	p->name_length = p->told ? (size_t)(p->told - p->name) : 0;
	p->told = p->told ? p->told + 1 : p->name;
	p->length = (size_t)(end - p->told);
	return true;
}

static bool is_named(const struct piece *p, const char *name)
{
	return p->name_length == strlen(name) && memcmp(p->name, name, p->name_length) == 0;
}

static bool is_told(const char *folded, const char *name, const char *want, bool *has_name)
{
	struct piece p;
	bool is = false;

	while (!is && piece_next(&folded, &p))
		if (is_named(&p, name)) {
			*has_name = true;
			is = holds_within(p.told, p.length, want);
		}
	return is;
}

static bool is_somewhere(const char *folded, const char *want)
{
	struct piece p;
	bool is = false;

	while (!is && piece_next(&folded, &p))
		is = holds_within(p.told, p.length, want);
	return is;
}

bool words_day_read(const char *typed, int32_t today, int32_t *first, int32_t *last)
{
	char back[WORD_MOST + 1];
	char *end;

	if (civil_typed(typed, today, first, last))
		return true;
	(void)strtol(typed, &end, 10);
	snprintf(back, sizeof back, "-%s", typed);
	return end > typed && *end && civil_typed(back, today, first, last);
}

/* Of an event of which no more than the month is told, the first of it. */
static bool day_told(const char *folded, int32_t *day)
{
	int year, month = 1, mday = 1;
	struct piece p;

	while (piece_next(&folded, &p))
		if (is_named(&p, "day") && sscanf(p.told, "%4d %2d %2d", &year, &month, &mday) >= 1) {
			*day = civil_day(year, month, mday);
			return true;
		}
	return false;
}

static bool is_bound(const struct word *w)
{
	return strcmp(w->name, "since") == 0 || strcmp(w->name, "until") == 0;
}

static bool word_holds(const struct word *w, int32_t today, const char *folded)
{
	int32_t first, last, day;
	bool has_name = false;

	if (is_bound(w) && today != CIVIL_NONE)
		return words_day_read(w->typed, today, &first, &last) && day_told(folded, &day) &&
			(w->name[0] == 's' ? day >= first : day <= last);
	if (w->name[0] && is_told(folded, w->name, w->want, &has_name))
		return true;
	return !has_name && is_somewhere(folded, w->all);
}

bool words_match_folded(const char *words, int32_t today, const char *folded)
{
	for (const char *at = words; *at;) {
		size_t length;
		struct word w;

		at += strspn(at, " ");
		length = strcspn(at, " ");
		word_read(at, length, &w);
		if (*w.want && word_holds(&w, today, folded) == w.without)
			return false;
		at += length;
	}
	return true;
}

bool words_match(const char *words, int32_t today, const char *text)
{
	char folded[TEXT_MOST];

	words_fold(text, folded, sizeof folded);
	return words_match_folded(words, today, folded);
}

bool words_name(const char *words)
{
	return strchr(words, ':') != NULL;
}

/* A day is asked for by its bounds. */
static void name_add(const char *name, size_t length, char out[static WORDS_NAMES])
{
	char called[WORD_MOST];
	size_t at = strlen(out);

	snprintf(called, sizeof called, "%.*s: ", (int)length, name);
	if (strcmp(called, "day: ") == 0)
		snprintf(called, sizeof called, "since: ");
	if (!strstr(out, called) && at + strlen(called) < WORDS_NAMES)
		memcpy(out + at, called, strlen(called) + 1);
}

void words_names_add(const char *folded, char out[static WORDS_NAMES])
{
	struct piece p;

	while (piece_next(&folded, &p))
		if (p.name_length)
			name_add(p.name, p.name_length, out);
}
