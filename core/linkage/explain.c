/* explain.c - a pair, field by field, and what decided it. */
#include <string.h>

#include "governance/gate.h"
#include "governance/opening.h"
#include "linkage.h"
#include "linkage/address.h"
#include "linkage/cut.h"
#include "linkage/decide.h"
#include "linkage/earlier.h"
#include "linkage/explain.h"
#include "linkage/group.h"
#include "linkage/pairs.h"
#include "linkage/words.h"

/* The record's field behind each that is compared. */
static const enum record_field SENT[CF_COUNT] = {
	[CF_NHS] = RF_NHS_NUMBER, [CF_OTHER_ID] = RF_OTHER_IDS, [CF_FAMILY] = RF_FAMILY_NAME,
	[CF_GIVEN] = RF_GIVEN_NAME, [CF_OTHERS] = RF_OTHER_NAMES, [CF_TOWN] = RF_TOWN,
	[CF_BORN] = RF_DATE_OF_BIRTH, [CF_SEX] = RF_SEX,
	[CF_POSTCODE] = RF_POSTCODE, [CF_STREET] = RF_ADDRESS, [CF_PHONE] = RF_PHONE,
	[CF_EMAIL] = RF_EMAIL,
};

static const char *sent(const struct record *r, int field)
{
	const char *value = r->field[SENT[field]];

	return value ? value : "";
}

static enum status fields_fill(const struct record *a, const struct record *b,
	const struct comparison *c, struct arena *arena, struct pair_explained *out,
	struct err *err)
{
	out->a = address_of(a, arena);
	out->b = address_of(b, arena);
	out->field = arena_alloc(arena, (CF_COUNT + 2) * sizeof *out->field);
	if (!out->a || !out->b || !out->field)
		return err_nomem(err);
	for (int f = 0; f < CF_COUNT; f++)
		out->field[f] = (struct pair_field){RECORD_FIELD_NAMES[SENT[f]], sent(a, f),
			sent(b, f), LEVEL_NAMES[c->level[f]], c->weight[f]};
	out->field[CF_COUNT] = (struct pair_field){
		"kin", "", "", c->kin < -0.005 ? "a relative would share it" : "no", c->kin};
	out->field[CF_COUNT + 1] = (struct pair_field){
		"records", "", "", "two taken at random", c->total - c->sum};
	out->field_n = CF_COUNT + 2;
	out->total = 0;
	for (size_t i = 0; i < out->field_n; i++)
		out->total += out->field[i].weight;
	return ST_OK;
}

static const struct link_row *row_of(const struct group *g, int64_t a, int64_t b)
{
	for (size_t i = 0; i < g->links.n; i++)
		if ((g->links.v[i].a == a && g->links.v[i].b == b) ||
			(g->links.v[i].a == b && g->links.v[i].b == a))
			return &g->links.v[i];
	return NULL;
}

/* What stands between the two, or brings them together. */
static enum status state_fill(const struct session *s, const struct group *g, const struct record *a, const struct record *b,
	const struct judgement *j, struct arena *arena, struct pair_explained *out, struct err *err)
{
	const struct word *word = group_word(g, a->id, b->id);
	const struct word *apart = group_separation(g, a->id, b->id);
	const struct link_row *row = row_of(g, a->id, b->id);

	out->same_person = a->person == b->person;
	out->reason = row ? row->reason : j->reason;
	if (out->same_person) {
		out->state = "linked";
		if (word)
			out->reason = word_told(s, word->decision, arena);
		else if (!row)
			out->reason = arena_printf(
				arena, "linked over other records; the two alone: %s", j->reason);
	} else if (word || apart) {
		out->state = word && word->decision->verdict == VD_LINK && !apart ? "not linked"
			: "separated";
		out->reason = word_told(s, (apart ? apart : word)->decision, arena);
	} else if (row) {
		out->state = "to-decide";
	} else {
		out->state = j->band < BAND_UNLIKELY ? "to-decide" : "not linked";
	}
	return out->reason ? ST_OK : err_nomem(err);
}

/* A question to an agency stands before what the linker makes of the two. */
static enum status asked_tell(const struct session *s, const struct record *a,
	const struct record *b, struct arena *arena, struct pair_explained *out, struct err *err)
{
	struct pair_words words;
	const struct pair_word *asked;
	enum status st;

	if (out->same_person || strcmp(out->state, "separated") == 0)
		return ST_OK;
	st = pair_words_read(s->store, arena, &words, err);
	asked = st == ST_OK ? pair_words_asked(&words, a->person, b->person) : NULL;
	if (!asked)
		return st;
	out->state = question_due(&asked->decision) < s->rule.today ? "to-decide" : "asked";
	out->reason = word_told(s, &asked->decision, arena);
	return out->reason ? ST_OK : err_nomem(err);
}

