/* pairs.c - what the linker goes by, and the link row that two records make. */
#include "linkage/pairs.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static enum status text_read(const struct store *store, const char *key, struct arena *arena,
	const char **out, struct err *err)
{
	enum status st = store_setting_get(store, key, arena, out, err);

	if (st == ST_NONE)
		*out = NULL;
	return st == ST_NONE ? ST_OK : st;
}

static enum status reach_read(
	struct guide *g, const struct store *store, struct arena *arena, struct err *err)
{
	const char *value = NULL;
	enum status st = text_read(store, "link.auto", arena, &value, err);

	g->reach = LINK_CERTAIN;
	if (value && strcmp(value, "off") == 0)
		g->reach = LINK_OFF;
	else if (value && strcmp(value, "likely") == 0)
		g->reach = LINK_LIKELY;
	return st;
}

static enum status bands_read(
	struct guide *g, const struct store *store, struct arena *arena, struct err *err)
{
	static const char *const keys[BAND_UNLIKELY] = {
		"link.certain", "link.likely", "link.possible"};
	enum status st = ST_OK;

	g->bands = (struct bands){{LINK_CERTAIN_BITS, LINK_LIKELY_BITS, LINK_POSSIBLE_BITS}};
	for (int i = 0; i < BAND_UNLIKELY && st == ST_OK; i++) {
		const char *value = NULL;

		st = text_read(store, keys[i], arena, &value, err);
		if (value)
			g->bands.least[i] = strtod(value, NULL);
	}
	return st;
}

static enum status shares_read(
	struct model *x, const struct store *store, struct arena *arena, struct err *err)
{
	struct value_share *share = NULL;
	size_t n = 0;
	enum status st = store_shares_all(store, arena, &share, &n, err);

	for (size_t i = 0; i < n && st == ST_OK; i++)
		if (!model_share_know(x, share[i].value, share[i].share))
			st = err_nomem(err);
	return st;
}

/* Agencies are named in the text, and known by their ids in the model. */
static enum status sources_read(struct model *x, const struct store *store, const char *text,
	struct arena *arena, struct err *err)
{
	struct agency *agency = NULL;
	size_t n = 0, most = 0;
	enum status st = store_agency_all(store, arena, &agency, &n, err);

	for (size_t i = 0; i < n; i++)
		most = (size_t)agency[i].id >= most ? (size_t)agency[i].id + 1 : most;
	if (st == ST_OK && !strstr(text, "\nagencies;"))
		return ST_OK;
	if (st == ST_OK && !model_sources_begin(x, most))
		st = err_nomem(err);
	for (const char *p = text; st == ST_OK && (p = strstr(p, "\nagencies;")); p++) {
		char one[65], two[65];
		int64_t a = -1, b = -1;
		double bits;

		if (sscanf(p, "\nagencies;%64[^;];%64[^;];%lf", one, two, &bits) != 3)
			continue;
		for (size_t i = 0; i < n; i++) {
			a = strcmp(agency[i].code, one) == 0 ? agency[i].id : a;
			b = strcmp(agency[i].code, two) == 0 ? agency[i].id : b;
		}
		if (a >= 0 && b >= 0)
			model_source_put(x, (uint32_t)a, (uint32_t)b, bits);
	}
	return st;
}

static enum status sources_text(const struct model *x, const struct store *store, char **text,
	struct arena *arena, struct err *err)
{
	struct agency *agency = NULL;
	size_t n = 0;
	enum status st = store_agency_all(store, arena, &agency, &n, err);

	for (size_t i = 0; i < n && st == ST_OK; i++)
		for (size_t j = i; j < n && st == ST_OK; j++) {
			double bits = model_source(x, (uint32_t)agency[i].id, (uint32_t)agency[j].id);

			if (bits != 0 && !(*text = arena_printf(arena, "%sagencies;%s;%s;%.4f\n", *text,
				agency[i].code, agency[j].code, bits)))
				st = err_nomem(err);
		}
	return st;
}

enum status guide_text(
	const struct store *store, struct arena *arena, const char **out, struct err *err)
{
	return text_read(store, "linking", arena, out, err);
}

static enum status model_read(
	struct guide *g, const struct store *store, struct arena *arena, struct err *err)
{
	const char *text = NULL;
	enum status st = guide_text(store, arena, &text, err);

	model_begin(&g->model, 0);
	if (st != ST_OK || !text)
		return st;
	if (!model_parse(&g->model, text))
		return err_set(err, ST_DAMAGED, "the setting `linking` cannot be read; set it to refit");
	st = sources_read(&g->model, store, text, arena, err);
	return st == ST_OK ? shares_read(&g->model, store, arena, err) : st;
}

enum status guide_read(struct guide *g, const struct store *store, struct err *err)
{
	struct arena *arena = arena_new();
	enum status st;

	*g = (struct guide){.reach = LINK_CERTAIN};
	if (!arena)
		return err_nomem(err);
	st = model_read(g, store, arena, err);
	if (st == ST_OK)
		st = reach_read(g, store, arena, err);
	if (st == ST_OK)
		st = bands_read(g, store, arena, err);
	arena_free(arena);
	return st;
}

enum status guide_is_set_so(
	const struct guide *g, const struct store *store, bool *is_so, struct err *err)
{
	struct arena *arena = arena_new();
	struct guide now;
	enum status st = arena ? reach_read(&now, store, arena, err) : err_nomem(err);

	if (st == ST_OK)
		st = bands_read(&now, store, arena, err);
	arena_free(arena);
	*is_so = st == ST_OK && now.reach == g->reach;
	for (int i = 0; i < BAND_UNLIKELY && *is_so; i++)
		*is_so = fabs(now.bands.least[i] - g->bands.least[i]) < 1e-9;
	return st;
}

