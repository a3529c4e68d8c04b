/* lists.c - trimming, and the `;` lists that files carry. */
#include "text.h"

#include <stdlib.h>
#include <string.h>

#include "arena.h"

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

char *text_trim(char *text)
{
	size_t start = 0, end = strlen(text);

	while (start < end && is_blank(text[start]))
		start++;
	while (end > start && is_blank(text[end - 1]))
		end--;
	memmove(text, text + start, end - start);
	text[end - start] = '\0';
	return text;
}

/* The next trimmed, non-empty item at *p, or NULL at the end. */
static const char *next_item(const char **p, size_t *length)
{
	while (**p) {
		const char *item = *p, *end = item + strcspn(item, ";");

		*p = *end ? end + 1 : end;
		while (item < end && is_blank(*item))
			item++;
		while (end > item && is_blank(end[-1]))
			end--;
		if (end > item) {
			*length = (size_t)(end - item);
			return item;
		}
	}
	return NULL;
}

void text_list(
	const char *list, void (*give)(void *arg, const char *item, size_t length), void *arg)
{
	const char *item;
	size_t length;

	if (!list)
		return;
	while ((item = next_item(&list, &length)))
		give(arg, item, length);
}

bool text_list_has(const char *list, const char *wanted)
{
	size_t length, wanted_length = strlen(wanted);
	const char *item;

	if (!list)
		return false;
	while ((item = next_item(&list, &length)))
		if (length == wanted_length && memcmp(item, wanted, length) == 0)
			return true;
	return false;
}

int text_order(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

size_t texts_sort(const char **text, size_t n)
{
	size_t kept = 0;

	if (n)
		qsort(text, n, sizeof *text, text_order);
	for (size_t i = 0; i < n; i++)
		if (!kept || strcmp(text[kept - 1], text[i]) != 0)
			text[kept++] = text[i];
	return kept;
}

const char *texts_join(const char *const *text, size_t n, struct arena *arena)
{
	size_t room = 1, at = 0;
	char *out;

	for (size_t i = 0; i < n; i++)
		room += strlen(text[i]) + 1;
	out = arena_alloc(arena, room);
	for (size_t i = 0; out && i < n; i++) {
		if (i)
			out[at++] = ';';
		memcpy(out + at, text[i], strlen(text[i]));
		at += strlen(text[i]);
	}
	return out;
}

bool code_fold(const char *text, char out[static 65])
{
	size_t n = 0;

	out[0] = '\0';
	if (!text || !*text)
		return false;
	for (; text[n]; n++) {
		char c = text[n];

		if (c >= 'a' && c <= 'z')
			c = (char)(c - 'a' + 'A');
		if (n == 64 || !((c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-')) {
			out[0] = '\0';
			return false;
		}
		out[n] = c;
	}
	out[n] = '\0';
	return true;
}
