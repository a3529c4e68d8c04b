/* keys.c - what a record is found by. */
#include "search/keys.h"

#include <stdlib.h>
#include <string.h>

#include "text.h"
#include "vec.h"

enum { WORDS_MAX = 40 };

struct keyring {
	struct arena *arena;
	VEC(const char *) keys;
	bool failed;
};

static size_t cut_length(const char *text, size_t most)
{
	size_t n = strnlen(text, most + 1);

	if (n <= most)
		return n;
	n = most;
	while (n && ((unsigned char)text[n] & 0xC0) == 0x80)
		n--;
	return n;
}

char *key_make(struct arena *arena, char kind, const char *text, bool small)
{
	size_t length = cut_length(text, KEY_TEXT_MAX);
	char *key = arena_alloc(arena, length + 3);

	if (key) {
		key[0] = kind;
		key[1] = ':';
		memcpy(key + 2, text, length);
	}
	for (char *p = key ? key + 2 : NULL; small && p && *p; p++)
		if (*p >= 'A' && *p <= 'Z')
			*p = (char)(*p - 'A' + 'a');
	return key;
}

char *key_make_ending(struct arena *arena, char kind, const char *digits)
{
	char *key = key_make(arena, kind, digits, false), *end = key ? key + strlen(key) - 1 : NULL;

	for (char *p = key ? key + 2 : NULL; p && p < end; p++, end--) {
		char c = *p;

		*p = *end;
		*end = c;
	}
	return key;
}

static void ring_add(struct keyring *r, char *key)
{
	if (!key || !vec_push(&r->keys, key))
		r->failed = true;
}

static void ring_text(struct keyring *r, char kind, const char *text, bool small)
{
	if (!text)
		r->failed = true;
	else if (*text)
		ring_add(r, key_make(r->arena, kind, text, small));
}

static void ring_digits(struct keyring *r, char kind, char ending, const char *digits)
{
	ring_text(r, kind, digits, false);
	if (*digits)
		ring_add(r, key_make_ending(r->arena, ending, digits));
}

/* Every word of a name, and the words as one: De Silva, DeSilva. */
static void ring_name(struct keyring *r, const char *name)
{
	const char *folded = fold_dup(r->arena, name);
	char *words = folded ? arena_dup(r->arena, folded) : NULL, *rest = NULL, *word;
	int n = 0;

	if (!words) {
		r->failed = true;
		return;
	}
	if (strchr(folded, ' '))
		ring_text(r, 'n', joined_dup(r->arena, folded), false);
	for (word = strtok_r(words, " ", &rest); word && n < WORDS_MAX;
		word = strtok_r(NULL, " ", &rest), n++)
		ring_text(r, 'n', word, false);
}

static void ring_identifiers(struct keyring *r, const struct record *rec, const struct normal *m)
{
	char date[11];

	civil_iso(m->born_sent, date);
	ring_text(r, 'd', date, false);
	ring_text(r, 'p', m->postcode, true);
	ring_digits(r, 't', 'T', m->phone);
	ring_digits(r, 'N', 'M', m->nhs);
	ring_text(r, 'v', m->email, true);
	for (size_t i = 0; i < m->other_n; i++)
		ring_text(r, 'v', strchr(m->other[i], '=') + 1, true);
	if (rec->local_id)
		ring_text(r, 'v', rec->local_id, true);
}

static enum status ring_give(struct keyring *r, const char ***keys, size_t *n, struct err *err)
{
	const char **list = arena_alloc(r->arena, (r->keys.n + 1) * sizeof *list);

	if (r->failed || !list)
		return err_nomem(err);
	*n = texts_sort(r->keys.v, r->keys.n);
	for (size_t i = 0; i < *n; i++)
		list[i] = r->keys.v[i];
	*keys = list;
	return ST_OK;
}

enum status keys_of(const struct record *rec, const struct normal *m, struct arena *arena,
	const char ***keys, size_t *n, struct err *err)
{
	static const enum record_field names[] = {
		RF_FAMILY_NAME, RF_GIVEN_NAME, RF_OTHER_NAMES, RF_PREFERRED_NAME};
	struct keyring r = {.arena = arena};
	enum status st;

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		ring_name(&r, rec->field[names[i]]);
	ring_identifiers(&r, rec, m);
	st = ring_give(&r, keys, n, err);
	vec_done(&r.keys);
	return st;
}

enum status keys_make(const struct record *rec, struct arena *arena, const char ***keys, size_t *n,
	struct err *err)
{
	struct normal m;
	enum status st = normal_make(rec, CIVIL_NONE, arena, &m, err);

	return st == ST_OK ? keys_of(rec, &m, arena, keys, n, err) : st;
}
