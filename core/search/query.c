/*
 * query.c - what was typed, taken apart: identifiers, dates, postcodes and
 * numbers where words look like them, names otherwise.
 */
#include "search/query.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "civil.h"
#include "linkage/normal.h"
#include "search/dates.h"
#include "search/keys.h"
#include "search/reader.h"
#include "search/spell.h"
#include "text.h"

enum { JOINED_MOST = 3, FORMS_MOST = 40, SLIP_LEAST = 4 };

static const struct way NAME = {.by = BY_NAME, .is_prefix = true, .score = 100};
static const struct way NAME_JOINED = {.by = BY_NAME, .is_prefix = true, .score = 90};
static const struct way NAME_WITH_O = {.by = BY_NAME, .is_prefix = true, .score = 75};
static const struct way NICKNAME = {.by = BY_NICKNAME, .score = 60};
static const struct way NICKNAME_ASIDE = {.by = BY_NICKNAME, .score = 57};
static const struct way BORN = {.by = BY_BORN, .score = 100};
static const struct way BORN_IN = {.by = BY_BORN_IN, .is_prefix = true, .score = 100};
static const struct way BORN_SWAPPED = {.by = BY_BORN_SWAPPED, .score = 50};
static const struct way POSTCODE = {.by = BY_POSTCODE, .is_prefix = true, .score = 70};
static const struct way VALUE = {.by = BY_VALUE, .is_prefix = true, .score = 85};
static const struct way ADDRESS = {.by = BY_ADDRESS, .is_prefix = true, .score = 200};

void query_done(struct query *q)
{
	for (size_t i = 0; i < q->terms.n; i++)
		vec_done(&q->terms.v[i].ways);
	vec_done(&q->terms);
}

size_t term_add(struct reader *r, const char *const *words, size_t n)
{
	const char *typed = n ? words[0] : "";

	for (size_t i = 1; i < n && typed; i++)
		typed = arena_printf(r->arena, "%s %s", typed, words[i]);
	if (!typed || !vec_push(&r->query->terms, (struct term){.typed = typed}))
		r->failed = true;
	return r->query->terms.n - !r->failed;
}

static void way_put(struct reader *r, size_t term, char *key, struct way way)
{
	way.key = key;
	if (r->failed || !key || !vec_push(&r->query->terms.v[term].ways, way))
		r->failed = true;
}

void way_add(struct reader *r, size_t term, char kind, const char *text, struct way way)
{
	if (text)
		way_put(r, term, key_make(r->arena, kind, text, kind == 'v' || kind == 'p'), way);
	else
		r->failed = true;
}

void way_add_ending(struct reader *r, size_t term, char kind, const char *digits, struct way way)
{
	way_put(r, term, key_make_ending(r->arena, kind, digits), way);
}

void way_value(struct reader *r, size_t term, const char *text)
{
	way_add(r, term, 'v', text, VALUE);
}

/* AGENCY:local_id, the whole of the query. */
static bool read_address(struct reader *r, const char *text)
{
	const char *colon = strchr(text, ':');
	char code[65], *left = colon ? arena_dup_n(r->arena, text, (size_t)(colon - text)) : NULL;
	struct way way = ADDRESS;

	if (!left || !colon[1] || !code_fold(text_trim(left), code))
		return false;
	way.agency = arena_dup(r->arena, code);
	if (!way.agency)
		r->failed = true;
	way_add(r, term_add(r, &text, 1), 'v', colon + 1 + strspn(colon + 1, " "), way);
	return true;
}

/* 1943-03-07 for 1943-07-03, where there may be one. */
static bool date_swap(const char date[static 11], char out[static 11])
{
	struct civil day;

	if (memcmp(date + 5, date + 8, 2) == 0)
		return false;
	snprintf(out, 11, "%.5s%.2s-%.2s", date, date + 8, date + 5);
	return civil_parse(out, &day);
}

static size_t read_date(struct reader *r, const char *const *words, size_t n)
{
	char date[11], swapped[11];
	bool whole;
	size_t took = date_words(words, n, r->today, date, &whole), term;

	if (!took)
		return 0;
	term = term_add(r, words, took);
	way_add(r, term, 'd', date, whole ? BORN : BORN_IN);
	if (whole && date_swap(date, swapped))
		way_add(r, term, 'd', swapped, BORN_SWAPPED);
	if (took == 1)
		way_value(r, term, words[0]);
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
	size_t term;

	if (n > 1 && is_outward(words[0]) && is_inward(words[1])) {
		way_add(r, term_add(r, words, 2), 'p',
			arena_printf(r->arena, "%s%s", words[0], words[1]), POSTCODE);
		return 2;
	}
	if (!is_outward(words[0]) && !postcode_fold(words[0], folded))
		return 0;
	term = term_add(r, words, 1);
	way_add(r, term, 'p', words[0], POSTCODE);
	way_value(r, term, words[0]);
	way_add(r, term, 'n', fold_dup(r->arena, words[0]), NAME);
	return 1;
}

