#include "plain/lines.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "civil.h"
#include "text.h"
#include "widgets/list.h"

enum by { BY_USUAL, BY_NAME, BY_DAY_FIRST, BY_DAY_LAST };

/* One line among those shown. */
struct placed {
	size_t at;       /* in lines.line */
	const char *key; /* of its name, folded */
	int32_t day;
	enum by by;
};

struct showing {
	struct lines *lines;
	struct placed *v; size_t n;
	size_t from;     /* the first of the twenty */
	char words[LIST_WORDS];
	enum by by;
	bool is_said;    /* nothing has changed since they were */
};

/* "okafor, grace" and "grace okafor" alike by the family name. */
static const char *name_key(const char *who, struct arena *a)
{
	char folded[256], *last;

	text_fold(who ? who : "", folded, sizeof folded);
	last = who && !strchr(who, ',') ? strrchr(folded, ' ') : NULL;
	return last ? arena_printf(a, "%s %.*s", last + 1, (int)(last - folded), folded) : arena_dup(a, folded);
}

/* What has no name or no day comes last; equals stay as they came. */
static int placed_order(const void *a, const void *b)
{
	const struct placed *x = a, *y = b;
	int order = 0;

	if (x->by == BY_NAME) {
		order = !*x->key - !*y->key;
		order = order ? order : strcmp(x->key, y->key);
	} else if (x->by != BY_USUAL) {
		order = (x->day == CIVIL_NONE) - (y->day == CIVIL_NONE);
		order = order ? order : (x->day > y->day) - (x->day < y->day);
		if (x->by == BY_DAY_LAST && x->day != CIVIL_NONE && y->day != CIVIL_NONE)
			order = -order;
	}
	return order ? order : (x->at > y->at) - (x->at < y->at);
}

static enum status arrange(struct showing *s, struct plain *p, struct err *err)
{
	const struct lines *l = s->lines;

	s->v = arena_alloc(p->arena, (l->n + 1) * sizeof *s->v);
	if (!s->v)
		return err_nomem(err);
	s->n = s->from = 0;
	s->is_said = false;
	for (size_t i = 0; i < l->n; i++) {
		if (!words_match(s->words, CIVIL_NONE, l->line[i].sentence))
			continue;
		s->v[s->n] = (struct placed){.at = i, .day = l->line[i].day, .by = s->by,
			.key = s->by == BY_NAME ? name_key(l->line[i].who, p->arena) : ""};
		if (!s->v[s->n++].key)
			return err_nomem(err);
	}
	qsort(s->v, s->n, sizeof *s->v, placed_order);
	return ST_OK;
}

static enum status reread(struct showing *s, struct plain *p, bool all, struct err *err)
{
	bool is_read = s->lines->line && (!all || !s->lines->has_more);
	enum status st = is_read ? ST_OK : s->lines->read(p, s->lines, all, err);

	s->lines->is_all = is_read ? s->lines->is_all : all;
	return st == ST_OK ? arrange(s, p, err) : st;
}

/* As far as it was read before, and from the same line on. */
static enum status anew(struct showing *s, struct plain *p, struct err *err)
{
	bool was_all = s->lines->is_all;
	size_t from = s->from;
	enum status st;

	s->lines->line = NULL;
	st = reread(s, p, was_all, err);
	if (st == ST_OK && from < s->n)
		s->from = from;
	return st;
}

static bool has_next(const struct showing *s)
{
	return s->from + LINES_AT_ONCE < s->n || s->lines->has_more;
}

static void say_lines(struct showing *s)
{
	const char *heading = NULL;

	if (s->is_said)
		return;
	s->is_said = true;
	if (*s->words)
		say("%zu of %zu lines hold%s: %s.", s->n, s->lines->n, s->n == 1 ? "s" : "", s->words);
	for (size_t i = s->from; i < s->n && i < s->from + LINES_AT_ONCE; i++) {
		const struct plain_line *l = &s->lines->line[s->v[i].at];

		if (s->by == BY_USUAL && l->heading && (!heading || strcmp(heading, l->heading) != 0))
			say("%s:", l->heading);
		heading = l->heading;
		say("%zu. %s.", i + 1, l->sentence);
	}
}

static enum status order_ask(struct showing *s, struct plain *p, struct err *err)
{
	size_t n = choose(p, "1 by name, 2 by day, the earliest first, 3 the latest first, Enter as usual:", 3);

	s->by = (enum by)n;
	return reread(s, p, n > 0, err);
}

/* Where there are headings the rest belongs under each of them: they are told again. */
static enum status next(struct showing *s, struct plain *p, struct err *err)
{
	bool begins_anew = s->lines->has_more && s->lines->line[0].heading;
	size_t from = begins_anew ? 0 : s->from + LINES_AT_ONCE;
	enum status st = from < s->n && !begins_anew ? ST_OK : reread(s, p, true, err);

	if (st != ST_OK)
		return st;
	s->is_said = from >= s->n;
	if (s->is_said)
		say("There are no more.");
	else
		s->from = from;
	return ST_OK;
}

/* What was changed since then is read anew. */
static enum status anew_since(struct showing *s, struct plain *p, unsigned seen, struct err *err)
{
	enum status st = p->is_stale ? plain_anew(p, err) : ST_OK;

	if (!plain_goes_on(st, err))
		return st;
	return p->changes != seen && plain_stays(p) ? anew(s, p, err) : ST_OK;
}

static enum status taken_back(struct showing *s, struct plain *p, struct err *err)
{
	return anew_since(s, p, p->changes, err);
}

/* What was chosen by its number. */
static enum status open_one(struct showing *s, struct plain *p, size_t at, struct err *err)
{
	unsigned seen = p->changes;
	enum status st = s->lines->open(p, s->lines, at, err);

	return plain_goes_on(st, err) ? anew_since(s, p, seen, err) : st;
}

/* Whatever it was is done or told. */
static enum status answer(struct showing *s, struct plain *p, const char *line, struct err *err)
{
	char *end;
	unsigned long n = strtoul(line, &end, 10);

	if (*line == '/') {
		snprintf(s->words, sizeof s->words, "%s", line + 1 + strspn(line + 1, " "));
		return reread(s, p, true, err);
	}
	if (strcmp(line, "s") == 0)
		return order_ask(s, p, err);
	if (strcmp(line, "m") == 0)
		return next(s, p, err);
	if (!*end && *line != '-' && n >= 1 && n <= s->n)
		return open_one(s, p, s->v[n - 1].at, err);
	say("A number from 1 to %zu; q goes back, 0 to the first menu, u takes back what you did last.", s->n);
	return ST_OK;
}

enum status lines_menu(struct plain *p, struct lines *l, struct err *err)
{
	struct showing s = {.lines = l};
	char line[LIST_WORDS];
	enum status st = reread(&s, p, false, err);

	while (st == ST_OK && plain_stays(p)) {
		if (!l->n) {
			say("%s", l->none);
			return ST_OK;
		}
		say_lines(&s);
		if (!ask(p, has_next(&s) ? "Which one? m shows more, / and words filters, s sorts, Enter to go back:"
				: "Which one? / and words filters, s sorts, Enter to go back:", line, sizeof line))
			return ST_OK;
		if (!*line || strcmp(line, "q") == 0)
			return ST_OK;
		st = menu_leaves(p, line) ? taken_back(&s, p, err) : answer(&s, p, line, err);
	}
	return st;
}
