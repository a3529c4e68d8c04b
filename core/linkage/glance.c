/* glance.c - pairs that cannot come to anything. */
#include "linkage/glance.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define ODD UINT64_MAX
enum { TYPING_YEARS = 12 }; /* as in compare.c */
enum { FLAG_IDS = 1, FLAG_NHS_VALID = 2, FLAG_BORN_TEXT = 4, FLAG_OTHERS = 8, FLAG_PREFERRED = 16 };

/* Packing ------------------------------------------------------------------ */

/* Signs of so many bits, the last one lowest; a digit is one more than it says. */
static uint64_t pack(const char *text, unsigned bits)
{
	uint64_t out = 0;
	unsigned room = 64 / bits;

	for (; *text; text++) {
		unsigned char c = (unsigned char)*text;

		if (!room-- || (bits == 4 && (c < '0' || c > '9')))
			return ODD;
		out = out << bits | (bits == 4 ? (unsigned)(c - '0' + 1) : c);
	}
	return out;
}

static uint32_t born_pack(const struct word *w)
{
	uint32_t out = 0;

	for (const char *p = w->born == CIVIL_NONE ? "" : w->text; *p; p++)
		if (*p != '-')
			out = out << 4 | (uint32_t)(*p - '0');
	return out;
}

static struct glance glance_of(const struct crowd *c, const struct entry *e)
{
	const struct lexicon *x = &c->lexicon;
	const struct word *born = word_at(x, WK_BORN, e->word[WK_BORN]);
	const struct word *nhs = word_at(x, WK_NHS, e->word[WK_NHS]);
	struct glance g = {
		.nhs = pack(nhs->text, 4),
		.phone = pack(word_at(x, WK_PHONE, e->word[WK_PHONE])->text, 4),
		.postcode = pack(word_at(x, WK_POSTCODE, e->word[WK_POSTCODE])->text, 8),
		.family = word_at(x, WK_FAMILY, e->word[WK_FAMILY])->value,
		.given = word_at(x, WK_GIVEN, e->word[WK_GIVEN])->value,
		.others = word_at(x, WK_OTHERS, e->word[WK_OTHERS])->value,
		.street = word_at(x, WK_STREET, e->word[WK_STREET])->value,
		.town = word_at(x, WK_TOWN, e->word[WK_TOWN])->value,
		.email = word_at(x, WK_EMAIL, e->word[WK_EMAIL])->value,
		.born = born_pack(born),
		.first_family = (unsigned char)*word_at(x, WK_FAMILY, e->word[WK_FAMILY])->text,
		.first_given = (unsigned char)*word_at(x, WK_GIVEN, e->word[WK_GIVEN])->text,
		.sex = (unsigned char)e->sex,
		.family_word = e->word[WK_FAMILY],
		.given_word = e->word[WK_GIVEN],
	};

	if (word_at(x, WK_IDS, e->word[WK_IDS])->list_n)
		g.flags |= FLAG_IDS;
	if (nhs->value)
		g.flags |= FLAG_NHS_VALID;
	if (g.others)
		g.flags |= FLAG_OTHERS;
	if (word_at(x, WK_PREFERRED, e->word[WK_PREFERRED])->value)
		g.flags |= FLAG_PREFERRED;
	if (!g.born && *born->text)
		g.flags |= FLAG_BORN_TEXT;
	return g;
}

/* Weights ------------------------------------------------------------------ */

static void weights_make(struct glances *g)
{
	const struct model *x = g->model;

	for (int f = 0; f < CF_COUNT; f++) {
		float least = model_share(x, (enum compared)f, "");

		for (int l = LV_EXACT; l < LV_COUNT; l++)
			g->weight[f][l] = x->m[f][l] > 0 && x->u[f][l] > 0
				? log2(x->m[f][l] / x->u[f][l]) : 0;
		g->most[f] = fmax(x->best[f], least > 0 && x->m[f][LV_EXACT] > 0
			? log2(x->m[f][LV_EXACT] / (double)least) : g->weight[f][LV_EXACT]);
	}
}

static bool exact_make(struct glances *g, const struct crowd *c, enum word_kind kind, enum compared f)
{
	const struct word_table *t = &c->lexicon.kind[kind];

	g->exact[kind] = malloc(t->values.n * sizeof *g->exact[kind]);
	for (size_t i = 0; g->exact[kind] && i < t->values.n; i++) {
		double share = (double)t->values.v[i].share;

		g->exact[kind][i] = (float)(share > 0 && g->model->m[f][LV_EXACT] > 0
			? log2(g->model->m[f][LV_EXACT] / share) : g->weight[f][LV_EXACT]) + 1e-4f;
	}
	return g->exact[kind] != NULL;
}