/* Names ------------------------------------------------------------------ */

static bool is_title(const char *part)
{
	static const char *const titles[] = {"mr", "mrs", "ms", "miss", "mx", "dr", "prof", "rev",
		"sir", "dame", "lady", "lord", "fr", "sr", "jr", NULL};

	for (const char *const *t = titles; *t; t++)
		if (strcmp(part, *t) == 0)
			return true;
	return false;
}

/* One letter is where a name begins, and like no name; beside other words it leaves some of whom they
 * find out, by their names alone: alone it may be where a number begins. */
static bool is_initial(const char *part)
{
	return part[0] && !part[1];
}

static void read_part(struct reader *r, const char *part)
{
	size_t term = term_add(r, &part, 1);

	if (r->failed)
		return;
	r->query->terms.v[term].part = part;
	way_add(r, term, 'n', part, NAME);
	if (is_initial(part) && r->word_n > 1)
		return;
	if (strlen(part) >= 3) /* O'Hara, D'Souza */
		way_add(r, term, 'n', arena_printf(r->arena, "o%s", part), NAME_WITH_O);
	if (strlen(part) >= 4)
		way_add(r, term, 'n', arena_printf(r->arena, "d%s", part), NAME_WITH_O);
	way_value(r, term, part);
}

/* smith-johnson is two parts; an e-mail address or MRN/77 is one identifier. */
static void read_name(struct reader *r, const char *word)
{
	const char *folded = fold_dup(r->arena, word);
	char *words = folded ? arena_dup(r->arena, folded) : NULL, *rest = NULL, *part;

	if (!words) {
		r->failed = true;
		return;
	}
	if (strpbrk(word, "0123456789@_/") && strchr(folded, ' ')) {
		way_value(r, term_add(r, &word, 1), word);
		return;
	}
	for (part = strtok_r(words, " ", &rest); part && r->query->terms.n < QUERY_WORDS;
		part = strtok_r(NULL, " ", &rest))
		read_part(r, part);
}

static size_t read_words(struct reader *r, const char *const *words, size_t n)
{
	size_t took;

	if ((took = read_nhs(r, words, n)) || (took = read_date(r, words, n)) ||
		(took = read_age(r, words, n)) || (took = read_postcode(r, words, n)) ||
		(took = read_numbers(r, words, n)))
		return took;
	read_name(r, words[0]);
	return 1;
}

/* A title beside a name need not be in the record. */
static void titles_mark(struct query *q)
{
	size_t names = 0;

	for (size_t i = 0; i < q->terms.n; i++)
		names += q->terms.v[i].part && !is_title(q->terms.v[i].part);
	for (size_t i = 0; i < q->terms.n && names; i++)
		q->terms.v[i].is_needless = q->terms.v[i].part && is_title(q->terms.v[i].part);
}

static bool is_part(const struct term *t)
{
	return t->part && !t->is_needless;
}

/* "van der berg" may be kept as one word. */
static void parts_join(struct reader *r)
{
	struct query *q = r->query;

	for (size_t i = 0; i < q->terms.n; i++) {
		const char *joined = q->terms.v[i].part;

		for (size_t n = 2; n <= JOINED_MOST && i + n <= q->terms.n && !r->failed; n++) {
			if (!is_part(&q->terms.v[i]) || !is_part(&q->terms.v[i + n - 1]))
				break;
			joined = arena_printf(r->arena, "%s%s", joined, q->terms.v[i + n - 1].part);
			for (size_t t = i; t < i + n && joined; t++)
				way_add(r, t, 'n', joined, NAME_JOINED);
			r->failed = r->failed || !joined;
		}
	}
}

enum status query_read(
	struct query *q, const char *text, int32_t today, struct arena *arena, struct err *err)
{
	struct reader r = {.query = q, .arena = arena, .today = today};
	char *typed = arena_dup(arena, text ? text : ""), *rest = NULL;
	const char *words[QUERY_WORDS];
	size_t i = 0;

	*q = (struct query){0};
	if (!typed)
		return err_nomem(err);
	typed = text_trim(typed);
	if (!read_address(&r, typed)) {
		for (char *w = strtok_r(typed, " \t,;", &rest); w && r.word_n < QUERY_WORDS;
			w = strtok_r(NULL, " \t,;", &rest))
			words[r.word_n++] = w;
		while (i < r.word_n && !r.failed)
			i += read_words(&r, words + i, r.word_n - i);
		titles_mark(q);
		parts_join(&r);
	}
	return r.failed ? err_nomem(err) : ST_OK;
}

/* Spelt otherwise -------------------------------------------------------- */

