#include "ingest/profile/guessing.h"

#include <string.h>

#include "text.h"

/* Half of what people wrote as dates may be none. */
bool guess_is_date(const struct look_column *c)
{
	static const enum look_kind WRITTEN[] = { LK_DMY, LK_MDY, LK_YMD };

	for (size_t i = 0; i < sizeof WRITTEN / sizeof *WRITTEN; i++)
		if (c->filled && c->is[WRITTEN[i]] * 2 >= c->filled)
			return true;
	return look_is(c, LK_EXCEL);
}

void guess_claim(struct guesses *g, struct look_column *c, const char *field, enum table t, bool by_values)
{
	if (g->n == GUESSES_MAX)
		return;
	c->claimed = field;
	g->list[g->n++] = (struct guess){ field, t, c, by_values };
}

struct look_column *guesses_find(const struct guesses *g, enum table t, const char *field)
{
	for (size_t i = 0; i < g->n; i++)
		if (g->list[i].table == t && strcmp(g->list[i].field, field) == 0)
			return g->list[i].column;
	return NULL;
}

void guess_by_rule(struct guesses *g, struct look *l, const struct rule *r)
{
	bool is_named = strcmp(r->field, "full_name") == 0 && guesses_find(g, TABLE_PEOPLE, "family_name");
	struct look_column *best = NULL;
	int most = 0;

	if (is_named || guesses_find(g, r->table, r->field))
		return;
	for (size_t k = 0; k < l->n; k++) {
		int score = guess_column_score(&l->column[k], r);

		if (score > most) {
			most = score;
			best = &l->column[k];
		}
	}
	if (best)
		guess_claim(g, best, r->field, r->table, false);
}

static void by_headers(struct guesses *g, struct look *l)
{
	for (size_t i = 0; i < GUESS_RULE_COUNT; i++)
		guess_by_rule(g, l, &GUESS_RULES[i]);
}

void guess_unclaim(struct guesses *g, enum table t, const char *field)
{
	for (size_t i = 0; i < g->n; i++) {
		if (g->list[i].table != t || strcmp(g->list[i].field, field) != 0)
			continue;
		g->list[i].column->claimed = NULL;
		memmove(&g->list[i], &g->list[i + 1], (--g->n - i) * sizeof *g->list);
		return;
	}
}

/* "NHS / DOB" holds no NHS number that can be read. */
static void nhs_settle(struct guesses *g)
{
	static const struct rule WHOLE = { "nhs_number", TABLE_PEOPLE, ANY, "nhs number;nhs no;nhs num;nhs", "" };
	const struct look_column *c = guesses_find(g, TABLE_PEOPLE, "nhs_number");

	if (c && c->filled > 2 && !c->is[LK_NHS] && guess_words_score(c->words, &WHOLE) < 500)
		guess_unclaim(g, TABLE_PEOPLE, "nhs_number");
}

bool guesses_have_name(const struct guesses *g)
{
	return guesses_find(g, TABLE_PEOPLE, "full_name") || guesses_find(g, TABLE_PEOPLE, "family_name");
}

static void by_values(struct guesses *g, struct look *l)
{
	static const struct { const char *field; enum look_kind kind; } TOLD[] = { { "nhs_number", LK_NHS },
		{ "email", LK_EMAIL }, { "postcode", LK_POSTCODE }, { "phone", LK_PHONE },
		{ "address", LK_HOLDS_POSTCODE }, { "full_name", LK_COMMA_NAME } };

	for (size_t t = 0; t < sizeof TOLD / sizeof *TOLD; t++) {
		if (guesses_find(g, TABLE_PEOPLE, TOLD[t].field) || (TOLD[t].kind == LK_COMMA_NAME && guesses_have_name(g)))
			continue;
		for (size_t i = 0; i < l->n; i++) {
			struct look_column *c = &l->column[i];

			if (c->claimed || (!*c->name && !l->is_bare) || !look_is(c, TOLD[t].kind) || c->filled < 2 ||
				guess_has_one(c->words, SOMEBODY_ELSE))
				continue;
			guess_claim(g, c, TOLD[t].field, TABLE_PEOPLE, true);
			break;
		}
	}
}

/* "Completed", "No access" under "Result": that is the status. */
static void status_by_values(struct guesses *g)
{
	const struct look_column *c = guesses_find(g, TABLE_EVENTS, "outcome");

	if (!c || c->has_more || !c->value_n || guesses_find(g, TABLE_EVENTS, "status"))
		return;
	for (size_t i = 0; i < c->value_n; i++)
		if (!guess_meaning("status", c->value[i].text))
			return;
	for (size_t i = 0; i < g->n; i++)
		if (g->list[i].column == c)
			g->list[i].field = g->list[i].column->claimed = "status";
}

/* Who came and who did not: whatever says yes or no of it, but no count of them. */
static void attended_claim(struct guesses *g, struct look *l)
{
	for (size_t i = 0; i < l->n && !guesses_find(g, TABLE_EVENTS, "status"); i++) {
		struct look_column *c = &l->column[i];
		bool says = !c->claimed && c->value_n > 1 && !c->has_more && guess_has_one(c->words, GUESS_ATTENDED);

		for (size_t k = 0; k < c->value_n && says; k++)
			says = guess_status(c, c->value[k].text) != NULL;
		if (says)
			guess_claim(g, c, "status", TABLE_EVENTS, false);
	}
}

void guesses_make(struct guesses *g, struct look *l)
{
	*g = (struct guesses){ .n = 0 };
	if (l->is_bare)
		guesses_of_bare(g, l);
	by_headers(g, l);
	guess_ids_unshare(g, l);
	guess_ids_settle(g);
	nhs_settle(g);
	status_by_values(g);
	if (guesses_find(g, TABLE_EVENTS, "starts_on"))
		attended_claim(g, l);
	by_values(g, l);
	guess_id_find(g, l);
	g->has_events = guesses_find(g, TABLE_EVENTS, "starts_on") != NULL;
	if (g->has_events)
		guess_ref_find(g, l);
	g->has_people = guesses_have_name(g) || guesses_find(g, TABLE_PEOPLE, "date_of_birth") ||
		guesses_find(g, TABLE_PEOPLE, "nhs_number") || !g->has_events;
}

const char *guess_shape(const struct look_column *c)
{
	if (!c->filled)
		return "nothing in it";
	if (guess_is_date(c))
		return "dates";
	if (look_is(c, LK_EMAIL))
		return "e-mail addresses";
	if (look_is(c, LK_PHONE))
		return "phone numbers";
	if (look_is(c, LK_NUMBER))
		return "numbers";
	if (look_is(c, LK_COMMA_NAME) || look_is(c, LK_NAME))
		return "names or words";
	return !c->has_more ? "a few words" : "texts";
}