void guide_done(struct guide *g)
{
	model_done(&g->model);
}

static int share_order(const void *a, const void *b)
{
	int64_t x = ((const struct value_share *)a)->value, y = ((const struct value_share *)b)->value;

	return (x > y) - (x < y);
}

static enum status shares_keep(
	const struct model *x, struct txn *txn, struct arena *arena, struct err *err)
{
	struct value_share *list = arena_alloc(arena, (x->share_n + 1) * sizeof *list);
	size_t n = 0, at = 0;

	if (!list)
		return err_nomem(err);
	while (n < x->share_n && model_share_next(x, &at, &list[n].value, &list[n].share))
		n++;
	if (n)
		qsort(list, n, sizeof *list, share_order);
	return store_shares_put(txn, list, n, err);
}

enum status guide_keep(const struct guide *g, struct txn *txn, struct err *err)
{
	struct arena *arena = arena_new();
	char *text = arena ? model_text(&g->model, arena) : NULL;
	enum status st = text ? sources_text(&g->model, txn_store(txn), &text, arena, err)
		: err_nomem(err);

	if (st == ST_OK)
		st = store_setting_put(txn, "linking", text, err);

	if (st == ST_OK)
		st = shares_keep(&g->model, txn, arena, err);
	arena_free(arena);
	return st;
}

const char *link_state(const char *band, enum link_auto reach)
{
	bool is_linked = (strcmp(band, BAND_NAMES[BAND_CERTAIN]) == 0 && reach >= LINK_CERTAIN) ||
		(strcmp(band, BAND_NAMES[BAND_LIKELY]) == 0 && reach >= LINK_LIKELY);

	return is_linked ? "linked" : "to-decide";
}

void pair_row(const struct guide *g, const struct normal *x, const struct normal *y,
	struct link_row *out)
{
	const struct normal *a = x->id < y->id ? x : y, *b = x->id < y->id ? y : x;
	struct comparison c;
	struct judgement j;

	records_compare(&g->model, a, b, &c);
	j = pair_judge(&g->bands, a, b, &c);
	*out = (struct link_row){a->id, b->id, BAND_NAMES[j.band], c.total,
		link_state(BAND_NAMES[j.band], g->reach), j.reason};
}

enum { BORN_LEAST_MOST = 8 };

bool pair_rows_equal(const struct link_row *kept, const struct link_row *now)
{
	size_t n = strlen(now->reason);

	if (strcmp(kept->band, now->band) != 0 || kept->weight != now->weight ||
		strncmp(kept->reason, now->reason, n) != 0)
		return false;
	if (strncmp(kept->reason + n, BUT, strlen(BUT)) == 0)
		return strcmp(now->state, "linked") == 0;
	return !kept->reason[n] && strcmp(kept->state, now->state) == 0;
}

const char *row_given(const struct link_row *row)
{
	if (strncmp(row->reason, SENT_AS_ONE, strlen(SENT_AS_ONE)) == 0)
		return SENT_AS_ONE;
	return strncmp(row->reason, MADE_FOR, strlen(MADE_FOR)) == 0 ? MADE_FOR : NULL;
}

bool row_is_taken(const struct link_row *row, enum link_auto reach)
{
	return row_given(row) || strcmp(link_state(row->band, reach), "linked") == 0;
}

void row_tell(struct link_row *row, enum cluster_fate fate, char room[static ROW_TOLD])
{
	static const char *const but[] = {
		[FATE_NHS] = "it would make two NHS numbers one person's",
		[FATE_BORN] = "it would make two birth dates one person's",
		[FATE_TWICE] = "an agency that holds nobody twice would hold this person twice",
		[FATE_AGAINST] = "the rest of what is known of the two speaks against it",
		[FATE_RIVAL] = "another person fits nearly as well",
	};

	row->state = "linked";
	if (fate == FATE_JOINED || fate == FATE_SEPARATED)
		return;
	snprintf(room, ROW_TOLD, "%s" BUT "%s", row->reason, but[fate]);
	row->reason = room;
	row->state = "to-decide";
}

struct cluster_rules guide_rules(const struct guide *g)
{
	double slip = g->model.m[CF_BORN][LV_DIFFERS], again = slip;
	struct cluster_rules rules = {.margin = g->reach == LINK_LIKELY
		? g->bands.least[BAND_LIKELY] : g->bands.least[BAND_CERTAIN], .born_least = 2};

	for (; again > exp2(-LINK_CERTAIN_BITS) && rules.born_least < BORN_LEAST_MOST; again *= slip)
		rules.born_least++;
	return rules;
}

#define TWO_BITS (-12.0) /* as much as any pair may say against */

double evidence_bits(const struct model *x, uint32_t agency, uint32_t other, double total)
{
	double source = model_source(x, agency, other);
	double against = total - x->prior - (source > 0 ? source : 0);

	return total >= 0 ? total : against < 0 ? against : 0;
}

static bool says_who(const struct normal *n)
{
	return *n->family || *n->given || *n->preferred || *n->nhs_sent || *n->born_text || *n->street ||
		*n->phone || *n->email || n->other_n;
}

double pair_evidence(const struct model *model, const struct normal *a, const struct normal *b)
{
	struct comparison c;

	if (!says_who(a) || !says_who(b))
		return 0;
	records_compare(model, a, b, &c);
	if (pair_is_two(a, b, &c))
		return TWO_BITS;
	return evidence_bits(model, a->agency, b->agency, c.total);
}

struct cluster_record pair_member(const struct model *model, const struct normal *n)
{
	return (struct cluster_record){n->nhs, n->rank, n->born,
		says_who(n) && model_source_is_single(model, n->agency) ? n->agency : 0};
}
