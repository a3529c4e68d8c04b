/*
 * The sharing rules of a store: the matrix as the settings have it, and what agencies
 * and kinds of assessment are taken for.
 */
#include <stdlib.h>
#include <string.h>

#include "governance/facts.h"

#include "halving.h"

/* "nhs.housing" */
static bool place_parse(const char *text, enum party *who, enum party *whose)
{
	char first[32];
	const char *dot = strchr(text, '.');
	size_t length = dot ? (size_t)(dot - text) : 0;

	if (!dot || length >= sizeof first)
		return false;
	memcpy(first, text, length);
	first[length] = '\0';
	return party_parse(first, who) && party_parse(dot + 1, whose);
}

static void cell_set(struct sharing_matrix *m, const char *place, const char *value)
{
	enum party who, whose;
	char cell[2];

	if (place_parse(place, &who, &whose) && sharing_cell_parse(value, cell))
		memcpy(m->cell[who][whose], cell, sizeof cell);
}

static domains_t domains_of(const struct catalogue *c)
{
	static const char *const SENSITIVE[] = {"SAFEG", "RISK", "SUBST", "CHILD"};
	domains_t set = 0;

	for (size_t i = 0; i < sizeof SENSITIVE / sizeof *SENSITIVE; i++) {
		int d = catalogue_domain_find(c, SENSITIVE[i], strlen(SENSITIVE[i]));

		set |= d >= 0 ? (domains_t)1 << d : 0;
	}
	return set;
}

static int rule_order(const void *a, const void *b)
{
	const struct agency_rule *x = a, *y = b;

	return (x->agency > y->agency) - (x->agency < y->agency);
}

static enum sensitivity agency_least(const struct agency *a, const struct setting_row *row, size_t n)
{
	const size_t prefix = sizeof SETTING_SHARING_AGENCY - 1;
	enum sensitivity least = SN_STANDARD;

	for (size_t i = 0; i < n; i++)
		if (strncmp(row[i].key, SETTING_SHARING_AGENCY, prefix) == 0 && strcmp(row[i].key + prefix, a->code) == 0)
			sensitivity_parse(row[i].value, &least);
	return least;
}

static bool agencies_lay(const struct session *s, struct sharing_rules *r, const struct setting_row *row, size_t n,
	struct arena *arena)
{
	r->agency = arena_alloc(arena, (s->agency_n + 1) * sizeof *r->agency);
	if (!r->agency)
		return false;
	for (size_t i = 0; i < s->agency_n; i++)
		r->agency[r->agency_n++] = (struct agency_rule){s->agency[i].id, agency_sector(&s->agency[i]),
			agency_least(&s->agency[i], row, n)};
	if (r->agency_n)
		qsort(r->agency, r->agency_n, sizeof *r->agency, rule_order);
	return true;
}

static bool instruments_lay(struct sharing_rules *r, const struct setting_row *row, size_t n, struct arena *arena)
{
	const size_t prefix = sizeof SETTING_SHARING_INSTRUMENT - 1;

	r->instrument = arena_alloc(arena, (n + 1) * sizeof *r->instrument);
	if (!r->instrument)
		return false;
	for (size_t i = 0; i < n; i++) {
		struct instrument_rule rule = {.instrument = -1};

		if (strncmp(row[i].key, SETTING_SHARING_INSTRUMENT, prefix) == 0)
			rule.instrument = catalogue_instrument_find(r->catalogue, row[i].key + prefix);
		if (rule.instrument >= 0 && sensitivity_parse(row[i].value, &rule.least))
			r->instrument[r->instrument_n++] = rule;
	}
	return true;
}

enum status sharing_rules_read(const struct session *s, struct arena *arena, const struct sharing_rules **out,
	struct err *err)
{
	struct sharing_rules *r = arena_alloc(arena, sizeof *r);
	struct setting_row *row;
	size_t n;
	enum status st = r ? store_setting_list(s->store, SETTING_SHARING, arena, &row, &n, err) : err_nomem(err);

	if (st != ST_OK)
		return st;
	*r = (struct sharing_rules){.matrix = SHARING_DEFAULT, .catalogue = s->catalogue,
		.sensitive = domains_of(s->catalogue), .mood = catalogue_domain_find(s->catalogue, "MOOD", 4)};
	for (size_t i = 0; i < n; i++)
		cell_set(&r->matrix, row[i].key + sizeof SETTING_SHARING - 1, row[i].value);
	if (!agencies_lay(s, r, row, n, arena) || !instruments_lay(r, row, n, arena))
		return err_nomem(err);
	*out = r;
	return ST_OK;
}

struct agency_rule rules_agency(const struct sharing_rules *rules, int64_t agency)
{
	struct halving h = {.to = rules->agency_n};

	while (halving_on(&h))
		halving_turn(&h, rules->agency[h.at].agency < agency);
	if (h.at < rules->agency_n && rules->agency[h.at].agency == agency)
		return rules->agency[h.at];
	return (struct agency_rule){agency, SECTOR_OTHER, SN_STANDARD};
}
