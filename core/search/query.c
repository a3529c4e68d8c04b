/*
 * query.c - what was typed, taken apart: identifiers, dates, postcodes and
 * phones where words look like them, names otherwise.
 */
#include "search/query.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "linkage/normal.h"
#include "search/dates.h"
#include "search/keys.h"
#include "text.h"

enum { WORDS_MAX = 24, SOUND_LEAST = 2 };

struct reader {
	struct query *query;
	struct arena *arena;
	int32_t today;
	bool failed;
};

static const struct way BY_NAME = {NULL, true, 100, "name", "former name"};
static const struct way BY_NICKNAME = {NULL, false, 60, "nickname", "former name"};
static const struct way BY_SOUND = {NULL, false, 40, "sounds like", "former name"};
static const struct way BY_BIRTH_DATE = {NULL, false, 100, "birth date", "former birth date"};
static const struct way BY_BIRTH_YEAR = {NULL, true, 100, "birth date", "former birth date"};
static const struct way BY_POSTCODE = {NULL, true, 70, "postcode", "former address"};
static const struct way BY_PHONE = {NULL, true, 90, "phone", "former phone"};
static const struct way BY_NHS_NUMBER = {NULL, true, 200, "NHS number", "former NHS number"};
static const struct way BY_VALUE = {NULL, true, 85, "identifier", "former identifier"};
static const struct way BY_ADDRESS = {NULL, true, 200, "record", "record"};

void query_done(struct query *q)
{
	for (size_t i = 0; i < q->terms.n; i++)
		vec_done(&q->terms.v[i].ways);
	vec_done(&q->terms);
}

static struct term *term_add(struct reader *r)
{
	if (!vec_push(&r->query->terms, (struct term){0})) {
		r->failed = true;
		return NULL;
	}
	return &r->query->terms.v[r->query->terms.n - 1];
}

static void way_add(struct reader *r, struct term *t, char kind, const char *text, struct way way)
{
	if (!t || !text) {
		r->failed = true;
		return;
	}
	way.key = key_make(r->arena, kind, text, strchr("lvp", kind) != NULL);
	if (!way.key || !vec_push(&t->ways, way))
		r->failed = true;
}

static void way_value(struct reader *r, struct term *t, const char *text)
{
	way_add(r, t, 'v', text, BY_VALUE);
}

/* AGENCY:local_id, the whole of the query. */
static bool read_address(struct reader *r, const char *text)
{
	const char *colon = strchr(text, ':');
	char code[65], *left = colon ? arena_dup_n(r->arena, text, (size_t)(colon - text)) : NULL;

	if (!left || !colon[1] || !code_fold(text_trim(left), code))
		return false;
	way_add(r, term_add(r), 'l',
		arena_printf(r->arena, "%s:%s", code, colon + 1 + strspn(colon + 1, " ")), BY_ADDRESS);
	return true;
}

/* Joins the digits of the first n words; false when one holds anything else. */
static bool digits_join(const char *const *words, size_t n, char *out, size_t room)
{
	size_t used = 0;

	for (size_t i = 0; i < n; i++) {
		for (const char *p = words[i]; *p; p++) {
			if (strchr("-().+", *p))
				continue;
			if (!isdigit((unsigned char)*p) || used + 1 >= room)
				return false;
			out[used++] = *p;
		}
	}
	out[used] = '\0';
	return used > 0;
}

/* 999 000 0018 */
static size_t read_nhs(struct reader *r, const char *const *words, size_t n)
{
	char digits[16], valid[11];

	for (size_t take = n < 4 ? n : 4; take > 0; take--) {
		if (!digits_join(words, take, digits, sizeof digits) ||
			!nhs_number_valid(digits, valid))
			continue;
		way_add(r, term_add(r), 'N', valid, BY_NHS_NUMBER);
		return take;
	}
	return 0;
}

static size_t read_phone(struct reader *r, const char *const *words, size_t n)
{
	char digits[32], phone[32], written[40];

	for (size_t take = n < 5 ? n : 5; take > 0; take--) {
		struct term *t;

		if (!digits_join(words, take, digits, sizeof digits) || strlen(digits) < 7 ||
			strlen(digits) > 15)
			continue;
		snprintf(written, sizeof written, "%s%s", words[0][0] == '+' ? "+" : "", digits);
		if (!phone_fold(written, phone, sizeof phone))
			continue;
		t = term_add(r);
		way_add(r, t, 't', phone, BY_PHONE);
		if (strlen(digits) < 10)
			way_add(r, t, 'N', digits, BY_NHS_NUMBER);
		if (take == 1)
			way_value(r, t, words[0]);
		return take;
	}
	return 0;
}

static size_t read_date(struct reader *r, const char *const *words, size_t n)
{
	char date[11];
	bool whole;
	size_t took = date_words(words, n, r->today, date, &whole);
	struct term *t;

	if (!took)
		return 0;
	t = term_add(r);
	way_add(r, t, 'd', date, whole ? BY_BIRTH_DATE : BY_BIRTH_YEAR);
	if (took == 1)
		way_value(r, t, words[0]);
	return took;
}