static bool has_key(const struct term *t, const char *part)
{
	for (size_t i = 0; i < t->ways.n; i++)
		if (strncmp(t->ways.v[i].key, KEY_NAME, 2) == 0 && !t->ways.v[i].is_prefix &&
			strcmp(t->ways.v[i].key + 2, part) == 0)
			return true;
	return false;
}

/* Hussein is a slip for Hussain, if anything. */
static bool is_other_form(const struct term *t, const char *form)
{
	bool goes_on;

	return strcmp(form, t->part) != 0 && !has_key(t, form) &&
		(strlen(t->part) < SLIP_LEAST || !spell_slip(t->part, form, false, &goes_on));
}

/* The formal name, and every other form of it: Rita, too, is a Margaret, but less likely
 * the Peggy who is looked for. */
static void widen_nicknames(struct reader *r, size_t term)
{
	const char *part = r->query->terms.v[term].part, *roots[NICKNAME_ROOTS];
	size_t n = nickname_roots(part, roots);

	for (size_t i = 0; i < n && !r->failed; i++) {
		const char *forms[FORMS_MOST];
		size_t form_n = nickname_forms(roots[i], forms, FORMS_MOST);
		struct way way = NICKNAME, aside = strcmp(part, roots[i]) == 0 ? NICKNAME : NICKNAME_ASIDE;

		way.told = aside.told = roots[i];
		if (is_other_form(&r->query->terms.v[term], roots[i]))
			way_add(r, term, 'n', roots[i], way);
		for (size_t f = 0; f < form_n && !r->failed; f++)
			if (is_other_form(&r->query->terms.v[term], forms[f]))
				way_add(r, term, 'n', forms[f], aside);
	}
}

static double spelling_score(const struct spelling *s)
{
	if (s->how == ALIKE_SOUND)
		return 25 + 15 * s->likeness;
	return (s->is_longer ? 42 : 50) + 5 * s->likeness;
}

/* Adds to n terms how the store spells the part that they are together. */
static enum status widen_spellings(struct reader *r, size_t first, size_t n, const char *part,
	const struct store *store, struct err *err)
{
	struct spelling *found = NULL;
	size_t found_n = 0;
	enum status st = spell_find(store, part, r->arena, &found, &found_n, err);

	for (size_t i = 0; st == ST_OK && i < found_n && !r->failed; i++) {
		struct way way = {.by = found[i].how == ALIKE_SLIP ? BY_SLIP : BY_SOUND,
			.score = spelling_score(&found[i]) - (n > 1 ? 5 : 0)};

		for (size_t t = first; t < first + n && !r->failed; t++)
			if (!has_key(&r->query->terms.v[t], found[i].part))
				way_add(r, t, 'n', found[i].part, way);
	}
	return st;
}

enum status query_widen(struct query *q, const struct store *store, struct arena *arena,
	struct err *err)
{
	struct reader r = {.query = q, .arena = arena};
	enum status st = ST_OK;

	for (size_t t = 0; t < q->terms.n && st == ST_OK && !r.failed; t++) {
		const struct term *term = &q->terms.v[t];
		const char *joined;

		if (!is_part(term) || is_initial(term->part))
			continue;
		widen_nicknames(&r, t);
		if (!r.failed)
			st = widen_spellings(&r, t, 1, term->part, store, err);
		if (st != ST_OK || r.failed || t + 1 == q->terms.n || !is_part(term + 1) ||
			is_initial(term[1].part))
			continue;
		joined = arena_printf(arena, "%s%s", term->part, term[1].part);
		if (!joined)
			return err_nomem(err);
		st = widen_spellings(&r, t, 2, joined, store, err);
	}
	return st == ST_OK && r.failed ? err_nomem(err) : st;
}

/* What was tried --------------------------------------------------------- */

const char *term_tried(const struct term *t, struct arena *arena)
{
	static const char *const as[BY_COUNT] = {
		[BY_NAME] = "a name", [BY_NICKNAME] = "its nicknames", [BY_SLIP] = "one letter off",
		[BY_BORN] = "a birth date", [BY_BORN_IN] = "a time of birth",
		[BY_BORN_SWAPPED] = "day and month swapped", [BY_AGE] = "an age",
		[BY_POSTCODE] = "a postcode", [BY_PHONE] = "a phone", [BY_NHS] = "an NHS number",
		[BY_VALUE] = "an identifier", [BY_ADDRESS] = "an agency's record",
	};
	const char *list = "";
	bool said[BY_COUNT] = {false};

	for (size_t i = 0; i < t->ways.n; i++)
		said[t->ways.v[i].by] = true;
	if (t->part && !is_initial(t->part))
		said[BY_NICKNAME] = said[BY_SLIP] = true;
	for (int by = 0; by < BY_COUNT && list; by++)
		if (said[by] && as[by])
			list = arena_printf(arena, "%s%s%s", list, *list ? ", " : "", as[by]);
	return list;
}
