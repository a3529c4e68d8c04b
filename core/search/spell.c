/* spell.c - name parts spelt otherwise. */
#include "search/spell.h"

#include <stdlib.h>
#include <string.h>

#include "text.h"

enum {
	HEAD = 6,          /* letters of a part of which one may be missing */
	PART_LEAST = 3,    /* shorter ones are all one slip apart */
	TYPED_LEAST = 4,
	LETTERS_MOST = 48,
	SOUND_LEAST = 2,   /* a vowel alone is no sound */
	FOUND_MOST = 400,  /* parts looked at for one key */
	SOUNDS_KEPT = 16, SLIPS_KEPT = 24,
	BEGINS_ALIKE = 2,  /* letters, for a suggestion */
	SUGGESTED_FROM = 2000,
};

#define SUGGESTED_LEAST 0.8 /* likeness */
/* Who sounds alike shares letters too: "Doyle" and "Dalaigh" are 0.606 alike, "Shaun" and
 * "Singh" 0.52, what nobody is called and any name mostly 0. */
#define SOUND_LIKENESS 0.6

/* A part as letters: where each begins, and where the last ends. */
struct letters {
	const char *text;
	size_t at[LETTERS_MOST + 1], n;
};

static bool letters_read(struct letters *l, const char *text)
{
	l->text = text;
	l->n = 0;
	for (size_t i = 0; text[i]; i++) {
		if (((unsigned char)text[i] & 0xC0) == 0x80)
			continue;
		if (l->n == LETTERS_MOST || (text[i] >= '0' && text[i] <= '9'))
			return false;
		l->at[l->n++] = i;
	}
	l->at[l->n] = strlen(text);
	return true;
}

static bool letter_same(const struct letters *a, size_t i, const struct letters *b, size_t j)
{
	size_t n = a->at[i + 1] - a->at[i];

	return n == b->at[j + 1] - b->at[j] &&
		memcmp(a->text + a->at[i], b->text + b->at[j], n) == 0;
}

/* The first letters without the one at `missing` (HEAD: none is). */
static char *head_without(struct arena *arena, const struct letters *l, size_t missing)
{
	size_t end = l->at[l->n < HEAD ? l->n : HEAD], gap = end, after = end;

	if (missing < l->n && missing < HEAD) {
		gap = l->at[missing];
		after = l->at[missing + 1];
	}
	return arena_printf(arena, "w:%.*s%.*s ", (int)gap, l->text, (int)(end - after),
		l->text + after);
}

static enum status heads_make(const struct letters *l, struct arena *arena,
	const char *heads[static SPELL_KEYS], size_t *n, struct err *err)
{
	size_t most = l->n < HEAD ? l->n : HEAD;

	*n = 0;
	for (size_t i = 0; i <= most; i++) {
		char *head = head_without(arena, l, i == most ? HEAD : i);
		bool is_there = false;

		if (!head)
			return err_nomem(err);
		for (size_t k = 0; k < *n; k++)
			is_there = is_there || strcmp(heads[k], head) == 0;
		if (!is_there)
			heads[(*n)++] = head;
	}
	return ST_OK;
}

/* "s:KFR ", or "" where it has no sound to speak of. */
static const char *sound_key(const char *part, struct arena *arena)
{
	char sound[9];

	text_sound(part, sound);
	return strlen(sound) < SOUND_LEAST ? "" : arena_printf(arena, "s:%s ", sound);
}

enum status spell_keys(const char *part, struct arena *arena, const char *keys[static SPELL_KEYS],
	size_t *n, struct err *err)
{
	struct letters l;
	const char *sound;
	enum status st = ST_OK;

	*n = 0;
	if (!letters_read(&l, part) || l.n < 2)
		return ST_OK;
	if (l.n >= PART_LEAST)
		st = heads_make(&l, arena, keys, n, err);
	sound = sound_key(part, arena);
	if (st == ST_OK && sound && *sound)
		keys[(*n)++] = sound;
	for (size_t i = 0; i < *n && st == ST_OK && sound; i++) {
		keys[i] = arena_printf(arena, "%s%s", keys[i], part);
		if (!keys[i])
			st = err_nomem(err);
	}
	return st == ST_OK && !sound ? err_nomem(err) : st;
}

/* How far the two agree from (i, j) on without a slip: to both ends, or to that
 * of what was typed. */
static bool rest_same(const struct letters *typed, size_t i, const struct letters *part, size_t j,
	bool may_go_on, bool *goes_on)
{
	while (i < typed->n && j < part->n && letter_same(typed, i, part, j)) {
		i++;
		j++;
	}
	*goes_on = i == typed->n && j < part->n;
	return i == typed->n && (j == part->n || may_go_on);
}

bool spell_slip(const char *typed, const char *part, bool may_go_on, bool *goes_on)
{
	struct letters t, p;
	size_t i = 0;

	*goes_on = false;
	if (!letters_read(&t, typed) || !letters_read(&p, part))
		return false;
	while (i < t.n && i < p.n && letter_same(&t, i, &p, i))
		i++;
	if (i == t.n && i == p.n)
		return true;
	if (i < t.n && i + 1 < t.n && i + 1 < p.n && letter_same(&t, i, &p, i + 1) &&
		letter_same(&t, i + 1, &p, i) && rest_same(&t, i + 2, &p, i + 2, may_go_on, goes_on))
		return true;
	if (i < t.n && i < p.n && rest_same(&t, i + 1, &p, i + 1, may_go_on, goes_on))
		return true;
	if (i < p.n && rest_same(&t, i, &p, i + 1, may_go_on, goes_on))
		return true;
	return i < t.n && rest_same(&t, i + 1, &p, i, may_go_on, goes_on);
}