bool glances_make(struct glances *g, const struct crowd *c, const struct model *x)
{
	*g = (struct glances){.model = x, .v = aligned_alloc(64, (c->n + 1) * sizeof *g->v)};
	weights_make(g);
	for (size_t i = 0; g->v && i < c->n; i++)
		g->v[i] = glance_of(c, &c->v[i]);
	return g->v && exact_make(g, c, WK_FAMILY, CF_FAMILY) && exact_make(g, c, WK_GIVEN, CF_GIVEN) &&
		exact_make(g, c, WK_OTHERS, CF_OTHERS) && exact_make(g, c, WK_STREET, CF_STREET) &&
		exact_make(g, c, WK_TOWN, CF_TOWN) && exact_make(g, c, WK_EMAIL, CF_EMAIL);
}

void glances_done(struct glances *g)
{
	for (int k = 0; k < WK_COUNT; k++)
		free(g->exact[k]);
	free(g->v);
	*g = (struct glances){.v = NULL};
}

/* Slips -------------------------------------------------------------------- */

static unsigned lane_of(uint64_t bit, unsigned bits)
{
	return (unsigned)__builtin_ctzll(bit) / bits;
}

static unsigned length_of(uint64_t packed, unsigned bits)
{
	return packed ? (63 - (unsigned)__builtin_clzll(packed)) / bits + 1 : 0;
}

static bool lanes_slip(uint64_t a, uint64_t b, unsigned bits)
{
	uint64_t x = a ^ b, mask = ((uint64_t)1 << bits) - 1;
	unsigned low = lane_of(x, bits), high = length_of(x, bits) - 1;

	if (low == high)
		return true;
	return high == low + 1 && (a >> bits * low & mask) == (b >> bits * high & mask) &&
		(a >> bits * high & mask) == (b >> bits * low & mask);
}

/* One sign put in, left out, changed, or two swapped; the two differ. */
static bool one_slip(uint64_t a, uint64_t b, unsigned bits)
{
	unsigned an = length_of(a, bits), bn = length_of(b, bits), same;
	uint64_t shorter = an < bn ? a : b, longer = an < bn ? b : a;

	if (an == bn)
		return lanes_slip(a, b, bits);
	if ((an > bn ? an - bn : bn - an) > 1)
		return false;
	same = lane_of(shorter ^ longer, bits);
	return longer >> bits * same >> bits == shorter >> bits * same;
}

static double number_most(const struct glances *g, enum compared f, uint64_t a, uint64_t b)
{
	if (!a || !b)
		return 0;
	if (a == ODD || b == ODD || a == b)
		return g->most[f];
	return g->weight[f][one_slip(a, b, 4) ? LV_ONE_DIGIT : LV_DIFFERS];
}

static double postcode_most(const struct glances *g, uint64_t a, uint64_t b)
{
	unsigned n = length_of(a, 8);

	if (!a || !b)
		return 0;
	if (a == ODD || b == ODD || a == b)
		return g->most[CF_POSTCODE];
	if (n == length_of(b, 8) && n >= 5 && a >> 16 == b >> 16)
		return g->weight[CF_POSTCODE][LV_AREA];
	if (one_slip(a, b, 8))
		return g->weight[CF_POSTCODE][LV_ONE_DIGIT];
	return g->weight[CF_POSTCODE][n == length_of(b, 8) && n >= 5 && a >> 24 == b >> 24
		? LV_DISTRICT : LV_DIFFERS];
}

static int year_of(uint32_t born)
{
	uint32_t y = born >> 16;

	return (int)((y >> 12) * 1000 + (y >> 8 & 15) * 100 + (y >> 4 & 15) * 10 + (y & 15));
}

static enum level born_level(uint32_t a, uint32_t b)
{
	uint32_t day = (a ^ b) & 0xFF, month = (a ^ b) & 0xFF00, year = (a ^ b) & 0xFFFF0000;

	if (!year && (a & 0xFF) == (b >> 8 & 0xFF) && (b & 0xFF) == (a >> 8 & 0xFF))
		return LV_SWAPPED;
	if (lanes_slip(a, b, 4) && abs(year_of(a) - year_of(b)) <= TYPING_YEARS)
		return LV_ONE_DIGIT;
	if (!day + !month + !year == 2)
		return LV_ONE_PART;
	return year ? LV_DIFFERS : LV_YEAR;
}

static double born_most(const struct glances *g, const struct glance *a, const struct glance *b)
{
	if ((a->flags | b->flags) & FLAG_BORN_TEXT)
		return g->most[CF_BORN];
	if (!a->born || !b->born)
		return 0;
	return a->born == b->born ? g->most[CF_BORN] : g->weight[CF_BORN][born_level(a->born, b->born)];
}