/* LS6, EC1A: what stands before the blank of a postcode. */
static bool is_outward(const char *w)
{
	size_t letters = 0, n = strlen(w);

	while (isalpha((unsigned char)w[letters]))
		letters++;
	return letters >= 1 && letters <= 2 && n > letters && n <= letters + 2 &&
		isdigit((unsigned char)w[letters]) &&
		(n == letters + 1 || isalnum((unsigned char)w[letters + 1]));
}

/* 2AB, or its beginning. */
static bool is_inward(const char *w)
{
	size_t n = strlen(w);

	return n >= 1 && n <= 3 && isdigit((unsigned char)w[0]) &&
		(n < 2 || isalpha((unsigned char)w[1])) && (n < 3 || isalpha((unsigned char)w[2]));
}

static size_t read_postcode(struct reader *r, const char *const *words, size_t n)
{
	char folded[9];
	struct term *t;

	if (n > 1 && is_outward(words[0]) && is_inward(words[1])) {
		way_add(r, term_add(r), 'p', arena_printf(r->arena, "%s%s", words[0], words[1]), BY_POSTCODE);
		return 2;
	}
	if (!is_outward(words[0]) && !postcode_fold(words[0], folded))
		return 0;
	t = term_add(r);
	way_add(r, t, 'p', words[0], BY_POSTCODE);
	way_value(r, t, words[0]);
	way_add(r, t, 'n', fold_dup(r->arena, words[0]), BY_NAME);
	return 1;
}

/* A number that is nothing in particular yet: it may become any of these. */
static size_t read_number(struct reader *r, const char *word)
{
	char digits[32];
	struct term *t;
	size_t n;

	if (!digits_join(&word, 1, digits, sizeof digits))
		return 0;
	n = strlen(digits);
	t = term_add(r);
	way_value(r, t, word);
	if (n == 4)
		way_add(r, t, 'd', digits, BY_BIRTH_YEAR);
	if (n >= 3 && n <= 9)
		way_add(r, t, 'N', digits, BY_NHS_NUMBER);
	if (n >= 3)
		way_add(r, t, 'p', word, BY_POSTCODE);
	if (n >= 4)
		way_add(r, t, 't', digits, BY_PHONE);
	return 1;
}

static void read_name_word(struct reader *r, const char *word)
{
	struct term *t = term_add(r);
	const char *roots[NICKNAME_ROOTS];
	char sound[9];
	size_t n = nickname_roots(word, roots);

	way_add(r, t, 'n', word, BY_NAME);
	for (size_t i = 0; i < n; i++) {
		way_add(r, t, 'n', roots[i], BY_NICKNAME);
		way_add(r, t, 'r', roots[i], BY_NICKNAME);
	}
	way_value(r, t, word);
	text_sound(word, sound);
	if (strlen(sound) >= SOUND_LEAST && strlen(word) > 2 && !strpbrk(word, "0123456789"))
		way_add(r, t, 's', sound, BY_SOUND);
}

/* smith-johnson is two names; an e-mail address or MRN/77 is one identifier. */
static void read_name(struct reader *r, const char *word)
{
	const char *folded = fold_dup(r->arena, word);
	char *words = folded ? arena_dup(r->arena, folded) : NULL, *rest = NULL, *part;

	if (!words) {
		r->failed = true;
		return;
	}
	if (strpbrk(word, "0123456789@_/") && strchr(folded, ' ')) {
		way_value(r, term_add(r), word);
		return;
	}
	for (part = strtok_r(words, " ", &rest); part && r->query->terms.n < WORDS_MAX;
		part = strtok_r(NULL, " ", &rest))
		read_name_word(r, part);
}

static size_t read_words(struct reader *r, const char *const *words, size_t n)
{
	size_t took;

	if ((took = read_nhs(r, words, n)) || (took = read_date(r, words, n)) ||
		(took = read_phone(r, words, n)) || (took = read_postcode(r, words, n)) ||
			(took = read_number(r, words[0])))
		return took;
	read_name(r, words[0]);
	return 1;
}

enum status query_read(
	struct query *q, const char *text, int32_t today, struct arena *arena, struct err *err)
{
	struct reader r = {q, arena, today, false};
	char *typed = arena_dup(arena, text ? text : ""), *rest = NULL;
	const char *words[WORDS_MAX];
	size_t n = 0, i = 0;

	*q = (struct query){0};
	if (!typed)
		return err_nomem(err);
	typed = text_trim(typed);
	if (!read_address(&r, typed)) {
		for (char *w = strtok_r(typed, " \t,;", &rest); w && n < WORDS_MAX;
			w = strtok_r(NULL, " \t,;", &rest))
			words[n++] = w;
		while (i < n && !r.failed)
			i += read_words(&r, words + i, n - i);
	}
	return r.failed ? err_nomem(err) : ST_OK;
}
