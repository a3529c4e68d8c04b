/* hint.c - where nobody is found: what was tried, and what may help. */
#include <stdio.h>
#include <string.h>

#include "governance/gate.h"
#include "search.h"
#include "search/match.h"
#include "search/spell.h"

enum { COUNTED_MOST = 20, MEANT_MOST = 3, MEANT_LOOKED = 24, TERMS_MOST = 5 };

struct hinting {
	struct session *session;
	struct arena *arena;
	struct query query;
	const char *help;
};

static enum status tried_tell(struct hinting *h, struct people_hint *out, struct err *err)
{
	out->tried_n = 0;
	out->tried = arena_alloc(h->arena, (h->query.terms.n + 1) * sizeof *out->tried);
	if (!out->tried)
		return err_nomem(err);
	for (size_t i = 0; i < h->query.terms.n; i++) {
		const struct term *t = &h->query.terms.v[i];
		const char *as = term_tried(t, h->arena),
			*text = as ? arena_printf(h->arena, "%s: %s", t->typed, as) : NULL;

		if (!text)
			return err_nomem(err);
		out->tried[out->tried_n++] = text;
	}
	return ST_OK;
}

/* How many people all terms but one hit. */
static enum status count_without(struct hinting *h, size_t left_out, size_t *n, struct err *err)
{
	struct match_wish wish = {.enough = COUNTED_MOST};
	struct match *found;
	struct query rest = {0};
	enum status st = ST_OK;

	for (size_t i = 0; i < h->query.terms.n && st == ST_OK; i++)
		if (i != left_out && !vec_push(&rest.terms, h->query.terms.v[i]))
			st = err_nomem(err);
	if (st == ST_OK)
		st = matches_find(h->session, &rest, &wish, h->arena, &found, n, err);
	vec_done(&rest.terms);
	return st;
}

/* "Without "1944": 2 people; without "ls6": 1 person." */
static enum status without_tell(struct hinting *h, struct err *err)
{
	enum status st = ST_OK;

	for (size_t i = 0; i < h->query.terms.n && st == ST_OK; i++) {
		size_t n = 0;

		if (h->query.terms.v[i].is_needless)
			continue;
		st = count_without(h, i, &n, err);
		if (st == ST_OK && n)
			h->help = arena_printf(h->arena, "%s%s \"%s\": %zu%s %s", h->help,
				*h->help ? "; without" : "Without", h->query.terms.v[i].typed, n,
				n >= COUNTED_MOST ? " or more" : "", n == 1 ? "person" : "people");
		if (!h->help)
			return err_nomem(err);
	}
	if (st == ST_OK && *h->help && !(h->help = arena_printf(h->arena, "%s.", h->help)))
		st = err_nomem(err);
	return st;
}

/* A name that only somebody has who may not be found is nobody's, and takes no other's place. */
static enum status meant_sift(struct hinting *h, const char **like, size_t *n, struct err *err)
{
	const struct match_wish wish = {.enough = 1};
	size_t kept = 0;
	enum status st = ST_OK;

	for (size_t i = 0; i < *n && kept < MEANT_MOST && st == ST_OK; i++) {
		struct query q;
		struct match *found;
		size_t found_n = 0;

		st = query_read(&q, like[i], session_today(h->session), h->arena, err);
		if (st == ST_OK)
			st = matches_find(h->session, &q, &wish, h->arena, &found, &found_n, err);
		query_done(&q);
		if (found_n)
			like[kept++] = like[i];
	}
	*n = kept;
	return st;
}

static enum status meant_tell(struct hinting *h, const char *part, struct err *err)
{
	const char **like;
	size_t n = 0;
	enum status st = spell_suggest(h->session->store, part, sees_all(h->session) ? MEANT_MOST : MEANT_LOOKED, h->arena, &like,
		&n, err);

	if (st == ST_OK && !sees_all(h->session))
		st = meant_sift(h, like, &n, err);
	for (size_t i = 0; i < n && st == ST_OK; i++) {
		h->help = arena_printf(h->arena, "%s%s%s", i ? h->help : "Did you mean ",
			!i ? "" : i + 1 < n ? ", " : " or ", like[i]);
		if (!h->help)
			st = err_nomem(err);
	}
	if (st == ST_OK && n && !(h->help = arena_printf(h->arena, "%s?", h->help)))
		st = err_nomem(err);
	return st;
}

static enum status help_tell(struct hinting *h, struct err *err)
{
	enum status st = ST_OK;

	h->help = "";
	if (h->query.terms.n > 1 && h->query.terms.n <= TERMS_MOST)
		st = without_tell(h, err);
	for (size_t i = 0; i < h->query.terms.n && st == ST_OK && !*h->help; i++)
		if (h->query.terms.v[i].part)
			st = meant_tell(h, h->query.terms.v[i].part, err);
	return st;
}

enum status people_hint(struct session *session, const char *text, struct arena *arena,
	struct people_hint *out, struct err *err)
{
	struct hinting h = {.session = session, .arena = arena};
	enum status st = query_read(&h.query, text, session_today(session), arena, err);

	if (st == ST_OK)
		st = query_widen(&h.query, session->store, arena, err);
	if (st == ST_OK)
		st = tried_tell(&h, out, err);
	if (st == ST_OK)
		st = help_tell(&h, err);
	query_done(&h.query);
	out->help = h.help;
	return st;
}