/* The bound ---------------------------------------------------------------- */

static double value_most(const struct glances *g, enum word_kind kind, enum compared f,
	uint32_t a, uint32_t b)
{
	if (!a || !b)
		return 0;
	return a == b ? (double)g->exact[kind][a] : g->model->best[f];
}

/* As place_weigh() takes them together; it grows with each of them. */
static double place_most(double street, double town, double postcode)
{
	double best = fmax(fmax(street, town), fmax(postcode, 0));
	double worst = fmin(fmin(street, town), fmin(postcode, 0));

	return 0.4 * (street + town + postcode) + 0.6 * (best + worst);
}

static bool may_be_swapped(const struct glance *a, const struct glance *b)
{
	return (a->first_family && a->first_family == b->first_given) ||
		(a->first_given && a->first_given == b->first_family);
}

static double nhs_most(const struct glances *g, const struct glance *a, const struct glance *b)
{
	if (a->flags & b->flags & FLAG_NHS_VALID)
		return g->weight[CF_NHS][LV_DIFFERS]; /* where they are equal no glance will do */
	return number_most(g, CF_NHS, a->nhs, b->nhs);
}

double glance_most(const struct glances *g, size_t at, size_t other)
{
	const struct glance *a = &g->v[at], *b = &g->v[other];
	double most = g->model->prior;

	if ((a->nhs && a->nhs == b->nhs) || (a->flags & b->flags & FLAG_IDS) || may_be_swapped(a, b))
		return HUGE_VAL;
	most += nhs_most(g, a, b) + number_most(g, CF_PHONE, a->phone, b->phone);
	most += born_most(g, a, b);
	if (a->sex && b->sex)
		most += g->weight[CF_SEX][a->sex == b->sex ? LV_EXACT : LV_DIFFERS];
	most += value_most(g, WK_FAMILY, CF_FAMILY, a->family, b->family);
	most += value_most(g, WK_GIVEN, CF_GIVEN, a->given, b->given);
	most += value_most(g, WK_OTHERS, CF_OTHERS, a->others, b->others);
	most += value_most(g, WK_EMAIL, CF_EMAIL, a->email, b->email);
	most += place_most(value_most(g, WK_STREET, CF_STREET, a->street, b->street),
		value_most(g, WK_TOWN, CF_TOWN, a->town, b->town),
		postcode_most(g, a->postcode, b->postcode));
	return most;
}

/* Names -------------------------------------------------------------------- */

/* Of the given names themselves, without other names and what they like to be called. */
static enum level names_level(const struct crowd *c, bool is_given, size_t a, size_t b)
{
	struct normal one, two;

	crowd_normal(c, a, &one);
	crowd_normal(c, b, &two);
	one.preferred = two.preferred = one.others = two.others = "";
	return is_given ? given_level(&one, &two) : family_level(&one, &two);
}

double glance_names(const struct glances *g, const struct crowd *c, struct names_seen *seen,
	size_t at, size_t other, double most)
{
	const struct glance *a = &g->v[at], *b = &g->v[other];

	for (int is_given = 0; is_given < 2; is_given++) {
		enum compared f = is_given ? CF_GIVEN : CF_FAMILY;
		uint32_t x = is_given ? a->given : a->family, y = is_given ? b->given : b->family;
		uint32_t v = is_given ? a->given_word : a->family_word;
		uint32_t w = is_given ? b->given_word : b->family_word;
		uint64_t pair = v < w ? (uint64_t)v << 32 | w : (uint64_t)w << 32 | v;
		size_t slot = pair * 0x9E3779B97F4A7C15u >> 40 & (NAMES_SEEN - 1);
		double weight;

		if (!x || !y || x == y)
			continue;
		if (seen->name[is_given][slot].pair != pair) {
			seen->name[is_given][slot].pair = pair;
			seen->name[is_given][slot].level = (unsigned char)names_level(c, is_given, at, other);
		}
		weight = g->weight[f][seen->name[is_given][slot].level];
		if (seen->name[is_given][slot].level == LV_SIMILAR) /* not where both are common */
			weight = fmax(weight, g->weight[f][LV_ALIKE]);
		if (is_given && (a->flags | b->flags) & FLAG_OTHERS)
			weight = fmax(weight, g->weight[f][LV_PART]);
		if (is_given && (a->flags | b->flags) & FLAG_PREFERRED)
			weight = fmax(weight, g->weight[f][LV_NICKNAME]);
		most += weight - g->model->best[f];
	}
	return most;
}