/* Finding ---------------------------------------------------------------- */

struct speller {
	const struct store *store;
	const char *typed;
	size_t typed_n; /* letters */
	struct arena *arena;
	VEC(struct spelling) found;
};

static bool is_found(const struct speller *s, const char *part)
{
	for (size_t i = 0; i < s->found.n; i++)
		if (strcmp(s->found.v[i].part, part) == 0)
			return true;
	return false;
}

static bool spelling_judge(const struct speller *s, enum alike how, struct spelling *out)
{
	bool goes_on = false;

	if (strcmp(out->part, s->typed) == 0 || is_found(s, out->part))
		return false;
	if (how == ALIKE_SLIP && !spell_slip(s->typed, out->part, s->typed_n >= HEAD, &goes_on))
		return false;
	out->how = how;
	out->is_longer = goes_on;
	out->likeness = text_similarity(s->typed, out->part);
	return how == ALIKE_SLIP || out->likeness >= SOUND_LIKENESS;
}

/* The parts that are kept under a key. */
static enum status parts_of(struct speller *s, const char *key, enum alike how, struct err *err)
{
	struct key_hit *hit = NULL;
	size_t n = 0, length = strlen(key);
	enum status st = store_keys_find(s->store, key, true, FOUND_MOST, s->arena, &hit, &n, err);

	for (size_t i = 0; st == ST_OK && i < n; i++) {
		struct spelling found = {.part = hit[i].key + length};

		if (spelling_judge(s, how, &found) && !vec_push(&s->found, found))
			st = err_nomem(err);
	}
	return st;
}

static int spelling_order(const void *a, const void *b)
{
	const struct spelling *x = a, *y = b;

	if (x->how != y->how)
		return x->how < y->how ? -1 : 1;
	if (x->likeness != y->likeness)
		return x->likeness > y->likeness ? -1 : 1;
	return strcmp(x->part, y->part);
}

/* The likest of each sort. */
static size_t spellings_cut(struct spelling *v, size_t n)
{
	size_t kept = 0, of[2] = {0, 0};

	if (n)
		qsort(v, n, sizeof *v, spelling_order);
	for (size_t i = 0; i < n; i++)
		if (of[v[i].how]++ < (v[i].how == ALIKE_SLIP ? SLIPS_KEPT : SOUNDS_KEPT))
			v[kept++] = v[i];
	return kept;
}

static enum status spellings_gather(struct speller *s, const struct letters *l, struct err *err)
{
	const char *heads[SPELL_KEYS], *sound = sound_key(s->typed, s->arena);
	size_t n = 0;
	enum status st = sound ? ST_OK : err_nomem(err);

	if (st == ST_OK && l->n >= TYPED_LEAST)
		st = heads_make(l, s->arena, heads, &n, err);
	for (size_t i = 0; i < n && st == ST_OK; i++)
		st = parts_of(s, heads[i], ALIKE_SLIP, err);
	if (st == ST_OK && *sound && l->n >= PART_LEAST)
		st = parts_of(s, sound, ALIKE_SOUND, err);
	return st;
}

enum status spell_find(const struct store *store, const char *part, struct arena *arena,
	struct spelling **out, size_t *n, struct err *err)
{
	struct speller s = {.store = store, .typed = part, .arena = arena};
	struct letters l;
	enum status st = ST_OK;

	if (letters_read(&l, part)) {
		s.typed_n = l.n;
		st = spellings_gather(&s, &l, err);
	}
	s.found.n = spellings_cut(s.found.v, s.found.n);
	*n = s.found.n;
	*out = arena_alloc(arena, (s.found.n + 1) * sizeof **out);
	if (st == ST_OK && !*out)
		st = err_nomem(err);
	if (st == ST_OK && s.found.n)
		memcpy(*out, s.found.v, s.found.n * sizeof **out);
	vec_done(&s.found);
	return st;
}

static bool suggestion_judge(const struct speller *s, struct spelling *out)
{
	out->likeness = text_similarity(s->typed, out->part);
	return out->likeness >= SUGGESTED_LEAST && strcmp(out->part, s->typed) != 0 &&
		!is_found(s, out->part);
}

enum status spell_suggest(const struct store *store, const char *part, size_t most,
	struct arena *arena, const char ***out, size_t *n, struct err *err)
{
	struct speller s = {.store = store, .typed = part, .arena = arena};
	struct letters l;
	struct key_hit *hit = NULL;
	const char *begin;
	size_t hit_n = 0;
	enum status st = ST_OK;

	*n = 0;
	*out = arena_alloc(arena, (most + 1) * sizeof **out);
	if (!*out)
		return err_nomem(err);
	if (!letters_read(&l, part) || l.n < TYPED_LEAST)
		return ST_OK;
	begin = arena_printf(arena, "w:%.*s", (int)l.at[BEGINS_ALIKE], part);
	if (!begin)
		return err_nomem(err);
	st = store_keys_find(store, begin, true,
		SUGGESTED_FROM, arena, &hit, &hit_n, err);
	for (size_t i = 0; st == ST_OK && i < hit_n; i++) {
		struct spelling found = {.part = strchr(hit[i].key, ' ') + 1};

		if (suggestion_judge(&s, &found) && !vec_push(&s.found, found))
			st = err_nomem(err);
	}
	if (s.found.n)
		qsort(s.found.v, s.found.n, sizeof *s.found.v, spelling_order);
	while (st == ST_OK && *n < most && *n < s.found.n) {
		(*out)[*n] = s.found.v[*n].part;
		++*n;
	}
	vec_done(&s.found);
	return st;
}
