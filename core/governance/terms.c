/*
 * The terms of each feed, kept as settings `terms.TERM.CODE`.
 */
#include "terms.h"

#include <stdio.h>
#include <string.h>

#include "care/work.h"
#include "civil.h"

#define TERMS "terms."
enum { TEXT_MOST = 500 };

static const char *const TERM_NAMES[TERM_COUNT] = {"purpose", "basis", "agreement", "review"};

static const char *key_of(enum term term, const char *code, struct arena *arena)
{
	return arena_printf(arena, TERMS "%s.%s", TERM_NAMES[term], code);
}

enum status terms_list(struct session *s, struct arena *arena, struct agency_terms **out, size_t *n,
	struct err *err)
{
	size_t count = session_agency_count(s);
	struct agency_terms *list = arena_alloc(arena, (count ? count : 1) * sizeof *list);

	if (!list)
		return err_nomem(err);
	for (size_t i = 0; i < count; i++) {
		list[i] = (struct agency_terms){.agency = session_agency_nth(s, i)};
		for (enum term t = 0; t < TERM_COUNT; t++) {
			const char *key = key_of(t, list[i].agency->code, arena);
			enum status st = key ? store_setting_get(s->store, key, arena, &list[i].said[t], err)
				: err_nomem(err);

			if (st != ST_OK && st != ST_NONE)
				return st;
		}
	}
	*out = list;
	*n = count;
	return ST_OK;
}

struct setting_term { const char *key, *value; };

static enum status set_fn(struct work *w, void *arg, struct err *err)
{
	const struct setting_term *t = arg;

	return store_setting_put(w->txn, t->key, t->value, err);
}

enum status terms_set(struct session *s, const char *code, const char *name, const char *text,
	struct err *err)
{
	const struct agency *agency = session_agency_by_code(s, code);
	struct setting_term set = {.value = *text ? text : NULL};
	struct arena *arena;
	char iso[11];
	int32_t day;
	enum term t = 0;
	enum status st;

	while (t < TERM_COUNT && strcmp(TERM_NAMES[t], name))
		t++;
	if (!agency)
		return err_set(err, ST_USAGE, "%.60s is not known: add it with `throughline agency add`", code);
	if (t == TERM_COUNT)
		return err_set(err, ST_USAGE, "an agency has a purpose, a basis, an agreement and a review, and "
			"no %.20s", name);
	if (strlen(text) > TEXT_MOST)
		return err_set(err, ST_USAGE, "that is too long: %d characters at most", TEXT_MOST);
	if (t == TERM_REVIEW && *text) {
		if (!civil_typed_day(text, s->rule.today, &day))
			return err_set(err, ST_USAGE, "review takes a day, as " CIVIL_DAY_AHEAD_AS);
		civil_iso(day, iso);
		set.value = iso;
	}
	arena = arena_new();
	if (!arena)
		return err_nomem(err);
	set.key = key_of(t, agency->code, arena);
	st = set.key ? case_write(s, &(struct deed){.deed = "setting", .detail = set.key}, set_fn, &set, err)
		: err_nomem(err);
	arena_free(arena);
	return st;
}
