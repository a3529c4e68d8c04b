/* Which field a column may be where no row names it: by its values alone. */
#include "ingest/profile/guess.h"

#include <string.h>

enum { GENERATION = 15 * 365 }; /* between a birth and what is done for somebody, or between the birth dates of a table */

static struct look_column *first_of(struct look *l, enum look_kind k)
{
	for (size_t i = 0; i < l->n; i++)
		if (!l->column[i].claimed && l->column[i].filled > 1 && look_is(&l->column[i], k))
			return &l->column[i];
	return NULL;
}

/* The oldest dates are births where they lie a generation before the others, or spread over one. */
static void dates_claim(struct guesses *g, struct look *l)
{
	struct look_column *oldest = NULL, *next = NULL;

	for (size_t i = 0; i < l->n; i++) {
		struct look_column *c = &l->column[i];

		if (!guess_is_date(c) || !c->first_day || look_is(c, LK_TIME))
			continue;
		if (!oldest || c->first_day < oldest->first_day) {
			next = oldest ? oldest : next;
			oldest = c;
		} else if (!next) {
			next = c;
		}
	}
	if (oldest && (next ? oldest->first_day + GENERATION < next->first_day
			    : oldest->last_day - oldest->first_day > GENERATION))
		guess_claim(g, oldest, "date_of_birth", TABLE_PEOPLE, true);
	else
		next = oldest;
	if (next)
		guess_claim(g, next, "starts_on", TABLE_EVENTS, true);
}

/* Two columns of one word each beside each other. */
static void names_claim(struct guesses *g, struct look *l)
{
	struct look_column *whole = first_of(l, LK_COMMA_NAME);

	whole = whole ? whole : first_of(l, LK_NAME);
	if (whole) {
		guess_claim(g, whole, "full_name", TABLE_PEOPLE, true);
		return;
	}
	for (size_t i = 0; i + 1 < l->n; i++) {
		struct look_column *a = &l->column[i], *b = a + 1;

		if (a->claimed || b->claimed || !look_is(a, LK_WORD) || !look_is(b, LK_WORD) || look_is(a, LK_SEX) ||
			look_is(b, LK_SEX))
			continue;
		guess_claim(g, a, "family_name", TABLE_PEOPLE, true);
		guess_claim(g, b, "given_name", TABLE_PEOPLE, true);
		return;
	}
}

static bool says_kinds(const struct look_column *c)
{
	size_t known = 0;

	for (size_t i = 0; i < c->value_n; i++)
		known += guess_meaning("kind", c->value[i].text) != NULL;
	return !c->has_more && known * 2 > c->value_n;
}

/* 10001 may be a day of a spreadsheet's, but what stands first on a row is its number. */
static bool may_be_id(const struct look_column *c)
{
	return !guess_is_date(c) || (c->place == 0 && look_is(c, LK_EXCEL) && look_is(c, LK_NUMBER));
}

void guesses_of_bare(struct guesses *g, struct look *l)
{
	struct look_column *c;

	dates_claim(g, l);
	if ((c = first_of(l, LK_NHS)))
		guess_claim(g, c, "nhs_number", TABLE_PEOPLE, true);
	if ((c = first_of(l, LK_SEX)))
		guess_claim(g, c, "sex", TABLE_PEOPLE, true);
	for (size_t i = 0; i < l->n; i++) {
		c = &l->column[i];
		if (!c->claimed && c->filled && says_kinds(c)) {
			guess_claim(g, c, "kind", TABLE_EVENTS, true);
			break;
		}
	}
	names_claim(g, l);
	for (size_t i = 0; i < l->n && !guesses_find(g, TABLE_PEOPLE, "local_id"); i++) {
		c = &l->column[i];
		if (!c->claimed && c->filled == l->rows && look_is(c, LK_OWN) && may_be_id(c) && !look_is(c, LK_PHONE) &&
			!look_is(c, LK_DIGITS) && !look_is(c, LK_POSTCODE) && !look_is(c, LK_TIME))
			guess_claim(g, c, "local_id", TABLE_PEOPLE, true);
	}
}