static enum status pair_is_open(const struct session *s, const struct record *a, const struct record *b, bool *is,
	struct err *err)
{
	enum status st = person_is_open(s, a->person, is, err);

	return st == ST_OK && *is ? person_is_open(s, b->person, is, err) : st;
}

static enum status pair_weigh(const struct session *s, struct guide *guide, const struct record *a,
	const struct record *b, struct judgement *j, struct arena *arena, struct pair_explained *out, struct err *err)
{
	struct normal x, y;
	struct comparison c;
	enum status st = normal_make(a, s->rule.today, arena, &x, err);

	if (st == ST_OK)
		st = normal_make(b, s->rule.today, arena, &y, err);
	if (st != ST_OK)
		return st;
	model_know(&guide->model, &x);
	model_know(&guide->model, &y);
	records_compare(&guide->model, &x, &y, &c);
	*j = pair_judge(&guide->bands, &x, &y, &c);
	out->band = BAND_NAMES[j->band];
	return fields_fill(a, b, &c, arena, out, err);
}

/* Of two people one of whom may not be opened only what was made of the two records as far as they are seen. */
static enum status reason_limit(struct session *s, const struct record *a, const struct record *b,
	const struct judgement *j, struct arena *arena, struct pair_explained *out, struct err *err)
{
	double unshown = 0; /* what is told is weighed from what is seen of the two */
	bool is_open = false;
	enum status st = pair_is_open(s, a, b, &is_open, err);

	if (st == ST_OK && !is_open)
		out->reason = j->reason;
	if (st != ST_OK || !is_open)
		return st;
	st = link_cut(s, a->id, b->id, &unshown, &out->reason, arena, err);
	return st == ST_OK ? earlier_tell(s, a->person, b->person, arena, &out->earlier, &out->earlier_n, err) : st;
}

enum status pair_fill(struct session *s, const struct record *a, const struct record *b,
	struct arena *arena, struct pair_explained *out, struct err *err)
{
	int64_t seeds[2] = {a->id, b->id};
	struct judgement j;
	struct group g = {0};
	struct guide guide;
	enum status st = guide_read(&guide, s->store, err);

	if (st == ST_OK)
		st = pair_weigh(s, &guide, a, b, &j, arena, out, err);
	if (st == ST_OK)
		st = group_read(&g, s->store, &guide, s->rule.today, seeds, 2, arena, err);
	if (st == ST_OK)
		st = state_fill(s, &g, a, b, &j, arena, out, err);
	if (st == ST_OK)
		st = asked_tell(s, a, b, arena, out, err);
	if (st == ST_OK)
		st = reason_limit(s, a, b, &j, arena, out, err);
	group_done(&g);
	guide_done(&guide);
	return st;
}

enum status explain_pair(struct session *s, const char *a, const char *b, struct arena *arena,
	struct pair_explained *out, struct err *err)
{
	struct pair_explained filled = {0};
	struct deed deed = {.deed = "look", .person = 0, .detail = NULL};
	struct record x, y;
	enum status st = pairs_allowed(s, err);

	if (st == ST_OK)
		st = address_named(s, a, arena, &x, err);
	if (st == ST_OK)
		st = address_named(s, b, arena, &y, err);
	if (st == ST_OK && x.id == y.id)
		st = err_set(err, ST_USAGE, "these are one and the same record; name two");
	if (st == ST_OK)
		st = seen_record(s, x.id, arena, &x, err);
	if (st == ST_OK)
		st = seen_record(s, y.id, arena, &y, err);
	if (st == ST_OK)
		st = opening_require(s, y.person, err);
	if (st == ST_OK)
		st = pair_fill(s, &x, &y, arena, &filled, err);
	if (st != ST_OK)
		return st;
	deed.detail = arena_printf(arena, "explain %s:%s and %s:%s", x.agency_code, x.local_id,
		y.agency_code, y.local_id);
	st = deed.detail ? ST_OK : err_nomem(err);
	for (size_t i = 0; i < 2 && st == ST_OK; i++) { /* a look at each of the two people */
		deed.person = i ? y.person : x.person;
		st = i && x.person == y.person ? ST_OK : case_look(s, &deed, err);
	}
	if (st == ST_OK)
		*out = filled;
	return st;
}
