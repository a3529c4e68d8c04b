/* guess_ids.c - which numbers are a person's, and which a row's. */
#include "ingest/profile/guessing.h"

#include <string.h>

/* People of several birth dates under one number: it is a family's, or a home's. */
static bool is_shared(const struct look_column *id, const struct look_column *born)
{
	if (!id || !born || id->is_unique)
		return false;
	if (born->is_unique || (born->has_more && !id->has_more))
		return true;
	return !born->has_more && born->value_n * 4 >= id->value_n * 5 && born->value_n > id->value_n + 1;
}

void guess_ids_unshare(struct guesses *g, struct look *l)
{
	struct look_column *born = guesses_find(g, TABLE_PEOPLE, "date_of_birth"), *id = guesses_find(g, TABLE_PEOPLE, "local_id");

	while (is_shared(id, born)) {
		id->is_shared = true;
		guess_unclaim(g, TABLE_PEOPLE, "local_id");
		for (size_t i = 0; i < GUESS_RULE_COUNT; i++)
			if (strcmp(GUESS_RULES[i].field, "local_id") == 0)
				guess_by_rule(g, l, &GUESS_RULES[i]);
		id = guesses_find(g, TABLE_PEOPLE, "local_id");
	}
}

/* Where one name comes twice, a column that never repeats numbers something else: of few names any, of many
 * that many share, and of surnames alone, where it is most of them. */
static bool people_repeat(const struct guesses *g)
{
	const struct look_column *whole = guesses_find(g, TABLE_PEOPLE, "full_name");
	const struct look_column *name = whole ? whole : guesses_find(g, TABLE_PEOPLE, "family_name");

	if (!name || name->is_unique)
		return false;
	return (whole && !whole->has_more) || name->value_n * 2 <= (size_t)name->filled;
}

/* What numbers a home, or counts: no person's own number. */
static const char NOBODYS[] = "row;line;index;total;attended;count;sum;hours;visits;percent;score;email;e mail;time;"
		"age;phone;telephone;tel;mobile;fax;rent;arrears;balance;uprn;usrn;property;address;house;flat;plot;block;"
		"room;door;unit;bed;bay;ward;slot;position;rank;queue;nhs;dob;birth";

static bool ends_as_id(const char *words)
{
	static const char *const ENDINGS[] = { " ref", " reference", " id", " no", " number" };
	size_t length = strlen(words);

	for (size_t k = 0; k < sizeof ENDINGS / sizeof *ENDINGS; k++)
		if (length > strlen(ENDINGS[k]) && strcmp(words + length - strlen(ENDINGS[k]), ENDINGS[k]) == 0)
			return true;
	return false;
}

/* A number of the agency's own, though in no list. */
static bool is_own_number(const struct look *l, const struct look_column *c, const char *others)
{
	static const char OTHERS[] = "ni;national insurance;nino;pnc;phone;telephone;tel;mobile;fax;passport;licence;"
		"bank;payment;"
		"rent;worker;officer;staff;number of;no of;nhs";
	const char *words = *c->parts ? c->parts : c->words;

	return !c->claimed && !c->is_shared && c->filled == l->rows && c->filled && guess_shape_fits(c, ID) && ends_as_id(words) &&
		!guess_has_one(words, OTHERS) && !guess_has_one(words, others) && !guess_has_one(words, NOBODYS);
}

/* "Let No" */
static void id_by_ending(struct guesses *g, struct look *l)
{
	for (size_t i = 0; i < l->n && !guesses_find(g, TABLE_PEOPLE, "local_id"); i++)
		if (is_own_number(l, &l->column[i], "visit;event;job;assessment;referral;occurrence;incident;log"))
			guess_claim(g, &l->column[i], "local_id", TABLE_PEOPLE, false);
}

/* Another such number that never comes twice is the row's. */
void guess_ref_find(struct guesses *g, struct look *l)
{
	for (size_t i = 0; i < l->n && !guesses_find(g, TABLE_EVENTS, "source_ref"); i++)
		if (l->rows > 1 && l->column[i].is_unique && is_own_number(l, &l->column[i], ""))
			guess_claim(g, &l->column[i], "source_ref", TABLE_EVENTS, false);
}

/* Where the header names NHS numbers and nothing that tells people apart, they do. */
static void id_by_nhs_number(struct guesses *g, struct look *l)
{
	struct look_column *c = guesses_find(g, TABLE_PEOPLE, "nhs_number");
	size_t i = 0;

	while (i < g->n && g->list[i].column != c)
		i++;
	if (c && c->is[LK_NHS] == l->rows && !g->list[i].by_values && !guesses_find(g, TABLE_PEOPLE, "local_id") &&
		g->n < GUESSES_MAX)
		g->list[g->n++] = (struct guess){ "local_id", TABLE_PEOPLE, c, true };
}

/* The first column that never repeats stands for the missing id; where people come again, for the row's. */
static void id_by_values(struct guesses *g, struct look *l)
{
	bool is_rows = people_repeat(g);
	enum table t = is_rows ? TABLE_EVENTS : TABLE_PEOPLE;
	const char *field = is_rows ? "source_ref" : "local_id";

	for (size_t i = 0; i < l->n && !guesses_find(g, TABLE_PEOPLE, "local_id") && !guesses_find(g, t, field); i++) {
		struct look_column *c = &l->column[i];

		if (is_rows && !look_is(c, LK_OWN))
			continue;
		if (!c->claimed && *c->name && c->is_unique && c->filled == l->rows && l->rows > 1 && !guess_is_date(c) &&
			!look_is(c, LK_TIME) && !guess_has_one(c->words, NOBODYS) && !c->is[LK_NAME] && !c->is[LK_COMMA_NAME])
			guess_claim(g, c, field, t, true);
	}
}

void guess_id_find(struct guesses *g, struct look *l)
{
	id_by_ending(g, l);
	id_by_nhs_number(g, l);
	id_by_values(g, l);
}

/* A "Contact ID" beside the number of a case is whom the case is about; so is what comes again beside what never does. */
void guess_ids_settle(struct guesses *g)
{
	struct guess *whose = NULL, *ref = NULL, *either;

	for (size_t i = 0; i < g->n; i++) {
		either = &g->list[i];
		if (strcmp(either->field, "local_id") == 0 && either->table == TABLE_PEOPLE)
			whose = either;
		if (strcmp(either->field, "source_ref") == 0)
			ref = either;
	}
	if (!whose || !ref || !whose->column->is_unique || !guess_has_one(whose->column->words, "case") ||
		(ref->column->is_unique && !guess_has_one(ref->column->words, "contact")))
		return;
	whose->field = whose->column->claimed = "source_ref";
	ref->field = ref->column->claimed = "local_id";
	whose->table = TABLE_EVENTS;
	ref->table = TABLE_PEOPLE;
}
