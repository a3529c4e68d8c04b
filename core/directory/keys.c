#include "directory/keys.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "text.h"

enum { WORD_LEAST_OF_DESCRIPTION = 4 };

void words_each(const char *text, bool (*give)(void *arg, const char *word), void *arg, bool *nomem)
{
	size_t room = text ? strlen(text) * 3 + 16 : 0;
	char *folded = text ? malloc(room) : NULL, *at = folded;

	*nomem |= text && !folded;
	if (!folded)
		return;
	text_fold(text, folded, room);
	while (*at && !*nomem) {
		size_t n = strcspn(at, " ");
		char after = at[n];

		at[n] = 0;
		if (n && !give(arg, at))
			*nomem = true;
		at += n + (after != 0);
		at += strspn(at, " ");
	}
	free(folded);
}

struct making {
	struct service_keys *keys;
	struct arena *arena;
	char kind;
	size_t least;
};

static bool key_add(struct making *m, char kind, const char *text)
{
	const char *key = arena_printf(m->arena, "%c %s", kind, text);

	return key && vec_push(&m->keys->key, key);
}

static bool word_add(void *arg, const char *word)
{
	struct making *m = arg;

	return strlen(word) < m->least || key_add(m, m->kind, word);
}

static void words_add(struct making *m, char kind, size_t least, const char *text, bool *nomem)
{
	m->kind = kind;
	m->least = least;
	words_each(text, word_add, m, nomem);
}

static bool is_over(const struct service *s)
{
	return s->status && (strcasecmp(s->status, "inactive") == 0 || strcasecmp(s->status, "defunct") == 0);
}

static void places_add(struct making *m, const struct service *s, bool *nomem)
{
	bool has_place = false;

	for (size_t i = 0; i < s->place_n; i++) {
		const struct service_place *p = &s->place[i];
		bool is_area = p->kind && strcmp(p->kind, "area") == 0;

		has_place |= !is_area && !(p->kind && strcasecmp(p->kind, "virtual") == 0);
		words_add(m, 't', 1, p->name, nomem);
		words_add(m, 't', 1, p->address, nomem);
		if (p->postcode)
			*nomem |= !key_add(m, 'p', p->postcode);
	}
	if (!has_place)
		*nomem |= !vec_push(&m->keys->key, "o");
}

bool service_keys_make(struct service_keys *k, const struct service *s, const struct catalogue *c, struct arena *a)
{
	struct making m = { .keys = k, .arena = a };
	static const enum service_line FOUND_BY[] = { SERVICE_WHO, SERVICE_LANGUAGE, SERVICE_ACCESS };
	bool nomem = false;

	k->key.n = 0;
	if (is_over(s))
		return true;
	nomem |= !vec_push(&k->key, "a");
	for (size_t i = 0; i < catalogue_domain_count(c); i++)
		if (s->domains & (domains_t)1 << i)
			nomem |= !key_add(&m, 'd', catalogue_domain(c, i)->code);
	words_add(&m, 'w', 1, s->name, &nomem);
	words_add(&m, 'w', 1, s->organisation, &nomem);
	for (size_t i = 0; i < s->line_n[SERVICE_TERM]; i++)
		words_add(&m, 'w', 1, s->line[SERVICE_TERM][i], &nomem);
	words_add(&m, 'x', WORD_LEAST_OF_DESCRIPTION, s->description, &nomem);
	for (size_t f = 0; f < sizeof FOUND_BY / sizeof *FOUND_BY; f++)
		for (size_t i = 0; i < s->line_n[FOUND_BY[f]]; i++)
			words_add(&m, 'x', WORD_LEAST_OF_DESCRIPTION, s->line[FOUND_BY[f]][i], &nomem);
	places_add(&m, s, &nomem);
	if (nomem)
		return false;
	k->key.n = texts_sort(k->key.v, k->key.n);
	return true;
}

void service_keys_done(struct service_keys *k)
{
	vec_done(&k->key);
}

static void put(crypto_generichash_state *h, const char *text)
{
	/* What is not sent is none of the texts that can be. */
	crypto_generichash_update(h, (const unsigned char *)(text ? text : "\xff"), (text ? strlen(text) : 1) + 1);
}

void service_mark_make(const struct service *s, char out[static SERVICE_MARK_ROOM])
{
	const char *const text[] = { s->ref, s->name, s->organisation, s->description, s->url, s->email, s->status,
		s->alert, s->assured_on, s->domain_codes };
	const int64_t number[] = { s->minimum_age, s->maximum_age };
	unsigned char hash[16];
	crypto_generichash_state h;

	crypto_generichash_init(&h, NULL, 0, sizeof hash);
	for (size_t i = 0; i < sizeof text / sizeof *text; i++)
		put(&h, text[i]);
	crypto_generichash_update(&h, (const unsigned char *)number, sizeof number);
	for (size_t i = 0; i < s->place_n; i++) {
		put(&h, s->place[i].kind);
		put(&h, s->place[i].name);
		put(&h, s->place[i].address);
		put(&h, s->place[i].postcode);
	}
	for (size_t i = 0; i < s->contact_n; i++) {
		put(&h, s->contact[i].name);
		put(&h, s->contact[i].title);
		put(&h, s->contact[i].phone);
		put(&h, s->contact[i].email);
	}
	for (int k = 0; k < SERVICE_LINES; k++) {
		put(&h, NULL);
		for (size_t i = 0; i < s->line_n[k]; i++)
			put(&h, s->line[k][i]);
	}
	crypto_generichash_final(&h, hash, sizeof hash);
	sodium_bin2hex(out, SERVICE_MARK_ROOM, hash, sizeof hash);
}
